"""How a run lifts: by how much, how late, how smoothly, and with what probability.

Three quantities, on the core of the run, that is without a walked start and without
the cool-down:

*lift*
    the last quarter against the first, as a logarithm of speed;
*late lift*
    the last quarter against the median of the part from 18 to 50 %: easy running
    before a tempo run is a warm-up, not a progression;
*smoothness*
    the share of the variance, over ten parts, that the best never-falling curve
    explains (isotonic regression): intervals lift too, but not smoothly.

Each becomes a probability by a logistic curve around a threshold; their product is
the probability that the run was a progression. The thresholds are inferred from
recordings labelled by eye; they are ours and no publication's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import exp, inf, log, prod
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.profile import cell_means
from negsplit.analysis.quantiles import median

if TYPE_CHECKING:
    from negsplit.analysis.profile import SpeedProfile
    from negsplit.recording import Column

# A lift is doubtful around 3.6 % (10 s per kilometre at 4:30/km, 13 s at 6:00/km) and
# a late lift around 1.2 %; of the lift about a quarter must come late.
LIFT_HALFWAY = 0.036
LIFT_WIDTH = 0.008
LATE_HALFWAY = 0.012
LATE_WIDTH = 0.006
LATE_SHARE_HALFWAY = 0.24
LATE_SHARE_WIDTH = 0.03
SMOOTH_HALFWAY = 0.70
SMOOTH_WIDTH = 0.05
PARTS = 10
# By then a runner has warmed up, and the lift of a progression is not over.
SETTLED = (0.18, 0.50)
# A stretch that gives back this share of the lift makes it doubtful.
SETBACK_HALFWAY = 0.66
SETBACK_WIDTH = 0.06
SETBACK_CELLS = 6
# Positions err, distances between them are differences: what one cell gains by noise
# its neighbour loses. The error of a mean is therefore about half of what independent
# cells would have.
NOISE_SHARE = 0.5


class Trait(Enum):
    """What a progression has: it lifts, late, smoothly, and keeps what it gained."""

    LIFTED = "lifted"
    LATE = "late"
    SMOOTH = "smooth"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Lift:
    """How a run lifts.

    Parameters
    ----------
    lift, late : float
        Logarithms of speed ratios: last quarter over first quarter; over the
        median of the part from 18 to 50 %.
    smoothness_frac : float
        Share of the variance that a never-falling curve explains.
    setback : float
        Largest fall of speed between two stretches, as a logarithm.
    error : float
        Standard error of ``lift`` by noise alone.
    start_mps, finish_mps : float
        Grade-adjusted speed of the first and last quarter. [m/s]
    """

    lift: float
    late: float
    smoothness_frac: float
    setback: float
    error: float
    start_mps: float
    finish_mps: float

    @property
    def odds(self) -> dict[Trait, float]:
        """Probability of a progression as far as each trait goes."""
        scale = max(self.lift, LIFT_WIDTH)
        lift_width, late_width = (
            max(width, self.error) for width in (LIFT_WIDTH, LATE_WIDTH)
        )
        return {
            Trait.LIFTED: _logistic(self.lift, LIFT_HALFWAY, lift_width),
            Trait.LATE: _logistic(self.late, LATE_HALFWAY, late_width)
            * _logistic(self.late / scale, LATE_SHARE_HALFWAY, LATE_SHARE_WIDTH),
            Trait.SMOOTH: _logistic(self.smoothness_frac, SMOOTH_HALFWAY, SMOOTH_WIDTH),
            Trait.KEPT: _logistic(
                -self.setback / scale, -SETBACK_HALFWAY, SETBACK_WIDTH
            ),
        }

    @property
    def probability(self) -> float:
        """Probability that a run with this lift was a progression."""
        return prod(self.odds.values())

    @property
    def weakest(self) -> Trait:
        """The trait that speaks most against a progression.

        Without a lift the other traits mean nothing.
        """
        odds = self.odds
        if odds[Trait.LIFTED] < 0.5:
            return Trait.LIFTED
        return min(odds, key=lambda trait: odds[trait])


def lift_of(profile: SpeedProfile) -> Lift:
    """Return how the core of a run lifts."""
    core = profile.core_mps
    first, last = _share(core, 0.0, 0.25), _share(core, 0.75, 1.0)
    low, high = (round(share * len(core)) for share in SETTLED)
    steady = median(core[low : max(high, low + 1)])
    noise = profile.noise_mps / float(core.mean())
    return Lift(
        lift=log(last / first),
        late=log(last / steady),
        smoothness_frac=_smoothness(core, profile.noise_mps),
        setback=_setback(profile),
        error=NOISE_SHARE * noise * (2 / max(len(core) / 4, 1.0)) ** 0.5,
        start_mps=first,
        finish_mps=last,
    )


def _share(values: Column, start: float, end: float) -> float:
    """Return the mean of a share of the values; at least one of them."""
    low = int(start * len(values))
    return float(values[low : max(int(end * len(values)), low + 1)].mean())


def _smoothness(core_mps: Column, noise_mps: float) -> float:
    """Return the share of the variance that a never-falling curve explains.

    What noise alone adds to the variance of the parts is taken out first.
    """
    count = min(PARTS, len(core_mps))
    parts = cell_means(core_mps, count)
    chance = noise_mps**2 / (len(core_mps) / count)
    total = float(((parts - parts.mean()) ** 2).sum()) - count / 2 * chance
    misfit = float(((parts - never_falling(parts)) ** 2).sum()) - count / 2 * chance
    return 1 - max(misfit, 0.0) / total if total > max(misfit, 0.0) else 0.0


def _setback(profile: SpeedProfile) -> float:
    """Return the largest fall of speed from one stretch of the core to a later one.

    A short stretch is a crossing or a bend, not a setback; in the last tenth it is
    part of the finish, which the lift itself judges.
    """
    fastest, worst = -inf, 0.0
    for stretch in profile.stretches:
        in_core = (
            profile.core.start <= stretch.start and stretch.end <= profile.core.end
        )
        finish = profile.core.end - profile.core.cells // PARTS
        if in_core and stretch.cells >= SETBACK_CELLS and stretch.start < finish:
            speed = log(stretch.speed_mps)
            worst = max(worst, fastest - speed)
            fastest = max(fastest, speed)
    return worst


def never_falling(values: Column) -> Column:
    """Return the never-falling curve nearest to the values, by least squares.

    Notes
    -----
    Pooling adjacent violators; M. Ayer et al., "An empirical distribution function
    for sampling with incomplete information", Ann. Math. Statist. 26 (1955) 641-647.
    """
    means: list[float] = []
    sizes: list[int] = []
    for value in values:
        means.append(float(value))
        sizes.append(1)
        while len(means) > 1 and means[-2] > means[-1]:
            size = sizes[-2] + sizes[-1]
            pooled = (means[-2] * sizes[-2] + means[-1] * sizes[-1]) / size
            means[-2:], sizes[-2:] = [pooled], [size]
    return np.repeat(means, sizes)


def _logistic(value: float, halfway: float, width: float) -> float:
    return 1 / (1 + exp(-max(min((value - halfway) / width, 50.0), -50.0)))
