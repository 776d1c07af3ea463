"""A plan as a file comes back as it was, and bad edits are one clear line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from negsplit.athlete import Athlete, Race
from negsplit.errors import FormatError, InputError
from negsplit.forms import Kind, Recipe, Steering, build
from negsplit.notation import parse
from negsplit.plan import Aim, AimKind, Availability, Plan, Role, Session, Weekday
from negsplit.planning.build import build_plan
from negsplit.planning.plan_reader import read_plan
from negsplit.planning.plan_text import plan_text
from negsplit.planning.recipe_words import recipe_of, recipe_words, time_words
from negsplit.planning.request import Request
from negsplit.planning.runner_table import race_of
from negsplit.planning.squad import read_squad
from negsplit.planning.toml_words import toml
from negsplit.units import DistanceUnit, parse_duration
from negsplit.workout import Distance, Time, Workout
from workout_strategies import workouts

RUNNER = Athlete(races=(Race(10_000, 3000),), max_hr_bpm=188.0, age_years=41.5)
START = date(2026, 11, 23)
RACE_DAY = date(2027, 1, 31)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@cache
def small_plan(*, by_time: bool = True, unit: str = "km") -> Plan:
    available = Availability(
        4,
        fixed=((Weekday.TUESDAY, Role.HARD),),
        longest_s=4000.5,
        by_time=by_time,
        unit=DistanceUnit(unit),
        away=((date(2026, 12, 24), date(2026, 12, 25)),),
    )
    aim = Aim(AimKind.RACE, RACE_DAY, 5000.0, 1475.5)
    return build_plan(Request(aim, RUNNER, available, START))


def file_of(plan: Plan | None = None) -> str:
    return plan_text(plan or small_plan(), RUNNER)


@pytest.mark.parametrize("by_time", [True, False])
@pytest.mark.parametrize("unit", ["km", "mi"])
def test_reading_what_was_written_is_the_same_plan(*, by_time: bool, unit: str) -> None:
    plan = small_plan(by_time=by_time, unit=unit)
    found = read_plan(file_of(plan).encode())
    assert found.plan == plan
    assert found.athlete == RUNNER


@given(note=TEXTS, notes=st.lists(TEXTS, max_size=3), refused=st.sets(TEXTS))
@example('"""\\', ["\n", "'#\t\x7f"], {"\r\n"})
@settings(max_examples=25)
def test_any_note_of_a_coach_comes_back(
    note: str, notes: list[str], refused: set[str]
) -> None:
    plan = small_plan()
    first = plan.weeks[0]
    session = replace(first.sessions[0], note=note)
    weeks = (replace(first, sessions=(session, *first.sessions[1:])), *plan.weeks[1:])
    changed = replace(plan, weeks=weeks, notes=tuple(notes), refused=frozenset(refused))
    assert read_plan(plan_text(changed).encode()).plan == changed


@given(workout=workouts())
@settings(max_examples=25)
def test_a_coachs_own_workout_comes_back(workout: Workout) -> None:
    plan = small_plan()
    first = plan.weeks[0]
    written = read_plan(plan_text(_with_own(plan, workout)).encode()).plan
    found = written.on(first.sessions[0].day)
    assert found is not None
    assert found.workout is not None
    assert found.workout.items == workout.items
    assert found.recipe is None


def _with_own(plan: Plan, workout: Workout) -> Plan:
    first = plan.weeks[0]
    own = replace(first.sessions[0], recipe=None, workout=workout)
    return replace(
        plan,
        weeks=(replace(first, sessions=(own, *first.sessions[1:])), *plan.weeks[1:]),
    )


AMOUNTS = st.one_of(
    st.integers(20, 200).map(lambda m: Time(60.0 * m)),
    st.floats(1800, 9000).map(Time),
    st.integers(10, 80).map(lambda half: Distance(half * 500.0)),
    st.integers(6, 50).map(lambda half: Distance(half * 1609.344 / 2)),
    st.floats(5000, 40_000).map(Distance),
)
RECIPES = st.one_of(
    st.builds(
        Recipe,
        st.sampled_from([Kind.THIRDS, Kind.EASY, Kind.LONG_RUN, Kind.FARTLEK]),
        AMOUNTS,
        st.sampled_from(DistanceUnit),
        st.sampled_from(Steering),
    ),
    st.builds(
        Recipe,
        st.just(Kind.FOUR_HUNDREDS),
        unit=st.sampled_from(DistanceUnit),
        repetitions=st.integers(2, 12),
        repetition=st.none() | st.integers(1, 9).map(lambda n: Distance(n * 100.0)),
        recovery_s=st.none() | st.floats(10, 300),
    ),
    st.builds(
        Recipe,
        st.just(Kind.THRESHOLD),
        st.just(Time(3600.0)),
        hold=st.floats(120, 900).map(Time),
        warm_up=st.floats(600, 1200).map(Time),
    ),
)


