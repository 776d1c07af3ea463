"""TCX activities to a Recording."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from negsplit.errors import FormatError, OtherKindError
from negsplit.formats.clock import clock_of
from negsplit.formats.iso_time import seconds_of
from negsplit.formats.track import (
    LATE_FIRST_SAMPLE_S,
    pauses_between,
    refuse_endless,
    set_gaps,
    steps_per_minute,
    temperature_of,
    with_distance,
)
from negsplit.formats.xml_columns import Markup, number
from negsplit.formats.xml_start import (
    seconds_since,
    start_of,
    untimed,
    zone_source_of,
)
from negsplit.recording import (
    Finding,
    Format,
    Lap,
    Recording,
    Severity,
    Streams,
    Totals,
)

if TYPE_CHECKING:
    from negsplit.formats.xml_tags import Places
    from negsplit.recording import Column

_NAMES = {
    "latitude_deg": ("LatitudeDegrees",),
    "longitude_deg": ("LongitudeDegrees",),
    "altitude_m": ("AltitudeMeters",),
    "distance_m": ("DistanceMeters",),
    "heart_rate_bpm": ("Value",),
    "speed_mps": ("Speed",),
    # The schema has Cadence for bicycles; some makers use it for runs.
    "cadence_spm": ("RunCadence", "Cadence"),
    "power_w": ("Watts",),
    "temperature_degc": ("atemp", "Temperature"),
}


def read_all(data: bytes, digest: str) -> tuple[Recording, ...]:
    """Return the recordings in a TCX file: every run, or else what there is.

    Raises
    ------
    FormatError
        If there is no track point with a time.
    """
    markup = Markup(data)
    points = markup.tags("Trackpoint")
    refuse_endless(len(points))
    ends = markup.ends("Trackpoint", points)
    times = markup.times("Time", points, ends)
    timed = np.isfinite(times)
    if not timed.any():
        raise _without_points(markup, len(points))
    columns = {n: c[timed] for n, c in _columns(markup, points, ends).items()}
    samples = _Samples(points[timed], times[timed], columns)
    activities = _activities(markup, samples.points)
    running = [one for one in activities if one.sport.startswith("run")]
    chosen = running or _Activity.whole(activities)
    told = [*markup.damage, *untimed(timed)]
    if running and len(running) < len(activities):
        sports = sorted({a.sport or "other" for a in activities if a not in running})
        message = f"other sports in this file were left out: {', '.join(sports)}"
        told.append(Finding("other-sports", Severity.NOTE, message))
    return tuple(
        _recording(markup, samples, activity, (digest, part), told)
        for part, activity in enumerate(chosen)
    )


@dataclass(frozen=True, slots=True)
class _Samples:
    """The points with a time: their tags, Unix seconds and other columns."""

    points: Places
    times: Column
    columns: dict[str, Column]


@dataclass(frozen=True, slots=True)
class _Activity:
    """The tags from one activity to the next, and what it is said to be."""

    tag: int
    end: int
    sport: str

    def inside(self, tags: Places) -> Places:
        """Return the tags that lie in it."""
        return tags[(tags >= self.tag) & (tags < self.end)]

    @classmethod
    def whole(cls, activities: list[_Activity]) -> list[_Activity]:
        """Return them as one, where none is said to be a run."""
        return [cls(0, activities[-1].end, activities[0].sport)]


def _activities(markup: Markup, points: Places) -> list[_Activity]:
    """Return the activities that hold points; without any tag, the document."""
    tags = markup.tags("Activity").tolist()
    found = []
    for tag, end in pairwise([*tags, markup.count]):
        if np.searchsorted(points, end) > np.searchsorted(points, tag):
            sport = markup.attributes(tag).get("Sport", "").lower()
            found.append(_Activity(tag, end, sport))
    return found or [_Activity(0, markup.count, "")]


def _recording(
    markup: Markup,
    samples: _Samples,
    activity: _Activity,
    origin: tuple[str, int],
    told: list[Finding],
) -> Recording:
    """Return the recording of one activity."""
    inside = slice(*np.searchsorted(samples.points, [activity.tag, activity.end]))
    points, times = samples.points[inside], samples.times[inside]
    clock = clock_of(times)
    keep = clock.keep
    points, times = points[keep], (times + clock.shift_s)[keep]
    columns = {n: c[inside][keep] for n, c in samples.columns.items()}
    if "cadence_spm" in columns:
        columns["cadence_spm"] = steps_per_minute(
            columns["cadence_spm"], activity.sport, columns.get("speed_mps")
        )
    first, zone = start_of(markup, "Time", points)
    laps = _laps(markup, points, times, activity)
    zero = _zero(float(times[0]), laps)
    starts = _firsts(points, markup.tags("Track"))
    set_gaps(columns)
    time_s = seconds_since(zero, times)
    rebuilt = with_distance(columns, starts)
    digest, part = origin
    started_at = datetime.fromtimestamp(zero, first.tzinfo)
    return Recording(
        started_at=started_at,
        streams=Streams.from_columns(time_s, **columns),
        temperature_degc=temperature_of(columns),
        format=Format.TCX,
        digest=digest,
        sport=activity.sport,
        device=_device(markup, activity),
        title=markup.text("Notes", activity.tag, activity.end),
        part=part,
        zone_source=zone_source_of(started_at),
        laps=tuple(
            replace(lap, start_s=lap.start_s - zero, end_s=lap.end_s - zero)
            for lap in laps
        ),
        pauses=pauses_between(time_s, starts),
        totals=_totals(markup, laps, activity),
        findings=(*told, *zone, *clock.findings, *rebuilt),
    )


def _zero(first: float, laps: list[Lap]) -> float:
    """Return the start: of the first lap, if that is just before the first point."""
    start = min((lap.start_s for lap in laps), default=first)
    return start if 0 <= first - start <= LATE_FIRST_SAMPLE_S else first


def _without_points(markup: Markup, count: int) -> FormatError:
    if count:
        return FormatError(f"the {count} points of this TCX file have no times")
    if len(markup.tags("Workout")) or len(markup.tags("Course")):
        return OtherKindError(
            "this TCX file holds a workout or a course, not a recorded activity"
        )
    return FormatError("this TCX file holds no track points")


def _columns(markup: Markup, points: Places, ends: Places) -> dict[str, Column]:
    columns = {}
    for column, names in _NAMES.items():
        for name in names:
            found = markup.numbers(name, points, ends)
            if found is not None:
                columns[column] = found
                break
    return columns


def _firsts(points: Places, tags: Places) -> list[int]:
    """Return the points that come first behind a tag, but for the very first."""
    firsts = np.unique(np.searchsorted(points, tags))
    return [int(first) for first in firsts if 0 < first < len(points)]


def _laps(
    markup: Markup, points: Places, times: Column, activity: _Activity
) -> list[Lap]:
    """Return the laps, in Unix seconds: each lasts until the next begins."""
    tags = activity.inside(markup.tags("Lap"))
    ends = markup.ends("Lap", tags)
    firsts = np.searchsorted(points, tags)
    starts = [_lap_start(markup, int(tag)) for tag in tags]
    known = [
        (tag, end, first, start if np.isfinite(start) else float(times[first]))
        for tag, end, first, start in zip(tags, ends, firsts, starts, strict=True)
        if np.isfinite(start) or first < len(times)
    ]
    stops = [*[start for *_, start in known], float(times.max())][1:]
    return [
        _lap(markup, int(tag), int(end), start, stop)
        for (tag, end, _, start), stop in zip(known, stops, strict=True)
        if stop >= start
    ]


def _lap_start(markup: Markup, tag: int) -> float:
    text = markup.attributes(tag).get("StartTime", "")
    return float(seconds_of([text.encode()])[0])


def _lap(markup: Markup, tag: int, end: int, start: float, stop: float) -> Lap:
    tracks = markup.tags("Track")
    inside = tracks[(tracks > tag) & (tracks < end)]
    before_track = int(inside[0]) if len(inside) else end
    return Lap(
        start_s=start,
        end_s=stop,
        distance_m=_total(markup, "DistanceMeters", tag, before_track),
        timer_s=_total(markup, "TotalTimeSeconds", tag, before_track),
        trigger=markup.text("TriggerMethod", tag, end).lower(),
    )


def _total(markup: Markup, name: str, tag: int, end: int) -> float | None:
    value = number(markup.text(name, tag, end).encode())
    return value if np.isfinite(value) and value >= 0 else None


def _totals(markup: Markup, laps: list[Lap], activity: _Activity) -> Totals:
    distances = [lap.distance_m for lap in laps if lap.distance_m is not None]
    timers = [lap.timer_s for lap in laps if lap.timer_s is not None]
    tags = activity.inside(markup.tags("MaximumHeartRateBpm"))
    # The next tag behind it is that of its value.
    highest = [number(text) for text in markup.texts(tags[tags + 1 < markup.count] + 1)]
    return Totals(
        distance_m=sum(distances) if distances else None,
        timer_s=sum(timers) if timers else None,
        highest_bpm=max((bpm for bpm in highest if bpm > 0), default=None),
    )


def _device(markup: Markup, activity: _Activity) -> str:
    tags = activity.inside(markup.tags("Creator"))
    if not len(tags):
        return ""
    end = int(markup.ends("Creator", tags[:1])[0])
    return markup.text("Name", int(tags[0]), end)
