"""The part of a run's page that says what was reached, step by step."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np
from rich.text import Text

from negsplit.analysis.match import Matching
from negsplit.analysis.shape import Answer
from negsplit.cli.layout import (
    COLOURS,
    UNKNOWN,
    pace,
    panel,
    percent,
    sentence,
    sure,
    table,
    whole,
)
from negsplit.units import (
    DistanceUnit,
    format_clock,
    format_distance,
    format_height,
    format_pace,
)
from negsplit.verify.steps import heart_bounds, speed_bounds
from negsplit.workout import Distance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.panel import Panel
    from rich.table import Table

    from negsplit.analysis.splits import Split
    from negsplit.verify.dose import Dose
    from negsplit.verify.reps import Reps
    from negsplit.verify.steps import StepResult
    from negsplit.verify.witnesses import Witness

# From this share on a step was in target, and the rest needs no word.
MOSTLY = 0.8


def dose_panel(dose: Dose | None, unit: DistanceUnit) -> Panel:
    """Return the verdict on what was reached."""
    title = "Dose: the intended intensity, for long enough?"
    if dose is None:
        return panel(
            title,
            Text(
                "No plan and no goal were given, so there is nothing to reach. "
                "Add --workout or --goal."
            ),
        )
    words = {
        Answer.YES: "Yes, reached.",
        Answer.PARTLY: "Partly.",
        Answer.NO: "Not reached.",
        Answer.CANNOT_TELL: "Cannot tell.",
    }
    text = Text()
    text.append(words[dose.reached], style=f"bold {COLOURS[dose.reached]}")
    if dose.reached is not Answer.CANNOT_TELL:
        text.append(f"  {sure(dose.confidence)}")
    if dose.goal is not None:
        text.append(f"\nGoal: {dose.goal.value}.")
    text.append(f"\n{sentence(dose.reason)}")
    bounds = "; ".join(_bounds(dose.witnesses, unit))
    if bounds:
        text.append(f"\nWhat counts: {bounds}.")
    if dose.steps and dose.matching is not Matching.NONE:
        text.append(f"\nSteps found by {dose.matching.value}.")
    return panel(title, text)


def _bounds(witnesses: tuple[Witness, ...], unit: DistanceUnit) -> Iterator[str]:
    for witness in witnesses:
        if witness.at_least_mps is not None:
            yield f"{format_pace(witness.at_least_mps, unit)} or faster on equal ground"
        if witness.at_least_bpm is not None:
            yield f"{witness.at_least_bpm:.0f} bpm or more"


def steps_table(dose: Dose, unit: DistanceUnit) -> Table:
    """Return the steps of the plan, and what was run of each."""
    made = table("step", "planned", "run", "pace", "heart", "in target", "reached")
    for result in dose.steps:
        made.add_row(*_step_row(result, unit))
    return made


def _step_row(result: StepResult, unit: DistanceUnit) -> list[str | Text]:
    planned = _aim(result, unit)
    answer = Text(result.reached.value, style=COLOURS[result.reached])
    if result.split is None:
        not_found = "not run" if result.reached is Answer.NO else "not found"
        return [str(result.number), planned, not_found, *[UNKNOWN] * 3, answer]
    return [
        str(result.number),
        planned,
        _amount(result.split, unit),
        pace(result.split.adjusted_mps, unit),
        whole(result.split.heart_rate_bpm),
        _share(result),
        answer,
    ]


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


def _amount(split: Split, unit: DistanceUnit) -> str:
    distance = format_distance(split.distance_m, unit)
    return f"{distance}, {format_clock(split.moving_s)}"


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


def reps_text(reps: Reps, unit: DistanceUnit) -> Text:
    """Return how the repetitions went."""
    paces = "  ".join(pace(speed, unit) for speed in reps.speeds_mps)
    text = Text(f"Repetitions /{unit.value}: {paces}\n")
    text.append(f"Each faster than the one before: {reps.each_faster.value}. ")
    text.append(f"The last the fastest: {reps.last_fastest.value}.")
    if reps.same_spot is not None and reps.spot_spread_m is not None:
        text.append(
            f"\nThe same spot on the hill each time: {reps.same_spot.value} "
            f"(within {format_height(reps.spot_spread_m, unit)})."
        )
    return text
