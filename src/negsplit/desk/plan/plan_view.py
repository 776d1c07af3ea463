"""The page of the plan: the season, a week, and what is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from negsplit.desk.plan.kept_plan import version_of
from negsplit.desk.plan.proposals import ProposalView, proposal_view
from negsplit.desk.plan.season import current_plan
from negsplit.desk.plan.week_view import runs_by_day, week_view
from negsplit.errors import NotFoundError
from negsplit.plan import DAYS_A_WEEK, Role, monday_of
from negsplit.planning.goal_words import aim_words
from negsplit.planning.happened import Happened
from negsplit.reports.session_words import LETTERS, hours, is_told_light
from negsplit.store.records import RunFilter

if TYPE_CHECKING:
    from datetime import date

    from negsplit.desk.desk import Desk
    from negsplit.desk.plan.week_view import WeekView
    from negsplit.plan import Availability, Plan, Week

WEEK = timedelta(days=DAYS_A_WEEK)
# Beside the letters of its days, a week is told by what is not easy in it.
_KEY = (Role.PROGRESSION, Role.HARD, Role.LONG, Role.RACE)


@dataclass(frozen=True, slots=True)
class SeasonWeek:
    """A week of the season in a line.

    Parameters
    ----------
    monday : date
        Its first day.
    block, time : str
        What it is for; hours and minutes.
    expected_s : float
        The same as a number. [s]
    is_light, is_now : bool
        Whether it is meant to rest, and whether it is this week.
    letters : tuple of str
        What its seven days are; empty for rest.
    keys : tuple of str
        What is not easy in it.
    """

    monday: date
    block: str
    time: str
    expected_s: float
    is_light: bool
    is_now: bool
    letters: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """What the page of the plan shows.

    Parameters
    ----------
    goal, version : str
        What for; what tells this plan from any other.
    day : date
        The last day.
    days_left : int
        Until then.
    notes : tuple of str
        What the runner should know of the whole.
    season : tuple of SeasonWeek
        All weeks.
    week : WeekView
        The one that is looked at.
    week_before, week_after : date, optional
        Mondays of the weeks beside it, where the plan has them.
    proposal : ProposalView, optional
        What the diary asks for, or what was said.
    """

    goal: str
    version: str
    day: date
    days_left: int
    notes: tuple[str, ...]
    season: tuple[SeasonWeek, ...]
    week: WeekView
    week_before: date | None
    week_after: date | None
    proposal: ProposalView | None


def plan_view(
    desk: Desk, week_day: date | None = None, said: Happened | None = None
) -> PlanView | None:
    """Return what the page of the plan shows; nothing where there is no plan.

    Parameters
    ----------
    desk : Desk
        Whose plan.
    week_day : date, optional
        A day of the week to look at; else this week.
    said : Happened, optional
        What the runner says happened, beside what the diary shows.

    Raises
    ------
    NotFoundError
        If the plan has no such week.
    """
    today, diary = desk.today, desk.diary
    known = current_plan(diary)
    if known is None:
        return None
    plan = known.plan
    week = _week(plan, week_day, today)
    until = week.monday + timedelta(days=DAYS_A_WEEK - 1)
    rows = diary.runs(RunFilter(since=week.monday, until=until))
    return PlanView(
        aim_words(plan.aim, desk.unit),
        version_of(diary),
        plan.aim.day,
        max((plan.aim.day - today).days, 0),
        plan.notes,
        tuple(_season_week(one, today) for one in plan.weeks),
        week_view(week, runs_by_day(rows), today, _span(plan)),
        _monday(plan, week.monday - WEEK),
        _monday(plan, week.monday + WEEK),
        proposal_view(desk, known, said or Happened()),
    )


def _span(plan: Plan) -> tuple[date, date]:
    """Return the first and the last day of a plan: a season may begin on a Thursday."""
    first = min((s.day for s in plan.sessions), default=plan.weeks[0].monday)
    return first, plan.aim.day


def _monday(plan: Plan, day: date) -> date | None:
    week = plan.week_of(day)
    return None if week is None else week.monday


def _week(plan: Plan, day: date | None, today: date) -> Week:
    if day is not None:
        found = plan.week_of(day)
        if found is None:
            raise NotFoundError(
                f"the plan has no week of {day}; it goes from {plan.weeks[0].monday} "
                f"to the week of {plan.weeks[-1].monday}"
            )
        return found
    last = plan.weeks[-1] if today > plan.aim.day else plan.weeks[0]
    return plan.week_of(today) or last


def _season_week(week: Week, today: date) -> SeasonWeek:
    by_day = {session.day: session for session in week.sessions}
    days = [week.monday + timedelta(days=k) for k in range(DAYS_A_WEEK)]
    return SeasonWeek(
        week.monday,
        week.block.value,
        hours(week.expected_s),
        week.expected_s,
        is_told_light(week),
        monday_of(today) == week.monday,
        tuple(LETTERS[by_day[day].role] if day in by_day else "" for day in days),
        tuple(s.title for s in week.sessions if s.role in _KEY),
    )


def goal_of_plan(desk: Desk) -> str:
    """Return what the current plan is for; nothing where there is none."""
    known = current_plan(desk.diary)
    return "" if known is None else aim_words(known.plan.aim, desk.unit)


def availability_of(desk: Desk) -> Availability | None:
    """Return when the runner has time, as the current plan knows it."""
    known = current_plan(desk.diary)
    return None if known is None else known.plan.availability
