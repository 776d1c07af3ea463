"""What was solved or foretold of a run, in the same words on every surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.units import DistanceUnit, format_clock, format_distance
from negsplit.workout import Goal, Time

if TYPE_CHECKING:
    from negsplit.simulate import Range
    from negsplit.solve import Solution
    from negsplit.workout import Distance

# What is counted, in the same words on every page.
AT_THRESHOLD = "at threshold or faster"
AT_HIGH_HEART_RATE = "with heart rate at 90 % of maximum or more"
NEAR_VO2MAX = "near VO2max, at 90 % of it or more"
COUNTED = {
    Goal.THRESHOLD: AT_THRESHOLD,
    Goal.VO2MAX: NEAR_VO2MAX,
    Goal.BASE: "beyond marathon effort",
}
# A range that is wider than this share of its middle, or begins with nothing, tells
# only that the figure is unsure: ours.
WIDEST_SHARE = 1.5
UNSURE = (
    "unsure: a few per cent of fitness decide whether it is reached at all; a race of "
    "the last weeks narrows it"
)


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


def is_unsure(found: Range) -> bool:
    """Return whether the range of a time is too wide to be worth printing."""
    begins_with_nothing = found.low <= 0 < found.high
    return begins_with_nothing or found.high - found.low > WIDEST_SHARE * found.middle


def range_words(found: Range) -> str:
    """Return between which times four runners in five lie, or that it is unsure."""
    low, high = format_clock(found.low), format_clock(found.high)
    if low == high:
        return ""
    return "unsure" if is_unsure(found) else f"{low} to {high}"


def between_words(found: Range) -> str:
    """Return a time with the range that four runners in five lie in."""
    middle, ends = format_clock(found.middle), range_words(found)
    return f"{middle} ({ends})" if ends else middle


def chance_words(completion_frac: float) -> str:
    """Return a chance in percent; so few runners cannot make one sure."""
    percent = round(completion_frac * 100)
    if percent > 99:
        return "over 99 %"
    return "under 1 %" if percent < 1 else f"{percent} %"
