r"""How likely a goal is, and what would be nearer.

What a runner would race today is lognormal (``physiology/prediction``). Training then
raises VDOT by a gain that nobody knows beforehand: its mean and spread are those of
training studies, more for who is untrained, less with every further week, and those of
the runner's own months where there are enough of them. Both together say how the time
on the day is spread, and the goal's share of it is the chance.

* Trained: Helgerud et al. 2007, eight weeks, four ways of training: VO2max rose by
  nothing to 7.2 %; mean and spread of 0, 0, 5.5 and 7.2 % are both 3.2 %.
* Untrained: Bouchard et al. 1999, twenty weeks, 481 sedentary adults: some 400 ml/min
  more, from little or nothing to over 1000. In percent 16 with a spread of 9: the 2.4
  litres that these are percent of, and the spread, are from memory.

That the one turns into the other with VDOT and weekly running, and that eight further
weeks bring half of what the eight before did, is inferred.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from math import exp, exp2, inf, log, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from negsplit.errors import OutOfRangeError
from negsplit.physiology.daniels import calculator_race_time, vdot
from negsplit.physiology.prediction import FOUR_IN_FIVE_Z
from negsplit.plan import Aim, AimKind
from negsplit.planning.form_today import form_today
from negsplit.planning.season import LONGEST_SEASON

if TYPE_CHECKING:
    from datetime import date

    from negsplit.athlete import Athlete
    from negsplit.physiology.prediction import Prediction
    from negsplit.planning.own_trend import Trend
    from negsplit.planning.season import Recent

# Mean and spread of what eight weeks bring the trained, as log VDOT a week.
TRAINED = (log(1.032) / 8, 0.032 / 8)
HALVING_WEEKS = 8.0
# The same of the untrained: 16 and 9 % in twenty weeks, which count as 13.2.
UNTRAINED = (log(1.16) / 13.2, 0.09 / 13.2)
# Between these VDOTs runners are less and less untrained, and between no running and so
# many hours a week; who does not say what they run counts as half-way. Ours.
UNTRAINED_VDOT, TRAINED_VDOT = 35.0, 55.0
TRAINED_WEEK_S, UNKNOWN_SHARE = 5 * 3600.0, 0.5
# Most see improvement after four to six weeks (the article on pace): before five, less
# than in proportion.
FIRST_WEEKS = 5.0
# Below this chance something nearer is offered, and that has this one; ours.
OFFER_BELOW, NEARER_FRAC = 0.25, 0.5
# Steps that goals are rounded up to, by how long the race takes.
ROUND_S = ((1500.0, 5.0), (4000.0, 15.0), (inf, 60.0))
# Elasticity of race time against VDOT where the race lies outside the equations.
USUAL_ELASTICITY = 0.9


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely a time on a day is, and what that rests on.

    Parameters
    ----------
    aim : Aim
        The race and its time.
    now : Prediction
        What would be run today.
    weeks : float
        Until then.
    gain_frac, gain_low_frac, gain_high_frac : float
        By how much training shortens the time, and between what four times in five.
    then_s, then_low_s, then_high_s : float
        The time on the day, with the interval for four in five. [s]
    probability : float
        Of the goal.
    trend : Trend, optional
        The runner's own months, where they were used.
    nearer : Aim, optional
        A time on the same day that is as likely as not, where the goal is out of reach.
    later : Aim, optional
        The same time on a day by which it is as likely as not.
    """

    aim: Aim
    now: Prediction
    weeks: float
    gain_frac: float
    gain_low_frac: float
    gain_high_frac: float
    then_s: float
    then_low_s: float
    then_high_s: float
    probability: float
    trend: Trend | None = None
    nearer: Aim | None = None
    later: Aim | None = None

    @property
    def ask_frac(self) -> float:
        """By how much the goal is faster than today's time, as a share of that."""
        return 1 - (self.aim.target_s or self.now.duration_s) / self.now.duration_s

    @property
    def reachable(self) -> Aim:
        """The goal, or the nearer one where it is out of reach."""
        return self.nearer or self.aim


