"""Files that were looked at, so that the next import need not read them.

A file is taken to be unchanged if its size and the time of its last change are what
they were, in an archive its size and checksum: the rule of make, git and rsync. Who
changes a file and sets its clock back is not noticed; ``--again`` reads everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.store.records import Outcome, Seen

if TYPE_CHECKING:
    import sqlite3


def all_seen(
    connection: sqlite3.Connection, athlete: int, reader: int
) -> dict[str, Seen]:
    """Return every file seen; what became no run counts only for the same reader."""
    found = connection.execute(
        "SELECT place, size, stamp, reader, outcome, reason, run FROM source "
        "WHERE athlete = ? AND (run IS NOT NULL OR reader = ?)",
        (athlete, reader),
    )
    outcomes = {outcome.value: outcome for outcome in Outcome}
    return {
        place: Seen(size, stamp, code, outcomes[outcome], reason, run)
        for place, size, stamp, code, outcome, reason, run in found
    }


def note(connection: sqlite3.Connection, athlete: int, place: str, seen: Seen) -> None:
    """Note that a file was looked at."""
    connection.execute(
        "INSERT OR REPLACE INTO source "
        "(athlete, place, size, stamp, reader, outcome, reason, run) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            athlete,
            place,
            seen.size,
            seen.stamp,
            seen.reader,
            seen.outcome.value,
            seen.reason,
            seen.run,
        ),
    )
