"""What is uploaded together is imported together, and told of file by file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import exports
from negsplit.desk.imports.import_view import BatchView, import_view
from negsplit.desk.imports.import_worker import MOST_RECENT, import_batch
from negsplit.desk.imports.inbox import Batch, Inbox
from negsplit.diary import Diary
from negsplit.intake.alone import Alone
from negsplit.intake.importing import Import, Wishes


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.sqlite3", begin=True) as made:
        yield made


def imported(diary: Diary, *files: tuple[str, bytes]) -> BatchView:
    batch = Inbox(diary.path, diary.athlete_id).begin()
    for name, data in files:
        with batch.receive(name) as file:
            file.write(data)
    batch.finish()
    with closing(Alone()) as workers:
        assert import_batch(diary, batch, Import(diary, workers, Wishes())) == 0
    return import_view(diary).batches[0]


def test_an_export_in_pieces_is_understood_as_a_whole(
    diary: Diary, tmp_path: Path
) -> None:
    files = exports.strava(tmp_path / "export")
    imported(diary, *((f"export_1/{name}", data) for name, data in files.items()))
    # Names and felt effort are in the list beside the files, not in them.
    assert {row.name for row in diary.runs()} == {"Früh, mit Komma", "走る"}
    assert {row.felt_cr10 for row in diary.runs()} == {7.0, None}


def test_the_list_of_an_export_is_no_file_to_wait_for(diary: Diary) -> None:
    view = imported(diary, ("garmin.zip", exports.garmin()))
    assert view.total == view.done == 3


def test_the_same_again_changes_nothing(diary: Diary) -> None:
    imported(diary, ("garmin.zip", exports.garmin()))
    again = imported(diary, ("garmin (1).zip", exports.garmin()))
    counts = {word: count for count, word, _ in again.counts}
    assert counts == {"already known": 2, "skipped": 1}
    assert diary.count() == 2


def test_a_file_that_was_sent_twice_is_taken_once(diary: Diary) -> None:
    same = ("run.fit", exports.fit_of(1))
    assert imported(diary, same, same).total == 1


def test_two_files_of_one_name_are_two_runs(diary: Diary) -> None:
    files = [("run.fit", exports.fit_of(day)) for day in (1, 2, 3)]
    assert imported(diary, *files).total == 3
    assert diary.count() == 3


def test_a_bomb_is_refused_and_what_is_beside_it_taken(diary: Diary) -> None:
    bomb = exports.zipped({"bomb.fit": bytes(30 * 2**20)})
    view = imported(diary, ("bomb.zip", bomb), ("good.fit", exports.fit_of(1)))
    (refused,) = view.refused
    assert refused.place == "bomb.zip!/bomb.fit"
    assert "made to do harm" in refused.reason
    assert diary.count() == 1


def test_nothing_that_could_be_a_run_is_told_as_such(diary: Diary) -> None:
    view = imported(diary, ("notes.zip", exports.zipped({"a.txt": b"x"})))
    assert [line.outcome for line in view.lines] == ["skipped"]
    assert view.newest is None


def test_litter_of_desktops_is_not_even_counted(diary: Diary) -> None:
    view = imported(diary, ("x/.DS_Store", b"x"), ("x/run.fit", exports.fit_of(1)))
    assert view.total == 1


def test_the_newest_of_the_new_runs_is_named(diary: Diary) -> None:
    view = imported(diary, *((f"{d}.fit", exports.fit_of(d)) for d in (5, 9, 7)))
    assert view.newest is not None
    newest = max(diary.runs(), key=lambda row: row.started_at)
    assert view.newest.number == newest.id


def test_only_the_latest_files_are_listed_but_all_are_counted(diary: Diary) -> None:
    files = [(f"{n}.txt", b"x") for n in range(MOST_RECENT + 5)]
    view = imported(diary, *files)
    assert len(view.lines) == MOST_RECENT
    assert view.done == view.total == MOST_RECENT + 5


def test_files_are_gone_when_they_are_imported(diary: Diary) -> None:
    imported(diary, ("run.fit", exports.fit_of(1)))
    (batch,) = Inbox(diary.path, diary.athlete_id).batches()
    assert sorted(path.name for path in batch.folder.iterdir()) == [
        "progress.json", "ready",
    ]  # fmt: skip
    assert Batch(batch.folder).files() == []
