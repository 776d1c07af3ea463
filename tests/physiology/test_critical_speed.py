from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.errors import InputError, MissingInputError
from negsplit.physiology import daniels
from negsplit.physiology.critical_speed import (
    VDOT_TRIALS_S,
    Regression,
    balance_step,
    critical_speed,
    critical_speed_of_vdot,
)
from negsplit.physiology.training_paces import speed_at

# The demonstration of the R package cyclingtools: mean power [W] held for a time [s].
DEMO = [(446, 100), (385, 172), (324, 434), (290, 857), (280, 1361)]
WORK = [(power * time, time) for power, time in DEMO]


@pytest.mark.parametrize(
    ("regression", "printed", "recomputed"),
    [
        (Regression.DISTANCE_TIME, (266, 20961), (265.47, 20961.1)),
        (Regression.SPEED_INVERSE_TIME, (274, 17784), (273.79, 17783.9)),
        (Regression.HYPERBOLA, (262, 24174), (262.21, 24174.52)),
        (Regression.HYPERBOLA_3, (260, 27410), (260.27, 27409.92)),
    ],
)
def test_the_four_regressions_give_what_r_prints(
    regression: Regression,
    printed: tuple[float, float],
    recomputed: tuple[float, float],
) -> None:
    found = critical_speed(WORK, regression)
    # R's read-me rounds up to whole watts.
    assert abs(found.critical_speed_mps - printed[0]) < 1
    assert found.d_prime_m == pytest.approx(printed[1], abs=1)
    assert found.critical_speed_mps == pytest.approx(recomputed[0], abs=0.005)
    assert found.d_prime_m == pytest.approx(recomputed[1], abs=0.05)


def test_three_parameters_give_the_greatest_power_that_r_prints() -> None:
    greatest = critical_speed(WORK, Regression.HYPERBOLA_3).greatest_mps
    assert greatest == pytest.approx(1003.83, abs=0.01)


def test_only_the_three_parameter_curve_has_a_greatest_speed() -> None:
    assert critical_speed(WORK).greatest_mps is None


@pytest.mark.parametrize("regression", [*Regression][:2])
def test_standard_errors_of_a_line_are_those_of_numpy(regression: Regression) -> None:
    work, time = np.array(WORK, dtype=float).T
    x, y = time, work
    if regression is Regression.SPEED_INVERSE_TIME:
        x, y = 1 / time, work / time
    _, covariance = np.polyfit(x, y, 1, cov=True)
    errors = np.sqrt(np.diag(covariance))
    if regression is Regression.SPEED_INVERSE_TIME:
        errors = errors[::-1]
    found = critical_speed(WORK, regression)
    assert found.critical_speed_se_mps == pytest.approx(errors[0])
    assert found.d_prime_se_m == pytest.approx(errors[1])


@pytest.mark.parametrize("regression", [*Regression][2:])
def test_standard_errors_of_a_curve_follow_from_its_derivatives(
    regression: Regression,
) -> None:
    found = critical_speed(WORK, regression)
    power, time = np.array(DEMO, dtype=float).T
    best = [found.critical_speed_mps, found.d_prime_m]
    if found.greatest_mps is not None:
        best.append(found.greatest_mps)

    def curve(values: np.ndarray) -> np.ndarray:
        predicted = values[1] / (power - values[0])
        if len(values) == 3:
            predicted = predicted - values[1] / (values[2] - values[0])
        return np.asarray(predicted)

    jacobian = np.empty((len(DEMO), len(best)))
    for column, value in enumerate(best):
        nudge = np.zeros(len(best))
        nudge[column] = 1e-6 * value
        rise = curve(np.array(best) + nudge) - curve(np.array(best) - nudge)
        jacobian[:, column] = rise / (2e-6 * value)
    noise = ((time - curve(np.array(best))) ** 2).sum() / (len(DEMO) - len(best))
    errors = np.sqrt(noise * np.diag(np.linalg.inv(jacobian.T @ jacobian)))
    assert found.critical_speed_se_mps == pytest.approx(errors[0], rel=1e-4)
    assert found.d_prime_se_m == pytest.approx(errors[1], rel=1e-4)


@given(st.floats(3, 6), st.floats(80, 350))
@pytest.mark.parametrize("regression", [*Regression][:3])
def test_efforts_made_from_a_critical_speed_give_it_back(
    regression: Regression, speed_mps: float, d_prime_m: float
) -> None:
    trials = [(speed_mps * t + d_prime_m, t) for t in (150, 420, 1100)]
    found = critical_speed(trials, regression)
    assert found.critical_speed_mps == pytest.approx(speed_mps, rel=1e-5)
    assert found.d_prime_m == pytest.approx(d_prime_m, rel=1e-3)


