"""A solved hold as text and as data: what binds, and what its neighbours would do."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from negsplit.cli.workout_page import WIDTH, bullets
from negsplit.evidence.training import (
    COMPLETABLE_HOLD,
    CONTROLLED_BUILD,
    INTERVALS_REACH_FURTHER,
    SHORT_HARD_PART,
    STEADY_THRESHOLD,
)
from negsplit.reports.solved_words import (
    COUNTED,
    UNSURE,
    between_words,
    chance_words,
    hold_words,
    is_unsure,
)
from negsplit.reports.wording import sentence
from negsplit.units import DistanceUnit, format_clock
from negsplit.workout import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.solve import Neighbour, Solution, Trial

_OF_THE_GOAL = {
    Goal.THRESHOLD: STEADY_THRESHOLD,
    Goal.VO2MAX: INTERVALS_REACH_FURTHER,
    Goal.BASE: SHORT_HARD_PART,
}


def solution_lines(found: Solution) -> Iterator[str]:
    """Yield what was solved, for the page of a design."""
    goal, unit = found.design.goal, found.design.recipe.unit
    told = found.trial.reached(goal)
    phases = f"Best hold: {hold_words(found.hold, unit)}"
    if found.warm_up is not None:
        phases += (
            f", after {hold_words(found.warm_up, unit)} of easy running and the build"
        )
    yield phases
    yield f"{between_words(told)} {COUNTED[goal]}"
    yield f"{between_words(found.as_drawn.reached(goal))} as the article draws the run"
    yield f"chance of completing it, by D′ and by duration: {_chance(found.trial)}"
    yield f"what keeps it from being longer: {' and '.join(found.binding)}"
    for neighbour in found.neighbours:
        yield from bullets((_neighbour(neighbour, told.middle, goal, unit),))
    if found.protocols:
        yield ""
        yield "Near VO2max (90 % of it or more), and with heart rate at 90 % or more:"
    for row in found.protocols:
        near, high = between_words(row.near_vo2max_s), between_words(row.high_hr_s)
        yield f"  {row.name:<11} {near:<25} {high}"
    yield ""
    if is_unsure(told) or any(is_unsure(row.near_vo2max_s) for row in found.protocols):
        yield from wrap(sentence(UNSURE), WIDTH)
        yield ""
    yield from bullets(
        tuple(
            f"{claim.text} ({claim.grade.value})"
            for claim in (
                COMPLETABLE_HOLD,
                CONTROLLED_BUILD,
                _OF_THE_GOAL[goal],
            )
        )
    )


def solution_data(found: Solution) -> dict[str, object]:
    """Return what was solved as records for ``--json``."""
    goal = found.design.goal
    return {
        "hold": found.hold,
        "binding": found.binding,
        "predicted": found.trial.dose,
        "warm_up": found.warm_up,
        "gentle_s": found.trial.drawing.gentle_s,
        "as_drawn": found.as_drawn.dose,
        "neighbours": [
            {
                "hold": neighbour.hold,
                "reached_s": neighbour.trial.reached(goal),
                "completion_frac": neighbour.trial.dose.completion_frac,
                "limits_broken": neighbour.breaks,
            }
            for neighbour in found.neighbours
        ],
        "protocols": found.protocols,
    }


def _chance(found: Trial) -> str:
    return chance_words(found.dose.completion_frac)


def _neighbour(
    neighbour: Neighbour, best_s: float, goal: Goal, unit: DistanceUnit
) -> str:
    change = neighbour.trial.reached(goal).middle - best_s
    sign = "−" if change < 0 else "+"
    told = (
        f"{hold_words(neighbour.hold, unit)} instead: dose {sign}"
        f"{format_clock(abs(change))}, chance {_chance(neighbour.trial)}"
    )
    if neighbour.breaks:
        told += f"; breaks the limit on {' and '.join(neighbour.breaks)}"
    return told
