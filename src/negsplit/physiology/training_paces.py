"""Daniels' five training paces, in the two versions that runners meet, and made safe.

The official calculator and the third edition of the book disagree, by up to 26 s/km
for slow runners, so both are kept under their names. VDOT is never rounded on the way:
rounded to 0.1 it misses one in ten of the calculator's own outputs.

For runners below VDOT 39 the calculator puts a higher VDOT in place of theirs, and then
asks them to train faster than they can race: at VDOT 28 T is faster than 5 km race pace
and I faster than an all-out 1500 m. So the paces that are given unless others are asked
for are the calculator's with the runner's own VDOT, and none is faster than the race it
stands for: M than the marathon, T than 10 km, I than 3 km, R than 1500 m.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

from negsplit.physiology.daniels import (
    VDOT_RANGE_ML_KG_MIN,
    calculator_race_time,
    check_range,
    race_time,
)
from negsplit.units import MARATHON_M


class Profile(Enum):
    """Whose training paces."""

    SAFE = "safe"
    CALCULATOR = "calculator"
    BOOK = "book"


# What is taken unless a runner asks for another.
DEFAULT_PROFILE = Profile.SAFE


@dataclass(frozen=True, slots=True)
class TrainingSpeeds:
    """Daniels' paces as speeds in m/s: E from slow to fast, M, T, I and R."""

    easy_slow_mps: float
    easy_fast_mps: float
    marathon_mps: float
    threshold_mps: float
    interval_mps: float
    repetition_mps: float


# Fractions of VDOT. T, and the calculator's E and I: two public re-implementations of
# the calculator. The book prints paces only: its E and I are fitted here to its table
# by least squares, and the fast end of E is not one fraction: 72.5 % at VDOT 30 and
# 74 % at 85.
THRESHOLD_FRAC = 0.88
EASY_SLOW_FRAC = {Profile.SAFE: 0.62, Profile.CALCULATOR: 0.62, Profile.BOOK: 0.63}
CALCULATOR_EASY_FAST_FRAC = 0.70
BOOK_EASY_FAST_FRAC = (0.725, 0.74)
BOOK_TABLE_VDOT = (30.0, 85.0)
INTERVAL_FRAC = {Profile.SAFE: 0.975, Profile.CALCULATOR: 0.975, Profile.BOOK: 0.974}

# The races that safe paces stand for, the shortest that each may be as fast as: T is
# what can be raced for an hour, I for 10 to 15 min, R for about 5 (Daniels).
THRESHOLD_RACE_M, INTERVAL_RACE_M, REPETITION_RACE_M = 10_000.0, 3000.0, 1500.0
# From here on no fraction of VDOT is faster than its race.
CAPS_BELOW_VDOT = 40.0

# Calculator: R is 6 s per 400 m faster than I. Book: 8 s up to VDOT 47, then 7, and 6
# from 50 on; the line between meets both printed 7s.
CALCULATOR_R_S_PER_400 = 6.0
BOOK_R_S_PER_400 = (8.0, 6.0)
BOOK_R_VDOT = (47.0, 50.0)

# The book, not the calculator, slows M for slow runners: fitted here to its table,
# 0.8 s/km for each point of VDOT under 44, within 1.3 s/km.
BOOK_M_VDOT = 44.0
BOOK_M_S_PER_KM = 0.8

# The calculator's rule for slow runners: below 39, this VDOT stands in for theirs in
# E, I and R, and its mean with theirs in T. Both meet at 39.
SLOW_RUNNER_VDOT = 39.0
# Below this its rule asks for more at easy pace than at threshold. What it shows is
# known down to 21.
CALCULATOR_FROM_VDOT = 20.0
# The calculator's marathon pace is faster than that of the equations, by 0.05 % at
# VDOT 39 and 0.8 % at 20. Safe paces pass from one to the other between these.
OWN_MARATHON_VDOT = (34.0, 39.0)


