"""Streams come back to the last bit, in few bytes, and bad blobs are told."""

from __future__ import annotations

import struct
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import same_run
from negsplit import formats
from negsplit.errors import FormatError
from negsplit.recording import Streams
from negsplit.store import stream_code

SHARED = Path(__file__).parents[3] / "shared" / "recordings" / "runs"
COLUMNS = [one.name for one in fields(Streams)]


def same(one: Streams, other: Streams) -> bool:
    """Whether all columns are the same to the bit, gaps in the same places."""
    return all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True)
        for name in COLUMNS
    )


any_value = st.floats(width=64).map(lambda x: x + 0.0)  # no minus zero
device_value = st.one_of(
    st.integers(-(2**31), 2**31).map(float),
    st.integers(0, 10**7).map(lambda n: n / 100),
    st.integers(-(2**31), 2**31).map(lambda n: n / (2**31 / 180)),
    st.integers(0, 60_000).map(lambda n: n / 5 - 500),
    st.just(float("nan")),
)


@given(
    st.lists(st.lists(any_value | device_value, min_size=9, max_size=9), max_size=40)
)
def test_any_streams_come_back_as_they_were(rows: list[list[float]]) -> None:
    table = np.array(rows, np.float64).reshape(-1, 9)
    streams = Streams(*(np.ascontiguousarray(table[:, i]) for i in range(9)))
    assert same(stream_code.decode(stream_code.encode(streams)), streams)


@pytest.mark.parametrize("write", ["as_fit", "as_gpx", "as_tcx"])
def test_a_run_comes_back_as_it_was(write: str) -> None:
    streams = formats.read(getattr(same_run, write)(600)).streams
    assert same(stream_code.decode(stream_code.encode(streams)), streams)


def test_a_sample_of_a_watch_takes_at_most_seven_bytes() -> None:
    # Measured elsewhere on the same kind of data: Parquet of integer differences
    # takes 7.6 bytes, JSON with gzip 18.7.
    streams = formats.read(same_run.as_fit(3600)).streams
    assert len(stream_code.encode(streams)) < 7 * len(streams)


@pytest.mark.parametrize("path", sorted(SHARED.glob("*")), ids=lambda p: p.name)
def test_real_runs_come_back_as_they_were(path: Path) -> None:
    streams = formats.read(path.read_bytes()).streams
    assert same(stream_code.decode(stream_code.encode(streams)), streams)


def test_real_recordings_are_there_or_the_test_says_so() -> None:
    if not SHARED.is_dir():
        pytest.skip(f"no real recordings at {SHARED}")
    assert list(SHARED.iterdir())


def blob() -> bytes:
    return stream_code.encode(formats.read(same_run.as_fit(40)).streams)


def test_every_prefix_of_a_blob_is_told_to_be_none() -> None:
    whole = blob()
    for end in range(len(whole)):
        with pytest.raises(FormatError):
            stream_code.decode(whole[:end])


@given(st.binary(max_size=200))
def test_random_bytes_are_no_streams(data: bytes) -> None:
    with pytest.raises(FormatError):
        stream_code.decode(data)


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_changed_byte_never_crashes(place: int, byte: int) -> None:
    changed = bytearray(blob())
    changed[place % len(changed)] = byte
    try:
        streams = stream_code.decode(bytes(changed))
    except FormatError:
        return
    assert len(streams) == len(streams.time_s)


def test_a_blob_of_a_later_code_is_told() -> None:
    with pytest.raises(FormatError, match="code 9"):
        stream_code.decode(struct.pack("<BI", 9, 3) + b"later")
