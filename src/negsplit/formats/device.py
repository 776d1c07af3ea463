"""What every device format shares: what is lost, identity, the step budget.

A watch step holds one band. So a ramp becomes a staircase of steps, a single pace a
band wide enough not to beep all the time, and a repeat that leaves out its last
recovery is written out. Each of these is a :class:`Loss`, told to the runner. What
nobody can run never gets here: the records of :mod:`negsplit.workout` refuse it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.errors import InputError
from negsplit.formats.ramps import (
    FEWEST_PIECES,
    MOST_PIECES,
    cut_ramp,
    distance_unit,
    has_ramp,
    pieces,
    widened,
)
from negsplit.units import DistanceUnit, format_clock
from negsplit.workout import Distance, Length, Repeat, SpeedTarget, Step, Time, Workout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from negsplit.workout import Item

# What implementers of watch workouts report as safe; more steps decode, but watches
# are said to refuse them.
STEP_BUDGET = 50


@dataclass(frozen=True, slots=True)
class Loss:
    """Something a format could not say.

    Parameters
    ----------
    message : str
        One sentence for the runner.
    step : int, optional
        Which step, counted from 1 as the workout is read, repeats not written out.
    """

    message: str
    step: int | None = None

    def __str__(self) -> str:
        return (
            self.message if self.step is None else f"step {self.step}: {self.message}"
        )


@dataclass(frozen=True, slots=True)
class Exported:
    """The bytes of a file and everything that they do not say."""

    data: bytes
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A workout that a device can hold, and what had to change."""

    workout: Workout
    losses: tuple[Loss, ...]


def stable_number(key: str) -> int:
    """Return a number from 1 to 2³²−2 that depends on the key alone."""
    digest = hashlib.sha256(key.encode()).digest()
    return 1 + int.from_bytes(digest[:8], "big") % (2**32 - 2)


def stable_id(key: str) -> str:
    """Return a short text that depends on the key alone."""
    return hashlib.sha256(key.encode()).hexdigest()[:20]


def numbered(workout: Workout) -> Iterator[tuple[int, Step]]:
    """Yield each step with its number, repeats not written out."""
    return enumerate(_steps(workout.items), start=1)


def _steps(items: Iterable[Item]) -> Iterator[Step]:
    for item in items:
        if isinstance(item, Step):
            yield item
        else:
            yield from _steps(item.items)


def count_entries(items: Iterable[Item]) -> int:
    """Return how many entries a device needs: one per step and one per repeat."""
    return sum(
        1 if isinstance(item, Step) else 1 + count_entries(item.items) for item in items
    )


def prepare(workout: Workout, *, budget: int = STEP_BUDGET) -> Prepared:
    """Return the workout as a device with one band per step can hold it.

    Raises
    ------
    InputError
        If it needs more steps than the budget, even with fewer pieces per ramp and
        equal neighbours merged. Steps are never dropped.
    """
    folded = expand_skips(workout.items)
    items: tuple[Item, ...] = ()
    for most in range(MOST_PIECES, FEWEST_PIECES - 1, -1):
        items = _cut_all(folded, None if most == MOST_PIECES else most)
        if count_entries(items) <= budget:
            losses = _changes(workout, None if most == MOST_PIECES else most)
            return Prepared(replace(workout, items=items), tuple(losses))
    merged = merge_equal(items)
    if (count := count_entries(merged)) > budget:
        raise InputError(
            f"workout needs {count} steps and the device holds {budget}; "
            "use repeats or fewer steps"
        )
    told = (*_changes(workout, FEWEST_PIECES), Loss("equal neighbours are merged"))
    return Prepared(replace(workout, items=merged), told)


def _changes(workout: Workout, most: int | None) -> Iterator[Loss]:
    if expand_skips(workout.items) != workout.items:
        yield Loss(
            "the last repetition is written out, because the file cannot say that "
            "its recovery is left out"
        )
    for number, step in numbered(workout):
        if has_ramp(step):
            yield Loss(_told_ramp(step, most), number)
        for target in step.targets:
            if isinstance(target, SpeedTarget) and target.low_mps == target.high_mps:
                yield Loss(_told_band(target), number)


def _told_ramp(step: Step, most: int | None) -> str:
    count = pieces(step, most)
    if count == 1:
        return "the ramp becomes one band from its start to its end"
    return f"the ramp becomes {count} steps of even pace bands"


def _told_band(target: SpeedTarget) -> str:
    wide = widened(target)
    pace, slow, fast = (
        format_clock(target.unit.metres / speed)
        for speed in (target.low_mps, wide.low_mps, wide.high_mps)
    )
    per = "mi" if distance_unit(target.unit) is DistanceUnit.MI else "km"
    return f"{pace}/{per} becomes the band {slow}-{fast}/{per}, so the watch stays calm"


# Repeats


def expand_skips(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return items in which every repeat runs its last recovery.

    The last repetition of a repeat that leaves it out is written out instead.
    """
    return tuple(part for item in items for part in _expanded(item))


def _expanded(item: Item) -> tuple[Item, ...]:
    if isinstance(item, Step):
        return (item,)
    inner = expand_skips(item.items)
    if not item.skip_last_recovery:
        return (replace(item, items=inner),)
    # The last item may itself have been written out as several.
    last = expand_skips(item.items[:-1])
    return (Repeat(item.times - 1, inner), *last) if item.times > 1 else last


def merge_equal(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return items with neighbouring steps of equal target and class made one."""
    merged: list[Item] = []
    for item in items:
        current = (
            item
            if isinstance(item, Step)
            else replace(item, items=merge_equal(item.items))
        )
        one = _merged(merged[-1], current) if merged else None
        if one is None:
            merged.append(current)
        else:
            merged[-1] = one
    return tuple(merged)


def _merged(first: Item, second: Item) -> Step | None:
    if isinstance(first, Repeat) or isinstance(second, Repeat):
        return None
    if first.cues or second.cues or second.note not in ("", first.note):
        return None
    length: Length
    match first.length, second.length:
        case Time(a), Time(b):
            length = Time(a + b)
        case Distance(a), Distance(b):
            length = Distance(a + b)
        case _:
            return None
    alike = replace(second, length=first.length, note=first.note) == first
    return replace(first, length=length) if alike else None


def _cut_all(items: tuple[Item, ...], most: int | None) -> tuple[Item, ...]:
    cut: list[Item] = []
    for item in items:
        if isinstance(item, Repeat):
            cut.append(replace(item, items=_cut_all(item.items, most)))
        else:
            cut.extend(cut_ramp(item, pieces(item, most)))
    return tuple(cut)
