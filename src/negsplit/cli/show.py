"""``negsplit show``: one recorded run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from negsplit.analysis.summary import summarise
from negsplit.cli.data import echo_json
from negsplit.cli.files import load_recording
from negsplit.cli.layout import console
from negsplit.cli.options import (
    athlete_options,
    json_option,
    recording_options,
    unit_option,
)
from negsplit.cli.pages import show_page
from negsplit.errors import InputError
from negsplit.reports.run_data import run_data
from negsplit.runner import Runner
from negsplit.units import DistanceUnit
from negsplit.verify.verdict import judge

if TYPE_CHECKING:
    from negsplit.athlete import Athlete


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@recording_options
@athlete_options
@unit_option
@json_option
def show(
    *,
    run: Path,
    part: int,
    zone: str,
    athlete: Athlete,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Show a recorded run: pace, splits, heart rate, shape.

    RUN is a FIT, TCX or GPX file, gzipped or not. The time is that of the place where
    it was run, as far as the file says where; --zone says otherwise.

    \b
        negsplit show my-run.fit
        negsplit show my-run.gpx --unit mi --hr-max 188
    """
    recording = load_recording(run, part, zone)
    verdict = judge(recording)
    summary = summarise(verdict.track, Runner.of(athlete))
    if summary is None:
        raise InputError(f"{run.name}: nobody moves in this recording")
    if not as_json:
        console().print(show_page(recording, verdict, summary, unit or DistanceUnit.KM))
        return
    echo_json(run_data(recording, verdict, summary))
