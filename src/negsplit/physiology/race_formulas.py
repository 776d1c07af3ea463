"""The published formulas that turn one race time into another.

They hold for equal training over all distances; recreational runners are 4 to 5 %
slower over the marathon, as two regressions on weekly distance know. The prediction
that runners are shown is in :mod:`negsplit.physiology.prediction`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from negsplit.errors import MissingInputError
from negsplit.physiology.daniels import check_range
from negsplit.units import MARATHON_M, MILE_M

if TYPE_CHECKING:
    from collections.abc import Sequence

# Riegel 1981; the study behind the mileage model found 1.07 for its own runners.
RIEGEL_EXPONENT = 1.06
VICKERS_RIEGEL_EXPONENT = 1.07

# Guards against mistaken units, not limits of the study: 5 to 150 miles a week.
WEEKLY_RANGE_M = (8_000.0, 241_000.0)


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
