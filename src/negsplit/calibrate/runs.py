"""Which runs can be used, and what each of them brings to the fit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.heart import held_heart_rate, trust_in_heart_rate
from negsplit.calibrate.drive import (
    CELL_S,
    Lag,
    drive_of,
    mean_of_cells,
    other_terms,
    quick_terms,
)
from negsplit.calibrate.efforts import Effort, Settled, best_efforts
from negsplit.calibrate.heart_line import stacked
from negsplit.physiology.kinetics import DRIFT_AFTER_S
from negsplit.recording import Severity

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.analysis.heart import Trust
    from negsplit.recording import Column

# A run counts if it is this long, this fast and this well measured (inferred: shorter
# ones hardly settle, slower ones are walks).
SHORTEST_S = 600
SLOWEST_MPS = 1.6
LEAST_TRUST_FRAC = 0.5
# Lags that are tried, rising and falling: a factor of 1.4 apart.
LAGS_S = (20.0, 30.0, 45.0, 60.0, 85.0, 120.0)


@dataclass(frozen=True, slots=True, eq=False)
class UsableRun:
    """A usable run: its terms where heart rate is known, and what it reached."""

    others: Column
    quick: dict[Lag, Column]
    heart_bpm: Column
    speed_mps: float
    late_speed_mps: float
    late_heart_bpm: float
    late_hours: float
    held_bpm: float | None
    efforts: tuple[Effort, ...]

    def row(self, lag: Lag) -> tuple[Column, Column]:
        """Return terms and heart rate."""
        return stacked(self.others, self.quick[lag]), self.heart_bpm


def usable_run(track: Track) -> UsableRun | None:
    """Return a run as the fit needs it, or None if it cannot be used."""
    if len(track) < SHORTEST_S or track.total_m / len(track) < SLOWEST_MPS:
        return None
    if any(finding.severity is Severity.ERROR for finding in track.findings):
        return None
    trust = trust_in_heart_rate(track)
    if trust.share_frac < LEAST_TRUST_FRAC:
        return None
    return _run(track, trust)


def _run(track: Track, trust: Trust) -> UsableRun:
    drive = drive_of(track)
    heart_bpm = mean_of_cells(
        np.where(trust.usable, track.heart_rate_bpm, np.nan), CELL_S
    )
    known = np.isfinite(heart_bpm)
    late = known & (drive.run_s > DRIFT_AFTER_S)
    late = late if late.any() else known
    hours = np.maximum(drive.run_s[late] - DRIFT_AFTER_S, 0.0) / 3600
    return UsableRun(
        others=other_terms(drive)[known],
        quick={lag: quick_terms(drive, lag)[known] for lag in lags()},
        heart_bpm=heart_bpm[known],
        speed_mps=float(drive.adjusted_mps.mean()),
        late_speed_mps=float(drive.adjusted_mps[late].mean()),
        late_heart_bpm=float(heart_bpm[late].mean()),
        late_hours=float(hours.mean()),
        held_bpm=held_heart_rate(track, trust.usable),
        efforts=best_efforts(track, trust.usable),
    )


def lags() -> list[Lag]:
    """Return all lags that are tried."""
    return [Lag(rise_s, fall_s) for rise_s, fall_s in product(LAGS_S, LAGS_S)]


def settled_of(run: UsableRun, drift_bpm_per_h: float) -> Settled:
    """Return what a run settles at, the drift so far taken off."""
    drifted = drift_bpm_per_h * run.late_hours
    return Settled(run.late_speed_mps, run.late_heart_bpm - drifted)
