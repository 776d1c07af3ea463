"""A runner as their own recordings show them, and heart rate foretold from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.quantiles import median
from negsplit.athlete import Athlete
from negsplit.calibrate.drive import drive_of
from negsplit.calibrate.efforts import Effort, estimate_vdot, speed_limits
from negsplit.calibrate.estimate import Estimate, given
from negsplit.calibrate.heart_fit import (
    HALF_LIFE_RUNS,
    day_to_day,
    fit_heart,
    of_lag,
    of_line,
)
from negsplit.calibrate.heart_line import (
    CLIMBING,
    CLIMBING_TERM,
    DRIFT,
    DRIFT_TERM,
    POPULATION,
    POPULATION_SPREAD,
    HeartLine,
    Prior,
    line_of,
    settled_terms,
)
from negsplit.calibrate.limits import max_heart_rate, resting_heart_rate
from negsplit.calibrate.runs import UsableRun, settled_of, usable_run
from negsplit.physiology.kinetics import DRIFT_AFTER_S
from negsplit.runner import Runner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from negsplit.analysis.clean import Track
    from negsplit.recording import Column, Mask

# Four of five runs fall within so many standard deviations.
BAND_SDS = 1.2816
# What the day adds is read off the second five minutes, when the heart has settled, if
# at least a minute of them was measured (inferred). Four fifths of it are expected to
# last: of 0.5 to 1 that predicted the rest of 700 runs of 13 runners best, by 0.1 bpm.
DAY_FROM_S, DAY_LEAST_S, DAY_SHARE = 300, 60, 0.8
# Speed that is called usual before there are runs: the five sets' mean.
POPULATION_SPEED_MPS = 2.7
# How much runners differ in their heart rate at one speed, and in what a m/s costs:
# twice what the five sets differ by.
SETTLED_SPREAD_BPM, SLOPE_SPREAD_BPM = 16.0, 8.0
# Where the population's line is moved to a runner who is known otherwise: easy running.
KNOWN_AT_FRAC = 0.70


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a runner's recordings say of them, on a date.

    Parameters
    ----------
    measured_on : date or None
        As the caller dates it.
    runs : int
        How many runs had a usable heart rate.
    line : HeartLine
        What heart rate is predicted by.
    usual_mps : float
        Mean speed of the runs grade-adjusted. [m/s]
    usual_hr_bpm, slope_bpm_per_mps : Estimate
        Settled heart rate at that speed, and what a m/s more or less changes.
    drift_bpm_per_h : Estimate
        Rise at unchanged speed after ten minutes.
    climbing_bpm_per_mps : Estimate
        What a m/s that the grade curve adds uphill costs this runner beyond one on the
        flat: negative where hills cost them less than the curve says.
    rise_s, fall_s : Estimate
        Time constants with which heart rate follows speed as the watch shows it.
    max_hr_bpm, resting_hr_bpm : Estimate
        Maximum and resting heart rate.
    critical_speed_mps, d_prime_m, vdot_ml_kg_min : Estimate
        Critical speed, D′ and VDOT.
    day_to_day_bpm : float
        Standard deviation of a whole run's heart rate about its prediction: the form
        of the day, heat and sleep, which nobody knows in advance. [beats/min]
    """

    measured_on: date | None
    runs: int
    line: HeartLine
    usual_mps: float
    usual_hr_bpm: Estimate
    slope_bpm_per_mps: Estimate
    drift_bpm_per_h: Estimate
    climbing_bpm_per_mps: Estimate
    rise_s: Estimate
    fall_s: Estimate
    max_hr_bpm: Estimate
    resting_hr_bpm: Estimate
    critical_speed_mps: Estimate
    d_prime_m: Estimate
    vdot_ml_kg_min: Estimate
    day_to_day_bpm: float

    @property
    def band_bpm(self) -> float:
        """Half the width of the band that four of five runs' means fall in."""
        return BAND_SDS * self.day_to_day_bpm


