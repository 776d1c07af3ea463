"""A plan file as a coach brings it back: the same plan, or one line on what is wrong.

Load and cards follow from the sessions, so they are made here and not read.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from negsplit import notation
from negsplit.errors import FormatError, InputError
from negsplit.plan import (
    Aim,
    AimKind,
    Availability,
    Block,
    Plan,
    Role,
    Session,
    Week,
    Weekday,
    monday_of,
)
from negsplit.planning.amounts import Draft
from negsplit.planning.cards import cards_of, with_strength
from negsplit.planning.menu import Slot
from negsplit.planning.plan_text import FORMAT
from negsplit.planning.recipe_words import recipe_of
from negsplit.planning.runner_table import athlete_from
from negsplit.planning.table import load
from negsplit.units import DistanceUnit, parse_distance
from negsplit.workout import Time

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.forms import Recipe
    from negsplit.planning.table import Table
    from negsplit.workout import Workout

_WEEKDAYS = {day.name.lower(): day for day in Weekday}
_DAY = "2027-04-18"
# A run takes a minute at least and a day at most.
_ABOUT_RANGE_S = (60.0, 24 * 3600.0)


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan, and the runner whom its paces are for, if the file says."""

    plan: Plan
    athlete: Athlete | None


def read_plan(data: bytes) -> PlanFile:
    """Return what a plan file holds.

    Raises
    ------
    FormatError
        If it is no plan; the message names the place, the value and what would be
        right.
    """
    file = load(data, "plan file")
    number = file.required("negsplit_plan", int, f"negsplit_plan = {FORMAT}")
    if number != FORMAT:
        raise file.wrong(
            "negsplit_plan", number, f"known; this negsplit reads {FORMAT}"
        )
    notes, refused = file.texts("notes"), frozenset(file.texts("refused"))
    aim, available = _aim(_needed(file, "goal")), _available(_needed(file, "available"))
    runner = file.table("runner")
    athlete = None if runner is None else athlete_from(runner)
    weeks = [_week(table) for table in file.tables("week")]
    sessions = file.tables("session")
    file.done()
    _check_weeks(weeks)
    days = _sessions(sessions, {week.monday: week for week in weeks}, available, aim)
    return PlanFile(
        Plan(aim, available, _filled(weeks, days), notes, refused),
        athlete,
    )


def _needed(file: Table, key: str) -> Table:
    table = file.table(key)
    if table is None:
        raise file.error(f"the table [{key}] is missing; write it and its lines")
    return table


def _aim(table: Table) -> Aim:
    kind = table.choice("kind", AimKind, 'kind = "race"')
    day = table.required("day", date, f"day = {_DAY}")
    distance = table.optional("distance", str)
    target_s = table.duration("time")
    table.done()
    metres = distance and table.asked("distance", distance, parse_distance)
    try:
        return Aim(kind, day, metres or None, target_s)
    except InputError as error:
        raise table.error(str(error)) from error


def _available(table: Table) -> Availability:
    days = table.required("runs_a_week", int, "runs_a_week = 5")
    free = [_weekday(table, "days", name) for name in table.texts("days")]
    fixed = table.table("fixed")
    by = table.optional("by", str) or "time"
    if by not in ("time", "distance"):
        raise table.wrong("by", by, "one of time, distance")
    unit = table.choice("unit", DistanceUnit, 'unit = "km"')
    longest_s = table.duration("longest")
    treadmill, hills = (
        table.optional("treadmill_only", bool),
        table.optional("hills", bool),
    )
    away = tuple(_stretch(table, item) for item in table.items("away"))
    table.done()
    try:
        return Availability(
            days,
            frozenset(free) if free else frozenset(Weekday),
            () if fixed is None else _fixed(fixed),
            longest_s,
            by == "time",
            unit,
            bool(treadmill),
            hills is not False,
            away,
        )
    except InputError as error:
        raise table.error(str(error)) from error


def _weekday(table: Table, key: str, name: str) -> Weekday:
    if name not in _WEEKDAYS:
        raise table.wrong(key, name, f"one of {', '.join(_WEEKDAYS)}")
    return _WEEKDAYS[name]


def _fixed(table: Table) -> tuple[tuple[Weekday, Role], ...]:
    return tuple(
        (_weekday(table, "day", name), table.one_of(name, role, Role))
        for name, role in table.values.items()
    )


