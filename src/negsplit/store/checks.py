"""Whether a diary is whole: file, tables, every row, originals, what was made of them.

Anything may be wrong with a damaged file, so that every question here may fail; an
answer that cannot be had is damage, too.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.analysis import features
from negsplit.errors import FormatError
from negsplit.store import marks, runs, seals, stream_code
from negsplit.store.schema import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# What comes of reading rows whose bytes were changed: SQLite's own errors, numbers that
# it cannot hand over, and text that is not UTF-8.
_DAMAGE = (sqlite3.Error, OverflowError, UnicodeDecodeError)
# Tables with a row a run, by the number of the run.
_OF_RUN = frozenset({"run", "original", "streams", "features"})


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the diary that is not as it was written."""

    what: str
    run: int | None = None


def check(
    connection: sqlite3.Connection, tell: Callable[[int, int], None]
) -> Iterator[Problem]:
    """Yield all that is wrong with a diary, of all athletes.

    Parameters
    ----------
    connection : Connection
        The diary, which is only read.
    tell : callable
        Gets how many runs are checked, and of how many.
    """
    yield from _readable("the file", check_file(connection))
    yield from _readable("the tables", _check_schema(connection))
    names: list[str] = []
    with suppress(*_DAMAGE):  # what is wrong there has been said above
        names = seals.names(connection)
    for name in names:
        yield from _readable(f"table {name}", _check_rows(connection, name))
    numbers: list[int] = []
    with suppress(*_DAMAGE):
        numbers = _every_run(connection)
    for done, number in enumerate(numbers, 1):
        yield from _readable(f"run {number}", _check_run(connection, number))
        tell(done, len(numbers))


def _readable(what: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems, and where they cannot be looked for that this is one."""
    try:
        yield from problems
    except _DAMAGE as error:
        yield Problem(f"{what} cannot be read: {error}")


def check_file(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield what is wrong with the file as SQLite sees it."""
    for (said,) in connection.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield Problem(f"the file is damaged: {said}")
    for table, row, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield Problem(f"row {row} of table {table} belongs to nothing")
    # A number that was given before must not be given again.
    for name, last in connection.execute("SELECT name, seq FROM sqlite_sequence"):
        highest = f"SELECT max(id) FROM {name}"  # noqa: S608 - a table of the file
        if last < (connection.execute(highest).fetchone()[0] or 0):
            yield Problem(f"table {name} counts from {last}, which is behind its rows")


def _check_schema(connection: sqlite3.Connection) -> Iterator[Problem]:
    if _schema(connection) != _fresh_schema():
        yield Problem("the tables are not as negsplit makes them")


def _schema(connection: sqlite3.Connection) -> dict[str, str]:
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL "
        "AND name NOT LIKE 'sqlite_%'"
    )
    return dict(found.fetchall())


def _fresh_schema() -> dict[str, str]:
    fresh = sqlite3.connect(":memory:")
    try:
        for step in STEPS:
            fresh.executescript(step)
        return _schema(fresh)
    finally:
        fresh.close()


def _check_rows(connection: sqlite3.Connection, name: str) -> Iterator[Problem]:
    """Yield the rows of a table that are not what negsplit wrote."""
    for key in seals.broken(connection, name):
        if name in _OF_RUN:
            yield Problem(f"its row in table {name} is not what was written", key)
        else:
            yield Problem(f"a row of table {name} is not what was written")


def _every_run(connection: sqlite3.Connection) -> list[int]:
    """Return the numbers of all runs of all athletes."""
    return [row[0] for row in connection.execute("SELECT id FROM run ORDER BY id")]


def _check_run(connection: sqlite3.Connection, run: int) -> Iterator[Problem]:
    """Yield what is wrong with the blobs of one run."""
    found = connection.execute(
        "SELECT run.digest, original.packing, original.bytes, streams.marks, "
        "streams.samples, features.code, features.body FROM run "
        "LEFT JOIN run AS holder ON holder.athlete = run.athlete "
        "AND holder.digest = run.digest "
        "LEFT JOIN original ON original.run = holder.id "
        "LEFT JOIN streams ON streams.run = run.id "
        "LEFT JOIN features ON features.run = run.id WHERE run.id = ? "
        "ORDER BY original.run IS NULL LIMIT 1",
        (run,),
    ).fetchone()
    digest, packing, data, text, samples, code, body = found
    missing = {"original": data, "samples": samples, "features": body}
    for name, blob in missing.items():
        if blob is None:
            yield Problem(f"its {name} are missing", run)
    if data is not None and not is_original(packing, data, digest):
        yield Problem("its original is not what was imported", run)
    if samples is not None:
        yield from _check_samples(run, text, samples)
    if body is not None and code == features.FEATURES_VERSION:
        try:
            features.decode(body)
        except FormatError as error:
            yield Problem(f"its features cannot be read: {error}", run)


def is_original(packing: str, data: bytes, digest: str) -> bool:
    """Return whether packed bytes are those of a digest."""
    try:
        return hashlib.sha256(runs.unpack(packing, data)).hexdigest() == digest
    # A text where bytes were written is damage too.
    except (FormatError, TypeError):
        return False


def _check_samples(run: int, text: str, samples: bytes) -> Iterator[Problem]:
    try:
        marks.decode(text, stream_code.decode(samples))
    except FormatError as error:
        yield Problem(f"its samples cannot be read: {error}", run)
