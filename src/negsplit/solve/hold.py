"""The phases that give a runner most of what a goal is for.

Lengths are whole steps, of which a run has a few dozen. For every hold the shortest
warm-up that keeps the limits is the best one, so the optimiser looks at holds alone: at
every fourth, and then at every one near the best. All candidates are run by the
same members: the answer hangs on the runner and on the seed, never on the luck of a
draw.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import brute

from negsplit.design import Design, Wish, design
from negsplit.design.choice import check_length, choose_form
from negsplit.errors import InputError
from negsplit.forms import Kind, Recipe, Steering
from negsplit.forms.pieces import amount_text, like, size
from negsplit.runner import Runner
from negsplit.simulate.members import drawn
from negsplit.simulate.simulation import MEMBERS, SEED
from negsplit.solve.limits import Limits
from negsplit.solve.protocols import Protocol, compare
from negsplit.solve.question import Phases, Question
from negsplit.workout import Distance, Goal, Time

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.recording import Column
    from negsplit.solve.trial import Trial

GOALS_SOLVED = (Goal.THRESHOLD, Goal.VO2MAX, Goal.BASE)
# A neighbour is two steps away: two minutes, or about as far.
NEIGHBOUR_STEPS = 2
# The first look takes every fourth hold, the second every one near the best of those.
COARSE_STEPS = 4
# So much of the best is as good as it: ours.
AS_GOOD_FRAC = 0.98
# No phases of our own: as the source draws the form.
AS_DRAWN = Phases(0, 0)
# What binds where no limit does.
DOSE_ITSELF = "the dose itself"
HALF_OF_IT = "half of the run, or of a race at that effort"
# How much shorter and longer runs are tried where one cannot be solved, and to what
# they are rounded.
OTHER_SHARES = tuple(1 + 0.1 * k for k in range(-7, 21))
ROUND_S, ROUND_M = 60.0, 500.0


@dataclass(frozen=True, slots=True)
class Search:
    """What a run must respect, and what draws the members; else the same each time."""

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
        With hold and warm-up in its recipe.
    hold, warm_up : Time or Distance, optional
        The hold, if one does better than none; the easy first part, where the form
        has a build to place.
    trial : Trial
        What it comes to, with ranges.
    binding : tuple of str
        What keeps the hold from being longer.
    neighbours : tuple of Neighbour
        A shorter hold where there is one, and a longer one.
    as_drawn : Trial
        What the source's own drawing of the form comes to, scaled to the runner.
    protocols : tuple of Protocol
        For VO2max, the sessions that give more.
    """

    design: Design
    hold: Time | Distance | None
    warm_up: Time | Distance | None
    trial: Trial
    binding: tuple[str, ...]
    neighbours: tuple[Neighbour, ...]
    as_drawn: Trial
    protocols: tuple[Protocol, ...]


def solve_hold(
    goal: Goal,
    amount: Time | Distance,
    athlete: Athlete,
    *,
    wish: Wish | None = None,
    search: Search | None = None,
) -> Solution:
    """Return the design whose phases give most of the goal's dose.

    Raises
    ------
    InputError
        If the goal has no finish to hold, or no run of the amount keeps the limits.
    MissingInputError
        If neither a race nor a VDOT is known.
    """
    wish = wish or Wish()
    runner = Runner.of(athlete, wish.profile)
    kind = _form(goal, amount, runner, wish)
    check_length(goal, amount, runner)
    search = search or Search()
    generator = search.generator or np.random.default_rng(SEED)
    members = drawn(runner, generator, MEMBERS)
    # How the runner steers changes what the screen says, not what is run.
    recipe = Recipe(kind, amount, wish.unit, Steering.PACE)
    question = Question(goal, recipe, runner, members, search.limits)
    best = _best(question)
    found = question.trial(question.workout(best))
    hold, warm_up = question.amount(best.hold), question.amount(best.warm_up)
    return Solution(
        design(goal, amount, athlete, replace(wish, hold=hold, warm_up=warm_up)),
        hold,
        warm_up,
        found,
        _binding(question, best),
        _neighbours(question, best),
        question.trial(question.workout(AS_DRAWN)),
        compare(members, runner, found) if goal is Goal.VO2MAX else (),
    )


