"""Fast and slow by turns: intervals, fartlek, and walking between running.

Speed, smoothed over a few seconds, is split into two classes where the variance
between them is largest [1]_. Where the classes explain most of the variance and are
far apart, the run alternates; the stretches of each class are its *bouts*.

References
----------
.. [1] N. Otsu, "A threshold selection method from gray-level histograms", IEEE
   Transactions on Systems, Man, and Cybernetics 9 (1979) 62-66.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.masks import edges_of, true_runs
from negsplit.analysis.profile import WALKING_MPS, WALKING_SHARE
from negsplit.analysis.quantiles import upper_quartile
from negsplit.analysis.smoothing import smooth

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.recording import Column, Mask

# Inferred on real recordings: shorter fast bouts than this are GPS noise, shorter
# walks are traffic lights; 30 s on, 30 s off survives both.
SMOOTHING_S = 11
SHORTEST_BOUT_S = 15
SHORTEST_WALK_S = 20


@dataclass(frozen=True, slots=True)
class Bout:
    """A stretch of one kind, in cells of one second; ``end`` is exclusive."""

    start: int
    end: int
    speed_mps: float

    @property
    def duration_s(self) -> int:
        """Moving time."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Alternation:
    """How a run alternates between fast and slow.

    Parameters
    ----------
    fast, slow : tuple of Bout
        Bouts of each kind that last long enough.
    contrast_frac : float
        How much faster the fast class is than the slow.
    separation_frac : float
        Share of the variance of speed that the two classes explain; noise alone
        reaches 0.64 (2/π, for a normal distribution).
    fast_mps, around_mps : float
        Speed of the fast class, and before the first and after the last fast bout;
        0 where there is none.
    """

    fast: tuple[Bout, ...]
    slow: tuple[Bout, ...]
    contrast_frac: float
    separation_frac: float
    fast_mps: float = 0.0
    around_mps: float = 0.0


def alternation_of(track: Track, cells: slice) -> Alternation:
    """Return how the given cells of a run alternate.

    A warm-up and a cool-down around intervals would pass for slow bouts: what counts
    lies between the first and the last fast bout.
    """
    speed_mps = smooth(track.adjusted_mps[cells], SMOOTHING_S)
    whole = _split_in_two(speed_mps, cells.start)
    if len(whole.fast) < 2:
        return whole
    first, last = whole.fast[0].start, whole.fast[-1].end
    first, last = first - cells.start, last - cells.start
    around = np.concatenate([speed_mps[:first], speed_mps[last:]])
    inner = _split_in_two(speed_mps[first:last], cells.start + first)
    return replace(inner, around_mps=float(around.mean()) if len(around) else 0.0)


def _split_in_two(speed_mps: Column, offset: int) -> Alternation:
    threshold, separation = _two_classes(speed_mps)
    is_fast = speed_mps > threshold
    contrast = fast_mps = 0.0
    if is_fast.any() and not is_fast.all():
        fast_mps = float(speed_mps[is_fast].mean())
        contrast = fast_mps / float(speed_mps[~is_fast].mean()) - 1
    return Alternation(
        fast=_bouts(is_fast, speed_mps, offset),
        slow=_bouts(~is_fast, speed_mps, offset),
        contrast_frac=contrast,
        separation_frac=separation,
        fast_mps=fast_mps,
    )


def walks_of(track: Track) -> tuple[Bout, ...]:
    """Return the stretches that were walked."""
    speed_mps = smooth(track.speed_mps, SMOOTHING_S)
    running_mps = upper_quartile(speed_mps)
    limit_mps = min(WALKING_MPS, WALKING_SHARE * running_mps)
    return tuple(
        Bout(start, end, float(speed_mps[start:end].mean()))
        for start, end in true_runs(speed_mps < limit_mps)
        if end - start >= SHORTEST_WALK_S
    )


def _two_classes(values: Column) -> tuple[float, float]:
    """Return the threshold that separates best, and the variance it explains."""
    ordered = np.sort(values)
    count = len(ordered)
    total = float(np.var(ordered)) * count
    if count < 2 or total <= 0:
        return float(ordered[0]) if count else 0.0, 0.0
    below = np.arange(1, count)
    sums = np.cumsum(ordered)[:-1]
    whole = float(ordered.sum())
    between = sums**2 / below + (whole - sums) ** 2 / (count - below) - whole**2 / count
    best = int(np.argmax(between))
    return float(ordered[best]), float(between[best]) / total


def _bouts(mask: Mask, speed_mps: Column, offset: int) -> tuple[Bout, ...]:
    """Return the stretches of a mask; a short hole does not end a stretch."""
    start, end = edges_of(mask)
    if not len(start):
        return ()
    is_hole = start[1:] - end[:-1] >= SHORTEST_BOUT_S
    start, end = start[np.append(True, is_hole)], end[np.append(is_hole, True)]
    lasts = end - start >= SHORTEST_BOUT_S
    start, end = start[lasts], end[lasts]
    run_m = np.concatenate([[0.0], np.cumsum(speed_mps)])
    means = (run_m[end] - run_m[start]) / (end - start)
    return tuple(
        map(Bout, (start + offset).tolist(), (end + offset).tolist(), means.tolist())
    )
