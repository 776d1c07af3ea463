"""Whose runs a diary holds, and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.errors import NotFoundError
from negsplit.store.records import AthleteRow

if TYPE_CHECKING:
    import sqlite3
    from datetime import date


def athlete_of(connection: sqlite3.Connection, name: str) -> int:
    """Return the number of an athlete, who is entered if new, in a transaction."""
    found = find(connection, name)
    if found is not None:
        return found
    connection.execute("INSERT INTO athlete (name) VALUES (?)", (name,))
    return int(connection.execute("SELECT last_insert_rowid()").fetchone()[0])


def find(connection: sqlite3.Connection, name: str) -> int | None:
    """Return the number of an athlete, if there is one of that name."""
    sql = "SELECT id FROM athlete WHERE name = ?"
    found = connection.execute(sql, (name,)).fetchone()
    return None if found is None else int(found[0])


def name_of(connection: sqlite3.Connection, athlete: int) -> str:
    """Return the name of an athlete.

    Raises
    ------
    NotFoundError
        If there is nobody of that number.
    """
    found = connection.execute(
        "SELECT name FROM athlete WHERE id = ?", (athlete,)
    ).fetchone()
    if found is None:
        raise NotFoundError(f"the diary has no athlete {athlete}")
    return str(found[0])


def everybody(connection: sqlite3.Connection) -> list[AthleteRow]:
    """Return all athletes by name, with how many runs each has."""
    found = connection.execute(
        "SELECT athlete.id, athlete.name, count(run.id) FROM athlete LEFT JOIN run "
        "ON run.athlete = athlete.id AND is_run AND twin_of IS NULL "
        "GROUP BY athlete.id ORDER BY athlete.name, athlete.id"
    )
    return [AthleteRow(*values) for values in found]


def delete_athlete(connection: sqlite3.Connection, athlete: int) -> None:
    """Delete an athlete with all that is kept for them."""
    connection.execute("DELETE FROM athlete WHERE id = ?", (athlete,))


def keep_values(
    connection: sqlite3.Connection, athlete: int, day: date, body: str
) -> None:
    """Keep what is known of an athlete from a day on; that day's older body goes."""
    connection.execute(
        "INSERT OR REPLACE INTO runner_values (athlete, day, body) VALUES (?, ?, ?)",
        (athlete, day.isoformat(), body),
    )


def drop_values(connection: sqlite3.Connection, athlete: int, day: date) -> None:
    """Forget what was said to hold from a day on."""
    connection.execute(
        "DELETE FROM runner_values WHERE athlete = ? AND day = ?",
        (athlete, day.isoformat()),
    )


def values(connection: sqlite3.Connection, athlete: int) -> list[tuple[str, str]]:
    """Return days and bodies of what is known of an athlete, oldest first."""
    found = connection.execute(
        "SELECT day, body FROM runner_values WHERE athlete = ? ORDER BY day", (athlete,)
    )
    return found.fetchall()


def set_unit(connection: sqlite3.Connection, athlete: int, unit: str) -> None:
    """Set the unit that an athlete reads paces in."""
    connection.execute(
        "INSERT INTO preference (athlete, unit) VALUES (?, ?) "
        "ON CONFLICT (athlete) DO UPDATE SET unit = excluded.unit",
        (athlete, unit),
    )


def set_home(connection: sqlite3.Connection, athlete: int, zone: str) -> None:
    """Set the zone that an athlete lives in; '' for nothing said."""
    connection.execute("DELETE FROM home WHERE athlete = ?", (athlete,))
    if zone:
        connection.execute(
            "INSERT INTO home (athlete, zone) VALUES (?, ?)", (athlete, zone)
        )


def home(connection: sqlite3.Connection, athlete: int) -> str:
    """Return the zone that an athlete lives in; '' where that was not said."""
    found = connection.execute(
        "SELECT zone FROM home WHERE athlete = ?", (athlete,)
    ).fetchone()
    return "" if found is None else str(found[0])


def unit(connection: sqlite3.Connection, athlete: int) -> str | None:
    """Return the unit that an athlete reads paces in, if one was chosen."""
    found = connection.execute(
        "SELECT unit FROM preference WHERE athlete = ?", (athlete,)
    ).fetchone()
    return None if found is None else str(found[0])
