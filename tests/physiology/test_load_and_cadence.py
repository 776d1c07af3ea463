from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.errors import OutOfRangeError
from negsplit.physiology import cadence, load
from negsplit.physiology.load import Weighting


@pytest.mark.parametrize(
    ("minutes", "bpm", "weighting", "units"),
    # Banister's impulse, recomputed apart from this code: resting 50, maximum 190.
    [
        (60, 150, Weighting.MEN, 108.0954),
        (40, 170, Weighting.MEN, 113.7674),
        (60, 150, Weighting.WOMEN, 121.499),
    ],
)
def test_training_impulse_agrees_with_a_hand_calculation(
    minutes: float, bpm: float, weighting: Weighting, units: float
) -> None:
    found = load.trimp(minutes * 60, (bpm - 50) / 140, weighting)
    assert found == pytest.approx(units, abs=0.001)


@pytest.mark.parametrize(
    ("duration_s", "pace_s", "units"), [(2700, 270, 59.259), (5400, 300, 96.0)]
)
def test_load_by_pace_agrees_with_a_hand_calculation(
    duration_s: float, pace_s: float, units: float
) -> None:
    found = load.pace_load(duration_s, 1000 / pace_s, 1000 / 240)
    assert found == pytest.approx(units, abs=0.001)


def test_an_hour_felt_as_six_is_360() -> None:
    assert load.session_load(3600, 6) == 360


@pytest.mark.parametrize(
    ("tau_days", "days", "response"),
    # A hundred a day, with a day's weight of 1 - exp(-1/tau).
    [
        (load.FITNESS_TAU_DAYS, 7, 15.352),
        (load.FITNESS_TAU_DAYS, 42, 63.212),
        (load.FATIGUE_TAU_DAYS, 7, 63.212),
        (load.FATIGUE_TAU_DAYS, 42, 99.752),
    ],
)
def test_fitness_and_fatigue_grow_as_published(
    tau_days: float, days: int, response: float
) -> None:
    by_day = 0.0
    for _ in range(days):
        by_day = load.response_step(by_day, 100, 1, tau_days)
    assert by_day == pytest.approx(response, abs=0.001)
    assert load.response_step(0, 100, days, tau_days) == pytest.approx(by_day)


@given(st.floats(0, 200), st.floats(0, 300), st.floats(0, 60), st.floats(0, 1))
def test_a_cut_stretch_of_days_gives_the_same_response(
    start: float, daily: float, days: float, cut: float
) -> None:
    whole = load.response_step(start, daily, days, 42)
    first = load.response_step(start, daily, days * cut, 42)
    rest = load.response_step(first, daily, days * (1 - cut), 42)
    assert rest == pytest.approx(whole)


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(Weighting))
def test_a_higher_heart_rate_never_loads_less(
    one: float, other: float, weighting: Weighting
) -> None:
    low, high = sorted((one, other))
    assert load.trimp(60, high, weighting) >= load.trimp(60, low, weighting)


def test_loads_of_impossible_values_are_refused() -> None:
    with pytest.raises(OutOfRangeError, match="reserve"):
        load.trimp(60, 1.2, Weighting.MEN)
    with pytest.raises(OutOfRangeError, match="perceived effort"):
        load.session_load(60, 14)


@pytest.mark.parametrize(
    ("pace_s", "spm"),
    [(330, 169.8), (300, 173.2), (240, 182.4), (210, 188.9)],
)
def test_cadence_agrees_with_a_hand_calculation(pace_s: float, spm: float) -> None:
    assert cadence.usual_cadence(1000 / pace_s) == pytest.approx(spm, abs=0.1)


def test_cadence_agrees_with_published_counts() -> None:
    # College runners: 175 at 7:40 a mile, 196 at 4:58 (2008).
    assert cadence.usual_cadence(1609.344 / 460) == pytest.approx(175, abs=0.1)
    assert cadence.usual_cadence(1609.344 / 298) == pytest.approx(196, abs=0.1)
