"""Pace over distance in the terminal, faster up.

The target band lies behind the curve as a shade, the altitude below it as a row of
blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.clean import STANDING_MPS
from negsplit.cli.braille import WIDTH, binned, dot_edges, drawn, ruler
from negsplit.units import DistanceUnit, format_height, format_pace

if TYPE_CHECKING:
    from negsplit.recording import Column

BLOCKS = "▁▂▃▄▅▆▇█"
HEIGHT = 12
# Stops and spikes would squeeze the rest: the axis spans these percentiles, and a bit.
SHOWN_PERCENTILES = (4.0, 99.0)
MARGIN_FRAC = 0.06
# Less height than this is a flat run, or a file without altitudes. Inferred.
FLAT_M = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """What a chart shows.

    Parameters
    ----------
    distance_m, speed_mps : array, shape (n,)
        The curve; distance never falls.
    altitude_m : array, shape (n,)
        NaN where unknown.
    low_mps, high_mps : array, shape (n,)
        The target band; NaN where there is none.
    """

    distance_m: Column
    speed_mps: Column
    altitude_m: Column
    low_mps: Column
    high_mps: Column


def draw(curve: Curve, unit: DistanceUnit) -> list[str]:
    """Return the lines of a chart of pace over distance."""
    edges_m = dot_edges(float(curve.distance_m[0]), float(curve.distance_m[-1]))
    speed = binned(curve.distance_m, curve.speed_mps, edges_m)
    bottom, top = _axis(curve, speed)
    rows = drawn(speed, _band(curve, edges_m), (bottom, top), HEIGHT)
    lines = [
        f"{_label(row, bottom, top, unit):>9} ┤{cells}"
        for row, cells in enumerate(rows)
    ]
    lines.append(f"{'':>9} └{'─' * WIDTH}")
    lines.append(f"{'':>9}  {ruler(edges_m[0], edges_m[-1], unit)}")
    known_m = curve.altitude_m[np.isfinite(curve.altitude_m)]
    if len(known_m) and np.ptp(known_m) >= FLAT_M:
        lines.append(f"{'altitude':>9}  {_relief(curve, edges_m[::2])}")
        lines.append(f"{'':>9}  {_range(curve.altitude_m, unit)}")
    return lines


def _band(curve: Curve, edges_m: Column) -> tuple[Column, Column] | None:
    """Return the target band at the middle of every character."""
    if not np.isfinite(curve.low_mps).any():
        return None
    places = np.searchsorted(curve.distance_m, (edges_m[:-2:2] + edges_m[2::2]) / 2)
    places = np.minimum(places, len(curve.distance_m) - 1)
    return curve.low_mps[places], curve.high_mps[places]


def _axis(curve: Curve, speed: Column) -> tuple[float, float]:
    low, high = np.percentile(speed, SHOWN_PERCENTILES)
    band = np.concatenate([curve.low_mps, curve.high_mps])
    band = band[np.isfinite(band)]
    if len(band):
        low, high = min(low, band.min()), max(high, band.max())
    margin = max(MARGIN_FRAC * (high - low), 0.02 * high)
    # Nobody moves more slowly, and a pace needs a speed.
    bottom = max(low - margin, STANDING_MPS)
    return float(bottom), float(max(high, bottom) + margin)


def _label(row: int, bottom: float, top: float, unit: DistanceUnit) -> str:
    if row % 3 != 0 and row != HEIGHT - 1:
        return ""
    share = row / (HEIGHT - 1)
    return format_pace(top - share * (top - bottom), unit)


def _relief(curve: Curve, edges_m: Column) -> str:
    heights = binned(curve.distance_m, curve.altitude_m, edges_m)
    low, high = float(heights.min()), float(heights.max())
    # Less than this much of height is no relief worth drawing.
    scale = max(high - low, 20.0)
    levels = ((heights - low) / scale * (len(BLOCKS) - 1)).round().astype(int)
    return "".join(BLOCKS[level] for level in levels)


def _range(altitude_m: Column, unit: DistanceUnit) -> str:
    low, high = float(np.nanmin(altitude_m)), float(np.nanmax(altitude_m))
    return f"from {format_height(low, unit)} to {format_height(high, unit)}"
