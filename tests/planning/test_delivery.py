"""Lasting names, calendars, squads, and what the diary shows of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from negsplit.athlete import Athlete, Race
from negsplit.errors import FormatError, InputError
from negsplit.formats.calendar import DayEntry, write_days
from negsplit.forms import Kind, Recipe
from negsplit.notation import parse, to_text
from negsplit.physiology.training_paces import Profile
from negsplit.plan import Aim, AimKind, Availability, Plan, Role
from negsplit.planning.adapt import adapt
from negsplit.planning.build import build_plan
from negsplit.planning.delivery import gone_keys, session_keys, workout_of
from negsplit.planning.happened import Happened
from negsplit.planning.noticed import DayRun, noticed
from negsplit.planning.paces_change import paces_change
from negsplit.planning.recent import recent_of
from negsplit.planning.request import Request
from negsplit.planning.runner_table import with_known
from negsplit.planning.squad import members_of, read_squad
from negsplit.runner import Runner
from negsplit.workout import Time

RUNNER = Athlete(races=(Race(10_000, 3000),), max_hr_bpm=188.0)
START = date(2026, 11, 23)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def plan_of(days: int = 5) -> Plan:
    aim = Aim(AimKind.RACE, date(2027, 1, 31), 5000.0, 1450.0)
    return build_plan(Request(aim, RUNNER, Availability(days), START))


def test_every_session_has_one_name_of_its_own() -> None:
    plan = plan_of()
    keys = session_keys(plan)
    assert list(keys.values()) == list(plan.sessions)


def test_a_session_that_moves_in_its_week_keeps_its_name() -> None:
    plan = plan_of()
    week = plan.weeks[1]
    long_run = next(s for s in week.sessions if s.role is Role.LONG)
    free = next(
        week.monday + timedelta(days=k)
        for k in range(7)
        if plan.on(week.monday + timedelta(days=k)) is None
    )
    moved = replace(long_run, day=free)
    sessions = [moved if s is long_run else s for s in week.sessions]
    weeks = (
        plan.weeks[0],
        replace(week, sessions=tuple(sorted(sessions, key=lambda s: s.day))),
        *plan.weeks[2:],
    )
    names = {key: s.day for key, s in session_keys(plan).items()}
    after = {k: s.day for k, s in session_keys(replace(plan, weeks=weeks)).items()}
    assert names.keys() == after.keys()
    key = next(k for k, day in names.items() if day == long_run.day)
    assert after[key] == free


def test_what_an_adaptation_takes_away_is_named_as_gone() -> None:
    plan = plan_of()
    today = START + timedelta(days=7)
    ill = ((today, today + timedelta(days=4)),)
    new = adapt(plan, RUNNER, Happened(ill=ill), today).plan
    gone = gone_keys(new, [plan])
    assert gone
    assert not set(gone) & set(session_keys(new))
    assert set(gone) <= set(session_keys(plan))
    assert gone_keys(plan, [plan]) == {}


def test_runners_of_one_diary_have_names_apart() -> None:
    plan = plan_of()
    assert not set(session_keys(plan, "Ann")) & set(session_keys(plan, "Bob"))


def entries(plan: Plan) -> list[DayEntry]:
    return [
        DayEntry(key, s.day, s.title, "why", workout_of(s, RUNNER, Profile.CALCULATOR))
        for key, s in session_keys(plan).items()
    ]


def test_a_calendar_has_an_event_a_session_on_its_day() -> None:
    plan = plan_of()
    made = write_days(entries(plan), NOW)
    events = Calendar.from_ical(made.data).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [
        session.day for session in plan.sessions
    ]
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert "@" in str(events[0]["description"])
    assert made.losses


def test_the_same_session_has_the_same_uid_whenever_it_is_written() -> None:
    first = write_days(entries(plan_of()), NOW)
    later = write_days(entries(plan_of()), NOW + timedelta(days=9))
    uids = [
        [str(event["uid"]) for event in Calendar.from_ical(made.data).walk("VEVENT")]
        for made in (first, later)
    ]
    assert uids[0] == uids[1]
    sequences = [
        int(str(Calendar.from_ical(made.data).walk("VEVENT")[0]["sequence"]))
        for made in (first, later)
    ]
    assert sequences[0] < sequences[1]


def test_what_is_off_is_cancelled() -> None:
    gone = DayEntry("a", START, "Easy", is_gone=True)
    event = Calendar.from_ical(write_days([gone], NOW).data).walk("VEVENT")[0]
    assert str(event["status"]) == "CANCELLED"


def test_a_calendar_needs_a_stamp_with_a_zone() -> None:
    with pytest.raises(InputError, match="no time zone"):
        write_days([], NOW.replace(tzinfo=None))


def test_a_session_is_run_in_the_paces_of_whoever_runs_it() -> None:
    session = plan_of().weeks[1].sessions[0]
    fast = Athlete(races=(Race(10_000, 2000),))
    own, faster = (
        workout_of(session, athlete, Profile.CALCULATOR) for athlete in (RUNNER, fast)
    )
    assert own != faster
    race = next(s for s in plan_of().sessions if s.role is Role.RACE)
    assert workout_of(race, RUNNER, Profile.CALCULATOR) is None


def test_a_coachs_workout_is_run_in_own_paces() -> None:
    coach = parse("2km easy, 3x1km @10k R 2min jog")
    session = replace(plan_of().weeks[1].sessions[0], recipe=None, workout=coach)
    own = workout_of(session, RUNNER, Profile.CALCULATOR)
    assert own is not None
    # A 10 km race in 50:00 is 5:00/km.
    assert "@5:00/km" in to_text(own)


def test_the_usual_week_is_the_mean_of_six() -> None:
    runs = [(START - timedelta(days=k), 3600.0) for k in range(42)]
    found = recent_of([*runs, (START - timedelta(days=42), 9e4)], START)
    assert found.weekly_s == pytest.approx(7 * 3600)
    assert found.longest_s == 3600.0


def test_who_began_a_month_ago_is_not_judged_by_six_weeks() -> None:
    runs = [(START - timedelta(days=k), 1800.0) for k in range(0, 21, 7)]
    assert recent_of(runs, START).weekly_s == pytest.approx(3 * 1800 * 7 / 15)
    # Two weeks at least: one long run on the first day is no week of running.
    assert recent_of([(START, 7000.0)], START).weekly_s == pytest.approx(3500)
    assert recent_of([], START).weekly_s is None
    assert recent_of([(START + timedelta(days=1), 1800.0)], START).weekly_s is None


def test_the_usual_week_is_the_one_before_days_off() -> None:
    """An hour a day for six weeks, then 200 days without a run."""
    runs = [(START - timedelta(days=201 + k), 3600.0) for k in range(42)]
    found = recent_of(runs, START)
    assert found.days_off == 200
    assert found.weekly_s == pytest.approx(7 * 3600)
    plan = build_plan(
        Request(
            Aim(AimKind.RACE, date(2027, 3, 28), 10_000.0, 2900.0),
            RUNNER,
            Availability(4),
            START,
            found,
        )
    )
    # Daniels: a third of the load at first, and only easy running for four weeks.
    assert plan.weeks[0].target_s <= 0.34 * 7 * 3600
    month = [s for week in plan.weeks[:4] for s in week.sessions]
    assert {s.role for s in month} <= {Role.EASY, Role.LONG}


@pytest.mark.parametrize(("days", "days_off"), [(1, 0), (6, 0), (7, 6), (15, 14)])
def test_five_days_without_a_run_are_no_days_off(days: int, days_off: int) -> None:
    assert recent_of([(START - timedelta(days=days), 3600.0)], START).days_off == (
        days_off
    )


def test_a_day_without_a_run_was_missed_if_a_diary_is_kept() -> None:
    plan = plan_of()
    days = [session.day for session in plan.weeks[1].sessions]
    today = plan.weeks[2].monday
    runs = [DayRun(day, 5.0) for day in days if day != days[1]]
    missed, felt = noticed(plan, runs, today)
    assert missed == (days[1],)
    assert felt == tuple((day, 5.0) for day in days if day != days[1])
    assert noticed(plan, [], today) == ((), ())
    assert noticed(plan, [DayRun(today - timedelta(days=40))], today)[0] == ()


def test_only_the_last_week_is_looked_at_and_silence_says_nothing() -> None:
    plan = plan_of()
    days = [session.day for session in plan.sessions]
    today = days[8] + timedelta(days=8)
    later = [day for day in days if days[8] < day < today]
    runs = [DayRun(day) for day in days if day < today and day != days[8]]
    assert noticed(plan, runs, today)[0] == ()
    assert noticed(plan, runs, today - timedelta(days=1))[0] == (days[8],)
    early = DayRun(START - timedelta(days=1))
    fourteen = early.day + timedelta(days=14)
    assert noticed(plan, [early], fourteen)[0]
    assert noticed(plan, [early], fourteen + timedelta(days=1))[0] == ()
    assert later


def test_a_run_three_days_off_is_another_run() -> None:
    plan = plan_of(3)
    days = {session.day for session in plan.sessions}
    today = plan.weeks[2].monday
    # A session with a free day two and three days from it, on either side.
    planned = [
        day
        for day in sorted(days)
        if plan.weeks[1].monday <= day < today
        and all(
            {day + timedelta(days=k), day - timedelta(days=k)} - days for k in (2, 3)
        )
    ]
    others = [DayRun(day) for day in days if day < today and day != planned[0]]
    for off, wanted in ((2, ()), (3, (planned[0],))):
        spare = [
            planned[0] + timedelta(days=step)
            for step in (off, -off)
            if planned[0] + timedelta(days=step) not in days
        ]
        found = noticed(plan, [*others, DayRun(spare[0])], today)[0]
        assert found == wanted


def test_a_session_run_a_day_later_was_moved_not_missed() -> None:
    plan = plan_of()
    days = {session.day for session in plan.sessions}
    today = plan.weeks[2].monday
    late = next(
        day
        for day in sorted(days)
        if day >= plan.weeks[1].monday and day + timedelta(days=1) not in days
    )
    others = [DayRun(d) for d in days if d < today and d != late]
    moved = [*others, DayRun(late + timedelta(days=1))]
    assert noticed(plan, moved, today)[0] == ()
    assert noticed(plan, others, today)[0] == (late,)


def test_todays_session_is_not_missed_yet() -> None:
    plan = plan_of()
    first = next(iter(plan.sessions))
    runs = [DayRun(first.day - timedelta(days=2))]
    assert noticed(plan, runs, first.day)[0] == ()


def test_a_new_race_proposes_new_paces_and_a_refused_one_does_not() -> None:
    plan, better = plan_of(), Athlete(races=(Race(10_000, 2880),))
    found = paces_change(plan, RUNNER, better, Profile.CALCULATOR)
    assert found is not None
    assert found.before_ml_kg_min == Runner.of(RUNNER).vdot
    assert found.after_threshold_mps > found.before_threshold_mps
    refused = replace(plan, refused=frozenset({found.key}))
    assert paces_change(refused, RUNNER, better, Profile.CALCULATOR) is None
    assert paces_change(plan, RUNNER, RUNNER, Profile.CALCULATOR) is None
    assert paces_change(plan, None, better, Profile.CALCULATOR) is None
    # A tenth of a percent is luck, one percent is not; the line is at half a percent.
    almost = Athlete(races=(Race(10_000, 2984),))
    assert paces_change(plan, RUNNER, almost, Profile.CALCULATOR) is not None
    same = Athlete(races=(Race(10_000, 2989),))
    assert paces_change(plan, RUNNER, same, Profile.CALCULATOR) is None


def test_what_is_given_goes_before_what_was_known() -> None:
    known = Athlete(races=(Race(5000, 1500),), max_hr_bpm=180.0, age_years=40.0)
    assert with_known(Athlete(), known) == known
    given_hr = with_known(Athlete(max_hr_bpm=190.0), known)
    assert (given_hr.max_hr_bpm, given_hr.races) == (190.0, known.races)
    raced = with_known(Athlete(races=(Race(10_000, 3000),)), known)
    assert raced.races == (Race(10_000, 3000),)
    assert raced.age_years == 40.0
    by_vdot = with_known(Athlete(vdot_ml_kg_min=50.0), known)
    assert (by_vdot.races, by_vdot.vdot_ml_kg_min) == ((), 50.0)
    assert with_known(RUNNER, None) == RUNNER


CLUB = b"""
[[runner]]
name = "Ann"
races = ["half=1:32:00"]
[[runner]]
name = "Bob"
vdot = 39.5
"""


def test_a_squad_runs_one_session_each_in_own_paces() -> None:
    athletes = read_squad(CLUB)
    assert athletes[0].races == (Race(21_097.5, 5520.0),)
    recipe = Recipe(Kind.THIRDS, Time(2700.0))
    ann, bob = members_of(recipe, athletes, Profile.CALCULATOR)
    assert ann.duration_s == bob.duration_s == 2700.0
    for quick, slow in zip(ann.steps, bob.steps, strict=True):
        assert quick.faces.speeds_mps is not None
        assert slow.faces.speeds_mps is not None
        assert min(quick.faces.speeds_mps) > min(slow.faces.speeds_mps)


def test_who_lacks_what_a_session_needs_is_named() -> None:
    workout = parse("5km @85-90%LTHR")
    with pytest.raises(InputError, match=r"Ann: .*threshold"):
        members_of(workout, read_squad(CLUB), Profile.CALCULATOR)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ((b'"Ann"', b'""'), "runner 1: name is missing"),
        ((b'"Bob"', b'"Ann"'), "two of that name"),
        ((b"vdot = 39.5", b""), "runner Bob: no race and no VDOT"),
        ((b"vdot = 39.5", b"vdto = 39.5"), "did you mean vdot?"),
        ((b"half=1:32:00", b"half"), "runner Ann: races: race 'half'"),
        ((b"[[runner]]", b"[[runers]]"), "did you mean"),
    ],
)
def test_a_bad_squad_file_is_one_line_with_the_runner(
    edit: tuple[bytes, bytes], said: str
) -> None:
    with pytest.raises(FormatError) as caught:
        read_squad(CLUB.replace(*edit))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=200))
@example(b"")
def test_random_bytes_are_no_squad(data: bytes) -> None:
    with pytest.raises(FormatError):
        read_squad(data)


def test_every_prefix_of_a_squad_file_is_a_squad_or_one_line() -> None:
    for end in range(len(CLUB)):
        try:
            found = len(read_squad(CLUB[:end]))
        except FormatError:
            found = 0
        assert found <= 2
