"""What became of every file of an import."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from negsplit.store.records import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from negsplit.sources.found import Backup
    from negsplit.store.portable import Difference


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one file.

    Parameters
    ----------
    place : str
        Where it is.
    outcome : Outcome
        What became of it.
    reason : str
        Why, or what was repaired.
    run : int, optional
        The run in the diary that it became, or already was.
    same_as : int, optional
        The other recording of the same run.
    part : int
        Which run of the file, where it holds several; counted from 0.
    """

    place: str
    outcome: Outcome
    reason: str = ""
    run: int | None = None
    same_as: int | None = None
    part: int = 0


@dataclass(slots=True)
class Report:
    """What became of every file, in the order in which it was known.

    Of exported diaries there is also what they hold beside recordings: the archives,
    where they differ from the diary, which kept its own, and how many of their rows
    were not understood.
    """

    entries: list[Entry] = field(default_factory=list)
    counts: Counter[Outcome] = field(default_factory=Counter)
    new_runs: int = 0
    seconds: float = 0.0
    is_stopped: bool = False
    backups: list[Backup] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    left_out: int = 0

    def add(self, entries: Iterable[Entry]) -> None:
        """Add what became of files."""
        for entry in entries:
            self.entries.append(entry)
            self.counts[entry.outcome] += 1

    @property
    def files(self) -> int:
        """How many files there were; one that holds several runs is one."""
        return sum(entry.part == 0 for entry in self.entries)

    def reasons(self, outcome: Outcome) -> list[tuple[str, int]]:
        """Return why files ended so, the most frequent reason first."""
        told = Counter(e.reason for e in self.entries if e.outcome is outcome)
        return told.most_common()

    def of(self, outcome: Outcome) -> list[Entry]:
        """Return the files that ended so."""
        return [entry for entry in self.entries if entry.outcome is outcome]
