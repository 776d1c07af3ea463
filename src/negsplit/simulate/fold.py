r"""Fold an exact step over many cells at once.

Every state of the models moves by :math:`x_{k+1} = d_k x_k + g_k` with a decay
:math:`0 < d \le 1` and a gain. Written out, :math:`x_k = P_k (x_0 + \sum_{j \le k}
g_j / P_j)` with the product :math:`P` of the decays, which two cumulative passes
compute. The product soon underflows, so cells are taken in blocks, and only the states
between blocks are walked through one by one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Table = NDArray[np.float64]
    Flags = NDArray[np.bool_]

# Longer blocks gain nothing; a block's product of decays stays above e to the minus
# this, far from the smallest float.
LONGEST_BLOCK = 256
GREATEST_EXPONENT = 300.0
LEAST_KEPT = math.exp(-GREATEST_EXPONENT)
# A value this near its goal has arrived; rounding decides on which side of it.
SETTLED = 1e-9


def fold(decay: Table, gain: Table, start: Table) -> Table:
    """Return the state at the end of every cell.

    Parameters
    ----------
    decay, gain : array, shape (members, cells)
        What is kept of the state in each cell, and what comes to it.
    start : array, shape (members, 1)
        The state before the first cell.

    Returns
    -------
    array, shape (members, cells)
        The states.
    """
    members, cells = gain.shape
    # A break of hours leaves nothing of a state whose time constant is seconds: a
    # float of e to the minus 300 is as good as the zero that could not be divided by.
    decay = np.maximum(decay, LEAST_KEPT)
    fastest = max(-math.log(decay.min()), GREATEST_EXPONENT / LONGEST_BLOCK)
    size = max(int(GREATEST_EXPONENT / fastest), 1)
    blocks = -(-cells // size)
    kept = np.ones((members, blocks * size))
    added = np.zeros((members, blocks * size))
    kept[:, :cells], added[:, :cells] = decay, gain
    product = kept.reshape(members, blocks, size).cumprod(axis=2)
    total = (added.reshape(members, blocks, size) / product).cumsum(axis=2)
    states = np.empty((members, blocks))
    state = np.broadcast_to(start, (members, 1))[:, 0]
    for block in range(blocks):
        states[:, block] = state
        state = product[:, block, -1] * (state + total[:, block, -1])
    total += states[:, :, None]
    total *= product
    result: Table = total.reshape(members, -1)[:, :cells]
    return result


def follow(goal: Table, duration_s: Table, tau_s: Table, start: Table) -> Table:
    """Return a value that approaches a goal at one pace, at the end of every cell."""
    decay = np.exp(-duration_s / tau_s)
    return fold(decay, (1 - decay) * goal, start)


def follow_both_ways(
    goal: Table, duration_s: Table, taus_s: tuple[float, float], start: Table
) -> Table:
    """Return a value that rises by one time constant and falls by another.

    Whether a cell rises depends on the state before it, so the rising cells are guessed
    and corrected until they agree with what they lead to. Each round is right at least
    one cell further than the round before.
    """
    rise, fall = (np.exp(-duration_s / tau_s) for tau_s in taus_s)
    rising: Flags = np.ones(goal.shape, dtype=bool)
    while True:
        decay = np.where(rising, rise, fall)
        value = fold(decay, (1 - decay) * goal, start)
        found = goal > _before(value, start) + SETTLED
        if (found == rising).all():
            return value
        rising = found


def _before(value: Table, start: Table) -> Table:
    first = np.broadcast_to(start, (value.shape[0], 1))
    return np.concatenate([first, value[:, :-1]], axis=1)
