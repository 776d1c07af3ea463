from __future__ import annotations

import json
from pathlib import Path

import pytest

from negsplit.cli.files import write_whole
from negsplit.cli.program import run
from negsplit.errors import InputError
from negsplit.formats.workouts import read
from negsplit.notation import parse

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_single_word_that_is_a_workout_is_read_as_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["export", "lap", "--to", "json", "--out", "-"]) == 0
    assert "lap" in capsys.readouterr().out


def test_a_notation_becomes_a_file_named_after_the_workout(capsys: Capture) -> None:
    assert run(["export", "# Track: 6 x 400\n5km @4:30-4:15/km", "--to", "fit"]) == 0
    assert read(Path("Track-6-x-400.fit").read_bytes()).name == "Track: 6 x 400"
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "Track-6-x-400.fit: FIT workout for a watch\n"


def test_what_is_lost_is_told_on_stderr(capsys: Capture) -> None:
    assert run(["export", "lap easy", "--to", "qdomyos", "--out", "x.xml"]) == 0
    assert "- step 1: easy becomes a message" in capsys.readouterr().err


def test_what_is_lost_is_data_with_json(capsys: Capture) -> None:
    arguments = ["export", "5km easy", "--to", "qdomyos", "--out", "x.xml", "--json"]
    assert run(arguments) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["path"] == "x.xml"
    assert report["format"] == "qdomyos"
    assert report["size_bytes"] == Path("x.xml").stat().st_size
    assert [loss["step"] for loss in report["losses"]] == [1]


def test_a_file_is_turned_into_another_format_on_stdout(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    Path("given").write_text("- 10m 70-75% HR\n")
    assert run(["export", "given", "--to", "notation", "--out", "-"]) == 0
    assert capfdbinary.readouterr().out == b"10min @70-75%HRmax\n"


def test_with_a_race_efforts_become_paces() -> None:
    # A half marathon in 1:12:29 has its threshold at 3:25/km in Daniels' calculator.
    arguments = ["export", "5km @T", "--to", "notation", "--out", "x.txt"]
    assert run([*arguments, "--race", "half=1:12:29"]) == 0
    assert "3:25" in Path("x.txt").read_text()


def test_a_day_dates_the_event_and_the_file() -> None:
    assert run(["export", "5km", "--to", "ics", "--day", "2026-12-03"]) == 0
    assert "20261203" in Path("2026-12-03-workout.ics").read_text()


def test_a_comma_where_r_was_meant_is_asked_about(capsys: Capture) -> None:
    assert run(["export", "8x400m, 2min jog", "--to", "json"]) == 0
    assert "? the recovery after the 8 repetitions" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["5km bouncing", "--to", "fit"], "'bouncing' is not understood"),
        (["5km", "--to", "tcx"], "'tcx' is not one of 'fit', 'intervals', 'zwo'"),
        (["5km", "--to", "fit", "--out", "no/x.fit"], "folder no does not exist"),
        (["5km", "--to", "fit", "--out", "-", "--json"], "would both print"),
        (["5km", "--to", "ics", "--day", "soon"], "'soon' does not match"),
        (["5km @10k", "--to", "fit", "--hr-max", "190"], "race"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(
    arguments: list[str], message: str, capsys: Capture
) -> None:
    assert run(["export", *arguments]) == 1
    told = capsys.readouterr()
    assert message in told.err
    assert told.err.count("\n") == 1
    assert list(Path().iterdir()) == []


def test_a_file_stays_whole_when_it_cannot_be_replaced() -> None:
    Path("taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_whole(Path("taken"), b"data")
    assert [path.name for path in Path().iterdir()] == ["taken"]


def test_an_old_file_is_replaced_whole() -> None:
    write_whole(Path("x"), b"a longer old content")
    write_whole(Path("x"), b"new")
    assert Path("x").read_bytes() == b"new"
    assert [path.name for path in Path().iterdir()] == ["x"]


def test_a_missing_folder_is_named() -> None:
    with pytest.raises(InputError, match="folder no does not exist"):
        write_whole(Path("no/x"), b"")


def test_every_step_of_a_json_export_comes_back() -> None:
    assert run(["export", "3x(1km @4:00/km, 2min jog)", "--to", "json"]) == 0
    given = parse("3x(1km @4:00/km, 2min jog)")
    assert read(Path("workout.json").read_bytes()) == given
