"""Splits per kilometre or mile, and the numbers of any stretch of a run."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.recording import Column
    from negsplit.units import DistanceUnit

# A last split shorter than this share of a whole one joins the one before it.
SHORTEST_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Split:
    """What was run in one stretch of a recording; means are over moving time.

    Parameters
    ----------
    start_s, end_s : float
        Wall clock since the recording's start. [s]
    start_m, distance_m : float
        Where it began and how far it went. [m]
    moving_s : float
        Moving time. [s]
    speed_mps, adjusted_mps : float
        Mean speed, as run and grade-adjusted. [m/s]
    ascent_m : float, optional
        Climb, where altitude was recorded and can be believed. [m]
    heart_rate_bpm, cadence_spm : float, optional
        Means, where recorded.
    """

    start_s: float
    end_s: float
    start_m: float
    distance_m: float
    moving_s: float
    speed_mps: float
    adjusted_mps: float
    ascent_m: float | None
    heart_rate_bpm: float | None
    cadence_spm: float | None


def split_of(track: Track, cells: slice) -> Split:
    """Return the numbers of some neighbouring cells; at least one."""
    speed_mps = track.speed_mps[cells]
    moving_s = float(len(speed_mps))
    run_m = float(speed_mps.sum())
    return Split(
        start_s=float(track.elapsed_s[cells][0]) - 0.5,
        end_s=float(track.elapsed_s[cells][-1]) + 0.5,
        start_m=float(track.distance_m[cells][0]),
        distance_m=run_m,
        moving_s=moving_s,
        speed_mps=run_m / moving_s,
        adjusted_mps=float(track.adjusted_mps[cells].mean()),
        ascent_m=ascent_of(track, cells),
        heart_rate_bpm=mean_of(track.heart_rate_bpm[cells]),
        cadence_spm=mean_of(track.cadence_spm[cells]),
    )


def ascent_of(track: Track, cells: slice = slice(None)) -> float | None:
    """Return the climb of some cells, in metres, or nothing without altitude."""
    if not track.is_graded:
        return None
    start, end, _ = cells.indices(len(track))
    if end <= start:
        return 0.0
    before_m = track.climbed_m[start - 1] if start else 0.0
    return float(track.climbed_m[end - 1] - before_m)


def mean_of(values: Column) -> float | None:
    """Return the mean of the known values, or nothing if none is known."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None


def splits_of(track: Track, unit: DistanceUnit) -> tuple[Split, ...]:
    """Return the run in kilometres or miles, the last one as far as it went."""
    total_m = track.total_m
    marks_m = np.arange(0.0, total_m, unit.metres)
    if len(marks_m) > 1 and total_m - marks_m[-1] < SHORTEST_SHARE * unit.metres:
        marks_m = marks_m[:-1]
    edges = [*np.searchsorted(track.distance_m, marks_m).tolist(), len(track)]
    return tuple(
        split_of(track, slice(start, end))
        for start, end in pairwise(edges)
        if end > start
    )


def fifths_of(track: Track) -> tuple[Split, ...]:
    """Return the run in five parts of equal moving time."""
    edges = np.linspace(0, len(track), 6).round().astype(int).tolist()
    return tuple(
        split_of(track, slice(start, end))
        for start, end in pairwise(edges)
        if end > start
    )
