"""One shelf: what is saved in the terminal is there in the browser, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from negsplit.cli.diary_options import FILE
from negsplit.cli.program import run
from negsplit.desk.design.workout_shelf import Kept, keep, kept_names
from negsplit.diary import Diary
from negsplit.units import DistanceUnit

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEGSPLIT_HOME", str(tmp_path))
    monkeypatch.delenv("NEGSPLIT_DIARY", raising=False)
    return tmp_path


def test_what_is_saved_in_the_terminal_is_on_the_shelf(
    home: Path, capsys: Capture
) -> None:
    assert run(["save", "sunday", "15km @5:00/km"]) == 0
    assert "saved as sunday" in capsys.readouterr().out
    with Diary.open(home / FILE) as diary:
        assert kept_names(diary) == ("sunday",)


def test_what_is_kept_in_the_browser_is_used_in_the_terminal(
    home: Path, capsys: Capture
) -> None:
    with Diary.open(home / FILE, begin=True) as diary:
        given = Kept("Tuesday lift", "6km @4:40")
        keep(diary, given, DistanceUnit.KM, datetime.now(UTC))
    assert run(["export", "Tuesday lift", "--to", "notation", "--out", "-"]) == 0
    assert "6km @4:40/km" in capsys.readouterr().out
    assert run(["forms"]) == 0
    assert "Tuesday lift" in capsys.readouterr().out


def test_the_shelf_is_that_of_the_diary_that_is_named(
    home: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = home / "other.sqlite3"
    assert run(["save", "sunday", "15km easy", "--diary", str(other)]) == 0
    assert run(["form", "sunday"]) == 1
    monkeypatch.setenv("NEGSPLIT_DIARY", str(other))
    assert run(["form", "sunday"]) == 0
    assert "15km easy" in capsys.readouterr().out


def test_nothing_is_made_where_nothing_is_kept(home: Path, capsys: Capture) -> None:
    assert run(["forms"]) == 0
    assert "YOUR OWN" not in capsys.readouterr().out
    assert list(home.iterdir()) == []
