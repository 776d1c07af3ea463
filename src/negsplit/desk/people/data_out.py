"""A runner's data out of the diary, and away."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, BinaryIO, cast

from negsplit.desk.imports.inbox import forget
from negsplit.diary_export import export
from negsplit.errors import InputError
from negsplit.store.records import RunFilter

if TYPE_CHECKING:
    from negsplit.diary import Diary

# What has to be typed before anything is deleted.
CONFIRM = "delete"
_EVERYTHING = RunFilter(with_twins=True, with_other_sports=True)


def packed(diary: Diary) -> BinaryIO:
    """Return everything as one zip, in a file that is gone once it is closed.

    It lies beside the diary: a folder in memory may be too small for it.
    """
    file = cast("BinaryIO", tempfile.TemporaryFile(dir=diary.path.parent))  # noqa: SIM115 - lent
    try:
        export(diary, file, lambda _: None)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def delete_runs(diary: Diary, typed: str) -> int:
    """Delete all runs, and keep plan and values; return how many there were.

    Raises
    ------
    InputError
        If the word was not typed.
    """
    _check(typed)
    numbers = [row.id for row in diary.runs(_EVERYTHING)]
    if numbers:
        diary.delete(*numbers)
    return len(numbers)


def delete_everything(diary: Diary, typed: str) -> None:
    """Delete the athlete with all that is kept for them.

    Raises
    ------
    InputError
        If the word was not typed.
    """
    _check(typed)
    diary.delete_athlete()
    forget(diary.path, diary.athlete_id)


def _check(typed: str) -> None:
    if typed.strip().casefold() != CONFIRM:
        raise InputError(
            f"nothing was deleted; type the word {CONFIRM} to say that you mean it"
        )