def training_speeds(
    vdot_ml_kg_min: float, profile: Profile = DEFAULT_PROFILE
) -> TrainingSpeeds:
    """Return the five training paces of a VDOT.

    Parameters
    ----------
    vdot_ml_kg_min : float
        VDOT, unrounded. [ml/kg/min]
    profile : Profile
        Whose paces: the official calculator's or the book's, third edition, or safe.

    Returns
    -------
    TrainingSpeeds
        Speeds in m/s.

    Raises
    ------
    OutOfRangeError
        If the VDOT is outside the range of :mod:`negsplit.physiology.daniels`.

    Notes
    -----
    E, T and I are fractions of VDOT turned into speed by the published regression
    inverse of the oxygen cost; M is the pace of the predicted marathon; R is I less
    some seconds. Evidence: established as a convention, supported as physiology.

    References
    ----------
    .. [1] J. Daniels, *Daniels' Running Formula*, 3rd ed. Human Kinetics, 2014.
       Its table in two public transcriptions.

    Examples
    --------
    >>> round(1000 / training_speeds(54).threshold_mps, 1)
    239.9
    """
    _check(vdot_ml_kg_min, profile)
    slow_frac, fast_frac = easy_fractions(vdot_ml_kg_min, profile)
    interval_mps = speed_at(INTERVAL_FRAC[profile], vdot_ml_kg_min, profile)
    speeds = TrainingSpeeds(
        easy_slow_mps=speed_at(slow_frac, vdot_ml_kg_min, profile),
        easy_fast_mps=speed_at(fast_frac, vdot_ml_kg_min, profile),
        marathon_mps=_marathon_speed(vdot_ml_kg_min, profile),
        threshold_mps=speed_at(THRESHOLD_FRAC, vdot_ml_kg_min, profile),
        interval_mps=interval_mps,
        repetition_mps=_repetition_speed(interval_mps, vdot_ml_kg_min, profile),
    )
    return _capped(speeds, vdot_ml_kg_min) if profile is Profile.SAFE else speeds


def _check(vdot_ml_kg_min: float, profile: Profile) -> None:
    """Refuse what a profile does not know."""
    low, high = VDOT_RANGE_ML_KG_MIN
    if profile is Profile.CALCULATOR:
        low = CALCULATOR_FROM_VDOT
    check_range("VDOT", vdot_ml_kg_min, (low, high))


def _capped(speeds: TrainingSpeeds, vdot_ml_kg_min: float) -> TrainingSpeeds:
    """Return paces that are not faster than the races they stand for."""

    def at_most(speed_mps: float, distance_m: float) -> float:
        return min(speed_mps, distance_m / race_time(distance_m, vdot_ml_kg_min))

    own = _between(vdot_ml_kg_min, OWN_MARATHON_VDOT, (1.0, 0.0))
    lost_mps = speeds.marathon_mps - at_most(speeds.marathon_mps, MARATHON_M)
    return replace(
        speeds,
        marathon_mps=speeds.marathon_mps - own * lost_mps,
        repetition_mps=at_most(speeds.repetition_mps, REPETITION_RACE_M),
    )


def speed_at(
    intensity_frac: float, vdot_ml_kg_min: float, profile: Profile = DEFAULT_PROFILE
) -> float:
    r"""Return the speed at a fraction of VDOT.

    Parameters
    ----------
    intensity_frac : float
        Fraction of VDOT.
    vdot_ml_kg_min : float
        VDOT. [ml/kg/min]
    profile : Profile
        Decides what happens to slow runners.

    Returns
    -------
    float
        Speed. [m/s]

    Notes
    -----
    The regression inverse of the oxygen cost [1]_, with uptake :math:`x` in
    ml/kg/min and :math:`v` in m/min:

    .. math:: v = 29.54 + 5.000663\,x - 0.007546\,x^2

    References
    ----------
    .. [1] Daniels and Gilbert 1979, as reproduced in public code.

    Examples
    --------
    >>> round(1000 / speed_at(0.88, 54.0), 1)
    239.9
    """
    _check(vdot_ml_kg_min, profile)
    x = intensity_frac * _effective_vdot(intensity_frac, vdot_ml_kg_min, profile)
    speed_mps = _regression_speed(x)
    if profile is not Profile.SAFE or vdot_ml_kg_min >= CAPS_BELOW_VDOT:
        return speed_mps
    threshold, interval = _safe_shares(vdot_ml_kg_min)
    if intensity_frac < THRESHOLD_FRAC:
        near, far = CALCULATOR_EASY_FAST_FRAC, THRESHOLD_FRAC
        return speed_mps * _between(intensity_frac, (near, far), (1.0, threshold))
    near, far = THRESHOLD_FRAC, INTERVAL_FRAC[Profile.SAFE]
    return speed_mps * _between(intensity_frac, (near, far), (threshold, interval))


def intensity_of(
    speed_mps: float, vdot_ml_kg_min: float, profile: Profile = DEFAULT_PROFILE
) -> float:
    """Return the fraction of VDOT that a speed takes: the inverse of `speed_at`.

    Parameters
    ----------
    speed_mps : float
        Speed on level ground. [m/s]
    vdot_ml_kg_min : float
        VDOT. [ml/kg/min]
    profile : Profile
        As in :func:`speed_at`.

    Returns
    -------
    float
        Fraction of VDOT.

    Examples
    --------
    >>> round(intensity_of(1000 / 230, 54.0), 3)
    0.927
    """
    is_safe = profile is Profile.SAFE and vdot_ml_kg_min < CAPS_BELOW_VDOT
    if _is_own(vdot_ml_kg_min, profile) and not is_safe:
        return _regression_root(speed_mps * 60) / vdot_ml_kg_min
    low, high = 0.0, 2.0  # speed_at rises over these, so its inverse can be bisected
    while high - low > 1e-9:
        middle = (low + high) / 2
        if speed_at(middle, vdot_ml_kg_min, profile) < speed_mps:
            low = middle
        else:
            high = middle
    return high


