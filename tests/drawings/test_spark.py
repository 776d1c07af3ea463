"""A run in the size of a word: faster up, an even run even."""

from __future__ import annotations

import re

import numpy as np
import pytest

from negsplit.drawings.spark import HEIGHT, MARGIN, WIDTH, spark_svg


def points(speeds: np.ndarray) -> np.ndarray:
    found = re.search(r'points="([^"]*)"', spark_svg(speeds))
    assert found is not None
    return np.array([pair.split(",") for pair in found[1].split()], float)


def test_faster_is_higher_and_time_runs_to_the_right() -> None:
    x, y = points(np.linspace(2.5, 4.0, 100)).T
    assert (np.diff(x) > 0).all()
    assert (np.diff(y) < 0).all()
    assert (x[0], x[-1]) == (MARGIN, WIDTH - MARGIN)
    # A lift of 1.5 m/s is more than a quarter of the mean: it fills the height.
    assert y[0] == pytest.approx(HEIGHT - MARGIN, abs=0.2)
    assert y[-1] == pytest.approx(MARGIN, abs=0.2)


def test_an_even_run_looks_even() -> None:
    y = points(3 + 0.05 * np.sin(np.arange(100)))[:, 1]
    # A tenth of a metre a second is a seventh of the quarter of 3 m/s.
    assert np.ptp(y) < (HEIGHT - 2 * MARGIN) / 7


def test_somebody_who_stood_still_is_drawn_too() -> None:
    y = points(np.zeros(100))[:, 1]
    assert np.isfinite(y).all()


def test_it_is_hidden_from_those_who_hear_the_page() -> None:
    assert 'aria-hidden="true"' in spark_svg(np.ones(100))
