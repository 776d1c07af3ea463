"""What an Apple Health export says of its routes, and the runs that have none.

``export.xml`` holds everything that Health knows, a gigabyte of it for some; the routes
of workouts lie beside it as GPX without heart rate. The document is read once, from
front to back, and of it only workouts, heart rates, distances and running speeds are
kept, some twenty bytes each. A run without a route, as on a treadmill, is made of its
records: distance of one source, as a phone and a watch both count, or where there is
none its speed; the total that was saved; and heart rate.
Its document type is malformed in some versions of iOS and is cut out before it is
read; entities are therefore never defined.
"""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from math import inf
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from negsplit.errors import FormatError
from negsplit.formats.tcx_writer import write_points
from negsplit.sources.archives import DAMAGES
from negsplit.sources.found import NO_HINT, Hint, MadeRun

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUTES = "workout-routes/"
_HEART_RATE = "HKQuantityTypeIdentifierHeartRate"
_DISTANCE = "HKQuantityTypeIdentifierDistanceWalkingRunning"
_SPEED = "HKQuantityTypeIdentifierRunningSpeed"
_UNITS_M = {"km": 1000.0, "mi": 1609.344, "m": 1.0}
_UNITS_MPS = {"m/s": 1.0, "km/hr": 1 / 3.6, "mi/hr": 1609.344 / 3600}
# A speed holds until the next one, and no longer than this where records are missing.
# Watches write one every three seconds or so; inferred.
_SPEED_HOLD_S = 15.0
_RUNNING = "Running"
# What the document begins with, in any language: its type or its first element.
MARKS = (b"<!DOCTYPE HealthData", b"<HealthData")
HEAD_BYTES = 4096
# What stands as the device in files made of records.
DEVICE = "Apple Health"
# Less is not worth a recording: the belt was only tried out.
_LEAST_M = 100.0
# Records of anything else, most of the document: cut out as text, which is quicker than
# to make sense of them.
_OTHER_RECORD = re.compile(
    rb'<Record type="(?!HKQuantityTypeIdentifier'
    rb'(?:HeartRate|DistanceWalkingRunning|RunningSpeed)")[^<>]*/>'
)
_ACTIVITY = "HKWorkoutActivityType"
_PIECE = 2**20
# A watch that measures all day for fifty years; 120 MB.
_MOST_BEATS = 10_000_000
# The last stretch is written when the workout has ended.
_LATE_END_S = 5.0
_HEART_RATE_RANGE_BPM = (20.0, 250.0)


@dataclass(frozen=True, slots=True)
class _Workout:
    sport: str
    start_s: float
    end_s: float
    offset: str = ""
    has_route: bool = False
    total_m: float | None = None


