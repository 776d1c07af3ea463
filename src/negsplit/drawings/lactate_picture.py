"""The run on the lactate curve as a drawing below the panels of a simulation.

Each part of the run has its colour and its number; the numbers are explained below, so
that nothing hangs on colour. In dark surroundings the colours turn.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from negsplit.drawings.frame import Look, framed
from negsplit.drawings.lactate_run import told
from negsplit.drawings.panel_picture import (
    DAY,
    LEFT,
    NIGHT,
    RIGHT,
    WIDTH,
    Drawing,
)
from negsplit.physiology.lactate import FIRST_MMOL_L, SECOND_MMOL_L
from negsplit.units import format_pace, pace_s

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.drawings.frame import Setting
    from negsplit.drawings.lactate_run import LactateRun, Part
    from negsplit.recording import Column
    from negsplit.units import DistanceUnit

TOP, HEIGHT, AXIS, ROW, END = 52, 280, 52, 20, 34
WIDE = WIDTH - LEFT - RIGHT
# No screen shows more points than this in a stretch of a path of that size.
MOST_POINTS = 300
# Lactates and paces at which there may be marks, and how many marks at most.
LACTATE_STEPS, LACTATE_MARKS = (1, 2, 5, 10), 8
PACE_STEPS_S, PACE_MARKS = (5, 10, 15, 20, 30, 60, 120), 8
DISC = 9
# An arrow points where the run has been going for so many cells of a second.
HEADING_CELLS = 120
# Of parts in their order, on white and on black; Okabe and Ito's colours for all eyes.
PARTS, PARTS_DARK = ("#0072b2", "#009e73", "#d55e00"), ("#56b4e9", "#3fd0a4", "#ff9c5b")
CURVE, CURVE_DARK = "#8a8a8a", "#9a9a9a"
STYLE = (
    f".curve{{fill:none;stroke:{CURVE};stroke-width:2.5}}"
    ".beyond{stroke-dasharray:2 5}"
    f".dot{{fill:{CURVE}}}"
    ".path{fill:none;stroke-width:3.5;stroke-linejoin:round;stroke-linecap:round}"
    ".hair{fill:none;stroke-width:1;stroke-opacity:.6}"
    ".disc,.head{stroke:#fff;stroke-width:1.5}"
    ".named{stroke:#fff;stroke-width:4;paint-order:stroke}"
    ".number{fill:#fff;font-weight:700}"
    ".zone{fill:#000;fill-opacity:.04}"
    ".grid{stroke:#000;stroke-opacity:.1}"
)
STYLE_DARK = (
    f".curve{{stroke:{CURVE_DARK}}}.dot{{fill:{CURVE_DARK}}}"
    ".disc,.head,.named{stroke:#141414}.number{fill:#141414}"
    ".zone{fill:#fff;fill-opacity:.06}.grid{stroke:#fff;stroke-opacity:.14}"
)


def _part_style(colours: tuple[str, ...]) -> str:
    return "".join(
        f".p{number}{{stroke:{colour}}}.d{number}{{fill:{colour}}}"
        for number, colour in enumerate(colours)
    )


LACTATE = Look(
    "lactate",
    DAY + STYLE + _part_style(PARTS),
    NIGHT + STYLE_DARK + _part_style(PARTS_DARK),
)


def lactate_drawing(run: LactateRun, unit: DistanceUnit) -> Drawing:
    """Return the picture as a drawing."""
    return Drawing(
        _height(run),
        tuple(_lines(run, unit)),
        STYLE + _part_style(PARTS),
        STYLE_DARK + _part_style(PARTS_DARK),
    )


def lactate_in_page(
    run: LactateRun, said: tuple[str, str], unit: DistanceUnit, setting: Setting
) -> str:
    """Return the picture alone, to stand in a page."""
    size = WIDTH, _height(run)
    return framed(LACTATE, size, said, _lines(run, unit), setting)


def _height(run: LactateRun) -> int:
    return TOP + HEIGHT + AXIS + ROW * len(run.parts) + END


def _lines(run: LactateRun, unit: DistanceUnit) -> Iterator[str]:
    yield _text(LEFT, 20, "Blood lactate on your curve, faster to the right", "title")
    yield _text(
        LEFT,
        38,
        "Grey: what steady running settles at, mmol/l. Coloured: this run.",
        "quiet",
    )
    yield from _ground(run)
    yield from _axes(run, unit)
    yield from _curve(run)
    for number in range(len(run.parts)):
        yield from _path(run, number)
    yield from _arrow(run)
    for number in range(len(run.parts)):
        yield from _disc(run, number)
    yield from _named(run, unit)
    yield from _legend(run, unit)


def _ground(run: LactateRun) -> Iterator[str]:
    """Yield the frame, and a shade between the two thresholds."""
    first, second = (_x(run, v) for v in (run.curve.first_mps, run.curve.second_mps))
    yield (
        f'<rect class="zone" x="{first:.1f}" y="{TOP}" width="{second - first:.1f}" '
        f'height="{HEIGHT}"/>'
    )
    yield (
        f'<rect class="frame" x="{LEFT}" y="{TOP}" width="{WIDE}" height="{HEIGHT}"/>'
    )
    for name, left, right in (
        ("easy", LEFT, first),
        ("moderate", first, second),
        ("hard", second, LEFT + WIDE),
    ):
        if right - left > 40:
            yield _text((left + right) / 2, TOP + 16, name, "quiet", "middle")


def _axes(run: LactateRun, unit: DistanceUnit) -> Iterator[str]:
    step = next(s for s in LACTATE_STEPS if run.top_mmol_l / s <= LACTATE_MARKS)
    for mark in np.arange(0, run.top_mmol_l, step):
        y = _y(run, float(mark))
        yield (
            f'<line class="grid" x1="{LEFT}" x2="{LEFT + WIDE}" y1="{y:.1f}" '
            f'y2="{y:.1f}"/>'
        )
        yield _text(LEFT - 6, y + 4, f"{mark:g}", "quiet", "end")
    slow, fast = pace_s(run.slow_mps, unit), pace_s(run.fast_mps, unit)
    pace_step = next(
        (s for s in PACE_STEPS_S if (slow - fast) / s <= PACE_MARKS), PACE_STEPS_S[-1]
    )
    below = TOP + HEIGHT
    for pace in np.arange(np.ceil(fast / pace_step) * pace_step, slow, pace_step):
        speed = unit.metres / float(pace)
        x = _x(run, speed)
        yield (
            f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{below}" '
            f'y2="{below + 5}"/>'
        )
        label = format_pace(speed, unit).partition("/")[0]
        yield _text(x, below + 19, label, "quiet", "middle")
    yield _text(LEFT + WIDE, below + 36, f"per {unit.value}", "quiet", "end")


def _curve(run: LactateRun) -> Iterator[str]:
    """Yield the curve, dashed where nothing settles."""
    speeds, lactates = run.curve_points()
    settles = speeds <= run.curve.second_mps
    last = int(settles.sum())
    for kind, part in (("", slice(0, last + 1)), (" beyond", slice(last, None))):
        points = _points(run, speeds[part], lactates[part])
        yield f'<polyline class="curve{kind}" points="{points}"/>'


def _named(run: LactateRun, unit: DistanceUnit) -> Iterator[str]:
    """Yield both thresholds on the curve, over whatever crosses them."""
    for name, speed, lactate in (
        ("LT1", run.curve.first_mps, FIRST_MMOL_L),
        ("LT2", run.curve.second_mps, SECOND_MMOL_L),
    ):
        x, y = _x(run, speed), _y(run, lactate)
        yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
        label = f"{name} {format_pace(speed, unit)}"
        yield _text(x - 8, y - 9, label, "named", "end")


def _path(run: LactateRun, number: int) -> Iterator[str]:
    """Yield a part's stretches, each joined by a hair to the one before it."""
    colour = _colour(number)
    for start, end in run.parts[number].stretches:
        if start:
            hair = _points_at(run, np.array([start - 1, start]))
            yield f'<polyline class="hair p{colour}" points="{hair}"/>'
        few = np.linspace(start, end - 1, MOST_POINTS).round().astype(int)
        points = _points_at(run, np.unique(few))
        yield f'<polyline class="path p{colour}" points="{points}"/>'


