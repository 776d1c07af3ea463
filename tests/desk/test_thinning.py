"""Curves lose points, but nothing that can be seen."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from negsplit.desk.runs.thinning import FEWEST_POINTS, thinned

VALUES = st.one_of(st.floats(-1e6, 1e6), st.just(float("nan")))
CURVES = arrays(np.float64, st.integers(1, 400), elements=VALUES)
POINTS = st.integers(FEWEST_POINTS, 200)


@given(values=CURVES, most=POINTS)
def test_no_more_places_than_asked_for_are_returned(
    values: np.ndarray, most: int
) -> None:
    assert len(thinned(values, most)) <= most


@given(values=CURVES, most=POINTS)
def test_places_keep_their_order_and_are_there_once(
    values: np.ndarray, most: int
) -> None:
    places = thinned(values, most)
    assert (np.diff(places) > 0).all()
    assert places[0] == 0
    assert places[-1] == len(values) - 1


@given(values=CURVES, most=POINTS)
def test_the_highest_and_the_lowest_value_survive(
    values: np.ndarray, most: int
) -> None:
    kept = values[thinned(values, most)]
    if np.isfinite(values).any():
        assert np.nanmax(kept) == np.nanmax(values)
        assert np.nanmin(kept) == np.nanmin(values)


@given(values=CURVES, most=POINTS)
def test_a_gap_survives_if_there_was_one_and_none_is_made(
    values: np.ndarray, most: int
) -> None:
    kept = values[thinned(values, most)]
    assert np.isnan(kept).any() == np.isnan(values).any()


@given(most=POINTS, at=st.integers(0, 4999), wide=st.integers(1, 3))
def test_a_spike_of_a_second_is_seen_in_an_hour(most: int, at: int, wide: int) -> None:
    values = np.zeros(5000)
    values[at : at + wide] = 1.0
    assert values[thinned(values, most)].max() == 1.0


@given(values=arrays(np.float64, 300, elements=st.floats(0, 1)), most=POINTS)
def test_every_stretch_keeps_its_own_extremes(values: np.ndarray, most: int) -> None:
    # Any window of two stretches holds a whole one, and so its highest value.
    kept = thinned(values, most)
    size = -(-len(values) // ((most - 2) // 2))
    for start in range(0, len(values) - 2 * size, size):
        inside = kept[(kept >= start) & (kept < start + size)]
        assert values[inside].max() == values[start : start + size].max()


def test_a_curve_that_fits_is_left_as_it_is() -> None:
    assert thinned(np.arange(8.0), 8).tolist() == list(range(8))
