from __future__ import annotations

import gzip
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsplit.errors import FormatError, InputError
from negsplit.formats.workouts import Delivery, WorkoutFormat, read, write
from negsplit.notation import parse, to_text
from negsplit.units import MILE_M, DistanceUnit
from negsplit.workout import (
    Distance,
    FractionTarget,
    HeartRateTarget,
    Intensity,
    Reference,
    Repeat,
    SpeedTarget,
    Step,
    Time,
    UntilLap,
    Workout,
    ZoneKind,
    ZoneTarget,
)
from workout_strategies import workouts

DELIVERY = Delivery("week-3-thursday", datetime(2026, 11, 21, 9, tzinfo=UTC))
SHARED = Path(__file__).parents[3] / "shared" / "recordings" / "workouts"
HR_ZONE_2 = ZoneTarget(2, 2, ZoneKind.HEART_RATE)
HALF_OF_MAX_HR = FractionTarget(0.5, 0.6, Reference.MAX_HR)
WARMUP = Intensity.WARMUP
READ_BACK = [
    WorkoutFormat.FIT,
    WorkoutFormat.INTERVALS,
    WorkoutFormat.ZWO,
    WorkoutFormat.JSON,
    WorkoutFormat.NOTATION,
]
PLAIN = "5km @4:30-4:15/km, 6x(400m @4:00-3:50/km, 200m), 1km @5:00-4:30/km"


@pytest.mark.parametrize("target", READ_BACK)
def test_a_format_is_recognised_by_its_content(target: WorkoutFormat) -> None:
    back = read(write(parse(PLAIN), target, DELIVERY).data)
    assert sum(1 for _ in back.flat()) == 14


@pytest.mark.parametrize(
    "target", [WorkoutFormat.FIT, WorkoutFormat.INTERVALS, WorkoutFormat.JSON]
)
def test_lengths_whole_second_paces_and_repeats_survive(target: WorkoutFormat) -> None:
    exported = write(parse(PLAIN), target, DELIVERY)
    assert exported.losses == ()
    assert [step.length for step in read(exported.data).flat()] == [
        step.length for step in parse(PLAIN).flat()
    ]
    assert [step.targets for step in read(exported.data).flat()] == [
        step.targets for step in parse(PLAIN).flat()
    ]
    assert len(read(exported.data).items) == 3


@settings(max_examples=60)
@given(workouts(times=2), st.sampled_from(WorkoutFormat))
def test_any_workout_is_written_or_the_reason_is_told(
    workout: Workout, target: WorkoutFormat
) -> None:
    try:
        exported = write(workout, target, DELIVERY)
    except InputError as error:
        reason = str(error)
        assert "steps" in reason or "24 h" in reason
        return
    assert exported.data
    assert all(loss.message and "\n" not in loss.message for loss in exported.losses)
    if target in READ_BACK and target is not WorkoutFormat.INTERVALS:
        assert read(exported.data).items


@pytest.mark.parametrize("target", WorkoutFormat)
def test_the_same_key_gives_the_same_bytes(target: WorkoutFormat) -> None:
    workout = parse(PLAIN)
    assert write(workout, target, DELIVERY) == write(workout, target, DELIVERY)


@pytest.mark.parametrize("target", [WorkoutFormat.FIT, WorkoutFormat.CALENDAR])
def test_another_key_is_another_workout(target: WorkoutFormat) -> None:
    other = Delivery("week-4-thursday", DELIVERY.stamp)
    assert (
        write(parse(PLAIN), target, DELIVERY).data
        != write(parse(PLAIN), target, other).data
    )


def test_a_day_is_the_day_of_the_event() -> None:
    delivery = Delivery("k", DELIVERY.stamp, date(2026, 12, 3))
    data = write(parse(PLAIN), WorkoutFormat.CALENDAR, delivery).data
    assert b"DTSTART;VALUE=DATE:20261203" in data


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        # The notation counts bare metres in m, intervals.icu minutes.
        ("- 50m Z2 HR", "50min @Z2 HR"),
        ("- 10m", "10min"),
        ("- 5km easy\n- 400m hard", "5km easy, 400m hard"),
        ("- 5km @4:30/km\n- 400m @Z2 HR", "5km @4:30/km, 400m @Z2 HR"),
        ("6x\n- 400mtr 4:00/km Pace\n- 1m", "6x(400m @4:00/km, 1min)"),
        ("Strides 6x\n- 20s maxeffort\n- 1m freeride", "6x(20s max, 1min)"),
        ("\ufeff5km easy", "5km easy"),
        ("# Plan\n- 5km easy", "# Plan\n5km easy"),
    ],
)
def test_texts_are_told_apart(text: str, canonical: str) -> None:
    assert to_text(read(text.encode())) == canonical


