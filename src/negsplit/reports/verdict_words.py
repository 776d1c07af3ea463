"""The two verdicts on a run in words, the same on every surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.analysis.match import Matching
from negsplit.analysis.shape import Answer
from negsplit.reports.wording import percent, sentence, sure
from negsplit.units import format_clock, format_pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.analysis.shape import Shape
    from negsplit.units import DistanceUnit
    from negsplit.verify.dose import Dose
    from negsplit.verify.witnesses import Witness

SHAPE_TITLE = "Shape: did it lift?"
DOSE_TITLE = "Dose: the intended intensity, for long enough?"
# So many places where the lift paused are named.
_MOST_BREAKS = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict in words.

    Parameters
    ----------
    answer : Answer, optional
        Nothing where nothing was asked.
    headline : str
        The answer in a few words.
    sure : str
        How sure; empty where the answer is withheld.
    lines : tuple of str
        What it rests on, in sentences.
    """

    answer: Answer | None
    headline: str
    sure: str
    lines: tuple[str, ...]


def shape_words(shape: Shape, unit: DistanceUnit) -> Verdict:
    """Return the verdict on the shape."""
    answer = shape.is_progression
    heads = {
        Answer.YES: f"Yes, it lifted: {shape.form.value}.",
        Answer.NO: f"No progression: {shape.form.value}.",
        Answer.CANNOT_TELL: "Cannot tell.",
    }
    told = "" if answer is Answer.CANNOT_TELL else sure(shape.confidence)
    return Verdict(
        answer, heads.get(answer, answer.value), told, tuple(_shape_lines(shape, unit))
    )


def _shape_lines(shape: Shape, unit: DistanceUnit) -> Iterator[str]:
    yield sentence(shape.reason)
    if shape.start_mps and shape.finish_mps:
        clock = "by the clock"
        if shape.cooldown_s:  # it slows the second half of a run that lifted
            clock = "the whole run by the clock, cool-down included"
        yield (
            f"{format_pace(shape.start_mps, unit)} → "
            f"{format_pace(shape.finish_mps, unit)} on equal ground; {clock}, "
            f"{halves_words(shape.halves_ratio or 1.0)}."
        )
    if shape.breaks and shape.is_progression is Answer.YES:
        places = ", ".join(
            f"{format_clock(item.start_s)} ({percent(item.slower_frac)} slower)"
            for item in shape.breaks[:_MOST_BREAKS]
        )
        yield f"The lift paused at {places}."


def halves_words(ratio: float) -> str:
    """Return how much less or more time the second half of the distance took."""
    change = percent(abs(1 - ratio), 1)
    if change == percent(0, 1):
        return "both halves took the same"
    return f"the second half took {change} {'less' if ratio < 1 else 'more'} time"


def dose_words(dose: Dose | None, unit: DistanceUnit, remedy: str) -> Verdict:
    """Return the verdict on what was reached.

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
        told = "No plan and no goal were given, so there is nothing to reach."
        return Verdict(None, "", "", (f"{told} {remedy}",))
    heads = {
        Answer.YES: "Yes, reached.",
        Answer.PARTLY: "Partly.",
        Answer.NO: "Not reached.",
        Answer.CANNOT_TELL: "Cannot tell.",
    }
    is_told = dose.reached is not Answer.CANNOT_TELL
    return Verdict(
        dose.reached,
        heads[dose.reached],
        sure(dose.confidence) if is_told else "",
        tuple(_dose_lines(dose, unit)),
    )


def _dose_lines(dose: Dose, unit: DistanceUnit) -> Iterator[str]:
    if dose.goal is not None:
        yield f"Goal: {dose.goal.value}."
    yield sentence(dose.reason)
    bounds = "; ".join(_bounds(dose.witnesses, unit))
    if bounds:
        yield f"What counts: {bounds}."
    if dose.steps and dose.matching is not Matching.NONE:
        yield f"Steps found by {dose.matching.value}."


def _bounds(witnesses: tuple[Witness, ...], unit: DistanceUnit) -> Iterator[str]:
    for witness in witnesses:
        if witness.at_least_mps is not None:
            yield f"{format_pace(witness.at_least_mps, unit)} or faster on equal ground"
        if witness.at_least_bpm is not None:
            yield f"{witness.at_least_bpm:.0f} bpm or more"
