"""The times of a race at its marks: even effort, bent to a split, in whole seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.errors import InputError
from negsplit.physiology.climate import heat_loss
from negsplit.racing.split import MOST_SPLIT_FRAC, Ability, Outcome, best_split

if TYPE_CHECKING:
    from negsplit.physiology.prediction import Prediction
    from negsplit.racing.race_course import RaceCourse
    from negsplit.recording import Column
    from negsplit.units import DistanceUnit

# A target this much faster than the likeliest finish is another runner's race; what a
# runner cannot know of themselves is less. Inferred.
MOST_FASTER_FRAC = 0.10
# Watches read a race long, for nobody runs the measured line; by how much is inferred.
WATCH_LONG_FRACS = 0.005, 0.010
# Passes of the search for the ramp; each halves the error.
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Aim:
    """What a runner wants of a race; nothing for what is fair to expect.

    Parameters
    ----------
    finish_s : float, optional
        A finish. [s]
    chance : float, optional
        How likely the planned finish should be.
    """

    finish_s: float | None = None
    chance: float | None = None


# What is fair to expect.
FAIR = Aim()


@dataclass(frozen=True, slots=True)
class RaceSplit:
    """One kilometre or mile, or the last part of one.

    Parameters
    ----------
    end_m : float
        Where it ends. [m]
    took_s, clock_s : int
        Its time, and that from the start to its end. [s]
    speed_mps : float
        Its mean speed. [m/s]
    effort_mps : float
        The speed on the flat that costs as much. [m/s]
    """

    end_m: float
    took_s: int
    clock_s: int
    speed_mps: float
    effort_mps: float


@dataclass(frozen=True, slots=True, eq=False)
class RacePlan:
    """How to run a race.

    Parameters
    ----------
    course : RaceCourse
        Where.
    finish_s : int
        The finish that is planned. [s]
    likeliest_s, low_s, high_s : float
        The likeliest finish at even effort on this course and in this weather, and the
        interval for four runners in five. [s]
    fair_s : float
        The finish to expect of who plans for it. [s]
    chance : float
        How likely the planned finish is, or a better one.
    chosen : Outcome
        The split, and what it comes to.
    others : tuple of Outcome
        Even effort, one percent less and one more, for comparison.
    heat_frac : float
        Share of speed that the heat takes.
    clock_s : array, shape (n + 1,)
        The clock at every edge of the course. [s]
    """

    course: RaceCourse
    finish_s: int
    likeliest_s: float
    fair_s: float
    low_s: float
    high_s: float
    chance: float
    chosen: Outcome
    others: tuple[Outcome, ...]
    heat_frac: float
    clock_s: Column

    def clock_at(self, at_m: float) -> float:
        """Return the planned clock at a place, in seconds."""
        return float(np.interp(at_m, self.course.edges_m, self.clock_s))

    def splits(self, unit: DistanceUnit) -> tuple[RaceSplit, ...]:
        """Return the kilometres or miles; their whole seconds add up to the finish."""
        length_m = self.course.length_m
        # The last few metres are a split of their own, however few.
        marks_m = np.arange(unit.metres, length_m - 0.5, unit.metres)
        ends_m = [0.0, *marks_m.tolist(), length_m]
        clocks_s = [round(self.clock_at(end_m)) for end_m in ends_m]
        clocks_s[-1] = self.finish_s
        flat_m = np.interp(ends_m, self.course.edges_m, self.course.effort_m)
        exact_s = [self.clock_at(end_m) for end_m in ends_m]
        return tuple(
            RaceSplit(
                ends_m[at],
                clocks_s[at] - clocks_s[at - 1],
                clocks_s[at],
                (ends_m[at] - ends_m[at - 1]) / (exact_s[at] - exact_s[at - 1]),
                float(flat_m[at] - flat_m[at - 1]) / (exact_s[at] - exact_s[at - 1]),
            )
            for at in range(1, len(ends_m))
        )

    @property
    def halves_s(self) -> tuple[float, float]:
        """Planned times of both halves, in seconds."""
        half_s = self.clock_at(self.course.length_m / 2)
        return half_s, self.finish_s - half_s

    @property
    def watch_speed_mps(self) -> float:
        """Mean speed that a watch should show, as it reads the course long; in m/s."""
        longer = sum(WATCH_LONG_FRACS) / 2
        return self.course.length_m * (1 + longer) / self.finish_s


def race_plan(
    prediction: Prediction,
    spread_log: float,
    course: RaceCourse,
    aim: Aim = FAIR,
    wbgt_degc: float | None = None,
) -> RacePlan:
    """Return the plan of a race.

    Parameters
    ----------
    prediction : Prediction
        Over its length on the flat in cool air.
    spread_log : float
        Standard deviation of the logarithm of the predicted time.
    course : RaceCourse
        Where it is run.
    aim : Aim
        What is wanted.
    wbgt_degc : float, optional
        Heat, as wet-bulb globe temperature. [°C]

    Raises
    ------
    InputError
        If the target is far faster than predicted.
    """
    heat_frac = 0.0 if wbgt_degc is None else heat_loss(wbgt_degc)
    longer = float(course.effort_m[-1]) / course.length_m / (1 - heat_frac)
    likeliest_s = prediction.duration_s * longer
    ability = Ability(likeliest_s, spread_log, course.half_share)
    fair_s = ability.fair_finish()
    finish_s = round(_wanted(aim, ability, fair_s))
    pace_frac = finish_s / likeliest_s
    chosen = best_split(ability, pace_frac)
    split = chosen.split_frac
    neighbours = {0.0, max(split - 0.01, 0.0), split + 0.01} - {split}
    others = tuple(
        ability.outcome(frac, pace_frac)
        for frac in sorted(neighbours)
        if frac <= MOST_SPLIT_FRAC
    )
    return RacePlan(
        course,
        finish_s,
        likeliest_s,
        fair_s,
        prediction.low_s * longer,
        prediction.high_s * longer,
        ability.chance_of(finish_s, split),
        chosen,
        others,
        heat_frac,
        _clock(course, finish_s, split),
    )


def _wanted(aim: Aim, ability: Ability, fair_s: float) -> float:
    if aim.finish_s is None:
        if aim.chance is None:
            return fair_s
        return ability.time_for(aim.chance)
    faster = 1 - aim.finish_s / ability.finish_s
    if faster > MOST_FASTER_FRAC:
        raise InputError(
            f"the target is {faster:.0%} faster than your races say; give the race "
            "that says so with --race, or another target"
        )
    return aim.finish_s


def _clock(course: RaceCourse, finish_s: float, split_frac: float) -> Column:
    """Return the clock at every edge: effort rises evenly, as much as the split asks.

    The effort speed grows in a line over the effort of the course; how steeply is found
    by halving.
    """
    effort = course.effort_m / course.effort_m[-1]
    half_m = course.length_m / 2
    even = float(np.interp(half_m, course.edges_m, effort))
    wanted = 1 / (1 + (1 - split_frac) * (1 - even) / even)

    def clocks(slope: float) -> Column:
        speeds = 1 + slope * ((effort[1:] + effort[:-1]) / 2 - 0.5)
        return np.concatenate([[0.0], np.cumsum(np.diff(effort) / speeds)])

    low, high = -1.0, 1.0
    for _ in range(_HALVINGS):
        slope = (low + high) / 2
        clock = clocks(slope)
        share = float(np.interp(half_m, course.edges_m, clock)) / clock[-1]
        low, high = (slope, high) if share < wanted else (low, slope)
    clock = clocks((low + high) / 2)
    planned: Column = clock * (finish_s / clock[-1])
    return planned
