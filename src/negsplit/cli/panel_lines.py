"""The panels of a simulation drawn in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.cli.braille import WIDTH, binned, dot_edges, drawn, ruler

if TYPE_CHECKING:
    from negsplit.drawings.panels import Panel
    from negsplit.units import DistanceUnit

HEIGHT = 6


def terminal_lines(panel: Panel, unit: DistanceUnit, *, last: bool) -> list[str]:
    """Return the lines of a panel; the last one carries the ruler."""
    edges_m = dot_edges(0.0, float(panel.distance_m[-1]))
    values = binned(panel.distance_m, panel.values, edges_m)
    band = None
    if panel.band is not None:
        band_m, low, high = panel.band
        middles_m = edges_m[1::2]
        band = np.interp(middles_m, band_m, low), np.interp(middles_m, band_m, high)
    rows = drawn(values, band, (panel.bottom, panel.top), HEIGHT)
    marked = _marked_row(panel)
    lines = [f"{'':>9}  {panel.title}"]
    for row, cells in enumerate(rows):
        axis = "╋" if row == marked else "┤"
        lines.append(f"{_label(panel, row):>9} {axis}{cells}".rstrip())
    if last:
        lines.append(f"{'':>9} └{'─' * WIDTH}")
        lines.append(f"{'':>9}  {ruler(0.0, float(edges_m[-1]), unit)}")
    return lines


def _label(panel: Panel, row: int) -> str:
    """Return the value at the top, the middle and the bottom row."""
    if row not in (0, HEIGHT // 2, HEIGHT - 1):
        return ""
    share = row / (HEIGHT - 1)
    return panel.text(panel.top - share * (panel.top - panel.bottom))


def _marked_row(panel: Panel) -> int | None:
    if panel.mark is None:
        return None
    share = (panel.top - panel.mark) / (panel.top - panel.bottom)
    return min(int(share * HEIGHT), HEIGHT - 1)
