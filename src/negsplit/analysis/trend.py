"""Whether a stretch of running got faster: by how much, how late, how steadily.

The stretch is looked at in twenty parts of equal running time, in logarithms of speed,
so that 10 s/km mean more to a fast runner than to a slow one:

*lift*
    the last quarter against the first;
*late lift*
    the last quarter against the part from 18 to 50 %: easy running before a tempo
    block is a warm-up, not a progression;
*push*
    the last tenth against the rest, and the start: a final push is too short for
    quarters, and a run that faded until its last minutes is none;
*rising share*
    the share of the variance that the best curve explains that never falls (isotonic
    regression): intervals lift too, but up and down.

Each becomes a probability by a logistic curve around even odds.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, hypot
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.quantiles import median
from negsplit.analysis.settings import SHAPE
from negsplit.analysis.smoothing import cell_means

if TYPE_CHECKING:
    from negsplit.analysis.settings import ShapeSettings
    from negsplit.recording import Column

PARTS = 20
# A trend needs some seconds in every part.
LEAST_S = 200
# A tenth against nine is measured less well than a quarter against a quarter.
PUSH_ERROR = (10 / 8) ** 0.5
# By then a runner has warmed up, and the lift of a progression is not over.
SETTLED = (0.18, 0.50)


@dataclass(frozen=True, slots=True)
class Trend:
    """How the speed of a stretch of running went.

    Parameters
    ----------
    lift, late, push : float
        Logarithms of speed ratios: last quarter over first quarter; last quarter over
        the median of the part from 18 to 50 %; last tenth over the median of the rest,
        or over the first quarter if that was faster.
    spread : float
        How much the speed went up and down before the last tenth, as a logarithm.
    error : float
        Standard error that noise alone gives the lift, as a logarithm.
    rising_frac, falling_frac : float
        Share of the variance that the best curve explains that never falls, or never
        rises.
    fall : float
        How far the best curve falls that never rises, as a logarithm.
    start_mps, finish_mps : float
        Mean speed of the first and the last quarter. [m/s]
    """

    lift: float
    late: float
    push: float
    spread: float
    error: float
    rising_frac: float
    falling_frac: float
    fall: float
    start_mps: float
    finish_mps: float

    def lift_probability(self, settings: ShapeSettings = SHAPE) -> float:
        """Return how likely a run with this trend is a progression, push aside."""
        return (
            logistic(self.lift, _widened(settings.lift_log, self.error))
            * logistic(self.late, _widened(settings.late_log, self.error))
            * logistic(self.rising_frac, settings.rising_frac)
        )

    def push_probability(self, settings: ShapeSettings = SHAPE) -> float:
        """Return how likely a run with this trend ended in a final push.

        Where the speed went up and down before, the last tenth has to stand out of it.
        """
        centre, width = settings.push_log
        halfway = max(centre, self.spread), width
        return logistic(self.push, _widened(halfway, PUSH_ERROR * self.error))

    def probability(self, settings: ShapeSettings = SHAPE) -> float:
        """Return how likely a run with this trend is a progression of any form.

        A lift of the quarters and a push at the end are two ways to be one.
        """
        lifts, pushes = self.lift_probability(settings), self.push_probability(settings)
        return 1 - (1 - lifts) * (1 - pushes)


def trend_of(speed_mps: Column, noise: float = 0.0) -> Trend:
    """Return how the speed went.

    Parameters
    ----------
    speed_mps : array, shape (n,)
        Speed in every second of a stretch of running, at least :data:`PARTS` of them.
        [m/s]
    noise : float
        Variance that noise leaves in a mean of log speed, times its seconds. [s]
    """
    means = cell_means(speed_mps, PARTS)
    parts = np.log(np.maximum(means, 0.5))
    quarter = PARTS // 4
    first = float(parts[:quarter].mean())
    # A kick over the last metres is no lift: the fastest part counts as the next one.
    last_parts = np.sort(parts[-quarter:])
    last = float((last_parts[:-1].sum() + last_parts[-2]) / quarter)
    low, high = (round(share * PARTS) for share in SETTLED)
    spread = max(float(((parts - parts.mean()) ** 2).sum()), 1e-12)
    rising = never_falling(parts)
    falling = -never_falling(-parts)
    return Trend(
        lift=last - first,
        late=last - median(parts[low:high]),
        push=float(parts[-2:].mean()) - max(median(parts[:-2]), first),
        spread=float(parts[:-2].std()),
        error=(2 * noise * 4 / len(speed_mps)) ** 0.5,
        rising_frac=1 - float(((parts - rising) ** 2).sum()) / spread,
        falling_frac=1 - float(((parts - falling) ** 2).sum()) / spread,
        fall=float(falling[0] - falling[-1]),
        start_mps=float(means[:quarter].mean()),
        finish_mps=float(means[-quarter:].mean()),
    )


def _widened(halfway: tuple[float, float], error: float) -> tuple[float, float]:
    """Return even odds with a width that knows how noisy the measurement is."""
    centre, width = halfway
    return centre, hypot(width, error)


def never_falling(values: Column) -> Column:
    """Return the never-falling curve nearest to the values, by least squares.

    Notes
    -----
    Pooling adjacent violators; M. Ayer et al., "An empirical distribution function
    for sampling with incomplete information", Ann. Math. Statist. 26 (1955) 641-647.
    """
    means: list[float] = []
    sizes: list[int] = []
    for value in values.tolist():
        means.append(value)
        sizes.append(1)
        while len(means) > 1 and means[-2] > means[-1]:
            size = sizes[-2] + sizes[-1]
            pooled = (means[-2] * sizes[-2] + means[-1] * sizes[-1]) / size
            means[-2:], sizes[-2:] = [pooled], [size]
    return np.repeat(means, sizes)


def logistic(value: float, halfway: tuple[float, float]) -> float:
    """Return a probability that is even at a value, and changes over a width."""
    centre, width = halfway
    return 1 / (1 + exp(-max(min((value - centre) / width, 50.0), -50.0)))
