"""What to say of a goal: how likely, why, what would be nearer, what is on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import takewhile
from math import ceil, exp, log
from typing import TYPE_CHECKING

from negsplit.errors import MissingInputError
from negsplit.plan import Aim, AimKind
from negsplit.planning.feasibility import Chance, chance_of, counted_weeks
from negsplit.planning.form_today import form_today
from negsplit.planning.season import (
    BASE_RISE,
    LIGHT_EVERY,
    TAPER_WEEKS,
    UNKNOWN_RUN_S,
    by_distance,
    weeks_of,
)
from negsplit.units import HALF_MARATHON_M, MARATHON_M

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.athlete import Athlete
    from negsplit.planning.build import Request
    from negsplit.planning.own_trend import Trend

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
# Who has run four fifths of the race's time in one go can finish it, and nobody needs
# more than two and a half hours for that; ours. A finisher without any race is reckoned
# to run 7:30/km.
LONG_RUN_SHARE, LONGEST_NEEDED_S, UNKNOWN_MPS = 0.8, 150 * 60.0, 1000 / 450
# Two of the runs of a usual week are about as long as the long run; ours.
LONG_SHARE_OF_WEEK = 0.4


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
    """Return whether the longest run can grow to what the race takes."""
    aim, today, recent = request.aim, request.start, request.recent
    distance_m = aim.distance_m or 0.0
    needed_s = min(
        LONG_RUN_SHARE * _race_s(request.athlete, distance_m), LONGEST_NEEDED_S
    )
    longest_s = recent.longest_s or LONG_SHARE_OF_WEEK * (recent.weekly_s or 0.0)
    longest_s = max(longest_s, UNKNOWN_RUN_S)
    taper = by_distance(TAPER_WEEKS, distance_m)
    rising = max(log(needed_s / longest_s) / log(1 + BASE_RISE), 0.0)
    # Every fourth week rests and raises nothing.
    ready = ceil(rising * LIGHT_EVERY / (LIGHT_EVERY - 1)) + taper
    is_soon = ready > weeks
    later = Aim(aim.kind, today + timedelta(weeks=ready), distance_m)
    on_the_way = (
        Milestone(day, longest_s=min(_grown(longest_s, day, today), needed_s))
        for day in _days(aim, today)
    )
    return Outlook(
        aim,
        weeks,
        Verdict.TOO_SOON if is_soon else Verdict.ENOUGH_TIME,
        needed_s=needed_s,
        longest_s=longest_s,
        ready_weeks=ready,
        later=later if is_soon else None,
        milestones=tuple(_until(on_the_way, needed_s)),
    )


def _until(found: Iterator[Milestone], needed_s: float) -> Iterator[Milestone]:
    """Yield long runs up to the first that is long enough."""
    kept = list(found)
    short = list(takewhile(lambda stone: (stone.longest_s or 0.0) < needed_s, kept))
    yield from kept[: len(short) + 1]


def _grown(longest_s: float, day: date, today: date) -> float:
    rises = (day - today).days / 7 * (LIGHT_EVERY - 1) / LIGHT_EVERY
    grown: float = longest_s * (1 + BASE_RISE) ** rises
    return grown


def _race_s(athlete: Athlete, distance_m: float) -> float:
    try:
        return form_today(athlete, distance_m).duration_s
    except MissingInputError:
        return distance_m / UNKNOWN_MPS


def _weekly(request: Request) -> Iterator[Milestone]:
    """Yield what a week comes to on the way, light weeks left out."""
    weeks = [
        week
        for week in weeks_of(
            request.aim, request.start, request.availability, request.recent
        )
        if not week.is_light
    ]
    for week in weeks[EVERY_WEEKS - 1 :: EVERY_WEEKS]:
        yield Milestone(week.monday + timedelta(days=6), weekly_s=week.target_s)
