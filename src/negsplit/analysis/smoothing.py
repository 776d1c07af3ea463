"""Running means: the trend in the noise of a satellite speed."""

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
    sums = np.convolve(values, np.ones(width), mode="same")
    # How many values there are under the window, which begins and ends half outside.
    places = np.arange(len(values))
    after = np.minimum(places + (width + 1) // 2, len(values))
    means: Column = sums / (after - np.maximum(places - width // 2, 0))
    return means
