"""Workouts to bytes and back, in every format; each is imported when it is needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from negsplit.errors import FormatError
from negsplit.formats.device import Exported, stable_number

if TYPE_CHECKING:
    from datetime import date

    from negsplit.units import DistanceUnit
    from negsplit.workout import Workout


class WorkoutFormat(Enum):
    """A format that workouts are written in."""

    FIT = "fit"
    INTERVALS = "intervals"
    ZWO = "zwo"
    QDOMYOS = "qdomyos"
    CALENDAR = "ics"
    JSON = "json"
    NOTATION = "notation"

    @property
    def extension(self) -> str:
        """How the name of such a file ends."""
        return _ABOUT[self][0]

    @property
    def label(self) -> str:
        """What the format is, for people."""
        return _ABOUT[self][1]


_ABOUT = {
    WorkoutFormat.FIT: (".fit", "FIT workout for a watch"),
    WorkoutFormat.INTERVALS: (".intervals.txt", "intervals.icu workout text"),
    WorkoutFormat.ZWO: (".zwo", "Zwift run"),
    WorkoutFormat.QDOMYOS: (".xml", "qdomyos-zwift treadmill program"),
    WorkoutFormat.CALENDAR: (".ics", "calendar event"),
    WorkoutFormat.JSON: (".json", "negsplit JSON, which loses nothing"),
    WorkoutFormat.NOTATION: (".txt", "text as runners type it"),
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a file needs beside the workout.

    Parameters
    ----------
    key : str
        What the workout is called for good: the same key replaces an earlier export
        on a watch or in a calendar.
    stamp : datetime
        When it is exported, with its time zone.
    day : date, optional
        When it is to be run.
    max_hr_bpm : float, optional
        The runner's maximum heart rate, for formats that count in shares of it.
    ten_km_mps : float, optional
        The runner's 10 km speed, for formats that count in shares of it.
    """

    key: str
    stamp: datetime
    day: date | None = None
    max_hr_bpm: float | None = None
    ten_km_mps: float | None = None


def write(workout: Workout, target: WorkoutFormat, delivery: Delivery) -> Exported:
    """Return the workout in a format, and what the format cannot say.

    Raises
    ------
    InputError
        If the format cannot hold the workout at all.
    """
    match target:
        case WorkoutFormat.FIT:
            from negsplit.formats import fit_workout

            serial, created = stable_number(delivery.key), _stable_date(delivery.key)
            return fit_workout.write(workout, serial=serial, created=created)
        case WorkoutFormat.INTERVALS:
            from negsplit.formats import intervals

            return intervals.write(workout, max_hr_bpm=delivery.max_hr_bpm)
        case WorkoutFormat.ZWO:
            from negsplit.formats import zwo

            return zwo.write(workout, reference_mps=delivery.ten_km_mps)
        case _:
            return _write_plain(workout, target, delivery)


def _write_plain(
    workout: Workout, target: WorkoutFormat, delivery: Delivery
) -> Exported:
    """Write the formats that need nothing about the runner."""
    match target:
        case WorkoutFormat.QDOMYOS:
            from negsplit.formats import qdomyos

            return qdomyos.write(workout)
        case WorkoutFormat.CALENDAR:
            from negsplit.formats import calendar

            return calendar.write(
                workout, key=delivery.key, stamp=delivery.stamp, day=delivery.day
            )
        case WorkoutFormat.JSON:
            from negsplit.formats import native

            return native.write(workout)
        case WorkoutFormat.NOTATION:
            from negsplit.notation import to_text

            return Exported(f"{to_text(workout)}\n".encode())
        case _:
            raise AssertionError(target)


# Watches take files of one number and date for one workout; the date is as good as
# any and must not change, so it follows from the key: a second of 2020 to 2023.
_FIRST_DATE = datetime(2020, 1, 1, tzinfo=UTC)
_DATES_S = 4 * 365 * 24 * 3600


def _stable_date(key: str) -> datetime:
    seconds = stable_number(f"date of {key}") % _DATES_S
    return _FIRST_DATE + timedelta(seconds=seconds)


# Reading

_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Words that only intervals.icu knows. Its steps are lines that begin with a dash; so
# may those of the notation, but where it has a target, it has an @.
_INTERVALS_LINE = re.compile(r"^\s*-\s*\S", re.MULTILINE)
_INTERVALS_WORD = re.compile(
    r"\b(?:pace|hr|lthr|freeride|maxeffort|press lap|ramp)\b|[0-9]mtrs?\b|intensity="
    r"|^(?:\S.*\s)?[0-9]+x\s*$",
    re.IGNORECASE | re.MULTILINE,
)


def read(data: bytes, *, default_unit: DistanceUnit | None = None) -> Workout:
    """Return the workout in bytes of a format, which is recognised by the content.

    Parameters
    ----------
    data : bytes
        A FIT workout, a Zwift run, intervals.icu text, negsplit JSON or a notation.
    default_unit : DistanceUnit, optional
        What a pace of the notation without a unit is per.

    Raises
    ------
    FormatError
        If the bytes are none of these.
    """
    if data.startswith(_GZIP):
        from negsplit.formats.container import unpack

        data, _ = unpack(data)
    if data[8:12] == b".FIT":
        from negsplit.formats import fit_workout_reader

        return fit_workout_reader.read(data)
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:2]
    if start[:1] == b"<" or start in _UTF16:
        from negsplit.formats import zwo_reader

        return zwo_reader.read(data)
    if start[:1] == b"{":
        from negsplit.formats import native

        return native.read(data)
    return _read_text(data, default_unit)


def _read_text(data: bytes, default_unit: DistanceUnit | None) -> Workout:
    from negsplit import notation
    from negsplit.formats import intervals_reader

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(
            "neither a FIT, Zwift or JSON workout nor a text", offset=error.start
        ) from error
    if text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise FormatError("a calendar is written but not read; give the workout itself")
    has_lines = _INTERVALS_LINE.search(text) is not None
    if has_lines and "@" not in text and _INTERVALS_WORD.search(text):
        return intervals_reader.read(data)
    try:
        return notation.parse(text, default_unit=default_unit)
    except FormatError:
        if not has_lines:
            raise
        # "- 10m" is ten minutes to intervals.icu and an error in the notation.
        return intervals_reader.read(data)