def test_the_default_unit_reaches_the_notation() -> None:
    workout = read(b"20min @7:00", default_unit=DistanceUnit.MI)
    assert to_text(workout) == "20min @7:00/mi"


def test_a_gzipped_workout_is_read() -> None:
    assert read(gzip.compress(b"5km easy")) == parse("5km easy")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"PK\x03\x04\xff\xff", "neither a FIT, Zwift or JSON workout nor a text"),
        (b"<!DOCTYPE html><html></html>", "document type"),
        (b"<gpx></gpx>", "<gpx> is not a Zwift workout"),
        (b"{}", "not a negsplit workout"),
        (b"BEGIN:VCALENDAR\r\n", "calendar"),
        (b"hello there", "'hello' is not the length of a step"),
        (b"\x0e\x10\x00\x00\x00\x00\x00\x00.FIT\x00\x00", "FIT"),
    ],
)
def test_other_bytes_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(FormatError) as refused:
        read(data)
    assert message in str(refused.value)


# Where no target reaches 100 beats, a file cannot be told from one that leaves out the
# offset of 100; nobody trains so low, and such files are read as those are.
WATCH_STEPS = st.builds(
    Step,
    st.integers(10, 1800).map(lambda metres: Distance(float(metres)))
    | st.integers(1, 22).map(lambda twentieths: Distance(twentieths / 20 * MILE_M))
    | st.integers(1, 600).map(lambda seconds: Time(float(seconds)))
    | st.just(UntilLap()),
    st.just(())
    | st.builds(
        lambda fast, more: (SpeedTarget(1000 / (fast + more), 1000 / fast),),
        st.integers(150, 600),
        st.integers(1, 60),
    )
    | st.builds(
        lambda low, more: (HeartRateTarget(float(low), float(low + more)),),
        st.integers(100, 180),
        st.integers(0, 30),
    ),
)


@settings(max_examples=60)
@given(
    st.lists(
        WATCH_STEPS
        | st.builds(
            Repeat,
            st.integers(2, 9),
            st.lists(WATCH_STEPS, min_size=1, max_size=3).map(tuple),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_from_the_notation_to_a_watch_and_back_nothing_changes(
    items: list[Step | Repeat],
) -> None:
    given = parse(to_text(Workout(tuple(items))))
    data = write(given, WorkoutFormat.FIT, DELIVERY).data
    back = parse(to_text(read(data)))
    assert [_shape(item) for item in back.items] == [_shape(i) for i in given.items]
    assert [_told(step) for step in back.flat()] == [_told(s) for s in given.flat()]


def _shape(item: Step | Repeat) -> object:
    return 1 if isinstance(item, Step) else (item.times, len(item.items))


def _told(step: Step) -> object:
    """Return a step in whole seconds; a speed alone does not tell km from miles."""
    (target,) = step.targets or (None,)
    if isinstance(target, SpeedTarget):
        paces = round(1000 / target.low_mps), round(1000 / target.high_mps)
        return step.length, paces
    return step.length, target


@given(st.binary(max_size=100))
def test_any_bytes_are_a_workout_or_a_format_error(data: bytes) -> None:
    try:
        workout = read(data)
    except FormatError:
        return
    assert workout.items


def shared_file(name: str) -> bytes:
    if not (SHARED / name).is_file():
        pytest.skip("the shared recordings are not here")
    return (SHARED / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "first"),
    [
        # Made by the tool kit of the FIT format itself.
        (
            "WorkoutIndividualSteps.fit",
            Step(Time(60), (HR_ZONE_2,), WARMUP, note="_A_"),
        ),
        (
            "WorkoutCustomTargetValues.fit",
            Step(Time(60), (HALF_OF_MAX_HR,), WARMUP, note="_A_"),
        ),
    ],
)
def test_a_watch_file_of_another_program_is_read(name: str, first: Step) -> None:
    assert read(shared_file(name)).items[0] == first


@pytest.mark.parametrize("name", ["run-fast.json", "running-6x2.yaml"])
def test_a_workout_of_an_unknown_format_is_refused(name: str) -> None:
    with pytest.raises(FormatError):
        read(shared_file(name))


def test_intervals_texts_of_another_author_are_read() -> None:
    blocks = re.findall(r"```\n(.*?)```", shared_file("running.md").decode(), re.DOTALL)
    # The author wrote 100m for metres, which the service takes for minutes.
    sound = [block for block in blocks if not re.search(r"\d{3}m\b", block)]
    read_back = [to_text(read(block.encode())) for block in sound]
    assert len(read_back) > 5
    assert read_back[0] == "45min @Z2 HR"
    assert read_back[2] == "wu 10min @Z2 HR, 20min @85-90%TP, cd 10min @Z2 HR"
    for block in set(blocks) - set(sound):
        with pytest.raises(FormatError, match="minutes here"):
            read(block.encode())
