"""A word about a pair of shoes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.units import format_distance

if TYPE_CHECKING:
    from negsplit.units import DistanceUnit


def wear_words(
    distance_m: float, limit_m: float, unit: DistanceUnit, *, is_worn: bool
) -> str:
    """Return what to do about a pair that has reached its limit, or is near it."""
    if is_worn:
        return f"Over {format_distance(limit_m, unit)}. Time to look at a new pair."
    left = format_distance(limit_m - distance_m, unit)
    return f"{left} left to your limit."
