"""Where a long run faded, and what that cost."""

from __future__ import annotations

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
    """Return pace on equal ground of the last fifth over the first, less one."""
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

    Speed is on equal ground, distance as run.
    """
    if track.total_m < SHORTEST_M:
        return None
    run_m = _run(track.speed_mps)
    effort_m = _run(track.adjusted_mps)
    early, base_end = (share * run_m[-1] for share in BASE_SHARE)

    def speed(start_m: Column, end_m: Column) -> Column:
        begin, end = _when(run_m, start_m), _when(run_m, end_m)
        seconds = np.arange(len(effort_m), dtype=float)
        gone: Column = np.interp(end, seconds, effort_m)
        gone = gone - np.interp(begin, seconds, effort_m)
        return gone / (end - begin)

    base_mps = float(speed(np.array([early]), np.array([base_end]))[0])
    starts_m = np.arange(base_end, run_m[-1] - STRETCH_M + 1e-6, STEP_M)
    is_slow = speed(starts_m, starts_m + STRETCH_M) * (1 + SLOWER_FRAC) <= base_mps
    if not is_slow.any():
        return None
    first, last = max(true_runs(is_slow), key=lambda run: run[1] - run[0])
    # The first and the last stretch may reach into what was not slow yet, or any more.
    pieces_m = np.arange(starts_m[first], starts_m[last - 1] + STRETCH_M, STEP_M)
    halfway = speed(pieces_m, pieces_m + STEP_M) * (1 + SLOWER_FRAC / 2) <= base_mps
    from_m = pieces_m[np.argmax(halfway)]
    to_m = pieces_m[len(pieces_m) - 1 - np.argmax(halfway[::-1])] + STEP_M
    slow_mps = float(speed(np.array([from_m]), np.array([to_m]))[0])
    return Slowdown(
        early_mps=float(speed(np.zeros(1), np.array([early]))[0]),
        base_mps=base_mps,
        slow_mps=slow_mps,
        start_m=float(from_m),
        length_m=float(to_m - from_m),
        cost_s=float((to_m - from_m) * (1 / slow_mps - 1 / base_mps)),
    )


def _run(speed_mps: Column) -> Column:
    return np.concatenate([[0.0], np.cumsum(speed_mps)])


def _when(run_m: Column, marks_m: Column) -> Column:
    """Return the moving second at which a distance is reached."""
    seconds: Column = np.interp(marks_m, run_m, np.arange(len(run_m), dtype=float))
    return seconds
