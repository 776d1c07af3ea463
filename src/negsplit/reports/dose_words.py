"""The verdict on what was held, in words, the same on every surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.analysis.match import Matching
from negsplit.analysis.shape import Answer
from negsplit.reports.verdict_words import Verdict
from negsplit.reports.wording import sure
from negsplit.units import format_clock, format_pace
from negsplit.verify.dose import Missing
from negsplit.verify.witnesses import Measure, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.units import DistanceUnit
    from negsplit.verify.dose import Dose
    from negsplit.verify.witnesses import Witness

DOSE_TITLE = "Did you hold the target?"
_HEADS = {
    Answer.YES: "Target held.",
    Answer.PARTLY: "Part of the target.",
    Answer.NO: "Target missed.",
    Answer.CANNOT_TELL: "Can't tell.",
}
_MISSING = {
    Missing.SOUND_DISTANCE: (
        "The distance in this file looks wrong, so I can't judge the pace."
    ),
    Missing.RACE_OR_MAX_HR: (
        "What counts for this goal depends on you. Add a race result or your maximum "
        "heart rate."
    ),
    Missing.HEART_RATE_OR_RACE: (
        "This run has no heart rate. Add a race result and I can judge by pace."
    ),
    Missing.PLAN: (
        "This kind of run has no target of its own. Nothing to hit, nothing to miss."
    ),
    Missing.STEPS: (
        "I couldn't find the planned steps in this run. Did you run something else?"
    ),
    Missing.BUILD: (
        "You stopped before the build began, so there is nothing to measure. Fine."
    ),
    Missing.HIGHER_MAX_HR: (
        "Add a race result, or a higher maximum heart rate, and I can judge this run."
    ),
    Missing.HEART_RATE: (
        "The plan asks for heart rates, and this run has none to judge by."
    ),
    Missing.LONGER_STEPS: (
        "The hard steps are too short for GPS: a few metres of error are 5% and more."
    ),
    Missing.TARGETS: (
        "Your plan is by effort only. Add a race result and I can check the pace too."
    ),
}
# Less than this is not worth a sentence.
LEAST_HEAT_FRAC = 0.005
_MATCHED = {
    Matching.STEP_INDEX: "Matched by the watch's own step numbers.",
    Matching.LAPS: "Matched by your laps.",
    Matching.SPEED: "Matched by lengths and pace, without laps.",
}


def dose_words(dose: Dose | None, unit: DistanceUnit, remedy: str) -> Verdict:
    """Return the verdict on what was held.

    Parameters
    ----------
    dose : Dose, optional
        Nothing where neither plan nor goal was given.
    unit : DistanceUnit
        Of paces.
    remedy : str
        How to give a plan or a goal here.
    """
    if dose is None:
        return Verdict(
            None, DOSE_TITLE, "", "", (f"No target set for this run. {remedy}",)
        )
    is_told = dose.reached is not Answer.CANNOT_TELL
    return Verdict(
        dose.reached,
        DOSE_TITLE,
        _HEADS[dose.reached],
        sure(dose.confidence) if is_told else "",
        tuple(_lines(dose, unit)),
    )


def _lines(dose: Dose, unit: DistanceUnit) -> Iterator[str]:
    if dose.goal is not None:
        yield f"Goal: {dose.goal.value}."
    if dose.missing is not None:
        yield _MISSING[dose.missing]
    for witness in dose.witnesses:
        if not _is_said(witness, dose.witnesses):
            yield held_words(witness, unit, is_planned=bool(dose.steps))
    if dose.too_hot_s is not None:
        yield (
            "Your heart rate was that of hard running for "
            f"{format_clock(dose.too_hot_s)} h, which nobody holds. Your maximum is "
            "probably higher than the one set, so heart rate doesn't count here."
        )
    if any(witness.is_out_of_reach for witness in dose.witnesses):
        yield "Your fastest kilometre was slower than that pace."
    if dose.heat_frac >= LEAST_HEAT_FRAC and any(
        witness.by is Measure.PACE for witness in dose.witnesses
    ):
        yield (
            f"It was hot: up to {100 * dose.heat_frac:.0f}% slower counts as the same "
            "effort."
        )
    if dose.witnesses and not dose.steps:
        minutes = dose.witnesses[0].planned_s / 60
        yield f"There was no plan, so I assumed {minutes:.0f} min."
    yield from _disagreement(dose)
    if dose.steps and dose.matching in _MATCHED:
        yield _MATCHED[dose.matching]


def _is_said(witness: Witness, witnesses: tuple[Witness, ...]) -> bool:
    """Return whether the goal's witness says the same of the hardest steps."""
    return witness.about is Question.PLAN and any(
        other.about is Question.GOAL
        and other.by is witness.by
        and other.answer is witness.answer
        for other in witnesses
    )


def held_words(witness: Witness, unit: DistanceUnit, *, is_planned: bool) -> str:
    """Return for how long an intensity was held, with what counts."""
    planned = f"{format_clock(witness.reached_s)} min of "
    planned += f"{format_clock(witness.planned_s)}{' planned' if is_planned else ''}"
    if witness.at_least_mps is not None:
        pace = format_pace(witness.at_least_mps, unit)
        return f"You held {pace} or faster, grade-adjusted, for {planned}."
    if witness.at_least_bpm is not None:
        return f"Your heart rate was {witness.at_least_bpm:.0f} or more for {planned}."
    return f"You held the pace of the hardest steps for {planned}."


def _disagreement(dose: Dose) -> Iterator[str]:
    """Say where the witnesses disagree, and what that may come from."""
    if len({witness.answer for witness in dose.witnesses}) < 2:
        return
    if len({witness.by for witness in dose.witnesses}) > 1:
        yield "Pace and heart rate disagree. Heat, hills or tired legs do that."
    elif len({witness.about for witness in dose.witnesses}) > 1:
        yield "The plan and the goal ask for different things."
