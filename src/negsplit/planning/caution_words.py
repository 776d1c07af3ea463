"""What a runner should know of a plan, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.evidence import planning as claims
from negsplit.planning.cautions import Caution, CautionKind
from negsplit.planning.menu import NOVICE_EASY_WEEKS
from negsplit.units import DistanceUnit, format_distance

if TYPE_CHECKING:
    from collections.abc import Callable


def caution_words(caution: Caution) -> str:
    """Return a caution as one sentence or two."""
    return _WORDS[caution.kind](caution)


def _hours(seconds: float | None) -> str:
    """Return hours and minutes of a running time in whole five minutes."""
    hours, minutes = divmod(round((seconds or 0.0) / 300) * 5, 60)
    return f"{hours}:{minutes:02d}"


def _distance(caution: Caution) -> str:
    return format_distance(caution.distance_m or 0.0, DistanceUnit.KM)


def _too_short(caution: Caution) -> str:
    told = (
        f"The time is too short: the longest run reaches {_hours(caution.reached_s)} "
        f"h, and this race needs one of {_hours(caution.needed_s)} h."
    )
    if caution.day is not None:
        told += f" Built at the same pace, a race from {caution.day} on would be ready"
        told += "." if caution.distance_m is None else "; or"
    elif caution.distance_m is not None:
        told += " Not even a year is enough for these runs a week;"
    if caution.distance_m is not None:
        told += f" run {_distance(caution)} on this day instead."
    return told


def _minor(caution: Caution) -> str:
    return (
        f"This race is for runners of {caution.count:.0f} and older: younger bones and "
        f"tendons are still growing, and most races refuse the entry. Race "
        f"{_distance(caution)} at most, and ask a doctor before you train for more."
    )


def _novice(_: Caution) -> str:
    return (
        f"You are new to running: the first {NOVICE_EASY_WEEKS} weeks are easy, by "
        "turns of running and walking where half an hour is still too long, and "
        "nothing is fast. Rest a day between runs."
    )


def _short_runs(caution: Caution) -> str:
    minutes = (caution.needed_s or 0.0) / 60
    return (
        f"In weeks whose runs are shorter than {minutes:.0f} min on the whole, all of "
        "them are easy."
    )


def _returning(caution: Caution) -> str:
    return (
        f"After {caution.count:.0f} days without running the load comes back in steps, "
        "and at first everything is easy; paces will feel harder than they did."
    )


def _no_base(caution: Caution) -> str:
    return (
        f"{caution.count:.0f} weeks are too few for base training, which belongs "
        "twelve to sixteen weeks away from the race."
    )


def _unknown_past(caution: Caution) -> str:
    return (
        "What you have been running is not known; the plan begins with "
        f"{(caution.reached_s or 0.0) / 60:.0f} min a week."
    )


def _big_week(caution: Caution) -> str:
    return (
        f"You run {_hours(caution.needed_s)} h a week; so many runs hold "
        f"{_hours(caution.reached_s)} h, as a second run a day is not planned here. "
        "Add easy runs as you are used to, or plan for more days."
    )


def _race_in_rest(caution: Caution) -> str:
    return (
        "The race falls into the rest from the last one; a race from "
        f"{caution.day} on would be wiser."
    )


def _by_effort(_: Caution) -> str:
    return (
        "Your paces are not known, so every run is by effort; a race result, or 3 km "
        "as fast as you can, would give them."
    )


_WORDS: dict[CautionKind, Callable[[Caution], str]] = {
    CautionKind.TOO_SHORT: _too_short,
    CautionKind.MINOR: _minor,
    CautionKind.NOVICE: _novice,
    CautionKind.SHORT_RUNS: _short_runs,
    CautionKind.RETURNING: _returning,
    CautionKind.NO_BASE: _no_base,
    CautionKind.UNKNOWN_PAST: _unknown_past,
    CautionKind.BIG_WEEK: _big_week,
    CautionKind.RACE_IN_REST: _race_in_rest,
    CautionKind.AFTER_RACE: lambda _: claims.REST_AFTER_RACE.text,
    CautionKind.BY_EFFORT: _by_effort,
}
