"""For how long an intensity is run without a break, as Daniels has it."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.physiology.time_limits import longest_continuous_s


@pytest.mark.parametrize(
    ("intensity_frac", "minutes"),
    # Daniels: marathon pace 110 min, threshold 20 min, VO2max 5 min, easy as you like.
    [(0.80, 110), (0.88, 20), (0.98, 5), (0.70, inf)],
)
def test_the_limits_are_the_published_ones(
    intensity_frac: float, minutes: float
) -> None:
    assert longest_continuous_s(intensity_frac) == 60 * minutes


@given(st.floats(0.4, 1.3), st.floats(0.4, 1.3))
def test_harder_is_never_longer(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert longest_continuous_s(low) >= longest_continuous_s(high)