def chance_of(
    aim: Aim,
    athlete: Athlete,
    today: date,
    recent: Recent,
    trend: Trend | None = None,
) -> Chance:
    """Return how likely a race goal is.

    Raises
    ------
    MissingInputError
        If neither a race nor a VDOT is known.
    """
    distance_m, target_s = aim.distance_m or 0.0, aim.target_s or 0.0
    now = form_today(athlete, distance_m)
    odds = _Odds(now, distance_m, _rate(now, distance_m, recent, trend))
    weeks = (aim.day - today).days / 7
    found = odds.chance(aim, weeks, trend)
    if found.probability >= OFFER_BELOW:
        return found
    return replace(
        found,
        nearer=replace(aim, target_s=max(_rounded(found.then_s), target_s)),
        later=_later(odds, aim, today),
    )


def counted_weeks(weeks: float) -> float:
    """Return how many weeks of the first eight so many weeks are worth.

    >>> [round(counted_weeks(weeks), 1) for weeks in (4, 8, 16, 24)]
    [3.7, 8.0, 12.0, 14.0]
    """
    start = min(max(weeks, 0.0) / FIRST_WEEKS, 1.0)
    left = exp2(-max(weeks, 0.0) / HALVING_WEEKS)
    return start * 2 * HALVING_WEEKS * (1 - left)


@dataclass(frozen=True, slots=True)
class _Odds:
    """What the time on a day is spread like."""

    now: Prediction
    distance_m: float
    rate: tuple[float, float]

    def chance(self, aim: Aim, weeks: float, trend: Trend | None) -> Chance:
        power = _elasticity(self.now, self.distance_m)
        mean, spread = (power * counted_weeks(weeks) * value for value in self.rate)
        luck = log(self.now.high_s / self.now.duration_s) / FOUR_IN_FIVE_Z
        middle, width = log(self.now.duration_s) - mean, sqrt(luck**2 + spread**2)
        share = NormalDist(middle, width).cdf(log(aim.target_s or exp(middle)))
        z = FOUR_IN_FIVE_Z
        return Chance(
            aim,
            self.now,
            weeks,
            gain_frac=1 - exp(-mean),
            gain_low_frac=1 - exp(-mean + z * spread),
            gain_high_frac=1 - exp(-mean - z * spread),
            then_s=exp(middle),
            then_low_s=exp(middle - z * width),
            then_high_s=exp(middle + z * width),
            probability=share,
            trend=trend,
        )


def _rate(
    now: Prediction, distance_m: float, recent: Recent, trend: Trend | None
) -> tuple[float, float]:
    """Return what a week brings, as log VDOT, and how unsure that is."""
    share = _untrained_share(now, distance_m, recent)
    mean, spread = (
        trained + share * (untrained - trained)
        for trained, untrained in zip(TRAINED, UNTRAINED, strict=True)
    )
    if trend is None:
        return mean, spread
    # Two witnesses of one rate, each counted by how sure it is.
    known, own = 1 / spread**2, 1 / trend.error_per_week**2
    middle = (known * mean + own * trend.gain_per_week) / (known + own)
    return middle, 1 / sqrt(known + own)


def _untrained_share(now: Prediction, distance_m: float, recent: Recent) -> float:
    try:
        level = vdot(distance_m, now.duration_s)
    except OutOfRangeError:
        level = UNTRAINED_VDOT
    room = (TRAINED_VDOT - level) / (TRAINED_VDOT - UNTRAINED_VDOT)
    unused = UNKNOWN_SHARE
    if recent.weekly_s is not None:
        unused = max(1 - recent.weekly_s / TRAINED_WEEK_S, 0.0)
    return min(max(room, 0.0), 1.0) * unused


def _elasticity(now: Prediction, distance_m: float) -> float:
    """Return by how many percent a race is faster for one percent of VDOT."""
    try:
        level = vdot(distance_m, now.duration_s)
        times = [calculator_race_time(distance_m, level * k) for k in (0.99, 1.01)]
    except OutOfRangeError:
        return USUAL_ELASTICITY
    return log(times[0] / times[1]) / log(1.01 / 0.99)


def _later(odds: _Odds, aim: Aim, today: date) -> Aim | None:
    """Return the same goal on the first day by which it is as likely as not."""
    day = aim.day
    while (day := day + timedelta(weeks=1)) - today <= LONGEST_SEASON:
        found = odds.chance(aim, (day - today).days / 7, None)
        if found.probability >= NEARER_FRAC:
            return Aim(AimKind.RACE, day, aim.distance_m, aim.target_s)
    return None


def _rounded(seconds: float) -> float:
    """Return a time rounded up to one that a runner would aim at."""
    step = next(step for most, step in ROUND_S if seconds <= most)
    return -(-seconds // step) * step
