"""Goals as runners say them: ``5K under 25:00 by 2027-04-18``, ``build a base``.

A goal is what for and by when. The day is cut off first; what is left is one of a few
kinds of sentence. Whatever depends on today's form, such as half a minute off the mile,
is reckoned from the runner's races and written out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from negsplit.errors import InputError, MissingInputError
from negsplit.plan import Aim, AimKind
from negsplit.planning.form_today import form_today
from negsplit.planning.goal_days import cut_day
from negsplit.planning.world_records import check_possible, fastest
from negsplit.units import (
    PLAUSIBLE_SPEED_MPS,
    RACE_DISTANCES_M,
    DistanceUnit,
    format_clock,
    format_distance,
    parse_distance,
    parse_duration,
)

if TYPE_CHECKING:
    from negsplit.athlete import Athlete

EXAMPLES = (
    "write for example '5K under 25:00 by 2027-04-18', '30 s off the mile in 12 "
    "weeks', 'first half marathon on 2027-05-02' or 'build a base until 2027-03-01'"
)
# Weeks that a goal without a day is given, where a day can be left out: ours.
COME_BACK_WEEKS, BASE_WEEKS = 6, 12

# Nobody needs more words, and an error shows them.
_LONGEST_TEXT = 120
# A time in h:mm is a race at a walk at the slowest; nobody means more off than a day.
WALK_MPS, DAY_S = 1.0, 86_400.0

_DISTANCE = (
    r"(?:\d+(?:[.,]\d+)?\s*(?:km?|mi(?:les?)?|m|met(?:re|er)s?)\b|one mile|mile"
    r"|half[- ]marathon|half|marathon|full marathon)"
)
_TIME = (
    r"\d+(?::\d{2}){1,2}(?:\.\d+)?|\d+(?:\.\d+)?(?:\s*h(?:ours?)?(?:\s*\d+)?"
    r"|[\s-]*min(?:ute)?s?\b|\s*s(?:ec(?:ond)?s?)?\b)?"
)
_UNDER = r"(?:in\s+)?(?:under|below|sub|faster than|in|at)"
_AGAINST_TIME = (
    re.compile(rf"(?P<d>{_DISTANCE})\s+{_UNDER}[\s-]+(?P<t>{_TIME})"),
    re.compile(rf"(?:sub|under|a)?[\s-]*(?P<t>{_TIME})[\s-]+(?P<d>{_DISTANCE})"),
    re.compile(rf"{_UNDER}[\s-]+(?P<t>{_TIME})\s+(?:for|over)\s+(?P<d>{_DISTANCE})"),
)
_OFF = re.compile(rf"(?P<t>{_TIME}|a minute|half a minute)\s+off\s+(?P<d>{_DISTANCE})")
_FINISH = re.compile(rf"(?:first|finish|complete|run|race)?\s*(?P<d>{_DISTANCE})")
_BASE = re.compile(r"(?:build\s+)?(?:a\s+)?base(?:\s+building|\s+training)?")
_COME_BACK = re.compile(
    rf"come\s*back(?:\s+(?:after|from)\s+(?P<d>{_DISTANCE})\s+(?:on|of)\s+"
    r"(?P<day>\d{4}-\d{2}-\d{2}))?"
)
_EACH_WEEK = re.compile(
    rf"(?P<t>{_TIME})\s*(?:/|per|a|each)\s*(?P<u>mile|mi|kilomet(?:re|er)|km|k)\s+"
    rf"(?:better|faster|quicker)\s+(?:each|every|a|per)\s+week"
    rf"(?:\s+(?:over|for|at)\s+(?P<d>{_DISTANCE}))?"
)
_FILLERS = re.compile(
    r"\b(?:i want to|i'd like to|my|the|an?(?= (?!minute|week))|to)\b"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a runner wants, as an aim, and the race that it comes after.

    Parameters
    ----------
    aim : Aim
        What for, and by when.
    after_day : date, optional
        The race that the runner comes back from.
    after_m : float, optional
        Its distance. [m]
    """

    aim: Aim
    after_day: date | None = None
    after_m: float | None = None


