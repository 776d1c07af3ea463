"""Zip archives: read in place, and never believed."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import exports
from negsplit.errors import FormatError
from negsplit.sources import archives
from negsplit.sources.archives import Archive


def opened(data: bytes) -> Archive:
    return Archive(io.BytesIO(data), len(data))


def anything(_: bytes) -> None:
    """Look at nothing."""


def read(data: bytes, name: str) -> bytes:
    return opened(data).read(name, anything)


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_member_is_read(packing: int) -> None:
    data = exports.zipped({"a/läuft.fit": b"run" * 99, "b": b""}, packing)
    assert read(data, "a/läuft.fit") == b"run" * 99
    assert read(data, "b") == b""


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_in_an_archive_is_read_in_place(packing: int) -> None:
    inner = exports.zipped({"run.fit": b"run" * 999, "other": b"x"})
    outer = exports.zipped({"first": b"y" * 50, "inner.zip": inner}, packing)
    assert opened(outer).open_inner("inner.zip").read("run.fit", anything) == (
        b"run" * 999
    )


def test_three_archives_deep_are_read() -> None:
    deepest = exports.zipped({"run.fit": b"run"})
    middle = exports.zipped({"c.zip": deepest}, zipfile.ZIP_STORED)
    outer = exports.zipped({"b.zip": middle}, zipfile.ZIP_STORED)
    archive = opened(outer).open_inner("b.zip").open_inner("c.zip")
    assert archive.read("run.fit", anything) == b"run"


def test_a_bomb_is_refused_by_its_ratio() -> None:
    bomb = exports.zipped({"run.gpx": bytes(64 * 2**20)})
    assert len(bomb) < 100_000
    with pytest.raises(FormatError, match="times its size"):
        read(bomb, "run.gpx")


def test_a_recording_of_one_sample_over_and_over_is_no_bomb() -> None:
    # Real XML of a watch packs to about 20 : 1; this is five times that.
    point = "".join(f'<trkpt lat="{n % 900}" lon="8"/>\n' for n in range(120_000))
    data = exports.zipped({"run.gpx": point.encode()})
    assert 50 < len(point) / len(data) < 200
    assert read(data, "run.gpx") == point.encode()


def test_more_members_than_any_export_has_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 2)
    opened(exports.zipped({"1": b"", "2": b""}))
    with pytest.raises(FormatError, match="more than 2 files"):
        opened(exports.zipped({"1": b"", "2": b"", "3": b""}))


def test_a_member_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_FILE_BYTES", 1000)
    data = exports.zipped({"run.fit": bytes(range(256)) * 8}, zipfile.ZIP_STORED)
    with pytest.raises(FormatError, match="larger than"):
        read(data, "run.fit")


def test_a_packed_inner_archive_that_is_too_large_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "MAX_INNER_BYTES", 100)
    inner = exports.zipped({"run.fit": b"run" * 99})
    with pytest.raises(FormatError, match="larger than"):
        opened(exports.zipped({"inner.zip": inner})).open_inner("inner.zip")


def test_members_that_lie_over_each_other_are_refused() -> None:
    # The bomb of overlapping files: many entries that name the same bytes.
    plain = exports.zipped({f"{n}.fit": bytes(500) for n in range(9)}, 0)
    data = bytearray(plain)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", data, at + 42, 0)  # where the member begins
        struct.pack_into("<II", data, at + 20, 5000, 5000)  # its sizes
        at = data.find(b"PK\x01\x02", at + 4)
    with pytest.raises(FormatError, match="over each other"):
        opened(bytes(data))


def test_a_locked_member_is_told() -> None:
    data = bytearray(exports.zipped({"run.fit": b"run"}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(FormatError, match="password"):
        read(bytes(data), "run.fit")


def test_an_unknown_packing_is_told() -> None:
    data = bytearray(exports.zipped({"run.fit": b"run"}))
    data[data.find(b"PK\x01\x02") + 10] = 99
    with pytest.raises(FormatError, match="packed in a way"):
        read(bytes(data), "run.fit")


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("count", [1, 4000])
def test_of_a_damaged_member_what_precedes_the_damage_is_kept(
    count: int, packing: int
) -> None:
    content = hashlib.sha512(b"noise").digest() * 4 * count
    data = bytearray(exports.zipped({"run.fit": content}, packing))
    data[150] ^= 0xFF
    kept = read(bytes(data), "run.fit")
    # The header of the archive takes some 40 bytes, and no byte of noise packs well.
    assert kept[:50] == content[:50]
    if packing == zipfile.ZIP_STORED:
        assert len(kept) == len(content)


def test_a_member_without_a_name_is_passed_over() -> None:
    # A name ends at a zero byte, so this one is empty.
    data = exports.zipped({"zz": b"x", "a": b"y"}).replace(b"zz", b"\0z")
    assert list(opened(data).members) == ["a"]


def test_a_member_that_is_not_there_is_told() -> None:
    with pytest.raises(FormatError, match="no longer"):
        read(exports.zipped({"a": b"x"}), "b")


def test_the_look_decides_before_a_member_is_read() -> None:
    def refuse(head: bytes) -> None:
        assert len(head) <= archives.HEAD_BYTES
        raise FormatError("seen enough")

    data = exports.zipped({"film.mp4": bytes(range(256)) * 999})
    with pytest.raises(FormatError, match="seen enough"):
        opened(data).read("film.mp4", refuse)


def test_every_prefix_of_an_archive_is_read_or_told() -> None:
    whole = exports.zipped({"run.fit": b"run" * 50, "b": b"x"})
    for end in range(len(whole)):
        with pytest.raises(FormatError):
            opened(whole[:end])


@given(st.binary(max_size=300), st.integers(0, 400), st.integers(1, 255))
def test_random_and_changed_bytes_never_crash(
    noise: bytes, place: int, change: int
) -> None:
    whole = bytearray(exports.zipped({"run.fit": b"run" * 50, "b.zip": b"PK"}))
    whole[place % len(whole)] ^= change
    for data in (noise, b"PK\x05\x06" + noise, bytes(whole)):
        try:
            archive = opened(data)
        except FormatError:
            continue
        for name in archive.members:
            try:
                assert len(archive.read(name, anything)) < 10_000
                archive.open_inner(name)
            except FormatError as error:
                assert str(error)  # noqa: PT017 - either outcome is right


def test_nothing_is_written_to_the_disk(tmp_path: Path) -> None:
    names = ["../../evil.fit", "/etc/evil.fit", "C:\\evil.fit", "a/../../evil.fit"]
    data = exports.zipped(dict.fromkeys(names, b"evil"))
    archive = opened(data)
    for name in archive.members:
        assert archive.read(name, anything) == b"evil"
    assert not list(tmp_path.rglob("*"))
