"""A workout as a runner asks for it: by goal, by form, or written out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from negsplit.design import Wish, design
from negsplit.design.design import CLAIMS_OF_GOALS
from negsplit.desk.design.amounts import parse_amount, unit_of
from negsplit.desk.design.solving import Solved, solved
from negsplit.drawings.zones import Across
from negsplit.errors import InputError
from negsplit.evidence.training import OWN_WARM_UP, STOP_THE_BUILD
from negsplit.forms import FORMS, Kind, Recipe, Steering, build
from negsplit.notation import parse
from negsplit.runner import Runner
from negsplit.units import DistanceUnit
from negsplit.workout import Goal, Time

if TYPE_CHECKING:
    from collections.abc import Callable

    from negsplit.athlete import Athlete
    from negsplit.design import Design
    from negsplit.evidence.records import Claim
    from negsplit.workout import Distance, Workout

    T = TypeVar("T")

BEST = "best"
# What is drawn before anything is asked for: an hour, and the longest hold at threshold
# that Daniels sets. Ours.
FIRST_GOAL, FIRST_AMOUNT, FIRST_HOLD = Goal.THRESHOLD, "1h", "20min"
# Whose paces stand in where no race is known: a 10 km of 45:16 by Daniels' tables,
# which many recreational runners are near. Ours.
TYPICAL_VDOT = 45.0
# Designs that are kept at hand: a page is loaded again, and its parts ask for it.
KEPT = 64


@dataclass(frozen=True, slots=True)
class Asking:
    """What was asked for, in the words it was typed in.

    Parameters
    ----------
    goal, amount, form, steer, hold : str
        As for ``negsplit design``; empty where nothing was chosen.
    notation : str
        The workout written out; it goes before everything else.
    across : Across
        What the pictures count.
    unit : DistanceUnit
        What the runner thinks in.
    """

    goal: str = ""
    amount: str = ""
    form: str = ""
    steer: str = Steering.PACE.value
    hold: str = ""
    notation: str = ""
    across: Across = Across.TIME
    unit: DistanceUnit = DistanceUnit.KM

    @property
    def is_blank(self) -> bool:
        """Whether nothing was asked for yet."""
        return not (self.goal or self.amount or self.form or self.notation)

    def unit_of(self, workout: Workout) -> DistanceUnit:
        """Return the unit to show a workout in: its own, else the runner's."""
        return workout.unit or self.unit


@dataclass(frozen=True, slots=True)
class Slip:
    """What could not be understood: of which field, why, and where in its text."""

    field: str
    text: str
    offset: int | None = None


