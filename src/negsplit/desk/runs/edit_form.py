"""Corrections of a run as they are typed, on a page or by a program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from negsplit.desk.runs import run_edits
from negsplit.desk.runs.run_edits import RunByHand
from negsplit.desk.runs.run_notes import felt_of
from negsplit.errors import InputError
from negsplit.units import parse_distance, parse_duration
from negsplit.zones import zone_named

if TYPE_CHECKING:
    from datetime import tzinfo

    from negsplit.diary import Diary
    from negsplit.units import DistanceUnit


class Correction(Enum):
    """What can be corrected."""

    TRIM = "trim"
    CUT = "cut"
    SPLIT = "split"
    DISTANCE = "distance"
    START = "start"
    RACE = "race"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class EditForm:
    """A correction as typed; what its kind has no use for is empty.

    Parameters
    ----------
    kind : Correction
        What is corrected.
    start, end : str
        Times in the run as it is shown, such as 1:30; for trim and cut.
    at : str
        Where to split.
    distance : str
        How far it was; a bare number is in the runner's unit.
    began : str
        When it began on the clock of the run, such as 2026-06-04 21:30.
    other : int
        The other recording of the same run; for merge.
    columns : tuple of str
        What to take from it, such as 'heart rate' or 'positions'.
    """

    kind: Correction
    start: str = ""
    end: str = ""
    at: str = ""
    distance: str = ""
    began: str = ""
    other: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ByHandForm:
    """A run that no device recorded, as typed."""

    began: str = ""
    distance: str = ""
    time: str = ""
    name: str = ""
    heart_rate: str = ""
    zone: str = ""
    felt: str = ""


def correct(
    diary: Diary, number: int, form: EditForm, unit: DistanceUnit, now: datetime
) -> int:
    """Make a correction; return the run to look at next.

    Raises
    ------
    InputError
        If something typed cannot be read, or makes no sense for this run.
    """
    shown = number
    match form.kind:
        case Correction.TRIM:
            start_s, end_s = _time(form.start), _time(form.end)
            if start_s is None and end_s is None:
                raise InputError("write where the run starts or ends, such as 1:30")
            run_edits.trim(diary, number, start_s, end_s, now)
        case Correction.CUT:
            start_s = _time(form.start) or 0.0
            run_edits.cut(diary, number, start_s, _needed(form.end), now)
        case Correction.SPLIT:
            shown = run_edits.split(diary, number, _needed(form.at), now)
        case Correction.DISTANCE:
            distance_m = distance_of(form.distance, unit)
            run_edits.correct_distance(diary, number, distance_m, now)
        case Correction.START:
            row = diary.run(number)
            zone = zone_named(row.zone) if row.zone else row.started_at.tzinfo
            run_edits.set_start(diary, number, instant_of(form.began, zone), now)
        case Correction.RACE:
            run_edits.mark_race(diary, number, now)
        case Correction.MERGE:
            run_edits.merge(diary, number, form.other, form.columns, now)
    return shown


def add(diary: Diary, form: ByHandForm, unit: DistanceUnit, zone: tzinfo | None) -> int:
    """Put a run in that was typed by hand; return its number.

    The zone of this machine counts where neither the form nor the runner names one.
    """
    heart = form.heart_rate.strip()
    where = form.zone or diary.home_zone()
    run = RunByHand(
        instant_of(form.began, zone_named(where) if where else zone),
        distance_of(form.distance, unit),
        parse_duration(form.time),
        " ".join(form.name.split()),
        _heart_rate(heart) if heart else None,
    )
    return run_edits.add_by_hand(diary, run, felt_of(form.felt))


def _heart_rate(text: str) -> float:
    try:
        beats = float(text)
    except ValueError:
        beats = 0.0
    if not run_edits.LEAST_BPM <= beats <= run_edits.MOST_BPM:
        raise InputError(f"'{text[:20]}' is not a heart rate; write a number, like 152")
    return beats


def _time(text: str) -> float | None:
    """Return seconds of a time in a run; its very beginning is a time, too."""
    plain = text.strip()
    if not plain:
        return None
    return 0.0 if plain.strip("0:") == "" else parse_duration(plain)


def _needed(text: str) -> float:
    found = _time(text)
    if found is None:
        raise InputError("write a time in the run, such as 12:30")
    return found


def distance_of(text: str, unit: DistanceUnit) -> float:
    """Return a distance in metres; a bare number is in the runner's unit."""
    plain = text.strip()
    is_bare = plain.replace(".", "").replace(",", "").isdecimal()
    return parse_distance(f"{plain}{unit.value}" if is_bare else plain)


def instant_of(text: str, zone: tzinfo | None) -> datetime:
    """Return a moment from text, on a clock unless the text names an offset.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        moment = datetime.fromisoformat(text.strip().replace(" ", "T", 1))
    except ValueError as error:
        raise InputError(
            f"'{text[:40]}' is not a day and a time; write 2026-06-04 21:30"
        ) from error
    if moment.tzinfo is not None:
        return moment
    return _fixed(moment.replace(tzinfo=zone))


def _fixed(moment: datetime) -> datetime:
    """Return a moment with the offset of its zone at that time, fixed."""
    offset = moment.strftime("%z")
    return datetime.fromisoformat(f"{moment.replace(tzinfo=None).isoformat()}{offset}")
