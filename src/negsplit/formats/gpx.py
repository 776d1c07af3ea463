"""GPX tracks to a Recording.

GPX has no place for heart rate, cadence, speed and power, so every maker has one of
its own: all are read by their local names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.errors import FormatError, OtherKindError
from negsplit.formats.track import (
    pauses_between,
    refuse_endless,
    set_gaps,
    steps_per_minute,
    with_distance,
)
from negsplit.formats.xml_columns import Markup, number, numbers
from negsplit.formats.xml_start import seconds_since, start_of, untimed
from negsplit.recording import Format, Recording, Streams

if TYPE_CHECKING:
    from negsplit.formats.xml_tags import Places
    from negsplit.recording import Column

# Local names of what makers add to a point; the first that is there counts.
_NAMES = {
    "altitude_m": ("ele",),
    "heart_rate_bpm": ("hr", "heartrate", "heart_rate"),
    "cadence_spm": ("cad", "cadence", "RunCadence"),
    "speed_mps": ("speed",),
    "power_w": ("power", "PowerInWatts", "watts"),
}
# Strava writes its own number of a sport as the type of a track.
_STRAVA_SPORTS = {"1": "cycling", "4": "hiking", "9": "running", "10": "walking"}


def read(data: bytes, digest: str) -> Recording:
    """Return the recording in a GPX file.

    Raises
    ------
    FormatError
        If there is no track, or its points have no times.
    """
    markup = Markup(data)
    points = markup.tags("trkpt")
    if not len(points):
        raise _without_track(markup)
    refuse_endless(len(points))
    ends = markup.ends("trkpt", points)
    times = markup.times("time", points, ends)
    timed = np.isfinite(times)
    if 2 * timed.sum() < len(points):
        raise OtherKindError(
            f"of the {len(points)} points of this GPX track {timed.sum()} have a time; "
            "it is a route, not a recording"
        )
    columns = {n: c[timed] for n, c in _columns(markup, points, ends).items()}
    started_at, findings = start_of(markup, "time", points[timed])
    starts = _segment_starts(markup, points[timed])
    set_gaps(columns)
    with_distance(columns, starts)
    time_s = seconds_since(times[timed][0], times[timed])
    return Recording(
        started_at=started_at,
        streams=Streams.from_columns(time_s, **columns),
        format=Format.GPX,
        digest=digest,
        sport=_sport(markup),
        device=_creator(markup),
        pauses=pauses_between(time_s, starts),
        findings=(*markup.damage, *findings, *untimed(timed)),
    )


def _without_track(markup: Markup) -> FormatError:
    for name, what in (("rtept", "a route"), ("wpt", "waypoints")):
        if len(markup.tags(name)):
            return OtherKindError(f"this GPX file holds {what} but no recorded track")
    return FormatError("this GPX file holds no recorded track")


def _columns(markup: Markup, points: Places, ends: Places) -> dict[str, Column]:
    columns = {}
    for column, names in _NAMES.items():
        for name in names:
            found = markup.numbers(name, points, ends)
            if found is not None:
                columns[column] = found
                break
    if "cadence_spm" in columns:
        cadence = columns["cadence_spm"]
        columns["cadence_spm"] = steps_per_minute(cadence, _sport(markup))
    columns["latitude_deg"], columns["longitude_deg"] = _positions(
        markup.tag_texts(points)
    )
    return columns


def _positions(tags: list[bytes]) -> tuple[Column, Column]:
    """Return latitudes and longitudes from the insides of tags."""
    pieces = b'"'.join(tags).replace(b"'", b'"').split(b'"')
    # Usually all tags are alike: name, value, name, value, nothing.
    names = (set(pieces[0::5]), set(pieces[2::5]), set(pieces[4::5]))
    if len(pieces) == 5 * len(tags) and [len(n) for n in names] == [1, 1, 1]:
        first, second = names[0].pop(), names[1].pop()
        if first.endswith(b" lat=") and second.endswith(b" lon="):
            return numbers(pieces[1::5]), numbers(pieces[3::5])
    both = np.array([_position(tag) for tag in tags])
    return both[:, 0].copy(), both[:, 1].copy()


def _position(tag: bytes) -> tuple[float, float]:
    pieces = tag.replace(b"'", b'"').split(b'"')
    values = {
        name.strip(b" \t\r\n=")[-3:]: value
        for name, value in zip(pieces[0::2], pieces[1::2], strict=False)
    }
    return number(values.get(b"lat", b"")), number(values.get(b"lon", b""))


def _segment_starts(markup: Markup, points: Places) -> list[int]:
    """Return the points that are the first of a segment, but for the very first."""
    firsts = np.unique(np.searchsorted(points, markup.tags("trkseg")))
    return [int(first) for first in firsts if 0 < first < len(points)]


def _sport(markup: Markup) -> str:
    tracks = markup.tags("trk")
    points = markup.tags("trkpt")
    said = markup.text("type", int(tracks[0]), int(points[0])) if len(tracks) else ""
    return _STRAVA_SPORTS.get(said, said.lower())


def _creator(markup: Markup) -> str:
    roots = markup.tags("gpx")
    return markup.attributes(int(roots[0])).get("creator", "") if len(roots) else ""
