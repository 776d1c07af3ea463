"""A day of the plan: its session, and its session moved to another day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.desk.plan.kept_plan import needed_plan, plan_as_seen, version_of
from negsplit.desk.plan.proposals import proposed
from negsplit.desk.plan.season import keep_season, runner_of_plan
from negsplit.desk.plan.session_view import SessionView, Why, brief_of, session_view
from negsplit.planning.happened import Happened
from negsplit.planning.moving import move
from negsplit.reports.wording import sentence

if TYPE_CHECKING:
    from datetime import date, datetime

    from negsplit.desk.desk import Desk
    from negsplit.desk.plan.session_view import Brief
    from negsplit.plan import Plan
    from negsplit.planning.moving import Objection
    from negsplit.planning.plan_reader import PlanFile

# Two days have few other things to be proposed; each costs a search.
MOST_ASKED = 4


@dataclass(frozen=True, slots=True)
class DayOfPlan:
    """A day of the plan.

    Parameters
    ----------
    day : date
        Which.
    version : str
        Of the plan.
    session : SessionView, optional
        What is planned.
    objections : tuple of (str, bool, Why)
        Where it is to be moved: what rules mind, whether they are strict, and why.
    to_day : date, optional
        Where to.
    swapped : Brief, optional
        What would take its place here.
    """

    day: date
    version: str
    session: SessionView | None
    objections: tuple[tuple[str, bool, Why | None], ...] = ()
    to_day: date | None = None
    swapped: Brief | None = None


def day_of_plan(desk: Desk, day: date, to_day: date | None = None) -> DayOfPlan:
    """Return a day of the plan, and what the rules mind where it is to be moved.

    Raises
    ------
    NotFoundError
        If there is no plan.
    InputError
        If the session cannot move there.
    """
    known = needed_plan(desk.diary)
    session = known.plan.on(day)
    shown = None
    if session is not None:
        shown = session_view(known.plan, session, runner_of_plan(known), desk.unit)
    version = version_of(desk.diary)
    if to_day is None:
        return DayOfPlan(day, version, shown)
    found = move(known.plan, day, to_day, desk.today)
    return DayOfPlan(
        day,
        version,
        shown,
        tuple(_objection(one) for one in found.objections),
        to_day,
        None if found.swapped is None else brief_of(found.swapped),
    )


def _objection(one: Objection) -> tuple[str, bool, Why | None]:
    why = None if one.why is None else Why(one.why.text, one.why.grade.value)
    return sentence(one.text), one.is_rule, why


def move_session(
    desk: Desk, days: tuple[date, date], version: str, now: datetime
) -> None:
    """Move a session to another day, and keep the plan so.

    What the plan would rather have on these days is refused by that.

    Raises
    ------
    StaleError
        If the plan is another one by now.
    InputError, NotFoundError
        If it cannot move.
    """
    known = plan_as_seen(desk.diary, version)
    found = move(known.plan, *days, desk.today)
    plan = _left_alone(desk, replace(known, plan=found.plan), days)
    keep_season(desk.diary, plan, runner_of_plan(known), now)


def _left_alone(desk: Desk, known: PlanFile, days: tuple[date, date]) -> Plan:
    """Return a plan that does not ask to change these days again.

    What is refused may bring up something else for the same days: asked so often.
    """
    for _ in range(MOST_ASKED):
        proposal = proposed(desk, known, Happened())
        changes = () if proposal is None else proposal.found.changes
        keys = {change.key for change in changes if change.day in days}
        if keys <= known.plan.refused:
            break
        plan = replace(known.plan, refused=known.plan.refused | keys)
        known = replace(known, plan=plan)
    return known.plan
