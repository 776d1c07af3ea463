"""What is found before it is read, and what is known of it from elsewhere."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[[], "Hint"]
    Make = Callable[[], tuple[list["MadeRun"], int]]

# Between an archive and what is in it, as in the addresses of Java archives.
INSIDE = "!/"
# Before the name of a file that was handed over, and lies anywhere for a while.
HANDED_OVER = "upload:"
# No text of a service that we show needs to be longer.
_LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class Hint:
    """What a service says of a recording beside its file.

    Parameters
    ----------
    name : str
        What the runner called it.
    sport : str
        The service's word; empty where it does not say.
    felt_cr10 : float, optional
        Felt effort that the runner entered, 0 to 10.
    beside : str, optional
        Samples that are not in the file, as JSON.
    goal, plan : str, optional
        What the run was for, and its planned workout as JSON; from exported diaries.
    shoe : str
        The pair that it was run in, as the service calls it.
    stopped_because : str, optional
        Why its build was not finished; from exported diaries.
    zone : str
        The zone that the runner gave it; from exported diaries.
    parts : tuple of (int, Hint)
        What is known of the second run in a file and those behind it, by number.
    """

    name: str = ""
    sport: str = ""
    felt_cr10: float | None = None
    beside: str | None = None
    goal: str | None = None
    plan: str | None = None
    stopped_because: str | None = None
    shoe: str = ""
    zone: str = ""
    parts: tuple[tuple[int, Hint], ...] = ()

    def of_part(self, part: int) -> Hint:
        """Return what is known of one run in a file.

        What is said of the whole, such as its sport, is said of each.
        """
        return self if part == 0 else dict(self.parts).get(part, self._of_others)

    @property
    def _of_others(self) -> Hint:
        return Hint(name=self.name, sport=self.sport, beside=self.beside)


NO_HINT = Hint()


@dataclass(frozen=True, slots=True)
class MadeRun:
    """A run made of records that are no recording: bytes of a file, what is known."""

    data: bytes
    hint: Hint


@dataclass(frozen=True, slots=True)
class Found:
    """A file, or a member of an archive, that may hold a recording.

    Parameters
    ----------
    path : str
        The file on the disk.
    inside : tuple of str
        The member in the archive, and in the archive in that archive.
    size, stamp : int
        Bytes; and time of the last change in ns, or CRC of a member.
    ask : callable
        Returns what is known of it from elsewhere, which may take a while.
    named : str
        How whoever handed it over calls the file; '' for files that stay where they
        are. A name is shown and remembered, and never used as a path.
    of_diary : bool
        Whether it is an original in an exported diary.
    make : callable, optional
        Returns the runs that can be made of what is in it, for a file that holds none
        as such; and how many could not be made.
    is_typed : bool
        Whether these runs were typed in somewhere, of which only the totals are known.
    """

    path: str
    size: int
    stamp: int
    inside: tuple[str, ...] = ()
    ask: Ask | None = field(default=None, compare=False)
    named: str = ""
    of_diary: bool = False
    make: Make | None = field(default=None, compare=False)
    is_typed: bool = False

    @property
    def hint(self) -> Hint:
        """Return what is known of it from elsewhere."""
        return NO_HINT if self.ask is None else self.ask()

    @property
    def called(self) -> str:
        """Return the name of the file, by which its kind can be guessed."""
        return self.named or self.path

    @property
    def place(self) -> str:
        """Return where it is, as it was given, as text that can be shown."""
        return place_of(self.called, *self.inside)

    @property
    def key(self) -> str:
        """Return where it is from wherever one looks, as text that can be stored."""
        if self.named:
            return place_of(f"{HANDED_OVER}{self.named}", *self.inside)
        return place_of(str(Path(self.path).absolute()), *self.inside)


@dataclass(frozen=True, slots=True)
class Known:
    """What a service says of recordings by when they began, in Unix seconds."""

    by_start: dict[int, Hint]


@dataclass(frozen=True, slots=True)
class Backup:
    """What an exported diary holds beside its recordings, as rows of its tables."""

    place: str
    rows: dict[str, list[dict[str, str | int | float | None]]]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or folder that cannot be looked into, and why."""

    place: str
    reason: str


def place_of(path: str, *inside: str) -> str:
    """Return a path, and the members of archives behind it, as text.

    Whatever bytes a name has, it becomes text in one way only.
    """
    plain = os.fsencode(path).decode("utf-8", "backslashreplace")
    members = (name.encode("utf-8", "surrogatepass") for name in inside)
    return INSIDE.join([plain, *(m.decode("utf-8", "replace") for m in members)])


def shown(text: str) -> str:
    """Return a text of foreign origin in one line, without control characters."""
    plain = "".join(
        " " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char
        for char in text[: 2 * _LONGEST_TEXT]
    )
    return " ".join(plain.split())[:_LONGEST_TEXT]
