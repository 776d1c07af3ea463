"""What only the runner knows of a run: how it felt, what it was for, what was planned.

A page shows notes and sends them back changed. In between another page may have
changed them: then nothing is overwritten, and both are shown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from negsplit.desk.design.workout_shelf import kept_workout
from negsplit.desk.runs.judged_run import judged_run
from negsplit.desk.runs.planned_for import suggested_plan
from negsplit.diary import CR10_RANGE
from negsplit.errors import FormatError, InputError, NotFoundError, StaleError
from negsplit.formats import native
from negsplit.notation import parse, to_text
from negsplit.store.runs import Said
from negsplit.workout import Goal, plain_text
from negsplit.zones import offset_text

if TYPE_CHECKING:
    from negsplit.diary import Diary
    from negsplit.store.records import RunRow
    from negsplit.units import DistanceUnit
    from negsplit.workout import Workout

GOALS = tuple(goal.value for goal in Goal)
LONGEST_NAME, LONGEST_REASON, LONGEST_PLAN = 120, 200, 20_000


@dataclass(frozen=True, slots=True)
class Notes:
    """What a form about a run holds, as it is typed.

    Parameters
    ----------
    name, felt, goal, plan : str
        Empty where nothing is said.
    is_stopped : bool
        Whether the build was stopped early.
    stopped_because : str
        Why, if there is a reason.
    kept : str
        The name of a kept workout that was planned, instead of typing it.
    zone : str
        The time zone in which it was run; empty leaves it as it is.
    """

    name: str = ""
    felt: str = ""
    goal: str = ""
    plan: str = ""
    is_stopped: bool = False
    stopped_because: str = ""
    kept: str = ""
    zone: str = ""

    @property
    def stamp(self) -> str:
        """What tells these notes from any others."""
        return sha256(repr(self).encode()).hexdigest()[:16]


def notes_of(row: RunRow, plan: str) -> Notes:
    """Return what is noted of a run."""
    return Notes(
        name=" ".join(row.name.split()),
        felt="" if row.felt_cr10 is None else f"{row.felt_cr10:g}",
        goal="" if row.goal is None else row.goal.value,
        plan=plan,
        is_stopped=row.stopped_because is not None,
        stopped_because=row.stopped_because or "",
        zone=row.zone or offset_text(row.started_at),
    )


def kept_notes(diary: Diary, number: int) -> Notes:
    """Return what the diary has noted of a run."""
    workout = diary.plan(number)
    return notes_of(diary.run(number), "" if workout is None else to_text(workout))


def note(
    diary: Diary, number: int, notes: Notes, seen: str, unit: DistanceUnit
) -> None:
    """Keep what the runner says of a run, all of it or nothing.

    Parameters
    ----------
    diary : Diary
        Whose run.
    number : int
        Which.
    notes : Notes
        As typed.
    seen : str
        The stamp of the notes that the form was filled with.
    unit : DistanceUnit
        What a pace without a unit is per.

    Raises
    ------
    NotFoundError
        If the run is gone.
    StaleError
        If the notes were changed since the form was shown.
    InputError, FormatError
        If something typed cannot be read.
    """
    before = kept_notes(diary, number)
    if seen and before.stamp != seen:
        raise StaleError(
            "these notes were changed in the meantime, perhaps in another tab"
        )
    said = Said(
        name=_short("name", notes.name, LONGEST_NAME),
        felt_cr10=felt_of(notes.felt),
        goal=_goal(notes.goal),
        plan=_plan(diary, number, notes, before, unit),
        stopped_because=_why(notes),
    )
    if notes.zone.strip() not in ("", before.zone):
        diary.set_zone(notes.zone.strip(), number)
    diary.say(number, said)


def take_suggestion(diary: Diary, number: int) -> None:
    """Note what the season's plan had for the day of a run as what was planned.

    Raises
    ------
    NotFoundError
        If the run is gone, or the plan has nothing for that day any more.
    """
    found = suggested_plan(diary, judged_run(diary, number))
    if found is None:
        raise NotFoundError("your plan has nothing for the day of this run any more")
    diary.set_plan(number, parse(found.notation))


def _unbroken(text: str) -> str:
    """Return text as typed, its lines ended as everywhere, no blanks around."""
    return text.replace("\r\n", "\n").strip()


def felt_of(text: str) -> float | None:
    """Return how hard it felt, from 0 to 10; nothing where nothing was typed.

    Raises
    ------
    InputError
        If it is not on the scale.
    """
    low, high = CR10_RANGE
    if not text.strip():
        return None
    try:
        felt = float(text.strip().replace(",", "."))
    except ValueError:
        felt = float("nan")
    if not low <= felt <= high:
        raise InputError(
            f"felt effort '{text.strip()[:20]}' is not on the scale; it goes from 0, "
            "nothing at all, to 10, maximal"
        )
    return felt


def _goal(text: str) -> str | None:
    if not text:
        return None
    try:
        return Goal(text).value
    except ValueError as error:
        raise InputError(
            f"'{text[:20]}' is no goal; choose one of {', '.join(GOALS)}"
        ) from error


def _short(what: str, text: str, longest: int) -> str:
    plain = plain_text(text)
    if len(plain) > longest:
        raise InputError(f"a {what} of {len(plain)} letters is too long; {longest} fit")
    return plain


def _why(notes: Notes) -> str | None:
    """Return why the build was stopped; '' where that is all that is said."""
    why = _short("reason", notes.stopped_because, LONGEST_REASON)
    return why if notes.is_stopped or why else None


def _plan(
    diary: Diary, number: int, notes: Notes, before: Notes, unit: DistanceUnit
) -> str | None:
    """Return what was planned as JSON: as it was, as it is kept, or as it is typed."""
    typed = _unbroken(notes.plan)
    if notes.kept:
        workout: Workout | None = kept_workout(diary, notes.kept)
    elif typed == before.plan:
        workout = diary.plan(number)
    else:
        workout = _workout(typed, unit) if typed else None
    return None if workout is None else json.dumps(native.as_data(workout))


def _workout(text: str, unit: DistanceUnit) -> Workout:
    if len(text) > LONGEST_PLAN:
        raise InputError(f"a plan of {len(text)} letters is too long")
    try:
        return parse(text, default_unit=unit)
    except FormatError as error:
        raise FormatError(f"what was planned: {error}", offset=error.offset) from error
