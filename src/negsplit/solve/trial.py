"""One workout run by the same members as every other: differences are the workout's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.physiology import effort
from negsplit.simulate.body import d_prime_of, spent_of, uptake_of, work_of
from negsplit.simulate.cells import planned_cells
from negsplit.simulate.dose import (
    PredictedDose,
    Range,
    completed,
    near_vo2max_seconds,
    predicted_dose,
    threshold_seconds,
)
from negsplit.simulate.members import likeliest
from negsplit.simulate.outcome import CELL_S, Ground, likely_outcome, outcome
from negsplit.simulate.simulation import MEMBER_CELL_S
from negsplit.workout import Goal

if TYPE_CHECKING:
    from negsplit.recording import Mask
    from negsplit.runner import Runner
    from negsplit.simulate.cells import Cells
    from negsplit.simulate.fold import Table
    from negsplit.simulate.members import Members
    from negsplit.workout import Workout


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a plan is before anybody runs it.

    Parameters
    ----------
    gentle_s : float
        Run below marathon effort: the build's own warm-up.
    hard_s, hard_m : float
        Run beyond marathon effort.
    finish_s : float
        Run at the fastest planned speed: the hold.
    steepest_per_s : float
        Most that the pace gains in a second once the build is no longer gentle, as a
        fraction of it; steps at once are left out.
    is_monotone : bool
        Whether it never gets slower.
    distance_m : float
        Of the whole run.
    """

    gentle_s: float
    hard_s: float
    hard_m: float
    finish_s: float
    steepest_per_s: float
    is_monotone: bool
    distance_m: float

    @classmethod
    def of(cls, cells: Cells, runner: Runner) -> Drawing:
        """Return the drawing of a plan in cells."""
        speed, lasting = cells.planned_mps, cells.duration_s
        gentle = speed <= runner.speed_at(effort.MODERATE.below_frac)
        hard = speed > runner.speed_at(effort.MARATHON.below_frac)
        return cls(
            float(lasting[gentle].sum()),
            float(lasting[hard].sum()),
            float(cells.distance_m[hard].sum()),
            float(lasting[speed >= speed.max()].sum()),
            _steepest(cells, ~gentle),
            bool((np.diff(speed) >= 0).all()),
            float(cells.distance_m.sum()),
        )


@dataclass(frozen=True, slots=True)
class Stamina:
    """Whether a run can be completed.

    Parameters
    ----------
    completion_frac : float
        Share of the members who complete it.
    d_prime_left_frac : float
        What the middle member has left of their D′ at its lowest.
    """

    completion_frac: float
    d_prime_left_frac: float

    @classmethod
    def of(cls, d_prime_m: Table, spent_frac: Table, members: Members) -> Stamina:
        """Return the stamina that the course of D′ and the time spent show."""
        least = (d_prime_m / members.d_prime_m).min(axis=1)
        return cls(completed(d_prime_m, spent_frac), float(np.median(least)))


@dataclass(frozen=True, slots=True)
class Trial:
    """What a workout comes to, in full."""

    dose: PredictedDose
    stamina: Stamina
    drawing: Drawing

    def reached(self, goal: Goal) -> Range:
        """Return the seconds that count for a goal."""
        match goal:
            case Goal.VO2MAX:
                return self.dose.near_vo2max_s
            case Goal.BASE:
                return Range(*[self.drawing.hard_s] * 3)
            case _:
                return self.dose.threshold_s


def stamina(cells: Cells, members: Members, runner: Runner) -> Stamina:
    """Return whether a plan can be completed, and nothing else."""
    work = work_of(Ground.level().stretch(cells), members, runner)
    spent = spent_of(work, members, runner)
    return Stamina.of(d_prime_of(work, members), spent, members)


def reached(workout: Workout, goal: Goal, runner: Runner) -> float:
    """Return the seconds that count for a goal, as they are printed."""
    cells = planned_cells(workout, runner, CELL_S)
    if goal is Goal.BASE:
        return Drawing.of(cells, runner).hard_s
    single, lasting = likeliest(runner), cells.duration_s
    work = work_of(Ground.level().stretch(cells), single, runner)
    if goal is Goal.VO2MAX:
        return float(near_vo2max_seconds(uptake_of(work, single), lasting)[0])
    return float(threshold_seconds(work.effort_mps, lasting, single, runner)[0])


def trial(
    workout: Workout,
    members: Members,
    runner: Runner,
    cell_s: float = MEMBER_CELL_S,
) -> Trial:
    """Return what a workout comes to on flat ground in still, cool air."""
    ground = Ground.level()
    many = outcome(planned_cells(workout, runner, cell_s), members, runner, ground)
    return Trial(
        predicted_dose(likely_outcome(workout, runner, ground), many, runner),
        Stamina.of(many.body.d_prime_m, many.body.spent_frac, members),
        Drawing.of(planned_cells(workout, runner, CELL_S), runner),
    )


def _steepest(cells: Cells, counts: Mask) -> float:
    """Return the most that the pace gains in a second within a ramp."""
    within = cells.in_ramp[1:] & cells.in_ramp[:-1] & counts[1:]
    if not within.any():
        return 0.0
    before, after = cells.planned_mps[:-1][within], cells.planned_mps[1:][within]
    between_s = (cells.duration_s[:-1] + cells.duration_s[1:])[within] / 2
    return float(((1 - before / after) / between_s).max())
