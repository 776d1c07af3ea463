"""``negsplit diary``: look after the diary itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from negsplit.cli.bar import Bar
from negsplit.cli.data import echo_json
from negsplit.cli.diary_options import diary_options
from negsplit.cli.files import load_workout
from negsplit.cli.options import json_option, unit_option
from negsplit.cli.renewing import up_to_date
from negsplit.diary_export import export as write_export
from negsplit.errors import InputError
from negsplit.store.records import RunFilter
from negsplit.workout import Goal

if TYPE_CHECKING:
    from negsplit.diary import Diary
    from negsplit.units import DistanceUnit

_EVERYTHING = RunFilter(with_twins=True, with_other_sports=True)


@click.group()
def diary() -> None:
    r"""Look after the diary: check, back up, correct, delete. Each takes --json.

    \b
        negsplit diary check
        negsplit diary export backup.zip
        negsplit diary note 12 --felt 7 --goal threshold
    """


@diary.command()
@diary_options()
@json_option
def check(*, diary: Diary, as_json: bool) -> None:
    r"""Check the file, its tables, every original and all that was made of it.

    \b
        negsplit diary check
    """
    with Bar("runs") as bar:
        problems = list(diary.check(bar.show))
    if as_json:
        echo_json({"diary": str(diary.path), "problems": problems})
    for problem in problems if not as_json else ():
        where = "" if problem.run is None else f"run {problem.run}: "
        click.echo(f"{where}{problem.what}")
    if problems:
        raise InputError(
            f"the diary has {len(problems)} problems; restore a backup, or import your "
            "files into a new one"
        )
    if not as_json:
        click.echo(f"The diary is whole: {diary.path}")


@diary.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--samples", is_flag=True, help="Write samples as CSV too.")
@diary_options()
@json_option
def export(*, file: Path, samples: bool, diary: Diary, as_json: bool) -> None:
    r"""Write everything into one zip of open formats, which can be imported again.

    \b
        negsplit diary export backup.zip
    """
    up_to_date(diary)
    partial = file.with_name(f".{file.name}.part")
    try:
        with (
            partial.open("wb") as opened,
            Bar("runs", len(diary.runs(_EVERYTHING))) as b,
        ):
            count = write_export(diary, opened, b.advance, with_samples=samples)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    size = file.stat().st_size
    if as_json:
        echo_json({"path": str(file), "runs": count, "size_bytes": size})
        return
    click.echo(f"{count} runs in {file}, {size / 1e6:.1f} MB")


@diary.command()
@click.argument("runs", type=int, nargs=-1)
@click.option("--everything", is_flag=True, help="All runs of the runner.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@diary_options()
@json_option
def delete(
    *, runs: tuple[int, ...], everything: bool, yes: bool, diary: Diary, as_json: bool
) -> None:
    r"""Delete runs for good: nothing of them stays in the file or its log.

    The files that they were imported from stay where they are, and would be imported
    again with their folder.

    \b
        negsplit diary delete 12 13
        negsplit diary delete --everything
    """
    if bool(runs) == everything:
        raise InputError("name the runs to delete, or --everything")
    numbers = [row.id for row in diary.runs(_EVERYTHING)] if everything else list(runs)
    for number in numbers:
        diary.run(number)
    if not yes:
        click.confirm(f"delete {len(numbers)} runs for good?", abort=True, err=True)
    if everything:
        diary.delete_athlete()
    else:
        diary.delete(*numbers)
    if as_json:
        echo_json({"diary": str(diary.path), "deleted": numbers})
        return
    click.echo(f"{len(numbers)} runs deleted")


@diary.command()
@click.argument("run", type=int)
@click.option("--felt", type=float, metavar="0-10", help="How hard it felt.")
@click.option("--name", help="What you call it.")
@click.option(
    "--goal",
    metavar="GOAL",
    type=click.Choice([goal.value for goal in Goal]),
    help=f"What it was for: {', '.join(goal.value for goal in Goal)}.",
)
@click.option("--plan", metavar="WORKOUT", help="What was planned: notation or file.")
@click.option("--apart", is_flag=True, help="It is no copy of another run.")
@diary_options()
@unit_option
@json_option
def note(
    *,
    run: int,
    felt: float | None,
    name: str | None,
    goal: str | None,
    plan: str | None,
    apart: bool,
    diary: Diary,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Note what only you know of a run: how it felt, what it was for, its plan.

    \b
        negsplit diary note 12 --felt 7
        negsplit diary note 12 --plan '5km easy, 5km @MP, 5km @T' --goal rehearsal
    """
    if felt is not None:
        diary.set_felt(run, felt)
    if name is not None:
        diary.set_name(run, name)
    if goal is not None:
        diary.set_goal(run, Goal(goal))
    if plan is not None:
        diary.set_plan(run, load_workout(plan, unit))
    if apart:
        diary.set_apart(run)
    row = diary.run(run)
    if as_json:
        echo_json(row)
        return
    said = {
        "name": row.name,
        "felt": row.felt_cr10,
        "goal": row.goal and row.goal.value,
        "planned": "yes" if row.has_plan else None,
    }
    told = ", ".join(f"{key} {value}" for key, value in said.items() if value)
    click.echo(
        f"run {run} of {row.started_at:%Y-%m-%d %H:%M}: {told or 'nothing noted'}"
    )
