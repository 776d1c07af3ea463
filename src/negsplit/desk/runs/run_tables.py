"""Splits, fifths, laps and stops of a run as rows of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.splits import split_of, splits_of
from negsplit.reports.wording import UNKNOWN, pace, whole
from negsplit.units import format_clock, format_distance, format_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.analysis.clean import Track
    from negsplit.analysis.splits import Split
    from negsplit.recording import Lap
    from negsplit.units import DistanceUnit

# Bars of splits: the slowest has this share of the width of the fastest at least, so
# that an even run looks even.
LEAST_BAR_FRAC = 0.35
FULL_BAR = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of a run.

    Parameters
    ----------
    name : str
        Where it ends, or which it is.
    pace, level, heart, cadence, climb, clock, length : str
        As run; grade-adjusted pace; beats; steps; climb; wall clock at its end; how
        far it went. A dash where it was not recorded.
    bar : int
        How long a bar of its speed is, of 100.
    """

    name: str
    pace: str
    level: str
    heart: str
    cadence: str
    climb: str
    clock: str
    length: str
    bar: int


@dataclass(frozen=True, slots=True)
class Table:
    """Splits in one unit, and which of their columns hold anything."""

    unit: DistanceUnit
    rows: tuple[Row, ...]
    columns: tuple[str, ...]


def split_table(track: Track, unit: DistanceUnit) -> Table:
    """Return the splits of a run."""
    splits = splits_of(track, unit)
    names = [str(number) for number in range(1, len(splits) + 1)]
    if len(splits) * unit.metres > track.total_m + 1:
        names[-1] = f"{track.total_m / unit.metres:.2f}"
    rows = _rows(names, splits, unit)
    columns = ["pace"]
    if track.is_graded:
        columns += ["level", "climb"]
    for name in ("heart", "cadence"):
        if any(getattr(row, name) != UNKNOWN for row in rows):
            columns.append(name)
    return Table(unit, rows, (*columns, "clock"))


def fifth_rows(fifths: Sequence[Split], unit: DistanceUnit) -> tuple[Row, ...]:
    """Return the run in five parts of equal moving time."""
    return _rows([str(number) for number in range(1, len(fifths) + 1)], fifths, unit)


def lap_rows(laps: Sequence[Lap], track: Track, unit: DistanceUnit) -> tuple[Row, ...]:
    """Return the laps that the watch marked and in which somebody moved."""
    named = [
        (str(number), split_of(track, cells))
        for number, lap in enumerate(laps, 1)
        if (cells := track.between(lap.start_s, lap.end_s)).stop > cells.start
    ]
    return _rows([name for name, _ in named], [split for _, split in named], unit)


def stop_rows(track: Track, unit: DistanceUnit) -> tuple[Row, ...]:
    """Return where the runner stood, and for how long."""
    return tuple(_stop(track, stop.start_s, stop.end_s, unit) for stop in track.stops)


def _stop(track: Track, start_s: float, end_s: float, unit: DistanceUnit) -> Row:
    at_m = float(np.interp(start_s, track.elapsed_s, track.distance_m))
    return Row(
        name=f"at {format_distance(at_m, unit)}",
        pace=UNKNOWN,
        level=UNKNOWN,
        heart=UNKNOWN,
        cadence=UNKNOWN,
        climb=UNKNOWN,
        clock=format_clock(start_s),
        length=format_clock(end_s - start_s),
        bar=0,
    )


def _rows(
    names: Sequence[str], splits: Sequence[Split], unit: DistanceUnit
) -> tuple[Row, ...]:
    fastest = max((split.speed_mps for split in splits), default=0.0)
    slowest = min((split.speed_mps for split in splits), default=0.0)
    low = min(slowest, fastest * (1 - LEAST_BAR_FRAC))
    return tuple(
        Row(
            name=name,
            pace=pace(split.speed_mps, unit),
            level=pace(split.adjusted_mps, unit),
            heart=whole(split.heart_rate_bpm),
            cadence=whole(split.cadence_spm),
            climb=format_height(split.ascent_m or 0.0, unit),
            clock=format_clock(split.end_s),
            length=format_distance(split.distance_m, unit),
            bar=_bar(split.speed_mps, low, fastest),
        )
        for name, split in zip(names, splits, strict=True)
    )


def _bar(speed_mps: float, low: float, fastest: float) -> int:
    """Return a bar between the least and the full one."""
    share = (speed_mps - low) / max(fastest - low, 1e-9)
    return round(FULL_BAR * (LEAST_BAR_FRAC + (1 - LEAST_BAR_FRAC) * share))
