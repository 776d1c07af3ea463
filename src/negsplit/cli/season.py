"""The kept plan, the runner and their form, for the commands of planning."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from negsplit.errors import MissingInputError, NotFoundError
from negsplit.planning.own_trend import Point, trend_of
from negsplit.planning.plan_reader import PlanFile, read_plan
from negsplit.planning.plan_text import plan_text
from negsplit.planning.runner_table import with_known

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.cli.diary_options import DiaryPlace
    from negsplit.diary import Diary
    from negsplit.plan import Plan
    from negsplit.planning.own_trend import Trend

# Four values in five lie within so many standard errors, as the history tells them.
BAND_SDS = 1.2816
NO_PLAN = (
    "there is no plan yet; make one: negsplit plan '5K under 25:00 by 2027-04-18' "
    "--race 10k=56:00"
)


def kept(place: DiaryPlace) -> PlanFile | None:
    """Return the current plan and its runner, if a plan was kept."""
    diary = place.open()
    if diary is None:
        return None
    with diary:
        bodies = diary.kept_plans()
    return read_plan(bodies[-1].encode()) if bodies else None


def needed(place: DiaryPlace) -> PlanFile:
    """Return the current plan and its runner.

    Raises
    ------
    NotFoundError
        If there is none.
    """
    found = kept(place)
    if found is None:
        raise NotFoundError(NO_PLAN)
    return found


def earlier(place: DiaryPlace) -> list[Plan]:
    """Return the plans before the current one, oldest first."""
    diary = place.open()
    if diary is None:
        return []
    with diary:
        return [read_plan(body.encode()).plan for body in diary.kept_plans()[:-1]]


def keep(
    place: DiaryPlace, plan: Plan, athlete: Athlete, goal: str | None = None
) -> None:
    """Keep a plan as the current one, and its goal, where that is new."""
    diary = place.open(begin=True)
    if diary is not None:
        now = datetime.now(UTC).astimezone()
        with diary:
            diary.keep_plan(plan_text(plan, athlete), now)
            if goal is not None:
                diary.keep_goal(goal, now)


def runner_of(athlete: Athlete, known: PlanFile | None) -> Athlete:
    """Return the runner as given, else as the plan knows them.

    Raises
    ------
    MissingInputError
        If neither says how fast they are.
    """
    found = with_known(athlete, None if known is None else known.athlete)
    if not found.races and found.vdot_ml_kg_min is None:
        raise MissingInputError(
            "a plan needs to know how fast you run; give a race such as --race "
            "10k=56:00, or --vdot 38"
        )
    return found


def own_trend(diary: Diary | None, athlete: Athlete, today: date) -> Trend | None:
    """Return how the runner's VDOT has been moving, if the diary knows."""
    if diary is None or not diary.runs():
        return None
    from negsplit.cli.history import past_runs
    from negsplit.history.look_back import look_back

    found = look_back(past_runs(diary, None, today), today, athlete)
    if found is None:
        return None
    return trend_of(
        [
            Point(
                min(_last_day(ability.month), today),
                ability.vdot_ml_kg_min,
                (ability.vdot_high_ml_kg_min - ability.vdot_low_ml_kg_min)
                / (2 * BAND_SDS),
            )
            for ability in found.abilities
            if ability.vdot_high_ml_kg_min is not None
            and ability.vdot_high_ml_kg_min > ability.vdot_low_ml_kg_min
        ],
        today,
    )


def _last_day(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
