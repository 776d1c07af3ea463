"""``negsplit export``: a workout as a file for a watch, treadmill or calendar."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from negsplit.athlete import Athlete
from negsplit.cli.data import echo_json
from negsplit.cli.files import load_workout, write_whole
from negsplit.cli.options import (
    athlete_options,
    json_option,
    profile_option,
    unit_option,
)
from negsplit.cli.workout_page import WIDTH
from negsplit.errors import InputError
from negsplit.formats.workouts import Delivery, WorkoutFormat, write
from negsplit.notation import hints, to_text

if TYPE_CHECKING:
    from datetime import date

    from negsplit.formats.device import Exported
    from negsplit.physiology.training_paces import Profile
    from negsplit.units import DistanceUnit
    from negsplit.workout import Workout

STDOUT = "-"
# Characters that every file system takes in a name, and a length that all take.
_NO_NAME = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 60


@click.command()
@click.argument("workout")
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Choice([target.value for target in WorkoutFormat]),
    help="The format.",
)
@click.option("--out", metavar="PATH", help="The file or folder; - for stdout.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="When it is to be run; for calendars.",
)
@click.option("--key", help="A lasting name: the same key replaces an earlier export.")
@athlete_options
@profile_option
@unit_option
@json_option
def export(
    *,
    workout: str,
    target: str,
    out: str | None,
    day: datetime | None,
    key: str | None,
    athlete: Athlete,
    profile: Profile,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Write WORKOUT, a notation or a workout file, in another format.

    What the format cannot say is listed. Paces of efforts such as @10k or easy need
    a race result.

    \b
        negsplit export '5km easy, 5km @MP, 5km @T' --to fit --race half=1:28:00
        negsplit export my-workout.fit --to notation --out -
        negsplit export '6x1km @4:00 R 90s jog' --to ics --day 2026-12-03
    """
    if as_json and out == STDOUT:
        raise InputError("--json and --out - would both print; name a file")
    chosen = WorkoutFormat(target)
    planned = _for(load_workout(workout, unit), athlete, profile)
    delivery = Delivery(
        key or planned.name or to_text(planned),
        datetime.now().astimezone(),
        day.date() if day else None,
        athlete.max_hr_bpm,
        _ten_km_mps(athlete, profile),
    )
    exported = write(planned, chosen, delivery)
    path = None if out == STDOUT else _path(out, planned, chosen, delivery.day)
    if path is None:
        sys.stdout.buffer.write(exported.data)
    else:
        write_whole(path, exported.data)
    _report(path, chosen, exported, hints(planned), as_json=as_json)


def _for(workout: Workout, athlete: Athlete, profile: Profile) -> Workout:
    """Return the workout in numbers if anything is known of the runner."""
    if athlete == Athlete():
        return workout
    from negsplit.resolve import resolve

    return resolve(workout, athlete, profile)


def _ten_km_mps(athlete: Athlete, profile: Profile) -> float | None:
    if not athlete.races and athlete.vdot_ml_kg_min is None:
        return None
    from negsplit.runner import Runner

    return Runner.of(athlete, profile).race_speed(10_000.0)


def _path(
    out: str | None, workout: Workout, target: WorkoutFormat, day: date | None
) -> Path:
    """Return the file to write: as given, else named after the workout."""
    if out is not None and not Path(out).is_dir():
        return Path(out)
    name = _NO_NAME.sub("-", workout.name).strip("-.")[:_LONGEST_NAME] or "workout"
    dated = f"{day:%Y-%m-%d}-{name}" if day else name
    return Path(out or ".") / f"{dated}{target.extension}"


def _report(
    path: Path | None,
    target: WorkoutFormat,
    exported: Exported,
    told: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    if as_json:
        report = {
            "path": str(path),
            "format": target,
            "size_bytes": len(exported.data),
            "losses": exported.losses,
            "hints": told,
        }
        echo_json(report)
        return
    if path is not None:
        click.echo(f"{path}: {target.label}", err=True)
    lines = [(str(loss), "- ") for loss in exported.losses]
    lines += [(hint, "? ") for hint in told]
    for text, mark in lines:
        click.echo(
            "\n".join(wrap(text, WIDTH, initial_indent=mark, subsequent_indent="  ")),
            err=True,
        )
