"""A workout as a table for the terminal and as data: pace, heart rate, effort."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from negsplit.notation import to_lines
from negsplit.reports.step_table import step_rows
from negsplit.units import DistanceUnit
from negsplit.workout import Step, Workout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.design import PlannedStep
    from negsplit.workout import Item

WIDTH = 78


def table(
    workout: Workout, planned: tuple[PlannedStep, ...], unit: DistanceUnit
) -> Iterator[str]:
    """Yield one line per step, pace per km and mile side by side; repeats folded."""
    yield _line(("", "per km", "per mi", "bpm", "effort"))
    yield from _rows(workout.items, iter(planned), unit)


def _rows(
    items: tuple[Item, ...], planned: Iterator[PlannedStep], unit: DistanceUnit
) -> Iterator[str]:
    for item in items:
        if isinstance(item, Step):
            (row,) = step_rows((item,), planned, unit)
            yield _line((row.length, row.per_km, row.per_mi, row.beats, row.effort))
            continue
        count = sum(1 for _ in Workout((item,)).flat())
        yield f"{item.times:>7} x"
        yield from _rows(item.items, iter([next(planned) for _ in range(count)]), unit)


def notation_lines(workout: Workout) -> Iterator[str]:
    """Yield the workout's notation, ready to be copied."""
    for line in to_lines(workout, WIDTH - 2):
        yield f"  {line}"


def bullets(texts: tuple[str, ...]) -> Iterator[str]:
    """Yield sentences as a list that fits the page."""
    for text in texts:
        yield from wrap(text, WIDTH, initial_indent="- ", subsequent_indent="  ")


def behind(output: str) -> str:
    """Return how to ask for the claims behind the figures of a command."""
    return f"What stands behind the figures: negsplit why {output}"


def step_data(entry: PlannedStep) -> dict[str, Any]:
    """Return one planned step as data."""
    speeds = entry.faces.speeds_mps or (None, None)
    beats = entry.faces.heart_rates_bpm or (None, None)
    fractions = entry.faces.fractions or (None, None)
    level = entry.faces.level
    effort = entry.step.effort
    return {
        "distance_m": entry.distance_m,
        "duration_s": entry.duration_s,
        "purpose": entry.step.purpose.value,
        "is_ramp": entry.faces.is_ramp,
        "start_mps": speeds[0],
        "end_mps": speeds[1],
        "start_pace_s_per_km": speeds[0] and 1000 / speeds[0],
        "end_pace_s_per_km": speeds[1] and 1000 / speeds[1],
        "start_pace_s_per_mi": speeds[0] and DistanceUnit.MI.metres / speeds[0],
        "end_pace_s_per_mi": speeds[1] and DistanceUnit.MI.metres / speeds[1],
        "start_hr_bpm": beats[0],
        "end_hr_bpm": beats[1],
        "start_vdot_frac": fractions[0],
        "end_vdot_frac": fractions[1],
        "effort": effort.value if effort else None,
        "low_rpe_cr10": level.cr10[0] if level else None,
        "high_rpe_cr10": level.cr10[1] if level else None,
        "note": entry.step.note,
    }


def _line(cells: tuple[str, ...]) -> str:
    length, per_km, per_mi, beats, feel = cells
    line = f"{length:>9}  {per_km:>11}  {per_mi:>13}  {beats:>9}  {feel}"
    return line.rstrip()
