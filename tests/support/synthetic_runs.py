"""Recordings made to order: speeds, hills, stops and noise as a test wants them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from negsplit.physiology.gradient import gap_factor
from negsplit.recording import Format, Lap, Pause, Recording, Streams

Column = NDArray[np.float64]
START = datetime(2024, 5, 4, 7, 0, tzinfo=UTC)
# A piece of a run: seconds, and grade-adjusted speed in m/s.
Piece = tuple[float, float]


@dataclass(frozen=True)
class Ground:
    """Grade as a function of place: flat unless told otherwise."""

    grade_from_m: float = 0.0
    grade_to_m: float = 0.0
    grade_frac: float = 0.0

    def at(self, place_m: float) -> float:
        """Return the grade at a place."""
        on_hill = self.grade_from_m <= place_m < self.grade_to_m
        return self.grade_frac if on_hill else 0.0


FLAT = Ground()


def speeds_of(pieces: list[Piece], *, noise: float, seed: int) -> Column:
    """Return a speed for every second, with noise that wanders as GPS does."""
    exact = np.concatenate([np.full(round(s), v) for s, v in pieces])
    shocks = np.random.default_rng(seed).normal(0.0, 1.0, len(exact))
    wander = np.empty_like(shocks)
    level = 0.0
    for i, shock in enumerate(shocks):
        level = 0.9 * level + np.sqrt(1 - 0.9**2) * shock
        wander[i] = level
    return np.maximum(exact * (1 + noise * wander), 0.0)


def run(
    pieces: list[Piece],
    *,
    noise: float = 0.03,
    seed: int = 1,
    ground: Ground = FLAT,
    stops: tuple[tuple[int, int], ...] = (),
    heart_rate_bpm: Column | None = None,
    laps: tuple[Lap, ...] = (),
) -> Recording:
    """Return a recording at one sample a second.

    Parameters
    ----------
    pieces : list of (seconds, speed)
        What is run, as grade-adjusted speed; hills slow it down.
    noise : float
        Standard deviation of the speed, as a share.
    ground : Ground
        Where it goes up.
    stops : tuple of (second, seconds)
        Where the runner stands while the watch runs.
    heart_rate_bpm : array, optional
        One value a second.
    """
    effort = speeds_of(pieces, noise=noise, seed=seed)
    place, altitude = 0.0, 100.0
    distances, altitudes = [0.0], [100.0]
    for speed in effort:
        grade = ground.at(place)
        step = speed / gap_factor(grade)
        place += step
        altitude += grade * step
        distances.append(place)
        altitudes.append(altitude)
    time_s = np.arange(len(distances), dtype=float)
    for at_s, seconds in sorted(stops, reverse=True):
        time_s[at_s:] += seconds
    streams = Streams.from_columns(
        time_s,
        distance_m=np.array(distances),
        altitude_m=np.array(altitudes),
        **(
            {}
            if heart_rate_bpm is None
            else {"heart_rate_bpm": np.append(heart_rate_bpm, heart_rate_bpm[-1])}
        ),
    )
    return Recording(START, streams, Format.FIT, digest="", laps=laps)


def paused(recording: Recording, *pauses: tuple[float, float]) -> Recording:
    """Return the same recording with the watch stopped between the given times."""
    return replace(recording, pauses=tuple(Pause(*pause) for pause in pauses))


def laps_at(*marks: float) -> tuple[Lap, ...]:
    """Return laps between every two marks."""
    return tuple(Lap(start, end) for start, end in pairwise(marks))
