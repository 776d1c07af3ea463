"""Which of the known forms a progression looks like.

It is compared with the forms that runners know, each a curve with few free levels: one
step up at a place, two steps at the thirds, or an even climb. The curve is chosen that
fits best for its number of parameters (Schwarz criterion [1]_).

References
----------
.. [1] G. Schwarz, "Estimating the dimension of a model", Ann. Statist. 6 (1978)
   461-464.
"""

from __future__ import annotations

from enum import Enum
from math import log
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from negsplit.recording import Column
    from negsplit.units import DistanceUnit

    Places = NDArray[np.intp]


class Form(Enum):
    """What a recorded run looks like: a form of progression, or another session."""

    THIRDS = "thirds"
    EIGHTY_TWENTY = "80/20"
    FINAL_PUSH = "final push"
    EACH_SPLIT_FASTER = "step by step"
    GRADUAL = "gradual build"
    FAST_FINISH_LONG = "fast-finish long run"
    STEADY = "steady"
    TEMPO_BLOCK = "tempo block"
    INTERVALS = "intervals"
    FARTLEK = "fartlek"
    HILLS = "hills"
    WALK_RUN = "walk-run"
    RACE = "race"
    FADE = "fade"
    CANNOT_TELL = "cannot tell"


# All bounds below are inferred from labelled recordings unless a source is named.

# Where the second gear starts, as shares of the core: around the half, around 80 %
# (final quarter included), and in the last tenth.
HALF = (0.30, 0.62)
STEP_PLACES = {
    Form.EIGHTY_TWENTY: (0.62, 0.88),
    Form.FINAL_PUSH: (0.88, 0.97),
}
FIRST_THIRD = (0.20, 0.42)
SECOND_THIRD = (0.55, 0.74)
# Cells are not independent; the criterion counts one in this many.
CELLS_PER_OBSERVATION = 2
# From this moving time on, a run that ends faster is a long run with a fast finish.
LONG_RUN_S = 80 * 60.0
# Kilometre by kilometre, or mile by mile: so many splits, this share of them faster
# than the one before, none slower by more than a hill or a bend.
FEWEST_SPLITS = 5
FASTER_SPLITS = 0.6
FASTER_SPLIT_LOG = 0.002
SLOWER_SPLIT_LOG = 0.008
# Every split by this, and no other form fits better: satellites err by half a percent.
CLEARLY_FASTER_LOG = 0.01
# One step that is more than half of the way is a change of gear.
LARGEST_STEP = 0.5

# A second half that takes this much less or more time is a negative or positive
# split; less is an even run.
UNEVEN_HALVES = 0.02
# Shorter runs have a shape too, but hardly one that was paced. Inferred.
SHORTEST_PACED_S = 20 * 60.0


def progression_form(
    core_mps: Column, splits_mps: Sequence[Column], moving_s: float
) -> Form:
    """Return the progression form that the speeds of the core look like most.

    Parameters
    ----------
    core_mps : array, shape (n,)
        Speeds of equal parts of the core. [m/s]
    splits_mps : sequence of array, shape (m,)
        Speeds by the clock of its whole kilometres, and of its whole miles. [m/s]
    moving_s : float
        Moving time of the whole run. [s]
    """
    count = len(core_mps) / CELLS_PER_OBSERVATION

    def criterion(misfit: float, parameters: int) -> float:
        return count * log(max(misfit, 1e-12)) + parameters * log(count)

    fits = {
        form: criterion(_best_step(core_mps, places), 3)
        for form, places in STEP_PLACES.items()
    }
    fits[Form.THIRDS] = criterion(_best_thirds(core_mps), 5)
    fits[Form.GRADUAL] = min(
        criterion(_misfit_of_line(core_mps), 2),
        criterion(_best_step(core_mps, HALF), 3),
    )
    form = min(fits, key=lambda candidate: fits[candidate])
    is_late = form in STEP_PLACES
    if is_late and moving_s >= LONG_RUN_S:
        return Form.FAST_FINISH_LONG
    steps = is_step_by_step(splits_mps)
    if steps and (form is Form.GRADUAL or every_split_faster(splits_mps)):
        return Form.EACH_SPLIT_FASTER
    return form


def is_step_by_step(splits_mps: Sequence[Column]) -> bool:
    """Return whether nearly every kilometre, or mile, was faster than the one before.

    What is said of kilometres must not be plainly untrue of miles, nor the other way.
    """
    gains = [np.diff(np.log(speeds)) for speeds in splits_mps]
    return any(_are_steps(steps) for steps in gains) and all(
        steps.min(initial=0.0) >= -SLOWER_SPLIT_LOG for steps in gains
    )


