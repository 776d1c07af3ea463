"""The two verdicts on a run in words, the same on every surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.analysis.session import Kind
from negsplit.analysis.settings import SHAPE
from negsplit.analysis.shape import Answer, Reason
from negsplit.reports.kind_words import session_line
from negsplit.reports.wording import percent, sentence, sure
from negsplit.units import format_clock, format_pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.analysis.shape import Shape
    from negsplit.units import DistanceUnit

SHAPE_TITLE = "Did you progress?"
KIND_TITLE = "What was this run?"
# So many places where a progression broke are named.
_MOST_BREAKS = 3
# A shorter one is a walk to the door.
_NAMED_COOLDOWN_S = 120


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict in words.

    Parameters
    ----------
    answer : Answer, optional
        Nothing where nothing was asked.
    title : str
        The question that is answered.
    headline : str
        The answer in a few words.
    sure : str
        How sure; empty where the answer is withheld.
    lines : tuple of str
        What it rests on, in sentences.
    """

    answer: Answer | None
    title: str
    headline: str
    sure: str
    lines: tuple[str, ...]


def shape_words(shape: Shape, unit: DistanceUnit, *, is_meant: bool = False) -> Verdict:
    """Return the verdict on the shape.

    Parameters
    ----------
    shape : Shape
        The verdict.
    unit : DistanceUnit
        Of paces and distances.
    is_meant : bool
        Whether a progression was planned: only then is its absence an answer.
    """
    answer = shape.is_progression
    lines = tuple(_shape_lines(shape, unit))
    if shape.kind is Kind.CANNOT_TELL:
        return Verdict(answer, KIND_TITLE, "Can't tell from this recording.", "", lines)
    what = f"{session_line(shape, unit)}."
    if answer is Answer.YES:
        head = f"Yes, you progressed: {shape.form.value}."
        return Verdict(answer, SHAPE_TITLE, head, sure(shape.confidence), lines)
    if answer is Answer.CANNOT_TELL:
        return Verdict(answer, KIND_TITLE, what, "", lines)
    if is_meant:
        head = f"No progression this time. {what}"
        return Verdict(answer, SHAPE_TITLE, head, sure(shape.confidence), lines)
    return Verdict(answer, KIND_TITLE, what, sure(shape.kind_probability), lines)


def _shape_lines(shape: Shape, unit: DistanceUnit) -> Iterator[str]:
    yield reason_words(shape)
    is_cooled = shape.cooldown_s >= _NAMED_COOLDOWN_S
    has_ends = shape.kind in (Kind.PROGRESSION, Kind.STEADY, Kind.FADE, Kind.RACE)
    if has_ends and shape.start_mps and shape.finish_mps:
        paces = (
            f"Grade-adjusted, from {format_pace(shape.start_mps, unit)} to "
            f"{format_pace(shape.finish_mps, unit)}."
        )
        # By the clock, a cool-down slows the second half of a run that got faster.
        halves = "" if is_cooled else sentence(halves_words(shape.halves_ratio or 1.0))
        yield f"{paces} {halves}".rstrip()
    if is_cooled and shape.kind is Kind.PROGRESSION:
        cooldown = format_clock(shape.cooldown_s)
        yield f"The cool-down of {cooldown} min at the end isn't counted."
    if shape.breaks and shape.is_progression is Answer.YES:
        places = ", ".join(
            f"{format_clock(item.start_s)} ({percent(item.slower_frac)} slower)"
            for item in shape.breaks[:_MOST_BREAKS]
        )
        yield f"You eased off at {places}."


def reason_words(shape: Shape) -> str:
    """Return why the verdict is what it is, in a sentence or two."""
    return REASONS[shape.reason].format(
        change=_change(shape),
        least=format_clock(SHAPE.shortest_s),
        fault=sentence(shape.fault or "the speed in this file jumps too much"),
    )


# What each reason says; {change} is how the last quarter compares with the first.
REASONS = {
    Reason.GOT_FASTER: "{change}, and you kept getting faster to the end.",
    Reason.STEP_BY_STEP: (
        "{change}, and nearly every split was quicker than the one before."
    ),
    Reason.PUSHED: "You ran evenly and then pushed hard over the last part.",
    Reason.LEVEL: "Your pace stayed level from start to finish. {change}.",
    Reason.EARLY: "You sped up out of the warm-up and then held one pace.",
    Reason.UP_AND_DOWN: "Your pace went up and down instead of building.",
    Reason.GIVEN_BACK: "You sped up, but gave most of it back later.",
    Reason.UNCLEAR: (
        "{change}. Whether that was a progression is too close to call: it could be "
        "the hills or chance."
    ),
    Reason.ALTERNATED: "Fast and slow stretches alternated.",
    Reason.BLOCK: "One stretch at a faster pace, with easy running around it.",
    Reason.WALKED: "Running and walking alternated.",
    Reason.HILLS: "The hills set the pace: you were slow where it went up.",
    Reason.FADED: "{change}, and you slowed down along the way.",
    Reason.TOO_SHORT: "There is too little running here. I need at least {least} min.",
    Reason.FAULTY: "{fault}",
    Reason.TOO_FAST: (
        "Long stretches are faster than anyone runs: a ride, or positions that jump."
    ),
    Reason.CONSTANT: (
        "The speed never changes, so it was set or filled in, not measured. I can't "
        "judge a progression from it."
    ),
}


def _change(shape: Shape) -> str:
    share = shape.lift_frac or 0.0
    if percent(abs(share)) == percent(0):
        return "The last quarter was as fast as the first"
    than = "faster" if share > 0 else "slower"
    return f"The last quarter was {percent(abs(share))} {than} than the first"


def halves_words(ratio: float) -> str:
    """Return how much less or more time the second half of the distance took."""
    change = percent(abs(1 - ratio))
    if change == percent(0):
        return "even halves by the clock"
    than = "quicker" if ratio < 1 else "slower"
    return f"the second half was {change} {than} by the clock"
