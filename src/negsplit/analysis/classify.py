"""Which of the known forms a run looks like.

A progression is compared with the forms that runners know, each a curve with few
free levels: one step up at a place, two steps at the thirds, or an even climb. The
curve is chosen that fits best for its number of parameters (Schwarz criterion [1]_).
A run that is no progression is named by what stands out most: walking, alternation,
hills, a faster or slower second half, or nothing.

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

from negsplit.analysis.profile import WALKING_MPS
from negsplit.analysis.quantiles import median

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negsplit.analysis.bouts import Alternation, Bout
    from negsplit.analysis.clean import Track
    from negsplit.recording import Column

    Places = NDArray[np.intp]


class Form(Enum):
    """What a recorded run looks like."""

    THIRDS = "thirds"
    EIGHTY_TWENTY = "80/20"
    FINAL_PUSH = "final push"
    EACH_SPLIT_FASTER = "each split faster"
    FAST_FINISH_LONG = "fast-finish long run"
    NEGATIVE_SPLIT = "negative split"
    STEADY = "steady"
    FADE = "positive split or fade"
    INTERVALS = "intervals"
    FARTLEK = "fartlek"
    HILLS = "hills"
    WALK_RUN = "walk-run"
    CANNOT_TELL = "cannot tell"


# All bounds below are inferred from labelled recordings unless a source is named.

# Where the second gear starts, as shares of the core: around the half, around 80 %
# (final quarter included), and in the last tenth.
STEP_PLACES = {
    Form.NEGATIVE_SPLIT: (0.42, 0.62),
    Form.EIGHTY_TWENTY: (0.68, 0.86),
    Form.FINAL_PUSH: (0.86, 0.97),
}
FIRST_THIRD = (0.26, 0.42)
SECOND_THIRD = (0.58, 0.74)
# Cells are not independent; the criterion counts one in this many.
CELLS_PER_OBSERVATION = 2
# From this moving time on, a run that ends faster is a long run with a fast finish.
LONG_RUN_S = 80 * 60.0

# A fast block begins in this part of the core, is faster by this, and builds, like the
# easy part before it, by less than this from its first half to its second.
BLOCK_PLACES = (0.20, 0.66)
BLOCK_CONTRAST = 0.15
BLOCK_BUILD = 0.06

# A run alternates when two speeds explain this much of its variance (noise alone:
# 0.64), much more than a steady climb does, and lie this far apart.
SEPARATION = 0.67
SEPARATION_OVER_CLIMB = 0.20
CONTRAST = 0.15
FEWEST_BOUTS = 3
# Repetitions are alike, the surges of a fartlek are not: spread over the median of the
# durations, of bouts that are not slight beside the longest.
REGULAR_SPREAD = 0.20
SLIGHT_SHARE = 0.20
# Repetitions are at least this much faster than the warm-up before them.
REPETITION_FACTOR = 1.15
# Walking for this share of the run, in at least three bouts, is walk-run.
WALKED_SHARE = 0.06
# Climb per distance above which hills shape a run, and the share of the variance of
# speed that vanishes when grade is taken into account.
HILLY_CLIMB = 0.015
HILLS_EXPLAIN = 0.40
# A second half that takes this much less or more time is a negative or positive
# split; less is an even run.
UNEVEN_HALVES = 0.02
# Shorter runs have a shape too, but hardly one that was paced. Inferred.
SHORTEST_PACED_S = 20 * 60.0


def progression_form(core_mps: Column, duration_s: float) -> Form:
    """Return the progression form that the speeds of the core look like most.

    Parameters
    ----------
    core_mps : array, shape (n,)
        Speeds of equal parts. [m/s]
    duration_s : float
        Moving time of the whole run. [s]
    """
    candidates = {
        form: (_best_step(core_mps, places), 3) for form, places in STEP_PLACES.items()
    }
    candidates[Form.THIRDS] = (_best_thirds(core_mps), 3)
    candidates[Form.EACH_SPLIT_FASTER] = (_misfit_of_line(core_mps), 2)
    count = len(core_mps) / CELLS_PER_OBSERVATION

    def criterion(form: Form) -> float:
        misfit, parameters = candidates[form]
        return count * log(max(misfit, 1e-12)) + parameters * log(count)

    form = min(candidates, key=criterion)
    late = form in (Form.EIGHTY_TWENTY, Form.FINAL_PUSH)
    return Form.FAST_FINISH_LONG if late and duration_s >= LONG_RUN_S else form


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


def is_fast_block(core_mps: Column) -> bool:
    """Return whether an even fast part follows an even easy part, at one sharp step.

    With a cool-down after it that is a tempo run, whatever its halves say.
    """
    places = _places(len(core_mps), BLOCK_PLACES)
    _, misfit = _steps(core_mps, places)
    place = places[int(misfit.argmin())]
    easy, fast = core_mps[:place], core_mps[place:]
    sharp = float(fast.mean()) >= (1 + BLOCK_CONTRAST) * float(easy.mean())
    return sharp and _is_even(easy) and _is_even(fast)


def _is_even(values: Column) -> bool:
    first, second = np.array_split(values, 2)
    return float(second.mean()) < (1 + BLOCK_BUILD) * float(first.mean())


def alternation_form(alternation: Alternation, climb_frac: float) -> Form | None:
    """Return intervals or fartlek if a run alternates between two speeds.

    Parameters
    ----------
    alternation : Alternation
        The bouts of the core.
    climb_frac : float
        Share of the variance of speed that a never-falling curve explains.
    """
    if (
        alternation.separation_frac
        < max(SEPARATION, climb_frac + SEPARATION_OVER_CLIMB)
        or alternation.contrast_frac < CONTRAST
        or min(len(alternation.fast), len(alternation.slow) + 1) < FEWEST_BOUTS
    ):
        return None
    return Form.INTERVALS if _are_alike(alternation.fast) else Form.FARTLEK


def _are_alike(bouts: tuple[Bout, ...]) -> bool:
    """Return whether bouts are repetitions of one length.

    Strides before them and a slip of the satellites leave short bouts that do not
    count, and the median is not moved by one long one.
    """
    durations = np.array([bout.duration_s for bout in bouts], dtype=float)
    durations = durations[durations >= SLIGHT_SHARE * durations.max()]
    middle = median(durations)
    # The median deviation of a normal distribution is its standard deviation / 1.4826.
    spread = 1.4826 * median(np.abs(durations - middle))
    return len(durations) >= FEWEST_BOUTS and spread <= REGULAR_SPREAD * middle


def is_walk_run(
    walks: tuple[Bout, ...], alternation: Alternation, running_s: float
) -> bool:
    """Return whether walking and running took turns.

    Repetitions with walked recoveries are not meant: they are faster than the easy
    running around them.
    """
    walked_s = sum(bout.duration_s for bout in walks)
    if len(walks) < FEWEST_BOUTS or walked_s <= WALKED_SHARE * running_s:
        return False
    return not (
        alternation.separation_frac >= SEPARATION
        and alternation.around_mps >= WALKING_MPS
        and alternation.fast_mps >= REPETITION_FACTOR * alternation.around_mps
    )


def is_hilly(track: Track) -> bool:
    """Return whether climbs, and not the runner, made the speed go up and down."""
    rise_m = float((np.maximum(track.grade_frac, 0) * track.speed_mps).sum())
    raw, adjusted = float(np.var(track.speed_mps)), float(np.var(track.adjusted_mps))
    return rise_m > HILLY_CLIMB * track.total_m and adjusted < (1 - HILLS_EXPLAIN) * raw


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


def even_form(ratio: float) -> Form:
    """Return negative split, fade or steady, by the two halves alone."""
    if ratio < 1 - UNEVEN_HALVES:
        return Form.NEGATIVE_SPLIT
    return Form.FADE if ratio > 1 + UNEVEN_HALVES else Form.STEADY
