"""``negsplit save``: a runner's own workout under a name, used like a built-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from negsplit.cli.data import echo_json
from negsplit.cli.files import load_workout, write_whole
from negsplit.cli.options import json_option, unit_option
from negsplit.cli.shelf import path_of
from negsplit.errors import InputError
from negsplit.formats import native
from negsplit.forms import Kind
from negsplit.notation import to_text

if TYPE_CHECKING:
    from negsplit.units import DistanceUnit


@click.command()
@click.argument("name")
@click.argument("workout")
@unit_option
@json_option
def save(*, name: str, workout: str, unit: DistanceUnit | None, as_json: bool) -> None:
    r"""Keep WORKOUT, a notation or a workout file, under NAME.

    \b
        negsplit save tuesday 'wu 2km easy, 6x400m @5k R 1min jog, cd 2km easy'
        negsplit form tuesday --race 10k=45:00
        negsplit export tuesday --to fit --race 10k=45:00
    """
    path = path_of(name)
    if name in {kind.value for kind in Kind}:
        raise InputError(f"'{name}' is a built-in form; choose another name")
    meant = load_workout(workout, unit)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, native.write(meant).data)
    if as_json:
        echo_json({"form": name, "notation": to_text(meant), "path": str(path)})
        return
    click.echo(f"saved as {name}: {to_text(meant).replace(chr(10), '; ')}")