def easy_fractions(vdot_ml_kg_min: float, profile: Profile) -> tuple[float, float]:
    """Return the slow and the fast end of E as fractions of VDOT.

    Parameters
    ----------
    vdot_ml_kg_min : float
        VDOT; only the book's fast end depends on it. [ml/kg/min]
    profile : Profile
        Whose E.

    Returns
    -------
    tuple of float
        Slow end and fast end.
    """
    if profile is not Profile.BOOK:
        return EASY_SLOW_FRAC[profile], CALCULATOR_EASY_FAST_FRAC
    fast = _between(vdot_ml_kg_min, BOOK_TABLE_VDOT, BOOK_EASY_FAST_FRAC)
    return EASY_SLOW_FRAC[profile], fast


def _marathon_speed(vdot_ml_kg_min: float, profile: Profile) -> float:
    speed_mps = MARATHON_M / calculator_race_time(MARATHON_M, vdot_ml_kg_min)
    if profile is not Profile.BOOK or vdot_ml_kg_min >= BOOK_M_VDOT:
        return speed_mps
    return 1000 / (1000 / speed_mps + BOOK_M_S_PER_KM * (BOOK_M_VDOT - vdot_ml_kg_min))


def _repetition_speed(
    interval_mps: float, vdot_ml_kg_min: float, profile: Profile
) -> float:
    gain_s = CALCULATOR_R_S_PER_400
    if profile is Profile.BOOK:
        gain_s = _between(vdot_ml_kg_min, BOOK_R_VDOT, BOOK_R_S_PER_400)
    return 400 / (400 / interval_mps - gain_s)


def _effective_vdot(
    intensity_frac: float, vdot_ml_kg_min: float, profile: Profile
) -> float:
    # The calculator knows two stand-ins for slow runners, at E, I and R and at T.
    # Between those paces the stand-in changes evenly here, which is ours: it keeps
    # speed continuous and rising with intensity.
    if _is_own(vdot_ml_kg_min, profile):
        return vdot_ml_kg_min
    stand_in = vdot_ml_kg_min * 2 / 3 + 13
    if intensity_frac < THRESHOLD_FRAC:
        near, far = CALCULATOR_EASY_FAST_FRAC, THRESHOLD_FRAC
        share = _between(intensity_frac, (near, far), (0.0, 0.5))
    else:
        near, far = THRESHOLD_FRAC, INTERVAL_FRAC[Profile.CALCULATOR]
        share = _between(intensity_frac, (near, far), (0.5, 0.0))
    return stand_in + share * (vdot_ml_kg_min - stand_in)


@cache
def _safe_shares(vdot_ml_kg_min: float) -> tuple[float, float]:
    """Return T and I, not faster than their races, over what fractions of VDOT give.

    Between easy running, T and I the share changes evenly, which is ours: every speed
    of a design then rises with intensity and ends where the training paces are.
    """
    shares = []
    for fraction, distance_m in (
        (THRESHOLD_FRAC, THRESHOLD_RACE_M),
        (INTERVAL_FRAC[Profile.SAFE], INTERVAL_RACE_M),
    ):
        raced_mps = distance_m / race_time(distance_m, vdot_ml_kg_min)
        speed_mps = _regression_speed(fraction * vdot_ml_kg_min)
        shares.append(min(raced_mps / speed_mps, 1.0))
    return shares[0], shares[1]


def _regression_speed(x: float) -> float:
    return (29.54 + 5.000663 * x - 0.007546 * x**2) / 60


def _is_own(vdot_ml_kg_min: float, profile: Profile) -> bool:
    """Return whether paces follow from the runner's own VDOT."""
    is_slow = vdot_ml_kg_min < SLOW_RUNNER_VDOT
    return profile is not Profile.CALCULATOR or not is_slow


def _regression_root(v: float) -> float:
    half = 5.000663 / 2
    return (half - math.sqrt(half**2 - 0.007546 * (v - 29.54))) / 0.007546


def _between(
    x: float, across: tuple[float, float], values: tuple[float, float]
) -> float:
    """Return the value on the line between two points, level outside them."""
    share = (x - across[0]) / (across[1] - across[0])
    return values[0] + min(max(share, 0.0), 1.0) * (values[1] - values[0])
