"""Cleaning: what is repaired, that it is counted, and what must not change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsplit.analysis.clean import Track, clean
from negsplit.errors import MissingInputError
from negsplit.recording import Recording, Severity, Streams
from synthetic_runs import Ground, paused, run


def even(seconds: int = 600, speed: float = 3.0) -> Recording:
    return run([(seconds, speed)], noise=0.0)


def with_streams(recording: Recording, **columns: Any) -> Recording:
    return replace(recording, streams=replace(recording.streams, **columns))


def checks(track: Track) -> list[str]:
    return [finding.check for finding in track.findings]


def test_a_sound_recording_needs_no_repair() -> None:
    track = clean(even())
    assert track.findings == ()
    assert track.stops == ()
    assert len(track) == 600
    assert track.total_m == pytest.approx(1800)
    assert track.elapsed_total_s == track.timer_s == 600


def test_standing_still_is_a_stop_and_costs_no_moving_time() -> None:
    track = clean(run([(600, 3.0)], noise=0.0, stops=((300, 120),)))
    assert len(track) == pytest.approx(600, abs=1)
    assert track.elapsed_total_s == 720
    (stop,) = track.stops
    assert (stop.start_s, stop.end_s) == pytest.approx((299, 420), abs=2)


def test_a_stopped_watch_is_not_timer_time() -> None:
    recording = paused(run([(600, 3.0)], noise=0.0, stops=((300, 120),)), (299, 420))
    track = clean(recording)
    assert track.elapsed_total_s == 720
    assert track.timer_s == pytest.approx(600, abs=1)


def test_a_walk_is_moving() -> None:
    assert len(clean(even(speed=1.2))) == 600


def test_a_spike_is_smoothed_over_and_counted() -> None:
    recording = even()
    distance = recording.streams.distance_m.copy()
    distance[300:] += 60  # one second of 63 m/s
    track = clean(with_streams(recording, distance_m=distance))
    assert checks(track) == ["spike"]
    assert track.speed_mps.max() == pytest.approx(3.0)
    assert track.total_m == pytest.approx(1800)


def test_a_vehicle_is_left_out_and_makes_the_run_doubtful() -> None:
    track = clean(run([(600, 3.0), (120, 15.0), (600, 3.0)], noise=0.0))
    (finding,) = [f for f in track.findings if f.check == "vehicle"]
    assert finding.severity is Severity.ERROR
    assert len(track) == pytest.approx(1200, abs=1)


def test_a_short_ride_in_a_long_run_is_only_a_warning() -> None:
    track = clean(run([(3600, 3.0), (60, 15.0), (3600, 3.0)], noise=0.0))
    (finding,) = [f for f in track.findings if f.check == "vehicle"]
    assert finding.severity is Severity.WARNING


def test_a_jump_that_is_a_tenth_of_the_distance_makes_the_run_doubtful() -> None:
    """Short in time, but nobody knows what was run where the positions jumped."""
    track = clean(run([(900, 3.0), (35, 15.0), (900, 3.0)], noise=0.0))
    (finding,) = [f for f in track.findings if f.check == "vehicle"]
    assert finding.severity is Severity.ERROR


def test_a_distance_counter_that_starts_over_loses_nothing() -> None:
    recording = even()
    distance = recording.streams.distance_m.copy()
    distance[300:] -= distance[300]
    track = clean(with_streams(recording, distance_m=distance))
    assert checks(track) == ["reset"]
    assert track.total_m == pytest.approx(1800, abs=4)


def test_samples_out_of_order_are_put_in_order() -> None:
    recording = even()
    shuffled = np.r_[0:200, 400:601, 200:400]
    columns = {
        name: getattr(recording.streams, name)[shuffled]
        for name in Streams.__dataclass_fields__
    }
    track = clean(with_streams(recording, **columns))
    assert "order" in checks(track)
    assert track.speed_mps == pytest.approx(np.full(600, 3.0))


def test_a_repeated_block_counts_once() -> None:
    recording = even()
    repeated = np.r_[0:300, 240:601]
    columns = {
        name: getattr(recording.streams, name)[repeated]
        for name in Streams.__dataclass_fields__
    }
    track = clean(with_streams(recording, **columns))
    assert "repeat" in checks(track)
    assert track.total_m == pytest.approx(1800)


def test_a_clock_years_off_is_dropped() -> None:
    recording = even()
    time_s = recording.streams.time_s.copy()
    time_s[0] = -1e9
    track = clean(with_streams(recording, time_s=time_s))
    assert "clock" in checks(track)
    assert len(track) == 599


def test_a_gap_without_samples_is_told_and_not_run() -> None:
    recording = even(1200)
    time_s = recording.streams.time_s.copy()
    time_s[600:] += 3600
    track = clean(with_streams(recording, time_s=time_s))
    assert "gap" in checks(track)
    assert len(track) == pytest.approx(1200, abs=1)


def test_a_tunnel_is_run_at_the_mean_speed() -> None:
    recording = even()
    kept = np.r_[0:200, 320:601]
    columns = {
        name: getattr(recording.streams, name)[kept]
        for name in Streams.__dataclass_fields__
    }
    track = clean(with_streams(recording, **columns))
    assert len(track) == 600
    assert track.speed_mps == pytest.approx(np.full(600, 3.0))


def test_without_a_distance_speed_is_summed() -> None:
    recording = even()
    nothing = np.full(601, np.nan)
    track = clean(
        with_streams(recording, distance_m=nothing, speed_mps=np.full(601, 2.5))
    )
    assert track.total_m == pytest.approx(1500)


def test_without_distance_and_speed_there_is_no_run() -> None:
    recording = with_streams(even(), distance_m=np.full(601, np.nan))
    with pytest.raises(MissingInputError, match="no distance"):
        clean(recording)


def test_one_sample_is_no_run() -> None:
    recording = even()
    columns = {
        name: getattr(recording.streams, name)[:1]
        for name in Streams.__dataclass_fields__
    }
    with pytest.raises(MissingInputError, match="1 usable"):
        clean(with_streams(recording, **columns))


def test_a_heart_rate_that_never_changes_is_no_measurement() -> None:
    recording = run([(600, 3.0)], heart_rate_bpm=np.full(600, 100.0))
    track = clean(recording)
    assert not np.isfinite(track.heart_rate_bpm).any()
    assert "not measured" in track.findings[0].message


def test_heart_rates_no_heart_has_are_left_out() -> None:
    heart = np.linspace(120, 160, 600)
    heart[100:150] = 255.0
    track = clean(run([(600, 3.0)], noise=0.0, heart_rate_bpm=heart))
    assert np.nanmax(track.heart_rate_bpm) <= 161
    assert np.isnan(track.heart_rate_bpm[120:130]).all()


def test_a_lost_strap_leaves_a_gap_not_a_guess() -> None:
    heart = np.linspace(120, 160, 600)
    heart[300:] = np.nan
    track = clean(run([(600, 3.0)], noise=0.0, heart_rate_bpm=heart))
    assert np.isfinite(track.heart_rate_bpm[:300]).all()
    assert np.isnan(track.heart_rate_bpm[330:]).all()


def test_climbing_is_worth_more_on_equal_ground() -> None:
    hill = Ground(grade_from_m=600, grade_to_m=1500, grade_frac=0.06)
    track = clean(run([(900, 3.0)], noise=0.0, ground=hill))
    middle = (track.distance_m > 800) & (track.distance_m < 1300)
    assert track.grade_frac[middle] == pytest.approx(0.06, abs=1e-6)
    assert track.adjusted_mps[middle] == pytest.approx(3.0, abs=1e-6)
    assert (track.speed_mps[middle] < 2.6).all()


@settings(max_examples=40, deadline=None)
@given(
    pieces=st.lists(
        st.tuples(st.integers(20, 300), st.floats(0.0, 12.0)), min_size=1, max_size=6
    ),
    noise=st.floats(0.0, 0.3),
)
def test_a_track_is_always_in_order_and_never_longer_than_the_recording(
    pieces: list[tuple[float, float]], noise: float
) -> None:
    recording = run(pieces, noise=noise)
    track = clean(recording)
    assert (np.diff(track.elapsed_s) > 0).all()
    assert (np.diff(track.distance_m) >= 0).all()
    assert len(track) <= track.timer_s <= track.elapsed_total_s
    assert (track.speed_mps >= 0).all()


def test_a_watch_that_recorded_nothing_for_two_hours_was_stopped() -> None:
    """As GPX has it, which knows no pauses: an hour's run with lunch in its middle."""
    time_s = np.concatenate([np.arange(1800.0), np.arange(9000.0, 10_800.0)])
    streams = Streams.from_columns(time_s, distance_m=3.0 * np.arange(3600.0))
    track = clean(replace(even(), streams=streams, pauses=()))
    assert track.elapsed_total_s == 10_799
    assert track.timer_s == pytest.approx(3600, abs=3)


@pytest.mark.parametrize(
    "time_s", [[], [0.0], [np.inf], [-np.inf, 0.0], [0.0, np.inf], [np.nan, 1.0]]
)
def test_clocks_that_say_nothing_are_a_reason(time_s: list[float]) -> None:
    streams = Streams.from_columns(
        np.array(time_s), distance_m=np.arange(len(time_s), dtype=float)
    )
    with pytest.raises(MissingInputError):
        clean(replace(even(), streams=streams))


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_any_columns_give_a_track_or_a_reason(data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 40))
    numbers = st.floats(allow_nan=True, allow_infinity=True, width=32)

    def column() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        values = data.draw(st.lists(numbers, min_size=count, max_size=count))
        return np.array(values, dtype=float)

    streams = Streams.from_columns(
        column(), distance_m=column(), altitude_m=column(), heart_rate_bpm=column()
    )
    try:
        track = clean(replace(even(), streams=streams))
    except MissingInputError:
        return
    assert np.isfinite(track.speed_mps).all()
