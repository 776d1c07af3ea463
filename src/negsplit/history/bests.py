"""The fastest over each distance and the farthest in each time, over many runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.feature_records import DISTANCES_M, DURATIONS_S
from negsplit.history.doubts import (
    FEWEST_OTHERS,
    GAINED_SHARE,
    Doubt,
    farthest_of_people,
    gained_m,
    is_alone,
    of_distances,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from negsplit.history.past_run import PastRun
    from negsplit.recording import Column

# What counts as current: runners compare a season with the one a year before.
CURRENT = timedelta(days=365)
# What no runner covers in each time.
FARTHEST_OF_PEOPLE_M = np.array([farthest_of_people(t) for t in DURATIONS_S])


@dataclass(frozen=True, slots=True)
class Best:
    """The fastest that a distance was run, inside some run, by the clock.

    ``start_s`` counts on the wall clock from the recording's start; ``climb_m`` is how
    much higher the end lay than the beginning, where altitude was recorded;
    ``among_runs`` is how many runs were as long; ``is_race`` whether the runner marked
    the run as a race.
    """

    distance_m: float
    duration_s: float
    run: int
    day: date
    start_s: float
    climb_m: float | None
    among_runs: int
    is_race: bool = False

    @property
    def speed_mps(self) -> float:
        """Mean speed, in m/s."""
        return self.distance_m / self.duration_s


@dataclass(frozen=True, slots=True)
class Farthest:
    """The farthest that was run in a time, inside some run."""

    duration_s: int
    distance_m: float
    run: int
    day: date


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A best that is not counted, and why."""

    best: Best
    why: Doubt


@dataclass(frozen=True, slots=True)
class Bests:
    """What was run fastest and farthest.

    Parameters
    ----------
    ever, current : tuple of Best
        Over each distance that was run, in all runs and in the last twelve months.
    farthest_ever, farthest_current : tuple of Farthest
        In each time.
    doubtful : tuple of Doubtful
        What would have been a best if it could be believed.
    """

    ever: tuple[Best, ...]
    current: tuple[Best, ...]
    farthest_ever: tuple[Farthest, ...]
    farthest_current: tuple[Farthest, ...]
    doubtful: tuple[Doubtful, ...]


def bests_of(
    runs: Sequence[PastRun],
    bursts: tuple[tuple[int, float], ...],
    max_hr_bpm: float | None,
    today: date,
) -> Bests:
    """Return the bests of runs that can be believed.

    Parameters
    ----------
    runs : sequence of PastRun
        Of one runner, without those that count for nothing.
    bursts : tuple of (seconds, speed)
        The fastest bursts that are believed of the runner. [s], [m/s]
    max_hr_bpm : float, optional
        The highest heart rate that several runs held.
    today : date
        The end of the last twelve months.
    """
    if not runs:
        return Bests((), (), (), (), ())
    seconds = np.array([run.features.best_s for run in runs])
    climbs_m = np.array([run.features.best_climb_m for run in runs])
    gained = np.array([gained_m(run, bursts) for run in runs])
    doubts = of_distances(seconds, climbs_m, gained)
    is_recent = [run.day > today - CURRENT for run in runs]
    ever, current, doubtful = [], [], []
    for place in range(len(DISTANCES_M)):
        ranked = _ranked(runs, seconds[:, place], doubts[:, place], max_hr_bpm)
        believed = [number for number in ranked if doubts[number, place] is None]
        latest = [number for number in believed if is_recent[number]]
        among = len(ranked)
        ever += [_best(runs[number], place, among) for number in believed[:1]]
        current += [_best(runs[number], place, among) for number in latest[:1]]
        doubtful += [
            Doubtful(_best(runs[number], place, among), doubts[number, place])
            for number in ranked[:1]
            if doubts[number, place] is not None
        ]
    recent = [run for run, late in zip(runs, is_recent, strict=True) if late]
    return Bests(
        tuple(ever),
        tuple(current),
        _farthest(runs, bursts),
        _farthest(recent, bursts),
        tuple(doubtful),
    )


def _ranked(
    runs: Sequence[PastRun],
    seconds: Column,
    doubts: NDArray[np.object_],
    max_hr_bpm: float | None,
) -> list[int]:
    """Return the runs over one distance, fastest first, doubting who stands alone."""
    known = np.flatnonzero(np.isfinite(seconds))
    ranked: list[int] = known[np.argsort(seconds[known], kind="stable")].tolist()
    believed = [number for number in ranked if doubts[number] is None]
    for first, number in enumerate(believed):
        others = seconds[believed[first + 1 : first + 1 + FEWEST_OTHERS]].tolist()
        share = _heart_share(runs[number], max_hr_bpm)
        # Who stands alone because of a race stands there rightly.
        if runs[number].is_race or not is_alone(float(seconds[number]), others, share):
            break
        doubts[number] = Doubt.ALONE
    return ranked


def _best(run: PastRun, place: int, among: int) -> Best:
    features = run.features
    climb_m = float(features.best_climb_m[place])
    return Best(
        DISTANCES_M[place],
        float(features.best_s[place]),
        run.id,
        run.day,
        float(features.best_start_s[place]),
        climb_m if isfinite(climb_m) else None,
        among,
        run.is_race,
    )


def _heart_share(run: PastRun, max_hr_bpm: float | None) -> float | None:
    held = run.features.held_hr_bpm
    return None if held is None or max_hr_bpm is None else held / max_hr_bpm


def _farthest(
    runs: Sequence[PastRun], bursts: tuple[tuple[int, float], ...]
) -> tuple[Farthest, ...]:
    """Return the farthest in each time, as far as it is believed."""
    if not runs:
        return ()
    metres = np.array([run.features.best_m for run in runs])
    gained = np.array([gained_m(run, bursts) for run in runs])
    metres[gained[:, None] > GAINED_SHARE * np.nan_to_num(metres)] = np.nan
    metres[metres > FARTHEST_OF_PEOPLE_M] = np.nan
    found = []
    for place, duration_s in enumerate(DURATIONS_S):
        column = np.nan_to_num(metres[:, place])
        best = int(column.argmax())
        if column[best] > 0:
            run = runs[best]
            found.append(Farthest(duration_s, float(column[best]), run.id, run.day))
    return tuple(found)
