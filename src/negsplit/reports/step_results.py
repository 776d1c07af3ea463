"""The steps of a plan beside what was run of them, in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.shape import Answer
from negsplit.reports.wording import UNKNOWN, pace, percent, whole
from negsplit.units import format_clock, format_distance, format_height
from negsplit.verify.steps import heart_bounds, speed_bounds
from negsplit.workout import Distance

if TYPE_CHECKING:
    from negsplit.units import DistanceUnit
    from negsplit.verify.reps import Rep, Reps
    from negsplit.verify.steps import StepResult

# From this share on a step was in target, and the rest needs no word.
MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class StepWords:
    """One step: as planned, as run, and whether it reached its target."""

    number: int
    planned: str
    run: str
    pace: str
    heart: str
    in_target: str
    reached: Answer


def step_words(result: StepResult, unit: DistanceUnit) -> StepWords:
    """Return a step and what was run of it."""
    planned, answer = _aim(result, unit), result.reached
    split = result.split
    if split is None:
        run = "not run" if answer is Answer.NO else "not found"
        none = UNKNOWN
        return StepWords(result.number, planned, run, none, none, none, answer)
    distance = format_distance(split.distance_m, unit)
    return StepWords(
        number=result.number,
        planned=planned,
        run=f"{distance}, {format_clock(split.moving_s)}",
        pace=pace(split.adjusted_mps, unit),
        heart=whole(split.heart_rate_bpm),
        in_target=_share(result),
        reached=answer,
    )


def _aim(result: StepResult, unit: DistanceUnit) -> str:
    """Return length and target of a step: a pace, heart rates, or a word."""
    slow, fast = speed_bounds(result.step, np.array([0.0, 1.0]))
    bounds = heart_bounds(result.step)
    length = ""
    if result.planned_s is not None:
        length = f"{format_clock(result.planned_s)} "
    elif isinstance(result.step.length, Distance):
        length = f"{format_distance(result.step.length.distance_m, unit)} "
    if slow is not None and fast is not None:
        middle = [float(2 / (1 / a + 1 / b)) for a, b in zip(slow, fast, strict=True)]
        start, end = (pace(speed, unit) for speed in middle)
        return f"{length}@{start}" + (f"→{end}" if end != start else "")
    if bounds is not None:
        return f"{length}@{_beats(*bounds)}"
    effort = result.step.effort
    return f"{length}as you like" if effort is None else f"{length}{effort.value}"


def _beats(low: float, high: float) -> str:
    if low == 0:
        return f"<{high:.0f} bpm"
    if high == inf:
        return f">{low:.0f} bpm"
    return f"{low:.0f} bpm" if low == high else f"{low:.0f}-{high:.0f} bpm"


def _share(result: StepResult) -> str:
    """Return the share of time in target, and on which side most of the rest was."""
    judged = result.pace or result.heart_rate
    if judged is None:
        return UNKNOWN
    words = ("slow", "fast") if result.pace else ("low", "high")
    side = words[judged.above_s > judged.below_s]
    share = judged.in_s / max(judged.total_s, 1)
    is_mostly_in = share >= MOSTLY
    return percent(share) if is_mostly_in else f"{side} {percent(share)}"


def _rep_line(rep: Rep, unit: DistanceUnit) -> str:
    """Return a repetition: time, distance, pace, heart rate and the rest after it."""
    split = rep.split
    told = [
        f"{rep.number}: {format_clock(split.moving_s)} min",
        format_distance(split.distance_m, unit),
        f"{pace(split.adjusted_mps, unit)}/{unit.value}",
    ]
    if split.heart_rate_bpm is not None:
        told.append(f"{split.heart_rate_bpm:.0f} bpm")
    if rep.recovery_s is not None:
        told.append(f"then {format_clock(rep.recovery_s)} min of recovery")
    return ", ".join(told)


def reps_lines(reps: Reps, unit: DistanceUnit) -> tuple[str, ...]:
    """Return how the repetitions went."""
    lines = [f"{len(reps.run)} of {reps.planned} repetitions were run."]
    lines += [_rep_line(rep, unit) for rep in reps.run]
    if reps.each_faster is not None and reps.last_fastest is not None:
        lines.append(
            f"Every rep faster than the last: {reps.each_faster.value}. "
            f"Fastest rep last: {reps.last_fastest.value}."
        )
    if reps.same_spot is not None and reps.spot_spread_m is not None:
        lines.append(
            f"The same spot on the hill each time: {reps.same_spot.value} "
            f"(within {format_height(reps.spot_spread_m, unit)})."
        )
    return tuple(lines)
