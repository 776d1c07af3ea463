"""``negsplit lactate``: thresholds from a test in stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from negsplit.cli.data import echo_json
from negsplit.cli.lactate_page import LactateTest, data, page, stage_of
from negsplit.cli.options import athlete_options, json_option, unit_option
from negsplit.runner import Runner
from negsplit.units import DistanceUnit

if TYPE_CHECKING:
    from negsplit.athlete import Athlete


@click.command()
@click.argument("stages", nargs=-1, required=True, metavar="SPEED=LACTATE...")
@athlete_options
@unit_option
@json_option
def lactate(
    *,
    stages: tuple[str, ...],
    athlete: Athlete,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Read both thresholds from a lactate test, by nine rules that disagree.

    One SPEED=LACTATE a stage, slow to fast: a pace or a speed, and millimoles per
    litre at its end; the heart rate behind an @ where it is known. With a race, T pace
    by VDOT stands beside them.

    \b
        negsplit lactate 12km/h=1.1 13km/h=1.2 14km/h=1.7 15km/h=3 16km/h=5.9
        negsplit lactate 5:20/km=1@138 5:00/km=1.1@146 4:40/km=1.3@155 \
            4:20/km=2.2@165 4:00/km=4.3@175 3:45/km=7.6@183 --race half=1:28:00
    """
    test = LactateTest.of([stage_of(text, unit) for text in stages])
    runner = Runner.of(athlete)
    known = None if runner.vdot_ml_kg_min is None else runner.speeds.threshold_mps
    if as_json:
        echo_json(data(test, known))
        return
    click.echo("\n".join(page(test, known, unit or DistanceUnit.KM)))
