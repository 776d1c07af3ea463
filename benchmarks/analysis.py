"""Where the time of one pass over a decoded run goes, each stage beside its floor.

    .venv/bin/python benchmarks/analysis.py [RUN]

RUN is a recording; without it a made-up hour with hills, a heart and noise is taken. A
floor is the least that NumPy needs for what the stage must do anyway, such as one
interpolation a column; a stage far above its floor says why. Times are CPU, the least
of many calls.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from negsplit import formats
from negsplit.analysis import features as one_pass
from negsplit.analysis.best_efforts import Covered, best_distances, best_times
from negsplit.analysis.clean import Track, clean
from negsplit.analysis.feature_records import (
    DISTANCES_M,
    DURATIONS_S,
    EFFORTS_S,
    HEART_EDGES_BPM,
)
from negsplit.analysis.heart import decoupling, held_heart_rate, trust_in_heart_rate
from negsplit.analysis.intensity import (
    best_moving_efforts,
    late_part,
    seconds_at_heart_rates,
    seconds_at_speeds,
    settled_pulse,
)
from negsplit.analysis.shape import shape_of
from negsplit.analysis.slowdown import fade_of, slowdown_of
from negsplit.recording import Recording

sys.path.insert(0, str(Path(__file__).parent))

from decade import as_fit, made

Column = NDArray[np.float64]
CALLS = 80


@dataclass(frozen=True)
class Stage:
    """A part of the pass, the least it could take, and why it takes more."""

    name: str
    call: Callable[[], object]
    floor: Callable[[], object]
    why: str = ""


def least_ms(call: Callable[[], object], calls: int = CALLS) -> float:
    """Return the least CPU time of many calls."""
    best = float("inf")
    for _ in range(calls):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best * 1000


def stages(recording: Recording, track: Track) -> list[Stage]:
    """Return the stages of the pass."""
    trust = trust_in_heart_rate(track)
    curve = Covered.of(track.covered_s, track.covered_m)
    kept = one_pass.features_of(recording, track)
    data = one_pass.encode(kept)
    speed, heart = track.adjusted_mps, track.heart_rate_bpm
    time_s = recording.streams.time_s
    grid, width = curve.grid_m, len(HEART_EDGES_BPM)
    fits = [duration for duration in DURATIONS_S if duration < len(grid)]
    far = [metres for metres in DISTANCES_M if metres < grid[-1]]

    def interpolations() -> None:
        for _ in range(8):
            np.interp(track.elapsed_s, time_s, recording.streams.distance_m)

    def windows(lengths: list[int]) -> None:
        for seconds in lengths:
            (grid[seconds:] - grid[:-seconds]).max()

    def two_classes() -> None:
        for _ in range(2):
            np.cumsum(np.sort(np.convolve(speed, np.ones(11), mode="same")))
        np.cumsum(speed)

    def counted() -> object:
        return np.bincount((heart[trust.usable] / 2).astype(np.intp), minlength=width)

    return [
        Stage(
            "clean",
            lambda: clean(recording),
            interpolations,
            "order, resets, spikes, stops and grade, each a few passes",
        ),
        Stage(
            "shape",
            lambda: shape_of(track),
            two_classes,
            "change points of 100 cells step by step, forms tried one by one",
        ),
        Stage(
            "best distances",
            lambda: best_distances(curve, DURATIONS_S),
            lambda: windows(fits),
        ),
        Stage(
            "best times",
            lambda: best_times(curve, DISTANCES_M),
            lambda: windows([int(m / 3) for m in far]),
            "a time is searched: two or three windows for each distance",
        ),
        Stage(
            "efforts grade-adjusted",
            lambda: best_moving_efforts(track, trust.usable),
            lambda: windows([s for s in EFFORTS_S if s < len(grid)]),
            "and the median heart rate at the end of each",
        ),
        Stage(
            "trust in heart rate",
            lambda: trust_in_heart_rate(track),
            lambda: (np.abs(heart - track.cadence_spm) <= 2, np.isfinite(heart)),
            "five passes: locks on the cadence, jumps, gaps",
        ),
        Stage(
            "heart rate",
            lambda: (
                decoupling(track, trust),
                held_heart_rate(track, trust.usable),
                late_part(track, trust),
            ),
            lambda: (heart[trust.usable].mean(), speed[trust.usable].mean()),
            "means of halves, of what came late, and a sliding least",
        ),
        Stage(
            "seconds at speeds and beats",
            lambda: (seconds_at_speeds(track), seconds_at_heart_rates(track, trust)),
            lambda: (np.convolve(speed, np.ones(31), mode="same"), counted()),
        ),
        Stage(
            "settled pulse",
            lambda: settled_pulse(track, trust),
            lambda: (np.cumsum(speed), np.cumsum(heart), np.cumsum(trust.usable)),
            "twenty small steps on a hundred places",
        ),
        Stage(
            "fade and slowdown",
            lambda: (fade_of(track), slowdown_of(track)),
            lambda: (np.cumsum(speed), np.cumsum(track.speed_mps)),
        ),
        Stage(
            "features to bytes",
            lambda: one_pass.encode(kept),
            lambda: kept.best_m.astype("<f4").tobytes(),
            "thirty scalars and texts by name",
        ),
        Stage(
            "features from bytes",
            lambda: one_pass.decode(data),
            lambda: np.frombuffer(data, "u1").copy(),
            "a record of fifty fields is made",
        ),
    ]


def main() -> None:
    data = Path(sys.argv[1]).read_bytes() if sys.argv[1:] else as_fit(made(7, 5000))
    recording = formats.read(data)
    track = clean(recording)
    print(f"{len(track)} s of running, {len(recording.streams)} samples\n")
    print(f"{'':<30}{'ms':>8}{'floor':>8}{'times':>7}")
    for stage in stages(recording, track):
        took, floor = least_ms(stage.call), least_ms(stage.floor)
        why = f"  {stage.why}" if stage.why else ""
        print(f"{stage.name:<30}{took:8.3f}{floor:8.3f}{took / floor:7.1f}{why}")
    whole = least_ms(
        lambda: one_pass.encode(one_pass.features_of(recording, clean(recording)))
    )
    print(f"{'whole pass, cleaned to bytes':<30}{whole:8.3f}")
    print(f"{'copying one column':<30}{least_ms(track.speed_mps.copy, 2000):8.4f}")
    print(
        f"{'one cumulative sum':<30}{least_ms(lambda: np.cumsum(track.speed_mps)):8.4f}"
    )


if __name__ == "__main__":
    main()