def wish_of(text: str, today: date, athlete: Athlete) -> Wish:
    """Return what a goal's words mean.

    Parameters
    ----------
    text : str
        The goal.
    today : date
        The day from which weeks are counted.
    athlete : Athlete
        Whose goal; needed where it is relative to today's form.

    Raises
    ------
    InputError
        If the words are not understood, the day is past, or nobody ever ran the time.
    MissingInputError
        If today's form is needed and not known.
    """
    if len(text) > _LONGEST_TEXT:
        raise InputError(f"'{text[:40]}…' is too long for a goal; {EXAMPLES}")
    plain = " ".join(text.lower().replace("′", "'").split())
    back = re.match(r"come\s*back", plain)
    words, day = _come_back_day(plain, today) if back else cut_day(plain, today)
    words = " ".join(_FILLERS.sub(" ", words).split()).strip(" ,.;:")
    found = _understood(words, day, today, athlete, text)
    _check_day(found.aim.day, today)
    return found


def _come_back_day(plain: str, today: date) -> tuple[str, date | None]:
    """Cut the day of the return, which comes after that of the race."""
    head, until, tail = plain.partition(" until ")
    if not until:
        return plain, None
    return head, cut_day(f"until {tail}", today)[1]


def _understood(
    words: str, day: date | None, today: date, athlete: Athlete, text: str
) -> Wish:
    if _BASE.fullmatch(words):
        return Wish(Aim(AimKind.BASE, day or today + timedelta(weeks=BASE_WEEKS)))
    if match := _COME_BACK.fullmatch(words):
        return _come_back(match, day, today)
    if match := _EACH_WEEK.fullmatch(words):
        return _each_week(match, _needed(day, text), today, athlete)
    if match := _OFF.fullmatch(words):
        distance_m = _metres(match["d"])
        now_s = form_today(athlete, distance_m).duration_s
        target_s = now_s - min(_seconds(match["t"]), DAY_S)
        target_s = float(round(target_s))
        return _race(distance_m, target_s, _needed(day, text))
    for pattern in _AGAINST_TIME:
        if match := pattern.fullmatch(words):
            distance_m = _metres(match["d"])
            return _race(
                distance_m, time_over(match["t"], distance_m), _needed(day, text)
            )
    if match := _FINISH.fullmatch(words):
        distance_m = _metres(match["d"])
        fastest(distance_m)  # says which distances there are
        return Wish(Aim(AimKind.FINISH, _needed(day, text), distance_m))
    raise InputError(f"'{text}' is no goal that is understood; {EXAMPLES}")


def _needed(day: date | None, text: str) -> date:
    if day is None:
        raise InputError(
            f"'{text}' has no day; say by when, as in '{text} by 2027-04-18' or "
            f"'{text} in 12 weeks'"
        )
    return day


def _check_day(day: date, today: date) -> None:
    if day <= today:
        raise InputError(
            f"the goal's day, {day}, is not in the future; choose one from "
            f"{today + timedelta(days=7)} on"
        )


def _race(distance_m: float, target_s: float, day: date) -> Wish:
    what, target_s = distance_words(distance_m), round(target_s, 1)
    if target_s <= 0:
        raise InputError(f"{what} in less than no time is no goal; ask for less")
    slowest_s = distance_m / PLAUSIBLE_SPEED_MPS[0]
    if target_s > slowest_s:
        raise InputError(
            f"{what} in {format_clock(target_s)} is slower than a walk; the nearest "
            f"goal is {format_clock(slowest_s)}"
        )
    check_possible(distance_m, target_s, what)
    return Wish(Aim(AimKind.RACE, day, distance_m, target_s))


