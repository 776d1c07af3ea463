from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.errors import InputError, MissingInputError, OutOfRangeError
from negsplit.physiology.lactate_fits import (
    Exponential,
    cubic_fit,
    exponential_fit,
    intensity_of,
)
from negsplit.physiology.lactate_test import Rule, Threshold, thresholds

# The worked examples of two other programs, in watts.
CYCLING = (
    [100.0, 140.0, 180.0, 220.0, 260.0, 300.0, 340.0],
    [1.0, 1.0, 0.9, 1.0, 1.9, 3.8, 7.5],
)
DEMO = (
    [50.0, 75.0, 100.0, 125.0, 150.0, 175.0, 191.0],
    [0.98, 1.23, 1.88, 2.8, 4.21, 6.66, 8.64],
)
Stages = tuple[list[float], list[float]]


def said(stages: Stages) -> dict[Rule, float]:
    """Return what every rule says, where it says anything."""
    found = thresholds(*stages)
    return {r.rule: r.intensity for r in found if r.intensity is not None}


@pytest.mark.parametrize(
    ("rule", "watts"),
    # As the program printed them; its Dmax joins the ends of the curve, not the points.
    [
        (Rule.FIRST_FIXED, 264.25),
        (Rule.SECOND_FIXED, 302.05),
        (Rule.DMAX, 250.41),
        (Rule.MODIFIED_DMAX, 285.022),
        (Rule.FIRST_FIXED_EXPONENTIAL, 261.4),
        (Rule.SECOND_FIXED_EXPONENTIAL, 305.996),
        (Rule.EXPONENTIAL_DMAX, 264.012),
    ],
)
def test_a_cycling_test_is_read_as_by_another_program(rule: Rule, watts: float) -> None:
    tolerance = 0.06 if rule is Rule.DMAX else 0.005
    assert said(CYCLING)[rule] == pytest.approx(watts, abs=tolerance)


@pytest.mark.parametrize(
    ("rule", "watts", "printed"),
    # To a tenth as recomputed, and the whole watts of a program in R.
    [
        (Rule.DMAX, 131.5, 132),
        (Rule.MODIFIED_DMAX, 140.1, 140),
        (Rule.EXPONENTIAL_DMAX, 134.8, 135),
    ],
)
def test_a_second_test_is_read_as_by_two_others(
    rule: Rule, watts: float, printed: int
) -> None:
    assert said(DEMO)[rule] == pytest.approx(watts, abs=0.06)
    assert said(DEMO)[rule] == pytest.approx(printed, abs=0.5)


def test_fixed_lactates_of_the_second_test_lie_within_2_watts_of_the_printed() -> None:
    # The program in R prints 105 and 145, from a curve of its own.
    assert said(DEMO)[Rule.FIRST_FIXED] == pytest.approx(105, abs=2)
    assert said(DEMO)[Rule.SECOND_FIXED] == pytest.approx(145, abs=2)


def test_the_exponential_is_that_of_another_program() -> None:
    found = exponential_fit(*CYCLING)
    assert found is not None
    assert found.floor == pytest.approx(0.79316, abs=1e-5)
    assert found.scale == pytest.approx(0.0039242, abs=1e-7)
    assert found.steepness == pytest.approx(0.0219149, abs=1e-7)


def test_rises_above_the_lowest_are_where_the_curve_passes_them() -> None:
    # By hand: the lowest of the test is 0.9, so 1.4 and 2.4 mmol/l.
    curve = cubic_fit(*CYCLING)
    assert curve.value(said(CYCLING)[Rule.FIRST_RISE]) == pytest.approx(1.4)
    assert curve.value(said(CYCLING)[Rule.SECOND_RISE]) == pytest.approx(2.4)


def test_dmax_is_the_furthest_point_from_its_chord() -> None:
    curve = cubic_fit(*CYCLING)
    (x, y), found = CYCLING, said(CYCLING)
    slope = (y[-1] - y[0]) / (x[-1] - x[0])
    depths = {w: y[0] + slope * (w - x[0]) - curve.value(w) for w in range(100, 341)}
    assert max(depths, key=lambda w: depths[w]) == round(found[Rule.DMAX])


