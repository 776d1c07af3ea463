"""``negsplit verify``: the two verdicts on a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from negsplit.analysis.summary import summarise
from negsplit.calibrate.own_heart import with_own_heart
from negsplit.cli.data import echo_json
from negsplit.cli.files import load_recording, load_workout, write_whole
from negsplit.cli.layout import console
from negsplit.cli.options import (
    TEMP_OPTION,
    athlete_options,
    calibration_option,
    json_option,
    recording_options,
    unit_option,
)
from negsplit.cli.pages import verify_page
from negsplit.course import weather_of
from negsplit.drawings.overlay import overlay_panels
from negsplit.drawings.panel_picture import svg_of
from negsplit.errors import InputError
from negsplit.reports.run_data import run_data
from negsplit.reports.wording import sentence
from negsplit.runner import Runner
from negsplit.simulate import simulate
from negsplit.units import DistanceUnit, format_distance
from negsplit.verify.cost import heart_cost
from negsplit.verify.verdict import Plan, judge
from negsplit.workout import Goal

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.calibrate.calibration import Calibration
    from negsplit.simulate import Simulation
    from negsplit.workout import Workout


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--workout",
    metavar="WORKOUT",
    help="What was planned: a notation, or a workout file. A FIT run may carry it.",
)
@click.option(
    "--goal",
    metavar="GOAL",
    type=click.Choice([goal.value for goal in Goal]),
    help="What the run was for, if the workout does not say: "
    f"{', '.join(goal.value for goal in Goal)}.",
)
@click.option(
    "--stopped",
    metavar="WHY",
    help="You stopped building, and why: heat, tired, hill, 'felt off'.",
)
@TEMP_OPTION
@click.option(
    "--svg",
    type=click.Path(path_type=Path),
    help="Draw the run over what was foretold into this file.",
)
@recording_options
@athlete_options
@calibration_option
@unit_option
@json_option
def verify(
    *,
    run: Path,
    part: int,
    zone: str,
    workout: str | None,
    goal: str | None,
    stopped: str | None,
    temp: float | None,
    svg: Path | None,
    athlete: Athlete,
    calibration: Calibration | None,
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
        negsplit verify my-run.fit --calibration me.json --svg my-run.svg
    """
    recording = load_recording(run, part, zone)
    plan = Plan(
        workout=None if workout is None else load_workout(workout, unit),
        goal=None if goal is None else Goal(goal),
        stopped_because=stopped,
    )
    verdict = judge(recording, plan, athlete, weather_of(temp))
    summary = summarise(verdict.track, Runner.of(athlete))
    if summary is None:
        raise InputError(f"{run.name}: nobody moves in this recording")
    shown = unit or DistanceUnit.KM
    cost = heart_cost(verdict.track, Runner.of(athlete), calibration)
    if svg is not None:
        planned = _foretold(plan.workout or recording.workout, athlete, calibration)
        panels = overlay_panels(verdict.track, cost, planned, shown)
        title = f"{run.name}: {format_distance(summary.distance_m, shown)}"
        told = "" if cost is None else sentence(cost.reason)
        write_whole(svg, svg_of(panels, title, told, shown).encode())
    if not as_json:
        console().print(verify_page(recording, verdict, summary, cost, shown))
        return
    judged = {
        "dose": verdict.dose,
        "reps": verdict.reps,
        "stopped": verdict.stopped,
        "heart_cost": cost,
    }
    echo_json(run_data(recording, verdict, summary) | judged)


def _foretold(
    workout: Workout | None, athlete: Athlete, calibration: Calibration | None
) -> Simulation | None:
    """Return the plan as it would have been run, where that can be said."""
    if workout is None:
        return None
    try:
        found = simulate(workout, Runner.of(athlete))
    except InputError:  # of this runner or of this plan too little is known
        return None
    return found if calibration is None else with_own_heart(found, calibration)
