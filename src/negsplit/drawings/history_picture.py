"""A history as one SVG: months as bars, form and heart as lines with their bands.

Text can be read aloud, nothing hangs on colour alone, and in dark surroundings the
colours turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from html import escape
from math import log
from typing import TYPE_CHECKING

import numpy as np

from negsplit.drawings.frame import Look, Setting, framed
from negsplit.drawings.history_curves import charts_of
from negsplit.drawings.through_time import along, marks
from negsplit.history.sentences import count, day_text
from negsplit.units import format_clock, format_pace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from negsplit.drawings.through_time import TimeCurve
    from negsplit.history.bests import Farthest
    from negsplit.history.look_back import History
    from negsplit.recording import Column
    from negsplit.units import DistanceUnit

TOP, PANEL, GAP = 86, 130, 72
# A mark needs so much room for its words.
MARK_ROOM = 38
# Below its panel a chart has the names of the axis and a line of words.
BELOW, ABOVE = 44, 28
# Points of a line: no screen shows more in that width.
MOST_POINTS = 400
# Durations marked on the axis of the fastest paces; below the first, a minute, the
# satellites' error is as large as what differs between runs.
DURATIONS_S = (60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800, 86400)
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#222}"
    ".title{font-size:16px;font-weight:600}.name{font-weight:600}"
    ".quiet{fill:#555}.paper{fill:#fff}"
    ".line{fill:none;stroke:#1f4e79;stroke-width:2;stroke-linejoin:round}"
    ".year{fill:none;stroke:#b34700;stroke-width:2;stroke-dasharray:6 3}"
    ".area{fill:#a9c4de;fill-opacity:.6}.grid{stroke:#000;stroke-opacity:.12}"
    ".easy{fill:#b9d3ea}.moderate{fill:#5b93c5}.hard{fill:#123a5e}"
    ".lift{fill:#b34700}.plan{fill:none;stroke:#b34700;stroke-width:1.5}"
)
STYLE_DARK = (
    "text{fill:#e8e8e8}.quiet{fill:#b0b0b0}.paper{fill:#141414}"
    ".line{stroke:#8fc1ee}.year{stroke:#ff9c5b}.area{fill:#2f4f70}"
    ".grid{stroke:#fff;stroke-opacity:.16}"
    ".easy{fill:#2b4a66}.moderate{fill:#5b93c5}.hard{fill:#cfe4f7}"
    ".lift{fill:#ff9c5b}.plan{stroke:#ff9c5b}"
)
HISTORY = Look("history", STYLE, STYLE_DARK)


@dataclass(frozen=True, slots=True)
class Paper:
    """The width of a chart and of its margins, and how many marks it has room for."""

    width: float
    left: float
    right: float
    marks: int

    @property
    def wide(self) -> float:
        """Width of the panel."""
        return self.width - self.left - self.right

    @property
    def end(self) -> float:
        """Where the panel ends."""
        return self.width - self.right


DESK, PHONE = Paper(760, 78, 18, 10), Paper(360, 60, 8, 5)


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart of a history: what it shows, and its lines, from 0 downwards."""

    title: str
    lines: tuple[str, ...]


def history_svg(history: History, unit: DistanceUnit) -> str:
    """Return the charts of a history as one file."""
    charts = charts_in(history, unit, DESK)
    height = TOP + len(charts) * (PANEL + GAP)
    title = (
        f"{count(history.runs, 'run')}, {history.distance_m / unit.metres:,.0f} "
        f"{unit.value}"
    )
    told = f"{day_text(history.first_day)} to {day_text(history.last_day)}"
    lines = [
        _text(DESK.left, 26, title, "title"),
        _text(DESK.left, 44, told, "quiet"),
        *(
            line
            for number, chart in enumerate(charts)
            for line in (
                f'<g transform="translate(0 {TOP + number * (PANEL + GAP)})">',
                _text(DESK.left, -8, chart.title, "name"),
                *chart.lines,
                "</g>",
            )
        ),
    ]
    return framed(HISTORY, (DESK.width, height), (title, told), lines)


def chart_svg(chart: Chart, setting: Setting) -> str:
    """Return one chart for a page, which has its title in words of its own."""
    paper = PHONE if setting.is_narrow else DESK
    lines = [f'<g transform="translate(0 {ABOVE})">', *chart.lines, "</g>"]
    size = paper.width, ABOVE + PANEL + BELOW
    return framed(HISTORY, size, (chart.title, ""), lines, setting)


def charts_in(history: History, unit: DistanceUnit, paper: Paper) -> list[Chart]:
    """Return all charts that a history has enough for."""
    charts = [
        Chart(
            "hours a month: easy, moderate and hard, upwards",
            tuple(_months(history, paper)),
        )
    ]
    charts += [
        Chart(
            curve.title.replace("░", "the area:"),
            tuple(_curve(curve, _span(history), paper)),
        )
        for curve in charts_of(history, unit)
    ]
    fastest = tuple(_fastest(history, unit, paper))
    if fastest:
        year = history.bests.farthest_current
        since = "; dashed, the last twelve months" if year else ""
        charts.append(Chart(f"fastest pace held for a time: ever{since}", fastest))
    return charts


