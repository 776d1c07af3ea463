"""Blocks and weekly load, from today to the goal's day.

Base training belongs far from a race: the article keeps it twelve to sixteen weeks
away, so the last twelve weeks are transition, race preparation and taper. Load starts
from what the runner has really been doing, rises by less than a tenth a week, and rests
every fourth week; how fast load may rise is contested, and the numbers are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from negsplit.errors import InputError
from negsplit.plan import AimKind, Block, Week, monday_of
from negsplit.units import HALF_MARATHON_M, MARATHON_M

if TYPE_CHECKING:
    from negsplit.plan import Aim, Availability

_Value = TypeVar("_Value")

# Base training ends this far from the race (the article on base training: 12 to 16).
BASE_DISTANCE_WEEKS = 12
TRANSITION_WEEKS = 2
# Shorter seasons have no room for a transition of its own; ours.
SHORTEST_WITH_TRANSITION = 8
# Weeks of taper, the race's own included, up to a distance; ours. Bosquet et al. 2007
# (from memory) found two weeks best, with 41 to 60 % less running.
TAPER_WEEKS = ((10_000.0, 1), (HALF_MARATHON_M, 2), (MARATHON_M * 4, 3))
# Share of the last full week that a taper week has, the race's week last; ours.
TAPER_SHARES = {1: (0.5,), 2: (0.7, 0.45), 3: (0.8, 0.6, 0.4)}
# Load rises by less than the tenth that coaches commonly allow, and hardly in race
# preparation, where the sessions get harder instead; ours.
BASE_RISE, PREPARATION_RISE = 0.07, 0.03
LIGHT_EVERY, LIGHT_SHARE, TRANSITION_SHARE = 4, 0.75, 0.9
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
# Days off after a race and easy days after them, by its distance: the article on base
# training says a few days to two weeks; the steps between are ours.
RECOVERY_DAYS = (
    (5_000.0, 4),
    (10_000.0, 6),
    (HALF_MARATHON_M, 9),
    (MARATHON_M * 4, 14),
)
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
    aim: Aim, start: date, availability: Availability, recent: Recent
) -> tuple[Week, ...]:
    """Return the weeks of a season without sessions.

    Raises
    ------
    InputError
        If the goal's day is not after the start, or more than a year away.
    """
    _check_day(aim, start)
    mondays = _mondays(start, aim.day)
    blocks = _blocks(aim, mondays, recent)
    first_s = first_week(availability, recent)
    most_s = max(MOST_RISE * first_s, _usual_week(aim))
    loads = _loads(blocks, first_s, most_s, recent.built_weeks)
    return tuple(
        Week(monday, block, float(round(load_s)), is_light=is_light)
        for monday, block, (load_s, is_light) in zip(
            mondays, blocks, loads, strict=True
        )
    )


def first_week(availability: Availability, recent: Recent) -> float:
    """Return the running time of the first week, in s."""
    least_s = availability.days * FIRST_RUN_S
    if recent.weekly_s is None:
        return availability.days * UNKNOWN_RUN_S
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


def _mondays(start: date, end: date) -> list[date]:
    first, last = monday_of(start), monday_of(end)
    return [first + timedelta(weeks=k) for k in range((last - first).days // 7 + 1)]


def _blocks(aim: Aim, mondays: list[date], recent: Recent) -> list[Block]:
    """Return the block of every week, the race's last."""
    left = len(mondays)
    taper = by_distance(TAPER_WEEKS, aim.distance_m or 0.0) if aim.is_race else 0
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


def _loads(
    blocks: list[Block], first_s: float, most_s: float, building: int
) -> list[tuple[float, bool]]:
    """Return every week's running time, and whether it is meant to rest.

    ``building`` is how many weeks have been built up before the first.
    """
    full_s, found = first_s, []
    for block, run in groupby(blocks):
        weeks = len(list(run))
        if block is Block.TAPER:
            shares = TAPER_SHARES[max(TAPER_SHARES)][-weeks:]
            shares = TAPER_SHARES.get(weeks, shares)
            found += [(full_s * share, True) for share in shares]
            continue
        for number in range(weeks):
            if block is Block.RECOVERY:
                found.append((first_s * RECOVERY_SHARE, True))
                continue
            building += 1
            if building % LIGHT_EVERY == 0:
                found.append((full_s * LIGHT_SHARE, True))
                continue
            if block is Block.TRANSITION:
                found.append((full_s * TRANSITION_SHARE, False))
                continue
            if found and not (number == 0 and block is Block.PREPARATION):
                rise = BASE_RISE if block is Block.BASE else PREPARATION_RISE
                full_s = max(min(full_s * (1 + rise), most_s), full_s)
            found.append((full_s, False))
    return found


def _usual_week(aim: Aim) -> float:
    if aim.distance_m is None:
        return BASE_WEEK_S
    return 3600.0 * by_distance(USUAL_WEEK_S, aim.distance_m)


def by_distance(rows: tuple[tuple[float, _Value], ...], distance_m: float) -> _Value:
    """Return the value of the first row that reaches as far; the last one's beyond."""
    return next((value for most, value in rows if distance_m <= most), rows[-1][1])
