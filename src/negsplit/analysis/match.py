"""Which stretch of a recording is which step of the plan.

Three ways, the surest first. A watch that ran the workout itself wrote into every lap
which step it was. Failing that, the steps are laid on the run by their lengths and
efforts and, where there are any, by laps (see :mod:`negsplit.analysis.alignment`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from math import exp, isclose, log
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.alignment import (
    STRICT_SPREAD,
    Alignment,
    Clock,
    Ground,
    align,
    fit_by_pace,
    speed_band,
)
from negsplit.analysis.session import session_of
from negsplit.workout import Distance, Time

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negsplit.analysis.clean import Track
    from negsplit.analysis.repetitions import Bout
    from negsplit.recording import Lap, Recording
    from negsplit.workout import Length, Step, Workout

__all__ = ["Match", "Matching", "match", "speed_band"]

# Below this fit the plan is not what was run: inferred, between the plans of the same
# runs and those of other days (benchmarks/matching.py --other-days).
WORST_FIT = 0.25
WORST_PACE_FIT = 0.15
# Laps of these distances are set by the watch and not by the runner.
AUTOMATIC_M = (500.0, 1000.0, 1609.344, 2000.0, 3000.0, 5000.0)
AUTOMATIC_FRAC = 0.012
# With this share of the ends on laps the match is by laps.
BY_LAPS_SHARE = 0.5
# Laps of which so many have the length of their step were made by the plan.
EXACT_SHARE = 0.5
UNUSED_SHARE = 0.2
# A plan of which the paces fit so well was run by them; laps are left where the rest
# fits better by so much: somebody pressed the button at other places. Inferred.
SAFE_FIT, PACE_GAIN, BETTER_FIT = 0.55, 0.05, 0.15
# No fit is better.
BEST_FIT = 1.0
# The run's own repetitions are those of the plan if there are so many of them, this
# share at least, and none is longer or shorter by more. Inferred.
FEWEST_REPETITIONS, FEWEST_SHARE, SAME_LENGTH_LOG = 3, 0.6, 0.15
# With more steps than this leaves, too many are missing for any match.
SHORTEST_STEP_S = 4


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
    fit : float
        How well the steps that were run agree with the plan, from 0 to 1.
    """

    how: Matching
    cells: tuple[slice | None, ...]
    fit: float


def match(recording: Recording, track: Track, workout: Workout) -> Match:
    """Return where each step of a workout was run.

    Parameters
    ----------
    recording : Recording
        For its laps and pauses.
    track : Track
        The same run, cleaned.
    workout : Workout
        The plan; targets in numbers where speed is to help the match.
    """
    steps = tuple(workout.flat())
    by_index = _by_step_index(recording, track, steps)
    if by_index is not None:
        return by_index
    nowhere = Match(Matching.NONE, (None,) * len(steps), 0.0)
    clock = Clock.of(track, recording.pauses)
    if len(steps) > len(clock) / SHORTEST_STEP_S:
        return nowhere
    ground = Ground.of(clock, steps)
    found = _best(ground, _Laps.of(recording, clock))
    if found.fit < WORST_FIT or _is_other_pace(ground, found):
        return _by_repetitions(track, steps) or nowhere
    is_by_laps = found.on_marks >= BY_LAPS_SHARE
    cells = tuple(
        None
        if where is None
        else slice(int(clock.cell[where.start]), int(clock.cell[where.stop]))
        for where in found.places
    )
    how = Matching.LAPS if is_by_laps else Matching.SPEED
    return Match(how, cells, found.fit)


@dataclass(frozen=True, slots=True, eq=False)
class _Laps:
    """Seconds at which laps end.

    Parameters
    ----------
    marks : array of int
        Of those that the watch did not set by itself: a step ends there.
    places : array of int, optional
        Of all, where steps are to begin and end nowhere else.
    """

    marks: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    places: NDArray[np.intp] | None = None

    @classmethod
    def of(cls, recording: Recording, clock: Clock) -> _Laps:
        """Return the laps of a recording on its clock."""
        laps = recording.laps
        ends = [
            (clock.at(lap.end_s), _is_automatic(laps, place))
            for place, lap in enumerate(laps)
        ]
        inner = len(clock) - 2  # the end of the run is no lap
        marks = [place for place, is_own in ends if not is_own and place < inner]
        return cls(
            np.unique(np.asarray(marks, dtype=np.intp)),
            np.unique(np.asarray([place for place, _ in ends], dtype=np.intp)),
        )


def _best(ground: Ground, laps: _Laps) -> Alignment:
    """Return the alignment by laps where they suit the plan, else by effort.

    Runners follow the watch, which ends every step to the second and says nothing of
    the pace, or they follow the paces, which says nothing of the second. The plan is
    laid both ways.
    """
    if not len(laps.marks):
        return _by_pace_or_watch(ground)
    on_laps = _by_pace_or_watch(ground.at(laps.marks, laps.places))
    if on_laps.exact >= EXACT_SHARE and not _is_lacking(on_laps, ground):
        return on_laps
    near_laps = _by_pace_or_watch(ground.at(laps.marks))
    if near_laps.exact >= EXACT_SHARE or near_laps.fit + BETTER_FIT >= BEST_FIT:
        return near_laps
    by_effort = _by_pace_or_watch(ground)
    return near_laps if near_laps.fit + BETTER_FIT >= by_effort.fit else by_effort


def _is_other_pace(ground: Ground, found: Alignment) -> bool:
    """Return whether paces that are all of the plan disagree, and no lap says more."""
    steps = ground.steps
    if found.exact >= EXACT_SHARE or any(speed_band(step) is None for step in steps):
        return False
    return fit_by_pace(ground, found) < WORST_PACE_FIT


def _is_lacking(found: Alignment, ground: Ground) -> bool:
    """Return whether work is missing although much of the run belongs to no step."""
    run_s = sum(where.stop - where.start for where in found.places if where is not None)
    is_missing = any(
        where is None and not step.purpose.is_easy
        for step, where in zip(ground.steps, found.places, strict=True)
    )
    return is_missing and run_s < (1 - UNUSED_SHARE) * len(ground.clock)


def _by_pace_or_watch(ground: Ground) -> Alignment:
    by_watch = align(ground)
    if not any(speed_band(step) and not step.purpose.is_easy for step in ground.steps):
        return by_watch
    by_pace = align(ground, STRICT_SPREAD)
    gained = by_pace.fit - fit_by_pace(ground, by_watch)
    return by_pace if by_pace.fit >= SAFE_FIT and gained >= PACE_GAIN else by_watch


def _by_step_index(
    recording: Recording, track: Track, steps: tuple[Step, ...]
) -> Match | None:
    """Follow the step numbers in the laps; nothing if there are none."""
    indices = recording.step_indices
    laps = [lap for lap in recording.laps if lap.step_index is not None]
    if len(indices) != len(steps) or not laps or not _is_carried(recording, steps):
        return None
    cells: list[slice | None] = [None] * len(steps)
    position, is_over = -1, True
    for lap in laps:
        if is_over or indices[position] != lap.step_index:
            later = range(position + 1, len(steps))
            position = next((p for p in later if indices[p] == lap.step_index), -1)
            if position < 0:
                break  # the numbers do not follow the plan from here on
        stretch = track.between(lap.start_s, lap.end_s)
        if stretch.stop > stretch.start:
            known = cells[position]
            start = stretch.start if known is None else known.start
            cells[position] = slice(start, stretch.stop)
        is_over = _ends_step(lap, steps[position], indices, position)
    if not any(cells):
        return None
    return Match(Matching.STEP_INDEX, tuple(cells), 1.0)


def _ends_step(lap: Lap, step: Step, indices: tuple[int, ...], position: int) -> bool:
    """Return whether a lap ends a step that comes again at once under its number."""
    if indices[position + 1 : position + 2] != indices[position : position + 1]:
        return False
    match step.length:
        case Time(duration_s):
            done, planned = lap.timer_s or lap.end_s - lap.start_s, duration_s
        case Distance(distance_m):
            done, planned = lap.distance_m or 0.0, distance_m
        case _:
            return True
    return isclose(done, planned, rel_tol=0.05)


def _is_carried(recording: Recording, steps: tuple[Step, ...]) -> bool:
    """Return whether step numbers are of these steps, and of no other workout."""
    if recording.workout is None:
        return True
    carried = recording.workout.flat()
    return all(
        _same_length(one.length, other.length)
        for one, other in zip(carried, steps, strict=True)
    )


def _by_repetitions(track: Track, steps: tuple[Step, ...]) -> Match | None:
    """Lay the repetitions that the run itself shows on the work of the plan.

    Who rests for longer than planned, or runs off the pace, or stops two repetitions
    early has run the session all the same: what counts is that the repetitions have
    the lengths of the plan, in its order.
    """
    work = [place for place, step in enumerate(steps) if not step.purpose.is_easy]
    session = session_of(track)
    found = session.repetitions
    if found is None or not FEWEST_REPETITIONS <= len(found.bouts) <= len(work):
        return None
    off = [
        _off_length(bout, steps[place].length)
        for bout, place in zip(found.bouts, work, strict=False)
    ]
    if len(off) < FEWEST_SHARE * len(work) or max(off) > SAME_LENGTH_LOG:
        return None
    cells: list[slice | None] = [None] * len(steps)
    for bout, place in zip(found.bouts, work, strict=False):
        cells[place] = slice(bout.start, bout.end)
    for one, other in pairwise(work[: len(off)]):
        _fill(cells, steps, (one + 1, other))
    _fill(cells, steps, (0, work[0]))
    if len(off) == len(work):
        _fill(cells, steps, (work[-1] + 1, len(steps)), len(track))
    fit = len(off) / len(work) * exp(-sum(off) / len(off) / SAME_LENGTH_LOG)
    return Match(Matching.SPEED, tuple(cells), fit)


def _off_length(bout: Bout, length: Length) -> float:
    """Return how far a repetition is from a length, as a logarithm."""
    match length:
        case Time(duration_s):
            return abs(log(bout.duration_s / duration_s))
        case Distance(distance_m):
            return abs(log(bout.distance_m / distance_m))
        case _:
            return 0.0


def _fill(
    cells: list[slice | None],
    steps: tuple[Step, ...],
    between: tuple[int, int],
    end: int | None = None,
) -> None:
    """Give what lies between two pieces of work to the easy step planned there.

    Of several it is the last: a recovery before a cool-down is often left out.
    """
    first, last = between
    if first >= last:
        return
    before = cells[first - 1] if first else None
    after = cells[last] if last < len(steps) else None
    start = before.stop if before else 0
    stop = after.start if after else end
    if stop is not None and stop > start:
        cells[last - 1] = slice(start, stop)


def _same_length(one: Length, other: Length) -> bool:
    match one, other:
        case (Time(here), Time(there)) | (Distance(here), Distance(there)):
            # Files round to the centimetre and the millisecond.
            return isclose(here, there, rel_tol=1e-3)
        case _:
            return type(one) is type(other)


def _is_automatic(laps: tuple[Lap, ...], place: int) -> bool:
    """Return whether the watch made a lap because a kilometre or mile was over.

    Some services call every lap manual: then it lies beside one of that distance, where
    a repetition lies between recoveries.
    """
    lap = laps[place]
    metres = _automatic_m(lap)
    if metres is None or lap.trigger == "time":
        return False
    beside = (*laps[max(place - 1, 0) : place], *laps[place + 1 : place + 2])
    return lap.trigger != "manual" or metres in map(_automatic_m, beside)


def _automatic_m(lap: Lap) -> float | None:
    if lap.distance_m is None:
        return None
    return next(
        (m for m in AUTOMATIC_M if isclose(lap.distance_m, m, rel_tol=AUTOMATIC_FRAC)),
        None,
    )
