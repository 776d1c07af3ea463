"""A run in a hundred equal parts, and the stretch of it that has a shape.

The shape of a run is a statement about its whole, so it is read from parts that are
shares of the run, not from kilometres: a hundred cells of equal moving time, each
with its mean grade-adjusted speed. Change points (the exact least-squares partition,
found by dynamic programming [1]_) cut the cells into stretches of constant speed.
Walking before the run and a cool-down after it are then set aside: what remains, the
*core*, is what is judged.

References
----------
.. [1] B. Jackson et al., "An algorithm for optimal partitioning of data on an
   interval", IEEE Signal Processing Letters 12 (2005) 105-108.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.quantiles import median, upper_quartile

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.recording import Column

CELLS = 100
# Shorter than this there are too few seconds in a cell to average GPS noise.
SHORTEST_S = 300
# The price of one more change point, in units of noise variance times log(cells).
# The Schwarz criterion asks for 1 to 2 with independent noise; GPS speed wanders for
# tens of seconds, so cells are not independent. Inferred on real recordings.
CHANGE_PENALTY = 8.0
SHORTEST_STRETCH = 4
# A cell this many standard deviations from both neighbours is a fault.
SPIKE = 5.0

# Inferred on real recordings. A stretch is walked below this speed or this share of
# the run's median: 2.0 m/s (8:20/km) is about where people change from walk to run.
WALKING_MPS = 2.0
WALKING_SHARE = 0.75
# A cool-down is at most this share of the run, unless it is walked; it is slower
# than the fastest stretch by this factor, and not faster than the run began.
COOLDOWN_SHARE = 0.35
WALKED_SHARE = 0.50
COOLDOWN_SLOWER = 0.93
COOLDOWN_NEAR_START = 1.08


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring cells of about the same speed; ``end`` is exclusive."""

    start: int
    end: int
    speed_mps: float

    @property
    def cells(self) -> int:
        """Number of cells."""
        return self.end - self.start


@dataclass(frozen=True, slots=True, eq=False)
class SpeedProfile:
    """A run in a hundred cells.

    Parameters
    ----------
    speed_mps : array, shape (100,)
        Mean grade-adjusted speed of each cell.
    cell_s : float
        Moving time of one cell.
    noise_mps : float
        How much neighbouring cells differ by chance, as a standard deviation.
    stretches : tuple of Stretch
        The cells, cut where the speed changes.
    core : Stretch
        What remains without a walked start and a cool-down.
    """

    speed_mps: Column
    cell_s: float
    noise_mps: float
    stretches: tuple[Stretch, ...]
    core: Stretch

    @property
    def core_mps(self) -> Column:
        """Speeds of the cells of the core."""
        return self.speed_mps[self.core.start : self.core.end]

    @property
    def cooldown_s(self) -> float:
        """Moving time after the core."""
        return (CELLS - self.core.end) * self.cell_s


def profile_of(track: Track) -> SpeedProfile:
    """Return the run in a hundred cells; it must last :data:`SHORTEST_S`."""
    speed_mps = cell_means(track.adjusted_mps, CELLS)
    noise_mps = noise_of(speed_mps)
    speed_mps = _without_spikes(speed_mps, noise_mps)
    stretches = partition(speed_mps, noise_mps)
    core = _core(stretches, speed_mps)
    if core.cells < CELLS:
        # Walking scatters differently: look at what remains by its own noise.
        noise_mps = noise_of(speed_mps[core.start : core.end])
        stretches = _looked_at_again(stretches, core, speed_mps, noise_mps)
        core = _core(stretches, speed_mps)
    return SpeedProfile(
        speed_mps=speed_mps,
        cell_s=len(track) / CELLS,
        noise_mps=noise_mps,
        stretches=stretches,
        core=core,
    )


def noise_of(values: Column) -> float:
    """Return how much neighbours differ by chance, as a standard deviation.

    Half the mean square difference of neighbours is the noise variance; the median
    and its ratio to the mean for a normal distribution (0.455) keep jumps out.
    """
    return float(np.sqrt(median(np.diff(values) ** 2) / 0.455 / 2))


