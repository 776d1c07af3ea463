"""A plan as files: its text, a calendar, or a file a session for a watch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.errors import InputError, NegsplitError
from negsplit.evidence.registry import CLAIMS
from negsplit.formats.calendar import DayEntry, write_days
from negsplit.formats.workouts import Delivery, WorkoutFormat, write
from negsplit.plan import Role
from negsplit.planning.delivery import gone_keys, session_keys, workout_of
from negsplit.planning.goal_words import distance_words
from negsplit.planning.plan_text import plan_text
from negsplit.runner import Runner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from negsplit.athlete import Athlete
    from negsplit.physiology.training_paces import Profile
    from negsplit.plan import Plan, Session

_NO_NAME = re.compile(r"[^\w.-]+")
# What a loss says of one step, said of all.
_KINDS = (
    (re.compile(r"^steps? [\d, and–-]+:\s*"), ""),
    (re.compile(r"^\d+:\d\d/\w+ becomes the band [\d:-]+/\w+"), "paces become bands"),
    (re.compile(r"^the ramp becomes \d+ steps"), "ramps become steps"),
    (re.compile(r"^'[\w -]+' is written"), "words of effort are written"),
)
_TEXTS = {claim.key: claim.text for claim in CLAIMS}


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """A plan in a format, and what that cannot say.

    Parameters
    ----------
    files : tuple of (str, bytes)
        Names and contents.
    losses : tuple of (str, int)
        What is lost, and in how many files.
    """

    files: tuple[tuple[str, bytes], ...]
    losses: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose plan is written, how, and from which day on."""

    plan: Plan
    athlete: Athlete
    profile: Profile
    today: date
    made_at: datetime
    runner: str = ""
    earlier: tuple[Plan, ...] = ()


def as_text(wanted: Wanted) -> PlanFiles:
    """Return the plan as the text that a coach edits."""
    text = plan_text(wanted.plan, wanted.athlete)
    return PlanFiles((("plan.toml", text.encode()),))


def as_calendar(wanted: Wanted) -> PlanFiles:
    """Return the plan as a calendar; what is gone from it is cancelled there."""
    made = write_days(_entries(wanted), wanted.made_at)
    losses = tuple((str(loss), 1) for loss in made.losses)
    return PlanFiles((("plan.ics", made.data),), losses)


def as_workouts(wanted: Wanted, target: WorkoutFormat) -> PlanFiles:
    """Return every session from today on as a file of its own.

    Raises
    ------
    InputError
        If none is left, or one of them cannot be written.
    """
    runner = Runner.of(wanted.athlete, wanted.profile)
    files, losses = [], dict[str, int]()
    for key, session in session_keys(wanted.plan, wanted.runner).items():
        workout = workout_of(session, wanted.athlete, wanted.profile)
        if workout is None or session.day < wanted.today:
            continue
        delivery = Delivery(
            key,
            wanted.made_at,
            session.day,
            runner.max_hr_bpm,
            runner.race_speed(10_000.0),
        )
        try:
            made = write(workout, target, delivery)
        except NegsplitError as error:
            raise InputError(f"{session.day}, {session.title}: {error}") from error
        name = _NO_NAME.sub("-", session.title.lower()).strip("-.")
        files.append((f"{session.day}-{name}{target.extension}", made.data))
        for kind in {_kind(str(loss)) for loss in made.losses}:
            losses[kind] = losses.get(kind, 0) + 1
    if not files:
        raise InputError(f"no session from {wanted.today} on is left to write")
    return PlanFiles(tuple(files), tuple(sorted(losses.items())))


def _entries(wanted: Wanted) -> Iterator[DayEntry]:
    for key, session in session_keys(wanted.plan, wanted.runner).items():
        workout = workout_of(session, wanted.athlete, wanted.profile)
        told = [_TEXTS[why] for why in session.reasons if why in _TEXTS]
        cards = [f"{card.title}: {card.how}" for card in session.cards]
        yield DayEntry(
            key,
            session.day,
            _title(wanted.plan, session),
            "\n".join([*told, *cards]),
            workout,
        )
    for key, session in gone_keys(
        wanted.plan, list(wanted.earlier), wanted.runner
    ).items():
        if session.day >= wanted.today:
            yield DayEntry(key, session.day, session.title, is_gone=True)


def _title(plan: Plan, session: Session) -> str:
    if session.role is Role.RACE:
        unit = plan.availability.unit
        return f"Race: {distance_words(plan.aim.distance_m or 0.0, unit)}"
    return f"{session.title}, {session.expected_s / 60:.0f} min"


def _kind(loss: str) -> str:
    """Return a loss without its numbers and words, so that equal ones are one."""
    for pattern, told in _KINDS:
        loss = pattern.sub(told, loss)
    return loss
