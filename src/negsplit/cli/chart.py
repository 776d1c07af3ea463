"""Pace over distance in the terminal: dots of braille, faster up.

A character cell of braille holds two columns and four rows of dots [1]_, so a chart of
60 by 12 characters shows 120 by 48 points. The target band lies behind the curve as a
shade, the altitude below it as a row of blocks.

References
----------
.. [1] The Unicode Standard, Braille Patterns, U+2800 to U+28FF.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.clean import STANDING_MPS
from negsplit.units import DistanceUnit, format_height, format_pace

if TYPE_CHECKING:
    from negsplit.recording import Column

BLANK = 0x2800
# Bit of each dot in a braille cell, by row and column.
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
SHADE = "░"
BLOCKS = "▁▂▃▄▅▆▇█"
WIDTH, HEIGHT = 60, 12
# Stops and spikes would squeeze the rest: the axis spans these percentiles, and a bit.
SHOWN_PERCENTILES = (4.0, 99.0)
MARGIN_FRAC = 0.06


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
    columns = 2 * WIDTH
    edges_m = np.linspace(curve.distance_m[0], curve.distance_m[-1], columns + 1)
    speed = _binned(curve.distance_m, curve.speed_mps, edges_m)
    bottom, top = _axis(curve, speed)
    rows = _dots(speed, bottom, top)
    shade = _shaded(curve, edges_m, bottom, top)
    lines = []
    for row in range(HEIGHT):
        cells = "".join(
            chr(BLANK + rows[row][column])
            if rows[row][column]
            else (SHADE if shade[row][column] else " ")
            for column in range(WIDTH)
        )
        lines.append(f"{_label(row, bottom, top, unit):>9} ┤{cells}")
    lines.append(f"{'':>9} └{'─' * WIDTH}")
    lines.append(f"{'':>9}  {_ruler(edges_m[0], edges_m[-1], unit)}")
    if np.isfinite(curve.altitude_m).any():
        lines.append(f"{'altitude':>9}  {_relief(curve, edges_m[::2])}")
        lines.append(f"{'':>9}  {_range(curve.altitude_m, unit)}")
    return lines


def _binned(distance_m: Column, values: Column, edges_m: Column) -> Column:
    """Return the mean of the values between every two edges, holes filled."""
    places = np.clip(np.searchsorted(edges_m, distance_m, side="right") - 1, 0, None)
    places = np.minimum(places, len(edges_m) - 2)
    known = np.isfinite(values)
    count = np.bincount(places[known], minlength=len(edges_m) - 1)
    total = np.bincount(places[known], values[known], minlength=len(edges_m) - 1)
    filled = np.flatnonzero(count)
    means: Column = np.interp(
        np.arange(len(count)), filled, total[filled] / count[filled]
    )
    return means


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


def _dots(speed: Column, bottom: float, top: float) -> list[list[int]]:
    cells = [[0] * WIDTH for _ in range(HEIGHT)]
    levels = _level(speed, bottom, top)
    before = levels[0]
    for column, level in enumerate(levels):
        # Join neighbours, so that a step is a line and not two loose dots.
        for row in range(min(before, level), max(before, level) + 1):
            cells[row // 4][column // 2] |= DOTS[row % 4][column % 2]
        before = level
    return cells


def _level(speed: Column, bottom: float, top: float) -> list[int]:
    """Return the row of dots of each speed, counted from the top."""
    share = np.clip((top - speed) / (top - bottom), 0.0, 1.0)
    return [int(row) for row in np.rint(share * (4 * HEIGHT - 1))]


def _shaded(
    curve: Curve, edges_m: Column, bottom: float, top: float
) -> list[list[bool]]:
    if not np.isfinite(curve.low_mps).any():
        return [[False] * WIDTH for _ in range(HEIGHT)]
    places = np.searchsorted(curve.distance_m, (edges_m[:-2:2] + edges_m[2::2]) / 2)
    places = np.minimum(places, len(curve.distance_m) - 1)
    low, high = curve.low_mps[places], curve.high_mps[places]
    middles = top - (np.arange(HEIGHT) + 0.5) * (top - bottom) / HEIGHT
    half = (top - bottom) / HEIGHT / 2
    return [
        ((low - half <= middle) & (middle <= high + half)).tolist()
        for middle in middles
    ]


def _label(row: int, bottom: float, top: float, unit: DistanceUnit) -> str:
    if row % 3 != 0 and row != HEIGHT - 1:
        return ""
    share = row / (HEIGHT - 1)
    return format_pace(top - share * (top - bottom), unit)


def _ruler(start_m: float, end_m: float, unit: DistanceUnit) -> str:
    """Return a line with round distances below their places."""
    span = (end_m - start_m) / unit.metres
    step = next((s for s in (0.5, 1, 2, 5, 10, 20, 50) if span / s <= 8), 100)
    line = [" "] * (WIDTH + 6)
    mark = 0.0
    while mark <= span:
        text = f"{mark:g}"
        place = round(mark / span * (WIDTH - 1)) if span else 0
        line[place : place + len(text)] = text
        mark += step
    return "".join(line).rstrip() + f" {unit.value}"


def _relief(curve: Curve, edges_m: Column) -> str:
    heights = _binned(curve.distance_m, curve.altitude_m, edges_m)
    low, high = float(heights.min()), float(heights.max())
    # Less than this much of height is no relief worth drawing.
    scale = max(high - low, 20.0)
    levels = ((heights - low) / scale * (len(BLOCKS) - 1)).round().astype(int)
    return "".join(BLOCKS[level] for level in levels)


def _range(altitude_m: Column, unit: DistanceUnit) -> str:
    low, high = float(np.nanmin(altitude_m)), float(np.nanmax(altitude_m))
    return f"from {format_height(low, unit)} to {format_height(high, unit)}"