class Health:
    """Workouts by their route, and heart rate by time."""

    def __init__(self) -> None:
        self.workouts: dict[str, _Workout] = {}
        self._times = array("d")
        self._rates = array("f")
        self._current: _Workout | None = None
        self._routeless: list[_Workout] = []
        self._sources: dict[str, int] = {}
        self._ends = array("d")
        self._metres = array("f")
        self._of_source = array("H")
        self._speeds: list[tuple[float, float]] = []
        self._days: dict[str, float] = {}

    def hint_of(self, route: str) -> Hint:
        """Return what is known of a route."""
        workout = self.workouts.get(route.rpartition("/")[2])
        if workout is None:
            return NO_HINT
        return Hint(sport=workout.sport, beside=self._beside(workout))

    def _beside(self, workout: _Workout) -> str | None:
        low = bisect_left(self._times, workout.start_s)
        high = bisect_right(self._times, workout.end_s)
        if low == high:
            return None
        pairs = zip(self._times[low:high], self._rates[low:high], strict=True)
        beats = [[second, round(rate, 1)] for second, rate in pairs]
        return json.dumps({"from": "Apple Health", "heart_rate": beats})

    def order(self) -> None:
        """Put heart rates in order: Health lists them source by source."""
        order = sorted(range(len(self._times)), key=self._times.__getitem__)
        self._times = array("d", (self._times[i] for i in order))
        self._rates = array("f", (self._rates[i] for i in order))
        order = sorted(range(len(self._ends)), key=self._ends.__getitem__)
        self._ends = array("d", (self._ends[i] for i in order))
        self._metres = array("f", (self._metres[i] for i in order))
        self._of_source = array("H", (self._of_source[i] for i in order))
        self._speeds.sort()

    def start(self, name: str, values: dict[str, str]) -> None:
        """Note the beginning of an element."""
        if name == "Record":
            if values.get("type") == _HEART_RATE:
                self._beat(values)
            elif values.get("type") == _DISTANCE:
                self._distance(values)
            elif values.get("type") == _SPEED:
                self._speed(values)
        elif name == "Workout":
            self._current = self._workout(values)
        elif name == "WorkoutStatistics" and self._current is not None:
            if values.get("type") == _DISTANCE:
                total_m = _quantity(values.get("sum"), values.get("unit"), _UNITS_M)
                self._current = replace(self._current, total_m=total_m)
        elif name == "FileReference" and self._current is not None:
            self._current = replace(self._current, has_route=True)
            self.workouts[values.get("path", "").rpartition("/")[2]] = self._current

    def _workout(self, values: dict[str, str]) -> _Workout | None:
        sport = values.get("workoutActivityType", "").removeprefix(_ACTIVITY)
        start_s = self._second(values.get("startDate", ""))
        end_s = self._second(values.get("endDate", ""))
        if start_s is None or end_s is None:
            return None
        # Up to iOS 15 the total stands here, then in an element of its own.
        total, unit = values.get("totalDistance"), values.get("totalDistanceUnit")
        total_m = _quantity(total, unit, _UNITS_M)
        offset = values.get("startDate", "")[20:]
        return _Workout(sport, start_s, end_s, offset, total_m=total_m)

    def end(self, name: str) -> None:
        """Note the end of an element."""
        if name == "Workout":
            run = self._current
            if run is not None and run.sport == _RUNNING and not run.has_route:
                self._routeless.append(run)
            self._current = None

    def routeless(self) -> tuple[list[MadeRun], int]:
        """Return runs without a route, and how many had too few records to make one."""
        made = [self._made(run) for run in self._routeless]
        found = [one for one in made if one is not None]
        return found, len(made) - len(found)

    def _made(self, run: _Workout) -> MadeRun | None:
        covered = self._covered(run) or self._at_speed(run)
        if not covered or covered[-1][1] < _LEAST_M:
            return None
        low = bisect_left(self._times, run.start_s)
        high = bisect_right(self._times, run.end_s)
        far = {0.0: 0.0} | {at_s - run.start_s: metres for at_s, metres in covered}
        pairs = zip(self._times[low:high], self._rates[low:high], strict=True)
        beats = {at_s - run.start_s: rate for at_s, rate in pairs}
        points = [(at, far.get(at), beats.get(at)) for at in sorted(far | beats)]
        started_at = datetime.fromtimestamp(run.start_s, UTC)
        data = write_points(started_at, points, DEVICE, total_m=run.total_m)
        zone = f"{run.offset[:3]}:{run.offset[3:]}" if run.offset else ""
        return MadeRun(data, Hint(sport=run.sport, zone=zone))

    def _covered(self, run: _Workout) -> list[tuple[float, float]]:
        """Return the counter of the source that saw most of a run."""
        low = bisect_left(self._ends, run.start_s)
        high = bisect_right(self._ends, run.end_s + _LATE_END_S)
        by_source: dict[int, list[tuple[float, float]]] = {}
        for at in range(low, high):
            steps = by_source.setdefault(self._of_source[at], [])
            before = steps[-1][1] if steps else 0.0
            end_s = min(self._ends[at], run.end_s)
            steps.append((end_s, before + self._metres[at]))
        return max(by_source.values(), key=len, default=[])

    def _at_speed(self, run: _Workout) -> list[tuple[float, float]]:
        """Return what the speeds of a run come to, where no distance was kept."""
        low = bisect_left(self._speeds, (run.start_s, 0.0))
        high = bisect_right(self._speeds, (run.end_s, inf))
        speeds = self._speeds[low:high]
        covered: list[tuple[float, float]] = []
        metres = 0.0
        for (at_s, speed_mps), (next_s, _) in pairwise([*speeds, (run.end_s, 0.0)]):
            metres += speed_mps * min(next_s - at_s, _SPEED_HOLD_S)
            covered.append((next_s, metres))
        return covered

    def _speed(self, values: dict[str, str]) -> None:
        at_s = self._second(values.get("startDate", ""))
        speed_mps = _quantity(values.get("value"), values.get("unit"), _UNITS_MPS)
        if at_s is not None and speed_mps and len(self._speeds) < _MOST_BEATS:
            self._speeds.append((at_s, speed_mps))

    def _distance(self, values: dict[str, str]) -> None:
        end_s = self._second(values.get("endDate", ""))
        metres = _quantity(values.get("value"), values.get("unit"), _UNITS_M) or 0.0
        source = self._sources.setdefault(
            values.get("sourceName", ""), min(len(self._sources), 65_535)
        )
        if end_s is not None and metres > 0 and len(self._ends) < _MOST_BEATS:
            self._ends.append(end_s)
            self._metres.append(metres)
            self._of_source.append(source)

    def _beat(self, values: dict[str, str]) -> None:
        second = self._second(values.get("startDate", ""))
        try:
            rate = float(values.get("value", ""))
        except ValueError:
            return
        low, high = _HEART_RATE_RANGE_BPM
        if second is None or not low <= rate <= high:
            return
        if len(self._times) < _MOST_BEATS:
            self._times.append(second)
            self._rates.append(rate)

    def _second(self, text: str) -> float | None:
        """Return Unix seconds of a date like ``2021-05-01 08:00:00 +0200``."""
        try:
            midnight = self._midnight(text[:11], text[20:])
            return midnight + (
                3600 * int(text[11:13]) + 60 * int(text[14:16]) + int(text[17:19])
            )
        except ValueError:
            return None

    def _midnight(self, day: str, zone: str) -> float:
        """Return Unix seconds of a day's beginning: there are few days."""
        key = day + zone
        if key not in self._days:
            moment = datetime.strptime(key, "%Y-%m-%d %z")
            self._days[key] = moment.timestamp()
        return self._days[key]


