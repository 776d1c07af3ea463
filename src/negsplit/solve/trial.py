"""One workout run by the same members as every other: differences are the workout's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.course import Course, Weather
from negsplit.physiology import effort
from negsplit.simulate.body import run_body
from negsplit.simulate.cells import planned_cells
from negsplit.simulate.dose import PredictedDose, predicted_dose
from negsplit.simulate.simulation import MEMBER_CELL_S
from negsplit.simulate.terrain import Pacing, run_on
from negsplit.workout import Goal

if TYPE_CHECKING:
    from negsplit.runner import Runner
    from negsplit.simulate.dose import Range
    from negsplit.simulate.members import Members
    from negsplit.workout import Workout


@dataclass(frozen=True, slots=True)
class Trial:
    """What a workout comes to.

    Parameters
    ----------
    dose : PredictedDose
        Of all members, with ranges.
    gentle_s : float
        Run below marathon effort: the build's own warm-up.
    d_prime_left_frac : float
        What the middle member has left of their D′ at its lowest.
    """

    dose: PredictedDose
    gentle_s: float
    d_prime_left_frac: float

    def reached(self, goal: Goal) -> Range:
        """Return the seconds that count for a goal."""
        return self.dose.high_hr_s if goal is Goal.VO2MAX else self.dose.threshold_s


def trial(
    workout: Workout,
    members: Members,
    runner: Runner,
    cell_s: float = MEMBER_CELL_S,
) -> Trial:
    """Return what a workout comes to on flat ground in still, cool air."""
    cells = planned_cells(workout, runner, cell_s)
    stretch = run_on(cells, Course.level(0.0), Weather(), Pacing.EVEN_EFFORT)
    body = run_body(stretch, members, runner)
    gentle = cells.planned_mps <= runner.speed_at(effort.MODERATE.below_frac)
    left = body.d_prime_m.min(axis=1) / members.d_prime_m[:, 0]
    return Trial(
        predicted_dose(stretch, body, members, runner, cells.last_hard),
        float(cells.duration_s[gentle].sum()),
        float(np.median(left)),
    )
