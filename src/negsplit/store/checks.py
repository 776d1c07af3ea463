"""Whether a diary is whole: file, tables, originals, and what was made of them."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

import zstandard

from negsplit.analysis import features
from negsplit.errors import FormatError
from negsplit.store import marks, runs, stream_code
from negsplit.store.schema import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the diary that is not as it was written."""

    what: str
    run: int | None = None


def check_file(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield what is wrong with the file and its tables."""
    for (told,) in connection.execute("PRAGMA integrity_check"):
        if told != "ok":
            yield Problem(f"the file is damaged: {told}")
    for table, row, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield Problem(f"row {row} of table {table} belongs to nothing")
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


def every_run(connection: sqlite3.Connection) -> list[int]:
    """Return the numbers of all runs of all athletes."""
    return [row[0] for row in connection.execute("SELECT id FROM run ORDER BY id")]


def check_run(connection: sqlite3.Connection, run: int) -> Iterator[Problem]:
    """Yield what is wrong with one run."""
    found = connection.execute(
        "SELECT run.digest, original.packing, original.bytes, streams.marks, "
        "streams.samples, features.code, features.body FROM run "
        "LEFT JOIN original ON original.run = run.id "
        "LEFT JOIN streams ON streams.run = run.id "
        "LEFT JOIN features ON features.run = run.id WHERE run.id = ?",
        (run,),
    ).fetchone()
    digest, packing, data, text, samples, code, body = found
    missing = {"original": data, "samples": samples, "features": body}
    for name, blob in missing.items():
        if blob is None:
            yield Problem(f"its {name} are missing", run)
    if data is not None and not _is_original(packing, data, digest):
        yield Problem("its original is not what was imported", run)
    if samples is not None:
        yield from _check_samples(run, text, samples)
    if body is not None and code == features.FEATURES_VERSION:
        try:
            features.decode(body)
        except FormatError as error:
            yield Problem(f"its features cannot be read: {error}", run)


def _is_original(packing: str, data: bytes, digest: str) -> bool:
    try:
        plain = runs.unpack(packing, data)
    except zstandard.ZstdError:
        return False
    return hashlib.sha256(plain).hexdigest() == digest


def _check_samples(run: int, text: str, samples: bytes) -> Iterator[Problem]:
    try:
        marks.decode(text, stream_code.decode(samples))
    except FormatError as error:
        yield Problem(f"its samples cannot be read: {error}", run)