@given(st.floats(0.5, 2), st.floats(0.3, 2), st.floats(1.5, 5), st.floats(2.2, 3.5))
def test_stages_on_an_exponential_give_it_back(
    floor: float, at_start: float, steepness: float, start_mps: float
) -> None:
    x = [start_mps + 0.3 * i for i in range(7)]
    scale = at_start * math.exp(-steepness * start_mps)
    y = [floor + scale * math.exp(steepness * v) for v in x]
    found = exponential_fit(x, y)
    assert found is not None
    assert found.floor == pytest.approx(floor, rel=1e-3)
    assert found.steepness == pytest.approx(steepness, rel=1e-3)


@given(st.floats(0.2, 5), st.floats(-2, 2))
def test_thresholds_do_not_depend_on_the_unit_of_intensity(
    factor: float, shift: float
) -> None:
    x, y = CYCLING
    moved = said(([factor * (w + 100 * shift) for w in x], y))
    for rule, intensity in said(CYCLING).items():
        expected = factor * (intensity + 100 * shift)
        assert moved[rule] == pytest.approx(expected, rel=1e-4, abs=1e-3)


@given(st.lists(st.floats(0.05, 3), min_size=5, max_size=9))
def test_thresholds_lie_within_the_test(rises: list[float]) -> None:
    y = [0.8 + sum(rises[: i + 1]) for i in range(len(rises))]
    y[-1] = max(y[-1], y[0] + 1.6)
    x = [3.0 + 0.25 * i for i in range(len(y))]
    found = said((x, y))
    assert all(x[0] <= intensity <= x[-1] for intensity in found.values())
    if Rule.FIRST_FIXED in found and Rule.SECOND_FIXED in found:
        assert found[Rule.FIRST_FIXED] < found[Rule.SECOND_FIXED]


def test_rules_say_which_threshold_they_look_for() -> None:
    first = {rule for rule in Rule if rule.threshold is Threshold.FIRST}
    assert {rule.value[:6] for rule in first} == {"lowest", "2 mmol"}
    assert len(first) == 3


def test_a_lactate_that_is_not_reached_is_no_threshold() -> None:
    x, y = CYCLING
    found = {r.rule: r.intensity for r in thresholds(x[:-1], [*y[:5], 3.1])}
    assert found[Rule.SECOND_FIXED] is None
    assert found[Rule.FIRST_FIXED] is not None


def test_a_curve_that_dips_is_crossed_where_it_rises() -> None:
    # 2 mmol/l before the first stage's warm blood has cleared, and again.
    x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    curve = cubic_fit(x, [2.4, 1.4, 1.1, 1.6, 3.0, 6.0])
    found = intensity_of(curve, 2.0)
    assert found is not None
    assert 4 < found < 5
    assert intensity_of(curve, 9.0) is None


def test_a_straight_line_has_no_exponential_and_a_slope_nowhere() -> None:
    x = [1.0, 2.0, 3.0, 4.0, 5.0]
    assert exponential_fit(x, [5.0, 4.0, 3.0, 2.0, 1.0]) is None
    assert exponential_fit(x, [1.0, 2.0, 3.0, 4.0, 5.0]) is None
    assert cubic_fit(x, [1.0, 2.0, 2.5, 2.7, 2.8]).intensity_of_slope(5.0) is None
    assert Exponential(1.0, 0.01, 1.0, (0.0, 5.0)).intensity_of_slope(50.0) is None


@pytest.mark.parametrize(
    ("x", "y", "error", "told"),
    [
        ([3.0, 3.5, 4.0, 4.5], [1.0, 1.2, 2.0, 4.0], MissingInputError, "5 stages"),
        ([3.0, 3.5, 3.4, 4, 4.5], [1, 1, 2, 3, 4], InputError, "must get faster"),
        ([3.0, 3.2, 3.4, 4, 4.5], [1, 1, 1, 1, 2.4], InputError, "1.5 or more above"),
        ([3.0, 3.2, 3.4, 4, 4.5], [1, 5, 4, 3, 2.6], InputError, "goes from 1 to 2.6"),
        ([3.0, 3.2, 3.4, 4, 4.5], [0.2, 1, 1, 2, 5], OutOfRangeError, "lactate"),
        ([3.0, 3.2, 3.4, 4, 4.5], [1, 1, 1, 2, 31], OutOfRangeError, "lactate"),
    ],
)
def test_what_is_no_test_is_refused_in_a_line(
    x: list[float], y: list[float], error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        thresholds(x, y)


def test_lactates_of_people_at_either_end_are_taken() -> None:
    x = [3.0, 3.2, 3.4, 4.0, 4.5]
    assert said((x, [0.3, 0.4, 1.0, 3.0, 30.0]))
    assert said((x, [1.0, 1.0, 1.0, 1.0, 2.5]))