def _looked_at_again(
    stretches: tuple[Stretch, ...], core: Stretch, speed_mps: Column, noise_mps: float
) -> tuple[Stretch, ...]:
    """Return the stretches, those of the core cut anew."""
    inner = partition(speed_mps[core.start : core.end], noise_mps)
    shifted = (
        Stretch(part.start + core.start, part.end + core.start, part.speed_mps)
        for part in inner
    )
    before = (part for part in stretches if part.end <= core.start)
    after = (part for part in stretches if part.start >= core.end)
    return (*before, *shifted, *after)


def _without_spikes(values: Column, noise: float) -> Column:
    """Replace a cell far from both neighbours by the nearer of them.

    One such cell is a crossing, a start before the satellites were found, or a jump
    at the end.
    """
    before = np.concatenate([values[1:2], values[:-1]])
    after = np.concatenate([values[1:], values[-2:-1]])
    low, high = np.minimum(before, after), np.maximum(before, after)
    medians: Column = np.minimum(np.maximum(values, low), high)
    return np.where(np.abs(values - medians) > SPIKE * noise, medians, values)


def cell_means(values: Column, count: int) -> Column:
    """Return the means of ``count`` equal parts of a column."""
    edges = np.linspace(0, len(values), count + 1).round().astype(int)
    sums = np.concatenate([[0.0], np.cumsum(values)])
    means: Column = np.diff(sums[edges]) / np.diff(edges)
    return means


def partition(values: Column, noise: float) -> tuple[Stretch, ...]:
    """Cut values into stretches of constant mean, at least squares plus a penalty."""
    count = len(values)
    sums = np.concatenate([[0.0], np.cumsum(values)])
    squares = np.concatenate([[0.0], np.cumsum(values**2)])
    penalty = CHANGE_PENALTY * noise**2 * np.log(count)
    misfit = _misfits(sums, squares)
    best = np.full(count + 1, np.inf)
    best[0] = -penalty
    cut = np.zeros(count + 1, dtype=int)
    for end in range(SHORTEST_STRETCH, count + 1):
        starts = end - SHORTEST_STRETCH + 1
        costs = best[:starts] + misfit[end, :starts] + penalty
        cut[end] = costs.argmin()
        best[end] = costs[cut[end]]
    stretches = []
    end = count
    while end > 0:
        start = int(cut[end])
        stretches.append(Stretch(start, end, float(values[start:end].mean())))
        end = start
    return tuple(reversed(stretches))


def _misfits(sums: Column, squares: Column) -> Column:
    """Return the misfit of every part, by its end (row) and its start (column)."""
    length = np.arange(len(sums))[:, None] - np.arange(len(sums))
    total = sums[:, None] - sums
    misfits: Column = squares[:, None] - squares
    misfits -= total**2 / np.where(length > 0, length, 1)
    return misfits


def _core(stretches: tuple[Stretch, ...], speed_mps: Column) -> Stretch:
    """Set aside a walked start and end, and a cool-down."""
    left, right = 0, len(stretches)
    running_mps = upper_quartile(speed_mps)

    def is_walked(stretch: Stretch) -> bool:
        return stretch.speed_mps < min(WALKING_MPS, WALKING_SHARE * running_mps)

    while right - left > 1 and is_walked(stretches[left]):
        left += 1
    while right - left > 1 and _is_cooldown(
        stretches[left:right], is_walked=is_walked(stretches[right - 1])
    ):
        right -= 1
    start, end = stretches[left].start, stretches[right - 1].end
    return Stretch(start, end, float(speed_mps[start:end].mean()))


def _is_cooldown(stretches: tuple[Stretch, ...], *, is_walked: bool) -> bool:
    last = stretches[-1]
    share = (CELLS - last.start) / CELLS
    if is_walked:
        return share <= WALKED_SHARE
    fastest = max(stretch.speed_mps for stretch in stretches[:-1])
    return (
        share <= COOLDOWN_SHARE
        and last.speed_mps < COOLDOWN_SLOWER * fastest
        and last.speed_mps <= COOLDOWN_NEAR_START * stretches[0].speed_mps
    )
