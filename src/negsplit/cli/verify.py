"""``negsplit verify``: the two verdicts on a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from negsplit.analysis.summary import summarise
from negsplit.cli.data import echo_json
from negsplit.cli.files import load_recording, load_workout
from negsplit.cli.layout import console
from negsplit.cli.options import athlete_options, json_option, unit_option
from negsplit.cli.pages import verify_page
from negsplit.cli.run_data import run_data
from negsplit.errors import InputError
from negsplit.runner import Runner
from negsplit.units import DistanceUnit
from negsplit.verify.verdict import Plan, judge
from negsplit.workout import Goal

if TYPE_CHECKING:
    from negsplit.athlete import Athlete


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--workout",
    metavar="WORKOUT",
    help="What was planned: a notation, or a workout file. A FIT run may carry it.",
)
@click.option(
    "--goal",
    type=click.Choice([goal.value for goal in Goal]),
    help="What the run was for, if the workout does not say.",
)
@click.option(
    "--stopped",
    metavar="WHY",
    help="You stopped building, and why: heat, tired, hill, 'felt off'.",
)
@athlete_options
@unit_option
@json_option
def verify(
    *,
    run: Path,
    workout: str | None,
    goal: str | None,
    stopped: str | None,
    athlete: Athlete,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Judge a run by two verdicts: its shape, and what it reached.

    RUN is a FIT, TCX or GPX file, gzipped or not.

    \b
        negsplit verify my-run.fit
        negsplit verify my-run.fit --workout '5km easy, 5km @MP, 5km @T' \
            --goal threshold --race half=1:35:00 --hr-max 188
        negsplit verify my-run.fit --stopped 'felt off'
    """
    recording = load_recording(run)
    plan = Plan(
        workout=None if workout is None else load_workout(workout, unit),
        goal=None if goal is None else Goal(goal),
        stopped_because=stopped,
    )
    verdict = judge(recording, plan, athlete)
    summary = summarise(verdict.track, Runner.of(athlete))
    if summary is None:
        raise InputError(f"{run.name}: nobody moves in this recording")
    if not as_json:
        console().print(
            verify_page(recording, verdict, summary, unit or DistanceUnit.KM)
        )
        return
    judged = {"dose": verdict.dose, "reps": verdict.reps, "stopped": verdict.stopped}
    echo_json(run_data(recording, verdict, summary) | judged)
