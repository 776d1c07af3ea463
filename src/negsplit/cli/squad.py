"""``negsplit squad``: one session or one plan for many runners, each with own paces."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negsplit.cli.data import echo_json
from negsplit.cli.files import load_workout, read_bytes, write_whole
from negsplit.cli.options import json_option, profile_option, unit_option
from negsplit.cli.season_options import on_option
from negsplit.cli.workout_page import behind
from negsplit.errors import FormatError, InputError
from negsplit.formats.workouts import Delivery, WorkoutFormat, write
from negsplit.forms import Kind, Recipe
from negsplit.notation import to_text
from negsplit.planning.plan_reader import read_plan
from negsplit.planning.recipe_words import recipe_of, recipe_words
from negsplit.planning.squad import Member, members_of, read_squad
from negsplit.runner import Runner
from negsplit.units import DistanceUnit

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.physiology.training_paces import Profile
    from negsplit.plan import Session
    from negsplit.workout import Workout

_NO_NAME = re.compile(r"[^\w.-]+")
# Of a plan, so many days are shown and written.
DAYS = 7


@click.command()
@click.argument("session")
@click.argument("runners", type=click.Path(path_type=Path))
@click.option(
    "--out", metavar="FOLDER", type=click.Path(path_type=Path), help="Write files here."
)
@click.option(
    "--to",
    "target",
    type=click.Choice([target.value for target in WorkoutFormat]),
    default=WorkoutFormat.FIT.value,
    show_default=True,
    help="The format of the files.",
)
@on_option
@profile_option
@unit_option
@json_option
def squad(
    *,
    session: str,
    runners: Path,
    out: Path | None,
    target: str,
    today: date,
    profile: Profile,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Show SESSION in the paces of every runner of a file, and write it for each.

    SESSION is a form with its amount, a notation, a workout file, a saved name, or a
    plan file, of which the next seven days are taken. RUNNERS is a TOML file:

    \b
        [[runner]]
        name = "Ann"
        races = ["half=1:32:00"]
        hr_max = 188

    \b
        negsplit squad 'thirds 45min' club.toml
        negsplit squad '400s 8x' club.toml --out tuesday --unit mi
        negsplit squad spring.toml club.toml --out week
    """
    athletes = _runners(runners)
    sessions = _sessions(session, unit, today)
    found = [
        (name, day, members_of(what, athletes, profile)) for name, day, what in sessions
    ]
    paths: list[Path] = []
    if out is not None:
        for name, day, members in found:
            paths += _write(out, name, day, members, WorkoutFormat(target))
    if as_json:
        echo_json(
            {
                "sessions": [_data(*item) for item in found],
                "paths": [str(path) for path in paths],
            }
        )
        return
    from negsplit.cli.layout import console
    from negsplit.cli.squad_page import squad_page

    for name, day, members in found:
        title = name if day is None else f"{day:%a %d %b}, {name}"
        console().print(squad_page(title, members, unit or DistanceUnit.KM))
    click.echo(behind("squad"))
    if out is not None:
        click.echo(f"{out}: {len(paths)} files", err=True)


def _runners(path: Path) -> tuple[Athlete, ...]:
    try:
        return read_squad(read_bytes(path))
    except FormatError as error:
        raise FormatError(f"{path.name}: {error}", offset=error.offset) from error


def _sessions(
    given: str, unit: DistanceUnit | None, today: date
) -> list[tuple[str, date | None, Recipe | Workout]]:
    """Return what is meant: one session, or those of the next days of a plan."""
    if given.lower().endswith(".toml"):
        return _of_plan(Path(given), unit, today)
    if given.partition(" ")[0] in {kind.value for kind in Kind}:
        recipe = recipe_of(given, unit or DistanceUnit.KM)
        return [(recipe_words(recipe, recipe.unit), None, recipe)]
    workout = load_workout(given, unit)
    return [(workout.name or to_text(workout).replace("\n", ", "), None, workout)]


def _of_plan(
    path: Path, unit: DistanceUnit | None, today: date
) -> list[tuple[str, date | None, Recipe | Workout]]:
    try:
        plan = read_plan(read_bytes(path)).plan
    except FormatError as error:
        raise FormatError(f"{path.name}: {error}", offset=error.offset) from error
    last = today + timedelta(days=DAYS)
    near = [s for s in plan.sessions if today <= s.day < last]
    found = [(s.title, s.day, _what(s, unit)) for s in near]
    told = [(title, day, what) for title, day, what in found if what is not None]
    if not told:
        raise InputError(
            f"{path.name} has no session from {today} on for a week; say --on DAY"
        )
    return [(title, day, what) for title, day, what in told]


def _what(session: Session, unit: DistanceUnit | None) -> Recipe | Workout | None:
    if session.workout is not None or session.recipe is None:
        return session.workout
    return session.recipe if unit is None else replace(session.recipe, unit=unit)


def _write(
    folder: Path,
    name: str,
    day: date | None,
    members: tuple[Member, ...],
    target: WorkoutFormat,
) -> list[Path]:
    """Write a session for every runner, named after both."""
    folder.mkdir(exist_ok=True)
    paths: list[Path] = []
    for member in members:
        athlete = member.athlete
        runner = Runner.of(athlete)
        delivery = Delivery(
            f"squad {athlete.name} {day or ''} {name}",
            datetime.now(UTC),
            day,
            runner.max_hr_bpm,
            runner.race_speed(10_000.0),
        )
        made = write(member.workout, target, delivery)
        parts = [athlete.name, *([str(day)] if day else []), name]
        plain = _NO_NAME.sub("-", "-".join(parts).lower()).strip("-.")[:80]
        path = folder / f"{plain}{target.extension}"
        if path in paths:  # Ann-Lee and Ann.Lee
            path = folder / f"{plain}-{len(paths) + 1}{target.extension}"
        write_whole(path, made.data)
        paths.append(path)
    return paths


def _data(
    name: str, day: date | None, members: tuple[Member, ...]
) -> dict[str, object]:
    return {
        "title": name,
        "day": day,
        "runners": [
            {
                "name": member.athlete.name,
                "vdot_ml_kg_min": Runner.of(member.athlete).vdot_ml_kg_min,
                "duration_s": member.duration_s,
                "notation": to_text(member.workout),
            }
            for member in members
        ],
    }
