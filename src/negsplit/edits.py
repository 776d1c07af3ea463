"""What a runner corrects of a recording, without touching it.

An edit says what is to be seen otherwise; the recording and its bytes stay as they
are. Every edit speaks of seconds since the *recorded* start, so that edits do not
depend on one another: any of them can be undone, in any order, and what is left means
what it meant before. :func:`edited` applies them in an order of its own:

1. columns of another recording of the same run take the place of those here;
2. stretches are cut out: the watch counts as stopped there, and distance goes on
   behind the cut where it was before it;
3. what lies before the start or after the end is dropped;
4. distance and speed are scaled;
5. the start is moved.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from negsplit.errors import FormatError, InputError
from negsplit.recording import Finding, Pause, Severity, Streams, Totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from negsplit.recording import Column, Lap, Mask, Recording

# Belts and foot pods that were never calibrated were seen to be off by up to a quarter
# (public reports); beyond a factor of two it is another run, or another unit. Inferred.
FACTOR_RANGE = (0.5, 2.0)
# What one recording can lend another.
POSITIONS = ("latitude_deg", "longitude_deg")
LENDABLE = ("heart_rate_bpm", "cadence_spm", "power_w", "altitude_m", *POSITIONS)
# A sample belongs to one of another device at most this far from it in time: smart
# recording leaves up to about 20 s between samples of a moving runner.
_NEAR_S = 10.0


@dataclass(frozen=True, slots=True)
class Trim:
    """Only what lies between two times is the run; ``None`` leaves an end as it is."""

    start_s: float | None = None
    end_s: float | None = None

    def __post_init__(self) -> None:
        start_s = 0.0 if self.start_s is None else self.start_s
        _check_order(start_s, np.inf if self.end_s is None else self.end_s)


@dataclass(frozen=True, slots=True)
class Cut:
    """What lies between two times was not run: a car, a ferry, a café."""

    start_s: float
    end_s: float

    def __post_init__(self) -> None:
        _check_order(self.start_s, self.end_s)


@dataclass(frozen=True, slots=True)
class Split:
    """The run is two; this one is the first or the second of them."""

    at_s: float
    is_first: bool

    def __post_init__(self) -> None:
        _check_order(0.0, self.at_s)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The distance is another, as the belt said, or the course was measured.

    Parameters
    ----------
    factor : float
        By which every distance and speed is multiplied.
    distance_m : float
        What the runner said that the whole is. [m]
    """

    factor: float
    distance_m: float

    def __post_init__(self) -> None:
        low, high = FACTOR_RANGE
        if not low <= self.factor <= high:
            raise InputError(
                f"{self.distance_m / 1000:.2f} km is {self.factor:.2f} times what was "
                f"recorded; the most that can be corrected is {low:g} to {high:g} times"
            )


@dataclass(frozen=True, slots=True)
class StartAt:
    """The recording began at another instant."""

    started_at: datetime

    def __post_init__(self) -> None:
        if self.started_at.tzinfo is None:
            raise InputError("the start of a run needs a time zone")


@dataclass(frozen=True, slots=True)
class Race:
    """The run was a race: what was recorded stays, what it is called follows."""


@dataclass(frozen=True, slots=True)
class Borrow:
    """Columns of another recording of the same run.

    Parameters
    ----------
    columns : tuple of str
        Their names, of :data:`LENDABLE`.
    time_s : tuple of float
        When they were sampled, in seconds since the start of *this* recording.
    values : tuple of tuples of float
        One column each; NaN is a gap.
    source : str
        What the other recording is called.
    """

    columns: tuple[str, ...]
    time_s: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]
    source: str

    def __post_init__(self) -> None:
        if not self.columns or not set(self.columns) <= set(LENDABLE):
            raise InputError(f"a recording can lend {', '.join(LENDABLE)}")
        lengths = {len(self.time_s), *map(len, self.values)}
        if len(self.values) != len(self.columns) or len(lengths) != 1:
            raise InputError("the columns of the other recording differ in length")


Edit = Trim | Cut | Split | Stretch | StartAt | Race | Borrow
KINDS: dict[str, type[Edit]] = {
    "trim": Trim,
    "cut": Cut,
    "split": Split,
    "distance": Stretch,
    "start": StartAt,
    "race": Race,
    "merge": Borrow,
}


def _check_order(start_s: float, end_s: float) -> None:
    if not 0 <= start_s < end_s:
        raise InputError(
            f"a stretch from {start_s:.0f} s to {end_s:.0f} s holds nothing; its end "
            "comes after its start"
        )


def kind_of(edit: Edit) -> str:
    """Return the word for a kind of edit."""
    return next(word for word, kind in KINDS.items() if type(edit) is kind)


