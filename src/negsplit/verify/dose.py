"""Whether the run reached the intensity that its goal asks for, for long enough.

A progression run works only if it does; that is the one question asked here, and it
is answered apart from the shape. Pace and heart rate are two witnesses (see
:mod:`negsplit.verify.witnesses`). Where they agree the answer is surer; where they do
not, it says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.analysis.match import Matching
from negsplit.analysis.shape import Answer
from negsplit.units import format_clock
from negsplit.verify.steps import asks_heart_rate
from negsplit.verify.witnesses import UNPLANNED_S, witnesses_of

if TYPE_CHECKING:
    from negsplit.analysis.match import Match
    from negsplit.runner import Runner
    from negsplit.verify.steps import Measured, StepResult
    from negsplit.verify.witnesses import Intent, Witness
    from negsplit.workout import Goal

# How far each way of finding the steps can be trusted. Inferred.
MATCH_CONFIDENCE = {
    Matching.STEP_INDEX: 0.95,
    Matching.LAPS: 0.85,
    Matching.SPEED: 0.70,
    Matching.NONE: 0.60,
}
# What a second witness adds or takes. Inferred.
AGREEING = 1.05
CONTRADICTING = 0.65
ONE_WITNESS = 0.90


@dataclass(frozen=True, slots=True)
class Dose:
    """The verdict on what was reached, for how long.

    Parameters
    ----------
    reached : Answer
        Whether the intended intensity was reached for long enough.
    confidence : float
        How sure, from 0 to 1.
    reason : str
        The evidence, in a sentence.
    goal : Goal, optional
        What the run was for.
    matching : Matching
        How the steps were found.
    witnesses : tuple of Witness
        The measurements that the answer rests on.
    steps : tuple of StepResult
        Each step of the plan; empty without a plan.
    built_steps : int, optional
        If the build was stopped early, how many steps had been built by then.
    """

    reached: Answer
    confidence: float
    reason: str
    goal: Goal | None
    matching: Matching
    witnesses: tuple[Witness, ...]
    steps: tuple[StepResult, ...]
    built_steps: int | None = None


def dose_of(
    measured: Measured,
    intent: Intent,
    results: tuple[StepResult, ...],
    matched: Match,
    runner: Runner | None,
) -> Dose:
    """Return the verdict on what was reached."""
    witnesses = witnesses_of(measured, intent, results, matched, runner)
    answer, confidence = _weighed(witnesses, matched)
    return Dose(
        reached=answer,
        confidence=confidence,
        reason=_reason(measured, witnesses, intent, matched, runner),
        goal=intent.goal,
        matching=matched.how,
        witnesses=witnesses,
        steps=results,
        built_steps=_built_steps(results) if answer is not Answer.YES else None,
    )


def _weighed(witnesses: tuple[Witness, ...], matched: Match) -> tuple[Answer, float]:
    """Return the answer that the witnesses support, and how surely."""
    if not witnesses:
        return Answer.CANNOT_TELL, 0.0
    answers = [witness.answer for witness in witnesses]
    confidence = MATCH_CONFIDENCE[matched.how]
    if len(set(answers)) == 1:
        factor = AGREEING if len(answers) > 1 else ONE_WITNESS
        return answers[0], min(confidence * factor, 0.99)
    if {Answer.YES, Answer.NO} <= set(answers):
        return Answer.CANNOT_TELL, confidence * CONTRADICTING
    return Answer.PARTLY, confidence * CONTRADICTING


def _reason(
    measured: Measured,
    witnesses: tuple[Witness, ...],
    intent: Intent,
    matched: Match,
    runner: Runner | None,
) -> str:
    if not witnesses and measured.is_distance_broken:
        return "distance and pace of this recording cannot be believed"
    if not witnesses:
        return _missing(intent, matched, runner)
    parts = [
        f"by {witness.by.value}, {format_clock(witness.reached_s)} where "
        f"{format_clock(witness.planned_s)} were meant"
        for witness in witnesses
    ]
    sentence = "; ".join(parts)
    if not intent.steps:
        sentence += " (no plan: that length is our assumption)"
    answers = {witness.answer for witness in witnesses}
    if len(answers) > 1:
        sentence += "; the two do not agree, as on a hot, hilly or tired day"
    return sentence


def _missing(intent: Intent, matched: Match, runner: Runner | None) -> str:
    """Return what would have to be known for an answer."""
    is_known = runner is not None and (
        runner.vdot_ml_kg_min is not None or runner.has_heart_rate
    )
    if intent.goal in UNPLANNED_S and not is_known:
        return (
            f"what counts as {intent.goal.value} depends on the runner: a race result, "
            "or maximum heart rate, says it"
        )
    if intent.goal in UNPLANNED_S:
        return "there is no heart rate to judge by; a race result gives a pace to judge"
    if not intent.steps:
        return "this goal has no intensity of its own: only a plan says what to reach"
    if matched.how is Matching.NONE:
        return "the steps of the plan could not be found in the recording"
    if any(asks_heart_rate(step) for step in intent.steps):
        return "the plan asks for heart rates, and the run has none to judge by"
    return (
        "the plan names no pace and no heart rate for what it builds up to; a race "
        "result turns effort words into paces"
    )


def _built_steps(results: tuple[StepResult, ...]) -> int | None:
    """Return how many steps were built before the build stopped, if it did."""
    held = [result.reached is Answer.YES for result in results]
    built = next((i for i, ok in enumerate(held) if not ok), len(held))
    stopped = 0 < built < len(held) and not any(held[built:])
    return built if stopped else None
