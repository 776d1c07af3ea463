"""A workout as files for watches, treadmills, calendars; and what each leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.desk.design.workout_asked import placed
from negsplit.errors import InputError
from negsplit.formats.workouts import Delivery, WorkoutFormat, write
from negsplit.notation import parse, to_text
from negsplit.resolve import resolve
from negsplit.runner import Runner

if TYPE_CHECKING:
    from datetime import date, datetime

    from negsplit.athlete import Athlete
    from negsplit.units import DistanceUnit
    from negsplit.workout import Workout

# Characters that every file system takes in a name, and a length that all take.
_NO_NAME = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 60
_KINDS = {
    WorkoutFormat.FIT: "application/vnd.ant.fit",
    WorkoutFormat.INTERVALS: "text/plain; charset=utf-8",
    WorkoutFormat.ZWO: "application/xml",
    WorkoutFormat.QDOMYOS: "application/xml",
    WorkoutFormat.CALENDAR: "text/calendar; charset=utf-8",
    WorkoutFormat.JSON: "application/json",
    WorkoutFormat.NOTATION: "text/plain; charset=utf-8",
}
# What to do with each, in a sentence.
_HOW = {
    WorkoutFormat.FIT: "Copy it into the folder GARMIN/NewFiles of a watch on a cable.",
    WorkoutFormat.INTERVALS: "Paste it into a planned workout of intervals.icu.",
    WorkoutFormat.ZWO: "Copy it into Zwift's folder Workouts.",
    WorkoutFormat.QDOMYOS: "Open it in qdomyos-zwift, which drives the treadmill.",
    WorkoutFormat.CALENDAR: "Open it with a calendar; give it a day first.",
    WorkoutFormat.JSON: "For programs, and for negsplit itself.",
    WorkoutFormat.NOTATION: "To send to a friend.",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A format that a workout can be had in.

    Parameters
    ----------
    format : WorkoutFormat
        Which.
    label, how, name : str
        What it is, what to do with it, and what the file is called.
    size_bytes : int
        How long it is.
    losses : tuple of str
        What of the workout it cannot say.
    trouble : str
        Why it cannot be had, if it cannot.
    """

    format: WorkoutFormat
    label: str
    how: str
    name: str
    size_bytes: int = 0
    losses: tuple[str, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class WorkoutFile:
    """A file to be handed out."""

    name: str
    kind: str
    data: bytes


def asked_workout(notation: str, unit: DistanceUnit) -> Workout:
    """Return the workout of a text.

    Raises
    ------
    FormatError
        If it cannot be read.
    """
    return parse(notation, default_unit=unit)


def offers(
    workout: Workout, athlete: Athlete, now: datetime, day: date | None
) -> tuple[Offer, ...]:
    """Return every format that a workout can be had in, with what each leaves out."""
    return tuple(_offer(workout, one, athlete, now, day) for one in WorkoutFormat)


def _offer(
    workout: Workout,
    target: WorkoutFormat,
    athlete: Athlete,
    now: datetime,
    day: date | None,
) -> Offer:
    name, how = file_name(workout, target.extension, day), _HOW[target]
    try:
        made = write(*_to_write(workout, target, athlete, now, day))
    except InputError as error:
        return Offer(target, target.label, how, name, trouble=str(error))
    losses = tuple(str(loss) for loss in made.losses)
    return Offer(target, target.label, how, name, len(made.data), losses)


def workout_file(
    workout: Workout,
    target: WorkoutFormat,
    athlete: Athlete,
    now: datetime,
    day: date | None,
) -> WorkoutFile:
    """Return a workout as a file.

    Raises
    ------
    InputError
        If the format cannot hold it.
    """
    made = write(*_to_write(workout, target, athlete, now, day))
    name = file_name(workout, target.extension, day)
    return WorkoutFile(name, _KINDS[target], made.data)


def file_name(workout: Workout, extension: str, day: date | None = None) -> str:
    r"""Return what a file of a workout is called: its title, after its day.

    Examples
    --------
    >>> from negsplit.notation import parse
    >>> file_name(parse("# Tuesday: lift!\n5km easy"), ".fit")
    'Tuesday-lift.fit'
    """
    name = _NO_NAME.sub("-", workout.name).strip("-.")[:_LONGEST_NAME] or "workout"
    return f"{day:%Y-%m-%d}-{name}{extension}" if day else f"{name}{extension}"


def _to_write(
    workout: Workout,
    target: WorkoutFormat,
    athlete: Athlete,
    now: datetime,
    day: date | None,
) -> tuple[Workout, WorkoutFormat, Delivery]:
    """Return a workout in the runner's numbers as far as they are known."""
    is_known = placed(athlete) is athlete
    planned = resolve(workout, athlete) if is_known else workout
    ten_km_mps = Runner.of(athlete).race_speed(10_000.0) if is_known else None
    key = planned.name or to_text(planned)
    delivery = Delivery(key, now, day, athlete.max_hr_bpm, ten_km_mps)
    return planned, target, delivery
