"""``negsplit paces``: training paces, heart rates and race times on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from negsplit.cli.options import (
    athlete_options,
    json_option,
    profile_option,
    unit_option,
)
from negsplit.cli.paces_page import data, page
from negsplit.runner import Runner
from negsplit.units import DistanceUnit

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.physiology.training_paces import Profile


@click.command()
@athlete_options
@profile_option
@unit_option
@json_option
def paces(
    *, athlete: Athlete, profile: Profile, unit: DistanceUnit | None, as_json: bool
) -> None:
    r"""Show training paces, heart rates and race times.

    \b
        negsplit paces --race half=1:12:29
        negsplit paces --race 5k=24:10 --hr-max 188 --hr-rest 52 --unit mi
    """
    runner = Runner.of(athlete, profile)
    if as_json:
        import json

        click.echo(json.dumps(data(runner), indent=2))
        return
    click.echo("\n".join(page(runner, unit or DistanceUnit.KM)))
