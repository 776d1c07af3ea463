"""What drives the heart in a run: grade-adjusted speed, and running at all.

Heart rate does not follow speed at once, and it follows more than speed. Four states
are folded along the clock, each of first order, so that each closes the same share of
its gap in equal times: a quick and a slow memory of speed, and a quick and a slow
memory of having run at all. While the runner stands, all four fall. With the time that
the run has lasted they are what :mod:`negsplit.calibrate.heart_line` is linear in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.intensity import FASTEST_MPS
from negsplit.physiology.kinetics import DRIFT_AFTER_S

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.recording import Column

# Seconds of moving time in a cell: no state moves far in that time.
CELL_S = 5
# The slow memory of speed and the slow settling after the start. Of 200, 300, 600 and
# 1500 s these predicted later runs of five sets best; differences are below 0.1 bpm.
SLOW_TAU_S = 600.0
SETTLING_TAU_S = 200.0
STARTING_TAU_S = 60.0


@dataclass(frozen=True, slots=True)
class Lag:
    """Time constants with which heart rate follows speed, rising and falling."""

    rise_s: float
    fall_s: float


@dataclass(frozen=True, slots=True, eq=False)
class Drive:
    """A run in cells of :data:`CELL_S` of moving time, the last one maybe shorter.

    Parameters
    ----------
    adjusted_mps : array, shape (n,)
        Mean grade-adjusted speed. [m/s]
    climbing_mps : array, shape (n,)
        What the grade curve added to speed as run; negative downhill. [m/s]
    stood_s : array, shape (n,)
        How long the runner stood before the cell. [s]
    run_s : array, shape (n,)
        Moving time at the end of the cell. [s]
    """

    adjusted_mps: Column
    climbing_mps: Column
    stood_s: Column
    run_s: Column


def drive_of(track: Track) -> Drive:
    """Return what drove the heart in a run."""
    starts = np.arange(0, len(track), CELL_S)
    elapsed_s = track.elapsed_s[starts]
    ends = np.minimum(starts + CELL_S, len(track)).astype(float)
    stood_s = np.maximum(np.diff(elapsed_s, prepend=elapsed_s[:1]) - CELL_S, 0.0)
    adjusted_mps = mean_of_cells(_credible(track.adjusted_mps), CELL_S)
    climbing_mps = adjusted_mps - mean_of_cells(_credible(track.speed_mps), CELL_S)
    return Drive(adjusted_mps, climbing_mps, stood_s, ends)


def _credible(speed_mps: Column) -> Column:
    """Return speed, without what nobody ran."""
    return np.clip(np.nan_to_num(speed_mps), 0.0, FASTEST_MPS)


def mean_of_cells(values: Column, size: int) -> Column:
    """Return the mean of what is known in every cell; NaN where nothing is."""
    starts = np.arange(0, len(values), size)
    known = np.isfinite(values)
    count = np.add.reduceat(known.astype(float), starts)
    total = np.add.reduceat(np.where(known, values, 0.0), starts)
    means: Column = np.full(len(starts), np.nan)
    np.divide(total, count, out=means, where=count > 0)
    return means


def lagged(goal: Column, stood_s: Column, lag: Lag) -> Column:
    """Return a state that follows a goal, at the end of every cell; at first 0.

    Each cell is :func:`negsplit.physiology.kinetics.approach` with the time constant
    of the way up or down; while the runner stands the goal is 0.
    """
    up, down = math.exp(-CELL_S / lag.rise_s), math.exp(-CELL_S / lag.fall_s)
    state = 0.0
    states = []
    for aim, stood in zip(goal.tolist(), stood_s.tolist(), strict=True):
        if stood:
            state *= math.exp(-stood / lag.fall_s)
        state = aim + (state - aim) * (up if aim > state else down)
        states.append(state)
    return np.array(states)


def quick_terms(drive: Drive, lag: Lag) -> Column:
    """Return grade-adjusted speed and climbing as the heart has followed them so far.

    Shape (n, 2), in m/s.
    """
    adjusted = lagged(drive.adjusted_mps, drive.stood_s, lag)
    climbing = np.zeros_like(adjusted)
    if drive.climbing_mps.any():
        climbing = lagged(drive.climbing_mps, drive.stood_s, lag)
    return np.column_stack([adjusted, climbing])


def other_terms(drive: Drive) -> Column:
    """Return the terms without a fitted time constant, shape (n, 5).

    One, the slow memory of speed, starting, settling, and hours of drift.
    """
    running = np.ones_like(drive.run_s)
    hours = np.maximum(drive.run_s - DRIFT_AFTER_S, 0.0) / 3600

    def even(goal: Column, tau_s: float) -> Column:
        return lagged(goal, drive.stood_s, Lag(tau_s, tau_s))

    return np.column_stack(
        [
            running,
            even(drive.adjusted_mps, SLOW_TAU_S),
            even(running, STARTING_TAU_S),
            even(running, SETTLING_TAU_S),
            hours,
        ]
    )
