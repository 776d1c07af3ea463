"""The kept plan as files to take along, and a plan brought back."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from negsplit.desk.plan.kept_plan import needed_plan
from negsplit.desk.plan.plan_files import (
    PlanFiles,
    Wanted,
    as_calendar,
    as_text,
    as_workouts,
)
from negsplit.desk.plan.season import earlier_plans, keep_season, runner_of_plan
from negsplit.formats.workouts import WorkoutFormat
from negsplit.physiology.training_paces import DEFAULT_PROFILE
from negsplit.planning.plan_reader import read_plan

if TYPE_CHECKING:
    from datetime import datetime

    from negsplit.desk.desk import Desk


class PlanForm(Enum):
    """As what a plan is taken along."""

    CALENDAR = "calendar"
    WATCH = "watch"
    TEXT = "text"


def plan_files(desk: Desk, form: PlanForm, now: datetime) -> PlanFiles:
    """Return the kept plan as files.

    Raises
    ------
    NotFoundError
        If there is none.
    InputError
        If nothing is left to run.
    """
    known = needed_plan(desk.diary)
    wanted = Wanted(
        known.plan,
        runner_of_plan(known),
        DEFAULT_PROFILE,
        desk.today,
        now,
        desk.diary.athlete,
        tuple(earlier_plans(desk.diary)),
    )
    match form:
        case PlanForm.CALENDAR:
            return as_calendar(wanted)
        case PlanForm.WATCH:
            return as_workouts(wanted, WorkoutFormat.FIT)
        case PlanForm.TEXT:
            return as_text(wanted)


def bring_plan(desk: Desk, text: bytes, now: datetime) -> None:
    """Keep a plan that was edited as the current one.

    Raises
    ------
    FormatError
        If it cannot be read.
    """
    found = read_plan(text)
    keep_season(desk.diary, found.plan, found.athlete or desk.runner, now)
