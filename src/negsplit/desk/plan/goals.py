"""A goal judged, and a season made for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from negsplit.desk.plan.season import current_plan, keep_season
from negsplit.physiology.training_paces import DEFAULT_PROFILE
from negsplit.planning.build import build_plan
from negsplit.planning.goal_words import Wish, aim_words, wish_of, wish_words
from negsplit.planning.outlook import outlook_of
from negsplit.planning.outlook_words import (
    chance_words,
    milestone_words,
    nearer_words,
    reasons,
)
from negsplit.planning.programmes import (
    PROGRAMMES,
    programme_aim,
    programme_plan,
)
from negsplit.planning.recent import REMEMBERED_DAYS, recent_of
from negsplit.planning.request import Request
from negsplit.runner import Runner
from negsplit.store.records import RunFilter

if TYPE_CHECKING:
    from datetime import date, datetime

    from negsplit.athlete import Athlete
    from negsplit.diary import Diary
    from negsplit.plan import Availability, Plan
    from negsplit.planning.own_trend import Trend
    from negsplit.planning.season import Recent
    from negsplit.units import DistanceUnit


@dataclass(frozen=True, slots=True)
class Stone:
    """Something to have reached on the way."""

    day: date
    told: str


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal judged.

    Parameters
    ----------
    goal : str
        As it was understood.
    weeks : float
        Until then.
    verdict, chance : str
        How likely, in a word and in percent; no percent where nobody can say.
    reasons, nearer : tuple of str
        Why; and what would be as likely as not.
    milestones : tuple of Stone
        On the way.
    """

    goal: str
    weeks: float
    verdict: str
    chance: str
    reasons: tuple[str, ...]
    nearer: tuple[str, ...]
    milestones: tuple[Stone, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a season is asked for.

    Parameters
    ----------
    goal : str
        As runners say it; or
    programme : str
        the name of a programme.
    available : Availability
        When there is time.
    runner : Athlete
        Who.
    today : date
        The first day.
    weekly_s : float, optional
        Running in a usual week, where the runner says it. [s]
    """

    goal: str
    programme: str
    available: Availability
    runner: Athlete
    today: date
    weekly_s: float | None = None


def programmes() -> dict[str, str]:
    """Return the named programmes, and what each is."""
    return {name: found.summary for name, found in PROGRAMMES.items()}


def recent_running(diary: Diary | None, athlete: Athlete, today: date) -> Recent:
    """Return what the runner has been doing of late, as the diary or they say."""
    since = today - timedelta(days=REMEMBERED_DAYS)
    runs = [] if diary is None else diary.runs(RunFilter(since=since))
    found = recent_of(
        ((run.started_at.date(), run.moving_s or run.elapsed_s) for run in runs), today
    )
    if found.weekly_s is not None or athlete.weekly_distance_m is None:
        return found
    speeds = Runner.of(athlete).speeds
    easy_mps = (speeds.easy_slow_mps + speeds.easy_fast_mps) / 2
    return replace(found, weekly_s=athlete.weekly_distance_m / easy_mps)


def goal_view(
    diary: Diary, asked: Asked, unit: DistanceUnit, trend: Trend | None = None
) -> GoalView:
    """Return what is to be said of a goal.

    Raises
    ------
    InputError
        If it is not understood, or its day makes no sense.
    """
    request, _ = _request(diary, asked)
    found = outlook_of(request, trend)
    chance = "" if found.chance is None else chance_words(found.chance.probability)
    return GoalView(
        aim_words(found.aim, unit),
        found.weeks,
        found.verdict.value,
        chance,
        reasons(found, asked.runner, unit),
        nearer_words(found, unit),
        tuple(Stone(s.day, milestone_words(s, unit)) for s in found.milestones),
    )


def make_season(diary: Diary, asked: Asked, now: datetime) -> Plan:
    """Make a plan and keep it as the current one; what was refused stays refused.

    Raises
    ------
    InputError
        If the goal is not understood, or the rules leave no room.
    """
    request, wish = _request(diary, asked)
    if asked.programme:
        made = programme_plan(asked.programme, request)
    else:
        made = build_plan(request)
    before = current_plan(diary)
    if before is not None:
        made = replace(made, refused=before.plan.refused)
    keep_season(diary, made, asked.runner, now)
    diary.keep_goal(wish_words(wish, asked.available.unit), now)
    return made


def _request(diary: Diary, asked: Asked) -> tuple[Request, Wish]:
    recent = recent_running(diary, asked.runner, asked.today)
    if asked.weekly_s is not None:
        recent = replace(recent, weekly_s=asked.weekly_s)
    if asked.programme:
        wish = Wish(programme_aim(asked.programme, asked.today))
    else:
        wish = wish_of(asked.goal, asked.today, asked.runner)
        if wish.after_day is not None:
            recent = replace(recent, race_day=wish.after_day, race_m=wish.after_m)
    request = Request(
        wish.aim, asked.runner, asked.available, asked.today, recent, DEFAULT_PROFILE
    )
    return request, wish
