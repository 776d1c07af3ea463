"""Zip archives, read where they are: no member is ever written to the disk.

An archive in an archive is read through a window on the outer file where it was only
stored. Where it was packed too, which gains nothing and is rare, it is unpacked into
memory, up to a limit. What archives claim of themselves is not believed: sizes are
limited, members may not lie over each other, and a member's name is a label, never a
path that is followed.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from negsplit.errors import FormatError
from negsplit.formats.container import MAX_UNPACKED_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

# The largest file that is read, in an archive or not; see negsplit.formats.container.
MAX_FILE_BYTES = MAX_UNPACKED_BYTES
# What is enough to see what a file is.
HEAD_BYTES = 16_384
# A packed archive in an archive is unpacked into memory.
MAX_INNER_BYTES = 512 * 2**20
# Deflate packs up to 1032 : 1. Recordings in XML with one sample over and over again
# come to 100 : 1; small files may be emptier.
MAX_RATIO = 200
_SMALL_BYTES = 2**20
MAX_MEMBERS = 500_000
_ENCRYPTED = 0x1
# Damaged members are unpacked in steps, the one with the damage byte by byte.
_STEP = 4096
# Layout of a local header, from the specification (APPNOTE 4.3.7): the lengths of the
# name and of the extra field are at its end.
_LOCAL = struct.Struct("<4s22sHH")
_LOCAL_MARK = b"PK\x03\x04"
# What the library raises at damage, before and while it unpacks.
DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OSError,
    RuntimeError,
)


class Window(io.RawIOBase):
    """A stretch of a file as a file of its own."""

    def __init__(self, file: IO[bytes], start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        """Return true: it is there to be read."""
        return True

    def seekable(self) -> bool:
        """Return true: the file behind it is on a disk or in memory."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place in the stretch."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(base + offset, 0)
        return self._at

    def tell(self) -> int:
        """Return the place in the stretch."""
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer from the present place on."""
        view = memoryview(buffer).cast("B")
        count = max(min(len(view), self._size - self._at), 0)
        self._file.seek(self._start + self._at)
        data = self._file.read(count)
        view[: len(data)] = data
        self._at += len(data)
        return len(data)


class Archive:
    """An open zip archive whose claims have been checked."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file = file
        try:
            self._zip = zipfile.ZipFile(file)
        except (*DAMAGES, NotImplementedError) as error:
            raise FormatError(f"this zip archive is damaged: {error}") from error
        # Of members with one name the last counts, as in every program. Folders end
        # in a slash; a damaged name may be empty.
        self.members = {
            one.filename: one
            for one in self._zip.infolist()
            if one.filename and not one.filename.endswith("/")
        }
        if len(self.members) > MAX_MEMBERS:
            raise FormatError(f"an archive of more than {MAX_MEMBERS} files")
        if sum(one.compress_size for one in self.members.values()) > size:
            raise FormatError(
                "the files in this archive lie over each other; it was made to do harm"
            )

    def close(self) -> None:
        """Close the archive, and the file that it is in."""
        self._zip.close()
        self._file.close()

    def stamp(self, name: str) -> tuple[int, int]:
        """Return the size of a member and its checksum."""
        member = self.members[name]
        return member.file_size, member.CRC

    def open_inner(self, name: str) -> Archive:
        """Return the archive that is a member of this one.

        Raises
        ------
        FormatError
            If it is too large, or no archive that can be read.
        """
        member = self._sound(name)
        if member.compress_type == zipfile.ZIP_STORED:
            window = Window(self._file, self._start_of(member), member.file_size)
            return Archive(io.BufferedReader(window), member.file_size)
        _check_size(member, MAX_INNER_BYTES)
        data = self._unpacked(member, MAX_INNER_BYTES)
        return Archive(io.BytesIO(data), len(data))

    def read(self, name: str, look: Callable[[bytes], None]) -> bytes:
        """Return the bytes of a member; of a damaged one, those before the damage.

        Parameters
        ----------
        name : str
            The member.
        look : callable
            Gets the first bytes, and may raise if the rest is not worth reading.

        Raises
        ------
        FormatError
            If it is too large, locked, or nothing of it can be read.
        """
        member = self._sound(name)
        look(self._head(member))
        _check_size(member, MAX_FILE_BYTES)
        return self._unpacked(member, MAX_FILE_BYTES)

    def _head(self, member: zipfile.ZipInfo) -> bytes:
        with self.stream(member.filename) as file:
            try:
                return file.read(HEAD_BYTES)
            except DAMAGES:
                return self._salvaged(member, HEAD_BYTES)

    def stream(self, name: str) -> IO[bytes]:
        """Return a member to be read bit by bit, of whatever size."""
        member = self._sound(name)
        try:
            return self._zip.open(member)
        except NotImplementedError as error:
            raise FormatError(f"packed in a way that is not read: {error}") from error
        except DAMAGES as error:
            raise FormatError(f"damaged in the archive: {error}") from error

    def _sound(self, name: str) -> zipfile.ZipInfo:
        member = self.members.get(name)
        if member is None:
            raise FormatError("the archive no longer holds this file")
        if member.flag_bits & _ENCRYPTED:
            raise FormatError("locked with a password; unpack it first")
        return member

    def _unpacked(self, member: zipfile.ZipInfo, limit: int) -> bytes:
        with self.stream(member.filename) as file:
            try:
                return file.read(limit)
            except DAMAGES as error:
                salvaged = self._salvaged(member, limit)
                if not salvaged:
                    raise FormatError(f"damaged in the archive: {error}") from error
                return salvaged

    def _salvaged(self, member: zipfile.ZipInfo, limit: int) -> bytes:
        """Return what can be unpacked of a damaged member; its reader checks the rest.

        What the library unpacks before it finds the checksum wrong it does not return.
        """
        self._file.seek(self._start_of(member))
        packed = self._file.read(min(member.compress_size, limit))
        if member.compress_type != zipfile.ZIP_DEFLATED:
            return packed if member.compress_type == zipfile.ZIP_STORED else b""
        return _inflated(packed, limit)

    def _start_of(self, member: zipfile.ZipInfo) -> int:
        self._file.seek(member.header_offset)
        mark, _, name, extra = _LOCAL.unpack(self._file.read(_LOCAL.size))
        if mark != _LOCAL_MARK:
            raise FormatError("damaged in the archive: a header is missing")
        return int(member.header_offset + _LOCAL.size + name + extra)


def _inflated(packed: bytes, limit: int) -> bytes:
    """Return what can be unpacked before the damage."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    found = bytearray()
    with suppress(zlib.error):
        for start in range(0, len(packed), _STEP):
            step = packed[start : start + _STEP]
            before = inflate.copy()
            try:
                found += inflate.decompress(step, limit)
            except zlib.error:
                for at in range(len(step)):
                    found += before.decompress(step[at : at + 1], limit)
            if len(found) >= limit:
                break
    return bytes(found[:limit])


def _check_size(member: zipfile.ZipInfo, limit: int) -> None:
    if member.file_size > limit:
        raise FormatError(f"larger than {limit >> 20} MB, which no recording is")
    packed = max(member.compress_size, 1)
    if member.file_size > max(_SMALL_BYTES, MAX_RATIO * packed):
        raise FormatError(
            f"unpacks to {member.file_size // packed} times its size, which no "
            "recording does; it was made to do harm"
        )
