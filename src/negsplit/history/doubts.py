"""Which bests are to be believed.

A jump of the satellites makes a best that nobody ran, and a bicycle that was filed as
a run many. Such bests are told with the reason and never counted. What is believed:

* nothing faster than VDOT 86, just beyond the world records;
* no burst beyond what runners are capable of, and none of the bests that the metres
  gained in such a burst could have made;
* no distance run mostly downhill;
* no best far ahead of all other runs, unless the heart says that it was hard.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from functools import cache
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.feature_records import DISTANCES_M, DURATIONS_S
from negsplit.errors import OutOfRangeError
from negsplit.physiology.daniels import (
    race_time,
    speed_of_cost,
    sustainable_fraction,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from negsplit.history.past_run import PastRun
    from negsplit.recording import Column

# Men's world records from 1500 m to the marathon lie at 83 to 85.6 by Daniels'
# equations, whose published tables end at 85.
BEYOND_PEOPLE_VDOT = 86.0
# Bursts that are not believed: seconds, a speed that takes talent for so long (400 m
# in 57 s, 800 m in 2:13), and how many times the speed at VDOT the fastest
# middle-distance runners reach. Inferred.
BURSTS = ((10, 7.5, 1.7), (30, 7.5, 1.7), (60, 7.0, 1.6), (120, 6.0, 1.4))
# Of a distance, this share gained by a burst makes its best doubtful. Inferred: a GPS
# distance errs by as much.
GAINED_SHARE = 0.01
# Falling by more than this for each metre is running downhill (ours; races may fall by
# 0.001 for a record, but watches cannot tell that).
DOWNHILL_FRAC = 0.02
# A best this far ahead of every other run has to be borne out by the heart, where that
# was recorded: to reach nearly its maximum, as all-out efforts do. Without heart rate
# only a bicycle is as far ahead as this: from slow easy pace to a 5 km race is a factor
# of 1.34 to 1.42 by Daniels' paces. Inferred.
AHEAD_FRAC = 0.20
ALONE_FRAC = 0.45
HARD_MAX_HR_FRAC = 0.90
# The feet of a runner meet the ground this often, even at a jog (inferred: 140 is
# slow); a bicycle's cranks turn 60 to 100 times.
LEAST_CADENCE_SPM, FASTEST_WALK_MPS = 125.0, 2.5
# Watches that record runs came in 2003 (Garmin's first Forerunner); a run before 2000
# or after tomorrow, in whatever zone, was recorded by a clock that was not set.
FIRST_DAY = date(2000, 1, 1)
# With fewer runs of a distance nothing is far ahead of the others.
FEWEST_OTHERS = 4


class Doubt(Enum):
    """Why a best is not counted."""

    FAULTY = "the recording is at fault"
    CLOCK = "the watch did not know the day"
    OTHER_SPORT = "that is no running cadence"
    IMPOSSIBLE = "no runner was ever that fast"
    JUMP = "a jump of the satellites could have made it"
    DOWNHILL = "it was downhill"
    ALONE = "far faster than any other run, and no heart rate bears it out"


def burst_limits(speed_at_vdot_mps: float | None) -> tuple[tuple[int, float], ...]:
    """Return seconds and the fastest burst that is believed of a runner."""
    reached = speed_at_vdot_mps or 0.0
    return tuple(
        (seconds, max(speed, times * reached)) for seconds, speed, times in BURSTS
    )


def gained_m(run: PastRun, bursts: tuple[tuple[int, float], ...]) -> float:
    """Return the metres that bursts beyond belief brought; 0 if there are none."""
    features = run.features
    gained = 0.0
    for seconds, fastest_mps in bursts:
        burst_m = float(features.best_m[DURATIONS_S.index(seconds)])
        if burst_m > seconds * fastest_mps:
            gained = max(gained, burst_m - seconds * features.speed_mps)
    return gained


def of_whole_run(run: PastRun, today: date) -> Doubt | None:
    """Return why a run counts for nothing, if it does."""
    if run.fault is not None:
        return Doubt.FAULTY
    if not FIRST_DAY <= run.day <= today + timedelta(days=1):
        return Doubt.CLOCK
    cadence = run.features.cadence_spm
    if (
        cadence is not None
        and cadence < LEAST_CADENCE_SPM
        and run.features.speed_mps > FASTEST_WALK_MPS
    ):
        return Doubt.OTHER_SPORT
    return None


def of_distances(
    seconds: Column, climbs_m: Column, gained: Column
) -> NDArray[np.object_]:
    """Return why bests are not counted, ``None`` where they are.

    Parameters
    ----------
    seconds, climbs_m : array, shape (runs, distances)
        Times over ``DISTANCES_M``, and how much higher the ends lay. [s], [m]
    gained : array, shape (runs,)
        What each run gained by bursts beyond belief. [m]
    """
    metres = np.array(DISTANCES_M)
    doubts = np.full(seconds.shape, None, dtype=object)
    doubts[climbs_m < -DOWNHILL_FRAC * metres] = Doubt.DOWNHILL
    doubts[gained[:, None] > GAINED_SHARE * metres] = Doubt.JUMP
    fastest_s = np.array([_fastest_s(distance_m) for distance_m in DISTANCES_M])
    doubts[seconds < fastest_s] = Doubt.IMPOSSIBLE
    return doubts


@cache
def _fastest_s(distance_m: float) -> float:
    """Return the time of VDOT 86; nothing where its equations do not reach."""
    try:
        return race_time(distance_m, BEYOND_PEOPLE_VDOT)
    except OutOfRangeError:
        return 0.0


def farthest_of_people(duration_s: int) -> float:
    """Return what VDOT 86 covers in a time; without end where it does not reach."""
    try:
        cost = BEYOND_PEOPLE_VDOT * sustainable_fraction(duration_s)
        return speed_of_cost(cost) * duration_s
    except OutOfRangeError:
        return inf


def is_alone(
    seconds: float, others_s: Sequence[float], heart_frac: float | None
) -> bool:
    """Return whether a best is too far ahead of other runs to be believed.

    Parameters
    ----------
    seconds : float
        The best.
    others_s : sequence of float
        The bests of the other runs over the same distance.
    heart_frac : float, optional
        The highest heart rate held in the run, as a share of the maximum.
    """
    if len(others_s) < FEWEST_OTHERS:
        return False
    ahead = min(others_s) / seconds - 1
    if heart_frac is None:
        return ahead > ALONE_FRAC
    return ahead > AHEAD_FRAC and heart_frac < HARD_MAX_HR_FRAC
