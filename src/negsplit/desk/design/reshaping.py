"""A workout changed by hand: one step longer or shorter, faster or slower.

What is pulled lands on lengths and paces that runners say, or where it was. A repeat
stays a repeat: all its repetitions change. Where a ramp meets the next step at one
pace, both move, so that the run stays in one line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.desk.design.faster import By, To, moved, moved_step, neighbours
from negsplit.desk.design.longer import length_at, length_by, with_length
from negsplit.drawings.handles import Edge
from negsplit.drawings.zones import Across
from negsplit.errors import InputError
from negsplit.workout import Distance, Repeat, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from negsplit.desk.design.faster import Change
    from negsplit.drawings.sketch import Bar, Sketch
    from negsplit.runner import Runner
    from negsplit.units import DistanceUnit
    from negsplit.workout import Item, Length, Workout

# Digits of an index that a step can have: no workout has more steps than 10,000.
_MOST_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Nudge:
    """One edge of one step moved by so many of its smallest steps.

    A length moves by a step of its ladder, a pace by a second, a heart rate by a beat;
    more is longer or faster.
    """

    path: tuple[int, ...]
    edge: Edge
    by: int


@dataclass(frozen=True, slots=True)
class Pull:
    """One edge of one step pulled to a place of a picture: shares of its axes."""

    path: tuple[int, ...]
    edge: Edge
    across: float
    up: float


def path_of(text: str) -> tuple[int, ...]:
    """Return a place in the tree of a workout from text such as ``2.0``.

    Raises
    ------
    InputError
        If it is none.
    """
    parts = text.split(".")
    if not all(
        part.isascii() and part.isdigit() and len(part) <= _MOST_DIGITS
        for part in parts
    ):
        raise InputError(f"'{text}' is no step; write its number, like 0 or 2.1")
    return tuple(int(part) for part in parts)


def step_at(workout: Workout, path: tuple[int, ...]) -> Step:
    """Return the step at a place in the tree.

    Raises
    ------
    InputError
        If there is none.
    """
    found = _found(workout.items, path)
    if found is None:
        raise InputError(
            f"the workout has no step {'.'.join(map(str, path))}; it was changed "
            "elsewhere, load the page again"
        )
    return found


def pulled(workout: Workout, pull: Pull, shown: Sketch, runner: Runner) -> Workout:
    """Return a workout with one edge where it was pulled to.

    Parameters
    ----------
    workout : Workout
        As it was before.
    pull : Pull
        What was pulled, and where to.
    shown : Sketch
        The picture in which it was.
    runner : Runner
        For whom relative targets become numbers.

    Raises
    ------
    InputError
        If there is no such step, or it has no such edge.
    """
    step, bar = step_at(workout, pull.path), shown.bar(pull.path)
    if bar is None:
        raise InputError("this step is never run, so it has no place in the picture")
    if pull.edge is not Edge.LENGTH:
        change = To(shown.speed_at(pull.up))
        return _with_pace(workout, pull.path, pull.edge, change, runner, shown.unit)
    length = length_at(step.length, _reach(bar, shown, pull.across), shown.unit)
    return with_step_length(workout, pull.path, length)


def nudged(
    workout: Workout, nudge: Nudge, runner: Runner, unit: DistanceUnit
) -> Workout:
    """Return a workout with one edge moved by some steps of its grain.

    Raises
    ------
    InputError
        If there is no such step, or it has no such edge.
    """
    step = step_at(workout, nudge.path)
    if nudge.edge is not Edge.LENGTH:
        return _with_pace(workout, nudge.path, nudge.edge, By(nudge.by), runner, unit)
    length = length_by(step.length, nudge.by, unit)
    return with_step_length(workout, nudge.path, length)


def with_step_length(
    workout: Workout, path: tuple[int, ...], length: Length
) -> Workout:
    """Return a workout with another length of one step."""
    return _changed(workout, path, lambda old: with_length(old, length))


def _reach(bar: Bar, shown: Sketch, share: float) -> float:
    """Return how long a step is, in s or m of its own, that ends at a place."""
    reach = max(shown.at(min(max(share, 0.0), 1.0)) - bar.start, 0.0)
    own = Across.DISTANCE if isinstance(bar.step.length, Distance) else Across.TIME
    if own is shown.across or not bar.duration_s or not bar.distance_m:
        return reach
    mean_mps = bar.distance_m / bar.duration_s
    return reach * mean_mps if own is Across.DISTANCE else reach / mean_mps


def _with_pace(  # noqa: PLR0913, PLR0917 -- what, where, how, for whom
    workout: Workout,
    path: tuple[int, ...],
    edge: Edge,
    change: Change,
    runner: Runner,
    unit: DistanceUnit,
) -> Workout:
    was, now = moved(step_at(workout, path), edge, change, runner, unit)
    if was == now:
        return workout
    found = _changed(workout, path, lambda step: moved_step(step, now, runner))
    for aside, follow in neighbours(edge, was, now):
        index = path[-1] + aside
        if index >= 0:
            found = _changed(found, (*path[:-1], index), follow)
    return found


def _found(items: tuple[Item, ...], path: tuple[int, ...]) -> Step | None:
    if not path or path[0] >= len(items):
        return None
    item = items[path[0]]
    if isinstance(item, Repeat):
        return _found(item.items, path[1:])
    return item if len(path) == 1 else None


def _changed(
    workout: Workout, path: tuple[int, ...], change: Callable[[Step], Step]
) -> Workout:
    """Return a workout with one step changed; where there is none, as it was."""
    if _found(workout.items, path) is None:
        return workout
    return replace(workout, items=_with(workout.items, path, change))


def _with(
    items: tuple[Item, ...], path: tuple[int, ...], change: Callable[[Step], Step]
) -> tuple[Item, ...]:
    index, item = path[0], items[path[0]]
    if isinstance(item, Repeat):
        new: Item = replace(item, items=_with(item.items, path[1:], change))
    else:
        new = change(item)
    return (*items[:index], new, *items[index + 1 :])
