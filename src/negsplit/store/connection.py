"""Open the diary's file, bring its tables up to date, and say clearly what fails.

The file is written ahead in a log (WAL), with every commit forced to the disk: what a
transaction has committed survives the death of the process and of the machine, and
what it has not committed was never there. Readers and a writer do not wait for each
other; two writers take turns.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from negsplit.errors import DiaryError, NotFoundError
from negsplit.store import seals
from negsplit.store.schema import APPLICATION_ID, STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A run's blobs have some 100 kB; on pages of 16 kB they are written and read about a
# third faster than on the usual 4 kB.
_PAGE_BYTES = 16_384
# How long one writer waits for another: its batch is committed at least every second.
BUSY_S = 60.0
_RETRY_S = 0.01
_SETTINGS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # macOS keeps data in the disk's memory otherwise
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is overwritten
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",  # where the triggers of the checksums live
)
# What SQLite calls what happened, and what a runner can do about it.
_CAUSES = {
    "full": "the disk is full; make room and run the command again",
    "readonly": "it cannot be written to; check its permissions, or name another",
    "read-only": "it cannot be written to; check its permissions, or name another",
    "unable to open": "it cannot be opened; check that its folder can be written to",
    "locked": "another program is writing to it; try again when that has finished",
    "not a database": "this file is no diary; name another with --diary",
    "malformed": "it is damaged; negsplit diary check tells where",
    "could not decode": "it is damaged; negsplit diary check tells where",
    "i/o": "the disk failed to read or write; check the disk and its free space",
}
# How SQLite says that a file, or the log that should lie beside it, is locked away.
_UNWRITABLE = ("unable to open", "readonly")


@contextmanager
def clearly(path: Path) -> Iterator[None]:
    """Turn what the database says into one line that names the diary.

    Raises
    ------
    DiaryError
        In place of any error of the database.
    NotFoundError
        If something is asked for by a number that no row can have.
    """
    try:
        yield
    except OverflowError as error:  # SQLite counts to 2**63
        raise NotFoundError("the diary holds nothing of so large a number") from error
    except UnicodeDecodeError as error:  # even a message about damage may hold it
        raise DiaryError(f"the diary {path}: {_CAUSES['malformed']}") from error
    except sqlite3.Error as error:
        said = str(error).lower()
        cause = next((c for word, c in _CAUSES.items() if word in said), str(error))
        raise DiaryError(f"the diary {path}: {cause}") from error


def connect(path: Path, *, across_threads: bool = False) -> sqlite3.Connection:
    """Open or make the diary's file, its tables up to date.

    Parameters
    ----------
    path : Path
        The file.
    across_threads : bool
        Whether another thread than this one may use it. A web server hands a request
        from thread to thread, but never to two at a time.

    Raises
    ------
    DiaryError
        If it cannot be opened, is no diary, or was made by a newer negsplit.
    """
    with clearly(path):
        connection = sqlite3.connect(
            path,
            timeout=BUSY_S,
            isolation_level=None,
            check_same_thread=not across_threads,
        )
        try:
            _prepare(connection, path)
        except sqlite3.OperationalError as error:
            connection.close()
            if not any(word in str(error).lower() for word in _UNWRITABLE):
                raise
            return _read_only(path, across_threads=across_threads)
        except BaseException:
            connection.close()
            raise
        return connection


def _read_only(path: Path, *, across_threads: bool) -> sqlite3.Connection:
    """Open a diary that cannot be written to, such as a backup on a locked disk.

    Without its log beside it, it is read as it is; what is in a log needs writing.
    """
    log = path.with_name(f"{path.name}-wal")
    if not path.is_file() or (log.exists() and log.stat().st_size):
        raise DiaryError(f"the diary {path}: {_CAUSES['unable to open']}")
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?immutable=1",
        uri=True,
        isolation_level=None,
        check_same_thread=not across_threads,
    )
    if _number(connection, "user_version") != len(STEPS):
        connection.close()
        raise DiaryError(f"the diary {path}: {_CAUSES['readonly']}")
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = _number(connection, "user_version")
    mark = _number(connection, "application_id")
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if mark != APPLICATION_ID and (version or tables):
        raise DiaryError(
            f"{path} is a database, but no diary; name another with --diary"
        )
    if version > len(STEPS):
        raise DiaryError(
            f"the diary {path} was made by a newer negsplit (tables of version "
            f"{version}, this one knows {len(STEPS)}); install the newest negsplit"
        )
    if not tables:
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
    _write_ahead(connection)
    # Where a step makes a table anew, dropping the old one would take with it all that
    # refers to it.
    connection.execute("PRAGMA foreign_keys = OFF")
    if version < len(STEPS):
        _upgrade(connection)
    for setting in _SETTINGS:
        connection.execute(setting)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the log; SQLite does not wait if another is just switching too."""
    deadline = time.monotonic() + BUSY_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_S)
        else:
            return


def _upgrade(connection: sqlite3.Connection) -> None:
    with _whole(connection):
        # Another process may have done it since.
        done = _number(connection, "user_version")
        for step in STEPS[done:]:
            for statement in _statements(step):
                connection.execute(statement)
        seals.renew(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")


def _statements(step: str) -> Iterator[str]:
    """Yield the statements of a step: a script would commit after each."""
    statement = ""
    for line in step.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _number(connection: sqlite3.Connection, setting: str) -> int:
    return int(connection.execute(f"PRAGMA {setting}").fetchone()[0])


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do everything inside, or nothing of it; checksums of rows follow."""
    with _whole(connection):
        seals.keep_up(connection)
        yield


@contextmanager
def _whole(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def empty_log(connection: sqlite3.Connection) -> None:
    """Move everything from the log into the file, and cut the log to nothing.

    Raises
    ------
    DiaryError
        If another program reads the diary, and so needs the log.
    """
    is_busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise DiaryError(
            "what was deleted is still in the diary's log, as another program has the "
            "diary open; close that, and run negsplit diary check"
        )
