"""Two recordings of one run: proposed, never merged.

A watch and a phone, or the FIT, TCX and GPX that services made of one run, differ in
every byte. They overlap in time, and cover about the same ground. Of two such
recordings the one that says more is listed, the other is its twin: both stay in the
diary whole, and the runner can say that they are two runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

# Nobody runs two runs at once, so what lies inside another in time is a part of it, as
# when a phone gave up half-way; a fifth is left for clocks and late starts. Speeds of
# two devices differ by some 5 %, those of a watch without satellites, or over a part of
# the run only, by more. Inferred, not published.
_OVERLAP_FRAC = 0.8
_SPEED_FRAC = 0.2
_DAY_MS = 86_400_000
# Clocks that were never set say 1970 or 1989: there, many runs seem to be at one time.
_CLOCKS_SET_MS = 25 * 365 * _DAY_MS
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
