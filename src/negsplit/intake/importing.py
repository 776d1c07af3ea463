"""Take in everything that is found: ask workers, write what they answer, tell.

This process alone writes to the diary, a batch a transaction; a file is told only
after the transaction that holds it has reached the disk. Whatever kills the import,
what was told is in, and running it again does the rest.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from negsplit.formats import READER_VERSION
from negsplit.intake.report import Entry, Report
from negsplit.intake.task import ReadRun, Taken, Task
from negsplit.sources.found import INSIDE, Backup, Found, Known, Unreadable
from negsplit.store import runs, shoes, sources, twins
from negsplit.store.records import Outcome, Seen
from negsplit.zones import ZoneWish

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from negsplit.diary import Diary
    from negsplit.intake.task import Answer, Workers
    from negsplit.sources.found import Hint

    Result = Found | Unreadable | Known | Backup
    Tell = Callable[[list[Entry]], None]

# A batch is written when it has so many answers, or is so old: an fsync costs a few
# milliseconds, and nobody wants to see a bar stand still, or to lose much work.
_BATCH = 64
_BATCH_S = 0.5
_PATIENCE_S = 0.2
# How far the starts may differ that a service and a file give of one recording.
_SAME_START_S = (0, -1, 1, -2, 2)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to import."""

    every_sport: bool = False
    again: bool = False  # read files too that were seen before
    typed: bool = False  # put in runs that a service knows by their totals only
    zone: str = ""  # in which all of it was run; '' where that is not said


class Import:
    """One import into a diary."""

    def __init__(self, diary: Diary, workers: Workers, wishes: Wishes) -> None:
        self.report = Report()
        self._diary = diary
        self._workers = workers
        self._wishes = wishes
        self._seen = {} if wishes.again else self._all_seen()
        # A service's export is downloaded anew under a new name, most of it unchanged.
        self._members = {
            (place.rpartition(INSIDE)[2], seen.size, seen.stamp): seen
            for place, seen in self._seen.items()
            if INSIDE in place
        }
        self._zone = ZoneWish(wishes.zone, diary.home_zone())
        self._by_start: dict[int, Hint] = {}
        self._new_of_diary: set[int] = set()
        self._made_of: list[tuple[str, Seen]] = []
        self._batch: list[tuple[Task, Answer]] = []
        self._batch_since = 0.0
        self.stop = False

    def _all_seen(self) -> dict[str, Seen]:
        return sources.all_seen(
            self._diary.connection, self._diary.athlete_id, READER_VERSION
        )

    def run(self, found: Iterable[Result | Task], tell: Tell) -> Report:
        """Take in all that is found; set ``stop`` to end after the present batch.

        Parameters
        ----------
        found : iterable
            Files as they are found, or tasks whose bytes are at hand.
        tell : callable
            Gets what became of files, as soon as that is certain.
        """
        began = time.monotonic()
        for result in found:
            self._come_to(result, tell)
            while not self._workers.has_room and not self.stop:
                self._listen(tell)
            if self.stop:
                break
        while not self._workers.is_idle and not self.stop:
            self._listen(tell)
        self._write(tell)
        self._restore()
        self._note_made()
        self.report.entries.sort(key=lambda entry: entry.place)
        self.report.seconds = time.monotonic() - began
        self.report.is_stopped = self.stop
        return self.report

    def _come_to(self, result: Result | Task, tell: Tell) -> None:
        match result:
            case Known(by_start):
                self._by_start.update(by_start)
            case Backup():
                self.report.backups.append(result)
            case Unreadable(place, reason):
                self._tell([Entry(place, Outcome.REFUSED, reason)], tell)
            case Found():
                entry = self._seen_before(result)
                if entry is not None:
                    self._tell([entry], tell)
                elif result.make is not None:
                    self._make(result, tell)
                else:
                    self._workers.give(_task(result, self._wishes, self._zone))
            case _:
                self._workers.give(replace(result, zone=self._zone))

    def _make(self, found: Found, tell: Tell) -> None:
        """Have runs made of a file that holds none as such."""
        made, short = found.make() if found.make is not None else ([], 0)
        is_wanted = self._wishes.typed or not found.is_typed
        for number, run in enumerate(made if is_wanted else (), 1):
            place = f"{found.place}#{number}"
            bare = Found(place, len(run.data), 0)
            self._workers.give(Task(bare, run.hint, data=run.data, zone=self._zone))
        reason = _made_words(len(made), short, found, is_wanted=is_wanted)
        seen = Seen(found.size, found.stamp, READER_VERSION, Outcome.SKIPPED, reason)
        self._made_of.append((found.key, seen))
        self._tell([Entry(found.place, Outcome.SKIPPED, reason)], tell)

    def _note_made(self) -> None:
        """Note, once the runs are in, which files they were made of."""
        if self.stop or not self._made_of:
            return
        with self._diary.transaction() as connection:
            for key, seen in self._made_of:
                sources.note(connection, self._diary.athlete_id, key, seen)

    def _seen_before(self, found: Found) -> Entry | None:
        place = found.place
        seen = self._seen.get(found.key)
        if seen is None and found.inside:
            name = place.rpartition(INSIDE)[2]
            seen = self._members.get((name, found.size, found.stamp))
        if found.is_typed and self._wishes.typed:
            return None
        if seen is None or (seen.size, seen.stamp) != (found.size, found.stamp):
            return None
        if seen.run is None:
            if self._wishes.every_sport and seen.outcome is Outcome.SKIPPED:
                return None
            return Entry(place, seen.outcome, seen.reason)
        return Entry(place, Outcome.KNOWN, "", seen.run)

    def _listen(self, tell: Tell) -> None:
        """Wait for answers, and write them when there are enough."""
        for task, answer in self._workers.answers(_PATIENCE_S):
            if not self._batch:
                self._batch_since = time.monotonic()
            self._batch.append((task, answer))
        is_old = self._batch and time.monotonic() - self._batch_since > _BATCH_S
        if len(self._batch) >= _BATCH or is_old:
            self._write(tell)

    def _write(self, tell: Tell) -> None:
        batch, self._batch = self._batch, []
        if not batch:
            return
        new_runs = 0
        entries = []
        with self._diary.transaction() as connection:
            for task, answer in batch:
                found = self._put(connection, task, answer)
                new_runs += sum(entry.outcome in _NEW for entry in found)
                entries += found
        self.report.new_runs += new_runs
        self._tell(entries, tell)

    def _restore(self) -> None:
        """Bring back what archives hold beside recordings, now that these are in."""
        if self.stop or not self.report.backups:
            return
        # It reads plans and all else that a diary holds: loading that takes a tenth of
        # a second, which an import of recordings need not wait for.
        from negsplit.intake.restore import restore  # noqa: PLC0415 - see above

        for backup in self.report.backups:
            found = restore(self._diary, backup, self._new_of_diary)
            self.report.differences += found.differences
            self.report.left_out += found.left_out

    def _tell(self, entries: list[Entry], tell: Tell) -> None:
        self.report.add(entries)
        tell(entries)

    def _put(
        self, connection: sqlite3.Connection, task: Task, answer: Answer
    ) -> list[Entry]:
        if not task.hint.name:
            answer = self._named(answer)
        entries = _entries(connection, self._diary.athlete_id, task, answer)
        entry = entries[0]
        if task.found.of_diary:
            # The archive says itself which files were seen, under their own names.
            self._new_of_diary.update(
                one.run
                for one in entries
                if one.outcome in _NEW and one.run is not None
            )
        elif task.data is None:
            seen = Seen(
                size=task.found.size,
                stamp=task.found.stamp,
                reader=READER_VERSION,
                outcome=entry.outcome,
                reason=entry.reason,
                run=entry.run,
            )
            key = task.found.key
            sources.note(connection, self._diary.athlete_id, key, seen)
        return entries

    def _named(self, answer: Answer) -> Answer:
        """Return an answer with the name that a list of activities has for it."""
        if not self._by_start or not isinstance(answer, Taken):
            return answer
        return Taken(tuple(self._named_run(one) for one in answer.runs))

    def _named_run(self, one: ReadRun) -> ReadRun:
        second = one.run.started_ms // 1000
        for shift in _SAME_START_S:
            hint = self._by_start.get(second + shift)
            if hint is not None and hint.name:
                return replace(one, run=replace(one.run, name=hint.name))
        return one


