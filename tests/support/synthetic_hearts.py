"""Runs of a runner whose heart is known exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from negsplit.analysis.clean import Track, clean
from negsplit.physiology.kinetics import heart_rate_approach
from synthetic_runs import Piece, run, speeds_of

Column = NDArray[np.float64]
# Euler steps in a second: the heart is not made with the closed form that is tested.
STEPS = 10


@dataclass(frozen=True)
class Heart:
    """A heart of first order with a drift after ten minutes."""

    at_rest_bpm: float = 100.0
    running_bpm: float = 85.0
    bpm_per_mps: float = 30.0
    rise_s: float = 60.0
    fall_s: float = 60.0
    drift_bpm_per_h: float = 6.0

    def beats(self, speed_mps: Column, off_bpm: float = 0.0) -> Column:
        """Return heart rate for every second of a run."""
        state, found = self.at_rest_bpm, []
        for second, speed in enumerate(speed_mps.tolist()):
            goal = self.running_bpm + self.bpm_per_mps * speed
            for _ in range(STEPS):
                tau_s = self.rise_s if goal > state else self.fall_s
                state += (goal - state) / (tau_s * STEPS)
            drift = self.drift_bpm_per_h * max(second - 600, 0) / 3600
            found.append(state + drift + off_bpm)
        return np.array(found)


def track_of(
    pieces: list[Piece],
    heart: Heart,
    *,
    seed: int = 1,
    off_bpm: float = 0.0,
    noise: float = 0.01,
    stops: tuple[tuple[int, int], ...] = (),
) -> Track:
    """Return a run of these pieces with the heart rate that they cost."""
    beats = heart.beats(speeds_of(pieces, noise=noise, seed=seed), off_bpm)
    recording = run(pieces, noise=noise, seed=seed, stops=stops, heart_rate_bpm=beats)
    return clean(recording)


def pieces_of(seed: int, minutes: int = 40) -> list[Piece]:
    """Return a run of even stretches of one to five minutes at random speeds."""
    rng = np.random.default_rng(seed)
    pieces: list[Piece] = []
    while sum(seconds for seconds, _ in pieces) < minutes * 60:
        pieces.append((float(rng.integers(60, 300)), float(rng.uniform(2.4, 3.6))))
    return pieces


def runs_of(
    heart: Heart, count: int = 10, spread_bpm: float = 0.0, minutes: int = 40
) -> list[Track]:
    """Return runs of one heart, off by a random number from day to day."""
    off = np.random.default_rng(0).normal(0.0, spread_bpm, count)
    return [
        track_of(pieces_of(seed, minutes), heart, seed=seed, off_bpm=float(off[seed]))
        for seed in range(count)
    ]


def heart_of(pieces: Sequence[Piece], at_speed: dict[float, float]) -> Column:
    """Heart rate that follows each piece to its steady value, one value a second."""
    values, now = [], 100.0
    for seconds, speed in pieces:
        for _ in range(int(seconds)):
            now = heart_rate_approach(now, at_speed[speed], 1.0)
            values.append(now)
    return np.array(values)
