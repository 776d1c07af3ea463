"""Race times from race times, with an interval.

The logarithm of a runner's time over that of distance is a typical curve, moved up or
down by ability, and around it a random walk: what a runner is better at changes little
by little with distance, faster beyond the half marathon. Each race shows the curve
with the luck of a day. What races say of other distances then follows by Gauss's rule
for conditioning: near distances count most, one race leaves more open than three, and
no faster race ever makes a prediction slower.

The curve and its spreads are fitted to what was published of the best times of 797
recreational runners (:data:`EXPONENTS` and below), by ``benchmarks/prediction_fit.py``.
How the range widens for slower runners, and what the weekly distance is worth, are
fitted to the times of these and of the 2303 runners of a survey, by
``benchmarks/prediction_ranges.py``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from negsplit.errors import MissingInputError
from negsplit.physiology.daniels import check_range
from negsplit.physiology.least_squares import solve
from negsplit.physiology.race_formulas import WEEKLY_RANGE_M
from negsplit.units import HALF_MARATHON_M, MARATHON_M

if TYPE_CHECKING:
    from collections.abc import Sequence

# Typical exponents of time over distance up to 10 km, up to the half and beyond. The
# medians of 797 runners were 1.079 from 5 to 10 km, 1.090 from 5 km to the marathon and
# 1.123 from half to full; these three fit them and the errors of five formulas at once.
EXPONENTS = (1.0835, 1.0689, 1.1248)
BENDS_LOG_M = (math.log(10_000.0), math.log(HALF_MARATHON_M))
ORIGIN_LOG_M = math.log(5000.0)
# The same runners: a median marathon of 3:20:33, and from it by the curve this 5 km.
TYPICAL_5K_S = 1172.0
# World records (5000 m 12:35.36, marathon 2:00:35) have an exponent of 1.059 from 5 km
# to the marathon where these runners have 1.091: 0.07 for each e-fold of speed. Records
# over 1500 m, 1.08 below 5 km, tell of no such change there.
ABILITY_TILT = 0.07
# Standard deviations of log time, fitted to the spread of three exponents among the
# 797 and to the errors of five formulas: the luck of a race, and the walk for each
# square root of an e-fold of distance up to the half and beyond. Rounded up by a
# fiftieth, for errors have longer tails than normal ones. Luck and walk can be traded
# for each other, from 0.013 to 0.018 of luck, with hardly a change.
RACE_SPREAD = 0.0165
WALK_SPREAD, FAR_WALK_SPREAD = 0.032, 0.0415
# Ability is as good as unknown: a factor of e squared either way.
LEVEL_SPREAD = 2.0
# Four in five lie within this many standard deviations.
FOUR_IN_FIVE_Z = 1.2816
# Slower runners' times lie further from their curve. The logarithm of the width over
# that of the typical runner, by how far the predicted time is above the typical one
# (both in log time): where it is 0; its rise; and what it rises more beyond a level of
# 0.2, a 5 km of 23:50. Fitted so that 80 % hold in each third of the 797, and of the
# survey's runners in the races for which they were fit.
WIDTH_AT_TYPICAL, WIDTH_RISE = -0.01, 0.6
WIDTH_BEND, WIDTH_FURTHER_RISE = 0.2, 2.0
# Levels between which there were runners.
WIDTH_LEVELS = (-0.4, 0.6)
# Log marathon time for each e-fold of weekly distance above what is usual for runners
# of such times: 74 km at the typical marathon of 3:20, and 1.78 e-folds less for each
# of time. 929 runners of the survey; in a third of them that was left out of the fit
# the mean error fell from 4.86 to 4.70 %.
WEEKLY_EXPONENT = -0.068
USUAL_WEEK_M, USUAL_WEEK_FALL = 73_700.0, 1.78
# Nine in ten of them ran between half an e-fold less and more than usual; who runs
# still more is taken to run so much.
WEEKLY_REACH = 0.5

DISTANCE_RANGE_M = (1500.0, 50_000.0)


class PredictionModel(Enum):
    """Which model a predicted time comes from."""

    PERSONAL_CURVE = "personal curve"
    WEEKLY_DISTANCE = "weekly distance"


@dataclass(frozen=True, slots=True)
class Prediction:
    """A predicted time, and the interval that four in five runners finish in."""

    duration_s: float
    low_s: float
    high_s: float
    model: PredictionModel


def predict(
    races: Sequence[tuple[float, float]],
    target_m: float,
    weekly_distance_m: float | None = None,
) -> Prediction:
    r"""Return the predicted time over a distance, with an interval.

    Parameters
    ----------
    races : sequence of (distance_m, duration_s)
        Race results, at least one.
    target_m : float
        Distance to predict. [m]
    weekly_distance_m : float, optional
        Distance run in a usual week; used for the marathon by who has not raced one,
        whom it moves by at most 3.4 %, and never below two half marathons. [m]

    Returns
    -------
    Prediction
        Time, and the interval for four runners in five.

    Raises
    ------
    MissingInputError
        If there is no race.
    OutOfRangeError
        If the distance is not between 1500 m and 50 km.

    Notes
    -----
    Regression with a Gaussian process on :math:`x = \ln d`: the mean is
    :func:`typical_log_time`, the covariance :func:`covariance` and
    :data:`RACE_SPREAD` squared for each race, the one to come included. Left-out
    distances of the 797 runners are expected to be missed by 2.8 % (5 km), 2.2 %
    (10 km), 2.4 % (half) and 3.2 % (marathon) in the mean; best times of a life, not of
    one season, so an upper bound. Evidence: supported; few runners under 2:45 for the
    marathon are behind it.

    Examples
    --------
    >>> found = predict([(5000, 1200)], 10000)
    >>> round(found.low_s), round(found.duration_s), round(found.high_s)
    (2431, 2546, 2666)
    """
    check_range("distance in m", target_m, DISTANCE_RANGE_M)
    if not races:
        raise MissingInputError("a prediction needs a race result; none is given")
    log_s, spread = _conditioned(races, target_m)
    level = log_s - typical_log_time(math.log(target_m))
    factor = math.exp(FOUR_IN_FIVE_Z * spread * _width(level))
    model = PredictionModel.PERSONAL_CURVE
    if weekly_distance_m is not None and target_m == MARATHON_M > max(races)[0]:
        two_halves = math.log(2) + _conditioned(races, HALF_MARATHON_M)[0]
        log_s = max(
            log_s + _weekly_shift(weekly_distance_m, level), min(log_s, two_halves)
        )
        model = PredictionModel.WEEKLY_DISTANCE
    duration_s = math.exp(log_s)
    return Prediction(duration_s, duration_s / factor, duration_s * factor, model)


def log_spread(races: Sequence[tuple[float, float]], target_m: float) -> float:
    """Return the standard deviation of log time that races leave, for most runners.

    Without what slower runners' times scatter more, which is from race to race.

    Parameters
    ----------
    races : sequence of (distance_m, duration_s)
        Race results, at least one.
    target_m : float
        Distance. [m]
    """
    return _conditioned(races, target_m)[1]


def typical_log_time(log_m: float) -> float:
    """Return the logarithm of the typical runner's time.

    Parameters
    ----------
    log_m : float
        Logarithm of a distance in metres.

    Returns
    -------
    float
        Logarithm of the time in seconds.

    Examples
    --------
    >>> round(math.exp(typical_log_time(math.log(42195))))
    12030
    """
    first, second = BENDS_LOG_M
    up_to_ten, up_to_half, beyond = EXPONENTS
    return (
        math.log(TYPICAL_5K_S)
        + up_to_ten * (min(log_m, first) - ORIGIN_LOG_M)
        + up_to_half * (min(max(log_m, first), second) - first)
        + beyond * (max(log_m, second) - second)
    )


def covariance(first_log_m: float, second_log_m: float) -> float:
    r"""Return how a runner's departures from the typical curve go together.

    Parameters
    ----------
    first_log_m, second_log_m : float
        Logarithms of two distances in metres.

    Returns
    -------
    float
        Covariance of log times, without the luck of a day.

    Notes
    -----
    Ability :math:`a` moves the curve by :math:`a (1 + 0.07 \ln (d / 5\,km))` above
    5 km; the walk starts there in both directions, so its covariance is the part of
    the way that both distances share.
    """
    ability = LEVEL_SPREAD**2 * _loading(first_log_m) * _loading(second_log_m)
    ways = _way(first_log_m), _way(second_log_m)
    same_side = ways[0] * ways[1] > 0
    return ability + (min(map(abs, ways)) if same_side else 0.0)


def _conditioned(
    races: Sequence[tuple[float, float]], target_m: float
) -> tuple[float, float]:
    """Return the mean and the standard deviation of log time, given the races."""
    x = [math.log(distance_m) for distance_m, _ in races]
    above = [math.log(races[i][1]) - typical_log_time(x[i]) for i in range(len(x))]
    luck = RACE_SPREAD**2
    between = [
        [covariance(a, b) + luck * (i == j) for j, b in enumerate(x)]
        for i, a in enumerate(x)
    ]
    target = math.log(target_m)
    shared = [covariance(a, target) for a in x]
    weights = solve(between, shared)
    mean = sum(w * y for w, y in zip(weights, above, strict=True))
    known = sum(w * c for w, c in zip(weights, shared, strict=True))
    variance = covariance(target, target) + luck - known
    return typical_log_time(target) + mean, math.sqrt(variance)


def _width(level: float) -> float:
    """Return how wide a runner's range is over the typical runner's."""
    low, high = WIDTH_LEVELS
    inside = min(max(level, low), high)
    further = WIDTH_FURTHER_RISE * max(inside - WIDTH_BEND, 0.0)
    return math.exp(WIDTH_AT_TYPICAL + WIDTH_RISE * inside + further)


def _weekly_shift(weekly_distance_m: float, level: float) -> float:
    """Return what the weekly distance adds to log marathon time."""
    check_range("weekly distance in m", weekly_distance_m, WEEKLY_RANGE_M)
    low, high = WIDTH_LEVELS
    usual = math.log(USUAL_WEEK_M) - USUAL_WEEK_FALL * min(max(level, low), high)
    above = math.log(weekly_distance_m) - usual
    return WEEKLY_EXPONENT * min(max(above, -WEEKLY_REACH), WEEKLY_REACH)


def _loading(log_m: float) -> float:
    return 1 + ABILITY_TILT * max(log_m - ORIGIN_LOG_M, 0.0)


def _way(log_m: float) -> float:
    """Return the walk's variance from 5 km, negative towards shorter distances."""
    half = BENDS_LOG_M[1]
    near = WALK_SPREAD**2 * (min(log_m, half) - ORIGIN_LOG_M)
    return near + FAR_WALK_SPREAD**2 * max(log_m - half, 0.0)
