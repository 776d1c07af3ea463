"""A workout as a table for the terminal and as data: pace, heart rate, effort."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

from negsplit.notation import to_lines
from negsplit.units import (
    DistanceUnit,
    format_clock,
    format_distance,
    format_pace,
)
from negsplit.workout import Distance, RpeTarget, Step, Time, Workout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.design import PlannedStep
    from negsplit.workout import Item

WIDTH = 78
SHORTEST_FELT_S = 180.0
KM, MI = DistanceUnit.KM, DistanceUnit.MI


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
            yield _line(_cells(next(planned), unit))
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


def length_text(step: Step, unit: DistanceUnit) -> str:
    """Return the length of a step as a runner says it."""
    match step.length:
        case Time(duration_s):
            whole = duration_s % 60 == 0
            return f"{duration_s / 60:.0f} min" if whole else format_clock(duration_s)
        case Distance(distance_m):
            if distance_m < 1000:
                return f"{distance_m:.0f} m" if unit is KM else _miles(distance_m)
            return format_distance(distance_m, unit)
        case _:
            return "lap"


def _miles(distance_m: float) -> str:
    is_round = abs(distance_m / MI.metres * 20 - round(distance_m / MI.metres * 20))
    if is_round < 1e-6:
        return format_distance(distance_m, MI)
    return f"{distance_m:.0f} m"


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
        "start_pace_s_per_mi": speeds[0] and MI.metres / speeds[0],
        "end_pace_s_per_mi": speeds[1] and MI.metres / speeds[1],
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


def _cells(entry: PlannedStep, unit: DistanceUnit) -> tuple[str, ...]:
    speeds, beats = entry.faces.speeds_mps, entry.faces.heart_rates_bpm
    joint = " > " if entry.faces.is_ramp else "-"
    per_km = per_mi = heart = ""
    if speeds is not None:
        per_km = _joined([_bare_pace(v, KM) for v in speeds], joint)
        per_mi = _joined([_bare_pace(v, MI) for v in speeds], joint)
    if beats is not None:
        heart = _joined([f"{value:.0f}" for value in beats], joint)
    return length_text(entry.step, unit), per_km, per_mi, heart, _effort(entry)


def _bare_pace(speed_mps: float, unit: DistanceUnit) -> str:
    return format_pace(speed_mps, unit).partition("/")[0]


def _joined(ends: list[str], joint: str) -> str:
    return ends[0] if ends[0] == ends[1] else joint.join(ends)


def _effort(entry: PlannedStep) -> str:
    level = entry.faces.level
    said = entry.step.effort
    words = said.value if said is not None else (level.word if level else "")
    target = entry.step.target
    if isinstance(target, RpeTarget):
        return f"{words}, {target.low:g}-{target.high:g} of 10"
    # The scale is of running that lasts; a short repetition feels easier than that.
    if level is None or (entry.duration_s or 0.0) < SHORTEST_FELT_S:
        return words
    low, high = level.cr10
    scale = f"{low}" if low == high else f"{low}-{high}"
    return f"{words}, {scale} of 10"
