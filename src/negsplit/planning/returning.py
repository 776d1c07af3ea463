"""How running comes back after days without it, and after a race.

Daniels gives half of the time off at half the load and the other half at three quarters
after six days to four weeks; a third each at 33, 50 and 75 % up to eight weeks; and
three weeks each at 33, 50, 70 and 85 % beyond, all easy at first (Daniels' Running
Formula, ch. 9, as reproduced). After a marathon Pfitzinger has four weeks of less
running. The weekly steps between, each by a quarter or so, are ours; none reaches four
fifths, so that a week of coming back is a light one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, inf
from typing import TYPE_CHECKING

from negsplit.units import HALF_MARATHON_M

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Shares of the usual week by the days off, week by week. Five days change nothing.
SHARES_AFTER_DAYS_OFF: tuple[tuple[float, tuple[float, ...]], ...] = (
    (5, ()),
    (9, (0.75,)),
    (13, (0.6, 0.78)),
    (28, (0.5, 0.63, 0.78)),
    (56, (0.33, 0.4, 0.5, 0.62, 0.78)),
    (inf, (0.33, 0.33, 0.4, 0.5, 0.5, 0.6, 0.7, 0.78)),
)
# The same after a race, by its distance.
SHARES_AFTER_RACE: tuple[tuple[float, tuple[float, ...]], ...] = (
    (12_000.0, (0.75,)),
    (HALF_MARATHON_M + 500, (0.5, 0.63, 0.78)),
    (inf, (0.3, 0.4, 0.5, 0.63, 0.78)),
)
# Easy at least so long after a break, and no longer than four weeks.
LEAST_EASY_DAYS, MOST_EASY_DAYS = 4, 28


@dataclass(frozen=True, slots=True)
class Break:
    """A stretch without running, or a race, and how the weeks after it are.

    Parameters
    ----------
    last : date
        Its last day.
    shares : tuple of float
        Of the usual week, week by week.
    easy_days : int
        How many days after it are easy.
    days : int
        How long it was.
    """

    last: date
    shares: tuple[float, ...]
    easy_days: int
    days: int

    def share(self, monday: date) -> float | None:
        """Return the share of a week, if it is one of coming back."""
        if monday + timedelta(days=6) <= self.last:
            return None
        # A week that is mostly over is not yet the first one.
        week = max((monday + timedelta(days=3) - self.last).days // 7, 0)
        return self.shares[week] if week < len(self.shares) else None

    def is_easy(self, monday: date) -> bool:
        """Return whether a week has days that are to be easy after it."""
        until = self.last + timedelta(days=self.easy_days)
        return monday <= until and monday + timedelta(days=6) > self.last


def break_of(first: date, last: date) -> Break | None:
    """Return a stretch without running, if it is long enough to change anything."""
    days = (last - first).days + 1
    shares = next(shares for most, shares in SHARES_AFTER_DAYS_OFF if days <= most)
    if not shares:
        return None
    easy = min(max(ceil(days / 2), LEAST_EASY_DAYS), MOST_EASY_DAYS)
    return Break(last, shares, easy, days)


def after_race(day: date, distance_m: float, easy_days: int) -> Break:
    """Return what a race is to the weeks after it."""
    shares = next(s for most, s in SHARES_AFTER_RACE if distance_m <= most)
    return Break(day, shares, easy_days, 1)


def share_of(breaks: Iterable[Break], monday: date) -> float | None:
    """Return the share of a week's load after breaks, the least of all."""
    found = [share for one in breaks if (share := one.share(monday)) is not None]
    return min(found, default=None)


def breaks_of(spans: Iterable[tuple[date, date]]) -> Iterator[Break]:
    """Yield the stretches that are long enough to change anything."""
    for first, last in spans:
        found = break_of(first, last)
        if found is not None:
            yield found
