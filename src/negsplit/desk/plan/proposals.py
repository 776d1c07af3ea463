"""Changes of the plan that are proposed, and what the runner says to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.desk.plan.kept_plan import plan_as_seen
from negsplit.desk.plan.season import (
    Proposal,
    propose,
    runner_of_plan,
    settle,
    with_diary,
)
from negsplit.desk.plan.session_view import brief_of
from negsplit.physiology.training_paces import Profile
from negsplit.plan import DAYS_A_WEEK
from negsplit.planning.happened import Happened
from negsplit.reports.wording import sentence
from negsplit.units import DistanceUnit, format_pace

if TYPE_CHECKING:
    from datetime import date, datetime

    from negsplit.athlete import Athlete
    from negsplit.desk.desk import Desk
    from negsplit.desk.plan.session_view import Brief
    from negsplit.plan import Session
    from negsplit.planning.paces_change import PacesChange
    from negsplit.planning.plan_reader import PlanFile


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One proposed change: a day, what was there, what would be."""

    key: str
    day: date
    before: Brief | None
    after: Brief | None


@dataclass(frozen=True, slots=True)
class Reasoned:
    """Changes that have the same reason."""

    reason: str
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What is proposed.

    Parameters
    ----------
    happened : tuple of str
        What it is for, in sentences.
    groups : tuple of Reasoned
        The changes, under their reasons.
    paces : tuple of str, optional
        Key and sentence of new paces.
    notes : tuple of str
        What is said without a change.
    """

    happened: tuple[str, ...]
    groups: tuple[Reasoned, ...]
    paces: tuple[str, str] | None
    notes: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.groups and self.paces is None


def proposal_view(desk: Desk, known: PlanFile, said: Happened) -> ProposalView | None:
    """Return what is proposed, where anything happened."""
    proposal = proposed(desk, known, said)
    if proposal is None:
        return None
    groups: dict[str, list[ChangeView]] = {}
    for change in proposal.found.changes:
        groups.setdefault(sentence(change.reason), []).append(
            ChangeView(
                change.key, change.day, _brief(change.before), _brief(change.after)
            )
        )
    happened = with_diary(known.plan, said, desk.diary, desk.today)
    paces = proposal.paces
    found = ProposalView(
        tuple(_happened_words(happened, desk.today)),
        tuple(Reasoned(reason, tuple(rows)) for reason, rows in groups.items()),
        None if paces is None else (paces.key, _paces_words(paces)),
        proposal.found.notes,
    )
    return None if found.is_empty and said == Happened() else found


def proposed(desk: Desk, known: PlanFile, said: Happened) -> Proposal | None:
    """Return what is proposed for what was said and for what the diary shows."""
    happened = with_diary(known.plan, said, desk.diary, desk.today)
    found = propose(
        known, _as_fast(desk.runner, known), happened, desk.today, Profile.CALCULATOR
    )
    nothing = not found.found.changes and found.paces is None
    return None if nothing and said == Happened() else found


def _as_fast(runner: Athlete, known: PlanFile) -> Athlete:
    """Return the runner, as fast as the plan takes them where nobody says more."""
    is_known = runner.races or runner.vdot_ml_kg_min is not None
    return runner if is_known else runner_of_plan(known)


def _happened_words(happened: Happened, today: date) -> list[str]:
    found = [f"{day:%A} {day} was not run." for day in happened.missed if day < today]
    found += [
        f"You stopped building on {day:%A} {day}: good judgement."
        for day in happened.stopped
        if (today - day).days <= DAYS_A_WEEK
    ]
    for word, first, last in happened.spans:
        found.append(f"You are {word} from {first} to {last}.")
    if happened.race_day is not None:
        found.append(f"The race is on {happened.race_day} now.")
    return found + [f"Another race is on {day}." for day in happened.races]


def _paces_words(paces: PacesChange) -> str:
    per_km, per_mi = (
        f"{format_pace(paces.before_threshold_mps, unit)} → "
        f"{format_pace(paces.after_threshold_mps, unit)}"
        for unit in DistanceUnit
    )
    return (
        f"Your races say VDOT {paces.before_ml_kg_min:.1f} → "
        f"{paces.after_ml_kg_min:.1f}: threshold {per_km}, {per_mi}."
    )


def _brief(session: Session | None) -> Brief | None:
    return None if session is None else brief_of(session)


def answer_proposal(
    desk: Desk, said: Happened, taken: frozenset[str], version: str, now: datetime
) -> int:
    """Take the changes of a proposal that were chosen, refuse the others.

    Returns how many were taken.

    Raises
    ------
    StaleError
        If the plan is another one by now.
    """
    known = plan_as_seen(desk.diary, version)
    proposal = proposed(desk, known, said)
    if proposal is None:
        return 0
    refused = frozenset(proposal.keys) - taken
    is_accepted = bool(frozenset(proposal.keys) & taken)
    settle(desk.diary, proposal, refused, now, is_accepted=is_accepted)
    return len(frozenset(proposal.keys) & taken)
