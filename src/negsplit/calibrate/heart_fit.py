"""The fit of a runner's heart line over runs, and how sure it is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.calibrate.estimate import FEWEST_RUNS, Basis, Estimate, of_population
from negsplit.calibrate.heart_line import (
    POPULATION_LAG,
    Moments,
    Prior,
    fit,
)
from negsplit.calibrate.runs import LAGS_S, UsableRun, lags

if TYPE_CHECKING:
    from negsplit.calibrate.drive import Lag
    from negsplit.recording import Column

# A run weighs half as much as one this many runs later: fitness and season change. Of
# 3 to 40 runs, 4 to 5 predicted later runs of the five sets best.
HALF_LIFE_RUNS = 5.0
# Lags are held to the population's: as if each run gave five independent minutes,
# against a factor of 1.65 either way.
MINUTES_PER_RUN = 5.0
LAG_SPREAD_LN = 0.5
# From day to day a runner's heart is off by about this much at the same speed (the
# five sets: 4.3 to 5.9 bpm in mean size), and this counts as so many runs of it.
DAY_TO_DAY_BPM = 6.0
DAY_TO_DAY_RUNS = 3


@dataclass(frozen=True, slots=True, eq=False)
class HeartFit:
    """The fit over all runs, and over all runs but one."""

    lag: Lag
    whole: Column
    without: Column
    misses_bpm: Column


def fit_heart(
    runs: list[UsableRun], half_life_runs: float | None, prior: Prior
) -> HeartFit:
    """Return the fit, or the prior itself where runs are too few."""
    if len(runs) < FEWEST_RUNS:
        nothing = np.zeros((0, len(prior.centre)))
        return HeartFit(POPULATION_LAG, prior.centre, nothing, np.zeros(0))
    weights = _weights(len(runs), half_life_runs)
    moments = {lag: Moments.of([run.row(lag) for run in runs]) for lag in lags()}
    _, robust = fit(moments[POPULATION_LAG], weights, prior)
    lag = min(lags(), key=lambda lag: _lag_cost(moments[lag], robust, prior, lag))
    whole, _ = fit(moments[lag], weights, prior)
    everyone = np.arange(len(runs))
    without = np.array(
        [fit(moments[lag], weights * (everyone != i), prior)[0] for i in everyone]
    )
    misses = moments[lag].y - np.einsum("ni,ni->n", moments[lag].x, without)
    return HeartFit(lag, whole, without, misses)


def _weights(runs: int, half_life_runs: float | None) -> Column:
    """Return what every run weighs, the latest 1."""
    age = np.arange(runs, dtype=float)[::-1]
    return np.ones(runs) if half_life_runs is None else 0.5 ** (age / half_life_runs)


def _lag_cost(moments: Moments, weights: Column, prior: Prior, lag: Lag) -> float:
    """Return how badly a lag fits, as minus twice a log likelihood with its prior."""
    found, _ = fit(moments, weights, prior)
    square = float(weights @ moments.squares(found) / weights.sum())
    off = [math.log(s / POPULATION_LAG.rise_s) for s in (lag.rise_s, lag.fall_s)]
    held = sum(x**2 for x in off) / LAG_SPREAD_LN**2
    return MINUTES_PER_RUN * len(weights) * math.log(max(square, 1e-9)) + held


def of_line(fitted: HeartFit, terms: Column, spread: float) -> Estimate:
    """Return a sum of coefficients, with the error that leaving runs out shows.

    Without runs it is the population's, which differs by `spread`.
    """
    value = float(fitted.whole @ terms)
    runs = len(fitted.without)
    if not runs:
        return of_population(value, spread)
    # The jackknife: runs, not seconds, are independent of each other.
    parts = fitted.without @ terms
    error = float(np.sqrt((runs - 1) / runs * ((parts - parts.mean()) ** 2).sum()))
    return Estimate(value, error, runs, Basis.MEASURED)


def of_lag(lag_s: float, runs: int) -> Estimate:
    """Return a time constant; its error is the step of the lags that are tried."""
    if runs < FEWEST_RUNS:
        return of_population(lag_s, lag_s * LAG_SPREAD_LN)
    return Estimate(
        lag_s, lag_s * math.log(LAGS_S[1] / LAGS_S[0]) / 2, runs, Basis.MEASURED
    )


def day_to_day(misses_bpm: Column) -> float:
    """Return how far whole runs lie from a line that does not know them.

    The median size is used, which a few failing sensors do not move; few runs are
    filled up with the population's.
    """
    count = len(misses_bpm)
    if not count:
        return DAY_TO_DAY_BPM
    # 1.4826 times the median size is the standard deviation of a normal distribution.
    own = 1.4826 * float(np.median(np.abs(misses_bpm)))
    mixed = own**2 * count + DAY_TO_DAY_BPM**2 * DAY_TO_DAY_RUNS
    return float(np.sqrt(mixed / (count + DAY_TO_DAY_RUNS)))
