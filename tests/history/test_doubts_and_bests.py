"""What nobody ran is no best."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.analysis.feature_records import DISTANCES_M, DURATIONS_S, Features
from negsplit.history.bests import Bests, bests_of
from negsplit.history.doubts import (
    Doubt,
    burst_limits,
    farthest_of_people,
    gained_m,
    is_alone,
    of_distances,
    of_whole_run,
)
from negsplit.history.past_run import PastRun
from negsplit.recording import Finding, Severity
from past_runs import kept, past

TODAY = date(2024, 6, 30)
BURSTS = burst_limits(4.0)
EASY = kept((3600.0, 3.0))


def bests(*runs: PastRun, max_hr_bpm: float | None = 190.0) -> Bests:
    return bests_of(runs, BURSTS, max_hr_bpm, TODAY)


def over(found: Bests, distance_m: float) -> float | None:
    """Return the best time over a distance, ever."""
    return next((b.duration_s for b in found.ever if b.distance_m == distance_m), None)


def with_best(distance_m: float, seconds: float, **more: object) -> Features:
    """Return an easy hour in which one distance was run in a time."""
    best_s = EASY.best_s.copy()
    best_s[DISTANCES_M.index(distance_m)] = seconds
    return replace(EASY, best_s=best_s, **more)  # type: ignore[arg-type] # any field


def jumped(metres: float) -> Features:
    """Return an easy hour in which the satellites jumped by some metres."""
    gains = np.where(np.isfinite(EASY.best_m), metres, np.nan)
    best_s = EASY.best_s - metres / 3.0
    return replace(EASY, best_m=EASY.best_m + gains, best_s=best_s)


def test_the_best_is_the_fastest_of_all_runs_and_of_the_last_year() -> None:
    old = past(date(2022, 5, 1), kept((3600.0, 3.4)))
    new = past(date(2024, 5, 1), kept((3600.0, 3.1)))
    found = bests(old, new)
    assert over(found, 5000.0) == pytest.approx(5000 / 3.4, rel=1e-3)
    current = {best.distance_m: best for best in found.current}
    assert current[5000.0].run == new.id
    assert current[5000.0].duration_s == pytest.approx(5000 / 3.1, rel=1e-3)
    assert {best.run for best in found.ever if best.distance_m <= 10_000} == {old.id}


def test_a_year_is_365_days() -> None:
    just_in = past(TODAY - timedelta(days=364), EASY)
    just_out = past(TODAY - timedelta(days=365), EASY)
    assert bests(just_in).current
    assert not bests(just_out).current
    assert bests(just_out).farthest_current == ()


@given(st.permutations([2.6, 2.9, 3.0, 3.3]))
def test_the_order_of_runs_does_not_matter(speeds: list[float]) -> None:
    runs = [
        past(date(2024, 1, 1) + timedelta(days=10 * n), kept((3000.0, speed)))
        for n, speed in enumerate(speeds)
    ]
    assert over(bests(*runs), 5000.0) == pytest.approx(5000 / 3.3, rel=1e-3)
    farthest = {f.duration_s: f.distance_m for f in bests(*runs).farthest_ever}
    assert farthest[600] == pytest.approx(1980, rel=1e-3)


def test_a_world_record_in_an_easy_hour_is_not_believed() -> None:
    # The men's world records are 12:35 (2020) and 7:17 (2024); nobody ran 12:10.
    impossible = past(date(2024, 5, 1), with_best(5000.0, 730.0))
    found = bests(impossible)
    assert over(found, 5000.0) is None
    doubt = next(d for d in found.doubtful if d.best.distance_m == 5000.0)
    assert doubt.why is Doubt.IMPOSSIBLE
    possible = past(date(2024, 5, 1), with_best(5000.0, 790.0))
    assert over(bests(possible), 5000.0) == 790.0


def test_nobody_covers_in_an_hour_more_than_the_world_record() -> None:
    # 21 330 m in one hour (2020).
    assert 21_330 < farthest_of_people(3600) < 22_400


def test_a_jump_spoils_what_it_could_have_made_and_no_more() -> None:
    # 60 m too far within ten seconds are more than 1 % of 5 km, and less of 10 km.
    run = past(date(2024, 5, 1), jumped(60.0))
    assert gained_m(run, BURSTS) == pytest.approx(60.0, abs=0.5)
    (row,) = of_distances(
        run.features.best_s[None, :],
        run.features.best_climb_m[None, :],
        np.array([gained_m(run, BURSTS)]),
    )
    doubts = dict(zip(DISTANCES_M, row, strict=True))
    assert doubts[1000.0] is doubts[5000.0] is Doubt.JUMP
    assert doubts[8000.0] is doubts[10_000.0] is None
    farthest = {f.duration_s for f in bests(run).farthest_ever}
    assert min(farthest) * 3.0 + 60 == pytest.approx(6000, rel=0.1)


@pytest.mark.parametrize(
    ("seconds", "speed_mps", "is_believed"),
    [
        (10, 7.4, True),
        (10, 7.6, False),
        (30, 7.6, False),
        (60, 6.9, True),
        (60, 7.1, False),
        (120, 5.9, True),
        (120, 6.1, False),
    ],
)
def test_a_burst_is_believed_as_far_as_talent_goes(
    seconds: int, speed_mps: float, *, is_believed: bool
) -> None:
    best_m = EASY.best_m.copy()
    best_m[DURATIONS_S.index(seconds)] = seconds * speed_mps
    run = past(date(2024, 5, 1), replace(EASY, best_m=best_m))
    assert (gained_m(run, BURSTS) == 0) is is_believed


def test_a_faster_runner_is_believed_faster_bursts() -> None:
    # Twice as fast at VDOT as the fastest middle-distance runners need to be.
    assert dict(burst_limits(6.0)) == {
        10: pytest.approx(10.2),
        30: pytest.approx(10.2),
        60: pytest.approx(9.6),
        120: pytest.approx(8.4),
    }
    assert dict(burst_limits(None)) == {10: 7.5, 30: 7.5, 60: 7.0, 120: 6.0}


@pytest.mark.parametrize(("fall_m", "is_believed"), [(95.0, True), (105.0, False)])
def test_a_mountain_run_down_is_no_best(fall_m: float, *, is_believed: bool) -> None:
    climbs = EASY.best_climb_m.copy()
    climbs[DISTANCES_M.index(5000.0)] = -fall_m
    run = past(date(2024, 5, 1), replace(EASY, best_climb_m=climbs))
    assert (over(bests(run), 5000.0) is not None) is is_believed


def test_a_bicycle_among_runs_counts_for_nothing() -> None:
    ride = past(date(2024, 5, 1), replace(kept((3600.0, 5.5)), cadence_spm=84.0))
    assert of_whole_run(ride, TODAY) is Doubt.OTHER_SPORT
    walk = past(date(2024, 5, 1), replace(kept((3600.0, 1.5)), cadence_spm=110.0))
    assert of_whole_run(walk, TODAY) is None
    unknown = past(date(2024, 5, 1), replace(EASY, cadence_spm=None))
    assert of_whole_run(unknown, TODAY) is None


@pytest.mark.parametrize(
    ("cadence_spm", "speed_mps", "is_run"),
    [(124.0, 2.6, False), (126.0, 2.6, True), (124.0, 2.4, True)],
)
def test_feet_that_run_meet_the_ground_more_often_than_cranks_turn(
    cadence_spm: float, speed_mps: float, *, is_run: bool
) -> None:
    features = replace(kept((1800.0, speed_mps)), cadence_spm=cadence_spm)
    assert (of_whole_run(past(TODAY, features), TODAY) is None) is is_run


def test_a_faulty_recording_counts_for_nothing() -> None:
    broken = Finding("vehicle", Severity.ERROR, "faster than anyone runs")
    run = past(date(2024, 5, 1), replace(EASY, findings=(broken,)))
    assert of_whole_run(run, TODAY) is Doubt.FAULTY


@pytest.mark.parametrize(
    ("seconds", "heart_frac", "alone"),
    [
        (880.0, None, True),  # 48 % ahead, and no heart rate
        (920.0, None, False),  # 41 %: a race among easy runs
        (1060.0, 0.80, True),  # 23 % ahead at an easy heart rate
        (1060.0, 0.92, False),  # the heart says that it was hard
        (1110.0, 0.80, False),  # 17 % ahead
    ],
)
def test_far_ahead_of_all_others_is_believed_if_the_heart_bears_it_out(
    seconds: float, heart_frac: float | None, *, alone: bool
) -> None:
    others = [1300.0, 1310.0, 1350.0, 1400.0]
    assert is_alone(seconds, others, heart_frac) is alone
    # Of two or three runs nobody can say what is usual.
    assert not is_alone(seconds, others[:3], heart_frac)


def test_the_next_best_takes_the_place_of_one_that_stands_alone() -> None:
    usual = [
        past(date(2024, 5, day), with_best(5000.0, 1500.0 + day)) for day in range(1, 7)
    ]
    alone = past(date(2024, 5, 20), with_best(5000.0, 1000.0))
    found = bests(*usual, alone)
    assert over(found, 5000.0) == 1501.0
    assert [d.why for d in found.doubtful if d.best.run == alone.id] == [Doubt.ALONE]
    # A race is rightly ahead of all training: it counts, and is called one.
    marked = bests(*usual, replace(alone, is_race=True))
    (best,) = [one for one in marked.ever if one.distance_m == 5000.0]
    assert (best.run, best.is_race) == (alone.id, True)
    assert not [d for d in marked.doubtful if d.best.run == alone.id]
    raced = past(
        date(2024, 5, 20),
        with_best(5000.0, 1000.0, held_hr_bpm=180.0, mean_hr_bpm=170.0),
    )
    assert over(bests(*usual, raced), 5000.0) == 1000.0


@pytest.mark.parametrize(
    ("day", "is_set"),
    [
        (date(1970, 1, 1), False),
        (date(1999, 12, 31), False),
        (date(2000, 1, 1), True),
        (TODAY + timedelta(days=1), True),
        (TODAY + timedelta(days=2), False),
        (date(2106, 2, 7), False),
    ],
)
def test_a_clock_that_was_not_set_tells_no_day(day: date, *, is_set: bool) -> None:
    doubt = of_whole_run(past(day, EASY), TODAY)
    assert doubt is (None if is_set else Doubt.CLOCK)
