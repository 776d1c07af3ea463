"""The line that a runner's heart follows, and what it is fitted by.

Heart rate is linear in the terms of :mod:`negsplit.calibrate.drive`. The coefficients
come from least squares over runs, each run weighing the same whatever its length; runs
whose heart rate lies far from the line weigh less (Huber), and coefficients are held
towards the population's, the less the more runs there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from negsplit.calibrate.drive import Drive, Lag, other_terms, quick_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.recording import Column

# Fitted to five sets of public recordings, 734 runs (benchmarks/heart_rate.py):
# standing at the start, per m/s quickly, per m/s slowly, starting, settling, an hour of
# drift. The spreads are wide enough for those five. What hills cost beyond the grade
# curve was set on 13 other runners: from 0 to 8 bpm per m/s their error differs by 0.1.
# In bpm, bpm per m/s and bpm per hour.
POPULATION = (109.0, 18.0, 6.5, -6.0, -4.0, 4.0, 5.0)
POPULATION_SPREAD = (12.0, 7.0, 3.0, 10.0, 8.0, 5.0, 5.0)
# The lag found in the same runs. It is longer than the heart's own 24 and 30 s because
# it also has to smooth the satellites' noise.
POPULATION_LAG = Lag(60.0, 60.0)
# A run further than this from the line weighs less. From 2 to 10 bpm predictions of
# those runs differ by 0.2 bpm.
HUBER_BPM = 4.0
ROUNDS = 12
# A run is worth so many independent minutes against the population. From 2 to 30
# predictions differ by less than 0.1 bpm.
RUN_WORTH = 10.0
# Variance around the line within a run: where the fit starts, and the least that is
# believed, as even runs show no variance and no slope either. [bpm^2]
USUAL_VARIANCE_BPM2, LEAST_VARIANCE_BPM2 = 35.0, 10.0
# Strength with which a coefficient that must not be negative is held at zero.
FIRM = 1e9
SPEED_TERMS = (1, 2)
DRIFT, CLIMBING = 5, 6
DRIFT_TERM, CLIMBING_TERM = np.eye(len(POPULATION))[[DRIFT, CLIMBING]]


@dataclass(frozen=True, slots=True)
class HeartLine:
    """What a runner's heart does at a speed, from the first second to the last.

    Parameters
    ----------
    standing_bpm : float
        Before the first step.
    quick_bpm_per_mps, slow_bpm_per_mps : float
        What a m/s costs within the lag, and within ten minutes on top.
    starting_bpm, settling_bpm : float
        What running at all costs, within one minute and within a few.
    drift_bpm_per_h : float
        Rise at unchanged speed, from the tenth minute on.
    climbing_bpm_per_mps : float
        What a m/s that the grade curve adds uphill costs on top of one on the flat.
    lag : Lag
        How quickly the heart follows speed.
    ceiling_bpm : float
        Never more than this.
    """

    standing_bpm: float
    quick_bpm_per_mps: float
    slow_bpm_per_mps: float
    starting_bpm: float
    settling_bpm: float
    drift_bpm_per_h: float
    climbing_bpm_per_mps: float = 0.0
    lag: Lag = POPULATION_LAG
    ceiling_bpm: float = 240.0

    @property
    def coefficients(self) -> Column:
        """The coefficients in the order of the terms."""
        return np.array(
            [
                self.standing_bpm,
                self.quick_bpm_per_mps,
                self.slow_bpm_per_mps,
                self.starting_bpm,
                self.settling_bpm,
                self.drift_bpm_per_h,
                self.climbing_bpm_per_mps,
            ]
        )

    def settled_bpm(self, speed_mps: float) -> float:
        """Return the steady heart rate at a speed, drift left out."""
        bpm = float(settled_terms(speed_mps) @ self.coefficients)
        return min(bpm, self.ceiling_bpm)

    def follow(self, drive: Drive) -> Column:
        """Return heart rate at the end of every cell of a run."""
        bpm = terms_of(drive, self.lag) @ self.coefficients
        return np.minimum(bpm, self.ceiling_bpm)


def settled_terms(speed_mps: float) -> Column:
    """Return the terms at a speed run for long on the flat, drift left out."""
    return np.array([1.0, speed_mps, speed_mps, 1.0, 1.0, 0.0, 0.0])


def line_of(coefficients: Column, lag: Lag, ceiling_bpm: float = 240.0) -> HeartLine:
    """Return the line with these coefficients."""
    standing, quick, slow, starting, settling, drift, climbing = coefficients.tolist()
    return HeartLine(
        standing, quick, slow, starting, settling, drift, climbing, lag, ceiling_bpm
    )


def terms_of(drive: Drive, lag: Lag) -> Column:
    """Return all terms of a run, shape (n, 7)."""
    return stacked(other_terms(drive), quick_terms(drive, lag))


def stacked(others: Column, quick: Column) -> Column:
    """Return the terms in the order of the coefficients."""
    return np.column_stack([others[:, :1], quick[:, :1], others[:, 1:], quick[:, 1:]])


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Runs as the fit sees them, one row each: mean products of terms and heart rate.

    ``xx`` has shape (runs, 7, 7), ``xy`` and ``x`` (runs, 7), ``yy`` and ``y`` (runs,).
    """

    xx: Column
    xy: Column
    yy: Column
    x: Column
    y: Column

    @classmethod
    def of(cls, rows: Sequence[tuple[Column, Column]]) -> Moments:
        """Return the moments of runs, each given as terms and heart rate."""
        return cls(
            np.array([x.T @ x / len(y) for x, y in rows]),
            np.array([x.T @ y / len(y) for x, y in rows]),
            np.array([y @ y / len(y) for _, y in rows]),
            np.array([x.mean(axis=0) for x, _ in rows]),
            np.array([y.mean() for _, y in rows]),
        )

    def misses(self, coefficients: Column) -> Column:
        """Return by how much each run's mean lies above the line, in bpm."""
        missed: Column = self.y - self.x @ coefficients
        return missed

    def squares(self, coefficients: Column) -> Column:
        """Return each run's mean square around the line, its own mean apart."""
        whole = self.yy - 2 * self.xy @ coefficients
        whole = whole + np.einsum("i,nij,j->n", coefficients, self.xx, coefficients)
        within: Column = np.maximum(whole - self.misses(coefficients) ** 2, 0.0)
        return within


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """What is held to be true before the first run."""

    centre: Column
    spread: Column

    def holding_at_zero(self, term: int) -> Prior:
        """Return the same prior with one coefficient at zero, firmly."""
        centre, spread = self.centre.copy(), self.spread.copy()
        centre[term], spread[term] = 0.0, 1 / np.sqrt(FIRM)
        return replace(self, centre=centre, spread=spread)


