"""The stretch of a run that a chart shows, and curves along it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from negsplit.desk.runs.thinning import FEWEST_POINTS, thinned
from negsplit.errors import InputError
from negsplit.units import PLAUSIBLE_SPEED_MPS, DistanceUnit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negsplit.analysis.clean import Track
    from negsplit.desk.runs.judged_run import JudgedRun
    from negsplit.recording import Column

# A chart on a large screen has some 1,500 pixels across.
MOST_POINTS = 1500
# Speed is smoothed over this share of what is seen, so that its trend shows at every
# zoom, and over five seconds at least, as single seconds of satellites are noise.
SMOOTHED_SHARE, LEAST_SMOOTHED_S = 1 / 150, 5


class Axis(Enum):
    """What runs along the bottom of a chart."""

    DISTANCE = "distance"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a chart asks for.

    Parameters
    ----------
    by : Axis
        Distance covered, or wall clock.
    unit : DistanceUnit
        Of distances and paces.
    start, end : float, optional
        The stretch that is seen, in kilometres or miles, or in seconds; all of it.
    points : int
        How many points a curve may have.
    """

    by: Axis = Axis.DISTANCE
    unit: DistanceUnit = DistanceUnit.KM
    start: float | None = None
    end: float | None = None
    points: int = MOST_POINTS

    def __post_init__(self) -> None:
        if not FEWEST_POINTS <= self.points <= MOST_POINTS:
            raise InputError(
                f"a curve of {self.points} points is not drawn; ask for "
                f"{FEWEST_POINTS} to {MOST_POINTS}"
            )
        bounds = [b for b in (self.start, self.end) if b is not None]
        if not np.isfinite(bounds).all() or bounds != sorted(set(bounds)):
            raise InputError(
                f"a stretch from {self.start} to {self.end} is none; it has to end "
                "after it began"
            )


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve in points; a value that is not there is a gap."""

    x: list[float]
    y: list[float | None]


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """A run along the axis that is asked for, and which cells of it are seen.

    Parameters
    ----------
    run, wanted : JudgedRun, Wanted
        The run, and what is asked for.
    x : array, shape (n,)
        Where the cells of the track are along the axis.
    start, end, whole_end : float
        What is seen, and where the run ends.
    seen : slice
        The cells that are seen.
    gaps : array of int
        The cells before which the runner stood.
    """

    run: JudgedRun
    wanted: Wanted
    x: Column
    start: float
    end: float
    whole_end: float
    seen: slice
    gaps: NDArray[np.intp]

    @classmethod
    def of(cls, run: JudgedRun, wanted: Wanted) -> Stretch:
        """Return the stretch that is asked for.

        Raises
        ------
        InputError
            If it lies beyond the run.
        """
        track = run.verdict.track
        x = _along(track, wanted)
        last = float(x[-1])
        start = max(wanted.start or 0.0, 0.0)
        end = last if wanted.end is None else min(wanted.end, last)
        if start >= end:
            raise InputError(
                f"the run ends at {last:.4g}; there is no stretch from {start:.4g} on"
            )
        # One cell more to either side lets lines run to the edges.
        first = max(int(np.searchsorted(x, start)) - 1, 0)
        beyond = int(np.searchsorted(x, end, side="right")) + 1
        gaps = np.searchsorted(track.elapsed_s, [s.end_s for s in track.stops])
        return cls(run, wanted, x, start, end, last, slice(first, beyond), gaps)

    @property
    def track(self) -> Track:
        """The run, cleaned."""
        return self.run.verdict.track

    @property
    def width(self) -> int:
        """Over how many seconds speed is smoothed, an odd number."""
        cells = len(self.x[self.seen])
        return max(round(cells * SMOOTHED_SHARE), LEAST_SMOOTHED_S) | 1

    def paced(self, speed_mps: Column) -> Column:
        """Return seconds per kilometre or mile."""
        return self.wanted.unit.metres / np.maximum(speed_mps, PLAUSIBLE_SPEED_MPS[0])

    def curve(self, values: Column, digits: int) -> Curve:
        """Return what is seen of a column of the track, with gaps where it stood."""
        x, y = self.x[self.seen], values[self.seen]
        gaps = self.gaps - self.seen.start
        gaps = gaps[(gaps > 0) & (gaps < len(x))]
        x = np.insert(x, gaps, (x[gaps - 1] + x[gaps]) / 2)
        return curve_of(x, np.insert(y, gaps, np.nan), self.wanted.points, digits)


def _along(track: Track, wanted: Wanted) -> Column:
    if wanted.by is Axis.TIME:
        return track.elapsed_s
    metres: Column = np.maximum.accumulate(track.distance_m)
    return metres / wanted.unit.metres


def curve_of(x: Column, y: Column, most: int, digits: int) -> Curve:
    """Return a curve thinned to so many points and rounded to so many digits."""
    few = thinned(y, most)
    values = np.round(y[few], digits).tolist()
    return Curve(
        np.round(x[few], 4).tolist(),
        [None if value != value else value for value in values],  # noqa: PLR0124 - NaN
    )


def rounded(value: float) -> float:
    """Return a place along an axis as charts need it."""
    return round(value, 4)
