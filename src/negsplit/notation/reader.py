"""Reading the notation: headers, items, steps and what modifies them."""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING

from negsplit.notation.cursor import Cursor, pattern, word
from negsplit.notation.draft import (
    Draft,
    RepeatDraft,
    StepDraft,
    build_all,
    cut_last,
)
from negsplit.notation.quantities import (
    length_unit,
    take_clock,
    take_length,
    take_number,
    take_quoted,
)
from negsplit.notation.targets import Place, fraction_of, take_target
from negsplit.units import DistanceUnit, SpeedUnit
from negsplit.workout import (
    MAX_NESTING,
    Cue,
    Distance,
    Effort,
    Goal,
    Intensity,
    Repeat,
    SpeedTarget,
    Step,
    Time,
    Workout,
)

if TYPE_CHECKING:
    import re

_NEWLINES = pattern(r"(?: *(?:\r\n|\r|\n))+")
_TITLE = pattern(r"(?:#|name:) *([^\r\n]*)")
_UNITS = pattern(r"units: *([^\r\n]*)")
_GOAL = pattern(r"goal: *([^\r\n]*)")
_BULLET = pattern(r"[-*\u2022] +")

_SEPARATOR = pattern(
    r"(?: *(?:,|;|\+|->|→|then(?![a-z])|\r\n|\r|\n))(?: *(?:\r\n|\r|\n))*"
)
_LABEL = pattern(r"(wu|warm[ -]?up|cd|cool[ -]?down|work|rec)(?![a-z]) ?:?")
_LABELS = {
    "wu": Intensity.WARMUP,
    "wa": Intensity.WARMUP,
    "cd": Intensity.COOLDOWN,
    "co": Intensity.COOLDOWN,
    "wo": Intensity.WORK,
    "re": Intensity.RECOVERY,
}
_COUNT = pattern(r"([0-9]{1,9}) ?(?:[x*]|times(?![a-z]))")
_OPEN, _CLOSE = pattern(r"\("), pattern(r"\)")
_RECOVERY = pattern(r"(?:R|rec|with|off)(?![a-z])|w/|w\.|/ ?(?=[0-9])")
_BETWEEN = word("between")
_LAST = pattern(r"(?:with +)?(?:the +)?last(?![a-z])")
_FILLER = word("run", "goal", "race", "pace", "effort", "uphill", "on", "of", "the")
_AT = pattern(r"@|at(?![a-z])")
_IN = word("in")
_DASH = pattern(r"-")
_SECONDS = word("s", "sec")
_INCLINE = pattern(r"(?:incline|grade) ?(-)?")
_PERCENT = pattern(r"%")
_OR_LAP = pattern(r"(?:or|until) +lap(?![a-z])")
_CUE = pattern(r"!")
_LEFT = word("left")


def parse(text: str, *, default_unit: DistanceUnit | None = None) -> Workout:
    """Return the workout that a text says.

    Parameters
    ----------
    text : str
        One workout, with headers or without.
    default_unit : DistanceUnit, optional
        What a pace without a unit is per, where neither its step nor a header says.

    Raises
    ------
    FormatError
        If the text is not understood; ``offset`` is the character it is about.

    Examples
    --------
    >>> parse("wu 2km easy, 6x400m @4:00/km R 1min jog").items[0].length
    Distance(distance_m=2000.0)
    """
    return _Reader(text, default_unit).workout()


def hints(workout: Workout) -> tuple[str, ...]:
    """Return what the author may have meant otherwise, a sentence each."""
    return tuple(
        f"the recovery after the {first.times} repetitions is run once; write "
        "R instead of the comma to run it after each"
        for first, second in zip(workout.items, workout.items[1:], strict=False)
        if isinstance(first, Repeat)
        and len(first.items) == 1
        and isinstance(second, Step)
        and second.purpose is Intensity.RECOVERY
        and second.intensity is None
    )


