"""A step in the words of a picture: how long, how fast, and all of it in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.units import (
    DistanceUnit,
    format_clock,
    format_distance,
    format_pace,
)
from negsplit.workout import Distance, Time

if TYPE_CHECKING:
    from negsplit.drawings.sketch import Bar, Sketch
    from negsplit.workout import Step

# More steps than this are not told one by one: nobody could remember them.
MOST_TOLD = 12


def length_words(step: Step, unit: DistanceUnit) -> str:
    """Return the length of a step as a runner says it.

    Track distances stay in metres for whoever counts in miles.
    """
    match step.length:
        case Time(duration_s):
            whole = duration_s % 60 == 0
            return f"{duration_s / 60:.0f} min" if whole else format_clock(duration_s)
        case Distance(distance_m):
            twentieths = distance_m / DistanceUnit.MI.metres * 20
            in_miles = abs(twentieths - round(twentieths)) < 1e-6
            if distance_m < 1000 and not (unit is DistanceUnit.MI and in_miles):
                return f"{distance_m:.0f} m"
            return format_distance(distance_m, unit)
        case _:
            return "until lap"


def pace_words(bar: Bar, unit: DistanceUnit) -> str:
    """Return the pace of a bar without its unit: from and to, or between."""
    if bar.start_mps <= 0:
        return "rest"
    ends = bar.band_mps or (bar.start_mps, bar.end_mps)
    start, end = (format_pace(speed, unit).partition("/")[0] for speed in ends)
    joint = "→" if bar.is_ramp else "–"
    return start if start == end else f"{start}{joint}{end}"


def told(shown: Sketch) -> str:
    """Return a workout as a sentence, for whoever does not see its picture."""
    unit = shown.unit
    total = (
        f"{format_distance(shown.total_m, unit)} in about {format_clock(shown.total_s)}"
    )
    first = [bar for bar in shown.bars if bar.turn == 0]
    if len(first) > MOST_TOLD:
        return f"{total}: {len(shown.bars)} steps, listed in the table."
    parts = [
        f"{length_words(bar.step, unit)} {_at(bar, unit)}{bar.word}".strip()
        for bar in first
    ]
    groups = "".join(f", {group.times} repetitions" for group in shown.groups)
    return f"{total}: {'; '.join(parts)}{groups}."


def _at(bar: Bar, unit: DistanceUnit) -> str:
    if bar.start_mps <= 0 or bar.is_free:
        return ""
    return f"at {pace_words(bar, unit)}/{unit.value} "
