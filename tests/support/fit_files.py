"""FIT files made byte by byte, apart from the product's own encoder."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# (struct letter, bytes) of the base types by their number in the FIT protocol.
BASES = {
    0x00: "B", 0x01: "b", 0x02: "B", 0x83: "h", 0x84: "H", 0x85: "i", 0x86: "I",
    0x88: "f", 0x89: "d", 0x8A: "B", 0x0A: "B", 0x8B: "H", 0x8C: "I", 0x0D: "B",
    0x8E: "q", 0x8F: "Q", 0x90: "Q",
}  # fmt: skip
ENUM, SINT8, UINT8, UINT16, SINT32, UINT32 = 0x00, 0x01, 0x02, 0x84, 0x85, 0x86
STRING, FLOAT32, UINT32Z, BYTE = 0x07, 0x88, 0x8C, 0x0D

FILE_ID, SPORT, SESSION, LAP, RECORD, EVENT = 0, 12, 18, 19, 20, 21
DEVICE_INFO, WORKOUT, WORKOUT_STEP, ACTIVITY = 23, 26, 27, 34
FIELD_DESCRIPTION, DEVELOPER_DATA_ID = 206, 207
TIMESTAMP = 253

# A morning in 2024, in seconds from the end of 1989.
NOON = 1_080_000_000


def crc(data: bytes) -> int:
    """The checksum bit by bit, from its polynomial x^16 + x^15 + x^2 + 1."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (0xA001 if value & 1 else 0)
    return value


@dataclass
class FitFile:
    """Messages of one file, in the order of the calls."""

    body: bytearray = field(default_factory=bytearray)
    layouts: dict[int, tuple[str, list[tuple[int, int, int]]]] = field(
        default_factory=dict
    )

    def define(
        self,
        local: int,
        message: int,
        fields: Sequence[tuple[int, ...]],
        *,
        big_endian: bool = False,
        developer: list[tuple[int, int, int]] | None = None,
    ) -> None:
        """Define a local message: (number, base[, bytes]); (number, bytes, index)."""
        order = ">" if big_endian else "<"
        sized = [(f[0], f[1], f[2] if len(f) > 2 else size_of(f[1])) for f in fields]
        self.body += bytes([0x40 | local | (0x20 if developer else 0), 0, big_endian])
        self.body += struct.pack(order + "HB", message, len(sized))
        for number, base, size in sized:
            self.body += bytes([number, size, base])
        if developer:
            self.body += bytes([len(developer)])
            for number, size, index in developer:
                self.body += bytes([number, size, index])
            sized += [(number, BYTE, size) for number, size, _ in developer]
        self.layouts[local] = (order, sized)

    def data(self, local: int, *values: float | str | bytes) -> int:
        """Add a message; return where it begins, counted from the body."""
        return self._add(local, values)

    def compressed(self, local: int, offset: int, *values: float | str | bytes) -> int:
        """Add a message whose header holds five bits of the time."""
        return self._add(0x80 | local << 5 | offset & 31, values, local)

    def _add(
        self, header: int, values: tuple[float | str | bytes, ...], local: int = -1
    ) -> int:
        place = len(self.body)
        order, fields = self.layouts[header if local < 0 else local]
        self.body.append(header)
        for (_, base, size), value in zip(fields, values, strict=True):
            if isinstance(value, str):
                value = value.encode().ljust(size, b"\0")  # noqa: PLW2901 - padded in place
            if isinstance(value, bytes):
                self.body += value
            else:
                number = value if BASES[base] in "fd" else int(value)
                self.body += struct.pack(order + BASES[base], number)
        return place

    def bytes(
        self, *, header: int = 14, size: int | None = None, checksum: int | None = None
    ) -> bytes:
        """Return the file; ``size`` and ``checksum`` replace the true ones."""
        announced = len(self.body) if size is None else size
        head = struct.pack("<BBHI4s", header, 0x20, 2132, announced, b".FIT")
        if header > 12:
            head += struct.pack("<H", crc(head))
        whole = head + bytes(self.body)
        return whole + struct.pack("<H", crc(whole) if checksum is None else checksum)


def size_of(base: int) -> int:
    return struct.calcsize(BASES[base])


def activity(sport: int = 1) -> FitFile:
    """Return a file that says it is an activity, with a session of that sport."""
    file = FitFile()
    file.define(0, FILE_ID, [(0, ENUM), (1, UINT16), (2, UINT16), (4, UINT32)])
    file.data(0, 4, 1, 3113, NOON)
    file.define(1, SESSION, [(2, UINT32), (5, ENUM), (7, UINT32), (9, UINT32)])
    file.data(1, NOON, sport, 3_600_000, 1_000_000)
    return file


def simple(count: int = 5, *, big_endian: bool = False) -> FitFile:
    """Return an activity of samples a second apart: time, distance, heart rate."""
    file = activity()
    fields = [(TIMESTAMP, UINT32), (5, UINT32), (3, UINT8)]
    file.define(2, RECORD, fields, big_endian=big_endian)
    for second in range(count):
        file.data(2, NOON + second, 300 * second, 120 + second % 60)
    return file
