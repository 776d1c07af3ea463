"""The run on the lactate curve, in dots of braille for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.cli.braille import BLANK, DOTS, WIDTH
from negsplit.drawings.lactate_run import told
from negsplit.units import format_pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.drawings.lactate_run import LactateRun
    from negsplit.recording import Column
    from negsplit.units import DistanceUnit

HEIGHT = 12
# The curve of steady running is dotted: one dot in so many columns.
DOTTED = 3
LABEL_ROWS = (0, HEIGHT // 2, HEIGHT - 1)
PACES = 4
THRESHOLD = "┊"


def chart_lines(run: LactateRun, unit: DistanceUnit) -> Iterator[str]:
    """Yield the lines of the picture and of what it says."""
    yield f"{'':>9}  blood lactate, mmol/l, on your curve (dotted); faster right"
    for row, text in enumerate(_rows(run)):
        label = ""
        if row in LABEL_ROWS:
            label = f"{run.top_mmol_l * (1 - row / (HEIGHT - 1)):.1f}"
        yield f"{label:>9} ┤{text}".rstrip()
    yield f"{'':>9} └{'─' * WIDTH}"
    yield f"{'':>9}  {_paces(run, unit)}"
    yield f"{'':>9}  {_thresholds(run)}"
    for number, part in enumerate(run.parts, start=1):
        yield f"{number:>10} {told(run, part, unit)}"
    yield (
        f"{THRESHOLD:>10} LT1 {format_pace(run.curve.first_mps, unit)}, LT2 "
        f"{format_pace(run.curve.second_mps, unit)}: from critical speed, as in most"
    )
    yield f"{'':>11}runners; nobody has measured your blood"


def _rows(run: LactateRun) -> list[str]:
    """Return the picture's rows: curve and path in dots, thresholds, numbers."""
    cells = np.zeros((HEIGHT, WIDTH), dtype=int)
    across, up = run.curve_points()
    steps = np.linspace(float(across[0]), float(across[-1]), 2 * WIDTH)
    dotted = slice(None, None, DOTTED)
    _mark(cells, run, steps[dotted], np.interp(steps, across, up)[dotted])
    _mark(cells, run, *_joined(run))
    text = [[chr(BLANK + dots) if dots else " " for dots in row] for row in cells]
    for speed_mps in (run.curve.first_mps, run.curve.second_mps):
        column = _column(run, speed_mps)
        for row in text:
            row[column] = THRESHOLD if row[column] == " " else row[column]
    for number, part in enumerate(run.parts, start=1):
        column = _column(run, float(run.effort_mps[part.middle]))
        text[_row(run, part.middle)][column] = f"{number}"
    return ["".join(row) for row in text]


def _joined(run: LactateRun) -> tuple[Column, Column]:
    """Return the path with points between its points, so that a jump is a line."""
    places = np.linspace(0, len(run.effort_mps) - 1, 40 * WIDTH)
    cells = np.arange(len(run.effort_mps))
    return (
        np.interp(places, cells, run.effort_mps),
        np.interp(places, cells, run.lactate_mmol_l),
    )


def _mark(cells: Column, run: LactateRun, speed: Column, lactate: Column) -> None:
    seen = speed >= run.slow_mps
    columns = np.rint(run.across(speed[seen]) * (2 * WIDTH - 1)).astype(int)
    rows = np.rint((1 - run.up(lactate[seen])) * (4 * HEIGHT - 1)).astype(int)
    for column, row in set(zip(columns.tolist(), rows.tolist(), strict=True)):
        cells[row // 4, column // 2] |= DOTS[row % 4][column % 2]


def _column(run: LactateRun, speed_mps: float) -> int:
    return int(np.rint(run.across(speed_mps) * (WIDTH - 1)))


def _row(run: LactateRun, place: int) -> int:
    share = 1 - float(run.up(float(run.lactate_mmol_l[place])))
    # One row above the path, where there is room.
    return max(int(share * (HEIGHT - 0.01)) - 1, 0)


def _paces(run: LactateRun, unit: DistanceUnit) -> str:
    line = [" "] * (WIDTH + 10)
    for share in np.linspace(0.0, 1.0, PACES + 1)[:-1]:
        speed = run.slow_mps + float(share) * (run.fast_mps - run.slow_mps)
        text = format_pace(speed, unit).partition("/")[0]
        place = round(float(share) * (WIDTH - 1))
        line[place : place + len(text)] = text
    end = format_pace(run.fast_mps, unit)
    line[WIDTH - len(end) : WIDTH] = end
    return "".join(line).rstrip()


def _thresholds(run: LactateRun) -> str:
    line = [" "] * (WIDTH + 2)
    for name, speed in (("LT1", run.curve.first_mps), ("LT2", run.curve.second_mps)):
        place = max(_column(run, speed) - 1, 0)
        line[place : place + len(name)] = name
    return "".join(line).rstrip()
