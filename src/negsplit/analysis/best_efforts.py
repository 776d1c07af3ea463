"""The farthest run in each time and the fastest over each distance, exactly.

A sample is not a second. Distance against time is a curve of straight pieces between
the stamps, and what is gained between two moving marks, a fixed time or distance
apart, changes its slope only where one mark meets a stamp. So the best window begins
or ends at a stamp, and no other needs to be looked at.

That is many windows. On a grid of whole seconds the best is one subtraction of a
column from itself; where all stamps are whole seconds, that is already exact. Where
they are not, the grid bounds what any window can reach that begins inside a second,
and only the few seconds that could hold the best are looked at stamp by stamp.

Time is the wall clock, as in a race: standing still counts as time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from negsplit.recording import Column

    Places = NDArray[np.intp]

# Rounding in sums of distances must not rule out the best second. [m]
TOLERANCE_M = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Covered:
    """Distance against time at the stamps, and on a grid of seconds from the first.

    Parameters
    ----------
    time_s, distance_m : array, shape (n,)
        Rising from zero, and never falling; where all stamps are whole seconds, of
        every second. [s], [m]
    grid_m : array, shape (m,)
        Distance at each whole second; the last one may lie beyond the end. [m]
    first_stamp : array, shape (m + 1,)
        The first stamp at or after each whole second.
    is_whole : bool
        Whether all stamps are whole seconds.
    scratch_m : array, shape (m,)
        Room for differences of the grid. [m]
    """

    time_s: Column
    distance_m: Column
    grid_m: Column
    first_stamp: Places
    is_whole: bool
    scratch_m: Column

    @classmethod
    def of(cls, time_s: Column, distance_m: Column) -> Covered:
        """Return the curve through stamps that rise and distances that never fall."""
        clock_s = time_s - time_s[0]
        is_whole = bool((np.floor(clock_s) == clock_s).all())
        grid_s = np.arange(np.ceil(clock_s[-1]) + 1)
        grid_m = distance_m
        if not (is_whole and len(grid_s) == len(clock_s)):
            grid_m = np.interp(grid_s, clock_s, distance_m)
        scratch_m = np.empty_like(grid_m)
        if is_whole:
            stamps = np.arange(len(grid_s) + 1)
            return cls(grid_s, grid_m, grid_m, stamps, is_whole, scratch_m)
        first_stamp = np.searchsorted(clock_s, np.append(grid_s, np.inf))
        return cls(clock_s, distance_m, grid_m, first_stamp, is_whole, scratch_m)

    def reached(self, seconds: int) -> float:
        """Return the farthest in so many seconds, begun at a whole one."""
        # Asked some hundred times of every run: a reduction asked of NumPy's function
        # and a place kept for the differences take a third less time.
        grid_m = self.grid_m
        gained_m = self.scratch_m[seconds:]
        np.subtract(grid_m[seconds:], grid_m[:-seconds], out=gained_m)
        return float(np.maximum.reduce(gained_m))

    def seconds_that_reach(self, seconds: int, least_m: float) -> Places:
        """Return the seconds in which a window can begin that reaches this far.

        A window that begins inside a second ends inside another, or at its end.
        """
        grid_m, last = self.grid_m, len(self.grid_m) - 1
        least_m -= TOLERANCE_M
        beyond = seconds + 1
        begin = np.flatnonzero(grid_m[beyond:] - grid_m[:-beyond] >= least_m)
        # A window that begins later is cut short by the end of the run.
        first = max(last - seconds, 0)
        after = int(np.searchsorted(grid_m, grid_m[last] - least_m, side="right"))
        return np.concatenate([begin, np.arange(first, after)])

    def stamps_in(self, seconds: Places) -> tuple[Places, Places]:
        """Return the stamps that lie in some seconds, and in which of them each."""
        which = np.flatnonzero((seconds >= 0) & (seconds < len(self.grid_m)))
        first = self.first_stamp[seconds[which]]
        counts = self.first_stamp[seconds[which] + 1] - first
        skipped = np.repeat(first - np.cumsum(counts) + counts, counts)
        return skipped + np.arange(len(skipped)), np.repeat(which, counts)


def best_distances(curve: Covered, durations_s: Sequence[int]) -> Column:
    """Return the farthest that was run in each time, in metres.

    Parameters
    ----------
    curve : Covered
        The run.
    durations_s : sequence of int
        Rising. [s]

    Returns
    -------
    array
        NaN where the run was shorter.
    """
    best = np.full(len(durations_s), np.nan)
    fits = [duration for duration in durations_s if duration <= curve.time_s[-1]]
    best[: len(fits)] = [curve.reached(duration) for duration in fits]
    if not curve.is_whole:
        _look_between_seconds(curve, fits, best)
    return best


def _look_between_seconds(curve: Covered, fits: Sequence[int], best_m: Column) -> None:
    """Raise each best to that of a window that begins or ends at a stamp."""
    time_s = curve.time_s
    begin = [
        curve.seconds_that_reach(duration, best_m[place])
        for place, duration in enumerate(fits)
    ]
    place = np.repeat(np.arange(len(fits)), [len(seconds) for seconds in begin])
    lasts_s = np.array(fits, dtype=np.intp)[place]
    seconds = np.concatenate([*begin, np.zeros(0, dtype=np.intp)])
    first, starts = curve.stamps_in(seconds)
    last, ends = curve.stamps_in(seconds + lasts_s)
    window = np.concatenate([starts, ends])
    lasts_s = lasts_s[window]
    start_s = np.concatenate([time_s[first], time_s[last]])
    start_s[len(first) :] -= lasts_s[len(first) :]
    inside = (start_s >= 0) & (start_s + lasts_s <= time_s[-1])
    start_s, lasts_s = start_s[inside], lasts_s[inside]
    gained_m = np.interp(start_s + lasts_s, time_s, curve.distance_m)
    gained_m -= np.interp(start_s, time_s, curve.distance_m)
    np.maximum.at(best_m, place[window][inside], gained_m)


def best_times(curve: Covered, distances_m: Sequence[float]) -> tuple[Column, Column]:
    """Return the shortest time over each distance, and when it began.

    Parameters
    ----------
    curve : Covered
        The run.
    distances_m : sequence of float
        Rising. [m]

    Returns
    -------
    best_s, start_s : array
        NaN where the run was shorter; the start counts from the first stamp. [s]
    """
    best_s = np.full(len(distances_m), np.nan)
    start_s = np.full(len(distances_m), np.nan)
    run_m = curve.distance_m[-1] - curve.distance_m[0]
    fastest = _fastest_whole if curve.is_whole else _fastest
    seconds, before_m = 0, 1.0
    for place, distance_m in enumerate(distances_m):
        if distance_m > run_m:
            break
        guess = int(seconds * distance_m / before_m) + 1
        seconds = _seconds_to_reach(curve, distance_m, seconds, guess)
        before_m = distance_m
        best_s[place], start_s[place] = fastest(curve, distance_m, seconds)
    return best_s, start_s


def _seconds_to_reach(curve: Covered, distance_m: float, fewer: int, guess: int) -> int:
    """Return the fewest whole seconds in which a distance is reached.

    Parameters
    ----------
    curve : Covered
        The run.
    distance_m : float
        At most the whole run. [m]
    fewer, guess : int
        What a shorter distance took, and what this one may take. [s]
    """
    low, high = max(fewer - 1, 0), len(curve.grid_m) - 1
    while high - low > 1:
        guess = min(max(guess, low + 1), high - 1)
        reached_m = curve.reached(guess)
        # At the mean speed of the guess, what is missing or too much takes this long.
        missing_s = int((distance_m - reached_m) / max(reached_m, 1.0) * guess)
        if reached_m >= distance_m:
            high = guess
            guess += min(missing_s, -1)
        else:
            low = guess
            guess += max(missing_s, 1)
    return high


def _fastest_whole(
    curve: Covered, distance_m: float, seconds: int
) -> tuple[float, float]:
    """Return the shortest time over a distance, and its start, on whole seconds.

    It is at most the seconds given and more than one less. Of a window of so many
    seconds what is too far is cut off at the end that is run more slowly.
    """
    grid_m = curve.grid_m
    surplus_m = grid_m[seconds:] - grid_m[:-seconds] - distance_m
    begin = np.flatnonzero(surplus_m >= 0)
    surplus_m = surplus_m[begin]
    first_mps = grid_m[begin + 1] - grid_m[begin]
    last_mps = grid_m[begin + seconds] - grid_m[begin + seconds - 1]
    saved_s = surplus_m / np.minimum(first_mps, last_mps)
    best = int(saved_s.argmax())
    is_late = first_mps[best] < last_mps[best]
    start_s = float(begin[best] + (saved_s[best] if is_late else 0.0))
    return seconds - float(saved_s[best]), start_s


def _fastest(curve: Covered, distance_m: float, seconds: int) -> tuple[float, float]:
    """Return the shortest time over a distance, and its start.

    It is at most the seconds given, and one second less does not do from one whole
    second to another: so it is longer than two seconds less.
    """
    begin = curve.seconds_that_reach(seconds, distance_m)
    ends = np.concatenate([begin + seconds - less for less in range(3)])
    return min(
        _from_stamps(curve, curve.stamps_in(begin)[0], distance_m),
        _to_stamps(curve, curve.stamps_in(ends)[0], distance_m),
    )


def _from_stamps(
    curve: Covered, stamps: Places, distance_m: float
) -> tuple[float, float]:
    """Return the shortest time over a distance that begins at a stamp."""
    goal_m = curve.distance_m[stamps] + distance_m
    inside = goal_m <= curve.distance_m[-1]
    stamps, goal_m = stamps[inside], goal_m[inside]
    # The first stamp at which the goal is reached, so that the stretch before moves.
    after = np.searchsorted(curve.distance_m, goal_m)
    begin_s = curve.time_s[stamps]
    return _shortest(begin_s, _time_at(curve, after, goal_m))


def _to_stamps(
    curve: Covered, stamps: Places, distance_m: float
) -> tuple[float, float]:
    """Return the shortest time over a distance that ends at a stamp."""
    goal_m = curve.distance_m[stamps] - distance_m
    inside = goal_m >= curve.distance_m[0]
    stamps, goal_m = stamps[inside], goal_m[inside]
    # The first stamp beyond: who stands at the goal starts when they move on.
    after = np.searchsorted(curve.distance_m, goal_m, side="right")
    return _shortest(_time_at(curve, after, goal_m), curve.time_s[stamps])


def _shortest(begin_s: Column, end_s: Column) -> tuple[float, float]:
    if not len(begin_s):
        return np.inf, np.nan
    took_s = end_s - begin_s
    best = int(took_s.argmin())
    return float(took_s[best]), float(begin_s[best])


def _time_at(curve: Covered, after: Places, goal_m: Column) -> Column:
    """Return when a distance is passed on the way to the stamps after it."""
    before = after - 1
    left_m, right_m = curve.distance_m[before], curve.distance_m[after]
    left_s, right_s = curve.time_s[before], curve.time_s[after]
    return left_s + (goal_m - left_m) / (right_m - left_m) * (right_s - left_s)
