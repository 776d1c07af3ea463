"""Workouts that an athlete keeps under names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


def keep(
    connection: sqlite3.Connection,
    athlete: int,
    name: str,
    body: str,
    made_at: datetime,
) -> None:
    """Keep a workout under a name, in place of what was there."""
    connection.execute(
        "INSERT INTO workout (athlete, name, body, made_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (athlete, name) DO UPDATE SET body = excluded.body, "
        "made_at = excluded.made_at",
        (athlete, name, body, made_at.isoformat()),
    )


def bodies(connection: sqlite3.Connection, athlete: int) -> list[tuple[str, str]]:
    """Return name and body of all workouts of an athlete, by name."""
    found = connection.execute(
        "SELECT name, body FROM workout WHERE athlete = ? ORDER BY casefold(name)",
        (athlete,),
    )
    return [(name, body) for name, body in found]


def bodies_of_name(
    connection: sqlite3.Connection, athlete: str
) -> list[tuple[str, str]]:
    """Return name and body of all workouts of an athlete, who need not be there."""
    found = connection.execute(
        "SELECT workout.name, body FROM workout JOIN athlete "
        "ON athlete.id = workout.athlete WHERE athlete.name = ? "
        "ORDER BY lower(workout.name)",
        (athlete,),
    )
    return [(name, body) for name, body in found]


def body(connection: sqlite3.Connection, athlete: int, name: str) -> str | None:
    """Return the body of the workout of a name, if there is one."""
    found = connection.execute(
        "SELECT body FROM workout WHERE athlete = ? AND name = ?", (athlete, name)
    ).fetchone()
    return None if found is None else str(found[0])


def drop(connection: sqlite3.Connection, athlete: int, name: str) -> bool:
    """Delete a workout; return whether there was one."""
    deleted = connection.execute(
        "DELETE FROM workout WHERE athlete = ? AND name = ?", (athlete, name)
    )
    return deleted.rowcount > 0
