from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.errors import InputError
from negsplit.units import (
    HALF_MARATHON_M,
    MARATHON_M,
    MILE_M,
    PLAUSIBLE_SPEED_MPS,
    YARD_M,
    DistanceUnit,
    SpeedUnit,
    format_clock,
    format_distance,
    format_pace,
    format_speed,
    parse_distance,
    parse_duration,
    parse_speed,
)


def test_a_mile_is_1760_yards_and_a_yard_0_9144_metres() -> None:
    assert pytest.approx(1760 * 0.9144) == MILE_M
    assert YARD_M == 0.9144


def test_a_marathon_is_26_miles_385_yards_to_the_metre() -> None:
    # The certified distance is the imperial one rounded to 5 m; the half is its half.
    assert pytest.approx(26 * MILE_M + 385 * YARD_M, abs=1) == MARATHON_M
    assert HALF_MARATHON_M == MARATHON_M / 2


def test_plausible_speeds_run_from_33_20_to_1_58_per_km() -> None:
    assert PLAUSIBLE_SPEED_MPS[0] == pytest.approx(1000 / (33 * 60 + 20))
    assert PLAUSIBLE_SPEED_MPS[1] == pytest.approx(1000 / 118, rel=0.01)


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("10km", 10_000),
        ("5k", 5000),
        ("10 K", 10_000),
        ("800m", 800),
        ("800 metres", 800),
        ("1,200m", 1200),
        ("21.1km", 21_100),
        ("21,1 km", 21_100),
        ("3mi", 3 * 1609.344),
        ("1 mile", 1609.344),
        ("0.5 miles", 804.672),
        ("880yd", 804.672),
        ("0.5m", 0.5),
        ("mile", 1609.344),
        ("half", 21_097.5),
        ("HM", 21_097.5),
        ("Half Marathon", 21_097.5),
        ("marathon", 42_195),
        ("full", 42_195),
    ],
)
def test_distances_are_read_as_people_type_them(text: str, metres: float) -> None:
    assert parse_distance(text) == pytest.approx(metres)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("10", "'10' has no unit; write 10km, 10mi or 10m"),
        ("0km", "distance '0km' is not longer than zero"),
        ("far", "'far' is not a distance"),
        ("-5km", "'-5km' is not a distance"),
        ("", "'' is not a distance"),
        ("5 km easy", "is not a distance"),
    ],
)
def test_what_is_no_distance_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_distance(text)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("45:30", 2730),
        ("1:12:29", 4349),
        ("3:59.4", 239.4),
        ("100:00", 6000),
        ("45min", 2700),
        ("45 minutes", 2700),
        ("90s", 90),
        ("1h", 3600),
        ("1h15", 4500),
        ("1h15min", 4500),
        ("1.5h", 5400),
        ("1h 15min 30s", 4530),
        ("3'30\"", 210),
        ("3′30″", 210),
    ],
)
def test_durations_are_read_as_people_type_them(text: str, seconds: float) -> None:
    assert parse_duration(text) == pytest.approx(seconds)


@pytest.mark.parametrize(
    "text",
    ["", "0s", "45", "1:75", "1:60", "1:60:00", "-5min", "soon", "4:5", "1:2:3:4"],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="duration"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "speed"),
    [
        ("4:30/km", 1000 / 270),
        ("4:30 min/km", 1000 / 270),
        ("4:30 per km", 1000 / 270),
        ("7:15/mi", 1609.344 / 435),
        ("7:15 / mile", 1609.344 / 435),
        ("13.3 km/h", 13.3 / 3.6),
        ("13,3 kmh", 13.3 / 3.6),
        ("13.3kph", 13.3 / 3.6),
        ("8.2 mph", 8.2 * 1609.344 / 3600),
        ("3.7 m/s", 3.7),
    ],
)
def test_speeds_are_read_as_people_type_them(text: str, speed: float) -> None:
    assert parse_speed(text) == pytest.approx(speed)


def test_a_pace_without_a_unit_takes_the_runners() -> None:
    assert parse_speed("4:30", DistanceUnit.KM) == 1000 / 270
    assert parse_speed("7:15", DistanceUnit.MI) == MILE_M / 435
    assert parse_speed("7:15/mi", DistanceUnit.KM) == MILE_M / 435


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("4:30", "pace '4:30' has no unit; write 4:30/km or 4:30/mi"),
        ("4.30", "'4.30' is not a pace; write 4:30/km or 7:15/mi"),
        ("4:75/km", "is not a pace"),
        ("0:00/km", "not longer than zero"),
        ("1:00/km", "no running speed; it must lie between 33:20/km and 1:58/km"),
        ("45:00/km", "no running speed"),
        ("200 km/h", "no running speed"),
    ],
)
def test_what_nobody_runs_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_speed(text)
    assert message in str(refused.value)


@given(st.integers(118, 1999))
def test_a_printed_pace_is_read_back_to_the_same_second(seconds: int) -> None:
    printed = format_pace(1000 / seconds)
    assert format_pace(parse_speed(printed)) == printed
    minutes, rest = divmod(seconds, 60)
    assert printed == f"{minutes}:{rest:02d}/km"


@given(st.integers(0, 360_000))
def test_a_printed_clock_is_read_back_to_the_same_second(seconds: int) -> None:
    if seconds:
        assert parse_duration(format_clock(seconds)) == seconds
    else:
        assert format_clock(seconds) == "0:00"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(59.6, "1:00"), (3599.6, "1:00:00"), (270, "4:30"), (-90, "-1:30"), (0.5, "0:00")],
)
def test_a_clock_rounds_once_and_carries(seconds: float, text: str) -> None:
    assert format_clock(seconds) == text


def test_speeds_and_distances_print_in_the_unit_asked_for() -> None:
    # 4:30/km is 13.3 km/h and, at 1.609344 km to the mile, 7:15/mi and 8.3 mph.
    speed = 1000 / 270
    assert format_pace(speed, DistanceUnit.MI) == "7:15/mi"
    assert format_speed(speed) == "13.3 km/h"
    assert format_speed(speed, DistanceUnit.MI) == "8.3 mph"
    assert format_distance(21_097.5) == "21.1 km"
    assert format_distance(21_097.5, DistanceUnit.MI) == "13.1 mi"
    assert format_distance(400) == "0.4 km"
    assert format_distance(0) == "0 km"
    assert format_distance(1234) == "1.23 km"
    assert format_distance(12_345) == "12.3 km"
    assert format_distance(10_240) == "10.2 km"


def test_units_know_their_metres_and_what_they_are() -> None:
    assert SpeedUnit.per(DistanceUnit.MI) is SpeedUnit.PER_MI
    assert SpeedUnit.per(DistanceUnit.KM) is SpeedUnit.PER_KM
    in_miles = {unit for unit in SpeedUnit if unit.metres == MILE_M}
    assert in_miles == {SpeedUnit.PER_MI, SpeedUnit.MPH}
    assert all(unit.metres == 1000 for unit in set(SpeedUnit) - in_miles)
    speeds = {unit for unit in SpeedUnit if not unit.is_pace}
    assert speeds == {SpeedUnit.KMH, SpeedUnit.MPH}


@given(st.text(max_size=20))
def test_any_text_is_a_quantity_or_an_input_error(text: str) -> None:
    for parse in (parse_distance, parse_duration, parse_speed):
        try:
            value = parse(text)
        except InputError as error:
            refused = str(error)
            assert refused
        else:
            assert value > 0