def _arrow(run: LactateRun) -> Iterator[str]:
    """Yield the head of an arrow at the end of the run, the way it was going."""
    last = len(run.effort_mps) - 1
    ends = np.array([max(last - HEADING_CELLS, 0), last])
    (x0, x1), (y0, y1) = _places(run, run.effort_mps[ends], run.lactate_mmol_l[ends])
    turn = np.degrees(np.arctan2(y1 - y0, x1 - x0))
    number = next(n for n, part in enumerate(run.parts) if _ends_at(part, last))
    yield (
        f'<path class="head d{_colour(number)}" d="M-2-8L13 0L-2 8z" '
        f'transform="translate({x1:.1f} {y1:.1f}) rotate({turn:.0f})"/>'
    )


def _ends_at(part: Part, last: int) -> bool:
    return part.stretches[-1][1] > last


def _disc(run: LactateRun, number: int) -> Iterator[str]:
    place = run.parts[number].middle
    x = _x(run, float(run.effort_mps[place]))
    y = _y(run, float(run.lactate_mmol_l[place]))
    yield from _numbered(x, y, number)


def _numbered(x: float, y: float, number: int) -> Iterator[str]:
    kind = f"disc d{_colour(number)}"
    yield f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{DISC}"/>'
    yield _text(x, y + 4, f"{number + 1}", "number", "middle")


def _legend(run: LactateRun, unit: DistanceUnit) -> Iterator[str]:
    top = TOP + HEIGHT + AXIS
    for number, part in enumerate(run.parts):
        y = top + number * ROW + 6
        yield from _numbered(LEFT + DISC, y, number)
        yield _text(LEFT + 28, y + 4, told(run, part, unit))
    yield _text(
        LEFT,
        top + len(run.parts) * ROW + 14,
        "LT1 and LT2 from critical speed, as in most runners; nobody measured your "
        "blood.",
        "quiet",
    )


def _colour(number: int) -> int:
    return number % len(PARTS)


def _places(run: LactateRun, speed: Column, lactate: Column) -> tuple[Column, Column]:
    across = LEFT + run.across(speed) * WIDE
    return across, TOP + (1 - run.up(lactate)) * HEIGHT


def _points(run: LactateRun, speed: Column, lactate: Column) -> str:
    pairs = zip(*_places(run, speed, lactate), strict=True)
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in pairs)


def _points_at(run: LactateRun, cells: Column) -> str:
    return _points(run, run.effort_mps[cells], run.lactate_mmol_l[cells])


def _x(run: LactateRun, speed_mps: float) -> float:
    return LEFT + float(run.across(speed_mps)) * WIDE


def _y(run: LactateRun, lactate_mmol_l: float) -> float:
    return TOP + (1 - float(run.up(lactate_mmol_l))) * HEIGHT


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )
