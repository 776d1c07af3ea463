"""VDOT: one number for a race, and the same number's time over other distances.

Daniels and Gilbert describe running by two curves: what a speed costs in oxygen, and
which fraction of maximal oxygen uptake can be held for a time. A race gives both a
speed and a time, hence the maximal uptake that would explain it with average economy:
VDOT. It is a pseudo-uptake, not a measurement of the runner's lungs.
"""

from __future__ import annotations

import math

from negsplit.errors import OutOfRangeError
from negsplit.units import format_clock

# The published tables span 30 to 85. Below, the official calculator's output is known
# to be these equations down to 21 (marathons of six hours); above, the best marks of
# all time lie under 90. Nobody has measured them below 20: there they are carried on to
# 5 km in an hour (VDOT 12.7) and some way beyond, so that nobody is refused, and what
# follows from them is walking and running by turns.
VDOT_RANGE_ML_KG_MIN = (10.0, 90.0)
# From 1500 m at VDOT 90 (3:14; the table ends at 3:23 for VDOT 85) to a marathon at
# VDOT 10 (11:21).
RACE_DURATION_RANGE_S = (190.0, 12 * 3600.0)
# A stroll to faster than any race in the range above.
SPEED_RANGE_MPS = (0.8, 8.0)


def check_range(name: str, value: float, bounds: tuple[float, float]) -> None:
    """Raise unless a value lies in the range that its model was validated for."""
    low, high = bounds
    if not low <= value <= high:
        raise OutOfRangeError(f"{name} {value:g} must lie between {low:g} and {high:g}")


def oxygen_cost(speed_mps: float) -> float:
    r"""Return the steady-state oxygen cost of running on level ground.

    Parameters
    ----------
    speed_mps : float
        Running speed. [m/s]

    Returns
    -------
    float
        Oxygen uptake per body mass. [ml/kg/min]

    Raises
    ------
    OutOfRangeError
        If the speed is outside :data:`SPEED_RANGE_MPS`.

    Notes
    -----
    With :math:`v` in m/min [1]_:

    .. math:: \dot{V}_{O_2} = -4.60 + 0.182258\,v + 0.000104\,v^2

    A mean over trained runners: individual economy differs, and wind, slope
    and heat are left out. Evidence: supported.

    References
    ----------
    .. [1] J. Daniels and J. Gilbert, *Oxygen Power: Performance Tables for
       Distance Runners*. Tempe, AZ, 1979. As reproduced; original not seen.

    Examples
    --------
    >>> round(oxygen_cost(250 / 60), 2)
    47.46
    """
    check_range("speed in m/s", speed_mps, SPEED_RANGE_MPS)
    return _oxygen_cost(speed_mps * 60)


def speed_of_cost(uptake_ml_kg_min: float) -> float:
    """Return the speed that costs an oxygen uptake: the exact inverse.

    Parameters
    ----------
    uptake_ml_kg_min : float
        Steady oxygen uptake. [ml/kg/min]

    Returns
    -------
    float
        Running speed. [m/s]

    Raises
    ------
    OutOfRangeError
        If the speed is outside :data:`SPEED_RANGE_MPS`.

    Notes
    -----
    The positive root of the equation of :func:`oxygen_cost`.

    Examples
    --------
    >>> round(speed_of_cost(oxygen_cost(4.0)), 6)
    4.0
    """
    half = 0.182258 / 2 / 0.000104
    v = math.sqrt(half**2 + (uptake_ml_kg_min + 4.60) / 0.000104) - half
    check_range("speed in m/s", v / 60, SPEED_RANGE_MPS)
    return v / 60


def sustainable_fraction(duration_s: float) -> float:
    r"""Return the fraction of maximal oxygen uptake that a race of a duration takes.

    Parameters
    ----------
    duration_s : float
        Duration of an all-out effort. [s]

    Returns
    -------
    float
        Fraction of VDOT; above 1 for races under about ten minutes.

    Raises
    ------
    OutOfRangeError
        If the duration is outside :data:`RACE_DURATION_RANGE_S`.

    Notes
    -----
    With :math:`t` in minutes [1]_:

    .. math::
        F = 0.8 + 0.1894393\,e^{-0.012778\,t} + 0.2989558\,e^{-0.1932605\,t}

    References
    ----------
    .. [1] Daniels and Gilbert 1979, as :func:`oxygen_cost`.

    Examples
    --------
    >>> round(sustainable_fraction(3600), 3)
    0.888
    """
    _check_race_time(duration_s)
    return _sustainable_fraction(duration_s / 60)


