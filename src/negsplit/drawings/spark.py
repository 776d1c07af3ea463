"""The speed of a run as a drawing of the size of a word, faster up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from negsplit.recording import Column

WIDTH, HEIGHT, MARGIN = 96.0, 26.0, 2.0
# A picture of an even run is even: its scale spans this share of the mean at least.
LEAST_SPAN_FRAC = 0.25


def spark_svg(speed_mps: Column) -> str:
    """Return speeds of equal parts of a run as a line.

    It is hidden from those who hear a page: the verdict beside it says what it shows.
    """
    halves = speed_mps.reshape(-1, 2).mean(axis=1)
    low, high = float(halves.min()), float(halves.max())
    span = max(high - low, LEAST_SPAN_FRAC * float(halves.mean()), 1e-9)
    share = np.clip((halves - (low + high) / 2) / span + 0.5, 0.0, 1.0)
    down = MARGIN + (1 - share) * (HEIGHT - 2 * MARGIN)
    across = np.linspace(MARGIN, WIDTH - MARGIN, len(halves))
    points = " ".join(f"{x:.0f},{y:.1f}" for x, y in zip(across, down, strict=True))
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" aria-hidden="true">'
        f'<polyline points="{points}"/></svg>'
    )
