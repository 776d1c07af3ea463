"""Best efforts: how exact, and how fast beside pandas and numba.

    .venv/bin/python -m pip install pandas numba
    .venv/bin/python benchmarks/best_efforts.py

The rivals are no dependencies of the project. All get the same runs: about a hundred
durations by each, 26 distances by us and by numba. Times are CPU, the least of many
calls, numba compiled before. The error is against brute force, which tries a window
from and to every stamp: pandas and numba count samples that lie inside the window, as
is usual, and on irregular stamps that is another number.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from negsplit.analysis.best_efforts import Covered, best_distances, best_times
from negsplit.analysis.feature_records import DISTANCES_M, DURATIONS_S

Column = NDArray[np.float64]
CALLS = 60


def runs() -> dict[str, tuple[Column, Column]]:
    """Return stamps and distances of runs as watches write them."""
    rng = np.random.default_rng(7)
    steps = {
        "1 h, every second": np.ones(3600),
        "1 h, smart recording": rng.integers(1, 8, 900).astype(float),
        "1 h, stamps of fractions": np.maximum(rng.normal(1.0, 0.05, 3600), 0.1),
        "40,000 samples": np.ones(40_000),
    }
    made = {}
    for name, step_s in steps.items():
        slow = np.convolve(rng.normal(0, 1, len(step_s)), np.ones(30) / 30, "same")
        speed = np.maximum(3.0 + 1.2 * slow, 0.0)
        sums = [np.concatenate([[0.0], np.cumsum(v)]) for v in (step_s, speed * step_s)]
        made[name] = sums[0], sums[1]
    return made


def brute_force(time_s: Column, distance_m: Column) -> tuple[Column, Column]:
    """Try a window from and to every stamp."""
    farthest = np.full(len(DURATIONS_S), np.nan)
    for place, duration in enumerate(DURATIONS_S):
        starts = np.concatenate([time_s, time_s - duration])
        starts = starts[(starts >= 0) & (starts + duration <= time_s[-1])]
        if len(starts):
            gained = np.interp(starts + duration, time_s, distance_m)
            farthest[place] = (gained - np.interp(starts, time_s, distance_m)).max()
    fastest = np.full(len(DISTANCES_M), np.nan)
    for place, metres in enumerate(DISTANCES_M):
        begins, ends = distance_m + metres, distance_m - metres
        found = [
            *(np.interp(g, distance_m, time_s) - t
              for g, t in zip(begins, time_s, strict=True) if g <= distance_m[-1]),
            *(t - np.interp(g, distance_m, time_s)
              for g, t in zip(ends, time_s, strict=True) if g >= 0),
        ]  # fmt: skip
        if found:
            fastest[place] = min(found)
    return farthest, fastest


def by_pandas(time_s: Column, distance_m: Column) -> Column:
    """Return the farthest as rolling sums of a series give it."""
    pandas = import_module("pandas")
    index = pandas.to_timedelta(time_s[1:], unit="s")
    series = pandas.Series(np.diff(distance_m), index=index)
    return np.array(
        [
            series.rolling(f"{duration}s").sum().max()
            for duration in DURATIONS_S
            if duration <= time_s[-1]
        ]
    )


def slide_durations(time_s: Column, distance_m: Column, durations: Column) -> Column:
    """Slide windows of some times along the samples; numba compiles it."""
    best = np.full(len(durations), np.nan)
    for place in range(len(durations)):
        first = 0
        for last in range(len(time_s)):
            while time_s[last] - time_s[first] > durations[place]:
                first += 1
            gained = distance_m[last] - distance_m[first]
            if not gained <= best[place]:
                best[place] = gained
    return best


def slide_distances(time_s: Column, distance_m: Column, metres: Column) -> Column:
    """Slide windows of some distances along the samples; numba compiles it."""
    best = np.full(len(metres), np.nan)
    for place in range(len(metres)):
        first = 0
        for last in range(len(time_s)):
            while distance_m[last] - distance_m[first] >= metres[place] + (
                distance_m[first + 1] - distance_m[first]
            ):
                first += 1
            if distance_m[last] - distance_m[first] >= metres[place]:
                took = time_s[last] - time_s[first]
                if not took >= best[place]:
                    best[place] = took
    return best


def own_distances(time_s: Column, distance_m: Column) -> Column:
    return best_distances(Covered.of(time_s, distance_m), DURATIONS_S)


def own_times(time_s: Column, distance_m: Column) -> Column:
    return best_times(Covered.of(time_s, distance_m), DISTANCES_M)[0]


def cpu_ms(call: Callable[[], object], calls: int = CALLS) -> float:
    """Return the least CPU time of many calls."""
    best = float("inf")
    for _ in range(calls):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best * 1000


def worst(found: Column, right: Column) -> float:
    """Return the largest error, as a share."""
    known = np.isfinite(right[: len(found)]) & np.isfinite(found)
    share = np.abs(found[known] / right[: len(found)][known] - 1)
    return float(share.max()) if len(share) else 0.0


def main() -> None:
    compiled = import_module("numba").njit
    slide_d, slide_m = compiled(slide_durations), compiled(slide_distances)
    durations, metres = np.array(DURATIONS_S, dtype=float), np.array(DISTANCES_M)
    print(f"{len(durations)} durations, {len(metres)} distances; ms, worst error\n")
    for name, (time_s, distance_m) in runs().items():
        fits = durations[durations <= time_s[-1]]
        is_checked = len(time_s) < 10_000
        farthest, fastest = fits, metres
        if is_checked:
            farthest, fastest = brute_force(time_s, distance_m)
        rows: tuple[tuple[str, Callable[[], Column], Column], ...] = (
            (
                "durations, negsplit",
                partial(own_distances, time_s, distance_m),
                farthest,
            ),
            ("durations, numba", partial(slide_d, time_s, distance_m, fits), farthest),
            ("durations, pandas", partial(by_pandas, time_s, distance_m), farthest),
            ("distances, negsplit", partial(own_times, time_s, distance_m), fastest),
            ("distances, numba", partial(slide_m, time_s, distance_m, metres), fastest),
        )
        print(name)
        for what, call, right in rows:
            error = f"{worst(call(), right):8.1e}" if is_checked else "       -"
            calls = 3 if "pandas" in what else CALLS
            print(f"  {what:<22}{cpu_ms(call, calls):9.3f} {error}")
        copying = cpu_ms(distance_m.copy, 500)
        print(f"  {'copying the column':<22}{copying:9.4f}\n")


if __name__ == "__main__":
    main()
