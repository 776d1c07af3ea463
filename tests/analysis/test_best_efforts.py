"""Best efforts against brute force, on stamps as irregular as they come."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from negsplit.analysis.best_efforts import Covered, best_distances, best_times
from negsplit.analysis.feature_records import DISTANCES_M, DURATIONS_S

Column = NDArray[np.float64]
Run = tuple[Column, Column]


@st.composite
def runs(draw: st.DrawFn, *, whole: bool | None = None) -> Run:
    """Return stamps and distances: whole seconds or not, with stops and long gaps."""
    on_seconds = draw(st.booleans()) if whole is None else whole
    lengths = (
        st.integers(1, 9).map(float)
        if on_seconds
        else st.floats(0.03125, 4.0, width=32)
    )
    pieces = draw(
        st.lists(st.tuples(lengths, st.sampled_from([0.0, 1.5, 2.9, 3.0, 3.1, 5.5])),
                 min_size=1, max_size=60)
    )  # fmt: skip
    duration_s = np.array([piece[0] for piece in pieces])
    speed_mps = np.array([piece[1] for piece in pieces])
    gap = draw(st.integers(0, len(pieces) - 1))
    duration_s[gap] += draw(st.sampled_from([0.0, 0.0, 30.0, 400.0]))
    time_s = draw(st.sampled_from([0.0, 17.0])) + _sums(duration_s)
    return time_s, _sums(duration_s * speed_mps)


def _sums(values: Column) -> Column:
    return np.concatenate([[0.0], np.cumsum(values)])


def farthest(run: Run, duration_s: float) -> float:
    """Slide a window over every stamp, by either end, and over many other places."""
    time_s, _ = run
    starts = np.concatenate(
        [time_s, time_s - duration_s, np.linspace(time_s[0], time_s[-1], 400)]
    )
    starts = starts[(starts >= time_s[0]) & (starts + duration_s <= time_s[-1])]
    gained = np.interp(starts + duration_s, *run) - np.interp(starts, *run)
    return float(gained.max())


def passes(run: Run, goal_m: float, *, late: bool) -> float:
    """Walk along the stamps to when a distance is first, or last, held."""
    time_s, distance_m = run
    if late:
        at = max(i for i, d in enumerate(distance_m) if d <= goal_m)
        if at == len(time_s) - 1:
            return float(time_s[at])
        before, after = at, at + 1
    else:
        at = min(i for i, d in enumerate(distance_m) if d >= goal_m)
        if at == 0:
            return float(time_s[0])
        before, after = at - 1, at
    share = (goal_m - distance_m[before]) / (distance_m[after] - distance_m[before])
    return float(time_s[before] + share * (time_s[after] - time_s[before]))


def shortest(run: Run, length_m: float) -> float:
    """Take the best of all windows that begin or end at a stamp."""
    time_s, distance_m = run
    found = [
        passes(run, d + length_m, late=False) - t
        for t, d in zip(time_s, distance_m, strict=True)
        if d + length_m <= distance_m[-1]
    ]
    found += [
        t - passes(run, d - length_m, late=True)
        for t, d in zip(time_s, distance_m, strict=True)
        if d - length_m >= distance_m[0]
    ]
    return float(min(found))


@given(runs(), st.lists(st.integers(1, 120), min_size=1, max_size=8, unique=True))
def test_the_farthest_in_each_time_is_that_of_brute_force(
    run: Run, durations: list[int]
) -> None:
    durations.sort()
    best = best_distances(Covered.of(*run), durations)
    for duration_s, found_m in zip(durations, best, strict=True):
        if duration_s > run[0][-1] - run[0][0]:
            assert np.isnan(found_m)
        else:
            assert found_m == pytest.approx(farthest(run, duration_s), abs=1e-8)


@given(runs(), st.lists(st.floats(1, 300), min_size=1, max_size=8, unique=True))
def test_the_fastest_over_each_distance_is_that_of_brute_force(
    run: Run, lengths: list[float]
) -> None:
    lengths.sort()
    best_s, start_s = best_times(Covered.of(*run), lengths)
    for length_m, found_s, began_s in zip(lengths, best_s, start_s, strict=True):
        if length_m > run[1][-1]:
            assert np.isnan(found_s)
            continue
        assert found_s == pytest.approx(shortest(run, length_m), abs=1e-8)
        began = run[0][0] + began_s
        gained = np.interp(began + found_s, *run) - np.interp(began, *run)
        assert gained == pytest.approx(length_m, abs=1e-6)


@given(runs(), st.floats(0, 1))
def test_more_stamps_on_the_same_line_change_nothing(run: Run, share: float) -> None:
    time_s, distance_m = run
    at_s = time_s[0] + share * (time_s[-1] - time_s[0])
    more_s = np.unique(np.append(time_s, at_s))
    more = Covered.of(more_s, np.interp(more_s, time_s, distance_m))
    once = best_distances(Covered.of(*run), [3, 10, 40])
    assert best_distances(more, [3, 10, 40]) == pytest.approx(once, nan_ok=True)


@given(runs())
def test_distance_and_time_are_two_views_of_one_curve(run: Run) -> None:
    # Who runs the farthest of some seconds in no less than those seconds ran it as
    # fast as anyone could.
    curve = Covered.of(*run)
    reached = best_distances(curve, [5, 20, 60])
    lengths = [float(metres) for metres in reached if metres > 1]
    best_s, _ = best_times(curve, sorted(set(lengths)))
    for metres, seconds in zip(sorted(set(lengths)), best_s, strict=True):
        allowed = [s for s, m in zip([5, 20, 60], reached, strict=True) if m == metres]
        assert seconds <= allowed[0] + 1e-6


def test_a_sample_is_not_a_second() -> None:
    # Smart recording: ten samples, of which five lie 20 s apart. 2 m/s slow, 4 fast.
    time_s = np.array([0, 20, 40, 60, 80, 100, 102, 104, 106, 108], dtype=float)
    speed = np.array([2, 2, 2, 2, 2, 4, 4, 4, 4], dtype=float)
    curve = Covered.of(time_s, _sums(np.diff(time_s) * speed))
    assert best_distances(curve, [8, 10]).tolist() == [32.0, 36.0]
    best_s, start_s = best_times(curve, [36.0])
    assert (best_s[0], start_s[0]) == (10.0, 98.0)


def test_the_clock_runs_while_the_runner_stands() -> None:
    time_s = np.array([0.0, 100.0, 160.0, 260.0])
    curve = Covered.of(time_s, np.array([0.0, 400.0, 400.0, 800.0]))
    best_s, start_s = best_times(curve, [400.0, 500.0])
    assert best_s.tolist() == [100.0, 185.0]  # 400 m at 4 m/s, a minute, 100 m
    assert start_s[0] in (0.0, 160.0)


def test_a_run_shorter_than_all_has_no_best() -> None:
    curve = Covered.of(np.array([0.0, 5.0]), np.array([0.0, 20.0]))
    assert np.isnan(best_distances(curve, DURATIONS_S)).all()
    assert np.isnan(best_times(curve, DISTANCES_M)[0]).all()


def test_what_is_kept_is_kept_in_order_and_close_together() -> None:
    assert list(DURATIONS_S) == sorted(set(DURATIONS_S))
    assert list(DISTANCES_M) == sorted(set(DISTANCES_M))
    # A hundred durations and 25 distances; from a minute to an hour no two neighbours
    # are so far apart that a race between them is a different event.
    assert len(DURATIONS_S) >= 100
    assert len(DISTANCES_M) >= 25
    middle = [duration for duration in DURATIONS_S if 60 <= duration <= 3600]
    assert max(after / before for before, after in pairwise(middle)) < 1.2
