"""Heart rate at one pace through the months.

What each run settled at is laid on one plane: a level for each month, a common slope
over speed and a common drift over the time already run. A run is one point: inside a
run, hills and satellites move speed more than the heart, and would flatten the slope.
What is told is the level of each month at the runner's most usual pace, twenty minutes
in. A lower heart rate at the same pace is the oldest sign of endurance; heat, a hill or
a night without sleep raise it by as much as months of training lower it.
"""

from __future__ import annotations

from collections import Counter
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
# A run counts if it was settled for this long, at a mean speed this close to the usual
# one: 0.45 m/s is half a minute a kilometre. Inferred.
LEAST_SECONDS = 300.0
NEAR_MPS = 0.45
AT_HOURS = 20 / 60
# Slope and drift as calibration found them in five runners: mean and spread, in bpm
# per m/s and bpm per hour; and how much days differ, which says what a run is worth.
PRIOR = ((15.0, 6.0), (4.0, 5.0))
DAY_TO_DAY_BPM = 5.0
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
        The pace, grade-adjusted. [m/s]
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


@dataclass(frozen=True, slots=True)
class _Point:
    """What one run settled at: speed, heart rate, and hours already run."""

    month: date
    speed_mps: float
    bpm: float
    hours: float


def pulse_trend(runs: Sequence[PastRun]) -> PulseTrend | None:
    """Return heart rate at the runner's usual pace, or nothing with few months."""
    if not runs:
        return None
    settled = _settled(runs)
    usual = _usual_speed(runs)
    points = [p for p in settled if abs(p.speed_mps - usual) <= NEAR_MPS]
    counts = Counter(point.month for point in points)
    months = sorted(counts)
    if sum(number >= FEWEST_RUNS for number in counts.values()) < FEWEST_MONTHS:
        return None
    levels, slope, errors, spread = _fit(points, months, usual)
    told = tuple(
        MonthPulse(
            month,
            level,
            level - BAND_SDS * error,
            level + BAND_SDS * error,
            counts[month],
        )
        for month, level, error in zip(months, levels, errors, strict=True)
        if counts[month] >= FEWEST_RUNS
    )
    return PulseTrend(usual, slope, told, spread)


def _settled(runs: Sequence[PastRun]) -> list[_Point]:
    """Return what each run settled at, if it did for long enough."""
    seconds = np.array([run.features.pulse_seconds for run in runs])
    total_s = seconds.sum(axis=1)

    def means(columns: list[Column]) -> list[float]:
        sums = (np.nan_to_num(np.array(columns)) * seconds).sum(axis=1)
        found: list[float] = (sums / np.maximum(total_s, 1.0)).tolist()
        return found

    rows = zip(
        runs,
        total_s.tolist(),
        means([run.features.pulse_mps for run in runs]),
        means([run.features.pulse_bpm for run in runs]),
        means([run.features.pulse_hours for run in runs]),
        strict=True,
    )
    return [
        _Point(run.month, speed_mps, bpm, hours)
        for run, lasted_s, speed_mps, bpm, hours in rows
        if lasted_s >= LEAST_SECONDS
    ]


def _usual_speed(runs: Sequence[PastRun]) -> float:
    """Return the middle of the cell of speed that most settled time lies in."""
    seconds = np.sum([run.features.pulse_seconds for run in runs], axis=0)
    middles = (PULSE_EDGES_MPS[1:] + PULSE_EDGES_MPS[:-1]) / 2
    return float(middles[seconds.argmax()])


def _fit(
    points: list[_Point], months: list[date], usual: float
) -> tuple[list[float], float, list[float], float]:
    """Return levels of the months, the slope, the levels' errors, and the days' spread.

    Least squares, slope and drift held near what is known of runners in general.
    """
    place = {month: number for number, month in enumerate(months)}
    terms = np.zeros((len(points) + 2, len(months) + 2))
    aims = np.zeros(len(points) + 2)
    for row, point in enumerate(points):
        terms[row, place[point.month]] = 1.0
        terms[row, -2:] = point.speed_mps - usual, point.hours - AT_HOURS
        aims[row] = point.bpm
    for number, (value, width) in enumerate(PRIOR):
        terms[len(points) + number, len(months) + number] = DAY_TO_DAY_BPM / width
        aims[len(points) + number] = DAY_TO_DAY_BPM / width * value
    inverse = np.linalg.inv(terms.T @ terms)
    found = inverse @ terms.T @ aims
    misses = (aims - terms @ found)[: len(points)]
    spare = max(len(points) - len(months), 1)
    spread = float(np.sqrt((misses**2).sum() / spare))
    errors = spread * np.sqrt(np.diag(inverse)[: len(months)])
    return found[:-2].tolist(), float(found[-2]), errors.tolist(), spread
