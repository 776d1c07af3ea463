from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.physiology import kinetics


def test_after_one_time_constant_63_percent_of_the_gap_is_closed() -> None:
    reached = kinetics.approach(0, 1, 20, 20)
    assert reached == pytest.approx(1 - math.exp(-1))


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 600), st.floats(0, 1))
def test_a_cut_interval_gives_the_same_value(
    value: float, goal: float, duration_s: float, cut: float
) -> None:
    whole = kinetics.approach(value, goal, duration_s, 24)
    first = kinetics.approach(value, goal, duration_s * cut, 24)
    rest = kinetics.approach(first, goal, duration_s * (1 - cut), 24)
    assert rest == pytest.approx(whole)


def test_heart_rate_rises_faster_than_it_falls() -> None:
    # The published constants: 24 s up, 30 s down.
    up = kinetics.heart_rate_approach(100, 160, 24)
    down = kinetics.heart_rate_approach(160, 100, 30)
    assert up == pytest.approx(160 - 60 / math.e)
    assert down == pytest.approx(100 + 60 / math.e)


@pytest.mark.parametrize(("vdot", "tau_s"), [(49.9, 30), (50.0, 20), (70, 20)])
def test_trained_runners_uptake_follows_faster(vdot: float, tau_s: float) -> None:
    assert kinetics.uptake_tau(vdot) == tau_s


@pytest.mark.parametrize(
    ("work_s", "rest_s", "total_s", "low_s", "high_s"),
    # Millet 2003: seconds above 90 % of VO2max, mean and standard deviation of trained
    # runners: 149 (33) for 30-30, 531 (187) for 60-30. Alternating 100 and 50 % of the
    # speed at VO2max; 708 s of work in each.
    [(30, 30, 708, 116, 182), (60, 30, 708, 344, 718)],
)
def test_one_time_constant_reproduces_measured_time_near_vo2max(
    work_s: int, rest_s: int, total_s: int, low_s: float, high_s: float
) -> None:
    uptake, seconds, worked = 0.1, 0, 0
    while worked < total_s:
        for goal, lasting in ((1.0, work_s), (0.5, rest_s)):
            for _ in range(lasting):
                uptake = kinetics.approach(uptake, goal, 1, 16.5)
                seconds += uptake >= 0.9
        worked += work_s
    assert low_s <= seconds <= high_s
