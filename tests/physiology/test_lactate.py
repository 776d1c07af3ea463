from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.errors import InputError, OutOfRangeError
from negsplit.physiology import lactate
from negsplit.physiology.lactate import LactateCurve

# A runner of VDOT 54 with the second threshold at 4:00/km and the first at 85 % of it.
SECOND = 1000 / 240
CURVE = LactateCurve(0.85 * SECOND, SECOND)


def test_the_curve_passes_its_anchors() -> None:
    assert lactate.steady_lactate(CURVE, CURVE.first_mps) == pytest.approx(2)
    assert lactate.steady_lactate(CURVE, SECOND) == pytest.approx(4)
    assert lactate.steady_lactate(CURVE, 0.5) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    # Recomputed apart from this code: marathon pace and 5 km pace of VDOT 54.
    ("pace_s", "mmol"),
    [(254, 3.00), (224, 6.06)],
)
def test_two_examples_agree_with_a_hand_calculation(pace_s: float, mmol: float) -> None:
    assert CURVE.steepness_s_per_m == pytest.approx(1.758, abs=0.0005)
    found = lactate.steady_lactate(CURVE, 1000 / pace_s)
    assert found == pytest.approx(mmol, abs=0.006)


def test_a_runner_who_was_never_measured_gets_the_anchors_of_many() -> None:
    # Hunter 2024: 82.3 % (81.1 to 83.6).
    curve = lactate.curve_of(4.5)
    assert 0.811 <= curve.first_mps / 4.5 <= 0.836
    assert curve.second_mps == 4.5


@given(st.floats(1.01, 25))
def test_speed_of_a_lactate_is_the_inverse(mmol: float) -> None:
    speed = lactate.speed_of_lactate(CURVE, mmol)
    assert lactate.steady_lactate(CURVE, speed) == pytest.approx(mmol)


def test_a_lactate_that_nobody_has_is_refused() -> None:
    for beyond in (0.9, 30.1):
        with pytest.raises(OutOfRangeError, match="lactate"):
            lactate.speed_of_lactate(CURVE, beyond)
    assert lactate.speed_of_lactate(CURVE, 30) > SECOND


def test_thresholds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(InputError, match="second must be the faster"):
        LactateCurve(4.2, 4.0)


def test_three_millilitres_of_missing_oxygen_are_one_millimole() -> None:
    # Di Prampero and Ferretti 1999: 3 ml/kg for 1 mmol/l; a minute of 3 ml/kg/min.
    assert lactate.accumulation(3.0) * 60 == pytest.approx(1)


def test_five_hard_minutes_raise_lactate_as_measured() -> None:
    # Menzies 2010: 5 min at 90 % of VO2max took lactate from 1.0 (0.1) to 3.9 (0.3);
    # at about critical speed the model must come within a millimole.
    found = lactate.lactate_step(1.0, SECOND, 0.0, 300, CURVE)
    assert found == pytest.approx(1 + 3 * (1 - 1 / math.e))
    assert found == pytest.approx(3.9, abs=1.1)


SPEEDS, MISSING = st.floats(1, 7), st.floats(0, 20)


@given(st.floats(1, 12), SPEEDS, MISSING, st.floats(0, 900), st.floats(0, 1))
def test_a_cut_interval_gives_the_same_lactate(
    start: float, speed: float, missing: float, duration_s: float, cut: float
) -> None:
    whole = lactate.lactate_step(start, speed, missing, duration_s, CURVE)
    first = lactate.lactate_step(start, speed, missing, duration_s * cut, CURVE)
    rest = lactate.lactate_step(first, speed, missing, duration_s * (1 - cut), CURVE)
    assert rest == pytest.approx(whole)


@given(st.floats(1, 12), SPEEDS, MISSING, st.floats(0, 2), st.floats(0, 5))
def test_more_effort_never_leaves_less_lactate(
    start: float, speed: float, missing: float, faster: float, more: float
) -> None:
    before = lactate.lactate_step(start, speed, missing, 300, CURVE)
    after = lactate.lactate_step(start, speed + faster, missing + more, 300, CURVE)
    assert after >= before - 1e-9
