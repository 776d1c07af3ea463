"""Two recordings of one run: proposed, never merged.

A watch and a phone, or the FIT, TCX and GPX that services made of one run, differ in
every byte. They overlap in time, and cover about the same ground. Of two such
recordings the one that says more is listed, the other is its twin: both stay in the
diary whole, and the runner can say that they are two runs.

A clock may also be wrong by whole quarters of an hour, as zones are, so that the two do
not overlap at all. Two runs of one day often are as long as each other and as fast, so
more is asked of those: that the small changes of pace, which nobody runs twice, come at
the same places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from negsplit.analysis import features
from negsplit.errors import FormatError

if TYPE_CHECKING:
    import sqlite3

    from negsplit.analysis.feature_records import Features
    from negsplit.recording import Column

# Nobody runs two runs at once, so what lies inside another in time is a part of it, as
# when a phone gave up half-way; a fifth is left for clocks and late starts. Speeds of
# two devices differ by some 5 %, those of a watch without satellites, or over a part of
# the run only, by more. Inferred, not published.
_OVERLAP_FRAC = 0.8
_SPEED_FRAC = 0.2
_DAY_MS = 86_400_000
# Clocks that were never set say 1970 or 1989: there, many runs seem to be at one time.
_CLOCKS_SET_MS = 25 * 365 * _DAY_MS
# A clock on earth is at most 14 hours ahead of UTC, in whole quarters of an hour.
QUARTER_S = 900.0
_FURTHEST_S = 14 * 3600.0
# A second device is started that much later, and measures so differently. Inferred.
_LATE_S = 120.0
_LENGTH_FRAC = 0.05
_HEART_BPM = 5.0
# On synthetic runs (3 % of change that the runner makes, 2 % of noise that each device
# adds) small changes of one run correlate by 0.5 to 0.9, of two by up to 0.54.
_CORRELATION = 0.6
_LAG_CELLS = 2
_LEAST_CHANGE_FRAC = 0.003
# Repetitions put the same changes at the same places whoever runs them: two runs of
# such are one only where every part of them was as fast as that of a copy.
_STRUCTURED_FRAC = 0.05
_COPY_FRAC = 0.01
# Which format says most of a run.
_RANK = {"fit": 0, "tcx": 1, "gpx": 2}
_COLUMNS = "id, started_ms, elapsed_s, distance_m, format, digest"


@dataclass(frozen=True, slots=True)
class _Span:
    run: int
    start_ms: int
    elapsed_s: float
    distance_m: float
    format: str
    digest: str

    @property
    def end_ms(self) -> float:
        return self.start_ms + 1000 * self.elapsed_s

    @property
    def speed_mps(self) -> float:
        return self.distance_m / max(self.elapsed_s, 1.0)

    @property
    def rank(self) -> tuple[int, str]:
        """Less for what says more; the digest decides ties, whatever came first."""
        return _RANK[self.format], self.digest


def _best(spans: list[_Span]) -> _Span:
    """Return the recording of a run that says most: nearly whole, and in detail."""
    longest_s = max(span.elapsed_s for span in spans)
    whole = [span for span in spans if span.elapsed_s >= _OVERLAP_FRAC * longest_s]
    return min(whole, key=lambda span: span.rank)


def settle(connection: sqlite3.Connection, athlete: int, run: int) -> int | None:
    """Propose twins for a run that has just been put in; return the other one."""
    sql = f"SELECT {_COLUMNS} FROM run WHERE id = ?"  # noqa: S608 - our own text
    new = _span(connection.execute(sql, (run,)).fetchone())
    others = [other for other in _near(connection, athlete, new) if _alike(new, other)]
    others += [
        other
        for other in _shifted(connection, athlete, new)
        if _same_changes(connection, new.run, other.run)
    ]
    if not others:
        return None
    best = _best([new, *others])
    for span in (new, *others):
        value = None if span is best else best.run
        connection.execute("UPDATE run SET twin_of = ? WHERE id = ?", (value, span.run))
    # Twins of those that were the best until now follow.
    for other in others:
        connection.execute(
            "UPDATE run SET twin_of = ? WHERE twin_of = ? AND id <> ?",
            (best.run, other.run, best.run),
        )
    return _best(others).run


def of_run(connection: sqlite3.Connection, run: int) -> list[int]:
    """Return the recordings that are proposed to be copies of a run."""
    found = connection.execute(
        "SELECT id FROM run WHERE twin_of = ? ORDER BY id", (run,)
    )
    return [number for (number,) in found]


def set_apart(connection: sqlite3.Connection, run: int) -> None:
    """Note that a run is nobody's twin, as the runner says."""
    connection.execute(
        "UPDATE run SET twin_of = NULL, is_apart = 1 WHERE id = ?", (run,)
    )