@given(recipe=RECIPES, unit=st.sampled_from(DistanceUnit))
@settings(max_examples=150)
def test_a_recipe_in_words_is_the_same_recipe(
    recipe: Recipe, unit: DistanceUnit
) -> None:
    try:
        build(recipe)
    except InputError:
        return
    assert recipe_of(recipe_words(recipe, unit), unit) == recipe


def test_a_recipe_reads_as_a_coach_writes_it() -> None:
    km = DistanceUnit.KM
    assert recipe_words(Recipe(Kind.THIRDS, Time(2700.0)), km) == "thirds 45min"
    eight = Recipe(
        Kind.FOUR_HUNDREDS, repetitions=8, repetition=Distance(300.0), recovery_s=90.0
    )
    assert recipe_words(eight, km) == "400s 8x of 300m rest 90s"
    held = Recipe(Kind.THRESHOLD, Distance(12_000.0), hold=Distance(3000.0))
    assert recipe_words(held, km) == "threshold 12km hold 3km"


@given(st.floats(1, 80_000))
def test_a_time_in_words_is_the_same_time(seconds: float) -> None:
    assert parse_duration(time_words(seconds)) == seconds


@given(value=st.one_of(TEXTS, st.booleans(), st.floats(1e-3, 1e6), st.lists(TEXTS)))
def test_what_is_written_as_toml_is_read_as_it_was(
    value: str | bool | float | list[str],
) -> None:
    assert tomllib.loads(f"x = {toml(value)}")["x"] == value


def one_line_or_plan(data: bytes) -> bool:
    """Return whether bytes give a plan with weeks, or an error of one line."""
    try:
        return bool(read_plan(data).plan.weeks)
    except FormatError as error:
        return "\n" not in str(error)


def test_every_prefix_of_a_file_is_a_plan_or_one_clear_line() -> None:
    data = file_of().encode()
    for end in range(0, len(data), 23):
        assert one_line_or_plan(data[:end])


@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"a=" + b"[" * 5000)
@example(b"a=" + b"9" * 6000)
@example(b"negsplit_plan = 1\nweek = 3\n")
def test_random_bytes_are_no_plan(data: bytes) -> None:
    with pytest.raises(FormatError):
        read_plan(data)


@given(at=st.integers(0, 4000), byte=st.integers(0, 255))
@settings(max_examples=60)
def test_a_changed_byte_is_a_plan_or_one_clear_line(at: int, byte: int) -> None:
    data = bytearray(file_of().encode())
    data[at % len(data)] = byte
    assert one_line_or_plan(bytes(data))


def test_a_coach_can_move_change_and_drop_a_session() -> None:
    plan = small_plan()
    text = file_of()
    long_run = next(s for s in plan.sessions if s.role is Role.LONG)
    days = (long_run.day - timedelta(days=k) for k in range(1, 7))
    moved = next(day for day in days if plan.on(day) is None)
    text = text.replace(f"day = {long_run.day}  #", f"day = {moved}  #")
    found = read_plan(text.encode()).plan
    assert found.on(long_run.day) is None
    assert found.on(moved) == replace(long_run, day=moved)


def test_load_follows_from_what_a_coach_writes() -> None:
    text = file_of().replace('about = "', 'about = "1:', 1)
    session = next(iter(read_plan(text.encode()).plan.sessions))
    # Foster: minutes times perceived effort; an easy run is 3 of 10, a hard one 7.
    efforts = {Role.EASY: 3, Role.BRIDGE: 3.5, Role.LONG: 4}
    efforts |= {Role.PROGRESSION: 5, Role.HARD: 7}
    assert session.load_au == pytest.approx(
        session.expected_s / 60 * efforts[session.role]
    )


def first(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new, 1)


