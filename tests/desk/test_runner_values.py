"""What is known of a runner holds from its day on, and races from theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.athlete import Athlete, Race
from negsplit.desk.people.runner_values import (
    keep_runner,
    runner_on,
    unit_of,
    values_of,
)
from negsplit.diary import Diary
from negsplit.errors import InputError
from negsplit.planning.build import build_plan
from negsplit.planning.plan_text import plan_text
from negsplit.units import DistanceUnit
from plan_requests import random_request

SPRING, SUMMER, AUTUMN = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 4)
HALF = Race(21_097.5, 5400.0, SUMMER)
TEN = Race(10_000.0, 2500.0, SPRING)
ADA = Athlete(
    races=(TEN,),
    age_years=40,
    max_hr_bpm=185,
    resting_hr_bpm=50,
    threshold_hr_bpm=170,
    weekly_distance_m=50_000,
)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary", "Ada", begin=True) as opened:
        yield opened


def test_what_is_kept_comes_back_with_the_day_it_holds_from(diary: Diary) -> None:
    keep_runner(diary, ADA, SPRING)
    (only,) = values_of(diary)
    assert only.day == SPRING
    assert only.athlete == replace(ADA, measured_on=SPRING)
    assert runner_on(diary, SPRING) == replace(ADA, measured_on=SPRING, name="Ada")


def test_the_latest_values_that_already_held_count(diary: Diary) -> None:
    keep_runner(diary, replace(ADA, max_hr_bpm=190), AUTUMN)
    keep_runner(diary, ADA, SPRING)
    assert runner_on(diary, AUTUMN).max_hr_bpm == 190
    assert runner_on(diary, AUTUMN - timedelta(days=1)).max_hr_bpm == 185
    assert runner_on(diary, date(2031, 1, 1)).max_hr_bpm == 190


def test_before_the_first_values_the_earliest_are_the_best_guess(diary: Diary) -> None:
    keep_runner(diary, ADA, SPRING)
    keep_runner(diary, replace(ADA, max_hr_bpm=190), AUTUMN)
    assert runner_on(diary, date(2019, 1, 1)).max_hr_bpm == 185


def test_a_race_counts_from_its_day_on(diary: Diary) -> None:
    keep_runner(diary, replace(ADA, races=(TEN, HALF)), AUTUMN)
    assert runner_on(diary, AUTUMN).races == (TEN, HALF)
    assert runner_on(diary, SUMMER).races == (TEN, HALF)
    assert runner_on(diary, SUMMER - timedelta(days=1)).races == (TEN,)
    # Before the first race, a later one says more than nothing.
    assert runner_on(diary, date(2025, 1, 1)).races == (TEN, HALF)


def test_a_race_of_tomorrow_is_no_result(diary: Diary) -> None:
    with pytest.raises(InputError, match="2026-07-01 is after 2026-04-01"):
        keep_runner(diary, replace(ADA, races=(HALF,)), SPRING)
    assert values_of(diary) == ()


def test_a_runner_ages_between_two_statements(diary: Diary) -> None:
    keep_runner(diary, ADA, SPRING)
    assert runner_on(diary, date(2027, 3, 31)).age_years == 40
    assert runner_on(diary, date(2027, 4, 2)).age_years == 41
    assert runner_on(diary, date(2036, 4, 2)).age_years == 50
    assert runner_on(diary, date(2020, 4, 2)).age_years == 40


def test_nothing_is_known_of_a_runner_who_said_nothing(diary: Diary) -> None:
    assert runner_on(diary, SPRING) == Athlete(name="Ada")


def test_without_values_the_runner_of_the_plan_is_taken(diary: Diary) -> None:
    plan = build_plan(random_request(7))
    diary.keep_plan(plan_text(plan, ADA), datetime(2026, 4, 1, tzinfo=UTC))
    assert runner_on(diary, SPRING).max_hr_bpm == 185
    keep_runner(diary, replace(ADA, max_hr_bpm=190), SPRING)
    assert runner_on(diary, SPRING).max_hr_bpm == 190


def test_kilometres_are_counted_until_miles_are_asked_for(diary: Diary) -> None:
    assert unit_of(diary) is DistanceUnit.KM
    diary.set_unit(DistanceUnit.MI)
    assert unit_of(diary) is DistanceUnit.MI


days = st.dates(date(2015, 1, 1), date(2030, 1, 1))


@given(kept=st.lists(days, min_size=1, max_size=6, unique=True), asked=days)
def test_a_day_is_answered_by_the_newest_values_not_after_it(
    tmp_path_factory: pytest.TempPathFactory, kept: list[date], asked: date
) -> None:
    path = tmp_path_factory.mktemp("d") / "diary"
    with Diary.open(path, begin=True) as diary:
        for number, day in enumerate(kept):
            keep_runner(diary, Athlete(max_hr_bpm=150.0 + number), day)
        found = runner_on(diary, asked).max_hr_bpm
    before = [day for day in kept if day <= asked]
    right = max(before) if before else min(kept)
    assert found == 150.0 + kept.index(right)