def _near(connection: sqlite3.Connection, athlete: int, new: _Span) -> list[_Span]:
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM run WHERE athlete = ? AND id <> ? "  # noqa: S608 - our own column names
        "AND NOT is_apart AND started_ms BETWEEN ? AND ?",
        (athlete, new.run, new.start_ms - _DAY_MS, new.end_ms),
    )
    return [_span(row) for row in found]


def _shifted(connection: sqlite3.Connection, athlete: int, new: _Span) -> list[_Span]:
    """Return runs as long and as far that began whole quarters of an hour apart."""
    furthest_ms = 1000 * (_FURTHEST_S + _LATE_S)
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM run WHERE athlete = ? AND id <> ? AND NOT is_apart "  # noqa: S608 - our own column names
        "AND started_ms BETWEEN ? AND ? AND elapsed_s BETWEEN ? AND ? "
        "AND distance_m BETWEEN ? AND ?",
        (
            athlete,
            new.run,
            new.start_ms - furthest_ms,
            new.start_ms + furthest_ms,
            new.elapsed_s * (1 - _LENGTH_FRAC),
            new.elapsed_s * (1 + _LENGTH_FRAC),
            new.distance_m * (1 - _LENGTH_FRAC),
            new.distance_m * (1 + _LENGTH_FRAC),
        ),
    )
    spans = [_span(row) for row in found]
    return [span for span in spans if _is_quarters_apart(new, span)]


def _is_quarters_apart(one: _Span, other: _Span) -> bool:
    apart_s = abs(one.start_ms - other.start_ms) / 1000
    quarters = round(apart_s / QUARTER_S)
    return quarters > 0 and abs(apart_s - QUARTER_S * quarters) <= _LATE_S


def _same_changes(connection: sqlite3.Connection, one: int, other: int) -> bool:
    """Return whether small changes of pace come at the same places of two runs."""
    first, second = _features(connection, one), _features(connection, other)
    if first is None or second is None:
        return False
    here_bpm, there_bpm = first.mean_hr_bpm, second.mean_hr_bpm
    if (
        here_bpm is not None
        and there_bpm is not None
        and abs(here_bpm - there_bpm) > _HEART_BPM
    ):
        return False
    changes = [_changes(one.spark_mps) for one in (first, second)]
    sizes = [float(one.std()) for one in changes]
    if min(sizes) < _LEAST_CHANGE_FRAC:
        return False  # a belt's pace, which is the same every day
    if max(sizes) > _STRUCTURED_FRAC and not _is_copy(
        first.spark_mps, second.spark_mps
    ):
        return False
    here, there = (_clipped(one) for one in changes)
    lags = range(-_LAG_CELLS, _LAG_CELLS + 1)
    found = [np.corrcoef(here, np.roll(there, lag))[0, 1] for lag in lags]
    return float(max(found)) >= _CORRELATION


def _is_copy(one_mps: Column, other_mps: Column) -> bool:
    differs = (one_mps - other_mps) / one_mps.mean()
    return float(np.sqrt((differs**2).mean())) <= _COPY_FRAC


def _clipped(changes: Column) -> Column:
    """Return changes without what a new pace adds to a few of them."""
    most = 2 * float(np.median(np.abs(changes)))
    return changes.clip(-most, most)


def _features(connection: sqlite3.Connection, run: int) -> Features | None:
    found = connection.execute(
        "SELECT body FROM features WHERE run = ? AND code = ?",
        (run, features.FEATURES_VERSION),
    ).fetchone()
    try:
        return None if found is None else features.decode(found[0])
    except FormatError:
        return None


def _changes(speed_mps: Column) -> Column:
    """Return how pace differs from that around it, as a share of the mean.

    The shape of a run, which a runner may well run twice a day, is taken off.
    """
    usual = np.convolve(np.pad(speed_mps, 4, "edge"), np.full(9, 1 / 9), "valid")
    return (speed_mps - usual) / float(speed_mps.mean())


def _span(row: Any) -> _Span:
    run, start_ms, elapsed_s, distance_m, form, digest = row
    return _Span(run, start_ms, elapsed_s, distance_m or 0.0, form, digest)


def _alike(one: _Span, other: _Span) -> bool:
    both_ms = min(one.end_ms, other.end_ms) - max(one.start_ms, other.start_ms)
    shorter_ms = 1000 * min(one.elapsed_s, other.elapsed_s)
    faster_mps = max(one.speed_mps, other.speed_mps)
    return (
        min(one.start_ms, other.start_ms) > _CLOCKS_SET_MS
        and both_ms > 0
        and both_ms >= _OVERLAP_FRAC * shorter_ms
        and abs(one.speed_mps - other.speed_mps) <= _SPEED_FRAC * faster_mps
    )
