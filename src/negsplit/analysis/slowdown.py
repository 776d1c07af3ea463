"""Where a long run faded, and what that cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.feature_records import Slowdown
from negsplit.analysis.masks import true_runs

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.recording import Column

# Hitting the wall in a marathon: 25 % slower than from 5 to 20 km, for 5 km or more,
# after 20 km (Smyth 2021; the bounds confirmed by reproducing its shares on 46,600
# finishers). As shares of the marathon for other distances, which is ours.
BASE_SHARE = (5 / 42.195, 20 / 42.195)
SLOWER_FRAC = 0.25
STRETCH_M = 5000.0
# Ours: in a run with less than two such stretches after its base nothing is a wall.
SHORTEST_M = 20_000.0
STEP_M = 500.0
# The fade of a run is told from its last fifth and its first (by distance).
FADE_SHARE = 0.2


def fade_of(track: Track) -> float:
    """Return grade-adjusted pace of the last fifth over the first, less one."""
    run_m = _run(track.adjusted_mps)
    total_m = run_m[-1]
    share_m = FADE_SHARE * total_m
    marks_m = np.array([0.0, share_m, total_m - share_m, total_m])
    first_s, _, last_s = np.diff(_when(run_m, marks_m))
    if first_s <= 0:  # no metre was made
        return 0.0
    return float(last_s / first_s - 1)


def slowdown_of(track: Track) -> Slowdown | None:
    """Return where a long run slowed down by a quarter for 5 km or more.

    Speed is grade-adjusted, distance as run.
    """
    if track.total_m < SHORTEST_M:
        return None
    course = _Course(_run(track.speed_mps), _run(track.adjusted_mps))
    early_m, half_m = (share * course.total_m for share in BASE_SHARE)
    base_mps = course.speed(early_m, half_m)
    stretch = _slow_stretch(course, half_m, base_mps)
    if stretch is None:
        return None
    from_m, to_m = stretch
    slow_mps = course.speed(from_m, to_m)
    return Slowdown(
        early_mps=course.speed(0.0, early_m),
        base_mps=base_mps,
        slow_mps=slow_mps,
        start_m=from_m,
        length_m=to_m - from_m,
        cost_s=(to_m - from_m) * (1 / slow_mps - 1 / base_mps),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """Distance run, and what it was grade-adjusted, after every second."""

    run_m: Column
    effort_m: Column

    @property
    def total_m(self) -> float:
        return float(self.run_m[-1])

    def speeds(self, start_m: Column, end_m: Column) -> Column:
        """Return grade-adjusted speed from places to others."""
        seconds = np.arange(len(self.run_m), dtype=float)
        begin, end = _when(self.run_m, start_m), _when(self.run_m, end_m)
        gone: Column = np.interp(end, seconds, self.effort_m)
        gone -= np.interp(begin, seconds, self.effort_m)
        return gone / (end - begin)

    def speed(self, start_m: float, end_m: float) -> float:
        """Return grade-adjusted speed from a place to another."""
        return float(self.speeds(np.array([start_m]), np.array([end_m]))[0])


def _slow_stretch(
    course: _Course, half_m: float, base_mps: float
) -> tuple[float, float] | None:
    """Return start and end of the longest stretch that is a quarter slower."""
    starts_m = np.arange(half_m, course.total_m - STRETCH_M + 1e-6, STEP_M)
    speeds = course.speeds(starts_m, starts_m + STRETCH_M)
    is_slow = speeds * (1 + SLOWER_FRAC) <= base_mps
    if not is_slow.any():
        return None
    first, last = max(true_runs(is_slow), key=lambda run: run[1] - run[0])
    # Its ends may reach into what was not slow yet, or not any more.
    pieces_m = np.arange(starts_m[first], starts_m[last - 1] + STRETCH_M, STEP_M)
    speeds = course.speeds(pieces_m, pieces_m + STEP_M)
    slow = np.flatnonzero(speeds * (1 + SLOWER_FRAC / 2) <= base_mps)
    return float(pieces_m[slow[0]]), float(pieces_m[slow[-1]] + STEP_M)


def _run(speed_mps: Column) -> Column:
    return np.concatenate([[0.0], np.cumsum(speed_mps)])


def _when(run_m: Column, marks_m: Column) -> Column:
    """Return the moving second at which a distance is reached."""
    seconds: Column = np.interp(marks_m, run_m, np.arange(len(run_m), dtype=float))
    return seconds
