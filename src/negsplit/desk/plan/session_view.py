"""A session of the plan as pages show it: what, why, why here, what goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.drawings.sketch import sketch
from negsplit.drawings.zones import Across
from negsplit.errors import NegsplitError
from negsplit.evidence.registry import CLAIMS
from negsplit.notation import to_text
from negsplit.physiology.training_paces import DEFAULT_PROFILE
from negsplit.planning.delivery import workout_of
from negsplit.reports.session_words import LETTERS, told_time
from negsplit.reports.step_table import step_table
from negsplit.reports.wording import sentence
from negsplit.runner import Runner

if TYPE_CHECKING:
    from datetime import date

    from negsplit.athlete import Athlete
    from negsplit.drawings.sketch import Sketch
    from negsplit.plan import Card, Plan, Session
    from negsplit.reports.step_table import StepRow
    from negsplit.units import DistanceUnit

_CLAIMS = {claim.key: claim for claim in CLAIMS}


@dataclass(frozen=True, slots=True)
class Why:
    """A sentence that something rests on, and how well established it is."""

    text: str
    grade: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A session in a line.

    Parameters
    ----------
    day : date
        When.
    title, role, letter, time : str
        What it is; by what letter it goes; about how long it takes.
    note : str
        What a coach would say beside it.
    expected_s, load_au : float
        About how long it takes, and its load. [s], minutes times effort
    """

    day: date
    title: str
    role: str
    letter: str
    time: str
    note: str
    expected_s: float
    load_au: float


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session in full.

    Parameters
    ----------
    brief : Brief
        In a line.
    block : str
        What its week is for.
    steps : tuple of StepRow
        In today's paces; empty for a race.
    notation : str
        To copy, to change, to export; empty for a race.
    sketch : Sketch, optional
        Its profile.
    why : tuple of Why
        Why this, and why here.
    cards : tuple of Card
        What goes with it.
    trouble : str
        Why it cannot be told in paces, if it cannot.
    """

    brief: Brief
    block: str
    steps: tuple[StepRow, ...]
    notation: str
    sketch: Sketch | None
    why: tuple[Why, ...]
    cards: tuple[Card, ...]
    trouble: str = ""


def brief_of(session: Session) -> Brief:
    """Return a session in a line."""
    return Brief(
        session.day,
        session.title,
        session.role.value,
        LETTERS[session.role],
        told_time(session),
        session.note,
        session.expected_s,
        session.load_au,
    )


def session_view(
    plan: Plan, session: Session, runner: Athlete, unit: DistanceUnit
) -> SessionView:
    """Return a session in full, in a runner's paces as far as they are known."""
    week = plan.week_of(session.day)
    brief, block = brief_of(session), "" if week is None else week.block.value
    why, profile = whys(session.reasons), DEFAULT_PROFILE
    try:
        workout = workout_of(session, runner, profile)
        if workout is None:
            return SessionView(brief, block, (), "", None, why, session.cards)
        steps = step_table(workout, runner, profile, unit)
        shapes = sketch(workout, Runner.of(runner, profile), Across.TIME, unit)
    except NegsplitError as error:
        trouble = sentence(str(error))
        return SessionView(brief, block, (), "", None, why, session.cards, trouble)
    notation = to_text(workout)
    return SessionView(brief, block, steps, notation, shapes, why, session.cards)


def whys(keys: tuple[str, ...]) -> tuple[Why, ...]:
    """Return the sentences that keys of claims stand for."""
    found = (_CLAIMS[key] for key in keys if key in _CLAIMS)
    return tuple(Why(claim.text, claim.grade.value) for claim in found)
