from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsplit.errors import FormatError
from negsplit.formats import intervals, intervals_reader
from negsplit.notation import parse, to_text
from negsplit.units import MILE_M, SpeedUnit
from negsplit.workout import (
    Cue,
    Distance,
    FractionTarget,
    Reference,
    Repeat,
    SpeedTarget,
    Step,
    Time,
    UntilLap,
    Workout,
)
from workout_strategies import workouts


def text_of(notation: str, max_hr_bpm: float | None = None) -> str:
    exported = intervals.write(parse(notation), max_hr_bpm=max_hr_bpm)
    return exported.data.decode()


def losses_of(notation: str) -> list[str]:
    return [str(loss) for loss in intervals.write(parse(notation)).losses]


def read(text: str) -> Workout:
    return intervals_reader.read(text.encode())


@pytest.mark.parametrize(
    ("notation", "line"),
    [
        # Forms of the intervals.icu workout text: m is minutes, mtr metres.
        ("10min", "- 10m"),
        ("90s", "- 1m30s"),
        ("1h30min", "- 1h30m"),
        ("400m", "- 400mtr"),
        ("5km", "- 5km"),
        ("3mi", "- 3mi"),
        ("5km @4:30-4:15/km", "- 5km 4:30-4:15/km Pace"),
        ("1mi @6:45/mi", "- 1mi 6:45/mi Pace"),
        ("5km @4:30>4:15/km", "- 5km ramp 4:30-4:15/km Pace"),
        ("10min @78-82%TP", "- 10m 78-82% Pace"),
        ("10min @70-75%HRmax", "- 10m 70-75% HR"),
        ("10min @95%LTHR", "- 10m 95% LTHR"),
        ("10min @80>90%TP", "- 10m ramp 80-90% Pace"),
        ("10min @Z2 HR", "- 10m Z2 HR"),
        ("10min @Z2-3 pace", "- 10m Z2-Z3 Pace"),
        ("100m max", "- 100mtr maxeffort"),
        ("lap", "- Press lap 60m freeride"),
        ("10min @Z1 HR or lap", "- Press lap 10m Z1 HR"),
        ("wu 2km", "- 2km intensity=warmup"),
        ("cd 2km", "- 2km intensity=cooldown"),
        ('10min !33s "half a minute gone"', "- 33^half a minute gone <!> 10m"),
    ],
)
def test_a_step_is_written_and_read_as_the_service_does(
    notation: str, line: str
) -> None:
    assert text_of(notation) == line + "\n"
    assert read(line) == parse(notation)


def test_a_repeat_is_a_block_between_blank_lines() -> None:
    assert text_of("1km easy, 6x400m @4:00/km R 1min, 1km easy") == (
        "- easy 1km\n\n6x\n- 400mtr 4:00/km Pace\n- 1m intensity=recovery\n\n"
        "- easy 1km\n"
    )


