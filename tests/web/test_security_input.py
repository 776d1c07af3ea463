"""Attempts to break in by what is sent: paths, scripts, sizes, guesses; all must fail.

Each test counts what it tried, on every route that there is.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from cheap_hashes import CHEAP
from club import MAX_BODY, Club, asked, made_club, tell
from negsplit.accounts import passwords
from negsplit.accounts.accounts import Accounts
from negsplit.desk.people.runner_values import keep_runner, runner_on
from negsplit.diary import Diary
from negsplit.formats import native
from negsplit.notation import parse
from negsplit.web.app import create_app
from negsplit.web.guesses import PER_ADDRESS, PER_NAME, PER_PAIR
from negsplit.web.settings import Settings
from web_client import HERE, Visit
from web_routes import ways

WAYS = ways()
CHANGING = [way for way in WAYS if way.method != "GET"]
ASKING = [way for way in WAYS if way.method == "GET"]


@pytest.fixture(scope="module")
def club(demo_diary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Club]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", CHEAP)
        yield made_club(demo_diary, tmp_path_factory.mktemp("club"))


# Paths.

_OUT = (
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "..\\..\\etc\\passwd",
    "/etc/passwd",
    "%00/etc/passwd",
    "diary.sqlite3",
)


def test_no_path_leads_out_of_the_pages(club: Club) -> None:
    visit = club.visit("Otto")
    headers = {"X-CSRF-Token": visit.csrf, "Origin": HERE}
    tried = 0
    for out in _OUT:
        for folder in ("/static/", "/static/vendor/", "/"):
            _safe(visit.get(f"{folder}{out}").text)
            tried += 1
        for way in ASKING:
            asked_for = quote(out, safe="")
            if "{" in way.path:
                path = way.at(athlete=asked_for, other=asked_for)
                _safe(asked(visit, way, path, {}, headers)[1])
                tried += 1
            if way.path.count("{") > 1:
                path = way.at(athlete=club.victim, other=asked_for)
                _safe(asked(visit, way, path, {}, headers)[1])
                tried += 1
    for name in _OUT:
        upload = {"files": (name, b"no run", "application/octet-stream")}
        visit.post(
            f"/a/{club.victim}/import",
            files=upload,
            data={"csrf": headers["X-CSRF-Token"]},
        )
        tried += 1
    assert not list(club.path.parent.parent.glob("passwd*"))
    kept = {p.name for p in club.path.parent.rglob("*") if p.is_file()}
    assert "passwd" not in kept
    assert club.path.stat().st_size > 100_000
    tell(f"path traversal attempts: {tried}")
    assert tried > 200


def _safe(text: str) -> None:
    assert "root:x:0" not in text
    assert "SQLite format 3" not in text


# Scripts in names and notes.

_SCRIPT = (
    "\"'><xss onfocus=alert(1) autofocus></title></textarea>"
    "<script>alert(1)</script>{{777*12345}}"
)


class _Scripts(HTMLParser):
    """Finds whatever would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        source = given.get("src") or ""
        if tag == "xss" or (tag == "script" and not source.startswith("/static/")):
            self.found.append(f"<{tag}>")
        self.found += [name for name in given if name.startswith("on")]
        links = [given.get(name) or "" for name in ("href", "src", "action")]
        self.found += [link for link in links if link.lower().startswith("javascript")]


def _runs_nothing(text: str, where: object) -> None:
    scripts = _Scripts()
    scripts.feed(text)
    assert scripts.found == [], where
    assert "9592065" not in text, where


def _poison(club: Club) -> None:
    """Put the script wherever the diary keeps words, past every form."""
    when = datetime(2026, 1, 1, tzinfo=UTC)
    with Diary.of_athlete(club.path, club.victim) as diary:
        today = datetime.now(UTC).date()
        keep_runner(diary, replace(runner_on(diary, today), name=_SCRIPT), today)
        diary.set_name(club.run, _SCRIPT)
        diary.set_stopped(club.run, _SCRIPT)
        body = native.as_data(replace(parse("10min easy"), name=_SCRIPT))
        diary.keep_workout(_SCRIPT, json.dumps(body), when)
        diary.set_plan(club.run, replace(parse("10min easy"), name=_SCRIPT))
        plan = diary.kept_plans()[-1].replace(
            'note = "', f"note = {json.dumps(_SCRIPT)}#"
        )
        diary.keep_plan(plan, when)
    with Accounts.open(club.path) as accounts, accounts.writing() as connection:
        connection.execute("UPDATE account SET name = name || ?", (_SCRIPT,))
        connection.execute("UPDATE api_token SET label = ?", (_SCRIPT,))


def test_a_script_that_is_kept_stays_text(club: Club) -> None:
    otto, ada = club.visit("Otto"), club.visit("Ada")
    _poison(club)
    shown = kept = 0
    for way in ASKING:
        path = way.at(athlete=club.victim, other=club.run)
        for visit in (otto, ada):
            found = visit.get(path)
            assert found.status_code < 500, way
            if "html" in found.headers.get("content-type", ""):
                _runs_nothing(found.text, way)
                kept += "onfocus" in found.text
                shown += 1
    assert kept >= 5  # it was kept, and is shown as text
    tell(f"pages looked through for kept scripts: {shown}, on {kept} of them as text")


