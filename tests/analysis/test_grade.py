"""Grade from altitude: laws of a slope, and calm where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.analysis.grade import HALF_WINDOW_M, grade_of
from negsplit.physiology.gradient import GAP_RANGE_FRAC

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
