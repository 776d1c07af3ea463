"""Time that a recorded run held an intensity, in bouts that count.

A recorded speed is noisy and lies: satellites scatter single seconds, a bend slows a
runner down for a few. So the speed of half a minute decides where a bout begins and
ends, a dip of a quarter of a minute does not end it, and a bout counts only if its own
mean is there. How long is long enough says :mod:`negsplit.physiology.held_time`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.masks import true_runs
from negsplit.analysis.smoothing import PACE_WINDOW_S, smooth
from negsplit.physiology.held_time import SHORTEST_BOUT_S

if TYPE_CHECKING:
    from collections.abc import Iterable

    from negsplit.recording import Column, Mask

# A dip that does not end a bout: a few seconds, which the window that pace is read from
# spreads over all of itself. Inferred.
LONGEST_DIP_S = PACE_WINDOW_S
KILOMETRE_M = 1000.0


def seconds_at(speed_mps: Column, at_least_mps: float) -> float:
    """Return for how long a speed was held, in bouts that count.

    Parameters
    ----------
    speed_mps : array, shape (n,)
        For every second of moving time.
    at_least_mps : float
        The bound.
    """
    inside = _closed(smooth(speed_mps, PACE_WINDOW_S) >= at_least_mps)
    run_m = np.concatenate([[0.0], np.cumsum(speed_mps)])
    return _long_enough(
        (start, end)
        for start, end in true_runs(inside)
        if run_m[end] - run_m[start] >= at_least_mps * (end - start)
    )


def heart_seconds_at(
    heart_rate_bpm: Column, usable: Mask, at_least_bpm: float
) -> float:
    """Return for how long a heart rate was held, in bouts that count.

    A heart is its own running mean: it takes no window, and a spike is too short.
    """
    inside = usable & (np.nan_to_num(heart_rate_bpm) >= at_least_bpm)
    return _long_enough(true_runs(_closed(inside)))


def _long_enough(bouts: Iterable[tuple[int, int]]) -> float:
    lasting = [end - start for start, end in bouts]
    return float(sum(s for s in lasting if s >= SHORTEST_BOUT_S))


def _closed(inside: Mask) -> Mask:
    """Return a mask whose short holes between two stretches are closed."""
    closed = inside.copy()
    for start, end in true_runs(~inside):
        if start > 0 and end < len(inside) and end - start <= LONGEST_DIP_S:
            closed[start:end] = True
    return closed


def fastest_mps(speed_mps: Column, distance_m: float = KILOMETRE_M) -> float | None:
    """Return the speed of the fastest stretch of a distance; nothing if it is longer.

    Parameters
    ----------
    speed_mps : array, shape (n,)
        For every second of moving time. [m/s]
    """
    run_m = np.concatenate([[0.0], np.cumsum(speed_mps)])
    if run_m[-1] < distance_m:
        return None
    seconds = np.arange(len(run_m), dtype=float)
    ends = run_m + distance_m
    reached = ends <= run_m[-1]
    took_s = np.interp(ends[reached], run_m, seconds) - seconds[reached]
    return float(distance_m / took_s.min())
