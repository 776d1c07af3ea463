"""A plan as data for ``--json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.notation import to_text
from negsplit.planning.delivery import workout_of
from negsplit.planning.goal_words import aim_words
from negsplit.planning.recipe_words import recipe_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.athlete import Athlete
    from negsplit.physiology.training_paces import Profile
    from negsplit.plan import Plan, Session, Week


def plan_data(
    plan: Plan, athlete: Athlete, profile: Profile, weeks: Sequence[Week]
) -> dict[str, object]:
    """Return a plan with some of its weeks."""
    unit = plan.availability.unit
    return {
        "goal": aim_words(plan.aim, unit),
        "kind": plan.aim.kind,
        "day": plan.aim.day,
        "distance_m": plan.aim.distance_m,
        "target_s": plan.aim.target_s,
        "runs_a_week": plan.availability.days,
        "notes": plan.notes,
        "weeks": [_week(plan, week, athlete, profile) for week in weeks],
    }


def _week(
    plan: Plan, week: Week, athlete: Athlete, profile: Profile
) -> dict[str, object]:
    return {
        "monday": week.monday,
        "block": week.block,
        "is_light": week.is_light,
        "target_s": week.target_s,
        "expected_s": week.expected_s,
        "sessions": [session_data(plan, s, athlete, profile) for s in week.sessions],
    }


def session_data(
    plan: Plan, session: Session, athlete: Athlete, profile: Profile
) -> dict[str, object]:
    """Return a session, its workout in the runner's paces."""
    workout = workout_of(session, athlete, profile)
    unit = plan.availability.unit
    recipe = session.recipe
    return {
        "day": session.day,
        "role": session.role,
        "title": session.title,
        "run": None if recipe is None else recipe_words(recipe, unit),
        "notation": None if workout is None else to_text(workout),
        "expected_s": session.expected_s,
        "load_au": session.load_au,
        "reasons": session.reasons,
        "note": session.note,
        "cards": [
            {"title": c.title, "how": c.how, "why": c.why, "minutes": c.minutes}
            for c in session.cards
        ],
    }
