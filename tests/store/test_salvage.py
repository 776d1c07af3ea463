"""Whole originals out of a diary that SQLite can no longer read."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from full_diary import filled, import_all
from negsplit.cli.program import run
from negsplit.diary import Diary
from negsplit.store.records import RunFilter
from negsplit.store.salvage import Salvage

EVERYTHING = RunFilter(with_twins=True, with_other_sports=True)
PAGE = 16_384


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="module")
def digests(full: Path) -> set[str]:
    opened = sqlite3.connect(full)
    found = {digest for (digest,) in opened.execute("SELECT digest FROM run")}
    opened.close()
    return found


def out_of(data: bytes, log: bytes = b"") -> set[str]:
    found = list(Salvage(data, log).originals())
    for one in found:
        assert hashlib.sha256(one.original.data).hexdigest() == one.digest
    return {one.digest for one in found}


def test_all_originals_come_out_of_a_whole_diary(full: Path, digests: set[str]) -> None:
    assert len(digests) == 5
    assert out_of(full.read_bytes()) == digests


def test_they_come_out_without_the_head_and_the_tables_of_tables(
    full: Path, digests: set[str]
) -> None:
    data = bytearray(full.read_bytes())
    data[:PAGE] = bytes(PAGE)
    assert out_of(bytes(data)) == digests


def test_what_is_only_in_the_log_comes_out_too(
    full: Path, digests: set[str], tmp_path: Path
) -> None:
    path = Path(shutil.copy(full, tmp_path / "diary"))
    before = path.read_bytes()
    with Diary.open(path, "Bea") as diary:
        import_all(diary, full.parent / "in" / "0.fit")
        log = path.with_name("diary-wal").read_bytes()
        assert path.read_bytes() == before  # so that all of it is in the log
    assert out_of(bytes(PAGE) + before[PAGE:], log) == digests


@pytest.mark.parametrize("seed", range(8))
def test_only_whole_ones_come_out_and_most_do(
    full: Path, digests: set[str], seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret
    data = bytearray(full.read_bytes())
    place = rng.randrange(len(data))
    data[place : place + 600] = rng.randbytes(600)[: len(data) - place]
    found = out_of(bytes(data))
    assert found <= digests
    # A stretch so short lies in two pages at most: an original, and the next.
    assert len(found) >= len(digests) - 2


@pytest.mark.parametrize("length", [0, 1, 20, 21, 100, 5000, 40_000])
def test_a_file_cut_short_or_of_noise_gives_no_error(full: Path, length: int) -> None:
    assert out_of(random.Random(1).randbytes(length)) == set()  # noqa: S311
    out_of(full.read_bytes()[:length])


def test_what_was_saved_can_be_imported(
    full: Path, digests: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "damaged"
    damaged.write_bytes(bytes(PAGE) + full.read_bytes()[PAGE:])
    saved = tmp_path / "saved.zip"
    assert run(["diary", "salvage", str(saved), "--diary", str(damaged)]) == 0
    assert capsys.readouterr().out.startswith("5 originals in ")
    with Diary.open(tmp_path / "new", begin=True) as diary:
        report = import_all(diary, saved)
        rows = diary.runs(EVERYTHING)
        # Heart rate that Apple Health keeps beside a route is there, too.
        assert sum(diary.original(row.id).beside is not None for row in rows) == 1
        assert {diary.recording(row.id).digest for row in rows} == digests
    assert report.new_runs == 5
