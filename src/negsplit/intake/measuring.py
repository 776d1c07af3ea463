"""What is computed of a run in the diary, computed again from what is seen of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.analysis.clean import clean
from negsplit.analysis.features import features_of
from negsplit.errors import InputError, MissingInputError
from negsplit.intake.take import measures_of
from negsplit.store import runs

if TYPE_CHECKING:
    import sqlite3

    from negsplit.diary import Diary


def measure_again(diary: Diary, connection: sqlite3.Connection, run: int) -> None:
    """Compute a run's features through its edits, and set when it began.

    Parameters
    ----------
    diary : Diary
        Whose run.
    connection : Connection
        The diary's, in a transaction that holds the edits.
    run : int
        Its number.

    Raises
    ------
    InputError
        If the edits leave nothing of the run.
    """
    recording = diary.recording(run)
    try:
        features = features_of(recording, clean(recording))
    except MissingInputError as error:
        raise InputError("that would leave nothing of the run") from error
    started_ms = round(recording.started_at.timestamp() * 1000)
    runs.put_time(connection, run, started_ms, features.elapsed_s)
    runs.put_measures(connection, run, measures_of(features))
