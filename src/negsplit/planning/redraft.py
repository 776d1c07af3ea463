"""Planned sessions taken up again: without their day, easier, shorter, in weeks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from negsplit.evidence.planning import EASY_FILLS
from negsplit.forms import Kind, Recipe
from negsplit.forms.pieces import like, size
from negsplit.plan import Role, monday_of
from negsplit.planning.amounts import ROUND_S, Draft
from negsplit.planning.cards import with_strength
from negsplit.planning.menu import Slot
from negsplit.units import DistanceUnit
from negsplit.workout import Time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from negsplit.plan import Availability, Session, Week

# An easy run in the place of something longer or harder is an hour at most; ours.
LONGEST_INSTEAD_S = 3600.0


def draft_of(session: Session) -> Draft:
    """Return a session without its day; its claims are those of the plan."""
    recipe = session.recipe
    slot = Slot(
        session.role,
        None if recipe is None else recipe.kind,
        None if recipe is None else recipe.repetitions,
    )
    return Draft(slot, recipe, session.expected_s, session.workout)


def as_easy(draft: Draft, longest_s: float | None = None) -> Draft:
    """Return an easy run of about the same time, an hour or a runner's day at most."""
    recipe = draft.recipe
    if recipe is None and draft.workout is None:
        return draft
    unit = DistanceUnit.KM if recipe is None else recipe.unit
    seconds = min(draft.expected_s, LONGEST_INSTEAD_S, longest_s or inf)
    amount = None if recipe is None else recipe.amount
    if amount is None or isinstance(amount, Time):
        seconds = max(round(seconds / ROUND_S), 3) * ROUND_S
        easy = Recipe(Kind.EASY, Time(seconds), unit)
    else:
        share = seconds / draft.expected_s
        whole = unit.metres / 2
        metres = max(round(size(amount) * share / whole), 4) * whole
        easy = Recipe(Kind.EASY, like(amount, metres), unit)
    return Draft(Slot(Role.EASY, Kind.EASY, reasons=(EASY_FILLS,)), easy, seconds)


def scaled(draft: Draft, share: float) -> Draft:
    """Return a session with a share of its amount; counted ones stay as they are."""
    recipe = draft.recipe
    if share >= 1.0 or recipe is None or recipe.amount is None:
        return draft
    by_time = isinstance(recipe.amount, Time)
    grain = ROUND_S if by_time else recipe.unit.metres / 2
    least = 3 if by_time else 4
    whole = max(round(size(recipe.amount) * share / grain), least) * grain
    smaller = replace(recipe, amount=like(recipe.amount, whole))
    real = whole / size(recipe.amount)
    return Draft(draft.slot, smaller, draft.expected_s * real)


def filled(weeks: tuple[Week, ...], sessions: Iterable[Session]) -> tuple[Week, ...]:
    """Return weeks with these sessions in them."""
    by_week: dict[date, list[Session]] = defaultdict(list)
    for session in sorted(sessions, key=lambda session: session.day):
        by_week[monday_of(session.day)].append(session)
    return with_strength(
        tuple(replace(week, sessions=tuple(by_week[week.monday])) for week in weeks)
    )


def with_away(
    availability: Availability, away: tuple[tuple[date, date], ...]
) -> Availability:
    """Return when there is time, with more stretches without running."""
    return replace(availability, away=tuple(dict.fromkeys(away)))
