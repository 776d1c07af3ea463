"""A plan as a plain text file (TOML) for version control, that a coach can edit.

One session is one table: its day, its role, what is run in the words of
``recipe_words`` or as a notation. What follows from these, load and cards, is not
written. Reading what was written gives the same plan: see ``plan_reader``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.notation import to_text
from negsplit.planning.recipe_words import amount_words, recipe_words
from negsplit.planning.runner_table import runner_lines
from negsplit.planning.toml_words import toml
from negsplit.units import format_clock
from negsplit.workout import Distance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.athlete import Athlete
    from negsplit.plan import Aim, Availability, Plan, Session, Week
    from negsplit.units import DistanceUnit

# Of the file's own rules; a file of another number is refused.
FORMAT = 1
_HEADING = """\
# A plan by negsplit. Change what you like, then: negsplit plan --from THIS-FILE
# role: easy, bridge, progression, long run, hard session or race.
# run: a form and its amount, as in "thirds 45min", "threshold 12km hold 3km" or
# "400s 8x rest 1min"; or workout: any notation, as in "wu 2km easy, 3x1km @10k".
# about: how long it takes; a run by time needs none."""


def plan_text(plan: Plan, athlete: Athlete | None = None) -> str:
    """Return a plan, and the runner whom its paces are for, as the text of a file."""
    return "\n".join(_lines(plan, athlete)) + "\n"


def _lines(plan: Plan, athlete: Athlete | None) -> Iterator[str]:
    yield _HEADING
    yield f"negsplit_plan = {FORMAT}"
    for key, texts in (("notes", plan.notes), ("refused", sorted(plan.refused))):
        if texts:
            yield f"{key} = [\n{''.join(f'  {toml(t)},{chr(10)}' for t in texts)}]"
    yield "\n[goal]"
    yield from _goal(plan.aim, plan.availability.unit)
    yield "\n[available]"
    yield from _available(plan.availability)
    if athlete is not None:
        yield "\n[runner]"
        yield from runner_lines(athlete)
    for week in plan.weeks:
        yield "\n[[week]]"
        yield from _week(week)
        for session in week.sessions:
            yield "\n[[session]]"
            yield from _session(session, plan.availability.unit)


def _goal(aim: Aim, unit: DistanceUnit) -> Iterator[str]:
    yield f"kind = {toml(aim.kind.value)}"
    yield f"day = {aim.day}"
    if aim.distance_m is not None:
        yield f"distance = {toml(amount_words(Distance(aim.distance_m), unit))}"
    if aim.target_s is not None:
        yield f"time = {_clock(aim.target_s)}"


def _available(availability: Availability) -> Iterator[str]:
    yield f"runs_a_week = {availability.days}"
    free = [day.name.lower() for day in sorted(availability.free)]
    yield f"days = {toml(free)}"
    if availability.fixed:
        fixed = (
            f"{day.name.lower()} = {toml(role.value)}"
            for day, role in availability.fixed
        )
        yield f"fixed = {{ {', '.join(fixed)} }}"
    if availability.longest_s is not None:
        yield f"longest = {_clock(availability.longest_s)}"
    yield f"by = {toml('time' if availability.by_time else 'distance')}"
    yield f"unit = {toml(availability.unit.value)}"
    yield f"treadmill_only = {toml(availability.treadmill_only)}"
    yield f"hills = {toml(availability.has_hills)}"
    if availability.away:
        yield f"away = {toml([list(stretch) for stretch in availability.away])}"


def _week(week: Week) -> Iterator[str]:
    yield f"monday = {week.monday}"
    yield f"block = {toml(week.block.value)}"
    yield f"time = {_clock(week.target_s)}"
    if week.is_light:
        yield "light = true"


def _session(session: Session, unit: DistanceUnit) -> Iterator[str]:
    yield f"day = {session.day}  # {session.day:%A}"
    yield f"role = {toml(session.role.value)}"
    if session.workout is not None:
        yield f"workout = {toml(to_text(session.workout))}"
    elif session.recipe is not None:
        yield f"run = {toml(recipe_words(session.recipe, unit))}"
    yield f"about = {_clock(session.expected_s)}"
    if session.reasons:
        yield f"why = {toml(list(session.reasons))}"
    if session.note:
        yield f"note = {toml(session.note)}"


def _clock(seconds: float) -> str:
    """Return a time as a clock shows it, or in seconds where those are not whole."""
    whole = seconds == round(seconds)
    return toml(format_clock(seconds) if whole else f"{seconds!r}s")
