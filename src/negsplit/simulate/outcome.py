"""A workout run through by members: where, how, and what happens inside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.course import Course, Weather
from negsplit.simulate.body import run_body
from negsplit.simulate.cells import planned_cells
from negsplit.simulate.members import likeliest
from negsplit.simulate.terrain import Pacing, run_on

if TYPE_CHECKING:
    from negsplit.runner import Runner
    from negsplit.simulate.body import Body
    from negsplit.simulate.cells import Cells
    from negsplit.simulate.members import Members
    from negsplit.simulate.terrain import Stretch
    from negsplit.workout import Workout

# The likeliest run is told second by second: its figures are those that are printed.
CELL_S = 1.0


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a workout is run, in what air, and what is kept where it is hard."""

    course: Course
    weather: Weather
    pacing: Pacing

    @classmethod
    def level(cls) -> Ground:
        """Return flat ground in still, cool air."""
        return cls(Course.level(0.0), Weather(), Pacing.EVEN_EFFORT)

    def stretch(self, cells: Cells) -> Stretch:
        """Return a plan as it is run here."""
        return run_on(cells, self.course, self.weather, self.pacing)


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A run of all members.

    Parameters
    ----------
    stretch : Stretch
        The plan as it is run.
    members : Members
        Who runs.
    body : Body
        What happens inside them.
    last_hard : int
        The last cell of the last step that is not meant to be easy.
    """

    stretch: Stretch
    members: Members
    body: Body
    last_hard: int


def outcome(cells: Cells, members: Members, runner: Runner, ground: Ground) -> Outcome:
    """Return what comes of a plan in cells."""
    stretch = ground.stretch(cells)
    body = run_body(stretch, members, runner)
    return Outcome(stretch, members, body, cells.last_hard)


def likely_outcome(workout: Workout, runner: Runner, ground: Ground) -> Outcome:
    """Return what comes of a workout for the runner as they are thought to be."""
    cells = planned_cells(workout, runner, CELL_S)
    return outcome(cells, likeliest(runner), runner, ground)
