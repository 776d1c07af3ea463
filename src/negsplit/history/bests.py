"""The fastest over each distance and the farthest in each time, over many runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.feature_records import DISTANCES_M, DURATIONS_S
from negsplit.history.doubts import (
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

    from negsplit.history.past_run import PastRun

# What counts as current: runners compare a season with the one a year before.
CURRENT = timedelta(days=365)
# What no runner covers in each time.
FARTHEST_OF_PEOPLE_M = np.array([farthest_of_people(t) for t in DURATIONS_S])
# A doubtful best is told if it would have been one of so many.
TOLD_AMONG = 1


@dataclass(frozen=True, slots=True)
class Best:
    """The fastest that a distance was run, inside some run, by the clock.

    ``start_s`` counts on the wall clock from the recording's start; ``climb_m`` is how
    much higher the end lay than the beginning, where altitude was recorded;
    ``among_runs`` is how many runs were as long.
    """

    distance_m: float
    duration_s: float
    run: int
    day: date
    start_s: float
    climb_m: float | None
    among_runs: int

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
    doubts = [of_distances(run, bursts) for run in runs]
    recent = [run for run in runs if run.day > today - CURRENT]
    ever, current, doubtful = [], [], []
    for place in range(len(DISTANCES_M)):
        ranked = _ranked(runs, doubts, place, max_hr_bpm)
        best = next((entry for entry, doubt in ranked if doubt is None), None)
        doubtful += [
            Doubtful(entry, doubt)
            for entry, doubt in ranked[:TOLD_AMONG]
            if doubt is not None
        ]
        if best is not None:
            ever.append(best)
        latest = (e for e, d in ranked if d is None and e.day > today - CURRENT)
        current += [entry for entry in (next(latest, None),) if entry is not None]
    return Bests(
        tuple(ever),
        tuple(current),
        _farthest(runs, bursts),
        _farthest(recent, bursts),
        tuple(doubtful),
    )


def _ranked(
    runs: Sequence[PastRun],
    doubts: list[tuple[Doubt | None, ...]],
    place: int,
    max_hr_bpm: float | None,
) -> list[tuple[Best, Doubt | None]]:
    """Return the best of every run over one distance, fastest first, with doubts."""
    among = sum(isfinite(run.features.best_s[place]) for run in runs)
    found = [
        (_best(run, place, among), reasons[place], run)
        for run, reasons in zip(runs, doubts, strict=True)
        if isfinite(run.features.best_s[place])
    ]
    found.sort(key=lambda entry: (entry[0].duration_s, entry[0].day))
    believed = [best.duration_s for best, doubt, _ in found if doubt is None]
    ranked: list[tuple[Best, Doubt | None]] = []
    for best, doubt, run in found:
        reason = doubt
        if doubt is None and believed[0] == best.duration_s:
            share = _heart_share(run, max_hr_bpm)
            if is_alone(best.duration_s, believed[1:], share):
                believed.pop(0)
                reason = Doubt.ALONE
        ranked.append((best, reason))
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