def vdot(distance_m: float, duration_s: float) -> float:
    r"""Return the VDOT of a race, unrounded.

    Parameters
    ----------
    distance_m : float
        Length of the race. [m]
    duration_s : float
        Its time. [s]

    Returns
    -------
    float
        VDOT. [ml/kg/min]

    Raises
    ------
    OutOfRangeError
        If the duration or the result lies outside its range.

    Notes
    -----
    Oxygen cost of the mean speed over the sustainable fraction of the time. The
    official calculator lengthens races under 1600 m to that distance first, and
    copies of it disagree on where that starts; here they are taken as run.

    Examples
    --------
    >>> round(vdot(5000, 20 * 60), 1), round(vdot(21097.5, 4349), 1)
    (49.8, 65.4)
    """
    fraction = sustainable_fraction(duration_s)
    value = oxygen_cost(distance_m / duration_s) / fraction
    check_range("VDOT", value, VDOT_RANGE_ML_KG_MIN)
    return value


def race_time(distance_m: float, vdot_ml_kg_min: float) -> float:
    """Return the time over a distance that has a given VDOT: the exact inverse.

    Parameters
    ----------
    distance_m : float
        Length of the race. [m]
    vdot_ml_kg_min : float
        VDOT. [ml/kg/min]

    Returns
    -------
    float
        Race time. [s]

    Raises
    ------
    OutOfRangeError
        If the VDOT, or the time that solves the equations, is outside its range.

    Notes
    -----
    Cost falls steeply with time and the sustainable fraction slowly, so their
    difference has one root, which is bisected. Within 0.4 % of the book's tables
    from 1500 m to the marathon, VDOT 30 to 85.

    Examples
    --------
    >>> round(race_time(10000, vdot(5000, 20 * 60)))
    2488
    """
    check_range("VDOT", vdot_ml_kg_min, VDOT_RANGE_ML_KG_MIN)
    slow, fast = SPEED_RANGE_MPS
    low, high = distance_m / fast / 60, distance_m / slow / 60
    while high - low > 1e-7:
        middle = (low + high) / 2
        supply = vdot_ml_kg_min * _sustainable_fraction(middle)
        if _oxygen_cost(distance_m / middle) > supply:
            low = middle
        else:
            high = middle
    _check_race_time(high * 60)
    return high * 60


def calculator_race_time(distance_m: float, vdot_ml_kg_min: float) -> float:
    r"""Return the race time that the official VDOT calculator shows.

    Parameters
    ----------
    distance_m : float
        Length of the race. [m]
    vdot_ml_kg_min : float
        VDOT. [ml/kg/min]

    Returns
    -------
    float
        Race time. [s]

    Raises
    ------
    OutOfRangeError
        If the VDOT or the time is outside its range.

    Notes
    -----
    Three steps towards the root of :math:`t - d / v(t)`, starting from
    :math:`d / 4 V`, where :math:`v` is the regression inverse of the oxygen cost
    at the sustainable uptake. The derivative it divides by is not the true one (its
    sign and a term differ), so slow marathons have not converged: a six-hour
    marathon comes back 2.7 min faster. That is kept, because the marathon pace which
    runners are shown everywhere follows from it [1]_.

    References
    ----------
    .. [1] Two public re-implementations of the calculator with identical
       constants; together with the training paces they reproduce 260 of 260
       collected outputs of the calculator.

    Examples
    --------
    >>> round(calculator_race_time(42195, vdot(5000, 20 * 60)))
    11483
    """
    check_range("VDOT", vdot_ml_kg_min, VDOT_RANGE_ML_KG_MIN)
    t = distance_m / (4 * vdot_ml_kg_min)
    for _ in range(3):
        t = _calculator_step(t, distance_m, vdot_ml_kg_min)
    _check_race_time(t * 60)
    return t * 60


def _check_race_time(duration_s: float) -> None:
    low_s, high_s = RACE_DURATION_RANGE_S
    if not low_s <= duration_s <= high_s:
        raise OutOfRangeError(
            f"race time {format_clock(duration_s)} must lie between "
            f"{format_clock(low_s)} and {format_clock(high_s)}"
        )


# The equations as published: v in m/min, t in min, no range check.


def _oxygen_cost(v: float) -> float:
    return -4.60 + 0.182258 * v + 0.000104 * v**2


def _sustainable_fraction(t: float) -> float:
    return (
        0.8 + 0.1894393 * math.exp(-0.012778 * t) + 0.2989558 * math.exp(-0.1932605 * t)
    )


def _calculator_step(t: float, distance_m: float, vdot_ml_kg_min: float) -> float:
    # The calculator's own, shorter constants; the exponents differ between value
    # and derivative, and its regression has 0.0075 here, 0.007546 elsewhere.
    short = 0.298956 * math.exp(-0.193261 * t)
    long = 0.189439 * math.exp(-0.012778 * t)
    fraction = 0.8 + short + long
    supply = vdot_ml_kg_min * fraction
    v = 29.54 + 5.000663 * supply - 0.0075 * supply**2
    fall = vdot_ml_kg_min * (0.19326 * short + 0.012778 * long)
    slope = fall * (5.000663 - 3 * 0.007546 * fraction)
    return t - (t - distance_m / v) / (1 + distance_m * slope / v**2)
