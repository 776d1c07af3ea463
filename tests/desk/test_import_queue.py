"""Uploads are imported beside the server: all of them, in order, none lost."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import exports
from negsplit.desk.imports import import_queue
from negsplit.desk.imports.import_queue import ImportQueue
from negsplit.desk.imports.import_view import BatchView, import_view
from negsplit.desk.imports.inbox import Batch, Inbox, Progress
from negsplit.desk.imports.renewal_worker import outdated_athletes
from negsplit.diary import Diary

PATIENCE_S = 60.0


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.sqlite3", begin=True) as made:
        yield made


@pytest.fixture
def queue(diary: Diary) -> Iterator[ImportQueue]:
    made = ImportQueue(diary.path)
    yield made
    made.close()


def upload(diary: Diary, files: dict[str, bytes]) -> Batch:
    batch = Inbox(diary.path, diary.athlete_id).begin()
    for name, data in files.items():
        with batch.receive(name) as file:
            file.write(data)
    batch.finish()
    return batch


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def shown(diary: Diary) -> BatchView:
    return import_view(diary).batches[0]


def test_what_is_uploaded_is_imported_and_the_files_are_gone(
    diary: Diary, queue: ImportQueue
) -> None:
    files = {
        "week/monday.fit": exports.fit_of(1),
        "week/tuesday.fit": exports.fit_of(2),
        "week/ride.fit": exports.fit_of(3, sport=2),
        "week/empty.fit": b"",
        "week/broken.fit": b"nonsense",
    }
    batch = upload(diary, files)
    queue.poke()
    until(lambda: batch.progress().is_over)
    view = shown(diary)
    assert (view.heading, view.found) == ("Looked at", "2 new runs")
    assert (view.done, view.total) == (5, 5)
    assert {word: count for count, word, _ in view.counts} == {
        "read": 2, "skipped": 1, "refused": 2,
    }  # fmt: skip
    assert sorted(line.place for line in view.refused) == [
        "week/broken.fit", "week/empty.fit",
    ]  # fmt: skip
    # The original's place is the name it had, not where it lay for a while.
    newest = max(diary.runs(), key=lambda row: row.started_at)
    assert diary.original(newest.id).place == "week/tuesday.fit"
    assert view.newest is not None
    assert view.newest.number == newest.id
    until(lambda: not list(batch.folder.glob("*.whole")))


def test_uploads_of_one_athlete_are_imported_one_after_the_other(
    diary: Diary, queue: ImportQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[str, int]] = []
    real = ImportQueue._started

    def started(one: ImportQueue, batch: Batch) -> subprocess.Popen[bytes]:
        states = [b.progress().state for b in batches]
        begun.append((batch.name, states.count("running")))
        return real(one, batch)

    batches = [upload(diary, {"a.fit": exports.fit_of(day)}) for day in (1, 2)]
    monkeypatch.setattr(ImportQueue, "_started", started)
    queue.poke()
    until(lambda: all(batch.progress().is_over for batch in batches))
    assert begun == [(batches[0].name, 0), (batches[1].name, 0)]


def test_an_import_that_was_cut_off_goes_on_with_the_next_server(
    diary: Diary, queue: ImportQueue
) -> None:
    # As a killed server leaves it: begun, with nothing told.
    batch = upload(diary, {"a.fit": exports.fit_of(1)})
    batch.tell(Progress("running", tries=1))
    queue.resume()
    until(lambda: batch.progress().is_over)
    assert shown(diary).is_resumed
    assert diary.count() == 1


def test_a_process_ends_when_its_server_is_gone(diary: Diary) -> None:
    batch = upload(diary, {f"{n}.fit": exports.fit_of(n) for n in range(3)})
    worker = subprocess.Popen(
        [sys.executable, "-m", "negsplit.desk.imports.import_worker", str(diary.path),
         str(batch.folder)],
        stdin=subprocess.PIPE,
    )  # fmt: skip
    assert worker.stdin is not None
    worker.stdin.close()
    assert worker.wait(PATIENCE_S) in (0, 1)
    # Whatever it came to, what is left is left as it was.
    assert batch.progress().is_over or len(batch.files()) == 3


def test_a_process_that_dies_again_and_again_is_given_up(
    diary: Diary, queue: ImportQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_queue, "_WORKER", "negsplit.no_such_module")
    batch = upload(diary, {"a.fit": exports.fit_of(1)})
    queue.poke()
    until(lambda: batch.progress().is_over)
    view = shown(diary)
    assert view.heading == "Ended early"
    assert "three times over" in view.trouble
    until(lambda: not batch.files())


def test_runs_that_older_code_has_read_are_read_anew(
    diary: Diary, queue: ImportQueue
) -> None:
    batch = upload(diary, {"a.fit": exports.fit_of(1)})
    queue.poke()
    until(lambda: batch.progress().is_over)
    diary.connection.execute("UPDATE features SET code = 0, body = x''")
    assert outdated_athletes(diary.path) == [diary.athlete_id]
    queue.resume()
    until(lambda: not diary.outdated())
    assert dict(diary.features())
    assert outdated_athletes(diary.path) == []


def test_a_diary_that_is_not_there_yet_has_nobody_outdated(tmp_path: Path) -> None:
    assert outdated_athletes(tmp_path / "none.sqlite3") == []
    assert not (tmp_path / "none.sqlite3").exists()
