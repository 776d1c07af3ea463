"""Options that several commands share: who runs, in which unit, and for whom to print.

Every option becomes one argument of the command: ``athlete``, ``profile``, ``unit``,
``as_json``.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from negsplit.cli.files import load_calibration
from negsplit.cli.runner_values import NUMBERS, RACES, athlete_of
from negsplit.physiology.training_paces import DEFAULT_PROFILE, Profile
from negsplit.units import DistanceUnit

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., None]

# What the air is like; what is not said is mild.
TEMP_OPTION = click.option(
    "--temp", type=float, metavar="C", help="Air temperature, in °C."
)
HUMIDITY_OPTION = click.option(
    "--humidity",
    type=click.FloatRange(0, 100),
    metavar="%",
    help="Relative humidity, in %.",
)
# Which clock hung on the wall, whatever the file and the place say.
ZONE_OPTION = click.option(
    "--zone",
    metavar="ZONE",
    default="",
    callback=lambda _context, _option, zone: _known_zone(zone),
    help="In which time zone it was run: Europe/Berlin, or +02:00.",
)


def _known_zone(zone: str) -> str:
    if zone:
        from negsplit.zones import zone_named

        zone_named(zone)
    return zone


_ATHLETE_OPTIONS = (
    click.option(
        "--race",
        RACES,
        multiple=True,
        metavar="NAME=TIME",
        help="A race result, e.g. half=1:12:29 or 5k=20:00; repeatable.",
    ),
    click.option("--vdot", type=float, help="VDOT, instead of a race."),
    click.option("--hr-max", type=float, metavar="BPM", help="Maximum heart rate."),
    click.option("--hr-rest", type=float, metavar="BPM", help="Resting heart rate."),
    click.option(
        "--hr-threshold", type=float, metavar="BPM", help="Threshold heart rate."
    ),
    click.option("--age", type=float, metavar="YEARS", help="Age in years."),
    click.option("--weekly-km", type=float, metavar="KM", help="Usual week, in km."),
    click.option("--weekly-mi", type=float, metavar="MI", help="Usual week, in miles."),
)


def athlete_options(command: Command) -> Command:
    """Add the options that describe a runner; pass them on as ``athlete``."""

    @functools.wraps(command)
    def with_athlete(**values: Any) -> None:
        names = (RACES, *NUMBERS.values())
        given = {name: values.pop(name) for name in names}
        command(athlete=athlete_of(given), **values)

    decorated: Command = with_athlete
    for option in reversed(_ATHLETE_OPTIONS):
        decorated = option(decorated)
    return decorated


def recording_options(command: Command) -> Command:
    """Add which run of a file is meant and where it was run: ``part``, ``zone``."""

    @functools.wraps(command)
    def with_recording(*, part: int, **values: Any) -> None:
        command(part=part - 1, **values)

    decorated: Command = with_recording
    decorated = ZONE_OPTION(decorated)
    return click.option(
        "--part",
        type=click.IntRange(min=1),
        default=1,
        metavar="NUMBER",
        help="Which run, of a file that holds several; the first unless told.",
    )(decorated)


def calibration_option(command: Command) -> Command:
    """Add ``--calibration``, passed on as ``calibration``; what it knows fills in."""

    @functools.wraps(command)
    def with_calibration(**values: Any) -> None:
        path = values.pop("calibration")
        found = None
        if path is not None:
            from negsplit.calibrate.known import known_athlete

            found = load_calibration(path)
            values["athlete"] = known_athlete(values["athlete"], found)
        command(calibration=found, **values)

    option = click.option(
        "--calibration",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="What your own runs say of you, from negsplit calibrate --out.",
    )
    decorated: Command = option(with_calibration)
    return decorated


def profile_option(command: Command) -> Command:
    """Add ``--profile``, passed on as ``profile``."""
    option = click.option(
        "--profile",
        type=click.Choice([profile.value for profile in Profile]),
        default=DEFAULT_PROFILE.value,
        show_default=True,
        callback=_profile,
        help="Paces never faster than the race they stand for, or those of the "
        "official calculator or of the book.",
    )
    return option(command)


def _profile(_: click.Context, __: click.Parameter, value: str) -> object:
    return Profile(value)


def unit_option(command: Command) -> Command:
    """Add ``--unit``, passed on as ``unit``; ``None`` where it is not given."""
    option = click.option(
        "--unit",
        type=click.Choice([unit.value for unit in DistanceUnit]),
        callback=_unit,
        help="Unit of distances and paces; kilometres, or as the amount is written.",
    )
    return option(command)


def _unit(_: click.Context, __: click.Parameter, value: str | None) -> object:
    return None if value is None else DistanceUnit(value)


def json_option(command: Command) -> Command:
    """Add ``--json``, passed on as ``as_json``."""
    option = click.option(
        "--json", "as_json", is_flag=True, help="Print JSON for programs."
    )
    return option(command)
