"""Zones, names and several runs of a file, from the import to the diary and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import same_run
from negsplit import formats
from negsplit.diary import Diary, check
from negsplit.diary_export import export
from negsplit.intake.alone import Alone
from negsplit.intake.importing import Import, Wishes
from negsplit.intake.renewal import renew
from negsplit.recording import ZoneSource
from negsplit.sources.search import search
from negsplit.store.records import Outcome, RunFilter

DAY = "2026-05-01"
GPX_HEAD = '<gpx creator="t"><trk><name>{}</name><type>running</type><trkseg>'
GPX_TAIL = "</trkseg></trk></gpx>"


def evening_in_new_york(name: str = "Reservoir loop") -> bytes:
    """Return half an hour from Thursday 4 June 2026, 21:30 in New York."""
    points = "".join(
        f'<trkpt lat="{40.78 + s / 37000:.6f}" lon="-73.96">'
        f"<time>2026-06-05T01:{30 + s // 60:02d}:{s % 60:02d}Z</time></trkpt>"
        for s in range(0, 1740, 5)
    )
    return (GPX_HEAD.format(name) + points + GPX_TAIL).encode()


def two_activities() -> bytes:
    """Return a TCX file of two runs on one day, without positions."""
    activities = "".join(
        f'<Activity Sport="Running"><Id>x</Id><Lap StartTime="{DAY}T{hour:02d}:00:00Z">'
        "<TotalTimeSeconds>595</TotalTimeSeconds><DistanceMeters>1785</DistanceMeters>"
        "<Track>"
        + "".join(
            f"<Trackpoint><Time>{DAY}T{hour:02d}:{s // 60:02d}:{s % 60:02d}Z</Time>"
            f"<DistanceMeters>{3 * s}</DistanceMeters></Trackpoint>"
            for s in range(0, 600, 5)
        )
        + "</Track></Lap></Activity>"
        for hour in (6, 23)
    )
    root = "TrainingCenterDatabase"
    return f"<{root}><Activities>{activities}</Activities></{root}>".encode()


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.sqlite3", begin=True) as opened:
        yield opened


def bring(diary: Diary, path: Path, data: bytes | None = None, **wishes: Any) -> Any:
    if data is not None:
        path.write_bytes(data)
    workers = Alone()
    work = Import(diary, workers, Wishes(**wishes))
    report = work.run(list(search([str(path)])), lambda _: None)
    workers.close()
    return report


def test_a_run_is_listed_on_its_own_day(diary: Diary, tmp_path: Path) -> None:
    bring(diary, tmp_path / "a.gpx", evening_in_new_york())
    (row,) = diary.runs()
    assert f"{row.started_at:%A %d %H:%M}" == "Thursday 04 21:30"
    assert (row.zone, row.zone_source) == ("America/New_York", ZoneSource.PLACE)
    thursday = date(2026, 6, 4)
    assert diary.count(RunFilter(since=thursday, until=thursday)) == 1
    assert diary.recording(row.id).started_at.date() == thursday


def test_a_run_is_found_by_the_name_in_its_file(diary: Diary, tmp_path: Path) -> None:
    bring(diary, tmp_path / "a.gpx", evening_in_new_york("Réservoir &amp; back"))
    (row,) = diary.runs(RunFilter(text="RÉSERVOIR &"))
    assert row.name == "Réservoir & back"


def test_a_zone_for_a_whole_import_wins(diary: Diary, tmp_path: Path) -> None:
    bring(diary, tmp_path / "a.gpx", evening_in_new_york(), zone="Asia/Tokyo")
    (row,) = diary.runs()
    assert f"{row.started_at:%a %H:%M}" == "Fri 10:30"
    assert row.zone_source is ZoneSource.RUNNER


def test_a_zone_for_one_run_stays_when_it_is_read_anew(
    diary: Diary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(diary, tmp_path / "a.gpx", evening_in_new_york())
    (row,) = diary.runs()
    diary.set_zone("+05:45", row.id)
    monkeypatch.setattr("negsplit.formats.READER_VERSION", 99)
    monkeypatch.setattr("negsplit.diary.READER_VERSION", 99)
    assert renew(diary, Alone(), lambda _: None) == 0
    (row,) = diary.runs()
    assert f"{row.started_at:%H:%M}" == "07:15"
    assert diary.recording(row.id).started_at == row.started_at


def test_where_the_runner_lives_dates_what_says_nothing(
    diary: Diary, tmp_path: Path
) -> None:
    bring(diary, tmp_path / "a.tcx", two_activities())
    assert {row.zone_source for row in diary.runs()} == {ZoneSource.NONE}
    diary.set_home_zone("Europe/Berlin")  # two hours ahead of UTC in May
    assert [f"{row.started_at:%d %H}" for row in diary.runs()] == ["01 08", "02 01"]
    assert {row.zone_source for row in diary.runs()} == {ZoneSource.HOME}
    diary.set_home_zone("")
    assert [f"{row.started_at:%d %H}" for row in diary.runs()] == ["01 06", "01 23"]


def test_both_runs_of_a_file_are_in_the_diary_and_its_bytes_once(
    diary: Diary, tmp_path: Path
) -> None:
    report = bring(diary, tmp_path / "a.tcx", two_activities())
    assert (report.files, report.new_runs) == (1, 2)
    morning, night = diary.runs()
    assert diary.original(morning.id).data == diary.original(night.id).data
    assert [diary.recording(row.id).part for row in (morning, night)] == [0, 1]
    assert check(diary.path, lambda *_: None) == []
    again = bring(diary, tmp_path / "a.tcx", again=True)
    assert [entry.outcome for entry in again.entries] == [Outcome.KNOWN] * 2


def test_what_an_older_reader_took_for_one_run_becomes_two(
    diary: Diary, tmp_path: Path
) -> None:
    bring(diary, tmp_path / "a.tcx", two_activities())
    diary.delete(diary.runs()[1].id)
    diary.connection.execute("UPDATE streams SET reader = 1")
    assert renew(diary, Alone(), lambda _: None) == 0
    assert [row.started_at.hour for row in diary.runs()] == [6, 23]


def test_an_export_brings_back_runs_of_one_file_with_names_and_zones(
    diary: Diary, tmp_path: Path
) -> None:
    bring(diary, tmp_path / "a.tcx", two_activities())
    bring(diary, tmp_path / "b.gpx", evening_in_new_york())
    first, second, third = (row.id for row in diary.runs())
    diary.set_name(first, "Dawn")
    diary.set_name(second, "Dusk")
    diary.set_felt(second, 8)
    diary.set_zone("Asia/Tokyo", second)
    diary.set_zone("+01:00", third)
    with (tmp_path / "all.zip").open("wb") as file:
        export(diary, file, lambda _: None)
    with Diary.open(tmp_path / "other.sqlite3", begin=True) as other:
        bring(other, tmp_path / "all.zip")
        assert [
            (row.name, row.felt_cr10, row.started_at.isoformat(), row.zone_source)
            for row in other.runs()
        ] == [
            (row.name, row.felt_cr10, row.started_at.isoformat(), row.zone_source)
            for row in diary.runs()
        ]


def test_the_twin_of_a_run_is_found_on_whatever_clock(
    diary: Diary, tmp_path: Path
) -> None:
    bring(diary, tmp_path / "a.fit", same_run.as_fit(900))
    bring(diary, tmp_path / "a.gpx", same_run.as_gpx(900), zone="Asia/Tokyo")
    assert len(diary.runs()) == 1
    assert len(formats.read_all(same_run.as_gpx(900))) == 1
