"""A recorded run and what was foretold of it, laid over each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.smoothing import smooth
from negsplit.drawings.panels import Panel, pace_panel

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.recording import Column
    from negsplit.simulate import Simulation
    from negsplit.units import DistanceUnit
    from negsplit.verify.cost import HeartCost

# Heart rates are drawn from this much below to this much above what is seen.
MARGIN_BPM = 6.0
# Speed is smoothed over this share of the run, so that the trend can be seen.
CURVE_SHARE, SHORTEST_CURVE_S = 1 / 60, 21


def overlay_panels(
    track: Track,
    cost: HeartCost | None,
    planned: Simulation | None,
    unit: DistanceUnit,
) -> tuple[Panel, ...]:
    """Return pace and heart rate as recorded, over what was foretold."""
    width = max(round(len(track) * CURVE_SHARE), SHORTEST_CURVE_S) | 1
    other = None
    title = "grade-adjusted pace, faster up"
    if planned is not None:
        title += "; dashed: the plan, simulated"
        other = planned.streams.distance_m, planned.streams.effort_mps
    speed = smooth(track.adjusted_mps, width)
    pace = pace_panel(title, _metres(track), speed, other, unit)
    known = np.isfinite(track.heart_rate_bpm)
    if not known.any():
        return (pace,)
    return pace, heart_panel(track, cost, planned)


def _metres(track: Track) -> Column:
    metres: Column = np.maximum.accumulate(track.distance_m)
    return metres


def heart_panel(
    track: Track, cost: HeartCost | None, planned: Simulation | None
) -> Panel:
    """Return heart rate as recorded, what the pace usually costs, and the plan's."""
    known = np.isfinite(track.heart_rate_bpm)
    metres, heart = _metres(track)[known], track.heart_rate_bpm[known]
    title, band, other = "heart rate, bpm", None, None
    seen = [heart]
    if cost is not None:
        low, high = cost.expected_bpm - cost.band_bpm, cost.expected_bpm + cost.band_bpm
        band = _metres(track), low, high
        title += "; shaded: what this pace costs you"
        seen += [low, high]
    if planned is not None and np.isfinite(planned.streams.heart_rate_bpm).all():
        title += "; dashed: the plan, simulated"
        other = planned.streams.distance_m, planned.streams.heart_rate_bpm
        seen.append(other[1])
    every = np.concatenate(seen)
    return Panel(
        title,
        metres,
        heart,
        band,
        float(every.min()) - MARGIN_BPM,
        float(every.max()) + MARGIN_BPM,
        lambda value: f"{value:.0f}",
        other=other,
    )