def _form(goal: Goal, amount: Time | Distance, runner: Runner, wish: Wish) -> Kind:
    if goal not in GOALS_SOLVED:
        raise InputError(
            f"the goal {goal.value} has no hold to solve; threshold, vo2max and base "
            "have"
        )
    kind = choose_form(goal, amount, runner)
    if wish.form not in (None, kind):
        raise InputError(f"the best hold is solved for the form {kind.value} only")
    return kind


def _best(question: Question) -> Phases:
    """Return the best phases; the longest hold of those that are as good."""
    low, high = question.least_hold, question.most_hold
    coarse = _least_loss(question, slice(low, high + 1, COARSE_STEPS))
    near = slice(
        max(coarse - COARSE_STEPS + 1, low), min(coarse + COARSE_STEPS, high + 1)
    )
    best = question.shortest(_least_loss(question, near))
    if best is None:
        raise InputError(_nearest(question))
    return _longest_as_good(question, best)


def _longest_as_good(question: Question, best: Phases) -> Phases:
    """Return the longest hold that gives as much as the best, but for two per cent.

    A slow build and a long hold can give nearly the same; which of them gives a little
    more changes with every point of VDOT, and a level hold is easier to run.
    """
    enough = AS_GOOD_FRAC * question.reached(best)
    for hold in range(question.most_hold, best.hold, -1):
        phases = question.shortest(hold)
        if phases is not None and question.reached(phases) >= enough:
            return phases
    return best


def _least_loss(question: Question, holds: slice) -> int:
    """Return the best hold of several, by scipy."""

    def loss(steps: Column) -> float:
        return question.loss(round(float(np.ravel(steps)[0])))

    return round(float(np.ravel(brute(loss, (holds,), finish=None))[0]))


def _nearest(question: Question) -> str:
    """Return what is wrong with an amount, and the nearest one that can be solved."""
    total = question.recipe.total
    grain = ROUND_S if isinstance(total, Time) else ROUND_M
    said = f"no run of {amount_text(total)} keeps the limit on {_obstacle(question)}"
    others = {round(size(total) * share / grain) * grain for share in OTHER_SHARES}
    for value in sorted(others, key=lambda value: abs(value - size(total))):
        other = replace(
            question, recipe=replace(question.recipe, amount=like(total, value))
        )
        if _solvable(other):
            return f"{said}; {amount_text(other.recipe.total)} would"
    return f"{said}; choose another goal"


def _obstacle(question: Question) -> str:
    """Return what the shortest hold breaks however its warm-up is chosen."""
    every = question.warm_ups(question.least_hold)
    found = sorted((question.broken(phases) for phases in every), key=len)
    return " and ".join(found[0]) if found else "room to build"


def _solvable(question: Question) -> bool:
    try:
        check_length(question.goal, question.recipe.total, question.runner)
    except InputError:
        return False
    return question.shortest(question.least_hold) is not None


def _binding(question: Question, best: Phases) -> tuple[str, ...]:
    """Return what keeps a hold from being one step longer after this warm-up."""
    longer = best._replace(hold=best.hold + 1)
    if best.hold >= question.most_hold or longer not in question.warm_ups(longer.hold):
        return (HALF_OF_IT,)
    return question.broken(longer) or (DOSE_ITSELF,)


def _neighbours(question: Question, best: Phases) -> tuple[Neighbour, ...]:
    places = {
        max(best.hold - NEIGHBOUR_STEPS, question.least_hold),
        min(best.hold + NEIGHBOUR_STEPS, question.most_hold),
    }
    return tuple(
        _neighbour(question, hold, best) for hold in sorted(places - {best.hold})
    )


def _neighbour(question: Question, hold: int, best: Phases) -> Neighbour:
    """Return another hold, with its own warm-up where one keeps the limits."""
    phases = question.shortest(hold) or Phases(hold, best.warm_up)
    return Neighbour(
        question.amount(hold),
        question.trial(question.workout(phases)),
        question.broken(phases),
    )
