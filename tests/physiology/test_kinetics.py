from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.calibrate.heart_line import DRIFT, POPULATION
from negsplit.physiology import kinetics


def test_after_one_time_constant_63_percent_of_the_gap_is_closed() -> None:
    reached = kinetics.approach(0, 1, 20, 20)
    assert reached == pytest.approx(1 - math.exp(-1))


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 600), st.floats(0, 1))
def test_a_cut_interval_gives_the_same_value(
    value: float, goal: float, duration_s: float, cut: float
) -> None:
    whole = kinetics.approach(value, goal, duration_s, 24)
    first = kinetics.approach(value, goal, duration_s * cut, 24)
    rest = kinetics.approach(first, goal, duration_s * (1 - cut), 24)
    assert rest == pytest.approx(whole)


def test_heart_rate_rises_faster_than_it_falls() -> None:
    # The published constants: 24 s up, 30 s down.
    up = kinetics.heart_rate_approach(100, 160, 24)
    down = kinetics.heart_rate_approach(160, 100, 30)
    assert up == pytest.approx(160 - 60 / math.e)
    assert down == pytest.approx(100 + 60 / math.e)


# Millet 2003: seconds above 90 % of VO2max, mean and standard deviation of trained
# runners, alternating 100 and 50 % of the speed at VO2max with 708 s of work in each.
MILLET = {
    (30, 30): (149, 33),
    (60, 30): (531, 187),
    (118, 118): (487, 176),
}


@pytest.mark.parametrize(("work_s", "rest_s"), MILLET)
@pytest.mark.parametrize("tau_s", [16, 16.5, 17])
def test_one_time_constant_reproduces_measured_time_near_vo2max(
    work_s: int, rest_s: int, tau_s: float
) -> None:
    # Ten times a second: a threshold is crossed between whole seconds.
    uptake, tenths, worked = kinetics.Uptake(0.0), 0, 0.0
    while worked < 708:
        work = min(work_s, 708 - worked)
        for demand, lasting in ((1.0, work), (0.5, rest_s)):
            for _ in range(round(lasting * 10)):
                uptake = kinetics.uptake_step(uptake, demand, 0.1, tau_s, slow_frac=0)
                tenths += uptake.frac >= 0.9
        worked += work
    mean, deviation = MILLET[work_s, rest_s]
    assert abs(tenths / 10 - mean) <= deviation


def test_the_slow_component_is_what_was_measured() -> None:
    # Billat 2000: 291 (153) ml/min at 91.3 % of the speed at VO2max, in runners of
    # about 60 ml/kg/min; of 60 to 75 kg.
    for mass_kg in (60, 75):
        share = kinetics.slow_goal(0.913) * 60 * mass_kg
        assert abs(share - 291) < 153


def test_the_slow_component_takes_four_minutes() -> None:
    # Time constants of 200 to 300 s: the middle.
    grown = kinetics.uptake_step(kinetics.Uptake(0.9), 0.9, 250, 20).slow_frac
    assert grown == pytest.approx(kinetics.slow_goal(0.9) * (1 - math.exp(-1)))


def test_tempo_running_has_no_slow_component_and_10_km_effort_all_of_it() -> None:
    # Threshold pace is 88 % of VDOT, 10 km effort up to 93 %.
    assert kinetics.slow_goal(0.88) == 0
    assert kinetics.slow_goal(0.89) > 0
    assert kinetics.slow_goal(0.93) == kinetics.slow_goal(1.2) == kinetics.SLOW_FRAC
    assert kinetics.uptake_step(kinetics.Uptake(0.3), 0.88, 3600, 20).frac < 0.8801


def test_hard_running_ends_at_the_maximum() -> None:
    # Above critical speed uptake rises until it is maximal.
    assert kinetics.uptake_step(kinetics.Uptake(0.3), 0.95, 1200, 20).frac == 1


FRACS = st.floats(0, 1.3)


@given(FRACS, st.floats(0, 0.1), FRACS, st.floats(0, 900), st.floats(0, 1))
def test_a_cut_interval_gives_the_same_uptake(
    fast: float, slow: float, demand: float, duration_s: float, cut: float
) -> None:
    start = kinetics.Uptake(fast, slow)
    whole = kinetics.uptake_step(start, demand, duration_s, 20)
    first = kinetics.uptake_step(start, demand, duration_s * cut, 20)
    rest = kinetics.uptake_step(first, demand, duration_s * (1 - cut), 20)
    assert rest.fast_frac == pytest.approx(whole.fast_frac)
    assert rest.slow_frac == pytest.approx(whole.slow_frac)


@given(FRACS, FRACS, FRACS, st.floats(0, 900))
def test_more_effort_never_takes_less_oxygen(
    fast: float, one: float, other: float, duration_s: float
) -> None:
    easy, hard = sorted((one, other))
    less = kinetics.uptake_step(kinetics.Uptake(fast), easy, duration_s, 20)
    more = kinetics.uptake_step(kinetics.Uptake(fast), hard, duration_s, 20)
    assert 0 <= less.frac <= more.frac + 1e-12 <= 1 + 1e-12


@given(st.floats(60, 190), st.floats(60, 190), st.floats(0, 5400), st.floats(0, 1))
def test_a_cut_interval_gives_the_same_heart_rate(
    lagging: float, settled: float, duration_s: float, cut: float
) -> None:
    start = kinetics.Pulse(lagging)
    whole = kinetics.pulse_step(start, settled, duration_s)
    first = kinetics.pulse_step(start, settled, duration_s * cut)
    rest = kinetics.pulse_step(first, settled, duration_s * (1 - cut))
    assert kinetics.drifted(rest, 250) == pytest.approx(kinetics.drifted(whole, 250))


def test_heart_rate_drifts_after_ten_minutes_by_4_bpm_an_hour() -> None:
    # The drift of 734 public recordings, at some 155 bpm.
    at = [kinetics.drifted(kinetics.Pulse(155, 60.0 * m), 250) for m in (0, 10, 70)]
    assert at[0] == at[1] == 155
    assert at[2] == pytest.approx(159, abs=0.1)
    assert POPULATION[DRIFT] == 4
    # At marathon effort, 86 % of a maximum of 190, three hours do not end at it.
    assert kinetics.drifted(kinetics.Pulse(163, 3 * 3600), 190) < 180
    assert kinetics.drifted(kinetics.Pulse(189, 7200), 190) == 190
