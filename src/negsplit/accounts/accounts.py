"""Accounts of a diary's file: logging in, sessions, passwords, tokens of programs."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.accounts.passwords import (
    clean,
    clean_name,
    digest,
    hashed,
    new_secret,
    renewed,
    verified,
)
from negsplit.errors import InputError, NotFoundError
from negsplit.store import accounts as rows
from negsplit.store import connection as database
from negsplit.store import keys
from negsplit.store.records import Role

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from negsplit.store.records import AccountRow, AthleteRow, TokenRow

# A session lasts a month, and a fortnight without a visit ends it. Ours.
SESSION_S = 30 * 86_400
IDLE_S = 14 * 86_400
# A visit is noted this often at most: each note is forced to the disk.
NOTED_EVERY_S = 600
# With which those who look for leaked secrets can tell ours.
TOKEN_PREFIX = "negsplit_"  # noqa: S105 - the same for all, so no secret


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in.

    Parameters
    ----------
    id : int
        Their number.
    name : str
        What they log in with.
    role : Role
        A coach sees whom they coach, a runner themselves.
    athlete : int, optional
        Who a runner is.
    has_password : bool
        Whether they have chosen one yet.
    """

    id: int
    name: str
    role: Role
    athlete: int | None
    has_password: bool

    @property
    def is_coach(self) -> bool:
        """Whether they may add runners and invite them."""
        return self.role is Role.COACH


def account_of(row: AccountRow | None) -> Account | None:
    """Return an account without its password's hash."""
    if row is None:
        return None
    return Account(row.id, row.name, row.role, row.athlete, row.password is not None)


class Accounts:
    """The accounts of a diary's file."""

    def __init__(self, path: Path, connection: sqlite3.Connection):
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, path: Path, *, across_threads: bool = False) -> Accounts:
        """Open the accounts of a diary, which is made where there is none.

        Raises
        ------
        DiaryError
            If it cannot be opened, or is no diary.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(path, database.connect(path, across_threads=across_threads))

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Accounts:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend the file, and say clearly what fails."""
        with database.clearly(self.path):
            yield self.connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Do everything inside or nothing, and say clearly what fails."""
        with self.reading() as connection, database.transaction(connection):
            yield connection

    def is_empty(self) -> bool:
        """Return whether nobody may log in yet."""
        with self.reading() as connection:
            return rows.count(connection) == 0

    def begin(self, name: str, password: str) -> Account:
        """Enter the first coach, who sees everybody that is in the diary already.

        Raises
        ------
        InputError
            If there are accounts already, or name or password will not do.
        """
        name = clean_name(name)
        secret = hashed(password, name)
        with self.writing() as connection:
            if rows.count(connection):
                raise InputError("this diary has been set up already; log in")
            number = rows.add(connection, name, Role.COACH, password=secret)
            rows.coach_everybody(connection, number or 0)
            return self.account(connection, number or 0)

    def athletes(self, account: Account) -> list[AthleteRow]:
        """Return whom somebody may see, by name."""
        with self.reading() as connection:
            row = rows.numbered(connection, account.id)
            return [] if row is None else rows.athletes(connection, row)

    def account(self, connection: sqlite3.Connection, number: int) -> Account:
        """Return the account of a number that has to be there."""
        found = account_of(rows.numbered(connection, number))
        if found is None:
            raise NotFoundError(f"there is no account {number}")
        return found

    def log_in(self, name: str, password: str, now: int) -> str | None:
        """Return the secret of a new session; nothing if name or password is wrong.

        A name that nobody has takes as long as a wrong password.
        """
        with self.reading() as connection:
            row = rows.named(connection, name.strip())
        is_right = verified(None if row is None else row.password, password)
        if row is None or not is_right:
            return None
        return self._session(row, password, now)

    def _session(self, row: AccountRow, password: str, now: int) -> str | None:
        stronger = renewed(row.password or "", password)
        secret = new_secret()
        with self.writing() as connection:
            if rows.numbered(connection, row.id) != row:
                return None  # the password was changed while it was being checked
            if stronger is not None:
                rows.set_password(connection, row.id, stronger)
            expires = now + SESSION_S
            keys.add_session(connection, digest(secret), row.id, now, expires)
        return secret

    def change_password(self, account: Account, old: str, new: str) -> None:
        """Set a new password, and end all sessions and open invitations.

        Raises
        ------
        InputError
            If the old one is wrong, or the new one will not do.
        """
        with self.reading() as connection:
            row = rows.numbered(connection, account.id)
        if row is None or not verified(row.password, old):
            raise InputError("that is not your present password; try it once more")
        kept = hashed(new, account.name)
        with self.writing() as connection:
            rows.set_password(connection, account.id, kept)
            keys.end_sessions(connection, account.id)
            keys.end_invitations(connection, account.id)

    def visitor(self, secret: str, now: int) -> Account | None:
        """Return whose session a secret belongs to; nothing if it is over."""
        kept = digest(secret)
        with self.reading() as connection:
            found = keys.session(connection, kept, now, IDLE_S)
        if found is None:
            return None
        row, seen_at = found
        if now - seen_at >= NOTED_EVERY_S:
            with self.writing() as connection:
                keys.touch_session(connection, kept, now)
        return account_of(row)

    def log_out(self, secret: str) -> None:
        """End a session."""
        with self.writing() as connection:
            keys.end_session(connection, digest(secret))

    def log_out_everywhere(self, account: Account) -> int:
        """End all sessions of somebody; return how many there were."""
        with self.writing() as connection:
            return keys.end_sessions(connection, account.id)

    def add_token(self, account: Account, label: str, now: int) -> str:
        """Return a new secret with which a program may ask in somebody's name."""
        label = clean("label", label, "name the program, as 'my spreadsheet'")
        secret = TOKEN_PREFIX + new_secret()
        with self.writing() as connection:
            keys.add_token(connection, digest(secret), account.id, label, now)
        return secret

    def tokens(self, account: Account) -> list[TokenRow]:
        """Return the programs that may ask in somebody's name, newest first."""
        with self.reading() as connection:
            return keys.tokens(connection, account.id)

    def revoke(self, account: Account, token: int) -> None:
        """Make a token of somebody useless.

        Raises
        ------
        NotFoundError
            If they have none of that number.
        """
        with self.writing() as connection:
            if not keys.drop_token(connection, account.id, token):
                raise NotFoundError(f"you have no token {token}; it may be gone")

    def by_token(self, secret: str, now: int) -> Account | None:
        """Return in whose name a program asks; nothing if the token is none."""
        with self.reading() as connection:
            found = keys.token(connection, digest(secret))
        if found is None:
            return None
        row, token = found
        if token.used_at is None or now - token.used_at >= NOTED_EVERY_S:
            with self.writing() as connection:
                keys.touch_token(connection, token.id, now)
        return account_of(row)
