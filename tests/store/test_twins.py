"""Two recordings of one run are proposed as twins; two runs are not."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from diary_rows import NOON, new_run
from negsplit.store import athletes, runs, twins
from negsplit.store import connection as database
from negsplit.store.records import NewRun


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = database.connect(tmp_path / "diary")
    athletes.athlete_of(connection, "")
    yield connection
    connection.close()


def put(opened: sqlite3.Connection, new: NewRun) -> tuple[int, int | None]:
    run = runs.add(opened, 1, new).run
    return run, twins.settle(opened, 1, run)


def twin_of(opened: sqlite3.Connection, run: int) -> int | None:
    found = opened.execute("SELECT twin_of FROM run WHERE id = ?", (run,)).fetchone()
    other: int | None = found[0]
    return other


WATCH = new_run(1)


@pytest.mark.parametrize(
    "other",
    [
        new_run(2, kind="gpx", distance_m=10_300),
        new_run(2, kind="gpx", started_at=NOON + timedelta(seconds=40)),
        new_run(2, kind="gpx", elapsed_s=1800, distance_m=5100),  # gave up half-way
        new_run(2, kind="tcx", started_at=NOON - timedelta(minutes=5), elapsed_s=4000),
        new_run(2, kind="gpx", started_at=NOON + timedelta(seconds=540)),  # 85 %
        new_run(2, kind="gpx", distance_m=8300),
    ],
)
def test_recordings_of_one_run_are_twins(
    opened: sqlite3.Connection, other: NewRun
) -> None:
    first, _ = put(opened, WATCH)
    second, same = put(opened, other)
    assert same == first
    assert twin_of(opened, second) == first
    assert twin_of(opened, first) is None


@pytest.mark.parametrize(
    "other",
    [
        new_run(2, started_at=NOON + timedelta(hours=1)),
        new_run(2, started_at=NOON + timedelta(minutes=50)),
        new_run(2, started_at=NOON + timedelta(days=1)),
        new_run(2, distance_m=30_000),
        new_run(2, started_at=NOON + timedelta(seconds=900)),  # three quarters
        new_run(2, distance_m=7700),
    ],
)
def test_two_runs_are_no_twins(opened: sqlite3.Connection, other: NewRun) -> None:
    put(opened, WATCH)
    second, same = put(opened, other)
    assert same is None
    assert twin_of(opened, second) is None


@pytest.mark.parametrize("year", [1970, 1989, 1990])
def test_runs_of_a_clock_that_was_never_set_are_no_twins(
    opened: sqlite3.Connection, year: int
) -> None:
    start = datetime(year, 1, 1, tzinfo=UTC)
    put(opened, new_run(1, started_at=start))
    assert put(opened, new_run(2, started_at=start))[1] is None


@pytest.mark.parametrize("order", [*itertools.permutations((0, 1, 2))])
def test_the_one_that_says_most_is_listed_in_whatever_order_they_come(
    opened: sqlite3.Connection, order: tuple[int, ...]
) -> None:
    three = [
        new_run(10, kind="gpx"),
        new_run(11, kind="fit"),
        new_run(12, kind="tcx"),
    ]
    for place in order:
        put(opened, three[place])
    listed = opened.execute("SELECT format FROM run WHERE twin_of IS NULL").fetchall()
    assert listed == [("fit",)]
    best = opened.execute("SELECT id FROM run WHERE format = 'fit'").fetchone()[0]
    assert all(
        twin_of(opened, run) in (None, best)
        for (run,) in opened.execute("SELECT id FROM run").fetchall()
    )


def test_a_whole_recording_is_listed_before_a_richer_part_of_it(
    opened: sqlite3.Connection,
) -> None:
    part, _ = put(opened, new_run(1, elapsed_s=1200, distance_m=3333))
    whole, _ = put(opened, new_run(2, kind="gpx"))
    assert (twin_of(opened, part), twin_of(opened, whole)) == (whole, None)


def test_what_the_runner_sets_apart_stays_apart(opened: sqlite3.Connection) -> None:
    first, _ = put(opened, WATCH)
    second, _ = put(opened, new_run(2, kind="gpx"))
    twins.set_apart(opened, second)
    assert twin_of(opened, second) is None
    _, same = put(opened, new_run(3, kind="tcx"))
    assert same == first
    assert twin_of(opened, second) is None


def test_a_twin_is_listed_again_when_the_other_is_deleted(
    opened: sqlite3.Connection,
) -> None:
    first, _ = put(opened, WATCH)
    second, _ = put(opened, new_run(2, kind="gpx"))
    runs.delete(opened, first)
    assert twin_of(opened, second) is None


def test_runs_of_the_nineties_may_be_twins(opened: sqlite3.Connection) -> None:
    start = datetime(1999, 5, 4, tzinfo=UTC)
    put(opened, new_run(1, started_at=start))
    assert put(opened, new_run(2, started_at=start))[1] is not None


def test_runs_of_two_athletes_are_no_twins(opened: sqlite3.Connection) -> None:
    put(opened, WATCH)
    other = athletes.athlete_of(opened, "Bo")
    run = runs.add(opened, other, new_run(2, kind="gpx")).run
    assert twins.settle(opened, other, run) is None
