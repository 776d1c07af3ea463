"""The tree as it was read, before it becomes records.

Two things wait for the whole tree: ``last 5km`` is cut from what precedes it, and a
pace that changes from repetition to repetition (``>>``) writes its repeat out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from negsplit.notation.quantities import tidy_metres
from negsplit.notation.targets import Change
from negsplit.workout import (
    MAX_STEPS,
    Cue,
    Distance,
    Intensity,
    Item,
    Length,
    Repeat,
    Step,
    Target,
    Time,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.notation.cursor import Cursor


@dataclass(slots=True)
class StepDraft:
    """A step as it was read, at a place in the text."""

    at: int
    length: Length
    targets: list[Target | Change] = field(default_factory=list)
    intensity: Intensity | None = None
    until_lap: bool = False
    incline_frac: float | None = None
    notes: list[str] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether a target changes from repetition to repetition."""
        return any(isinstance(target, Change) for target in self.targets)

    def build(self, cursor: Cursor, place: Fraction | None) -> Step:
        """Return the step as it is at a place, from 0 to 1, among repetitions."""
        with cursor.blame(self.at):
            return Step(
                self.length,
                tuple(self._target(cursor, target, place) for target in self.targets),
                self.intensity,
                self.until_lap,
                self.incline_frac,
                " ".join(self.notes),
                tuple(self.cues),
            )

    def _target(
        self, cursor: Cursor, target: Target | Change, place: Fraction | None
    ) -> Target:
        if not isinstance(target, Change):
            return target
        if place is None:
            raise cursor.fail(
                "'>>' changes the pace over repetitions and needs a repeat; write > "
                "for a change within the step",
                self.at,
            )
        return target.at(place)


@dataclass(slots=True)
class RepeatDraft:
    """A repeat as it was read, at a place in the text."""

    at: int
    times: int
    items: list[Draft]
    skip_last: bool = False

    def build(self, cursor: Cursor, place: Fraction | None) -> list[Item]:
        """Return the repeat, or its items written out if a pace changes over it."""
        if not any(isinstance(item, StepDraft) and item.changes for item in self.items):
            items = build_all(cursor, self.items, place)
            with cursor.blame(self.at):
                return [Repeat(self.times, tuple(items), self.skip_last)]
        written: list[Item] = []
        for index in range(self.times):
            is_last = index == self.times - 1
            inner = self.items[:-1] if is_last and self.skip_last else self.items
            at = Fraction(index, max(self.times - 1, 1))
            written.extend(build_all(cursor, inner, at))
            if len(written) > MAX_STEPS:
                raise cursor.fail(f"workout of more than {MAX_STEPS} steps", self.at)
        return written


Draft = StepDraft | RepeatDraft


def build_all(
    cursor: Cursor, drafts: Sequence[Draft], place: Fraction | None = None
) -> list[Item]:
    """Return drafts as records."""
    items: list[Item] = []
    for draft in drafts:
        if isinstance(draft, StepDraft):
            items.append(draft.build(cursor, place))
        else:
            items.extend(draft.build(cursor, place))
    return items


def cut_last(cursor: Cursor, before: list[Draft], last: StepDraft) -> None:
    """Shorten the step before by ``last``, which runs at its end."""
    whole = before[-1] if before else None
    if not isinstance(whole, StepDraft):
        raise cursor.fail(
            "'last' is cut from the step before it, and there is none; write for "
            "example 45min easy, last 10min hard",
            last.at,
        )
    if any(cue.before_end for cue in whole.cues):
        raise cursor.fail("put the cue with 'left' on the last step", last.at)
    with cursor.blame(last.at):
        whole.length = _remainder(cursor, whole.length, last)


def _remainder(cursor: Cursor, whole: Length, last: StepDraft) -> Length:
    match whole, last.length:
        case Time(total), Time(part) if part < total:
            return replace(whole, duration_s=total - part)
        case Distance(total), Distance(part) if part < total:
            return replace(whole, distance_m=tidy_metres(total - part))
        case (Time(), Time()) | (Distance(), Distance()):
            raise cursor.fail(
                "'last' is as long as the whole step before it; make it shorter",
                last.at,
            )
        case _:
            raise cursor.fail(
                "'last' and the step before it must both be distances or both times",
                last.at,
            )
