"""Uploads arrive whole or not at all, under names that lead nowhere."""

from __future__ import annotations

import binascii
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.desk.imports import inbox
from negsplit.desk.imports.inbox import (
    Batch,
    Inbox,
    Progress,
    every_batch,
    tidy,
    tidy_name,
)
from negsplit.errors import DiaryError, InputError, NotFoundError

ATHLETE = 7


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    return tmp_path / "diary.sqlite3"


@pytest.fixture
def batch(diary: Path) -> Batch:
    return Inbox(diary, ATHLETE).begin()


def put(batch: Batch, name: str, *pieces: bytes) -> None:
    with batch.receive(name) as file:
        for piece in pieces:
            file.write(piece)


def test_a_file_arrives_with_its_name_and_its_bytes(batch: Batch) -> None:
    put(batch, "runs/a.fit", b"one", b"two")
    (found,) = batch.files()
    assert found.named == "runs/a.fit"
    assert found.place == "runs/a.fit"
    assert Path(found.path).read_bytes() == b"onetwo"
    # The checksum that zip archives have too, here by the other library.
    assert found.stamp == binascii.crc32(b"onetwo")
    assert batch.held() == inbox.Held(1, 6)


def test_a_file_whose_connection_was_lost_leaves_nothing(batch: Batch) -> None:
    put(batch, "whole.fit", b"whole")
    receiving = batch.receive("half.fit")
    receiving.__enter__().write(b"half")
    receiving.__exit__(ConnectionError, ConnectionError(), None)
    assert [found.named for found in batch.files()] == ["whole.fit"]
    assert len(list(batch.folder.iterdir())) == 2  # the file and the list


@given(name=st.text(max_size=60))
def test_no_name_leads_anywhere(name: str) -> None:
    tidied = tidy_name(name)
    assert tidied
    assert not tidied.startswith("/")
    assert ".." not in tidied.split("/")
    assert "\\" not in tidied
    assert tidied.isprintable() or any(ord(char) > 127 for char in tidied)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("..\\..\\windows\\a.fit", "windows/a.fit"),
        ("C:\\runs\\a.fit", "C:/runs/a.fit"),
        ("a\x00b\n.fit", "a b .fit"),
        ("export/activities/1.fit.gz", "export/activities/1.fit.gz"),
        ("...", "..."),
        ("  ", "unnamed"),
    ],
)
def test_names_keep_folders_and_lose_ways_out(given_name: str, kept: str) -> None:
    assert tidy_name(given_name) == kept


@pytest.mark.parametrize("name", ["../../../x", "/etc/x", "a/b/c", "x" * 5000])
def test_whatever_a_file_is_called_it_lies_in_the_folder(
    batch: Batch, name: str
) -> None:
    put(batch, name, b"data")
    assert Path(batch.files()[0].path).parent == batch.folder


def test_a_file_that_is_too_large_is_refused_while_it_arrives(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MAX_FILE_BYTES", 10)
    with pytest.raises(InputError, match=r"'a\.fit' is larger than"):
        put(batch, "a.fit", b"123456", b"123456")
    put(batch, "a.zip", b"123456", b"123456")  # an archive may hold many
    assert [found.named for found in batch.files()] == ["a.zip"]


def test_all_files_together_have_a_limit(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MAX_BATCH_BYTES", 10)
    put(batch, "a.fit", b"123456")
    with pytest.raises(InputError):
        put(batch, "b.fit", b"123456")


def test_there_is_a_limit_to_how_many_files(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MAX_FILES", 2)
    put(batch, "a.fit", b"")
    put(batch, "b.fit", b"")
    with pytest.raises(InputError, match="more than 2 files"):
        put(batch, "c.fit", b"")


def test_the_disk_is_not_filled(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "FREE_BYTES", 2**60)
    with pytest.raises(DiaryError, match="the disk is full; make room"):
        put(batch, "a.fit", b"data")


def test_nothing_more_arrives_after_the_end(batch: Batch) -> None:
    batch.finish()
    with pytest.raises(InputError, match="this upload is closed"):
        batch.receive("late.fit")


def test_uploads_of_others_are_not_there(diary: Path, batch: Batch) -> None:
    with pytest.raises(NotFoundError):
        Inbox(diary, ATHLETE + 1).batch(batch.name)
    assert Inbox(diary, ATHLETE).batch(batch.name).folder == batch.folder


@pytest.mark.parametrize("name", ["", ".", "..", "../8", "/etc"])
def test_a_name_of_an_upload_is_no_path(diary: Path, batch: Batch, name: str) -> None:
    del batch
    with pytest.raises(NotFoundError):
        Inbox(diary, ATHLETE).batch(name)


def test_uploads_are_listed_in_the_order_in_which_they_began(diary: Path) -> None:
    made = [Inbox(diary, athlete).begin().name for athlete in (1, 2, 1)]
    assert [one.name for one in every_batch(diary)] == made
    assert [one.name for one in Inbox(diary, 1).batches()] == [made[2], made[0]]


def test_how_far_an_import_is_is_kept(batch: Batch) -> None:
    told = Progress("running", 5, {"read": 2}, [("a", "read", "", 3)], tries=2)
    batch.tell(told)
    found = Batch(batch.folder).progress()
    assert (found.state, found.total, found.counts) == ("running", 5, {"read": 2})
    assert tuple(found.recent[0]) == ("a", "read", "", 3)


def test_what_a_server_left_behind_is_removed(diary: Path) -> None:
    kinds = {name: Inbox(diary, 1).begin() for name in ("half", "old", "done", "due")}
    for batch in kinds.values():
        put(batch, "a.fit", b"data")
        (batch.folder / "x.part").write_bytes(b"half")
    kinds["done"].finish()
    kinds["done"].tell(Progress("done"))
    kinds["due"].finish()
    long_ago = time.time() - inbox.UNFINISHED_S - 60
    os.utime(kinds["old"].folder, (long_ago, long_ago))
    # Removing the half file changes the folder, so it has to be gone before.
    (kinds["old"].folder / "x.part").unlink()
    os.utime(kinds["old"].folder, (long_ago, long_ago))
    tidy(diary)
    assert not list(diary.parent.rglob("*.part"))
    assert not kinds["old"].folder.exists()
    assert kinds["half"].files()
    assert kinds["due"].files()
    assert not kinds["done"].files()
    assert kinds["done"].progress().state == "done"


def test_uploads_go_with_their_athlete(diary: Path, batch: Batch) -> None:
    put(batch, "a.fit", b"data")
    other = Inbox(diary, ATHLETE + 1).begin()
    inbox.forget(diary, ATHLETE)
    assert every_batch(diary)[0].name == other.name
    assert not batch.folder.exists()
    batch.tell(Progress("done"))  # by a process that does not know yet
    assert not batch.folder.exists()
