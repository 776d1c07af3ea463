"""What happened since a plan was made, and what it asks for by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from negsplit.errors import InputError
from negsplit.planning.returning import breaks_of, share_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.plan import Session

# Beyond this above what was expected a session felt too hard: two steps of ten, ours.
TOO_HARD_CR10 = 2.0
# As many easy days after an illness as it took, up to a week; ours. How the load comes
# back is that of any days off.
LONGEST_EASING_DAYS = 7


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened since the plan was made.

    Parameters
    ----------
    missed : tuple of date
        Days whose session was not run.
    stopped : tuple of date
        Days on which the build was stopped.
    felt : tuple of (date, float)
        How hard a session felt, 0 to 10.
    ill, injured, away : tuple of (date, date)
        First and last days, of what is over and of what is expected.
    race_day : date, optional
        The goal race's new day.
    races : tuple of date
        Other races that were added.
    """

    missed: tuple[date, ...] = ()
    stopped: tuple[date, ...] = ()
    felt: tuple[tuple[date, float], ...] = ()
    ill: tuple[tuple[date, date], ...] = ()
    injured: tuple[tuple[date, date], ...] = ()
    away: tuple[tuple[date, date], ...] = ()
    race_day: date | None = None
    races: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        for first, last in (*self.ill, *self.injured, *self.away):
            if last < first:
                raise InputError(f"{first} to {last} ends before it begins")
        for day, felt in self.felt:
            if not 0 <= felt <= 10:
                raise InputError(f"effort {felt:g} on {day} must lie between 0 and 10")

    @property
    def out(self) -> tuple[tuple[date, date], ...]:
        """Stretches without running for the body's sake."""
        return (*self.ill, *self.injured)

    @property
    def spans(self) -> Iterator[tuple[str, date, date]]:
        """Stretches without running, each with its word."""
        for word, stretches in (
            ("ill", self.ill),
            ("injured", self.injured),
            ("away", self.away),
        ):
            for first, last in stretches:
                yield word, first, last

    def easing(self, day: date) -> int | None:
        """Return how many days off a day is still to be easy after, if any."""
        for first, last in self.out:
            length = (last - first).days + 1
            if last < day <= last + timedelta(days=min(length, LONGEST_EASING_DAYS)):
                return length
        for away in breaks_of(self.away):
            if 0 < (day - away.last).days <= away.easy_days:
                return away.days
        return None

    def share(self, monday: date) -> float:
        """Return the share of its load that a week has after days off."""
        return share_of(breaks_of((*self.out, *self.away)), monday) or 1.0

    def was_bad(self, session: Session) -> bool:
        """Return whether a session was stopped, or felt much too hard."""
        if session.day in self.stopped:
            return True
        expected = session.load_au / max(session.expected_s / 60, 1.0)
        felt = dict(self.felt).get(session.day)
        return felt is not None and felt > expected + TOO_HARD_CR10
