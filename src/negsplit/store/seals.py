"""A checksum beside every row, so that a changed byte is noticed.

SQLite notices a broken tree, but not a byte that changed inside a name, a number or a
plan. So every row of every table has a checksum in the table ``seal``, kept by
triggers: whatever code writes, the checksum follows within the same transaction, and
what changes a row in any other way does not. The triggers are temporary, made by each
connection that can write: a function in a trigger that is stored in the file would be
refused, as we do not trust what a file says (``trusted_schema`` is off).

Two blobs are covered by their ends only, as they have checksums of their own: the
original by its SHA-256, the samples by that of their zstd frame.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

TABLE = "seal"
_FUNCTION = "row_sum"
# Long enough to cover the head of the samples and of a zstd frame.
_HEAD_BYTES = 32
_HAS_OWN_CHECKSUM = frozenset({("original", "bytes"), ("streams", "samples")})


@dataclass(frozen=True, slots=True)
class _Table:
    """A table, and how its rows are told apart and summed up."""

    name: str
    columns: tuple[tuple[str, str], ...]  # name and type
    key: tuple[str, ...]  # the columns of the primary key

    def row_key(self, row: str) -> str:
        """Return SQL for a whole number that tells a row from the others."""
        types = dict(self.columns)
        if len(self.key) == 1 and types[self.key[0]] == "INTEGER":
            return f"{row}.{self.key[0]}"
        return self._sum(row, tuple((name, types[name]) for name in self.key))

    def row_sum(self, row: str) -> str:
        """Return SQL for the checksum of a row."""
        return self._sum(row, self.columns)

    def _sum(self, row: str, columns: tuple[tuple[str, str], ...]) -> str:
        values = ", ".join(
            value
            for name, kind in columns
            for value in _values(self.name, f"{row}.{name}", name, kind)
        )
        return f"{_FUNCTION}({values})"


def _values(table: str, value: str, name: str, kind: str) -> tuple[str, ...]:
    if (table, name) in _HAS_OWN_CHECKSUM:
        return f"length({value})", f"substr({value}, 1, {_HEAD_BYTES})"
    # Text goes as bytes: what is not UTF-8 any more could not be handed over as text.
    return (f"CAST({value} AS {'BLOB' if kind == 'TEXT' else kind})",)


def row_sum(*values: float | bytes | None) -> int:
    """Return a checksum of values, each with its type and length."""
    found = blake2b(digest_size=8)
    for value in values:
        match value:
            case None:
                found.update(b"n")
            case int():
                found.update(b"i%d;" % value)
            case float():
                found.update(b"f" + struct.pack("<d", value))
            case _:
                found.update(b"b%d;" % len(value))
                found.update(value)
    return int.from_bytes(found.digest(), "little", signed=True)


def add_function(connection: sqlite3.Connection) -> None:
    """Let a connection compute checksums."""
    connection.create_function(_FUNCTION, -1, row_sum, deterministic=True)


def keep_up(connection: sqlite3.Connection) -> None:
    """Let the checksums follow whatever this connection writes from now on.

    Called as a transaction begins. Most connections only read, and do without the
    6 ms that it takes to make the triggers.
    """
    is_kept = connection.execute("SELECT 1 FROM sqlite_temp_schema LIMIT 1").fetchone()
    if is_kept or not _has_seals(connection):
        return
    add_function(connection)
    for table in _tables(connection):
        for statement in _triggers(table):
            connection.execute(statement)


def _has_seals(connection: sqlite3.Connection) -> bool:
    """Return whether there are checksums: before the step that made them are none."""
    found = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (TABLE,))
    return found.fetchone() is not None


def _tables(connection: sqlite3.Connection) -> list[_Table]:
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' "
        "AND name NOT LIKE 'sqlite_%' AND name <> ? ORDER BY name",
        (TABLE,),
    ).fetchall()
    return [_table(connection, name) for (name,) in names]


def _table(connection: sqlite3.Connection, name: str) -> _Table:
    found = connection.execute("SELECT * FROM pragma_table_info(?)", (name,)).fetchall()
    keys = sorted((place, column) for _, column, _, _, _, place in found if place)
    columns = tuple((column, kind) for _, column, kind, *_ in found)
    return _Table(name, columns, tuple(column for _, column in keys))


def _triggers(table: _Table) -> Iterator[str]:
    # Delete and insert instead of replace: a statement that ignores conflicts would
    # make its triggers ignore them too, and so keep the old checksum.
    name = table.name
    gone = (
        f"DELETE FROM {TABLE} WHERE name = '{name}' AND key = {table.row_key('OLD')};"  # noqa: S608 - names of our tables
    )
    come = (
        f"INSERT INTO {TABLE} (name, key, sum) "  # noqa: S608 - names of our tables
        f"VALUES ('{name}', {table.row_key('NEW')}, {table.row_sum('NEW')});"
    )
    again = gone.replace("OLD.", "NEW.")
    for event, body in (
        ("INSERT", again + come),
        ("UPDATE", gone + again + come),
        ("DELETE", gone),
    ):
        yield (
            f"CREATE TEMP TRIGGER {name}_{event.lower()}_sealed "
            f"AFTER {event} ON main.{name} BEGIN {body} END"
        )


def renew(connection: sqlite3.Connection) -> None:
    """Compute all checksums anew, after the tables were changed."""
    if not _has_seals(connection):
        return
    add_function(connection)
    connection.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - our own name
    for table in _tables(connection):
        connection.execute(
            f"INSERT INTO {TABLE} (name, key, sum) SELECT '{table.name}', "  # noqa: S608 - names of our tables
            f"{table.row_key('it')}, {table.row_sum('it')} FROM {table.name} AS it"
        )


def names(connection: sqlite3.Connection) -> list[str]:
    """Return the names of all tables whose rows are sealed."""
    return [table.name for table in _tables(connection)]


def broken(connection: sqlite3.Connection, name: str) -> Iterator[int]:
    """Yield the keys of rows of a table that came, went or changed unsealed."""
    add_function(connection)
    table = _table(connection, name)
    sums = dict(
        connection.execute(
            f"SELECT key, sum FROM {TABLE} WHERE name = ?",  # noqa: S608 - our own name
            (name,),
        )
    )
    rows = connection.execute(
        f"SELECT {table.row_key('it')}, {table.row_sum('it')} FROM {name} AS it"  # noqa: S608 - names of our tables
    )
    for key, total in rows:
        if sums.pop(key, None) != total:
            yield key
    yield from sums
