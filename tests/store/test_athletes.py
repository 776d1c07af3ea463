"""Athletes who share a diary: found, counted, known by days, deleted with it all."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from diary_rows import new_run
from negsplit.diary import Diary
from negsplit.errors import DiaryError, NotFoundError
from negsplit.store import checks, runs
from negsplit.store import connection as database
from negsplit.store.records import AthleteRow
from negsplit.store.schema import STEPS
from negsplit.units import DistanceUnit

SPRING, AUTUMN = date(2026, 4, 1), date(2026, 10, 4)


def test_athletes_are_listed_by_name_with_how_many_runs_they_have(
    tmp_path: Path,
) -> None:
    with Diary.open(tmp_path / "diary", "Bo", begin=True) as bo:
        runs.add(bo.connection, bo.athlete_id, new_run(1))
        runs.add(bo.connection, bo.athlete_id, new_run(2, is_run=False, sport="ski"))
    with Diary.open(tmp_path / "diary", "Ada") as ada:
        assert ada.athletes() == [AthleteRow(2, "Ada", 0), AthleteRow(1, "Bo", 1)]


def test_a_diary_opens_for_the_athlete_of_a_number(tmp_path: Path) -> None:
    Diary.open(tmp_path / "diary", "Ada", begin=True).close()
    with Diary.open(tmp_path / "diary", "Bo") as bo:
        number = bo.athlete_id
    with Diary.of_athlete(tmp_path / "diary", number) as opened:
        assert (opened.athlete, opened.athlete_id) == ("Bo", number)


def test_a_number_that_nobody_has_opens_nothing_and_enters_nobody(
    tmp_path: Path,
) -> None:
    with Diary.open(tmp_path / "diary", "Ada", begin=True) as ada:
        with pytest.raises(NotFoundError, match="no athlete 99"):
            Diary.of_athlete(tmp_path / "diary", 99)
        assert len(ada.athletes()) == 1
    with pytest.raises(NotFoundError, match="no diary"):
        Diary.of_athlete(tmp_path / "none", 1)


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
def test_a_number_that_no_row_can_have_is_not_there(
    tmp_path: Path, number: int
) -> None:
    with Diary.open(tmp_path / "diary", begin=True) as diary:
        with pytest.raises(NotFoundError, match="so large"):
            Diary.of_athlete(tmp_path / "diary", number)
        with pytest.raises(NotFoundError, match="so large"):
            diary.run(number)


def test_only_a_diary_opened_for_it_may_cross_threads(tmp_path: Path) -> None:
    Diary.open(tmp_path / "diary", begin=True).close()
    crossing = Diary.of_athlete(tmp_path / "diary", 1, across_threads=True)
    staying = Diary.of_athlete(tmp_path / "diary", 1)
    with ThreadPoolExecutor(1) as elsewhere:
        assert elsewhere.submit(crossing.count).result() == 0
        with pytest.raises(DiaryError, match="thread"):
            elsewhere.submit(staying.count).result()
    crossing.close()
    staying.close()


def test_values_are_kept_by_day_and_a_day_has_but_one(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "diary", begin=True) as diary:
        diary.keep_values(AUTUMN, "vdot = 50.0")
        diary.keep_values(SPRING, "vdot = 47.0")
        diary.keep_values(AUTUMN, "vdot = 51.0")
        assert diary.kept_values() == [(SPRING, "vdot = 47.0"), (AUTUMN, "vdot = 51.0")]
        diary.drop_values(SPRING)
        assert diary.kept_values() == [(AUTUMN, "vdot = 51.0")]


def test_a_unit_is_remembered_and_can_be_changed(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "diary", begin=True) as diary:
        assert diary.unit() is None
        diary.set_unit(DistanceUnit.MI)
        assert diary.unit() is DistanceUnit.MI
        diary.set_unit(DistanceUnit.KM)
        assert diary.unit() is DistanceUnit.KM


def test_each_athlete_has_values_and_a_unit_of_their_own(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "diary", "Ada", begin=True) as ada:
        ada.keep_values(SPRING, "vdot = 47.0")
        ada.set_unit(DistanceUnit.MI)
    with Diary.open(tmp_path / "diary", "Bo") as bo:
        assert bo.kept_values() == []
        assert bo.unit() is None
        bo.drop_values(SPRING)
    with Diary.open(tmp_path / "diary", "Ada") as ada:
        assert len(ada.kept_values()) == 1


def test_why_a_build_was_stopped_is_the_runners_word(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "diary", begin=True) as diary:
        run = runs.add(diary.connection, diary.athlete_id, new_run(1)).run
        assert diary.run(run).stopped_because is None
        diary.set_stopped(run, "my breathing ran away")
        assert diary.run(run).stopped_because == "my breathing ran away"
        diary.set_stopped(run, "")
        assert diary.runs()[0].stopped_because == ""
        diary.set_stopped(run, None)
        assert diary.run(run).stopped_because is None


def test_nothing_of_an_athlete_outlives_them(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "diary", "Ada", begin=True) as ada:
        ada.keep_values(SPRING, "vdot = 47.0")
        ada.set_unit(DistanceUnit.MI)
        ada.delete_athlete()
    with Diary.open(tmp_path / "diary", "Ada") as again:
        assert again.kept_values() == []
        assert again.unit() is None


# Since this step a file may hold several runs, each in its zone.
_WITH_PARTS = 5


def older_diary(path: Path, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as then:
        then.setattr(database, "STEPS", STEPS[:steps])
        opened = database.connect(path)
        # As those versions wrote them.
        has_parts = steps >= _WITH_PARTS
        new = ", part, zone, zone_source" if has_parts else ""
        values = ", 0, '', 'none'" if has_parts else ""
        opened.execute("INSERT INTO athlete (name) VALUES ('Ada')")
        opened.execute(
            "INSERT INTO run (athlete, digest, content_key, started_ms, utc_offset_s, "  # noqa: S608 - our own text
            f"elapsed_s, name, sport, is_run, device, format{new}) "
            f"VALUES (1, 'd', 'k', 0, 0, 60.0, 'before', '', 1, '', 'fit'{values})"
        )
        opened.close()


@pytest.mark.parametrize("steps", range(1, len(STEPS)))
def test_a_diary_of_every_older_version_keeps_its_runs_and_learns_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    path = tmp_path / "diary"
    older_diary(path, steps, monkeypatch)
    with Diary.open(path, "Ada") as diary:
        (row,) = diary.runs()
        assert (row.name, row.stopped_because) == ("before", None)
        diary.set_unit(DistanceUnit.MI)
        diary.set_stopped(row.id, "rain")
        assert list(checks.check_file(diary.connection)) == []


@pytest.mark.parametrize(
    ("role", "athlete"),
    [
        ("runner", None),  # who is nobody
        ("coach", 1),  # who would be deleted with that runner
        ("boss", None),
    ],
)
def test_the_tables_refuse_an_account_that_cannot_be(
    tmp_path: Path, role: str, athlete: int | None
) -> None:
    with (
        Diary.open(tmp_path / "diary", begin=True) as diary,
        pytest.raises(sqlite3.IntegrityError, match="CHECK"),
    ):
        diary.connection.execute(
            "INSERT INTO account (name, name_key, role, athlete) "
            "VALUES ('A', 'a', ?, ?)",
            (role, athlete),
        )