def test_the_services_own_example_is_read() -> None:
    workout = read(
        "Warmup\n- 2km 65-75% Pace\n\n- 5km 4:30-4:15/km Pace\n"
        "- 5km 4:15-4:00/km Pace\n\nStrides 6x\n- 100mtr maxeffort\n- 1m freeride\n"
    )
    assert to_text(workout) == (
        "wu 2km @65-75%TP, 5km @4:30-4:15/km, 5km @4:15-4:00/km, 6x(100m max, 1min)"
    )


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("- 90m", Step(Time(5400))),
        ("- 1m30", Step(Time(90))),
        ("- 5'30\"", Step(Time(330))),
        ("- 1h", Step(Time(3600))),
        ("- 0.4km", Step(Distance(400))),
        ("- 400meters", Step(Distance(400))),
        ("- 100yds", Step(Distance(91.44))),
        ("- 3mi", Step(Distance(3 * MILE_M))),
        ("- 10m 85%", Step(Time(600), note="85%")),
        ("- 10m 200w", Step(Time(600), note="200w")),
        (
            "- 10m 80% Pace hr=1s",
            Step(Time(600), (FractionTarget(0.8, 0.8, Reference.THRESHOLD_SPEED),)),
        ),
        ("- 1km 24-23s", Step(Distance(1000), note="24-23s")),
        ("- tall and loose 30s", Step(Time(30), note="tall and loose")),
        ("- 20s 0:24/100m Pace", Step(Time(20), (SpeedTarget(100 / 24, 100 / 24),))),
        (
            "- settle in 33^half gone 50^nearly <!> 10m",
            Step(
                Time(600),
                note="settle in",
                cues=(Cue(Time(33), "half gone"), Cue(Time(50), "nearly")),
            ),
        ),
        (
            "- 10m 7:00-6:30/mi Pace",
            Step(
                Time(600),
                (SpeedTarget(MILE_M / 420, MILE_M / 390, SpeedUnit.PER_MI),),
            ),
        ),
        ("- Press lap 60m freeride", Step(UntilLap())),
    ],
)
def test_forms_that_we_do_not_write_are_read(line: str, step: Step) -> None:
    assert read(line).items == (step,)


def test_without_a_maximum_a_heart_rate_is_told_in_words() -> None:
    assert text_of("10min @165-172bpm") == "- heart rate 165 to 172 10m\n"
    assert losses_of("10min @165-172bpm") == [
        "step 1: 165-172bpm is told in words and not steered by"
    ]


def test_with_a_maximum_a_heart_rate_becomes_a_percentage_of_it() -> None:
    assert text_of("10min @160-180bpm", max_hr_bpm=200) == "- 10m 80-90% HR\n"


def test_words_of_a_note_are_never_taken_for_a_length() -> None:
    text = text_of('10min "3x400m in 90s, ramp Z2, 80% then 5km at 4:30"')
    (step,) = read(text).items
    assert isinstance(step, Step)
    assert step.length == Time(600)
    assert step.targets == ()


@pytest.mark.parametrize(
    ("notation", "loss"),
    [
        ("# Name\n5km", "the name is not part of the text; give it to the event"),
        ("lap", "step 1: ends at the lap button, but after an hour at the latest"),
        (
            "3x400m R 1min between",
            "the last repetition, which has no recovery, is written out",
        ),
        ("2x(2x400m R 1min) R 3min", "repeats inside repeats are written out"),
        ("5km easy", "step 1: easy is told in words and not steered by"),
        ("5km @10k-5k", "step 1: 10k-5k is told in words and not steered by"),
        ("5km incline 1%", "step 1: the incline is left out"),
        ("30.5s", "step 1: 30.5 s is rounded to whole seconds"),
        ("400.4m", "step 1: 400.4 m is rounded to whole metres"),
        ("5km @9.5km/h", "step 1: 9.5km/h becomes the pace 6:19/km"),
        ("5km @4:30.5/km", "step 1: 4:30.5/km is rounded to whole seconds"),
        ("10min @70.5%HRmax", "step 1: 70.5%HRmax is rounded to whole percent"),
        (
            "10min @Z2",
            "step 1: Z2 does not say of what; zones of heart rate are assumed",
        ),
        (
            "8km @5:00>4:30/km by 2km",
            "step 1: 5:00>4:30/km by 2km changes evenly and not in the pieces "
            "asked for",
        ),
        (
            '5km !1km "now"',
            "step 1: a cue at a distance is told at the start of the step",
        ),
        (
            '5km "first 400m easy"',
            "step 1: numbers in the note are spelt out, or they would be taken "
            "for steps",
        ),
    ],
)
def test_what_the_text_cannot_say_is_reported(notation: str, loss: str) -> None:
    assert losses_of(notation) == [loss]


@pytest.mark.parametrize(
    "notation", ["5km @4:30-4:15/km", "wu 10min, 6x400m @4:00/km R 1min, cd 10min"]
)
def test_nothing_is_reported_when_nothing_is_lost(notation: str) -> None:
    assert losses_of(notation) == []


