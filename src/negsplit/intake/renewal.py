"""Read and analyse again what older code has read and analysed.

Only what is computed changes, from the same original bytes; what the runner says of a
run stays. It can be interrupted: what is done is done, and the rest is done next time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.intake.measuring import measure_again
from negsplit.intake.task import Taken, Task
from negsplit.recording import ZoneSource
from negsplit.sources.found import Found, Hint
from negsplit.store import runs
from negsplit.store.run_edits import PIECE
from negsplit.zones import ZoneWish

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from negsplit.diary import Diary
    from negsplit.intake.task import Answer, Workers

# Originals lie in memory while they wait for a worker.
_BATCH = 32
_PATIENCE_S = 0.2
# Older readers made one run of a file that holds several.
FIRST_WITH_PARTS = 2


def renew(diary: Diary, workers: Workers, tell: Callable[[int], None]) -> int:
    """Bring every outdated run up to date; return how many could not be.

    Parameters
    ----------
    diary : Diary
        Whose runs.
    workers : Workers
        Who reads and analyses.
    tell : callable
        Gets how many more are done, once that is on the disk.
    """
    numbers = diary.outdated()
    failed = 0
    for first in range(0, len(numbers), _BATCH):
        batch = numbers[first : first + _BATCH]
        failed += _renew_batch(diary, workers, batch)
        tell(len(batch))
    return failed


def _renew_batch(diary: Diary, workers: Workers, numbers: Sequence[int]) -> int:
    for number in numbers:
        workers.give(_task(diary, number))
    answers: list[tuple[Task, Answer]] = []
    while not workers.is_idle:
        answers += workers.answers(_PATIENCE_S)
    failed = 0
    with diary.transaction() as connection:
        for task, answer in answers:
            if not isinstance(answer, Taken):
                failed += 1
                continue
            failed += not _put(diary, connection, int(task.found.path), answer)
    return failed


def _put(
    diary: Diary, connection: sqlite3.Connection, number: int, answer: Taken
) -> bool:
    """Set what was read and computed of a run; return whether it is still there."""
    part = runs.part(connection, number)
    before, *_ = runs.samples(connection, number)
    is_found = False
    for new in (one.run for one in answer.runs):
        if new.part == part % PIECE:  # a piece is of the same part of its file
            is_found = True
            runs.put_reading(connection, number, new)
            runs.put_samples(connection, number, new.reader, new.marks, new.samples)
            runs.put_measures(connection, number, new.measures)
            if any(one.holds for one in diary.edits(number)):
                measure_again(diary, connection, number)
        elif before < FIRST_WITH_PARTS:  # it took the file for one run
            runs.add(connection, diary.athlete_id, new)
    return is_found


def _task(diary: Diary, number: int) -> Task:
    original = runs.original(diary.connection, number)
    row = diary.run(number)
    said = row.zone if row.zone_source is ZoneSource.RUNNER else ""
    hint = Hint(beside=original.beside)
    found = Found(str(number), len(original.data), 0)
    zone = ZoneWish(said, diary.home_zone())
    return Task(found, hint, every_sport=True, data=original.data, zone=zone)
