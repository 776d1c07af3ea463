"""One pass over a run: what is kept is what was run."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from negsplit.analysis.clean import Track, clean
from negsplit.analysis.feature_records import (
    DISTANCES_M,
    DURATIONS_S,
    EFFORTS_S,
    HEART_EDGES_BPM,
    PULSE_EDGES_MPS,
    SPEED_EDGES_MPS,
    Features,
)
from negsplit.analysis.features import decode, encode, features_of
from negsplit.analysis.heart import held_heart_rate, trust_in_heart_rate
from negsplit.analysis.intensity import settled_pulse
from negsplit.analysis.slowdown import fade_of, slowdown_of
from negsplit.errors import FormatError, MissingInputError
from negsplit.notation import parse
from negsplit.recording import Recording
from synthetic_runs import Ground, Piece, laps_at, run

MARATHON_M = 42_195.0
Column = NDArray[np.float64]


def features(recording: Recording) -> Features:
    """Clean a run and keep what is kept of it."""
    return features_of(recording, clean(recording))


def even(*pieces: Piece, heart_rate_bpm: float | None = None) -> Recording:
    """Run without noise on flat ground."""
    seconds = round(sum(piece[0] for piece in pieces))
    heart = None if heart_rate_bpm is None else np.full(seconds, heart_rate_bpm)
    if heart is not None:
        heart[::2] += 1.0  # a sensor that never changes is not trusted
    return run(list(pieces), noise=0.0, heart_rate_bpm=heart)


@cache
def lifting() -> Features:
    """A run in thirds, with a plan, hills and a heart."""
    recording = run(
        [(1200, 2.8), (1200, 3.1), (1200, 3.5)],
        heart_rate_bpm=np.linspace(130, 175, 3600) + np.arange(3600) % 2,
        ground=Ground(2000, 3000, 0.02),
        laps=laps_at(0, 1200, 2400, 3600),
    )
    plan = parse("20min easy, 20min @MP, 20min @T")
    return features(replace(recording, workout=plan))


def test_a_planned_lift_is_kept_with_its_steps() -> None:
    kept = lifting()
    assert kept.is_planned
    assert [step.effort for step in kept.steps] == ["easy", "MP", "T"]
    assert [step.adjusted_mps for step in kept.steps] == pytest.approx(
        [2.8, 3.1, 3.5], rel=0.02
    )
    assert kept.is_progression.value == "yes"
    # 3.5 over 2.8 m/s; 1200 s at 3.5 m/s are the last 4.2 of 11.28 km.
    assert kept.lift_frac == pytest.approx(0.25, abs=0.03)
    assert kept.adjusted_halves_ratio < 1
    assert kept.ascent_m == pytest.approx(20, abs=4)


def test_totals_and_halves_are_those_of_the_pieces() -> None:
    kept = features(even((1000, 2.0), (1000, 3.0)))
    assert kept.distance_m == pytest.approx(5000, abs=3)
    assert (kept.moving_s, kept.elapsed_s) == (2000, 2000)
    # Half of 5 km is 1000 s at 2 m/s and 167 s at 3; the rest takes 833 s.
    assert kept.halves_ratio == pytest.approx((2500 / 3) / (1000 + 500 / 3), abs=0.002)
    # The last km took 333 s and the first 500.
    assert kept.fade_frac == pytest.approx(333.3 / 500 - 1, abs=0.002)
    assert kept.adjusted_halves_ratio == pytest.approx(kept.halves_ratio)


def test_bests_are_those_of_the_fast_piece() -> None:
    kept = features(even((600, 2.0), (300, 4.0), (600, 2.0)))
    at = DURATIONS_S.index(300)
    assert kept.best_m[at] == pytest.approx(1200)
    assert kept.best_s[DISTANCES_M.index(1000.0)] == pytest.approx(250)
    assert 600 <= kept.best_start_s[DISTANCES_M.index(1000.0)] <= 650
    assert np.isnan(kept.best_s[DISTANCES_M.index(5000.0)])


def test_a_best_on_a_hill_says_how_much_it_fell() -> None:
    recording = run([(1500, 3.0)], noise=0.0, ground=Ground(1000, 3000, -0.03))
    kept = features(recording)
    at = DISTANCES_M.index(1000.0)
    assert kept.best_climb_m[at] == pytest.approx(-30, abs=3)
    # It began where the hill had begun, at 1 km or 333 s, give or take its edge.
    assert kept.best_start_s[at] > 300


def test_seconds_are_counted_by_speed_and_heart_rate() -> None:
    kept = features(even((600, 2.52), (900, 3.53), heart_rate_bpm=150.0))
    at = np.searchsorted(SPEED_EDGES_MPS, [2.52, 3.53], side="right") - 1
    assert kept.speed_seconds.sum() == 1500
    # The running mean of 31 s blurs what lies within 15 s of the change.
    assert kept.speed_seconds[at] == pytest.approx([585, 885], abs=1)
    beats = np.searchsorted(HEART_EDGES_BPM, 150.5) - 1
    assert kept.heart_seconds[beats] == 1500


def test_speeds_beyond_the_cells_are_counted_in_the_outermost() -> None:
    kept = features(even((400, 0.9), (100, 7.5)))
    assert kept.speed_seconds[0] == pytest.approx(400 - 16, abs=3)
    assert kept.speed_seconds[-1] == pytest.approx(100 - 14, abs=4)


def test_hard_efforts_are_the_farthest_with_the_heart_rate_at_their_end() -> None:
    # More than three minutes at 7.2 m/s nobody runs; they count no more than 6.5.
    bpm = np.linspace(120.0, 180.0, 1700)
    track = clean(
        run([(900, 2.8), (200, 7.2), (300, 4.2), (300, 2.8)], noise=0.0,
            heart_rate_bpm=bpm)
    )  # fmt: skip
    kept = features_of(run([(10, 3.0)]), track)
    by_time = dict(zip(EFFORTS_S, kept.efforts_m.tolist(), strict=True))
    assert by_time[120] == pytest.approx(120 * 6.5, rel=1e-3)
    assert by_time[300] == pytest.approx(200 * 6.5 + 100 * 4.2, rel=1e-3)
    assert by_time[720] == pytest.approx(200 * 6.5 + 300 * 4.2 + 220 * 2.8, rel=1e-3)
    assert np.isnan(by_time[1800])
    # The five minutes end at the 1200th second; the median of the 30 before counts.
    end_bpm = dict(zip(EFFORTS_S, kept.efforts_end_bpm.tolist(), strict=True))
    assert end_bpm[300] == pytest.approx(np.median(bpm[1170:1200]), abs=0.1)


def _with_heart(track: Track, bpm: Column) -> Track:
    return replace(track, heart_rate_bpm=bpm)


def test_pulse_is_that_of_a_speed_held_from_ten_minutes_to_an_hour() -> None:
    track = clean(even((1800, 2.9), (2700, 3.3)))
    bpm = np.full(len(track), 140.0)
    bpm[:600], bpm[1800:3600], bpm[3600:] = 100.0, 160.0, 190.0
    beating = _with_heart(track, bpm)
    speed, pulse, seconds, hours = settled_pulse(beating, trust_in_heart_rate(beating))
    assert speed[np.isfinite(speed)] == pytest.approx([2.9, 3.3], abs=0.01)
    slow, fast = np.searchsorted(PULSE_EDGES_MPS, [2.9, 3.3], side="right") - 1
    # The first minute that is looked at is the tenth itself, one of forty.
    assert pulse[slow] == pytest.approx(140, abs=1.6)
    assert pulse[fast] == pytest.approx(160)
    assert seconds[slow] == pytest.approx(1200 + 30, abs=120)
    assert seconds[fast] == pytest.approx(1800 - 240, abs=60)
    assert hours[slow] == pytest.approx(20 / 60, abs=0.05)
    assert hours[fast] == pytest.approx(47 / 60, abs=0.05)
    assert seconds.sum() == seconds[[slow, fast]].sum()


def test_a_changing_speed_has_no_settled_pulse() -> None:
    # Every two minutes are 10 % faster than the two before.
    track = clean(run([(120, 2.0 * 1.1**step) for step in range(10)], noise=0.0))
    beating = _with_heart(track, np.tile([150.0, 151.0], len(track) // 2))
    assert settled_pulse(beating, trust_in_heart_rate(beating))[2].sum() == 0


def test_what_settles_late_is_told_apart_from_the_start() -> None:
    track = clean(even((600, 2.0), (2400, 3.0)))
    bpm = np.where(np.arange(len(track)) < 600, 110.0, 150.0)
    kept = features_of(run([(10, 3.0)]), _with_heart(track, bpm))
    assert kept.late_mps == pytest.approx(3.0)
    assert kept.late_hr_bpm == 150.0
    assert kept.late_hours == pytest.approx(1200 / 3600)
    assert kept.mean_hr_bpm == pytest.approx((600 * 110 + 2400 * 150) / 3000)


@given(st.lists(st.integers(60, 200), min_size=1, max_size=60))
def test_the_highest_held_heart_rate_is_that_of_a_sliding_window(
    beats: list[int],
) -> None:
    track = clean(even((len(beats), 3.0)))
    beating = _with_heart(track, np.array(beats, dtype=float))
    held = held_heart_rate(beating, np.ones(len(beats), dtype=bool))
    windows = [min(beats[i : i + 15]) for i in range(len(beats) - 14)]
    assert held == (max(windows) if windows else None)


def marathon(until_m: float, late_mps: float) -> Recording:
    """Run a marathon at 3 m/s until a place, and slower from there on."""
    late_s = (MARATHON_M - until_m) / late_mps
    return even((round(until_m / 3), 3.0), (round(late_s), late_mps))


def test_a_wall_is_found_where_it_was_and_costs_what_it_took() -> None:
    slowdown = slowdown_of(clean(marathon(30_000, 2.2)))
    assert slowdown is not None
    assert slowdown.base_mps == pytest.approx(3.0)
    assert slowdown.slower_frac == pytest.approx(3 / 2.2 - 1, abs=0.01)
    # Looked at every 500 m from 20 km on.
    assert slowdown.start_m == pytest.approx(30_000, abs=50)
    cost_s = 12_195 / 2.2 - 12_195 / 3
    assert slowdown.cost_s == pytest.approx(cost_s, rel=0.02)


@pytest.mark.parametrize(
    ("until_m", "late_mps", "is_wall"),
    [
        (30_000, 2.45, False),  # 22 % slower
        (30_000, 2.38, True),  # 26 % slower
        (37_900, 2.30, False),  # 30 % slower for less than 5 km
        (36_900, 2.30, True),
    ],
)
def test_a_wall_is_a_quarter_slower_for_five_kilometres(
    until_m: float, late_mps: float, *, is_wall: bool
) -> None:
    assert (slowdown_of(clean(marathon(until_m, late_mps))) is not None) is is_wall


def test_the_speed_before_a_wall_is_that_from_5_to_20_km() -> None:
    # Before 5 km and after 20 km it was another.
    pieces: list[Piece] = [(1250, 4.0), (5000, 3.0), (2000, 3.3), (7200, 2.0)]
    slowdown = slowdown_of(clean(even(*pieces)))
    assert slowdown is not None
    assert slowdown.early_mps == pytest.approx(4.0, abs=0.01)
    assert slowdown.base_mps == pytest.approx(3.0, abs=0.02)


def test_a_hill_is_no_wall() -> None:
    uphill = run(
        [(14_500, 3.0)], noise=0.0, ground=Ground(30_000, MARATHON_M, 0.06)
    )  # as hard as before, on ground that makes it a quarter slower and more
    assert slowdown_of(clean(uphill)) is None


@pytest.mark.parametrize(("late_s", "is_long"), [(3900, False), (4100, True)])
def test_a_short_run_has_no_wall(late_s: int, *, is_long: bool) -> None:
    # 12 km at 3 m/s and 7.8 or 8.2 km at 2 m/s: 20 km are a long run.
    found = slowdown_of(clean(even((4000, 3.0), (late_s, 2.0))))
    assert (found is not None) is is_long


def test_a_warm_up_without_a_speed_is_meant_to_be_easy() -> None:
    recording = replace(
        run([(600, 2.6), (600, 3.4), (600, 2.6)], noise=0.0,
            laps=laps_at(0, 600, 1200, 1800)),
        workout=parse("wu 10min, 10min @4:54/km, cd 10min"),
    )  # fmt: skip
    steps = features(recording).steps
    assert [step.effort for step in steps] == ["easy", "", "easy"]
    assert steps[1].low_mps == pytest.approx(3.4, rel=0.01)
    assert steps[0].low_mps is None


def test_of_many_steps_the_longest_are_kept_in_their_order() -> None:
    marks = [120.0 * lap for lap in range(25)]
    recording = replace(
        run([(2880, 3.0), (600, 2.5)], noise=0.0, laps=laps_at(*marks, 3480.0)),
        workout=parse(f"{'2min easy, ' * 24}10min @MP"),
    )
    steps = features(recording).steps
    assert len(steps) == 20
    assert [round(step.moving_s) for step in steps] == [120] * 19 + [600]


def test_a_fade_is_told_from_the_last_fifth_and_the_first() -> None:
    assert fade_of(clean(even((1400, 3.0), (2520, 5.0), (2100, 2.0)))) == (
        pytest.approx(0.5, abs=0.01)
    )


def test_nobody_moving_is_no_run() -> None:
    still = even((300, 0.0))
    with pytest.raises(MissingInputError, match="nobody moves"):
        features(still)


def test_bytes_give_back_what_was_kept() -> None:
    kept = lifting()
    again = decode(encode(kept))
    for field in fields(Features):
        before, after = getattr(kept, field.name), getattr(again, field.name)
        if isinstance(before, np.ndarray):
            # Floats have 24 bits, the small picture whole mm/s.
            assert after == pytest.approx(before, rel=1e-6, abs=5e-4, nan_ok=True)
        elif isinstance(before, float):
            assert after == pytest.approx(before, rel=1e-6)
        else:
            assert after == before
    assert encode(again) == encode(kept)


def test_a_wall_and_a_run_of_weeks_survive_their_bytes() -> None:
    kept = replace(
        lifting(),
        slowdown=slowdown_of(clean(marathon(30_000, 2.2))),
        speed_seconds=np.append(np.zeros(len(SPEED_EDGES_MPS) - 2), 200_000.0),
    )
    again = decode(encode(kept))
    assert kept.slowdown is not None
    assert again.slowdown is not None
    assert again.slowdown.cost_s == pytest.approx(kept.slowdown.cost_s)
    assert again.speed_seconds[-1] == pytest.approx(200_000, abs=2)
    assert decode(encode(lifting())).slowdown is None


def test_features_take_about_two_kilobytes() -> None:
    assert len(encode(lifting())) < 2600


def _decodes_or_says(data: bytes) -> None:
    try:
        decode(data)
    except FormatError as error:
        assert "hold no features" in str(error)  # noqa: PT017 - either is right


def test_every_prefix_of_features_is_read_or_refused_clearly() -> None:
    data = encode(lifting())
    for end in range(len(data)):
        _decodes_or_says(data[:end])


@given(st.binary(max_size=3000), st.integers(0, 2600), st.integers(0, 255))
def test_random_bytes_are_no_features(data: bytes, at: int, byte: int) -> None:
    _decodes_or_says(data)
    changed = bytearray(encode(lifting()))
    changed[at % len(changed)] = byte
    _decodes_or_says(bytes(changed))