def _months(history: History, paper: Paper) -> Iterator[str]:
    """Yield hours a month as bars of easy, moderate and hard, and progressions."""
    first, last = _span(history)
    most_s = max(month.moving_s for month in history.months)
    scale = (PANEL - 14) / most_s
    yield from _levels(
        (0.0, most_s * PANEL / (PANEL - 14)), lambda v: f"{v / 3600:.0f} h", paper
    )
    wide = max(paper.wide * 30.0 / (last - first), 1.5)
    for month in history.months:
        x = paper.left + (month.month.toordinal() - first) / (last - first) * paper.wide
        base = float(PANEL)
        minutes = month.minutes
        judged = minutes.total_s or 1.0
        parts = (
            ("easy", minutes.easy_s if minutes.total_s else 1.0),
            ("moderate", minutes.moderate_s),
            ("hard", minutes.hard_s),
        )
        for kind, seconds in parts:
            tall = seconds / judged * month.moving_s * scale
            base -= tall
            yield _bar(kind, x, base, wide, tall)
        lifts = month.planned_progressions + month.unplanned_progressions
        if lifts:
            yield (
                f'<circle class="lift" cx="{x + wide / 2:.1f}" cy="{base - 6:.1f}" '
                f'r="{min(1.5 + 0.7 * lifts, 5):.1f}"/>'
            )
    yield from _days(first, last, paper)
    yield _text(
        paper.left, PANEL + 34, "● a month with progressions, larger for more", "quiet"
    )


def _span(history: History) -> tuple[int, int]:
    """Return the first day of the first month and the day after the last."""
    first = history.first_day.replace(day=1)
    end = (history.last_day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first.toordinal(), end.toordinal()


def _bar(kind: str, x: float, y: float, wide: float, tall: float) -> str:
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{0.86 * wide:.1f}" '
        f'height="{tall:.1f}"/>'
    )


def _curve(curve: TimeCurve, span: tuple[int, int], paper: Paper) -> Iterator[str]:
    """Yield a line through time with its band."""
    first, last = span
    days = np.linspace(*curve.span, MOST_POINTS)
    across = paper.left + (days - first) / (last - first) * paper.wide
    yield from _levels(curve.axis, curve.text, paper)
    low, high = (_down(curve, along(curve, v, days)) for v in (curve.low, curve.high))
    for start, end in _pieces(low):
        there = _points(across[start:end], high[start:end])
        back = _points(across[start:end], low[start:end])[::-1]
        yield f'<polygon class="area" points="{" ".join(there + back)}"/>'
    line = _down(curve, along(curve, curve.values, days))
    for start, end in _pieces(line):
        points = " ".join(_points(across[start:end], line[start:end]))
        yield f'<polyline class="line" points="{points}"/>'
    yield from _days(first, last, paper)


def _pieces(values: Column) -> Iterator[tuple[int, int]]:
    """Yield the stretches without a gap."""
    known = np.isfinite(values)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]])))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _down(curve: TimeCurve, values: Column) -> Column:
    bottom, top = curve.axis
    share: Column = np.clip((top - values) / (top - bottom), 0.0, 1.0)
    return share * PANEL


def _fastest(history: History, unit: DistanceUnit, paper: Paper) -> Iterator[str]:
    """Yield the fastest mean pace over every duration, ever and in the last year."""
    ever = [f for f in history.bests.farthest_ever if f.duration_s >= DURATIONS_S[0]]
    if len(ever) < 2:
        return
    year = [f for f in history.bests.farthest_current if f.duration_s >= DURATIONS_S[0]]
    first, last = log(ever[0].duration_s), log(ever[-1].duration_s)
    speeds = [f.distance_m / f.duration_s for f in (*ever, *year)]
    axis = 0.97 * min(speeds), 1.03 * max(speeds)
    yield from _levels(axis, lambda value: format_pace(value, unit), paper)
    for kind, entries in (("line", ever), ("year", year)):
        points = " ".join(_held(entries, (first, last), axis, paper))
        yield f'<polyline class="{kind}" points="{points}"/>'
    last_x = -paper.width
    for seconds in DURATIONS_S:
        x = paper.left + (log(seconds) - first) / (last - first) * paper.wide
        if first <= log(seconds) <= last and x - last_x > MARK_ROOM:
            yield from _mark(x, format_clock(seconds))
            last_x = x


def _held(
    entries: Sequence[Farthest],
    span: tuple[float, float],
    axis: tuple[float, float],
    paper: Paper,
) -> list[str]:
    times = np.array([log(entry.duration_s) for entry in entries])
    speeds = np.array([entry.distance_m / entry.duration_s for entry in entries])
    across = paper.left + (times - span[0]) / (span[1] - span[0]) * paper.wide
    return _points(across, (axis[1] - speeds) / (axis[1] - axis[0]) * PANEL)


def _points(across: Column, down: Column) -> list[str]:
    return [f"{x:.1f},{y:.1f}" for x, y in zip(across, down, strict=True)]


def _levels(
    axis: tuple[float, float], text: Callable[[float], str], paper: Paper
) -> Iterator[str]:
    """Yield three lines across with their values."""
    bottom, top = axis
    for share in (0.0, 0.5, 1.0):
        y = share * PANEL
        yield (
            f'<line class="grid" x1="{paper.left}" x2="{paper.end}" y1="{y:g}" '
            f'y2="{y:g}"/>'
        )
        yield _text(
            paper.left - 6, y + 4, text(top - share * (top - bottom)), "quiet", "end"
        )


def _days(first: int, last: int, paper: Paper) -> Iterator[str]:
    """Yield the marks of a time axis."""
    for day, name in marks(first, last, paper.marks):
        yield from _mark(paper.left + (day - first) / (last - first) * paper.wide, name)


def _mark(x: float, name: str) -> Iterator[str]:
    yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{PANEL}"/>'
    yield _text(round(x, 1), PANEL + 16, name, "quiet", "middle")


def _text(x: float, y: float, text: str, kind: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" class="{kind}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )
