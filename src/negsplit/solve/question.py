"""What is solved for: how long a run warms up, builds and holds, in whole steps."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from negsplit.design.choice import HOLD_SHARE_OF_RACE
from negsplit.design.design import BUILD_FINISHES, FINISHES
from negsplit.forms import Recipe, build
from negsplit.forms.pieces import like, size
from negsplit.forms.progressions import LONGEST_HOLD_SHARE
from negsplit.physiology.possible_duration import possible_duration
from negsplit.simulate.cells import planned_cells
from negsplit.solve.limits import WARM_UP
from negsplit.solve.trial import Drawing, Stamina, Trial, reached, stamina, trial
from negsplit.units import DistanceUnit
from negsplit.workout import Distance, Goal, Time

if TYPE_CHECKING:
    from negsplit.runner import Runner
    from negsplit.simulate.cells import Cells
    from negsplit.simulate.members import Members
    from negsplit.solve.limits import Limits
    from negsplit.workout import Workout

# Lengths are told in steps that a runner can count: ours.
STEP_S = 60.0
STEP_M = {DistanceUnit.KM: 250.0, DistanceUnit.MI: 0.15 * DistanceUnit.MI.metres}
# A build changes slowly: longer cells than a simulation's, so that many are quick.
SEARCH_CELL_S, CELL_S = 30.0, 15.0
# A build is at least so many steps, and a warm-up too; ours.
LEAST_BUILD, LEAST_WARM_UP = 4, 4


class Phases(NamedTuple):
    """Steps of the hold and of the warm-up; the build has the rest."""

    hold: int
    warm_up: int


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A goal over an amount for a runner.

    Parameters
    ----------
    goal : Goal
        What for.
    recipe : Recipe
        Form and amount, without phases.
    runner : Runner
        For whom.
    members : Members
        Who runs every candidate.
    limits : Limits
        What must be respected.
    """

    goal: Goal
    recipe: Recipe
    runner: Runner
    members: Members
    limits: Limits
    _drawings: dict[Phases, Drawing] = field(
        default_factory=dict, init=False, repr=False
    )
    _stamina: dict[Phases, Stamina] = field(
        default_factory=dict, init=False, repr=False
    )

    @property
    def step(self) -> float:
        """Seconds or metres of one step."""
        by_time = isinstance(self.recipe.total, Time)
        return STEP_S if by_time else STEP_M[self.recipe.unit]

    @property
    def least_hold(self) -> int:
        """Fewest steps of a hold: none for a build, one for a hard part."""
        return 0 if self.recipe.kind in BUILD_FINISHES else 1

    @property
    def most_hold(self) -> int:
        """Most steps of a hold that are half the run, or half a race, at most."""
        finish, total = FINISHES[self.recipe.kind], self.recipe.total
        longest = HOLD_SHARE_OF_RACE * possible_duration(finish)
        if isinstance(total, Distance):
            longest *= self.runner.speed_at(finish)
        return int(min(longest, LONGEST_HOLD_SHARE * size(total)) / self.step)

    def warm_ups(self, hold: int) -> list[Phases]:
        """Return a hold with every warm-up that leaves room to build, shortest first.

        A form without a build has none to choose.
        """
        if self.recipe.kind not in BUILD_FINISHES:
            return [Phases(hold, 0)]
        room = int(size(self.recipe.total) / self.step) - hold - LEAST_BUILD
        return [Phases(hold, warm_up) for warm_up in range(LEAST_WARM_UP, room + 1)]

    def amount(self, steps: int) -> Time | Distance | None:
        """Return so many steps as an amount; none of them is nothing."""
        if not steps:
            return None
        return like(self.recipe.total, round(steps * self.step, 4))

    def workout(self, phases: Phases) -> Workout:
        """Return the run with these phases."""
        recipe = replace(
            self.recipe,
            hold=self.amount(phases.hold),
            warm_up=self.amount(phases.warm_up),
        )
        return build(recipe, self.runner.athlete, self.runner.profile)

    def cells(self, phases: Phases) -> Cells:
        """Return the run with these phases, cut up for the search."""
        return planned_cells(self.workout(phases), self.runner, SEARCH_CELL_S)

    def stamina(self, phases: Phases) -> Stamina:
        """Return whether the phases can be completed."""
        if phases not in self._stamina:
            found = stamina(self.cells(phases), self.members, self.runner)
            self._stamina[phases] = found
        return self._stamina[phases]

    def reached(self, phases: Phases) -> float:
        """Return the seconds that count for the goal, as they are printed."""
        return reached(self.workout(phases), self.goal, self.runner)

    def broken_by_plan(self, phases: Phases) -> tuple[str, ...]:
        """Return the limits that the phases break on paper."""
        if phases not in self._drawings:
            cells = planned_cells(self.workout(phases), self.runner, CELL_S)
            self._drawings[phases] = Drawing.of(cells, self.runner)
        return self.limits.broken_by_plan(self._drawings[phases], self.goal)

    def broken(self, phases: Phases) -> tuple[str, ...]:
        """Return the limits that the phases break."""
        by_run = self.limits.broken_by_run(self.stamina(phases))
        return by_run + self.broken_by_plan(phases)

    def shortest(self, hold: int) -> Phases | None:
        """Return a hold with the shortest warm-up that keeps the limits, if any does.

        A longer warm-up has more gentle running and a better chance, and less of what
        the goal asks for: both hold for every build that gets faster, so the shortest
        can be found by halving, and is the best.
        """
        every = self.warm_ups(hold)
        for kept in (self._is_gentle, self._is_likely):
            # Often the first is the one, or none is: two looks instead of six.
            if every and not kept(every[0]):
                first = bisect_left(every, 1, key=kept) if kept(every[-1]) else None
                every = [] if first is None else every[first:]
        return every[0] if every and not self.broken(every[0]) else None

    def _is_gentle(self, phases: Phases) -> bool:
        return WARM_UP not in self.broken_by_plan(phases)

    def _is_likely(self, phases: Phases) -> bool:
        return not self.limits.broken_by_run(self.stamina(phases))

    def loss(self, hold: int) -> float:
        """Return what the optimiser makes small: infinite where a limit is broken."""
        phases = self.shortest(hold)
        return float("inf") if phases is None else -self.reached(phases)

    def trial(self, workout: Workout) -> Trial:
        """Return what a run comes to, in full."""
        return trial(workout, self.members, self.runner, CELL_S)
