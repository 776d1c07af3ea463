"""The shelf: workouts that a runner keeps under names, to find them again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.errors import InputError, StaleError
from negsplit.formats import native
from negsplit.notation import parse, to_text
from negsplit.workout import plain_text

if TYPE_CHECKING:
    from datetime import datetime

    from negsplit.diary import Diary
    from negsplit.units import DistanceUnit
    from negsplit.workout import Workout

# Letters of a name, and workouts on a shelf. Ours.
LONGEST_NAME, MOST_KEPT = 60, 500


@dataclass(frozen=True, slots=True)
class Kept:
    """A workout on the shelf."""

    name: str
    notation: str


def kept_names(diary: Diary) -> tuple[str, ...]:
    """Return the names of all kept workouts, in order."""
    return tuple(name for name, _ in diary.kept_workouts())


def kept_workouts(diary: Diary) -> tuple[Kept, ...]:
    """Return all kept workouts, by name."""
    return tuple(
        Kept(name, to_text(_read(body))) for name, body in diary.kept_workouts()
    )


def kept_workout(diary: Diary, name: str) -> Workout:
    """Return the workout of a name.

    Raises
    ------
    NotFoundError
        If there is none.
    """
    return _read(diary.kept_workout(name))


def keep(
    diary: Diary,
    given: Kept,
    unit: DistanceUnit,
    now: datetime,
    *,
    is_over: bool = False,
) -> str:
    """Keep a workout under a name, and return the name as it is kept.

    Parameters
    ----------
    diary : Diary
        Whose shelf.
    given : Kept
        Name and notation, as they were typed.
    unit : DistanceUnit
        What a pace without a unit is per.
    now : datetime
        When it is kept.
    is_over : bool
        Whether another workout of that name may be replaced.

    Raises
    ------
    FormatError
        If the notation cannot be read.
    InputError
        If the name is none.
    StaleError
        If another workout has the name, and is not to be replaced.
    """
    plain = " ".join(plain_text(given.name).split())
    if not plain:
        raise InputError("a workout needs a name; write for example Tuesday lift")
    if len(plain) > LONGEST_NAME:
        raise InputError(
            f"the name has {len(plain)} letters; {LONGEST_NAME} at most can be kept"
        )
    workout, names = parse(given.notation, default_unit=unit), kept_names(diary)
    if len(names) >= MOST_KEPT and plain not in names:
        raise InputError(f"the shelf is full with {MOST_KEPT} workouts; delete some")
    body = json.dumps(native.as_data(workout))
    if plain in names and not is_over and diary.kept_workout(plain) != body:
        raise StaleError(
            f"there is a workout '{plain}' already; choose another name, or replace it"
        )
    diary.keep_workout(plain, body, now)
    return plain


def drop(diary: Diary, name: str) -> None:
    """Take a workout off the shelf.

    Raises
    ------
    NotFoundError
        If there is none of that name.
    """
    diary.drop_workout(name)


def _read(body: str) -> Workout:
    return native.from_data(json.loads(body))
