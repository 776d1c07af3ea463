"""The plan that is kept, and whether it is still the one that a page showed."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from negsplit.desk.plan.season import current_plan
from negsplit.errors import NotFoundError, StaleError

if TYPE_CHECKING:
    from negsplit.diary import Diary
    from negsplit.planning.plan_reader import PlanFile

NO_PLAN = "there is no plan yet; make one under Plan"
CHANGED = (
    "the plan was changed in the meantime, perhaps in another tab; look at it as it is "
    "now, and say again what you want"
)


def version_of(diary: Diary) -> str:
    """Return what tells the current plan from any other; empty without one."""
    bodies = diary.kept_plans()
    return sha256(bodies[-1].encode()).hexdigest()[:16] if bodies else ""


def needed_plan(diary: Diary) -> PlanFile:
    """Return the current plan.

    Raises
    ------
    NotFoundError
        If there is none.
    """
    known = current_plan(diary)
    if known is None:
        raise NotFoundError(NO_PLAN)
    return known


def plan_as_seen(diary: Diary, version: str) -> PlanFile:
    """Return the current plan, if it is still the one that the runner saw.

    Raises
    ------
    StaleError
        If it is another one by now.
    """
    known = needed_plan(diary)
    if version_of(diary) != version:
        raise StaleError(CHANGED)
    return known
