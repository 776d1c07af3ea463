"""Lengths of runs as typed: a distance or a time."""

from __future__ import annotations

from negsplit.errors import InputError
from negsplit.units import DistanceUnit, parse_distance, parse_duration
from negsplit.workout import Distance, Time

# Under this a distance was meant as minutes: nobody designs a run of 50 m.
SHORTEST_AMOUNT_M = 100.0


def parse_amount(text: str) -> Time | Distance:
    """Return a time or a distance from text such as ``50min`` or ``9mi``.

    Raises
    ------
    InputError
        If the text is neither, or is a few metres where minutes were meant.
    """
    try:
        distance_m = parse_distance(text)
    except InputError:
        try:
            return Time(parse_duration(text))
        except InputError:
            raise InputError(
                f"'{text}' is neither a distance nor a time; write 10km, 6mi, 45min "
                "or 1h15"
            ) from None
    if distance_m < SHORTEST_AMOUNT_M:
        raise InputError(f"'{text}' is metres; for minutes write {text}in")
    return Distance(distance_m)


def unit_of(text: str, unit: DistanceUnit | None) -> DistanceUnit:
    """Return the unit as given, else miles where the amount is written in them."""
    if unit is not None:
        return unit
    plain = text.lower()
    return DistanceUnit.MI if "mi" in plain and "min" not in plain else DistanceUnit.KM
