"""What opens the door: sessions, tokens of programs, invitations.

Only the SHA-256 of each secret is here, and times are seconds since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.store.accounts import row
from negsplit.store.records import AccountRow, TokenRow

if TYPE_CHECKING:
    import sqlite3

_ACCOUNT = "account.id, account.name, account.role, account.athlete, account.password"


def add_session(
    connection: sqlite3.Connection, secret: str, account: int, now: int, expires: int
) -> None:
    """Enter a session, and forget those that are over."""
    connection.execute("DELETE FROM web_session WHERE expires_at <= ?", (now,))
    connection.execute(
        "INSERT INTO web_session (secret, account, made_at, seen_at, expires_at) "
        "VALUES (?, ?, ?, ?, ?)",
        (secret, account, now, now, expires),
    )


def session(
    connection: sqlite3.Connection, secret: str, now: int, idle: int
) -> tuple[AccountRow, int] | None:
    """Return whose session it is and when it was last seen; nothing if it is over."""
    found = connection.execute(
        f"SELECT {_ACCOUNT}, seen_at FROM web_session JOIN account "  # noqa: S608 - our own column names
        "ON account.id = web_session.account "
        "WHERE secret = ? AND expires_at > ? AND seen_at > ?",
        (secret, now, now - idle),
    ).fetchone()
    return None if found is None else (row(found[:-1]), int(found[-1]))


def touch_session(connection: sqlite3.Connection, secret: str, now: int) -> None:
    """Note that a session was used."""
    connection.execute(
        "UPDATE web_session SET seen_at = ? WHERE secret = ?", (now, secret)
    )


def end_session(connection: sqlite3.Connection, secret: str) -> None:
    """Forget a session."""
    connection.execute("DELETE FROM web_session WHERE secret = ?", (secret,))


def end_sessions(connection: sqlite3.Connection, account: int) -> int:
    """Forget all sessions of an account; return how many there were."""
    return connection.execute(
        "DELETE FROM web_session WHERE account = ?", (account,)
    ).rowcount


def add_token(
    connection: sqlite3.Connection, secret: str, account: int, label: str, now: int
) -> None:
    """Enter the token of a program."""
    connection.execute(
        "INSERT INTO api_token (secret, account, label, made_at) VALUES (?, ?, ?, ?)",
        (secret, account, label, now),
    )


def tokens(connection: sqlite3.Connection, account: int) -> list[TokenRow]:
    """Return the tokens of an account, newest first."""
    found = connection.execute(
        "SELECT id, label, made_at, used_at FROM api_token WHERE account = ? "
        "ORDER BY id DESC",
        (account,),
    )
    return [TokenRow(*values) for values in found]


def token(
    connection: sqlite3.Connection, secret: str
) -> tuple[AccountRow, TokenRow] | None:
    """Return whose token it is, if it is one."""
    found = connection.execute(
        f"SELECT {_ACCOUNT}, api_token.id, label, made_at, used_at "  # noqa: S608 - our own column names
        "FROM api_token JOIN account ON account.id = api_token.account "
        "WHERE secret = ?",
        (secret,),
    ).fetchone()
    return None if found is None else (row(found[:5]), TokenRow(*found[5:]))


def touch_token(connection: sqlite3.Connection, token: int, now: int) -> None:
    """Note that a token was used."""
    connection.execute("UPDATE api_token SET used_at = ? WHERE id = ?", (now, token))


def drop_token(connection: sqlite3.Connection, account: int, token: int) -> bool:
    """Forget a token of an account; say whether there was one."""
    sql = "DELETE FROM api_token WHERE id = ? AND account = ?"
    return connection.execute(sql, (token, account)).rowcount > 0


def invite(
    connection: sqlite3.Connection, secret: str, account: int, expires: int
) -> None:
    """Enter an invitation, in place of any older one for the account."""
    connection.execute("DELETE FROM invitation WHERE account = ?", (account,))
    connection.execute(
        "INSERT INTO invitation (secret, account, expires_at) VALUES (?, ?, ?)",
        (secret, account, expires),
    )


def invited(connection: sqlite3.Connection, secret: str, now: int) -> AccountRow | None:
    """Return whom an invitation is for; nothing if it is over or was used."""
    found = connection.execute(
        f"SELECT {_ACCOUNT} FROM invitation JOIN account "  # noqa: S608 - our own column names
        "ON account.id = invitation.account WHERE secret = ? AND expires_at > ?",
        (secret, now),
    ).fetchone()
    return None if found is None else row(found)


def end_invitations(connection: sqlite3.Connection, account: int) -> None:
    """Forget the invitations of an account."""
    connection.execute("DELETE FROM invitation WHERE account = ?", (account,))
