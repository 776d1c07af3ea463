from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsplit.errors import FormatError, InputError
from negsplit.formats import zwo, zwo_reader
from negsplit.notation import parse, to_text
from negsplit.workout import Step, Workout
from workout_strategies import workouts

TEN_K_MPS = 10_000 / 2400  # 4:00/km


def blocks_of(notation: str) -> list[ET.Element]:
    data = zwo.write(parse(notation), reference_mps=TEN_K_MPS).data
    body = ET.fromstring(data).find("workout")  # noqa: S314 -- written just above
    assert body is not None
    return list(body)


def losses_of(notation: str) -> list[str]:
    exported = zwo.write(parse(notation), reference_mps=TEN_K_MPS)
    return [str(loss) for loss in exported.losses]


def run(body: str, head: str = "<durationType>time</durationType>") -> bytes:
    return (
        f"<workout_file><sportType>run</sportType>{head}"
        f"<workout>{body}</workout></workout_file>"
    ).encode()


THRESHOLD = (
    "<durationType>time</durationType><thresholdSecPerKm>240</thresholdSecPerKm>"
)


def test_a_block_is_a_fraction_of_the_reference_speed() -> None:
    (block,) = blocks_of("5km @5:00/km")
    assert block.tag == "SteadyState"
    assert block.attrib == {"Duration": "5000", "Power": "0.8", "pace": "2"}


def test_the_file_says_run_and_what_it_counts_in() -> None:
    metres = zwo.write(parse("5km @5:00/km, 1min @4:00/km"))
    seconds = zwo.write(parse("50min @5:00/km, 1km @4:00/km"))
    assert b"<sportType>run</sportType>" in metres.data
    assert b"<durationType>distance</durationType>" in metres.data
    assert b"<durationType>time</durationType>" in seconds.data


def test_a_mixed_workout_is_reckoned_at_its_own_pace() -> None:
    blocks = blocks_of("50min @5:00/km, 1km @4:00/km")
    assert [block.get("Duration") for block in blocks] == ["3000", "240"]
    assert losses_of("50min @5:00/km, 1km @4:00/km") == [
        "step 2: 1km becomes 240 s, reckoned at 4:00/km"
    ]


def test_what_has_no_pace_is_reckoned_at_6_00_per_km() -> None:
    assert [b.get("Duration") for b in blocks_of("4km @4:00/km, 90s jog")] == [
        "4000",
        "250",
    ]


def test_without_a_race_speeds_are_fractions_of_5_00_per_km() -> None:
    data = zwo.write(parse("5km @5:00/km")).data
    assert b'Power="1"' in data
    assert b"<thresholdSecPerKm>300</thresholdSecPerKm>" in data


def test_repeats_are_written_out() -> None:
    assert len(blocks_of("3x400m @4:00/km R 200m @6:00/km")) == 6
    assert len(blocks_of("3x400m @4:00/km R 200m @6:00/km between")) == 5
    assert "repeats are written out" in losses_of("3x400m @4:00/km R 200m @6:00/km")


def test_a_ramp_becomes_blocks_at_the_middle_pace_of_each_piece() -> None:
    # 5:00 to 4:00 over two pieces: 4:45 and 4:15, as fractions of 4:00.
    powers = [float(b.get("Power", "")) for b in blocks_of("2km @5:00>4:00/km by 1km")]
    assert powers == pytest.approx([240 / 285, 240 / 255], abs=1e-8)


def test_messages_stand_in_the_unit_of_the_file() -> None:
    (block,) = blocks_of('5km @5:00/km "relax" !1km "go" !1km left "push" !60s "eat"')
    told = [(e.get("distoffset"), e.get("message")) for e in block]
    assert told == [("0", "relax"), ("1000", "go"), ("4000", "push"), ("200", "eat")]


def test_an_incline_is_a_fraction() -> None:
    (block,) = blocks_of("5km @5:00/km incline 1.5%")
    assert block.get("Incline") == "0.015"


@pytest.mark.parametrize(
    ("notation", "loss"),
    [
        ("5km @4:30-4:10/km", "step 1: 4:30-4:10/km becomes the one pace 4:20/km"),
        (
            "2km @5:00>4:00/km by 1km",
            "step 1: the ramp becomes 2 steps of one pace each",
        ),
        (
            "5km @4:00/km @150bpm",
            "step 1: 150bpm becomes a message and is not steered by",
        ),
        ("5km @4:00/km easy", "step 1: easy becomes a message and is not steered by"),
        ("lap @4:00/km", "step 1: the lap button becomes 5min by the clock"),
        ("5km @4:00/km or lap", "step 1: the lap button does not end the step"),
        ("wu 5km @4:00/km", "step 1: it is no longer marked as warmup"),
        ("3mi @4:00/km", "step 1: 3mi is rounded to the whole metre"),
        ("90.5s @4:00/km", "step 1: 90.5s is rounded to the whole second"),
        (
            "5km",
            "no step has a pace, so the file steers nothing; give a race result",
        ),
    ],
)
def test_what_the_file_cannot_say_is_reported(notation: str, loss: str) -> None:
    assert losses_of(notation) == [loss]


def test_nothing_is_reported_when_nothing_is_lost() -> None:
    assert losses_of("5km @5:00/km, 5km @4:00/km") == []


def test_a_reference_of_our_own_is_told() -> None:
    (loss,) = zwo.write(parse("5km @5:00/km")).losses
    assert "10 km pace" in str(loss)


