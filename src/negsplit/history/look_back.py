"""All that many runs say of a runner, in one pass over what is kept of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.athlete import Athlete
from negsplit.errors import OutOfRangeError
from negsplit.history.ability import (
    Ability,
    abilities_of,
    heart_limits,
    typical_vdot,
)
from negsplit.history.awareness import Awareness, awareness_of
from negsplit.history.bests import Bests, bests_of
from negsplit.history.doubts import (
    GAINED_SHARE,
    Doubt,
    burst_limits,
    gained_m,
    of_whole_run,
)
from negsplit.history.effort_minutes import EffortMinutes, of_runs
from negsplit.history.pulse import PulseTrend, pulse_trend
from negsplit.history.shapes import (
    FormCount,
    Lift,
    NegativeSplit,
    Wall,
    forms_of,
    lift_of,
    negative_splits_of,
    walls_of,
)
from negsplit.history.streaks import Streaks, streaks_of
from negsplit.physiology.daniels import speed_of_cost

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from negsplit.history.past_run import PastRun


@dataclass(frozen=True, slots=True)
class Month:
    """One month of running."""

    month: date
    runs: int
    distance_m: float
    moving_s: float
    planned_progressions: int
    unplanned_progressions: int
    negative_splits: int
    walls: int
    minutes: EffortMinutes


@dataclass(frozen=True, slots=True)
class SetAside:
    """A recording that counts for nothing, and why."""

    run: int
    day: date
    why: Doubt
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """What runs say of a runner.

    Parameters
    ----------
    first_day, last_day : date
        Of the runs.
    runs : int
        How many count.
    distance_m, moving_s : float
        All of them together. [m], [s]
    months : tuple of Month
        Months with a run, oldest first.
    lifts : tuple of Lift
        Every progression, oldest first.
    forms : tuple of FormCount
        Progressions by form, the most frequent first.
    negative_splits : tuple of NegativeSplit
        Runs whose second half was clearly faster, oldest first.
    walls : tuple of Wall
        Long runs that slowed down by a quarter, oldest first.
    minutes : EffortMinutes
        Easy, moderate and hard time.
    bests : Bests
        Fastest and farthest, and what is not believed.
    abilities : tuple of Ability
        VDOT and critical speed by month.
    pulse : PulseTrend, optional
        Heart rate at the usual pace, where there is enough of it.
    awareness : Awareness
        Intended, felt and actual effort.
    streaks : Streaks
        What went on and on.
    set_aside : tuple of SetAside
        Recordings that count for nothing; and those in which the satellites jumped so
        far that no shape of theirs counts.
    """

    first_day: date
    last_day: date
    runs: int
    distance_m: float
    moving_s: float
    months: tuple[Month, ...]
    lifts: tuple[Lift, ...]
    forms: tuple[FormCount, ...]
    negative_splits: tuple[NegativeSplit, ...]
    walls: tuple[Wall, ...]
    minutes: EffortMinutes
    bests: Bests
    abilities: tuple[Ability, ...]
    pulse: PulseTrend | None
    awareness: Awareness
    streaks: Streaks
    set_aside: tuple[SetAside, ...]


def look_back(
    runs: Sequence[PastRun], today: date, athlete: Athlete | None = None
) -> History | None:
    """Return what runs say of a runner, or nothing if none of them counts.

    Parameters
    ----------
    runs : sequence of PastRun
        Of one runner, in any order.
    today : date
        What "the last twelve months" and "still" count from.
    athlete : Athlete, optional
        What is known of the runner; heart rates that are given go before those seen.
    """
    athlete = athlete or Athlete()
    ordered = sorted(runs, key=lambda run: run.started_at)
    aside = [(run, why) for run in ordered if (why := of_whole_run(run, today))]
    out = {run.id for run, _ in aside}
    counted = [run for run in ordered if run.id not in out]
    if not counted:
        return None
    bursts = burst_limits(_speed_at_vdot(typical_vdot(counted)))
    limits = heart_limits(counted, athlete)
    abilities = abilities_of(counted, bursts, limits)
    jumped = [
        run
        for run in counted
        if gained_m(run, bursts) > GAINED_SHARE * run.features.distance_m
    ]
    aside += [(run, Doubt.JUMP) for run in jumped]
    sound = [run for run in counted if run not in jumped]
    lifts = tuple(lift for run in sound if (lift := lift_of(run)) is not None)
    negative = negative_splits_of(sound)
    walls = walls_of(sound, abilities)
    months = _months(counted, abilities, lifts, negative, walls)
    return History(
        first_day=counted[0].day,
        last_day=counted[-1].day,
        runs=len(counted),
        distance_m=sum(run.features.distance_m for run in counted),
        moving_s=sum(run.features.moving_s for run in counted),
        months=months,
        lifts=lifts,
        forms=forms_of(lifts),
        negative_splits=negative,
        walls=walls,
        minutes=sum((month.minutes for month in months), EffortMinutes()),
        bests=bests_of(counted, bursts, limits.seen_bpm, today),
        abilities=abilities,
        pulse=pulse_trend(counted),
        awareness=awareness_of(counted, abilities),
        streaks=streaks_of(counted, today),
        set_aside=tuple(_aside(run, why) for run, why in aside),
    )


def _speed_at_vdot(vdot_ml_kg_min: float | None) -> float | None:
    if vdot_ml_kg_min is None:
        return None
    try:
        return speed_of_cost(vdot_ml_kg_min)
    except OutOfRangeError:
        return None


def _aside(run: PastRun, why: Doubt) -> SetAside:
    fault = run.fault
    return SetAside(run.id, run.day, why, why.value if fault is None else fault.message)


def _months(
    runs: Sequence[PastRun],
    abilities: Sequence[Ability],
    lifts: Sequence[Lift],
    negative: Sequence[NegativeSplit],
    walls: Sequence[Wall],
) -> tuple[Month, ...]:
    by_month: defaultdict[date, list[PastRun]] = defaultdict(list)
    for run in runs:
        by_month[run.month].append(run)
    planned = {lift.run for lift in lifts if lift.is_planned}
    unplanned = {lift.run for lift in lifts} - planned
    faster = {split.run for split in negative}
    hit = {wall.run for wall in walls}

    def among(numbers: set[int], month: list[PastRun]) -> int:
        return sum(run.id in numbers for run in month)

    return tuple(
        Month(
            month,
            len(group),
            sum(run.features.distance_m for run in group),
            sum(run.features.moving_s for run in group),
            among(planned, group),
            among(unplanned, group),
            among(faster, group),
            among(hit, group),
            of_runs(group, abilities),
        )
        for month, group in sorted(by_month.items())
    )
