r"""For how long an intensity is run without a break in training.

Daniels keeps marathon pace to 110 min, steady threshold to 20 min, and single stretches
at VO2max to 5 min [1]_; his longer tempo runs are slower, 60 min at about 15 s a mile
more than threshold pace. Between these the limit falls evenly in its logarithm, which
is inferred. All-out running of two minutes is the shortest that is asked for.

These are what training asks, not what a race allows: about a third of the time for
which the runner could race at that effort.

References
----------
.. [1] J. Daniels, *Daniels' Running Formula*, 3rd ed., Human Kinetics, 2014, ch. 4. As
   reproduced.
"""

from __future__ import annotations

from itertools import pairwise
from math import exp, inf, log

# Fraction of VDOT and seconds: marathon pace, 15 s a mile slower than threshold pace,
# threshold, 10K effort, VO2max, all-out. 10K effort lies between its neighbours.
LIMITS_S: tuple[tuple[float, float], ...] = (
    (0.80, 6600.0),
    (0.845, 3600.0),
    (0.88, 1200.0),
    (0.93, 720.0),
    (0.98, 300.0),
    (1.10, 120.0),
)


def longest_continuous_s(intensity_frac: float) -> float:
    """Return for how long an intensity is run in training without a break.

    Parameters
    ----------
    intensity_frac : float
        Fraction of VDOT. [1]

    Returns
    -------
    float
        Longest time; infinite below marathon pace. [s]

    Notes
    -----
    Evidence: supported at the published points, inferred between them.

    Examples
    --------
    >>> longest_continuous_s(0.88)
    1200.0
    >>> longest_continuous_s(0.7)
    inf
    """
    if intensity_frac < LIMITS_S[0][0]:
        return inf
    for (low_frac, low_s), (high_frac, high_s) in pairwise(LIMITS_S):
        if intensity_frac <= high_frac:
            share = (intensity_frac - low_frac) / (high_frac - low_frac)
            return round(exp(log(low_s) + share * log(high_s / low_s)), 6)
    return LIMITS_S[-1][1]