def calibrate(
    tracks: Sequence[Track],
    *,
    athlete: Athlete | None = None,
    measured_on: date | None = None,
    half_life_runs: float | None = HALF_LIFE_RUNS,
) -> Calibration:
    """Return what a runner's recordings say of them.

    Parameters
    ----------
    tracks : sequence of Track
        The runs, oldest first. Runs that are short, slow or without a heart rate that
        can be trusted are left out.
    athlete : Athlete, optional
        What is known; it goes before what the runs show.
    measured_on : date, optional
        The day for which this holds.
    half_life_runs : float, optional
        A run weighs half as much as one this many runs later; None for equal weights.

    Returns
    -------
    Calibration
        With values of the population where fewer than three runs can be used.
    """
    athlete = athlete or Athlete()
    runs = [run for track in tracks if (run := usable_run(track)) is not None]
    heart = fit_heart(runs, half_life_runs, _population(athlete))
    held = [run.held_bpm for run in runs if run.held_bpm is not None]
    max_hr = max_heart_rate(held, athlete)
    resting_hr = resting_heart_rate(athlete)
    efforts = [run.efforts for run in runs]
    line = line_of(heart.whole, heart.lag, max_hr.value)
    settled = [settled_of(run, line.drift_bpm_per_h) for run in runs]
    vdot = estimate_vdot(settled, efforts, resting_hr, max_hr, athlete)
    critical_speed, d_prime = _limits(athlete, efforts, max_hr, vdot)
    usual_mps = _usual(runs)
    return Calibration(
        measured_on=measured_on,
        runs=len(runs),
        line=line,
        usual_mps=usual_mps,
        usual_hr_bpm=of_line(heart, settled_terms(usual_mps), SETTLED_SPREAD_BPM),
        slope_bpm_per_mps=of_line(
            heart, settled_terms(1.0) - settled_terms(0.0), SLOPE_SPREAD_BPM
        ),
        drift_bpm_per_h=of_line(heart, DRIFT_TERM, POPULATION_SPREAD[DRIFT]),
        climbing_bpm_per_mps=of_line(heart, CLIMBING_TERM, POPULATION_SPREAD[CLIMBING]),
        rise_s=of_lag(heart.lag.rise_s, len(runs)),
        fall_s=of_lag(heart.lag.fall_s, len(runs)),
        max_hr_bpm=max_hr,
        resting_hr_bpm=resting_hr,
        critical_speed_mps=critical_speed,
        d_prime_m=d_prime,
        vdot_ml_kg_min=vdot,
        day_to_day_bpm=day_to_day(heart.misses_bpm),
    )


def predict_heart_rate(calibration: Calibration, track: Track) -> Column:
    """Return heart rate for every second of a run, from speed, grade and time alone.

    The form of the day is unknown: as a whole the run may lie above or below by
    :attr:`Calibration.band_bpm` four times in five.
    """
    if not len(track):
        return np.zeros(0)
    drive = drive_of(track)
    bpm = calibration.line.follow(drive)
    seconds: Column = np.interp(np.arange(len(track)) + 0.5, drive.run_s, bpm)
    return seconds


def day_offset(
    expected_bpm: Column, measured_bpm: Column, usable: Mask
) -> float | None:
    """Return what the day adds to a run's heart rate, as its first minutes show.

    Form, sleep, heat and the sensor are the same for the whole run, and most of what
    a calibration misses. On 13 public runners the error over the rest of a run was
    7.0 bpm without it and 5.4 with it.

    Parameters
    ----------
    expected_bpm, measured_bpm : array, shape (n,)
        In every second of moving time.
    usable : array of bool, shape (n,)
        Where the measurement can be trusted.

    Returns
    -------
    float or None
        To be added to what is expected of the rest; None where too little is known.
        [beats/min]
    """
    second_s = np.arange(len(expected_bpm))
    early = usable & (second_s >= DAY_FROM_S) & (second_s < DRIFT_AFTER_S)
    early &= np.isfinite(measured_bpm)
    if early.sum() < DAY_LEAST_S:
        return None
    return DAY_SHARE * median((measured_bpm - expected_bpm)[early])


def _population(athlete: Athlete) -> Prior:
    """Return the population's line, through what is known of the runner if it is."""
    centre = np.array(POPULATION)
    runner = Runner.of(athlete)
    if runner.has_heart_rate and runner.vdot_ml_kg_min is not None:
        easy = settled_terms(runner.speed_at(KNOWN_AT_FRAC))
        centre[0] += runner.heart_rate_at(KNOWN_AT_FRAC) - easy @ centre
    return Prior(centre, np.array(POPULATION_SPREAD))


def _usual(runs: list[UsableRun]) -> float:
    """Return the mean speed of runs, each counting the same."""
    if not runs:
        return POPULATION_SPEED_MPS
    return float(np.mean([run.speed_mps for run in runs]))


def _limits(
    athlete: Athlete,
    efforts: list[tuple[Effort, ...]],
    max_hr: Estimate,
    vdot: Estimate,
) -> tuple[Estimate, Estimate]:
    """Return critical speed and D′ as given, else from efforts."""
    speed, reserve = speed_limits(efforts, max_hr.value, vdot)
    if athlete.critical_speed_mps is not None:
        speed = given(athlete.critical_speed_mps)
    if athlete.d_prime_m is not None:
        reserve = given(athlete.d_prime_m)
    return speed, reserve
