"""Curves thinned to what a chart can show, without losing a peak or a gap.

A run is cut into as many stretches as there is room for, and of each stretch its
lowest and its highest value are kept, and one gap if there is any: whatever the eye
could see in the whole curve, it sees in what is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negsplit.recording import Column

# Both ends, and the low, the high and the gap of two stretches.
FEWEST_POINTS = 8


def thinned(values: Column, most: int) -> NDArray[np.intp]:
    """Return the places of a curve that show it, in order.

    Parameters
    ----------
    values : array, shape (n,)
        The curve; NaN where there is a gap.
    most : int
        How many places there may be, at least :data:`FEWEST_POINTS`.

    Returns
    -------
    array of int
        Never more than asked for; with both ends, the lowest and the highest value.
    """
    count = len(values)
    most = max(most, FEWEST_POINTS)
    if count <= most:
        return np.arange(count)
    gaps = np.isnan(values)
    each = 3 if gaps.any() else 2
    stretches = (most - 2) // each
    size = -(-count // stretches)
    room = -(-count // size) * size
    low = _filled(np.where(gaps, np.inf, values), room, np.inf).reshape(-1, size)
    high = _filled(np.where(gaps, -np.inf, values), room, -np.inf).reshape(-1, size)
    starts = np.arange(len(low)) * size
    found = [[0, count - 1], starts + low.argmin(axis=1), starts + high.argmax(axis=1)]
    if each == 3:
        lost = _filled(gaps, room, fill=False).reshape(-1, size)
        found.append((starts + lost.argmax(axis=1))[lost.any(axis=1)])
    places: NDArray[np.intp] = np.unique(np.concatenate(found)).astype(np.intp)
    return places


def _filled(values: NDArray[np.generic], room: int, fill: float) -> Column:
    """Return values continued to a length by what no stretch would choose."""
    filled: Column = np.concatenate([values, np.full(room - len(values), fill)])
    return filled
