"""A design leaves the page: as files that read back, as a card, and on the shelf."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from negsplit.athlete import Athlete, Race
from negsplit.desk.design import card_pdf
from negsplit.desk.design.cards import MOST_ROWS, workout_card
from negsplit.desk.design.workout_files import file_name, offers, workout_file
from negsplit.desk.design.workout_shelf import (
    Kept,
    drop,
    keep,
    kept_names,
    kept_workout,
)
from negsplit.diary import Diary
from negsplit.errors import (
    FormatError,
    InputError,
    MissingInputError,
    NotFoundError,
    StaleError,
)
from negsplit.formats import workouts
from negsplit.formats.workouts import WorkoutFormat
from negsplit.notation import parse, to_text
from negsplit.units import HALF_MARATHON_M, DistanceUnit

KM, MI = DistanceUnit.KM, DistanceUnit.MI
NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
RUNNER = Athlete(races=(Race(HALF_MARATHON_M, 95 * 60.0),), max_hr_bpm=188)
LIFT = parse("# Lift\ngoal: threshold\n5km @5:50>4:57/km, 5km @4:24/km")
TOO_LONG = "99x(lap @5:00/km, lap easy), 99x(lap @5:00/km, lap easy), 20h walk"
READ_BACK = [
    WorkoutFormat.FIT,
    WorkoutFormat.INTERVALS,
    WorkoutFormat.ZWO,
    WorkoutFormat.JSON,
    WorkoutFormat.NOTATION,
]


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.sqlite3", begin=True) as opened:
        yield opened


@pytest.mark.parametrize("target", READ_BACK)
def test_what_is_handed_out_reads_back_as_as_long_a_run(target: WorkoutFormat) -> None:
    made = workout_file(LIFT, target, RUNNER, NOW, None)
    assert made.name == f"Lift{target.extension}"
    back = workouts.read(made.data)
    metres = sum(getattr(step.length, "distance_m", 0.0) for step in back.flat())
    assert metres == pytest.approx(10_000, rel=0.01)


def test_every_format_is_offered_with_what_it_leaves_out() -> None:
    found = {one.format: one for one in offers(LIFT, RUNNER, NOW, None)}
    assert set(found) == set(WorkoutFormat)
    assert not found[WorkoutFormat.JSON].losses
    assert any("ramp" in loss for loss in found[WorkoutFormat.FIT].losses)
    assert all(one.size_bytes > 0 for one in found.values())


def test_a_format_that_cannot_hold_a_workout_says_why() -> None:
    # Steps without a length are reckoned at minutes each, so these are too long.
    found = {one.format: one for one in offers(parse(TOO_LONG), RUNNER, NOW, None)}
    assert "longer than 24 h" in found[WorkoutFormat.ZWO].trouble
    assert not found[WorkoutFormat.ZWO].size_bytes
    assert not found[WorkoutFormat.JSON].trouble


def test_relative_paces_become_the_runners_where_a_race_is_known() -> None:
    relative = parse("5km @T")
    known = workout_file(relative, WorkoutFormat.NOTATION, RUNNER, NOW, None)
    # T of a half marathon of 1:35:00 is 4:24/km in the calculator's table.
    assert known.data == b"5km @4:24/km\n"
    unknown = workout_file(relative, WorkoutFormat.NOTATION, Athlete(), NOW, None)
    assert unknown.data == b"5km @T\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tuesday: lift!", "Tuesday-lift.fit"),
        ("../../etc/passwd", "etc-passwd.fit"),
        ("", "workout.fit"),
        ("x" * 99, "x" * 60 + ".fit"),
    ],
)
def test_files_are_named_after_the_workout_as_every_system_takes_it(
    name: str, expected: str
) -> None:
    workout = parse(f"# {name}\n5km easy" if name else "5km easy")
    assert file_name(workout, ".fit") == expected
    dated = file_name(workout, ".fit", date(2026, 12, 3))
    assert dated == f"2026-12-03-{expected}"


def test_a_card_tells_the_steps_and_the_clock_at_every_kilometre() -> None:
    card = workout_card(parse("5km @5:00/km, 5km @4:00/km"), RUNNER, KM)
    assert [row.length for row in card.rows] == ["5 km", "5 km"]
    clocks = [mark.clock for mark in card.marks]
    assert clocks[:5] == ["5:00", "10:00", "15:00", "20:00", "25:00"]
    assert clocks[-1] == "45:00"
    assert len(clocks) == 10


def test_a_band_in_miles_ends_with_the_rest_of_the_run() -> None:
    card = workout_card(parse("5km @8:00/mi"), RUNNER, MI)
    assert [(mark.at, mark.clock) for mark in card.marks] == [
        ("1", "8:00"),
        ("2", "16:00"),
        ("3", "24:00"),
        ("3.11", "24:51"),  # 5 km are 3.107 miles
    ]


def test_a_card_keeps_to_its_room_and_says_what_is_missing() -> None:
    text = ", ".join(f"{n + 1}min easy, 1min @T" for n in range(20))
    card = workout_card(parse(text), RUNNER, KM)
    assert len(card.rows) == MOST_ROWS
    assert card.more == 40 - MOST_ROWS


def test_a_card_for_nobody_known_says_so() -> None:
    card = workout_card(parse("20min easy, 10min @T"), Athlete(), KM)
    assert card.is_typical
    assert not card.outlook


def test_the_card_is_a_pdf_of_two_pages_whatever_was_written() -> None:
    pytest.importorskip("typst")
    nasty = parse('# #panic("x") $ *b* @r <l> \\\n5km easy "#set page(width: 1cm) ]"')
    made = card_pdf.card_pdf(workout_card(nasty, RUNNER, KM))
    assert made.startswith(b"%PDF-")
    assert made.count(b"/Type /Page\n") == 2 or b"/Count 2" in made


def test_without_typst_one_line_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(card_pdf, "import_module", missing)
    assert not card_pdf.has_pdf()
    with pytest.raises(MissingInputError, match=r"pip install 'negsplit\[pdf\]'"):
        card_pdf.card_pdf(workout_card(LIFT, RUNNER, KM))


def test_what_is_put_on_the_shelf_is_found_there(diary: Diary) -> None:
    given = Kept("  Tuesday   lift ", "5km @4:24")
    assert keep(diary, given, KM, NOW) == "Tuesday lift"
    assert kept_names(diary) == ("Tuesday lift",)
    assert to_text(kept_workout(diary, "Tuesday lift")) == "5km @4:24/km"
    drop(diary, "Tuesday lift")
    assert kept_names(diary) == ()
    with pytest.raises(NotFoundError):
        drop(diary, "Tuesday lift")
    with pytest.raises(NotFoundError):
        kept_workout(diary, "Tuesday lift")


def test_another_workout_of_the_same_name_is_not_lost_unasked(diary: Diary) -> None:
    keep(diary, Kept("a", "5km easy"), KM, NOW)
    assert keep(diary, Kept("a", "5km easy"), KM, NOW) == "a"
    with pytest.raises(StaleError, match="already"):
        keep(diary, Kept("a", "6km easy"), KM, NOW)
    assert to_text(kept_workout(diary, "a")) == "5km easy"
    keep(diary, Kept("a", "6km easy"), KM, NOW, is_over=True)
    assert to_text(kept_workout(diary, "a")) == "6km easy"


def test_a_name_is_needed_and_the_text_must_be_a_workout(diary: Diary) -> None:
    with pytest.raises(InputError, match="needs a name"):
        keep(diary, Kept(" \n", "5km easy"), KM, NOW)
    with pytest.raises(InputError, match="letters"):
        keep(diary, Kept("x" * 61, "5km easy"), KM, NOW)
    with pytest.raises(FormatError):
        keep(diary, Kept("a", "5km esy"), KM, NOW)


def test_shelves_of_two_athletes_are_two_shelves(tmp_path: Path) -> None:
    path = tmp_path / "diary.sqlite3"
    with Diary.open(path, "Ann", begin=True) as ann, Diary.open(path, "Bo") as bo:
        keep(ann, Kept("a", "5km easy"), KM, NOW)
        assert kept_names(bo) == ()
        with pytest.raises(NotFoundError):
            drop(bo, "a")
        assert kept_names(ann) == ("a",)
