"""``negsplit race``: the plan of a race, mark by mark."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negsplit.cli.data import echo_json
from negsplit.cli.files import read_bytes, write_whole
from negsplit.cli.layout import console, table
from negsplit.cli.options import (
    HUMIDITY_OPTION,
    TEMP_OPTION,
    athlete_options,
    json_option,
    unit_option,
)
from negsplit.cli.workout_page import behind
from negsplit.course import Weather
from negsplit.desk.races import RaceDay, planned_race, race_workout, route_in
from negsplit.errors import FormatError, InputError
from negsplit.formats import native
from negsplit.paces import race_name
from negsplit.planning.goal_words import time_over
from negsplit.racing.race_plan import Aim
from negsplit.reports.race_band import band_page
from negsplit.reports.race_words import advice_lines, comparison_lines, plan_lines
from negsplit.reports.wording import capital
from negsplit.units import (
    DistanceUnit,
    format_clock,
    format_distance,
    format_height,
    format_pace,
    parse_distance,
)

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.desk.races import PlannedRace
    from negsplit.recording import Column

_DAY = re.compile(r"\s+(?:on\s+)?(\d{4}-\d{2}-\d{2})$")


@click.command()
@click.argument("distance")
@click.option("--target", metavar="TIME", help="The finish you want, e.g. 1:38.")
@click.option(
    "--chance",
    type=click.FloatRange(5, 95),
    metavar="%",
    help="Without a target: plan the finish that you reach this often.",
)
@click.option(
    "--course",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The course: a GPX route, or a run over it (FIT, TCX, GPX). Flat without.",
)
@TEMP_OPTION
@HUMIDITY_OPTION
@click.option(
    "--band",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a band for the wrist to print, as HTML.",
)
@click.option(
    "--workout",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write it as a workout for negsplit export, a step for each mark.",
)
@athlete_options
@unit_option
@json_option
def race(
    *,
    distance: str,
    target: str | None,
    chance: float | None,
    course: Path | None,
    temp: float | None,
    humidity: float | None,
    band: Path | None,
    workout: Path | None,
    athlete: Athlete,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Plan a race: a negative split as large as your own races are unsure.

    DISTANCE is 10k, half, 'marathon', '15 km', with its day if you like.

    \b
        negsplit race half --race 10k=45:00
        negsplit race 'half 2027-04-18' --race 10k=45:00 --target 1:39:30
        negsplit race marathon --race half=1:35:00 --course city.gpx --temp 22
        negsplit race 10k --race 5k=24:10 --unit mi --band band.html
    """
    if target is not None and chance is not None:
        raise InputError("give either --target or --chance")
    length_m, name = _race(distance)
    route = None if course is None else _route(course)
    aim = Aim(
        None if target is None else time_over(target, length_m),
        None if chance is None else chance / 100,
    )
    day = RaceDay(length_m, name, route, _weather(temp, humidity))
    planned = planned_race(athlete, day, aim)
    shown = unit or DistanceUnit.KM
    if band is not None:
        write_whole(band, band_page(planned.plan, planned.name, shown).encode())
    if workout is not None:
        write_whole(workout, native.write(race_workout(planned, shown)).data)
    if as_json:
        echo_json(_data(planned, shown))
        return
    _print(planned, shown)
    click.echo("")
    click.echo(behind("race"))
    for path in (band, workout):
        if path is not None:
            click.echo(f"Written: {path}")


def _race(text: str) -> tuple[float, str]:
    """Return the length of a race, and its name with its day where one is given."""
    plain = text.strip()
    found = _DAY.search(plain)
    length_m = parse_distance(plain[: found.start()] if found else plain)
    name = capital(race_name(length_m))
    if found is None:
        return length_m, name
    try:
        return length_m, f"{name} {date.fromisoformat(found[1])}"
    except ValueError as error:
        raise InputError(
            f"'{found[1]}' is not a day of the calendar; write it as 2027-04-18"
        ) from error


def _route(path: Path) -> tuple[Column, Column]:
    """Return distance and altitude along a course."""
    try:
        return route_in(read_bytes(path))
    except FormatError as error:
        raise FormatError(f"{path.name}: {error}", offset=error.offset) from error


def _weather(temp: float | None, humidity: float | None) -> Weather | None:
    if temp is None:
        if humidity is not None:
            raise InputError("humidity without a temperature says nothing; add --temp")
        return None
    return Weather(temp) if humidity is None else Weather(temp, humidity / 100)


def _print(planned: PlannedRace, unit: DistanceUnit) -> None:
    plan = planned.plan
    facts = [planned.name]
    length = format_distance(plan.course.length_m, unit)
    if length not in planned.name:
        facts.append(length)
    if plan.course.climb_m >= 1:
        facts.append(f"{format_height(plan.course.climb_m, unit)} up")
    click.echo(", ".join(facts))
    click.echo("")
    for line in plan_lines(plan, unit):
        click.echo(f"  {line}")
    click.echo("")
    click.echo("Compared with")
    for line in comparison_lines(plan):
        click.echo(f"  {line}")
    rows = table(unit.value, "split", "clock", "pace", "on the flat")
    for split in plan.splits(unit):
        rows.add_row(
            f"{split.end_m / unit.metres:.4g}",
            format_clock(split.took_s),
            format_clock(split.clock_s),
            format_pace(split.speed_mps, unit),
            format_pace(split.effort_mps, unit),
        )
    console().print(rows)
    for line in advice_lines(plan, unit, planned.risk):
        click.echo(line)


def _data(planned: PlannedRace, unit: DistanceUnit) -> dict[str, object]:
    plan = planned.plan
    return {
        "name": planned.name,
        "length_m": plan.course.length_m,
        "climb_m": plan.course.climb_m,
        "finish_s": plan.finish_s,
        "likeliest_s": plan.likeliest_s,
        "fair_s": plan.fair_s,
        "low_s": plan.low_s,
        "high_s": plan.high_s,
        "chance": plan.chance,
        "split": plan.chosen,
        "others": plan.others,
        "heat_frac": plan.heat_frac,
        "risk": planned.risk.name.lower(),
        "splits": plan.splits(unit),
    }
