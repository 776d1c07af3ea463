"""An import: every file ends somewhere, and what is told is in the diary."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import exports
import same_run
from fit_files import NOON, crc, simple
from negsplit import formats
from negsplit.analysis.clean import clean
from negsplit.diary import Diary, check
from negsplit.errors import DiaryError
from negsplit.intake import take
from negsplit.intake.alone import Alone
from negsplit.intake.importing import Import, Wishes
from negsplit.intake.renewal import renew
from negsplit.intake.report import Entry, Report
from negsplit.intake.task import Answer, Task
from negsplit.recording import Recording
from negsplit.sources.found import Found
from negsplit.sources.reading import Shelf
from negsplit.sources.search import search
from negsplit.store.records import Outcome, RunFilter

SHARED = Path(__file__).parents[3] / "shared" / "recordings"
EVERYTHING = RunFilter(with_twins=True, with_other_sports=True)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.sqlite3", begin=True) as opened:
        yield opened


def bring(
    diary: Diary, *paths: Path, told: list[Entry] | None = None, **wishes: Any
) -> Report:
    workers = Alone()
    work = Import(diary, workers, Wishes(**wishes))
    found = list(search([str(path) for path in paths]))
    report = work.run(found, (told if told is not None else []).extend)
    workers.close()
    return report


def outcomes(report: Report) -> dict[str, str]:
    return {Path(one.place).name: one.outcome.value for one in report.entries}


def test_every_file_ends_somewhere(diary: Diary, tmp_path: Path) -> None:
    fit = exports.fit_of(0)
    files = {
        "run.fit": fit,
        "again.fit": fit,
        "packed.fit.gz": gzip.compress(fit),
        "ride.fit": exports.fit_of(1, sport=2),
        "health.fit": exports.monitoring(),
        "cut.fit": exports.fit_of(2)[:-5000],
        "phone.gpx": same_run.as_gpx(exports.SECONDS),
        "empty.fit": b"",
        "page.gpx": b"<!DOCTYPE html><html></html>",
        "notes.txt": b"slow today",
        "photo.jpg": b"\xff\xd8\xff" + bytes(100),
    }
    exports.write_all(tmp_path / "in", files)
    assert outcomes(bring(diary, tmp_path / "in")) == {
        "again.fit": "read",  # the first by name
        "cut.fit": "repaired",
        "empty.fit": "refused",
        "health.fit": "skipped",
        "notes.txt": "skipped",
        "packed.fit.gz": "already known",
        "page.gpx": "refused",
        "phone.gpx": "same run",
        "photo.jpg": "skipped",
        "ride.fit": "skipped",
        "run.fit": "already known",
    }
    assert len(diary.runs()) == 2
    assert len(diary.runs(EVERYTHING)) == 3


def test_importing_again_reads_and_changes_nothing(
    diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"a.fit": exports.fit_of(0), "b.fit": b"", "c.fit": exports.fit_of(1, 2)}
    exports.write_all(tmp_path / "in", files)
    bring(diary, tmp_path / "in")
    before = list(diary.connection.iterdump())
    monkeypatch.setattr("negsplit.intake.alone.answer", None)
    assert outcomes(bring(diary, tmp_path / "in")) == {
        "a.fit": "already known",
        "b.fit": "refused",
        "c.fit": "skipped",
    }
    assert list(diary.connection.iterdump()) == before


def test_of_an_export_that_was_downloaded_anew_only_the_new_is_read(
    diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"activities/1.fit": exports.fit_of(0), "activities/2.fit": b""}
    (tmp_path / "export_1.zip").write_bytes(exports.zipped(files))
    bring(diary, tmp_path / "export_1.zip")
    files["activities/3.fit"] = exports.fit_of(1)
    (tmp_path / "export_2.zip").write_bytes(exports.zipped(files))
    asked: list[str] = []

    def answer(task: Task, shelf: Shelf) -> Answer:
        asked.append(task.found.inside[-1])
        return take.answer(task, shelf)

    monkeypatch.setattr("negsplit.intake.alone.answer", answer)
    assert outcomes(bring(diary, tmp_path / "export_2.zip")) == {
        "1.fit": "already known",
        "2.fit": "refused",
        "3.fit": "read",
    }
    assert asked == ["activities/3.fit"]


def test_two_folders_of_one_name_are_two(
    diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, folder in enumerate(("here", "there")):
        path = tmp_path / folder / "runs" / "a.fit"
        exports.write_all(path.parent, {"a.fit": exports.fit_of(day)})
        os.utime(path, ns=(1, 1))  # as an archiver may set them
        monkeypatch.chdir(tmp_path / folder)
        assert bring(diary, Path("runs")).new_runs == 1


def test_a_changed_file_is_read_again(diary: Diary, tmp_path: Path) -> None:
    path = tmp_path / "a.fit"
    path.write_bytes(exports.fit_of(0))
    bring(diary, path)
    path.write_bytes(exports.fit_of(3)[:-1])
    assert outcomes(bring(diary, path)) == {"a.fit": "repaired"}


def test_other_sports_come_when_asked_for(diary: Diary, tmp_path: Path) -> None:
    path = tmp_path / "ride.fit"
    path.write_bytes(exports.fit_of(0, sport=2))
    assert outcomes(bring(diary, path)) == {"ride.fit": "skipped"}
    assert outcomes(bring(diary, path, every_sport=True)) == {"ride.fit": "read"}
    assert diary.runs() == []
    (row,) = diary.runs(EVERYTHING)
    assert (row.is_run, row.sport) == (False, "cycling")


def test_what_is_told_is_committed(diary: Diary, tmp_path: Path) -> None:
    exports.write_all(
        tmp_path / "in", {f"{day}.fit": exports.fit_of(day) for day in range(3)}
    )

    def tell(entries: list[Entry]) -> None:
        with Diary.open(diary.path) as other:  # as another process would see it
            there = {row.id for row in other.runs()}
        assert {entry.run for entry in entries} <= there

    work = Import(diary, Alone(), Wishes())
    assert work.run(list(search([str(tmp_path / "in")])), tell).new_runs == 3


def test_an_interrupted_import_is_resumed(diary: Diary, tmp_path: Path) -> None:
    exports.write_all(
        tmp_path / "in", {f"{day}.fit": exports.fit_of(day) for day in range(4)}
    )
    work = Import(diary, Alone(), Wishes())

    def found() -> Iterator[Found]:
        for count, one in enumerate(search([str(tmp_path / "in")])):
            work.stop = count == 2
            assert isinstance(one, Found)
            yield one

    report = work.run(found(), lambda entries: None)  # noqa: ARG005 - nobody listens
    assert report.is_stopped
    assert len(diary.runs()) == report.new_runs == 2
    assert bring(diary, tmp_path / "in").new_runs == 2


def test_a_full_disk_loses_nothing_that_was_told(diary: Diary, tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(exports.fit_of(0))
    bring(diary, tmp_path / "a.fit")
    pages = diary.connection.execute("PRAGMA page_count").fetchone()[0]
    diary.connection.execute(f"PRAGMA max_page_count = {pages}")
    noise = b"".join(hashlib.sha512(bytes([n])).digest() for n in range(250))
    (tmp_path / "b.fit").write_bytes(exports.fit_of(1) + noise * 60)
    told: list[Entry] = []
    with pytest.raises(DiaryError, match="disk is full"):
        bring(diary, tmp_path / "b.fit", told=told)
    assert told == []
    assert len(diary.runs()) == 1
    assert check(diary.path, lambda *_: None) == []


def test_the_recording_comes_back_as_it_was_read(diary: Diary, tmp_path: Path) -> None:
    data = same_run.as_tcx(300)
    (tmp_path / "a.tcx").write_bytes(data)
    bring(diary, tmp_path / "a.tcx")
    (row,) = diary.runs()
    after, before = diary.recording(row.id), formats.read(data)
    assert after.started_at == before.started_at
    assert (after.laps, after.totals, after.device) == (
        before.laps,
        before.totals,
        before.device,
    )
    assert np.array_equal(
        after.streams.distance_m, before.streams.distance_m, equal_nan=True
    )
    assert diary.original(row.id).data == data
    ((same, features),) = diary.features()
    assert same == row
    assert features.distance_m == row.distance_m


def test_names_and_efforts_of_strava_are_kept(diary: Diary, tmp_path: Path) -> None:
    exports.strava(tmp_path / "in")
    assert outcomes(bring(diary, tmp_path / "in")) == {
        "1.fit.gz": "read",
        "1.jpg": "skipped",
        "2.fit": "skipped",
        "3.gpx": "read",
        "activities.csv": "skipped",
        "profile.csv": "skipped",
    }
    first, second = diary.runs()
    assert (first.name, first.felt_cr10) == ("Früh, mit Komma", 7)
    assert (second.name, second.sport) == ("走る", "Trail Run")


def test_names_of_garmin_are_found_by_the_start(diary: Diary, tmp_path: Path) -> None:
    (tmp_path / "export.zip").write_bytes(exports.garmin())
    assert outcomes(bring(diary, tmp_path / "export.zip")) == {
        "me@x_1.fit": "read",
        "me@x_2.fit": "skipped",
        "me@x_3.fit": "read",
    }
    assert [row.name for row in diary.runs()] == ["", "Abendlauf"]


@pytest.mark.parametrize(
    ("late_s", "name"), [(2, "Abendlauf"), (-2, "Abendlauf"), (3, "")]
)
def test_a_start_may_be_two_seconds_off(
    diary: Diary, tmp_path: Path, late_s: int, name: str
) -> None:
    (tmp_path / "export.zip").write_bytes(exports.garmin(late_s=late_s))
    bring(diary, tmp_path / "export.zip")
    assert [row.name for row in diary.runs()] == ["", name]


def test_heart_rate_of_apple_is_kept_beside_the_route(
    diary: Diary, tmp_path: Path
) -> None:
    (tmp_path / "export.zip").write_bytes(exports.zipped(exports.apple()))
    ended = outcomes(bring(diary, tmp_path / "export.zip"))
    assert (ended["route_1.gpx"], ended["route_2.gpx"]) == ("read", "skipped")
    (row,) = diary.runs()
    rates = diary.recording(row.id).streams.heart_rate_bpm
    assert np.nanmax(rates) == 120 + exports.SECONDS // 10
    beside = diary.original(row.id).beside
    assert beside is not None
    assert json.loads(beside)["from"] == "Apple Health"


def test_two_athletes_keep_their_runs_apart(diary: Diary, tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(exports.fit_of(0))
    bring(diary, tmp_path / "a.fit")
    with Diary.open(diary.path, "Bo") as other:
        assert other.runs() == []
        assert bring(other, tmp_path / "a.fit").new_runs == 1
        other.delete_athlete()
    assert len(diary.runs()) == 1


def test_bytes_from_elsewhere_are_taken_in(diary: Diary) -> None:
    data = exports.fit_of(0)
    task = Task(Found("(stdin)", len(data), 0), data=data)
    work = Import(diary, Alone(), Wishes())
    work.run([task], lambda entries: None)  # noqa: ARG005 - nobody listens
    assert len(diary.runs()) == 1


@pytest.mark.parametrize(
    ("stamp", "year"),
    # 1990-01-02 in FIT; seconds since power-on; FIT's last second is in 2126.
    [(86_400 * 2, 1989), (5_000, 1989), (2**32 - 10_000, 2126)],
)
def test_clocks_that_are_far_off_are_taken_as_they_are(
    diary: Diary, tmp_path: Path, stamp: int, year: int
) -> None:
    moved = bytearray(exports.fit_of(0)[:-2])
    for second in range(-1, exports.SECONDS + 2):
        old = (NOON + second).to_bytes(4, "little")
        moved = moved.replace(old, (stamp + second).to_bytes(4, "little"))
    whole = bytes(moved) + crc(bytes(moved)).to_bytes(2, "little")
    (tmp_path / "a.fit").write_bytes(whole)
    report = bring(diary, tmp_path / "a.fit")
    rows = diary.runs()
    assert len(rows) == report.new_runs
    assert all(row.started_at.year in (year, year + 1) for row in rows)


def test_a_fault_of_ours_stops_no_other_file(
    diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports.write_all(
        tmp_path / "in", {"a.fit": exports.fit_of(0), "b.fit": exports.fit_of(1)}
    )

    def wrong(recording: Recording) -> object:
        if recording.started_at.day == 22:
            raise ZeroDivisionError("oops")
        return clean(recording)

    monkeypatch.setattr("negsplit.intake.take.clean", wrong)
    report = bring(diary, tmp_path / "in")
    assert outcomes(report) == {"a.fit": "refused", "b.fit": "read"}
    assert "ZeroDivisionError: oops" in report.of(Outcome.REFUSED)[0].reason


def test_what_older_code_computed_is_computed_again(
    diary: Diary, tmp_path: Path
) -> None:
    (tmp_path / "a.fit").write_bytes(exports.fit_of(0))
    bring(diary, tmp_path / "a.fit")
    (before,) = diary.runs()
    diary.set_felt(before.id, 4)
    with diary.transaction() as connection:
        connection.execute("UPDATE features SET code = 0, body = x'00'")
        connection.execute("UPDATE run SET distance_m = 1")
    assert list(diary.features()) == []
    assert diary.outdated() == [before.id]
    told: list[int] = []
    assert renew(diary, Alone(), told.append) == 0
    assert told == [1]
    assert diary.outdated() == []
    (after,) = diary.runs()
    assert (after.distance_m, after.felt_cr10) == (before.distance_m, 4)
    assert [row.id for row, _ in diary.features()] == [before.id]


def test_a_day_is_a_day_on_the_watch(diary: Diary, tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(exports.fit_of(0))
    bring(diary, tmp_path / "a.fit")
    (row,) = diary.runs()
    assert row.started_at == datetime(2024, 3, 22, tzinfo=UTC)


def test_a_short_file_without_distance_is_told(diary: Diary, tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(simple(1).bytes())
    assert outcomes(bring(diary, tmp_path / "a.fit")) == {"a.fit": "refused"}


def test_every_real_file_ends_somewhere(diary: Diary) -> None:
    if not SHARED.is_dir():
        pytest.skip(f"no real recordings at {SHARED}")
    report = bring(diary, SHARED)
    # Members of archives and of lists aside, every file has an entry.
    files = [p for p in SHARED.rglob("*") if p.is_file() and p.suffix != ".zip"]
    places = {entry.place for entry in report.entries}
    assert {str(p) for p in files if "summarizedActivities" not in p.name} <= places
    assert not [e for e in report.entries if "fault of negsplit" in e.reason]
    assert check(diary.path, lambda *_: None) == []
