"""``negsplit paces`` without click, for arguments that are plainly right.

Loading click takes as long as three starts of Python; the page itself takes less than
one. So plain ``--name value`` pairs are read here, and everything else, a mistake
included, is left for click to answer.
"""

from __future__ import annotations

from typing import Any

from negsplit.cli.paces_page import page
from negsplit.cli.runner_values import NUMBERS, RACES, athlete_of
from negsplit.errors import NegsplitError
from negsplit.physiology.training_paces import DEFAULT_PROFILE, Profile
from negsplit.runner import Runner
from negsplit.units import DistanceUnit

_CHOICES = {"--profile": Profile, "--unit": DistanceUnit}


def paces_text(arguments: list[str]) -> str | None:
    """Return the page of paces, or nothing where click has to look."""
    try:
        given = _values(arguments)
        runner = Runner.of(athlete_of(given), given["--profile"])
        return "\n".join(page(runner, given["--unit"]))
    except (NegsplitError, LookupError, ValueError):
        return None


def _values(arguments: list[str]) -> dict[str, Any]:
    """Return the options' values; raise on anything but known pairs."""
    given: dict[str, Any] = dict.fromkeys(NUMBERS.values())
    given |= {RACES: [], "--profile": DEFAULT_PROFILE, "--unit": DistanceUnit.KM}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if not equals:
            value = next(rest, "")
        if name == "--race":
            given[RACES].append(value)
        elif name in _CHOICES:
            given[name] = _CHOICES[name](value)
        else:
            given[NUMBERS[name]] = float(value)
    return given
