"""Streams as one blob, and back without any loss.

Devices count in whole units, centimetres or 1/256 of something, and readers divide.
Here every column is taken back to its whole numbers where that is exact to the last
bit. Whole numbers that change slowly have small differences: those are kept, folded
to be positive (0, -1, 1, -2 become 0, 1, 2, 3), cut into planes of equal bytes so that
the many zeros of the high bytes lie together, and left to zstd. A column that no unit
fits, such as a distance that was measured along positions, keeps its floats, as the
bits in which each differs from the one before.
"""

from __future__ import annotations

import struct
from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import zstandard

from negsplit.errors import FormatError
from negsplit.recording import Streams

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negsplit.recording import Column

    Whole = NDArray[np.int64]

# Renewed when the layout changes; blobs of older versions stay readable.
STREAM_CODE = 1
# On recorded runs level 3 is within 4 % of level 9 at a fifth of its time.
_LEVEL = 3
# What a column can be a whole number of, as divisor and what is then taken off: whole
# units; FIT altitude; hundredths; thousandths; half steps of FIT's 1/128 strides;
# tenths; FIT's 2^31 semicircles; decimal degrees; microseconds. A blob names them by
# their places.
_UNITS: tuple[tuple[float, float], ...] = (
    (1.0, 0.0),
    (5.0, 500.0),
    (100.0, 0.0),
    (1000.0, 0.0),
    (64.0, 0.0),
    (10.0, 0.0),
    (2**31 / 180, 0.0),
    (1e7, 0.0),
    (1e6, 0.0),
    (1e4, 0.0),
    (1e5, 0.0),
    (1e8, 0.0),
)
# In which order to try them: first those in which devices count.
_ANY = tuple(range(len(_UNITS)))
_FIRST = {
    "distance_m": (2, 3, 7),
    "speed_mps": (3, 2, 7),
    "altitude_m": (1, 5, 2),
    "cadence_spm": (0, 4),
    "latitude_deg": (6, 7, 8),
    "longitude_deg": (6, 7, 8),
}
_ORDER = {
    one.name: (
        *_FIRST.get(one.name, ()),
        *(unit for unit in _ANY if unit not in _FIRST.get(one.name, ())),
    )
    for one in fields(Streams)
}
_EMPTY, _BITS = 254, 255
# Beyond this a float no longer holds every whole number.
_EXACT = 2.0**53
# A look at so many values tells most units apart before all are divided.
_GLANCE = 16
_HEAD = struct.Struct("<BI")
_COLUMN = struct.Struct("<BBBqI")
_WIDTHS = ((1, 2**8), (2, 2**16), (4, 2**32))
# No recording has more samples: twenty days at one a second, with room.
MAX_SAMPLES = 20_000_000


def encode(streams: Streams) -> bytes:
    """Return the streams as bytes from which :func:`decode` makes the same again."""
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows fits no unit
        parts = [
            _encode(getattr(streams, name), order) for name, order in _ORDER.items()
        ]
    # A checksum of four bytes, as a flipped bit could look like a run otherwise.
    packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
    packed = packer.compress(b"".join(parts))
    return _HEAD.pack(STREAM_CODE, len(streams)) + packed


def decode(blob: bytes) -> Streams:
    """Return the streams of a blob.

    Raises
    ------
    FormatError
        If the bytes are no such blob.
    """
    try:
        code, count = _HEAD.unpack_from(blob)
        if code != STREAM_CODE or count > MAX_SAMPLES:
            raise FormatError(f"streams of code {code} with {count} samples")
        plain = _unpacked(blob[_HEAD.size :], count)
        return Streams(*_columns(plain, count))
    # Of a damaged file SQLite may return a text or a number where bytes were written.
    except (
        struct.error,
        zstandard.ZstdError,
        ValueError,
        IndexError,
        TypeError,
    ) as error:
        raise FormatError(f"these bytes are no streams: {error}") from error


def _unpacked(packed: bytes, count: int) -> bytes:
    """Return what is packed, unless it claims to be more than streams can be."""
    # A column is at most eight bytes a sample and a bit that says whether it is known.
    most = len(_ORDER) * (_COLUMN.size + 9 * count + 1)
    if not 0 <= zstandard.frame_content_size(packed) <= most:
        raise FormatError(f"{count} samples cannot be as long as this claims")
    return zstandard.decompress(packed)


