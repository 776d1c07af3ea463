"""A session of a plan in a few words: how long, and by what letter it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.plan import Role
from negsplit.units import format_clock

if TYPE_CHECKING:
    from negsplit.plan import Session, Week

# A letter a role, so that none is told apart by colour alone.
LETTERS = {
    Role.EASY: "e",
    Role.BRIDGE: "b",
    Role.PROGRESSION: "P",
    Role.LONG: "L",
    Role.HARD: "H",
    Role.RACE: "R",
}


def told_time(session: Session) -> str:
    """Return about how long a session takes, repetitions told as such."""
    count = session.recipe.repetitions if session.recipe else None
    about = (
        format_clock(session.expected_s)
        if session.role is Role.RACE
        else f"{session.expected_s / 60:.0f} min"
    )
    return about if count is None else f"{count} times, {about}"


def hours(seconds: float) -> str:
    """Return a time as hours and minutes."""
    whole, minutes = divmod(round(seconds / 60), 60)
    return f"{whole}:{minutes:02d}"


def is_told_light(week: Week) -> bool:
    """Return whether a week is light beyond what its block says anyway."""
    return week.is_light and week.block.value not in ("taper", "recovery")
