"""Critical speed and D′: how far one can go above the speed that settles.

Below critical speed oxygen uptake, lactate and fatigue settle; above it they rise until
a fixed distance D′ is used up. Both come from all-out efforts of 2 to 20 minutes, by
one of four regressions that differ by 5 % in critical speed and by half in D′ for the
same efforts. So one of them, distance against time, is used throughout; the others
stand here to be compared. The letters are of running; with work for distance and power
for speed the same functions give critical power and W′.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from negsplit.errors import InputError, MissingInputError
from negsplit.physiology.daniels import speed_of_cost, sustainable_fraction
from negsplit.physiology.least_squares import Fit, line_fit, lowest, variance_diagonal

if TYPE_CHECKING:
    from collections.abc import Sequence

    # Distance and time of an all-out effort. [m], [s]
    Trial = tuple[float, float]

# Efforts that the model describes: shorter ones do not reach VO2max, longer ones end
# for other reasons.
TRIAL_RANGE_S = (120.0, 1200.0)
# Efforts that stand for a runner of whom one race is known: evenly over that range,
# from where VDOT's curve begins.
VDOT_TRIALS_S = (240.0, 480.0, 720.0, 960.0, 1200.0)
# The search for the best curve: as a share of the slowest effort's speed.
SEARCH_SHARES = (0.5, 0.9999)


class Regression(Enum):
    """Which line or curve is drawn through the efforts."""

    DISTANCE_TIME = "distance against time"
    SPEED_INVERSE_TIME = "speed against one over time"
    HYPERBOLA = "time against speed"
    HYPERBOLA_3 = "time against speed, with a greatest speed"


@dataclass(frozen=True, slots=True)
class CriticalSpeed:
    """Critical speed and D′, with standard errors where there are efforts to spare.

    ``greatest_mps`` is the greatest speed, of the three-parameter curve only.
    """

    critical_speed_mps: float
    d_prime_m: float
    critical_speed_se_mps: float | None
    d_prime_se_m: float | None
    regression: Regression
    greatest_mps: float | None = None


def critical_speed(
    trials: Sequence[Trial], regression: Regression = Regression.DISTANCE_TIME
) -> CriticalSpeed:
    r"""Return critical speed and D′ from all-out efforts.

    Parameters
    ----------
    trials : sequence of (distance_m, duration_s)
        Efforts of 2 to 20 minutes, of different lengths.
    regression : Regression
        What is drawn through them.

    Returns
    -------
    CriticalSpeed
        The two parameters, and three for the curve that has them.

    Raises
    ------
    MissingInputError
        If there are fewer efforts than parameters.
    InputError
        If the efforts give no positive critical speed and D′.

    Notes
    -----
    With distance :math:`d`, time :math:`t` and speed :math:`v = d / t`: least squares
    of :math:`d = S t + D`, of :math:`v = S + D / t`, of :math:`t = D / (v - S)` [1]_,
    or of :math:`t = D / (v - S) - D / (v_{max} - S)` [2]_. The curves are straight
    lines once :math:`S` is fixed, so only :math:`S` is searched. Their standard errors
    come from the curvature at the optimum. Evidence: established for efforts of 2 to
    20 minutes; field tests repeat within 0.4 % in critical speed but 13 % in D′ [3]_.

    References
    ----------
    .. [1] H. Monod and J. Scherrer, The work capacity of a synergic muscular group.
       *Ergonomics* 8, 1965. As reproduced.
    .. [2] R. H. Morton, A 3-parameter critical power model. *Ergonomics* 39, 1996. As
       reproduced.
    .. [3] A. Galbraith et al., A single-visit field test of critical speed. *Int J
       Sports Physiol Perform* 9, 2014. As reproduced.

    Examples
    --------
    >>> found = critical_speed([(1500, 265), (3000, 600)])
    >>> round(found.critical_speed_mps, 3), round(found.d_prime_m, 1)
    (4.478, 313.4)
    """
    needed = 3 if regression is Regression.HYPERBOLA_3 else 2
    if len({duration_s for _, duration_s in trials}) < needed:
        raise MissingInputError(
            f"critical speed needs {needed} all-out efforts of different lengths; "
            f"{len(trials)} given"
        )
    match regression:
        case Regression.DISTANCE_TIME:
            fit = line_fit([t for _, t in trials], [d for d, _ in trials])
            found = _linear(fit.slope, fit.offset, fit, regression)
        case Regression.SPEED_INVERSE_TIME:
            fit = line_fit([1 / t for _, t in trials], [d / t for d, t in trials])
            found = _linear(fit.offset, fit.slope, fit, regression)
        case Regression.HYPERBOLA:
            found = _hyperbola(trials, needed)
        case Regression.HYPERBOLA_3:
            found = _hyperbola(trials, needed)
    if found.critical_speed_mps <= 0 or found.d_prime_m <= 0:
        raise InputError(
            f"efforts give a critical speed of {found.critical_speed_mps:.2f} m/s and "
            f"a D′ of {found.d_prime_m:.0f} m; the longer effort must be the slower"
        )
    return found


def critical_speed_of_vdot(vdot_ml_kg_min: float) -> CriticalSpeed:
    """Return the critical speed and D′ that VDOT's own efforts of 4 to 20 min imply.

    Parameters
    ----------
    vdot_ml_kg_min : float
        VDOT. [ml/kg/min]

    Returns
    -------
    CriticalSpeed
        Without standard errors.

    Notes
    -----
    :func:`critical_speed` through the distances that VDOT predicts for
    :data:`VDOT_TRIALS_S`. It gives 92 to 94 % of the speed at VDOT; measured in
    runners it was 90.7 % of the speed at VO2max [1]_. Evidence: inferred, for runners
    without two efforts of their own.

    References
    ----------
    .. [1] C. Foster et al., 2022: 4.37 against 4.82 m/s, races of one and two miles.
       As reproduced.

    Examples
    --------
    >>> round(critical_speed_of_vdot(54.0).critical_speed_mps, 1)
    4.3
    """
    speeds = [
        speed_of_cost(vdot_ml_kg_min * sustainable_fraction(t)) for t in VDOT_TRIALS_S
    ]
    found = critical_speed(
        [(v * t, t) for v, t in zip(speeds, VDOT_TRIALS_S, strict=True)]
    )
    # Predicted efforts hug their line: its standard errors would say nothing.
    return replace(found, critical_speed_se_mps=None, d_prime_se_m=None)


def balance_step(
    balance_m: float,
    speed_mps: float,
    duration_s: float,
    critical_speed_mps: float,
    d_prime_m: float,
) -> float:
    r"""Return what is left of D′ after a time at a steady speed.

    Parameters
    ----------
    balance_m : float
        What is left before; at most `d_prime_m`. [m]
    speed_mps : float
        Speed on level ground. [m/s]
    duration_s : float
        How long. [s]
    critical_speed_mps, d_prime_m : float
        The runner's. [m/s], [m]

    Returns
    -------
    float
        What is left then; below zero if the model says that it cannot be run. [m]

    Notes
    -----
    Above critical speed :math:`S` it falls by :math:`(v - S) t`; below, the missing
    part shrinks as :math:`e^{-(S - v) t / D}` [1]_. Exact, so a cut interval gives the
    same balance. Evidence: supported in cycling, carried over to running.

    References
    ----------
    .. [1] P. F. Skiba et al., Intramuscular determinants of the ability to recover
       work capacity above critical power. *Eur J Appl Physiol* 115, 2015. As
       reproduced.

    Examples
    --------
    >>> round(balance_step(110, 4.0, 180, 4.8, 200), 3)
    156.192
    """
    excess_mps = speed_mps - critical_speed_mps
    if excess_mps >= 0:
        return balance_m - excess_mps * duration_s
    missing_m = d_prime_m - balance_m
    return d_prime_m - missing_m * math.exp(excess_mps * duration_s / d_prime_m)


def _linear(
    speed_mps: float, d_prime_m: float, fit: Fit, regression: Regression
) -> CriticalSpeed:
    errors = fit.slope_se, fit.offset_se
    if regression is Regression.SPEED_INVERSE_TIME:
        errors = errors[1], errors[0]
    return CriticalSpeed(speed_mps, d_prime_m, *errors, regression)


def _hyperbola(trials: Sequence[Trial], parameters: int) -> CriticalSpeed:
    """Return the best curve of two or three parameters."""
    speeds = [d / t for d, t in trials]
    times = [t for _, t in trials]
    slowest = min(speeds)

    def line_at(share: float) -> Fit:
        inverse = [1 / (v - share * slowest) for v in speeds]
        return line_fit(inverse, times, through_zero=parameters == 2)

    best = lowest(lambda share: line_at(share).squares, *SEARCH_SHARES) * slowest
    line = line_at(best / slowest)
    errors = _curve_errors(speeds, best, line, parameters)
    if parameters == 2:
        return CriticalSpeed(best, line.slope, *errors, Regression.HYPERBOLA)
    if line.offset >= 0:
        raise InputError(
            "efforts show no greatest speed; use a curve of two parameters"
        )
    greatest = best - line.slope / line.offset
    return CriticalSpeed(best, line.slope, *errors, Regression.HYPERBOLA_3, greatest)


def _curve_errors(
    speeds: list[float], critical_mps: float, line: Fit, parameters: int
) -> tuple[float | None, float | None]:
    """Return the standard errors of critical speed and D′ from the derivatives."""
    spare = len(speeds) - parameters
    if spare == 0:
        return None, None
    rows = [
        [line.slope / (v - critical_mps) ** 2, 1 / (v - critical_mps), 1.0][:parameters]
        for v in speeds
    ]
    speed_part, distance_part = variance_diagonal(rows)[:2]
    noise = line.squares / spare
    return math.sqrt(noise * speed_part), math.sqrt(noise * distance_part)
