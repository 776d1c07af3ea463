"""FIT samples as columns, decoded whole tables at a time."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from negsplit.formats.fit_profile import (
    BASE_TYPES,
    STRING,
    TIMESTAMP,
    Field,
    Message,
)
from negsplit.formats.fit_rows import value_at
from negsplit.formats.track import LARGEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negsplit.formats.fit import Part, Slot, Table
    from negsplit.recording import Column

# Header bit and mask of a compressed time stamp, as the FIT protocol defines them.
_COMPRESSED = 0x80
_OFFSET_BITS = 0x1F
_NUMPY = {
    "b": "i1", "B": "u1", "h": "i2", "H": "u2", "i": "i4", "I": "u4",
    "q": "i8", "Q": "u8", "f": "f4", "d": "f8",
}  # fmt: skip


class Samples:
    """The samples of a part, from which columns are taken."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._tables = part.of(Message.RECORD)
        self._positions = [_positions(table) for table in self._tables]
        self._raw = [
            _raw(part.data, table, positions)
            for table, positions in zip(self._tables, self._positions, strict=True)
        ]
        self._places = _ranks(self._positions)
        self.count = sum(len(positions) for positions in self._positions)

    def column(self, number: int, known: Field) -> Column | None:
        """Return a native field, or None if no layout has it."""
        return self._gathered([table.slot(number) for table in self._tables], known)

    def developer_column(
        self, index: int, number: int, base: int, known: Field
    ) -> Column | None:
        """Return a field that an app defined, or None if no layout has it."""
        slots = [
            next(
                (
                    replace(slot, base=base)
                    for app, slot in table.developer
                    if app == index and slot.number == number
                ),
                None,
            )
            for table in self._tables
        ]
        return self._gathered(slots, known)

    def octets(self, number: int, size: int) -> NDArray[np.uint8] | None:
        """Return the bytes of a field, a row per sample; 0xFF where it is missing."""
        slots = [table.slot(number) for table in self._tables]
        if not any(slot is not None and slot.size == size for slot in slots):
            return None
        found = np.full((self.count, size), 0xFF, np.uint8)
        for slot, raw, places in zip(slots, self._raw, self._places, strict=True):
            if slot is not None and slot.size == size:
                found[places] = raw[:, slot.start : slot.start + size]
        return found

    def stamps(self) -> Column:
        """Return the time stamp of every sample, in FIT seconds."""
        stamps = self.column(TIMESTAMP, Field("timestamp"))
        if stamps is None or np.isnan(stamps).any():
            return _running_stamps(self._part)
        return stamps

    def _gathered(self, slots: list[Slot | None], known: Field) -> Column | None:
        if not any(slots):
            return None
        if len(slots) == 1 and slots[0] is not None:
            return _numbers(self._raw[0], slots[0], self._tables[0].byte_order, known)
        column = np.full(self.count, np.nan)
        for slot, table, raw, places in zip(
            slots, self._tables, self._raw, self._places, strict=True
        ):
            if slot is not None:
                column[places] = _numbers(raw, slot, table.byte_order, known)
        return column


def _positions(table: Table) -> NDArray[np.intp]:
    """Return where the messages of a table begin."""
    positions = table.positions
    first, last = positions[0], positions[-1]
    # Messages cannot overlap, so this distance means that they touch.
    if last - first == table.step * (len(positions) - 1):
        return np.arange(first, last + 1, table.step, dtype=np.intp)
    return np.array(positions, np.intp)


def _raw(data: bytes, table: Table, positions: NDArray[np.intp]) -> NDArray[np.uint8]:
    """Return the bytes of a table's messages, a row per message."""
    count, step = len(positions), table.step
    first = int(positions[0])
    if positions[-1] - first == step * (count - 1):
        touching = np.frombuffer(data, np.uint8, count * step, first)
        return touching.reshape(count, step)
    # Every stretch of that many bytes, overlapping, as one item each: picking
    # items copies a message at a time.
    everywhere = np.ndarray(
        (len(data) - step + 1,), np.dtype((np.void, step)), data, strides=(1,)
    )
    return everywhere[positions].view(np.uint8).reshape(count, step)


def _ranks(positions: list[NDArray[np.intp]]) -> list[NDArray[np.intp]]:
    """Return for each table the rows of its messages in the file's order."""
    if len(positions) < 2:
        return [np.arange(len(p)) for p in positions]
    order = np.argsort(np.concatenate(positions), kind="stable")
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    return np.split(ranks, np.cumsum([len(p) for p in positions])[:-1])


def _numbers(
    raw: NDArray[np.uint8], slot: Slot, byte_order: str, known: Field
) -> Column:
    """Return one field of a table as floats; NaN for "none"."""
    base = BASE_TYPES[slot.base]
    if slot.base == STRING or slot.size < base.size:
        return np.full(len(raw), np.nan)
    octets = raw[:, slot.start : slot.start + base.size]
    stored = octets.view(f"{byte_order}{_NUMPY[base.code]}")[:, 0]
    numbers = stored.astype(np.float64)
    if base.code in "fd":
        numbers[~(np.abs(numbers) < LARGEST)] = np.nan
    if base.invalid is not None:
        numbers[stored == base.invalid] = np.nan
    if known.scale != 1:
        numbers /= known.scale
    if known.offset:
        numbers -= known.offset
    return numbers


def _running_stamps(part: Part) -> Column:
    """Return the stamps of samples where some are compressed or missing.

    A compressed header holds the lowest five bits of the time, which is the first
    such time not before the last stamp of any message. A sample without any time
    has the last one. Such files are rare, so this is a plain loop.
    """
    marks = sorted(
        (position, number)
        for number, table in enumerate(part.tables)
        for position in table.positions
    )
    slots = [table.slot(TIMESTAMP) for table in part.tables]
    stamp = np.nan
    found = []
    for position, number in marks:
        table, slot, header = part.tables[number], slots[number], part.data[position]
        if header & _COMPRESSED:
            if not isnan(stamp):
                stamp += (header - int(stamp)) & _OFFSET_BITS
        elif slot is not None:
            value = value_at(part.data, position + slot.start, slot, table.byte_order)
            stamp = float(value) if isinstance(value, int | float) else stamp
        if table.message == Message.RECORD:
            found.append(stamp)
    return np.array(found)
