from __future__ import annotations

import gzip
import hashlib
import io
import random
import zipfile
from time import perf_counter

import pytest

import same_run
from negsplit.errors import FormatError
from negsplit.formats import container, read
from negsplit.recording import Format

FIT = same_run.as_fit(20)
NOISE = random.Random(7)  # noqa: S311 - damage, not secrets


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (FIT, Format.FIT),
        (same_run.as_gpx(5), Format.GPX),
        (same_run.as_tcx(5), Format.TCX),
        (b"  \n\t" + same_run.as_tcx(5), Format.TCX),
        (b"\xef\xbb\xbf" + same_run.as_gpx(5), Format.GPX),
        (same_run.as_gpx(5).decode().encode("utf-16"), Format.GPX),
    ],
)
def test_a_format_is_recognised_by_what_the_bytes_hold(
    data: bytes, kind: Format
) -> None:
    for layers in range(3):
        packed = data
        for _ in range(layers):
            packed = gzip.compress(packed)
        recording = read(packed)
        assert recording.format is kind
        assert recording.digest == hashlib.sha256(packed).hexdigest()


def test_layers_of_gzip_without_end_are_refused() -> None:
    packed = FIT
    for _ in range(container.MAX_LAYERS + 1):
        packed = gzip.compress(packed)
    with pytest.raises(FormatError, match="more than 3 times"):
        read(packed)


def test_a_file_that_unpacks_beyond_all_measure_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(container, "MAX_UNPACKED_BYTES", 2**20)
    with pytest.raises(FormatError, match="unpacks to more than 1 MB"):
        read(gzip.compress(b"<gpx>" + b" " * 2**21))


def test_a_file_of_the_allowed_size_is_read() -> None:
    data = same_run.as_gpx(5) + b" " * 2**21
    assert len(read(gzip.compress(data)).streams) == 5


def test_a_cut_gzip_file_gives_what_could_be_unpacked() -> None:
    # Random numbers do not compress, so half the file is about half the samples.
    packed = gzip.compress(same_run.as_gpx(2000))
    recording = read(packed[: len(packed) // 2])
    assert 500 < len(recording.streams) < 1500
    checks = [finding.check for finding in recording.findings]
    assert checks[:2] == ["gzip-damaged", "file-damaged"]


def test_a_damaged_gzip_file_gives_what_precedes_the_damage() -> None:
    packed = bytearray(gzip.compress(same_run.as_gpx(2000)))
    packed[len(packed) // 2 : len(packed) // 2 + 200] = NOISE.randbytes(200)
    recording = read(bytes(packed))
    whole = read(same_run.as_gpx(2000))
    count = len(recording.streams)
    assert count > 100
    assert list(recording.streams.time_s[:100]) == list(whole.streams.time_s[:100])
    assert any(finding.check == "gzip-damaged" for finding in recording.findings)


def test_gzip_files_joined_end_to_end_are_one() -> None:
    half = len(FIT) // 2
    joined = gzip.compress(FIT[:half]) + gzip.compress(FIT[half:])
    assert len(read(joined).streams) == 20


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("run.fit", FIT)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "the file is empty"),
        (b" \n\0\0 ", "nothing but blanks"),
        (zipped(), "zip archive; unpack it"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"\n<html lang='en'><head/></html>", "web page"),
        (b"<?xml version='1.0'?><kml><Document/></kml>", "XML of kind 'kml'"),
        (b"%PDF-1.7", "PDF"),
        (b'{"activity": 1}', "no FIT, TCX or GPX"),
        (b"\x1f\x8b\x08", "gzip file is damaged"),
        (b"Date,Distance\n2024-01-01,5", "no FIT, TCX or GPX"),
    ],
)
def test_what_is_no_recording_is_named(data: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_random_bytes_are_refused() -> None:

    for length in range(200):
        for head in (
            b"",
            b"\x0e\x10\x00\x00\xff\x00\x00\x00.FIT",
            b"<gpx>",
            b"\x1f\x8b",
        ):
            with pytest.raises(FormatError):
                read(head + NOISE.randbytes(length))


@pytest.mark.parametrize(
    "unit", ["<!--x-->", "<?x?>", "<!--", "<?", " ", "<!---->", "x:", "<!-->"]
)
def test_the_time_to_refuse_a_text_grows_no_faster_than_its_length(unit: str) -> None:
    def least_s(count: int) -> float:
        data = (unit * count + "z").encode()
        times = []
        for _ in range(5):
            began = perf_counter()
            with pytest.raises(FormatError):
                container.recognise(data)
            times.append(perf_counter() - began)
        return min(times)

    # Eight times as long may take eight times as long, with room for a busy machine
    # and for what is too short to be timed. Doubling with each comment, forty of them
    # took minutes.
    assert least_s(1600) < 8 * 4 * least_s(200) + 0.005
