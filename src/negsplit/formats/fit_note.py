"""What a watch step cannot hold, as text that can be read back.

The text is our own notation without the length: ``easy or lap "stand tall"``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from negsplit.errors import NegsplitError
from negsplit.notation import parse
from negsplit.notation.printer import length_text, step_text, target_text
from negsplit.workout import Step, Time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from negsplit.workout import Length, Target

# Stands for the length that the text leaves out.
_LENGTH = Time(600.0)
_LENGTH_TEXT = length_text(_LENGTH)


def target_words(targets: Iterable[Target], length: Length) -> str:
    """Return targets as a runner reads them on a small screen: ``10k easy``."""
    texts = (target_text(target, length).removeprefix("@") for target in targets)
    return " ".join(texts)


def note_of(step: Step) -> str:
    """Return targets, incline, lap button, note and cues of a step as text.

    A note that stands alone is left without quotes, unless it would be understood as
    something else.
    """
    is_note_alone = step.note and step == Step(
        step.length, intensity=step.intensity, note=step.note
    )
    if is_note_alone and understood(step.note) is None:
        return step.note
    text = step_text(replace(step, length=_LENGTH, intensity=None))
    return text.removeprefix(_LENGTH_TEXT).strip()


def understood(text: str) -> Step | None:
    """Return a step with what the text says, None if it is not notation.

    >>> understood("easy or lap").until_lap, understood("relax your shoulders")
    (True, None)
    """
    for fragment in (text, f"@{text}"):
        try:
            items = parse(f"{_LENGTH_TEXT} {fragment}").items
        except NegsplitError:
            continue
        match items:
            case (Step(length=length) as step,) if length == _LENGTH:
                # A word that the notation passes over must not be lost.
                said = step.targets or step.until_lap or step.note or step.cues
                return step if said or step.incline_frac is not None else None
    return None