def as_data(edit: Edit) -> dict[str, Any]:
    """Return an edit as plain data, its gaps as ``None``."""
    return {one.name: _plain(getattr(edit, one.name)) for one in fields(edit)}


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float) and not isfinite(value):
        return None
    return value


def from_data(kind: str, data: object) -> Edit:
    """Return the edit of plain data.

    Raises
    ------
    FormatError
        If it is none.
    """
    try:
        # What is no mapping is a TypeError.
        return _edit(kind, dict(data))  # type: ignore[call-overload]
    except (KeyError, TypeError, ValueError, OverflowError, InputError) as error:
        raise FormatError(f"this is not an edit of a run: {error}") from error


def _edit(kind: str, data: dict[str, Any]) -> Edit:
    match KINDS[kind]:
        case kind_ if kind_ is StartAt:
            return StartAt(datetime.fromisoformat(data["started_at"]))
        case kind_ if kind_ is Split:
            return Split(float(data["at_s"]), bool(data["is_first"]))
        case kind_ if kind_ is Borrow:
            return Borrow(
                tuple(map(str, data["columns"])),
                tuple(map(float, data["time_s"])),
                tuple(
                    tuple(np.nan if one is None else float(one) for one in column)
                    for column in data["values"]
                ),
                str(data["source"]),
            )
        case kind_:
            numbers = {
                name: None if value is None else float(value)
                for name, value in data.items()
            }
            # The other kinds have numbers only; a missing one is a TypeError.
            made: Edit = kind_(**numbers)  # type: ignore[arg-type]
            return made


def edited(recording: Recording, edits: Iterable[Edit]) -> Recording:
    """Return a recording as its runner sees it.

    Parameters
    ----------
    recording : Recording
        As recorded.
    edits : iterable of Edit
        In any order, with the same result; of several starts the last counts.
    """
    every = list(edits)
    if not every:
        return recording
    for borrow in (one for one in every if isinstance(one, Borrow)):
        recording = _with_columns(recording, borrow)
    cuts = _united((c.start_s, c.end_s) for c in every if isinstance(c, Cut))
    low, high = _ends(every)
    if cuts or low > 0 or isfinite(high):
        recording = _kept(recording, cuts, low, high)
    factor = float(np.prod([s.factor for s in every if isinstance(s, Stretch)]))
    if factor != 1:
        recording = _scaled(recording, factor)
    if any(isinstance(one, Race) for one in every):
        recording = replace(recording, is_race=True)
    starts = [one for one in every if isinstance(one, StartAt)]
    if starts:
        recording = _moved(recording, starts[-1].started_at + timedelta(seconds=low))
    return recording


