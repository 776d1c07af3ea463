"""FIT laps, pauses, totals and the clock: the messages beside the samples.

Stamps are FIT seconds; ``zero`` is the stamp of the recording's start.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from negsplit.formats.fit_profile import (
    EPOCH_S,
    FIRST_DATE,
    FIRST_IMPOSSIBLE,
    LAP_TRIGGERS,
    TIMER_EVENT,
    TIMER_STARTS,
    TIMER_STOPS,
)
from negsplit.recording import Finding, Lap, Pause, Severity, Totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from negsplit.formats.fit_rows import Row

# Zones in use lie within these of UTC, in steps of a quarter of an hour.
_ZONES_S = (-12 * 3600, 14 * 3600)
_ZONE_STEP_S = 900


def number(row: Row, name: str) -> float | None:
    """Return a numeric field, None if the message lacks it."""
    value = row.get(name)
    return None if value is None or isinstance(value, str) else float(value)


def laps(rows: Sequence[Row], zero: float, end: float) -> tuple[Lap, ...]:
    """Return the laps in order of time; a stamp outside the run is damage."""
    found = []
    for row in rows:
        stop = number(row, "timestamp")
        start = number(row, "start_time")
        elapsed = number(row, "total_elapsed_time")
        if start is None and stop is not None and elapsed is not None:
            start = stop - elapsed
        if start is None or not zero - 1 <= start <= end:
            continue
        # The stamp is when the lap was written, on some devices much later.
        if elapsed is not None:
            stop = start + elapsed
        if stop is not None and stop >= start:
            found.append(_lap(row, start - zero, stop - zero))
    return tuple(sorted(found, key=lambda lap: lap.start_s))


def _lap(row: Row, start_s: float, end_s: float) -> Lap:
    index = number(row, "wkt_step_index")
    return Lap(
        start_s=start_s,
        end_s=end_s,
        distance_m=number(row, "total_distance"),
        timer_s=number(row, "total_timer_time"),
        step_index=None if index is None else int(index),
        trigger=LAP_TRIGGERS.get(int(row.get("lap_trigger", -1)), ""),
    )


def pauses(
    rows: Sequence[Row], zero: float, end: float, timer_s: float | None
) -> tuple[Pause, ...]:
    """Return the stretches from each stop of the timer to the next start.

    Parameters
    ----------
    rows : sequence of Row
        The events.
    zero, end : float
        Between which stamps they are wanted.
    timer_s : float, optional
        For how long the watch ran, as its session says: whether it went on after a
        stop that no start follows, or the start was lost. [s]
    """
    found = [
        (max(start, zero), min(stop, end))
        for start, stop in stops(rows, end)
        if min(stop, end) > max(start, zero)
    ]
    if found and found[-1][1] == end and timer_s is not None:
        ran_s = end - zero - sum(stop - start for start, stop in found[:-1])
        last_s = end - found[-1][0]
        if abs(ran_s - timer_s) < abs(ran_s - last_s - timer_s):
            found.pop()
    return tuple(Pause(start - zero, stop - zero) for start, stop in found)


def stops(rows: Sequence[Row], end: float) -> Iterator[tuple[float, float]]:
    """Yield when the timer was stopped and started again, or the recording ended."""
    events = [
        (stamp, int(row.get("event_type", -1)))
        for row in rows
        if row.get("event") == TIMER_EVENT
        and (stamp := number(row, "timestamp")) is not None
    ]
    stopped: float | None = None
    # Some devices write all events before the samples, some not in order.
    for stamp, kind in sorted(events, key=lambda event: event[0]):
        if kind in TIMER_STOPS and stopped is None:
            stopped = stamp
        elif kind in TIMER_STARTS:
            if stopped is not None and stamp > stopped:
                yield stopped, stamp
            stopped = None
    if stopped is not None and stopped < end:
        yield stopped, end


def totals(rows: Sequence[Row]) -> Totals:
    """Return what the sessions say of the whole, added up."""
    return Totals(
        distance_m=_sum(rows, "total_distance"),
        elapsed_s=_sum(rows, "total_elapsed_time"),
        timer_s=_sum(rows, "total_timer_time"),
        ascent_m=_sum(rows, "total_ascent"),
        highest_bpm=max(
            (rate for row in rows if (rate := number(row, "max_heart_rate"))),
            default=None,
        ),
    )


def _sum(rows: Sequence[Row], name: str) -> float | None:
    values = [value for row in rows if (value := number(row, name)) is not None]
    return sum(values) if values else None


def started_at(
    zero: float, activities: Sequence[Row]
) -> tuple[datetime, list[Finding]]:
    """Return the instant of a stamp, in the zone that the watch showed; else in UTC."""
    for row in activities:
        local, stamp = number(row, "local_timestamp"), number(row, "timestamp")
        if local is None or stamp is None or local >= FIRST_IMPOSSIBLE:
            continue
        if zero >= FIRST_DATE:
            return _instant(zero, _zone(local - stamp)), []
        if local >= FIRST_DATE:
            return _instant(zero + local - stamp, UTC), [_CLOCK_IS_LOCAL]
    findings = [] if zero >= FIRST_DATE else [_CLOCK_NOT_SET]
    return _instant(zero, UTC), findings


_CLOCK_IS_LOCAL = Finding(
    "clock",
    Severity.NOTE,
    "the watch counted seconds since it was switched on; the date is its local time",
)
_CLOCK_NOT_SET = Finding(
    "clock",
    Severity.WARNING,
    "the watch had no date and counted seconds since it was switched on; "
    "the date shown is wrong",
)


def _zone(offset_s: float) -> timezone:
    rounded = round(offset_s / _ZONE_STEP_S) * _ZONE_STEP_S
    low, high = _ZONES_S
    if not low <= rounded <= high or rounded == 0:
        return UTC
    return timezone(timedelta(seconds=rounded))


def _instant(stamp: float, zone: timezone) -> datetime:
    return datetime.fromtimestamp(EPOCH_S + stamp, UTC).astimezone(zone)
