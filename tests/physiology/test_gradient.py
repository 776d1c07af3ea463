from __future__ import annotations

import numpy as np
import pytest

from negsplit.errors import OutOfRangeError
from negsplit.physiology import gradient


@pytest.mark.parametrize(
    ("grade", "cost"),
    # Recomputed by independent code, to the digits shown.
    [
        (-0.2, 1.8),
        (-0.1, 2.1517),
        (0.0, 3.6),
        (0.05, 4.6852),
        (0.1, 5.9682),
        (0.45, 19.426),
        (-0.45, 4.03),
        (-0.18136, 1.78127),
    ],
)
def test_energy_cost_agrees_with_minetti(grade: float, cost: float) -> None:
    digits = len(str(cost).split(".")[1])
    # 1.8 and 3.6 are exact to the digits of the polynomial.
    assert gradient.energy_cost(grade) == pytest.approx(
        cost, abs=0.6 * 10 ** -max(digits, 2)
    )


@pytest.mark.parametrize(
    ("grade", "factor"),
    [(0.01, 1.0554), (0.02, 1.1134), (0.05, 1.3014), (0.10, 1.6578), (-0.05, 0.7628)],
)
def test_the_effort_factor_is_minettis_cost_over_the_flat(
    grade: float, factor: float
) -> None:
    assert gradient.effort_factor(grade) == pytest.approx(factor, abs=6e-5)


def test_minettis_cost_is_back_to_the_flats_at_minus_39_9_percent() -> None:
    assert gradient.effort_factor(-0.3991) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize(
    ("grade", "factor"),
    # As read out of Strava, four digits.
    [
        (-0.20, 1.0838),
        (-0.10, 0.8841),
        (-0.083, 0.8796),
        (0.0, 1.0),
        (0.02, 1.066),
        (0.05, 1.1915),
        (0.10, 1.4702),
        (0.20, 2.2449),
    ],
)
def test_the_gap_factor_agrees_with_stravas(grade: float, factor: float) -> None:
    assert gradient.gap_factor(grade) == pytest.approx(factor, abs=2e-4)


def test_the_gap_factor_is_the_published_polynomial_to_the_end_of_its_range() -> None:
    # Elevate's coefficients, constant first, grade in percent.
    published = np.polynomial.Polynomial(
        [
            1.0,
            0.029290920646623777,
            0.0018083953212790634,
            4.0662425671715924e-7,
            -3.686186584867523e-7,
            -2.6628107325930747e-9,
        ]
    )
    for grade in (-0.34, -0.2, 0.01, 0.34):
        expected = float(published(100 * grade))
        assert gradient.gap_factor(grade) == pytest.approx(expected, rel=1e-12)


def test_both_factors_serve_arrays_as_they_serve_floats() -> None:
    grades = np.linspace(*gradient.GAP_RANGE_FRAC, 9)
    for factor in (gradient.effort_factor, gradient.gap_factor):
        array: np.ndarray = factor(grades)
        assert array.tolist() == pytest.approx([factor(float(g)) for g in grades])


def test_the_ranges_are_those_of_the_sources() -> None:
    assert gradient.MINETTI_RANGE_FRAC == (-0.45, 0.45)
    assert gradient.GAP_RANGE_FRAC == (-0.34, 0.34)


@pytest.mark.parametrize(
    ("speed_mps", "grade"), [(2.92, 0), (3.33, 0), (3.41, 0.01), (3.75, 0.01)]
)
def test_the_treadmill_is_tilted_from_the_speed_where_it_was_needed(
    speed_mps: float, grade: float
) -> None:
    assert gradient.treadmill_grade(speed_mps) == grade


def test_no_treadmill_grade_is_given_for_a_speed_that_nobody_runs() -> None:
    with pytest.raises(OutOfRangeError, match="speed"):
        gradient.treadmill_grade(9.0)
