"""What went on and on: streaks worth celebrating."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from negsplit.history.past_run import PastRun

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Streak:
    """Something that went on from a day to another."""

    length: int
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Most:
    """The most that was run: from which day on, how far, and the run if it is one."""

    start: date
    distance_m: float
    run: int | None = None


@dataclass(frozen=True, slots=True)
class Streaks:
    """The longest of each kind, and the ones that still go on.

    Parameters
    ----------
    weeks, lifting_months, days : Streak, optional
        Weeks, from Monday on, with a run; months with a progression; days with a run.
    current_weeks : int
        Weeks with a run up to now; the present week need not have one yet.
    best_week, best_month, longest_run : Most, optional
        The most in a week, in a month and at once.
    """

    weeks: Streak | None
    lifting_months: Streak | None
    days: Streak | None
    current_weeks: int
    best_week: Most | None
    best_month: Most | None
    longest_run: Most | None


def streaks_of(runs: Sequence[PastRun], today: date) -> Streaks:
    """Return the streaks of runs, oldest first."""
    weeks = sorted({_monday(run.day) for run in runs})
    weekly = _longest(weeks, lambda week: week + WEEK)
    longest = max(runs, key=lambda run: run.features.distance_m, default=None)
    return Streaks(
        weekly,
        _longest(
            sorted({run.month for run in runs if run.is_progression}), _next_month
        ),
        _longest(sorted({run.day for run in runs}), lambda d: d + timedelta(days=1)),
        _still(weeks, today),
        _most(runs, lambda run: _monday(run.day)),
        _most(runs, lambda run: run.month),
        None
        if longest is None
        else Most(longest.day, longest.features.distance_m, longest.id),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _longest(days: Sequence[date], after: Callable[[date], date]) -> Streak | None:
    """Return the longest chain of days that each follow the one before."""
    best: Streak | None = None
    start = 0
    for place, day in enumerate(days):
        if place and after(days[place - 1]) != day:
            start = place
        length = place - start + 1
        if best is None or length > best.length:
            best = Streak(length, days[start], day)
    return best


def _still(weeks: Sequence[date], today: date) -> int:
    ran = set(weeks)
    week = _monday(today)
    if week not in ran:
        week -= WEEK
    length = 0
    while week in ran:
        length, week = length + 1, week - WEEK
    return length


def _most(runs: Sequence[PastRun], key: Callable[[PastRun], date]) -> Most | None:
    metres: dict[date, float] = {}
    for run in runs:
        metres[key(run)] = metres.get(key(run), 0.0) + run.features.distance_m
    most = max(metres.items(), key=lambda item: item[1], default=None)
    return None if most is None else Most(*most)
