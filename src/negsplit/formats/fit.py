"""FIT frames: which message lies where, found in one walk over the bytes.

A FIT file is a header, messages and a checksum; several such files may follow each
other. A definition message says which fields the data messages of one of sixteen
local numbers hold, so the walk only needs, for each possible header byte, how far to
the next one: the values are decoded later, whole columns at a time.

Damage shows as a header that nothing defines or, where the checksum is wrong, as a
sample out of its time. What lies before it is kept. The walk
then looks for the next place where a sample could begin, which is a known header
byte with a time stamp of the next hour behind it and further messages after it, and
goes on there.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from negsplit.errors import FormatError
from negsplit.formats.fit_checksum import is_sound
from negsplit.formats.fit_profile import BASE_BITS, BASE_TYPES, TIMESTAMP, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIGNATURE = b".FIT"
# Sizes of header and checksum in the FIT protocol; old headers lack a checksum.
_SHORT_HEADER = 12
_HEADER = 14
_CHECKSUM = 2
# Bits of the byte that begins a message.
_COMPRESSED = 0x80
_DEFINITION = 0x40
_DEVELOPER = 0x20
_RESERVED = 0x10
_LOCAL = 0x0F
# Each message is a number in a list. Files of a day have some hundred thousand.
_MOST_MESSAGES = 10_000_000
# Messages that are looked at in one stride: a sample follows a sample mostly.
_STRIDE = 256
# The walk resumes after damage only at a stamp of the next hour, with this many
# sound messages behind it: a watch that samples at all does so more often, and four
# random bytes hit an hour once in a million.
_RESUME_WITHIN_S = 3600
_RESUME_MESSAGES = 3
# In a file whose checksum is wrong, a sample so long before or after the last one
# shows that the walk has taken other bytes for it. Pauses are shorter than a day;
# some watches write a lap's samples a little out of order.
_BACK_S = 3600
_AHEAD_S = 86_400


@dataclass(frozen=True, slots=True)
class Slot:
    """A field in a definition: where it lies behind the header byte."""

    number: int
    base: int
    size: int
    start: int


@dataclass(slots=True)
class Table:
    """All messages of one layout, by where they begin."""

    message: int
    byte_order: str
    slots: tuple[Slot, ...]
    # (developer data index, field number) of each field that an app defined.
    developer: tuple[tuple[int, Slot], ...]
    step: int
    local: int = 0
    positions: list[int] = field(default_factory=list)

    def slot(self, number: int) -> Slot | None:
        """Return the field of that number."""
        return next((slot for slot in self.slots if slot.number == number), None)


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that could not be read."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One of the FIT files that may be chained in one sequence of bytes."""

    data: bytes
    start: int
    end: int
    tables: tuple[Table, ...]
    damages: tuple[Damage, ...]
    announced_bytes: int
    checksum_is_right: bool

    @property
    def is_truncated(self) -> bool:
        """Whether the bytes end before the header says."""
        return self.end < self.start + self.announced_bytes

    def of(self, message: int) -> list[Table]:
        """Return the tables of a message that hold any data."""
        return [t for t in self.tables if t.message == message and t.positions]


def parts(data: bytes) -> list[Part]:
    """Return the chained files, each walked with definitions of its own.

    Raises
    ------
    FormatError
        If the bytes do not begin as a FIT file.
    """
    if data[8:12] != SIGNATURE:
        raise FormatError("not a FIT file: '.FIT' is missing at byte 8", offset=8)
    found: list[Part] = []
    start = 0
    while data[start + 8 : start + 12] == SIGNATURE:
        part = _part(data, start)
        found.append(part)
        start = part.end
    return found


def _part(data: bytes, start: int) -> Part:
    header = max(data[start], _SHORT_HEADER)
    (body,) = struct.unpack_from("<I", data, start + 4)
    # A device that lost power before it could close the file leaves a zero.
    announced = header + body + _CHECKSUM if body else len(data) - start
    end = min(len(data), start + announced)
    is_whole = end - start == announced
    is_right = is_whole and is_sound(memoryview(data)[start:end])
    # A whole file without its size may or may not have got a checksum.
    ends_in_checksum = is_right or (is_whole and body > 0)
    walk = _Walk(data, is_careful=not is_right)
    end_of_messages = end - _CHECKSUM if ends_in_checksum else end
    walk.over(min(start + header, end_of_messages), end_of_messages)
    return Part(
        data,
        start,
        end,
        tuple(walk.tables.values()),
        tuple(walk.damages),
        announced,
        is_right,
    )


class _ImplausibleError(Exception):
    """A sample lies out of its time, so the walk has lost its way."""


# Stands where nothing is defined; its step of zero keeps it from being used.
_undefined = Table(0, "<", (), (), 0)


