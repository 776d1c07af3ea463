"""One session, or one plan, for many runners, each with own paces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.design.outline import outline
from negsplit.errors import FormatError, InputError, NegsplitError
from negsplit.forms import Recipe, build
from negsplit.planning.runner_table import athlete_from
from negsplit.planning.table import load
from negsplit.resolve import resolve
from negsplit.runner import Runner

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.design.outline import PlannedStep
    from negsplit.physiology.training_paces import Profile
    from negsplit.workout import Workout


@dataclass(frozen=True, slots=True)
class Member:
    """A runner of a squad with the session in their paces."""

    athlete: Athlete
    workout: Workout
    steps: tuple[PlannedStep, ...]

    @property
    def duration_s(self) -> float | None:
        """About how long it takes, where every step says."""
        if any(step.duration_s is None for step in self.steps):
            return None
        return sum(step.duration_s or 0.0 for step in self.steps)


def read_squad(data: bytes) -> tuple[Athlete, ...]:
    """Return the runners of a squad file: TOML, one [[runner]] table each.

    Raises
    ------
    FormatError
        If it is none; the message names the place, the value and what would be right.
    """
    file = load(data, "squad file")
    found: list[Athlete] = []
    for table in file.tables("runner"):
        name = str(table.values.get("name", "")).strip()
        if name:
            table.place = f"runner {name[:40]}"
        athlete = athlete_from(table)
        if not athlete.name.strip():
            raise table.error('name is missing; write name = "Ann"')
        if any(other.name == athlete.name for other in found):
            raise table.error("there are two of that name; tell them apart")
        if not athlete.races and athlete.vdot_ml_kg_min is None:
            raise table.error(
                'no race and no VDOT; write races = ["10k=45:00"] or vdot = 45'
            )
        found.append(athlete)
    file.done()
    if not found:
        raise FormatError(
            'squad file: there is no [[runner]]; write one with name = "Ann" and '
            'races = ["10k=45:00"]'
        )
    return tuple(found)


def members_of(
    session: Recipe | Workout, athletes: tuple[Athlete, ...], profile: Profile
) -> tuple[Member, ...]:
    """Return a session in every runner's paces.

    Raises
    ------
    InputError
        If it needs what is not known of a runner; the message names them.
    """
    return tuple(_member(session, athlete, profile) for athlete in athletes)


def _member(session: Recipe | Workout, athlete: Athlete, profile: Profile) -> Member:
    try:
        if isinstance(session, Recipe):
            workout = build(session, athlete, profile)
        else:
            workout = resolve(session, athlete, profile)
        steps = outline(workout, Runner.of(athlete, profile))
    except NegsplitError as error:
        raise InputError(f"{athlete.name}: {error}") from error
    return Member(athlete, workout, steps)
