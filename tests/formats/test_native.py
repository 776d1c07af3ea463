from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.errors import FormatError
from negsplit.formats import native
from negsplit.notation import parse
from negsplit.workout import Workout
from workout_strategies import workouts


def small() -> dict[str, Any]:
    return native.as_data(
        parse(
            "# Small\nunits: km\ngoal: base\nwu 2km @5:00>4:30/km by 1km\n"
            '3x400m @10k-5k+2s/km @RPE 7 R 1min jog !10s "go"\n10min @<150bpm'
        )
    )


def as_bytes(data: object) -> bytes:
    return json.dumps(data).encode()


@given(workouts())
def test_reading_inverts_writing(workout: Workout) -> None:
    exported = native.write(workout)
    assert native.read(exported.data) == workout
    assert exported.losses == ()


def test_the_file_says_what_it_is_and_names_its_units() -> None:
    data = json.loads(native.write(parse("5km @4:10/km")).data)
    assert (data["negsplit"], data["version"]) == ("workout", 1)
    (step,) = data["items"]
    assert step["length"] == {"type": "distance", "distance_m": 5000.0}
    assert step["targets"] == [
        {"type": "speed", "low_mps": 4.0, "high_mps": 4.0, "unit": "/km"}
    ]


def test_what_was_left_out_is_as_if_unsaid() -> None:
    data = {
        "negsplit": "workout",
        "version": 1,
        "items": [{"type": "step", "length": {"type": "time", "duration_s": 600}}],
    }
    assert native.read(as_bytes(data)) == parse("10min")


def broken(path: list[Any], value: object) -> dict[str, Any]:
    data: Any = small()
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return dict(data)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["version"], 2, "version 2; this negsplit reads version 1"),
        (["negsplit"], "plan", "not a negsplit workout"),
        (["items"], [], "at least one step"),
        (["items"], "5km", "workout.items is '5km'; it must be a list"),
        (["unit"], "furlong", "workout.unit is 'furlong'; it must be one of 'km'"),
        (["colour"], "red", "unknown field 'colour'"),
        (["name"], 7, "must be a text"),
        (["items", 0, "type"], "swim", "must be an object whose type is one of step"),
        (["items", 0, "until_lap"], 1, "items[0].until_lap is '1'; it must be true"),
        (["items", 0, "targets", 0, "start_mps"], 4000, "no running speed"),
        (["items", 0, "targets", 0, "start_mps"], "fast", "it must be a number"),
        (["items", 0, "targets", 0, "start_mps"], True, "it must be a number"),
        (["items", 0, "targets", 0, "start_mps"], 10**400, "a smaller number"),
        (["items", 0, "length"], {"type": "distance"}, "lacks the field 'distance_m'"),
        (["items", 0, "length"], {"type": "distance", "distance_m": 5}, "10 m"),
        (["items", 1, "times"], 2.5, "items[1].times is '2.5'; it must be a whole"),
        (["items", 1, "times"], 100, "between 1 and 99"),
        (["items", 1, "items", 0], 5, "items[1].items[0] is '5'"),
        (["items", 0, "note"], "a\u0000b", "control character"),
    ],
)
def test_a_wrong_value_is_named_with_its_path(
    path: list[Any], value: object, message: str
) -> None:
    with pytest.raises(FormatError) as refused:
        native.read(as_bytes(broken(path, value)))
    assert message in str(refused.value)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"null", b"[]", b'"x"', b"{", b"\xff\xfe", b"[" * 100_000, b"1" * 5000),
        b'{"negsplit": "workout", "version": NaN}',
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        native.read(data)


@pytest.mark.parametrize("depth", [7, 100, 250])
def test_deep_nesting_is_refused(depth: int) -> None:
    item: dict[str, Any] = {"type": "step", "length": {"type": "until_lap"}}
    for _ in range(depth):
        item = {"type": "repeat", "times": 1, "items": [item]}
    data = {"negsplit": "workout", "version": 1, "items": [item]}
    with pytest.raises(FormatError, match="nested more than 5 deep"):
        native.read(as_bytes(data))


def test_every_prefix_is_refused() -> None:
    data = native.write(parse("wu 2km easy, 3x400m R 1min")).data.rstrip()
    for end in range(len(data)):
        with pytest.raises(FormatError):
            native.read(data[:end])


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "items", "length"]), inner)
    ),
    max_leaves=10,
)


@given(
    st.sampled_from(
        [
            ["goal"],
            ["items"],
            ["items", 0],
            ["items", 0, "length"],
            ["items", 0, "targets"],
            ["items", 0, "targets", 0, "chunk"],
            ["items", 1, "items"],
            ["items", 1, "items", 1, "cues"],
            ["items", 2, "targets", 0, "high_bpm"],
        ]
    ),
    JSON,
)
def test_any_json_in_any_place_is_a_workout_or_a_format_error(
    path: list[Any], value: object
) -> None:
    data = as_bytes(broken(path, value))
    try:
        workout = native.read(data)
    except FormatError:
        return
    assert native.read(native.write(workout).data) == workout


@given(st.binary(max_size=60))
def test_random_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        native.read(data)
