"""Text forms of pace, speed, distance and duration; the only converter.

Inside negsplit every quantity is a float in SI units. Here runners' text becomes
those floats and the floats become text again. Rounding happens here and nowhere
else, once, half to even, from the unrounded value.
"""

from __future__ import annotations

import re
from enum import Enum

from negsplit.errors import InputError

# International mile and yard, exact by the agreement of 1 July 1959.
MILE_M = 1609.344
YARD_M = 0.9144
FOOT_M = YARD_M / 3
# Half marathon and marathon: World Athletics Technical Rules, TR 55.
HALF_MARATHON_M = 21097.5
MARATHON_M = 42195.0

# What can be running speed at all: 33:20/km to 1:58/km, slower than a walk and
# faster than anyone has run 800 m. Outside it a unit was mistaken.
PLAUSIBLE_SPEED_MPS = (0.5, 8.5)


class DistanceUnit(Enum):
    """The unit a runner counts distance in."""

    KM = "km"
    MI = "mi"

    @property
    def metres(self) -> float:
        """Metres in one of the unit."""
        return 1000.0 if self is DistanceUnit.KM else MILE_M


class SpeedUnit(Enum):
    """The unit a speed was written in, so that it can be shown back."""

    PER_KM = "/km"
    PER_MI = "/mi"
    KMH = "km/h"
    MPH = "mph"
    SPLIT = "split"  # a time over the length of the step itself

    @property
    def metres(self) -> float:
        """Metres in the kilometre or mile of the unit; a split counts in km."""
        return MILE_M if self in (SpeedUnit.PER_MI, SpeedUnit.MPH) else 1000.0

    @property
    def is_pace(self) -> bool:
        """Whether the unit is time per distance."""
        return self not in (SpeedUnit.KMH, SpeedUnit.MPH)

    @classmethod
    def per(cls, unit: DistanceUnit) -> SpeedUnit:
        """Return the pace unit of a distance unit."""
        return cls.PER_KM if unit is DistanceUnit.KM else cls.PER_MI


# Names that runners give to distances. Track distances in metres, road races by
# their certified length.
RACE_DISTANCES_M = {
    "mile": MILE_M,
    "half": HALF_MARATHON_M,
    "half marathon": HALF_MARATHON_M,
    "hm": HALF_MARATHON_M,
    "marathon": MARATHON_M,
    "full": MARATHON_M,
    "fm": MARATHON_M,
}

_NUMBER = r"\d+(?:[.,]\d+)?"
_DISTANCE = re.compile(rf"({_NUMBER})\s*(km|k|mi|miles?|m|metres?|meters?|yd|yards?)?")
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2}(?:\.\d+)?)")
_WORDED = re.compile(
    rf"(?:({_NUMBER})\s*(?:h|hours?|hr))?\s*"
    rf"(?:({_NUMBER})\s*(?:min|minutes?|mins|'|′))?\s*"
    rf"(?:({_NUMBER})\s*(?:s|sec|seconds?|\"|″))?"
)
_HOUR_MINUTE = re.compile(r"(\d+)\s*h\s*(\d{1,2})")
_PACE = re.compile(
    r"(\d{1,2}):([0-5]\d(?:\.\d+)?)\s*"
    r"(?:(?:min)?\s*(?:/|per)\s*(km|k|mi|mile|kilomet(?:re|er)))?"
)
_SPEED = re.compile(rf"({_NUMBER})\s*(km/h|kmh|kph|mph|m/s)")
_MPS_PER = {"km/h": 1 / 3.6, "kmh": 1 / 3.6, "kph": 1 / 3.6, "mph": MILE_M / 3600}


def _plain(text: str) -> str:
    """Return text in lower case, with thousands commas and odd blanks removed."""
    text = text.strip().lower().replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def parse_distance(text: str) -> float:
    """Return a distance in metres.

    Read are ``10km``, ``5k``, ``3 mi``, ``800m``, ``half`` and ``marathon``. A
    bare number has no unit and is refused.

    Raises
    ------
    InputError
        If the text is not a distance, or the distance is not positive.

    Examples
    --------
    >>> parse_distance("5k"), parse_distance("half"), parse_distance("1,200m")
    (5000.0, 21097.5, 1200.0)
    """
    plain = _plain(text)
    if plain in RACE_DISTANCES_M:
        return RACE_DISTANCES_M[plain]
    match = _DISTANCE.fullmatch(plain)
    if match is None:
        raise InputError(f"'{text}' is not a distance; write 10km, 6mi, 800m or half")
    number, unit = match.groups()
    if unit is None:
        raise InputError(f"'{text}' has no unit; write {text}km, {text}mi or {text}m")
    metres = _number(number) * _metres_per(unit)
    if metres <= 0:
        raise InputError(f"distance '{text}' is not longer than zero")
    return metres


def _metres_per(unit: str) -> float:
    if unit.startswith("k"):
        return 1000.0
    if unit.startswith("mi"):
        return MILE_M
    return YARD_M if unit.startswith("y") else 1.0


