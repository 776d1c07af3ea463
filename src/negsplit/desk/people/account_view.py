"""What somebody sees of their account: whom they may see, and which programs ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from negsplit.accounts.team import Team

if TYPE_CHECKING:
    from negsplit.accounts.accounts import Account, Accounts


@dataclass(frozen=True, slots=True)
class Person:
    """An athlete, and how they log in.

    Parameters
    ----------
    athlete : int
        Their number.
    name : str
        '' for whoever never gave one.
    runs : int
        How many they have in the diary.
    login : str, optional
        What they log in with, if they have been invited.
    has_password : bool
        Whether they took the invitation.
    """

    athlete: int
    name: str
    runs: int
    login: str | None
    has_password: bool


@dataclass(frozen=True, slots=True)
class Program:
    """A token with which a program may ask."""

    id: int
    label: str
    made_on: date
    used_on: date | None


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as its owner sees it."""

    name: str
    is_coach: bool
    people: tuple[Person, ...]
    programs: tuple[Program, ...]


def account_view(accounts: Accounts, account: Account) -> AccountView:
    """Return what somebody sees of their account."""
    people = tuple(
        Person(
            one.athlete.id,
            one.athlete.name,
            one.athlete.runs,
            None if one.account is None else one.account.name,
            one.account is not None and one.account.has_password,
        )
        for one in Team(accounts).coached(account)
    )
    programs = tuple(
        Program(one.id, one.label, _day(one.made_at), _used(one.used_at))
        for one in accounts.tokens(account)
    )
    return AccountView(account.name, account.is_coach, people, programs)


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).astimezone().date()


def _used(seconds: int | None) -> date | None:
    return None if seconds is None else _day(seconds)
