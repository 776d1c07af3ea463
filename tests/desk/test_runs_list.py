"""The list of runs: what is typed finds what it should, and says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

import kept_runs
import synthetic_runs
from negsplit.desk.runs.runs_list import PAGE_RUNS, Search, runs_list
from negsplit.diary import Diary
from negsplit.units import DistanceUnit
from negsplit.workout import Goal

KM, MI = DistanceUnit.KM, DistanceUnit.MI
EVEN = [(1500.0, 3.0)]
LIFT = [(800.0, 2.8), (800.0, 3.2), (800.0, 4.0)]


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Diary]:
    """Return 27 runs: 26 of 4.5 km on days of their own, and a longer lift."""
    with kept_runs.opened(tmp_path_factory.mktemp("list")) as made:
        for day in range(26):
            started = synthetic_runs.START + timedelta(days=day)
            even = synthetic_runs.run(EVEN, seed=day)
            kept_runs.keep(made, replace(even, started_at=started), f"Even {day}")
        started = synthetic_runs.START + timedelta(days=30)
        lift = replace(synthetic_runs.run(LIFT), started_at=started)
        number = kept_runs.keep(made, lift, "Round the lake")
        made.set_goal(number, Goal.THRESHOLD)
        yield made


def titles(diary: Diary, search: Search, unit: DistanceUnit = KM) -> list[str]:
    return [line.title for line in runs_list(diary, search, unit).lines]


def test_the_newest_run_comes_first_and_a_page_holds_25(diary: Diary) -> None:
    found = runs_list(diary, Search(), KM)
    assert found.lines[0].title == "Round the lake"
    assert (len(found.lines), found.count, found.pages) == (PAGE_RUNS, 27, 2)
    assert titles(diary, Search(page=2)) == ["Even 1", "Even 0"]


@pytest.mark.parametrize("page", [0, -3, 3, 10**9])
def test_a_page_that_is_not_there_is_the_nearest_one(diary: Diary, page: int) -> None:
    assert runs_list(diary, Search(page=page), KM).lines


@pytest.mark.parametrize(
    "search",
    [
        Search(text="LAKE"),
        Search(goal="threshold"),
        Search(lifted=True),
        Search(since="2024-06-01"),
        Search(least="6"),
        Search(least="6km"),
        Search(least="4mi"),
        Search(least="5", most="10"),
    ],
)
def test_each_thing_that_can_be_looked_for_finds_its_run(
    diary: Diary, search: Search
) -> None:
    # The lift is 800 s at 2.8, 3.2 and 4 m/s: 8 km.
    assert titles(diary, search) == ["Round the lake"]


def test_a_bare_number_is_in_the_runners_unit(diary: Diary) -> None:
    assert titles(diary, Search(least="5"), KM) == ["Round the lake"]
    assert titles(diary, Search(least="5"), MI) == []


def test_days_are_included_at_both_ends(diary: Diary) -> None:
    one_day = Search(since="2024-05-05", until="2024-05-05")
    assert titles(diary, one_day) == ["Even 1"]


@pytest.mark.parametrize(
    ("search", "told"),
    [
        (Search(since="yesterday"), "'yesterday' is not a day"),
        (Search(until="2024-13-01"), "'2024-13-01' is not a day"),
        (Search(since="2024-05-02", until="2024-05-01"), "swap the two"),
        (Search(least="far"), "'far' is not a distance"),
        (Search(form="zigzag"), "'zigzag' is no form"),
        (Search(goal="fun"), "'fun' is no goal"),
    ],
)
def test_what_cannot_be_read_is_told_and_kept(
    diary: Diary, search: Search, told: str
) -> None:
    found = runs_list(diary, search, KM)
    assert told in found.trouble
    assert found.search == search
    assert not found.lines


def test_a_verdict_is_in_words_and_a_spark_beside_it(diary: Diary) -> None:
    lift, even = runs_list(diary, Search(), KM).lines[:2]
    assert lift.lifted
    assert lift.verdict.startswith("progressed by ")
    assert (even.lifted, even.verdict) == (False, "steady")
    assert lift.spark.startswith("<svg")
    # 8 km in 2,400 s.
    assert lift.speed_mps == pytest.approx(8000 / 2400, rel=0.02)