def test_two_efforts_have_no_standard_error() -> None:
    for regression in [*Regression][:3]:
        found = critical_speed(WORK[:2], regression)
        assert found.critical_speed_se_mps is None
        assert found.d_prime_se_m is None


def test_too_few_efforts_are_refused() -> None:
    with pytest.raises(MissingInputError, match="2 all-out efforts"):
        critical_speed(WORK[:1])
    with pytest.raises(MissingInputError, match="different lengths"):
        critical_speed([WORK[0], WORK[0]])
    with pytest.raises(MissingInputError, match="3 all-out efforts"):
        critical_speed(WORK[:2], Regression.HYPERBOLA_3)


def test_a_longer_effort_at_a_higher_speed_is_refused() -> None:
    with pytest.raises(InputError, match="longer effort must be the slower"):
        critical_speed([(1500, 300), (5000, 900)])


def test_efforts_without_a_greatest_speed_are_refused() -> None:
    trials = [(4 * t + 200 * (1 - t / 9000), t) for t in (150.0, 420.0, 900.0, 1100.0)]
    with pytest.raises(InputError, match="two parameters"):
        critical_speed([(d, t) for d, t in trials], Regression.HYPERBOLA_3)


# Foster 2022: critical speed was 90.7 % of the speed at VO2max in runners; another
# hand calculation gives 90.3 % of the speed at VDOT for one. Efforts of this length
# differ by up to 5 % between regressions.
@pytest.mark.parametrize("vdot", [20, 35, 54, 70, 90])
def test_critical_speed_of_a_vdot_is_near_the_measured_share(vdot: float) -> None:
    found = critical_speed_of_vdot(vdot)
    # Slow runners' paces come from a stand-in for VDOT; the equations are meant here.
    at_vdot = daniels.speed_of_cost(vdot)
    assert found.critical_speed_mps / at_vdot == pytest.approx(0.907, abs=0.05 * 0.907)
    assert 80 < found.d_prime_m < 310
    assert found.critical_speed_se_mps is None


def test_critical_speed_of_a_vdot_lies_between_half_marathon_and_5_km_pace() -> None:
    for vdot in (30, 54, 80):
        found = critical_speed_of_vdot(vdot).critical_speed_mps
        assert found > 21097.5 / daniels.race_time(21097.5, vdot)
        assert found < 5000 / daniels.race_time(5000, vdot)
    assert VDOT_TRIALS_S[-1] == 1200  # the longest effort that the model is made for
    assert speed_at(0.88, 54) < critical_speed_of_vdot(54).critical_speed_mps


def test_balance_follows_the_published_intervals() -> None:
    # 180 s at 5.30, 180 s at 4.00, 300 s at 5.10 m/s; critical speed 4.80, D′ 200 m.
    balance, seen = 200.0, []
    for duration_s, speed_mps in ((180, 5.3), (180, 4.0), (300, 5.1)):
        balance = balance_step(balance, speed_mps, duration_s, 4.8, 200)
        seen.append(balance)
    assert seen == pytest.approx([110.0, 156.192, 66.192], abs=0.001)


def test_balance_of_power_follows_the_published_intervals() -> None:
    balance, seen = 20000.0, []
    for duration_s, power_w in ((60, 400), (120, 150), (60, 400)):
        balance = balance_step(balance, power_w, duration_s, 250, 20000)
        seen.append(balance)
    assert seen == pytest.approx([11000, 15060.70, 6060.70], abs=0.01)


@given(st.floats(-50, 200), st.floats(0, 8), st.floats(0, 600), st.floats(0, 1))
def test_a_cut_interval_gives_the_same_balance(
    balance_m: float, speed_mps: float, duration_s: float, cut: float
) -> None:
    whole = balance_step(balance_m, speed_mps, duration_s, 4.8, 200)
    first = balance_step(balance_m, speed_mps, duration_s * cut, 4.8, 200)
    rest = balance_step(first, speed_mps, duration_s * (1 - cut), 4.8, 200)
    assert rest == pytest.approx(whole, abs=1e-9)


@given(st.floats(0, 200), st.floats(0, 8), st.floats(0, 2), st.floats(0, 600))
def test_more_speed_never_leaves_more_balance(
    balance_m: float, speed_mps: float, more_mps: float, duration_s: float
) -> None:
    slow = balance_step(balance_m, speed_mps, duration_s, 4.8, 200)
    fast = balance_step(balance_m, speed_mps + more_mps, duration_s, 4.8, 200)
    assert fast <= slow + 1e-9
    assert slow <= 200 + 1e-9
    assert not math.isnan(fast)
