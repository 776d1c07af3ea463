"""Several runs of one file: the bytes are one truth, kept once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from diary_rows import new_run
from negsplit.errors import NotFoundError
from negsplit.store import athletes, checks, lists, runs
from negsplit.store import connection as database
from negsplit.store.records import NewRun
from negsplit.store.schema import STEPS


def part_of(number: int, part: int) -> NewRun:
    one = new_run(number, content=f"{100 * number + part:064x}")
    return replace(one, part=part)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(database.connect(tmp_path / "diary")) as connection:
        yield connection


def originals(opened: sqlite3.Connection) -> list[int]:
    return [row[0] for row in opened.execute("SELECT run FROM original ORDER BY run")]


def test_the_bytes_of_several_runs_are_kept_once(opened: sqlite3.Connection) -> None:
    athlete = athletes.athlete_of(opened, "")
    first, second = (runs.add(opened, athlete, part_of(1, part)).run for part in (0, 1))
    assert originals(opened) == [first]
    assert runs.original(opened, second) == runs.original(opened, first)
    assert not runs.add(opened, athlete, part_of(1, 1)).is_new


@pytest.mark.parametrize("gone", [0, 1])
def test_deleting_one_run_leaves_the_bytes_to_the_other(
    opened: sqlite3.Connection, gone: int
) -> None:
    athlete = athletes.athlete_of(opened, "")
    numbers = [runs.add(opened, athlete, part_of(1, part)).run for part in (0, 1)]
    before = runs.original(opened, numbers[0])
    runs.delete(opened, numbers[gone])
    left = numbers[1 - gone]
    assert runs.original(opened, left) == before
    runs.delete(opened, left)
    assert originals(opened) == []


def test_another_athlete_has_bytes_of_their_own(opened: sqlite3.Connection) -> None:
    one, other = (athletes.athlete_of(opened, name) for name in ("", "Ada"))
    mine = runs.add(opened, one, part_of(1, 0)).run
    theirs = runs.add(opened, other, part_of(1, 1)).run
    assert originals(opened) == [mine, theirs]
    runs.delete(opened, mine)
    with pytest.raises(NotFoundError):
        runs.original(opened, mine)
    assert runs.original(opened, theirs)


def test_a_diary_from_before_parts_keeps_all_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "diary"
    monkeypatch.setattr(database, "STEPS", STEPS[:3])
    older = database.connect(path)
    athlete = athletes.athlete_of(older, "")
    sql = (
        "INSERT INTO run (id, athlete, digest, content_key, started_ms, utc_offset_s, "
        "elapsed_s, name, sport, is_run, device, format, felt_cr10, stopped_because, "
        "twin_of) VALUES (?, ?, ?, ?, 0, ?, 60, 'Lake', '', 1, '', 'gpx', 7, 'hot', ?)"
    )
    older.execute(sql, (4, athlete, "a", "a", 7200, None))
    older.execute(sql, (9, athlete, "b", "b", 0, 4))
    older.execute("INSERT INTO original VALUES (4, 'x.gpx', 'plain', NULL, x'00')")
    older.execute("INSERT INTO streams VALUES (9, 1, '{}', x'00')")
    older.execute("DELETE FROM run WHERE id = 9")
    older.close()
    monkeypatch.setattr(database, "STEPS", STEPS)
    newer = database.connect(path)
    (row,) = lists.runs(newer, athlete)
    assert (row.id, row.name, row.felt_cr10, row.stopped_because) == (
        4,
        "Lake",
        7,
        "hot",
    )
    assert (row.zone_source.value, row.started_at.hour) == ("device", 2)
    assert runs.part(newer, 4) == 0
    assert runs.original(newer, 4).data == b"\0"
    assert list(checks.check_file(newer)) == []
    # A number is never used twice, even that of a run that was deleted.
    assert runs.add(newer, athlete, new_run(3)).run == 10
    newer.execute("DELETE FROM run WHERE id = 4")
    assert newer.execute("SELECT count(*) FROM original WHERE run = 4").fetchone() == (
        0,
    )
    newer.close()
