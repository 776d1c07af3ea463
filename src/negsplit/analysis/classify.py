"""Which of the known forms a progression looks like.

It is compared with curves of few free levels: one rise, from a level to a higher one,
that begins somewhere and takes none, some or all of what is left; and two steps at the
thirds. The curve is chosen that fits best for its number of parameters (Schwarz
criterion [1]_), and where its rise begins says which form a runner would call it.

References
----------
.. [1] G. Schwarz, "Estimating the dimension of a model", Ann. Statist. 6 (1978)
   461-464.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from math import log
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from negsplit.recording import Column, Mask
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

# Where the rise begins, as shares of the core: in the last tenth, or some seconds
# before; around 80 %, final quarter included; before that it is a gradual build.
PUSH_BEGINS = 0.86
LAST_FIFTH_BEGINS = 0.62
# Rises that are tried: where they begin, and how much of the core they take.
BEGINNINGS = tuple(place / 100 for place in range(0, 98, 2))
LENGTHS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)
# Half of the progressions of strangers are gradual; twice the logarithm of how much
# likelier that makes it than each of the others, for what the curve leaves open.
GRADUAL_IS_COMMON = 1.5
FIRST_THIRD = (0.20, 0.46)
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
SLOWER_SPLIT_LOG = 0.004
# Every split by this: step by step whatever fits better, and however large one step is.
# Satellites err by half a percent.
CLEARLY_FASTER_LOG = 0.007
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
    observations = len(core_mps) / CELLS_PER_OBSERVATION

    def criterion(misfit: Column, parameters: Places | int) -> Column:
        fit: Column = observations * np.log(np.maximum(misfit, 1e-12))
        return fit + parameters * log(observations)

    rises = _rises(len(core_mps))
    explained = np.maximum(rises.curves @ (core_mps - core_mps.mean()), 0.0) ** 2
    criteria = criterion(_misfit(core_mps) - explained, rises.parameters)
    fits = {form: float(criteria[those].min()) for form, those in rises.of.items()}
    fits[Form.GRADUAL] -= GRADUAL_IS_COMMON
    thirds = criterion(np.array([_best_thirds(core_mps)]), 5)
    fits[Form.THIRDS] = float(thirds[0])
    form = min(fits, key=lambda candidate: fits[candidate])
    is_late = form in (Form.EIGHTY_TWENTY, Form.FINAL_PUSH)
    if is_late and moving_s >= LONG_RUN_S:
        return Form.FAST_FINISH_LONG
    steps = form is Form.GRADUAL and is_step_by_step(splits_mps)
    if steps or every_split_faster(splits_mps):
        return Form.EACH_SPLIT_FASTER
    return form


@dataclass(frozen=True, slots=True)
class _Rise:
    """A rise from one level to another: where it begins and how much it takes."""

    start_frac: float
    length_frac: float

    @property
    def parameters(self) -> int:
        """How many numbers were free: levels, and where it begins and ends."""
        is_step = self.length_frac == 0
        lasts_to_end = self.start_frac + self.length_frac >= 1
        return 2 + (self.start_frac > 0) + (not is_step and not lasts_to_end)

    @property
    def form(self) -> Form:
        """What a runner calls it."""
        if self.start_frac >= PUSH_BEGINS:
            return Form.FINAL_PUSH
        if self.start_frac >= LAST_FIFTH_BEGINS:
            return Form.EIGHTY_TWENTY
        return Form.GRADUAL


@dataclass(frozen=True, slots=True, eq=False)
class _Rises:
    """All rises that are tried, with what a runner calls them.

    Parameters
    ----------
    curves : array, shape (n, cells)
        Each of mean 0 and length 1.
    parameters : array of int, shape (n,)
        Of each.
    of : dict
        Which of them are of a form.
    """

    curves: Column
    parameters: Places
    of: dict[Form, Mask]


@cache
def _rises(count: int) -> _Rises:
    """Return all rises in so many cells."""
    rises = tuple(
        _Rise(start, length)
        for start in BEGINNINGS
        for length in LENGTHS
        if start + length <= 1 and start + length > 0
    )
    cells = (np.arange(count) + 0.5) / count
    curves = np.array(
        [
            np.clip((cells - rise.start_frac) / max(rise.length_frac, 1e-9), 0.0, 1.0)
            for rise in rises
        ]
    )
    curves -= curves.mean(axis=1, keepdims=True)
    curves /= np.linalg.norm(curves, axis=1, keepdims=True)
    forms = np.array([rise.form for rise in rises], dtype=object)
    return _Rises(
        curves,
        np.array([rise.parameters for rise in rises]),
        {form: forms == form for form in set(forms.tolist())},
    )


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


def halves_ratio(speed_mps: Column) -> float:
    """Return moving time of the second half of the distance over the first.

    Parameters
    ----------
    speed_mps : array, shape (n,)
        Speed in every second: as run for the time on the clock, grade-adjusted for
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