STEPS = st.builds(
    Step,
    st.integers(1, 900).map(lambda s: Time(float(s)))
    | st.integers(100, 3000).map(lambda m: Distance(float(m))),
    st.sampled_from(
        [
            parse(f"5km {target}").items[0]
            for target in (
                "", "@4:30-4:15/km", "@7:00/mi", "@5:00>4:00/km", "@70-80%HRmax",
                "@80>90%TP", "@95%LTHR", "@Z3 HR", "@Z2-4 pace", "max", "easy",
            )
        ]
    ).map(lambda item: item.targets if isinstance(item, Step) else ()),
)  # fmt: skip


@given(
    st.lists(
        STEPS
        | st.builds(
            Repeat,
            st.integers(1, 9),
            st.lists(STEPS, min_size=1, max_size=3).map(tuple),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_the_text_can_say_is_read_back_the_same(
    items: list[Step | Repeat],
) -> None:
    workout = Workout(tuple(items))
    assert intervals_reader.read(intervals.write(workout).data) == workout


@settings(max_examples=40)
@given(workouts(times=3))
def test_any_workout_is_written_with_as_many_steps_of_the_same_kind(
    workout: Workout,
) -> None:
    def kinds(steps: Workout) -> list[type]:
        return [type(step.length) for step in steps.flat()]

    assert kinds(read(intervals.write(workout).data.decode())) == kinds(workout)


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("", None, "no line is a step"),
        ("run easy", None, "no line is a step"),
        ("- easy", 0, "no length"),
        ("- 5km\n- 400m", 6, "400m means 400 minutes here; write 400mtr"),
        ("- 100m", 0, "1h40m"),
        ("- 1km\n\n3x\n\n- 1km", 7, "3x has no steps"),
        ("0x\n- 1km", 0, "at least 1"),
        ("200x\n- 1km", 0, "between 1 and 99"),
        ("- 10m 4:75/km Pace", 0, "seconds go from 00 to 59"),
        ("- 10m 1:00/km Pace", 0, "no running speed"),
        ("- 10m 300% HR", 0, "no training intensity"),
        ("- 25h", 0, "24 h"),
    ],
)
def test_a_text_that_means_nothing_is_refused(
    text: str, offset: int | None, message: str
) -> None:
    with pytest.raises(FormatError) as refused:
        read(text)
    assert message in str(refused.value)
    if offset is not None:
        assert refused.value.offset == offset


PIECES = [
    "- ", "10m", "5km", "400mtr", "3x\n", "\n", "\n\n", "Press lap ", "ramp ", "80% ",
    "4:30/km ", "Pace ", "HR ", "Z2 ", "intensity=rest ", "33^go <!> ", "<!>", "easy ",
    "Warmup\n", "9x", "freeride", "hr=1s", "1h", "30s", "-", "99x\n", "5'30\"", "0",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join) | st.text())
def test_any_text_is_a_workout_or_a_format_error(text: str) -> None:
    try:
        workout = intervals_reader.read(text.encode(errors="replace"))
    except FormatError as error:
        refused = str(error)
        assert "\n" not in refused
    else:
        assert parse(to_text(workout)) == workout


@given(st.binary(max_size=80))
def test_any_bytes_are_a_workout_or_a_format_error(data: bytes) -> None:
    try:
        workout = intervals_reader.read(data)
    except FormatError:
        return
    assert workout.items


def test_every_prefix_is_a_workout_or_a_format_error() -> None:
    data = intervals.write(
        parse('wu 10min easy, 3x(400m @4:00/km "go") R 1min, lap, 5km !9s "é" @Z2 HR')
    ).data
    for end in range(len(data)):
        try:
            workout = intervals_reader.read(data[:end])
        except FormatError:
            continue
        assert len(workout.items) <= 4
