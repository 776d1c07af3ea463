"""What an Apple Health export says of its routes: sport, and heart rate.

``export.xml`` holds everything that Health knows, a gigabyte of it for some; the routes
of workouts lie beside it as GPX without heart rate. The document is read once, from
front to back, and of it only workouts and heart rates are kept, twelve bytes a beat.
Its document type is malformed in some versions of iOS and is cut out before it is
read; entities are therefore never defined.
"""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import datetime
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from negsplit.errors import FormatError
from negsplit.sources.archives import DAMAGES
from negsplit.sources.found import NO_HINT, Hint

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUTES = "workout-routes/"
_HEART_RATE = "HKQuantityTypeIdentifierHeartRate"
# Records of anything else, most of the document: cut out as text, which is quicker than
# to make sense of them.
_OTHER_RECORD = re.compile(
    rb'<Record type="(?!HKQuantityTypeIdentifierHeartRate")[^<>]*/>'
)
_ACTIVITY = "HKWorkoutActivityType"
_PIECE = 2**20
# A watch that measures all day for fifty years; 120 MB.
_MOST_BEATS = 10_000_000
_HEART_RATE_RANGE_BPM = (20.0, 250.0)


@dataclass(frozen=True, slots=True)
class _Workout:
    sport: str
    start_s: float
    end_s: float


class Health:
    """Workouts by their route, and heart rate by time."""

    def __init__(self) -> None:
        self.workouts: dict[str, _Workout] = {}
        self._times = array("d")
        self._rates = array("f")
        self._current: _Workout | None = None
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

    def start(self, name: str, values: dict[str, str]) -> None:
        """Note the beginning of an element."""
        if name == "Record":
            if values.get("type") == _HEART_RATE:
                self._beat(values)
        elif name == "Workout":
            sport = values.get("workoutActivityType", "").removeprefix(_ACTIVITY)
            start_s = self._second(values.get("startDate", ""))
            end_s = self._second(values.get("endDate", ""))
            if start_s is not None and end_s is not None:
                self._current = _Workout(sport, start_s, end_s)
        elif name == "FileReference" and self._current is not None:
            self.workouts[values.get("path", "").rpartition("/")[2]] = self._current

    def end(self, name: str) -> None:
        """Note the end of an element."""
        if name == "Workout":
            self._current = None

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
