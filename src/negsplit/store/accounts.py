"""Who may log in, and whose runs they may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from negsplit.store.records import AccountRow, AthleteRow, Role

if TYPE_CHECKING:
    import sqlite3

_COLUMNS = "account.id, account.name, role, athlete, password"
_ATHLETES = (
    "SELECT athlete.id, athlete.name, (SELECT count(*) FROM run WHERE "
    "run.athlete = athlete.id AND is_run AND twin_of IS NULL) FROM athlete WHERE "
)
# Whom nobody coaches and who cannot log in came by the command line: they are shown
# to whoever set the server up.
_OF_COACH = """
athlete.id IN (SELECT athlete FROM coached WHERE account = :account)
OR (
    :account = (SELECT min(id) FROM account WHERE role = 'coach')
    AND athlete.id NOT IN (SELECT athlete FROM coached)
    AND athlete.id NOT IN (SELECT athlete FROM account WHERE athlete IS NOT NULL)
)
ORDER BY athlete.name, athlete.id
"""


def count(connection: sqlite3.Connection) -> int:
    """Return how many accounts there are."""
    return int(connection.execute("SELECT count(*) FROM account").fetchone()[0])


def add(
    connection: sqlite3.Connection,
    name: str,
    role: Role,
    athlete: int | None = None,
    password: str | None = None,
) -> int | None:
    """Enter an account and return its number; nothing if the name is taken."""
    found = connection.execute(
        "INSERT INTO account (name, name_key, password, role, athlete) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
        (name, name.casefold(), password, role.value, athlete),
    ).fetchone()
    return None if found is None else int(found[0])


def named(connection: sqlite3.Connection, name: str) -> AccountRow | None:
    """Return the account of a name, in whatever letter case."""
    return _one(connection, "name_key = ?", name.casefold())


def numbered(connection: sqlite3.Connection, account: int) -> AccountRow | None:
    """Return the account of a number."""
    return _one(connection, "id = ?", account)


def of_athlete(connection: sqlite3.Connection, athlete: int) -> AccountRow | None:
    """Return the account with which an athlete logs in."""
    return _one(connection, "athlete = ?", athlete)


def _one(
    connection: sqlite3.Connection, where: str, value: object
) -> AccountRow | None:
    # The condition is one of the three above; its value is bound.
    sql = f"SELECT {_COLUMNS} FROM account WHERE {where}"  # noqa: S608 - our own text
    found = connection.execute(sql, (value,)).fetchone()
    return None if found is None else row(found)


def row(values: Any) -> AccountRow:
    """Return an account from the columns of this module."""
    number, name, role, athlete, password = values
    return AccountRow(number, name, Role(role), athlete, password)


def set_password(connection: sqlite3.Connection, account: int, password: str) -> None:
    """Set the hash of a password."""
    connection.execute(
        "UPDATE account SET password = ? WHERE id = ?", (password, account)
    )


def delete_of(connection: sqlite3.Connection, athlete: int) -> None:
    """Delete the account with which an athlete logs in."""
    connection.execute("DELETE FROM account WHERE athlete = ?", (athlete,))


def coach(connection: sqlite3.Connection, account: int, athlete: int) -> None:
    """Let a coach see an athlete."""
    connection.execute(
        "INSERT OR IGNORE INTO coached (account, athlete) VALUES (?, ?)",
        (account, athlete),
    )


def coach_everybody(connection: sqlite3.Connection, account: int) -> None:
    """Let a coach see every athlete that there is."""
    connection.execute(
        "INSERT OR IGNORE INTO coached (account, athlete) SELECT ?, id FROM athlete",
        (account,),
    )


def athletes(connection: sqlite3.Connection, account: AccountRow) -> list[AthleteRow]:
    """Return whom an account may see, by name."""
    if account.role is Role.RUNNER:
        found = connection.execute(f"{_ATHLETES} athlete.id = ?", (account.athlete,))
    else:
        found = connection.execute(_ATHLETES + _OF_COACH, {"account": account.id})
    return [AthleteRow(*values) for values in found]
