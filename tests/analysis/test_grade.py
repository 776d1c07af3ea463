"""Grade from altitude: laws of a slope, and calm where there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from negsplit.analysis.clean import clean
from negsplit.analysis.grade import (
    HALF_WINDOW_M,
    HEART_LAG_S,
    MUCH_ROUGHER,
    ROUGHER,
    climbed_m,
    grade_explains_speed,
    grade_of,
)
from negsplit.analysis.splits import ascent_of, splits_of
from negsplit.physiology.gradient import GAP_RANGE_FRAC, gap_factor
from negsplit.units import DistanceUnit
from synthetic_runs import Column, Ground, run

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


def test_short_hills_count_as_climb() -> None:
    """Five hills of 4 m, each 60 s up and 60 s down; their tops are rounded off."""
    up = np.linspace(0.0, 4.0, 60)
    hills = np.concatenate([np.concatenate([up, up[::-1]]) for _ in range(5)])
    assert climbed_m(hills)[-1] == pytest.approx(20.0, rel=0.1)


def test_what_rises_by_less_than_two_metres_is_noise() -> None:
    flat = 100 + np.random.default_rng(4).normal(0.0, 0.8, 3600)
    assert climbed_m(flat)[-1] == 0.0


@given(
    arrays(np.float64, st.integers(12, 400), elements=st.floats(-50.0, 900.0)),
    st.data(),
)
def test_climb_never_falls_and_its_parts_make_the_whole(
    altitude_m: Column, data: st.DataObject
) -> None:
    climbed = climbed_m(altitude_m)
    assert climbed[0] >= 0
    assert np.all(np.diff(climbed) >= -1e-9)
    assert climbed[-1] <= np.maximum(np.diff(altitude_m), 0).sum() + 1e-6
    shift = data.draw(st.floats(-100.0, 100.0))
    assert climbed_m(altitude_m + shift)[-1] == pytest.approx(climbed[-1], abs=1e-6)


def test_climb_of_the_kilometres_adds_up_to_that_of_the_run() -> None:
    ground = Ground(grade_from_m=500, grade_to_m=3500, grade_frac=0.03)
    track = clean(run([(1500, 3.0)], noise=0.0, ground=ground))
    splits = splits_of(track, DistanceUnit.KM)
    assert sum(split.ascent_m or 0 for split in splits) == pytest.approx(
        ascent_of(track)
    )
    assert ascent_of(track) == pytest.approx(90.0, abs=1.0)
