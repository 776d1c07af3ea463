"""Pairs of shoes, and how far was run in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.store.records import ShoeRow

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

# The pair of a run: the one that was said, else the one that was usual on its day.
_PAIR = """
coalesce(
    (SELECT shoe FROM run_shoe WHERE run_shoe.run = run.id),
    (SELECT id FROM shoe WHERE shoe.athlete = run.athlete
     AND default_from <= date(started_ms / 1000 + utc_offset_s, 'unixepoch')
     AND (retired_on IS NULL
          OR retired_on >= date(started_ms / 1000 + utc_offset_s, 'unixepoch'))
     ORDER BY default_from DESC, id DESC LIMIT 1)
)
"""
_COLUMNS = "id, name, start_m, limit_m, default_from, retired_on"


def of_athlete(connection: sqlite3.Connection, athlete: int) -> list[ShoeRow]:
    """Return all pairs with what was run in them; second recordings do not count."""
    run_in = {
        shoe: (runs, metres)
        for shoe, runs, metres in connection.execute(
            f"SELECT {_PAIR} AS pair, count(*), total(distance_m) FROM run "  # noqa: S608 - our own text
            "WHERE athlete = ? AND is_run AND twin_of IS NULL GROUP BY pair",
            (athlete,),
        )
    }
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM shoe WHERE athlete = ? "  # noqa: S608 - our own column names
        "ORDER BY retired_on IS NOT NULL, casefold(name)",
        (athlete,),
    ).fetchall()
    return [
        ShoeRow(
            id=shoe,
            name=name,
            start_m=start_m,
            limit_m=limit_m,
            default_from=default_from,
            retired_on=retired_on,
            runs=run_in.get(shoe, (0, 0.0))[0],
            run_m=run_in.get(shoe, (0, 0.0))[1],
        )
        for shoe, name, start_m, limit_m, default_from, retired_on in found
    ]


def of_run(connection: sqlite3.Connection, run: int) -> int | None:
    """Return the pair that a run was run in, if one is known."""
    found = connection.execute(
        f"SELECT {_PAIR} FROM run WHERE id = ?",  # noqa: S608 - our own text
        (run,),
    ).fetchone()
    return None if found is None else found[0]


def named(connection: sqlite3.Connection, athlete: int, name: str) -> int | None:
    """Return the number of a pair, if there is one of that name."""
    found = connection.execute(
        "SELECT id FROM shoe WHERE athlete = ? AND casefold(name) = ?",
        (athlete, name.casefold()),
    ).fetchone()
    return None if found is None else int(found[0])


def add(
    connection: sqlite3.Connection,
    athlete: int,
    name: str,
    start_m: float = 0.0,
    limit_m: float | None = None,
) -> int:
    """Enter a pair and return its number."""
    found = connection.execute(
        "INSERT INTO shoe (athlete, name, start_m, limit_m) VALUES (?, ?, ?, ?)",
        (athlete, name, start_m, limit_m),
    )
    return int(found.lastrowid or 0)


def wear_named(
    connection: sqlite3.Connection, athlete: int, run: int, name: str
) -> None:
    """Note in which pair a service says that a run was run; enter it if it is new."""
    known = connection.execute("SELECT 1 FROM run_shoe WHERE run = ?", (run,))
    if known.fetchone() is None:
        shoe = named(connection, athlete, name)
        wear(connection, run, shoe or add(connection, athlete, name))


def make_default(connection: sqlite3.Connection, shoe: int, since: date) -> None:
    """Let runs from a day on be in a pair, unless something else is said of them."""
    connection.execute(
        "UPDATE shoe SET default_from = ?, retired_on = NULL WHERE id = ?",
        (since.isoformat(), shoe),
    )


def retire(connection: sqlite3.Connection, shoe: int, day: date | None) -> None:
    """Note the last day of a pair; nothing where it is in use again."""
    connection.execute(
        "UPDATE shoe SET retired_on = ? WHERE id = ?",
        (None if day is None else day.isoformat(), shoe),
    )


def drop(connection: sqlite3.Connection, shoe: int) -> None:
    """Delete a pair; its runs are in the usual one again."""
    connection.execute("DELETE FROM shoe WHERE id = ?", (shoe,))


def wear(connection: sqlite3.Connection, run: int, shoe: int | None) -> None:
    """Note in which pair a run was run; nothing for the usual one."""
    connection.execute("DELETE FROM run_shoe WHERE run = ?", (run,))
    if shoe is not None:
        connection.execute(
            "INSERT INTO run_shoe (run, shoe) VALUES (?, ?)", (run, shoe)
        )
