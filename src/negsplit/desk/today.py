"""What a runner wants to know in the morning: what is next, what the last run says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from negsplit.analysis.shape import Answer
from negsplit.desk.plan.season import current_plan, runner_of_plan, with_diary
from negsplit.desk.plan.session_view import brief_of, session_view
from negsplit.desk.plan.week_view import runs_by_day, week_view
from negsplit.desk.runs.judged_run import judged_run
from negsplit.errors import NegsplitError
from negsplit.plan import DAYS_A_WEEK, Role, monday_of
from negsplit.planning.goal_words import aim_words
from negsplit.planning.happened import Happened
from negsplit.reports.dose_words import dose_words
from negsplit.reports.verdict_words import shape_words
from negsplit.store.records import RunFilter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from negsplit.desk.plan.session_view import Brief, SessionView
    from negsplit.desk.plan.week_view import WeekView
    from negsplit.diary import Diary
    from negsplit.plan import Plan, Session
    from negsplit.planning.plan_reader import PlanFile
    from negsplit.reports.verdict_words import Verdict
    from negsplit.store.records import RunRow
    from negsplit.units import DistanceUnit

REMEDY = "Say what was planned, or what the run was for."
# A race is near from so many days before it on; ours.
NEAR_DAYS = 14


@dataclass(frozen=True, slots=True)
class RunVerdict:
    """A run with both its verdicts."""

    run: RunRow
    shape: Verdict
    dose: Verdict


@dataclass(frozen=True, slots=True)
class Notice:
    """The one thing to know, and the page that tells more; '' for none."""

    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class TodayView:
    """What the first page shows.

    Parameters
    ----------
    day : date
        Today.
    notice : Notice, optional
        The one thing to know this week.
    verdicts : tuple of RunVerdict
        The last run that lifted, or was to, and the last run, if that is another.
    runs : int
        How many runs the diary has.
    goal : str
        What is trained for; empty without a plan.
    days_left : int, optional
        Until then.
    is_planned : bool
        Whether today has a session that is still to be run.
    shown : SessionView, optional
        Today's session, or the next one where today has none, or is done.
    following : Brief, optional
        The one after it.
    week : WeekView, optional
        This week.
    """

    day: date
    notice: Notice | None
    verdicts: tuple[RunVerdict, ...]
    runs: int
    goal: str = ""
    days_left: int | None = None
    is_planned: bool = False
    shown: SessionView | None = None
    following: Brief | None = None
    week: WeekView | None = None


def today_view(diary: Diary, today: date, unit: DistanceUnit) -> TodayView:
    """Return what the first page shows."""
    known = current_plan(diary)
    verdicts = tuple(_verdicts(diary, unit))
    runs = diary.count()
    if known is None:
        return TodayView(today, None, verdicts, runs)
    plan = known.plan
    monday = monday_of(today)
    until = monday + timedelta(days=DAYS_A_WEEK - 1)
    ran = runs_by_day(diary.runs(RunFilter(since=monday, until=until)))
    ahead = [s for s in plan.sessions if s.day >= today and s.day not in ran]
    week = plan.week_of(today)
    runner = runner_of_plan(known)
    return TodayView(
        day=today,
        goal=aim_words(plan.aim, unit),
        days_left=max((plan.aim.day - today).days, 0),
        is_planned=bool(ahead) and ahead[0].day == today,
        shown=session_view(plan, ahead[0], runner, unit) if ahead else None,
        following=brief_of(ahead[1]) if ahead[1:] else None,
        week=None if week is None else week_view(week, ran, today),
        notice=next(_notices(known, diary, ahead, today), None),
        verdicts=verdicts,
        runs=runs,
    )


def _verdicts(diary: Diary, unit: DistanceUnit) -> Iterator[RunVerdict]:
    """Yield the verdicts on the last run that lifted, and on the last run."""
    lifted = RunFilter(is_progression=Answer.YES, newest_first=True, limit=1)
    last = RunFilter(newest_first=True, limit=1)
    rows = {row.id: row for wanted in (lifted, last) for row in diary.runs(wanted)}
    for row in rows.values():
        try:
            run = judged_run(diary, row.id)
        except NegsplitError:  # nobody moves in it: there is nothing to be said
            continue
        verdict = run.verdict
        yield RunVerdict(
            row,
            shape_words(verdict.shape, unit, is_meant=verdict.is_meant),
            dose_words(verdict.dose, unit, REMEDY),
        )


def _notices(
    known: PlanFile, diary: Diary, ahead: list[Session], today: date
) -> Iterator[Notice]:
    """Yield what is worth knowing this week, the most pressing first."""
    plan = known.plan
    missed = _open_questions(plan, diary, today)
    if missed:
        days = " and ".join(f"{day:%A}" for day in missed)
        told = "was" if len(missed) == 1 else "were"
        yield Notice(f"{days} {told} not run: see what the plan proposes.", "plan")
    races = [s.day for s in ahead if s.role is Role.RACE]
    if races and (races[0] - today).days <= NEAR_DAYS:
        left = (races[0] - today).days
        when = "today" if not left else "tomorrow" if left == 1 else f"in {left} days"
        yield Notice(f"Your race is {when}: what you can gain now is rest.", "plan")
    week = plan.week_of(today)
    if week is None:
        yield Notice("The plan is over: what comes next?", "plan")
        return
    if week.is_light:
        yield Notice("A light week: it is here that the training of late settles in.")
    lift = next((s for s in ahead if s.role is Role.PROGRESSION), None)
    if lift is not None:
        when = (
            f"on {lift.day:%A}" if monday_of(lift.day) == monday_of(today) else "next"
        )
        yield Notice(f"The run that counts {when}: {lift.title}, {lift.day:%A %d %B}.")


def _open_questions(plan: Plan, diary: Diary, today: date) -> tuple[date, ...]:
    """Return missed sessions whose changes were not refused already."""
    refused = {key.partition(":")[0] for key in plan.refused}
    missed = with_diary(plan, Happened(), diary, today).missed
    recent = [day for day in missed if monday_of(day) == monday_of(today)]
    return tuple(day for day in recent if day.isoformat() not in refused)