def _stretch(table: Table, item: object) -> tuple[date, date]:
    match item:
        case [date() as first, date() as last] if type(first) is type(last) is date:
            return first, last
    raise table.wrong("away", item, f"two days such as [{_DAY}, {_DAY}]")


def _week(table: Table) -> Week:
    monday = table.required("monday", date, "monday = 2027-04-12")
    table.place = f"week of {monday}"
    block = table.choice("block", Block, 'block = "base"')
    target_s = table.duration("time")
    is_light = bool(table.optional("light", bool))
    table.done()
    if monday.weekday():
        raise table.wrong("monday", monday, f"a Monday; {monday_of(monday)} is one")
    if target_s is None:
        raise table.error('time is missing; write time = "3:30:00"')
    return Week(monday, block, target_s, is_light=is_light)


def _check_weeks(weeks: list[Week]) -> None:
    if not weeks:
        raise FormatError("plan file: there is no [[week]]; write one at least")
    for before, after in pairwise(weeks):
        expected = before.monday + timedelta(days=7)
        if after.monday != expected:
            raise FormatError(
                f"week of {after.monday}: it comes after the week of {before.monday}; "
                f"the next is that of {expected}"
            )


def _sessions(
    tables: list[Table], weeks: dict[date, Week], available: Availability, aim: Aim
) -> dict[date, Session]:
    found: dict[date, Session] = {}
    for table in tables:
        day = table.required("day", date, f"day = {_DAY}")
        table.place = f"session of {day}"
        if monday_of(day) not in weeks:
            raise table.wrong("day", day, f"in a week of the plan; {_span(weeks)}")
        if day in found:
            raise table.error("a day has one session; move or drop one of the two")
        found[day] = _session(table, day, weeks[monday_of(day)].block, available.unit)
        if found[day].role is Role.RACE and (not aim.is_race or day != aim.day):
            raise table.error(
                f"the race is not on the goal's day, {aim.day}; change both or neither"
            )
    return found


def _span(weeks: dict[date, Week]) -> str:
    return f"those are {min(weeks)} to {max(weeks) + timedelta(days=6)}"


def _session(table: Table, day: date, block: Block, unit: DistanceUnit) -> Session:
    role = table.choice("role", Role, 'role = "easy"')
    recipe, workout = _what(table, role, unit)
    about_s = table.duration("about")
    reasons = table.texts("why")
    note = table.optional("note", str) or ""
    table.done()
    if about_s is None and recipe is not None and isinstance(recipe.amount, Time):
        about_s = recipe.amount.duration_s
    if about_s is None:
        raise table.error('about is missing; write how long it takes: about = "50min"')
    least, most = _ABOUT_RANGE_S
    if not least <= about_s <= most:
        raise table.error(f"about {about_s:g} s is not plausible; give 1 min to 24 h")
    kind = None if recipe is None else recipe.kind
    count = None if recipe is None else recipe.repetitions
    draft = Draft(Slot(role, kind, count), recipe, about_s, workout)
    cards = cards_of(draft.slot, about_s, block)
    return Session(
        day, role, recipe, about_s, draft.load_au, reasons, note, cards, workout
    )


def _what(
    table: Table, role: Role, unit: DistanceUnit
) -> tuple[Recipe | None, Workout | None]:
    """Return what is run: a recipe, a workout of the coach's own, or a race."""
    run, own = table.optional("run", str), table.optional("workout", str)
    if (role is Role.RACE) != (run is None and own is None):
        what = "a race has no" if role is Role.RACE else "what is run is missing: write"
        raise table.error(f'{what} run = "thirds 45min" or workout = "5km easy"')
    if run is not None and own is not None:
        raise table.error("run and workout are both given; keep one of them")
    if own is not None:
        return None, table.asked("workout", own, lambda text: _notation(text, unit))
    if run is None:
        return None, None
    return table.asked("run", run, lambda text: recipe_of(text, unit)), None


def _notation(text: str, unit: DistanceUnit) -> Workout:
    return notation.parse(text, default_unit=unit)


def _filled(weeks: list[Week], days: dict[date, Session]) -> tuple[Week, ...]:
    by_week: dict[date, list[Session]] = defaultdict(list)
    for day in sorted(days):
        by_week[monday_of(day)].append(days[day])
    return with_strength(
        tuple(
            Week(w.monday, w.block, w.target_s, tuple(by_week[w.monday]), w.is_light)
            for w in weeks
        )
    )
