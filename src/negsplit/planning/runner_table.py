"""A runner as a table of a TOML file, both ways: of a plan, or of a squad."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from negsplit.athlete import Athlete, Race
from negsplit.errors import InputError
from negsplit.planning.recipe_words import amount_words, time_words
from negsplit.planning.toml_words import toml
from negsplit.units import DistanceUnit, format_clock, parse_distance, parse_duration
from negsplit.workout import Distance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.planning.table import Table

# Keys that hold a number, and the value that each fills.
NUMBERS = {
    "vdot": "vdot_ml_kg_min",
    "hr_max": "max_hr_bpm",
    "hr_rest": "resting_hr_bpm",
    "hr_threshold": "threshold_hr_bpm",
    "age": "age_years",
}
_RACE = re.compile(r"([^=]+)=([^=]+?)(?:\s+on\s+(\d{4}-\d{2}-\d{2}))?")


def runner_lines(athlete: Athlete) -> Iterator[str]:
    """Yield the lines of a runner's table; what is not known is left out."""
    if athlete.name:
        yield f"name = {toml(athlete.name)}"
    if athlete.races:
        yield f"races = {toml([_race_words(race) for race in athlete.races])}"
    for key, name in NUMBERS.items():
        value = getattr(athlete, name)
        if value is not None:
            yield f"{key} = {value!r}"
    if athlete.weekly_distance_m is not None:
        weekly = amount_words(Distance(athlete.weekly_distance_m), DistanceUnit.KM)
        yield f"weekly = {toml(weekly)}"


def athlete_from(table: Table) -> Athlete:
    """Return the runner that a table describes.

    Raises
    ------
    FormatError
        If a value is not what it should be; it begins with the place.
    """
    races = [table.asked("races", text, race_of) for text in table.texts("races")]
    weekly = table.optional("weekly", str)
    values: dict[str, Any] = {n: table.number(key) for key, n in NUMBERS.items()}
    name = table.optional("name", str) or ""
    table.done()
    weekly_m = table.asked("weekly", weekly, parse_distance) if weekly else None
    try:
        known = Athlete(races=tuple(races), name=name, weekly_distance_m=weekly_m)
        return replace(known, **values)
    except InputError as error:
        raise table.error(str(error)) from error


def with_known(athlete: Athlete, known: Athlete | None) -> Athlete:
    """Return a runner with what was known before, where nothing newer is given.

    New races stand for all older ones, and for a VDOT.
    """
    if known is None:
        return athlete
    has_form = bool(athlete.races) or athlete.vdot_ml_kg_min is not None
    filled = {
        name: getattr(known, name)
        for name in (*NUMBERS.values(), "weekly_distance_m", "name")
        if not getattr(athlete, name) and not (name == "vdot_ml_kg_min" and has_form)
    }
    races = athlete.races if has_form else known.races
    return replace(athlete, races=races, **filled)


def race_of(text: str) -> Race:
    """Return a race from text such as ``half=1:12:29 on 2026-10-04``.

    Raises
    ------
    InputError
        If a part of it cannot be read.
    """
    match = _RACE.fullmatch(text.strip())
    if match is None:
        raise InputError(
            f"race '{text}' is not NAME=TIME; write half=1:12:29 or "
            "half=1:12:29 on 2026-10-04"
        )
    name, time, day = match.groups()
    try:
        when = None if day is None else date.fromisoformat(day)
    except ValueError as error:
        raise InputError(f"'{day}' is no day; write 2026-10-04") from error
    return Race(parse_distance(name), parse_duration(time), when)


def _race_words(race: Race) -> str:
    name = amount_words(Distance(race.distance_m), DistanceUnit.KM)
    seconds = race.duration_s
    whole = seconds == round(seconds)
    time = format_clock(seconds) if whole else time_words(seconds)
    day = "" if race.day is None else f" on {race.day.isoformat()}"
    return f"{name}={time}{day}"
