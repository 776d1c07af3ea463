"""``negsplit runs edit`` and ``negsplit runs add``: runs corrected, and typed in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from negsplit.cli.data import echo_json
from negsplit.cli.diary_options import diary_options
from negsplit.cli.options import json_option, unit_option
from negsplit.cli.renewing import up_to_date
from negsplit.desk.runs.edit_form import (
    ByHandForm,
    Correction,
    EditForm,
    add,
    correct,
)
from negsplit.desk.runs.run_edits import edit_lines, undo
from negsplit.errors import InputError
from negsplit.units import DistanceUnit, format_clock, format_distance

if TYPE_CHECKING:
    from negsplit.desk.runs.run_edits import EditLine
    from negsplit.diary import Diary


@click.command("edit")
@click.argument("run", type=int)
@click.option("--from", "start", metavar="TIME", help="Where the run starts: 1:30.")
@click.option("--to", "end", metavar="TIME", help="Where it ends: 45:00.")
@click.option("--cut", metavar="TIME-TIME", help="A stretch to leave out: 12:00-25:30.")
@click.option("--split", "at", metavar="TIME", help="Where a second run begins.")
@click.option("--distance", metavar="DISTANCE", help="How far it really was: 10km.")
@click.option("--began", metavar="WHEN", help="When it began: '2026-06-04 21:30'.")
@click.option("--race", is_flag=True, help="It was a race.")
@click.option("--merge", "other", type=int, metavar="RUN", help="Take from this one:")
@click.option(
    "--take",
    "columns",
    multiple=True,
    metavar="WHAT",
    help="... heart rate, positions, altitude, cadence or power; may be repeated.",
)
@click.option("--undo", "undone", type=int, metavar="EDIT", help="Take an edit back.")
@diary_options()
@unit_option
@json_option
def edit_run(
    *,
    run: int,
    diary: Diary,
    unit: DistanceUnit | None,
    undone: int | None,
    as_json: bool,
    **typed: str | bool | int | tuple[str, ...] | None,
) -> None:
    r"""Correct a run, or show what was corrected; the recording stays as it is.

    Times are those of the run as it is now. Every edit has a number, by which it can be
    undone; verdicts, bests and history follow at once.

    \b
        negsplit runs edit 12
        negsplit runs edit 12 --from 1:30 --to 45:00
        negsplit runs edit 12 --cut 12:00-25:30
        negsplit runs edit 12 --distance 10km
        negsplit runs edit 12 --merge 13 --take 'heart rate'
        negsplit runs edit 12 --undo 3
    """
    up_to_date(diary)
    unit = unit or diary.unit() or DistanceUnit.KM
    now = datetime.now(UTC).astimezone()
    shown = run
    for form in _forms(typed):
        shown = correct(diary, run, form, unit, now)
    if undone is not None:
        undo(diary, run, undone, now)
    if shown != run and not as_json:
        click.echo(f"The second part is run {shown}.")
    _show(diary, run, unit, as_json=as_json)


def _forms(
    typed: dict[str, str | bool | int | tuple[str, ...] | None],
) -> list[EditForm]:
    """Return the corrections that options ask for, in an order that makes sense."""
    texts = {key: str(typed[key] or "") for key in _TEXTS}
    forms = []
    if texts["distance"]:
        forms.append(EditForm(Correction.DISTANCE, distance=texts["distance"]))
    if texts["began"]:
        forms.append(EditForm(Correction.START, began=texts["began"]))
    if typed["race"]:
        forms.append(EditForm(Correction.RACE))
    if typed["other"]:
        columns = typed["columns"]
        taken = columns if isinstance(columns, tuple) else ()
        other = int(str(typed["other"]))
        forms.append(EditForm(Correction.MERGE, other=other, columns=taken))
    if texts["cut"]:
        start, dash, end = texts["cut"].partition("-")
        if not dash:
            raise InputError(f"'{texts['cut']}' is not a stretch; write 12:00-25:30")
        forms.append(EditForm(Correction.CUT, start=start, end=end))
    if texts["at"]:
        forms.append(EditForm(Correction.SPLIT, at=texts["at"]))
    if texts["start"] or texts["end"]:
        forms.append(EditForm(Correction.TRIM, start=texts["start"], end=texts["end"]))
    if len(forms) > 1:
        raise InputError("make one correction at a time: times move with each of them")
    return forms


_TEXTS = ("start", "end", "cut", "at", "distance", "began")


def _show(diary: Diary, run: int, unit: DistanceUnit, *, as_json: bool) -> None:
    row = diary.run(run)
    lines = edit_lines(diary, run, unit)
    if as_json:
        echo_json({"run": row, "edits": lines})
        return
    far = (
        "no distance"
        if row.distance_m is None
        else format_distance(row.distance_m, unit)
    )
    took = "" if row.moving_s is None else f" in {format_clock(row.moving_s)}"
    click.echo(f"Run {run} of {row.started_at:%Y-%m-%d %H:%M}: {far}{took}")
    for line in lines:
        click.echo(_line(line))
    if not lines:
        click.echo("Nothing was corrected.")


def _line(line: EditLine) -> str:
    undone = "" if line.undone_at is None else f", undone {line.undone_at:%Y-%m-%d}"
    return f"  {line.id}  {line.words} ({line.made_at:%Y-%m-%d}{undone})"


@click.command("add")
@click.argument("began", metavar="WHEN")
@click.argument("distance")
@click.argument("time")
@click.option("--name", default="", help="What you call it.")
@click.option("--hr", "heart_rate", default="", metavar="BPM", help="Mean heart rate.")
@click.option("--felt", default="", metavar="0-10", help="How hard it felt.")
@click.option("--zone", default="", help="Where it was: Europe/Berlin; else at home.")
@diary_options(begin=True)
@unit_option
@json_option
def add_run(
    *,
    began: str,
    distance: str,
    time: str,
    name: str,
    heart_rate: str,
    felt: str,
    zone: str,
    diary: Diary,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Type in a run that no device recorded.

    Only its totals are known, so that nothing is said of its shape.

    \b
        negsplit runs add '2026-06-04 21:30' 10km 52:30
        negsplit runs add '2026-06-05 07:00' 5mi 42:10 --name 'Treadmill' --hr 148
    """
    unit = unit or diary.unit() or DistanceUnit.KM
    form = ByHandForm(began, distance, time, name, heart_rate, zone, felt)
    number = add(diary, form, unit, datetime.now(UTC).astimezone().tzinfo)
    row = diary.run(number)
    if as_json:
        echo_json(row)
        return
    click.echo(f"Run {number} of {row.started_at:%Y-%m-%d %H:%M} is in the diary.")
