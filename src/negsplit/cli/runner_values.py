"""What the options about a runner mean; loads no click, so that paces stay quick."""

from __future__ import annotations

from typing import Any

from negsplit.athlete import Athlete, Race
from negsplit.errors import InputError
from negsplit.units import MILE_M, parse_distance, parse_duration

# Options that take a number, and the value that each fills.
NUMBERS = {
    "--vdot": "vdot",
    "--hr-max": "hr_max",
    "--hr-rest": "hr_rest",
    "--hr-threshold": "hr_threshold",
    "--age": "age",
    "--weekly-km": "weekly_km",
    "--weekly-mi": "weekly_mi",
}
RACES = "races"


def parse_race(text: str) -> Race:
    """Return a race from text such as ``half=1:12:29``.

    Raises
    ------
    InputError
        If either half cannot be read.
    """
    name, equals, time = text.partition("=")
    if not equals:
        raise InputError(f"race '{text}' is not NAME=TIME; write half=1:12:29")
    return Race(parse_distance(name), parse_duration(time))


def athlete_of(given: dict[str, Any]) -> Athlete:
    """Return the athlete that the values of the options describe.

    Raises
    ------
    InputError
        If a value cannot be read or is not plausible.
    """
    return Athlete(
        races=tuple(parse_race(text) for text in given["races"]),
        age_years=given["age"],
        resting_hr_bpm=given["hr_rest"],
        max_hr_bpm=given["hr_max"],
        threshold_hr_bpm=given["hr_threshold"],
        vdot_ml_kg_min=given["vdot"],
        weekly_distance_m=_weekly_m(given["weekly_km"], given["weekly_mi"]),
    )


def _weekly_m(km: float | None, mi: float | None) -> float | None:
    if km is not None and mi is not None:
        raise InputError("give the usual week in km or in miles, not both")
    if mi is not None:
        return mi * MILE_M
    return None if km is None else km * 1000