def _united(cuts: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return stretches that do not overlap."""
    united: list[tuple[float, float]] = []
    for start_s, end_s in sorted(cuts):
        if united and start_s <= united[-1][1]:
            united[-1] = united[-1][0], max(united[-1][1], end_s)
        else:
            united.append((start_s, end_s))
    return united


def first_s(edits: Iterable[Edit]) -> float:
    """Return where the run begins, in seconds since the recorded start."""
    return _ends(list(edits))[0]


def _ends(edits: Sequence[Edit]) -> tuple[float, float]:
    """Return between which times of the recording the run lies."""
    low, high = 0.0, np.inf
    for edit in edits:
        match edit:
            case Trim(start_s, end_s):
                low = max(low, 0.0 if start_s is None else start_s)
                high = min(high, np.inf if end_s is None else end_s)
            case Split(at_s, is_first=True):
                high = min(high, at_s)
            case Split(at_s, is_first=False):
                low = max(low, at_s)
            case _:
                pass
    return low, float(high)


def _with_columns(recording: Recording, borrow: Borrow) -> Recording:
    """Return a recording with columns of another; each value goes where it is near."""
    time_s = recording.streams.time_s
    columns = {}
    for name, values in zip(borrow.columns, borrow.values, strict=True):
        column = np.array(values)
        known = np.isfinite(column)
        if known.any():
            columns[name] = _near(np.array(borrow.time_s)[known], column[known], time_s)
    said = Finding(
        "merged",
        Severity.NOTE,
        f"{', '.join(lent_words(columns))} of {borrow.source} in place of its own",
    )
    return replace(
        recording,
        streams=replace(recording.streams, **columns),
        findings=(*recording.findings, said),
    )


def lent_words(columns: Iterable[str]) -> list[str]:
    """Return what columns are called."""
    words = [
        "positions" if name in POSITIONS else name.rpartition("_")[0].replace("_", " ")
        for name in columns
    ]
    return list(dict.fromkeys(words))


def _near(from_s: Column, values: Column, at_s: Column) -> Column:
    """Return values at other times, unknown where none was sampled nearby."""
    order = np.argsort(from_s, kind="stable")
    from_s, values = from_s[order], values[order]
    found: Column = np.interp(at_s, from_s, values)
    right = np.clip(np.searchsorted(from_s, at_s), 0, len(from_s) - 1)
    left = np.maximum(right - 1, 0)
    away_s = np.minimum(np.abs(from_s[right] - at_s), np.abs(at_s - from_s[left]))
    found[~(away_s <= _NEAR_S)] = np.nan
    return found


def _kept(
    recording: Recording, cuts: Sequence[tuple[float, float]], low: float, high: float
) -> Recording:
    """Return what lies between two times and outside all cuts, from its own start."""
    streams = recording.streams
    time_s = streams.time_s
    inside = (time_s >= low) & (time_s <= high)
    for start_s, end_s in cuts:
        inside &= ~((time_s > start_s) & (time_s < end_s))
    distance_m = _closed(streams, cuts)
    columns = {one.name: getattr(streams, one.name)[inside] for one in fields(Streams)}
    columns["time_s"] = time_s[inside] - low
    columns["distance_m"] = distance_m[inside]
    pauses = [
        *recording.pauses,
        *(Pause(start_s, end_s) for start_s, end_s in cuts),
    ]
    return replace(
        recording,
        started_at=recording.started_at + timedelta(seconds=low),
        streams=Streams(**columns),
        laps=tuple(_laps(recording.laps, cuts, low, high)),
        pauses=tuple(
            Pause(max(p.start_s, low) - low, min(p.end_s, high) - low)
            for p in sorted(pauses, key=lambda pause: pause.start_s)
            if p.end_s > low and p.start_s < high
        ),
        totals=_share(recording.totals, streams, inside),
    )


def _closed(streams: Streams, cuts: Sequence[tuple[float, float]]) -> Column:
    """Return the counter, which stands still in every cut."""
    distance_m = streams.distance_m.copy()
    for start_s, end_s in cuts:
        before = (streams.time_s <= start_s) & np.isfinite(streams.distance_m)
        after = streams.time_s >= end_s
        behind = after & np.isfinite(streams.distance_m)
        if before.any() and behind.any():
            gone_m = (
                streams.distance_m[behind.argmax()]
                - streams.distance_m[len(before) - 1 - before[::-1].argmax()]
            )
            distance_m[after] -= gone_m
    return distance_m


def _laps(
    laps: Iterable[Lap], cuts: Sequence[tuple[float, float]], low: float, high: float
) -> Iterable[Lap]:
    """Yield laps as far as they are left; a count holds for a whole lap only."""
    for lap in laps:
        start_s, end_s = max(lap.start_s, low), min(lap.end_s, high)
        if end_s <= start_s:
            continue
        is_whole = (start_s, end_s) == (lap.start_s, lap.end_s) and not any(
            cut_start < end_s and cut_end > start_s for cut_start, cut_end in cuts
        )
        yield replace(
            lap,
            start_s=start_s - low,
            end_s=end_s - low,
            distance_m=lap.distance_m if is_whole else None,
            timer_s=lap.timer_s if is_whole else None,
        )


def _share(totals: Totals, streams: Streams, inside: Mask) -> Totals:
    """Return what the device says of the whole, as far as it can be said of a part.

    A saved distance corrects the counter (a treadmill's does), so that the part has
    its share of it; times and climb of a part are not known.
    """
    counted = np.isfinite(streams.distance_m)
    if totals.distance_m is None or counted.sum() < 2:
        return Totals()
    steps_m = np.diff(streams.distance_m[counted])
    kept = inside[counted]
    whole_m = float(steps_m.sum())
    part_m = float(steps_m[kept[1:] & kept[:-1]].sum())
    if whole_m <= 0 or part_m <= 0:
        return Totals()
    return Totals(distance_m=totals.distance_m * part_m / whole_m)


def _scaled(recording: Recording, factor: float) -> Recording:
    streams, totals = recording.streams, recording.totals
    return replace(
        recording,
        streams=replace(
            streams,
            distance_m=streams.distance_m * factor,
            speed_mps=streams.speed_mps * factor,
        ),
        laps=tuple(
            replace(lap, distance_m=_times(lap.distance_m, factor))
            for lap in recording.laps
        ),
        totals=replace(totals, distance_m=_times(totals.distance_m, factor)),
    )


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def _moved(recording: Recording, started_at: datetime) -> Recording:
    zone = recording.started_at.tzinfo
    return replace(recording, started_at=started_at.astimezone(zone))
