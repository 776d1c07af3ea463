"""Whether the run reached the intensity that its goal asks for, for long enough.

A progression run works only if it does; that is the one question asked here, and it
is answered apart from the shape. The witnesses and how they are weighed, so that to
know more never turns yes into no: :mod:`negsplit.verify.witnesses`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from negsplit.analysis.match import Matching, speed_band
from negsplit.analysis.shape import Answer
from negsplit.verify.steps import asks_heart_rate, is_easy
from negsplit.verify.witnesses import (
    UNPLANNED_S,
    Question,
    too_hot_for,
    witnesses_of,
)

if TYPE_CHECKING:
    from negsplit.analysis.match import Match
    from negsplit.runner import Runner
    from negsplit.verify.steps import Measured, StepResult
    from negsplit.verify.witnesses import Intent, Witness
    from negsplit.workout import Goal

# How far each way of finding the steps can be trusted where plan and run agree.
# Inferred.
MATCH_CONFIDENCE = {
    Matching.STEP_INDEX: 0.95,
    Matching.LAPS: 0.90,
    Matching.SPEED: 0.80,
    Matching.NONE: 0.80,
}
# So much of that is left where plan and run agree in nothing.
UNFIT_SHARE = 0.6
# A length that is our assumption.
ASSUMED_SHARE = 0.9
# What a second witness adds or takes. Inferred.
AGREEING = 1.05
CONTRADICTING = 0.65
ONE_WITNESS = 0.90


class Missing(Enum):
    """What would have to be known for an answer."""

    SOUND_DISTANCE = "a distance and pace that can be believed"
    RACE_OR_MAX_HR = "a race result, or maximum heart rate"
    HEART_RATE_OR_RACE = "a heart rate, or a race result"
    PLAN = "a plan: the goal has no intensity of its own"
    STEPS = "the steps of the plan in the recording"
    BUILD = "a build: it was stopped before a step could be found"
    HIGHER_MAX_HR = "a higher maximum heart rate: nobody holds this one for so long"
    HEART_RATE = "a heart rate: the plan asks for one"
    LONGER_STEPS = "longer steps: satellites cannot time these"
    TARGETS = "a pace or a heart rate in the plan, or a race result"


@dataclass(frozen=True, slots=True)
class Dose:
    """The verdict on what was reached, for how long.

    Parameters
    ----------
    reached : Answer
        Whether the intended intensity was reached for long enough.
    confidence : float
        How sure, from 0 to 1.
    missing : Missing, optional
        What would have to be known, if there is no witness.
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
    too_hot_s : float, optional
        For how long heart rate was above the bound of the goal, if for longer than
        anyone holds it: the maximum heart rate of the runner is too low. [s]
    heat_frac : float
        By how much slower paces counted as held, for the heat of the day.
    """

    reached: Answer
    confidence: float
    missing: Missing | None
    goal: Goal | None
    matching: Matching
    witnesses: tuple[Witness, ...]
    steps: tuple[StepResult, ...]
    built_steps: int | None = None
    too_hot_s: float | None = None
    heat_frac: float = 0.0


def dose_of(
    measured: Measured,
    intent: Intent,
    results: tuple[StepResult, ...],
    matched: Match,
    runner: Runner | None,
) -> Dose:
    """Return the verdict on what was reached."""
    witnesses = witnesses_of(measured, intent, results, matched, runner)
    answer = weighed(witnesses)
    too_hot_s = too_hot_for(measured, intent, runner)
    is_unknown = None if witnesses else _missing(measured, intent, results, runner)
    if is_unknown is Missing.HEART_RATE_OR_RACE and too_hot_s is not None:
        is_unknown = Missing.HIGHER_MAX_HR
    return Dose(
        reached=answer,
        confidence=_confidence(witnesses, intent, matched),
        missing=is_unknown,
        goal=intent.goal,
        matching=matched.how,
        witnesses=witnesses,
        steps=results,
        built_steps=_built_steps(results) if answer is not Answer.YES else None,
        too_hot_s=too_hot_s,
        heat_frac=measured.heat_frac,
    )


def weighed(witnesses: tuple[Witness, ...]) -> Answer:
    """Return what the witnesses support: yes and no only where all agree."""
    answers = {witness.answer for witness in witnesses}
    if not answers or {Answer.YES, Answer.NO} <= answers:
        return Answer.CANNOT_TELL
    return answers.pop() if len(answers) == 1 else Answer.PARTLY


def _confidence(
    witnesses: tuple[Witness, ...], intent: Intent, matched: Match
) -> float:
    if not witnesses:
        return 0.0
    confidence = 1.0
    if any(witness.about is Question.PLAN for witness in witnesses):
        fits = UNFIT_SHARE + (1 - UNFIT_SHARE) * matched.fit
        confidence = MATCH_CONFIDENCE[matched.how] * fits
    if any(witness.about is Question.GOAL for witness in witnesses):
        confidence = min(confidence, MATCH_CONFIDENCE[Matching.NONE])
        confidence *= ASSUMED_SHARE if intent.workout is None else 1.0
    if len({witness.answer for witness in witnesses}) > 1:
        return confidence * CONTRADICTING
    return min(confidence * (AGREEING if len(witnesses) > 1 else ONE_WITNESS), 0.99)


def _missing(
    measured: Measured,
    intent: Intent,
    results: tuple[StepResult, ...],
    runner: Runner | None,
) -> Missing:
    if measured.is_distance_broken:
        return Missing.SOUND_DISTANCE
    is_known = runner is not None and (
        runner.vdot_ml_kg_min is not None or runner.has_heart_rate
    )
    if intent.goal in UNPLANNED_S:
        return Missing.HEART_RATE_OR_RACE if is_known else Missing.RACE_OR_MAX_HR
    if not results:
        return Missing.PLAN
    if all(result.split is None for result in results):
        return Missing.STEPS
    work = [result for result in results if not is_easy(result.step)]
    return _missing_of_work(work)


def _missing_of_work(work: list[StepResult]) -> Missing:
    """Return what the hard steps lack; a plan of easy running has nothing to hold."""
    if not work:
        return Missing.PLAN
    if any(asks_heart_rate(result.step) for result in work):
        return Missing.HEART_RATE
    return Missing.LONGER_STEPS if _are_too_short(work) else Missing.TARGETS


def _are_too_short(work: list[StepResult]) -> bool:
    paced = [result for result in work if speed_band(result.step) is not None]
    return bool(paced) and all(result.pace is None for result in paced)


def _built_steps(results: tuple[StepResult, ...]) -> int | None:
    """Return how many steps were built before the build stopped, if it did."""
    held = [result.reached is Answer.YES for result in results]
    built = next((i for i, ok in enumerate(held) if not ok), len(held))
    stopped = 0 < built < len(held) and not any(held[built:])
    return built if stopped else None