def _encode(column: Column, order: tuple[int, ...]) -> bytes:
    known = ~np.isnan(column)
    mask = b""
    values = column
    if not known.all():
        if not known.any():
            return _COLUMN.pack(_EMPTY, 0, 0, 0, 0)
        mask = np.packbits(known).tobytes()
        values = _filled(column, known)
    unit, whole = _in_units(values, order)
    if whole is None:
        bits = np.ascontiguousarray(values).view(np.uint64)
        turned = bits.copy()
        turned[1:] ^= bits[:-1]
        body = mask + _planes(turned, 8)
        return _COLUMN.pack(_BITS, len(mask) > 0, 8, 0, len(body)) + body
    folded = _folded(np.diff(whole))
    width = _width(folded)
    body = mask + _planes(folded, width)
    first = int(whole[0]) if len(whole) else 0
    return _COLUMN.pack(unit, len(mask) > 0, width, first, len(body)) + body


def _filled(column: Column, known: NDArray[np.bool_]) -> Column:
    """Return the column with every gap filled by the value before it."""
    places = np.where(known, np.arange(len(column)), 0)
    np.maximum.accumulate(places, out=places)
    places[: int(known.argmax())] = int(known.argmax())
    return column[places]


def _in_units(values: Column, order: tuple[int, ...]) -> tuple[int, Whole | None]:
    """Return the unit in which all values are whole, and how many of it each is."""
    glance = values[:: max(len(values) // _GLANCE, 1)]
    for unit in order:
        if _whole(glance, unit) is not None:
            whole = _whole(values, unit)
            if whole is not None:
                return unit, whole
    return _BITS, None


def _whole(values: Column, unit: int) -> Whole | None:
    divisor, less = _UNITS[unit]
    counts = np.rint((values + less) * divisor if less else values * divisor)
    # Minus zero is not zero to the bit, but no device means anything by it.
    if not (_value(counts, unit) == values).all():
        return None
    if len(counts) and max(-counts.min(), counts.max()) > _EXACT:
        return None
    return counts.astype(np.int64)


def _value(counts: Column | Whole, unit: int) -> Column:
    divisor, less = _UNITS[unit]
    values: Column = counts / divisor
    return values - less if less else values


def _folded(steps: Whole) -> NDArray[np.uint64]:
    return ((steps << 1) ^ (steps >> 63)).view(np.uint64)


def _unfolded(folded: NDArray[np.uint64]) -> Whole:
    half = (folded >> np.uint64(1)).view(np.int64)
    sign: Whole = -(folded & np.uint64(1)).view(np.int64)
    return half ^ sign


def _width(folded: NDArray[np.uint64]) -> int:
    largest = int(folded.max()) if len(folded) else 0
    return next((width for width, end in _WIDTHS if largest < end), 8)


def _planes(numbers: NDArray[np.uint64], width: int) -> bytes:
    octets = numbers.astype(f"<u{width}").view(np.uint8)
    return octets.reshape(-1, width).T.tobytes()


def _from_planes(body: bytes, count: int, width: int) -> NDArray[np.uint64]:
    octets = np.frombuffer(body, np.uint8).reshape(width, count).T
    return np.ascontiguousarray(octets).view(f"<u{width}")[:, 0].astype(np.uint64)


def _columns(plain: bytes, count: int) -> list[Column]:
    columns, at = [], 0
    for _ in fields(Streams):
        unit, has_mask, width, first, length = _COLUMN.unpack_from(plain, at)
        at += _COLUMN.size
        body = plain[at : at + length]
        at += length
        columns.append(_column(body, count, (unit, has_mask, width, first)))
    return columns


def _column(body: bytes, count: int, head: tuple[int, int, int, int]) -> Column:
    unit, has_mask, width, first = head
    if unit == _EMPTY:
        return np.full(count, np.nan)
    cut = (count + 7) // 8 if has_mask else 0
    if unit == _BITS:
        turned = _from_planes(body[cut:], count, width)
        column = np.bitwise_xor.accumulate(turned).view(np.float64)
    else:
        steps = _unfolded(_from_planes(body[cut:], max(count - 1, 0), width))
        whole = np.concatenate([[first], steps])[:count]
        column = _value(np.cumsum(whole), unit)
    if has_mask:
        known = np.unpackbits(np.frombuffer(body[:cut], np.uint8), count=count)
        column[known == 0] = np.nan
    return column
