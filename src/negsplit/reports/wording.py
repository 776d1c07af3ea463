"""Small words and numbers that every surface says in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.units import format_pace

if TYPE_CHECKING:
    from negsplit.units import DistanceUnit

UNKNOWN = "–"


def sentence(text: str) -> str:
    """Return a clause as a sentence: a capital first and a full stop last."""
    return f"{capital(text)}."


def capital(text: str) -> str:
    """Return a text with its first letter capital."""
    return f"{text[:1].upper()}{text[1:]}"


def whole(value: float | None) -> str:
    """Return a number without decimals, or a dash where it is not known."""
    return UNKNOWN if value is None else f"{value:.0f}"


def percent(share: float, digits: int = 0) -> str:
    """Return a share in percent."""
    return f"{100 * share:.{digits}f}%"


def sure(confidence: float) -> str:
    """Return a confidence in words; the number stays in details and in data."""
    if confidence >= 0.95:
        return "Very sure"
    return "Fairly sure" if confidence >= 0.75 else "Not very sure"


def pace(speed_mps: float, unit: DistanceUnit) -> str:
    """Return a pace without its unit, or a dash for somebody who stands."""
    return format_pace(speed_mps, unit).partition("/")[0] if speed_mps > 0 else UNKNOWN