def fit(moments: Moments, weights: Column, prior: Prior) -> tuple[Column, Column]:
    """Return coefficients, and what weight each run had in the end.

    More speed never lowers the heart rate: a negative coefficient of speed is held at
    zero and the others are fitted again.
    """
    found, robust = _fit(moments, weights, prior)
    for term in SPEED_TERMS:
        if found[term] < 0:
            prior = prior.holding_at_zero(term)
            found, robust = _fit(moments, weights, prior)
    return found, robust


def _fit(moments: Moments, weights: Column, prior: Prior) -> tuple[Column, Column]:
    """Return the fit by reweighted least squares, starting from the median run."""
    found: Column = prior.centre.copy()
    found[0] += np.median(moments.misses(found)) if len(weights) > 2 else 0.0
    robust, variance = weights, USUAL_VARIANCE_BPM2
    for _ in range(ROUNDS):
        far = np.abs(moments.misses(found))
        robust = weights * np.minimum(1.0, HUBER_BPM / np.maximum(far, HUBER_BPM))
        hold = variance / RUN_WORTH / prior.spread**2
        normal = np.tensordot(robust, moments.xx, 1) + np.diag(hold)
        goal: Column = np.tensordot(robust, moments.xy, 1) + hold * prior.centre
        found = np.asarray(np.linalg.solve(normal, goal), dtype=np.float64)
        around = float(robust @ moments.squares(found) / robust.sum())
        variance = max(around, LEAST_VARIANCE_BPM2)
    return found, robust
