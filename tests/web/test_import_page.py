"""Files come in by a plain form or one by one, and only whole."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import exports
from negsplit.desk.imports import inbox
from negsplit.diary import Diary
from negsplit.diary_export import export
from negsplit.units import DistanceUnit
from negsplit.web.app import create_app
from negsplit.web.settings import Settings

PATIENCE_S = 60.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "diary.sqlite3"
    with Diary.open(place, begin=True):
        Diary.open(place, "Somebody else").close()
    return place


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(path))
    with TestClient(app, base_url="http://127.0.0.1") as opened:
        yield opened


def token(client: TestClient) -> str:
    found = re.search(r'name="csrf" value="([^"]*)"', client.get("/a/1/import").text)
    assert found is not None
    return found[1]


def until_imported(client: TestClient) -> str:
    end = time.monotonic() + PATIENCE_S
    while client.get("/api/athletes/1/import").json()["is_moving"]:
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)
    return client.get("/a/1/import/progress").text


def test_a_plain_form_imports_its_files(client: TestClient) -> None:
    files = [
        ("files", ("good.fit", exports.fit_of(1))),
        ("files", ("../../bad.fit", b"nonsense")),
        ("files", ("empty.fit", b"")),
    ]
    answer = client.post(
        "/a/1/import",
        data={"csrf": token(client)},
        files=files,
        follow_redirects=False,
    )
    assert answer.status_code == 303
    page = until_imported(client)
    assert "Looked at 3 of 3 files: 1 new run<" in page
    assert re.search(r'<a href="/a/1/runs/1">good\.fit</a>', page)
    assert "bad.fit" in page
    assert ".." not in page
    assert "Could not be read" in page
    assert "hx-get" not in page  # nothing more comes, so nothing more is asked for


def test_a_form_without_a_file_says_so(client: TestClient) -> None:
    answer = client.post(
        "/a/1/import", data={"csrf": token(client)}, files=[("files", ("", b""))]
    )
    assert answer.status_code == 422
    assert "no file was chosen" in answer.text


def test_a_file_that_is_too_large_takes_nothing_in(
    client: TestClient, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MAX_FILE_BYTES", 100)
    files = [("files", ("a.fit", b"x" * 50)), ("files", ("b.fit", b"x" * 200))]
    answer = client.post("/a/1/import", data={"csrf": token(client)}, files=files)
    assert answer.status_code == 413
    assert "b.fit" in answer.text
    assert not [one for one in inbox.folder_of(path).rglob("*") if one.is_file()]


def test_files_come_in_one_by_one(client: TestClient) -> None:
    api, head = "/api/athletes/1/import", {"X-CSRF-Token": token(client)}
    batch = client.post(api, headers=head).json()["batch"]
    for day in (1, 2):
        sent = client.post(
            f"{api}/{batch}/files",
            params={"name": f"week/{day}.fit"},
            content=exports.fit_of(day),
            headers=head,
        )
        assert sent.status_code == 201
        assert sent.json() == {"files": day}
    started = client.post(f"{api}/{batch}/start", headers=head)
    assert started.status_code == 202
    page = until_imported(client)
    assert "week/1.fit" in page
    newest = exports.START.date() + timedelta(days=2)
    assert re.search(rf"The newest of these, .* on .*\b{newest.day} ", page)


def test_an_upload_of_nothing_is_refused(client: TestClient) -> None:
    api, head = "/api/athletes/1/import", {"X-CSRF-Token": token(client)}
    batch = client.post(api, headers=head).json()["batch"]
    answer = client.post(f"{api}/{batch}/start", headers=head)
    assert answer.status_code == 422
    assert "no file of this upload has arrived" in answer.json()["error"]


def test_an_upload_that_broke_off_waits_for_a_decision(
    client: TestClient, path: Path
) -> None:
    api, head = "/api/athletes/1/import", {"X-CSRF-Token": token(client)}
    for _ in range(2):
        batch = client.post(api, headers=head).json()["batch"]
        client.post(
            f"{api}/{batch}/files?name=a.fit", content=exports.fit_of(1), headers=head
        )
    page = client.get("/a/1/import").text
    assert page.count("Not all arrived") == 2
    form = {"csrf": token(client)}
    client.post(f"/a/1/import/{batch}/discard", data=form)
    (left,) = inbox.Inbox(path, 1).batches()
    client.post(f"/a/1/import/{left.name}/begin", data=form)
    assert "Looked at 1 of 1 file: 1 new run<" in until_imported(client)


def test_an_upload_of_somebody_else_cannot_be_touched(
    client: TestClient, path: Path
) -> None:
    head, form = {"X-CSRF-Token": token(client)}, {"csrf": token(client)}
    batch = client.post("/api/athletes/1/import", headers=head).json()["batch"]
    other = f"/api/athletes/2/import/{batch}"
    assert client.post(f"{other}/files?name=a", headers=head).status_code == 404
    assert client.post(f"{other}/start", headers=head).status_code == 404
    answer = client.post(f"/a/2/import/{batch}/discard", data=form)
    assert answer.status_code == 404
    assert len(inbox.Inbox(path, 1).batches()) == 1


def test_an_import_goes_on_when_the_server_is_started_again(path: Path) -> None:
    batch = inbox.Inbox(path, 1).begin()
    with batch.receive("run.fit") as file:
        file.write(exports.fit_of(1))
    batch.finish()
    batch.tell(inbox.Progress("running", tries=1))
    with TestClient(create_app(Settings(path)), base_url="http://127.0.0.1") as client:
        until_imported(client)
    with Diary.open(path) as diary:
        assert diary.count() == 1


def test_an_empty_diary_offers_the_demo_runner(client: TestClient) -> None:
    assert 'action="/demo"' in client.get("/a/1/import").text


# An exported diary that differs from the one that is here.


def differing(client: TestClient, path: Path) -> str:
    """Export a diary, change it, and bring the export in; return the button's form."""
    archive = path.with_name("all.zip")
    with Diary.open(path) as diary, archive.open("wb") as file:
        diary.set_unit(DistanceUnit.MI)
        diary.keep_values(date(2026, 1, 1), "vdot = 44.0\n")
        export(diary, file, lambda _: None)
        diary.set_unit(DistanceUnit.KM)
        diary.keep_values(date(2026, 1, 1), "vdot = 55.0\n")
    client.post(
        "/a/1/import",
        data={"csrf": token(client)},
        files=[("files", ("all.zip", archive.read_bytes()))],
    )
    page = until_imported(client)
    assert "What you had here stayed as it was" in page
    assert page.count("Use the archive's version") == 1
    found = re.search(r'action="(/a/1/import/\w+/take)"', page)
    assert found is not None
    return found[1]


