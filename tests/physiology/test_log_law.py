from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import lambertw

from negsplit.errors import InputError, MissingInputError
from negsplit.physiology.log_law import LogLaw, log_law, log_law_time, lower_lambert

# One real runner's bests.
BESTS = [
    (1500.0, 265.0),
    (5000.0, 961.0),
    (10000.0, 2024.0),
    (21097.5, 4349.0),
    (42195.0, 9615.0),
]
SHARES = st.floats(0.03, 0.12)


def test_a_real_runner_has_the_numbers_of_another_program() -> None:
    # Recomputed apart from this code: 5.5547 m/s, 0.06009, endurance 5.28.
    law = log_law(BESTS)
    assert law.greatest_mps == pytest.approx(5.5547, abs=5e-5)
    assert law.loss_frac == pytest.approx(0.06009, abs=5e-6)
    assert law.endurance == pytest.approx(5.28, abs=0.005)


@pytest.mark.parametrize(("distance_m", "expected_s"), [(5000, 956.3), (21097.5, 4476)])
def test_times_agree_with_another_program(distance_m: float, expected_s: float) -> None:
    # 15:56.3, by bisection to 0.01 s, and 1:14:36.
    found = log_law_time(log_law(BESTS), distance_m)
    assert found == pytest.approx(expected_s, abs=0.05 if distance_m == 5000 else 0.5)


@given(st.floats(3, 6.5), SHARES, st.floats(800, 60_000))
def test_a_time_is_run_at_the_speed_of_the_law(
    greatest_mps: float, share: float, distance_m: float
) -> None:
    time_s = log_law_time(LogLaw(greatest_mps, share), distance_m)
    speed_mps = greatest_mps * (1 - share * math.log(time_s / 360))
    assert distance_m / time_s == pytest.approx(speed_mps, rel=1e-9)


@given(st.floats(3, 6.5), SHARES)
def test_the_law_of_races_that_follow_it_is_that_law(
    greatest_mps: float, share: float
) -> None:
    law = LogLaw(greatest_mps, share)
    found = log_law([(d, log_law_time(law, d)) for d in (3000.0, 10_000.0, 30_000.0)])
    assert found.greatest_mps == pytest.approx(greatest_mps)
    assert found.loss_frac == pytest.approx(share)


@given(st.floats(-700, -1.0001))
def test_lamberts_function_is_that_of_a_mathematical_library(log: float) -> None:
    expected = -lambertw(-math.exp(log), -1).real
    assert lower_lambert(log) == pytest.approx(expected, rel=1e-9)


def test_lamberts_function_holds_where_its_argument_is_no_number_any_more() -> None:
    root = lower_lambert(-1e6)
    assert root - math.log(root) == pytest.approx(1e6)
    assert lower_lambert(-1.0) == 1.0


def test_what_the_law_cannot_be_asked_is_refused_in_a_line() -> None:
    with pytest.raises(MissingInputError, match="two races"):
        log_law([(5000, 1200), (5000, 1200)])
    with pytest.raises(InputError, match="longer race must be the slower"):
        log_law([(5000, 1200), (10_000, 2300)])
    with pytest.raises(InputError, match="further than this runner's law reaches"):
        log_law_time(LogLaw(4.0, 0.4), 42_195)