class SlipError(InputError):
    """A field holds something that has no meaning."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Answered:
    """The workout that was asked for, and what is said of it.

    Parameters
    ----------
    asking : Asking
        What was asked for.
    workout : Workout
        What is to be run.
    title, summary : str
        What it is called, and in one line.
    advice, warnings : tuple of str
        What an honest coach would add, and what does not fit.
    claims : tuple of Claim
        Why it is so.
    solved : Solved, optional
        How the hold was solved.
    """

    asking: Asking
    workout: Workout
    title: str
    summary: str = ""
    advice: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    solved: Solved | None = None


def answered(asking: Asking, athlete: Athlete) -> Answered:
    """Return the workout that was asked for.

    Raises
    ------
    FormatError
        If the notation cannot be read; its offset is the place.
    SlipError
        If a field has no meaning.
    InputError
        If what is asked for makes no sense together.
    """
    if asking.notation.strip():
        workout = parse(asking.notation, default_unit=asking.unit)
        return written(asking, workout)
    if asking.is_blank:
        asking = replace(
            asking, goal=FIRST_GOAL.value, amount=FIRST_AMOUNT, hold=FIRST_HOLD
        )
    runner, steer = placed(athlete), _choice("steer", Steering, asking.steer)
    if runner is not athlete:
        steer = Steering.EFFORT  # nobody's paces are known
    kind = _choice("form", Kind, asking.form) if asking.form else None
    unit = _unit(asking)
    if kind is not None and (not FORMS[kind].is_progression or not asking.goal):
        return _built(asking, kind, unit, steer, runner)
    wish = Wish(unit, steer, kind)
    return _designed(asking, wish, runner)


def written(asking: Asking, workout: Workout) -> Answered:
    """Return a workout that somebody wrote, with what its goal rests on."""
    claims: tuple[Claim, ...] = (OWN_WARM_UP, STOP_THE_BUILD)
    if workout.goal is not None:
        claims = (*CLAIMS_OF_GOALS[workout.goal], *claims)
    title = workout.name or "Your workout"
    return Answered(asking, workout, title, claims=claims)


def placed(athlete: Athlete) -> Athlete:
    """Return whose paces a workout is drawn at: a typical runner's, if none is known.

    Examples
    --------
    >>> from negsplit.athlete import Athlete
    >>> placed(Athlete()).vdot_ml_kg_min
    45.0
    """
    if Runner.of(athlete).vdot_ml_kg_min is not None:
        return athlete
    return replace(athlete, vdot_ml_kg_min=TYPICAL_VDOT)


def _unit(asking: Asking) -> DistanceUnit:
    """Return the unit of a distance as typed; a time is in the runner's."""
    try:
        amount = parse_amount(asking.amount.strip())
    except InputError:
        return asking.unit
    if isinstance(amount, Time):
        return asking.unit
    return unit_of(asking.amount, None)


def _designed(asking: Asking, wish: Wish, runner: Athlete) -> Answered:
    goal = _choice("goal", Goal, asking.goal)
    amount = _amount("amount", asking.amount)
    if asking.hold == BEST:
        found = solved(goal, amount, runner, wish)
        return replace(_answer(asking, found.design), solved=found.told)
    if asking.hold:
        wish = replace(wish, hold=_amount("hold", asking.hold))
    return _answer(asking, _made(goal, amount, runner, wish))


@lru_cache(maxsize=KEPT)
def _made(goal: Goal, amount: Time | Distance, athlete: Athlete, wish: Wish) -> Design:
    return design(goal, amount, athlete, wish)


def _answer(asking: Asking, made: Design) -> Answered:
    form = made.recipe.form
    return Answered(
        asking,
        made.workout,
        form.title,
        form.summary,
        tuple(_as_fields(line) for line in made.advice),
        made.warnings,
        made.claims,
    )


def _as_fields(advice: str) -> str:
    """Return advice that names options of the command line as fields of a page."""
    plain = advice.replace("--hold 10min keeps", "A hold of 10min keeps")
    return plain.replace("negsplit form 4x4", "choose the form 4x4")


def _built(
    asking: Asking, kind: Kind, unit: DistanceUnit, steer: Steering, runner: Athlete
) -> Answered:
    form = FORMS[kind]
    counted = form.repetitions[1] > 0
    amount = None if counted or not asking.amount else _amount("amount", asking.amount)
    hold = _amount("hold", asking.hold) if asking.hold not in ("", BEST) else None
    workout = build(Recipe(kind, amount, unit, steer, hold), runner)
    inferred = (f"Inferred: {form.inferred}.",) if form.inferred else ()
    source = f"Source: {form.source.citation}."
    return replace(
        written(asking, workout),
        title=form.title,
        summary=form.summary,
        advice=(source, *inferred),
    )


def _amount(field: str, text: str) -> Time | Distance:
    if not text.strip():
        raise SlipError(field, "how far or how long? write 10km, 6mi or 45min")
    return _read(field, parse_amount, text)


def _read(field: str, read: Callable[[str], T], text: str) -> T:
    try:
        return read(text.strip())
    except InputError as error:
        raise SlipError(field, str(error)) from error


def _choice(field: str, kinds: Callable[[str], T], text: str) -> T:
    try:
        return kinds(text)
    except ValueError as error:
        message = f"'{text[:40]}' is no {field}; choose one of the list"
        raise SlipError(field, message) from error