def kept(path: Path) -> tuple[DistanceUnit | None, str]:
    with Diary.open(path) as diary:
        return diary.unit(), diary.kept_values()[0][1]


def test_the_archives_version_is_taken_where_the_button_says_so(
    client: TestClient, path: Path
) -> None:
    take = differing(client, path)
    assert kept(path) == (DistanceUnit.KM, "vdot = 55.0\n")
    for _ in range(2):  # a second time, there is nothing left to choose
        answer = client.post(take, data={"csrf": token(client)}, follow_redirects=False)
        assert answer.status_code == 303
        assert kept(path) == (DistanceUnit.MI, "vdot = 44.0\n")
    page = client.get("/a/1/import").text
    assert "Different in the archive" not in page
    assert "Use the archive's version" not in page


def test_what_was_changed_after_the_list_was_shown_stays(
    client: TestClient, path: Path
) -> None:
    take = differing(client, path)
    with Diary.open(path) as diary:
        diary.keep_values(date(2026, 1, 1), "vdot = 60.0\n")
    page = client.post(take, data={"csrf": token(client)}).text
    assert kept(path) == (DistanceUnit.MI, "vdot = 60.0\n")
    assert "Your values 2026-01-01 differs in the archive." in page
    assert "Your unit" not in page


def test_nobody_elses_archive_is_taken(client: TestClient, path: Path) -> None:
    take = differing(client, path)
    answer = client.post(take.replace("/a/1/", "/a/2/"), data={"csrf": token(client)})
    assert answer.status_code == 404
    assert kept(path) == (DistanceUnit.KM, "vdot = 55.0\n")
