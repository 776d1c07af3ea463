"""A week of the plan beside what was run of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from negsplit.desk.plan.session_view import brief_of, whys
from negsplit.plan import DAYS_A_WEEK
from negsplit.reports.session_words import hours, is_told_light

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from negsplit.desk.plan.session_view import Brief, Why
    from negsplit.plan import Session, Week
    from negsplit.store.records import RunRow

    RunsByDay = Mapping[date, Sequence[RunRow]]


class DayState(Enum):
    """How a day stands to its plan."""

    DONE = "done"
    NOT_RUN = "not run"
    TODAY = "today"
    AHEAD = "ahead"
    REST = "rest"
    BEFORE = "before the plan"
    AFTER = "after the plan"


@dataclass(frozen=True, slots=True)
class DayView:
    """A day: what is planned, what was run, and how both stand."""

    day: date
    state: DayState
    session: Brief | None
    runs: tuple[RunRow, ...]


@dataclass(frozen=True, slots=True)
class WeekView:
    """A week.

    Parameters
    ----------
    monday : date
        Its first day.
    block : str
        What it is for.
    is_light : bool
        Whether it is meant to rest.
    time : str
        Hours and minutes of all its sessions.
    load_au : float
        Their load: minutes times perceived effort.
    days : tuple of DayView
        Seven.
    why : tuple of Why
        The rules that its days follow.
    """

    monday: date
    block: str
    is_light: bool
    time: str
    load_au: float
    days: tuple[DayView, ...]
    why: tuple[Why, ...]


def week_view(
    week: Week, ran: RunsByDay, today: date, span: tuple[date, date] | None = None
) -> WeekView:
    """Return a week as it was planned and as it was run.

    Parameters
    ----------
    week : Week
        Which.
    ran : mapping of date to sequence of RunRow
        What was run.
    today : date
        Which day it is.
    span : (date, date), optional
        The first and the last day of the plan; days outside are no days of rest.
    """
    planned = {session.day: session for session in week.sessions}
    days = (week.monday + timedelta(days=k) for k in range(DAYS_A_WEEK))
    keys = dict.fromkeys(key for s in week.sessions for key in s.reasons)
    return WeekView(
        week.monday,
        week.block.value,
        is_told_light(week),
        hours(week.expected_s),
        sum(session.load_au for session in week.sessions),
        tuple(_outside(_day(day, planned.get(day), ran, today), span) for day in days),
        whys(tuple(keys)),
    )


def _day(day: date, session: Session | None, ran: RunsByDay, today: date) -> DayView:
    runs = tuple(ran.get(day, ()))
    if runs:
        state = DayState.DONE
    elif day == today:
        state = DayState.TODAY
    elif session is None:
        state = DayState.REST
    else:
        state = DayState.AHEAD if day > today else DayState.NOT_RUN
    return DayView(day, state, None if session is None else brief_of(session), runs)


def _outside(found: DayView, span: tuple[date, date] | None) -> DayView:
    if span is None or found.session is not None or found.runs:
        return found
    if found.day < span[0]:
        return replace(found, state=DayState.BEFORE)
    return replace(found, state=DayState.AFTER) if found.day > span[1] else found


def runs_by_day(rows: Sequence[RunRow]) -> dict[date, list[RunRow]]:
    """Return runs under the days of their watches."""
    found: dict[date, list[RunRow]] = {}
    for row in rows:
        found.setdefault(row.started_at.date(), []).append(row)
    return found
