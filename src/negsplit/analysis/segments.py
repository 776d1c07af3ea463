"""A run cut where its speed changes.

Everything that a coach sees in the curve of a run — a warm-up, repetitions, a block at
one pace, a walk — is a stretch of about constant speed beside other stretches. The
cuts are those that explain the logarithm of speed best for their number: the exact
least-squares partition, by dynamic programming [1]_, with a price for every cut.

An hour has 3600 seconds, and a partition of all of them is too slow by far. So places
that could be a cut are found first: where the mean of the seconds after differs from
the mean of the seconds before, looked at through windows of 10 s (strides) to 270 s
(kilometres). The partition chooses among them, and keeps few.

References
----------
.. [1] B. Jackson et al., "An algorithm for optimal partitioning of data on an
   interval", IEEE Signal Processing Letters 12 (2005) 105-108.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.quantiles import median
from negsplit.analysis.settings import SHAPE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from negsplit.analysis.clean import Track
    from negsplit.analysis.settings import ShapeSettings
    from negsplit.recording import Column

    Places = NDArray[np.intp]

# Half a window on either side of a place; a factor of three from one to the next
# leaves no length of stretch unseen. [s]
WINDOWS_S = (10, 30, 90, 270)
# A place is looked at from this share of the price of a cut on: beside a better place
# it explains little, and so the partition is given more than it will take.
CANDIDATE_SHARE = 0.5
# The partition compares every place with every other.
MOST_CANDIDATES = 140
# Noise is judged by how means of so many seconds differ: satellites err for about as
# long before they err differently. [s]
NOISE_S = 10
# What is slower stands. [m/s]
SLOWEST_MPS = 0.3
# No partition takes a price as high as this.
FORBIDDEN = 1e9


@dataclass(frozen=True, slots=True)
class Segment:
    """Neighbouring seconds of about one speed.

    Parameters
    ----------
    start, end : int
        Cells of the track; ``end`` is exclusive.
    speed_mps : float
        Mean over them.
    rest_s : float
        How long the runner stood before the first of them.
    duration_s : int
        Moving time. [s]
    distance_m : float
        Distance, grade-adjusted where the speed is. [m]
    level : float
        Logarithm of the speed; standing and the slowest walk are alike.
    """

    start: int
    end: int
    speed_mps: float
    rest_s: float
    duration_s: int
    distance_m: float
    level: float

    @classmethod
    def of(
        cls, start: int, end: int, distance_m: float, rest_s: float = 0.0
    ) -> Segment:
        """Return a segment with what follows from its ends and its distance."""
        duration_s = end - start
        speed_mps = distance_m / duration_s
        level = log(max(speed_mps, SLOWEST_MPS))
        return cls(start, end, speed_mps, rest_s, duration_s, distance_m, level)


def segments_of(
    track: Track, speed_mps: Column, settings: ShapeSettings = SHAPE
) -> tuple[tuple[Segment, ...], float]:
    """Return the segments of a run, and how noisy it is.

    Parameters
    ----------
    track : Track
        For its stops.
    speed_mps : array, shape (n,)
        Speed in each cell, as run or grade-adjusted. [m/s]

    Returns
    -------
    segments : tuple of Segment
        In order, without gaps.
    noise : float
        Variance of the logarithm of speed that noise leaves in a mean over some
        seconds, times those seconds. [s]
    """
    level = np.log(np.maximum(speed_mps, settings.floor_mps))
    noise = noise_of(level)
    rests = rests_of(track, settings.rest_s)
    price = max(
        settings.cut_price,
        settings.cut_noise * noise * log(max(len(level), 2 * NOISE_S) / NOISE_S),
    )
    places = _partition(level, sorted(rests), price, settings.shortest_segment_s)
    run_m = np.concatenate([[0.0], np.cumsum(speed_mps)])
    edges, marks_m = places.tolist(), run_m[places].tolist()
    cut = [
        Segment.of(start, end, there_m - here_m, rests.get(start, 0.0))
        for (start, end), (here_m, there_m) in zip(
            pairwise(edges), pairwise(marks_m), strict=True
        )
    ]
    return tuple(without_glitches(cut, settings)), noise


def rests_of(track: Track, at_least_s: float) -> dict[int, float]:
    """Return the cells before which the runner stood, with for how long."""
    gap_s = np.diff(track.elapsed_s) - 1.0
    places = np.flatnonzero(gap_s >= at_least_s)
    return {int(place) + 1: float(gap_s[place]) for place in places}


def noise_of(level: Column) -> float:
    """Return the variance that noise leaves in a mean, times the seconds of the mean.

    Half the mean square difference of neighbouring means is their variance; the median
    and its ratio to the mean for a normal distribution (0.455) keep real changes out.
    """
    count = len(level) // NOISE_S
    if count < 3:
        return 0.0
    means = level[: count * NOISE_S].reshape(count, NOISE_S).mean(axis=1)
    return median(np.diff(means) ** 2) / 0.455 / 2 * NOISE_S


def _candidates(level: Column, price: float) -> Places:
    """Return the places where speed may change, best seen through any window."""
    sums = np.concatenate([[0.0], np.cumsum(level)])
    places: list[Places] = []
    gains: list[Column] = []
    for window in WINDOWS_S:
        if len(level) < 2 * window:
            break
        step = sums[2 * window :] - 2 * sums[window:-window] + sums[: -2 * window]
        gain = step * step / (2 * window)
        # One place in each half window: the others say the same a second later.
        half = window // 2
        count = len(gain) // half
        blocks = gain[: count * half].reshape(count, half)
        best = blocks.argmax(axis=1)
        top = blocks[np.arange(count), best]
        seen = top > CANDIDATE_SHARE * price
        places.append((window + np.arange(count) * half + best)[seen])
        gains.append(top[seen])
    if not places:
        return np.zeros(0, dtype=np.intp)
    place, gain = np.concatenate(places), np.concatenate(gains)
    # Several windows see the same change: it is one candidate.
    place = place[np.argsort(-gain, kind="stable")]
    _, first = np.unique(place, return_index=True)
    return place[np.sort(first)[:MOST_CANDIDATES]]


def _partition(
    level: Column, rests: Sequence[int], price: float, shortest: int
) -> Places:
    """Return the cuts that explain most for their number, both ends included.

    A cut at every rest is forced, whatever it explains.
    """
    count = len(level)
    forced = np.array(rests, dtype=np.intp)
    places = np.unique(
        np.concatenate([[0, count], forced, _candidates(level, price)])
    ).astype(np.intp)
    sums = np.concatenate([[0.0], np.cumsum(level)])[places]
    squares = np.concatenate([[0.0], np.cumsum(level * level)])[places]
    length = places[:, None] - places
    total = sums[:, None] - sums
    misfit = squares[:, None] - squares - total * total / np.maximum(length, 1)
    is_forced = np.zeros(len(places), dtype=bool)
    is_forced[0] = is_forced[-1] = True
    is_forced[np.searchsorted(places, forced)] = True
    # Between two rests a segment may be as short as it is.
    misfit[(length < shortest) & ~(is_forced[:, None] & is_forced)] = FORBIDDEN
    best = np.zeros(len(places))
    cut = np.zeros(len(places), dtype=np.intp)
    first = 0
    for end in range(1, len(places)):
        costs = best[first:end] + misfit[end, first:end]
        chosen = int(costs.argmin())
        cut[end] = first + chosen
        best[end] = costs[chosen] + price
        if is_forced[end]:
            first = end
    kept = [len(places) - 1]
    while kept[-1] > 0:
        kept.append(int(cut[kept[-1]]))
    return places[kept[::-1]]


def without_glitches(cut: list[Segment], settings: ShapeSettings) -> list[Segment]:
    """Return the segments without transients, crossings and cuts that change nothing.

    A short burst that is faster than both neighbours stays: it may be a stride.
    """
    kept: list[Segment] = []
    waiting = cut[::-1]
    while waiting:
        here = waiting.pop()
        before = kept[-1] if kept else None
        after = waiting[-1] if waiting else None
        if _is_glitch(before, here, after, settings):
            if _joins_before(before, here, after, settings):
                waiting.append(_joined(kept.pop(), here))
            elif after is not None and after.rest_s < settings.rest_s:
                waiting[-1] = _joined(here, after)
            else:
                kept.append(here)
        elif _is_crossing(before, here, after, settings):
            waiting[-1] = _joined(_joined(kept.pop(), here), waiting[-1])
        elif (
            before is not None
            and here.rest_s < settings.rest_s
            and abs(before.level - here.level) < settings.same_speed_log
        ):
            waiting.append(_joined(kept.pop(), here))
        else:
            kept.append(here)
    return kept


def _joined(one: Segment, other: Segment) -> Segment:
    total_m = one.distance_m + other.distance_m
    return Segment.of(one.start, other.end, total_m, one.rest_s)


def _is_glitch(
    before: Segment | None,
    here: Segment,
    after: Segment | None,
    settings: ShapeSettings,
) -> bool:
    if here.duration_s >= settings.glitch_s or (before is None and after is None):
        return False
    is_burst = (
        before is not None
        and after is not None
        and here.duration_s >= settings.shortest_segment_s
        and here.level > max(before.level, after.level) + settings.same_rep_log
    )
    return not is_burst


def _joins_before(
    before: Segment | None,
    here: Segment,
    after: Segment | None,
    settings: ShapeSettings,
) -> bool:
    """Return whether a transient belongs to what came before it."""
    if before is None or here.rest_s >= settings.rest_s:
        return False
    if after is None or after.rest_s >= settings.rest_s:
        return True
    return abs(before.level - here.level) <= abs(after.level - here.level)


def _is_crossing(
    before: Segment | None,
    here: Segment,
    after: Segment | None,
    settings: ShapeSettings,
) -> bool:
    """Return whether a runner only slowed down for a road, a bend or a dog."""
    return (
        before is not None
        and after is not None
        and here.duration_s < settings.crossing_s
        and here.level < min(before.level, after.level)
        and abs(before.level - after.level) < settings.across_speed_log
        and min(before.duration_s, after.duration_s) >= 60
        and max(here.rest_s, after.rest_s) < settings.rest_s
    )
