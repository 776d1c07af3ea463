"""A simulated run with the heart of the runner's own recordings.

The models know how hearts follow uptake in general; a calibration knows how this one
follows speed. The curve is the calibrated line; what the day brings is not known, and
the ranges are as wide as the runner's days have differed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from negsplit.calibrate.drive import CELL_S, Drive
from negsplit.physiology.gradient import gap_factor
from negsplit.simulate.dose import ENDS_PERCENT, high_hr_seconds, range_of
from negsplit.simulate.members import WIDEST_Z
from negsplit.simulate.simulation import SEED

if TYPE_CHECKING:
    from negsplit.calibrate.calibration import Calibration
    from negsplit.recording import Column
    from negsplit.simulate import Simulation


@dataclass(frozen=True, slots=True, eq=False)
class _Days:
    """How heart rate could be on a day, one row each; shape (days, 1)."""

    shift_bpm: Column
    max_hr_bpm: Column

    def fraction(self, heart_bpm: Column) -> Column:
        """Return heart rate in fractions of the maximum, shape (days, n)."""
        frac: Column = np.minimum((heart_bpm + self.shift_bpm) / self.max_hr_bpm, 1.0)
        return frac


def with_own_heart(
    found: Simulation,
    calibration: Calibration,
    generator: np.random.Generator | None = None,
) -> Simulation:
    """Return a simulation whose heart rates are those of the runner's own line.

    Parameters
    ----------
    found : Simulation
        Of the same runner.
    calibration : Calibration
        From the runner's recordings.
    generator : numpy.random.Generator, optional
        Draws the days; without one, the same days each time.
    """
    streams, bands = found.streams, found.bands
    climbing_mps = streams.speed_mps * (gap_factor(streams.grade_frac) - 1)
    heart_bpm = follow(
        calibration,
        streams.effort_mps,
        climbing_mps,
        streams.time_s,
        streams.duration_s,
    )
    own_frac = heart_bpm / calibration.max_hr_bpm.value
    days = _days(calibration, found.members, generator or np.random.default_rng(SEED))
    fracs = days.fraction(heart_bpm)
    over = np.percentile(
        days.fraction(np.interp(bands.time_s, streams.time_s, heart_bpm)),
        ENDS_PERCENT,
        axis=0,
    )
    return replace(
        found,
        streams=replace(streams, heart_rate_bpm=heart_bpm, heart_frac=own_frac),
        bands=replace(bands, heart_frac=over),
        dose=replace(
            found.dose,
            high_hr_s=range_of(
                high_hr_seconds(fracs, streams.duration_s),
                float(high_hr_seconds(own_frac[None, :], streams.duration_s)[0]),
            ),
        ),
        heart_assumptions=(
            f"heart rate follows {calibration.runs} runs of your own, which from day "
            f"to day lie within {calibration.band_bpm:.0f} bpm four times in five",
        ),
    )


def follow(
    calibration: Calibration,
    effort_mps: Column,
    climbing_mps: Column,
    time_s: Column,
    duration_s: Column,
) -> Column:
    """Return the runner's heart rate at the end of cells of any length.

    Parameters
    ----------
    calibration : Calibration
        Whose line is followed.
    effort_mps, climbing_mps, time_s, duration_s : array, shape (n,)
        Grade-adjusted speed in each cell, what the grade added to it, when it ends,
        and how long it lasts.
    """
    ends_s = CELL_S * np.arange(1, int(np.ceil(time_s[-1] / CELL_S)) + 1, dtype=float)
    # The last cell ends with the run and may be shorter.
    lasting = np.diff(np.minimum(ends_s, time_s[-1]), prepend=0.0)

    def mean(speed_mps: Column) -> Column:
        covered = np.concatenate([[0.0], np.cumsum(speed_mps * duration_s)])
        gone = np.interp(ends_s, np.concatenate([[0.0], time_s]), covered)
        means: Column = np.diff(gone, prepend=0.0) / lasting
        return means

    drive = Drive(
        mean(effort_mps),
        mean(climbing_mps),
        np.zeros_like(lasting),
        np.minimum(ends_s, time_s[-1]),
    )
    bpm: Column = np.interp(time_s, drive.run_s, calibration.line.follow(drive))
    return bpm


def _days(calibration: Calibration, days: int, generator: np.random.Generator) -> _Days:
    z = np.clip(generator.standard_normal((2, days, 1)), -WIDEST_Z, WIDEST_Z)
    doubt = np.hypot(calibration.day_to_day_bpm, calibration.usual_hr_bpm.error or 0.0)
    max_hr = calibration.max_hr_bpm
    return _Days(doubt * z[0], max_hr.value + (max_hr.error or 0.0) * z[1])
