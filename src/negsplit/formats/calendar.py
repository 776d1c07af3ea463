"""A workout as an event for calendars (iCalendar)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from negsplit.errors import InputError
from negsplit.formats.device import Exported, Loss, stable_id
from negsplit.notation import to_text
from negsplit.units import DistanceUnit, format_distance
from negsplit.workout import (
    MAX_DURATION_S,
    Distance,
    Item,
    SpeedRamp,
    SpeedTarget,
    Step,
    Time,
    Workout,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_LOSS = Loss("a calendar holds the workout as text only and steers no watch")
# Month views show the first words of a title; longer ones are cut there.
_MOST_NAME = 60


def write(
    workout: Workout,
    *,
    key: str,
    stamp: datetime,
    day: date | None = None,
    start: datetime | None = None,
) -> Exported:
    """Return the workout as a calendar with one event.

    Parameters
    ----------
    workout : Workout
        What to write.
    key : str
        What the event is called for good; the same key replaces the event.
    stamp : datetime
        When the file is made, with its time zone.
    day : date, optional
        The day of an event without an hour; the day of ``stamp`` if left out.
    start : datetime, optional
        When to start running, with its time zone, for an event with an hour.
    """
    for name, instant in (("stamp", stamp), ("start", start)):
        if instant is not None and instant.tzinfo is None:
            raise InputError(f"{name} {instant} has no time zone; give it one")
    event = Event()
    event.add("uid", f"{stable_id(key)}@negsplit")
    event.add("dtstamp", stamp.astimezone(UTC))
    if start is None:
        _add_day(event, day or stamp.date())
    else:
        _add_hours(event, start.astimezone(UTC), workout)
    event.add("summary", _summary(workout))
    event.add("description", _description(workout))
    calendar = _calendar()
    calendar.add_component(event)
    return Exported(calendar.to_ical(), (_LOSS,))


@dataclass(frozen=True, slots=True)
class DayEntry:
    """What is on a day of a plan.

    Parameters
    ----------
    key : str
        What the event is called for good.
    day : date
        When.
    title : str
        What it is.
    text : str
        What is to be read before the steps.
    workout : Workout, optional
        What is run; nothing for a race.
    is_gone : bool
        Whether it is off, so that calendars which have it take it away.
    """

    key: str
    day: date
    title: str
    text: str = ""
    workout: Workout | None = None
    is_gone: bool = False


def write_days(entries: Iterable[DayEntry], stamp: datetime) -> Exported:
    """Return many days as one calendar, an event each."""
    if stamp.tzinfo is None:
        raise InputError(f"stamp {stamp} has no time zone; give it one")
    calendar = _calendar()
    for entry in entries:
        calendar.add_component(_day_event(entry, stamp))
    return Exported(calendar.to_ical(), (_LOSS,))


def _day_event(entry: DayEntry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{stable_id(entry.key)}@negsplit")
    event.add("dtstamp", stamp.astimezone(UTC))
    # Of two versions of an event the later one counts, and time only grows.
    event.add("sequence", int(stamp.timestamp()) // 60)
    _add_day(event, entry.day)
    event.add("summary", entry.title[:_MOST_NAME])
    steps = [] if entry.workout is None else [_description(entry.workout)]
    text = "\n\n".join([entry.text, *steps] if entry.text else steps)
    if text:
        event.add("description", text)
    if entry.is_gone:
        event.add("status", "CANCELLED")
    return event


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//negsplit//negsplit//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    return calendar


def _add_day(event: Event, day: date) -> None:
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")  # the day stays free


def _add_hours(event: Event, start: datetime, workout: Workout) -> None:
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(seconds=_seconds(workout)))


# A step that says no pace is reckoned as easy running, one until the lap button as
# five minutes; an event needs an end.
_EASY_MPS = 1000 / 360
_OPEN_STEP_S = 300.0


def _seconds(workout: Workout) -> int:
    total = 0.0
    for step in workout.flat():
        match step.length:
            case Time(duration_s):
                total += duration_s
            case Distance(distance_m):
                total += distance_m / _speed(step)
            case _:
                total += _OPEN_STEP_S
    return round(min(total, MAX_DURATION_S))


def _speed(step: Step) -> float:
    for target in step.targets:
        match target:
            case SpeedTarget(a, b) | SpeedRamp(a, b):
                return 2 / (1 / a + 1 / b)
    return _EASY_MPS


def _summary(workout: Workout) -> str:
    name = workout.name[:_MOST_NAME].strip() or "Run"
    return f"{name} · {_amount(workout)}"


def _amount(workout: Workout) -> str:
    """Return the distance, or the time if no step has a distance."""
    metres = seconds = 0.0
    for step in workout.flat():
        match step.length:
            case Time(duration_s):
                seconds += duration_s
            case Distance(distance_m):
                metres += distance_m
            case _:
                pass
    minutes = f"{seconds / 60:.0f} min"
    if not metres:
        return minutes if seconds else "by feel"
    distance = format_distance(metres, workout.unit or DistanceUnit.KM)
    return f"{distance} + {minutes}" if seconds else distance


def _description(workout: Workout) -> str:
    """Return one step per line, then the whole in one line to copy."""
    lines = [_told(item) for item in workout.items]
    whole = to_text(Workout(workout.items))
    return "\n".join([*lines, "", whole])


def _told(item: Item) -> str:
    return to_text(Workout((item,)))
