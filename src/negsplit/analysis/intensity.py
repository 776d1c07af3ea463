"""How hard a run was, second by second, in cells that suit any runner.

Whose easy speed it was, or which share of whose maximum heart rate, is asked later and
may change with the runner. So seconds are counted here in fine cells of speed on equal
ground and of heart rate, and what a heart rate belongs to is kept speed by speed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.feature_records import (
    EFFORTS_S,
    HEART_EDGES_BPM,
    PULSE_EDGES_MPS,
    SPEED_EDGES_MPS,
)
from negsplit.analysis.quantiles import median
from negsplit.analysis.smoothing import PACE_WINDOW_S, smooth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negsplit.analysis.clean import Track
    from negsplit.analysis.heart import Trust
    from negsplit.recording import Column, Mask

# Heart rate rises with effort for minutes at first; calibration leaves out as much.
SETTLED_AFTER_S = 600
# And it drifts upwards in long runs: what comes later is not compared.
SETTLED_UNTIL_S = 3600
# A heart rate belongs to the speed of two minutes, if that of the two before was the
# same, give or take 5 %; it is the mean over the last of them (inferred: several times
# the minute in which heart rate follows speed).
HELD_S = 120
HELD_FRAC = 0.05
SEEN_S = 60
# How often that is looked at.
EVERY_S = 30
# Heart rate at the end of an effort is the median of so many seconds, as calibration
# takes it; speeds above this are satellites' mistakes more often than running.
END_S = 30
FASTEST_MPS = 6.5


def seconds_at_speeds(track: Track) -> Column:
    """Return moving seconds in every cell of speed, as a runner could steer it."""
    return _counts(smooth(track.adjusted_mps, PACE_WINDOW_S), SPEED_EDGES_MPS)


def seconds_at_heart_rates(track: Track, trust: Trust) -> Column:
    """Return moving seconds in every cell of heart rate, where it can be trusted."""
    return _counts(track.heart_rate_bpm[trust.usable], HEART_EDGES_BPM)


def _counts(values: Column, edges: Column) -> Column:
    """Return how many values lie in even cells; the outer ones are open."""
    width = edges[1] - edges[0]
    cells = ((values - edges[0]) / width).astype(np.intp)
    inside = np.clip(cells, 0, len(edges) - 2)
    return np.bincount(inside, minlength=len(edges) - 1).astype(float)


def best_moving_efforts(track: Track, usable: Mask) -> tuple[Column, Column]:
    """Return the farthest grade-adjusted in each moving time, and its last pulse."""
    speed_mps = np.fmin(np.fmax(track.adjusted_mps, 0.0), FASTEST_MPS)
    gone_m = np.concatenate([[0.0], np.cumsum(speed_mps)])
    farthest_m = np.full(len(EFFORTS_S), np.nan)
    end_bpm = np.full(len(EFFORTS_S), np.nan)
    for place, duration_s in enumerate(EFFORTS_S):
        if duration_s > len(track):
            break
        covered_m = gone_m[duration_s:] - gone_m[:-duration_s]
        best = int(covered_m.argmax())
        farthest_m[place] = covered_m[best]
        cells = slice(max(best + duration_s - END_S, 0), best + duration_s)
        heart = track.heart_rate_bpm[cells][usable[cells]]
        if len(heart):
            end_bpm[place] = median(heart)
    return farthest_m, end_bpm


def late_part(
    track: Track, trust: Trust
) -> tuple[float | None, float | None, float | None]:
    """Return mean speed, heart rate and hours run beyond the first ten minutes.

    Of the part after ten minutes, or of all of a shorter run.
    """
    usable = trust.usable.copy()
    if usable[SETTLED_AFTER_S:].any():
        usable[:SETTLED_AFTER_S] = False
    if not usable.any():
        return None, None, None
    beyond_s = np.maximum(np.flatnonzero(usable) + 0.5 - SETTLED_AFTER_S, 0.0)
    return (
        float(np.minimum(track.adjusted_mps[usable], FASTEST_MPS).mean()),
        float(track.heart_rate_bpm[usable].mean()),
        float(beyond_s.mean() / 3600),
    )


def settled_pulse(track: Track, trust: Trust) -> tuple[Column, ...]:
    """Return, in cells of speed, what heart rate belongs to what speed.

    Mean speed, settled heart rate, for how many seconds it was seen, and how many hours
    had been run by then.
    """
    count = len(PULSE_EDGES_MPS) - 1
    ends = np.arange(SETTLED_AFTER_S, min(len(track), SETTLED_UNTIL_S) + 1, EVERY_S)
    unknown = np.full(count, np.nan)
    nothing = unknown, unknown, np.zeros(count), unknown
    if not len(ends):
        return nothing
    speed_mps, heart_bpm, is_settled = _held(track, trust.usable, ends)
    inside = (speed_mps >= PULSE_EDGES_MPS[0]) & (speed_mps < PULSE_EDGES_MPS[-1])
    wanted = is_settled & inside
    if not wanted.any():
        return nothing
    cells = np.searchsorted(PULSE_EDGES_MPS, speed_mps[wanted], side="right") - 1
    seen = np.bincount(cells, minlength=count).astype(float)
    return (
        _mean_by(cells, speed_mps[wanted], seen),
        _mean_by(cells, heart_bpm[wanted], seen),
        seen * EVERY_S,
        _mean_by(cells, ends[wanted] / 3600, seen),
    )


def _held(
    track: Track, usable: Mask, ends: NDArray[np.intp]
) -> tuple[Column, Column, Mask]:
    """Return speed and heart rate before each end, and whether both had settled."""
    run_m = np.concatenate([[0.0], np.cumsum(track.adjusted_mps)])
    beats = np.concatenate(
        [[0.0], np.cumsum(np.where(usable, track.heart_rate_bpm, 0.0))]
    )
    known = np.concatenate([[0], np.cumsum(usable)])
    second = (run_m[ends] - run_m[ends - HELD_S]) / HELD_S
    first = (run_m[ends - HELD_S] - run_m[ends - 2 * HELD_S]) / HELD_S
    seen = (known[ends] - known[ends - SEEN_S]).astype(float)
    heart_bpm = (beats[ends] - beats[ends - SEEN_S]) / np.maximum(seen, 1.0)
    is_even = np.abs(second - first) <= HELD_FRAC * first
    return second, heart_bpm, is_even & (seen >= SEEN_S / 2)


def _mean_by(cells: NDArray[np.intp], values: Column, seen: Column) -> Column:
    sums = np.bincount(cells, weights=values, minlength=len(seen))
    means: Column = np.full(len(seen), np.nan)
    np.divide(sums, seen, out=means, where=seen > 0)
    return means
