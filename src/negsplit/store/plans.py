"""Plans and the goal of an athlete, as the texts that they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


def keep(
    connection: sqlite3.Connection, athlete: int, body: str, made_at: datetime
) -> None:
    """Keep a plan as the current one; the one before becomes history."""
    connection.execute(
        "UPDATE plan SET is_current = 0 WHERE athlete = ? AND is_current", (athlete,)
    )
    connection.execute(
        "INSERT INTO plan (athlete, made_at, body, is_current) VALUES (?, ?, ?, 1)",
        (athlete, made_at.isoformat(), body),
    )


def bodies(connection: sqlite3.Connection, athlete: int) -> list[str]:
    """Return all plans of an athlete, the current one last."""
    found = connection.execute(
        "SELECT body FROM plan WHERE athlete = ? ORDER BY is_current, id", (athlete,)
    )
    return [body for (body,) in found]


def keep_goal(
    connection: sqlite3.Connection, athlete: int, words: str, made_at: datetime
) -> None:
    """Keep what an athlete trains for."""
    connection.execute(
        "INSERT INTO goal (athlete, made_at, words) VALUES (?, ?, ?) "
        "ON CONFLICT (athlete) DO UPDATE SET made_at = excluded.made_at, "
        "words = excluded.words",
        (athlete, made_at.isoformat(), words),
    )


def goal(connection: sqlite3.Connection, athlete: int) -> str | None:
    """Return what an athlete trains for, if it was kept."""
    found = connection.execute(
        "SELECT words FROM goal WHERE athlete = ?", (athlete,)
    ).fetchone()
    return None if found is None else str(found[0])
