"""What a slope costs: the factor from a speed on a grade to its worth on the flat.

The polynomials are evaluated by multiplications and additions alone, so the same
functions serve floats and NumPy arrays although this module knows of no arrays. They
clamp nothing: the caller keeps grades inside the range that stands beside each.
"""

from __future__ import annotations

from typing import Any, Protocol, Self, TypeVar

from negsplit.physiology.daniels import SPEED_RANGE_MPS, check_range

# Grades that Minetti measured, and that the Strava fit was made over.
MINETTI_RANGE_FRAC = (-0.45, 0.45)
GAP_RANGE_FRAC = (-0.34, 0.34)

# Minetti 2002, abstract and equation: J/kg/m from the fifth power of grade down.
MINETTI_COEFFICIENTS = (155.4, -30.4, -43.3, 46.3, 19.5, 3.6)
FLAT_COST_J_KG_M = MINETTI_COEFFICIENTS[-1]
# A fit to the grade-adjusted paces that Strava shows, by the open-source program
# Elevate; from the fifth power of grade in percent down.
GAP_COEFFICIENTS = (
    -2.6628107325930747e-09,
    -3.686186584867523e-07,
    4.0662425671715924e-07,
    0.0018083953212790634,
    0.029290920646623777,
    1.0,
)

# Jones and Doust 1996: nine runners at six speeds. At 3.33 m/s and below, level and
# 1 % are alike; from 3.75 m/s on 1 % is needed. The lower edge of that gap is used.
TREADMILL_LEVEL_BELOW_MPS = 3.4
TREADMILL_GRADE_FRAC = 0.01


class Arithmetic(Protocol):
    """What adds and multiplies: floats and arrays of them."""

    def __add__(self, other: float, /) -> Self:
        """Return the sum."""

    def __mul__(self, other: Any, /) -> Self:
        """Return the product."""


Grade = TypeVar("Grade", bound=Arithmetic)


def energy_cost(grade_frac: Grade) -> Grade:
    r"""Return the metabolic cost of running a metre on a slope.

    Parameters
    ----------
    grade_frac : float or array
        Rise over run, inside :data:`MINETTI_RANGE_FRAC`.

    Returns
    -------
    float or array
        Net energy per body mass and distance along the slope. [J/kg/m]

    Notes
    -----
    With grade :math:`i` [1]_:

    .. math:: C = 155.4 i^5 - 30.4 i^4 - 43.3 i^3 + 46.3 i^2 + 19.5 i + 3.6

    Ten mountain runners on a treadmill. The polynomial says 3.6 on the flat where
    3.4 was measured, and gives more for downhills than runners take on roads.
    Evidence: measured; the better of the two for energy and effort.

    References
    ----------
    .. [1] A. E. Minetti et al., Energy cost of walking and running at extreme uphill
       and downhill slopes. *J Appl Physiol* 93, 2002.

    Examples
    --------
    >>> round(energy_cost(0.10), 4)
    5.9682
    """
    return _polynomial(grade_frac, MINETTI_COEFFICIENTS)


def effort_factor(grade_frac: Grade) -> Grade:
    """Return how many times faster a speed on a slope would be on the flat, by energy.

    Parameters
    ----------
    grade_frac : float or array
        Rise over run, inside :data:`MINETTI_RANGE_FRAC`.

    Returns
    -------
    float or array
        Speed on the flat at the same metabolic power, over speed on the slope.

    Notes
    -----
    :func:`energy_cost` over its value on the flat.

    Examples
    --------
    >>> round(effort_factor(0.05), 4)
    1.3014
    """
    return energy_cost(grade_frac) * (1 / FLAT_COST_J_KG_M)


def gap_factor(grade_frac: Grade) -> Grade:
    """Return how many times faster a speed on a slope would be on the flat, by pace.

    Parameters
    ----------
    grade_frac : float or array
        Rise over run, inside :data:`GAP_RANGE_FRAC`.

    Returns
    -------
    float or array
        Grade-adjusted speed over speed.

    Notes
    -----
    A polynomial through the factors that Strava derived from heart rates of many
    runners [1]_; a downhill of 8.3 % helps most. Evidence: supported, second-hand; the
    better of the two for pace targets on rolling ground.

    References
    ----------
    .. [1] As read out by the open-source program Elevate.

    Examples
    --------
    >>> round(gap_factor(0.05), 4), round(gap_factor(-0.10), 4)
    (1.1915, 0.8841)
    """
    return _polynomial(grade_frac * 100.0, GAP_COEFFICIENTS)


def treadmill_grade(speed_mps: float) -> float:
    """Return the treadmill grade that costs what the road does.

    Parameters
    ----------
    speed_mps : float
        Belt speed. [m/s]

    Returns
    -------
    float
        Rise over run: level for slow belts, 1 % for fast ones.

    Raises
    ------
    OutOfRangeError
        If nobody runs at that speed.

    Notes
    -----
    Without wind, a belt costs less than the road, by an amount that is measurable only
    from about 3.4 m/s (4:55/km) on [1]_. Evidence: supported; nine runners.

    References
    ----------
    .. [1] A. M. Jones and J. H. Doust, A 1 % treadmill grade most accurately reflects
       the energetic cost of outdoor running. *J Sports Sci* 14, 1996.

    Examples
    --------
    >>> treadmill_grade(3.0), treadmill_grade(4.0)
    (0.0, 0.01)
    """
    check_range("speed_mps", speed_mps, SPEED_RANGE_MPS)
    return 0.0 if speed_mps < TREADMILL_LEVEL_BELOW_MPS else TREADMILL_GRADE_FRAC


def _polynomial(x: Grade, coefficients: tuple[float, ...]) -> Grade:
    """Return a polynomial by Horner's rule, the highest power's coefficient first."""
    value = x * coefficients[0] + coefficients[1]
    for coefficient in coefficients[2:]:
        value = value * x + coefficient
    return value
