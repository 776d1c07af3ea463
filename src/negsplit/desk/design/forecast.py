"""What a workout would do to a runner, before it is run: curves, figures, a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from negsplit.analysis.shape import Answer
from negsplit.drawings.predicted import curves_of
from negsplit.drawings.zones import Across
from negsplit.evidence import models, training
from negsplit.reports.solved_words import (
    AT_HIGH_HEART_RATE,
    AT_THRESHOLD,
    COUNTED,
    NEAR_VO2MAX,
    UNSURE,
    chance_words,
    is_unsure,
    range_words,
)
from negsplit.reports.wording import capital
from negsplit.runner import Runner
from negsplit.simulate import Settings, simulate
from negsplit.units import format_clock
from negsplit.verify.witnesses import UNPLANNED_S
from negsplit.workout import Goal

if TYPE_CHECKING:
    from collections.abc import Callable

    from negsplit.athlete import Athlete
    from negsplit.drawings.predicted import Curve
    from negsplit.simulate import Range, Simulation
    from negsplit.simulate.dose import PredictedDose
    from negsplit.workout import Workout

# Runners like this one who run every workout; while a handle is being dragged, fewer
# of them, so that the answer comes at once.
MANY, FEW = 200, 40
# Simulations that are kept at hand: a page and its parts ask for the same one.
KEPT = 64
CLAIMS = (
    models.SIMULATED_COMPLETION,
    models.SIMULATED_EFFORT,
    models.SIMULATED_D_PRIME,
    models.SIMULATED_UPTAKE,
    models.SIMULATED_HEART,
    training.LONG_ENOUGH,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One predicted figure: the likeliest, and between which four in five lie."""

    name: str
    value: str
    between: str


@dataclass(frozen=True, slots=True)
class GoalCheck:
    """Whether a workout reaches what its goal asks for: in a word, and why."""

    answer: Answer
    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is predicted of a workout.

    Parameters
    ----------
    dose : PredictedDose
        The figures as numbers.
    figures : tuple of Figure
        The same in words.
    chance : str
        Of completing it.
    check : GoalCheck, optional
        Against the goal, where the goal asks for a time.
    curves : tuple of Curve
        Heart rate, oxygen uptake and D′ along the run.
    members : int
        How many runners the ranges come from.
    assumptions : tuple of str
        What was not known, and how it was taken.
    claims : tuple of tuple of str
        What the figures rest on, and how well established that is.
    """

    dose: PredictedDose
    figures: tuple[Figure, ...]
    chance: str
    check: GoalCheck | None
    curves: tuple[Curve, ...]
    members: int
    assumptions: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]


@lru_cache(maxsize=KEPT)
def forecast(
    workout: Workout, athlete: Athlete, across: Across, members: int = MANY
) -> Forecast:
    """Return what a workout would do to a runner.

    Raises
    ------
    MissingInputError
        If neither a race nor a VDOT is known.
    InputError
        If the workout has no length.
    """
    found = _simulated(workout, athlete, members)
    return Forecast(
        found.dose,
        tuple(_figures(found.dose)),
        chance_words(found.dose.completion_frac),
        goal_check(found.dose, workout.goal),
        curves_of(found, across),
        found.members,
        (*_unsure(found.dose), *found.heart_assumptions, *found.assumptions),
        tuple((claim.text, claim.grade.value) for claim in CLAIMS),
    )


def _unsure(dose: PredictedDose) -> tuple[str, ...]:
    """Return why ranges are left out, where one is."""
    figures = dose.threshold_s, dose.high_hr_s, dose.near_vo2max_s
    return (UNSURE,) if any(map(is_unsure, figures)) else ()


def dose_of(workout: Workout, athlete: Athlete) -> PredictedDose:
    """Return what a workout comes to, as numbers.

    Raises
    ------
    MissingInputError
        If neither a race nor a VDOT is known.
    InputError
        If the workout has no length.
    """
    return _simulated(workout, athlete, MANY).dose


@lru_cache(maxsize=KEPT)
def _simulated(workout: Workout, athlete: Athlete, members: int) -> Simulation:
    return simulate(workout, Runner.of(athlete), settings=Settings(members=members))


def goal_check(dose: PredictedDose, goal: Goal | None) -> GoalCheck | None:
    """Return whether a workout reaches its goal; nothing where that asks for no time.

    What it asks for is what a recorded run without a plan is asked for.
    """
    asked_s = UNPLANNED_S.get(goal) if goal is not None else None
    if goal is None or asked_s is None:
        return None
    found = counted(dose, goal)
    asked, likely = format_clock(asked_s), format_clock(found.middle)
    words = COUNTED[goal]
    text = f"{likely} {words}"
    if not is_unsure(found):
        text += (
            f", and for four in five runners like you {range_words(found) or likely}"
        )
    text += f". The goal asks for {asked}."
    if found.low >= asked_s:
        return GoalCheck(Answer.YES, "Reaches the goal", text)
    if found.middle >= asked_s:
        return GoalCheck(Answer.PARTLY, "Enough on average, not for sure", text)
    if found.high >= asked_s:
        return GoalCheck(Answer.PARTLY, "May fall short", text)
    return GoalCheck(Answer.NO, "Falls short", text)


def counted(dose: PredictedDose, goal: Goal | None) -> Range:
    """Return the seconds that count for a goal; those at threshold for most."""
    return dose.near_vo2max_s if goal is Goal.VO2MAX else dose.threshold_s


def _figures(dose: PredictedDose) -> list[Figure]:
    times = (
        (AT_THRESHOLD, dose.threshold_s),
        (AT_HIGH_HEART_RATE, dose.high_hr_s),
        (NEAR_VO2MAX, dose.near_vo2max_s),
    )
    rows: tuple[tuple[str, Range, Callable[[float], str]], ...] = (
        ("D′ left at its lowest", dose.d_prime_lowest_m, "{:.0f} m".format),
        ("Effort at the end, of 10", dose.end_effort_cr10, "{:.0f}".format),
    )
    return [
        Figure(capital(name), format_clock(found.middle), range_words(found))
        for name, found in times
    ] + [
        Figure(name, text(found.middle), f"{text(found.low)} to {text(found.high)}")
        for name, found, text in rows
    ]
