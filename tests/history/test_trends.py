"""Heart rate through the months, pace awareness, and what went on and on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.analysis.feature_records import PULSE_EDGES_MPS, RunStep
from negsplit.history import ability as ability_module
from negsplit.history import pulse as pulse_module
from negsplit.history.awareness import Word, awareness_of, word_of
from negsplit.history.past_run import PastRun
from negsplit.history.pulse import pulse_trend
from negsplit.history.streaks import streaks_of
from negsplit.physiology.training_paces import speed_at
from past_runs import ability, kept, past

TODAY = date(2024, 12, 1)
VDOT = 50.0
EASY = kept((3000.0, 2.9))
LIFTING = kept((1200.0, 2.6), (1200.0, 2.9), (1200.0, 3.3))


# Heart rate at one pace


def pulsing(level_bpm: float, speed_mps: float, day: date) -> PastRun:
    """Return an hour at a heart rate that costs 12 bpm for each m/s."""
    bpm = level_bpm + 12.0 * (speed_mps - 2.9)
    return past(day, kept((3600.0, speed_mps), bpm=round(bpm, 1)))


def test_heart_rate_is_told_at_one_pace_whatever_was_run() -> None:
    levels = {1: 150.0, 2: 146.0, 3: 142.0, 4: 139.0}
    runs = [
        pulsing(level, speed, date(2024, month, 3 * place))
        for month, level in levels.items()
        for place, speed in enumerate((2.7, 2.9, 2.9, 2.9, 3.1), start=1)
    ]
    trend = pulse_trend(runs)
    assert trend is not None
    assert trend.speed_mps == pytest.approx(2.9, abs=0.01)
    # Between what these few runs say and the 15 of people in general.
    assert 12 < trend.slope_bpm_per_mps < 15
    found = {m.month.month: m.heart_rate_bpm for m in trend.months}
    # A drift of 4 bpm an hour is expected, and the runs are 15 min longer than told.
    for month, level in levels.items():
        assert found[month] == pytest.approx(level, abs=1.5)
    assert found[1] - found[4] == pytest.approx(11, abs=0.5)


def settled_at(
    month: int,
    speed_mps: float,
    bpm: float,
    hours: float = 20 / 60,
    seconds: float = 1e3,
) -> PastRun:
    """Return a run that settled at one speed, so long into it."""
    cell = np.searchsorted(PULSE_EDGES_MPS, speed_mps, side="right") - 1
    only = np.arange(len(PULSE_EDGES_MPS) - 1) == cell
    features = replace(
        EASY,
        pulse_seconds=np.where(only, seconds, 0.0),
        pulse_mps=np.where(only, speed_mps, np.nan),
        pulse_bpm=np.where(only, bpm, np.nan),
        pulse_hours=np.where(only, hours, np.nan),
    )
    return past(date(2024, month, 10), features)


def levels(runs: list[PastRun]) -> list[float]:
    trend = pulse_trend(runs)
    return [] if trend is None else [month.heart_rate_bpm for month in trend.months]


def test_few_runs_hold_the_slope_near_that_of_people() -> None:
    # Speeds 0.3 m/s to either side of the usual in three months, 30 bpm per m/s. Their
    # squares are 9 * 0.06 = 0.54; what is known of people, 15 with a spread of 6,
    # counts (5 / 6)^2 = 0.694, days differing by 5.
    runs = [
        settled_at(month, 2.9 + off, 150.0 + 30 * off, seconds=1500 - 1e3 * abs(off))
        for month in (1, 2, 3)
        for off in (-0.3, 0.0, 0.3)
    ]
    trend = pulse_trend(runs)
    assert trend is not None
    expected = (0.54 * 30 + 0.6944 * 15) / (0.54 + 0.6944)
    assert trend.slope_bpm_per_mps == pytest.approx(expected, abs=0.01)


def test_heart_rate_is_told_for_twenty_minutes_into_a_run() -> None:
    # All half an hour in: the 4 bpm an hour of people are taken off ten minutes.
    runs = [settled_at(month, 2.9, 150.0, 0.5) for month in (1, 2, 3) for _ in range(3)]
    assert levels(runs) == pytest.approx([150 - 4 / 6] * 3)
    # Drifts of 20 bpm an hour: squares of 9 * 0.0267 = 0.24 against 1 of people.
    drifting = [
        settled_at(month, 2.9, 150.0 + 20 * (hours - 0.5), hours)
        for month in (1, 2, 3)
        for hours in (0.3, 0.5, 0.7)
    ]
    drift = (0.24 * 20 + 4) / 1.24
    assert levels(drifting) == pytest.approx([150 - drift / 6] * 3, abs=0.01)


@pytest.mark.parametrize(
    ("speed_mps", "seconds", "counts"),
    [(3.34, 310.0, True), (3.36, 310.0, False), (3.34, 290.0, False)],
)
def test_a_run_counts_if_it_settled_near_the_usual_pace_for_long_enough(
    speed_mps: float, seconds: float, *, counts: bool
) -> None:
    runs = [settled_at(month, 2.9, 150.0) for month in (1, 2, 3) for _ in range(3)]
    runs += [settled_at(4, speed_mps, 157.0, seconds=seconds) for _ in range(3)]
    assert len(levels(runs)) == 3 + counts


def test_bands_hold_four_in_five() -> None:
    ninetieth = NormalDist().inv_cdf(0.9)
    assert pytest.approx(ninetieth, abs=1e-4) == ability_module.BAND_SDS
    assert pytest.approx(ninetieth, abs=1e-4) == pulse_module.BAND_SDS


def test_a_month_of_two_runs_and_two_months_say_nothing() -> None:
    few = [
        pulsing(150, 2.9, date(2024, m, 3 * d)) for m in (1, 2) for d in (1, 2, 3, 4, 5)
    ]
    assert pulse_trend(few) is None
    thin = [pulsing(150, 2.9, date(2024, 3, day)) for day in (1, 9)]
    assert pulse_trend([*few, *thin]) is None
    enough = [*few, *thin, pulsing(150, 2.9, date(2024, 3, 20))]
    assert pulse_trend(enough) is not None


# Pace awareness


@pytest.mark.parametrize(
    ("felt", "fraction", "word", "as_felt", "harder"),
    [
        (2.0, 0.65, Word.EASY, 1, 0),
        (2.0, 0.80, Word.EASY, 0, 1),
        (4.5, 0.82, Word.MODERATE, 1, 0),
        (7.0, 0.95, Word.HARD, 1, 0),
        (7.0, 0.80, Word.HARD, 0, 0),
    ],
)
def test_what_was_felt_is_laid_beside_what_was_run(
    felt: float, fraction: float, word: Word, as_felt: int, harder: int
) -> None:
    features = kept((1800.0, round(speed_at(fraction, VDOT), 3)))
    run = past(TODAY, features, felt_cr10=felt)
    (found,) = awareness_of([run], [ability()]).felt
    assert (found.word, found.runs) == (word, 1)
    assert (found.as_felt, found.harder) == (as_felt, harder)
    assert found.mean_intensity_frac == pytest.approx(fraction, abs=0.002)


def test_a_run_nobody_said_anything_of_is_not_felt() -> None:
    assert awareness_of([past(TODAY, EASY)], [ability()]).felt == ()


def test_planned_steps_are_laid_beside_how_they_were_run() -> None:
    def step(effort: str, fraction: float, planned: float | None = None) -> RunStep:
        speed = speed_at(fraction, VDOT)
        asked = None if planned is None else speed_at(planned, VDOT)
        return RunStep(effort, asked, asked, 600.0, speed, None)

    steps = (
        step("easy", 0.65),
        step("easy", 0.80),
        step("MP", 0.82),
        step("T", 0.80),
        step("", 0.70, planned=0.9),
        step("strides", 1.1),
        step("", 0.65),
    )
    run = past(TODAY, replace(EASY, steps=steps))
    found = {entry.word: entry for entry in awareness_of([run], [ability()]).intended}
    assert (found[Word.EASY].as_intended, found[Word.EASY].harder) == (1, 1)
    assert (found[Word.MODERATE].as_intended, found[Word.MODERATE].steps) == (1, 1)
    assert (found[Word.HARD].easier, found[Word.HARD].steps) == (2, 2)


@pytest.mark.parametrize(("seconds", "steps"), [(119.0, 0), (120.0, 1)])
def test_a_step_of_two_minutes_can_be_paced(seconds: float, steps: int) -> None:
    step = RunStep("easy", None, None, seconds, 2.9, None)
    run = past(TODAY, replace(EASY, steps=(step,)))
    found = awareness_of([run], [ability()]).intended
    assert sum(entry.steps for entry in found) == steps


def test_the_words_are_those_of_the_scale() -> None:
    assert [word_of(f) for f in (0.74, 0.76, 0.86, 0.88)] == [
        Word.EASY,
        Word.MODERATE,
        Word.MODERATE,
        Word.HARD,
    ]


# Streaks


def on(*days: date) -> list[PastRun]:
    return [past(day, EASY) for day in sorted(days)]


def test_weeks_begin_on_monday_and_a_streak_goes_on_until_one_is_missed() -> None:
    # Sunday 3 March 2024 and Monday 4 March are two weeks.
    runs = on(date(2024, 3, 3), date(2024, 3, 4), date(2024, 3, 17), date(2024, 4, 1))
    found = streaks_of(runs, date(2024, 4, 10))
    assert found.weeks is not None
    assert (found.weeks.length, found.weeks.start) == (3, date(2024, 2, 26))
    assert found.days is not None
    assert found.days.length == 2
    # The week of 8 April has no run yet; it may still get one.
    assert found.current_weeks == 1
    assert streaks_of(runs, date(2024, 4, 16)).current_weeks == 0


@given(st.sets(st.integers(0, 400), min_size=1, max_size=60))
def test_the_longest_streak_of_days_is_that_of_counting(days: set[int]) -> None:
    start = date(2023, 1, 1)
    found = streaks_of(on(*(start + timedelta(n) for n in days)), TODAY).days
    longest = max(
        next(k for k in range(1, 402) if n + k not in days)
        for n in days
        if n - 1 not in days
    )
    assert found is not None
    assert found.length == longest


def test_months_with_a_progression_and_the_biggest_ones_are_told() -> None:
    runs = [past(date(2023, month, 5), LIFTING) for month in (11, 12)]
    runs += [past(date(2024, 1, day), LIFTING) for day in (5, 6, 7)]
    found = streaks_of(runs, TODAY)
    assert found.lifting_months is not None
    assert (found.lifting_months.length, found.lifting_months.start) == (
        3,
        date(2023, 11, 1),
    )
    assert found.best_month is not None
    assert found.best_month.start == date(2024, 1, 1)
    assert found.best_month.distance_m == pytest.approx(3 * LIFTING.distance_m)
    assert found.best_week == found.best_month  # the week of Monday 1 January
