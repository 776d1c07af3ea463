"""Processes that take in files, each of which may die without harm.

Python's own pool is broken as a whole when one of its processes is killed, and does
not say which task killed it. Here every process has a pipe of its own, and answers in
the order in which it was asked: if it dies, the first question without an answer is to
blame. That file gets one more chance, the others are simply asked again. A process
that takes far too long, or more memory than any recording needs, is ended.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from negsplit.intake.task import Left
from negsplit.store.records import Outcome

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess
    from types import TracebackType

    from negsplit.intake.task import Answer, Task

# Named, so that the process that asks need not load what the others work with.
_WORK = "negsplit.intake.take"
_WARM = "negsplit.intake.warm"
# Questions in a process's pipe: one it works on and some so that it need not wait.
_AHEAD = 4
_CHANCES = 2
# The longest recording allowed takes some ten seconds.
_LONGEST_S = 120.0
# What reading the largest file that is allowed may take, with room.
_MEMORY_BYTES = 3 * 2**30


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    asked: deque[_Question] = field(default_factory=deque)
    since: float = 0.0


@dataclass(slots=True)
class _Question:
    task: Task
    deaths: int = 0


class Pool:
    """Up to so many processes, and the tasks that they are at."""

    def __init__(self, count: int) -> None:
        self._context = _context()
        self._count = count
        self._again: deque[_Question] = deque()
        self._workers: list[_Worker] = []

    def _hired(self) -> _Worker:
        mine, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, mine)

    @property
    def has_room(self) -> bool:
        """Whether a further task would be worked on soon."""
        return len(self._workers) < self._count or (
            not self._again and self._fewest < _AHEAD
        )

    @property
    def _fewest(self) -> int:
        return min(len(worker.asked) for worker in self._workers)

    @property
    def is_idle(self) -> bool:
        """Whether every task was answered."""
        return not self._again and not any(w.asked for w in self._workers)

    def give(self, task: Task) -> None:
        """Give a task to the process that has least to do; hire as many as needed."""
        if len(self._workers) < self._count:
            self._workers.append(self._hired())
        self._ask(_Question(task))

    def _ask(self, question: _Question) -> None:
        worker = min(self._workers, key=lambda one: len(one.asked))
        if not worker.asked:
            worker.since = time.monotonic()
        worker.asked.append(question)
        with suppress(OSError):  # it has died; answers() will notice
            worker.pipe.send(question.task)

    def answers(self, patience_s: float) -> Iterator[tuple[Task, Answer]]:
        """Yield tasks and what came of them, as far as there is anything by then."""
        ready = wait([worker.pipe for worker in self._workers], patience_s)
        for place, worker in enumerate(self._workers):
            if worker.pipe in ready:
                yield from self._answer(place, worker)
            elif worker.asked and time.monotonic() - worker.since > _LONGEST_S:
                worker.process.kill()
        while self._again and self._fewest < _AHEAD:
            self._ask(self._again.popleft())

    def _answer(self, place: int, worker: _Worker) -> Iterator[tuple[Task, Answer]]:
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._replace(place, worker)
            return
        worker.since = time.monotonic()
        yield worker.asked.popleft().task, answer

    def _replace(self, place: int, worker: _Worker) -> Iterator[tuple[Task, Answer]]:
        """Put a new process in the place of a dead one, and ask again."""
        worker.pipe.close()
        worker.process.join()
        self._workers[place] = self._hired()
        if not worker.asked:
            return
        culprit = worker.asked.popleft()
        culprit.deaths += 1
        self._again.extend(worker.asked)
        if culprit.deaths < _CHANCES:
            self._again.append(culprit)
            return
        told = f"reading it ended the process, {_CHANCES} times over"
        yield culprit.task, Left(Outcome.REFUSED, told)

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes, whatever they are at."""
        for worker in self._workers:
            worker.process.kill()
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join()
        self._workers = []


def _context() -> ForkServerContext | SpawnContext:
    # A fork of this process would share its open diary, which SQLite forbids.
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_WORK, _WARM])
    return context


def _serve(pipe: Connection) -> None:
    """Answer questions until there are no more; this runs in the other process."""
    # Ctrl-C reaches every process of a terminal; the one that asks decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    work = import_module(_WORK)
    shelf = work.Shelf()
    questions: queue.SimpleQueue[Task] = queue.SimpleQueue()
    # Questions are taken out of the pipe at once: otherwise both sides could wait for
    # the other to read, each with a full pipe.
    threading.Thread(target=_listen, args=(pipe, questions), daemon=True).start()
    with suppress(OSError):
        while True:
            pipe.send(work.answer(questions.get(), shelf))


def _listen(pipe: Connection, questions: queue.SimpleQueue[Task]) -> None:
    with suppress(EOFError, OSError):
        while True:
            questions.put(pipe.recv())
    os._exit(0)  # whoever asked is gone


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    limit = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    with suppress(OSError, ValueError):
        resource.setrlimit(limit, (_MEMORY_BYTES, _MEMORY_BYTES))


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
