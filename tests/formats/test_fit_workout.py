"""FIT workouts: against other decoders, and there and back."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import fitdecode
import fitparse
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fit_files import (
    ENUM,
    FILE_ID,
    STRING,
    UINT16,
    UINT32,
    WORKOUT,
    WORKOUT_STEP,
    FitFile,
    simple,
)
from negsplit.errors import FormatError, InputError
from negsplit.formats import fit_workout
from negsplit.formats import fit_workout_reader as reader
from negsplit.formats.device import prepare
from negsplit.notation import parse, to_text
from negsplit.units import MILE_M, SpeedUnit
from negsplit.workout import Distance, Repeat, SpeedTarget, Step, Time, Workout
from workout_strategies import workouts

CREATED = datetime(2024, 5, 1, tzinfo=UTC)

# The smallest useful file, published byte by byte with its decoded values: 5 km at
# 4:30 to 4:15 per km, named "Easy 5k", serial number 12345.
EASY_5K = bytes.fromhex(
    "0e10e252790000002e464954e43440000000000500010001028402028403048c"
    "0404860005ff0000003930000000ab90414100001a000404010005048c060284"
    "08080701012000000001004561737920356b004200001b0008fe028401010002"
    "04860301000404860504860604860701000200000120a107000000000000780e"
    "0000520f000000211f"
)


def written(text: str) -> bytes:
    return fit_workout.write(parse(text), serial=7, created=CREATED).data


def there_and_back(text: str) -> str:
    return to_text(reader.read(written(text)))


# Against the published file and other decoders


def test_the_published_file_comes_out_byte_for_byte() -> None:
    workout = Workout(
        (Step(Distance(5000), (SpeedTarget(1000 / 270, 1000 / 255),)),), name="Easy 5k"
    )
    created = datetime.fromtimestamp(631_065_600 + 1_100_000_000, UTC)
    exported = fit_workout.write(workout, serial=12345, created=created)
    assert exported.data == EASY_5K
    assert exported.losses == ()
    read = reader.read(EASY_5K)
    assert read.items == workout.items
    assert read.name == "Easy 5k"


def by_fitdecode(data: bytes) -> list[dict[str, Any]]:
    with fitdecode.FitReader(
        io.BytesIO(data), check_crc=fitdecode.CrcCheck.RAISE
    ) as frames:
        return [
            {field.name: field.raw_value for field in frame.fields}
            for frame in frames
            if isinstance(frame, fitdecode.FitDataMessage)
            and frame.name == "workout_step"
        ]


def by_fitparse(data: bytes) -> list[dict[str, Any]]:
    file = fitparse.FitFile(io.BytesIO(data), check_crc=True)
    return [
        {field.name: field.raw_value for field in message}
        for message in file.get_messages("workout_step")
    ]


@pytest.mark.parametrize("decode", [by_fitdecode, by_fitparse])
def test_two_other_decoders_read_what_was_meant(decode: Any) -> None:
    data = written(
        "wu 2km easy, 3x(1km @4:30-4:15/km R 90s @<120bpm), 10min @75-80%HRmax, "
        "lap @Z4 HR, cd 1mi @140-150bpm"
    )
    steps = decode(data)
    assert [step["message_index"] for step in steps] == list(range(7))
    assert [step["duration_type"] for step in steps] == [1, 1, 0, 6, 0, 5, 1]
    assert steps[0]["duration_distance"] == 200_000
    assert steps[0]["wkt_step_name"] == "easy"
    assert [steps[i]["intensity"] for i in (0, 1, 2, 6)] == [2, 0, 1, 3]
    pace = steps[1]
    assert pace["target_type"] == 0
    assert pace["custom_target_speed_low"] == 3704  # mm/s, 4:30/km
    assert pace["custom_target_speed_high"] == 3922
    assert steps[2]["duration_time"] == 90_000
    assert steps[2]["custom_target_heart_rate_high"] == 220
    assert steps[3]["duration_step"] == 1
    assert steps[3]["repeat_steps"] == 3
    percent = steps[4]
    assert percent["custom_target_heart_rate_low"] == 75
    assert percent["custom_target_heart_rate_high"] == 80
    assert steps[5]["target_hr_zone"] == 4
    assert steps[6]["duration_distance"] == 160_934
    assert steps[6]["custom_target_heart_rate_low"] == 240


@settings(max_examples=30)  # of workouts that take long to make
@given(workouts())
def test_any_workout_that_can_be_written_is_accepted_by_other_decoders(
    workout: Workout,
) -> None:
    try:
        data = fit_workout.write(workout, serial=1, created=CREATED).data
    except InputError as error:
        assert "the device holds 50" in str(error)  # noqa: PT017 - both ends are right
        return
    ours = by_fitdecode(data)
    assert 1 <= len(ours) <= 50
    assert [step["message_index"] for step in ours] == list(range(len(ours)))


# There and back


@settings(max_examples=30)  # of workouts that take long to make
@given(workouts())
def test_the_steps_come_back_in_number_and_length(workout: Workout) -> None:
    try:
        prepared = prepare(workout).workout
    except InputError:
        return
    data = fit_workout.write(workout, serial=1, created=CREATED).data
    before, after = list(prepared.flat()), list(reader.read(data).flat())
    assert len(before) == len(after)
    for left, right in zip(before, after, strict=True):
        # Whole milliseconds and centimetres; miles are found again within 2 cm.
        assert repr(type(left.length)) == repr(type(right.length))
        for name in ("duration_s", "distance_m"):
            if hasattr(left.length, name):
                assert getattr(right.length, name) == pytest.approx(
                    getattr(left.length, name), rel=0, abs=0.021
                )


@pytest.mark.parametrize(
    "text",
    [
        "3mi easy, 1mi hard",
        "wu 2km easy, 6x400m R 1min jog, cd 2km easy",
        "35min easy, 10min @10k",
        "30min @140-150bpm",
        "40min @75-80%HRmax, 10min @85-88%LTHR, 10min @92-96%TP",
        "wu 15min, 2x15min @Z4 HR R 3min jog, lap easy",
        '12km @MP+10s/km "relaxed shoulders" !2km left "stand tall"',
        "4x20s strides R 1min walk",
        "20min @RPE 3-4, 10min @165-172bpm @RPE 7",
        'lap walk "press lap when ready", 10min easy or lap',
        "3mi @E, 3mi @MP, 1mi @T, 0.5mi @I",
        "2x(3x(1min hard, 1min jog) R 3min walk)",
        "10min @<150bpm, 10min @>120bpm",
        '5km "easy"',
        '5km "run tall"',
        "20min easy incline 1%",
        "10min @Z2-3 HR, 10min @Z6 HR, 5min @Z3 pace",
    ],
)  # fmt: skip
def test_a_workout_comes_back_as_it_was(text: str) -> None:
    assert there_and_back(text) == text


@given(
    paces=st.lists(
        st.tuples(st.integers(130, 900), st.integers(11, 60)), min_size=2, max_size=5
    ),
    unit=st.sampled_from([SpeedUnit.PER_KM, SpeedUnit.PER_MI]),
)
def test_whole_second_paces_come_back_to_the_second(
    paces: list[tuple[int, int]], unit: SpeedUnit
) -> None:
    # Bands of 11 s/km or wider, in miles 17 s, are not widened for the watch.
    per_mile = unit is SpeedUnit.PER_MI
    scale = 2 if per_mile else 1
    metres = unit.metres
    length = Distance(MILE_M if per_mile else 1000)
    bands = [
        SpeedTarget(
            metres / (fast * scale + width * scale), metres / (fast * scale), unit
        )
        for fast, width in paces
    ]
    workout = Workout(tuple(Step(length, (band,)) for band in bands))
    data = fit_workout.write(workout, serial=1, created=CREATED).data
    read = [step.target for step in reader.read(data).flat()]
    for band, back in zip(bands, read, strict=True):
        assert isinstance(back, SpeedTarget)
        for wanted, got in (
            (band.low_mps, back.low_mps), (band.high_mps, back.high_mps),
        ):  # fmt: skip
            # Below 17:02/km a millimetre per second is more than a second.
            tolerance = 1e-9 if metres / wanted < 1000 else 2
            assert metres / got == pytest.approx(metres / wanted, abs=tolerance)


# What is lost is told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("5km easy", "'easy' is written as text only"),
        ("5km @5:00/km", "5:00/km becomes the band 5:05-4:55/km"),
        ("10km @5:00>4:30/km", "the ramp becomes 8 steps"),
        ("5km @Z4", "zone 4 is written as a heart-rate zone"),
        ("5km @<145bpm", "open end of the heart-rate band"),
        ("5km @75.5-80%HRmax", "rounded to whole ones"),
        ("5km @5:30-5:00/km @140-150bpm", "only the first target"),
        ("5km easy or lap", "'or lap' is written in the note"),
        ("5km easy incline 2%", "the incline of 2 % is written in the note"),
        ('5km easy !1km "go"', "cues are written in the note"),
        ("3x1km @5:30-5:00/km R 1min between", "the last repetition is written out"),
        (f'5km "{"long " * 40}"', "the note is cut to 120 characters"),
        (f"# {'N' * 60}\n5km", "the name is cut to 40 characters"),
    ],
)
def test_every_loss_is_told(text: str, says: str) -> None:
    losses = fit_workout.write(parse(text), serial=7, created=CREATED).losses
    assert any(says in str(loss) for loss in losses), losses


def test_a_band_that_fits_loses_nothing() -> None:
    text = "5km @5:30-5:00/km, 3x10min @140-150bpm, lap"
    assert fit_workout.write(parse(text), serial=7, created=CREATED).losses == ()


def test_texts_are_cut_between_characters() -> None:
    steps = by_fitdecode(written(f'5km "{"ü🏃" * 100}"'))
    note = steps[0]["notes"]
    assert len(note.encode()) <= 254
    assert note.startswith("ü🏃ü")
    assert set(note) <= {"ü", "🏃"}


@pytest.mark.parametrize("serial", [0, -1, 2**32 - 1])
def test_an_impossible_serial_number_is_refused(serial: int) -> None:
    with pytest.raises(InputError, match="serial number"):
        fit_workout.write(parse("5km"), serial=serial, created=CREATED)


@pytest.mark.parametrize(
    "created",
    [datetime(1980, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC),
     CREATED.replace(tzinfo=None)],
)  # fmt: skip
def test_an_impossible_date_is_refused(created: datetime) -> None:
    with pytest.raises(InputError, match=r"date|time zone"):
        fit_workout.write(parse("5km"), serial=1, created=created)


def test_the_same_workout_and_number_make_the_same_bytes() -> None:
    assert written("5km easy") == written("5km easy")
    later = CREATED + timedelta(seconds=1)
    other = fit_workout.write(parse("5km easy"), serial=7, created=later).data
    assert other != written("5km easy")


# What other programs write


def foreign(*steps: dict[int, float | str], name: str = "Theirs") -> bytes:
    """Return a workout file with the given fields per step, each its own layout."""
    file = FitFile()
    file.define(0, FILE_ID, [(0, ENUM)])
    file.data(0, 5)
    file.define(1, WORKOUT, [(8, STRING, 16)])
    file.data(1, name)
    enums = {1, 3, 7, 19}
    for index, fields in enumerate(steps):
        layout: list[tuple[int, ...]] = [(254, UINT16)]
        for number, value in fields.items():
            if isinstance(value, str):
                layout.append((number, STRING, 32))
            else:
                layout.append((number, ENUM if number in enums else UINT32))
        file.define(2, WORKOUT_STEP, layout)
        file.data(2, index, *fields.values())
    return file.bytes()


def step_of(**fields: float | str) -> Step:
    numbers = {
        "name": 0, "duration_type": 1, "duration": 2, "target": 3, "value": 4,
        "low": 5, "high": 6, "intensity": 7, "notes": 8,
    }  # fmt: skip
    given_fields = {"duration_type": 0, "duration": 600_000, "target": 2, **fields}
    row = {numbers[name]: value for name, value in given_fields.items()}
    (item,) = reader.read(foreign(row)).items
    assert isinstance(item, Step)
    return item


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"target": 0, "low": 3922, "high": 3704}, "10min @4:30-4:15/km"),
        ({"target": 0, "value": 0, "low": 3571, "high": 4167}, "10min @4:40-4:00/km"),
        ({"target": 12, "low": 3704, "high": 3922}, "10min @4:30-4:15/km"),
        ({"target": 1, "low": 250, "high": 240}, "10min @140-150bpm"),
        ({"target": 13, "low": 240, "high": 250}, "10min @140-150bpm"),
        ({"target": 1, "low": 0, "high": 250}, "10min @<150bpm"),
        ({"target": 1, "low": 130, "high": 340}, "10min @<240bpm"),
        ({"target": 1, "low": 220, "high": 340}, "10min @>120bpm"),
        ({"target": 1, "low": 80, "high": 100}, "10min @80-100%HRmax"),
        ({"target": 1, "value": 3, "low": 0, "high": 0}, "10min @Z3 HR"),
        ({"target": 1, "value": 3}, "10min @Z3 HR"),
        ({"target": 0, "value": 2}, "10min @Z2 pace"),
        ({"target": 1, "value": 0}, "10min"),
        ({"target": 4, "low": 1300, "high": 1310},
         '10min "(power 300 to 310 W: not supported)"'),
        ({"target": 3, "low": 85, "high": 90},
         '10min "(cadence 85 to 90 strides per minute: not supported)"'),
        ({"target": 200, "value": 1}, '10min "(target 200 1: not supported)"'),
        ({"duration_type": 1, "duration": 80_467}, "0.5mi"),
        ({"duration_type": 1, "duration": 160_934}, "1mi"),
        ({"duration_type": 1, "duration": 40_000}, "400m"),
        ({"duration_type": 5, "duration": 2**32 - 1}, "lap"),
        ({"duration_type": 2, "duration": 225},
         'lap "(until heart rate falls to 125 bpm: not supported)"'),
        ({"duration_type": 3, "duration": 85},
         'lap "(until heart rate rises to 85 % of maximum: not supported)"'),
        ({"duration_type": 4, "duration": 300},
         'lap "(until 300 kcal: not supported)"'),
        ({"duration_type": 28, "duration": 3},
         'lap "(ends by rule 28: not supported)"'),
        ({"intensity": 4}, "rec 10min"),
        ({"intensity": 1}, "rec 10min"),
        ({"intensity": 2}, "wu 10min"),
        ({"intensity": 3}, "cd 10min"),
        ({"intensity": 6}, "10min"),
        ({"name": "Threshold", "notes": "run tall"}, '10min threshold "run tall"'),
        # Garmin's coach writes a title, a line break and a sentence.
        ({"notes": "Tempo\nLift your feet."}, '10min "Tempo Lift your feet."'),
        ({"name": "Bridge", "notes": "run tall"}, '10min "Bridge run tall"'),
    ],
)  # fmt: skip
def test_steps_of_other_programs_are_understood(
    fields: dict[str, float | str], text: str
) -> None:
    step = step_of(**fields)
    assert to_text(Workout((step,))) == text


def test_a_repeat_takes_in_what_it_goes_back_to() -> None:
    def run(seconds: int) -> dict[int, float | str]:
        return {1: 0, 2: seconds * 1000, 3: 2}

    def repeat(back_to: int, times: int) -> dict[int, float | str]:
        return {1: 6, 2: back_to, 3: 2, 4: times}

    data = foreign(
        run(600), run(60), run(30), repeat(2, 4), run(90), repeat(1, 2), run(300)
    )
    assert to_text(reader.read(data)).splitlines()[1:] == [
        "10min", "2x(1min, 4x30s, 90s)", "5min",
    ]  # fmt: skip


def test_a_repeat_that_ends_otherwise_is_kept_and_marked() -> None:
    data = foreign({1: 0, 2: 60_000, 3: 2}, {1: 11, 2: 0, 3: 1, 4: 80})
    (item,) = reader.read(data).items
    assert isinstance(item, Repeat)
    assert item.times == 1
    assert "repeated until heart rate rises: not supported" in to_text(Workout((item,)))


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([], "no steps"),
        ([{1: 6, 2: 3, 3: 2, 4: 2}], "goes back to step 3"),
        ([{1: 0, 2: 60_000, 3: 2}, {1: 6, 2: 0, 3: 2, 4: 100}], "100 repetitions"),
        ([{1: 0, 2: 10, 3: 2}], "step 0"),
        ([{1: 1, 2: 10, 3: 2}], "step 0"),
        (
            [{1: 0, 2: 9000, 3: 2}, *[{1: 6, 2: 0, 3: 2, 4: 99}] * 3],
            "more than 10000 steps",
        ),
    ],
)
def test_what_nobody_can_run_is_refused(
    steps: list[dict[int, float | str]], says: str
) -> None:
    with pytest.raises(FormatError, match=says):
        reader.read(foreign(*steps))


@pytest.mark.parametrize(
    ("target", "says"),
    [
        # A thousand times too fast, as one writer library does it.
        ({3: 0, 5: 3_704_000, 6: 3_922_000}, "speed of 3704"),
        ({3: 1, 5: 240, 6: 350}, "heart rate 250 bpm"),
    ],
)
def test_a_target_nobody_can_run_is_left_out_and_its_step_stays(
    target: dict[int, float | str], says: str
) -> None:
    first: dict[int, float | str] = {1: 0, 2: 60_000, 3: 0, 5: 3704, 6: 3922}
    plan = reader.read(foreign(first, {1: 0, 2: 90_000, **target}))
    run, lost = plan.flat()
    assert to_text(Workout((run,))) == "1min @4:30-4:15/km"
    assert (lost.targets, lost.length) == ((), Time(90))
    assert says in lost.note


def beats(*bands: tuple[int, int]) -> list[str]:
    """The heart-rate bands of a workout, a minute each, as they are understood."""
    rows: list[dict[int, float | str]] = [
        {1: 0, 2: 60_000, 3: 1, 5: low, 6: high} for low, high in bands
    ]
    return [to_text(Workout((step,))) for step in reader.read(foreign(*rows)).flat()]


@pytest.mark.parametrize(
    ("bands", "read"),
    [
        # Bands as Garmin's daily suggestions write them, without the offset of 100.
        ([(112, 134), (142, 152), (104, 119)], ["112-134", "142-152", "104-119"]),
        ([(76, 119), (112, 134)], ["76-119", "112-134"]),
        ([(85, 101), (118, 135), (101, 118)], ["85-101", "118-135", "101-118"]),
        ([(107, 122)], ["107-122"]),
        ([(168, 186)], ["168-186"]),
        # By the profile: beats plus 100.
        ([(240, 250), (180, 199)], ["140-150", "80-99"]),
        ([(175, 195), (220, 235)], ["75-95", "120-135"]),
    ],
)
def test_beats_with_and_without_the_offset_are_told_apart(
    bands: list[tuple[int, int]], read: list[str]
) -> None:
    assert beats(*bands) == [f"1min @{band}bpm" for band in read]


def test_percentages_are_no_beats() -> None:
    assert beats((70, 80), (90, 100)) == ["1min @70-80%HRmax", "1min @90-100%HRmax"]


def test_a_recording_is_no_workout() -> None:
    with pytest.raises(FormatError, match="kind 'activity', not a workout"):
        reader.read(simple(3).bytes())


def test_every_prefix_and_every_damaged_byte_is_refused() -> None:
    data = written("wu 10min easy, 3x400m @4:30-4:00/km R 1min jog, lap")
    for length in range(len(data)):
        with pytest.raises(FormatError):
            reader.read(data[:length])
    for place in range(len(data)):
        damaged = bytearray(data)
        damaged[place] ^= 1 << place % 8
        with suppress(FormatError):
            # Only the length of the header may change and yet add up.
            assert len(list(reader.read(bytes(damaged)).flat())) > 0
