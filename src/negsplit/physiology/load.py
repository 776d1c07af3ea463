"""One number for how much a run was, and what weeks of it leave behind.

The models do not agree with each other and none is a measurement; a load is compared
only with loads of the same model. Ratios of recent to earlier load are not given here:
as a sign of injury they are an artefact of their own arithmetic.
"""

from __future__ import annotations

import math
from enum import Enum

from negsplit.physiology.daniels import check_range

# Days over which fitness and fatigue fade, by convention.
FITNESS_TAU_DAYS = 42.0
FATIGUE_TAU_DAYS = 7.0


class Weighting(Enum):
    """How steeply Banister weighs hard minutes: factor and exponent.

    The women's factor of 0.86 is second-hand; some programs use the men's for all.
    """

    MEN = (0.64, 1.92)
    WOMEN = (0.86, 1.67)


def trimp(duration_s: float, reserve_frac: float, weighting: Weighting) -> float:
    r"""Return Banister's training impulse of a steady stretch.

    Parameters
    ----------
    duration_s : float
        How long. [s]
    reserve_frac : float
        Fraction of heart-rate reserve, 0 to 1.
    weighting : Weighting
        Of men or women.

    Returns
    -------
    float
        Load. [arbitrary units]

    Raises
    ------
    OutOfRangeError
        If the fraction is not between 0 and 1.

    Notes
    -----
    Minutes :math:`\times\, h\, a\, e^{b h}` [1]_. Evidence: supported.

    References
    ----------
    .. [1] E. W. Banister, Modeling elite athletic performance, 1991. As reproduced.

    Examples
    --------
    >>> round(trimp(3600, 100 / 140, Weighting.MEN), 3)
    108.095
    """
    check_range("fraction of heart-rate reserve", reserve_frac, (0.0, 1.0))
    factor, exponent = weighting.value
    return duration_s / 60 * reserve_frac * factor * math.exp(exponent * reserve_frac)


def pace_load(duration_s: float, adjusted_mps: float, threshold_mps: float) -> float:
    """Return the load of a stretch by pace: 100 for an hour at threshold pace.

    Parameters
    ----------
    duration_s : float
        How long. [s]
    adjusted_mps : float
        Grade-adjusted speed. [m/s]
    threshold_mps : float
        The runner's threshold pace. [m/s]

    Returns
    -------
    float
        Load. [arbitrary units]

    Notes
    -----
    Hours x 100 x the square of the ratio, as running training stress is scored.
    Evidence: heuristic.

    Examples
    --------
    >>> round(pace_load(2700, 1000 / 270, 1000 / 240), 3)
    59.259
    """
    return duration_s / 3600 * 100 * (adjusted_mps / threshold_mps) ** 2


def session_load(duration_s: float, cr10: float) -> float:
    """Return the load of a run by how hard it felt.

    Parameters
    ----------
    duration_s : float
        How long. [s]
    cr10 : float
        Perceived effort of the whole run, 0 to 10.

    Returns
    -------
    float
        Load. [arbitrary units]

    Raises
    ------
    OutOfRangeError
        If the effort is not between 0 and 10.

    Notes
    -----
    Effort times minutes [1]_. Evidence: supported.

    References
    ----------
    .. [1] C. Foster et al., A new approach to monitoring exercise training. *J
       Strength Cond Res* 15, 2001. As reproduced.

    Examples
    --------
    >>> session_load(2700, 6)
    270.0
    """
    check_range("perceived effort", cr10, (0.0, 10.0))
    return duration_s / 60 * cr10


def response_step(
    response_au: float, daily_au: float, duration_days: float, tau_days: float
) -> float:
    r"""Return fitness or fatigue after days of the same daily load.

    Parameters
    ----------
    response_au : float
        Before. [arbitrary units a day]
    daily_au : float
        Load of each of the days. [arbitrary units a day]
    duration_days : float
        How many days. [days]
    tau_days : float
        :data:`FITNESS_TAU_DAYS` or :data:`FATIGUE_TAU_DAYS`. [days]

    Returns
    -------
    float
        Then. [arbitrary units a day]

    Notes
    -----
    A moving average that forgets exponentially: a day weighs
    :math:`1 - e^{-1/\tau}`, so that a cut interval gives the same response. Programs
    that let it weigh :math:`1/\tau` show up to 3 units more for a load of 100 [1]_.
    Evidence: heuristic; the two-response idea is established, the days are convention.

    References
    ----------
    .. [1] E. W. Banister et al., 1975, as simplified in public programs.

    Examples
    --------
    >>> round(response_step(0, 100, 42, FITNESS_TAU_DAYS), 3)
    63.212
    """
    return daily_au + (response_au - daily_au) * math.exp(-duration_days / tau_days)
