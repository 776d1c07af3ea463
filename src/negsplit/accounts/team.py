"""What a coach does: add runners, invite them, take their accounts away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.accounts.accounts import account_of
from negsplit.accounts.passwords import clean_name, digest, hashed, new_secret
from negsplit.errors import InputError, NotFoundError
from negsplit.store import accounts as rows
from negsplit.store import athletes, keys
from negsplit.store.records import Role

if TYPE_CHECKING:
    import sqlite3

    from negsplit.accounts.accounts import Account, Accounts
    from negsplit.store.records import AthleteRow

# An invitation is sent by message, and used the same week. Ours.
INVITATION_S = 7 * 86_400


@dataclass(frozen=True, slots=True)
class Coached:
    """An athlete whom a coach sees, and the account they log in with."""

    athlete: AthleteRow
    account: Account | None


class Team:
    """The athletes of coaches, and their ways in."""

    def __init__(self, accounts: Accounts):
        self.accounts = accounts

    def coached(self, coach: Account) -> list[Coached]:
        """Return whom a coach sees, each with the account they log in with."""
        seen = self.accounts.athletes(coach)
        with self.accounts.reading() as connection:
            return [
                Coached(one, account_of(rows.of_athlete(connection, one.id)))
                for one in seen
            ]

    def add_runner(self, coach: Account, name: str) -> int:
        """Enter an athlete whom a coach sees from now on; return their number.

        Raises
        ------
        NotFoundError
            If it is no coach who adds.
        InputError
            If the name will not do, or is somebody's in this diary.
        """
        if not coach.is_coach:
            raise NotFoundError("only coaches add runners")
        name = clean_name(name)
        with self.accounts.writing() as connection:
            if any(one.name == name for one in athletes.everybody(connection)):
                raise InputError(
                    f"there is a runner called '{name}' already; add a letter or a "
                    "surname to tell the two apart"
                )
            number = athletes.athlete_of(connection, name)
            rows.coach(connection, coach.id, number)
        return number

    def invite(self, coach: Account, athlete: int, name: str, now: int) -> str:
        """Return the secret of a link with which an athlete chooses a password, once.

        An athlete who logs in already keeps their name, and can so choose a new
        password; the old one holds until then.

        Raises
        ------
        NotFoundError
            If the coach does not see such an athlete.
        InputError
            If the name will not do, or is somebody else's.
        """
        secret, role = new_secret(), Role.RUNNER
        self._needs(coach, athlete)
        with self.accounts.writing() as connection:
            row = rows.of_athlete(connection, athlete)
            number = row.id if row else _entered(connection, name, role, athlete)
            expires = now + INVITATION_S
            keys.invite(connection, digest(secret), number, expires)
        return secret

    def invite_coach(self, coach: Account, name: str, now: int) -> str:
        """Return the secret of a link with which another coach chooses a password.

        They see nobody yet, and add runners of their own.

        Raises
        ------
        NotFoundError
            If it is no coach who invites.
        InputError
            If the name will not do, or is somebody else's.
        """
        if not coach.is_coach:
            raise NotFoundError("only coaches invite coaches")
        secret = new_secret()
        with self.accounts.writing() as connection:
            number = _entered(connection, name, Role.COACH)
            expires = now + INVITATION_S
            keys.invite(connection, digest(secret), number, expires)
        return secret

    def invited(self, secret: str, now: int) -> Account | None:
        """Return whom an invitation is for; nothing if it is over or was used."""
        with self.accounts.reading() as connection:
            return account_of(keys.invited(connection, digest(secret), now))

    def accept(self, secret: str, password: str, now: int) -> Account:
        """Set the password of somebody invited, and end all older sessions.

        Raises
        ------
        NotFoundError
            If the invitation is over or was used.
        InputError
            If the password will not do.
        """
        account = self.invited(secret, now)
        kept = None if account is None else hashed(password, account.name)
        with self.accounts.writing() as connection:
            row = keys.invited(connection, digest(secret), now)
            if row is None or kept is None:
                raise NotFoundError(
                    "this invitation was used or is too old; ask your coach for another"
                )
            rows.set_password(connection, row.id, kept)
            keys.end_invitations(connection, row.id)
            keys.end_sessions(connection, row.id)
            return self.accounts.account(connection, row.id)

    def shut_out(self, coach: Account, athlete: int) -> None:
        """Take an athlete's account away; their runs stay.

        Raises
        ------
        NotFoundError
            If the coach does not see such an athlete.
        """
        self._needs(coach, athlete)
        with self.accounts.writing() as connection:
            rows.delete_of(connection, athlete)
            rows.coach(connection, coach.id, athlete)

    def _needs(self, coach: Account, athlete: int) -> None:
        seen = self.accounts.athletes(coach)
        if not coach.is_coach or all(one.id != athlete for one in seen):
            raise NotFoundError(f"you coach no athlete {athlete}")


def _entered(
    connection: sqlite3.Connection, name: str, role: Role, athlete: int | None = None
) -> int:
    name = clean_name(name)
    number = rows.add(connection, name, role, athlete)
    if number is None:
        raise InputError(f"somebody logs in as '{name}' already; choose another name")
    return number
