"""What to say of a goal: how likely, why, what would be nearer, what is on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from math import ceil, exp, log
from typing import TYPE_CHECKING

from negsplit.plan import Aim, AimKind
from negsplit.planning.feasibility import Chance, chance_of, counted_weeks
from negsplit.planning.form_today import form_today
from negsplit.planning.request import (
    long_run_needed,
    long_runs_of,
    ready_day,
    weeks_for,
)
from negsplit.planning.season import by_distance
from negsplit.units import HALF_MARATHON_M, MARATHON_M

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.athlete import Athlete
    from negsplit.plan import Week
    from negsplit.planning.own_trend import Trend
    from negsplit.planning.request import Request

# A month is enough to see something (most improve after four to six weeks of it), and
# the last milestone leaves the taper alone; ours.
EVERY_WEEKS, LAST_WEEKS = 4, 2
# On the way a shorter race tells: it tires less. Ours.
TESTS_M = (
    (5_000.0, None),
    (10_000.0, 5_000.0),
    (HALF_MARATHON_M, 10_000.0),
    (MARATHON_M, HALF_MARATHON_M),
    (50_000.0, HALF_MARATHON_M),
)


class Verdict(Enum):
    """A chance in a word."""

    LIKELY = "likely"
    WITHIN_REACH = "within reach"
    AMBITIOUS = "ambitious"
    LONG_SHOT = "a long shot"
    OUT_OF_REACH = "out of reach"
    ENOUGH_TIME = "enough time"
    TOO_SOON = "too soon"


# From which chance on a word is used; ours.
_WORDS = (
    (0.75, Verdict.LIKELY),
    (0.5, Verdict.WITHIN_REACH),
    (0.25, Verdict.AMBITIOUS),
    (0.05, Verdict.LONG_SHOT),
    (0.0, Verdict.OUT_OF_REACH),
)


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something to have reached on the way, on a day.

    Parameters
    ----------
    day : date
        By when.
    distance_m, time_s : float, optional
        A race or a test, and its time. [m], [s]
    longest_s, weekly_s : float, optional
        A long run, and running a week. [s]
    """

    day: date
    distance_m: float | None = None
    time_s: float | None = None
    longest_s: float | None = None
    weekly_s: float | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is to be said of a goal.

    Parameters
    ----------
    aim : Aim
        The goal.
    weeks : float
        Until then.
    verdict : Verdict
        In a word.
    chance : Chance, optional
        For a race against time.
    needed_s, longest_s : float, optional
        For a race to be finished: the long run that it takes, and the longest so far.
    ready_weeks : int, optional
        And in how many weeks the one becomes the other.
    later : Aim, optional
        The same on a day that leaves enough time, where this one does not.
    milestones : tuple of Milestone
        On the way, to what is reachable.
    """

    aim: Aim
    weeks: float
    verdict: Verdict
    chance: Chance | None = None
    needed_s: float | None = None
    longest_s: float | None = None
    ready_weeks: int | None = None
    later: Aim | None = None
    milestones: tuple[Milestone, ...] = ()

    @property
    def reachable(self) -> Aim:
        """The goal, or what is nearer where it is out of reach."""
        return self.aim if self.chance is None else self.chance.reachable


def outlook_of(request: Request, trend: Trend | None = None) -> Outlook:
    """Return what is to be said of the goal of a request.

    Raises
    ------
    InputError
        If the day is past or more than a year away.
    MissingInputError
        If a race against time is to be judged and no race is known.
    """
    aim, athlete, today = request.aim, request.athlete, request.start
    weekly = tuple(_weekly(request))
    weeks = (aim.day - today).days / 7
    match aim.kind:
        case AimKind.RACE:
            found = chance_of(aim, athlete, today, request.recent, trend)
            word = next(word for least, word in _WORDS if found.probability >= least)
            on_the_way = tuple(_races(found, athlete, today))
            return Outlook(
                aim, weeks, word, found, later=found.later, milestones=on_the_way
            )
        case AimKind.FINISH:
            return _finish(request, weeks)
        case _:
            return Outlook(aim, weeks, Verdict.ENOUGH_TIME, milestones=weekly)


def _days(aim: Aim, today: date) -> Iterator[date]:
    """Yield the Sundays of every fourth week, those before the end left out."""
    first = today + timedelta(days=6 - today.weekday())
    last = aim.day - timedelta(weeks=LAST_WEEKS)
    number = 1
    while (day := first + timedelta(weeks=EVERY_WEEKS * number)) <= last:
        yield day
        number += 1


def _races(chance: Chance, athlete: Athlete, today: date) -> Iterator[Milestone]:
    """Yield times on the way, faster as training is reckoned to make them."""
    aim = chance.reachable
    distance_m = by_distance(TESTS_M, aim.distance_m or 0.0) or aim.distance_m or 0.0
    now_s = form_today(athlete, distance_m).duration_s
    wanted = log((aim.target_s or chance.now.duration_s) / chance.now.duration_s)
    whole = counted_weeks(chance.weeks)
    for day in _days(aim, today):
        share = counted_weeks((day - today).days / 7) / whole
        yield Milestone(day, distance_m, now_s * exp(share * min(wanted, 0.0)))


def _finish(request: Request, weeks: float) -> Outlook:
    """Return whether the longest run of a plan grows to what the race takes."""
    aim, today = request.aim, request.start
    needed_s = long_run_needed(request)
    season = weeks_for(request)
    longest = long_runs_of(request, season)
    day = ready_day(request)
    is_soon = day is None or day > aim.day
    return Outlook(
        aim,
        weeks,
        Verdict.TOO_SOON if is_soon else Verdict.ENOUGH_TIME,
        needed_s=needed_s,
        longest_s=request.recent.longest_s or longest[0],
        ready_weeks=None if day is None else ceil((day - today).days / 7),
        later=replace(aim, day=day) if is_soon and day is not None else None,
        milestones=tuple(_long_runs(season, longest, _days(aim, today))),
    )


def _long_runs(
    season: tuple[Week, ...], longest: list[float], days: Iterator[date]
) -> Iterator[Milestone]:
    """Yield the longest runs of the plan on the way, each as long as it gets to be."""
    reached_s = 0.0
    for day in days:
        so_far = [
            seconds
            for week, seconds in zip(season, longest, strict=True)
            if week.monday <= day
        ]
        if max(so_far, default=0.0) > reached_s:
            reached_s = max(so_far)
            yield Milestone(day, longest_s=reached_s)


def _weekly(request: Request) -> Iterator[Milestone]:
    """Yield what a week comes to on the way, light weeks left out."""
    weeks = [week for week in weeks_for(request) if not week.is_light]
    for week in weeks[EVERY_WEEKS - 1 :: EVERY_WEEKS]:
        yield Milestone(week.monday + timedelta(days=6), weekly_s=week.target_s)
