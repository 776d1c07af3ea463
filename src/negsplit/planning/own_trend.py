"""How a runner's own VDOT has been moving, from what the diary says of each month."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

# Of the last so many weeks; fewer months, or a shorter time, say nothing. Ours.
LOOKED_AT_WEEKS, FEWEST_MONTHS, SHORTEST_WEEKS = 40.0, 4, 12.0
# Each month is judged by thirteen weeks of runs, so that three of them share most of
# their runs and count as one.
SHARED_MONTHS = 3.0
# What months to come can differ from those that were, as log VDOT a week; ours.
LEAST_ERROR_PER_WEEK = 0.0015


@dataclass(frozen=True, slots=True)
class Point:
    """VDOT as judged on a day, and its standard error."""

    day: date
    vdot_ml_kg_min: float
    error_ml_kg_min: float


@dataclass(frozen=True, slots=True)
class Trend:
    """What a week has been bringing, as a change of log VDOT.

    Parameters
    ----------
    gain_per_week, error_per_week : float
        Slope and its standard error.
    weeks : float
        How long a time it rests on.
    months : int
        And on how many months.
    """

    gain_per_week: float
    error_per_week: float
    weeks: float
    months: int


def trend_of(points: Sequence[Point], today: date) -> Trend | None:
    """Return the trend of the last months, or nothing where there are too few.

    A straight line through log VDOT, each month weighted by how sure it is.
    """
    found = [
        (-(today - p.day).days / 7, log(p.vdot_ml_kg_min), _weight(p))
        for p in points
        if 0 <= (today - p.day).days / 7 <= LOOKED_AT_WEEKS
    ]
    if len(found) < FEWEST_MONTHS:
        return None
    first, last = min(x for x, *_ in found), max(x for x, *_ in found)
    if last - first < SHORTEST_WEEKS:
        return None
    total = sum(w for *_, w in found)
    x_mean = sum(w * x for x, _, w in found) / total
    y_mean = sum(w * y for _, y, w in found) / total
    spread = sum(w * (x - x_mean) ** 2 for x, _, w in found)
    slope = sum(w * (x - x_mean) * (y - y_mean) for x, y, w in found) / spread
    error = sqrt(SHARED_MONTHS / spread + LEAST_ERROR_PER_WEEK**2)
    return Trend(slope, error, last - first, len(found))


def _weight(point: Point) -> float:
    return (point.vdot_ml_kg_min / point.error_ml_kg_min) ** 2
