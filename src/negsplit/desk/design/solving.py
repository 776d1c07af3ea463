"""The best hold for one runner, solved by simulation, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from negsplit.design import design
from negsplit.desk.design.neighbours import NextWorkout, difference
from negsplit.notation import to_text
from negsplit.reports.solved_words import (
    COUNTED,
    between_words,
    chance_words,
    hold_words,
)
from negsplit.solve import solve_hold
from negsplit.workout import Time

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.design import Design, Wish
    from negsplit.solve import Neighbour, Solution
    from negsplit.workout import Distance, Goal

# Solutions that are kept at hand: a solved page is loaded and shared again.
KEPT = 32


@dataclass(frozen=True, slots=True)
class SessionBeside:
    """A session that gives more of the same, and how much."""

    name: str
    near_vo2max: str
    high_heart_rate: str


@dataclass(frozen=True, slots=True)
class Solved:
    """A solved hold in words.

    Parameters
    ----------
    hold, reached, as_drawn, chance : str
        How long; what it comes to; what the article's own drawing comes to; how
        likely it is completed.
    binding : str
        What keeps it from being longer.
    neighbours : tuple of NextWorkout
        A shorter and a longer hold.
    sessions : tuple of SessionBeside
        For VO2max, the intervals that give more.
    """

    hold: str
    reached: str
    as_drawn: str
    chance: str
    binding: str
    neighbours: tuple[NextWorkout, ...]
    sessions: tuple[SessionBeside, ...]


@dataclass(frozen=True, slots=True)
class SolvedDesign:
    """The design with the best hold, and how it was found."""

    design: Design
    told: Solved


@lru_cache(maxsize=KEPT)
def solved(
    goal: Goal, amount: Time | Distance, athlete: Athlete, wish: Wish
) -> SolvedDesign:
    """Return the design whose hold gives most of what the goal is for.

    Raises
    ------
    InputError
        If the goal has no finish to hold, or no run of the amount keeps the limits.
    """
    found = solve_hold(goal, amount, athlete, wish=wish)
    unit = wish.unit
    phases = hold_words(found.hold, unit)
    if found.warm_up is not None:
        phases += (
            f", after {hold_words(found.warm_up, unit)} of easy running and the build"
        )
    reached = found.trial.reached(goal)
    told = Solved(
        phases,
        f"{between_words(reached)} {COUNTED[goal]}",
        between_words(found.as_drawn.reached(goal)),
        chance_words(found.trial.dose.completion_frac),
        " and ".join(found.binding),
        tuple(
            _neighbour(one, found, goal, wish, amount, athlete)
            for one in found.neighbours
        ),
        tuple(
            SessionBeside(
                row.name, between_words(row.near_vo2max_s), between_words(row.high_hr_s)
            )
            for row in found.protocols
        ),
    )
    return SolvedDesign(found.design, told)


def _neighbour(  # noqa: PLR0913, PLR0917 -- all of what was solved
    one: Neighbour,
    found: Solution,
    goal: Goal,
    wish: Wish,
    amount: Time | Distance,
    athlete: Athlete,
) -> NextWorkout:
    made = _redesigned(goal, amount, athlete, replace(wish, hold=one.hold))
    effect = difference(found.trial, one.trial, goal)
    if one.breaks:
        effect += f"; breaks the limit on {' and '.join(one.breaks)}"
    return NextWorkout(f"Hold {hold_words(one.hold, wish.unit)}", effect, made)


def _redesigned(
    goal: Goal, amount: Time | Distance, athlete: Athlete, wish: Wish
) -> str:
    """Return the notation of a design."""
    return to_text(design(goal, amount, athlete, wish).workout)
