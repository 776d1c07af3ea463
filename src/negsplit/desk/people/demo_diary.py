"""The demo runner's diary: a season begun twelve weeks ago, run as it was planned.

Almost: one session was missed, one build was stopped in the heat, one faded. Nothing
of it was measured; every run says so, and so does the name.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from negsplit.demo import ATHLETE, NAME, Day, recorded_run
from negsplit.desk.imports.inbox import forget
from negsplit.desk.people.runner_values import keep_runner
from negsplit.diary import Diary
from negsplit.intake.importing import Import, Wishes
from negsplit.intake.pool import Pool, processors
from negsplit.intake.task import Task
from negsplit.notation import parse
from negsplit.physiology.training_paces import DEFAULT_PROFILE
from negsplit.plan import Availability, Role, Weekday
from negsplit.planning.build import build_plan
from negsplit.planning.delivery import workout_of
from negsplit.planning.goal_words import wish_of
from negsplit.planning.plan_text import plan_text
from negsplit.planning.request import Request
from negsplit.planning.season import Recent
from negsplit.sources.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from negsplit.athlete import Athlete
    from negsplit.plan import Plan, Session
    from negsplit.workout import Workout

DEMO_NAME = NAME
# What is behind and what is ahead; four runs a week, three hours and a half. Made up.
WEEKS_BEHIND, WEEKS_AHEAD = 12, 6
USUAL_S, LONGEST_S = 3.5 * 3600.0, 80 * 60.0
FREE = frozenset({Weekday.TUESDAY, Weekday.THURSDAY, Weekday.SATURDAY, Weekday.SUNDAY})
# Runs of the last days are kept second by second, older ones as watches save room.
FULL_DAYS, SPARSE_S = 10, 4
HOUR = time(6, 30)
# When the demo runner sets out, by the day of the week, give or take; made up. [UTC]
HOURS = (
    time(16, 20),
    time(16, 45),
    time(5, 15),
    time(5, 0),
    time(16, 0),
    time(7, 40),
    time(7, 5),
)
# Of the progressions, counted from the last, what became of some.
STOPPED, MISSED, FADED = 3, 5, 7
# Of whole runs, easy ends included. Most feel as their mean pace is; strides feel
# easier, and a fast end after much easy running feels harder. Made up.
FELT = {
    Role.EASY: 2.0,
    Role.BRIDGE: 2.5,
    Role.LONG: 3.0,
    Role.PROGRESSION: 4.0,
    Role.HARD: 5.0,
}
STOPPED_WHY = "hot, legs felt heavy"


def make_demo(path: Path, today: date) -> int:
    """Put the demo runner into a diary, and return their number in it.

    Parameters
    ----------
    path : Path
        The diary; it is made if there is none.
    today : date
        The last day that is looked back on.
    """
    with Diary.open(path, DEMO_NAME, begin=True) as diary:
        if diary.runs():
            return diary.athlete_id
        began = _monday(today) - timedelta(weeks=WEEKS_BEHIND)
        runner = _runner(began)
        plan = _plan(runner, began, today)
        keep_runner(diary, runner, began)
        now = datetime.combine(began, HOUR, UTC)
        diary.keep_plan(plan_text(plan, runner), now)
        _run_all(diary, plan, runner, today)
        return diary.athlete_id


def remove_demo(path: Path) -> None:
    """Delete the demo runner with all that is theirs."""
    with Diary.open(path, DEMO_NAME) as diary:
        diary.delete_athlete()
        forget(path, diary.athlete_id)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _runner(began: date) -> Athlete:
    raced = began - timedelta(days=8)
    races = tuple(replace(race, day=raced) for race in ATHLETE.races)
    return replace(ATHLETE, races=races)


def _plan(runner: Athlete, began: date, today: date) -> Plan:
    race_day = _monday(today) + timedelta(weeks=WEEKS_AHEAD, days=6)
    wish = wish_of(f"10K under 42:00 on {race_day}", began, runner)
    available = Availability(days=len(FREE), free=FREE)
    recent = Recent(USUAL_S, LONGEST_S)
    return build_plan(Request(wish.aim, runner, available, began, recent))


def _run_all(diary: Diary, plan: Plan, runner: Athlete, today: date) -> None:
    """Run what was planned until today, and say how it felt."""
    runs = dict(_runs(plan, runner, today))
    tasks = [
        Task(Found(f"{session.day} {session.title}.tcx", len(data), 0), data=data)
        for session, (_, data) in runs.items()
    ]
    with Pool(processors()) as pool:
        Import(diary, pool, Wishes()).run(tasks, lambda _: None)
    by_day = {session.day: (session, workout) for session, (workout, _) in runs.items()}
    lifts = [s.day for s in runs if s.role is Role.PROGRESSION]
    for row in diary.runs():
        session, workout = by_day[row.started_at.date()]
        diary.set_name(row.id, session.title)
        diary.set_plan(row.id, workout)
        diary.set_felt(row.id, FELT[session.role])
        if len(lifts) > STOPPED and session.day == lifts[-STOPPED]:
            diary.set_stopped(row.id, STOPPED_WHY)


def _runs(
    plan: Plan, runner: Athlete, today: date
) -> Iterator[tuple[Session, tuple[Workout, bytes]]]:
    """Yield the sessions that were run, what was planned, and what was recorded."""
    behind = [s for s in plan.sessions if s.day < today]
    lifts = [s.day for s in behind if s.role is Role.PROGRESSION]
    told = {number: lifts[-number] for number in range(1, len(lifts) + 1)}
    for session in behind:
        workout = workout_of(session, runner, DEFAULT_PROFILE)
        if workout is None or session.day == told.get(MISSED):
            continue
        day = _day(session.day, today)
        run = workout
        if session.day == told.get(FADED):
            day = replace(day, pace_frac=0.02, fade_frac=0.09)
        elif session.day == told.get(STOPPED):
            day = replace(day, heart_frac=0.04)
            run = parse("6km easy")
        yield session, (workout, recorded_run(run, day))


def _day(day: date, today: date) -> Day:
    """Return a day like most, no two of them quite the same."""
    every_s = 1 if (today - day).days <= FULL_DAYS else SPARSE_S
    # Heart rate within 2 %, by the day's number: made up, and the same every time.
    heart_frac = (day.toordinal() * 7 % 9 - 4) / 4 * 0.02
    late = timedelta(
        minutes=day.toordinal() * 13 % 29, seconds=day.toordinal() * 7 % 60
    )
    started = datetime.combine(day, HOURS[day.weekday()], UTC) + late
    return Day(started, heart_frac=heart_frac, every_s=every_s)
