"""Runs in the diary: put in once, listed, changed, deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary_rows import NOON, new_run
from negsplit.analysis.classify import Form
from negsplit.analysis.shape import Answer
from negsplit.errors import NotFoundError
from negsplit.store import athletes, lists, runs, sources
from negsplit.store import connection as database
from negsplit.store.records import Measures, Outcome, RunFilter, Seen
from negsplit.workout import Goal


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = database.connect(tmp_path / "diary")
    connection.create_function("casefold", 1, str.casefold, deterministic=True)
    yield connection
    connection.close()


@pytest.fixture
def athlete(opened: sqlite3.Connection) -> int:
    return athletes.athlete_of(opened, "")


def ids(
    opened: sqlite3.Connection, athlete: int, wanted: RunFilter | None = None
) -> list[int]:
    return [row.id for row in lists.runs(opened, athlete, wanted or RunFilter())]


def test_the_same_bytes_are_put_in_once(
    opened: sqlite3.Connection, athlete: int
) -> None:
    first = runs.add(opened, athlete, new_run(1))
    again = runs.add(opened, athlete, new_run(1))
    assert (first.is_new, again.is_new) == (True, False)
    assert first.run == again.run
    assert ids(opened, athlete) == [first.run]


def test_the_same_samples_in_other_bytes_are_put_in_once(
    opened: sqlite3.Connection, athlete: int
) -> None:
    runs.add(opened, athlete, new_run(1, content="a" * 64))
    assert not runs.add(opened, athlete, new_run(2, content="a" * 64)).is_new


def test_a_second_source_adds_the_name_that_the_first_lacked(
    opened: sqlite3.Connection, athlete: int
) -> None:
    runs.add(opened, athlete, new_run(1))
    runs.add(opened, athlete, new_run(1, name="Lauf im Süden", felt_cr10=6))
    runs.add(opened, athlete, new_run(1, name="Other", felt_cr10=2))
    (row,) = lists.runs(opened, athlete)
    assert (row.name, row.felt_cr10) == ("Lauf im Süden", 6)


def test_two_athletes_may_have_the_same_file(opened: sqlite3.Connection) -> None:
    one, other = athletes.athlete_of(opened, "Ada"), athletes.athlete_of(opened, "Bo")
    assert runs.add(opened, one, new_run(1)).is_new
    assert runs.add(opened, other, new_run(1)).is_new
    assert len(ids(opened, one)) == len(ids(opened, other)) == 1


def test_a_number_is_never_used_twice(opened: sqlite3.Connection, athlete: int) -> None:
    first = runs.add(opened, athlete, new_run(1)).run
    runs.delete(opened, first)
    assert runs.add(opened, athlete, new_run(2)).run > first


def test_nothing_of_a_deleted_run_is_left(
    opened: sqlite3.Connection, athlete: int
) -> None:
    run = runs.add(opened, athlete, new_run(1)).run
    sources.note(opened, athlete, "a.fit", Seen(1, 2, 1, Outcome.READ, "", run))
    runs.delete(opened, run)
    for table in ("run", "original", "streams", "features", "source"):
        rows = opened.execute(f"SELECT * FROM {table}")  # noqa: S608 - our names
        assert rows.fetchall() == []


def test_bytes_come_back_as_given(opened: sqlite3.Connection, athlete: int) -> None:
    run = runs.add(opened, athlete, new_run(1)).run
    assert runs.original(opened, run).data == b"bytes"


@given(st.binary(max_size=3000))
def test_packing_loses_nothing_and_never_makes_longer(data: bytes) -> None:
    packing, packed = runs.pack(data)
    assert runs.unpack(packing, packed) == data
    assert len(packed) <= len(data)


EASTERN = timezone(timedelta(hours=9))
LATE = datetime(2024, 5, 5, 0, 30, tzinfo=EASTERN)  # still the 4th in UTC


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (RunFilter(), [1, 2, 3]),
        (RunFilter(newest_first=True), [3, 2, 1]),
        (RunFilter(newest_first=True, limit=1, skip=1), [2]),
        (RunFilter(since=date(2024, 5, 5)), [2, 3]),
        (RunFilter(until=date(2024, 5, 4)), [1]),
        (RunFilter(since=date(2024, 5, 5), until=date(2024, 5, 5)), [2]),
        (RunFilter(least_m=10_000), [1, 3]),
        (RunFilter(most_m=10_000), [1, 2]),
        (RunFilter(form=Form.THIRDS), [3]),
        (RunFilter(is_progression=Answer.YES), [3]),
        (RunFilter(text="STRASSE"), [2]),
        (RunFilter(text="ωδή"), [3]),
        (RunFilter(text="%"), []),
        (RunFilter(goal=Goal.BASE), [1]),
        (RunFilter(with_other_sports=True), [1, 2, 3, 4]),
        (RunFilter(with_twins=True), [1, 2, 3, 5]),
    ],
)
def test_lists_hold_what_was_asked_for(
    opened: sqlite3.Connection, athlete: int, wanted: RunFilter, expected: list[int]
) -> None:
    runs.add(opened, athlete, new_run(1))
    runs.add(
        opened,
        athlete,
        new_run(2, started_at=LATE, distance_m=9000, name="Die Straße hinauf"),
    )
    third = datetime(2024, 5, 6, 12, tzinfo=UTC)
    runs.add(
        opened,
        athlete,
        new_run(
            3,
            started_at=third,
            distance_m=12_000,
            name="ΩΔΉ",
            form="thirds",
            is_progression="yes",
        ),
    )
    later = third + timedelta(days=1)
    runs.add(opened, athlete, new_run(4, started_at=later, is_run=False, distance_m=1))
    runs.add(opened, athlete, new_run(5, started_at=later, distance_m=1))
    opened.execute("UPDATE run SET twin_of = 1 WHERE id = 5")
    runs.change(opened, 1, "goal", "base")
    assert [
        n for n in ids(opened, athlete, wanted) if n != 5 or wanted.with_twins
    ] == expected


def test_a_row_tells_the_time_on_the_watch(
    opened: sqlite3.Connection, athlete: int
) -> None:
    runs.add(opened, athlete, new_run(1, started_at=LATE))
    (row,) = lists.runs(opened, athlete)
    assert row.started_at == LATE
    assert row.started_at.utcoffset() == timedelta(hours=9)


def test_a_run_of_another_athlete_is_not_found(opened: sqlite3.Connection) -> None:
    one, other = athletes.athlete_of(opened, "Ada"), athletes.athlete_of(opened, "Bo")
    run = runs.add(opened, one, new_run(1)).run
    with pytest.raises(NotFoundError, match=f"no run {run}"):
        lists.one(opened, other, run)


def test_runs_of_other_code_are_outdated(
    opened: sqlite3.Connection, athlete: int
) -> None:
    run = runs.add(opened, athlete, new_run(1)).run
    assert runs.outdated(opened, athlete, 1, 1) == []
    assert runs.outdated(opened, athlete, 2, 1) == [run]
    assert runs.outdated(opened, athlete, 1, 2) == [run]
    runs.put_measures(opened, run, Measures(2, b"new", 11_000, 3500, "hills", "no"))
    assert runs.outdated(opened, athlete, 1, 2) == []
    assert list(lists.bodies(opened, [run], 2)) == [(run, b"new")]
    assert lists.one(opened, athlete, run).distance_m == 11_000


def test_only_what_the_runner_says_can_be_changed(
    opened: sqlite3.Connection, athlete: int
) -> None:
    run = runs.add(opened, athlete, new_run(1)).run
    with pytest.raises(ValueError, match="digest"):
        runs.change(opened, run, "digest", "forged")


def test_a_file_that_became_no_run_is_looked_at_again_by_a_newer_reader(
    opened: sqlite3.Connection, athlete: int
) -> None:
    run = runs.add(opened, athlete, new_run(1)).run
    sources.note(opened, athlete, "a", Seen(1, 2, 1, Outcome.READ, "", run))
    refused = Seen(3, 4, 1, Outcome.REFUSED, "damaged")
    sources.note(opened, athlete, "b", refused)
    assert sources.all_seen(opened, athlete, 1)["b"] == refused
    assert set(sources.all_seen(opened, athlete, 2)) == {"a"}


def test_noon_is_noon() -> None:
    assert lists.instant(round(NOON.timestamp() * 1000), 0) == NOON
