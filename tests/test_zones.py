"""The clock on the wall: what decides, and what the hour then is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from negsplit.errors import InputError
from negsplit.recording import Format, Recording, Streams, ZoneSource
from negsplit.zones import ZoneWish, localised, zone_at, zone_named

# From the maps of the tz database; offsets of a January and a July day from its rules.
PLACES = [
    ("New York", 40.78, -73.96, -5, -4),
    ("Zurich", 47.37, 8.54, 1, 2),
    ("Delhi", 28.61, 77.21, 5.5, 5.5),
    ("Kathmandu", 27.71, 85.32, 5.75, 5.75),
    ("St John's", 47.56, -52.71, -3.5, -2.5),
    ("Adelaide", -34.93, 138.60, 10.5, 9.5),
    ("Perth", -31.95, 115.86, 8, 8),
    ("Auckland", -36.85, 174.76, 13, 12),
    ("Chatham Islands", -43.95, -176.56, 13.75, 12.75),
    ("Honolulu", 21.31, -157.86, -10, -10),
    ("Phoenix", 33.45, -112.07, -7, -7),
    ("Sao Paulo", -23.55, -46.63, -3, -3),
    ("Tokyo", 35.68, 139.69, 9, 9),
    ("Beijing", 39.90, 116.40, 8, 8),
    ("Reykjavik", 64.15, -21.94, 0, 0),
    ("Lisbon", 38.72, -9.14, 0, 1),
    ("Tenerife", 28.29, -16.63, 0, 1),
    ("Johannesburg", -26.20, 28.05, 2, 2),
    ("Kiritimati", 1.87, -157.43, 14, 14),
    ("Apia", -13.83, -171.77, 13, 13),
    ("El Paso", 31.76, -106.49, -7, -6),
    ("Lord Howe", -31.55, 159.08, 11, 10.5),
    ("Konstanz", 47.66, 9.17, 1, 2),
]
JANUARY = datetime(2026, 1, 15, 12, tzinfo=UTC)
JULY = datetime(2026, 7, 15, 12, tzinfo=UTC)


def recording(
    started_at: datetime = JULY,
    place: tuple[float, float] | None = None,
    source: ZoneSource = ZoneSource.NONE,
) -> Recording:
    latitude, longitude = place or (np.nan, np.nan)
    streams = Streams.from_columns(
        np.arange(3.0),
        latitude_deg=np.array([np.nan, latitude, latitude]),
        longitude_deg=np.array([np.nan, longitude, longitude]),
    )
    return Recording(started_at, streams, Format.GPX, "", zone_source=source)


@pytest.mark.parametrize(("name", "latitude", "longitude", "winter", "summer"), PLACES)
def test_the_clock_of_a_place_is_that_of_its_rules(
    name: str, latitude: float, longitude: float, winter: float, summer: float
) -> None:
    del name
    for instant, hours in ((JANUARY, winter), (JULY, summer)):
        found = localised(recording(instant, (latitude, longitude)))
        assert found.started_at == instant
        assert found.started_at.utcoffset() == timedelta(hours=hours)
        assert found.zone_source is ZoneSource.PLACE


def test_a_thursday_evening_in_new_york_is_on_thursday() -> None:
    instant = datetime(2026, 6, 5, 1, 30, tzinfo=UTC)
    found = localised(recording(instant, (40.78, -73.96)))
    assert f"{found.started_at:%A %H:%M}" == "Thursday 21:30"


@pytest.mark.parametrize(
    ("latitude", "longitude", "hours"), [(30, -40, -3), (0, 0, 0), (-60, 179, 12)]
)
def test_at_sea_the_meridian_says(
    latitude: float, longitude: float, hours: int
) -> None:
    zone = zone_named(zone_at(latitude, longitude))
    assert zone.utcoffset(JULY.replace(tzinfo=None)) == timedelta(hours=hours)


PLACE = (40.78, -73.96)
WATCH = timezone(timedelta(hours=2))


def test_the_surest_that_is_known_decides() -> None:
    said = ZoneWish("Asia/Tokyo", "Europe/Berlin")
    home = ZoneWish(home="Europe/Berlin")
    in_file = JULY.astimezone(WATCH)
    for one, wish, source, hours in (
        (recording(place=PLACE), said, ZoneSource.RUNNER, 9),
        (recording(in_file, PLACE, ZoneSource.FILE), home, ZoneSource.FILE, 2),
        (recording(in_file, PLACE, ZoneSource.DEVICE), home, ZoneSource.PLACE, -4),
        (recording(in_file, None, ZoneSource.DEVICE), home, ZoneSource.DEVICE, 2),
        (recording(), home, ZoneSource.HOME, 2),
        (recording(), ZoneWish(), ZoneSource.NONE, 0),
    ):
        found = localised(one, wish)
        assert found.zone_source is source
        assert found.started_at.utcoffset() == timedelta(hours=hours)
        assert found.started_at == JULY


def test_summer_time_that_ends_during_a_run_changes_no_duration() -> None:
    # In Berlin clocks went back from 3:00 to 2:00 on 25 October 2026, at 01:00 UTC.
    instant = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    start = localised(recording(instant, (52.52, 13.40))).started_at
    assert f"{start:%H:%M}" == "02:30"
    assert start.utcoffset() == timedelta(hours=2)
    later = start + timedelta(hours=1)
    assert later == instant + timedelta(hours=1)


@pytest.mark.parametrize(
    ("name", "hours"), [("+02:00", 2), ("-3:30", -3.5), ("UTC+5", 5), ("UTC", 0)]
)
def test_a_zone_may_be_an_offset(name: str, hours: float) -> None:
    assert zone_named(name).utcoffset(None) == timedelta(hours=hours)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "+15:00", "../etc/passwd", "\0"])
def test_what_is_no_zone_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(InputError, match="Europe/Berlin"):
        zone_named(name)


def test_a_recording_that_is_right_stays_as_it_is() -> None:
    one = recording(source=ZoneSource.FILE)
    assert localised(one) is one
    assert localised(replace(one, zone_source=ZoneSource.NONE)).started_at == JULY
