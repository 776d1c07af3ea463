"""What a pace costs the heart, against hearts that are known exactly."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from negsplit import Athlete, Race, Runner
from negsplit.analysis.clean import Track
from negsplit.calibrate.calibration import Calibration, calibrate
from negsplit.verify.cost import HeartCost, heart_cost
from synthetic_hearts import Heart, pieces_of, runs_of, track_of

HEART = Heart()
RUNNER = Runner.of(
    Athlete(races=(Race(21097.5, 5700.0),), max_hr_bpm=190, resting_hr_bpm=50)
)


@cache
def learnt() -> Calibration:
    return calibrate(runs_of(HEART, spread_bpm=2.0))


def later(off_bpm: float = 0.0) -> Track:
    return track_of(pieces_of(99), HEART, seed=99, off_bpm=off_bpm)


def cost(track: Track) -> HeartCost:
    found = heart_cost(track, None, learnt())
    assert found is not None
    return found


@pytest.mark.parametrize("off_bpm", [-15.0, 0.0, 4.0, 15.0])
def test_the_offset_of_a_day_is_found(off_bpm: float) -> None:
    usual = cost(later()).above_bpm
    assert abs(usual) < 2
    assert cost(later(off_bpm)).above_bpm - usual == pytest.approx(off_bpm, abs=0.2)


def test_a_usual_day_is_said_to_be_usual() -> None:
    found = cost(later())
    assert found.reason.startswith("heart rate was what this pace costs you")
    assert found.earlier_runs == 10


def test_a_hard_day_is_told_with_what_it_may_come_from() -> None:
    found = cost(later(15.0))
    assert "bpm above what this pace costs you" in found.reason
    assert "from early on: heat, fatigue" in found.reason


def test_a_good_day_is_told() -> None:
    assert "below what this pace costs you: a good day" in cost(later(-15.0)).reason


@pytest.mark.parametrize("off_bpm", [0.0, 12.0])
def test_a_heart_that_rises_on_the_way_is_told_apart(off_bpm: float) -> None:
    track = later(off_bpm)
    after = np.maximum(np.arange(len(track)) - 600.0, 0.0)
    risen = replace(
        track, heart_rate_bpm=track.heart_rate_bpm + after / after[-1] * 15.0
    )
    found = cost(risen)
    # Thirds lie two thirds of the time apart: so much of the rise is seen.
    assert found.rise_bpm - cost(track).rise_bpm == pytest.approx(10.0, abs=0.2)
    assert "drift" in found.reason


def test_a_band_half_crossed_is_still_usual() -> None:
    found = cost(later())
    inside = cost(later(found.band_bpm - found.above_bpm - 0.3))
    outside = cost(later(found.band_bpm - found.above_bpm + 0.3))
    assert "was what" in inside.reason
    assert "above what" in outside.reason


def test_models_stand_in_for_earlier_runs_with_a_wider_band() -> None:
    found = heart_cost(later(), RUNNER)
    assert found is not None
    assert found.earlier_runs == 0
    assert found.band_bpm > cost(later()).band_bpm
    # 3 m/s takes 31.6 ml/kg/min of a VDOT of 47.9; above the 3.5 at rest that is 63 %
    # of the reserve from 50 to 190 bpm.
    even = heart_cost(track_of([(1800.0, 3.0)], HEART, noise=0.0), RUNNER)
    assert even is not None
    assert even.expected_bpm[590] == pytest.approx(50 + 0.632 * 140, abs=1)


def test_a_stop_lets_the_expected_heart_fall() -> None:
    pieces = [(1200.0, 3.2), (1200.0, 3.2)]
    stopped = track_of(pieces, HEART, stops=((1200, 240),))
    through = track_of(pieces, HEART)
    found, other = heart_cost(stopped, RUNNER), heart_cost(through, RUNNER)
    assert found is not None
    assert other is not None
    after = slice(1205, 1215)
    assert found.expected_bpm[after].mean() < other.expected_bpm[after].mean() - 20


def test_nothing_is_said_of_a_short_run_or_an_unknown_runner() -> None:
    short = track_of([(1100.0, 3.0)], HEART)
    assert heart_cost(short, RUNNER, learnt()) is None
    assert heart_cost(later(), None) is None
    assert heart_cost(later(), Runner.of(Athlete(vdot_ml_kg_min=50))) is None
    silent = replace(later(), heart_rate_bpm=np.full(len(later()), np.nan))
    assert heart_cost(silent, RUNNER, learnt()) is None