@given(
    st.lists(
        st.builds(
            lambda metres, pace_s: f"{metres}m @{pace_s // 60}:{pace_s % 60:02d}/km",
            st.integers(50, 30_000),
            st.integers(120, 900),
        ),
        min_size=1,
        max_size=6,
    ),
    st.floats(2, 7),
)
def test_whole_second_paces_come_back(steps: list[str], reference_mps: float) -> None:
    workout = parse("# Run\n" + "\n".join(steps))
    data = zwo.write(workout, reference_mps=reference_mps).data
    assert zwo_reader.read(data) == workout


def test_mile_paces_come_back_per_mile() -> None:
    workout = parse("# Run\n5km @7:15/mi\n5km @6:30/mi")
    assert zwo_reader.read(zwo.write(workout).data) == workout


@settings(max_examples=40)
@given(workouts(times=3))
def test_any_workout_is_written_so_that_it_can_be_read(workout: Workout) -> None:
    try:
        data = zwo.write(workout, reference_mps=4.0).data
    except InputError as refused:
        too_long = str(refused)
        assert "longer than 24 h" in too_long
        return
    back = zwo_reader.read(data)
    assert len(list(back.flat())) >= len(list(workout.flat()))


@pytest.mark.parametrize(
    ("block", "canonical"),
    [
        # thresholdSecPerKm 240 is 4:00/km; a fraction of a speed divides the pace.
        ('<SteadyState Duration="600" Power="0.8"/>', "10min @5:00/km"),
        (
            '<Warmup Duration="600" PowerLow="0.5" PowerHigh="0.8"/>',
            "wu 10min @8:00>5:00/km",
        ),
        (
            '<Cooldown Duration="600" PowerLow="0.8" PowerHigh="0.5"/>',
            "cd 10min @5:00>8:00/km",
        ),
        (
            '<Ramp Duration="600" PowerLow="0.8" PowerHigh="1"/>',
            "10min @5:00>4:00/km",
        ),
        (
            '<IntervalsT Repeat="6" OnDuration="60" OffDuration="90" OnPower="1.25" '
            'OffPower="0.5"/>',
            "6x(1min @3:12/km, 90s @8:00/km)",
        ),
        ('<FreeRide Duration="300" FlatRoad="1"/>', "5min"),
        ('<MaxEffort Duration="30"/>', "30s max"),
        (
            '<SteadyState Duration="600" Power="1" Incline="0.02"/>',
            "10min @4:00/km incline 2%",
        ),
        (
            '<SteadyState Duration="600" Power="1" Incline="2"/>',
            "10min @4:00/km incline 2%",
        ),
        (
            '<SteadyState Duration="600" Power="1"><textevent timeoffset="0" '
            'message="easy; tall"/><textevent timeoffset="90" message="go"/>'
            "</SteadyState>",
            '10min @4:00/km easy "tall" !90s "go"',
        ),
        ('<Swim Duration="600"/>', '10min "Swim"'),
    ],
)
def test_a_block_is_read(block: str, canonical: str) -> None:
    assert to_text(zwo_reader.read(run(block, THRESHOLD))) == canonical


def test_without_a_duration_type_a_run_is_in_metres() -> None:
    data = run('<SteadyState Duration="5000" Power="0.92" pace="2"/>', head="")
    assert to_text(zwo_reader.read(data)) == '5km "92% of 10k speed"'


def test_without_a_reference_fractions_stay_as_a_note() -> None:
    data = run('<Ramp Duration="600" PowerLow="0.8" PowerHigh="1"/>')
    assert to_text(zwo_reader.read(data)) == '10min "80% to 100% of reference speed"'


BOMB = (
    '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    "<workout_file><name>&c;</name></workout_file>"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not well-formed XML"),
        (b"<gpx/>", "<gpx> is not a Zwift workout"),
        (b"<html><body>", "not well-formed"),
        (BOMB.encode(), "document type"),
        (BOMB.encode("utf-16"), "document type"),
        (b'<?xml version="1.0" encoding="nonsense"?><workout_file/>', "XML"),
        (b"<workout_file><sportType>bike</sportType></workout_file>", "not for run"),
        (b"<workout_file><sportType>run</sportType></workout_file>", "no <workout>"),
        (run(""), "at least one step"),
        (run('<SteadyState Duration="long" Power="1"/>'), "Duration is missing"),
        (run('<SteadyState Duration="0" Power="1"/>'), "between 1 s and 24 h"),
        (run('<SteadyState Duration="9e99" Power="1"/>'), "Duration is missing"),
        (run('<SteadyState Duration="60" Power="9"/>', THRESHOLD), "running speed"),
        (run('<SteadyState Duration="60" Power="-1"/>', THRESHOLD), "more than zero"),
        (
            run('<IntervalsT Repeat="0" OnDuration="9" OffDuration="9"/>'),
            "between 1 and 99",
        ),
        (run("&undefined;"), "not well-formed XML"),
    ],
)
def test_a_file_that_means_nothing_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FormatError) as refused:
        zwo_reader.read(data)
    assert message in str(refused.value)


def test_every_prefix_is_refused() -> None:
    data = zwo.write(parse('5km @5:00/km "é", lap easy')).data.rstrip()
    for end in range(len(data)):
        with pytest.raises(FormatError):
            zwo_reader.read(data[:end])


@given(st.binary(max_size=80))
def test_random_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        zwo_reader.read(data)


@given(st.data())
def test_a_file_with_damaged_bytes_is_a_workout_or_a_format_error(
    data: st.DataObject,
) -> None:
    whole = bytearray(run('<SteadyState Duration="60" Power="1" pace="2"/>', THRESHOLD))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place] = data.draw(st.integers(0, 255))
    try:
        workout = zwo_reader.read(bytes(whole))
    except FormatError:
        return
    assert all(isinstance(item, Step) for item in workout.items)
