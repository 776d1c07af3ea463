from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import given, settings

from negsplit.errors import InputError
from negsplit.formats import calendar
from negsplit.notation import parse
from negsplit.workout import Workout
from workout_strategies import workouts

STAMP = datetime(2026, 11, 21, 10, 0, tzinfo=timezone(timedelta(hours=1)))
NOTATION = "# Progression\n2km easy\n5km @4:30-4:15/km\n5km @4:15-4:00/km"


def event_of(notation: str, **options: object) -> icalendar.Event:
    exported = calendar.write(
        parse(notation),
        key="plan-w03-thu",
        stamp=STAMP,
        **options,  # type: ignore[arg-type]  # whichever options a test needs
    )
    (event,) = icalendar.Calendar.from_ical(exported.data).walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return event


def test_an_event_without_an_hour_lasts_the_day_and_leaves_it_free() -> None:
    event = event_of(NOTATION, day=date(2026, 12, 3))
    assert event.decoded("dtstart") == date(2026, 12, 3)
    assert event.decoded("dtend") == date(2026, 12, 4)
    assert event["transp"] == "TRANSPARENT"


def test_an_event_with_an_hour_lasts_as_long_as_the_run() -> None:
    start = datetime(2026, 12, 3, 18, 30, tzinfo=UTC)
    # 10 min, 5 min to the lap button, 2 km at 4:00, and 1 km reckoned at 6:00.
    event = event_of("10min, lap, 2km @4:00/km, 1km easy", start=start)
    assert event.decoded("dtstart") == start
    assert event.decoded("dtend") == start + timedelta(minutes=10 + 5 + 8 + 6)


def test_the_title_begins_with_what_it_is_and_how_much() -> None:
    assert event_of(NOTATION)["summary"] == "Progression · 12 km"
    assert event_of("45min easy")["summary"] == "Run · 45 min"
    assert event_of("1km easy, 10min hard")["summary"] == "Run · 1 km + 10 min"
    assert event_of("units: mi\n3mi easy")["summary"] == "Run · 3 mi"
    assert event_of("lap easy")["summary"] == "Run · by feel"


def test_the_text_has_a_step_per_line_and_then_the_notation() -> None:
    description = str(event_of(NOTATION)["description"])
    steps, _, notation = description.partition("\n\n")
    assert steps.splitlines() == ["2km easy", "5km @4:30-4:15/km", "5km @4:15-4:00/km"]
    assert parse(notation).items == parse(NOTATION).items


def test_the_same_key_names_the_same_event() -> None:
    assert event_of(NOTATION)["uid"] == event_of("5km", day=date(2027, 1, 1))["uid"]
    other = calendar.write(parse("5km"), key="another", stamp=STAMP)
    assert str(event_of("5km")["uid"]).encode() not in other.data


def test_the_bytes_keep_the_rules_of_calendars() -> None:
    data = calendar.write(
        parse('5km easy "' + "é, ü; " * 40 + '"'), key="k", stamp=STAMP
    ).data
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # never folded inside a character
    assert b"DTSTAMP:20261121T090000Z" in data
    assert b"\\, " in data
    assert b"\\; " in data


def test_what_a_calendar_cannot_do_is_told() -> None:
    (loss,) = calendar.write(parse("5km"), key="k", stamp=STAMP).losses
    assert "text only" in str(loss)


@pytest.mark.parametrize("name", ["stamp", "start"])
def test_an_instant_without_a_zone_is_refused(name: str) -> None:
    naive = datetime(2026, 12, 3, 18, 30)  # noqa: DTZ001 -- it is what is refused
    instants = {"stamp": STAMP, name: naive}
    with pytest.raises(InputError, match=f"{name} .* has no time zone"):
        calendar.write(parse("5km"), key="k", **instants)


@settings(max_examples=40)
@given(workouts(times=3))
def test_any_workout_is_read_back_from_its_event(workout: Workout) -> None:
    exported = calendar.write(workout, key="k", stamp=STAMP)
    (event,) = icalendar.Calendar.from_ical(exported.data).walk("VEVENT")
    notation = str(event["description"]).rpartition("\n\n")[2]
    assert parse(notation).items == workout.items
