"""Targets as runners write them: paces, heart rates, fractions, zones, words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from negsplit.notation.cursor import Cursor, pattern, word
from negsplit.notation.quantities import NUMBER, number, take_clock, take_length
from negsplit.units import DistanceUnit, SpeedUnit
from negsplit.workout import (
    Distance,
    Effort,
    EffortTarget,
    FractionTarget,
    HeartRateRamp,
    HeartRateTarget,
    RaceEffort,
    RaceTarget,
    Reference,
    RpeRamp,
    RpeTarget,
    SpeedRamp,
    SpeedTarget,
    Target,
    Time,
    ZoneKind,
    ZoneTarget,
)


@dataclass(frozen=True, slots=True)
class Change:
    """A pace that changes from the first to the last repetition."""

    start_s: Fraction
    end_s: Fraction
    unit: SpeedUnit

    def at(self, place: Fraction) -> SpeedTarget:
        """Return the pace at a place from 0 to 1, to the whole second."""
        seconds = round(self.start_s + (self.end_s - self.start_s) * place)
        speed = pace_speed(Fraction(seconds), self.unit)
        return SpeedTarget(speed, speed, self.unit)


class Place(NamedTuple):
    """Where a target stands: after ``@`` or bare, and what a pace is per."""

    marked: bool
    unit: DistanceUnit | None


def pace_speed(seconds: Fraction, unit: SpeedUnit) -> float:
    """Return the speed of a pace, rounded once."""
    return float(Fraction(unit.metres) / seconds)


def shown_speed(amount: Fraction, unit: SpeedUnit) -> float:
    """Return the speed of a number of km/h or mph, rounded once."""
    return float(amount * Fraction(unit.metres) / 3600)


def fraction_of(percent: Fraction) -> float:
    """Return a percentage as a fraction, rounded once."""
    return float(percent / 100)


_RANGE = rf"([<>])? ?({NUMBER}) ?(?:(-(?!>)|>|to ) ?({NUMBER}))? ?"
_HEART_RATE = pattern(rf"{_RANGE}bpm(?![a-z])")
_SPEED = pattern(rf"{_RANGE}(km/h|kmh|kph|mph)(?![a-z])")
_PERCENT = pattern(rf"{_RANGE}%")
_REFERENCE = word("HR ?max", "max ?HR", "HRR", "LTHR", "TP")
_REFERENCES = {
    "hrmax": Reference.MAX_HR,
    "maxhr": Reference.MAX_HR,
    "hrr": Reference.HR_RESERVE,
    "lthr": Reference.THRESHOLD_HR,
    "tp": Reference.THRESHOLD_SPEED,
}
_ZONE = pattern(r"(?:zone|z) ?([0-9])(?: ?- ?z?([0-9]))?(?![0-9a-z.])")
_ZONE_KIND = word("HR", "pace")
_RPE = pattern(rf"RPE ?({NUMBER})(?: ?(-(?!>)|>) ?({NUMBER}))?(?![0-9a-z])")

_PACE = pattern(r"[0-9]{1,2}:[0-9]{2}")
_OPERATOR = pattern(r">>|>|-(?!>)|\+-|\+/-|±")
_PER = pattern(r"(?:min)? ?(?:/|per ) ?(kilomet(?:re|er)|km|k|miles?|mi)(?![a-z])")
_BY = word("by")
_S = word("s", "sec")

# A race is named by its distance; after it a number is an offset in seconds.
_RACE = pattern(
    r"(mile|1500 ?m?|3 ?km?|5 ?km?|8 ?km?|10 ?km?|15 ?km?|10 ?mi(?:les?)?"
    r"|half(?: marathon)?|HM|MP|LT|CV|E|M|T|I|R)(?![0-9a-z:./])"
)
_TO_RACE = re.compile(r"- *")
_EFFORT_OR_PACE = word("effort", "pace")
_OFFSET = pattern(r"([+-]) ?([0-9]{1,3}(?:\.[0-9]{1,400})?) ?(s(?![a-z]))?")
_FEEL = word(*(effort.value for effort in Effort))


def take_target(cursor: Cursor, place: Place) -> Target | Change | None:
    """Return the target that stands here, or None.

    Without ``@`` a pace must show a range or its unit, and a race the word effort
    or pace, because they could mean something else there.
    """
    at = cursor.skip_blanks()
    with cursor.blame(at):
        for reader in (_rpe, _zone, _heart_rate, _percent, _speed, _pace, _race, _feel):
            target = reader(cursor, place)
            if target is not None:
                return target
            cursor.at = at
    return None


def _rpe(cursor: Cursor, _place: Place) -> Target | None:
    found = cursor.take(_RPE)
    if found is None:
        return None
    first, second = number(found[1]), number(found[3] or found[1])
    if found[2] == ">":
        return RpeRamp(float(first), float(second))
    low, high = sorted((first, second))
    return RpeTarget(float(low), float(high))


def _zone(cursor: Cursor, _place: Place) -> Target | None:
    found = cursor.take(_ZONE)
    if found is None:
        return None
    low, high = sorted((int(found[1]), int(found[2] or found[1])))
    kind = cursor.take(_ZONE_KIND)
    if kind is None:
        return ZoneTarget(low, high)
    is_pace = kind[0].lower() == "pace"
    return ZoneTarget(low, high, ZoneKind.PACE if is_pace else ZoneKind.HEART_RATE)


def _heart_rate(cursor: Cursor, _place: Place) -> Target | None:
    found = cursor.take(_HEART_RATE)
    if found is None:
        return None
    bound, first, operator, second = found.groups()
    start = float(number(first))
    if second is None:
        return HeartRateTarget(
            None if bound == "<" else start, None if bound == ">" else start
        )
    end = float(number(second))
    _no_bound(cursor, bound, found)
    if operator == ">":
        return HeartRateRamp(start, end)
    return HeartRateTarget(min(start, end), max(start, end))


def _no_bound(cursor: Cursor, bound: str | None, found: re.Match[str]) -> None:
    if bound:
        raise cursor.fail(
            f"'{found[0]}' has a bound and a range; write one of them", found.start()
        )


def _percent(cursor: Cursor, _place: Place) -> Target | None:
    found = cursor.take(_PERCENT)
    if found is None:
        return None
    bound, first, operator, second = found.groups()
    _no_bound(cursor, bound, found)
    reference = cursor.take(_REFERENCE)
    if reference is None:
        raise cursor.fail(
            f"'{found[0]}' does not say of what; write %HRmax, %HRR, %LTHR or %TP",
            found.start(),
        )
    kind = _REFERENCES[reference[0].lower().replace(" ", "")]
    start, end = (fraction_of(number(text)) for text in (first, second or first))
    if operator == ">":
        return FractionTarget(start, end, kind, ramp=True)
    return FractionTarget(min(start, end), max(start, end), kind)


def _speed(cursor: Cursor, _place: Place) -> Target | None:
    found = cursor.take(_SPEED)
    if found is None:
        return None
    bound, first, operator, second, name = found.groups()
    _no_bound(cursor, bound, found)
    unit = SpeedUnit.MPH if name.lower() == "mph" else SpeedUnit.KMH
    start, end = (shown_speed(number(text), unit) for text in (first, second or first))
    if operator == ">":
        return SpeedRamp(start, end, unit, _take_chunk(cursor))
    return SpeedTarget(min(start, end), max(start, end), unit)


def _take_chunk(cursor: Cursor) -> Time | Distance | None:
    if not cursor.take(_BY):
        return None
    at = cursor.skip_blanks()
    length = take_length(cursor)
    if not isinstance(length, Time | Distance):
        raise cursor.fail("'by' needs a length; write by 2km or by 5min", at)
    return length


def _pace(cursor: Cursor, place: Place) -> Target | Change | None:
    if not cursor.peek(_PACE):
        return None
    at = cursor.skip_blanks()
    start = _take_pace_clock(cursor)
    operator, end = _pace_range(cursor)
    per = cursor.take(_PER)
    if not place.marked and operator is None and per is None:
        return None
    unit = _pace_unit(cursor, per[1] if per else None, place, at)
    return _paced(cursor, start, operator, end, unit)


def _take_pace_clock(cursor: Cursor) -> Fraction:
    at = cursor.skip_blanks()
    seconds = take_clock(cursor)
    if not seconds:
        raise cursor.fail(f"'{cursor.next_word()}' is not a pace; write 4:30/km", at)
    return seconds


def _pace_range(cursor: Cursor) -> tuple[str | None, Fraction]:
    operator = cursor.take(_OPERATOR)
    if operator is None:
        return None, Fraction(0)
    if operator[0] in (">>", ">", "-"):
        return operator[0], _take_pace_clock(cursor)
    at = cursor.skip_blanks()
    found = cursor.take(pattern(NUMBER))
    if found is None:
        raise cursor.fail("'+-' needs seconds; write 6:45 +-5s", at)
    cursor.take(_S)
    return "+-", number(found[0])


def _pace_unit(cursor: Cursor, per: str | None, place: Place, at: int) -> SpeedUnit:
    if per:
        return SpeedUnit.PER_MI if per[:2].lower() == "mi" else SpeedUnit.PER_KM
    if place.unit is None:
        text = cursor.text[at : cursor.at].strip()
        raise cursor.fail(f"pace {text} has no unit; write {text}/km or {text}/mi", at)
    return SpeedUnit.per(place.unit)


def _paced(
    cursor: Cursor,
    start: Fraction,
    operator: str | None,
    end: Fraction,
    unit: SpeedUnit,
) -> Target | Change:
    match operator:
        case ">>":
            return Change(start, end, unit)
        case ">":
            speeds = pace_speed(start, unit), pace_speed(end, unit)
            return SpeedRamp(*speeds, unit, _take_chunk(cursor))
        case "+-":
            paces = (start + end, start - end)
        case None:
            paces = (start, start)
        case _:
            paces = (max(start, end), min(start, end))
    if paces[1] <= 0:
        raise cursor.fail(f"'+-{float(end):g}s' is more than the pace itself")
    return SpeedTarget(pace_speed(paces[0], unit), pace_speed(paces[1], unit), unit)


def _race(cursor: Cursor, place: Place) -> Target | None:
    first = _take_race_name(cursor)
    if first is None:
        return None
    second = _second_race(cursor)
    offset_s, unit = _take_offset(cursor, place) if place.marked else _NO_OFFSET
    named = cursor.take(_EFFORT_OR_PACE)
    if not place.marked and not named:
        return None
    if second and (first.distance_m or 0) < (second.distance_m or 0):
        first, second = (second, first) if first.distance_m else (first, second)
    return RaceTarget(first, second, offset_s, unit)


_NO_OFFSET = (0.0, SpeedUnit.PER_KM)


def _take_race_name(cursor: Cursor) -> RaceEffort | None:
    found = cursor.take(_RACE)
    if found is None:
        return None
    name = found[1].lower().replace(" ", "")
    if name.startswith("half"):
        return RaceEffort.HALF
    if name == "m":
        return RaceEffort.MARATHON
    if name.startswith("10mi"):
        return RaceEffort.MI10
    # 1500m and 10km are 1500 and 10k; hm is not.
    return _RACES[name.rstrip("m") if name[0].isdigit() else name]


_RACES = {effort.value.lower(): effort for effort in RaceEffort}


def _second_race(cursor: Cursor) -> RaceEffort | None:
    at = cursor.at
    second = _take_race_name(cursor) if cursor.take(_TO_RACE) else None
    if second is None:
        cursor.at = at
    return second


def _take_offset(cursor: Cursor, place: Place) -> tuple[float, SpeedUnit]:
    at = cursor.skip_blanks()
    found = cursor.peek(_OFFSET)
    if found is None:
        return _NO_OFFSET
    cursor.at = found.end()
    per = cursor.take(_PER)
    # "+ 10min easy" after a race begins the next step.
    spaced = found[0][1] == " "
    if not per and (spaced or not _ends_offset(cursor)):
        cursor.at = at
        return _NO_OFFSET
    unit = _pace_unit(cursor, per[1] if per else None, place, at)
    return float(Fraction(found[1] + found[2])), unit


_AFTER_OFFSET = pattern(r"[^0-9a-z:.'\"]|$")


def _ends_offset(cursor: Cursor) -> bool:
    return _AFTER_OFFSET.match(cursor.text, cursor.at) is not None


def _feel(cursor: Cursor, _place: Place) -> Target | None:
    found = cursor.take(_FEEL)
    return EffortTarget(Effort(found[0].lower())) if found else None
