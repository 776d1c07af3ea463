"""Where a runner's heart and speed end, as far as ordinary runs show it.

Maximum heart rate is never seen in easy runs; what is seen bounds it from below. So the
highest heart rate that several runs held is combined with what people of that age have.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

from negsplit.calibrate.estimate import (
    FEWEST_RUNS,
    Basis,
    Estimate,
    given,
    of_population,
)
from negsplit.physiology.heart_rate import (
    MAX_HR_STANDARD_ERROR_BPM,
    TANAKA_PER_YEAR_BPM,
    max_hr_of_age,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.athlete import Athlete

# Runs whose highest heart rates lie this close bear each other out.
AGREEING_BPM = 5.0
# Among so many runs two sensors fail alike by chance (inferred).
MANY_RUNS = 10
# Inferred: how far below the maximum the hardest of several ordinary runs stays, on
# average; most runners have a hard finish or a hill among them.
MEAN_SHORTFALL_BPM = 6.0
# Age of a runner who does not say, and how far off that is (convention: adult runners).
UNKNOWN_AGE_YEARS, UNKNOWN_AGE_SPREAD_YEARS = 40.0, 12.0
# Mean of 92 457 adults (G. Quer et al., PLoS ONE 15, 2020; abstract read). The spread
# is that of another study by wrist, 8 bpm (abstract read).
RESTING_HR_BPM, RESTING_HR_SPREAD_BPM = 65.0, 8.0


def max_hr_seen(held_bpm: Sequence[float]) -> float | None:
    """Return the highest heart rate that several runs bear out.

    A sensor fails in one run and then in another, so a heart rate counts only if the
    next runs came within :data:`AGREEING_BPM` of it: one more run, of many two.
    """
    if len(held_bpm) < FEWEST_RUNS:
        return None
    ordered = sorted(held_bpm, reverse=True)
    more = 1 if len(held_bpm) < MANY_RUNS else 2
    pairs = zip(ordered, ordered[more:], strict=False)
    borne_out = (high for high, low in pairs if high - low <= AGREEING_BPM)
    return next(borne_out, ordered[more])


def max_heart_rate(held_bpm: Sequence[float], athlete: Athlete) -> Estimate:
    r"""Return maximum heart rate from what runs held and from age.

    Parameters
    ----------
    held_bpm : sequence of float
        The highest heart rate that each run held. [beats/min]
    athlete : Athlete
        Whose maximum heart rate is taken if it is given.

    Returns
    -------
    Estimate
        In beats/min.

    Notes
    -----
    Before the runs: a normal distribution about the mean of the age. The highest rate
    seen, :math:`s`, lies below the maximum by a shortfall that is exponential with
    mean :math:`m`. Then the maximum is normal with mean :math:`\mu - \sigma^2 / m`,
    cut off below :math:`s`; returned are the mean and standard deviation of that.
    Evidence: the age line is established as a mean, the shortfall inferred.

    Examples
    --------
    >>> from negsplit.athlete import Athlete
    >>> round(max_heart_rate([188, 187, 180], Athlete(age_years=40)).value)
    191
    """
    if athlete.max_hr_bpm is not None:
        return given(athlete.max_hr_bpm)
    mean, spread = _max_hr_of_people(athlete.age_years)
    seen = max_hr_seen(held_bpm)
    if seen is None:
        return of_population(mean, spread)
    value, error = _normal_above(mean - spread**2 / MEAN_SHORTFALL_BPM, spread, seen)
    return Estimate(value, error, len(held_bpm), Basis.MEASURED)


def _max_hr_of_people(age_years: float | None) -> tuple[float, float]:
    """Return mean and spread of the maximum heart rate of people of an age."""
    spread = MAX_HR_STANDARD_ERROR_BPM[1]
    if age_years is not None:
        return max_hr_of_age(age_years), spread
    unsure = TANAKA_PER_YEAR_BPM * UNKNOWN_AGE_SPREAD_YEARS
    return max_hr_of_age(UNKNOWN_AGE_YEARS), math.hypot(spread, unsure)


def _normal_above(mean: float, spread: float, low: float) -> tuple[float, float]:
    """Return mean and standard deviation of a normal distribution cut off below."""
    unit = NormalDist()
    edge = (low - mean) / spread
    # Far out in the tail the hazard is the edge itself, and a little more.
    tail = 1 - unit.cdf(edge)
    hazard = unit.pdf(edge) / tail if tail > 1e-9 else edge + 1 / max(edge, 1.0)
    share = 1 + edge * hazard - hazard**2
    return mean + spread * hazard, spread * math.sqrt(max(share, 1e-4))


def resting_heart_rate(athlete: Athlete) -> Estimate:
    """Return the resting heart rate as given, else that of people in general."""
    if athlete.resting_hr_bpm is not None:
        return given(athlete.resting_hr_bpm)
    return of_population(RESTING_HR_BPM, RESTING_HR_SPREAD_BPM)
