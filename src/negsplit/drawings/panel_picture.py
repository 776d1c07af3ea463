"""Panels below each other as one drawing: no meaning in colour alone.

The likeliest run is a line, the range of four runners in five a paler area around it,
and a value that means something a dashed line with its own label.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from negsplit.drawings.frame import Look, Setting, framed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.drawings.panels import Panel
    from negsplit.recording import Column
    from negsplit.units import DistanceUnit

# Sizes in user units; the picture scales to whatever holds it.
WIDTH, LEFT, RIGHT = 720, 78, 16
PANEL, GAP, HEAD, BOTTOM = 120, 34, 47, 40
# Distances between the marks of a ruler.
ROUND_STEPS = (0.5, 1, 2, 5, 10, 20, 50)
# No screen shows more points than this in that width.
MOST_POINTS = 600
LINE, AREA, QUIET = "#1f4e79", "#a9c4de", "#555555"
DAY = (
    "text{font:12px system-ui,sans-serif;fill:#222}"
    ".title{font-size:15px;font-weight:600}"
    f".quiet{{fill:{QUIET}}}"
    f".line{{fill:none;stroke:{LINE};stroke-width:1.8;stroke-linejoin:round}}"
    f".other{{fill:none;stroke:{QUIET};stroke-width:1.4;stroke-dasharray:5 3}}"
    f".area{{fill:{AREA};fill-opacity:.6}}"
    f".frame{{fill:none;stroke:{QUIET};stroke-width:.6}}"
    f".mark{{stroke:{QUIET};stroke-width:1;stroke-dasharray:5 4}}"
    ".paper{fill:#fff}"
)
LINE_DARK, AREA_DARK, QUIET_DARK = "#8fc1ee", "#2f4f70", "#b0b0b0"
NIGHT = (
    f"text{{fill:#e8e8e8}}.quiet{{fill:{QUIET_DARK}}}.paper{{fill:#141414}}"
    f".line{{stroke:{LINE_DARK}}}.area{{fill:{AREA_DARK}}}"
    f".other,.frame,.mark{{stroke:{QUIET_DARK}}}"
)
PANELS = Look("panels", DAY, NIGHT)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A further drawing below the panels: its lines, from 0 downwards, and styles."""

    height: int
    lines: tuple[str, ...]
    style: str
    style_dark: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of a sheet of panels.

    Parameters
    ----------
    width, left, right : float
        Of the sheet, and of the room beside its panels.
    gap : float
        Room above each panel, for its title.
    letters : int
        How many letters of a title fit on a line.
    marks : int
        How many marks fit on the ruler.
    """

    width: float
    left: float
    right: float
    gap: float
    letters: int
    marks: int

    @property
    def wide(self) -> float:
        """Width of a panel."""
        return self.width - self.left - self.right


DESK = Sheet(WIDTH, LEFT, RIGHT, GAP, 110, 12)
PHONE = Sheet(360, 62, 6, 48, 46, 7)
LINE_HEIGHT = 15


def svg_of(
    panels: tuple[Panel, ...],
    title: str,
    told: str,
    unit: DistanceUnit,
    below: Drawing | None = None,
) -> str:
    """Return panels below each other as a file, which turns dark where all is dark.

    Parameters
    ----------
    panels : tuple of Panel
        What to draw.
    title, told : str
        Heading, and the sentence below it.
    unit : DistanceUnit
        Of the distance axis.
    below : Drawing, optional
        What follows the panels.
    """
    look = PANELS
    if below is not None:
        look = Look(PANELS.name, DAY + below.style, NIGHT + below.style_dark)
    end = HEAD + _height_of(DESK, len(panels))
    lines = [
        _text(LEFT, 24, title, "title"),
        _text(LEFT, 42, told, "quiet"),
        *_stack(panels, DESK, unit, HEAD),
        *_below(below, end),
    ]
    height = end + (0 if below is None else below.height)
    return framed(look, (WIDTH, height), (title, told), lines)


def panels_in_page(
    panels: tuple[Panel, ...],
    said: tuple[str, str],
    unit: DistanceUnit,
    setting: Setting,
) -> str:
    """Return panels for a page, which has heading and sentence of its own."""
    sheet = PHONE if setting.is_narrow else DESK
    height = _height_of(sheet, len(panels))
    return framed(
        PANELS, (sheet.width, height), said, _stack(panels, sheet, unit), setting
    )


def _height_of(sheet: Sheet, count: int) -> float:
    return count * (PANEL + sheet.gap) + BOTTOM


def _stack(
    panels: tuple[Panel, ...], sheet: Sheet, unit: DistanceUnit, top: float = 0.0
) -> Iterator[str]:
    step = PANEL + sheet.gap
    for number, panel in enumerate(panels):
        yield from _panel(panel, sheet, top + number * step + sheet.gap)
    yield from _ruler(panels[-1], sheet, top + len(panels) * step, unit)


def _below(below: Drawing | None, top: float) -> Iterator[str]:
    if below is not None:
        yield f'<g transform="translate(0 {top:g})">'
        yield from below.lines
        yield "</g>"


def _panel(panel: Panel, sheet: Sheet, top: float) -> Iterator[str]:
    left, right = sheet.left, sheet.width - sheet.right
    yield (
        f'<rect class="frame" x="{left:g}" y="{top:g}" width="{sheet.wide:g}" '
        f'height="{PANEL}"/>'
    )
    yield from _title(panel.title, sheet, top)
    if panel.band is not None:
        metres, low, high = panel.band
        there = _points(panel, sheet, metres, high, top)
        back = _points(panel, sheet, metres, low, top)[::-1]
        yield f'<polygon class="area" points="{" ".join(there + back)}"/>'
    if panel.mark is not None:
        y = _height(panel, np.array([panel.mark]), top)[0]
        yield f'<line class="mark" x1="{left:g}" x2="{right:g}" y1="{y}" y2="{y}"/>'
    if panel.other is not None:
        dashed = _points(panel, sheet, *panel.other, top)
        yield f'<polyline class="other" points="{" ".join(dashed)}"/>'
    line = _points(panel, sheet, panel.distance_m, panel.values, top)
    yield f'<polyline class="line" points="{" ".join(line)}"/>'
    for share in (0.0, 0.5, 1.0):
        value = panel.top - share * (panel.top - panel.bottom)
        yield _text(
            left - 6, top + share * PANEL + 4, panel.text(value), "quiet", "end"
        )


def _title(title: str, sheet: Sheet, top: float) -> Iterator[str]:
    """Yield the lines of a title, which end just above the panel."""
    lines = wrap(title, sheet.letters)
    left = sheet.left if len(lines) == 1 else 2
    for number, line in enumerate(reversed(lines)):
        yield _text(left, top - 6 - number * LINE_HEIGHT, line)


def _points(
    panel: Panel, sheet: Sheet, metres: Column, values: Column, top: float
) -> list[str]:
    """Return a curve as points, thinned to what can be seen."""
    most = min(MOST_POINTS, int(sheet.wide))
    few = np.unique(np.linspace(0, len(metres) - 1, most).round().astype(int))
    across = sheet.left + np.minimum(metres[few] / panel.distance_m[-1], 1.0) * (
        sheet.wide
    )
    down = _height(panel, values[few], top)
    return [f"{x:.1f},{y:.1f}" for x, y in zip(across, down, strict=True)]


def _height(panel: Panel, values: Column, top: float) -> Column:
    share = (panel.top - values) / (panel.top - panel.bottom)
    return np.round(top + np.clip(share, 0.0, 1.0) * PANEL, 1)


def _ruler(panel: Panel, sheet: Sheet, top: float, unit: DistanceUnit) -> Iterator[str]:
    total = float(panel.distance_m[-1]) / unit.metres
    step = next((s for s in ROUND_STEPS if total / s <= sheet.marks), 100)
    for mark in np.arange(0.0, total + 1e-9, step):
        x = sheet.left + mark / total * sheet.wide
        yield _text(round(x, 1), top + 16, f"{mark:g}", "quiet", "middle")
    yield _text(sheet.width - sheet.right, top + 32, unit.value, "quiet", "end")


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" class="{kind}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )
