"""Which stretch of a recording is which step of the plan.

Three ways, the surest first. A watch that ran the workout itself wrote into every lap
which step it was. Failing that, laps; failing those, the speed itself. The second and
third are one algorithm: the steps, in order, are laid on the recording so that their
lengths and speeds disagree with it least, where a step may be missing and a stretch
may belong to no step (dynamic programming, as in the alignment of two sequences
[1]_). For laps the places where a step may begin are the lap marks, for speed they
are a fine grid. So an extra lap, a missing lap, a short lap and a late start all cost
a little, and none derails the rest.

References
----------
.. [1] S. Needleman and C. Wunsch, "A general method applicable to the search for
   similarities in the amino acid sequence of two proteins", J. Mol. Biol. 48 (1970)
   443-453.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from math import isclose
from typing import TYPE_CHECKING

import numpy as np

from negsplit.workout import Distance, SpeedRamp, SpeedTarget, Step, Time, UntilLap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negsplit.analysis.clean import Track
    from negsplit.recording import Column, Recording
    from negsplit.workout import Length, Workout

# Prices, inferred: they only need the right order. A step of the wrong length pays
# for the logarithm of the ratio; 20 % off costs as much as 5 % of wrong speed. A
# missing step costs more than a badly run one.
LENGTH_PRICE = 5.0
LONGEST_LENGTH_PRICE = 2.0
SPEED_PRICE = 20.0
MISSING_PRICE = 2.5
# Less than this share of a step, or more than this multiple, is not that step.
LENGTH_RATIOS = (0.25, 2.5)
UNUSED_PRICE_PER_MIN = 0.05
# Above this price per step a match is no match.
WORST_MATCH = 1.2
GRID_CELLS = 500
SHORTEST_GRID_S = 4
# Repeats have few different steps; their prices, 2 MB a step, are computed once.
REMEMBERED_STEPS = 8
# A step that is not bounded is taken to last this long, give or take.
OPEN_STEP_S = 600.0


class Matching(Enum):
    """How steps were found in a recording."""

    STEP_INDEX = "the watch's own step numbers"
    LAPS = "laps"
    SPEED = "speed alone"
    NONE = "not found"


@dataclass(frozen=True, slots=True)
class Match:
    """Where each step was run.

    Parameters
    ----------
    how : Matching
        What the match rests on.
    cells : tuple of slice or None
        For each step of ``workout.flat()`` its cells of the track, ``None`` if the
        step was not run.
    price : float
        How badly plan and recording agree, per step; 0 is perfectly. Last steps that
        were not run are not counted: who stops a build early did not run another
        plan.
    """

    how: Matching
    cells: tuple[slice | None, ...]
    price: float


def match(recording: Recording, track: Track, workout: Workout) -> Match:
    """Return where each step of a workout was run.

    Parameters
    ----------
    recording : Recording
        For its laps.
    track : Track
        The same run, cleaned.
    workout : Workout
        The plan; targets in numbers where speed is to help the match.
    """
    steps = tuple(workout.flat())
    by_index = _by_step_index(recording, track, steps)
    if by_index is not None:
        return by_index
    best = Match(Matching.NONE, (None,) * len(steps), float("inf"))
    for how, places in (
        (Matching.LAPS, _lap_places(recording, track)),
        (Matching.SPEED, _grid_places(track)),
    ):
        # With more steps than this, too many are missing for any match.
        is_possible = len(steps) < 2 * len(places)
        if is_possible and (len(places) > 2 or how is Matching.SPEED):
            found = _aligned(how, track, steps, places)
            if found.price <= WORST_MATCH:
                return found
            best = min(best, found, key=lambda candidate: candidate.price)
    return Match(Matching.NONE, (None,) * len(steps), best.price)


def _by_step_index(
    recording: Recording, track: Track, steps: tuple[Step, ...]
) -> Match | None:
    """Follow the step numbers in the laps; nothing if there are none."""
    indices = recording.step_indices
    laps = [lap for lap in recording.laps if lap.step_index is not None]
    if len(indices) != len(steps) or not laps or not _is_carried(recording, steps):
        return None
    cells: list[slice | None] = [None] * len(steps)
    position = -1
    for lap in laps:
        if position < 0 or indices[position] != lap.step_index:
            later = range(position + 1, len(steps))
            position = next((p for p in later if indices[p] == lap.step_index), -1)
            if position < 0:
                break  # the numbers do not follow the plan from here on
        stretch = track.between(lap.start_s, lap.end_s)
        if stretch.stop > stretch.start:
            known = cells[position]
            start = stretch.start if known is None else known.start
            cells[position] = slice(start, stretch.stop)
    if not any(cells):
        return None
    return Match(Matching.STEP_INDEX, tuple(cells), 0.0)


def _is_carried(recording: Recording, steps: tuple[Step, ...]) -> bool:
    """Return whether step numbers are of these steps, and of no other workout."""
    if recording.workout is None:
        return True
    carried = recording.workout.flat()
    return all(
        _same_length(one.length, other.length)
        for one, other in zip(carried, steps, strict=True)
    )


def _same_length(one: Length, other: Length) -> bool:
    match one, other:
        case (Time(here), Time(there)) | (Distance(here), Distance(there)):
            # Files round to the centimetre and the millisecond.
            return isclose(here, there, rel_tol=1e-3)
        case _:
            return type(one) is type(other)


def _lap_places(recording: Recording, track: Track) -> NDArray[np.intp]:
    marks = [lap.start_s for lap in recording.laps]
    marks += [lap.end_s for lap in recording.laps[-1:]]
    cells = np.searchsorted(track.elapsed_s, np.asarray(marks, dtype=float))
    return np.unique(np.concatenate([cells, [0, len(track)]]).astype(np.intp))


def _grid_places(track: Track) -> NDArray[np.intp]:
    spacing = max(len(track) // GRID_CELLS, SHORTEST_GRID_S)
    return np.unique(np.append(np.arange(0, len(track), spacing), len(track)))


def _aligned(
    how: Matching, track: Track, steps: tuple[Step, ...], places: NDArray[np.intp]
) -> Match:
    """Lay the steps on the places at the least price."""
    count = len(places)
    unused = np.diff(places, prepend=places[0]) / 60 * UNUSED_PRICE_PER_MIN
    best = np.cumsum(unused)  # no step run yet: everything so far is unused
    starts = np.full((len(steps), count), -1)
    price_of = lru_cache(REMEMBERED_STEPS)(lambda step: _prices(track, step, places))
    for number, step in enumerate(steps):
        prices = price_of(step) + best[:, None]
        begin = np.argmin(prices, axis=0)
        run = prices[begin, np.arange(count)]
        missed = best + MISSING_PRICE
        here = np.where(run < missed, run, missed)
        starts[number] = np.where(run < missed, begin, -1)
        best = _with_unused(here, unused, starts[number])
    cells = _traced(starts, places)
    return Match(how, cells, _price_per_step(float(best[-1]), cells, len(track)))


def _price_per_step(
    total: float, cells: tuple[slice | None, ...], seconds: int
) -> float:
    """Return the price of the steps up to the last that was run.

    Where more than half of the plan is missing, all of it is counted.
    """
    run = max((i + 1 for i, found in enumerate(cells) if found), default=0)
    last = cells[run - 1]
    if last is None or 2 * run < len(cells):
        return total / len(cells)
    after_s = (seconds - last.stop) if run < len(cells) else 0
    missing = (len(cells) - run) * MISSING_PRICE
    return (total - missing - after_s / 60 * UNUSED_PRICE_PER_MIN) / run


# Marks in ``starts``: -1 the step is missing, -2 - k the stretch before is unused
# back to place k.


def _with_unused(here: Column, unused: Column, marks: NDArray[np.intp]) -> Column:
    """Let any place be reached from an earlier one by leaving a stretch unused."""
    total = np.cumsum(unused)
    relative = here - total
    lowest = np.minimum.accumulate(relative)
    source = np.maximum.accumulate(
        np.where(relative <= lowest, np.arange(len(here)), 0)
    )
    carried = source != np.arange(len(here))
    marks[carried] = -2 - source[carried]
    reached: Column = lowest + total
    return reached


def _traced(
    starts: NDArray[np.intp], places: NDArray[np.intp]
) -> tuple[slice | None, ...]:
    cells: list[slice | None] = []
    place = len(places) - 1
    for marks in starts[::-1]:
        if marks[place] <= -2:
            place = -2 - int(marks[place])
        begin = int(marks[place])
        if begin < 0:
            cells.append(None)
        else:
            cells.append(slice(int(places[begin]), int(places[place])))
            place = begin
    return tuple(reversed(cells))


def _prices(track: Track, step: Step, places: NDArray[np.intp]) -> Column:
    """Return the price of running a step from each place (row) to each (column)."""
    clock = np.append(np.arange(len(track), dtype=float), float(len(track)))[places]
    run_m = np.concatenate([[0.0], np.cumsum(track.speed_mps)])[places]
    adjusted_m = np.concatenate([[0.0], np.cumsum(track.adjusted_mps)])[places]
    duration_s = clock[None, :] - clock[:, None]
    forward = duration_s > 0
    safe_s = np.where(forward, duration_s, 1.0)
    ratio: Column
    match step.length:
        case Time(planned_s):
            ratio = safe_s / planned_s
        case Distance(planned_m):
            ratio = np.maximum(run_m[None, :] - run_m[:, None], 1.0) / planned_m
        case UntilLap():
            ratio = np.clip(safe_s / OPEN_STEP_S, 0.8, 1.25)
    price = np.minimum(LENGTH_PRICE * np.abs(np.log(ratio)), LONGEST_LENGTH_PRICE)
    speed_mps = (adjusted_m[None, :] - adjusted_m[:, None]) / safe_s
    price += SPEED_PRICE * _speed_misfit(step, speed_mps)
    shortest, longest = LENGTH_RATIOS
    possible = forward & (ratio >= shortest) & (ratio <= longest)
    result: Column = np.where(possible, price, np.inf)
    return result


def _speed_misfit(step: Step, speed_mps: Column) -> Column:
    """Return by how much the logarithm of speed misses the step's band."""
    band = speed_band(step)
    if band is None:
        return np.zeros_like(speed_mps)
    low, high = band
    speed = np.log(np.maximum(speed_mps, 0.1))
    misfit: Column = np.maximum(np.log(low) - speed, 0) + np.maximum(
        speed - np.log(high), 0
    )
    return misfit


def speed_band(step: Step) -> tuple[float, float] | None:
    """Return the slow and fast end of what a step asks for, if it is a speed."""
    for target in step.targets:
        match target:
            case SpeedTarget(low_mps, high_mps):
                return low_mps, high_mps
            case SpeedRamp(start_mps, end_mps):
                return min(start_mps, end_mps), max(start_mps, end_mps)
            case _:
                continue
    return None
