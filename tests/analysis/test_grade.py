"""Grade from altitude: laws of a slope, and calm where there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.analysis.clean import clean
from negsplit.analysis.grade import (
    HALF_WINDOW_M,
    HEART_LAG_S,
    MUCH_ROUGHER,
    ROUGHER,
    grade_explains_speed,
    grade_of,
)
from negsplit.analysis.splits import splits_of
from negsplit.physiology.gradient import GAP_RANGE_FRAC, gap_factor
from negsplit.units import DistanceUnit
from synthetic_runs import Column, run

PLACES = np.arange(0.0, 3000.0, 3.0)


@given(slope=st.floats(-0.3, 0.3), height=st.floats(-400, 4000))
def test_a_constant_slope_is_found_everywhere_up_to_both_ends(
    slope: float, height: float
) -> None:
    grade = grade_of(PLACES, height + slope * PLACES)
    assert grade == pytest.approx(np.full_like(PLACES, slope), abs=1e-6)


def test_without_altitude_the_ground_is_level() -> None:
    assert not grade_of(PLACES, np.full_like(PLACES, np.nan)).any()


def test_a_run_shorter_than_the_window_has_no_grade() -> None:
    places = PLACES[: int(2 * HALF_WINDOW_M / 3) - 1]
    assert not grade_of(places, 0.1 * places).any()


def test_a_cliff_is_an_altitude_fault_and_held_in_range() -> None:
    grade = grade_of(PLACES, np.where(PLACES < 1500, 0.0, 500.0))
    assert grade.max() == GAP_RANGE_FRAC[1]


def test_a_barometers_steps_make_no_hills() -> None:
    # 1 % of grade read in steps of 0.2 m, as a watch stores altitude.
    steps = np.round(0.01 * PLACES / 0.2) * 0.2
    assert grade_of(PLACES, steps) == pytest.approx(0.01, abs=0.0015)


def test_one_wrong_altitude_makes_no_mountain() -> None:
    altitude = np.full_like(PLACES, 100.0)
    altitude[500] = 115.0
    assert np.abs(grade_of(PLACES, altitude)).max() < 0.02


def test_up_and_down_the_same_hill_cancels() -> None:
    hill = 20 * np.sin(np.pi * PLACES / PLACES[-1])
    assert grade_of(PLACES, hill).mean() == pytest.approx(0, abs=1e-3)


HOUR = 3600
MINUTES = HOUR // 60


def hilly_run(seed: int = 3) -> tuple[Column, Column]:
    """An hour at an even effort over rolling hills: speed, and grade."""
    rng = np.random.default_rng(seed)
    grade = np.repeat(rng.uniform(-0.05, 0.05, HOUR // 120), 120)
    effort = 3.0 * (1 + 0.01 * np.repeat(rng.normal(size=MINUTES), 60))
    return effort / gap_factor(grade), grade


def test_a_true_grade_explains_how_fast_somebody_ran() -> None:
    speed, grade = hilly_run()
    adjusted = speed * gap_factor(grade)
    assert grade_explains_speed(speed, adjusted, np.full(HOUR, np.nan))


def test_an_invented_grade_does_not() -> None:
    # Flat and even; the phone's altitude wanders up and down by 5 % all the way.
    rng = np.random.default_rng(4)
    speed = 3.0 * (1 + 0.01 * np.repeat(rng.normal(size=MINUTES), 60))
    invented = np.repeat(rng.uniform(-0.05, 0.05, HOUR // 120), 120)
    adjusted = speed * gap_factor(invented)
    assert not grade_explains_speed(speed, adjusted, np.full(HOUR, np.nan))


def test_where_it_is_in_doubt_the_heart_decides() -> None:
    # A runner who holds the pace over gentle hills: the adjusted speed is rougher, and
    # right, which nothing but the heart can say.
    rng = np.random.default_rng(5)
    speed = 3.0 * (1 + 0.012 * np.repeat(rng.normal(size=MINUTES), 60))
    grade = np.repeat(rng.uniform(-0.0055, 0.0055, MINUTES), 60)
    adjusted = speed * gap_factor(grade)
    minutes = [v.reshape(-1, 60).mean(axis=1) for v in (speed, adjusted)]
    rougher = [np.median(np.abs(np.diff(np.log(v)))) for v in minutes]
    assert ROUGHER < rougher[1] / rougher[0] < MUCH_ROUGHER

    def heart(effort: Column) -> Column:
        return 150 + 200 * np.roll(np.log(effort / 3.0), HEART_LAG_S)

    assert grade_explains_speed(speed, adjusted, heart(adjusted))
    assert not grade_explains_speed(speed, adjusted, heart(speed))
    assert not grade_explains_speed(speed, adjusted, np.full(HOUR, np.nan))


def test_a_track_says_that_it_did_not_believe_its_altitude() -> None:
    rough = np.cumsum(np.random.default_rng(6).normal(0, 1.5, 2401))
    recording = run([(2400, 3.0)])
    streams = replace(recording.streams, altitude_m=rough)
    track = clean(replace(recording, streams=streams))
    assert not track.is_graded
    assert track.adjusted_mps is track.speed_mps
    assert "altitude" in {finding.check for finding in track.findings}
    assert splits_of(track, DistanceUnit.KM)[0].ascent_m is None
