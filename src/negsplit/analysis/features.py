"""One pass over a recording: everything that is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.best_efforts import Covered, best_distances, best_times
from negsplit.analysis.classify import halves_ratio
from negsplit.analysis.feature_blob import decode, encode
from negsplit.analysis.feature_records import (
    DISTANCES_M,
    DURATIONS_S,
    FEATURES_VERSION,
    SPARK_CELLS,
    Features,
)
from negsplit.analysis.heart import decoupling, held_heart_rate, trust_in_heart_rate
from negsplit.analysis.intensity import (
    best_moving_efforts,
    late_part,
    seconds_at_heart_rates,
    seconds_at_speeds,
    settled_pulse,
)
from negsplit.analysis.shape import shape_of
from negsplit.analysis.slowdown import fade_of, slowdown_of
from negsplit.analysis.smoothing import cell_means
from negsplit.analysis.splits import ascent_of, mean_of
from negsplit.analysis.steps_run import steps_run
from negsplit.errors import MissingInputError

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.recording import Column, Recording

__all__ = ["FEATURES_VERSION", "Features", "decode", "encode", "features_of"]


def features_of(recording: Recording, track: Track) -> Features:
    """Return what is kept of a run.

    Parameters
    ----------
    recording : Recording
        For the plan that it carries.
    track : Track
        The same run, cleaned.

    Raises
    ------
    MissingInputError
        If nobody moves in it.
    """
    if not len(track):
        raise MissingInputError("nobody moves in this recording; there is no run")
    shape = shape_of(track)
    trust = trust_in_heart_rate(track)
    heart_bpm = track.heart_rate_bpm[trust.usable]
    curve = Covered.of(track.covered_s, track.covered_m)
    best_s, best_start_s = best_times(curve, DISTANCES_M)
    best_start_s += track.covered_s[0]
    efforts_m, efforts_end_bpm = best_moving_efforts(track, trust.usable)
    late_mps, late_hr_bpm, late_hours = late_part(track, trust)
    pulse_mps, pulse_bpm, pulse_seconds, pulse_hours = settled_pulse(track, trust)
    return Features(
        distance_m=track.total_m,
        elapsed_s=track.elapsed_total_s,
        timer_s=track.timer_s,
        moving_s=float(len(track)),
        speed_mps=float(track.speed_mps.mean()),
        adjusted_mps=float(track.adjusted_mps.mean()),
        ascent_m=ascent_of(track),
        cadence_spm=mean_of(track.cadence_spm),
        mean_hr_bpm=float(heart_bpm.mean()) if len(heart_bpm) else None,
        held_hr_bpm=held_heart_rate(track, trust.usable),
        hr_trust_frac=trust.share_frac,
        decoupling_frac=decoupling(track, trust),
        is_progression=shape.is_progression,
        form=shape.form,
        probability=shape.probability,
        lift_frac=shape.lift_frac,
        late_lift_frac=shape.late_lift_frac,
        smoothness_frac=shape.smoothness_frac,
        start_mps=shape.start_mps,
        finish_mps=shape.finish_mps,
        halves_ratio=halves_ratio(track.speed_mps),
        adjusted_halves_ratio=halves_ratio(track.adjusted_mps),
        fade_frac=fade_of(track),
        slowdown=slowdown_of(track),
        is_planned=recording.workout is not None,
        steps=steps_run(recording, track, trust),
        best_m=best_distances(curve, DURATIONS_S),
        best_s=best_s,
        best_start_s=best_start_s,
        best_climb_m=_climb(track, best_start_s, best_s),
        efforts_m=efforts_m,
        efforts_end_bpm=efforts_end_bpm,
        speed_seconds=seconds_at_speeds(track),
        heart_seconds=seconds_at_heart_rates(track, trust),
        late_mps=late_mps,
        late_hr_bpm=late_hr_bpm,
        late_hours=late_hours,
        pulse_mps=pulse_mps,
        pulse_bpm=pulse_bpm,
        pulse_seconds=pulse_seconds,
        pulse_hours=pulse_hours,
        spark_mps=_spark(track),
        findings=(*track.findings, *trust.findings),
    )


def _climb(track: Track, start_s: Column, took_s: Column) -> Column:
    """Return how much higher a stretch ended than it began; NaN where unknown."""
    known = np.isfinite(track.altitude_m)
    if not known.any():
        return np.full(len(start_s), np.nan)
    at_s, height_m = track.elapsed_s[known], track.altitude_m[known]
    end = np.interp(start_s + took_s, at_s, height_m)
    climb: Column = end - np.interp(start_s, at_s, height_m)
    return climb


def _spark(track: Track) -> Column:
    """Return speed in equal parts; a run of fewer seconds has some of them twice."""
    if len(track) >= SPARK_CELLS:
        return cell_means(track.speed_mps, SPARK_CELLS)
    places = np.arange(SPARK_CELLS) * len(track) // SPARK_CELLS
    return track.speed_mps[places]
