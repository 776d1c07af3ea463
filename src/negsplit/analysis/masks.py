"""Stretches of a yes-or-no column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from negsplit.recording import Mask


def true_runs(mask: Mask) -> list[tuple[int, int]]:
    """Return start and exclusive end of every unbroken stretch of yes.

    >>> true_runs(np.array([True, True, False, True]))
    [(0, 2), (3, 4)]
    """
    padded = np.concatenate([[False], mask, [False]]).astype(np.int8)
    edges = np.flatnonzero(np.diff(padded)).reshape(-1, 2)
    return [(int(start), int(end)) for start, end in edges]
