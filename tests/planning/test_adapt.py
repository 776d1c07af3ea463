"""Plans when life happens: little moves, for a reason, and nothing against a no."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsplit import Athlete
from negsplit.errors import InputError
from negsplit.plan import Aim, AimKind, Availability, Plan, Role, Session, monday_of
from negsplit.planning.adapt import Adaptation, adapt, refuse
from negsplit.planning.build import build_plan
from negsplit.planning.happened import Happened
from negsplit.planning.request import Request
from negsplit.planning.season import Recent
from negsplit.workout import Time
from plan_rules import neighbours, what

START = date(2026, 11, 23)  # a Monday
DAY = timedelta(days=1)
RUNNER = Athlete(vdot_ml_kg_min=48.0)
STRESS = {Role.HARD, Role.LONG, Role.PROGRESSION}


@cache
def planned(days: int = 5) -> Plan:
    aim = Aim(AimKind.RACE, date(2027, 5, 9), 10_000.0, 2700.0)
    return build_plan(Request(aim, RUNNER, Availability(days), START, Recent(14_400.0)))


def adapted(today: date, days: int = 5, **what_happened: object) -> Adaptation:
    happened = Happened(**what_happened)  # type: ignore[arg-type] # any field
    return adapt(planned(days), RUNNER, happened, today)


def on(weeks: int, weekday: int = 0) -> date:
    return START + timedelta(weeks=weeks, days=weekday)


def after(today: date, role: Role) -> Session:
    return next(s for s in planned().sessions if s.day >= today and s.role is role)


dates = st.integers(1, 150).map(lambda k: START + timedelta(days=k))


@settings(max_examples=15, deadline=None)
@given(today=dates, days=st.integers(3, 7))
def test_where_nothing_happens_nothing_changes(today: date, days: int) -> None:
    assert adapted(today, days).changes == ()


def test_a_missed_easy_run_a_stopped_build_and_one_hard_day_change_nothing() -> None:
    easy = after(on(3), Role.EASY)
    assert adapted(easy.day + DAY, missed=(easy.day,)).changes == ()
    built = after(on(4), Role.PROGRESSION)
    found = adapted(built.day + DAY, stopped=(built.day,))
    assert found.changes == ()
    assert "good judgement" in found.notes[0]
    assert adapted(built.day + DAY, felt=((built.day, 9.0),)).changes == ()


def test_a_missed_session_that_counts_takes_an_easy_runs_place_or_is_gone() -> None:
    hard = after(on(15), Role.HARD)
    found = adapted(hard.day + DAY, missed=(hard.day,))
    assert found.changes
    assert {monday_of(c.day) for c in found.changes} == {monday_of(hard.day)}
    now = [s for s in found.plan.sessions if s.day > hard.day and s.role is Role.HARD]
    assert monday_of(now[0].day) == monday_of(hard.day)
    assert "missed on" in found.changes[0].reason
    week_later = adapted(hard.day + 6 * DAY, missed=(hard.day,))
    assert week_later.changes == ()


def test_two_bad_sessions_of_three_make_the_next_hard_one_easy() -> None:
    today = on(16)
    before = [s for s in planned().sessions if s.day < today and s.role in STRESS][-3:]
    twice = ((before[0].day, 9.5), (before[2].day, 9.5))
    found = adapted(today, felt=twice)
    hard = after(today, Role.HARD)
    assert hard in [change.before for change in found.changes]
    eased = found.plan.on(hard.day)
    assert eased is None or eased.role is not Role.HARD
    assert adapted(today, felt=twice[:1]).changes == ()


@settings(max_examples=15, deadline=None)
@given(today=dates, length=st.integers(1, 20), days=st.integers(3, 7))
def test_illness_takes_its_days_and_then_gentle_ones(
    today: date, length: int, days: int
) -> None:
    last = min(today + (length - 1) * DAY, date(2027, 5, 1))
    found = adapted(today, days, ill=((today, last),))
    easing = min((last - today).days + 1, 7)
    sessions = {s.day: s for s in found.plan.sessions}
    for k in range((last - today).days + 1):
        assert today + k * DAY not in sessions
    for k in range(1, easing + 1):
        assert what(sessions.get(last + k * DAY)) in ("rest", "easy", "bridge", "race")
    # Weeks of coming back are three at most; nothing moves beyond.
    until = monday_of(last) + timedelta(weeks=4)
    assert all(today <= change.day < until for change in found.changes)
    assert list(neighbours({d: s for d, s in sessions.items() if d >= today})) == []


@settings(max_examples=15, deadline=None)
@given(today=dates, length=st.integers(1, 10), days=st.integers(3, 7))
def test_days_away_change_their_weeks_and_no_others(
    today: date, length: int, days: int
) -> None:
    last = min(today + (length - 1) * DAY, date(2027, 5, 1))
    found = adapted(today, days, away=((today, last),))
    weeks = {monday_of(today + k * DAY) for k in range((last - today).days + 1)}
    # Up to five days change nothing more; ten come back over two weeks.
    steps = (-1, 0, 1) if length <= 5 else (-1, 0, 1, 2, 3)
    beside = {monday + timedelta(weeks=k) for monday in weeks for k in steps}
    assert {monday_of(change.day) for change in found.changes} <= beside
    sessions = {s.day: s for s in found.plan.sessions if s.day >= today}
    assert not [
        d for d in sessions if today <= d <= last and what(sessions[d]) != "race"
    ]
    assert list(neighbours(sessions)) == []


def test_a_race_that_moves_takes_the_season_with_it() -> None:
    day = date(2027, 5, 23)
    found = adapted(on(16, 2), race_day=day)
    race = found.plan.on(day)
    assert race is not None
    assert race.role is Role.RACE
    assert found.plan.aim.day == day
    roles = [s.role for s in found.plan.sessions]
    assert roles.count(Role.RACE) == 1
    # The week that has begun, and the load so far, go on as they were.
    assert min(change.day for change in found.changes) >= on(17)
    with pytest.raises(InputError, match="is not after"):
        adapted(on(16, 2), race_day=on(15))


def test_a_race_that_is_added_has_quiet_days_before_it() -> None:
    sunday = on(17, 6)
    found = adapted(on(16, 2), races=(sunday,))
    race = found.plan.on(sunday)
    assert race is not None
    assert race.role is Role.RACE
    assert list(neighbours({s.day: s for s in found.plan.sessions})) == []
    beside = {on(16), on(17), on(18)}
    assert {monday_of(change.day) for change in found.changes} <= beside


def test_what_is_refused_stays_and_is_not_proposed_again() -> None:
    hard = after(on(15), Role.HARD)
    today = hard.day + DAY
    found = adapted(today, missed=(hard.day,))
    keys = [change.key for change in found.changes]
    kept = refuse(found, planned(), keys)
    assert [s for s in kept.sessions if s.day >= today] == [
        s for s in planned().sessions if s.day >= today
    ]
    assert kept.refused == set(keys)
    again = adapt(kept, RUNNER, Happened(missed=(hard.day,)), today)
    assert not {change.key for change in again.changes} & set(keys)


def test_one_change_can_be_refused_alone() -> None:
    today = on(15, 1)
    found = adapted(today, ill=((today, today + 3 * DAY),))
    first, *others = found.changes
    kept = refuse(found, planned(), [first.key])
    assert kept.on(first.day) == first.before
    for change in others:
        assert kept.on(change.day) == change.after


def test_the_same_input_gives_the_same_answer() -> None:
    today = on(15, 1)
    assert adapted(today, ill=((today, today + 3 * DAY),)) == adapted(
        today, ill=((today, today + 3 * DAY),)
    )


def test_every_change_has_a_reason() -> None:
    today = on(15, 1)
    for happened in (
        {"ill": ((today, today + 9 * DAY),)},
        {"injured": ((today - 5 * DAY, today),)},
        {"away": ((today, today + 3 * DAY),)},
        {"races": (on(17, 6),)},
        {"race_day": date(2027, 5, 16)},
    ):
        found = adapted(today, **happened)
        assert found.changes
        assert all(change.reason for change in found.changes)


@pytest.mark.parametrize(
    ("happened", "word"),
    [
        ({"ill": ((START + DAY, START),)}, "ends before it begins"),
        ({"felt": ((START, 11.0),)}, "between 0 and 10"),
    ],
)
def test_what_cannot_have_happened_is_refused(
    happened: dict[str, object], word: str
) -> None:
    with pytest.raises(InputError, match=word):
        Happened(**happened)  # type: ignore[arg-type] # any field


@settings(max_examples=10, deadline=None)
@given(today=dates, length=st.integers(1, 20))
def test_looking_again_changes_nothing_more(today: date, length: int) -> None:
    last = min(today + (length - 1) * DAY, date(2027, 5, 1))
    happened = Happened(injured=((today, last),))
    once = adapt(planned(), RUNNER, happened, today)
    again = adapt(once.plan, RUNNER, happened, today)
    assert again.changes == ()
    assert again.plan == once.plan


def test_the_first_long_run_after_two_weeks_off_is_shorter() -> None:
    first = on(8, 1)
    found = adapted(first, injured=((first, first + 13 * DAY),))
    back = [s for s in found.plan.sessions if s.day > first + 13 * DAY]
    long = next(s for s in back if s.role is Role.LONG)
    was = planned().on(long.day)
    assert was is not None
    # The numbers are ours: three fifths, then four fifths of the load.
    assert long.expected_s <= 0.85 * was.expected_s
    assert long.note == "shortened after days off"


def test_a_run_instead_is_told_by_the_time_it_takes() -> None:
    for number in range(20):
        today = on(14, number)
        found = adapted(today, ill=((today - 4 * DAY, today - DAY),))
        for session in found.plan.sessions:
            amount = None if session.recipe is None else session.recipe.amount
            if isinstance(amount, Time):
                assert session.expected_s == amount.duration_s
