"""What an import shows: in the end, what became of every file."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

import click

from negsplit.analysis.classify import SHORTEST_PACED_S
from negsplit.analysis.shape import Answer
from negsplit.cli.layout import console, table
from negsplit.recording import ZoneSource
from negsplit.reports.difference_words import difference_words
from negsplit.sources.found import shown
from negsplit.store.records import Outcome, RunFilter

if TYPE_CHECKING:
    from rich.console import Console

    from negsplit.diary import Diary
    from negsplit.intake.report import Entry, Report

_MEANINGS = {
    Outcome.READ: "new in the diary",
    Outcome.REPAIRED: "new in the diary, with repairs",
    Outcome.TWIN: "new in the diary, another recording of a run that is there",
    Outcome.KNOWN: "in the diary already, nothing changed",
    Outcome.SKIPPED: "no runs",
    Outcome.REFUSED: "could not be read",
}
# So many single files are named for an outcome; --json names all.
_MOST_NAMED = 12
_REASONED = (Outcome.REPAIRED, Outcome.TWIN, Outcome.REFUSED)


def name_entries(entries: list[Entry]) -> None:
    """Name files on stderr, now that they are safe in the diary."""
    for entry in entries:
        click.echo(_line(entry), err=True)


def _line(entry: Entry) -> str:
    run = "" if entry.run is None else f" as run {entry.run}"
    why = f" ({shown(entry.reason)})" if entry.reason else ""
    return f"{entry.outcome.value}: {shown(entry.place)}{run}{why}"


def import_page(diary: Diary, report: Report) -> None:
    """Print what became of the files."""
    page = console()
    counted = table("Files", "", "")
    counted.columns[2].justify = "left"
    for outcome, meaning in _MEANINGS.items():
        if report.counts[outcome]:
            counted.add_row(outcome.value, str(report.counts[outcome]), meaning)
    page.print(counted)
    for outcome in _REASONED:
        _name_files(report.of(outcome))
    _count_reasons(report)
    _name_differences(report)
    total = report.files
    rate = f", {total / report.seconds:.0f} a second" if report.seconds > 1 else ""
    page.print(f"{total} files in {report.seconds:.1f} s{rate}.", soft_wrap=True)
    page.print(f"The diary is {diary.path}", soft_wrap=True)
    if report.new_runs and not diary.home_zone():
        _ask_for_zone(page, diary)
    if report.is_stopped:
        page.print("Stopped. What is listed here is in; run it again for the rest.")
    _say_what_is_there(diary)


def _say_what_is_there(diary: Diary) -> None:
    """Say how many runs lifted, whether anybody planned it or not."""
    runs = diary.runs()
    lifted = [
        run
        for run in runs
        if run.is_progression is Answer.YES and (run.moving_s or 0) >= SHORTEST_PACED_S
    ]
    if lifted:
        console().print(
            f"{len(lifted):,} of {len(runs):,} runs got faster to the end and kept it: "
            "progressions, planned or not.\nWhat your runs say of you: negsplit history"
        )


def _ask_for_zone(page: Console, diary: Diary) -> None:
    """Say what would date runs that nothing else dates."""
    rows = diary.runs(RunFilter())
    undated = sum(row.zone_source is ZoneSource.NONE for row in rows)
    if undated:
        runs = "1 run doesn't" if undated == 1 else f"{undated} runs don't"
        page.print(
            f"{runs} say where it was, so the time is UTC. Say where you live, once: "
            "negsplit diary zone Europe/Berlin",
            soft_wrap=True,
        )


def _name_files(entries: list[Entry]) -> None:
    if not entries:
        return
    page = console()
    page.print(f"{entries[0].outcome.value.capitalize()}:", style="bold")
    for entry in entries[:_MOST_NAMED]:
        same = "" if entry.same_as is None else f"same run as run {entry.same_as}"
        why = "; ".join(text for text in (same, shown(entry.reason)) if text)
        page.print(f"  {shown(entry.place)}: {why}", soft_wrap=True, markup=False)
    if len(entries) > _MOST_NAMED:
        page.print(f"  and {len(entries) - _MOST_NAMED} more; --json names all")


def _name_differences(report: Report) -> None:
    page = console()
    if report.differences:
        page.print("Different in the archive; yours stayed:", style="bold")
    for one in report.differences[:_MOST_NAMED]:
        words = difference_words(*astuple(one))
        page.print(f"  {shown(words)}", soft_wrap=True, markup=False)
    if len(report.differences) > _MOST_NAMED:
        page.print(f"  and {len(report.differences) - _MOST_NAMED} more")
    if report.differences:
        page.print("To take the archive's instead, import it with --overwrite.")
    if report.left_out:
        page.print(f"{report.left_out} entries of the archive were not understood.")


def _count_reasons(report: Report) -> None:
    reasons = report.reasons(Outcome.SKIPPED)
    if not reasons:
        return
    page = console()
    page.print("Skipped:", style="bold")
    for reason, count in reasons[:_MOST_NAMED]:
        page.print(f"  {count} × {shown(reason)}", soft_wrap=True, markup=False)
    if len(reasons) > _MOST_NAMED:
        page.print(f"  and {len(reasons) - _MOST_NAMED} other reasons")
