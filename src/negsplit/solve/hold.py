"""The hold that gives a runner most of what a goal is for.

A hold is a whole number of steps, of which a run has a few dozen, so the optimiser
looks at all of them. All are run by the same members: the answer hangs on the runner
and on the seed, never on the luck of a draw. That running gets faster all the way is
no condition here, because the forms know no other way.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brute

from negsplit.design import Design, Wish, design
from negsplit.design.choice import HOLD_SHARE_OF_RACE, check_length, race_duration
from negsplit.design.design import FINISHES
from negsplit.errors import InputError
from negsplit.forms import Kind, Recipe, Steering, build
from negsplit.forms.pieces import amount_text, like, size
from negsplit.forms.progressions import LONGEST_HOLD_SHARE
from negsplit.runner import Runner
from negsplit.simulate.members import drawn
from negsplit.simulate.simulation import MEMBERS, SEED
from negsplit.solve.limits import Limits
from negsplit.solve.protocols import Protocol, compare
from negsplit.solve.trial import Trial, trial
from negsplit.units import DistanceUnit
from negsplit.workout import Distance, Goal, Time

if TYPE_CHECKING:
    from collections.abc import Callable

    from negsplit.athlete import Athlete
    from negsplit.recording import Column

FORMS_SOLVED = {Goal.THRESHOLD: Kind.THRESHOLD, Goal.VO2MAX: Kind.VO2MAX}
# A hold is told in steps that a runner can count: ours.
STEP_S = 60.0
STEP_M = {DistanceUnit.KM: 250.0, DistanceUnit.MI: 0.15 * DistanceUnit.MI.metres}
# A neighbour is two of them away: two minutes, or about as far.
NEIGHBOUR_STEPS = 2
# A build changes slowly: longer cells than a simulation's, so that many are quick.
CELL_S = 15.0
# What binds where no limit does.
DOSE_ITSELF = "the dose itself"
HALF_OF_IT = "half of the run, or of a race at that effort"
# How much shorter and longer runs are tried where one cannot be solved, and to what
# they are rounded.
OTHER_SHARES = tuple(1 + 0.1 * k for k in range(-7, 21))
ROUND_S, ROUND_M = 60.0, 500.0


@dataclass(frozen=True, slots=True)
class Search:
    """What a hold must respect, and what draws the members; else the same each time."""

    limits: Limits = field(default_factory=Limits)
    generator: np.random.Generator | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A shorter or longer hold, what it comes to, and which limits it breaks."""

    hold: Time | Distance | None
    trial: Trial
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """The solved design.

    Parameters
    ----------
    design : Design
        With the hold in its recipe; no hold if none does better.
    hold : Time or Distance, optional
        The hold, if one does better than none.
    trial : Trial
        What it comes to, with ranges.
    binding : tuple of str
        What keeps it from being longer.
    neighbours : tuple of Neighbour
        A shorter hold where there is one, and a longer one.
    protocols : tuple of Protocol
        For VO2max, the sessions that give more.
    """

    design: Design
    hold: Time | Distance | None
    trial: Trial
    binding: tuple[str, ...]
    neighbours: tuple[Neighbour, ...]
    protocols: tuple[Protocol, ...]


@dataclass(frozen=True, slots=True)
class _Question:
    """A goal over an amount for a runner, and how a number of steps is tried."""

    goal: Goal
    recipe: Recipe
    runner: Runner
    limits: Limits
    tried: Callable[[Recipe], Trial]

    @property
    def step(self) -> float:
        """Seconds or metres of one step of the hold."""
        by_time = isinstance(self.recipe.total, Time)
        return STEP_S if by_time else STEP_M[self.recipe.unit]

    @property
    def speed_mps(self) -> float:
        """Speed of the hold."""
        return self.runner.speed_at(FINISHES[self.recipe.kind])

    @property
    def most(self) -> int:
        """Most steps that leave room to build and are half a race at most."""
        total = self.recipe.total
        longest = HOLD_SHARE_OF_RACE * race_duration(FINISHES[self.recipe.kind])
        if isinstance(total, Distance):
            longest *= self.speed_mps
        return int(min(longest, LONGEST_HOLD_SHARE * size(total)) / self.step)

    def hold(self, steps: int) -> Time | Distance | None:
        """Return so many steps as an amount; none of them is no hold."""
        if not steps:
            return None
        return like(self.recipe.total, round(steps * self.step, 4))

    def trial(self, steps: int) -> Trial:
        """Return what so many steps come to."""
        return self.tried(replace(self.recipe, hold=self.hold(steps)))

    def broken(self, steps: int) -> tuple[str, ...]:
        """Return the limits that so many steps break."""
        seconds = steps * self.step
        if isinstance(self.recipe.total, Distance):
            seconds /= self.speed_mps
        return self.limits.broken(self.trial(steps), self.goal, seconds)

    def loss(self, steps: int) -> float:
        """Return what the optimiser makes small: infinite where a limit is broken."""
        if self.broken(steps):
            return float("inf")
        return -self.trial(steps).reached(self.goal).middle


