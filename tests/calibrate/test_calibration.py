"""A runner's heart learnt from runs, and foretold for the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsplit.analysis.clean import Track
from negsplit.athlete import Athlete
from negsplit.calibrate.calibration import (
    Calibration,
    calibrate,
    day_offset,
    predict_heart_rate,
)
from negsplit.calibrate.drive import (
    CELL_S,
    Lag,
    drive_of,
    lagged,
    mean_of_cells,
    other_terms,
)
from negsplit.calibrate.estimate import Basis, Estimate
from negsplit.calibrate.heart_line import HeartLine
from negsplit.physiology.heart_rate import heart_rate_by_reserve
from negsplit.physiology.kinetics import approach
from negsplit.recording import Finding, Severity
from synthetic_hearts import Heart, pieces_of, runs_of, track_of

HEART = Heart()
LINE = HeartLine(110.0, 18.0, 6.0, -6.0, -4.0, 4.0)


@cache
def known() -> tuple[Track, ...]:
    return tuple(runs_of(HEART, spread_bpm=4.0))


@cache
def learnt() -> Calibration:
    return calibrate(known())


def with_heart(track: Track, bpm: float) -> Track:
    return replace(track, heart_rate_bpm=np.full(len(track), bpm))


def estimates(found: Calibration) -> dict[str, Estimate]:
    named = {name: getattr(found, name) for name in found.__dataclass_fields__}
    return {name: e for name, e in named.items() if isinstance(e, Estimate)}


def test_the_slope_of_a_known_heart_is_found() -> None:
    # The population's is 24.5; a sixth of the way back to it is allowed.
    assert learnt().slope_bpm_per_mps.value == pytest.approx(30.0, abs=1.0)
    assert learnt().slope_bpm_per_mps.basis is Basis.MEASURED
    assert learnt().slope_bpm_per_mps.runs == 10


def test_the_settled_heart_rate_of_a_known_heart_is_found() -> None:
    found = learnt()
    usual = 85.0 + 30.0 * found.usual_mps
    assert found.usual_mps == pytest.approx(3.0, abs=0.1)
    assert found.usual_hr_bpm.error is not None
    # Ten days of 4 bpm leave an error of 1.3 bpm, more as later days weigh more.
    assert 0.7 < found.usual_hr_bpm.error < 3.0
    assert abs(found.usual_hr_bpm.value - usual) < 2 * found.usual_hr_bpm.error + 1


@pytest.mark.parametrize("drift_bpm_per_h", [0.0, 8.0])
def test_the_drift_of_a_known_heart_is_found(drift_bpm_per_h: float) -> None:
    heart = replace(HEART, drift_bpm_per_h=drift_bpm_per_h)
    found = calibrate(runs_of(heart, minutes=90), half_life_runs=None)
    # The population's is 4; a fifth of the way back to it is allowed.
    assert found.drift_bpm_per_h.value == pytest.approx(drift_bpm_per_h, abs=1.0)


@pytest.mark.parametrize(("rise_s", "fall_s"), [(30.0, 30.0), (30.0, 60.0), (85, 85)])
def test_the_lag_of_a_known_heart_is_found_to_one_step(
    rise_s: float, fall_s: float
) -> None:
    found = calibrate(runs_of(replace(HEART, rise_s=rise_s, fall_s=fall_s), 6))
    assert found.rise_s.value == pytest.approx(rise_s, rel=0.51)
    assert found.fall_s.value == pytest.approx(fall_s, rel=0.51)
    assert (found.rise_s.value < 60) == (rise_s < 60)


def test_a_later_run_of_a_known_heart_is_foretold() -> None:
    calibration = calibrate(runs_of(HEART))
    later = track_of(pieces_of(99, minutes=70), HEART, seed=99)
    missed = predict_heart_rate(calibration, later) - later.heart_rate_bpm
    assert np.abs(missed).mean() < 1.5


def hilly(seed: int, costs: float) -> Track:
    """Return a run over hills at 3 m/s by a heart to which they cost this much more."""
    flat = track_of([(2400.0, 3.0)], HEART, seed=seed, noise=0.0)
    hills = 0.6 * np.sin(np.arange(len(flat)) / 60 + seed)
    effort = flat.speed_mps + costs * hills
    return replace(
        flat,
        adjusted_mps=flat.speed_mps + hills,
        heart_rate_bpm=HEART.beats(effort),
    )


@pytest.mark.parametrize("costs", [0.7, 1.0, 1.5])
def test_what_hills_cost_a_heart_is_learned_from_its_runs(costs: float) -> None:
    runs = [track_of(pieces_of(s), HEART, seed=s) for s in range(6)]
    found = calibrate([*runs, *(hilly(s, costs) for s in range(6, 12))])
    # A m/s on the flat costs this heart 30 bpm; half of the way to the population's
    # 5 bpm more is allowed: hills are a small part of these runs.
    beyond = 30.0 * (costs - 1)
    allowed = abs(beyond - 5.0) / 2
    assert found.climbing_bpm_per_mps.value == pytest.approx(beyond, abs=allowed)
    later = hilly(77, costs)
    missed = predict_heart_rate(found, later) - later.heart_rate_bpm
    assert np.abs(missed[600:]).mean() < 2.5


def test_what_the_day_adds_is_seen_in_the_first_ten_minutes() -> None:
    calibration = calibrate(runs_of(HEART))
    day = track_of(pieces_of(99, minutes=70), HEART, seed=99, off_bpm=12.0)
    expected, heard = predict_heart_rate(calibration, day), day.heart_rate_bpm
    everywhere = np.ones(len(day), dtype=bool)
    offset = day_offset(expected, heard, everywhere)
    assert offset is not None
    assert offset == pytest.approx(0.8 * 12.0, abs=1.5)
    rest = slice(600, None)
    before = np.abs((heard - expected)[rest]).mean()
    after = np.abs((heard - expected - offset)[rest]).mean()
    assert after < before / 3
    # What comes later changes nothing of it.
    later = heard.copy()
    later[600:] += 30.0
    assert day_offset(expected, later, everywhere) == offset


@pytest.mark.parametrize("known_s", [0, 59])
def test_a_day_of_which_no_minute_was_measured_is_not_guessed(known_s: int) -> None:
    expected = np.full(1200, 140.0)
    usable = np.arange(1200) >= 600 - known_s
    assert day_offset(expected, expected + 10, usable) is None
    assert day_offset(expected[:200], expected[:200], usable[:200]) is None


def test_a_stop_is_foretold_as_a_fall() -> None:
    even = [(2400.0, 3.0)]
    through = predict_heart_rate(learnt(), track_of(even, HEART))
    stopped = predict_heart_rate(learnt(), track_of(even, HEART, stops=((1200, 180),)))
    assert stopped[1100] == pytest.approx(through[1100], abs=1.0)
    assert stopped[1202] < through[1202] - 20
    assert stopped[-1] == pytest.approx(through[-1], abs=1.5)


def test_days_that_differ_are_told_as_a_band() -> None:
    calm, moody = calibrate(runs_of(HEART)), calibrate(runs_of(HEART, 12, 9.0))
    # Of a population's 6 bpm, three runs' worth is left.
    assert calm.day_to_day_bpm < 4.0
    assert 5.5 < moody.day_to_day_bpm < 14.0
    assert moody.band_bpm == pytest.approx(1.2816 * moody.day_to_day_bpm)


def test_recent_runs_count_more() -> None:
    lower = [track_of(pieces_of(s), HEART, seed=s, off_bpm=-10.0) for s in range(8)]
    tracks = [*known()[:8], *lower]
    recent, equal = calibrate(tracks), calibrate(tracks, half_life_runs=None)
    assert recent.usual_hr_bpm.value < equal.usual_hr_bpm.value - 1


def test_a_run_weighs_half_after_five_more() -> None:
    assert calibrate(known()) == calibrate(known(), half_life_runs=5.0)


@settings(max_examples=3, deadline=None)
@given(st.permutations(range(5)))
def test_the_order_of_runs_of_equal_weight_does_not_matter(order: list[int]) -> None:
    tracks = known()[:5]
    here = calibrate(tracks, half_life_runs=None)
    there = calibrate([tracks[i] for i in order], half_life_runs=None)
    for name, estimate in estimates(here).items():
        other = estimates(there)[name]
        assert other.value == pytest.approx(estimate.value), name
        assert other.error == pytest.approx(estimate.error), name


def test_a_failing_sensor_changes_little() -> None:
    clean = learnt()
    for bpm in (75.0, 215.0):
        failing = with_heart(known()[5], bpm)
        spoilt = calibrate([*known()[:5], failing, *known()[6:]])
        assert spoilt.usual_hr_bpm.value == pytest.approx(
            clean.usual_hr_bpm.value, abs=2.5
        )
        assert spoilt.max_hr_bpm.value == pytest.approx(clean.max_hr_bpm.value, abs=3)
        assert spoilt.vdot_ml_kg_min.value == pytest.approx(
            clean.vdot_ml_kg_min.value, abs=1.5
        )


@settings(max_examples=25, deadline=None)
@given(
    factor=st.floats(1.0, 1.5),
    at=st.integers(0, 2000),
    seconds=st.integers(1, 600),
)
def test_more_speed_never_foretells_less_heart_rate(
    factor: float, at: int, seconds: int
) -> None:
    track = known()[0]
    faster = track.adjusted_mps.copy()
    faster[at : at + seconds] *= factor
    there = predict_heart_rate(learnt(), replace(track, adjusted_mps=faster))
    assert (there >= predict_heart_rate(learnt(), track) - 1e-9).all()


def test_a_heart_that_slows_with_speed_is_not_believed() -> None:
    backwards = runs_of(Heart(running_bpm=240.0, bpm_per_mps=-30.0), 6)
    line = calibrate(backwards).line
    assert line.quick_bpm_per_mps >= -1e-6
    assert line.slow_bpm_per_mps >= -1e-6


def test_nothing_is_foretold_above_the_maximum() -> None:
    found = calibrate(known(), athlete=Athlete(max_hr_bpm=170.0))
    assert predict_heart_rate(found, known()[0]).max() <= 170.0
    assert found.max_hr_bpm == Estimate(170.0, None, 0, Basis.GIVEN)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_runs_say_nothing_of_the_runner(count: int) -> None:
    few, none = calibrate(known()[:count]), calibrate([])
    assert few.line == none.line
    assert few.runs == count
    for name, estimate in estimates(few).items():
        assert estimate.basis is Basis.POPULATION, name
        assert estimate.error is not None
        assert estimate.error > 0


def test_runs_without_a_heart_rate_say_nothing_of_it() -> None:
    silent = [with_heart(track, np.nan) for track in known()]
    assert calibrate(silent) == calibrate([])


@pytest.mark.parametrize(
    ("seconds", "speed_mps", "known_frac", "usable"),
    [
        (615.0, 3.0, 1.0, True),
        (585.0, 3.0, 1.0, False),
        (1200.0, 1.65, 1.0, True),
        (1200.0, 1.55, 1.0, False),
        (1200.0, 3.0, 0.53, True),
        (1200.0, 3.0, 0.47, False),
    ],
)
def test_short_slow_and_badly_measured_runs_are_left_out(
    seconds: float, speed_mps: float, known_frac: float, *, usable: bool
) -> None:
    track = track_of([(seconds, speed_mps)], HEART)
    beats = track.heart_rate_bpm.copy()
    beats[round(known_frac * len(beats)) :] = np.nan
    assert calibrate([replace(track, heart_rate_bpm=beats)]).runs == int(usable)


def test_runs_that_hold_a_vehicle_are_left_out() -> None:
    error = Finding("vehicle", Severity.ERROR, "a vehicle")
    assert calibrate([replace(known()[0], findings=(error,))]).runs == 0


def test_the_population_is_told_with_its_spread() -> None:
    found = calibrate([])
    # The population's line by hand: 109 + (18 + 6.5) x 2.7 - 6 - 4.
    assert found.usual_mps == 2.7
    expected = {
        "usual_hr_bpm": (165.15, 16.0),
        "slope_bpm_per_mps": (24.5, 8.0),
        "drift_bpm_per_h": (4.0, 5.0),
        "rise_s": (60.0, 30.0),
        "fall_s": (60.0, 30.0),
        "resting_hr_bpm": (65.0, 8.0),
        "vdot_ml_kg_min": (42.0, 8.0),
    }
    for name, numbers in expected.items():
        estimate = estimates(found)[name]
        assert (estimate.value, estimate.error) == pytest.approx(numbers), name
    assert found.day_to_day_bpm == 6.0
    assert found.band_bpm == pytest.approx(7.7, abs=0.05)


def test_even_runs_leave_the_slope_to_the_population() -> None:
    even = [track_of([(1800.0, 3.0)], HEART, seed=s) for s in range(5)]
    found = calibrate(even)
    # What rises late, drift or a slow heart, cannot be told apart in even runs.
    assert found.usual_hr_bpm.value == pytest.approx(85 + 90, abs=3)
    assert 15 < found.slope_bpm_per_mps.value < 35
    assert all(np.isfinite(e.value) for e in estimates(found).values())


def test_without_runs_a_known_runner_moves_the_population() -> None:
    runner = Athlete(vdot_ml_kg_min=50.0, max_hr_bpm=190.0, resting_hr_bpm=50.0)
    found = calibrate([], athlete=runner)
    easy = found.line.settled_bpm(3.55)
    # 70 % of VDOT 50 is 35 ml/kg/min: by the published equation 4.6 + 35 = 39.6 =
    # 0.182258 v + 0.000104 v^2, so v = 195 m/min = 3.26 m/s.
    at_easy = found.line.settled_bpm(195.5 / 60)
    assert at_easy == pytest.approx(heart_rate_by_reserve(0.70, 50, 50, 190), abs=1)
    assert easy > at_easy


def test_a_calibration_bears_the_day_it_was_given() -> None:
    day = date(2026, 5, 4)
    assert calibrate([], measured_on=day).measured_on == day


def test_no_seconds_give_no_heart_rate() -> None:
    none = replace(known()[0], elapsed_s=np.zeros(0))
    assert len(predict_heart_rate(learnt(), none)) == 0


def test_there_is_one_heart_rate_for_every_second() -> None:
    track = track_of([(1003.0, 3.0)], HEART)
    assert len(predict_heart_rate(learnt(), track)) == len(track)
    assert drive_of(track).run_s[-1] == len(track)


@given(
    goal=st.floats(0, 6),
    cells=st.integers(1, 50),
    rise_s=st.floats(5, 200),
    stood_s=st.floats(0, 1000),
)
def test_a_state_follows_as_the_kinetics_say(
    goal: float, cells: int, rise_s: float, stood_s: float
) -> None:
    stood = np.zeros(cells + 1)
    stood[-1] = stood_s
    states = lagged(np.full(cells + 1, goal), stood, Lag(rise_s, 40.0))
    reached = approach(0.0, goal, cells * CELL_S, rise_s)
    assert states[-2] == pytest.approx(reached)
    fallen = approach(reached, 0.0, stood_s, 40.0)
    assert states[-1] == pytest.approx(approach(fallen, goal, CELL_S, rise_s))


def test_a_cell_is_the_mean_of_what_is_known_of_it() -> None:
    values = np.array([1.0, np.nan, 3.0, np.nan, np.nan, 7.0])
    np.testing.assert_allclose(mean_of_cells(values, 2), [1.0, 3.0, 7.0])
    assert np.isnan(mean_of_cells(values, 1)[1])


def test_the_memories_of_a_minute_and_more_are_first_order() -> None:
    track = known()[0]
    even = replace(track, adjusted_mps=np.full(len(track), 3.0))
    at_60_s = other_terms(drive_of(even))[60 // CELL_S - 1]
    # 1 - exp(-60 / tau) with tau of 600, 60 and 200 s; no drift before ten minutes.
    assert at_60_s == pytest.approx([1, 3 * 0.09516, 0.63212, 0.25918, 0], abs=1e-4)


def test_a_jump_of_the_satellites_is_no_speed() -> None:
    track = known()[0]
    jumping = replace(track, adjusted_mps=np.full(len(track), 9.0))
    # 6.5 m/s is 2:34/km.
    assert drive_of(jumping).adjusted_mps.max() == 6.5


def test_a_line_settles_where_it_goes_in_the_end() -> None:
    long = track_of([(5400.0, 3.0)], HEART, noise=0.0)
    flat = replace(LINE, drift_bpm_per_h=0.0)
    end = flat.follow(drive_of(long))[-1]
    assert end == pytest.approx(flat.settled_bpm(3.0), abs=0.1)
    assert flat.settled_bpm(3.0) == pytest.approx(110 + 24 * 3 - 10)
    # 5400 s less the first ten minutes are 4/3 h.
    drifted = LINE.follow(drive_of(long))[-1]
    assert drifted - end == pytest.approx(4.0 * 4800 / 3600, abs=0.01)
