"""What is said of runs, and what is left unsaid of few."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from negsplit.history.ability import Cause
from negsplit.history.awareness import Awareness, Felt, Intended, Word
from negsplit.history.bests import Best
from negsplit.history.effort_minutes import EffortMinutes
from negsplit.history.look_back import History, look_back
from negsplit.history.sentences import Topic, sentences
from negsplit.history.shapes import Wall
from negsplit.units import HALF_MARATHON_M, MARATHON_M, DistanceUnit
from past_runs import ability, kept, past

TODAY = date(2024, 7, 1)
KM = DistanceUnit.KM


@pytest.fixture(scope="module")
def plain() -> History:
    """Three even runs of three months, of which nothing much is to be said."""
    runs = [past(date(2024, month, 5), kept((2400.0, 2.9))) for month in (4, 5, 6)]
    found = look_back(runs, TODAY)
    assert found is not None
    return found


def said(history: History, topic: Topic) -> list[str]:
    return [s.text for s in sentences(history, KM) if s.topic is topic]


def best(distance_m: float, speed_mps: float, among_runs: int) -> Best:
    day = date(2024, 5, 5)
    return Best(distance_m, distance_m / speed_mps, 7, day, 0.0, None, among_runs)


@pytest.mark.parametrize(
    ("distance_m", "speed_mps", "among_runs", "is_told"),
    [
        (5000.0, 3.0, 3, True),
        (5000.0, 3.0, 2, False),  # the best of two is nothing
        (10_000.0, 3.0, 3, True),
        (8000.0, 3.0, 9, False),  # nobody asks
        (HALF_MARATHON_M, 3.0, 1, True),  # a race is one
        (MARATHON_M, 3.0, 1, True),
        (MARATHON_M, 1.9, 1, False),  # a walk is none
    ],
)
def test_a_best_is_told_where_it_says_something(
    plain: History,
    distance_m: float,
    speed_mps: float,
    among_runs: int,
    *,
    is_told: bool,
) -> None:
    bests = replace(
        plain.bests, ever=(best(distance_m, speed_mps, among_runs),), current=()
    )
    assert bool(said(replace(plain, bests=bests), Topic.BESTS)) is is_told


def test_easy_and_hard_are_told_of_ten_hours_and_more(plain: History) -> None:
    nearly = EffortMinutes(27_000.0, 5400.0, 3500.0, 1000.0, 7000.0)
    assert nearly.total_s == 35_900
    assert said(replace(plain, minutes=nearly), Topic.EFFORT) == []
    enough = EffortMinutes(27_000.0, 5400.0, 3600.0, 1800.0, 7200.0)
    (text,) = said(replace(plain, minutes=enough, moving_s=36_700.0), Topic.EFFORT)
    assert "75 % of your running was easy, 15 % moderate and 10 % hard" in text
    assert "5 to 20 %" in text
    (text,) = said(replace(plain, minutes=enough, moving_s=36_800.0), Topic.EFFORT)
    assert "75 % of the 10 h that form is known for was easy" in text


def test_the_latest_walls_are_told_with_what_the_start_had_to_do_with_them(
    plain: History,
) -> None:
    def wall(day: int, over: float | None, early: float) -> Wall:
        start = date(2024, 5, day)
        run = (day, start, 42_195.0, 31_000.0, 9000.0, 0.32, 812.0, early, over)
        return Wall(*run, 250.0, 500.0)

    walls = tuple(wall(day, 0.06, 0.02) for day in (1, 2, 3, 4))
    told = said(replace(plain, walls=walls), Topic.WALLS)
    assert [text[3:6] for text in told] == ["4 M", "3 M", "2 M"]
    assert "from 31 km on each kilometre took 32 % longer" in told[0]
    assert "cost 13:32 against" in told[0]
    assert "6 % faster than your form then suggested" in told[0]
    assert "an even race of that form would have taken 4:10 to 8:20 less" in told[0]
    (early,) = said(replace(plain, walls=(wall(1, -0.03, 0.05),)), Topic.WALLS)
    assert "the first eighth was 5 % faster" in early
    (even,) = said(replace(plain, walls=(wall(1, None, -0.01),)), Topic.WALLS)
    assert even.endswith("against your pace until the half.")


def test_vdot_is_told_with_its_band_and_its_high_point(plain: History) -> None:
    months = [date(2024, month, 1) for month in range(1, 7)]
    values = [44.0, 46.0, 52.0, 50.0, 49.0, 48.0]
    found = tuple(
        ability(value, month=month) for value, month in zip(values, months, strict=True)
    )
    (text,) = said(replace(plain, abilities=found), Topic.FORM)
    assert "VDOT in June 2024: 48, four times in five between 46 and 50" in text
    assert "highest in March 2024, 52" in text
    assert "1 less than in May: heart rate at your usual paces shows it" in text
    race = replace(
        found[-1],
        vdot_ml_kg_min=53.0,
        cause=Cause.RACE,
        shown_on=date(2024, 6, 9),
    )
    (raced,) = said(replace(plain, abilities=(*found[:-1], race)), Topic.FORM)
    assert "4 more than in May: your race on 9 June shows it" in raced
    (few,) = said(replace(plain, abilities=found[2:]), Topic.FORM)
    assert "highest" not in few
    (least,) = said(replace(plain, abilities=(ability(is_at_least=True),)), Topic.FORM)
    assert "at least 50" in least


@pytest.mark.parametrize(("runs", "is_told"), [(2, False), (3, True)])
def test_what_was_felt_and_meant_is_told_of_three_and_more(
    plain: History, runs: int, *, is_told: bool
) -> None:
    felt = Felt(Word.EASY, runs, runs - 1, 1, 0, 2.5, 3.9, 0.74)
    meant = Intended(Word.HARD, runs - 1, 0, 1, 0.9)
    told = said(replace(plain, awareness=Awareness((meant,), (felt,))), Topic.AWARENESS)
    assert bool(told) is is_told
    if is_told:
        assert "3 runs felt easy; by pace 2 were so and 1 went faster" in told[0]
        assert (
            "Of 3 steps planned hard, 2 were run so, 0 harder and 1 easier" in told[1]
        )


def test_a_trend_of_the_heart_is_told_if_its_ends_lie_apart(plain: History) -> None:
    def trending(fall_bpm: float) -> History:
        days = [date(2024, 1, 3) + timedelta(days=7 * n) for n in range(26)]
        runs = [
            past(day, kept((2700.0, 2.9), bpm=155.0 - round(fall_bpm * n / 25)))
            for n, day in enumerate(days)
        ]
        found = look_back(runs, TODAY)
        assert found is not None
        return found

    assert "in January 2024 and" in said(trending(9.0), Topic.HEART)[0]
    assert said(trending(0.0), Topic.HEART) == []
    assert said(plain, Topic.HEART) == []


def test_planned_and_unplanned_are_told_apart() -> None:
    lifting = kept((1200.0, 2.6), (1200.0, 2.9), (1200.0, 3.3))
    runs = [
        past(date(2024, 5, 1), lifting, has_plan=True),
        past(date(2024, 5, 8), lifting),
    ]
    found = look_back(runs, TODAY)
    assert found is not None
    told = said(found, Topic.LIFTS)
    assert "2 progressions, 1 with a plan and 1 without" in told[0]
    assert "biggest unplanned lift" in told[1]
    assert "8 May 2024" in told[1]
