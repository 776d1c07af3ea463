"""Processes that die take nothing with them."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import exports
from negsplit.intake import pool as pools
from negsplit.intake.pool import Pool
from negsplit.intake.task import Answer, Left, Taken, Task
from negsplit.sources.found import Found
from negsplit.store.records import Outcome


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool(2) as opened:
        yield opened


def task(path: Path, data: bytes | None = None) -> Task:
    return Task(Found(str(path), 0, 0), data=data)


def answers(pool: Pool) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    while not pool.is_idle:
        for asked, answer in pool.answers(0.1):
            assert asked.found.path not in found, "answered twice"
            found[asked.found.path] = answer
    return found


def test_every_task_is_answered_once(pool: Pool, tmp_path: Path) -> None:
    for day in range(12):
        (tmp_path / f"{day}.fit").write_bytes(exports.fit_of(day))
        pool.give(task(tmp_path / f"{day}.fit"))
    found = answers(pool)
    assert len(found) == 12
    assert all(isinstance(answer, Taken) for answer in found.values())


def test_large_questions_and_answers_do_not_block_each_other(
    pool: Pool, tmp_path: Path
) -> None:
    # More than a pipe holds, both ways, many at once.
    data = exports.fit_of(0) + bytes(300_000)
    for number in range(24):
        pool.give(task(tmp_path / str(number), data))
    assert len(answers(pool)) == 24


def killed(pool: Pool) -> None:
    for worker in pool._workers:
        worker.process.kill()


def test_killed_processes_lose_no_task(pool: Pool, tmp_path: Path) -> None:
    for day in range(12):
        (tmp_path / f"{day}.fit").write_bytes(exports.fit_of(day))
        pool.give(task(tmp_path / f"{day}.fit"))
    found: dict[str, Answer] = {}
    killed(pool)
    while not pool.is_idle:
        found |= {asked.found.path: answer for asked, answer in pool.answers(0.1)}
    assert len(found) == 12
    assert all(isinstance(answer, Taken) for answer in found.values())


@pytest.mark.skipif(sys.platform == "win32", reason="no such files on Windows")
def test_a_file_that_takes_for_ever_is_given_up(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A pipe that nobody writes to keeps whoever opens it waiting.
    monkeypatch.setattr(pools, "_LONGEST_S", 4.0)  # more than to start
    os.mkfifo(tmp_path / "pipe.fit")
    (tmp_path / "run.fit").write_bytes(exports.fit_of(0))
    pool.give(task(tmp_path / "pipe.fit"))
    pool.give(task(tmp_path / "run.fit"))
    found = answers(pool)
    refused = found[str(tmp_path / "pipe.fit")]
    assert isinstance(refused, Left)
    assert refused.outcome is Outcome.REFUSED
    assert "2 times" in refused.reason
    assert isinstance(found[str(tmp_path / "run.fit")], Taken)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal on Windows")
def test_ctrl_c_is_left_to_the_process_that_asks(pool: Pool, tmp_path: Path) -> None:
    (tmp_path / "a.fit").write_bytes(exports.fit_of(0))
    pool.give(task(tmp_path / "a.fit"))
    answers(pool)
    (worker,) = pool._workers
    os.kill(worker.process.pid or 0, signal.SIGINT)
    pool.give(task(tmp_path / "a.fit"))
    pool.give(task(tmp_path / "a.fit", exports.fit_of(1)))
    time.sleep(0.05)
    assert worker.process.is_alive()


def test_closing_ends_every_process(tmp_path: Path) -> None:
    with Pool(2) as pool:
        for number in range(8):
            pool.give(task(tmp_path / str(number), exports.fit_of(0)))
        processes = [worker.process for worker in pool._workers]
    assert not any(process.is_alive() for process in processes)
