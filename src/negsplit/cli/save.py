"""``negsplit save``: a runner's own workout under a name, used like a built-in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from negsplit.cli.data import echo_json
from negsplit.cli.diary_options import diary_options
from negsplit.cli.files import load_workout
from negsplit.cli.options import json_option, unit_option
from negsplit.cli.shelf import check_name
from negsplit.desk.design.workout_shelf import Kept, keep
from negsplit.errors import InputError
from negsplit.forms import Kind
from negsplit.notation import to_text
from negsplit.units import DistanceUnit

if TYPE_CHECKING:
    from negsplit.diary import Diary


@click.command()
@click.argument("name")
@click.argument("workout")
@diary_options(begin=True)
@unit_option
@json_option
def save(
    *,
    name: str,
    workout: str,
    diary: Diary,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Keep WORKOUT, a notation or a workout file, under NAME in the diary.

    \b
        negsplit save tuesday 'wu 2km easy, 6x400m @5k R 1min jog, cd 2km easy'
        negsplit form tuesday --race 10k=45:00
        negsplit export tuesday --to fit --race 10k=45:00
    """
    check_name(name)
    if name in {kind.value for kind in Kind}:
        raise InputError(f"'{name}' is a built-in form; choose another name")
    meant = load_workout(workout, unit)
    now = datetime.now(UTC).astimezone()
    kept = Kept(name, to_text(meant))
    keep(diary, kept, unit or DistanceUnit.KM, now, is_over=True)
    if as_json:
        echo_json({"form": name, "notation": to_text(meant), "path": str(diary.path)})
        return
    click.echo(f"saved as {name}: {to_text(meant).replace(chr(10), '; ')}")
