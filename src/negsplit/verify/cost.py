"""What the pace of a run costs this runner's heart, beside what it did cost.

With a calibration the comparison is with the runner's own earlier runs, else with the
models of hearts in general, which know less and say so by a wider band. The first ten
minutes are left out: hearts settle in them, and chest straps too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.heart import trust_in_heart_rate
from negsplit.calibrate.calibration import day_offset, predict_heart_rate
from negsplit.calibrate.drive import drive_of
from negsplit.physiology.kinetics import DRIFT_AFTER_S
from negsplit.simulate.body import run_body
from negsplit.simulate.members import drawn, likeliest
from negsplit.simulate.simulation import MEMBERS, SEED
from negsplit.simulate.terrain import Stretch

if TYPE_CHECKING:
    from datetime import date

    from negsplit.analysis.clean import Track
    from negsplit.calibrate.calibration import Calibration
    from negsplit.calibrate.drive import Drive
    from negsplit.recording import Column, Mask
    from negsplit.runner import Runner
    from negsplit.simulate.members import Members

# Ten minutes at least are compared, or nothing is said.
SHORTEST_S = 600
# A rise from the first to the last third of this share of the heart rate is told: the
# 5 % below which coaches call decoupling good (Friel; from memory, a rule of thumb).
RISE_FRAC = 0.05
ENDS_PERCENT = (10.0, 90.0)


@dataclass(frozen=True, slots=True, eq=False)
class HeartCost:
    """Recorded heart rate beside what the same pace usually costs.

    Parameters
    ----------
    expected_bpm : array, shape (n,)
        For every second of the track, from grade-adjusted speed, stops and time.
    above_bpm : float
        Mean of recorded less expected, after the first ten minutes.
    rise_bpm : float
        That mean in the last third less in the first.
    day_bpm : float, optional
        What the day added from the start, as minutes five to ten show.
    band_bpm : float
        Four runs in five lie within so much of what is expected.
    earlier_runs : int
        How many runs of this runner the comparison rests on; 0 for hearts in general.
    latest_run : date, optional
        The day of the last of them, where that is known.
    reason : str
        What it comes to, in a sentence.
    """

    expected_bpm: Column
    above_bpm: float
    rise_bpm: float
    day_bpm: float | None
    band_bpm: float
    earlier_runs: int
    latest_run: date | None
    reason: str


def heart_cost(
    track: Track, runner: Runner | None, calibration: Calibration | None = None
) -> HeartCost | None:
    """Return what a run cost the heart, or nothing where that cannot be said.

    Parameters
    ----------
    track : Track
        The run.
    runner : Runner, optional
        Used where there is no calibration; needs a VDOT and a maximum heart rate.
    calibration : Calibration, optional
        From earlier runs of the same runner.
    """
    usable = trust_in_heart_rate(track).usable & np.isfinite(track.heart_rate_bpm)
    compared = usable & (np.arange(len(track)) >= DRIFT_AFTER_S)
    if compared.sum() < SHORTEST_S:
        return None
    if calibration is not None:
        expected, band = predict_heart_rate(calibration, track), calibration.band_bpm
        runs, latest = calibration.runs, calibration.measured_on
    elif runner is not None and runner.has_heart_rate and runner.vdot_ml_kg_min:
        expected, band = _by_models(track, runner, compared)
        runs, latest = 0, None
    else:
        return None
    above, rise = _differences(track, expected, compared)
    usual = float(expected[compared].mean())
    day = day_offset(expected, track.heart_rate_bpm, usable)
    told = _told(above, rise, band, usual)
    return HeartCost(expected, above, rise, day, band, runs, latest, told)


def _by_models(track: Track, runner: Runner, compared: Mask) -> tuple[Column, float]:
    """Return heart rate by the models, and how far hearts lie from it."""
    drive = drive_of(track)
    single = _seconds(drive, likeliest(runner), runner, len(track))[0]
    members = drawn(runner, np.random.default_rng(SEED), MEMBERS)
    means = _seconds(drive, members, runner, len(track))[:, compared].mean(axis=1)
    low, high = np.percentile(means, ENDS_PERCENT)
    return single, float(high - low) / 2


def _seconds(drive: Drive, members: Members, runner: Runner, count: int) -> Column:
    """Return heart rate for every second of moving time, one row a member."""
    stops = np.flatnonzero(drive.stood_s)
    lasting = np.diff(drive.run_s, prepend=0.0)
    lasting = np.insert(lasting, stops, drive.stood_s[stops])
    effort = np.insert(drive.adjusted_mps, stops, 0.0)
    still = np.zeros_like(effort)
    ends_m = np.cumsum(effort * lasting)
    stretch = Stretch(lasting, effort, effort, still, still, ends_m, 0.0)
    heart = run_body(stretch, members, runner).heart_frac * members.max_hr_bpm
    moving = np.delete(heart, stops + np.arange(len(stops)), axis=1)
    seconds = np.arange(count) + 0.5
    return np.array([np.interp(seconds, drive.run_s, row) for row in moving])


def _differences(track: Track, expected: Column, compared: Mask) -> tuple[float, float]:
    """Return the mean difference, and its rise from the first to the last third."""
    over = (track.heart_rate_bpm - expected)[compared]
    third = len(over) // 3
    return float(over.mean()), float(over[-third:].mean() - over[:third].mean())


def _told(above: float, rise: float, band: float, usual: float) -> str:
    """Return the comparison as a sentence."""
    drifts = rise >= RISE_FRAC * usual
    if abs(above) <= band:
        words = f"within the {band:.0f} bpm that days differ by"
        told = f"heart rate was what this pace costs you ({above:+.0f} bpm, {words})"
        return (
            f"{told}, but rose by {rise:.0f} bpm on the way: drift" if drifts else told
        )
    side = "above" if above > 0 else "below"
    told = f"heart rate ran {abs(above):.0f} bpm {side} what this pace costs you"
    if above < 0:
        return f"{told}: a good day, cool air, or fitter than your earlier runs say"
    if drifts:
        return f"{told}, {rise:.0f} bpm of it rising on the way: drift, as in heat"
    return f"{told}, from early on: heat, fatigue, or a night too short"
