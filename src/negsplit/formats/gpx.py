"""GPX tracks to a Recording.

GPX has no place for heart rate, cadence, speed and power, so every maker has one of
its own: all are read by their local names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from negsplit.errors import FormatError, OtherKindError
from negsplit.formats.clock import clock_of
from negsplit.formats.track import (
    distance_along,
    pauses_between,
    refuse_endless,
    set_gaps,
    steps_per_minute,
    temperature_of,
    with_distance,
)
from negsplit.formats.xml_columns import Markup, number, numbers
from negsplit.formats.xml_start import (
    seconds_since,
    start_of,
    untimed,
    zone_source_of,
)
from negsplit.recording import Format, Recording, Streams

if TYPE_CHECKING:
    from negsplit.formats.xml_tags import Places
    from negsplit.recording import Column, Finding

# Local names of what makers add to a point; the first that is there counts.
_NAMES = {
    "altitude_m": ("ele",),
    "heart_rate_bpm": ("hr", "heartrate", "heart_rate"),
    "cadence_spm": ("cad", "cadence", "RunCadence"),
    "speed_mps": ("speed",),
    "power_w": ("power", "PowerInWatts", "watts"),
    "temperature_degc": ("atemp", "Temperature"),
}
# Tracks further apart in time are runs of their own. Inferred: longer than lunch, and
# shorter than from a morning to an evening.
_SAME_RUN_S = 3 * 3600.0
# Strava writes its own number of a sport as the type of a track.
_STRAVA_SPORTS = {"1": "cycling", "4": "hiking", "9": "running", "10": "walking"}


def read_all(data: bytes, digest: str) -> tuple[Recording, ...]:
    """Return the recordings in a GPX file, one for each run.

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
    samples = _Samples(points[timed], times[timed], columns)
    told = [*markup.damage, *untimed(timed)]
    return tuple(
        _recording(markup, samples, run, (digest, part), told)
        for part, run in enumerate(_runs(markup, samples))
    )


def read_route(data: bytes) -> tuple[Column, Column]:
    """Return distance and altitude along the points of a GPX file, timed or not.

    Parameters
    ----------
    data : bytes
        A track or a route, as races publish theirs.

    Returns
    -------
    distance_m, altitude_m : array, shape (n,)
        Of the points that have a position; altitude is NaN where none is given.

    Raises
    ------
    FormatError
        If there are fewer than two such points.
    """
    markup = Markup(data)
    for name in ("trkpt", "rtept"):
        points = markup.tags(name)
        if len(points) < 2:
            continue
        refuse_endless(len(points))
        columns = _columns(markup, points, markup.ends(name, points))
        set_gaps(columns)
        latitude, longitude = columns["latitude_deg"], columns["longitude_deg"]
        placed = np.isfinite(latitude) & np.isfinite(longitude)
        if placed.sum() >= 2:
            along = distance_along(latitude[placed], longitude[placed])
            unknown = np.full(len(points), np.nan)
            return along, columns.get("altitude_m", unknown)[placed]
    raise FormatError("this GPX file holds no route and no track")


@dataclass(frozen=True, slots=True)
class _Samples:
    """The points with a time: their tags, Unix seconds and other columns."""

    points: Places
    times: Column
    columns: dict[str, Column]


def _runs(markup: Markup, samples: _Samples) -> list[slice]:
    """Return the points of each run: tracks, joined where they follow each other.

    Some programs begin a track after each stop, others write a season into one file.
    """
    edges = np.unique(np.searchsorted(samples.points, markup.tags("trk")))
    inner = [int(edge) for edge in edges if 0 < edge < len(samples.points)]
    times = samples.times
    cuts = [
        edge for edge in inner if not 0 <= times[edge] - times[edge - 1] <= _SAME_RUN_S
    ]
    bounds = [0, *cuts, len(times)]
    return [slice(first, end) for first, end in pairwise(bounds)]


def _recording(
    markup: Markup,
    samples: _Samples,
    run: slice,
    origin: tuple[str, int],
    told: list[Finding],
) -> Recording:
    """Return the recording of one run."""
    clock = clock_of(samples.times[run])
    points = samples.points[run][clock.keep]
    times = (samples.times[run] + clock.shift_s)[clock.keep]
    columns = {n: c[run][clock.keep] for n, c in samples.columns.items()}
    sport = _in_track(markup, "type", int(points[0]))
    sport = _STRAVA_SPORTS.get(sport, sport.lower())
    if "cadence_spm" in columns:
        columns["cadence_spm"] = steps_per_minute(
            columns["cadence_spm"], sport, columns.get("speed_mps")
        )
    first, zone = start_of(markup, "time", points)
    started_at = datetime.fromtimestamp(float(times[0]), first.tzinfo)
    starts = _segment_starts(markup, points)
    set_gaps(columns)
    with_distance(columns, starts)
    time_s = seconds_since(float(times[0]), times)
    digest, part = origin
    return Recording(
        started_at=started_at,
        streams=Streams.from_columns(time_s, **columns),
        temperature_degc=temperature_of(columns),
        format=Format.GPX,
        digest=digest,
        sport=sport,
        device=_creator(markup),
        title=_in_track(markup, "name", int(points[0])),
        part=part,
        zone_source=zone_source_of(started_at),
        pauses=pauses_between(time_s, starts),
        findings=(*told, *zone, *clock.findings),
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


def _in_track(markup: Markup, name: str, point: int) -> str:
    """Return what a track says of itself before a point of it."""
    tracks = markup.tags("trk")
    at = int(np.searchsorted(tracks, point)) - 1
    if at < 0:
        return ""
    first = markup.tags("trkpt")
    end = int(first[np.searchsorted(first, tracks[at])])
    return markup.text(name, int(tracks[at]), end)


def _creator(markup: Markup) -> str:
    roots = markup.tags("gpx")
    return markup.attributes(int(roots[0])).get("creator", "") if len(roots) else ""
