"""A recording made of a few numbers, as TCX: runs that no device wrote to a file.

Whoever types a run in, or has it as records of a phone, gets an original like any
other: it can be taken along, read by other programs, and read again by newer code.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape
from typing import TYPE_CHECKING

from negsplit.recording import BY_HAND

if TYPE_CHECKING:
    from collections.abc import Sequence

# So far apart are samples of a run of which only the totals are known.
_STEP_S = 10.0
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">
<Activities><Activity Sport="Running"><Id>{start}</Id>
<Lap StartTime="{start}"><TotalTimeSeconds>{duration:.1f}</TotalTimeSeconds>\
<DistanceMeters>{distance:.1f}</DistanceMeters>{mean}\
<Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod><Track>
"""
_TAIL = """\
</Track></Lap>{notes}<Creator><Name>{device}</Name></Creator>
</Activity></Activities></TrainingCenterDatabase>
"""


def write_totals(
    started_at: datetime,
    duration_s: float,
    distance_m: float,
    heart_rate_bpm: float | None = None,
    name: str = "",
) -> bytes:
    """Return a run of which only the totals are known, at an even pace."""
    count = max(int(duration_s // _STEP_S), 1)
    points = [
        (duration_s * at / count, distance_m * at / count, heart_rate_bpm)
        for at in range(count + 1)
    ]
    return write_points(started_at, points, BY_HAND, name)


def write_points(
    started_at: datetime,
    points: Sequence[tuple[float, float | None, float | None]],
    device: str,
    name: str = "",
    *,
    total_m: float | None = None,
) -> bytes:
    """Return a run of samples.

    Parameters
    ----------
    started_at : datetime
        With its zone.
    points : sequence of (time_s, distance_m, heart_rate_bpm)
        In order of time; what is not known is ``None``.
    device, name : str
        What it is from, and what the runner calls it.
    total_m : float, optional
        What was saved as its distance, where that is another than the samples'. [m]
    """
    counted = [metres for _, metres, _ in points if metres is not None]
    distance_m = total_m or (counted[-1] if counted else 0.0)
    head = _HEAD.format(
        start=_instant(started_at),
        duration=points[-1][0] if points else 0.0,
        distance=distance_m,
        mean="",
    )
    body = "".join(
        _point(started_at + timedelta(seconds=time_s), distance_m, beats)
        for time_s, distance_m, beats in points
    )
    notes = f"<Notes>{escape(name, quote=False)}</Notes>" if name else ""
    return (
        head + body + _TAIL.format(notes=notes, device=escape(device, quote=False))
    ).encode()


def _point(at: datetime, distance_m: float | None, beats: float | None) -> str:
    far = (
        ""
        if distance_m is None
        else f"<DistanceMeters>{distance_m:.2f}</DistanceMeters>"
    )
    heart = (
        ""
        if beats is None
        else f"<HeartRateBpm><Value>{beats:.0f}</Value></HeartRateBpm>"
    )
    return f"<Trackpoint><Time>{_instant(at)}</Time>{far}{heart}</Trackpoint>\n"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
