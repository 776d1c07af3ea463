"""How a stretch got faster: laws of the trend, and its even odds."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from negsplit.analysis.settings import SHAPE
from negsplit.analysis.smoothing import cell_means, smooth
from negsplit.analysis.trend import Trend, logistic, never_falling, trend_of
from synthetic_runs import Column

SPEEDS = arrays(np.float64, st.integers(1, 60), elements=st.floats(0.5, 7.0))
CERTAIN = Trend(
    lift=0.3,
    late=0.3,
    push=-0.5,
    spread=0.0,
    error=0.0,
    rising_frac=1.0,
    falling_frac=0.0,
    fall=0.0,
    start_mps=3.0,
    finish_mps=4.0,
)


def steps(*levels: tuple[float, float]) -> Column:
    """Seconds at speeds, as a column."""
    return np.concatenate([np.full(round(s), v) for s, v in levels])


@given(SPEEDS)
def test_the_never_falling_curve_keeps_the_mean_and_never_falls(
    values: Column,
) -> None:
    curve = never_falling(values)
    assert (np.diff(curve) >= 0).all()
    assert curve.mean() == pytest.approx(values.mean())
    assert never_falling(curve) == pytest.approx(curve)


def test_the_never_falling_curve_of_a_textbook_case() -> None:
    # Barlow et al., Statistical Inference under Order Restrictions (1972), the
    # method by hand: 1 3 2 4 pools 3 and 2 to 2.5.
    assert never_falling(np.array([1.0, 3.0, 2.0, 4.0])).tolist() == [1, 2.5, 2.5, 4]


@given(SPEEDS, st.integers(1, 8))
def test_means_of_parts_weigh_every_second_the_same(values: Column, count: int) -> None:
    parts = min(count, len(values))
    repeated = np.repeat(values, parts)  # every part the same length
    assert cell_means(repeated, parts).mean() == pytest.approx(values.mean())


@given(SPEEDS, st.integers(1, 31))
def test_a_running_mean_is_the_mean_of_what_lies_under_its_window(
    values: Column, width: int
) -> None:
    width = min(width, len(values)) | 1
    by_hand = [
        values[max(i - width // 2, 0) : i + width // 2 + 1].mean()
        for i in range(len(values))
    ]
    if width <= len(values):
        assert smooth(values, width) == pytest.approx(by_hand)


def test_lift_late_and_push_are_logarithms_of_what_was_run() -> None:
    trend = trend_of(steps((1000, 3.0), (1000, 3.3)))
    assert trend.lift == pytest.approx(log(1.1))
    # From 18 to 50 % of 2000 s all is slow.
    assert trend.late == pytest.approx(log(1.1))
    assert trend.rising_frac == pytest.approx(1.0)
    push = trend_of(steps((1800, 3.0), (200, 3.6)))
    assert push.push == pytest.approx(log(1.2))


def test_a_kick_over_the_last_metres_is_no_lift() -> None:
    assert trend_of(steps((1900, 3.0), (100, 5.0))).lift == pytest.approx(0.0)


def test_a_fall_is_measured_like_a_rise() -> None:
    trend = trend_of(steps((1000, 3.3), (1000, 3.0)))
    assert trend.lift == pytest.approx(-log(1.1))
    assert trend.fall == pytest.approx(log(1.1))
    assert trend.falling_frac == pytest.approx(1.0)
    assert trend.rising_frac == pytest.approx(0.0)


@pytest.mark.parametrize("name", ["lift", "late", "rising_frac"])
def test_each_measure_is_even_odds_where_the_settings_say(name: str) -> None:
    field = {"rising_frac": "rising_frac"}.get(name, f"{name}_log")
    centre, width = getattr(SHAPE, field)
    at = replace(CERTAIN, **{name: centre})
    beyond = replace(CERTAIN, **{name: centre + width})
    # A logistic curve is 1/(1 + 1/e) one width beyond its middle.
    assert at.lift_probability() == pytest.approx(0.5, abs=0.01)
    assert beyond.lift_probability() == pytest.approx(1 / (1 + exp(-1)), abs=0.01)


def test_a_push_is_even_odds_where_the_settings_say() -> None:
    flat = replace(CERTAIN, lift=-0.5, push=SHAPE.push_log[0])
    assert flat.probability() == pytest.approx(0.5, abs=0.01)


def test_noise_makes_the_same_lift_less_certain() -> None:
    clear = replace(CERTAIN, lift=0.08, late=0.08)
    noisy = replace(clear, error=0.05)
    assert 0.5 < noisy.lift_probability() < clear.lift_probability()


@given(lift=st.floats(0.0, 0.3), late=st.floats(0.0, 0.3), more=st.floats(0.0, 0.1))
def test_more_of_everything_is_never_less_of_a_progression(
    lift: float, late: float, more: float
) -> None:
    less = replace(CERTAIN, lift=lift, late=late, rising_frac=0.6)
    grown = replace(less, lift=lift + more, late=late + more, rising_frac=0.6 + more)
    assert grown.probability() >= less.probability() - 1e-12


@given(value=st.floats(-5, 5), centre=st.floats(-1, 1), width=st.floats(0.001, 1))
def test_odds_above_and_below_the_middle_are_symmetrical(
    value: float, centre: float, width: float
) -> None:
    above = logistic(centre + value, (centre, width))
    below = logistic(centre - value, (centre, width))
    assert above + below == pytest.approx(1.0)
