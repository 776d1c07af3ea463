"""What a run was, in a line: "Intervals: 12 × 400 m, 1:38 to 1:41"."""

from __future__ import annotations

from itertools import groupby
from math import log
from typing import TYPE_CHECKING

from negsplit.analysis.classify import Form
from negsplit.analysis.session import Kind
from negsplit.units import MILE_M, DistanceUnit, format_clock, format_pace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.analysis.shape import Rep, Shape

# Lengths that repetitions are set in: on the track and the road, and by the watch.
TRACK_M = {f"{m} m": float(m) for m in (100, 150, 200, 300, 400, 500, 600, 800)} | {
    f"{m / 1000:g} km": float(m)
    for m in (1000, 1200, 1500, 2000, 2500, 3000, 4000, 5000, 8000, 10_000)
}
MILES_M = {"1 mile": MILE_M, "2 miles": 2 * MILE_M, "3 miles": 3 * MILE_M}
TIMES_S = {f"{s} s": float(s) for s in (10, 15, 20, 30, 40, 45)} | {
    f"{m:g} min": 60.0 * m for m in (1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30)
}
# Satellites and hands on buttons miss a length by so much.
NEAR_LOG = 0.06
# So many sets are named one by one; more are told as a range.
MOST_SETS = 4

NAMES = {
    Kind.STEADY: "A steady run",
    Kind.PROGRESSION: "A progression",
    Kind.TEMPO_BLOCK: "A tempo block",
    Kind.INTERVALS: "Intervals",
    Kind.FARTLEK: "Fartlek",
    Kind.HILLS: "A hilly run",
    Kind.WALK_RUN: "Running and walking",
    Kind.RACE: "A race",
    Kind.FADE: "A run that slowed down",
}
# How the forms of a progression are called on pages.
FORM_NAMES = {form: form.value for form in Form}


def session_line(shape: Shape, unit: DistanceUnit) -> str:
    """Return what a run was, as a sentence without its full stop."""
    name = NAMES[shape.kind]
    if shape.kind in (Kind.INTERVALS, Kind.FARTLEK) and shape.reps:
        return f"{name}: {reps_line(shape.reps, unit)}"
    if shape.kind is Kind.TEMPO_BLOCK and shape.finish_mps:
        return f"{name}: {_block(shape, unit)}"
    return name


def _block(shape: Shape, unit: DistanceUnit) -> str:
    block = shape.block
    if block is None:
        return ""
    amount = block.distance_m / unit.metres
    pace = format_pace(block.speed_mps, unit)
    return (
        f"{amount:.1f} {unit.value} in {format_clock(block.duration_s)} min, at {pace}"
    )


def reps_line(reps: Sequence[Rep], unit: DistanceUnit) -> str:
    """Return repetitions as a coach writes them, with their times.

    Sets of one length are counted; where lengths have no order, their number and
    range are given.
    """
    lengths = [_length(rep, reps, unit) for rep in reps]
    sets = [
        (name, [rep for _, rep in group])
        for name, group in groupby(
            zip(lengths, reps, strict=True), key=lambda pair: pair[0]
        )
    ]
    if len(sets) > MOST_SETS or not all(name for name, _ in sets):
        shortest = min(rep.duration_s for rep in reps)
        longest = max(rep.duration_s for rep in reps)
        return (
            f"{len(reps)} fast stretches of {format_clock(shortest)} to "
            f"{format_clock(longest)} min"
        )
    return ", ".join(_set(name, group, unit) for name, group in sets)


def _set(name: str, group: Sequence[Rep], unit: DistanceUnit) -> str:
    count = f"{len(group)} × {name}" if len(group) > 1 else name
    if name.endswith(("min", " s")):
        values = sorted(rep.speed_mps for rep in group)
        slow, fast = (format_pace(speed, unit) for speed in (values[0], values[-1]))
        return f"{count} at {fast}" if slow == fast else f"{count}, {fast} to {slow}"
    times = sorted(rep.duration_s for rep in group)
    quick, slow = (format_clock(time) for time in (times[0], times[-1]))
    return f"{count} in {quick}" if quick == slow else f"{count}, {quick} to {slow}"


def _length(rep: Rep, reps: Sequence[Rep], unit: DistanceUnit) -> str:
    """Return the length that a repetition was set in, empty where none is near.

    By distance or by time, whichever is more alike over repetitions of about its size.
    """
    alike = [r for r in reps if abs(log(r.duration_s / rep.duration_s)) < 0.2]
    metres = sum(r.distance_m for r in alike) / len(alike)
    seconds = sum(r.duration_s for r in alike) / len(alike)
    misses = {
        name: abs(log(value / length)) + _spread(values)
        for value, values, lengths in (
            (metres, [r.distance_m for r in alike], _distances(unit)),
            (seconds, [r.duration_s for r in alike], TIMES_S),
        )
        for name, length in lengths.items()
        if abs(log(value / length)) <= NEAR_LOG
    }
    return min(misses, key=lambda name: misses[name], default="")


def _distances(unit: DistanceUnit) -> dict[str, float]:
    """Return distances that repetitions are set in, in the runner's unit first."""
    return MILES_M | TRACK_M if unit is DistanceUnit.MI else TRACK_M | MILES_M


def _spread(values: Sequence[float]) -> float:
    middle = sum(values) / len(values)
    return sum(abs(value - middle) for value in values) / len(values) / middle
