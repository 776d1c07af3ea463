"""What was solved or foretold of a run, in the same words on every surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.units import DistanceUnit, format_clock, format_distance
from negsplit.workout import Time

if TYPE_CHECKING:
    from negsplit.simulate import Range
    from negsplit.solve import Solution
    from negsplit.workout import Distance


def hold_words(hold: Time | Distance | None, unit: DistanceUnit) -> str:
    """Return how long a phase is: minutes, or a distance."""
    if hold is None:
        return "none"
    if isinstance(hold, Time):
        return f"{hold.duration_s / 60:g} min"
    return format_distance(hold.distance_m, unit)


def phases_words(found: Solution, unit: DistanceUnit) -> str:
    """Return the best hold, and what comes before it where that was solved too."""
    hold = hold_words(found.hold, unit)
    if found.warm_up is None:
        return hold
    before = hold_words(found.warm_up, unit)
    return f"{hold}, after {before} of easy running and the build"


def between_words(found: Range) -> str:
    """Return a time with the range that four runners in five lie in."""
    low, middle, high = (
        format_clock(value) for value in (found.low, found.middle, found.high)
    )
    return middle if low == high else f"{middle} ({low} to {high})"


def chance_words(completion_frac: float) -> str:
    """Return a chance in percent; so few runners cannot make one sure."""
    percent = round(completion_frac * 100)
    if percent > 99:
        return "over 99 %"
    return "under 1 %" if percent < 1 else f"{percent} %"
