"""What a runner should know of a plan before running it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from negsplit.plan import AimKind, Block
from negsplit.planning.menu import SHORTEST_QUICK_RUN_S
from negsplit.planning.request import (
    first_day,
    is_long_enough,
    long_run_needed,
    ready_day,
)
from negsplit.planning.season import first_week, most_week
from negsplit.planning.trainee import trainee_of
from negsplit.units import HALF_MARATHON_M, MARATHON_M

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from negsplit.plan import Week
    from negsplit.planning.request import Request

# Below these ages bones still grow; the big marathons take nobody younger than 18, and
# most half marathons nobody younger than 16 (entry rules; Roberts, Br J Sports Med 44,
# 2010, is cautious from the same doubt).
LEAST_YEARS = ((MARATHON_M - 500, 18.0), (HALF_MARATHON_M - 500, 16.0))
# What a shorter race is for who has too little time; ours.
SHORTER_M = ((HALF_MARATHON_M + 500, 10_000.0), (10_500.0, 5_000.0))


class CautionKind(Enum):
    """What it is about."""

    TOO_SHORT = "too little time"
    MINOR = "too young"
    NOVICE = "new to running"
    SHORT_RUNS = "short runs"
    RETURNING = "coming back"
    NO_BASE = "no base"
    UNKNOWN_PAST = "unknown past"
    BIG_WEEK = "more than a week holds"
    RACE_IN_REST = "race in the rest from the last"
    AFTER_RACE = "after a race"
    BY_EFFORT = "no paces"


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing that a runner should know, in numbers.

    Parameters
    ----------
    kind : CautionKind
        What it is about.
    reached_s, needed_s : float, optional
        What the plan has, and what it would take. [s]
    day : date, optional
        A better day.
    count : float, optional
        Weeks, days or years.
    distance_m : float, optional
        A race that fits the time there is. [m]
    """

    kind: CautionKind
    reached_s: float | None = None
    needed_s: float | None = None
    day: date | None = None
    count: float | None = None
    distance_m: float | None = None


def cautions_of(
    request: Request, weeks: tuple[Week, ...], longest: list[float]
) -> Iterator[Caution]:
    """Yield what a runner should know, the most serious first."""
    aim, recent, athlete = request.aim, request.recent, request.athlete
    trainee = trainee_of(athlete, recent)
    yield from _too_young(request)
    yield from _too_short(request, longest)
    if trainee.is_novice:
        yield Caution(CautionKind.NOVICE, count=len(weeks))
    first_s = min(week.target_s for week in weeks) / request.availability.days
    if first_s < SHORTEST_QUICK_RUN_S:
        yield Caution(CautionKind.SHORT_RUNS, needed_s=SHORTEST_QUICK_RUN_S)
    if recent.days_off:
        yield Caution(CautionKind.RETURNING, count=recent.days_off)
    if not trainee.knows_pace:
        yield Caution(CautionKind.BY_EFFORT)
    if aim.is_race and Block.BASE not in {week.block for week in weeks}:
        yield Caution(CautionKind.NO_BASE, count=len(weeks))
    begins_s = first_week(request.availability, recent)
    if recent.weekly_s is None:
        yield Caution(CautionKind.UNKNOWN_PAST, reached_s=begins_s)
    most_s = most_week(request.availability)
    if begins_s > most_s:
        yield Caution(CautionKind.BIG_WEEK, reached_s=most_s, needed_s=begins_s)
    if aim.is_race and aim.day < first_day(request):
        better = first_day(request) + timedelta(days=7)
        yield Caution(CautionKind.RACE_IN_REST, day=better)
    if aim.kind is AimKind.COME_BACK:
        yield Caution(CautionKind.AFTER_RACE)


def _too_young(request: Request) -> Iterator[Caution]:
    age, metres = request.athlete.age_years, request.aim.distance_m or 0.0
    for least_m, years in LEAST_YEARS:
        if age is not None and metres >= least_m and age < years:
            shorter_m = HALF_MARATHON_M if age >= LEAST_YEARS[1][1] else 10_000.0
            yield Caution(CautionKind.MINOR, count=years, distance_m=shorter_m)
            return


def _too_short(request: Request, longest: list[float]) -> Iterator[Caution]:
    if not request.aim.is_race:
        return
    needed_s, reached_s = long_run_needed(request), max(longest)
    if is_long_enough(reached_s, needed_s):
        return
    metres = request.aim.distance_m or 0.0
    shorter = next((m for least, m in SHORTER_M if metres > least), None)
    if metres > MARATHON_M - 500:
        shorter = HALF_MARATHON_M
    yield Caution(
        CautionKind.TOO_SHORT,
        reached_s,
        needed_s,
        ready_day(request),
        distance_m=shorter,
    )
