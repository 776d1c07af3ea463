"""FIT activities: from messages to a Recording."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.errors import FormatError, OtherKindError
from negsplit.formats import fit_marks, fit_streams
from negsplit.formats.clock import clock_of
from negsplit.formats.fit import parts
from negsplit.formats.fit_devices import device_name
from negsplit.formats.fit_marks import number
from negsplit.formats.fit_profile import (
    ACTIVITY_FILE,
    FILE_TYPES,
    FIRST_IMPOSSIBLE,
    RUNNING,
    SPORTS,
    SUB_SPORTS,
    Message,
)
from negsplit.formats.fit_rows import rows
from negsplit.formats.fit_workout_reader import from_messages
from negsplit.formats.track import (
    LATE_FIRST_SAMPLE_S,
    refuse_endless,
    set_gaps,
    steps_per_minute,
    temperature_of,
    with_distance,
)
from negsplit.recording import (
    Finding,
    Format,
    Recording,
    Severity,
    Streams,
    ZoneSource,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.formats.fit import Part
    from negsplit.formats.fit_rows import Row
    from negsplit.recording import Column, Mask
    from negsplit.workout import Workout

# Names of profiles on the watch that say no more than the sport does.
_PLAIN_NAMES = frozenset({
    "run", "running", "trail", "treadmill", "track", "indoor", "outdoor", "virtual",
    "street", "road", "ultra", "walk", "walking", "bike", "cycling", "multisport",
    "triathlon", "other", "generic",
})  # fmt: skip


def read_all(data: bytes, digest: str) -> tuple[Recording, ...]:
    """Return the recordings in a FIT file: every run, or else what there is.

    Raises
    ------
    FormatError
        If the bytes are no activity, or hold no sample.
    """
    found = parts(data)
    used = [part for part in found if part.of(Message.RECORD) and _is_activity(part)]
    if not used:
        raise _what_else(found)
    refuse_endless(sum(len(t.positions) for p in used for t in p.of(Message.RECORD)))
    activities = [_Activity(part) for part in used]
    stretches = [
        (activity, stretch) for activity in activities for stretch in activity.runs()
    ]
    runs = [one for one in stretches if one[1].is_run] or stretches
    if not runs:
        raise FormatError("this FIT activity holds no sample with a time")
    findings = _damage(data, found) + _left_out(activities, len(stretches) - len(runs))
    return tuple(
        activity.recording(stretch, digest, part, findings)
        for part, (activity, stretch) in enumerate(runs)
    )


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The samples of one session, and what is said of it.

    Parameters
    ----------
    keep : array of bool
        Which samples belong to it.
    sessions : tuple of Row
        Its session; where sessions cannot be told apart, all of them.
    start, end : float
        Its bounds, in FIT seconds.
    is_run : bool
        Whether it is said to be a run.
    """

    keep: Mask
    sessions: tuple[Row, ...]
    start: float
    end: float
    is_run: bool