def _come_back(match: re.Match[str], day: date | None, today: date) -> Wish:
    aim = Aim(AimKind.COME_BACK, day or today + timedelta(weeks=COME_BACK_WEEKS))
    if match["d"] is None:
        return Wish(aim)
    try:
        after = date.fromisoformat(match["day"])
    except ValueError as error:
        raise InputError(f"'{match['day']}' is no day; write 2026-11-08") from error
    return Wish(aim, after, _metres(match["d"]))


def _each_week(match: re.Match[str], day: date, today: date, athlete: Athlete) -> Wish:
    """Return a pace that gets better by so much each week as a time over a distance."""
    if match["d"] is None and not athlete.races:
        raise MissingInputError(
            "so much better each week needs a distance or a race to begin from; say "
            "'over 5k'",
            options="or give --race 5k=25:00",
        )
    distance_m = _metres(match["d"]) if match["d"] else athlete.races[0].distance_m
    unit = DistanceUnit.MI if match["u"].startswith("mi") else DistanceUnit.KM
    weeks = (day - today).days / 7
    gain_s = min(_seconds(match["t"]), DAY_S) * weeks * distance_m / unit.metres
    now_s = form_today(athlete, distance_m).duration_s
    return _race(distance_m, float(round(now_s - gain_s)), day)


def _metres(text: str) -> float:
    plain = text.replace("-", " ").replace("full ", "").replace("one ", "")
    return parse_distance(plain)


def _seconds(text: str) -> float:
    """Return a time as it is said; a bare number is seconds."""
    words = {"a minute": 60.0, "half a minute": 30.0}
    if text in words:
        return words[text]
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    return parse_duration(re.sub(r"[\s-]+min(?:ute)?s?", "min", text))


def time_over(text: str, distance_m: float) -> float:
    """Return a time over a distance; of 3 and 1:45, hours or minutes.

    A sub-3 marathon is hours and a sub-20 5K minutes: whichever is possible.
    """
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        seconds = float(text) * 60
    else:
        seconds = _seconds(text)
    is_short = text.count(":") <= 1 and not re.search("[a-z]", text)
    hours_s = seconds * 60
    if is_short and seconds < fastest(distance_m) <= hours_s <= distance_m / WALK_MPS:
        return hours_s
    return seconds


def wish_words(wish: Wish, unit: DistanceUnit = DistanceUnit.KM) -> str:
    """Return a wish as words that are read as the same wish."""
    if wish.after_day is None or wish.after_m is None:
        return aim_words(wish.aim, unit)
    race = f"{distance_words(wish.after_m, unit)} on {wish.after_day}"
    return f"come back after {race} until {wish.aim.day}"


def aim_words(aim: Aim, unit: DistanceUnit = DistanceUnit.KM) -> str:
    """Return an aim as words that are read as the same aim.

    >>> aim_words(Aim(AimKind.RACE, date(2027, 4, 18), 5000.0, 1500.0))
    '5 km under 25:00 by 2027-04-18'
    """
    match aim.kind:
        case AimKind.BASE:
            return f"build a base until {aim.day}"
        case AimKind.COME_BACK:
            return f"come back until {aim.day}"
        case AimKind.FINISH:
            what = distance_words(aim.distance_m or 0.0, unit)
            return f"finish a {what} on {aim.day}"
        case AimKind.RACE:
            what = distance_words(aim.distance_m or 0.0, unit)
            return f"{what} under {_clock(aim.target_s or 0.0)} by {aim.day}"


def _clock(seconds: float) -> str:
    whole = seconds == round(seconds)
    return format_clock(seconds) if whole else f"{seconds:g} s"


def distance_words(distance_m: float, unit: DistanceUnit = DistanceUnit.KM) -> str:
    """Return a distance as runners call it."""
    names = {metres: name for name, metres in reversed(RACE_DISTANCES_M.items())}
    if distance_m in names:
        return names[distance_m].replace("hm", "half").replace("fm", "marathon")
    if distance_m < 5000 and distance_m == round(distance_m):
        return f"{distance_m:.0f} m"
    whole = distance_m % 1000 == 0
    return format_distance(distance_m, DistanceUnit.KM if whole else unit)
