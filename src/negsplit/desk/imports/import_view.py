"""What the page of imports shows: what came, how far it is, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.desk.imports.inbox import Inbox
from negsplit.desk.runs.run_view import title_of
from negsplit.desk.runs.runs_list import verdict_words
from negsplit.errors import NotFoundError
from negsplit.store.records import Outcome

if TYPE_CHECKING:
    from datetime import date

    from negsplit.desk.imports.inbox import Batch, Progress
    from negsplit.diary import Diary

MEANINGS = {
    Outcome.READ: "new in the diary",
    Outcome.REPAIRED: "new in the diary, with repairs",
    Outcome.TWIN: "new in the diary, another recording of a run that is there",
    Outcome.KNOWN: "in the diary already, nothing changed",
    Outcome.SKIPPED: "no runs",
    Outcome.REFUSED: "could not be read",
}
# What is a run that the diary had not; a twin is a second recording of one it has.
_NEW = (Outcome.READ, Outcome.REPAIRED)
# So many imports are shown.
MOST_BATCHES = 3
_HEADINGS = {
    "waiting": "Waiting for its turn",
    "running": "Importing",
    "done": "Looked at",
    "failed": "Ended early",
}


@dataclass(frozen=True, slots=True)
class Newest:
    """The run of an import that was run last."""

    number: int
    title: str
    day: date
    verdict: str


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one file."""

    place: str
    outcome: str
    reason: str
    run: int | None


@dataclass(frozen=True, slots=True)
class BatchView:
    """One upload.

    Parameters
    ----------
    name : str
        By which it is asked for.
    heading : str
        What is being done with it.
    is_moving : bool
        Whether more will come by itself.
    is_unfinished : bool
        Whether its upload broke off, or is still under way.
    is_resumed : bool
        Whether it was begun more than once.
    files : int
        How many files arrived.
    done, total : int, optional
        Of all files, with those in archives; none until they are counted.
    found : str
        How many new runs came of it, at the end.
    counts : tuple of (int, str, str)
        How many ended how, and what that means.
    lines, refused : tuple of Line
        The latest files, and those that could not be read.
    differences : tuple of str
        Where an exported diary has something else than this one.
    has_choice : bool
        Whether the archive's version can still be taken.
    newest : Newest, optional
        The newest of the new runs, at the end.
    trouble : str
        Why it failed.
    """

    name: str
    heading: str
    is_moving: bool
    is_unfinished: bool
    is_resumed: bool
    files: int
    done: int
    total: int | None
    found: str
    counts: tuple[tuple[int, str, str], ...]
    lines: tuple[Line, ...]
    refused: tuple[Line, ...]
    differences: tuple[str, ...]
    has_choice: bool
    newest: Newest | None
    trouble: str


@dataclass(frozen=True, slots=True)
class ImportView:
    """The latest uploads of an athlete.

    Parameters
    ----------
    runs : int
        How many runs the diary has.
    batches : tuple of BatchView
        The newest first.
    is_moving : bool
        Whether any of them is going on.
    """

    runs: int
    batches: tuple[BatchView, ...]
    is_moving: bool


def import_view(diary: Diary) -> ImportView:
    """Return what the page of imports shows."""
    inbox = Inbox(diary.path, diary.athlete_id)
    batches = tuple(_view(diary, one) for one in inbox.batches()[:MOST_BATCHES])
    is_moving = any(batch.is_moving for batch in batches)
    return ImportView(diary.count(), batches, is_moving)


def batch_view(diary: Diary, name: str) -> BatchView:
    """Return one upload.

    Raises
    ------
    NotFoundError
        If there is none of that name.
    """
    return _view(diary, Inbox(diary.path, diary.athlete_id).batch(name))


def _view(diary: Diary, batch: Batch) -> BatchView:
    progress = batch.progress()
    is_unfinished = not batch.is_ready and not progress.is_over
    return BatchView(
        name=batch.name,
        heading="Not all arrived" if is_unfinished else _HEADINGS[progress.state],
        is_moving=batch.is_ready and not progress.is_over,
        is_unfinished=is_unfinished,
        is_resumed=progress.is_resumed,
        files=batch.held().files,
        done=sum(progress.counts.values()),
        total=progress.total,
        found=_found(progress) if progress.state == "done" else "",
        counts=tuple(_counts(progress)),
        lines=tuple(Line(*line) for line in progress.recent),
        refused=tuple(Line(*line) for line in progress.refused),
        differences=tuple(progress.differences),
        has_choice=batch.choice_file.exists(),
        newest=_newest(diary, progress) if progress.is_over else None,
        trouble=progress.trouble,
    )


def _found(progress: Progress) -> str:
    new = sum(progress.counts.get(outcome.value, 0) for outcome in _NEW)
    return f"{new or 'no'} new run{'' if new == 1 else 's'}"


def _counts(progress: Progress) -> list[tuple[int, str, str]]:
    return [
        (progress.counts[outcome.value], outcome.value, meaning)
        for outcome, meaning in MEANINGS.items()
        if outcome.value in progress.counts
    ]


def _newest(diary: Diary, progress: Progress) -> Newest | None:
    if progress.newest_run is None:
        return None
    try:
        row = diary.run(progress.newest_run)
    except NotFoundError:  # deleted since
        return None
    kept = dict(diary.features([row]))
    day = row.started_at.date()
    return Newest(row.id, title_of(row), day, verdict_words(row, kept.get(row)))
