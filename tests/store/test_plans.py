"""Plans and the goal in the diary: kept, replaced, deleted with their athlete."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from negsplit.diary import Diary
from negsplit.errors import DiaryError
from negsplit.store import connection as database
from negsplit.store.schema import STEPS

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_the_last_plan_is_the_current_one_and_older_ones_stay(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "diary", begin=True) as diary:
        assert diary.kept_plans() == []
        diary.keep_plan("first", NOW)
        diary.keep_plan("second", NOW + timedelta(days=1))
    with Diary.open(tmp_path / "diary") as diary:
        assert diary.kept_plans() == ["first", "second"]


def test_a_goal_replaces_the_one_before(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "diary", begin=True) as diary:
        assert diary.kept_goal() is None
        diary.keep_goal("a base", NOW)
        diary.keep_goal("a mile", NOW)
        assert diary.kept_goal() == "a mile"


def test_each_athlete_has_plans_of_their_own(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "diary", "Ann", begin=True) as ann:
        ann.keep_plan("hers", NOW)
        ann.keep_goal("hers", NOW)
    with Diary.open(tmp_path / "diary", "Bob") as bob:
        assert bob.kept_plans() == []
        assert bob.kept_goal() is None
        bob.keep_plan("his", NOW)
    with Diary.open(tmp_path / "diary", "Ann") as ann:
        assert ann.kept_plans() == ["hers"]


def test_plans_go_with_their_athlete(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "diary", "Ann", begin=True) as ann:
        ann.keep_plan("hers", NOW)
        ann.keep_goal("hers", NOW)
        ann.delete_athlete()
        left = "SELECT (SELECT count(*) FROM plan) + (SELECT count(*) FROM goal)"
        assert ann.connection.execute(left).fetchone() == (0,)


def test_no_athlete_ever_has_two_current_plans(tmp_path: Path) -> None:
    with Diary.open(tmp_path / "diary", begin=True) as diary:
        diary.keep_plan("first", NOW)
        with pytest.raises(DiaryError), diary.transaction() as connection:
            connection.execute(
                "INSERT INTO plan (athlete, made_at, body, is_current) "
                "VALUES (?, '', '', 1)",
                (diary.athlete_id,),
            )


def test_a_diary_from_before_plans_gets_their_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "diary"
    monkeypatch.setattr(database, "STEPS", STEPS[:1])
    database.connect(path).close()
    monkeypatch.undo()
    opened = database.connect(path)
    names = {row[0] for row in opened.execute("SELECT name FROM sqlite_schema")}
    assert {"plan", "goal"} <= names
    opened.close()
    with sqlite3.connect(path) as checked:
        assert checked.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    checked.close()
