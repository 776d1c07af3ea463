"""What is asked of a worker, and what it may answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from negsplit.sources.found import NO_HINT, Hint
from negsplit.zones import NO_WISH, ZoneWish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.sources.found import Found
    from negsplit.store.records import NewRun, Outcome


@dataclass(frozen=True, slots=True)
class Task:
    """A file to take in, and what is known of it.

    Parameters
    ----------
    found : Found
        Where it is.
    hint : Hint
        What is known of it from elsewhere.
    every_sport : bool
        Whether it is wanted even if it is no run.
    data : bytes, optional
        Its bytes, where they are not in a file.
    zone : ZoneWish
        What the runner says of zones.
    """

    found: Found
    hint: Hint = NO_HINT
    every_sport: bool = False
    data: bytes | None = None
    zone: ZoneWish = NO_WISH


@dataclass(frozen=True, slots=True)
class ReadRun:
    """A run of a file, and what was repaired in it."""

    run: NewRun
    repairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that became a run, or several."""

    runs: tuple[ReadRun, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A file that became no run, and why."""

    outcome: Outcome
    reason: str


Answer = Taken | Left


class Workers(Protocol):
    """Whoever turns tasks into answers."""

    @property
    def has_room(self) -> bool:
        """Whether a further task would be worked on soon."""

    @property
    def is_idle(self) -> bool:
        """Whether every task was answered."""

    def give(self, task: Task) -> None:
        """Give a task."""

    def answers(self, patience_s: float) -> Iterator[tuple[Task, Answer]]:
        """Yield tasks and what came of them, as far as there is anything by then."""
