"""Moving a session by hand: what moves, what the rules mind, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from negsplit.athlete import Athlete, Race
from negsplit.errors import InputError, NotFoundError
from negsplit.plan import Availability, Plan, Role, Weekday
from negsplit.planning.build import build_plan
from negsplit.planning.goal_words import wish_of
from negsplit.planning.moving import move
from negsplit.planning.request import Request
from plan_rules import broken, neighbours

START = date(2026, 11, 23)
RUNNER = Athlete(races=(Race(10_000.0, 3000.0),))
STEPS = [step for step in range(-6, 7) if step]
FREE = frozenset(
    {Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.SATURDAY}
    | {Weekday.SUNDAY}
)


@pytest.fixture(scope="module", name="plan")
def a_plan() -> Plan:
    aim = wish_of("10K under 48:00 on 2027-03-07", START, RUNNER).aim
    return build_plan(Request(aim, RUNNER, Availability(5, FREE), START))


def find(plan: Plan, role: Role, after: date = START) -> date:
    return next(s.day for s in plan.sessions if s.role is role and s.day >= after)


def test_a_session_moves_to_a_day_of_rest(plan: Plan) -> None:
    day = find(plan, Role.EASY)
    free = next(
        day + timedelta(days=k)
        for k in range(1, 7)
        if plan.on(day + timedelta(days=k)) is None
    )
    found = move(plan, day, free, START)
    assert found.plan.on(day) is None
    assert found.plan.on(free) == found.moved
    assert found.swapped is None
    assert any("none of your days" in one.text for one in found.objections)


def test_two_sessions_change_places(plan: Plan) -> None:
    easy, long = find(plan, Role.EASY), find(plan, Role.LONG)
    found = move(plan, easy, long, START)
    assert [found.plan.on(day).role for day in (easy, long)] == [Role.LONG, Role.EASY]  # type: ignore[union-attr] # both are there


@given(one=st.integers(0, 999), other=st.integers(0, 999))
def test_what_moves_is_neither_lost_nor_doubled_and_moves_back(
    plan: Plan, one: int, other: int
) -> None:
    days = [s.day for s in plan.sessions if s.role is not Role.RACE]
    day, to_day = days[one % len(days)], days[other % len(days)]
    assume(day != to_day)
    found = move(plan, day, to_day, START)
    assert sorted(s.title for s in found.plan.sessions) == sorted(
        s.title for s in plan.sessions
    )
    assert move(found.plan, to_day, day, START).plan == plan


def moves(plan: Plan) -> Iterator[tuple[date, date]]:
    """Yield every move by up to six days that is none of a race."""
    for session in plan.sessions:
        for step in STEPS:
            to_day = session.day + timedelta(days=step)
            other = plan.on(to_day)
            roles = (session.role, other.role if other else None)
            if START <= to_day < plan.aim.day and Role.RACE not in roles:
                yield session.day, to_day


def test_rules_mind_every_move_that_the_second_rule_book_minds_and_no_other(
    plan: Plan,
) -> None:
    tried = 0
    for day, to_day in moves(plan):
        found = move(plan, day, to_day, START)
        days = {session.day: session for session in found.plan.sessions}
        minded = any(one.is_rule for one in found.objections)
        assert minded == bool(list(neighbours(days))), (day, to_day)
        tried += 1
    assert tried > 500


def test_the_plan_that_is_moved_in_breaks_no_rule(plan: Plan) -> None:
    assert not list(broken(plan, START))


@pytest.mark.parametrize(
    ("days", "what"),
    [
        ((date(2027, 3, 7), date(2027, 3, 6)), "a race keeps its day"),
        ((START - timedelta(days=30), START), "no session"),
    ],
)
def test_what_cannot_move_is_told(
    plan: Plan, days: tuple[date, date], what: str
) -> None:
    with pytest.raises((InputError, NotFoundError), match=what):
        move(plan, *days, START)


def test_what_is_over_does_not_move(plan: Plan) -> None:
    day = find(plan, Role.EASY)
    with pytest.raises(InputError, match="is over"):
        move(plan, day, day + timedelta(days=1), day + timedelta(days=1))
    with pytest.raises(InputError, match="is over"):
        move(plan, find(plan, Role.LONG), START - timedelta(days=1), START)


def test_what_lies_behind_the_plan_is_none_of_its_days(plan: Plan) -> None:
    with pytest.raises(InputError, match="outside the plan"):
        move(plan, find(plan, Role.EASY), date(2027, 5, 1), START)
    with pytest.raises(InputError, match="already"):
        move(plan, find(plan, Role.EASY), find(plan, Role.EASY), START)