_NEW = frozenset({Outcome.READ, Outcome.REPAIRED, Outcome.TWIN})


def _made_words(made: int, short: int, found: Found, *, is_wanted: bool) -> str:
    """Return what became of a file that holds no recording, but may speak of runs."""
    if not made and not short:
        return f"no recording: {PurePosixPath(found.place).suffix} file"
    if not is_wanted:
        said = f"{_counted(made, 'run')} without a file; --typed puts them in"
    elif found.is_typed:
        said = f"{_counted(made, 'run')} without a file put in by their totals"
    else:
        said = f"{_counted(made, 'run')} without a route made of its records"
    return f"{said}, {_counted(short, 'run')} with too little known" if short else said


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _task(found: Found, wishes: Wishes, zone: ZoneWish) -> Task:
    bare = replace(found, ask=None, make=None)
    return Task(bare, found.hint, wishes.every_sport, zone=zone)


def _entries(
    connection: sqlite3.Connection, athlete: int, task: Task, answer: Answer
) -> list[Entry]:
    """Put the runs of a file into the diary and return what became of it."""
    place = task.found.place
    if not isinstance(answer, Taken):
        return [Entry(place, answer.outcome, answer.reason)]
    return [
        replace(_entry(connection, athlete, place, one), part=at)
        for at, one in enumerate(answer.runs)
    ]


def _entry(
    connection: sqlite3.Connection, athlete: int, place: str, one: ReadRun
) -> Entry:
    added = runs.add(connection, athlete, one.run)
    if one.run.shoe:
        shoes.wear_named(connection, athlete, added.run, one.run.shoe)
    if not added.is_new:
        return Entry(place, Outcome.KNOWN, "", added.run)
    other = twins.settle(connection, athlete, added.run)
    repairs = "; ".join(one.repairs)
    if other is not None:
        return Entry(place, Outcome.TWIN, repairs, added.run, other)
    if repairs:
        return Entry(place, Outcome.REPAIRED, repairs, added.run)
    return Entry(place, Outcome.READ, "", added.run)
