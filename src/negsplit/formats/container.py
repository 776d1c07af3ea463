"""What bytes are: unpacked from gzip, then recognised by how they begin."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from enum import Enum

from negsplit.errors import FormatError
from negsplit.recording import Finding, Severity

# A run of a whole day in the wordiest format has some 50 MB; gzip can blow 1 kB up
# to 1 MB, so without a limit a small file could fill the memory.
MAX_UNPACKED_BYTES = 256 * 2**20
# Files that were compressed twice exist; deeper ones are made to do harm.
MAX_LAYERS = 3
_GZIP = b"\x1f\x8b"
_WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS
# Unpacked in steps, so that what precedes an error is kept and the limit is noticed:
# one step unpacks to 64 MB at most.
_STEP = 65_536


class Content(Enum):
    """The formats that hold recordings."""

    FIT = "fit"
    GPX = "gpx"
    TCX = "tcx"


# How other things begin that are mistaken for recordings, and what to do with them.
_OTHERS = {
    b"PK\x03\x04": "a zip archive; unpack it and read the recordings inside",
    b"PK\x05\x06": "an empty zip archive",
    b"7z\xbc\xaf": "a 7z archive; unpack it and read the recordings inside",
    b"BZh": "a bzip2 archive; unpack it and read the recording inside",
    b"\xfd7zXZ": "an xz archive; unpack it and read the recording inside",
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3": "a database",
}
_ROOTS = {
    "gpx": Content.GPX,
    "trainingcenterdatabase": Content.TCX,
    # What is left of a TCX file whose first line was lost.
    "activities": Content.TCX,
}
# A document type names the root too. A comment ends at its first "-->", and the group
# is atomic: were one comment allowed to hold another, forty of them could be cut in
# 2^40 ways, all of which are tried where no tag follows.
_FIRST_TAG = re.compile(
    r"^(?>[^<]*(?:<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->|\s)*)"
    r"<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL | re.IGNORECASE,
)
_ANYTHING = re.compile(rb"[^\0\s]")
# Declarations and comments before the first tag are shorter than this.
_HEAD = 16_384


def unpack(data: bytes) -> tuple[bytes, list[Finding]]:
    """Return bytes with every layer of gzip taken off.

    Raises
    ------
    FormatError
        If nothing can be unpacked, or too much.
    """
    findings: list[Finding] = []
    for _ in range(MAX_LAYERS):
        if not data.startswith(_GZIP):
            return data, findings
        data = _gunzip(data, findings)
    if data.startswith(_GZIP):
        raise FormatError(f"gzipped more than {MAX_LAYERS} times; unpack it first")
    return data, findings


def _gunzip(data: bytes, findings: list[Finding]) -> bytes:
    """Return what one layer of gzip holds, as far as it is readable."""
    unpacked = bytearray()
    rest = data
    while rest.startswith(_GZIP):  # gzip files may be joined end to end
        damage, rest = _inflate(rest, unpacked)
        if damage:
            text = f"{damage} after {len(unpacked)} unpacked bytes"
            findings.append(Finding("gzip-damaged", Severity.WARNING, text))
    if not unpacked:
        raise FormatError("this gzip file is damaged or empty; nothing can be unpacked")
    return bytes(unpacked)


def _inflate(data: bytes, unpacked: bytearray) -> tuple[str, bytes]:
    """Append what can be unpacked; return what is wrong, if anything, and the rest."""
    inflate = zlib.decompressobj(_WITH_GZIP_HEADER)
    for start in range(0, len(data), _STEP):
        step = data[start : start + _STEP]
        before = inflate.copy()
        try:
            unpacked += inflate.decompress(step)
        except zlib.error:
            _inflate_to_the_damage(before, step, unpacked)
            return "the gzip file is damaged", b""
        if len(unpacked) > MAX_UNPACKED_BYTES:
            raise FormatError(
                f"unpacks to more than {MAX_UNPACKED_BYTES >> 20} MB; "
                "no recording is that large"
            )
        if inflate.eof:
            return "", inflate.unused_data + data[start + _STEP :]
    return "the gzip file ends too early", b""


def _inflate_to_the_damage(
    inflate: zlib._Decompress, step: bytes, unpacked: bytearray
) -> None:
    with suppress(zlib.error):
        for at in range(len(step)):
            unpacked += inflate.decompress(step[at : at + 1])


def recognise(data: bytes) -> Content:
    """Return what format the bytes are in.

    Raises
    ------
    FormatError
        If they are in none that holds a recording; the message says what they are.
    """
    if data[8:12] == b".FIT":
        return Content.FIT
    if _ANYTHING.search(data) is None:
        raise FormatError(
            "the file is empty" if not data else "the file holds nothing but blanks"
        )
    for beginning, name in _OTHERS.items():
        if data.startswith(beginning):
            raise FormatError(f"this is {name}; needed is a FIT, TCX or GPX file")
    return _recognise_text(_head(data))


def _head(data: bytes) -> str:
    start = data[:_HEAD]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace")
    return start.decode("utf-8-sig", "replace")


def _recognise_text(head: str) -> Content:
    match = _FIRST_TAG.match(head)
    if match is None:
        raise FormatError(
            "this is no FIT, TCX or GPX file: it begins with "
            f"{head[:20]!r}; export the activity again"
        )
    root = match[1].lower()
    if root == "html":
        raise FormatError(
            "this is a web page, perhaps a sign-in page that was saved in place of "
            "the recording; download the file again"
        )
    if root not in _ROOTS:
        raise FormatError(f"this is XML of kind '{match[1]}'; GPX or TCX is needed")
    return _ROOTS[root]
