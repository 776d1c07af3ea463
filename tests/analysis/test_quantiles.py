from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.analysis.quantiles import median, upper_quartile

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40)


@given(VALUES)
def test_the_median_is_that_of_numpy(values: list[float]) -> None:
    assert median(np.array(values)) == np.median(values)


@given(VALUES)
def test_the_upper_quartile_is_that_of_numpy(values: list[float]) -> None:
    column = np.array(values)
    near = pytest.approx(np.percentile(column, 75), rel=1e-12, abs=1e-9)
    assert upper_quartile(column) == near
