"""A byte that changes anything in a diary is noticed, whatever the byte."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from damage import flips
from full_diary import content, filled
from negsplit.cli.program import run
from negsplit.diary import Diary, check
from negsplit.store.portable import TABLES
from negsplit.store.schema import STEPS
from negsplit.units import DistanceUnit


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("full"))


@pytest.fixture
def copied(full: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(full, tmp_path / "diary"))


def problems(path: Path) -> list[str]:
    return [problem.what for problem in check(path, lambda *_: None)]


def test_a_full_diary_is_whole(full: Path) -> None:
    assert problems(full) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_every_changed_byte_that_changes_content_is_noticed(
    full: Path, tmp_path: Path, seed: int
) -> None:
    # benchmarks/flip_diary.py does it a thousand times.
    path = Path(shutil.copy(full, tmp_path / "whole"))
    counts, missed = flips(path, 60, seed)
    assert counts["content changed"] > 30
    assert missed == []


def columns() -> list[tuple[str, str]]:
    """Return every column of every table but the checksums."""
    fresh = sqlite3.connect(":memory:")
    for step in STEPS:
        fresh.executescript(step)
    names = fresh.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' "
        "AND name NOT LIKE 'sqlite_%' AND name <> 'seal'"
    ).fetchall()
    found = [
        (name, column)
        for (name,) in names
        for (column,) in fresh.execute("SELECT name FROM pragma_table_info(?)", (name,))
    ]
    fresh.close()
    return found


@pytest.mark.parametrize(("table", "column"), columns())
def test_a_change_that_negsplit_did_not_make_is_noticed_in_every_column(
    copied: Path, table: str, column: str
) -> None:
    other = sqlite3.connect(copied)
    other.execute("PRAGMA ignore_check_constraints = ON")
    values = f"{column} + 1", f"{column} || 'x'", "7", "'x'", "x'00'"
    assert any(is_changed(other, table, column, value) for value in values)
    other.close()
    assert problems(copied) != []


def is_changed(other: sqlite3.Connection, table: str, column: str, to: str) -> bool:
    """Change a column where that gives another value that the table can hold."""
    (sql,) = other.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,))
    one = "" if "WITHOUT" in sql[0] else f"AND rowid = (SELECT max(rowid) FROM {table})"  # noqa: S608
    try:
        done = other.execute(
            f"UPDATE {table} SET {column} = {to} WHERE {column} IS NOT {to} {one}"  # noqa: S608
        )
    except sqlite3.IntegrityError:
        return False
    other.commit()
    return done.rowcount > 0


@pytest.mark.parametrize("value", ["'a text'", "7", "2.5", "x'00ff'"])
@pytest.mark.parametrize(("table", "column"), columns())
def test_a_value_of_another_kind_is_damage_and_no_traceback(
    copied: Path, table: str, column: str, value: str
) -> None:
    # One byte of a row's head says whether a value is a text, a number or bytes.
    other = sqlite3.connect(copied)
    other.execute("PRAGMA ignore_check_constraints = ON")
    changed = is_changed(other, table, column, value)
    other.close()
    assert (problems(copied) != []) is changed


def test_a_row_that_is_gone_or_has_come_is_noticed(copied: Path) -> None:
    other = sqlite3.connect(copied)
    other.execute("DELETE FROM runner_values WHERE day = '2025-01-01'")
    other.execute("INSERT INTO athlete (name) VALUES ('Eve')")
    other.commit()
    other.close()
    assert sorted(problems(copied)) == [
        "a row of table athlete is not what was written",
        "a row of table runner_values is not what was written",
    ]


@pytest.mark.parametrize(
    ("table", "column"), [("run", "name"), ("plan", "body"), ("goal", "words")]
)
def test_a_text_that_is_not_utf_8_is_damage_and_one_line(
    copied: Path, table: str, column: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = sqlite3.connect(copied)
    other.execute(f"UPDATE {table} SET {column} = CAST(x'41ff42' AS TEXT)")  # noqa: S608
    other.commit()
    other.close()
    assert any(f"table {table}" in what for what in problems(copied))
    for command in ("check", "export"):
        arguments = ["diary", command, "--diary", str(copied)]
        if command == "export":
            arguments.append(str(copied.with_name("out.zip")))
        assert run(arguments) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_checksums_follow_all_that_negsplit_writes(copied: Path) -> None:
    with Diary.open(copied) as diary:
        rows = diary.runs()
        diary.set_unit(DistanceUnit.KM)
        diary.set_name(rows[0].id, "another")
        diary.delete(rows[1].id)
    assert problems(copied) == []
    with Diary.open(copied) as diary:
        diary.delete_athlete()
    assert problems(copied) == []


def test_checking_changes_nothing(copied: Path) -> None:
    before = content(copied)
    check(copied, lambda *_: None)
    assert content(copied) == before


def test_every_table_can_be_taken_along_or_is_known_not_to_be() -> None:
    not_taken = {
        "athlete",  # an archive is of one, whatever they are called elsewhere
        "original",  # as files
        "streams", "features",  # computed from these
        "account", "coached", "web_session", "api_token", "invitation",  # the server's
    }  # fmt: skip
    names = {table for table, _ in columns()}
    assert {table.name for table in TABLES} == names - not_taken
