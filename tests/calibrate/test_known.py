"""What a calibration adds to an athlete, and to a simulated run."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from negsplit import Athlete, Race, Runner, parse
from negsplit.calibrate import written
from negsplit.calibrate.calibration import Calibration, calibrate
from negsplit.calibrate.estimate import Basis, Estimate, given
from negsplit.calibrate.known import known_athlete
from negsplit.calibrate.own_heart import follow, with_own_heart
from negsplit.errors import FormatError
from negsplit.simulate import Simulation, simulate
from synthetic_hearts import Heart, pieces_of, runs_of, track_of

HALF = Race(21097.5, 5700.0)
HEART = Heart()
PLAN = parse("20min @5:45/km, 20min @5:03/km, 20min @4:40/km")


@cache
def learnt() -> Calibration:
    return calibrate(runs_of(HEART, spread_bpm=4.0), athlete=Athlete(resting_hr_bpm=50))


@cache
def simulated() -> Simulation:
    runner = Runner.of(Athlete(races=(HALF,), max_hr_bpm=215, resting_hr_bpm=50))
    return simulate(PLAN, runner)


def measured(value: float, error: float) -> Estimate:
    return Estimate(value, error, 10, Basis.MEASURED)


def test_what_runs_measured_fills_in_what_a_runner_does_not_say() -> None:
    found = known_athlete(Athlete(), learnt())
    assert found.max_hr_bpm == learnt().max_hr_bpm.value
    assert found.vdot_ml_kg_min == learnt().vdot_ml_kg_min.value
    assert found.errors.max_hr_bpm == learnt().max_hr_bpm.error
    assert found.errors.vdot_ml_kg_min == learnt().vdot_ml_kg_min.error


def test_what_a_runner_says_goes_first() -> None:
    said = Athlete(races=(HALF,), max_hr_bpm=201, critical_speed_mps=4.0, d_prime_m=180)
    found = known_athlete(said, learnt())
    assert found.max_hr_bpm == 201
    assert (found.critical_speed_mps, found.d_prime_m) == (4.0, 180)
    assert found.vdot_ml_kg_min is None
    assert found.errors == Athlete().errors


def test_values_of_the_population_are_not_taken_for_the_runners() -> None:
    few = calibrate(runs_of(HEART, 2))
    assert few.vdot_ml_kg_min.basis is Basis.POPULATION
    assert known_athlete(Athlete(), few) == Athlete()


def test_measured_critical_speed_comes_with_its_error() -> None:
    with_efforts = replace(
        learnt(), critical_speed_mps=measured(4.1, 0.05), d_prime_m=measured(190, 40)
    )
    found = known_athlete(Athlete(), with_efforts)
    assert (found.critical_speed_mps, found.d_prime_m) == (4.1, 190)
    assert (found.errors.critical_speed_mps, found.errors.d_prime_m) == (0.05, 40)


def test_a_simulated_heart_is_the_one_that_ran() -> None:
    """The synthetic heart, folded by Euler steps, is what has to come out."""
    own = with_own_heart(simulated(), learnt())
    beats = HEART.beats(
        np.interp(np.arange(3600.0), own.streams.time_s, own.streams.effort_mps)
    )
    late = own.streams.time_s > 600
    over = np.interp(own.streams.time_s[late], np.arange(1.0, 3601.0), beats)
    apart = own.streams.heart_rate_bpm[late] - over
    # The calibration's own spread from day to day was 4 bpm over ten runs.
    assert abs(apart.mean()) < 3
    assert apart.std() < 3


def test_the_ranges_are_as_wide_as_days_differ() -> None:
    sure = replace(learnt(), max_hr_bpm=given(215.0), usual_hr_bpm=measured(150.0, 0.0))
    steady = with_own_heart(simulated(), replace(sure, day_to_day_bpm=0.01))
    unsteady = with_own_heart(simulated(), replace(sure, day_to_day_bpm=5.0))

    def width(found: Simulation) -> float:
        low, high = found.bands.heart_frac
        return float((high - low).mean()) * 215

    assert width(steady) < 0.1
    # Four in five of a normal distribution lie within 1.2816 standard deviations.
    assert width(unsteady) == pytest.approx(2 * 1.2816 * 5.0, rel=0.15)


def test_time_at_a_high_heart_rate_counts_the_runners_own_beats() -> None:
    sure = replace(
        learnt(),
        max_hr_bpm=given(200.0),
        usual_hr_bpm=measured(150.0, 0.0),
        day_to_day_bpm=0.001,
    )
    found = with_own_heart(simulated(), sure)
    over = found.streams.heart_rate_bpm >= 180.0
    expected = float(found.streams.duration_s[over].sum())
    assert 60 < expected < 3000
    assert found.dose.high_hr_s.middle == pytest.approx(expected, abs=5)
    assert found.dose.near_vo2max_s == simulated().dose.near_vo2max_s


def test_cells_of_any_length_cost_the_same_heart_rate() -> None:
    seconds = np.full(1200, 1.0)
    speed = np.where(np.arange(1200) < 600, 2.5, 3.5)
    hill = np.where(np.arange(1200) < 900, 0.0, 0.8)
    fine = follow(learnt(), speed, hill, np.cumsum(seconds), seconds)
    halves = np.full(2400, 0.5)
    twice = follow(
        learnt(), np.repeat(speed, 2), np.repeat(hill, 2), np.cumsum(halves), halves
    )
    assert twice[1::2] == pytest.approx(fine, abs=1e-9)


def test_a_calibration_comes_back_as_it_was_written() -> None:
    assert written.read(written.write(learnt())) == learnt()


def test_every_prefix_of_a_calibration_is_refused_or_whole() -> None:
    data = written.write(learnt())
    for end in range(len(data) - 2):
        with pytest.raises(FormatError):
            written.read(data[:end])


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (b'"calibration"', b'"workout"', "not a calibration"),
        (b'"version": 2', b'"version": 9', "version 9"),
        (b'"rise_s"', b'"ris_s"', "rise_s"),
        (b'"basis": "given"', b'"basis": "guessed"', "guessed"),
        (b'"day_to_day_bpm": ', b'"day_to_day_bpm": -', "day_to_day_bpm"),
        (b'"usual_mps": ', b'"usual_mps": "fast", "x": ', "usual_mps"),
        (b'"measured_on": null', b'"measured_on": "soon"', "soon"),
    ],
)
def test_a_broken_calibration_is_named(old: bytes, new: bytes, word: str) -> None:
    data = written.write(learnt())
    assert old in data
    with pytest.raises(FormatError, match=word):
        written.read(data.replace(old, new))


def test_a_later_run_is_foretold_alike_from_a_file() -> None:
    track = track_of(pieces_of(77), HEART, seed=77)
    kept = written.read(written.write(learnt()))
    speed, seconds = track.adjusted_mps, np.full(len(track), 1.0)
    climbing = track.adjusted_mps - track.speed_mps
    ends_s = np.cumsum(seconds)
    one = follow(learnt(), speed, climbing, ends_s, seconds)
    assert (follow(kept, speed, climbing, ends_s, seconds) == one).all()


def test_a_calibration_from_before_hills_were_learned_can_be_read() -> None:
    found = json.loads(written.write(learnt()))
    del found["climbing_bpm_per_mps"], found["line"]["climbing_bpm_per_mps"]
    old = written.read(json.dumps(found | {"version": 1}).encode())
    assert old.line.climbing_bpm_per_mps == 0
    assert old.climbing_bpm_per_mps.basis is Basis.POPULATION
    assert old.line.drift_bpm_per_h == learnt().line.drift_bpm_per_h
