"""Blocks and weekly load, from today to the goal's day.

Base training belongs far from a race: the article keeps it twelve to sixteen weeks
away, so the last twelve weeks are transition, race preparation and taper. Load starts
from what the runner has really been doing, comes back in steps after days off and
after a race, rises by less than a tenth a week, and rests every fourth week; how fast
load may rise is contested, and the numbers are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from negsplit.errors import InputError
from negsplit.plan import DAYS_A_WEEK, AimKind, Block, Week, monday_of
from negsplit.planning.long_runs import SHARE_OF_WEEK
from negsplit.planning.returning import Break, after_race, breaks_of, share_of
from negsplit.units import HALF_MARATHON_M, MARATHON_M

if TYPE_CHECKING:
    from negsplit.plan import Aim, Availability

_Value = TypeVar("_Value")

# Base training ends this far from the race (the article on base training: 12 to 16).
BASE_DISTANCE_WEEKS = 12
TRANSITION_WEEKS = 2
# Shorter seasons have no room for a transition of its own; ours.
SHORTEST_WITH_TRANSITION = 8
# Weeks of taper, the race's own included, up to a distance. Bosquet et al. 2007 found
# two weeks best, with 41 to 60 % less running; three before a marathon are common.
TAPER_WEEKS = ((HALF_MARATHON_M + 500, 2), (MARATHON_M * 4, 3))
# Share of the last full week that a taper week has, the race's week last; ours. A race
# from Monday to Wednesday leaves its own week so short that the one before is the last
# that counts.
TAPER_SHARES = {
    1: (0.5,),
    2: (0.7, 0.45),
    3: (0.75, 0.6, 0.4),
    4: (0.75, 0.6, 0.4, 0.4),
}
EARLY_RACE_WEEKDAY = 2
# Load rises by less than the tenth that coaches commonly allow, and hardly in race
# preparation, where the sessions get harder instead; ours.
BASE_RISE, PREPARATION_RISE = 0.07, 0.03
# Who runs less than the race commonly takes builds up by nearly a tenth in any block.
BUILD_RISE = 0.095
LIGHT_EVERY, LIGHT_SHARE, MOST_OF_LIGHT = 4, 0.75, 0.8
# A week holds so many minutes for each run, and as many once more for the long run; two
# runs a day are not planned here. Ours.
MOST_RUN_S = 75 * 60.0
# No season asks for more than half as much again as the runner has been doing, or for
# what the race commonly takes, whichever is more; hours a week, ours.
MOST_RISE = 1.5
USUAL_WEEK_S = (
    (5_000.0, 3.0),
    (10_000.0, 3.5),
    (HALF_MARATHON_M, 4.5),
    (MARATHON_M, 6.0),
)
BASE_WEEK_S = 4.0 * 3600
# Whoever has not run lately, or does not say, starts with so much a run.
FIRST_RUN_S, UNKNOWN_RUN_S = 20 * 60.0, 35 * 60.0
FEWEST_RUNS, MOST_FIRST_RISE = 3, 1.15
# Of the week of who names only their longest run.
UNKNOWN_LONG_RUN_SHARE = 0.4
# Days off after a race and easy days after them, by its distance: the article on base
# training says a few days to two weeks; the steps between are ours.
RECOVERY_DAYS = (
    (5_000.0, 4),
    (10_000.0, 6),
    (HALF_MARATHON_M, 9),
    (MARATHON_M * 4, 14),
)
# After a race that nobody describes.
UNKNOWN_RETURN = (0.4, 0.6, 0.78)
RECOVERY_SHARE = 0.5
LONGEST_SEASON = timedelta(weeks=53)


@dataclass(frozen=True, slots=True)
class Recent:
    """What a runner has been doing of late.

    Parameters
    ----------
    weekly_s : float, optional
        Mean running time of the last four to six weeks. [s]
    longest_s : float, optional
        The longest run in them. [s]
    race_day : date, optional
        The last goal race, if there was one.
    race_m : float, optional
        Its distance. [m]
    block, block_weeks : Block, int
        The block that a season under way is in, and how many weeks of it are done.
    built_weeks : int
        How many weeks of load a season under way has behind it.
    days_off : int
        How many days ago the last run was, beyond yesterday.
    """

    weekly_s: float | None = None
    longest_s: float | None = None
    race_day: date | None = None
    race_m: float | None = None
    block: Block | None = None
    block_weeks: int = 0
    built_weeks: int = 0
    days_off: int = 0


def weeks_of(
    aim: Aim,
    start: date,
    availability: Availability,
    recent: Recent,
    long_s: float = 0.0,
) -> tuple[Week, ...]:
    """Return the weeks of a season without sessions.

    ``long_s`` is the long run that the race takes, which a week has to have room for.

    Raises
    ------
    InputError
        If the goal's day is not after the start, or more than a year away.
    """
    _check_day(aim, start)
    mondays = _mondays(start, aim)
    blocks = _blocks(aim, mondays, recent)
    most_s = most_week(availability)
    first_s = min(first_week(availability, recent), most_s)
    room_s = long_s / SHARE_OF_WEEK[availability.days]
    usual_s = min(max(_usual_week(aim), room_s), most_s)
    most_s = min(max(MOST_RISE * first_s, usual_s), most_s)
    easing = easing_of(mondays, breaks_around(aim, start, availability, recent))
    bounds = _Bounds(first_s, usual_s, most_s, availability.days * FIRST_RUN_S)
    loads = _loads(blocks, easing, bounds, recent.built_weeks)
    return tuple(
        Week(monday, block, float(round(load_s)), is_light=is_light)
        for monday, block, (load_s, is_light) in zip(
            mondays, blocks, loads, strict=True
        )
    )


def breaks_around(
    aim: Aim, start: date, availability: Availability, recent: Recent
) -> tuple[Break, ...]:
    """Return the breaks that a season starts from and has in it."""
    spans = list(availability.away)
    if recent.days_off:
        eve = start - timedelta(days=1)
        spans.append((start - timedelta(days=recent.days_off), eve))
    found = list(breaks_of(spans))
    if recent.race_day is not None and recent.race_m is not None:
        easy_days = by_distance(RECOVERY_DAYS, recent.race_m)
        found.append(after_race(recent.race_day, recent.race_m, easy_days))
    elif aim.kind is AimKind.COME_BACK:
        eve = monday_of(start) - timedelta(days=1)
        found.append(Break(eve, UNKNOWN_RETURN, 7, 1))
    return tuple(found)


def easing_of(
    mondays: list[date], breaks: tuple[Break, ...]
) -> tuple[float | None, ...]:
    """Return the share of the load of every week that is one of coming back."""
    return tuple(share_of(breaks, monday) for monday in mondays)


def most_week(availability: Availability) -> float:
    """Return the running time that so many runs a week hold, in s."""
    return (availability.days + 1) * MOST_RUN_S


def first_week(availability: Availability, recent: Recent) -> float:
    """Return the running time of the first week, in s."""
    least_s = availability.days * FIRST_RUN_S
    if recent.weekly_s is None:
        longest_s = recent.longest_s or 0.0
        return max(
            availability.days * UNKNOWN_RUN_S, longest_s / UNKNOWN_LONG_RUN_SHARE
        )
    # Who runs a little begins with hardly more, in fewer runs; who does not run, with
    # the least that is worth it.
    if recent.weekly_s >= FEWEST_RUNS * FIRST_RUN_S:
        least_s = min(least_s, MOST_FIRST_RISE * recent.weekly_s)
    else:
        least_s = FEWEST_RUNS * FIRST_RUN_S
    return max(recent.weekly_s, least_s)


def _check_day(aim: Aim, start: date) -> None:
    if aim.day <= start:
        raise InputError(
            f"the goal's day, {aim.day}, is not after {start}; choose a day from "
            f"{start + timedelta(days=7)} on"
        )
    if aim.day - start > LONGEST_SEASON:
        raise InputError(
            f"the goal's day, {aim.day}, is more than a year away; choose one by "
            f"{start + LONGEST_SEASON}, and plan on from there"
        )


def _mondays(start: date, aim: Aim) -> list[date]:
    """Return the weeks; a season without a race ends with its last whole one."""
    first, last = monday_of(start), monday_of(aim.day)
    is_stub = (aim.day - last).days < DAYS_A_WEEK - 3
    if not aim.is_race and is_stub and last > first:
        last -= timedelta(weeks=1)
    return [first + timedelta(weeks=k) for k in range((last - first).days // 7 + 1)]


def _blocks(aim: Aim, mondays: list[date], recent: Recent) -> list[Block]:
    """Return the block of every week, the race's last."""
    left = len(mondays)
    taper = by_distance(TAPER_WEEKS, aim.distance_m or 0.0) if aim.is_race else 0
    if taper and aim.day.weekday() <= EARLY_RACE_WEEKDAY:
        taper += 1
    taper = min(taper, left)
    close = min(BASE_DISTANCE_WEEKS, left) - taper if aim.is_race else 0
    transition = 0
    is_under_way = recent.block in (Block.PREPARATION, Block.TAPER)
    if close and left >= SHORTEST_WITH_TRANSITION and not is_under_way:
        transition = TRANSITION_WEEKS
    blocks = [Block.BASE] * (left - taper - close)
    blocks += [Block.TRANSITION] * transition
    blocks += [Block.PREPARATION] * (close - transition)
    blocks += [Block.TAPER] * taper
    resting = _recovery_weeks(aim, mondays, recent)
    return [Block.RECOVERY] * min(resting, left) + blocks[resting:]


