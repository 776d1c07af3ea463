"""The guard: names, origins, sizes, slow bodies and the headers of every answer."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message, Scope

from negsplit.web import guard
from negsplit.web.guard import Guard
from negsplit.web.settings import Settings

HERE = "http://127.0.0.1:8321"
SETTINGS = Settings(Path("diary"), max_body_bytes=1000, max_upload_bytes=5000)
SHARED = Settings(
    Path("diary"), is_shared=True, hosts=("127.0.0.1", "runs.example.org")
)


def by_itself(asked: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine in a thread: a browser may keep a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, asked).result()


async def size(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def fails(_: Request) -> Response:
    raise ZeroDivisionError


def guarded(settings: Settings = SETTINGS) -> TestClient:
    paths = ["/size", "/a/1/import", "/api/athletes/1/import/files", "/important"]
    routes = [Route(path, size, methods=["GET", "POST", "PUT"]) for path in paths]
    app = Starlette(routes=[*routes, Route("/fails", fails)])
    return TestClient(
        Guard(app, settings), base_url=HERE, raise_server_exceptions=False
    )


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8321", "localhost:1", "LOCALHOST", "[::1]:8321"]
)
def test_this_machine_is_asked_by_its_own_names(host: str) -> None:
    assert guarded().get("/size", headers={"Host": host}).status_code == 200


# The first is what a name server of an attacker can point at this machine.
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8321",
        "evil.example:127.0.0.1",
        "[::1].evil.example",
        "127.0.0.1@evil.example",
        "192.168.1.5",
        "",
    ],
)
def test_another_name_is_refused_and_told_how_to_allow_it(host: str) -> None:
    found = guarded().get("/size", headers={"Host": host})
    assert found.status_code == 421
    assert "--name" in found.text


def test_two_names_at_once_are_refused() -> None:
    headers = [("host", "127.0.0.1"), ("host", "evil.example")]
    assert guarded().get("/size", headers=headers).status_code == 421


def test_a_number_is_a_good_name_where_others_are_served() -> None:
    shared = guarded(SHARED)
    for host in ("192.168.1.5:8321", "[fd00::1]", "runs.example.org", "127.0.0.1"):
        assert shared.get("/size", headers={"Host": host}).status_code == 200
    for host in ("evil.example", "1.2.3.4.evil.example", "localhost"):
        assert shared.get("/size", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "name", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"]
)
def test_a_server_without_logins_is_not_opened_to_all_by_a_proxy(name: str) -> None:
    # A proxy that asks by the number of this machine would pass for its user.
    found = guarded().get("/size", headers={name: "203.0.113.7"})
    assert found.status_code == 403
    assert "--name" in found.text
    assert guarded(SHARED).get("/size", headers={name: "1"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": HERE},
        {"Origin": HERE, "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {},  # no browser
    ],
)
def test_our_own_pages_and_programs_may_change_things(headers: dict[str, str]) -> None:
    assert guarded().post("/size", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://127.0.0.1:8321.evil.example"},
        {"Origin": "http://["},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": HERE, "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_sites_may_change_nothing(method: str, headers: dict[str, str]) -> None:
    found = guarded().request(method, "/size", headers=headers)
    assert found.status_code == 403
    assert "another site" in found.text


def test_other_sites_may_link_here() -> None:
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert guarded().get("/size", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/size", 1000),
        ("/important", 1000),
        ("/a/1/import", 5000),
        ("/api/athletes/1/import/files", 5000),
    ],
)
def test_a_body_may_have_so_many_bytes_and_no_more(path: str, most: int) -> None:
    client = guarded()
    assert client.post(path, content=b"x" * most).text == str(most)
    assert client.post(path, content=b"x" * (most + 1)).status_code == 413


def pieces(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b"x" * 100


def test_a_body_of_no_said_length_is_counted_while_it_is_read() -> None:
    client = guarded()
    assert client.post("/size", content=pieces(10)).text == "1000"
    assert client.post("/size", content=pieces(11)).status_code == 413


@pytest.mark.parametrize("said", ["-1", "1e3", "x", "0x10", "٣"])
def test_a_length_that_is_no_number_is_refused(said: str) -> None:
    sent = [(b"host", b"127.0.0.1"), (b"content-length", said.encode())]
    assert asked("POST", sent)["status"] in (400, 413)


def asked(
    method: str, headers: list[tuple[bytes, bytes]], **scope: Any
) -> dict[str, Any]:
    """Ask without a client that would mend the headers; return the answer's start."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    whole = {
        "type": "http",
        "method": method,
        "path": "/size",
        "raw_path": b"/size",
        "query_string": b"",
        "headers": headers,
        "scheme": "http",
        "server": ("127.0.0.1", 8321),
        **scope,
    }
    app = Guard(Starlette(routes=[Route("/size", size)]), SETTINGS)
    by_itself(app(whole, receive, send))
    return dict(sent[0])


