"""Read and analyse again what older code has read and analysed.

Only what is computed changes, from the same original bytes; what the runner says of a
run stays. It can be interrupted: what is done is done, and the rest is done next time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.intake.task import Taken, Task
from negsplit.sources.found import Found, Hint
from negsplit.store import runs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from negsplit.diary import Diary
    from negsplit.intake.task import Answer, Workers

# Originals lie in memory while they wait for a worker.
_BATCH = 32
_PATIENCE_S = 0.2


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
            new = answer.run
            number = int(task.found.path)
            runs.put_samples(connection, number, new.reader, new.marks, new.samples)
            runs.put_measures(connection, number, new.measures)
    return failed


def _task(diary: Diary, number: int) -> Task:
    original = runs.original(diary.connection, number)
    hint = Hint(beside=original.beside)
    found = Found(str(number), len(original.data), 0)
    return Task(found, hint, every_sport=True, data=original.data)