def solve_hold(
    goal: Goal,
    amount: Time | Distance,
    athlete: Athlete,
    *,
    wish: Wish | None = None,
    search: Search | None = None,
) -> Solution:
    """Return the design whose hold gives the middle member most of the goal's dose.

    Raises
    ------
    InputError
        If the goal has no finish to hold, or no hold over the amount keeps the limits.
    MissingInputError
        If neither a race nor a VDOT is known.
    """
    wish = wish or Wish()
    runner = Runner.of(athlete, wish.profile)
    kind = _form(goal, wish)
    check_length(goal, amount, runner)
    search = search or Search()
    generator = search.generator or np.random.default_rng(SEED)
    members = drawn(runner, generator, MEMBERS)

    @cache
    def tried(recipe: Recipe) -> Trial:
        return trial(build(recipe, athlete, wish.profile), members, runner, CELL_S)

    # How the runner steers changes what the screen says, not what is run.
    recipe = Recipe(kind, amount, wish.unit, Steering.PACE)
    question = _Question(goal, recipe, runner, search.limits, tried)
    best = _best(question)
    hold = question.hold(best)
    found = question.trial(best)
    return Solution(
        design(goal, amount, athlete, replace(wish, hold=hold)),
        hold,
        found,
        _binding(question, best),
        _neighbours(question, best),
        compare(members, runner, found) if goal is Goal.VO2MAX else (),
    )


def _form(goal: Goal, wish: Wish) -> Kind:
    kind = FORMS_SOLVED.get(goal)
    if kind is None:
        raise InputError(
            f"the goal {goal.value} has no hold to solve; threshold and vo2max have"
        )
    if wish.form not in (None, kind):
        raise InputError(f"the best hold is solved for the form {kind.value} only")
    return kind


def _best(question: _Question) -> int:
    """Return the number of steps that is best; the shortest of equals."""

    def loss(steps: Column) -> float:
        return question.loss(round(float(np.ravel(steps)[0])))

    found = brute(
        loss,
        (slice(0, question.most + 1, 1),),
        finish=None,
    )
    best = round(float(np.ravel(found)[0]))
    if question.broken(best):
        raise InputError(_nearest(question))
    return best


def _nearest(question: _Question) -> str:
    """Return what is wrong with an amount, and the nearest one that can be solved."""
    total = question.recipe.total
    grain = ROUND_S if isinstance(total, Time) else ROUND_M
    said = (
        f"no finish over {amount_text(total)} keeps the limit on "
        f"{' and '.join(question.broken(0))}"
    )
    others = {round(size(total) * share / grain) * grain for share in OTHER_SHARES}
    for value in sorted(others, key=lambda value: abs(value - size(total))):
        other = replace(
            question, recipe=replace(question.recipe, amount=like(total, value))
        )
        if _solvable(other):
            return f"{said}; {amount_text(other.recipe.total)} would"
    return f"{said}; choose another goal"


def _solvable(question: _Question) -> bool:
    try:
        check_length(question.goal, question.recipe.total, question.runner)
        return not question.broken(0)
    except InputError:
        return False


def _binding(question: _Question, best: int) -> tuple[str, ...]:
    """Return what keeps a hold from being one step longer."""
    if best >= question.most:
        return (HALF_OF_IT,)
    return question.broken(best + 1) or (DOSE_ITSELF,)


def _neighbours(question: _Question, best: int) -> tuple[Neighbour, ...]:
    shorter, longer = max(best - NEIGHBOUR_STEPS, 0), best + NEIGHBOUR_STEPS
    places = {shorter, min(longer, question.most)} - {best}
    return tuple(
        Neighbour(question.hold(place), question.trial(place), question.broken(place))
        for place in sorted(places)
    )
