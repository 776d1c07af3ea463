"""What a slip of the keyboard is told: the thing, its value, what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from negsplit.cli.program import run

STAGES = ("12km/h=1.1", "13km/h=1.2", "15km/h=3", "14km/h=1.7", "16km/h=5.9")

SLIPS = [
    (("pacse",), "No such command 'pacse'. Did you mean 'paces'?"),
    (("simulate", "5km eazy"), "'eazy' is not understood here; did you mean easy?"),
    # 5 km in five minutes is a minute a kilometre; in 3:20:00 it is forty.
    (("paces", "--race", "5k=5:00"), "1:00/km must lie between 2:05/km and 20:50/km"),
    (("paces", "--race", "5k=3:20:00"), "40:00/km must lie between"),
    (("paces", "--vdot", "50", "--weekly-km", "-3"), "usual week -3 km is not"),
    (("paces", "--vdot", "50", "--weekly-km", "501"), "between 0 and 500 km"),
    (
        ("simulate", "5km easy", "--vdot", "50", "--humidity", "101"),
        "101.0 is not in the range 0<=x<=100",
    ),
    # 30 s a kilometre is 33.3 m/s.
    (("simulate", "5km @0:30/km"), "33.3 m/s is no running speed, 0:30/km;"),
    (("lactate", *STAGES), "stage 4 of the lactate test is no faster than stage 3"),
    (("design", "treshold", "15km"), "Invalid value for 'GOAL': 'treshold' is not one"),
]


@pytest.mark.parametrize(("arguments", "told"), SLIPS)
def test_a_slip_is_told_with_what_would_be_right(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    assert run(list(arguments)) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert told in printed.err
    assert printed.err.count("\n") == 1


def test_a_file_that_holds_no_run_is_named_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear runner")
    assert run(["calibrate", str(path)]) == 1
    assert capsys.readouterr().err.count("letter.txt") == 1


def test_numbers_of_ones_own_stand_under_the_written_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["form", "400s", "--times", "8"]) == 0
    assert "As written: 6 x 400 m" in capsys.readouterr().out
    assert run(["form", "400s"]) == 0
    assert "As written" not in capsys.readouterr().out


def test_an_empty_diary_is_told_from_a_search_without_a_hit(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    diary = ["--diary", str(tmp_path / "diary")]
    assert run(["import", str(folder), *diary]) == 0
    assert run(["runs", *diary]) == 1
    assert "the diary has no runs yet" in capsys.readouterr().err
    assert run(["history", "--since", "2024", *diary]) == 1
    assert "--since" in capsys.readouterr().err