EDITS = {
    "no version": ("negsplit_plan = 1", "", "negsplit_plan is missing"),
    "newer": ("negsplit_plan = 1", "negsplit_plan = 9", "9 is not known"),
    "kind": ('kind = "race"', 'kind = "win"', "[goal]: kind = 'win' is not one of"),
    "day in quotes": (f"day = {RACE_DAY}", 'day = "soon"', "without quotes"),
    "distance": ('distance = "5km"', 'distance = "5"', "[goal]: distance: '5' has no"),
    "time": ('time = "1475.5s"', 'time = "fast"', "'fast' is not a duration"),
    "goal without time": ('time = "1475.5s"', "", "needs a time to reach"),
    "misspelt": ("runs_a_week", "runs_per_week", "runs_a_week is missing"),
    "misspelt option": ("hills = ", "hils = ", "did you mean hills?"),
    "eight runs": ("runs_a_week = 4", "runs_a_week = 8", "nearest is 7"),
    "weekday": ('"monday", ', '"mondy", ', "'mondy' is not one of monday"),
    "fixed": ('"hard session" }', '"hard" }', "one of easy, bridge"),
    "away": ("[2026-12-24, 2026-12-25]", "[2026-12-24]", "two days"),
    "hills": ("hills = true", "hills = 1", "true or false"),
    "race": ('"10km=50:00"', '"10km"', "[runner]: races: race '10km' is not NAME"),
    "pulse": ("hr_max = 188.0", "hr_max = 18", "maximum heart rate 18 bpm"),
    "number": ("hr_max = 188.0", 'hr_max = "high"', "a number"),
    "no monday": ("monday = 2026-11-30", "monday = 2026-12-01", "2026-11-30 is one"),
    "week left out": ("monday = 2026-11-30", "monday = 2026-12-14", "2026-11-30"),
    "block": ('block = "transition"', 'block = "rest"', "block = 'rest' is not one"),
    "role": ('role = "easy"', 'role = "eazy"', "role = 'eazy' is not one of easy"),
    "form": ('run = "thirds ', 'run = "thrids ', "did you mean thirds?"),
    "amount": ('run = "thirds ', 'run = "thirds long ', "'long' in 'thirds long"),
    "about": ('about = "', 'about = "x', "is not a duration"),
    "no run": ('run = "thirds', '# "thirds', "what is run is missing"),
    "twice": ("day = SECOND  #", "day = FIRST  #", "a day has one session"),
    "outside": ("day = SECOND  #", "day = 2025-12-01  #", "2026-11-23 to"),
    "race moved": ("day = 2027-01-31  #", "day = 2027-01-30  #", "goal's day"),
    "unknown key": ("block = ", "blok = 1\nblock = ", "'blok' is not known here"),
    "broken": ("[goal]", "[goal", "not a plan file"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_bad_edit_is_one_line_that_says_what_would_be_right(name: str) -> None:
    old, new, said = EDITS[name]
    days = [str(session.day) for session in small_plan().sessions]
    for word, day in zip(("FIRST", "SECOND"), days, strict=False):
        old, new = old.replace(word, day), new.replace(word, day)
    with pytest.raises(FormatError) as caught:
        read_plan(first(file_of(), old, new).encode())
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("400s 40x", "choose 2 to 12"),
        ("400s 45min", "counted in repetitions"),
        ("thirds 45min by foot", "pace, heart-rate, effort"),
        ("thirds 45min in leagues", "km, mi"),
        ("thirds 45min 50min", "'50min'"),
        ("400s 8x rest 100m", "give a time"),
        ("", "is no form"),
        ("thirds hold", "is no amount"),
    ],
)
def test_words_that_are_no_recipe_say_what_would_be_right(
    words: str, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        recipe_of(words, DistanceUnit.KM)


def test_a_race_is_read_with_its_day() -> None:
    found = race_of("half=1:12:29 on 2026-10-04")
    assert found == Race(21_097.5, 4349.0, date(2026, 10, 4))
    with pytest.raises(InputError, match="is no day"):
        race_of("half=1:12:29 on 2026-13-04")


def test_a_run_by_distance_needs_its_time() -> None:
    text = file_of(small_plan(by_time=False))
    lines = text.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith('run = "long-run'))
    del lines[at + 1]
    with pytest.raises(FormatError, match="about is missing"):
        read_plan("\n".join(lines).encode())


@pytest.mark.parametrize(
    ("about", "is_plausible"),
    [("59s", False), ("60s", True), ("24h", True), ("24h1min", False)],
)
def test_a_run_takes_a_minute_to_a_day(about: str, *, is_plausible: bool) -> None:
    lines = file_of().splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith('run = "long-run'))
    lines[at + 1] = f'about = "{about}"'
    data = "\n".join(lines).encode()
    if is_plausible:
        assert read_plan(data).plan.weeks
        return
    with pytest.raises(FormatError, match="1 min to 24 h"):
        read_plan(data)


def test_a_run_by_time_needs_no_other_time() -> None:
    lines = file_of().splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith('run = "long-run'))
    del lines[at + 1]
    assert read_plan("\n".join(lines).encode()).plan == small_plan()


def test_a_session_without_a_workout_is_called_by_its_recipe() -> None:
    named = replace(parse("5km easy"), name="Mona")
    own = Session(START, Role.HARD, None, 60.0, 1.0, workout=named)
    assert own.title == "Mona"


def _examples() -> list[bytes]:
    text = (Path(__file__).parents[2] / "docs" / "plans.md").read_text("utf-8")
    return [part.encode() for part in re.findall(r"```toml\n(.*?)```", text, re.DOTALL)]


def test_the_files_of_the_documentation_can_be_read() -> None:
    plan_file, squad_file = _examples()
    found = read_plan(plan_file)
    assert [s.role for s in found.plan.sessions] == [
        Role.PROGRESSION,
        Role.HARD,
        Role.RACE,
    ]
    assert found.athlete is not None
    assert found.athlete.races[0].day == date(2026, 11, 1)
    assert [athlete.name for athlete in read_squad(squad_file)] == ["Ann", "Bob"]
    assert read_plan(plan_text(found.plan).encode()).plan == found.plan
