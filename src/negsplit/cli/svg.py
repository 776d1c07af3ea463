"""Panels as one SVG: text that can be read aloud, and no meaning in colour alone.

The likeliest run is a line, the range of four runners in five a paler area around it,
and a value that means something a dashed line with its own label.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from negsplit.cli.braille import ROUND_STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.cli.panels import Panel
    from negsplit.recording import Column
    from negsplit.units import DistanceUnit

# Sizes in user units; the picture scales to whatever holds it.
WIDTH, LEFT, RIGHT = 720, 78, 16
PANEL, GAP, TOP, BOTTOM = 120, 34, 64, 40
# No screen shows more points than this in that width.
MOST_POINTS = 600
LINE, AREA, QUIET = "#1f4e79", "#a9c4de", "#555555"
STYLE = (
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
STYLE_DARK = (
    f"text{{fill:#e8e8e8}}.quiet{{fill:{QUIET_DARK}}}.paper{{fill:#141414}}"
    f".line{{stroke:{LINE_DARK}}}.area{{fill:{AREA_DARK}}}"
    f".other,.frame,.mark{{stroke:{QUIET_DARK}}}"
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A further drawing below the panels: its lines, from 0 downwards, and styles."""

    height: int
    lines: tuple[str, ...]
    style: str
    style_dark: str


def svg_of(
    panels: tuple[Panel, ...],
    title: str,
    told: str,
    unit: DistanceUnit,
    below: Drawing | None = None,
) -> str:
    """Return panels below each other as SVG, which turns dark where all is dark.

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
    panels_end = TOP + len(panels) * (PANEL + GAP) + BOTTOM
    height = panels_end + (0 if below is None else below.height)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            'role="img" aria-labelledby="title told">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="told">{escape(told)}</desc>',
            f"<style>{_style(below)}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
            _text(LEFT, 24, title, "title"),
            _text(LEFT, 42, told, "quiet"),
            *(
                line
                for number, panel in enumerate(panels)
                for line in _panel(panel, TOP + GAP / 2 + number * (PANEL + GAP))
            ),
            *_ruler(panels[-1], panels_end - BOTTOM - GAP / 2, unit),
            *_below(below, panels_end),
            "</svg>",
            "",
        ]
    )


def _style(below: Drawing | None) -> str:
    light, dark = STYLE, STYLE_DARK
    if below is not None:
        light, dark = light + below.style, dark + below.style_dark
    return f"{light}@media (prefers-color-scheme:dark){{{dark}}}"


def _below(below: Drawing | None, top: float) -> Iterator[str]:
    if below is not None:
        yield f'<g transform="translate(0 {top:g})">'
        yield from below.lines
        yield "</g>"


def _panel(panel: Panel, top: float) -> Iterator[str]:
    wide = WIDTH - LEFT - RIGHT
    yield f'<rect class="frame" x="{LEFT}" y="{top}" width="{wide}" height="{PANEL}"/>'
    yield _text(LEFT, top - 6, panel.title)
    if panel.band is not None:
        metres, low, high = panel.band
        there = _points(panel, metres, high, top)
        back = _points(panel, metres, low, top)[::-1]
        yield f'<polygon class="area" points="{" ".join(there + back)}"/>'
    if panel.mark is not None:
        y = _height(panel, np.array([panel.mark]), top)[0]
        yield f'<line class="mark" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
    if panel.other is not None:
        dashed = _points(panel, *panel.other, top)
        yield f'<polyline class="other" points="{" ".join(dashed)}"/>'
    line = _points(panel, panel.distance_m, panel.values, top)
    yield f'<polyline class="line" points="{" ".join(line)}"/>'
    for share in (0.0, 0.5, 1.0):
        value = panel.top - share * (panel.top - panel.bottom)
        yield _text(
            LEFT - 6, top + share * PANEL + 4, panel.text(value), "quiet", "end"
        )


def _points(panel: Panel, metres: Column, values: Column, top: float) -> list[str]:
    """Return a curve as points, thinned to what can be seen."""
    few = np.unique(np.linspace(0, len(metres) - 1, MOST_POINTS).round().astype(int))
    wide = WIDTH - LEFT - RIGHT
    across = LEFT + np.minimum(metres[few] / panel.distance_m[-1], 1.0) * wide
    down = _height(panel, values[few], top)
    return [f"{x:.1f},{y:.1f}" for x, y in zip(across, down, strict=True)]


def _height(panel: Panel, values: Column, top: float) -> Column:
    share = (panel.top - values) / (panel.top - panel.bottom)
    return np.round(top + np.clip(share, 0.0, 1.0) * PANEL, 1)


def _ruler(panel: Panel, top: float, unit: DistanceUnit) -> Iterator[str]:
    total = float(panel.distance_m[-1]) / unit.metres
    step = next((s for s in ROUND_STEPS if total / s <= 12), 100)
    for mark in np.arange(0.0, total + 1e-9, step):
        x = LEFT + mark / total * (WIDTH - LEFT - RIGHT)
        yield _text(round(x, 1), top + 16, f"{mark:g}", "quiet", "middle")
    yield _text(WIDTH - RIGHT, top + 32, unit.value, "quiet", "end")


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" class="{kind}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )
