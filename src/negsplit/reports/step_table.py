"""A workout step by step: its length, paces per km and mile, heart rate, effort."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from negsplit.design import outline
from negsplit.runner import Runner
from negsplit.units import (
    DistanceUnit,
    format_clock,
    format_distance,
    format_pace,
)
from negsplit.workout import Distance, RpeRamp, RpeTarget, Step, Time, Workout

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.design import PlannedStep
    from negsplit.physiology.training_paces import Profile
    from negsplit.workout import Item

# The scale of effort is of running that lasts; a shorter repetition feels easier.
SHORTEST_FELT_S = 180.0
KM, MI = DistanceUnit.KM, DistanceUnit.MI


@dataclass(frozen=True, slots=True)
class StepRow:
    """A line of the table.

    Parameters
    ----------
    length, per_km, per_mi, beats, effort : str
        As text; empty where the step asks for nothing of the kind.
    times : int
        How often the step is run, where it is one of a repeat; else 1.
    depth : int
        In how many repeats it lies.
    note : str
        What was written beside it.
    """

    length: str
    per_km: str
    per_mi: str
    beats: str
    effort: str
    times: int = 1
    depth: int = 0
    note: str = ""


def step_table(
    workout: Workout, athlete: Athlete, profile: Profile, unit: DistanceUnit
) -> tuple[StepRow, ...]:
    """Return a workout in a runner's numbers, its repeats folded."""
    planned = outline(workout, Runner.of(athlete, profile))
    return tuple(step_rows(workout.items, iter(planned), unit))


def step_rows(
    items: tuple[Item, ...],
    planned: Iterator[PlannedStep],
    unit: DistanceUnit,
    within: tuple[int, int] = (1, 0),
) -> Iterator[StepRow]:
    """Yield a row for every step, once for all turns of a repeat.

    Parameters
    ----------
    items : tuple of Step or Repeat
        What is to be told.
    planned : iterator of PlannedStep
        The same in a runner's numbers, repeats written out.
    unit : DistanceUnit
        Of lengths.
    within : tuple of int
        How often, and how deep, what is told lies in repeats.
    """
    times, depth = within
    for item in items:
        if isinstance(item, Step):
            # The last recovery of a single repetition may never be run.
            entry = next(planned, None)
            if entry is not None:
                yield _row(entry, unit, within)
            continue
        count = sum(1 for _ in Workout((item,)).flat())
        once = iter(list(islice(planned, count)))
        yield from step_rows(item.items, once, unit, (times * item.times, depth + 1))


def length_text(step: Step, unit: DistanceUnit) -> str:
    """Return the length of a step as a runner says it."""
    match step.length:
        case Time(duration_s):
            whole = duration_s % 60 == 0
            return f"{duration_s / 60:.0f} min" if whole else format_clock(duration_s)
        case Distance(distance_m):
            if distance_m < 1000:
                return f"{distance_m:.0f} m" if unit is KM else _miles(distance_m)
            return format_distance(distance_m, unit)
        case _:
            return "lap"


def _miles(distance_m: float) -> str:
    is_round = abs(distance_m / MI.metres * 20 - round(distance_m / MI.metres * 20))
    if is_round < 1e-6:
        return format_distance(distance_m, MI)
    return f"{distance_m:.0f} m"


def _row(entry: PlannedStep, unit: DistanceUnit, within: tuple[int, int]) -> StepRow:
    speeds, beats = entry.faces.speeds_mps, entry.faces.heart_rates_bpm
    joint = " > " if entry.faces.is_ramp else "-"
    per_km = per_mi = heart = ""
    if speeds is not None:
        per_km = _joined([_bare_pace(v, KM) for v in speeds], joint)
        per_mi = _joined([_bare_pace(v, MI) for v in speeds], joint)
    if beats is not None:
        heart = _joined([f"{value:.0f}" for value in beats], joint)
    times, depth = within
    length = length_text(entry.step, unit)
    note = entry.step.note
    return StepRow(length, per_km, per_mi, heart, _effort(entry), times, depth, note)


def _bare_pace(speed_mps: float, unit: DistanceUnit) -> str:
    return format_pace(speed_mps, unit).partition("/")[0]


def _joined(ends: list[str], joint: str) -> str:
    return ends[0] if ends[0] == ends[1] else joint.join(ends)


def _effort(entry: PlannedStep) -> str:
    level = entry.faces.level
    said = entry.step.effort
    words = said.value if said is not None else (level.word if level else "")
    target = entry.step.target
    if isinstance(target, RpeTarget):
        return f"{words}, {target.low:g}-{target.high:g} of 10"
    if isinstance(target, RpeRamp):
        return f"{words}, {target.start:g} > {target.end:g} of 10"
    if level is None or (entry.duration_s or 0.0) < SHORTEST_FELT_S:
        return words
    low, high = level.cr10
    scale = f"{low}" if low == high else f"{low}-{high}"
    return f"{words}, {scale} of 10"
