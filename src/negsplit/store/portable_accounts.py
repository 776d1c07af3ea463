"""Who may log in, as rows that another diary can take over.

Accounts are called by their names, athletes too, and the athlete whose diary is taken
out by none: in another diary they may be called otherwise. Sessions and tokens stay
behind, as whoever holds one has it from that server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.store import accounts, athletes
from negsplit.store.portable import Difference
from negsplit.store.records import Role

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from negsplit.store.portable import Row

ACCOUNT, COACHED, INVITATION = "account", "coached", "invitation"
_ATHLETE = "athlete.name AS athlete, athlete.id IS :own AS is_own"
# In the order in which they were made: the first coach sees whom nobody coaches.
_SQL = {
    ACCOUNT: f"SELECT account.name, password, role, {_ATHLETE} FROM account "  # noqa: S608 - our own names
    "LEFT JOIN athlete ON athlete.id = account.athlete ORDER BY account.id",
    COACHED: f"SELECT account.name AS account, {_ATHLETE} FROM coached "  # noqa: S608 - our own names
    "JOIN account ON account.id = account JOIN athlete ON athlete.id = coached.athlete "
    "ORDER BY account.id, athlete.id",
    INVITATION: "SELECT secret, account.name AS account, expires_at FROM invitation "
    "JOIN account ON account.id = account ORDER BY account.id, secret",
}


def dump(connection: sqlite3.Connection, athlete: int) -> dict[str, list[Row]]:
    """Return all accounts of a diary's file, as seen from one of its athletes."""
    return {table: _rows(connection, sql, athlete) for table, sql in _SQL.items()}


def _rows(connection: sqlite3.Connection, sql: str, athlete: int) -> list[Row]:
    found = connection.execute(sql, {"own": athlete} if ":own" in sql else {})
    names = [column[0] for column in found.description]
    return [dict(zip(names, values, strict=True)) for values in found]


def put(
    connection: sqlite3.Connection, athlete: int, rows: Mapping[str, Sequence[Row]]
) -> list[Difference]:
    """Enter accounts whose names nobody has; return those that are here otherwise.

    An account that is here stays as it is, with whom it coaches.
    """
    here = {
        str(one["name"]).casefold(): one for one in dump(connection, athlete)[ACCOUNT]
    }
    new: dict[str, int] = {}
    differences = []
    for row in rows.get(ACCOUNT, ()):
        name = str(row["name"])
        whose = _athlete(connection, athlete, row) if row["role"] == "runner" else None
        password = None if row["password"] is None else str(row["password"])
        number = accounts.add(connection, name, Role(row["role"]), whose, password)
        if number is not None:
            new[name] = number
        elif here.get(name.casefold()) != row:  # a hash is nothing to be shown
            differences.append(Difference(ACCOUNT, name, "", "", ""))
    for row in rows.get(COACHED, ()):
        if row["account"] in new:
            whose = _athlete(connection, athlete, row)
            accounts.coach(connection, new[str(row["account"])], whose)
    for row in rows.get(INVITATION, ()):
        if row["account"] in new:
            connection.execute(
                "INSERT OR IGNORE INTO invitation (secret, account, expires_at) "
                "VALUES (?, ?, ?)",
                (row["secret"], new[str(row["account"])], row["expires_at"]),
            )
    return differences


def _athlete(connection: sqlite3.Connection, own: int, row: Row) -> int:
    """Return whose row it is; others than the diary's athlete are entered if new."""
    return (
        own if row["is_own"] else athletes.athlete_of(connection, str(row["athlete"]))
    )
