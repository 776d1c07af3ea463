"""Splits, fifths and heart rate against runs whose numbers are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negsplit.analysis.clean import clean
from negsplit.analysis.heart import (
    LOCK_S,
    decoupling,
    seconds_at_or_above,
    seconds_in_zones,
    trust_in_heart_rate,
)
from negsplit.analysis.splits import fifths_of, splits_of
from negsplit.analysis.summary import summarise
from negsplit.athlete import Athlete
from negsplit.recording import Totals
from negsplit.runner import Runner
from negsplit.units import MILE_M, DistanceUnit
from synthetic_hearts import Heart, track_of
from synthetic_runs import Piece, run


def test_kilometre_splits_are_what_each_kilometre_took() -> None:
    # 1 km at 5:00, 1 km at 4:10, half a km at 4:00.
    track = clean(run([(300, 1000 / 300), (250, 4.0), (120, 1000 / 240)], noise=0.0))
    first, second, rest = splits_of(track, DistanceUnit.KM)
    assert first.moving_s == pytest.approx(300, abs=1)
    assert second.moving_s == pytest.approx(250, abs=1)
    assert rest.distance_m == pytest.approx(500, abs=5)
    assert second.speed_mps == pytest.approx(4.0, rel=0.01)


def test_mile_splits_cover_the_run() -> None:
    track = clean(run([(2000, 3.0)], noise=0.0))
    splits = splits_of(track, DistanceUnit.MI)
    assert len(splits) == 4
    assert splits[0].distance_m == pytest.approx(MILE_M, abs=3)
    assert sum(split.distance_m for split in splits) == pytest.approx(6000, abs=1)


def test_a_stop_counts_in_elapsed_time_and_not_in_pace() -> None:
    track = clean(run([(1000, 3.0)], noise=0.0, stops=((100, 60),)))
    first = splits_of(track, DistanceUnit.KM)[0]
    assert first.end_s - first.start_s == pytest.approx(first.moving_s + 60, abs=2)
    assert first.speed_mps == pytest.approx(3.0, rel=0.01)


def test_a_hair_beyond_the_last_kilometre_is_no_split() -> None:
    assert len(splits_of(clean(run([(670, 3.0)], noise=0.0)), DistanceUnit.KM)) == 2


def test_fifths_are_equal_times() -> None:
    heart = np.repeat([120.0, 130, 140, 150, 160], 120)
    track = clean(run([(600, 3.0)], noise=0.0, heart_rate_bpm=heart))
    means = [split.heart_rate_bpm for split in fifths_of(track)]
    assert means == pytest.approx([120, 130, 140, 150, 160], abs=1)


def test_time_at_ninety_percent_counts_seconds_at_the_bound() -> None:
    heart = np.r_[np.full(400, 150.0), np.full(200, 171.0)]
    track = clean(run([(600, 3.0)], noise=0.0, heart_rate_bpm=heart))
    trust = trust_in_heart_rate(track)
    assert seconds_at_or_above(track, trust, 171.0) == pytest.approx(200, abs=1)
    assert seconds_at_or_above(track, trust, 171.1) == 0


def test_zones_share_out_every_second() -> None:
    heart = np.linspace(100, 190, 900)
    track = clean(run([(900, 3.0)], noise=0.0, heart_rate_bpm=heart))
    trust = trust_in_heart_rate(track)
    zones = seconds_in_zones(track, trust, (120.0, 150.0, 180.0))
    assert sum(zones) == 900
    assert zones == pytest.approx((200, 300, 300, 100), abs=3)


def test_summary_knows_zones_only_with_a_maximum() -> None:
    track = clean(run([(600, 3.0)], heart_rate_bpm=np.linspace(120, 180, 600)))
    without, known = (
        summarise(track),
        summarise(track, Runner.of(Athlete(max_hr_bpm=190))),
    )
    assert without is not None
    assert without.heart_rate is not None
    assert without.heart_rate.zones_s is None
    assert known is not None
    assert known.heart_rate is not None
    # 171 of 120 to 180 bpm in 600 s: the last 90 s.
    assert known.heart_rate.at_90_percent_of_max_s == pytest.approx(90, abs=2)


def test_decoupling_is_the_loss_of_metres_per_heartbeat() -> None:
    heart = np.r_[np.full(900, 140.0), np.full(900, 147.0)]
    track = clean(run([(1800, 3.0)], noise=0.0, heart_rate_bpm=heart))
    assert decoupling(track, trust_in_heart_rate(track)) == pytest.approx(
        1 - 140 / 147, abs=1e-3
    )


def test_a_first_half_without_a_metre_has_no_decoupling() -> None:
    heart = np.full(1800, 140.0)
    track = clean(run([(1800, 3.0)], noise=0.0, heart_rate_bpm=heart))
    speeds = np.where(np.arange(len(track)) < 900, 0.0, 3.0)
    standing = replace(track, adjusted_mps=speeds)
    assert decoupling(standing, trust_in_heart_rate(track)) is None


def locked(seconds: int) -> tuple[int, int]:
    """A wrist sensor that shows cadence for some seconds; cells lost, findings."""
    heart = np.linspace(130, 150, 1200)
    cadence = 170 + 4 * np.sin(np.arange(1201) / 20)
    heart[300 : 300 + seconds] = cadence[300 : 300 + seconds]
    recording = run([(1200, 3.0)], noise=0.0, heart_rate_bpm=heart)
    streams = replace(recording.streams, cadence_spm=cadence)
    trust = trust_in_heart_rate(clean(replace(recording, streams=streams)))
    faults = [f for f in trust.findings if f.check == "cadence lock"]
    return int((~trust.usable).sum()), len(faults)


def test_a_heart_rate_that_is_the_cadence_is_found_and_left_out() -> None:
    lost, faults = locked(LOCK_S + 120)
    assert lost == pytest.approx(LOCK_S + 120, abs=10)
    assert faults == 1


def test_a_heart_rate_that_crosses_the_cadence_is_kept() -> None:
    assert locked(LOCK_S - 60) == (0, 0)


def test_time_at_threshold_begins_at_half_marathon_pace() -> None:
    # VDOT 50: half marathon at 4:21/km and 10 km at 4:08/km by the published table.
    pieces: list[Piece] = [(600, 1000 / 275), (900, 1000 / 254), (300, 1000 / 270)]
    summary = summarise(
        clean(run(pieces, noise=0.0)), Runner.of(Athlete(vdot_ml_kg_min=50))
    )
    assert summary is not None
    assert summary.threshold_s == pytest.approx(900, abs=30)


def test_without_a_race_nobody_knows_the_threshold() -> None:
    summary = summarise(clean(run([(600, 3.0)])), Runner.of(Athlete(max_hr_bpm=180)))
    assert summary is not None
    assert summary.threshold_s is None


# What a sensor makes up


def steady_heart(seconds: int = 1200, bpm: float = 143.0) -> np.ndarray:
    return bpm + np.round(2 * np.sin(np.arange(seconds) / 40))


def highest_of(heart: np.ndarray, said: float | None = None) -> float | None:
    recording = run([(len(heart), 3.0)], noise=0.0, heart_rate_bpm=heart)
    recording = replace(recording, totals=Totals(highest_bpm=said))
    return clean(recording).highest_bpm


@pytest.mark.parametrize("seconds", [1, 3, 8, 14])
@pytest.mark.parametrize("peak", [175.0, 207.0, 235.0])
@pytest.mark.parametrize("at", [0, 500, 1100])
def test_a_spike_of_seconds_is_no_maximum(seconds: int, peak: float, at: int) -> None:
    heart = steady_heart()
    heart[at : at + seconds] = peak
    # Whether the device counted the spike or not.
    assert highest_of(heart) == 145
    assert highest_of(heart, said=peak) == 145


def test_a_spike_that_climbs_for_some_seconds_is_one_too() -> None:
    heart = steady_heart()
    heart[600:606] = [160, 185, 207, 205, 180, 160]
    assert highest_of(heart) == 145


def test_a_sprint_that_the_heart_follows_is_believed() -> None:
    # Up with a time constant of 20 s for 20 s, down with 30 s (kinetics of the heart
    # at the onset and end of hard efforts are of that order).
    rise = 30 * (1 - np.exp(-np.arange(20) / 20))
    fall = rise[-1] * np.exp(-np.arange(200) / 30)
    heart = steady_heart()
    heart[600:820] += np.concatenate([rise, fall])
    assert highest_of(np.round(heart)) == pytest.approx(143 + rise.max(), abs=3)


def test_a_maximum_between_two_samples_is_taken_from_the_device() -> None:
    assert highest_of(steady_heart(), said=150) == 150
    assert highest_of(steady_heart(), said=199) == 145


def test_a_sensor_that_starts_low_is_distrusted_until_it_finds_the_pulse() -> None:
    for share in (0.2, 0.4, 0.6):
        heart = steady_heart(2400, 155.0)
        low = round(share * len(heart))
        heart[:low] -= 50
        recording = run([(2400, 3.0)], noise=0.03, heart_rate_bpm=heart)
        trust = trust_in_heart_rate(clean(recording))
        assert trust.share_frac == pytest.approx(1 - share, abs=0.05)
        (finding,) = [f for f in trust.findings if f.check == "low start"]
        assert "bpm too low" in finding.message


@pytest.mark.parametrize(
    "pieces",
    [
        [(1200, 3.0), (1200, 3.9)],
        [(600, 2.4), (600, 2.8), (600, 3.3), (600, 3.9)],
        [(900, 1.6), (1500, 3.2)],
        [(600, 2.6), *[(60, 4.6), (90, 2.0)] * 10, (300, 2.6)],
        [(2400, 3.0)],
    ],
)
def test_a_heart_that_follows_the_pace_is_trusted(pieces: list[Piece]) -> None:
    track = track_of(pieces, Heart())
    assert trust_in_heart_rate(track).share_frac > 0.99