def parse_duration(text: str) -> float:
    """Return a duration in seconds.

    Read are ``45:30``, ``1:12:29``, ``45min``, ``1h15``, ``1h15min``, ``90s`` and
    ``3'30"``. Two numbers around a colon are minutes and seconds.

    Raises
    ------
    InputError
        If the text is not a duration, or the duration is not positive.

    Examples
    --------
    >>> parse_duration("1:12:29"), parse_duration("1h15"), parse_duration("45:30")
    (4349.0, 4500.0, 2730.0)
    """
    seconds = _seconds(_plain(text))
    if seconds is None:
        raise InputError(f"'{text}' is not a duration; write 45min, 45:30 or 1h15")
    if seconds <= 0:
        raise InputError(f"duration '{text}' is not longer than zero")
    return seconds


def _seconds(plain: str) -> float | None:
    if match := _CLOCK.fullmatch(plain):
        hours, minutes, seconds = match.groups()
        if float(seconds) >= 60 or (hours and int(minutes) >= 60):
            return None
        return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
    if match := _HOUR_MINUTE.fullmatch(plain):
        return int(match[1]) * 3600.0 + int(match[2]) * 60
    match = _WORDED.fullmatch(plain)
    if match is None or not any(match.groups()):
        return None
    h, m, s = (_number(part) if part else 0.0 for part in match.groups())
    return h * 3600 + m * 60 + s


def parse_speed(text: str, unit: DistanceUnit | None = None) -> float:
    """Return a speed in m/s from a pace or a speed.

    Parameters
    ----------
    text : str
        ``4:30/km``, ``7:15/mi``, ``13.3 km/h``, ``8.2 mph`` or ``3.7 m/s``.
    unit : DistanceUnit, optional
        What a pace without a unit is per. Without it such a pace is refused,
        because a number alone does not tell kilometres from miles.

    Raises
    ------
    InputError
        If the text is neither, or nobody runs at that speed.

    Examples
    --------
    >>> round(parse_speed("4:30/km"), 4), round(parse_speed("13.3 km/h"), 4)
    (3.7037, 3.6944)
    """
    plain = _plain(text)
    if match := _SPEED.fullmatch(plain):
        return _checked(_number(match[1]) * _MPS_PER.get(match[2], 1.0), text)
    match = _PACE.fullmatch(plain)
    if match is None:
        raise InputError(f"'{text}' is not a pace; write 4:30/km or 7:15/mi")
    minutes, seconds, per = match.groups()
    if per is None and unit is None:
        raise InputError(f"pace '{text}' has no unit; write {text}/km or {text}/mi")
    pace_s = int(minutes) * 60 + float(seconds)
    if pace_s == 0:
        raise InputError(f"pace '{text}' is not longer than zero")
    metres = _metres_per(per) if per or unit is None else unit.metres
    return _checked(metres / pace_s, text)


def _checked(speed_mps: float, text: str) -> float:
    low, high = PLAUSIBLE_SPEED_MPS
    if not low <= speed_mps <= high:
        raise InputError(
            f"'{text}' is no running speed; it must lie between "
            f"{format_pace(low)} and {format_pace(high)}"
        )
    return speed_mps


def pace_s(speed_mps: float, unit: DistanceUnit) -> float:
    """Return the unrounded seconds per kilometre or mile of a speed."""
    return unit.metres / speed_mps


def format_clock(seconds: float) -> str:
    """Return ``m:ss`` or ``h:mm:ss``, rounded to whole seconds.

    >>> format_clock(270), format_clock(4349), format_clock(59.6)
    ('4:30', '1:12:29', '1:00')
    """
    whole = round(seconds)
    sign, whole = ("-", -whole) if whole < 0 else ("", whole)
    minutes, secs = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{sign}{hours}:{minutes:02d}:{secs:02d}"
    return f"{sign}{minutes}:{secs:02d}"


def format_pace(speed_mps: float, unit: DistanceUnit = DistanceUnit.KM) -> str:
    """Return a speed as pace with its unit.

    >>> format_pace(1000 / 270), format_pace(1000 / 270, DistanceUnit.MI)
    ('4:30/km', '7:15/mi')
    """
    whole = round(pace_s(speed_mps, unit))
    return f"{whole // 60}:{whole % 60:02d}/{unit.value}"


def format_speed(speed_mps: float, unit: DistanceUnit = DistanceUnit.KM) -> str:
    """Return a speed as a treadmill shows it.

    >>> format_speed(1000 / 270), format_speed(1000 / 270, DistanceUnit.MI)
    ('13.3 km/h', '8.3 mph')
    """
    name = "km/h" if unit is DistanceUnit.KM else "mph"
    return f"{speed_mps * 3600 / unit.metres:.1f} {name}"


def format_distance(distance_m: float, unit: DistanceUnit = DistanceUnit.KM) -> str:
    """Return a distance in the unit, with no more decimals than it needs.

    >>> format_distance(5000), format_distance(21097.5)
    ('5 km', '21.1 km')
    >>> format_distance(1609.344 * 3, DistanceUnit.MI)
    '3 mi'
    """
    number = distance_m / unit.metres
    digits = 2 if number < 10 else 1
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".")
    return f"{text or '0'} {unit.value}"


def format_height(height_m: float, unit: DistanceUnit = DistanceUnit.KM) -> str:
    """Return a height or a climb, in feet for runners who count in miles.

    >>> format_height(100), format_height(100, DistanceUnit.MI)
    ('100 m', '328 ft')
    """
    if unit is DistanceUnit.KM:
        return f"{height_m:.0f} m"
    return f"{height_m / FOOT_M:.0f} ft"
