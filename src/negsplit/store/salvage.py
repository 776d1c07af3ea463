"""Originals out of a diary that SQLite can no longer read.

The file is read page by page, whatever its trees say. A row of the table ``original``
lies in a leaf of a table's tree, and what does not fit there in a chain of overflow
pages (the file format is described at sqlite.org/fileformat2.html). A row is taken if
it looks like an original, can be unpacked, and has a SHA-256 that stands elsewhere in
the file, as that of every run does: what comes out is whole to the last byte.
"""

from __future__ import annotations

import hashlib
import re
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.errors import FormatError
from negsplit.store.records import Original
from negsplit.store.runs import unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE_LEAF = 0x0D
_FILE_HEAD_BYTES = 100
_PAGE_SIZES = tuple(2**power for power in range(9, 17))
# What our diaries have, for a file whose head is damaged too.
_USUAL_PAGE_BYTES = 16_384
# Every place at which 64 hexadecimal digits begin: two digests may stand side by side.
_DIGESTS = re.compile(rb"(?=([0-9a-f]{64}))")
_WAL_HEAD, _WAL_FRAME_HEAD = 32, 24
_WAL_MAGIC = (0x377F0682, 0x377F0683)
# Bytes of a whole number or a float by its serial type.
_NUMBER_BYTES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)


class _BrokenRowError(Exception):
    """A row that cannot be followed."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """An original that was found whole, and its SHA-256."""

    original: Original
    digest: str


@dataclass(slots=True)
class Salvage:
    """One look through a damaged diary.

    Parameters
    ----------
    data : bytes
        The file.
    log : bytes
        The log beside it, with changes that are not in the file yet.
    lost : int
        How many originals were found that are not whole; counted by :meth:`originals`.
    """

    data: bytes
    log: bytes = b""
    lost: int = 0

    def originals(self) -> Iterator[Salvaged]:
        """Yield every original that is whole, each once."""
        pages = _Pages.of(self.data, self.log)
        digests = {found[1] for found in _DIGESTS.finditer(self.data)}
        digests |= {found[1] for found in _DIGESTS.finditer(self.log)}
        seen: set[str] = set()
        for original in _rows(pages):
            whole = _whole(original, digests)
            if whole is None:
                self.lost += 1
            elif whole.digest not in seen:
                seen.add(whole.digest)
                yield whole


def _whole(packed: Original, digests: set[bytes]) -> Salvaged | None:
    try:
        data = unpack(packed.packing, packed.data)
    except FormatError:
        return None
    digest = hashlib.sha256(data).hexdigest()
    if digest.encode() not in digests:
        return None
    return Salvaged(Original(packed.place, "plain", data, packed.beside), digest)


@dataclass(frozen=True, slots=True)
class _Pages:
    """The pages of a file by their numbers, which begin at 1."""

    data: bytes
    size: int
    usable: int
    newer: dict[int, bytes]  # from the log

    @classmethod
    def of(cls, data: bytes, log: bytes) -> _Pages:
        size = struct.unpack_from(">H", data, 16)[0] if len(data) > 20 else 0
        size = 65_536 if size == 1 else size
        reserved = data[20] if len(data) > 20 else 0
        if size not in _PAGE_SIZES:
            size, reserved = _USUAL_PAGE_BYTES, 0
        # All but a few bytes of a page are used, whatever the file says.
        reserved = reserved if reserved < 32 else 0
        return cls(data, size, size - reserved, _logged(log, size))

    def __len__(self) -> int:
        return max(len(self.data) // self.size, *self.newer, 0)

    def page(self, number: int) -> bytes:
        if number in self.newer:
            return self.newer[number]
        start = (number - 1) * self.size
        found = self.data[start : start + self.size]
        if number < 1 or len(found) < self.size:
            raise _BrokenRowError
        return found


def _logged(log: bytes, size: int) -> dict[int, bytes]:
    """Return the pages in a log; of a page that is there twice, the newer one."""
    pages: dict[int, bytes] = {}
    if len(log) < _WAL_HEAD or struct.unpack_from(">I", log)[0] not in _WAL_MAGIC:
        return pages
    salts = log[16:24]
    for at in range(_WAL_HEAD, len(log) - size - _WAL_FRAME_HEAD + 1, size + 24):
        # Frames of an older log stay behind the newer ones, with other salts.
        if log[at + 8 : at + 16] == salts:
            start = at + _WAL_FRAME_HEAD
            pages[struct.unpack_from(">I", log, at)[0]] = log[start : start + size]
    return pages


def _rows(pages: _Pages) -> Iterator[Original]:
    """Yield every row that looks like one of the table ``original``."""
    for number in range(1, len(pages) + 1):
        with suppress(_BrokenRowError):
            page = pages.page(number)
            head = _FILE_HEAD_BYTES if number == 1 else 0
            if page[head] == _TABLE_LEAF:
                yield from _leaf(pages, page, head)


def _leaf(pages: _Pages, page: bytes, head: int) -> Iterator[Original]:
    (cells,) = struct.unpack_from(">H", page, head + 3)
    for cell in range(min(cells, pages.usable // 4)):
        with suppress(_BrokenRowError, struct.error, IndexError, UnicodeDecodeError):
            (at,) = struct.unpack_from(">H", page, head + 8 + 2 * cell)
            found = _original(_payload(pages, page, at))
            if found is not None:
                yield found


def _payload(pages: _Pages, page: bytes, at: int) -> bytes:
    """Return the row of a cell, as sqlite.org/fileformat2.html#b_tree_pages lays it."""
    length, at = _varint(page, at)
    _, at = _varint(page, at)  # the number of the row
    if length > len(pages) * pages.size:
        raise _BrokenRowError
    most = pages.usable - 35
    least = (pages.usable - 12) * 32 // 255 - 23
    local = length
    if length > most:
        local = least + (length - least) % (pages.usable - 4)
        local = local if local <= most else least
    parts = [page[at : at + local]]
    rest = length - local
    following = page[at + local : at + local + 4]
    while rest > 0:
        more = pages.page(struct.unpack(">I", following)[0])
        parts.append(more[4 : 4 + min(rest, pages.usable - 4)])
        rest -= len(parts[-1])
        following = more[:4]
    return b"".join(parts)


def _original(row: bytes) -> Original | None:
    """Return a row as an original: number, place, packing, beside and bytes."""
    end, at = _varint(row, 0)
    kinds: list[int] = []
    while at < end and len(kinds) < 6:
        kind, at = _varint(row, at)
        kinds.append(kind)
    if len(kinds) != 5 or kinds[0] != 0:
        return None
    values = []
    for kind in kinds:
        length = _NUMBER_BYTES[kind] if kind < 10 else (kind - 12) // 2
        values.append(row[at : at + length])
        at += length
    _, place, packing, beside, data = values
    if packing not in {b"plain", b"zstd"} or at != len(row):
        return None
    told = beside.decode() if kinds[3] >= 13 else None
    return Original(place.decode("utf-8", "replace"), packing.decode(), data, told)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of SQLite's variable length, and where it ends."""
    value = 0
    for place in range(8):
        value = value << 7 | data[at + place] & 0x7F
        if data[at + place] < 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9
