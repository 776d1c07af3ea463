"""A race's course in short pieces: how long, how steep, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.grade import grade_of
from negsplit.errors import InputError
from negsplit.physiology.gradient import gap_factor

if TYPE_CHECKING:
    from negsplit.recording import Column

# Pieces of a course; grades are smoothed over twice this before they come here.
PIECE_M = 100.0
# Courses are measured along their shortest line, and watches read them up to this much
# long or short; what differs more is another course. Inferred.
SAME_COURSE_FRAC = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class RaceCourse:
    """A course of its official length, in pieces.

    Parameters
    ----------
    edges_m : array, shape (n + 1,)
        Where the pieces begin and end, from the start to the finish. [m]
    factors : array, shape (n,)
        How many times faster the speed on each would be on the flat.
    climb_m : float
        Rises added up. [m]
    """

    edges_m: Column
    factors: Column
    climb_m: float

    @property
    def length_m(self) -> float:
        """Official length, in metres."""
        return float(self.edges_m[-1])

    @property
    def effort_m(self) -> Column:
        """Flat metres that cost as much, from the start to each edge."""
        pieces = self.factors * np.diff(self.edges_m)
        return np.concatenate([[0.0], np.cumsum(pieces)])

    @property
    def half_share(self) -> float:
        """How much of the effort lies before half-way."""
        effort_m = self.effort_m
        half_m = np.interp(self.length_m / 2, self.edges_m, effort_m)
        return float(half_m / effort_m[-1])


def flat_course(length_m: float) -> RaceCourse:
    """Return a level course."""
    edges_m = _edges(length_m)
    return RaceCourse(edges_m, np.ones(len(edges_m) - 1), 0.0)


def race_course(distance_m: Column, altitude_m: Column, length_m: float) -> RaceCourse:
    """Return a course as it was recorded or drawn, stretched to the official length.

    Parameters
    ----------
    distance_m, altitude_m : array, shape (n,)
        Of points along it, from the start to the finish; altitude NaN where unknown.
    length_m : float
        Official length. [m]

    Raises
    ------
    InputError
        If it is a course of another length.
    """
    recorded_m = float(distance_m[-1] - distance_m[0])
    if abs(recorded_m / length_m - 1) > SAME_COURSE_FRAC:
        raise InputError(
            f"the course is {recorded_m / 1000:.2f} km long and the race "
            f"{length_m / 1000:.2f} km; give the course of this race"
        )
    edges_m = _edges(length_m)
    at_m = (distance_m - distance_m[0]) * (length_m / recorded_m)
    # Fitted over 200 m: the noise of altitude would be hills otherwise.
    grades = grade_of(at_m, altitude_m)
    middles_m = (edges_m[1:] + edges_m[:-1]) / 2
    grade = np.interp(middles_m, at_m, grades)
    climb_m = float((np.maximum(grade, 0.0) * np.diff(edges_m)).sum())
    return RaceCourse(edges_m, np.asarray(gap_factor(grade)), climb_m)


def _edges(length_m: float) -> Column:
    return np.linspace(0.0, length_m, max(round(length_m / PIECE_M), 1) + 1)
