"""Work done in the process that asks: for a single file, and for tests."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from negsplit.intake.take import answer
from negsplit.sources.reading import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.intake.task import Answer, Task


class Alone:
    """Answers one task after the other."""

    def __init__(self) -> None:
        self._tasks: deque[Task] = deque()
        self._shelf = Shelf()

    @property
    def has_room(self) -> bool:
        """Whether a task would be worked on next."""
        return not self._tasks

    @property
    def is_idle(self) -> bool:
        """Whether every task was answered."""
        return not self._tasks

    def give(self, task: Task) -> None:
        """Give a task."""
        self._tasks.append(task)

    def answers(self, patience_s: float) -> Iterator[tuple[Task, Answer]]:
        """Yield every task and what came of it."""
        del patience_s
        while self._tasks:
            task = self._tasks.popleft()
            yield task, answer(task, self._shelf)

    def close(self) -> None:
        """Close every archive."""
        self._shelf.close()
