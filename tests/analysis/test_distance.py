"""How far it was: each kind of wrong counter, with the distance it was made from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.analysis.clean import Track, clean
from negsplit.analysis.distance import _path
from negsplit.formats.track import distance_along
from negsplit.recording import Format, Lap, Recording, Severity, Streams, Totals
from synthetic_runs import START

SPEED_MPS = 3.0


def even(
    seconds: int = 1200,
    every_s: int = 1,
    *,
    positions: bool = True,
    sport: str = "running",
    total_m: float | None = None,
) -> Recording:
    """Return a run of an even 3 m/s to the north, whose counter is right."""
    time_s = np.arange(0.0, seconds + 1, every_s)
    distance_m = SPEED_MPS * time_s
    columns = {"distance_m": distance_m}
    if positions:
        # A degree of latitude at 47 degrees north is 111,174 m long (WGS 84).
        columns["latitude_deg"] = 47 + distance_m / 111_174
        columns["longitude_deg"] = np.full(len(time_s), 8.0)
    streams = Streams.from_columns(time_s, **columns)
    totals = Totals(distance_m=total_m, timer_s=float(seconds))
    return Recording(START, streams, Format.FIT, "", sport, totals=totals)


def counting(recording: Recording, distance_m: np.ndarray) -> Recording:
    return replace(recording, streams=replace(recording.streams, distance_m=distance_m))


def told(track: Track) -> str:
    return " ".join(f.message for f in track.findings if f.check == "distance")


@pytest.mark.parametrize("every_s", [2, 3, 5, 8, 10])
def test_a_distance_written_every_few_seconds_is_no_jump(every_s: int) -> None:
    recording = even(3600, positions=False)
    written = np.floor(recording.streams.time_s / every_s) * every_s * SPEED_MPS
    track = clean(counting(recording, written))
    assert track.total_m == pytest.approx(3600 * SPEED_MPS, rel=0.002)
    assert len(track) == pytest.approx(3600, abs=10)
    assert track.speed_mps.std() < 0.05 * SPEED_MPS
    assert track.findings == ()


def test_a_stop_stays_a_stop_where_the_distance_is_written_every_five_seconds() -> None:
    recording = even(1200, positions=False)
    moving_s = np.clip(recording.streams.time_s, 0, 600) + np.clip(
        recording.streams.time_s - 720, 0, None
    )
    written = np.floor(moving_s / 5) * 5 * SPEED_MPS
    track = clean(counting(recording, written))
    assert len(track) == pytest.approx(1080, abs=8)
    assert track.total_m == pytest.approx(1080 * SPEED_MPS, rel=0.01)


@pytest.mark.parametrize("lost_s", [10, 30, 55])
def test_a_foot_pod_that_catches_up_loses_nothing(lost_s: int) -> None:
    recording = even(1200, positions=False)
    counter = recording.streams.distance_m.copy()
    counter[600 : 600 + lost_s] = counter[600]
    track = clean(counting(recording, counter))
    assert track.total_m == pytest.approx(1200 * SPEED_MPS, rel=0.001)
    assert "spike" not in {finding.check for finding in track.findings}


@pytest.mark.parametrize(
    ("unit_m", "called"), [(1000, "kilometres"), (1609.344, "miles")]
)
def test_a_counter_in_other_units_is_put_into_metres(
    unit_m: float, called: str
) -> None:
    recording = even()
    track = clean(counting(recording, recording.streams.distance_m / unit_m))
    assert track.total_m == pytest.approx(3600, rel=0.01)
    assert called in told(track)


def test_a_counter_in_kilometres_is_known_by_its_laps_alone() -> None:
    recording = replace(even(positions=False), laps=(Lap(0, 1200, 3600, 1200),))
    track = clean(counting(recording, recording.streams.distance_m / 1000))
    assert track.total_m == pytest.approx(3600, rel=0.01)


@pytest.mark.parametrize("back_m", [55.0, 60.0, 200.0])
def test_a_counter_that_is_set_back_ends_where_it_ends(back_m: float) -> None:
    recording = even(1800, every_s=10, positions=False)
    counter = recording.streams.distance_m.copy()
    counter[90:] -= back_m
    track = clean(counting(recording, counter))
    assert track.total_m == pytest.approx(counter[-1], rel=0.002)
    assert track.stops == ()
    assert "set back" in " ".join(finding.message for finding in track.findings)


@given(st.lists(st.floats(-15, 15), min_size=5, max_size=40))
def test_jitter_of_the_counter_adds_no_distance(jitter: list[float]) -> None:
    recording = even(600, positions=False)
    counter = recording.streams.distance_m.copy()
    places = np.linspace(20, 580, len(jitter)).astype(int)
    counter[places] += jitter
    track = clean(counting(recording, counter))
    assert track.total_m == pytest.approx(1800, rel=0.02)


def test_a_counter_that_runs_on_in_a_pause_counts_only_what_was_run() -> None:
    from synthetic_runs import paused  # noqa: PLC0415 - used once

    recording = paused(even(1200, positions=False), (600, 900))
    track = clean(recording)
    assert track.total_m == pytest.approx(900 * SPEED_MPS, rel=0.005)


@pytest.mark.parametrize("saved_m", [3300.0, 3800.0, 4100.0])
def test_indoors_the_total_that_was_saved_counts(saved_m: float) -> None:
    recording = even(positions=False, sport="running/treadmill", total_m=saved_m)
    track = clean(recording)
    assert track.total_m == pytest.approx(saved_m, rel=0.001)
    assert track.speed_mps.mean() == pytest.approx(saved_m / 1200, rel=0.001)
    assert "3.60 km" in told(track)
    assert f"{saved_m / 1000:.2f} km" in told(track)


def test_outdoors_a_total_that_differs_is_only_told() -> None:
    track = clean(even(total_m=3800))
    assert track.total_m == pytest.approx(3600, rel=0.001)
    assert "3.80 km" in told(track)
    assert all(finding.severity is Severity.NOTE for finding in track.findings)


def test_a_total_of_twice_the_samples_is_no_correction() -> None:
    recording = even(positions=False, sport="running/treadmill", total_m=7900)
    assert clean(recording).total_m == pytest.approx(3600, rel=0.001)


def test_a_belt_whose_speed_and_distance_disagree_is_told_with_both() -> None:
    recording = even(positions=False, sport="running/treadmill", total_m=3600)
    speed_mps = np.full(len(recording.streams), 1.07 * SPEED_MPS)
    recording = replace(
        recording, streams=replace(recording.streams, speed_mps=speed_mps)
    )
    track = clean(recording)
    assert "3.85 km" in told(track)
    assert "3.60 km" in told(track)
    assert "7%" in told(track)


def test_speed_that_only_drifts_apart_does_not_overrule_the_counter() -> None:
    recording = even(positions=False, sport="running/treadmill", total_m=3600)
    speed_mps = SPEED_MPS * np.linspace(1.0, 1.2, len(recording.streams))
    recording = replace(
        recording, streams=replace(recording.streams, speed_mps=speed_mps)
    )
    track = clean(recording)
    assert track.total_m == pytest.approx(3600, rel=0.001)
    assert "the speed says" in told(track)


def test_a_broken_counter_gives_way_to_positions_that_the_total_confirms() -> None:
    recording = even(total_m=3600)
    track = clean(counting(recording, 0.4 * recording.streams.distance_m))
    assert track.total_m == pytest.approx(3600, rel=0.005)
    assert "1.44 km" in told(track)


@given(st.floats(0.985, 1.015))
def test_what_agrees_within_two_per_cent_is_not_told(factor: float) -> None:
    recording = even()
    track = clean(counting(recording, factor * recording.streams.distance_m))
    assert track.total_m == pytest.approx(3600 * factor, rel=0.001)
    assert told(track) == ""


@given(st.floats(-70, 70), st.floats(-180, 180), st.lists(st.floats(-3, 3), min_size=9))
def test_the_quick_path_is_that_along_the_ellipsoid(
    latitude: float, longitude: float, turns: list[float]
) -> None:
    heading = np.cumsum(turns)
    latitudes = latitude + np.cumsum(np.cos(heading)) * 1e-3
    longitudes = (longitude + 180 + np.cumsum(np.sin(heading)) * 2e-3) % 360 - 180
    exact = distance_along(latitudes, longitudes)
    assert _path(latitudes, longitudes) == pytest.approx(exact, rel=0.002, abs=0.01)


def test_a_counter_that_the_total_confirms_is_not_broken() -> None:
    # On a track watches count laps of 400 m, and positions cut the bends.
    recording = even(total_m=4500)
    track = clean(counting(recording, 1.25 * recording.streams.distance_m))
    assert track.total_m == pytest.approx(4500, rel=0.001)
    assert "3.60 km" in told(track)


def test_a_counter_that_is_written_a_little_late_loses_nothing() -> None:
    recording = even(1200, positions=False)
    # A third of all steps comes a second late, with the next one.
    late = np.random.default_rng(4).random(len(recording.streams)) < 0.33
    late[-1] = False
    counter = 1.5 * recording.streams.distance_m
    counter[1:][late[1:]] = counter[:-1][late[1:]]
    track = clean(counting(recording, np.maximum.accumulate(counter)))
    assert track.total_m == pytest.approx(1.5 * 3600, rel=0.002)
    assert "spike" not in {finding.check for finding in track.findings}
