"""What is known of a runner on a day, as their diary keeps it.

Each set of values holds from a day on, until a newer one does. Runs from before the
first set are seen with that one, as nothing better is known; a race counts from its
day on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.athlete import Athlete
from negsplit.errors import InputError
from negsplit.planning.plan_reader import read_plan
from negsplit.planning.runner_table import athlete_from, runner_lines
from negsplit.planning.table import load
from negsplit.units import DistanceUnit

if TYPE_CHECKING:
    from datetime import date

    from negsplit.diary import Diary

# A year of the calendar, leap years included.
_YEAR_DAYS = 365.2425


@dataclass(frozen=True, slots=True)
class Dated:
    """What is known of a runner from a day on."""

    day: date
    athlete: Athlete


def values_of(diary: Diary) -> tuple[Dated, ...]:
    """Return all that was ever said of the runner, oldest first."""
    return tuple(
        Dated(day, replace(_athlete(body, day), measured_on=day))
        for day, body in diary.kept_values()
    )


def _athlete(body: str, day: date) -> Athlete:
    return athlete_from(load(body.encode(), f"runner as of {day}"))


def runner_on(diary: Diary, day: date) -> Athlete:
    """Return the runner as known on a day.

    Where the diary has no values, those of the current plan are taken.
    """
    known = values_of(diary)
    if known:
        held = [one for one in known if one.day <= day] or [known[0]]
        found = _aged(held[-1], day)
    else:
        found = _of_plan(diary)
    by_then = tuple(r for r in found.races if r.day is None or r.day <= day)
    return replace(
        found, races=by_then or found.races, name=found.name or diary.athlete
    )


def _aged(known: Dated, day: date) -> Athlete:
    """Return the runner as old as on a day, whole years after they said so."""
    age_years = known.athlete.age_years
    years = max(0, int((day - known.day).days / _YEAR_DAYS))
    if age_years is None or not years:
        return known.athlete
    return replace(known.athlete, age_years=age_years + years)


def _of_plan(diary: Diary) -> Athlete:
    plans = diary.kept_plans()
    planned = read_plan(plans[-1].encode()).athlete if plans else None
    return Athlete() if planned is None else planned


def keep_runner(diary: Diary, athlete: Athlete, day: date) -> None:
    """Keep what is known of the runner from a day on.

    Raises
    ------
    InputError
        If a race lies after that day.
    """
    for race in athlete.races:
        if race.day is not None and race.day > day:
            raise InputError(
                f"the race of {race.day} is after {day}, from when these values hold; "
                "give the day on which it was run"
            )
    diary.keep_values(day, "".join(f"{line}\n" for line in runner_lines(athlete)))


def unit_of(diary: Diary) -> DistanceUnit:
    """Return the unit that the runner thinks in; km where none was chosen."""
    return diary.unit() or DistanceUnit.KM
