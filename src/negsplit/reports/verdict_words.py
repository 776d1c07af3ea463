"""The two verdicts on a run in words, the same on every surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.analysis.shape import Answer
from negsplit.reports.wording import percent, sentence, sure
from negsplit.units import format_clock, format_pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.analysis.shape import Shape
    from negsplit.units import DistanceUnit

SHAPE_TITLE = "Shape: did it lift?"
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