def test_a_script_that_is_sent_back_stays_text(club: Club) -> None:
    otto = club.visit("Otto")
    headers = {"X-CSRF-Token": otto.csrf, "Origin": HERE}
    sent = 0
    for way in CHANGING:
        if way.path.startswith("/logout"):
            continue
        path = way.at(athlete=club.victim, other=club.run)
        fields = dict.fromkeys((*way.fields, *_MORE), _SCRIPT)
        status, text = asked(otto, way, path, fields, headers)
        assert status < 500, (way, text[:300])
        if not way.is_data:
            _runs_nothing(text, way)
        sent += 1
    tell(f"forms with scripts in every field: {sent}")


# Fields of records that forms are read into.
_MORE = (
    "name", "felt", "goal", "plan", "stopped", "stopped_because", "race_distance",
    "race_time", "race_day", "age", "weekly", "vdot", "words", "notation",
)  # fmt: skip


def test_a_script_in_an_address_stays_text(club: Club) -> None:
    otto = club.visit("Otto")
    tried = 0
    for way in ASKING:
        path = way.at(athlete=club.victim, other=club.run)
        for name in (*way.queries, "unknown"):
            found = otto.get(path, params={name: _SCRIPT})
            assert found.status_code < 500, (way, name)
            if "html" in found.headers.get("content-type", ""):
                _runs_nothing(found.text, (way, name))
            tried += 1
        odd = way.at(athlete=club.victim, other=quote(_SCRIPT, safe=""))
        found = otto.get(odd)
        assert found.status_code < 500, way
        if "html" in found.headers.get("content-type", ""):
            _runs_nothing(found.text, way)
        tried += 1
    tell(f"scripts in addresses: {tried}")
    assert tried > 60


# Too much.


def test_no_form_takes_more_than_forms_need(club: Club) -> None:
    otto = club.visit("Otto")
    headers = {"X-CSRF-Token": otto.csrf, "Origin": HERE}
    tried = 0
    for way in CHANGING:
        if "/import" in way.path:
            continue
        path = way.at(athlete=club.victim, other=club.run)
        for kind in ("application/json", "application/x-www-form-urlencoded"):
            sent = {**headers, "Content-Type": kind}
            big = otto.post(path, content=b"a=" + b"x" * MAX_BODY, headers=sent)
            assert big.status_code == 413, way
            tried += 1
    tell(f"oversized bodies: {tried}")


def test_a_zip_bomb_is_sent_and_the_server_stays_as_it_is(club: Club) -> None:
    """Hold that what comes in is not unpacked by the server itself.

    Import opens it in a process of its own, whose limits have their own tests.
    """
    otto = club.visit("Otto")
    csrf, place = otto.csrf, f"/a/{club.victim}/import"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.fit", b"\0" * 50_000_000)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.zip", inner.getvalue())
    bombs = {"nested.zip": outer.getvalue(), "flat.zip": inner.getvalue()}
    for name, content in bombs.items():
        assert len(content) < 2_000_000
        found = otto.post(place, files={"files": (name, content)}, data={"csrf": csrf})
        assert found.status_code in (303, 413, 422)
        assert otto.get(f"/a/{club.victim}/runs").status_code == 200
    tell(f"zip bombs by upload: {len(bombs)}")


# Guessing.


def test_guesses_are_not_even_looked_at_after_a_few(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    right = Accounts.log_in

    def counted(self: Accounts, name: str, password: str, now: int) -> str | None:
        looked.append(name)
        return right(self, name, password, now)

    monkeypatch.setattr(Accounts, "log_in", counted)
    app = create_app(Settings(club.path, is_shared=True))
    tried = 0

    def guess(address: str, name: str, times: int) -> None:
        nonlocal tried
        visit = Visit(app, client=(address, 1))
        csrf = visit.csrf
        for number in range(times):
            fields = {"csrf": csrf, "name": name, "password": f"guess {number}"}
            assert visit.post("/login", data=fields).status_code in (401, 429)
            tried += 1

    guess("203.0.113.1", "Carla", 29)
    assert looked.count("Carla") == PER_PAIR
    for number in range(4):
        guess("203.0.113.2", f"Name {number}", 9)
    assert len(looked) == PER_PAIR + PER_ADDRESS
    looked.clear()
    for number in range(10):
        guess(f"198.51.100.{number}", "Carla", 11)
    assert len(looked) == PER_NAME - PER_PAIR
    looked.clear()
    for number in range(4):  # one household has a /64
        guess(f"2001:db8::{number}", f"Name {number}", 9)
    assert len(looked) == PER_ADDRESS
    # Its owner was not locked out of what is open on another device.
    tell(f"login guesses: {tried}")


def test_tokens_and_invitations_are_not_guessed(club: Club) -> None:
    app = create_app(Settings(club.path, is_shared=True))
    visit = Visit(app)
    found = []
    for number in range(50):
        wrong = {"Authorization": f"Bearer negsplit_{number}"}
        found.append(visit.get("/api/athletes", headers=wrong).status_code)
    assert found == [401] * PER_ADDRESS + [429] * (50 - PER_ADDRESS)
    for number in range(50):
        assert visit.get(f"/invite/{number}").status_code == 404
    tell("token and invitation guesses: 100")
