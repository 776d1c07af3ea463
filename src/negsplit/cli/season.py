"""The kept plan, the runner and their form, for the commands of planning."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from negsplit.desk.people.runner_values import runner_on
from negsplit.desk.plan.season import current_plan, earlier_plans, keep_season
from negsplit.errors import NotFoundError
from negsplit.planning.runner_table import with_known

if TYPE_CHECKING:
    from datetime import date

    from negsplit.athlete import Athlete
    from negsplit.cli.diary_options import DiaryPlace
    from negsplit.plan import Plan
    from negsplit.planning.plan_reader import PlanFile

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
        return current_plan(diary)


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
        return earlier_plans(diary)


def keep(
    place: DiaryPlace, plan: Plan, athlete: Athlete, goal: str | None = None
) -> None:
    """Keep a plan as the current one, and its goal, where that is new."""
    diary = place.open(begin=True)
    if diary is not None:
        now = datetime.now(UTC).astimezone()
        with diary:
            keep_season(diary, plan, athlete, now)
            if goal is not None:
                diary.keep_goal(goal, now)


def with_diary_values(place: DiaryPlace, athlete: Athlete, today: date) -> Athlete:
    """Return the runner as given, and for the rest as the diary has them that day."""
    diary = place.open()
    if diary is None:
        return athlete
    with diary:
        return with_known(athlete, runner_on(diary, today))


def runner_of(athlete: Athlete, known: PlanFile | None) -> Athlete:
    """Return the runner as given, else as the plan knows them."""
    return with_known(athlete, None if known is None else known.athlete)
