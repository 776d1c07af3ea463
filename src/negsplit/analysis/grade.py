"""Grade from altitude, and whether it explains how fast somebody ran.

Barometers know hills, satellites invent them: the altitude of a phone wanders by tens
of metres on a flat road, and a speed adjusted for that is rougher than the one that was
run. So grade has to earn its place. On 151 runs with a barometer, grade adjustment
raised the correlation of speed with heart rate from 0.77 to 0.82; on phone altitude it
fell from 0.38 to 0.15, and the roughness of minute speeds doubled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.quantiles import median
from negsplit.analysis.smoothing import cell_means
from negsplit.physiology.gradient import GAP_RANGE_FRAC

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.recording import Column

# The grade at a place is the slope of a straight line through the altitudes within
# this distance of it. Satellite altitude wanders by metres over tens of metres; over
# 200 m that is about 1 % of grade, a barometer's 0.2 m steps are nothing. Inferred
# from recordings of the same course by different devices, not published.
HALF_WINDOW_M = 100.0
SPACING_M = 10.0
# Climb is counted from altitude smoothed over so long, in rises of at least so much:
# chosen on 52 runs of 11 runners against what their devices said.
CLIMB_WINDOW_S, LEAST_RISE_M = 11, 2.0

# Is the adjusted speed rougher than the one run? Between minutes, as a ratio. Runners
# hold their pace rather than their effort over small rises, so a true grade makes speed
# a little rougher (barometers: 1.0 in the median, 1.2 for one run in ten; phones 1.9).
ROUGHER = 1.15
MUCH_ROUGHER = 1.6
# What hearts say, where they were measured: heart rate follows effort half a minute
# late, and its first three minutes are its own. A correlation is one of minutes, and
# minutes are few: it may fall by this much by chance.
MINUTE_S = 60
HEART_LAG_S = 30
SETTLING_MIN = 3
FEWEST_MIN = 8
CHANCE = 0.02
# Below this, minute speeds are as even as a machine's: a ratio to them says nothing.
EVEN_LOG = 0.008


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


def climbed_m(altitude_m: Column) -> Column:
    """Return how many metres were climbed by the end of each second.

    What rises by less than two metres before it falls again is the noise of a
    barometer in the wind, or a kerb: devices leave it out too. On 54 runs of 10 runners
    on whom nothing was set, the median difference from the device's own total was 5 %;
    by grade over 200 m, in which short hills vanish, it had been 11 %.

    Parameters
    ----------
    altitude_m : array, shape (n,)
        In every second, without gaps. [m]
    """
    climbed = np.zeros(len(altitude_m))
    if len(altitude_m) < CLIMB_WINDOW_S:
        return climbed
    half = CLIMB_WINDOW_S // 2
    # Both ends go on as they come, so that an even climb is counted to its last metre.
    head = 2 * altitude_m[0] - altitude_m[half:0:-1]
    tail = 2 * altitude_m[-1] - altitude_m[-2 : -half - 2 : -1]
    sums = np.cumsum(np.concatenate([[0.0], head, altitude_m, tail]))
    heights = (sums[CLIMB_WINDOW_S:] - sums[:-CLIMB_WINDOW_S]) / CLIMB_WINDOW_S
    total_m = 0.0
    last = 0
    for low, high in _rises(heights):
        climbed[last:low] = total_m
        rising = np.maximum.accumulate(heights[low : high + 1]) - heights[low]
        climbed[low : high + 1] = total_m + rising
        total_m += float(rising[-1])
        last = high + 1
    climbed[last:] = total_m
    return climbed


def _rises(heights: Column) -> Iterator[tuple[int, int]]:
    """Yield low and high turning points with a rise between them that counts."""
    rises = np.diff(heights) > 0
    turns = np.flatnonzero(rises[1:] != rises[:-1]) + 1
    places = np.concatenate([[0], turns, [len(heights) - 1]])
    low = high = 0
    lowest_m = highest_m = float(heights[0])
    for place, height_m in zip(places.tolist(), heights[places].tolist(), strict=True):
        if height_m > highest_m:
            high, highest_m = place, height_m
        if highest_m - height_m >= LEAST_RISE_M or height_m < lowest_m:
            if highest_m - lowest_m >= LEAST_RISE_M:
                yield low, high
            low = high = place
            lowest_m = highest_m = height_m
    if highest_m - lowest_m >= LEAST_RISE_M:
        yield low, high


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


def grade_explains_speed(
    speed_mps: Column, adjusted_mps: Column, heart_rate_bpm: Column
) -> bool:
    """Return whether grade-adjusted speed is closer to effort than speed as run.

    It is believed where it is hardly rougher; where it is rougher, heart rate has to
    agree with it better than with speed as run; where it is much rougher, never.

    Parameters
    ----------
    speed_mps, adjusted_mps : array, shape (n,)
        Speed in every second, as run and grade-adjusted. [m/s]
    heart_rate_bpm : array, shape (n,)
        NaN where unknown.
    """
    minutes = len(speed_mps) // MINUTE_S
    if minutes < FEWEST_MIN:
        return True
    as_run, adjusted = (
        np.log(np.maximum(cell_means(values[: minutes * MINUTE_S], minutes), 0.5))
        for values in (speed_mps, adjusted_mps)
    )
    rougher = _roughness(adjusted) / max(_roughness(as_run), EVEN_LOG)
    if rougher <= ROUGHER:
        return True
    if rougher > MUCH_ROUGHER:
        return False
    heart = heart_rate_bpm[HEART_LAG_S:][: (minutes - 1) * MINUTE_S]
    gained = _gain_in_correlation(as_run[:-1], adjusted[:-1], heart)
    return gained is not None and gained >= -CHANCE


def _roughness(minute_logs: Column) -> float:
    return median(np.abs(np.diff(minute_logs)))


def _gain_in_correlation(
    as_run: Column, adjusted: Column, heart_bpm: Column
) -> float | None:
    """Return how much better heart rate goes with adjusted speed than with speed."""
    beats = cell_means(heart_bpm, len(as_run))  # NaN where any second is unknown
    known = np.isfinite(beats)
    known[:SETTLING_MIN] = False
    if known.sum() < FEWEST_MIN or not np.ptp(beats[known]):
        return None
    if not (np.ptp(as_run[known]) and np.ptp(adjusted[known])):
        return None
    with_run, with_adjusted = (
        float(np.corrcoef(values[known], beats[known])[0, 1])
        for values in (as_run, adjusted)
    )
    return with_adjusted - with_run
