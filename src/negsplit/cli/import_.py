"""``negsplit import``: bring runs into the diary."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import contextmanager
from dataclasses import astuple
from typing import TYPE_CHECKING

import click

from negsplit.cli.bar import Bar
from negsplit.cli.data import echo_json
from negsplit.cli.diary_options import diary_options
from negsplit.cli.import_page import import_page, name_entries
from negsplit.cli.options import ZONE_OPTION, json_option
from negsplit.errors import InputError
from negsplit.intake.importing import Import, Wishes
from negsplit.intake.pool import Pool, processors
from negsplit.intake.task import Task
from negsplit.reports.difference_words import difference_words
from negsplit.sources.archives import MAX_FILE_BYTES
from negsplit.sources.found import Found
from negsplit.sources.search import search
from negsplit.sources.settled import Settled
from negsplit.store.records import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from negsplit.diary import Diary
    from negsplit.intake.report import Entry, Report
    from negsplit.sources.search import Result
    from negsplit.store.portable import Difference

STDIN = "-"
_ZIP = b"PK\x03\x04"


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@diary_options(begin=True)
@click.option("--watch", is_flag=True, help="Stay, and import what appears later.")
@click.option(
    "--every",
    type=click.FloatRange(min=0.05),
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help="How often to look with --watch.",
)
@click.option("--all-sports", is_flag=True, help="Import other sports too.")
@ZONE_OPTION
@click.option("--again", is_flag=True, help="Read files too that were seen before.")
@click.option("--typed", is_flag=True, help="Put in runs typed at Strava, by totals.")
@click.option(
    "--overwrite",
    is_flag=True,
    help="Where an exported diary differs from this one, take the export's.",
)
@click.option(
    "--accounts",
    is_flag=True,
    help="Bring back who may log in too, if the export was made with --accounts.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=processors,
    show_default="one a processor",
    help="How many processes read files.",
)
@click.option("-v", "--verbose", is_flag=True, help="Name each file as it is in.")
@json_option
def import_(
    *,
    paths: tuple[str, ...],
    diary: Diary,
    watch: bool,
    every: float,
    all_sports: bool,
    zone: str,
    again: bool,
    typed: bool,
    overwrite: bool,
    accounts: bool,
    jobs: int,
    verbose: bool,
    as_json: bool,
) -> None:
    r"""Bring runs into the diary: files, folders, zips, exports, or - for stdin.

    FIT, TCX and GPX are read, gzipped or not, in folders and in zip archives, among
    them the exports of Strava, Garmin and Apple Health as they are. What was imported
    before is known again; interrupt it whenever you like, and run it again. Runs are
    dated by the clock of the place where they were run; --zone says otherwise. A zip of
    negsplit diary export brings everything back; what differs from this diary is asked
    about, and stays as it is where nobody answers.

    \b
        negsplit import ~/Downloads/export_12345.zip
        negsplit import run.fit old-runs/ garmin-export.zip
        negsplit import --watch ~/runs
        curl -s https://example.org/run.gpx | negsplit import -
    """
    wishes = Wishes(every_sport=all_sports, again=again, zone=zone, typed=typed)
    task = _from_stdin(wishes) if STDIN in paths else None
    files = [path for path in paths if path != STDIN]
    settled = Settled(every)
    if watch:
        _end_on_signals()
    while True:
        found: list[Result | Task] = list(search(files))
        if watch:
            found = [one for one in found if settled.is_due(one, time.time())]
        if task is not None:
            found.append(task)
        report = _import(diary, found, wishes, jobs=jobs, verbose=verbose)
        _settle(diary, report, overwrite=overwrite, may_ask=not (as_json or watch))
        if accounts and report.backups:
            _restore_accounts(diary, report)
        task = None
        is_news = not watch or report.new_runs or report.is_stopped
        if as_json and is_news:
            echo_json(_data(diary, report))
        elif is_news:
            import_page(diary, report)
        if report.is_stopped:
            raise click.Abort
        if not watch:
            return
        time.sleep(every)


def _import(
    diary: Diary,
    found: Sequence[Result | Task],
    wishes: Wishes,
    *,
    jobs: int,
    verbose: bool,
) -> Report:
    with Pool(min(jobs, max(len(found), 1))) as pool:
        work = Import(diary, pool, wishes)

        def tell(entries: list[Entry]) -> None:
            bar.advance(sum(entry.part == 0 for entry in entries))
            if verbose:
                name_entries(entries)

        with _until_interrupted(work), Bar("files", len(found)) as bar:
            return work.run(found, tell)


def _restore_accounts(diary: Diary, report: Report) -> None:
    from negsplit.intake.restore_accounts import restore_accounts

    for backup in report.backups:
        restored = restore_accounts(diary, backup)
        report.differences += restored.differences
        report.left_out += restored.left_out


def _settle(diary: Diary, report: Report, *, overwrite: bool, may_ask: bool) -> None:
    """Take from exported diaries what the runner prefers to what is here."""
    if overwrite:
        taken = set(report.differences)
    elif may_ask and sys.stdin.isatty():
        taken = {one for one in report.differences if _is_preferred(one)}
    else:
        return
    if not taken:
        return
    from negsplit.intake.restore import restore

    for backup in report.backups:
        restore(diary, backup, (), taken.__contains__)
    report.differences = [one for one in report.differences if one not in taken]


def _is_preferred(difference: Difference) -> bool:
    words = difference_words(*astuple(difference))
    return click.confirm(f"{words} Take that of the archive?", err=True)


def _end_on_signals() -> None:
    """Let Ctrl-C and SIGTERM end a watch.

    A shell starts what it runs in the background with Ctrl-C ignored, and that is
    inherited: the watch would never end.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)


@contextmanager
def _until_interrupted(work: Import) -> Iterator[None]:
    """Let the first Ctrl-C end the import after its batch, the second at once."""

    def stop(*_: object) -> None:
        work.stop = True
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _from_stdin(wishes: Wishes) -> Task:
    data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    if data.startswith(_ZIP):
        raise InputError("stdin holds a zip archive; save it, and give the file")
    if len(data) > MAX_FILE_BYTES:
        raise InputError(
            f"what comes by stdin is larger than {MAX_FILE_BYTES >> 20} MB; save it "
            "and give the file"
        )
    return Task(
        Found("(stdin)", len(data), 0), every_sport=wishes.every_sport, data=data
    )


def _data(diary: Diary, report: Report) -> dict[str, object]:
    return {
        "diary": str(diary.path),
        "files": report.files,
        "new_runs": report.new_runs,
        "counts": {
            outcome.value.replace(" ", "_"): report.counts[outcome]
            for outcome in Outcome
        },
        "seconds": round(report.seconds, 3),
        "is_stopped": report.is_stopped,
        "entries": report.entries,
        "differences": report.differences,
        "left_out": report.left_out,
    }
