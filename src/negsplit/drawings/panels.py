"""The curves of a simulation, ready to be drawn in the terminal or as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.units import format_pace

if TYPE_CHECKING:
    from collections.abc import Callable

    from negsplit.recording import Column
    from negsplit.simulate import Simulation
    from negsplit.units import DistanceUnit

# Standing would squeeze the rest of a pace axis; it is cut off below this percentile.
SLOW_PERCENTILE = 2.0
MARGIN_FRAC = 0.08
LEAST_SPEED_MPS = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """One curve over distance, with the band that four runners in five lie in.

    Parameters
    ----------
    title : str
        What it shows.
    distance_m, values : array, shape (n,)
        The curve.
    band : tuple of array, shape (k,), optional
        Distance, low and high end of the band; ``None`` where nothing is unsure.
    bottom, top : float
        Ends of the axis.
    text : callable
        A value as text.
    mark : float, optional
        A value that means something, to be marked on the axis.
    other : tuple of array, shape (m,), optional
        Distance and values of a second curve, dashed; in drawings, not on the screen.
    """

    title: str
    distance_m: Column
    values: Column
    band: tuple[Column, Column, Column] | None
    bottom: float
    top: float
    text: Callable[[float], str]
    mark: float | None = None
    other: tuple[Column, Column] | None = None


def panels_of(found: Simulation, unit: DistanceUnit) -> tuple[Panel, ...]:
    """Return pace, heart rate, oxygen uptake and D′ along a run."""
    return (_pace(found, unit), _heart(found), _uptake(found), _d_prime(found))


def pace_panel(
    title: str,
    distance_m: Column,
    speed_mps: Column,
    other: tuple[Column, Column] | None,
    unit: DistanceUnit,
) -> Panel:
    """Return a panel of speed, its axis told as pace."""
    seen = speed_mps if other is None else np.concatenate([speed_mps, other[1]])
    low, high = float(np.percentile(seen, SLOW_PERCENTILE)), float(seen.max())
    margin = max(MARGIN_FRAC * (high - low), 0.02 * high)
    return Panel(
        title,
        distance_m,
        speed_mps,
        None,
        max(low - margin, LEAST_SPEED_MPS),
        high + margin,
        lambda value: format_pace(value, unit),
        other=other,
    )


def _pace(found: Simulation, unit: DistanceUnit) -> Panel:
    streams = found.streams
    return pace_panel(
        "pace, faster up", streams.distance_m, streams.speed_mps, None, unit
    )


def _heart(found: Simulation) -> Panel:
    """Return heart rate in beats where the maximum is known, else in percent of it."""
    streams, bands = found.streams, found.bands
    low, high = bands.heart_frac
    per_max = float(streams.heart_rate_bpm[0] / streams.heart_frac[0])
    if np.isfinite(per_max):
        return Panel(
            "heart rate, bpm; 90 % of maximum marked",
            streams.distance_m,
            streams.heart_rate_bpm,
            (bands.distance_m, low * per_max, high * per_max),
            0.5 * per_max,
            per_max,
            lambda value: f"{value:.0f}",
            0.9 * per_max,
        )
    return Panel(
        "heart rate, % of maximum; 90 % marked",
        streams.distance_m,
        streams.heart_frac,
        (bands.distance_m, low, high),
        0.5,
        1.0,
        lambda value: f"{value:.0%}",
        0.9,
    )


def _uptake(found: Simulation) -> Panel:
    low, high = found.bands.uptake_frac
    return Panel(
        "oxygen uptake, % of VO2max; 90 % marked",
        found.streams.distance_m,
        found.streams.uptake_frac,
        (found.bands.distance_m, low, high),
        0.3,
        1.0,
        lambda value: f"{value:.0%}",
        0.9,
    )


def _d_prime(found: Simulation) -> Panel:
    low, high = found.bands.d_prime_m
    return Panel(
        "D′ left, metres above critical speed; none left marked",
        found.streams.distance_m,
        found.streams.d_prime_m,
        (found.bands.distance_m, low, high),
        min(0.0, float(found.streams.d_prime_m.min())),
        float(max(high.max(), found.streams.d_prime_m.max())),
        lambda value: f"{value:.0f} m",
        0.0,
    )
