"""FIT activities: from messages to a Recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.errors import FormatError, OtherKindError
from negsplit.formats import fit_marks, fit_streams
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
    with_distance,
)
from negsplit.recording import Finding, Format, Recording, Severity, Streams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.formats.fit import Part
    from negsplit.formats.fit_rows import Row
    from negsplit.recording import Column
    from negsplit.workout import Workout

# A stamp this far from most others is damage: no run lasts a week.
_LONGEST_S = 7 * 86400.0


def read(data: bytes, digest: str) -> Recording:
    """Return the recording in a FIT file.

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
    findings = _damage(data, found)
    columns = _joined([fit_streams.columns(part) for part in used])
    findings += _drop_wrong_stamps(columns)
    sessions = _all(used, Message.SESSION)
    findings += _keep_running(columns, sessions)
    if not len(columns["stamp"]):
        raise FormatError("this FIT activity holds no sample with a time")
    return _recording(used, columns, sessions, findings, digest)


def _recording(
    used: Sequence[Part],
    columns: dict[str, Column],
    sessions: Sequence[Row],
    findings: list[Finding],
    digest: str,
) -> Recording:
    stamps = columns.pop("stamp")
    running = [row for row in sessions if row.get("sport") == RUNNING] or sessions
    zero = _zero(float(stamps[0]), sessions)
    started_at, clock = fit_marks.started_at(zero, _all(used, Message.ACTIVITY))
    sport = _sport([*running, *_all(used, Message.SPORT)])
    columns["cadence_spm"] = steps_per_minute(columns["cadence_spm"], sport)
    set_gaps(columns)
    findings += clock + with_distance(columns)
    workout, step_indices, unread = _plan(used)
    findings += unread
    end = float(stamps.max())
    return Recording(
        started_at=started_at,
        streams=Streams.from_columns(stamps - zero, **columns),
        format=Format.FIT,
        digest=digest,
        sport=sport,
        device=device_name(
            _all(used, Message.FILE_ID), _all(used, Message.DEVICE_INFO)
        ),
        laps=fit_marks.laps(_all(used, Message.LAP), zero, end),
        pauses=fit_marks.pauses(_all(used, Message.EVENT), zero),
        totals=fit_marks.totals(running),
        workout=workout,
        step_indices=step_indices,
        findings=tuple(findings),
    )


def _plan(
    used: Sequence[Part],
) -> tuple[Workout | None, tuple[int, ...], list[Finding]]:
    """Return the planned workout, if there is one and it can be read."""
    steps = _all(used, Message.WORKOUT_STEP)
    if not steps:
        return None, (), []
    try:
        plan = from_messages(_all(used, Message.WORKOUT), steps)
    except FormatError as error:
        message = f"the planned workout in the file could not be read: {error}"
        return None, (), [Finding("plan-unread", Severity.WARNING, message)]
    findings = [
        Finding("plan-target", Severity.WARNING, f"a target was left out: {text}")
        for text in plan.unread
    ]
    return plan.workout, plan.step_indices, findings


def _all(used: Sequence[Part], message: Message) -> list[Row]:
    return [row for part in used for row in rows(part, message)]


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


def _joined(several: Sequence[dict[str, Column]]) -> dict[str, Column]:
    if len(several) == 1:
        return several[0]
    return {name: np.concatenate([one[name] for one in several]) for name in several[0]}


def _drop_wrong_stamps(columns: dict[str, Column]) -> list[Finding]:
    """Drop samples without a time and those that cannot belong to the run."""
    stamps = columns["stamp"]
    keep = (stamps >= 0) & (stamps < FIRST_IMPOSSIBLE)
    if keep.any() and np.ptp(stamps[keep]) > _LONGEST_S:
        keep &= np.abs(stamps - np.median(stamps[keep])) < _LONGEST_S
    return _keep(columns, keep, "samples", "had no possible time and were left out")


def _keep(
    columns: dict[str, Column], keep: np.ndarray, what: str, why: str
) -> list[Finding]:
    dropped = len(keep) - int(keep.sum())
    if not dropped:
        return []
    for name in columns:
        columns[name] = columns[name][keep]
    return [Finding("samples-dropped", Severity.WARNING, f"{dropped} {what} {why}")]


def _keep_running(columns: dict[str, Column], sessions: Sequence[Row]) -> list[Finding]:
    """Of several sports keep the running, where there is any."""
    sports = {row.get("sport") for row in sessions}
    if len(sports) < 2 or RUNNING not in sports:
        return []
    stamps = columns["stamp"]
    keep = np.zeros(len(stamps), bool)
    for row in sessions:
        start, elapsed = number(row, "start_time"), number(row, "total_elapsed_time")
        if row.get("sport") == RUNNING and start is not None and elapsed is not None:
            keep |= (stamps >= start) & (stamps <= start + elapsed)
    if not keep.any():
        return []
    return _keep(columns, keep, "samples", "of other sports were left out")


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