class _Activity:
    """One of the activities that may be chained in a file."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self.sessions = _once(rows(part, Message.SESSION))
        self._events = rows(part, Message.EVENT)
        columns = fit_streams.columns(part)
        self._findings = _drop_wrong_stamps(columns)
        stamps = columns["stamp"]
        clock = clock_of(
            stamps,
            [span for row in self.sessions if (span := _span(row)) is not None],
            list(fit_marks.stops(self._events, float(stamps.max(initial=0.0)))),
        )
        self._findings += clock.findings
        columns["stamp"] = stamps + clock.shift_s if clock.is_moved else stamps
        _keep(columns, clock.keep)
        self._columns = columns
        self.others: list[Row] = []

    def runs(self) -> list[_Stretch]:
        """Return the running sessions that have samples; without any, the whole."""
        stamps = self._columns["stamp"]
        if not len(stamps):
            return []
        running = [row for row in self.sessions if row.get("sport") == RUNNING]
        spans = [_span(row) for row in self.sessions]
        if len(self.sessions) > 1 and running and None not in spans:
            found = [self._stretch(row) for row in running]
            found = [one for one in found if one.keep.any()]
            if found:
                self.others = [r for r in self.sessions if r.get("sport") != RUNNING]
                return found
        said = tuple(running or self.sessions)
        start, end = float(stamps[0]), float(stamps.max())
        everything = np.ones(len(stamps), bool)
        is_run = bool(running) or not self.sessions
        return [_Stretch(everything, said, _zero(start, said), end, is_run)]

    def _stretch(self, row: Row) -> _Stretch:
        start, end = _span(row) or (0.0, 0.0)
        stamps = self._columns["stamp"]
        # A sample on the border of two sessions belongs to the later one.
        follows = any(number(other, "start_time") == end for other in self.sessions)
        keep = (stamps >= start) & ((stamps < end) if follows else (stamps <= end))
        return _Stretch(keep, (row,), start, end, is_run=True)

    def recording(
        self, stretch: _Stretch, digest: str, part: int, told: list[Finding]
    ) -> Recording:
        """Return the recording of one session."""
        columns = dict(self._columns)
        _keep(columns, stretch.keep)
        stamps = columns.pop("stamp")
        zero = _zero(float(stamps[0]), stretch.sessions)
        end = float(stamps.max())
        started_at, clock = fit_marks.started_at(zero, self._rows(Message.ACTIVITY))
        sport = _sport([*stretch.sessions, *self._rows(Message.SPORT)])
        totals = fit_marks.totals(stretch.sessions)
        columns["cadence_spm"] = steps_per_minute(
            columns["cadence_spm"], sport, columns["speed_mps"]
        )
        set_gaps(columns)
        rebuilt = with_distance(columns)
        workout, step_indices, unread = _plan(self._part)
        laps = fit_marks.laps(self._rows(Message.LAP), zero, max(end, stretch.end))
        is_local = bool(started_at.utcoffset())
        return Recording(
            started_at=started_at,
            streams=Streams.from_columns(stamps - zero, **columns),
            format=Format.FIT,
            digest=digest,
            sport=sport,
            device=device_name(
                self._rows(Message.FILE_ID), self._rows(Message.DEVICE_INFO)
            ),
            title=_title(self._part, stretch.sessions),
            part=part,
            zone_source=ZoneSource.DEVICE if is_local else ZoneSource.NONE,
            laps=tuple(lap for lap in laps if lap.start_s < stretch.end - zero),
            pauses=fit_marks.pauses(self._events, zero, end, totals.timer_s),
            totals=totals,
            workout=workout,
            temperature_degc=temperature_of(columns),
            step_indices=step_indices,
            findings=(*told, *self._findings, *clock, *rebuilt, *unread),
        )

    def _rows(self, message: Message) -> list[Row]:
        return rows(self._part, message)


def _once(sessions: list[Row]) -> list[Row]:
    """Return each session once: some devices write it again when it changes."""
    by_start = {row.get("start_time", at): row for at, row in enumerate(sessions)}
    return list(by_start.values())


def _span(row: Row) -> tuple[float, float] | None:
    """Return when a session began and ended."""
    start, elapsed = number(row, "start_time"), number(row, "total_elapsed_time")
    if start is None:
        return None
    end = number(row, "timestamp") if elapsed is None else start + elapsed
    return None if end is None else (start, end)


def _left_out(activities: Sequence[_Activity], files: int) -> list[Finding]:
    """Say which other sports a file holds."""
    sports = [_sport([row]) for activity in activities for row in activity.others]
    if files:
        sports.append(f"{files} more")
    if not sports:
        return []
    counts = Counter(sports)
    said = ", ".join(f"{n} x {s}" if n > 1 else s for s, n in counts.items())
    message = f"other sports in this file were left out: {said}"
    return [Finding("other-sports", Severity.NOTE, message)]


def _title(part: Part, sessions: Sequence[Row]) -> str:
    """Return what the workout is called, or the profile, where that says more."""
    for row in rows(part, Message.WORKOUT):
        if name := str(row.get("wkt_name", "")).strip():
            return name
    for row in (*sessions, *rows(part, Message.SPORT)):
        name = str(row.get("sport_profile_name") or row.get("name") or "").strip()
        if name and not set(name.casefold().split()) <= _PLAIN_NAMES:
            return name
    return ""


def _plan(
    part: Part,
) -> tuple[Workout | None, tuple[int, ...], list[Finding]]:
    """Return the planned workout, if there is one and it can be read."""
    steps = rows(part, Message.WORKOUT_STEP)
    if not steps:
        return None, (), []
    try:
        plan = from_messages(rows(part, Message.WORKOUT), steps)
    except FormatError as error:
        message = f"the planned workout in the file could not be read: {error}"
        return None, (), [Finding("plan-unread", Severity.WARNING, message)]
    findings = [
        Finding("plan-target", Severity.WARNING, f"a target was left out: {text}")
        for text in plan.unread
    ]
    return plan.workout, plan.step_indices, findings


def _is_activity(part: Part) -> bool:
    """Whether a part is an activity, or damage has hidden what it is."""
    kinds = {row.get("type") for row in rows(part, Message.FILE_ID)} - {ACTIVITY_FILE}
    return not kinds or not (part.checksum_is_right or kinds & FILE_TYPES.keys())


def _what_else(found: Sequence[Part]) -> FormatError:
    for row in (row for part in found for row in rows(part, Message.FILE_ID)):
        kind = int(row.get("type", -1))
        if kind != ACTIVITY_FILE:
            name = FILE_TYPES.get(kind, f"file of type {kind}")
            told = f"this is a FIT {name} file; a recorded activity is needed"
            return OtherKindError(told)
    return FormatError("this FIT file holds no samples; a recorded activity is needed")


def _damage(data: bytes, found: Sequence[Part]) -> list[Finding]:
    """Say what could not be read, and where."""
    messages = []
    for part in found:
        size = part.end - part.start
        if part.is_truncated:
            messages.append(
                f"the file ends after {size} of {part.announced_bytes} bytes; "
                "what follows is missing"
            )
        messages += [
            f"damaged at byte {damage.start}: {damage.end - damage.start} "
            "bytes could not be read"
            for damage in part.damages
            if damage.end < part.end or not part.is_truncated
        ]
        if not (part.is_truncated or part.damages or part.checksum_is_right):
            messages.append(
                "the checksum of the file is wrong; some values may be damaged"
            )
    if (rest := len(data) - found[-1].end) > 0:
        messages.append(f"{rest} bytes after the end of the file were not read")
    return [Finding("file-damaged", Severity.WARNING, text) for text in messages]


def _drop_wrong_stamps(columns: dict[str, Column]) -> list[Finding]:
    """Drop samples without a time."""
    stamps = columns["stamp"]
    dropped = _keep(columns, (stamps >= 0) & (stamps < FIRST_IMPOSSIBLE))
    if not dropped:
        return []
    message = f"{dropped} samples had no possible time and were left out"
    return [Finding("samples-dropped", Severity.WARNING, message)]


def _keep(columns: dict[str, Column], keep: Mask) -> int:
    """Keep some samples, and return how many were dropped."""
    dropped = len(keep) - int(keep.sum())
    if dropped:
        for name in columns:
            columns[name] = columns[name][keep]
    return dropped


def _zero(first: float, sessions: Sequence[Row]) -> float:
    """Return the stamp of the start: of the session, if it is just before."""
    starts = [start for row in sessions if (start := number(row, "start_time"))]
    close = [s for s in starts if 0 <= first - s <= LATE_FIRST_SAMPLE_S]
    return min(close, default=first)


def _sport(said: Sequence[Row]) -> str:
    for row in said:
        if "sport" in row:
            sport = int(row["sport"])
            name = SPORTS.get(sport, f"sport {sport}")
            sub_sport = SUB_SPORTS.get(int(row.get("sub_sport", 0)))
            return f"{name}/{sub_sport}" if sub_sport else name
    return ""