def test_a_body_that_stops_coming_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(guard, "PIECE_S", 0.01)
    sent: list[Message] = []
    came = iter([{"type": "http.request", "body": b"x", "more_body": True}])

    async def receive() -> Message:
        for message in came:
            return message
        await asyncio.sleep(60)
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/size",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1")],
        "scheme": "http",
    }
    app = Guard(Starlette(routes=[Route("/size", size, methods=["POST"])]), SETTINGS)
    by_itself(app(scope, receive, send))
    assert sent[0]["status"] == 408


@pytest.mark.parametrize(("path", "status"), [("/size", 408), ("/a/1/import", 200)])
def test_a_form_that_trickles_in_is_cut_off_and_an_upload_is_not(
    monkeypatch: pytest.MonkeyPatch, path: str, status: int
) -> None:
    monkeypatch.setattr(guard, "FORM_S", 0.05)
    sent: list[Message] = []
    left = 10

    async def receive() -> Message:
        nonlocal left
        await asyncio.sleep(0.01)
        left -= 1
        return {"type": "http.request", "body": b"x", "more_body": left > 0}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1")],
        "scheme": "http",
    }
    app = Guard(Starlette(routes=[Route(path, size, methods=["POST"])]), SETTINGS)
    by_itself(app(scope, receive, send))
    assert sent[0]["status"] == status


STRICT = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/size", {}),
        ("GET", "/nowhere", {}),
        ("GET", "/fails", {}),
        ("DELETE", "/size", {}),
        ("GET", "/size", {"Host": "evil.example"}),
        ("POST", "/size", {"Origin": "null"}),
        ("POST", "/size", {"Content-Length": "9999"}),
    ],
)
def test_every_answer_makes_browsers_strict(
    method: str, path: str, headers: dict[str, str]
) -> None:
    found = guarded().request(method, path, headers=headers)
    for name, value in STRICT.items():
        assert found.headers[name] == value
    rules = dict(
        rule.strip().split(" ", 1)
        for rule in found.headers["content-security-policy"].split(";")
    )
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert "unsafe" not in found.headers["content-security-policy"]
    assert "geolocation=()" in found.headers["permissions-policy"]


def test_browsers_stay_with_tls_once_they_had_it() -> None:
    host = [(b"host", b"127.0.0.1")]
    plain = dict(asked("GET", host)["headers"])
    safe = dict(asked("GET", host, scheme="https")["headers"])
    assert b"strict-transport-security" not in plain
    assert safe[b"strict-transport-security"] == b"max-age=31536000"


def test_an_answer_may_be_stricter_or_kept_if_it_says_so_itself() -> None:
    async def own(_: Request) -> Response:
        return PlainTextResponse(
            "",
            headers={"Cache-Control": "public", "Content-Security-Policy": "sandbox"},
        )

    app = Guard(Starlette(routes=[Route("/own", own)]), SETTINGS)
    found = TestClient(app, base_url=HERE).get("/own")
    assert found.headers.get_list("cache-control") == ["public"]
    assert found.headers.get_list("content-security-policy") == ["sandbox"]


def test_web_sockets_are_not_answered() -> None:
    called: list[str] = []

    async def app(scope: Scope, *_: object) -> None:
        called.append(scope["type"])

    by_itself(Guard(app, SETTINGS)({"type": "websocket"}, None, None))  # type: ignore[arg-type] # not reached
    assert called == []
