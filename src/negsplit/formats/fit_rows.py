"""FIT messages one by one, for everything that is not a sample."""

from __future__ import annotations

import struct
from math import isfinite
from typing import TYPE_CHECKING

from negsplit.formats.fit_profile import BASE_TYPES, FIELDS, STRING, Field, Message

if TYPE_CHECKING:
    from negsplit.formats.fit import Part, Slot, Table

    Value = int | float | str
    Row = dict[str, Value]


def rows(part: Part, message: Message) -> list[Row]:
    """Return every message of a kind by field name, in the file's order.

    Fields that hold "none" and fields that are not in the profile are left out.
    """
    found = [
        (position, _row(part.data, position, table))
        for table in part.of(message)
        for position in table.positions
    ]
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _row(data: bytes, position: int, table: Table) -> Row:
    row: Row = {}
    profile = FIELDS[table.message]
    for slot in table.slots:
        known = profile.get(slot.number)
        if known is None:
            continue
        value = value_at(data, position + slot.start, slot, table.byte_order)
        # In a damaged definition a number may claim to be a text.
        if value is not None and isinstance(value, str) is known.is_text:
            row[known.name] = _scaled(value, known)
    return row


def _scaled(value: Value, known: Field) -> Value:
    if isinstance(value, str) or (known.scale == 1 and known.offset == 0):
        return value
    return value / known.scale - known.offset


def value_at(data: bytes, start: int, slot: Slot, byte_order: str) -> Value | None:
    """Return what a field holds at a place, unscaled; None for "none"."""
    base = BASE_TYPES[slot.base]
    if slot.base == STRING:
        raw = data[start : start + slot.size].split(b"\0", 1)[0]
        return raw.decode("utf-8", "replace") or None
    if slot.size < base.size:
        return None
    # Of an array, the first value: no field in the profile here is meant as one.
    value: int | float = struct.unpack_from(byte_order + base.code, data, start)[0]
    return None if value == base.invalid or not isfinite(value) else value
