"""Grade from altitude, over stretches long enough to trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.physiology.gradient import GAP_RANGE_FRAC

if TYPE_CHECKING:
    from negsplit.recording import Column

# The grade at a place is the slope of a straight line through the altitudes within
# this distance of it. Satellite altitude wanders by metres over tens of metres; over
# 200 m that is about 1 % of grade, a barometer's 0.2 m steps are nothing. Inferred
# from recordings of the same course by different devices, not published.
HALF_WINDOW_M = 100.0
SPACING_M = 10.0


def grade_of(distance_m: Column, altitude_m: Column) -> Column:
    """Return rise over run at each place.

    Parameters
    ----------
    distance_m : array, shape (n,)
        Never falling. [m]
    altitude_m : array, shape (n,)
        NaN where unknown. [m]

    Returns
    -------
    array, shape (n,)
        Inside the range of the grade adjustment; what is steeper is an altitude
        fault. Zero where there is no altitude or less than one window of distance.
    """
    level = np.zeros(len(distance_m))
    known = np.isfinite(altitude_m)
    if known.sum() < 2 or distance_m[-1] - distance_m[0] < 2 * HALF_WINDOW_M:
        return level
    length_m = float(distance_m[-1] - distance_m[0])
    intervals = round(length_m / SPACING_M)
    spacing_m = length_m / intervals
    grid_m = np.linspace(distance_m[0], distance_m[-1], intervals + 1)
    heights_m = np.interp(grid_m, distance_m[known], altitude_m[known])
    slope = _local_slope(heights_m, round(HALF_WINDOW_M / spacing_m)) / spacing_m
    grade = np.interp(distance_m, grid_m, slope)
    return np.clip(grade, *GAP_RANGE_FRAC)


def _local_slope(heights: Column, half: int) -> Column:
    """Return the least-squares slope per sample in a window around each sample.

    The slope of a line fitted to 2k+1 evenly spaced values is their correlation
    with -k..k over the sum of squares. Both ends are continued point-symmetrically,
    so that a constant grade stays constant up to the first and last sample.
    """
    half = min(half, len(heights) - 1)
    head = 2 * heights[0] - heights[half:0:-1]
    tail = 2 * heights[-1] - heights[-2 : -half - 2 : -1]
    offsets = np.arange(-half, half + 1, dtype=float)
    padded = np.concatenate([head, heights, tail])
    return np.correlate(padded, offsets / np.sum(offsets**2), mode="valid")
