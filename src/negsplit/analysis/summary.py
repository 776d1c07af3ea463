"""The numbers of a whole run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.analysis.heart import (
    decoupling,
    highest_heart_rate,
    seconds_at_or_above,
    seconds_in_zones,
    trust_in_heart_rate,
)
from negsplit.analysis.held import seconds_at
from negsplit.analysis.splits import ascent_of, mean_of

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.runner import Runner

# Zones that watches come with: 50, 60, 70, 80 and 90 % of maximum heart rate. They
# are a convention of Garmin's, not physiology.
ZONE_EDGES_FRAC = (0.6, 0.7, 0.8, 0.9)
VO2MAX_ZONE_FRAC = 0.9


@dataclass(frozen=True, slots=True)
class HeartSummary:
    """Heart rate of a run; what needs a maximum is ``None`` without one."""

    mean_bpm: float
    max_bpm: float
    decoupling_frac: float | None
    zone_edges_bpm: tuple[float, ...] | None
    zones_s: tuple[int, ...] | None
    at_90_percent_of_max_s: int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of a whole run.

    Parameters
    ----------
    distance_m : float
        As the device counted it, repaired.
    elapsed_s, timer_s, moving_s : float
        Wall clock; watch running; actually moving.
    speed_mps, adjusted_mps : float
        Mean over moving time, as run and grade-adjusted.
    ascent_m : float, optional
        Climb, from the smoothed grade, where altitude was recorded.
    cadence_spm : float, optional
        Mean steps of both feet per minute.
    heart_rate : HeartSummary, optional
        Where recorded.
    threshold_s : int, optional
        Seconds held at threshold pace or faster, where the runner is known.
    """

    distance_m: float
    elapsed_s: float
    timer_s: float
    moving_s: float
    speed_mps: float
    adjusted_mps: float
    ascent_m: float | None
    cadence_spm: float | None
    heart_rate: HeartSummary | None
    threshold_s: int | None = None


def summarise(track: Track, runner: Runner | None = None) -> Summary | None:
    """Return the numbers of a run, or nothing if nobody moved in it."""
    if not len(track):
        return None
    return Summary(
        distance_m=track.total_m,
        elapsed_s=track.elapsed_total_s,
        timer_s=track.timer_s,
        moving_s=float(len(track)),
        speed_mps=float(track.speed_mps.mean()),
        adjusted_mps=float(track.adjusted_mps.mean()),
        ascent_m=ascent_of(track),
        cadence_spm=mean_of(track.cadence_spm),
        heart_rate=_heart(track, runner),
        threshold_s=_at_threshold(track, runner),
    )


def _at_threshold(track: Track, runner: Runner | None) -> int | None:
    """Return the seconds held at the runner's threshold or faster, grade-adjusted."""
    if runner is None or runner.vdot_ml_kg_min is None:
        return None
    return round(seconds_at(track.adjusted_mps, runner.threshold_band[0]))


def _heart(track: Track, runner: Runner | None) -> HeartSummary | None:
    trust = trust_in_heart_rate(track)
    heart = track.heart_rate_bpm[trust.usable]
    if not len(heart):
        return None
    edges = zones = at_90 = None
    if runner is not None and runner.has_heart_rate:
        edges = tuple(frac * runner.max_hr for frac in ZONE_EDGES_FRAC)
        zones = seconds_in_zones(track, trust, edges)
        at_90 = seconds_at_or_above(track, trust, VO2MAX_ZONE_FRAC * runner.max_hr)
    return HeartSummary(
        mean_bpm=float(heart.mean()),
        max_bpm=highest_heart_rate(track, trust),
        decoupling_frac=decoupling(track, trust),
        zone_edges_bpm=edges,
        zones_s=zones,
        at_90_percent_of_max_s=at_90,
    )
