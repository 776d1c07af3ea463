"""Heart rate at one pace through the months.

Settled heart rates of all runs, speed by speed, are laid on one plane: a level for each
month, a common slope over speed and a common drift over the time already run. What is
told is the level of each month at the runner's most usual pace, twenty minutes in. A
lower heart rate at the same pace is the oldest sign of endurance; heat, a hill or a
night without sleep raise it by as much as months of training lower it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.feature_records import PULSE_EDGES_MPS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from negsplit.history.past_run import PastRun
    from negsplit.recording import Column

# Months with fewer runs are told by chance; with fewer months there is no trend.
FEWEST_RUNS = 3
FEWEST_MONTHS = 3
# A pace is one at which a run was settled for this long at least, and which lies this
# close to the usual one: 0.4 m/s is half a minute a kilometre.
LEAST_SECONDS = 120.0
NEAR_MPS = 0.45
AT_HOURS = 20 / 60
# The time after which what a run has in common with its day is used up: a run counts
# as so many seconds at most.
MOST_SECONDS = 1800.0
# Slope and drift are held near the population's as if by so many runs (bpm per m/s,
# bpm per hour; as calibration found them).
PRIOR = ((15.0, 6.0), (4.0, 5.0))
BAND_SDS = 1.2816


@dataclass(frozen=True, slots=True)
class MonthPulse:
    """Heart rate at the usual pace in one month; four in five lie inside the band."""

    month: date
    heart_rate_bpm: float
    low_bpm: float
    high_bpm: float
    runs: int


@dataclass(frozen=True, slots=True)
class PulseTrend:
    """Heart rate at one pace through the months.

    Parameters
    ----------
    speed_mps : float
        The pace, on equal ground. [m/s]
    slope_bpm_per_mps : float
        What a m/s more costs.
    months : tuple of MonthPulse
        Oldest first.
    day_to_day_bpm : float
        Standard deviation of whole runs about their month.
    """

    speed_mps: float
    slope_bpm_per_mps: float
    months: tuple[MonthPulse, ...]
    day_to_day_bpm: float


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Settled heart rates: speed off the usual, hours, month, run, seconds."""

    speed: Column
    hours: Column
    month: Column
    run: Column
    bpm: Column
    seconds: Column


def pulse_trend(runs: Sequence[PastRun]) -> PulseTrend | None:
    """Return heart rate at the runner's usual pace, or nothing with few months."""
    beating = [
        run
        for run in runs
        if run.fault is None and run.features.pulse_seconds.max() >= LEAST_SECONDS
    ]
    if len(beating) < FEWEST_RUNS * FEWEST_MONTHS:
        return None
    usual = _usual_speed(beating)
    months = sorted({run.month for run in beating})
    rows = _rows(beating, months, usual)
    levels, slope, drift = _fit(rows, len(months))
    misses = rows.bpm - levels[rows.month.astype(int)]
    misses -= slope * rows.speed + drift * (rows.hours - AT_HOURS)
    by_run = _mean_by(rows.run, misses, rows.seconds)
    spread = float(np.std(by_run[np.isfinite(by_run)], ddof=1))
    counts = np.array([len(set(rows.run[rows.month == m])) for m in range(len(months))])
    told = [
        MonthPulse(
            month,
            float(levels[place]),
            float(levels[place] - BAND_SDS * spread / np.sqrt(counts[place])),
            float(levels[place] + BAND_SDS * spread / np.sqrt(counts[place])),
            int(counts[place]),
        )
        for place, month in enumerate(months)
        if counts[place] >= FEWEST_RUNS
    ]
    if len(told) < FEWEST_MONTHS:
        return None
    return PulseTrend(usual, slope, tuple(told), spread)


def _usual_speed(runs: Sequence[PastRun]) -> float:
    """Return the middle of the cell of speed that most settled time lies in."""
    seconds = np.sum([run.features.pulse_seconds for run in runs], axis=0)
    middles = (PULSE_EDGES_MPS[1:] + PULSE_EDGES_MPS[:-1]) / 2
    return float(middles[seconds.argmax()])


def _rows(runs: Sequence[PastRun], months: list[date], usual: float) -> _Rows:
    middles = (PULSE_EDGES_MPS[1:] + PULSE_EDGES_MPS[:-1]) / 2
    off = middles - usual
    columns: list[list[float]] = [[] for _ in range(6)]
    for number, run in enumerate(runs):
        features = run.features
        near = (features.pulse_seconds >= LEAST_SECONDS) & (np.abs(off) <= NEAR_MPS)
        for cell in np.flatnonzero(near):
            values = (
                off[cell],
                features.pulse_hours[cell],
                months.index(run.month),
                number,
                features.pulse_bpm[cell],
                min(features.pulse_seconds[cell], MOST_SECONDS),
            )
            for column, value in zip(columns, values, strict=True):
                column.append(float(value))
    return _Rows(*(np.array(column) for column in columns))


def _fit(rows: _Rows, months: int) -> tuple[Column, float, float]:
    """Return the level of every month, the slope and the drift, by least squares."""
    weight = np.sqrt(rows.seconds / MOST_SECONDS)
    terms = np.zeros((len(rows.bpm), months + 2))
    terms[np.arange(len(rows.bpm)), rows.month.astype(int)] = 1.0
    terms[:, -2], terms[:, -1] = rows.speed, rows.hours - AT_HOURS
    prior = np.zeros((2, months + 2))
    aims = np.zeros(2)
    for place, (value, spread) in enumerate(PRIOR):
        # Runs differ from day to day by about 5 bpm.
        prior[place, months + place] = 5.0 / spread
        aims[place] = 5.0 / spread * value
    left = np.concatenate([terms * weight[:, None], prior])
    right = np.concatenate([rows.bpm * weight, aims])
    found = np.linalg.lstsq(left, right, rcond=None)[0]
    return found[:-2], float(found[-2]), float(found[-1])


def _mean_by(groups: Column, values: Column, weights: Column) -> Column:
    cells = groups.astype(int)
    total = np.bincount(cells, weights=values * weights)
    seen = np.bincount(cells, weights=weights)
    means: Column = np.full(len(seen), np.nan)
    np.divide(total, seen, out=means, where=seen > 0)
    return means
