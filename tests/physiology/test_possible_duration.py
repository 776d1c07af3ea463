from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.physiology.possible_duration import (
    POSSIBLE_RANGE_S,
    possible_duration,
    sustained_fraction,
    worn_effort,
)


@pytest.mark.parametrize(
    ("minutes", "frac"),
    # Daniels and Gilbert's curve by hand: 0.8 + 0.1894393 exp(-0.012778 t)
    # + 0.2989558 exp(-0.1932605 t).
    [(20, 0.9530), (60, 0.8880), (90, 0.8600), (180, 0.8190)],
)
def test_a_race_lasts_as_long_as_daniels_and_gilbert_say(
    minutes: float, frac: float
) -> None:
    assert sustained_fraction(minutes * 60) == pytest.approx(frac, abs=5e-5)
    assert possible_duration(frac) == pytest.approx(minutes * 60, rel=0.005)


def test_10_km_at_vdot_50_takes_as_long_as_its_intensity_lasts() -> None:
    # 2480.6 s at 91.2 % of VDOT.
    assert possible_duration(0.912) == pytest.approx(2480, abs=30)


def test_half_of_the_maximum_lasts_a_day_and_60_percent_longer_than_seven_hours() -> (
    None
):
    # Davies and Thompson 1979: 24 h at about 50 %. Myles 1979: about 60 % for seven
    # hours and longer.
    assert possible_duration(0.50) == 24 * 3600
    assert 7 * 3600 < possible_duration(0.60) < 24 * 3600


@given(st.floats(*POSSIBLE_RANGE_S))
def test_the_possible_duration_inverts_the_sustained_fraction(
    duration_s: float,
) -> None:
    assert possible_duration(sustained_fraction(duration_s)) == pytest.approx(
        duration_s, rel=0.01
    )


@given(st.floats(0.3, 1.15), st.floats(0, 0.1))
def test_harder_never_lasts_longer(frac: float, more: float) -> None:
    assert possible_duration(frac + more) <= possible_duration(frac)


@given(st.floats(0, 10), st.floats(0, 1), st.floats(0, 1))
def test_effort_rises_evenly_to_the_highest(
    fresh: float, one: float, two: float
) -> None:
    # Faulkner 2008: a line over the share of the time, whatever the race.
    middle = worn_effort(fresh, (one + two) / 2)
    ends = worn_effort(fresh, one), worn_effort(fresh, two)
    assert middle == pytest.approx(sum(ends) / 2)
    assert worn_effort(fresh, 1.0) == pytest.approx(10)
