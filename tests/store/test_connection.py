"""The diary's file: made, opened again, upgraded, refused, full, locked."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from negsplit.errors import DiaryError
from negsplit.store import athletes
from negsplit.store import connection as database
from negsplit.store.schema import APPLICATION_ID, STEPS


def pragma(opened: sqlite3.Connection, name: str) -> object:
    return opened.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_new_diary_has_all_tables_and_is_marked_as_one(tmp_path: Path) -> None:
    opened = database.connect(tmp_path / "diary")
    tables = {row[0] for row in opened.execute("SELECT name FROM sqlite_schema")}
    assert {"athlete", "run", "original", "streams", "features", "source"} <= tables
    assert pragma(opened, "application_id") == APPLICATION_ID
    assert pragma(opened, "user_version") == len(STEPS)
    opened.close()


def test_every_table_is_strict(tmp_path: Path) -> None:
    opened = database.connect(tmp_path / "diary")
    rows = opened.execute("PRAGMA table_list").fetchall()
    ours = [row for row in rows if not row[1].startswith("sqlite_")]
    assert ours
    assert all(row[5] == 1 for row in ours)
    opened.close()


def test_commits_reach_the_disk_and_deleted_rows_are_overwritten(
    tmp_path: Path,
) -> None:
    opened = database.connect(tmp_path / "diary")
    assert pragma(opened, "journal_mode") == "wal"
    assert pragma(opened, "synchronous") == 2  # FULL, as SQLite numbers it
    assert pragma(opened, "secure_delete") == 1
    assert pragma(opened, "foreign_keys") == 1
    opened.close()


def test_an_older_diary_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "diary"
    database.connect(path).close()
    later = (*STEPS, "CREATE TABLE spare (id INTEGER PRIMARY KEY) STRICT;\n")
    monkeypatch.setattr(database, "STEPS", later)
    opened = database.connect(path)
    assert pragma(opened, "user_version") == len(later)
    assert opened.execute("SELECT count(*) FROM spare").fetchone() == (0,)
    opened.close()


def test_a_step_that_fails_leaves_the_diary_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "diary"
    database.connect(path).close()
    broken = (*STEPS, "CREATE TABLE spare (id INTEGER) STRICT;\nCREATE nonsense;\n")
    monkeypatch.setattr(database, "STEPS", broken)
    with pytest.raises(DiaryError):
        database.connect(path)
    monkeypatch.setattr(database, "STEPS", STEPS)
    opened = database.connect(path)
    tables = {row[0] for row in opened.execute("SELECT name FROM sqlite_schema")}
    assert "spare" not in tables
    opened.close()


def test_a_diary_of_a_newer_negsplit_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "diary"
    opened = database.connect(path)
    opened.execute("PRAGMA user_version = 99")
    opened.close()
    with pytest.raises(DiaryError, match="newer negsplit"):
        database.connect(path)


def test_another_database_is_not_taken_for_a_diary(tmp_path: Path) -> None:
    path = tmp_path / "other"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE song (title TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(DiaryError, match="no diary"):
        database.connect(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"PK\x03\x04" * 99])
def test_another_file_is_not_taken_for_a_diary(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(DiaryError, match="no diary"):
        database.connect(path)
    assert path.read_bytes() == content


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match="cannot be opened"):
        database.connect(tmp_path / "nowhere" / "diary")


def test_a_transaction_is_whole_or_nothing(tmp_path: Path) -> None:
    opened = database.connect(tmp_path / "diary")

    def half() -> None:
        with database.transaction(opened):
            athletes.athlete_of(opened, "half-written")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert opened.execute("SELECT count(*) FROM athlete").fetchone() == (0,)
    opened.close()


def test_a_full_disk_is_told_and_leaves_the_diary_whole(tmp_path: Path) -> None:
    path = tmp_path / "diary"
    opened = database.connect(path)
    # A limit on pages makes the error that a full disk makes.
    pages = pragma(opened, "page_count")
    opened.execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        with database.clearly(path), database.transaction(opened):
            for number in range(20_000):
                athletes.athlete_of(opened, f"runner {number}")

    with pytest.raises(DiaryError, match="disk is full"):
        fill()
    opened.close()
    again = database.connect(path)
    assert pragma(again, "integrity_check") == "ok"
    assert again.execute("SELECT count(*) FROM athlete").fetchone() == (0,)
    again.close()


def test_a_writer_that_waits_too_long_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "diary"
    monkeypatch.setattr(database, "BUSY_S", 0.05)
    first, second = database.connect(path), database.connect(path)
    with (
        database.transaction(first),
        pytest.raises(DiaryError, match="another program"),
        database.clearly(path),
        database.transaction(second),
    ):
        athletes.athlete_of(second, "late")
    first.close()
    second.close()


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "diary"
    first, second = database.connect(path), database.connect(path)
    with database.transaction(first):
        athletes.athlete_of(first, "new")
        assert second.execute("SELECT count(*) FROM athlete").fetchone() == (0,)
    assert second.execute("SELECT count(*) FROM athlete").fetchone() == (1,)
    first.close()
    second.close()


def test_many_may_make_a_diary_at_the_same_moment(tmp_path: Path) -> None:
    path = tmp_path / "diary"
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: pragma_of(path), range(24)))
    assert opened == [len(STEPS)] * 24


def pragma_of(path: Path) -> object:
    opened = database.connect(path)
    version = pragma(opened, "user_version")
    opened.close()
    return version


def test_a_diary_that_cannot_be_written_to_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "diary"
    opened = database.connect(path)
    athletes.athlete_of(opened, "Ada")
    opened.close()

    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(database, "_prepare", refuse)  # as a locked disk does
    opened = database.connect(path)
    assert athletes.athlete_of(opened, "Ada") == 1
    with (
        pytest.raises(DiaryError, match="cannot be written to"),
        database.clearly(path),
    ):
        athletes.athlete_of(opened, "Bo")
    opened.close()


def test_a_diary_with_a_log_is_not_read_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "diary"
    opened = database.connect(path)
    athletes.athlete_of(opened, "in the log")

    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(database, "_prepare", refuse)
    with pytest.raises(DiaryError, match="cannot be opened"):
        database.connect(path)
    opened.close()
