"""Every bound of the dose verdict, with a value on either side of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negsplit import notation
from negsplit.analysis.clean import clean
from negsplit.analysis.heart import (
    decoupling,
    seconds_at_or_above,
    trust_in_heart_rate,
)
from negsplit.analysis.shape import Answer
from negsplit.verify.steps import answer_of_share, progress_of, speed_bounds
from negsplit.verify.verdict import Plan, judge
from synthetic_runs import laps_at, run


@pytest.mark.parametrize(
    ("share", "answer"),
    [
        (0.81, Answer.YES),
        (0.79, Answer.PARTLY),
        (0.41, Answer.PARTLY),
        (0.39, Answer.NO),
        (1.5, Answer.YES),
        (0.0, Answer.NO),
    ],
)
def test_four_fifths_are_reached_and_two_fifths_partly(
    share: float, answer: Answer
) -> None:
    assert answer_of_share(share) is answer


def bounds(text: str, progress: float = 0.5) -> tuple[float, float]:
    (step,) = notation.parse(text).flat()
    low, high = speed_bounds(step, np.array([progress]))
    assert low is not None
    assert high is not None
    return 1000 / float(low[0]), 1000 / float(high[0])


def test_a_single_pace_is_five_seconds_wide_and_one_percent_of_gps() -> None:
    slow, fast = bounds("5km @5:00/km")
    assert slow == pytest.approx(305 / 0.99)
    assert fast == pytest.approx(295 / 1.01)


def test_a_wide_band_is_only_widened_by_the_error_of_gps() -> None:
    slow, fast = bounds("5km @5:20-4:50/km")
    assert slow == pytest.approx(320 / 0.99)
    assert fast == pytest.approx(290 / 1.01)


@pytest.mark.parametrize(("progress", "pace_s"), [(0.0, 330), (0.5, 300), (1.0, 270)])
def test_a_ramp_asks_for_the_pace_of_its_place(progress: float, pace_s: float) -> None:
    slow, fast = bounds("5km @5:30>4:30/km", progress)
    assert slow == pytest.approx((pace_s + 5) / 0.99)
    assert fast == pytest.approx((pace_s - 5) / 1.01)


def test_progress_is_by_distance_or_by_time_as_the_step_is() -> None:
    track = clean(run([(100, 2.0), (100, 4.0)], noise=0.0))
    whole = slice(0, 200)
    by_distance, by_time = (
        progress_of(step, track, whole)
        for step in notation.parse("600m @5:00/km, 200s @5:00/km").flat()
    )
    assert by_distance[99] == pytest.approx(200 / 600, abs=0.01)
    assert by_time[99] == pytest.approx(0.5, abs=0.01)
    assert by_distance[-1] == 1.0


def test_a_step_without_numbers_asks_for_nothing() -> None:
    (step,) = notation.parse("5km easy").flat()
    assert speed_bounds(step, np.array([0.5])) == (None, None)


@pytest.mark.parametrize(("seconds", "judged"), [(101, False), (103, True)])
def test_less_than_half_a_minute_of_heart_rate_judges_no_step(
    seconds: int, *, judged: bool
) -> None:
    # 72 s belong to the step before; 30 s have to be left.
    recording = run(
        [(seconds, 3.0)],
        heart_rate_bpm=np.linspace(140.0, 145.0, seconds),
        laps=laps_at(0, seconds),
    )
    plan = Plan(notation.parse(f"{seconds}s @140-150bpm"))
    dose = judge(recording, plan).dose
    assert dose is not None
    assert (dose.steps[0].heart_rate is not None) is judged


@pytest.mark.parametrize(("apart", "lost"), [(1.9, 400), (2.1, 0)])
def test_a_locked_sensor_stays_within_two_beats_of_the_cadence(
    apart: float, lost: int
) -> None:
    cadence = 168 + 4 * np.sin(np.arange(601) / 20)
    heart = np.r_[np.linspace(120, 140, 200), cadence[200:600] + apart]
    recording = run([(600, 3.0)], noise=0.0, heart_rate_bpm=heart)
    streams = replace(recording.streams, cadence_spm=cadence)
    trust = trust_in_heart_rate(clean(replace(recording, streams=streams)))
    assert (~trust.usable).sum() == pytest.approx(lost, abs=5)


@pytest.mark.parametrize(("jump", "found"), [(24.0, False), (27.0, True)])
def test_a_heart_does_not_jump_by_twenty_five_beats(
    jump: float, *, found: bool
) -> None:
    heart = np.r_[np.full(300, 130.0), np.full(300, 130.0 + jump)]
    heart += 0.5 * np.sin(np.arange(600) / 50)
    track = clean(run([(600, 3.0)], noise=0.0, heart_rate_bpm=heart))
    said = [f.message for f in trust_in_heart_rate(track).findings]
    assert any("jumps" in message for message in said) is found


def test_with_less_than_half_a_heart_rate_there_is_no_decoupling() -> None:
    heart = np.r_[np.linspace(130, 150, 280), np.full(320, np.nan)]
    track = clean(run([(600, 3.0)], noise=0.0, heart_rate_bpm=heart))
    trust = trust_in_heart_rate(track)
    assert trust.share_frac < 0.5
    assert decoupling(track, trust) is None
    assert seconds_at_or_above(track, trust, 100.0) == pytest.approx(295, abs=5)
