r"""How long an intensity can be kept up at most, and how the time wears on.

Up to seven hours this is the race curve of Daniels and Gilbert [1]_. Their curve levels
out at 80 % of the maximum, below which a runner would never tire; two ultramarathoners
ran 24 hours at half of theirs [2]_, and a line over the logarithm of time leads there.
It agrees with the 60 % that can be kept up for seven hours and longer [3]_.

Perceived effort rises evenly with the share of the possible time that has passed, and
to the same end: at 80 % of the maximum until exhaustion [4]_, and in races of seven
miles and of a half marathon alike [5]_.

References
----------
.. [1] J. Daniels and J. Gilbert, *Oxygen Power*, 1979. As reproduced.
.. [2] C. T. M. Davies and M. W. Thompson, Estimated aerobic performance and energy cost
   of severe exercise of 24 h duration. *Ergonomics* 22, 1979. Abstract read.
.. [3] W. S. Myles, The energy cost of an 80 km run. *Br J Sports Med* 13, 1979.
   Abstract read.
.. [4] T. D. Noakes, Rating of perceived exertion as a predictor of the duration of
   exercise that remains until exhaustion. *Br J Sports Med* 42, 2008; of D. H. Horstman
   et al., 1979. Opening read.
.. [5] J. Faulkner, G. Parfitt and R. Eston, The rating of perceived exertion during
   competitive running scales with time. *Psychophysiology* 45, 2008. Abstract read.
"""

from __future__ import annotations

import math

from negsplit.physiology.daniels import (
    RACE_DURATION_RANGE_S,
    check_range,
    sustainable_fraction,
)

# The race curve is followed to seven hours, so that it holds for nearly everyone's
# marathon; from there a line leads to a day at half of the maximum (Davies and Thompson
# 1979). Where the two meet is ours.
CURVE_TO_S = 7 * 3600.0
DAY_S, DAY_FRAC = 24 * 3600.0, 0.50
POSSIBLE_RANGE_S = (RACE_DURATION_RANGE_S[0], DAY_S)
# The same runner lasts longer on one day than on another: 15.1 % at the speed of 5 km
# (P. B. Laursen et al., Med Sci Sports Exerc 39, 2007; abstract read).
DAY_TO_DAY_FRAC = 0.151


def sustained_fraction(duration_s: float) -> float:
    """Return the fraction of VDOT that can be kept up for a time, from 190 s to a day.

    Parameters
    ----------
    duration_s : float
        How long. [s]

    Returns
    -------
    float
        Fraction of VDOT.

    Raises
    ------
    OutOfRangeError
        If the time is outside :data:`POSSIBLE_RANGE_S`.

    Notes
    -----
    Evidence: supported up to seven hours, heuristic beyond.

    Examples
    --------
    >>> round(sustained_fraction(3600.0), 3), sustained_fraction(86400.0)
    (0.888, 0.5)
    """
    check_range("duration in s", duration_s, POSSIBLE_RANGE_S)
    if duration_s <= CURVE_TO_S:
        return sustainable_fraction(duration_s)
    whole = sustainable_fraction(CURVE_TO_S)
    share = math.log(duration_s / CURVE_TO_S) / math.log(DAY_S / CURVE_TO_S)
    return whole + share * (DAY_FRAC - whole)


def possible_duration(intensity_frac: float) -> float:
    """Return for how long an intensity can be kept up at most: the inverse.

    Parameters
    ----------
    intensity_frac : float
        Fraction of VDOT.

    Returns
    -------
    float
        Duration of an all-out effort at it; level at the ends of
        :data:`POSSIBLE_RANGE_S`. [s]

    Examples
    --------
    >>> round(possible_duration(0.888) / 60), possible_duration(0.3) / 3600
    (60, 24.0)
    """
    low, high = (math.log(end_s) for end_s in POSSIBLE_RANGE_S)
    if intensity_frac <= DAY_FRAC:
        return DAY_S
    while high - low > 1e-9:
        middle = (low + high) / 2
        if sustained_fraction(math.exp(middle)) > intensity_frac:
            low = middle
        else:
            high = middle
    return math.exp(low)


def worn_effort(fresh_cr10: float, spent_frac: float) -> float:
    """Return how hard it feels once a share of what is possible has been spent.

    Parameters
    ----------
    fresh_cr10 : float
        How the intensity feels at its start, 0 to 10.
    spent_frac : float
        Share of the possible time that has passed, or of D′ that is gone.

    Returns
    -------
    float
        Perceived effort, 0 to 10.

    Notes
    -----
    A line from the fresh effort to the highest. Evidence: supported for even efforts;
    that shares of different intensities add up is inferred.

    Examples
    --------
    >>> worn_effort(6.0, 0.0), worn_effort(6.0, 0.5), worn_effort(6.0, 1.2)
    (6.0, 8.0, 10.0)
    """
    return fresh_cr10 + (10.0 - fresh_cr10) * min(max(spent_frac, 0.0), 1.0)
