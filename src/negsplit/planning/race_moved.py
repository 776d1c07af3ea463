"""A race that moves: the season built anew towards its new day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from negsplit.plan import Block, Plan, Role, Session, monday_of
from negsplit.planning.build import build_plan
from negsplit.planning.redraft import filled, with_away
from negsplit.planning.request import Request
from negsplit.planning.season import Recent

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.planning.happened import Happened

# A session that would change by less is left as it is; ours.
SLIGHT_FRAC = 0.10
# Blocks whose weeks count towards the next light one.
BUILT = (Block.BASE, Block.TRANSITION, Block.PREPARATION)


def moved_race(
    plan: Plan, athlete: Athlete, happened: Happened, today: date, day: date
) -> Plan:
    """Return the season built anew towards the race's new day, from today."""
    this = monday_of(today)
    # The week that has begun is run to its end, unless the race is in it.
    start = this + timedelta(days=7)
    if today == this or day < start:
        start = today
    before = [week for week in plan.weeks if week.monday < start]
    week = plan.week_of(start) or plan.weeks[-1]
    # The load of the last week that was not meant to rest goes on.
    full = [w.target_s for w in (*before, week) if not w.is_light] or [week.target_s]
    done = sum(w.block is week.block for w in before)
    built = sum(w.block in BUILT for w in before)
    recent = Recent(
        weekly_s=full[-1], block=week.block, block_weeks=done, built_weeks=built
    )
    away = (*plan.availability.away, *happened.out, *happened.away)
    availability = with_away(plan.availability, away)
    aim = replace(plan.aim, day=day)
    new = build_plan(Request(aim, athlete, availability, start, recent), plan)
    weeks = {week.monday: week for week in (*before, *new.weeks)}
    sessions = [
        *(s for s in plan.sessions if s.day < start and s.role is not Role.RACE),
        *(_as_it_was(session, plan.on(session.day)) for session in new.sessions),
    ]
    return replace(
        new, weeks=filled(tuple(weeks.values()), sessions), refused=plan.refused
    )


def _as_it_was(session: Session, old: Session | None) -> Session:
    """Return the old session where the new one is hardly another."""
    if old is None or old.recipe is None or session.recipe is None:
        return session
    alike = (old.role, old.recipe.kind) == (session.role, session.recipe.kind)
    apart = abs(session.expected_s - old.expected_s)
    return old if alike and apart <= SLIGHT_FRAC * old.expected_s else session
