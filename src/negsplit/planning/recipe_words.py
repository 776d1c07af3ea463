"""A recipe as words that a coach can change: ``thirds 45min``, ``400s 8x rest 1min``.

Reading what was written gives the same recipe again, to the last bit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from negsplit.errors import InputError
from negsplit.forms import Kind, Recipe, Steering, build
from negsplit.units import (
    DistanceUnit,
    format_clock,
    parse_distance,
    parse_duration,
)
from negsplit.workout import Distance, Time

if TYPE_CHECKING:
    from collections.abc import Iterator

_Choice = TypeVar("_Choice", bound=Enum)

_TIMES = re.compile(r"(\d+)x")
# Under this a time is told in seconds, as coaches tell rests.
_TOLD_IN_S = 180.0
# Words that an amount follows, and what it is of.
_AMOUNTS = {
    "hold": "hold",
    "warm-up": "warm_up",
    "of": "repetition",
    "rest": "recovery",
}
_EXAMPLES = "write for example thirds 45min, threshold 12km hold 3km or 400s 8x"


def recipe_words(recipe: Recipe, unit: DistanceUnit) -> str:
    """Return a recipe as words; its own unit is told where it is not the one given."""
    return " ".join(_words(recipe, unit))


def _words(recipe: Recipe, unit: DistanceUnit) -> Iterator[str]:
    yield recipe.kind.value
    if recipe.amount is not None:
        yield amount_words(recipe.amount, recipe.unit)
    if recipe.repetitions is not None:
        yield f"{recipe.repetitions}x"
    rest = None if recipe.recovery_s is None else Time(recipe.recovery_s)
    told = (recipe.hold, recipe.warm_up, recipe.repetition, rest)
    for word, amount in zip(_AMOUNTS, told, strict=True):
        if amount is not None:
            yield f"{word} {amount_words(amount, recipe.unit)}"
    if recipe.steering is not Steering.PACE:
        yield f"by {recipe.steering.value}"
    if recipe.unit is not unit:
        yield f"in {recipe.unit.value}"


def amount_words(amount: Time | Distance, unit: DistanceUnit) -> str:
    """Return a time or a distance as text that is read back without any loss.

    >>> amount_words(Time(2700.0), DistanceUnit.KM)
    '45min'
    >>> amount_words(Distance(3 * 1609.344), DistanceUnit.MI)
    '3mi'
    """
    if isinstance(amount, Time):
        return time_words(amount.duration_s)
    metres = amount.distance_m
    whole = f"{metres:.0f}m"
    near = [f"{metres / u.metres:.6g}{u.value}" for u in (unit, *DistanceUnit)]
    told = [whole, *near] if metres < 1000 else [*near, whole]
    return next((t for t in told if _reads_as(t, metres)), f"{metres!r}m")


def _reads_as(text: str, metres: float) -> bool:
    return "e" not in text and parse_distance(text) == metres


def time_words(seconds: float) -> str:
    """Return a time as text that is read back without any loss.

    >>> time_words(60.0), time_words(90.0), time_words(3128.0)
    ('1min', '90s', '52:08')
    """
    if seconds != round(seconds):
        return f"{seconds!r}s"
    if seconds % 60 == 0 and seconds < 100 * 60:
        return f"{seconds / 60:.0f}min"
    return f"{seconds:.0f}s" if seconds < _TOLD_IN_S else format_clock(seconds)


@dataclass(slots=True)
class _Found:
    """What was read of a recipe so far."""

    amounts: dict[str, Time | Distance] = field(default_factory=dict)
    repetitions: int | None = None
    steering: Steering = Steering.PACE
    unit: DistanceUnit = DistanceUnit.KM


def recipe_of(text: str, unit: DistanceUnit) -> Recipe:
    """Return the recipe that words say.

    Raises
    ------
    InputError
        If a word is none, or the amounts make no sense for the form.
    """
    name, *rest = text.split() or [""]
    kind = _kind(name, text)
    found = _Found(unit=unit)
    words = iter(rest)
    for word in words:
        _take(word, words, found, text)
    recovery = found.amounts.get("recovery")
    if isinstance(recovery, Distance):
        raise InputError(f"the rest of '{text}' is a distance; give a time")
    recipe = Recipe(
        kind,
        found.amounts.get("amount"),
        found.unit,
        found.steering,
        found.amounts.get("hold"),
        found.amounts.get("warm_up"),
        found.repetitions,
        found.amounts.get("repetition"),
        None if recovery is None else recovery.duration_s,
    )
    build(recipe)  # says what makes no sense
    return recipe


def _kind(name: str, text: str) -> Kind:
    known = [kind.value for kind in Kind]
    if name in known:
        return Kind(name)
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else "negsplit forms lists them"
    raise InputError(f"'{name or text}' is no form or session; {hint}")


def _take(word: str, rest: Iterator[str], found: _Found, text: str) -> None:
    """Take a word, and the one that belongs to it."""
    if match := _TIMES.fullmatch(word):
        found.repetitions = int(match[1])
    elif word in _AMOUNTS:
        found.amounts[_AMOUNTS[word]] = amount_of(next(rest, ""), text)
    elif word == "by":
        found.steering = _one_of(Steering, next(rest, ""), text)
    elif word == "in":
        found.unit = _one_of(DistanceUnit, next(rest, ""), text)
    elif "amount" not in found.amounts:
        found.amounts["amount"] = amount_of(word, text)
    else:
        raise InputError(f"'{word}' in '{text}' is not understood; {_EXAMPLES}")


def _one_of(choices: type[_Choice], word: str, text: str) -> _Choice:
    values = [choice.value for choice in choices]
    if word not in values:
        raise InputError(
            f"'{word}' in '{text}' is none of {', '.join(values)}; choose one"
        )
    return choices(word)


def amount_of(word: str, text: str) -> Time | Distance:
    """Return the amount that a word says; the text around it is for the error."""
    try:
        return Distance(parse_distance(word))
    except InputError:
        try:
            return Time(parse_duration(word))
        except InputError:
            raise InputError(
                f"'{word}' in '{text}' is no amount; {_EXAMPLES}"
            ) from None
