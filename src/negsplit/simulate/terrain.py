"""What slopes, heat, altitude and wind do to a plan.

Either the effort is kept and the pace gives way, which is how a plan is run well, or
the pace is kept and the effort rises. Slopes are judged by the curve for pace targets,
which follows the heart rates of many runners; by energy alone downhills would be worth
more than runners get from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from negsplit.course import Course, Weather
from negsplit.errors import InputError
from negsplit.physiology.climate import (
    ALTITUDE_FRAC_PER_M,
    ALTITUDE_OFFSET_FRAC,
    heat_loss,
    simplified_wbgt,
    wind_factor,
)
from negsplit.physiology.gradient import gap_factor

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.recording import Column
    from negsplit.simulate.cells import Cells

# Where a step by time gets to depends on the slopes under way, which depend on where
# it gets to: this many rounds leave less than a metre.
ROUNDS = 6
# Speeds that the wind's factor is computed for; lines between them.
WIND_SPEEDS_MPS = tuple(0.25 * step for step in range(41))


# Points of a course taken from a recording: the slopes are means over twice this.
COURSE_SPACING_M = 100.0


class Pacing(Enum):
    """What is kept where the course or the weather is hard."""

    EVEN_EFFORT = "even effort"
    AS_PLANNED = "as planned"


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """The plan as it is run on a course.

    Parameters
    ----------
    duration_s, speed_mps, effort_mps, grade_frac, altitude_m : array, shape (n,)
        Each cell; the effort is the speed that costs the same on the flat in still,
        cool air.
    end_m : array, shape (n,)
        Distance from the start at the end of each cell.
    heat_loss_frac : float
        The share of speed that heat takes.
    """

    duration_s: Column
    speed_mps: Column
    effort_mps: Column
    grade_frac: Column
    altitude_m: Column
    end_m: Column
    heat_loss_frac: float


def course_of(track: Track) -> Course:
    """Return the course that a recorded run went over, start and finish included.

    Raises
    ------
    InputError
        If the recording has no altitude, or hardly any distance.
    """
    if not track.is_graded or track.total_m < 2 * COURSE_SPACING_M:
        raise InputError(
            f"a run of {track.total_m:.0f} m tells no course; give one with altitude"
        )
    count = round(track.total_m / COURSE_SPACING_M)
    points = np.linspace(0.0, track.total_m, count + 1)
    # The slopes are freed of the altitude's noise; the altitude itself is not.
    middles = (points[1:] + points[:-1]) / 2
    slopes = np.interp(middles, track.distance_m, track.grade_frac)
    start_m = float(track.altitude_m[np.isfinite(track.altitude_m)][0])
    climbs = np.concatenate([[0.0], np.cumsum(slopes * np.diff(points))])
    return Course(tuple(points.tolist()), tuple((start_m + climbs).tolist()))


def run_on(cells: Cells, course: Course, weather: Weather, pacing: Pacing) -> Stretch:
    """Return a plan as it is run on a course in a weather."""
    heat = heat_loss(simplified_wbgt(weather.temperature_degc, weather.humidity_frac))
    still = _wind(cells.planned_mps, weather) / (1 - heat)
    ends_m = np.cumsum(cells.distance_m)
    speed = cells.planned_mps
    factor = still
    is_settled = cells.by_distance.all() or len(course.distances_m) == 1
    for _ in range(1 if is_settled else ROUNDS):
        middles_m = ends_m - np.diff(ends_m, prepend=0.0) / 2
        grade, altitude = _relief(course, middles_m)
        thin = 1 - np.maximum(
            ALTITUDE_FRAC_PER_M * altitude - ALTITUDE_OFFSET_FRAC, 0.0
        )
        factor = still * gap_factor(grade) / thin
        if pacing is Pacing.EVEN_EFFORT:
            speed = cells.planned_mps / factor
        metres = np.where(cells.by_distance, cells.distance_m, speed * cells.duration_s)
        ends_m = np.cumsum(metres)
    moving = np.where(cells.by_distance, speed, 1.0)
    duration_s = np.where(
        cells.by_distance, cells.distance_m / moving, cells.duration_s
    )
    return Stretch(duration_s, speed, speed * factor, grade, altitude, ends_m, heat)


def _wind(speed_mps: Column, weather: Weather) -> Column:
    if weather.headwind_mps == 0:
        return np.ones_like(speed_mps)
    factors = [wind_factor(v, weather.headwind_mps) for v in WIND_SPEEDS_MPS]
    return np.interp(speed_mps, WIND_SPEEDS_MPS, factors)


def _relief(course: Course, places_m: Column) -> tuple[Column, Column]:
    """Return grade and altitude at places of a course; level beyond its ends."""
    points, heights = np.array(course.distances_m), np.array(course.altitudes_m)
    altitude = np.interp(places_m, points, heights)
    slopes = np.concatenate([[0.0], np.diff(heights) / np.diff(points), [0.0]])
    return slopes[np.searchsorted(points, places_m, side="right")], altitude
