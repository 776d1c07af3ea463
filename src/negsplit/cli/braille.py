"""Curves in the terminal: dots of braille, with a band behind them as a shade.

A character cell of braille holds two columns and four rows of dots [1]_, so a drawing
of 60 by 12 characters shows 120 by 48 points.

References
----------
.. [1] The Unicode Standard, Braille Patterns, U+2800 to U+28FF.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.drawings.panel_picture import ROUND_STEPS

if TYPE_CHECKING:
    from negsplit.recording import Column, Mask
    from negsplit.units import DistanceUnit

BLANK = 0x2800
# Bit of each dot in a braille cell, by row and column.
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
SHADE = "░"
WIDTH = 60


def dot_edges(start_m: float, end_m: float) -> Column:
    """Return the edges of the columns of dots over a distance."""
    return np.linspace(start_m, end_m, 2 * WIDTH + 1)


def binned(distance_m: Column, values: Column, edges_m: Column) -> Column:
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


def drawn(
    values: Column,
    band: tuple[Column, Column] | None,
    axis: tuple[float, float],
    height: int,
) -> list[str]:
    """Return the rows of characters of a curve.

    Parameters
    ----------
    values : array, shape (2 * WIDTH,)
        The curve, one value a column of dots; NaN is a gap.
    band : tuple of array, shape (WIDTH,), optional
        Low and high end of the shade, one a character; NaN where there is none.
    axis : tuple of float
        What the bottom and the top stand for.
    height : int
        Rows of characters.
    """
    cells = _dots(values, axis, height)
    shade = _shaded(band, axis, height)
    return [
        "".join(
            chr(BLANK + dots) if dots else (SHADE if is_dim else " ")
            for dots, is_dim in zip(cells[row], shade[row], strict=True)
        )
        for row in range(height)
    ]


def ruler(start_m: float, end_m: float, unit: DistanceUnit) -> str:
    """Return a line with round distances below their places."""
    span = (end_m - start_m) / unit.metres
    step = next((s for s in ROUND_STEPS if span / s <= 8), 100)
    line = [" "] * (WIDTH + 6)
    mark = 0.0
    while mark <= span:
        text = f"{mark:g}"
        place = round(mark / span * (WIDTH - 1)) if span else 0
        line[place : place + len(text)] = text
        mark += step
    return "".join(line).rstrip() + f" {unit.value}"


def _dots(values: Column, axis: tuple[float, float], height: int) -> list[list[int]]:
    bottom, top = axis
    cells = [[0] * WIDTH for _ in range(height)]
    share = np.clip((top - values) / (top - bottom), 0.0, 1.0)
    levels = np.rint(np.nan_to_num(share, nan=-1.0) * (4 * height - 1)).astype(int)
    before = -1
    for column, level in enumerate(levels.tolist()):
        if level < 0:  # a gap
            before = -1
            continue
        before = level if before < 0 else before
        # Join neighbours, so that a step is a line and not two loose dots.
        for row in range(min(before, level), max(before, level) + 1):
            cells[row // 4][column // 2] |= DOTS[row % 4][column % 2]
        before = level
    return cells


def _shaded(
    band: tuple[Column, Column] | None, axis: tuple[float, float], height: int
) -> Mask:
    if band is None:
        return np.zeros((height, WIDTH), dtype=bool)
    bottom, top = axis
    half = (top - bottom) / height / 2
    middles = (top - (2 * np.arange(height) + 1) * half)[:, None]
    low, high = band
    return (low - half <= middles) & (middles <= high + half)
