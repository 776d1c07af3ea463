"""When a recording in XML starts, and what its times lack."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from negsplit.formats.iso_time import seconds_of, zone_of
from negsplit.recording import Finding, Severity, ZoneSource

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negsplit.formats.xml_columns import Markup
    from negsplit.formats.xml_tags import Places
    from negsplit.recording import Column

_NO_ZONE = Finding(
    "clock",
    Severity.NOTE,
    "the times in the file name no time zone; they are taken as UTC",
)


def start_of(
    markup: Markup, name: str, points: Places
) -> tuple[datetime, list[Finding]]:
    """Return the instant of the first point, in the zone it is written in."""
    tags = markup.tags(name)
    first = markup.texts(tags[np.searchsorted(tags, points[:1])])
    zone = zone_of(first[0])
    start = datetime.fromtimestamp(float(seconds_of(first)[0]), zone or UTC)
    return start, [] if zone else [_NO_ZONE]


def zone_source_of(started_at: datetime) -> ZoneSource:
    """Return whether the times carry an offset: Z is how programs write UTC."""
    return ZoneSource.FILE if started_at.utcoffset() else ZoneSource.NONE


def seconds_since(zero: float, times: Column) -> Column:
    """Return times since an instant, both in Unix seconds.

    Fractions are written to microseconds at most; what is finer is the noise of
    counting from 1970.
    """
    return np.round(times - zero, 6)


def untimed(is_timed: NDArray[np.bool_]) -> list[Finding]:
    """Return a finding if points were left out because they have no time."""
    missing = int((~is_timed).sum())
    if not missing:
        return []
    message = f"{missing} points had no possible time and were left out"
    return [Finding("samples-dropped", Severity.WARNING, message)]
