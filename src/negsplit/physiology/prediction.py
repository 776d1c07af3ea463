"""Race times from race times, with an interval.

VDOT and Riegel say what a runner could do with equal training for every distance;
recreational runners are 4 to 5 % slower over the marathon than both. So predictions
come from the runner's own exponent, pulled towards that of most runners, and from
weekly distance where it is known; the others stand here to be compared.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from negsplit.errors import MissingInputError
from negsplit.physiology.daniels import check_range
from negsplit.units import MARATHON_M, MILE_M

if TYPE_CHECKING:
    from collections.abc import Sequence

# Riegel 1981; the study behind the mileage model found 1.07 for its own runners.
RIEGEL_EXPONENT = 1.06
VICKERS_RIEGEL_EXPONENT = 1.07

# The exponent most of 797 recreational runners had from 5 km to the marathon (median
# of their best times), and how firmly one runner's own is pulled towards it: the
# ridge penalty with the least error when one distance in four was left out.
PRIOR_EXPONENT = 1.09
RIDGE_PENALTY = 2.0

# The same runners: true time over predicted time, tenth and ninetieth percentile of
# 100 runners, by the distance that was left out. Best times of a life, not of one
# season: an upper bound of the error.
INTERVAL_FACTORS = (
    (5000.0, 1 / 1.042, 1 / 0.947),
    (10000.0, 1 / 1.035, 1 / 0.964),
    (21097.5, 1 / 1.057, 1 / 0.986),
    (MARATHON_M, 1 / 1.030, 1 / 0.923),
)
# From one race instead of three the interval was wider by this share for each natural
# logarithm of the ratio of distances: 1.2 times from half to full, 1.6 from 5 km.
ONE_RACE_WIDENING = 0.3

DISTANCE_RANGE_M = (1500.0, 50_000.0)
# Guards against mistaken units, not limits of the study: 5 to 150 miles a week.
WEEKLY_RANGE_M = (8_000.0, 241_000.0)


class PredictionModel(Enum):
    """Which model a predicted time comes from."""

    PERSONAL_EXPONENT = "personal exponent"
    WEEKLY_DISTANCE = "weekly distance"


@dataclass(frozen=True, slots=True)
class Prediction:
    """A predicted time, and the interval that four in five runners finished in."""

    duration_s: float
    low_s: float
    high_s: float
    model: PredictionModel


def riegel(
    distance_m: float,
    duration_s: float,
    target_m: float,
    exponent: float = RIEGEL_EXPONENT,
) -> float:
    """Return the time over another distance by a power of the ratio of distances.

    Parameters
    ----------
    distance_m, duration_s : float
        A race. [m], [s]
    target_m : float
        The other distance. [m]
    exponent : float
        Power of the ratio.

    Returns
    -------
    float
        Predicted time. [s]

    Notes
    -----
    For efforts of 3.5 to 230 minutes [1]_. Evidence: established as a mean;
    optimistic for recreational marathons.

    References
    ----------
    .. [1] P. S. Riegel, Athletic records and human endurance. *American Scientist*
       69, 1981.

    Examples
    --------
    >>> round(riegel(10000, 2024, 42195))
    9311
    """
    return duration_s * math.pow(target_m / distance_m, exponent)


def cameron(distance_m: float, duration_s: float, target_m: float) -> float:
    r"""Return the time over another distance by Cameron's formula.

    Parameters
    ----------
    distance_m, duration_s : float
        A race. [m], [s]
    target_m : float
        The other distance. [m]

    Returns
    -------
    float
        Predicted time. [s]

    Notes
    -----
    Speeds relate as :math:`f(d) = 13.49681 - 0.048865\,d + 2.438936 / d^{0.7905}`
    with :math:`d` in miles, a fit to the world's best times [1]_.

    References
    ----------
    .. [1] D. F. Cameron, 1998, as reproduced in public code.

    Examples
    --------
    >>> round(cameron(5000, 1200, 10000), 2)
    2499.66
    """
    ratio = _cameron(distance_m / MILE_M) / _cameron(target_m / MILE_M)
    return duration_s / distance_m * ratio * target_m


def _cameron(d: float) -> float:
    return 13.49681 - 0.048865 * d + 2.438936 / math.pow(d, 0.7905)


def personal_exponent(races: Sequence[tuple[float, float]]) -> float:
    r"""Return a runner's own exponent, pulled towards that of most runners.

    Parameters
    ----------
    races : sequence of (distance_m, duration_s)
        Race results, at least one.

    Returns
    -------
    float
        Exponent of time over distance.

    Raises
    ------
    MissingInputError
        If there is no race.

    Notes
    -----
    Ridge regression of log time on log distance, with the penalty on the departure
    from the prior: :math:`k = (S_{xy} + 2 \cdot 1.09) / (S_{xx} + 2)`. One race
    alone says nothing of the exponent and gives the prior.
    """
    x, y = _logs(races)
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    sxx = sum((a - mean_x) ** 2 for a in x)
    sxy = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return (sxy + RIDGE_PENALTY * PRIOR_EXPONENT) / (sxx + RIDGE_PENALTY)


def predict(
    races: Sequence[tuple[float, float]],
    target_m: float,
    weekly_distance_m: float | None = None,
) -> Prediction:
    """Return the predicted time over a distance, with an interval.

    Parameters
    ----------
    races : sequence of (distance_m, duration_s)
        Race results, at least one.
    target_m : float
        Distance to predict. [m]
    weekly_distance_m : float, optional
        Distance run in a usual week; used for the marathon only. [m]

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
    The line of :func:`personal_exponent` through the mean of the races. Left-out
    distances of 797 recreational runners were missed by 3.0 % (5 km), 2.2 %
    (10 km), 3.0 % (half) and 3.5 % (marathon) in the mean. Evidence: supported.
    """
    check_range("distance in m", target_m, DISTANCE_RANGE_M)
    x, y = _logs(races)
    if weekly_distance_m is not None and target_m == MARATHON_M:
        model = PredictionModel.WEEKLY_DISTANCE
        duration_s = marathon_by_weekly_distance(races, weekly_distance_m)
    else:
        model = PredictionModel.PERSONAL_EXPONENT
        reach = math.log(target_m) - sum(x) / len(x)
        duration_s = math.exp(sum(y) / len(y) + personal_exponent(races) * reach)
    low, high = _interval(target_m, x)
    return Prediction(duration_s, duration_s * low, duration_s * high, model)


def marathon_by_weekly_distance(
    races: Sequence[tuple[float, float]], weekly_distance_m: float
) -> float:
    """Return a marathon time from races and weekly distance.

    Parameters
    ----------
    races : sequence of (distance_m, duration_s)
        Race results; the longest under the marathon is used, and the next longest
        where there is one.
    weekly_distance_m : float
        Distance run in a usual week. [m]

    Returns
    -------
    float
        Marathon time. [s]

    Raises
    ------
    MissingInputError
        If there is no race shorter than the marathon.
    OutOfRangeError
        If the weekly distance is implausible.

    Notes
    -----
    The two regressions of Vickers and Vertosick [1]_, with their coefficients as
    found in four independent programs. Several others carry the weekly distance of
    the first ten times too large. Evidence: supported; recreational runners.

    References
    ----------
    .. [1] A. J. Vickers and E. A. Vertosick, An empirical study of race times in
       recreational endurance runners. *BMC Sports Sci Med Rehabil* 8:26, 2016.
    """
    check_range("weekly distance in m", weekly_distance_m, WEEKLY_RANGE_M)
    shorter = sorted(race for race in races if race[0] < MARATHON_M)
    if not shorter:
        raise MissingInputError("a marathon prediction needs a race shorter than it")
    tens = weekly_distance_m / MILE_M / 10  # of miles a week
    d2, t2 = shorter[-1]
    others = [race for race in shorter if race[0] < d2]
    if not others:
        speed = MARATHON_M / riegel(d2, t2, MARATHON_M, VICKERS_RIEGEL_EXPONENT)
        return MARATHON_M / (0.16018617 + 0.83076202 * speed + 0.06423826 * tens)
    d1, t1 = others[-1]
    own = math.log(t2 / t1) / math.log(d2 / d1)
    exponent = 1.4510756 - 0.23797948 * own - 0.01410023 * tens
    return riegel(d2, t2, MARATHON_M, exponent)


def _logs(races: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    if not races:
        raise MissingInputError("a prediction needs a race result; none is given")
    return [math.log(d) for d, _ in races], [math.log(t) for _, t in races]


def _interval(target_m: float, logs: list[float]) -> tuple[float, float]:
    """Return the factors to the low and the high end of the interval."""
    low, high = _factors(target_m)
    wider = 1.0
    if len(set(logs)) == 1:
        wider += ONE_RACE_WIDENING * abs(math.log(target_m) - logs[0])
    return math.pow(low, wider), math.pow(high, wider)


def _factors(target_m: float) -> tuple[float, float]:
    """Return the interval's factors, linear in log distance, level outside."""
    first, last = INTERVAL_FACTORS[0], INTERVAL_FACTORS[-1]
    inside_m = min(max(target_m, first[0]), last[0])
    near, far = next(
        rows for rows in pairwise(INTERVAL_FACTORS) if inside_m <= rows[1][0]
    )
    share = math.log(inside_m / near[0]) / math.log(far[0] / near[0])
    return (
        near[1] + share * (far[1] - near[1]),
        near[2] + share * (far[2] - near[2]),
    )
