"""Which uploads are imported when: some at a time, one of an athlete, none lost."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from negsplit.desk.imports.inbox import every_batch, tidy
from negsplit.desk.imports.renewal_worker import outdated_athletes

if TYPE_CHECKING:
    from pathlib import Path

    from negsplit.desk.imports.inbox import Batch

# Imports of different athletes at once; each has processes of its own.
MOST_AT_ONCE = 2
# A process that died, perhaps with the server, is begun again so many times in all.
MOST_TRIES = 3
# How soon a new upload is noticed, and how long an end may take.
LOOK_S, END_S = 0.2, 10.0
_WORKER = "negsplit.desk.imports.import_worker"
_RENEWAL = "negsplit.desk.imports.renewal_worker"
_DIED = (
    "the import ended unexpectedly, three times over; what is listed is in the diary, "
    "and sending the rest in smaller parts tells which file is to blame"
)


class ImportQueue:
    """Imports uploads in processes of their own."""

    def __init__(self, diary: Path) -> None:
        self._diary = diary
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._running: dict[str, tuple[Batch, subprocess.Popen[bytes]]] = {}
        self._renewal: subprocess.Popen[bytes] | None = None
        self._is_closed = False

    def resume(self) -> None:
        """Go on with what a server before this one has begun.

        What older code has read is read anew beside it.
        """
        tidy(self._diary)
        if outdated_athletes(self._diary):
            self._renewal = _beside(_RENEWAL, str(self._diary))
        if any(_is_due(batch) for batch in every_batch(self._diary)):
            self.poke()

    def poke(self) -> None:
        """Notice that an upload is waiting."""
        with self._lock:
            if self._is_closed or self._thread is not None:
                return
            self._thread = threading.Thread(target=self._work, daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End all imports after their present files; they go on next time."""
        with self._lock:
            self._is_closed = True
            running = [process for _, process in self._running.values()]
        if self._renewal is not None:
            running.append(self._renewal)
        for process in running:
            process.terminate()
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(END_S)
            _let_go(process)

    def _work(self) -> None:
        while self._is_going_on():
            time.sleep(LOOK_S)

    def _is_going_on(self) -> bool:
        """Reap and begin; return whether there is anything left to wait for."""
        with self._lock:
            self._reap()
            is_due = not self._is_closed and self._begin()
            is_idle = not (is_due or self._running)
            if is_idle:
                self._thread = None
            return not is_idle

    def _reap(self) -> None:
        """Take leave of processes that have ended."""
        for name, (batch, process) in list(self._running.items()):
            if process.poll() is None:
                continue
            del self._running[name]
            _let_go(process)
            progress = batch.progress()
            if progress.is_over:
                continue
            has_failed = progress.tries >= MOST_TRIES
            progress.state = "failed" if has_failed else "waiting"
            progress.trouble = _DIED if has_failed else ""
            batch.tell(progress)
            if has_failed:
                batch.drop_files()

    def _begin(self) -> bool:
        """Begin what is due, oldest first; return whether anything was or is due."""
        busy = {batch.athlete_id for batch, _ in self._running.values()}
        due = [b for b in every_batch(self._diary) if _is_due(b)]
        for batch in due:
            if len(self._running) >= MOST_AT_ONCE:
                break
            if batch.athlete_id not in busy:
                busy.add(batch.athlete_id)
                self._running[batch.name] = batch, self._started(batch)
        return bool(due)

    def _started(self, batch: Batch) -> subprocess.Popen[bytes]:
        progress = batch.progress()
        progress.state = "running"
        progress.is_resumed = progress.is_resumed or progress.tries > 0
        progress.tries += 1
        batch.tell(progress)
        return _beside(_WORKER, str(self._diary), str(batch.folder))


def _beside(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a module of ours as a process beside this one."""
    return subprocess.Popen(  # noqa: S603 - our own module, paths of our own making
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,  # its end tells the process that we are gone
    )


def _is_due(batch: Batch) -> bool:
    return batch.is_ready and not batch.progress().is_over


def _let_go(process: subprocess.Popen[bytes]) -> None:
    """Close the pipe by which a process knows that we are there."""
    if process.stdin is not None:
        process.stdin.close()
