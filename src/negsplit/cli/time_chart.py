"""A value through months in the terminal: a line, and its band as a shade behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.cli.braille import WIDTH, drawn
from negsplit.drawings.through_time import along, marks

if TYPE_CHECKING:
    from negsplit.drawings.through_time import TimeCurve

HEIGHT = 7


def time_lines(curve: TimeCurve, *, with_ruler: bool = True) -> list[str]:
    """Return the lines of a chart of a value through time."""
    first, last = curve.span
    dots = np.linspace(first, last, 2 * WIDTH)
    characters = np.linspace(first, last, WIDTH)
    values = along(curve, curve.values, dots)
    band = along(curve, curve.low, characters), along(curve, curve.high, characters)
    bottom, top = curve.axis
    rows = drawn(values, band, (bottom, top), HEIGHT)
    lines = [f"{'':>9}  {curve.title}"]
    for row, cells in enumerate(rows):
        label = ""
        if row in (0, HEIGHT // 2, HEIGHT - 1):
            label = curve.text(top - row / (HEIGHT - 1) * (top - bottom))
        lines.append(f"{label:>9} ┤{cells}".rstrip())
    if with_ruler:
        lines.append(f"{'':>9} └{'─' * WIDTH}")
        lines.append(f"{'':>9}  {_ruler(first, last)}")
    return lines


def _ruler(first: int, last: int) -> str:
    line = [" "] * (WIDTH + 8)
    for day, name in marks(first, last, 6):
        place = round((day - first) / (last - first) * (WIDTH - 1))
        if all(char == " " for char in line[max(place - 1, 0) : place + len(name)]):
            line[place : place + len(name)] = name
    return "".join(line).rstrip()
