"""Which clock hung on the wall where a run began.

Recordings carry instants; a runner remembers days. Most GPX and TCX files give times in
UTC, on which an evening in New York is the next morning. What decides, first that is
known: what the runner says; an offset written in the file; the zone of the first
position; what the watch's own clock was ahead; the zone in which the runner lives.
Zones follow their rules of summer time as of the instant of the start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from negsplit.errors import InputError
from negsplit.recording import ZoneSource

if TYPE_CHECKING:
    from datetime import datetime

    from negsplit.recording import Recording

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
# No clock on earth is further from UTC.
_FURTHEST_S = 14 * 3600


@dataclass(frozen=True, slots=True)
class ZoneWish:
    """What a runner says of zones: for this run, and of where they live; '' if not."""

    run: str = ""
    home: str = ""


NO_WISH = ZoneWish()


def zone_named(name: str) -> tzinfo:
    """Return the zone of a name, or of an offset.

    Raises
    ------
    InputError
        If there is none.

    >>> zone_named("Asia/Kolkata"), zone_named("-3:30").utcoffset(None)
    (zoneinfo.ZoneInfo(key='Asia/Kolkata'), datetime.timedelta(days=-1, seconds=73800))
    """
    text = name.strip()
    if text.upper() in ("UTC", "Z"):
        return UTC
    if found := _OFFSET.fullmatch(text):
        sign = -1 if found[1] == "-" else 1
        offset_s = sign * (int(found[2]) * 3600 + int(found[3] or 0) * 60)
        if abs(offset_s) <= _FURTHEST_S:
            return timezone(timedelta(seconds=offset_s))
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(
            f"'{name}' is not a time zone; write Europe/Berlin or +02:00"
        ) from error


def zone_at(latitude_deg: float, longitude_deg: float) -> str:
    """Return the name of the zone at a place; at sea that of the meridian."""
    # Its polygons take 0.15 s to unpack, which paces and plans need not wait for.
    from tzfpy import get_tz  # noqa: PLC0415 - see above

    return get_tz(longitude_deg, latitude_deg)


def offset_text(started_at: datetime) -> str:
    """Return what a start is ahead of UTC, as :func:`zone_named` reads it.

    >>> from datetime import datetime
    >>> offset_text(datetime.fromisoformat("2026-06-04T21:30:00-04:00"))
    '-04:00'
    """
    return started_at.isoformat()[-6:] if started_at.utcoffset() else "UTC"


def local_start(
    started_at: datetime, zone: str, source: ZoneSource
) -> tuple[datetime, str, ZoneSource]:
    """Return an instant on the clock of a zone, with the offset of that moment fixed.

    With a zone's name in it, Python would add durations on the wall clock, which is
    wrong by an hour over the end of summer time.
    """
    offset = started_at.astimezone(zone_named(zone)).utcoffset() or timedelta(0)
    return started_at.astimezone(timezone(offset)), zone, source


def localised(recording: Recording, wish: ZoneWish = NO_WISH) -> Recording:
    """Return a recording whose start is on the clock where it was run."""
    zone, source = _zone_of(recording, wish)
    if source is recording.zone_source and not zone:
        return recording
    started_at, zone, source = local_start(recording.started_at, zone, source)
    return replace(recording, started_at=started_at, zone=zone, zone_source=source)


def _zone_of(recording: Recording, wish: ZoneWish) -> tuple[str, ZoneSource]:
    if wish.run:
        return wish.run, ZoneSource.RUNNER
    if recording.zone_source is ZoneSource.FILE:
        return "", ZoneSource.FILE
    if place := _first_zone(recording):
        return place, ZoneSource.PLACE
    if recording.zone_source is ZoneSource.DEVICE:
        return "", ZoneSource.DEVICE
    if wish.home:
        return wish.home, ZoneSource.HOME
    return "", ZoneSource.NONE


def _first_zone(recording: Recording) -> str:
    streams = recording.streams
    known = np.isfinite(streams.latitude_deg) & np.isfinite(streams.longitude_deg)
    if not known.any():
        return ""
    first = int(known.argmax())
    name = zone_at(
        float(streams.latitude_deg[first]), float(streams.longitude_deg[first])
    )
    try:
        zone_named(name)
    except InputError:  # a zone newer than the rules on this machine
        return ""
    return name
