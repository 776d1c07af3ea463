"""Numbers, clocks, lengths and quotations, read exactly.

Decimals stay fractions until the last division, so that every speed that can be
printed is read back as the same float.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from negsplit.notation.cursor import Cursor, pattern, word
from negsplit.units import MILE_M, YARD_M, DistanceUnit
from negsplit.workout import Distance, Length, Time, UntilLap

if TYPE_CHECKING:
    from collections.abc import Callable

# No float has more digits; without a bound int() refuses the text.
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,12})(?:\.[0-9]{1,400})?"
_CLOCK_TEXT = r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-9]{2}(?:\.[0-9]{1,400})?)(?![0-9:])"

_CLOCK = pattern(_CLOCK_TEXT)
_NUMBER = pattern(NUMBER)
_MINUTES = r"(?:minutes?|mins?)"
_SECONDS = r"(?:seconds?|secs?|s)"
_END = r"(?![0-9a-z:.])"
# 1h15 and 1h15min; 10min30 and 10min30s; 3'30" and 3'; 30".
_HOURS = pattern(rf"([0-9]{{1,3}}) ?h ?([0-9]{{1,2}}) ?(?:{_MINUTES})?{_END}")
_MIXED = pattern(rf"([0-9]{{1,4}}) ?{_MINUTES} ?([0-9]{{1,2}}) ?(?:{_SECONDS})?{_END}")
_PRIMES = pattern(r"([0-9]{1,4})'(?: ?([0-9]{1,2})(?:[\"\u2033]|''))?")
_DOUBLE = pattern(r"([0-9]{1,5})(?:[\"\u2033]|'')")
_TIMED = pattern(rf"({NUMBER}) ?({_MINUTES}|{_SECONDS}|h|hrs?|hours?)(?![a-z])")
_MEASURED = pattern(
    rf"({NUMBER}) ?(km|kms|k|kilomet(?:re|er)s?|mi|miles?|m|mtrs?|met(?:re|er)s?"
    r"|yd|yds|yards?)(?![a-z])"
)
_LAP = word("lap", "open")
_BARE = pattern(r"([0-9]{3,4})(?![0-9a-z.:'\"])")
_QUOTED = re.compile(r'"((?:[^"\\\r\n]|\\.)*)"|“([^”\r\n]*)”')
_ESCAPED = re.compile(r"\\(.)")

# Half of all readers take a small number of m for minutes.
_LEAST_BARE_METRES = 50


def number(text: str) -> Fraction:
    """Return a matched number exactly; commas are thousands."""
    return Fraction(text.replace(",", ""))


def take_number(cursor: Cursor) -> Fraction | None:
    """Return the number that stands here."""
    found = cursor.take(_NUMBER)
    return number(found[0]) if found else None


def take_clock(cursor: Cursor) -> Fraction | None:
    """Return the seconds of the clock that stands here, hours allowed."""
    at = cursor.skip_blanks()
    found = cursor.take(_CLOCK)
    if found is None:
        return None
    hours, minutes, seconds = found.groups()
    if Fraction(seconds) >= 60 or (hours and int(minutes) >= 60):
        raise cursor.fail(
            f"'{found[0]}' is no clock time; seconds and minutes go to 59", at
        )
    return int(hours or 0) * 3600 + int(minutes) * 60 + Fraction(seconds)


def take_length(cursor: Cursor, *, bare: bool = False) -> Length | None:
    """Return the length that stands here, or None.

    With ``bare``, three or four digits that are a multiple of 50 are metres.
    """
    at = cursor.skip_blanks()
    with cursor.blame(at):
        if cursor.take(_LAP):
            return UntilLap()
        seconds = _take_seconds(cursor)
        if seconds is not None:
            return Time(float(seconds))
        if found := cursor.take(_MEASURED):
            return Distance(_metres(cursor, found))
        if bare and (found := cursor.peek(_BARE)) and int(found[1]) % 50 == 0:
            cursor.take(_BARE)
            return Distance(float(found[1]))
    return None


def length_unit(cursor: Cursor) -> DistanceUnit | None:
    """Return the unit of the distance that stands here, if it is km or miles."""
    found = cursor.peek(_MEASURED)
    if found is None:
        return None
    unit = found[2].lower()
    if unit.startswith("mi"):
        return DistanceUnit.MI
    return DistanceUnit.KM if unit.startswith("k") else None


def _take_seconds(cursor: Cursor) -> Fraction | None:
    if found := cursor.take(_HOURS):
        return Fraction(int(found[1]) * 3600 + int(found[2]) * 60)
    if found := cursor.take(_MIXED) or cursor.take(_PRIMES):
        return Fraction(int(found[1]) * 60 + int(found[2] or 0))
    if found := cursor.take(_DOUBLE):
        return Fraction(int(found[1]))
    if found := cursor.take(_TIMED):
        factor = {"m": 60, "s": 1, "h": 3600}[found[2][0].lower()]
        return number(found[1]) * factor
    return take_clock(cursor)


def _metres(cursor: Cursor, found: re.Match[str]) -> float:
    amount, unit = number(found[1]), found[2].lower()
    if unit.startswith("k"):
        return float(amount * 1000)
    if unit.startswith("mi"):
        return miles(amount)
    if unit.startswith("y"):
        return float(amount) * YARD_M
    if unit == "m" and amount < _LEAST_BARE_METRES:
        raise cursor.fail(
            f"'{found[0]}' would be metres; write {found[1]}min for minutes, or "
            f"{float(amount) / 1000:g}km",
            found.start(),
        )
    return float(amount)


def miles(amount: Fraction) -> float:
    """Return miles in metres, as a product of floats like everywhere else."""
    return float(amount) * MILE_M


def tidy_metres(metres: float) -> float:
    """Return a computed distance without the dust of float arithmetic."""
    twentieths = Fraction(round(metres / MILE_M * 20), 20)
    for whole in (float(round(metres)), miles(twentieths)):
        if abs(metres - whole) < 1e-6:
            return whole
    return metres


def take_quoted(cursor: Cursor) -> str | None:
    """Return the text in double quotes that stands here, as it was typed."""
    found = cursor.take(_QUOTED)
    if found is None:
        return None
    if found[2] is not None:
        return cursor.original[found.start(2) : found.end(2)]
    return _ESCAPED.sub(r"\1", cursor.original[found.start(1) : found.end(1)])


def quoted(text: str) -> str:
    """Return a text in double quotes, as :func:`take_quoted` reads it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


# One by one as far as people write decimals, then in strides: no one reads them.
_PLACES = (0, 1, 2, 3, 4, 6, 9, 13, 17, 20, 40, 100, 400)


def digits(value: float, exact: Fraction, back: Callable[[Fraction], float]) -> str:
    """Return a short decimal near ``exact`` that ``back`` turns into ``value``."""
    for places in _PLACES:
        rounded = round(exact, places)
        if back(rounded) == value:
            return _decimal(rounded, places)
    raise AssertionError(value)


def _decimal(exact: Fraction, places: int) -> str:
    sign = "-" if exact < 0 else ""
    whole, rest = divmod(abs(int(exact * 10**places)), 10**places)
    return f"{sign}{whole}.{rest:0{places}d}".rstrip("0").rstrip(".")


def plain(value: float) -> str:
    """Return the shortest decimal that is this float."""
    return digits(value, Fraction(value), float)


def clock(seconds: str) -> str:
    """Return decimal seconds as ``m:ss`` or ``h:mm:ss``, decimals kept."""
    whole, point, rest = seconds.partition(".")
    minutes, secs = divmod(int(whole), 60)
    hours, minutes = divmod(minutes, 60)
    front = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    return f"{front}:{secs:02d}{point}{rest}"
