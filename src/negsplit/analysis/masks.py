"""Stretches of a yes-or-no column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negsplit.recording import Mask


def edges_of(mask: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the starts and the exclusive ends of all unbroken stretches of yes."""
    padded = np.zeros(len(mask) + 2, dtype=np.int8)
    padded[1:-1] = mask
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return edges[::2], edges[1::2]


def true_runs(mask: Mask) -> list[tuple[int, int]]:
    """Return start and exclusive end of every unbroken stretch of yes.

    >>> true_runs(np.array([True, True, False, True]))
    [(0, 2), (3, 4)]
    """
    start, end = edges_of(mask)
    return list(zip(start.tolist(), end.tolist(), strict=True))
