"""What was planned for a run, as the runner, the file or the season's plan says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.desk.plan.season import current_plan
from negsplit.desk.runs.judged_run import PlanSource
from negsplit.errors import NegsplitError
from negsplit.notation import to_text
from negsplit.physiology.training_paces import DEFAULT_PROFILE
from negsplit.planning.delivery import workout_of

if TYPE_CHECKING:
    from negsplit.desk.runs.judged_run import JudgedRun
    from negsplit.diary import Diary


@dataclass(frozen=True, slots=True)
class PlanNote:
    """A planned workout.

    Parameters
    ----------
    notation : str
        As runners type it.
    told : str
        Who says so.
    is_yours : bool
        Whether the runner said so of this run.
    """

    notation: str
    told: str
    is_yours: bool


def plan_note(run: JudgedRun) -> PlanNote | None:
    """Return what is taken to have been planned, if anything is."""
    if run.workout is None or run.source is None:
        return None
    is_yours = run.source is PlanSource.RUNNER
    return PlanNote(to_text(run.workout), run.source.value, is_yours)


def suggested_plan(diary: Diary, run: JudgedRun) -> PlanNote | None:
    """Return what the current plan has for the day of a run, if it has anything."""
    try:
        known = current_plan(diary)
        if known is None:
            return None
        session = known.plan.on(run.row.started_at.date())
        if session is None:
            return None
        workout = workout_of(session, run.athlete, DEFAULT_PROFILE)
    except NegsplitError:  # the plan is of older code, or too little is known
        return None
    if workout is None:
        return None
    told = f"{session.title}, in your plan for {session.day:%A %d %B}"
    return PlanNote(to_text(workout), told, is_yours=False)
