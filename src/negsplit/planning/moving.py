"""A session moved to another day by hand, and which rules mind.

Rules of the plan are those of the planner (``schedule``); here they are looked up for
the days around a move and told, each with how well it is established. A runner may move
a session all the same: it is their week.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from negsplit.errors import InputError, NotFoundError
from negsplit.evidence import planning as claims
from negsplit.forms import Kind
from negsplit.plan import Plan, Role, Session, Weekday, monday_of
from negsplit.planning.redraft import filled
from negsplit.planning.schedule import (
    NOT_AFTER,
    NOT_BESIDE,
    PRICED_PAIRS,
    QUIET_DAYS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.evidence.records import Claim

DAY = timedelta(days=1)
_BESIDE = {frozenset(pair) for pair in NOT_BESIDE}
_PRICED = {(one, other) for one, other, _ in PRICED_PAIRS}


@dataclass(frozen=True, slots=True)
class Objection:
    """What speaks against a move.

    Parameters
    ----------
    text : str
        In a sentence.
    is_rule : bool
        Whether the planner itself would never do it, or only rather not.
    why : Claim, optional
        What the rule rests on.
    """

    text: str
    is_rule: bool
    why: Claim | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A plan with a session on another day.

    Parameters
    ----------
    plan : Plan
        The new plan.
    moved, swapped : Session, optional
        What moved, and what was on the new day and took the old one.
    objections : tuple of Objection
        What the rules mind that they did not mind before.
    """

    plan: Plan
    moved: Session
    swapped: Session | None
    objections: tuple[Objection, ...]


def move(plan: Plan, day: date, to_day: date, today: date) -> Move:
    """Return a plan with a day's session on another day; two sessions change places.

    Raises
    ------
    NotFoundError
        If there is no session on the day.
    InputError
        If it is a race, or either day is over or outside the plan.
    """
    session = plan.on(day)
    if session is None:
        raise NotFoundError(f"there is no session on {day} to move")
    other = plan.on(to_day)
    if Role.RACE in (session.role, other.role if other else None):
        raise InputError("a race keeps its day; say a new race day, and all moves")
    if day == to_day:
        raise InputError(f"the session is on {day} already")
    if min(day, to_day) < today:
        raise InputError(f"{min(day, to_day)} is over; sessions move from {today} on")
    if plan.week_of(to_day) is None or to_day > plan.aim.day:
        raise InputError(f"{to_day} is outside the plan, which ends on {plan.aim.day}")
    moved = replace(session, day=to_day)
    swapped = None if other is None else replace(other, day=day)
    kept = [s for s in plan.sessions if s.day not in (day, to_day)]
    sessions = [*kept, moved, *([swapped] if swapped else [])]
    new = replace(plan, weeks=filled(plan.weeks, sessions))
    before = set(_minded(plan, (day, to_day)))
    found = tuple(one for one in _minded(new, (day, to_day)) if one not in before)
    return Move(new, moved, swapped, found)


def _minded(plan: Plan, days: tuple[date, date]) -> Iterator[Objection]:
    """Yield what the rules mind around these days."""
    by_day = {session.day: session for session in plan.sessions}
    for first in sorted({day - step * DAY for day in days for step in (0, 1)}):
        yield from _side_by_side(by_day.get(first), by_day.get(first + DAY))
    for day in sorted(days):
        yield from _near_race(plan, by_day.get(day))
        yield from _availability(plan, by_day.get(day))
    for monday in sorted({monday_of(day) for day in days}):
        yield from _count(plan, monday)


def _side_by_side(one: Session | None, other: Session | None) -> Iterator[Objection]:
    if one is not None and one.recipe is not None and one.recipe.kind is Kind.BRIDGE:
        yield from _bridge(one, other)
    if one is None or other is None:
        return
    roles = (one.role, other.role)
    where = (
        f"the {one.role.value} on {one.day:%A} and the {other.role.value} on "
        f"{other.day:%A} follow each other"
    )
    if frozenset(roles) in _BESIDE or roles == NOT_AFTER:
        yield Objection(where, is_rule=True, why=claims.HARD_DAYS_APART)
    elif roles in _PRICED:
        yield Objection(where, is_rule=False, why=claims.HARD_DAYS_APART)


def _bridge(bridge: Session, after: Session | None) -> Iterator[Objection]:
    if after is None or after.role is not Role.HARD:
        yield Objection(
            f"the bridge on {bridge.day:%A} leads to no hard session the day after",
            is_rule=True,
            why=claims.BRIDGE_BEFORE_HARD,
        )


def _near_race(plan: Plan, session: Session | None) -> Iterator[Objection]:
    if session is None or session.role in (Role.EASY, Role.RACE):
        return
    races = [s.day for s in plan.sessions if s.role is Role.RACE]
    for race_day in races:
        if 0 < (race_day - session.day).days <= QUIET_DAYS:
            yield Objection(
                f"the {session.role.value} on {session.day:%A} is within {QUIET_DAYS} "
                f"days of the race on {race_day:%A}",
                is_rule=True,
                why=claims.TAPER,
            )


def _availability(plan: Plan, session: Session | None) -> Iterator[Objection]:
    if session is None:
        return
    available, day = plan.availability, session.day
    if not available.is_free(day):
        yield Objection(f"{day:%A} {day} is none of your days", is_rule=False)
    fixed = dict(available.fixed).get(Weekday(day.weekday()))
    if fixed is not None and fixed is not session.role:
        yield Objection(f"on {day:%A} you wanted the {fixed.value}", is_rule=False)


def _count(plan: Plan, monday: date) -> Iterator[Objection]:
    week = plan.week_of(monday)
    runs = 0 if week is None else len(week.sessions)
    if runs > plan.availability.days:
        yield Objection(
            f"the week of {monday} has {runs} runs then; you said "
            f"{plan.availability.days}",
            is_rule=False,
            why=claims.LOAD_RISES_SLOWLY,
        )
