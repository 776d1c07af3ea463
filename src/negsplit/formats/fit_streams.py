"""FIT samples as streams, in the units of :class:`negsplit.recording.Streams`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.formats.fit_columns import Samples
from negsplit.formats.fit_profile import (
    BASE_BITS,
    BASE_TYPES,
    COMPRESSED_SPEED_DISTANCE,
    RECORD_FIELDS,
    STRING,
    Field,
    Message,
)
from negsplit.formats.fit_rows import rows

if TYPE_CHECKING:
    from negsplit.formats.fit import Part
    from negsplit.formats.fit_rows import Row
    from negsplit.recording import Column

# Numbers of the fields in a record message.
_LATITUDE, _LONGITUDE, _ALTITUDE, _HEART_RATE, _CADENCE = 0, 1, 2, 3, 4
_DISTANCE, _SPEED, _POWER, _TEMPERATURE = 5, 6, 7, 13
_CADENCE256, _FRACTIONAL_CADENCE = 52, 53
_ENHANCED_SPEED, _ENHANCED_ALTITUDE = 73, 78
# How apps name the power of running: Stryd, Garmin's running power, and copies.
_POWER_NAMES = frozenset({"power", "rp_power", "running power", "running_power"})
# What apps write for "none", whatever the type they declared: 16 bits of ones.
_SENTINEL_W = 65535


def columns(part: Part) -> dict[str, Column]:
    """Return the columns of a part's samples, cadence in strides as stored.

    ``stamp`` is in FIT seconds.
    """
    samples = Samples(part)
    found = {
        "stamp": samples.stamps(),
        "distance_m": _native(samples, _DISTANCE),
        "speed_mps": _preferred(samples, _ENHANCED_SPEED, _SPEED),
        "altitude_m": _preferred(samples, _ENHANCED_ALTITUDE, _ALTITUDE),
        "heart_rate_bpm": _native(samples, _HEART_RATE),
        "cadence_spm": _cadence(samples),
        "power_w": _power(samples, rows(part, Message.FIELD_DESCRIPTION)),
        "latitude_deg": _native(samples, _LATITUDE),
        "longitude_deg": _native(samples, _LONGITUDE),
        "temperature_degc": _native(samples, _TEMPERATURE),
    }
    _fill_compressed(samples, found)
    return found


def _native(samples: Samples, number: int) -> Column:
    column = samples.column(number, RECORD_FIELDS[number])
    return np.full(samples.count, np.nan) if column is None else column


def _preferred(samples: Samples, first: int, second: int) -> Column:
    """Return the first field, and the second where the first is missing."""
    column = samples.column(first, RECORD_FIELDS[first])
    if column is None:
        return _native(samples, second)
    gaps = np.isnan(column)
    if gaps.any():
        column[gaps] = _native(samples, second)[gaps]
    return column


def _cadence(samples: Samples) -> Column:
    """Return strides per minute: the exact field, else whole ones and their part."""
    whole = _native(samples, _CADENCE)
    part = samples.column(_FRACTIONAL_CADENCE, RECORD_FIELDS[_FRACTIONAL_CADENCE])
    if part is not None:
        whole = whole + np.where(np.isnan(part), 0.0, part)
    exact = samples.column(_CADENCE256, RECORD_FIELDS[_CADENCE256])
    return whole if exact is None else np.where(np.isnan(exact), whole, exact)


def _power(samples: Samples, descriptions: list[Row]) -> Column:
    """Return native power, or where there is none that of the first app with any."""
    native = _native(samples, _POWER)
    if np.isfinite(native).any():
        return native
    for row in descriptions:
        base = int(row.get("fit_base_type_id", STRING)) & BASE_BITS
        if not _is_power(row) or base not in BASE_TYPES:
            continue
        column = samples.developer_column(
            int(row.get("developer_data_index", 0)),
            int(row.get("field_definition_number", 0)),
            base,
            Field("", float(row.get("scale", 1)) or 1, float(row.get("offset", 0))),
        )
        if column is not None:
            column[(column < 0) | (column >= _SENTINEL_W)] = np.nan
            if np.isfinite(column).any():
                return column
    return native


def _is_power(row: Row) -> bool:
    if str(row.get("field_name", "")).strip().lower() in _POWER_NAMES:
        return True
    native = row.get("native_mesg_num", Message.RECORD), row.get("native_field_num")
    return native == (Message.RECORD, _POWER)


def _fill_compressed(samples: Samples, found: dict[str, Column]) -> None:
    """Take speed and distance from their packed form where they are missing."""
    packed = samples.octets(COMPRESSED_SPEED_DISTANCE, 3)
    if packed is None:
        return
    low, middle, high = packed.astype(np.int64).T
    is_missing = (packed == 0xFF).all(axis=1)
    speed = np.where(is_missing, np.nan, (low | (middle & 0x0F) << 8) / 100)
    # Twelve bits of a counter in 1/16 m that starts again every 256 m.
    counter = (middle >> 4 | high << 4)[~is_missing]
    covered = np.cumsum(np.diff(counter, prepend=0) & 0xFFF) / 16
    distance = np.full(samples.count, np.nan)
    distance[~is_missing] = covered
    for name, column in (("speed_mps", speed), ("distance_m", distance)):
        gaps = np.isnan(found[name])
        found[name] = np.where(gaps, column, found[name])
