"""What a runner says happened, from the words of a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from negsplit.errors import InputError
from negsplit.planning.happened import Happened

# What can be said, and how a form asks for it.
KINDS = {
    "ill": "I am, or was, ill",
    "injured": "I am injured",
    "away": "I am away, without time to run",
    "race-day": "My race has another day",
    "race": "I added another race",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened, as typed: what, and from when to when."""

    what: str = ""
    first: str = ""
    last: str = ""


def happened_of(said: Happening) -> Happened:
    """Return what was said, understood.

    Raises
    ------
    InputError
        If a day is missing or none, or nobody knows what is meant.
    """
    if not said.what:
        return Happened()
    first = _day(said.first)
    last = _day(said.last) if said.last else first
    match said.what:
        case "ill":
            return Happened(ill=((first, last),))
        case "injured":
            return Happened(injured=((first, last),))
        case "away":
            return Happened(away=((first, last),))
        case "race-day":
            return Happened(race_day=first)
        case "race":
            return Happened(races=(first,))
        case _:
            choices = ", ".join(KINDS)
            raise InputError(f"'{said.what[:40]}' is none of {choices}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"'{text[:40]}' is no day; write 2026-12-24") from None
