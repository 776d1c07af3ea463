"""What a runner types about themselves, as text and as what it means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

from negsplit.athlete import MAX_HR_RANGE_BPM, Athlete, Race
from negsplit.errors import InputError
from negsplit.planning.recipe_words import amount_words
from negsplit.runner import Runner
from negsplit.units import (
    HALF_MARATHON_M,
    MARATHON_M,
    DistanceUnit,
    format_clock,
    parse_distance,
    parse_duration,
)
from negsplit.workout import Distance

if TYPE_CHECKING:
    from negsplit.desk.people.runner_values import Dated

_NAMED = {HALF_MARATHON_M: "half", MARATHON_M: "marathon"}
# A page lists a career; a program may not send a book.
MOST_RACES = 100


@dataclass(frozen=True, slots=True)
class RaceFields:
    """A race as typed."""

    distance: str = ""
    time: str = ""
    day: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.distance.strip() or self.time.strip())


@dataclass(frozen=True, slots=True)
class RunnerForm:
    """What is known of a runner, as typed; '' where it is not known."""

    name: str = ""
    races: tuple[RaceFields, ...] = ()
    vdot: str = ""
    hr_max: str = ""
    hr_rest: str = ""
    hr_threshold: str = ""
    age: str = ""
    weekly: str = ""
    day: str = ""


def form_of(known: Dated, unit: DistanceUnit) -> RunnerForm:
    """Return what is known of a runner as they would type it."""
    athlete = known.athlete
    weekly_m = athlete.weekly_distance_m
    return RunnerForm(
        name=athlete.name,
        races=tuple(_race_fields(race, unit) for race in athlete.races),
        vdot=_text(athlete.vdot_ml_kg_min),
        hr_max=_text(athlete.max_hr_bpm),
        hr_rest=_text(athlete.resting_hr_bpm),
        hr_threshold=_text(athlete.threshold_hr_bpm),
        age=_text(athlete.age_years),
        weekly=_text(None if weekly_m is None else weekly_m / unit.metres),
        day=known.day.isoformat(),
    )


def _race_fields(race: Race, unit: DistanceUnit) -> RaceFields:
    words = _NAMED.get(race.distance_m)
    return RaceFields(
        words or amount_words(Distance(race.distance_m), unit),
        format_clock(race.duration_s),
        "" if race.day is None else race.day.isoformat(),
    )


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def athlete_of(form: RunnerForm, unit: DistanceUnit, today: date) -> Athlete:
    """Return the runner whom a form describes.

    Raises
    ------
    InputError
        If something typed cannot be read, or is not plausible.
    """
    if len(form.races) > MOST_RACES:
        raise InputError(f"{len(form.races)} races; the latest {MOST_RACES} will do")
    athlete = Athlete(
        races=tuple(_race(race, today) for race in form.races if not race.is_blank),
        name=form.name.strip()[:100],
        age_years=_number("age", form.age),
        resting_hr_bpm=_number("resting heart rate", form.hr_rest),
        max_hr_bpm=_number("maximum heart rate", form.hr_max),
        weekly_distance_m=_weekly_m(form.weekly, unit),
    )
    athlete = replace(athlete, vdot_ml_kg_min=_number("VDOT", form.vdot))
    Runner.of(athlete)  # refuses a VDOT and races out of range
    return _with_threshold(athlete, _number("threshold heart rate", form.hr_threshold))


def _with_threshold(athlete: Athlete, threshold_bpm: float | None) -> Athlete:
    low = athlete.resting_hr_bpm or 0.0
    high = athlete.max_hr_bpm or MAX_HR_RANGE_BPM[1]
    if threshold_bpm is not None and not low < threshold_bpm < high:
        raise InputError(
            f"threshold heart rate {threshold_bpm:g} bpm must lie between the resting "
            f"one and the maximum, {high:g} bpm"
        )
    return replace(athlete, threshold_hr_bpm=threshold_bpm)


def _race(typed: RaceFields, today: date) -> Race:
    said = f"{typed.distance.strip()} {typed.time.strip()}".strip()
    what = f"race '{said[:40]}'"
    if not typed.distance.strip() or not typed.time.strip():
        raise InputError(f"{what} needs a distance and a time, such as 10km and 45:00")
    day = day_of(typed.day) if typed.day.strip() else None
    if day is not None and day > today:
        raise InputError(f"{what} is on {day}, which is still to come")
    return Race(parse_distance(typed.distance), parse_duration(typed.time), day)


def day_of(text: str) -> date:
    """Return a day as browsers send it.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(f"'{text[:40]}' is no day; write 2026-10-04") from error


def _number(what: str, text: str) -> float | None:
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    try:
        value = float(plain)
    except ValueError as error:
        raise InputError(f"{what} '{text[:40]}' is no number") from error
    if not isfinite(value) or value <= 0:
        raise InputError(f"{what} {value:g} must be more than zero")
    return value


def _weekly_m(text: str, unit: DistanceUnit) -> float | None:
    plain = text.strip()
    if not plain:
        return None
    return parse_distance(f"{plain}{unit.value}" if plain[-1].isdigit() else plain)