def every_split_faster(splits_mps: Sequence[Column]) -> bool:
    """Return whether every kilometre and every mile was clearly faster."""
    long_enough = [speeds for speeds in splits_mps if len(speeds) >= FEWEST_SPLITS]
    return bool(long_enough) and all(
        bool((np.diff(np.log(speeds)) > CLEARLY_FASTER_LOG).all())
        for speeds in long_enough
    )


def _are_steps(gains: Column) -> bool:
    if len(gains) < FEWEST_SPLITS - 1 or gains.max() > LARGEST_STEP * gains.sum():
        return False
    return bool((gains > FASTER_SPLIT_LOG).mean() >= FASTER_SPLITS)


def _places(count: int, bounds: tuple[float, float]) -> range:
    return range(max(round(bounds[0] * count), 1), min(round(bounds[1] * count), count))


def _misfit(values: Column) -> float:
    return float(((values - values.mean()) ** 2).sum())


class _Sums:
    """Means and misfits of many parts of some values at once, by running sums.

    The values are taken about their mean, so that nothing cancels in the squares.
    """

    def __init__(self, values: Column) -> None:
        about = values - values.mean()
        self.sums = np.concatenate([[0.0], np.cumsum(about)])
        self.squares = np.concatenate([[0.0], np.cumsum(about**2)])

    def parts(self, start: Places, end: Places) -> tuple[Column, Column]:
        """Return mean, about the mean of all, and misfit of parts."""
        total: Column = self.sums[end] - self.sums[start]
        means = total / (end - start)
        misfits: Column = self.squares[end] - self.squares[start] - total * means
        return means, np.maximum(misfits, 0.0)


def _steps(values: Column, places: range) -> tuple[Column, Column]:
    """Return how much one step at each place is up, and its misfit."""
    sums, at = _Sums(values), np.array(places, dtype=np.intp)
    before, misfit_before = sums.parts(np.zeros_like(at), at)
    after, misfit_after = sums.parts(at, np.full_like(at, len(values)))
    return after - before, misfit_before + misfit_after


def _best_step(values: Column, bounds: tuple[float, float]) -> float:
    """Return the least misfit of one step up inside the bounds."""
    rise, misfit = _steps(values, _places(len(values), bounds))
    return float(misfit[rise > 0].min(initial=_misfit(values)))


def _best_thirds(values: Column) -> float:
    """Return the least misfit of two steps up near the thirds."""
    count = len(values)
    first = np.array(_places(count, FIRST_THIRD), dtype=np.intp)[:, None]
    second = np.array(_places(count, SECOND_THIRD), dtype=np.intp)[None, :]
    sums = _Sums(values)
    low, misfit_low = sums.parts(np.zeros_like(first), first)
    middle, misfit_middle = sums.parts(first, second)
    high, misfit_high = sums.parts(second, np.full_like(second, count))
    misfit = misfit_low + misfit_middle + misfit_high
    return float(misfit[(low < middle) & (middle < high)].min(initial=_misfit(values)))


def _misfit_of_line(values: Column) -> float:
    """Return the misfit of the best rising straight line."""
    places = np.arange(len(values)) - (len(values) - 1) / 2
    slope = float((places * values).sum() / (places**2).sum())
    return _misfit(values) - max(slope, 0.0) ** 2 * float((places**2).sum())


def halves_ratio(speed_mps: Column) -> float:
    """Return moving time of the second half of the distance over the first.

    Parameters
    ----------
    speed_mps : array, shape (n,)
        Speed in every second: as run for the time on the clock, on equal ground for
        the effort. [m/s]
    """
    run_m = np.cumsum(speed_mps)
    first_s = int(np.searchsorted(run_m, run_m[-1] / 2)) + 1
    return (len(speed_mps) - first_s) / first_s


def split_speeds(speed_mps: Column, unit: DistanceUnit) -> Column:
    """Return the speeds of the whole kilometres or miles of a stretch."""
    run_m = np.cumsum(speed_mps)
    marks_m = np.arange(0.0, run_m[-1], unit.metres)
    took_s = np.diff(np.searchsorted(run_m, marks_m)).astype(float)
    speeds: Column = unit.metres / np.maximum(took_s, 1.0)
    return speeds
