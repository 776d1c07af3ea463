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
from negsplit.physiology.training_paces import DEFAULT_PROFILE
from negsplit.plan import DAYS_A_WEEK, monday_of
from negsplit.planning.happened import Happened
from negsplit.reports.wording import sentence
from negsplit.units import DistanceUnit, format_pace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from negsplit.athlete import Athlete
    from negsplit.desk.desk import Desk
    from negsplit.desk.plan.session_view import Brief
    from negsplit.plan import Change, Role, Session
    from negsplit.planning.paces_change import PacesChange
    from negsplit.planning.plan_reader import PlanFile


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day, what was there, what would be."""

    day: date
    before: Brief | None
    after: Brief | None


@dataclass(frozen=True, slots=True)
class MovedSession:
    """A session that is only run on another day."""

    title: str
    from_day: date
    to_day: date


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What is taken or refused as one.

    Parameters
    ----------
    key : str
        What it is called: the keys of its days, joined.
    days : tuple of DayChange
        The days that change.
    moves : tuple of MovedSession
        What only changes its day; taken by halves it would be lost, or run twice.
    gone, new : tuple of Brief
        What beside these moves is there no more, and what was not there.
    """

    key: str
    days: tuple[DayChange, ...]
    moves: tuple[MovedSession, ...]
    gone: tuple[Brief, ...]
    new: tuple[Brief, ...]


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
    for bundle in _open_bundles(proposal):
        reason = sentence(bundle[0].reason)
        groups.setdefault(reason, []).append(_change_view(bundle))
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
        known, _as_fast(desk.runner, known), happened, desk.today, DEFAULT_PROFILE
    )
    nothing = not _open_bundles(found) and found.paces is None
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


def _open_bundles(proposal: Proposal) -> list[tuple[Change, ...]]:
    """Return what is still to be decided: what was refused is not asked again."""
    refused = proposal.known.plan.refused
    return [
        bundle
        for bundle in bundles(proposal.found.changes)
        if not any(change.key in refused for change in bundle)
    ]


def bundles(changes: Iterable[Change]) -> list[tuple[Change, ...]]:
    """Return changes that belong together: a session that leaves a day for another.

    Only within a week: so far a session moves, and a race that moves changes a whole
    season, week by week.
    """
    found: dict[date, list[Change]] = {change.day: [change] for change in changes}
    for leaves, enters in _moves([bundle[0] for bundle in found.values()]):
        one, other = found[leaves.day], found[enters.day]
        if one is not other:
            one.extend(other)
            found |= {change.day: one for change in other}
    kept = {id(bundle): bundle for bundle in found.values()}
    return [tuple(sorted(bundle, key=lambda c: c.day)) for bundle in kept.values()]


def _moves(changes: Sequence[Change]) -> list[tuple[Change, Change]]:
    """Return each change that a session leaves by, with that by which it comes back."""
    moving = [c for c in changes if _same_run(c.before) != _same_run(c.after)]
    enters = [change for change in moving if change.after is not None]
    found = []
    for leaves in moving:
        fitting = [
            change
            for change in enters
            if _same_run(change.after) == _same_run(leaves.before)
            and monday_of(change.day) == monday_of(leaves.day)
        ]
        if fitting:
            nearest = min(fitting, key=lambda c: (abs(c.day - leaves.day), c.day))
            enters.remove(nearest)
            found.append((leaves, nearest))
    return found


def _same_run(session: Session | None) -> tuple[Role, str] | None:
    return None if session is None else (session.role, session.title)


def _change_view(bundle: tuple[Change, ...]) -> ChangeView:
    moves = _moves(bundle)
    left = {leaves.day for leaves, _ in moves}
    entered = {enters.day for _, enters in moves}
    return ChangeView(
        _key(bundle),
        tuple(DayChange(c.day, _brief(c.before), _brief(c.after)) for c in bundle),
        tuple(
            MovedSession(leaves.before.title, leaves.day, enters.day)
            for leaves, enters in moves
            if leaves.before is not None
        ),
        tuple(brief_of(c.before) for c in bundle if c.before and c.day not in left),
        tuple(brief_of(c.after) for c in bundle if c.after and c.day not in entered),
    )


def _key(bundle: tuple[Change, ...]) -> str:
    return " | ".join(change.key for change in bundle)


def _brief(session: Session | None) -> Brief | None:
    return None if session is None else brief_of(session)


def answer_proposal(
    desk: Desk, said: Happened, taken: frozenset[str], version: str, now: datetime
) -> int:
    """Take the changes of a proposal that were chosen, refuse the others.

    What belongs together goes by one key. Returns how many days were changed, new
    paces counted as one.

    Raises
    ------
    StaleError
        If the plan is another one by now.
    """
    known = plan_as_seen(desk.diary, version)
    proposal = proposed(desk, known, said)
    if proposal is None:
        return 0
    chosen = [one for one in _open_bundles(proposal) if _key(one) in taken]
    wanted = {change.key for bundle in chosen for change in bundle}
    paces = proposal.paces
    if paces is not None and paces.key in taken:
        wanted.add(paces.key)
    refused = frozenset(proposal.keys) - wanted
    settle(desk.diary, proposal, refused, now, is_accepted=bool(wanted))
    return len(wanted)