class _Walk:
    """The state of one walk: what the sixteen local numbers mean just now."""

    def __init__(self, data: bytes, *, is_careful: bool) -> None:
        self.data = data
        self.is_careful = is_careful
        self.stamp: int | None = None
        self.tables: dict[bytes, Table] = {}
        self.damages: list[Damage] = []
        # By header byte: bytes to the next message (0 where nothing is defined),
        # and where to note the position. Lists, as this is the innermost loop.
        self.steps = [0] * 256
        self.notes: list[Callable[[int], None]] = [_undefined.positions.append] * 256
        self.layouts = [_undefined] * 256

    def over(self, position: int, end: int) -> None:
        """Walk to the end, over damage where possible."""
        while (broken := self._sound(position, end)) < end:
            resumed = self._resume(broken + 1, end)
            self.damages.append(Damage(broken, resumed))
            position = resumed

    def _sound(self, position: int, end: int) -> int:
        """Walk until something is wrong; return where that is."""
        data, steps, notes = self.data, self.steps, self.notes
        strides = not self.is_careful
        header = 0
        while position < end:
            header = data[position]
            if step := steps[header]:
                try:
                    notes[header](position)
                except _ImplausibleError:
                    return position
                position += step
                if strides and position < end and data[position] == header:
                    position = self._stride(position, end, header)
                continue
            following = self._define(position, end)
            if following is None:
                return position
            position = following
        if position > end:  # the last message is cut
            return self.layouts[header].positions.pop()
        return position

    def _stride(self, position: int, end: int, header: int) -> int:
        """Take in whole messages of one layout that touch; return what is behind."""
        table = self.layouts[header]
        step, mark = table.step, bytes([header])
        same = _STRIDE
        while same == _STRIDE:
            row = self.data[
                position : min(position + step * _STRIDE, end - step + 1) : step
            ]
            same = len(row) - len(row.lstrip(mark))
            table.positions.extend(range(position, position + same * step, step))
            position += same * step
        return position

    def _define(self, position: int, end: int) -> int | None:
        """Take in a definition; return the position behind it, or None if broken."""
        data = self.data
        header = data[position]
        if header & (_COMPRESSED | _RESERVED) or not header & _DEFINITION:
            return None
        stop = position + 6
        if stop > end or data[position + 1] != 0 or data[position + 2] > 1:
            return None
        stop += 3 * data[position + 5]
        if header & _DEVELOPER:
            if stop >= end:
                return None
            stop += 1 + 3 * data[stop]
        if stop > end:
            return None
        body = data[position + 1 : stop]
        table = self.tables.get(body)
        if table is None:
            table = _table(body)
            if table is None:
                return None
            self.tables[body] = table
        if (end - stop) // table.step > _MOST_MESSAGES:
            raise FormatError(
                f"{end - stop} bytes of messages of {table.step} bytes each are more "
                "than any watch writes; the file was made to do harm"
            )
        self._use(table, header & _LOCAL)
        return stop

    def _use(self, table: Table, local: int) -> None:
        table.local = local
        headers = [local]
        if local < 4:  # two bits of a compressed header hold the local number
            first = _COMPRESSED | local << 5
            headers += range(first, first + 32)
        note = table.positions.append
        if self.is_careful and table.message == Message.RECORD:
            note = self._checked(table)
        for header in headers:
            self.layouts[header] = table
            self.steps[header] = table.step
            self.notes[header] = note

    def _checked(self, table: Table) -> Callable[[int], None]:
        """Return a note that refuses a sample out of its time."""
        slot = table.slot(TIMESTAMP)
        if slot is None or slot.size != 4:
            return table.positions.append

        def note(position: int) -> None:
            stamp = self._stamp(position + slot.start, table.byte_order)
            ahead_s = 0 if self.stamp is None else stamp - self.stamp
            if not -_BACK_S <= ahead_s <= _AHEAD_S:
                raise _ImplausibleError
            self.stamp = stamp
            table.positions.append(position)

        return note

    def _resume(self, position: int, end: int) -> int:
        """Return where the next sample begins, the end if there is none."""
        samples = [t for t in self.tables.values() if t.message == Message.RECORD]
        stamp = max((self._last_stamp(table) for table in samples), default=0)
        first = end, samples[0] if samples else None
        for table in samples:
            for place in self._candidates(table, stamp, position, first[0]):
                if self._goes_on(place, end, table):
                    first = place, table
                    break
        place, found = first
        if found is not None and place < end:
            self._use(found, found.local)
        return place

    def _last_stamp(self, table: Table) -> int:
        slot = table.slot(TIMESTAMP)
        if slot is None or not table.positions:
            return 0
        return self._stamp(table.positions[-1] + slot.start, table.byte_order)

    def _stamp(self, position: int, byte_order: str) -> int:
        raw = self.data[position : position + 4]
        return int.from_bytes(raw, "little" if byte_order == "<" else "big")

    def _candidates(
        self, table: Table, stamp: int, position: int, end: int
    ) -> Iterator[int]:
        """Yield where a sample of that layout could begin."""
        slot = table.slot(TIMESTAMP)
        if slot is None or slot.size != 4:
            return
        last = end - table.step + 1
        here = self.data.find(table.local, position, last)
        while here >= 0:
            ahead_s = self._stamp(here + slot.start, table.byte_order) - stamp
            if 0 <= ahead_s <= _RESUME_WITHIN_S:
                yield here
            here = self.data.find(table.local, here + 1, last)

    def _goes_on(self, position: int, end: int, table: Table) -> bool:
        """Return whether further messages follow a sample at that position."""
        position += table.step
        for _ in range(_RESUME_MESSAGES):
            if position >= end:
                return position == end
            header = self.data[position]
            if header == table.local:
                position += table.step
            elif self.steps[header]:
                position += self.steps[header]
            else:
                return header & 0xD0 == _DEFINITION
        return True


def _table(body: bytes) -> Table | None:
    """Return the empty table of a definition, from its second byte on."""
    byte_order = ">" if body[1] else "<"
    (message,) = struct.unpack_from(byte_order + "H", body, 2)
    count = body[4]
    start = 1
    slots = []
    for number, size, base in struct.iter_unpack("3B", body[5 : 5 + 3 * count]):
        if base & BASE_BITS not in BASE_TYPES:
            return None
        slots.append(Slot(number, base & BASE_BITS, size, start))
        start += size
    developer = []
    for number, size, index in struct.iter_unpack("3B", body[6 + 3 * count :]):
        developer.append((index, Slot(number, 0x0D, size, start)))
        start += size
    return Table(message, byte_order, tuple(slots), tuple(developer), start)
