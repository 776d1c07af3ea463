"""A value through months: a line and its band, for the terminal and for pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from negsplit.recording import Column

MARGIN_FRAC = 0.08
# A line is not drawn over a gap of more than this: nobody knows what was there.
LONGEST_GAP_DAYS = 70


@dataclass(frozen=True, slots=True)
class TimeCurve:
    """A value on days, with the band that it lies in four times in five.

    Parameters
    ----------
    title : str
        What it shows.
    days : sequence of date
        Rising; at least one.
    values, low, high : sequence of float
        The value and its band; the high end is the value where nobody knows it.
    text : callable
        A value as text.
    """

    title: str
    days: Sequence[date]
    values: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    text: Callable[[float], str]

    @property
    def axis(self) -> tuple[float, float]:
        """What the bottom and the top of a drawing stand for.

        The usual band fits; a month of few runs, with a wide one, squeezes no other.
        """
        below = median(v - w for v, w in zip(self.values, self.low, strict=True))
        above = median(w - v for v, w in zip(self.values, self.high, strict=True))
        bottom, top = min(self.values) - below, max(self.values) + above
        margin = max(MARGIN_FRAC * (top - bottom), 1e-3 * abs(top), 1e-6)
        return bottom - margin, top + margin

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last day, as numbers; at least a month apart."""
        first, last = self.days[0].toordinal(), self.days[-1].toordinal()
        return first, max(last, first + 30)


def along(curve: TimeCurve, values: Sequence[float], days: Column) -> Column:
    """Return values on days in between, NaN inside long gaps."""
    known = np.array([day.toordinal() for day in curve.days], dtype=float)
    between: Column = np.interp(days, known, np.array(values))
    after = np.clip(np.searchsorted(known, days), 1, max(len(known) - 1, 1))
    if len(known) > 1:
        in_gap = known[after] - known[after - 1] > LONGEST_GAP_DAYS
        near = np.minimum(np.abs(days - known[after - 1]), np.abs(days - known[after]))
        between[in_gap & (near > LONGEST_GAP_DAYS / 4)] = np.nan
    return between


def marks(first: int, last: int, most: int) -> list[tuple[int, str]]:
    """Return the days to mark on an axis, with their names: years, or months."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 2 * most:
        step = -(-(months // 12 + 1) // most)
        years = range(start.year + 1, end.year + 1, step)
        return [(date(year, 1, 1).toordinal(), str(year)) for year in years]
    step = max(-(-months // most), 1)
    found = []
    for number in range(1, months + 1, step):
        total = start.year * 12 + start.month - 1 + number
        day = date(total // 12, total % 12 + 1, 1)
        found.append((day.toordinal(), f"{day:%b %y}"))
    return found
