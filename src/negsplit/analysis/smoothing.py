"""Means over neighbours and over parts: the trend in the noise of satellite speed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from negsplit.recording import Column

# Watches show the pace of about half a minute, and a runner can steer by that; single
# seconds are noise. Inferred.
PACE_WINDOW_S = 31


def smooth(values: Column, width: int) -> Column:
    """Return the running mean over an odd number of values, shorter at the ends."""
    if len(values) < 2:
        return values
    width = min(width, len(values))
    sums = np.concatenate([[0.0], np.cumsum(values)])
    places = np.arange(len(values))
    before = np.maximum(places - width // 2, 0)
    after = np.minimum(places + (width + 1) // 2, len(values))
    means: Column = (sums[after] - sums[before]) / (after - before)
    return means


def cell_means(values: Column, count: int) -> Column:
    """Return the means of ``count`` equal parts of a column."""
    if len(values) % count == 0:
        whole: Column = values.reshape(count, -1).mean(axis=1)
        return whole
    edges = np.rint(np.arange(count + 1) * (len(values) / count)).astype(int)
    sums = np.concatenate([[0.0], np.cumsum(values)])[edges]
    means: Column = (sums[1:] - sums[:-1]) / (edges[1:] - edges[:-1])
    return means
