"""Notes are kept whole or not at all, and never over what another page has noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kept_runs
import synthetic_runs
from negsplit.desk.design.workout_shelf import Kept, keep
from negsplit.desk.runs.run_notes import GOALS, Notes, kept_notes, note
from negsplit.diary import Diary
from negsplit.errors import FormatError, InputError, NotFoundError, StaleError
from negsplit.notation import parse
from negsplit.units import DistanceUnit

KM, MI = DistanceUnit.KM, DistanceUnit.MI
FULL = Notes("Lake", "6.5", "threshold", "5km easy, 5km @T", True, "hot")


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Diary]:
    with kept_runs.opened(tmp_path_factory.mktemp("notes")) as made:
        yield made


@pytest.fixture
def number(diary: Diary) -> Iterator[int]:
    made = kept_runs.keep(diary, synthetic_runs.run([(600.0, 3.0)]))
    yield made
    diary.delete(made)


def test_everything_that_is_noted_is_kept(diary: Diary, number: int) -> None:
    note(diary, number, FULL, "", KM)
    row = diary.run(number)
    assert (row.name, row.felt_cr10, row.stopped_because) == ("Lake", 6.5, "hot")
    assert row.goal is not None
    assert row.goal.value == "threshold"
    assert diary.plan(number) == parse("5km easy, 5km @T")


def test_empty_notes_take_back_what_was_noted(diary: Diary, number: int) -> None:
    note(diary, number, FULL, "", KM)
    note(diary, number, Notes(), "", KM)
    kept = kept_notes(diary, number)
    assert kept == Notes(zone=kept.zone)  # the zone is not a note: it stays
    assert diary.plan(number) is None


@settings(max_examples=40)
@given(
    name=st.text(max_size=40),
    felt=st.sampled_from(["", "0", "10", "3,5", " 7 "]),
    goal=st.sampled_from(["", *GOALS]),
    why=st.text(max_size=40),
    stopped=st.booleans(),
)
def test_what_a_form_shows_can_be_sent_back_unchanged(  # noqa: PLR0917 - a form
    diary: Diary, name: str, felt: str, goal: str, why: str, stopped: bool
) -> None:
    made = kept_runs.keep(diary, synthetic_runs.run([(600.0, 3.0)]))
    note(diary, made, Notes(name, felt, goal, "1h easy", stopped, why), "", KM)
    shown = kept_notes(diary, made)
    note(diary, made, shown, shown.stamp, KM)
    assert kept_notes(diary, made) == shown


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (Notes(felt="11"), "'11' is not on the scale"),
        (Notes(felt="-1"), "'-1' is not on the scale"),
        (Notes(felt="nan"), "'nan' is not on the scale"),
        (Notes(felt="hard"), "'hard' is not on the scale"),
        (Notes(goal="fun"), "'fun' is no goal"),
        (Notes(name="x" * 121), "a name of 121 letters is too long"),
        (Notes(stopped_because="x" * 201), "a reason of 201 letters is too long"),
        (Notes(plan="x" * 20_001), "a plan of 20001 letters is too long"),
    ],
)
def test_what_cannot_be_read_changes_nothing(
    diary: Diary, number: int, wrong: Notes, told: str
) -> None:
    note(diary, number, FULL, "", KM)
    before = kept_notes(diary, number)
    with pytest.raises(InputError, match=told):
        note(diary, number, replace(wrong, name=wrong.name or "New"), "", KM)
    assert kept_notes(diary, number) == before


def test_a_plan_that_is_no_workout_is_told_of_as_one(diary: Diary, number: int) -> None:
    with pytest.raises(FormatError, match=r"^what was planned: "):
        note(diary, number, Notes(name="New", plan="run a bit"), "", KM)
    assert diary.run(number).name == ""


def test_a_pace_without_a_unit_is_in_the_runners_unit(
    diary: Diary, number: int
) -> None:
    note(diary, number, Notes(plan="3mi @7:15"), "", MI)
    assert diary.plan(number) == parse("3mi @7:15", default_unit=MI)


def test_a_kept_workout_can_be_what_was_planned(diary: Diary, number: int) -> None:
    now = datetime(2024, 5, 4, tzinfo=UTC)
    keep(diary, Kept("Tuesday", "8km easy, 2km @T"), KM, now)
    note(diary, number, Notes(plan="1h easy", kept="Tuesday"), "", KM)
    assert diary.plan(number) == parse("8km easy, 2km @T")
    assert kept_notes(diary, number).kept == ""
    with pytest.raises(NotFoundError, match="no workout 'Monday'"):
        note(diary, number, Notes(kept="Monday"), "", KM)


def test_notes_that_changed_meanwhile_are_not_overwritten(
    diary: Diary, number: int
) -> None:
    seen = kept_notes(diary, number).stamp
    note(diary, number, Notes(felt="4"), seen, KM)
    with pytest.raises(StaleError, match="in the meantime"):
        note(diary, number, Notes(felt="9"), seen, KM)
    assert diary.run(number).felt_cr10 == 4


def test_a_stop_needs_no_reason(diary: Diary, number: int) -> None:
    note(diary, number, Notes(is_stopped=True), "", KM)
    assert diary.run(number).stopped_because == ""
    assert kept_notes(diary, number).is_stopped


def test_a_run_that_is_gone_is_told_of(diary: Diary) -> None:
    with pytest.raises(NotFoundError):
        note(diary, 10_000, FULL, "", KM)
