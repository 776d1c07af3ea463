"""Edits of runs, each with the day on which it was made, and on which undone."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING

from negsplit import edits
from negsplit.store.records import EditRow

if TYPE_CHECKING:
    import sqlite3

    from negsplit.edits import Edit

# Pieces that a runner splits off are further parts of the same file. No file holds so
# many runs of its own.
PIECE = 1000


def add(connection: sqlite3.Connection, run: int, edit: Edit, made_at: datetime) -> int:
    """Enter an edit and return its number."""
    body = json.dumps(edits.as_data(edit), separators=(",", ":"))
    found = connection.execute(
        "INSERT INTO run_edit (run, made_at, kind, body) VALUES (?, ?, ?, ?)",
        (run, made_at.isoformat(), edits.kind_of(edit), body),
    )
    return int(found.lastrowid or 0)


def undo(connection: sqlite3.Connection, edit: int, undone_at: datetime) -> None:
    """Note that an edit no longer holds."""
    connection.execute(
        "UPDATE run_edit SET undone_at = ? WHERE id = ?", (undone_at.isoformat(), edit)
    )


def of_run(connection: sqlite3.Connection, run: int) -> list[EditRow]:
    """Return all edits of a run, undone ones too, oldest first."""
    found = connection.execute(
        "SELECT id, made_at, kind, body, undone_at FROM run_edit WHERE run = ? "
        "ORDER BY id",
        (run,),
    )
    return [
        EditRow(
            number,
            datetime.fromisoformat(made_at),
            edits.from_data(kind, json.loads(body)),
            None if undone_at is None else datetime.fromisoformat(undone_at),
        )
        for number, made_at, kind, body, undone_at in found
    ]


def edited_runs(connection: sqlite3.Connection, athlete: int) -> list[int]:
    """Return the runs with an edit that holds."""
    found = connection.execute(
        "SELECT DISTINCT run FROM run_edit JOIN run ON run.id = run_edit.run "
        "WHERE athlete = ? AND undone_at IS NULL ORDER BY run",
        (athlete,),
    )
    return [run for (run,) in found]


def pieces_of(connection: sqlite3.Connection, run: int) -> list[int]:
    """Return the runs that were split off the same recording, this one too."""
    found = connection.execute(
        "SELECT other.id FROM run JOIN run AS other ON other.athlete = run.athlete "
        "AND other.digest = run.digest AND other.part % ? = run.part % ? "
        "WHERE run.id = ? ORDER BY other.part",
        (PIECE, PIECE, run),
    )
    return [number for (number,) in found]


def add_piece(connection: sqlite3.Connection, run: int, part: int | None = None) -> int:
    """Enter a further run of the same recording, which begins as a copy.

    What the runner said of the run stays with the first of them.
    """
    if part is None:
        ((highest, _),) = connection.execute(
            "SELECT max(other.part), count(*) FROM run JOIN run AS other "
            "ON other.athlete = run.athlete AND other.digest = run.digest "
            "AND other.part % ? = run.part % ? WHERE run.id = ?",
            (PIECE, PIECE, run),
        )
        part = int(highest) + PIECE
    names = [
        name
        for (name,) in connection.execute("SELECT name FROM pragma_table_info('run')")
        if name not in _NOT_COPIED
    ]
    ((key,),) = connection.execute("SELECT content_key FROM run WHERE id = ?", (run,))
    own_key = hashlib.sha256(f"{key} {part}".encode()).hexdigest()
    columns = ", ".join(names)
    found = connection.execute(
        f"INSERT INTO run ({columns}, part, content_key, name, is_apart) "  # noqa: S608 - our own column names
        f"SELECT {columns}, ?, ?, '', 1 FROM run WHERE id = ?",
        (part, own_key, run),
    )
    piece = int(found.lastrowid or 0)
    connection.execute(
        "INSERT INTO streams (run, reader, marks, samples) "
        "SELECT ?, reader, marks, samples FROM streams WHERE run = ?",
        (piece, run),
    )
    connection.execute(
        "INSERT INTO features (run, code, body) "
        "SELECT ?, code, body FROM features WHERE run = ?",
        (piece, run),
    )
    return piece


_NOT_COPIED = frozenset(
    {
        "id", "part", "content_key", "is_apart", "twin_of",
        "name", "felt_cr10", "goal", "plan", "stopped_because",
    }
)  # fmt: skip
