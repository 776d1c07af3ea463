from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from negsplit.formats import qdomyos
from negsplit.notation import parse
from negsplit.workout import Workout
from workout_strategies import workouts


def rows_of(notation: str) -> list[ET.Element]:
    root = ET.fromstring(qdomyos.write(parse(notation)).data)  # noqa: S314 - our own bytes
    assert root.tag == "rows"
    assert root.get("device") == "treadmill"
    return list(root)


def row_of(notation: str) -> dict[str, str]:
    (row,) = rows_of(notation)
    return row.attrib


def losses_of(notation: str) -> list[str]:
    return [str(loss) for loss in qdomyos.write(parse(notation)).losses]


@pytest.mark.parametrize(
    ("notation", "attributes"),
    [
        # Clocks are hh:mm:ss in full, distances kilometres, speeds km/h.
        ("5min", {"duration": "00:05:00"}),
        ("1h02min", {"duration": "01:02:00"}),
        ("400m", {"distance": "0.4"}),
        ("5km", {"distance": "5"}),
        ("1mi", {"distance": "1.60934"}),
        ("lap", {"lapbutton": "1"}),
        ("5km @12km/h", {"distance": "5", "speed": "12.0", "forcespeed": "1"}),
        ("5km @5:00/km", {"distance": "5", "speed": "12.0", "forcespeed": "1"}),
        # The middle of the band, 4:15, is 14.1 km/h.
        ("5km @4:30-4:00/km", {"distance": "5", "speed": "14.1", "forcespeed": "1"}),
        ("5min @140-150bpm", {"duration": "00:05:00", "hrmin": "140", "hrmax": "150"}),
        ("5min @<145bpm", {"duration": "00:05:00", "hrmax": "145"}),
        ("5min @>120bpm", {"duration": "00:05:00", "hrmin": "120"}),
        ("5min @Z2 HR", {"duration": "00:05:00", "zonehr": "2"}),
        ("5min incline 1.5%", {"duration": "00:05:00", "inclination": "1.5"}),
    ],
)
def test_a_step_is_a_row(notation: str, attributes: dict[str, str]) -> None:
    assert row_of(notation) == attributes


def test_a_full_day_stays_within_its_clock() -> None:
    assert row_of("24h")["duration"] == "23:59:59"


def test_repeats_stay_folded_and_inner_ones_are_written_out() -> None:
    (repeat,) = rows_of("3x(2x(400m, 200m)) R 1min")
    assert (repeat.tag, repeat.get("times")) == ("repeat", "3")
    assert [row.tag for row in repeat] == ["row"] * 5
    assert losses_of("3x(2x(400m, 200m)) R 1min") == [
        "repeats inside repeats are written out"
    ]


def test_a_ramp_is_a_staircase_of_speeds() -> None:
    # 6:00 to 5:00 over two pieces: 5:45 is 10.4 km/h and 5:15 is 11.4 km/h.
    rows = rows_of("2km @6:00>5:00/km by 1km")
    assert [row.get("speed") for row in rows] == ["10.4", "11.4"]
    assert losses_of("2km @6:00>5:00/km by 1km") == [
        "step 1: the ramp becomes 2 steps of one speed each"
    ]


def test_messages_come_at_their_second() -> None:
    (row,) = rows_of(
        '5km @12km/h easy "tall" !90s "go" !1km "one" !1km left "last" !1min left "now"'
    )
    told = [(event.get("timeoffset"), event.get("message")) for event in row]
    # 12 km/h is 5 min/km, so 5 km take 1500 s.
    assert told == [
        ("0", "easy; tall"),
        ("90", "go"),
        ("300", "one"),
        ("1200", "last"),
        ("1440", "now"),
    ]


@pytest.mark.parametrize(
    ("notation", "loss"),
    [
        ("# Name\n5km", "the name is not part of the file; keep it as the file's name"),
        (
            "3x400m R 1min between",
            "the last repetition, which has no recovery, is written out",
        ),
        (
            "5km @4:30-4:00/km",
            "step 1: 4:30-4:00/km becomes the belt speed 14.1 km/h",
        ),
        ("5km @4:10/km @150bpm", "step 1: 150bpm becomes a message and is not steered"),
        ("5km easy", "step 1: easy becomes a message and is not steered by"),
        ("5min @Z2 pace", "step 1: Z2 pace becomes a message and is not steered by"),
        ("5min @Z2", "step 1: Z2 does not say of what; zones of heart rate"),
        ("5min @Z2-3 HR", "step 1: Z2-3 HR becomes zone 2"),
        ("30.5s", "step 1: 30.5s is rounded to the whole second"),
        ("5km or lap", "step 1: the lap button does not end the step"),
        ("cd 5km", "step 1: it is no longer marked as cooldown"),
        ('5km !1km "x"', "step 1: a cue at a distance is left out, because"),
    ],
)
def test_what_the_program_cannot_say_is_reported(notation: str, loss: str) -> None:
    assert any(told.startswith(loss) for told in losses_of(notation))


def test_nothing_is_reported_when_nothing_is_lost() -> None:
    assert losses_of("5km @12km/h, 3x(1min @15km/h, 1min @9km/h), lap @Z1 HR") == []


@settings(max_examples=40)
@given(workouts(times=3))
def test_any_workout_gives_rows_that_the_program_can_read(workout: Workout) -> None:
    root = ET.fromstring(qdomyos.write(workout).data)  # noqa: S314 - our own bytes
    for repeat in root.iter("repeat"):
        assert repeat.find("repeat") is None
    for row in root.iter("row"):
        assert {"duration", "distance", "lapbutton"} & set(row.attrib)
        clock = row.get("duration", "00:00:01")
        assert re.fullmatch(r"[0-2]\d:[0-5]\d:[0-5]\d", clock)
        assert clock != "00:00:00"
        assert float(row.get("distance", 1)) > 0
