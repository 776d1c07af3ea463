"""Sessions of a plan for a runner as they are now, and what each is called for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.forms import build
from negsplit.plan import monday_of
from negsplit.resolve import resolve

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.physiology.training_paces import Profile
    from negsplit.plan import Plan, Session
    from negsplit.workout import Workout


def workout_of(session: Session, athlete: Athlete, profile: Profile) -> Workout | None:
    """Return what is run, in the runner's paces; nothing for a race."""
    if session.workout is not None:
        return resolve(session.workout, athlete, profile)
    if session.recipe is None:
        return None
    return build(session.recipe, athlete, profile)


def session_keys(plan: Plan, runner: str = "") -> dict[str, Session]:
    """Return every session under a name that outlives re-planning.

    A session is the first, second, … of its role in its week. So one that moves within
    its week keeps its name, and a calendar or a watch replaces it.
    """
    found: dict[str, Session] = {}
    for session in plan.sessions:
        week = f"{runner} {monday_of(session.day)} {session.role.value}"
        number = 1
        while f"plan {week} {number}" in found:
            number += 1
        found[f"plan {week} {number}"] = session
    return found


def gone_keys(plan: Plan, earlier: list[Plan], runner: str = "") -> dict[str, Session]:
    """Return sessions of earlier plans that this one has no more, under their names."""
    known = session_keys(plan, runner)
    gone: dict[str, Session] = {}
    for before in earlier:
        gone |= session_keys(before, runner)
    return {key: session for key, session in gone.items() if key not in known}
