"""Kilometres per pair of shoes, the usual pair, limits, and what Strava says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import diary_rows
import exports
from full_diary import import_all
from negsplit.cli.program import run as typed
from negsplit.desk.runs import shoes
from negsplit.diary import Diary
from negsplit.errors import InputError, NotFoundError
from negsplit.store import runs

TODAY = date(2024, 6, 1)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    """Three runs of 10 km on the 4th, the 5th and the 6th of May 2024."""
    with Diary.open(tmp_path / "diary", begin=True) as opened:
        with opened.transaction() as connection:
            for number in range(3):
                row = diary_rows.new_run(
                    number,
                    started_at=diary_rows.NOON.replace(day=4 + number),
                    content=f"{number}",
                )
                runs.add(connection, opened.athlete_id, row)
        yield opened


def run_in(diary: Diary) -> dict[str, float]:
    return {one.name: one.distance_m for one in shoes.shoe_list(diary, TODAY)}


def test_runs_since_a_day_are_in_the_usual_pair(diary: Diary) -> None:
    shoes.add_shoe(diary, "Blue", start_m=100_000.0)
    shoes.use_from(diary, "Blue", date(2024, 5, 5))
    assert run_in(diary) == {"Blue": 120_000.0}


def test_a_run_is_in_the_pair_that_was_said(diary: Diary) -> None:
    shoes.add_shoe(diary, "Blue")
    shoes.add_shoe(diary, "Racers")
    shoes.use_from(diary, "Blue", date(2024, 1, 1))
    shoes.wear(diary, 2, "Racers")
    assert run_in(diary) == {"Blue": 20_000.0, "Racers": 10_000.0}
    shoes.wear(diary, 2, "")
    assert run_in(diary) == {"Blue": 30_000.0, "Racers": 0.0}


def test_a_newer_usual_pair_takes_over_and_a_retired_one_stops(diary: Diary) -> None:
    shoes.add_shoe(diary, "Old")
    shoes.add_shoe(diary, "New")
    shoes.use_from(diary, "Old", date(2024, 1, 1))
    shoes.use_from(diary, "New", date(2024, 5, 6))
    assert run_in(diary) == {"Old": 20_000.0, "New": 10_000.0}
    shoes.retire(diary, "Old", date(2024, 5, 4))
    assert run_in(diary) == {"Old": 10_000.0, "New": 10_000.0}
    last = shoes.shoe_list(diary, TODAY)[-1]
    assert (last.name, last.retired_on) == ("Old", "2024-05-04")


@pytest.mark.parametrize(
    ("start_m", "limit_m", "is_near", "is_worn"),
    [
        (0.0, None, False, False),
        (690_000.0, None, False, False),  # 720 of 805 km
        (700_000.0, None, True, False),  # 730: nine tenths are 724
        (775_000.0, None, False, True),  # 805 km
        (0.0, 30_000.0, False, True),
    ],
)
def test_there_is_a_word_from_nine_tenths_of_the_limit_on(
    diary: Diary, start_m: float, limit_m: float | None, is_near: bool, is_worn: bool
) -> None:
    shoes.add_shoe(diary, "Blue", start_m, limit_m)
    shoes.use_from(diary, "Blue", date(2024, 1, 1))
    (blue,) = shoes.shoe_list(diary, TODAY)
    assert (blue.is_near, blue.is_worn) == (is_near, is_worn)
    assert blue.is_default


def test_a_mistake_says_what_there_is(diary: Diary) -> None:
    shoes.add_shoe(diary, "Blue")
    with pytest.raises(InputError, match="already"):
        shoes.add_shoe(diary, "blue")
    with pytest.raises(NotFoundError, match="your pairs: Blue"):
        shoes.wear(diary, 1, "Red")
    with pytest.raises(InputError):
        shoes.add_shoe(diary, " ")


def test_a_deleted_pair_leaves_its_runs(diary: Diary) -> None:
    shoes.add_shoe(diary, "Blue")
    shoes.wear(diary, 1, "Blue")
    shoes.drop_shoe(diary, "Blue")
    assert len(diary.runs()) == 3
    assert shoes.shoe_list(diary, TODAY) == ()


def test_gear_of_a_strava_export_becomes_pairs(tmp_path: Path) -> None:
    rows = [
        ["Activity ID", "Activity Date", "Activity Name", "Activity Type",
         "Activity Gear", "Filename"],
        ["1", "May 4, 2024", "Früh", "Run", "Blue Trainers", "activities/1.fit"],
        ["2", "May 5, 2024", "Ride", "Ride", "Gravel bike", "activities/2.fit"],
        ["3", "May 6, 2024", "Late", "Run", "", "activities/3.fit"],
    ]  # fmt: skip
    table = io.StringIO(newline="")
    csv.writer(table).writerows(rows)
    exports.write_all(
        tmp_path / "in",
        {"activities.csv": table.getvalue().encode()}
        | {f"activities/{n}.fit": exports.fit_of(n) for n in (1, 2, 3)},
    )
    with Diary.open(tmp_path / "strava", begin=True) as diary:
        import_all(diary, tmp_path / "in")
        (pair,) = shoes.shoe_list(diary, TODAY)
    assert (pair.name, pair.runs) == ("Blue Trainers", 1)


def test_the_command_adds_wears_and_lists(
    diary: Diary, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--diary", str(diary.path)]
    words = ["Blue", "--add", "--used", "790km", "--default", "2024-05-01"]
    assert typed(["shoes", *words, *options]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Blue: 820 km in 3 runs, your usual pair.")
    assert "Time to look at a new pair." in told
    assert typed(["shoes", "Red", *options]) == 1
    assert "there is no pair 'Red'" in capsys.readouterr().err
    assert typed(["shoes", "--help"]) == 0
    assert "\n      negsplit shoes" in capsys.readouterr().out
