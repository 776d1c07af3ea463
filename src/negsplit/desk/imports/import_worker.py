"""The process that imports an upload, so that no page has to wait for it.

It runs beside the server at a lower priority, and ends with it: what the diary has by
then stays, and the rest is taken in when the server is started again.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from negsplit.desk.imports.archive_choice import difference_lines, keep_choice
from negsplit.desk.imports.inbox import Batch, Progress
from negsplit.diary import Diary
from negsplit.intake.importing import Import, Wishes
from negsplit.intake.pool import Pool, processors
from negsplit.sources.found import Backup, Known, shown
from negsplit.sources.search import handed_over
from negsplit.store.records import Outcome

if TYPE_CHECKING:
    from negsplit.intake.report import Entry

# Pages come first: at 10, a busy page gets about nine times as much of a processor.
NICENESS = 10
# So many of the latest files are shown, and of those that could not be read.
MOST_RECENT, MOST_REFUSED = 40, 100
_NEW = frozenset({Outcome.READ, Outcome.REPAIRED, Outcome.TWIN})


def main(diary: str, folder: str) -> int:
    """Import an upload; return 0 if it was brought to its end."""
    if sys.platform != "win32":
        os.nice(NICENESS)
    batch = Batch(Path(folder))
    with (
        Diary.of_athlete(Path(diary), batch.athlete_id) as opened,
        # A processor is left to the pages.
        Pool(max(processors() - 1, 1)) as pool,
    ):
        work = Import(opened, pool, Wishes())
        _stop_with_server(work)
        return import_batch(opened, batch, work)


def import_batch(diary: Diary, batch: Batch, work: Import) -> int:
    """Import the files of an upload, telling how far it is."""
    progress = batch.progress()
    progress.counts, progress.recent, progress.refused = {}, [], []
    found = list(handed_over(batch.files()))
    progress.total = sum(not isinstance(one, Known | Backup) for one in found)
    batch.tell(progress)
    teller = _Teller(diary, batch, progress)
    report = work.run(found, teller.tell)
    if report.is_stopped:
        return 1
    keep_choice(batch, report.backups, report.differences)
    progress.differences = difference_lines(report.differences)
    progress.state = "done"
    batch.tell(progress)
    batch.drop_files()
    return 0


class _Teller:
    """Notes what became of files as soon as that is certain."""

    def __init__(self, diary: Diary, batch: Batch, progress: Progress) -> None:
        self._diary = diary
        self._batch = batch
        self._progress = progress

    def tell(self, entries: list[Entry]) -> None:
        """Note what became of files."""
        progress = self._progress
        progress.tries = 1
        # A file of several runs ends in several ways.
        more = sum(entry.part > 0 for entry in entries)
        progress.total = None if progress.total is None else progress.total + more
        for entry in entries:
            word = entry.outcome.value
            progress.counts[word] = progress.counts.get(word, 0) + 1
            line = shown(entry.place), word, shown(entry.reason), entry.run
            if entry.outcome is Outcome.REFUSED:
                progress.refused.append(line)
            progress.recent.insert(0, line)
            if entry.outcome in _NEW:
                self._see(entry.run)
        del progress.recent[MOST_RECENT:], progress.refused[MOST_REFUSED:]
        self._batch.tell(progress)

    def _see(self, run: int | None) -> None:
        """Remember which of the new runs was run last."""
        before = self._progress.newest_run
        if run is None:
            return
        new = self._diary.run(run)
        if before is None or new.started_at > self._diary.run(before).started_at:
            self._progress.newest_run = run


def _stop_with_server(work: Import) -> None:
    """Stop after the present files when told to, or when the server is gone."""

    def stop(*_: object) -> None:
        work.stop = True

    def watch() -> None:
        # Not by sys.stdin, whose lock a process must not hold when it ends.
        while os.read(0, 1):
            pass
        stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server says when
    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
