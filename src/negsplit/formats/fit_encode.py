"""FIT frames, written: header, definitions, messages, checksum.

Apart from the readers and without NumPy, so that exporting a workout starts fast.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.formats.fit_profile import BASE_BITS, BASE_TYPES, STRING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Protocol 1.0 and the profile that the numbers of our fields come from.
_PROTOCOL = 0x10
_PROFILE = 21218
_HEADER_BYTES = 14
_DEFINITION = 0x40
# The remainders of the sixteen nibbles, as the FIT protocol description prints them.
_NIBBLES = (
    0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
    0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """A field of a message to be written; ``None`` writes the value for "none"."""

    number: int
    base: int
    value: int | str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """A message to be written."""

    message: int
    values: tuple[Value, ...]


def encode(frames: Iterable[Frame]) -> bytes:
    """Return a FIT file of these messages, each kind under a local number."""
    body = bytearray()
    locals_: dict[int, int] = {}
    defined: dict[int, bytes] = {}
    for frame in frames:
        local = locals_.setdefault(frame.message, len(locals_))
        data = [_data(value) for value in frame.values]
        definition = _definition(frame, data)
        if defined.get(local) != definition:
            defined[local] = definition
            body += bytes([_DEFINITION | local]) + definition
        body += bytes([local]) + b"".join(data)
    header = struct.pack(
        "<BBHI4s", _HEADER_BYTES, _PROTOCOL, _PROFILE, len(body), b".FIT"
    )
    file = header + _packed(checksum(header)) + body
    return bytes(file + _packed(checksum(file)))


def _packed(number: int) -> bytes:
    return number.to_bytes(2, "little")


def _definition(frame: Frame, data: list[bytes]) -> bytes:
    head = struct.pack("<BBHB", 0, 0, frame.message, len(data))
    fields = (
        bytes([value.number, len(raw), value.base])
        for value, raw in zip(frame.values, data, strict=True)
    )
    return head + b"".join(fields)


def _data(value: Value) -> bytes:
    base = BASE_TYPES[value.base & BASE_BITS]
    if value.base == STRING:
        return str(value.value or "").encode() + b"\0"
    number = base.invalid if value.value is None else int(value.value)
    return struct.pack("<" + base.code, number)


def checksum(data: bytes) -> int:
    """Return the checksum of bytes; a plain loop, for the short files we write.

    >>> hex(checksum(b"123456789"))
    '0xbb3d'
    """
    crc = 0
    for byte in data:
        crc = (crc >> 4) ^ _NIBBLES[crc & 15] ^ _NIBBLES[byte & 15]
        crc = (crc >> 4) ^ _NIBBLES[crc & 15] ^ _NIBBLES[byte >> 4]
    return crc