class _Reader:
    """Recursive descent over one text."""

    def __init__(self, text: str, default_unit: DistanceUnit | None) -> None:
        self.cursor = Cursor(text)
        self.default_unit = default_unit
        self.name = ""
        self.unit: DistanceUnit | None = None
        self.goal: Goal | None = None

    def workout(self) -> Workout:
        cursor = self.cursor
        self._headers()
        if cursor.at_end():
            raise cursor.fail("the workout is empty; write for example 5km easy")
        start = cursor.at
        items = build_all(cursor, self._sequence(depth=1))
        if not cursor.at_end():
            raise self._unknown()
        with cursor.blame(start):
            return Workout(tuple(items), self.name, self.unit, self.goal)

    # Headers

    def _headers(self) -> None:
        cursor = self.cursor
        while True:
            cursor.take(_NEWLINES)
            at = cursor.skip_blanks()
            if found := cursor.take(_TITLE):
                self.name = cursor.original[found.start(1) : found.end(1)].strip()
            elif found := cursor.take(_UNITS):
                self.unit = self._header_unit(found, at)
            elif found := cursor.take(_GOAL):
                self.goal = self._header_goal(found, at)
            else:
                return

    def _header_unit(self, found: re.Match[str], at: int) -> DistanceUnit:
        for unit in DistanceUnit:
            if found[1].strip().lower() == unit.value:
                return unit
        raise self.cursor.fail(f"units '{found[1].strip()}' must be km or mi", at)

    def _header_goal(self, found: re.Match[str], at: int) -> Goal:
        for goal in Goal:
            if found[1].strip().lower() == goal.value:
                return goal
        known = ", ".join(goal.value for goal in Goal)
        raise self.cursor.fail(f"goal '{found[1].strip()}' is none of {known}", at)

    # Items

    def _sequence(self, depth: int) -> list[Draft]:
        items: list[Draft] = []
        self._item(items, depth)
        while True:
            if self.cursor.peek(_LAST):
                self._item(items, depth)
            elif self.cursor.take(_SEPARATOR):
                if self.cursor.at_end() or self.cursor.peek(_CLOSE):
                    return items
                self._item(items, depth)
            elif self.cursor.take(_RECOVERY):
                items.append(self._recovery_step())
            else:
                return items

    def _item(self, items: list[Draft], depth: int) -> None:
        cursor = self.cursor
        if self._at_line_start():
            cursor.take(_BULLET)
        if cursor.take(_LAST):
            last = self._step()
            cut_last(cursor, items, last)
            items.append(last)
        elif cursor.peek(_COUNT):
            items.append(self._repeat(depth))
        else:
            items.append(self._step())

    def _at_line_start(self) -> bool:
        before = self.cursor.text[: self.cursor.at].rstrip(" ")
        return not before or before[-1] in "\r\n"

    def _repeat(self, depth: int) -> RepeatDraft:
        cursor = self.cursor
        at = cursor.skip_blanks()
        count = cursor.take(_COUNT)
        times = int(count[1]) if count else 0
        if depth >= MAX_NESTING:
            raise cursor.fail(f"repeats are nested more than {MAX_NESTING - 1} deep")
        body = self._group(depth) or [self._step(bare=True)]
        skip = self._recovery(body)
        return RepeatDraft(at, times, body, skip)

    def _group(self, depth: int) -> list[Draft] | None:
        cursor = self.cursor
        at = cursor.skip_blanks()
        if not cursor.take(_OPEN):
            return None
        cursor.take(_NEWLINES)
        items = self._sequence(depth + 1)
        cursor.take(_NEWLINES)
        if not cursor.take(_CLOSE):
            if cursor.at_end():
                raise cursor.fail("this '(' is never closed; add ')'", at)
            raise self._unknown()
        return items

    def _recovery(self, body: list[Draft]) -> bool:
        """Append the recovery of a repeat; return whether the last is left out."""
        cursor = self.cursor
        if not cursor.peek(_LAST):
            if cursor.take(_RECOVERY):
                body.append(self._recovery_step())
            elif cursor.take(_OPEN):
                body.append(self._recovery_step())
                if not cursor.take(_CLOSE):
                    raise cursor.fail("the recovery's '(' is not closed; add ')'")
        return cursor.take(_BETWEEN) is not None

    def _recovery_step(self) -> StepDraft:
        step = self._step()
        if step.intensity not in (None, Intensity.RECOVERY):
            raise self.cursor.fail(
                "a recovery is no warm-up, work or cool-down; leave the label out",
                step.at,
            )
        step.intensity = Intensity.RECOVERY
        return step

    # Steps

    def _step(self, *, bare: bool = False) -> StepDraft:
        cursor = self.cursor
        while cursor.take(_FILLER):
            pass
        at = cursor.skip_blanks()
        label = self._label()
        own_unit = length_unit(cursor)
        length = take_length(cursor, bare=bare)
        if length is None:
            raise self._no_length()
        step = StepDraft(at, length, intensity=label)
        unit = own_unit or self.unit or self.default_unit
        while self._modifier(step, unit):
            pass
        return step

    def _label(self) -> Intensity | None:
        found = self.cursor.take(_LABEL)
        return _LABELS[found[1][:2].lower()] if found else None

    def _no_length(self) -> Exception:
        cursor = self.cursor
        at = cursor.skip_blanks()
        if cursor.at_end():
            return cursor.fail("the text ends where a step should follow; add one")
        found = cursor.next_word()
        if take_number(cursor) is not None:
            return cursor.fail(
                f"'{found}' has no unit; write {found}km, {found}mi or {found}min", at
            )
        return cursor.fail(
            f"'{found}' is not the length of a step; write 5km, 45min or lap", at
        )

    def _modifier(self, step: StepDraft, unit: DistanceUnit | None) -> bool:
        """Take one modifier of a step; return whether there was one."""
        cursor = self.cursor
        if cursor.take(_AT):
            self._target(step, unit)
        elif cursor.peek(_BETWEEN) or cursor.peek(_LAST):
            return False
        elif cursor.take(_IN):
            self._split(step)
        elif cursor.take(_OR_LAP):
            step.until_lap = True
        elif found := cursor.take(_INCLINE):
            step.incline_frac = self._incline(negative=bool(found[1]))
        elif cursor.take(_CUE):
            step.cues.append(self._cue())
        else:
            return self._bare(step, unit)
        return True

    def _bare(self, step: StepDraft, unit: DistanceUnit | None) -> bool:
        """Take a modifier that is told by its look alone."""
        note = take_quoted(self.cursor)
        if note is not None:
            step.notes.append(note)
            return True
        target = take_target(self.cursor, Place(marked=False, unit=unit))
        if target is not None:
            step.targets.append(target)
            return True
        label = self._late_label()
        if label is not None:
            step.intensity = label
            return True
        return self.cursor.take(_FILLER) is not None

    def _late_label(self) -> Intensity | None:
        """Take a label after the length; ``rec`` before a length starts a recovery."""
        cursor = self.cursor
        at = cursor.skip_blanks()
        label = self._label()
        if label is Intensity.RECOVERY:
            after = cursor.at
            if take_length(cursor) is not None:
                cursor.at = at
                return None
            cursor.at = after
        return label

    def _target(self, step: StepDraft, unit: DistanceUnit | None) -> None:
        target = take_target(self.cursor, Place(marked=True, unit=unit))
        if target is None:
            found = self.cursor.next_word()
            raise self.cursor.fail(
                f"'{found}' is not a target; write @4:30/km, @150bpm, @10k or @Z2"
            )
        step.targets.append(target)

    def _split(self, step: StepDraft) -> None:
        cursor = self.cursor
        at = cursor.skip_blanks()
        if not isinstance(step.length, Distance):
            raise cursor.fail(
                "'in' gives the time of a distance; write 400m in 90s", at
            )
        first = self._split_seconds()
        second = self._split_seconds() if cursor.take(_DASH) else first
        metres = Fraction(step.length.distance_m)
        slow, fast = max(first, second), min(first, second)
        with cursor.blame(at):
            step.targets.append(
                SpeedTarget(float(metres / slow), float(metres / fast), SpeedUnit.SPLIT)
            )

    def _split_seconds(self) -> Fraction:
        at = self.cursor.skip_blanks()
        seconds = take_clock(self.cursor)
        if seconds is None:
            seconds = take_number(self.cursor)
            self.cursor.take(_SECONDS)
        if not seconds:
            raise self.cursor.fail("'in' needs a time; write in 4:40 or in 90s", at)
        return seconds

    def _incline(self, *, negative: bool) -> float:
        at = self.cursor.skip_blanks()
        percent = take_number(self.cursor)
        if percent is None or not self.cursor.take(_PERCENT):
            raise self.cursor.fail("an incline is in percent; write incline 1%", at)
        return fraction_of(-percent if negative else percent)

    def _cue(self) -> Cue:
        cursor = self.cursor
        at = cursor.skip_blanks()
        place = take_length(cursor)
        if not isinstance(place, Time | Distance):
            raise cursor.fail('a cue needs its place; write !2km left "stand tall"', at)
        before_end = cursor.take(_LEFT) is not None
        text = take_quoted(cursor)
        if text is None:
            raise cursor.fail('a cue needs its text; write !2km left "stand tall"')
        with cursor.blame(at):
            return Cue(place, text, before_end)

    def _unknown(self) -> Exception:
        found = self.cursor.next_word()
        if found.startswith('"'):
            return self.cursor.fail('this quotation is never closed; add "')
        near = get_close_matches(found.lower(), [e.value for e in Effort], n=1)
        hint = f"did you mean {near[0]}? Otherwise " if near else ""
        return self.cursor.fail(
            f"'{found}' is not understood here; {hint}put notes in double quotes and "
            "commas between steps"
        )
