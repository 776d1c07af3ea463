"""``negsplit diary``: look after the diary itself."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negsplit.cli.bar import Bar
from negsplit.cli.data import echo_json
from negsplit.cli.diary_options import diary_options, diary_place_options
from negsplit.cli.files import load_workout
from negsplit.cli.options import ZONE_OPTION, json_option, unit_option
from negsplit.cli.renewing import up_to_date
from negsplit.diary import check as check_diary
from negsplit.diary_export import export as write_export
from negsplit.diary_export import write_salvaged
from negsplit.errors import InputError
from negsplit.store.records import RunFilter
from negsplit.workout import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from negsplit.cli.diary_options import DiaryPlace
    from negsplit.diary import Diary
    from negsplit.units import DistanceUnit

_EVERYTHING = RunFilter(with_twins=True, with_other_sports=True)


@click.group()
def diary() -> None:
    r"""Look after the diary: check, back up, save, correct, delete. Each takes --json.

    \b
        negsplit diary check
        negsplit diary export backup.zip
        negsplit diary salvage saved.zip
        negsplit diary note 12 --felt 7 --goal threshold
        negsplit diary zone Europe/Berlin
    """


@diary.command()
@diary_place_options
@json_option
def check(*, place: DiaryPlace, as_json: bool) -> None:
    r"""Check the file, its tables, every row and every original, of all runners.

    \b
        negsplit diary check
    """
    with Bar("runs") as bar:
        problems = check_diary(place.path, bar.show)
    if as_json:
        echo_json({"diary": str(place.path), "problems": problems})
    for problem in problems if not as_json else ():
        where = "" if problem.run is None else f"run {problem.run}: "
        click.echo(f"{where}{problem.what}")
    if problems:
        count = len(problems)
        raise InputError(
            f"the diary has {count} problem{'' if count == 1 else 's'}; restore a "
            "backup, or save the originals with negsplit diary salvage"
        )
    if not as_json:
        click.echo(f"The diary is whole: {place.path}")


@diary.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@diary_place_options
@json_option
def salvage(*, file: Path, place: DiaryPlace, as_json: bool) -> None:
    r"""Save the originals of a damaged diary into a zip that can be imported.

    Works on a diary that cannot even be opened. Only files that are whole to the last
    byte come out; your notes and plans stay behind, so prefer a backup if you have one.

    \b
        negsplit diary salvage saved.zip --diary damaged.sqlite3
        negsplit import saved.zip --diary new.sqlite3
    """
    with _replacing(file) as opened:
        found = write_salvaged(place.path, opened)
    if as_json:
        echo_json({"path": str(file), "originals": found.whole, "lost": found.lost})
        return
    lost = f"; {found.lost} more are damaged" if found.lost else ""
    click.echo(f"{found.whole} originals in {file}{lost}")


@contextmanager
def _replacing(file: Path) -> Iterator[IO[bytes]]:
    """Open a file beside another, which takes its place once it is written."""
    partial = file.with_name(f".{file.name}.part")
    try:
        with partial.open("wb") as opened:
            yield opened
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


@diary.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--samples", is_flag=True, help="Write samples as CSV too.")
@click.option(
    "--accounts",
    is_flag=True,
    help="Write who may log in too, with the hashes of their passwords.",
)
@diary_options()
@json_option
def export(
    *, file: Path, samples: bool, accounts: bool, diary: Diary, as_json: bool
) -> None:
    r"""Write everything into one zip of open formats, which can be imported again.

    \b
        negsplit diary export backup.zip
    """
    up_to_date(diary)
    total = len(diary.runs(_EVERYTHING))
    with _replacing(file) as opened, Bar("runs", total) as bar:
        count = write_export(
            diary, opened, bar.advance, with_samples=samples, with_accounts=accounts
        )
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
@click.argument("zone", required=False)
@diary_options()
@json_option
def zone(*, zone: str | None, diary: Diary, as_json: bool) -> None:
    r"""Say in which time zone you live, or show it.

    It dates runs whose file says neither where nor by which clock they were run.

    \b
        negsplit diary zone Europe/Berlin
        negsplit diary zone
    """
    if zone is not None:
        diary.set_home_zone(zone)
    said = diary.home_zone()
    if as_json:
        echo_json({"diary": str(diary.path), "zone": said or None})
        return
    click.echo(said or "not said: negsplit diary zone Europe/Berlin")


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
@ZONE_OPTION
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
    zone: str,
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
    if zone:
        diary.set_zone(zone, run)
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