def _recovery_weeks(aim: Aim, mondays: list[date], recent: Recent) -> int:
    """Return how many weeks from the first one are still recovery from a race."""
    if recent.race_day is None or recent.race_m is None:
        return 1 if aim.kind is AimKind.COME_BACK else 0
    until = recent.race_day + timedelta(days=by_distance(RECOVERY_DAYS, recent.race_m))
    # A week that is mostly over when the recovery ends is a week of recovery.
    return sum(monday + timedelta(days=3) <= until for monday in mondays)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Running time of weeks: the first, the race's usual one, the most, the least."""

    first_s: float
    usual_s: float
    most_s: float
    least_s: float


def _loads(
    blocks: list[Block],
    easing: tuple[float | None, ...],
    bounds: _Bounds,
    building: int,
) -> list[tuple[float, bool]]:
    """Return every week's running time, and whether it is meant to rest.

    ``building`` is how many weeks have been built up before the first.
    """
    full_s = bounds.first_s
    tapers = [n for n, block in enumerate(blocks) if block is Block.TAPER]
    shares = dict(zip(tapers, TAPER_SHARES.get(len(tapers), ()), strict=False))
    found: list[tuple[float, bool]] = []
    is_rising = False
    for number, block in enumerate(blocks):
        eased = easing[number]
        if block is Block.TAPER:
            found.append((full_s * min(shares[number], eased or 1.0), True))
            continue
        if eased is not None:
            least_s = min(full_s, bounds.least_s)
            eased_s = max(full_s * eased, least_s)
            found.append((eased_s, eased_s <= MOST_OF_LIGHT * full_s))
            building, is_rising = 1, False
            continue
        if block is Block.RECOVERY:
            found.append((full_s * RECOVERY_SHARE, True))
            continue
        building += 1
        if building % LIGHT_EVERY == 0:
            found.append((full_s * LIGHT_SHARE, True))
            continue
        if is_rising:
            rise = _rise(block) if full_s >= bounds.usual_s else BUILD_RISE
            full_s = max(min(full_s * (1 + rise), bounds.most_s), full_s)
        is_rising = True
        found.append((full_s, False))
    return found


def _rise(block: Block) -> float:
    """Return by how much a week rises above what the race commonly takes."""
    if block is Block.TRANSITION:
        return 0.0
    return PREPARATION_RISE if block is Block.PREPARATION else BASE_RISE


def _usual_week(aim: Aim) -> float:
    if aim.distance_m is None:
        return BASE_WEEK_S
    return 3600.0 * by_distance(USUAL_WEEK_S, aim.distance_m)


def by_distance(rows: tuple[tuple[float, _Value], ...], distance_m: float) -> _Value:
    """Return the value of the first row that reaches as far; the last one's beyond."""
    return next((value for most, value in rows if distance_m <= most), rows[-1][1])
