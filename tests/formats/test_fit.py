"""The walk over a FIT file, and what damage does to it."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

import fit_files
import same_run
from fit_files import (
    FILE_ID,
    NOON,
    RECORD,
    STRING,
    TIMESTAMP,
    UINT8,
    UINT16,
    UINT32,
    FitFile,
    activity,
    simple,
)
from negsplit.errors import FormatError
from negsplit.formats import read, read_all
from negsplit.formats.fit import Damage, parts

NOISE = random.Random(11)  # noqa: S311 - damage, not secrets


def seconds(data: bytes) -> list[float]:
    return list(read(data).streams.time_s)


def test_definitions_of_both_byte_orders_are_read() -> None:
    little, big = simple(9).bytes(), simple(9, big_endian=True).bytes()
    assert little != big
    for name in ("time_s", "distance_m", "heart_rate_bpm"):
        assert list(getattr(read(little).streams, name)) == list(
            getattr(read(big).streams, name)
        )
    assert list(read(big).streams.heart_rate_bpm[:3]) == [120, 121, 122]


def test_headers_of_both_sizes_and_without_their_checksum_are_read() -> None:
    short = simple(3).bytes(header=12)
    without = bytearray(simple(3).bytes())
    without[12:14] = b"\0\0"
    without[-2:] = fit_files.crc(bytes(without[:-2])).to_bytes(2, "little")
    for data in (short, bytes(without)):
        recording = read(data)
        assert len(recording.streams) == 3
        assert recording.findings == ()


def test_a_file_that_was_never_closed_is_read_to_its_end() -> None:
    file = simple(7)
    unclosed = file.bytes(size=0)
    assert seconds(unclosed) == [0, 1, 2, 3, 4, 5, 6]
    assert seconds(unclosed[:-2]) == [0, 1, 2, 3, 4, 5, 6]


def test_a_wrong_checksum_is_a_finding() -> None:
    recording = read(simple(5).bytes(checksum=1))
    assert len(recording.streams) == 5
    assert ["checksum" in f.message for f in recording.findings] == [True]


def test_a_layout_that_changes_keeps_the_order_of_the_file() -> None:
    file = simple(2)
    wider = [(TIMESTAMP, UINT32), (3, UINT8), (5, UINT32), (7, UINT16)]
    file.define(2, RECORD, wider)
    file.data(2, NOON + 2, 150, 700, 300)
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (5, UINT32), (3, UINT8)])
    file.data(2, NOON + 3, 900, 151)
    streams = read(file.bytes()).streams
    assert list(streams.time_s) == [0, 1, 2, 3]
    assert list(streams.heart_rate_bpm) == [120, 121, 150, 151]
    assert list(streams.distance_m) == [0, 3, 7, 9]
    assert [p == p for p in streams.power_w] == [False, False, True, False]  # noqa: PLR0124 - NaN


def test_chained_files_have_definitions_of_their_own() -> None:
    second = activity()
    second.define(2, RECORD, [(3, UINT8), (TIMESTAMP, UINT32)])
    second.data(2, 99, NOON + 50)
    one, other = read_all(simple(2).bytes() + second.bytes())
    assert list(one.streams.time_s) == [0, 1]
    assert list(other.streams.heart_rate_bpm) == [99]
    assert (one.part, other.part) == (0, 1)
    assert one.findings == other.findings == ()


def test_a_chained_file_of_another_kind_is_passed_over() -> None:
    settings = FitFile()
    settings.define(0, FILE_ID, [(0, UINT8)])
    settings.data(0, 2)
    assert seconds(simple(3).bytes() + settings.bytes()) == [0, 1, 2]


def test_bytes_behind_the_file_are_told() -> None:
    recording = read(simple(3).bytes() + b"garbage")
    assert len(recording.streams) == 3
    assert "7 bytes after the end" in recording.findings[0].message


@pytest.mark.parametrize("chop", [1, 2, 3, 30])
def test_a_cut_file_says_how_much_is_missing(chop: int) -> None:
    data = simple(20).bytes()
    recording = read(data[:-chop])
    # Ten bytes a sample; the checksum has two.
    assert len(recording.streams) == 20 - (chop - 2 + 9) // 10 * (chop > 2)
    assert f"{len(data) - chop} of {len(data)} bytes" in recording.findings[0].message


def test_every_prefix_is_read_or_refused() -> None:
    file = simple(6)
    data = file.bytes()
    first = data.index(NOON.to_bytes(4, "little"), 80) - 1
    for length in range(len(data)):
        complete = (length - first) // 10
        if complete < 1:
            with pytest.raises(FormatError):
                read(data[:length])
        else:
            assert seconds(data[:length]) == list(range(min(complete, 6)))


def test_a_field_that_claims_a_strange_size_is_a_gap() -> None:
    file = activity()
    file.define(2, RECORD, [(TIMESTAMP, UINT32), (3, STRING, 4), (5, UINT32, 2)])
    file.data(2, NOON, "abc", b"\1\2")
    streams = read(file.bytes()).streams
    assert len(streams) == 1
    assert not streams.has(streams.heart_rate_bpm)
    assert not streams.has(streams.distance_m)


def test_the_walk_goes_on_behind_damage() -> None:
    file = simple(40)
    data = bytearray(file.bytes())
    sample = data.index((NOON + 20).to_bytes(4, "little")) - 1
    data[sample : sample + 25] = b"\x3f" * 25  # a header that nothing defines
    part = parts(bytes(data))[0]
    assert part.damages == (Damage(sample, sample + 30),)
    recording = read(bytes(data))
    assert list(recording.streams.time_s) == [*range(20), *range(23, 40)]
    assert f"damaged at byte {sample}: 30 bytes" in recording.findings[0].message


def test_bytes_that_were_lost_cost_no_more_than_their_neighbours() -> None:
    data = bytearray(simple(60).bytes())
    sample = data.index((NOON + 30).to_bytes(4, "little")) - 1
    del data[sample + 3 : sample + 8]
    found = seconds(bytes(data))
    assert set(range(30)) <= set(found)
    assert set(range(34, 60)) <= set(found)


def test_the_walk_never_resumes_in_another_time() -> None:
    data = bytearray(simple(30).bytes())
    for second in range(10, 30):
        place = data.index((NOON + second).to_bytes(4, "little"))
        data[place : place + 4] = (NOON + second + 5000).to_bytes(4, "little")
    sample = data.index((NOON + 5010).to_bytes(4, "little")) - 1
    data[sample - 10] = 0x3F
    assert seconds(bytes(data)) == list(range(9))


def test_a_bit_flip_costs_few_samples() -> None:
    data = same_run.as_fit(60)
    first = data.index(bytes([2]) + NOON.to_bytes(4, "little"))
    kept = []
    for _ in range(300):
        damaged = bytearray(data)
        damaged[NOISE.randrange(first, len(data) - 60)] ^= 1 << NOISE.randrange(8)
        recording = read(bytes(damaged))
        kept.append(len(recording.streams))
        assert recording.findings
    assert min(kept) > 0
    assert sum(kept) / len(kept) > 58


def test_damage_anywhere_never_escapes_as_another_error() -> None:
    data = same_run.as_fit(12)
    for _ in range(600):
        damaged = bytearray(data)
        for _ in range(NOISE.randrange(1, 12)):
            damaged[NOISE.randrange(len(data))] = NOISE.randrange(256)
        with suppress(FormatError):
            assert len(read(bytes(damaged)).streams) > 0


def test_a_few_sound_samples_between_two_damages_are_kept() -> None:
    data = bytearray(simple(60).bytes())
    for second in (20, 30):
        data[data.index((NOON + second).to_bytes(4, "little")) - 1] = 0x3F
    assert seconds(bytes(data)) == [*range(20), *range(21, 30), *range(31, 60)]


def test_a_lone_likeness_of_a_sample_is_not_taken_for_one() -> None:
    data = bytearray(simple(40).bytes())
    sample = data.index((NOON + 20).to_bytes(4, "little")) - 1
    # Header and stamp of a sample, and behind them what nothing defines.
    fake = bytes([0x3F, 2]) + (NOON + 21).to_bytes(4, "little") + b"\x3f" * 24
    data[sample : sample + 30] = fake
    assert seconds(bytes(data)) == [*range(20), *range(23, 40)]


def test_a_file_of_nothing_but_headers_is_refused_before_it_is_walked() -> None:
    file = activity()
    file.define(2, RECORD, [])
    file.body += b"\x02" * 12_000_000
    with pytest.raises(FormatError, match="made to do harm"):
        parts(file.bytes(checksum=0))