def _quantity(
    text: str | None, unit: str | None, units: dict[str, float]
) -> float | None:
    """Return a number in the unit that is 1 of these, if it is one above zero."""
    try:
        number = float(text or "") * units.get(unit or "", 0.0)
    except ValueError:
        return None
    return number if 0 < number < inf else None


def read(file: IO[bytes]) -> Health:
    """Return what a document of Health says, as far as it can be read."""
    health = Health()
    # What the document says of its encoding may be nonsense, and Health writes UTF-8.
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = health.start
    parser.EndElementHandler = health.end
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for piece in _pieces(file):
            parser.Parse(piece, False)  # noqa: FBT003 - the argument has no name
    except (expat.ExpatError, FormatError, OSError, EOFError, *DAMAGES):
        pass  # what precedes the damage still counts
    health.order()
    return health


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the document without what is of no interest, a megabyte at a time."""
    rest = _without_doctype(file.read(_PIECE))
    while piece := file.read(_PIECE):
        cut = rest.rfind(b"<")  # an element may go on in the next piece
        yield _OTHER_RECORD.sub(b"", rest[: max(cut, 0)])
        rest = rest[max(cut, 0) :] + piece
    yield _OTHER_RECORD.sub(b"", rest)


def _without_doctype(head: bytes) -> bytes:
    start, end = head.find(b"<!DOCTYPE"), head.find(b"]>")
    return head if start < 0 or end < start else head[:start] + head[end + 2 :]


def _refuse(*_: object) -> None:
    raise FormatError("a document type where none should be left")
