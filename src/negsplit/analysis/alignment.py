"""A plan laid on a run at the least price: dynamic programming over places in time.

The steps of a plan follow each other, so they are laid on the recording in order, as
two sequences are aligned [1]_. A step may be missing, and a stretch may belong to no
step. What a placement costs is counted as a log-likelihood, so that lengths, effort and
lap marks can be added up:

* *length*: a watch that runs the workout ends a step to the second and to the metre, a
  runner by hand nearly so, and who breaks off makes it any shorter;
* *effort*: steps of one kind (the same targets, the same purpose) are run at about one
  speed. Which speed is taken from the target, else from the purpose: work is faster
  than what lies around it. Then the plan is laid a second time with the speeds that the
  first time found, so repetitions that are run off their pace are found all the same;
* *marks*: where there are laps other than every kilometre, steps begin and end there.

Effort is weighed against the whole run's: a stretch that is like the rest of the run
says nothing. First on a coarse grid, then each end on its own second.

References
----------
.. [1] S. Needleman and C. Wunsch, "A general method applicable to the search for
   similarities in the amino acid sequence of two proteins", J. Mol. Biol. 48 (1970)
   443-453.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import inf, log
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from negsplit.analysis.smoothing import smooth
from negsplit.workout import (
    Distance,
    Effort,
    EffortTarget,
    HeartRateTarget,
    Intensity,
    SpeedRamp,
    SpeedTarget,
    Time,
    UntilLap,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from negsplit.analysis.clean import Track
    from negsplit.recording import Column, Pause
    from negsplit.workout import Step

    Places = NDArray[np.intp]

# All prices are ours, in units of log-likelihood: set on the runs of some public
# runners and measured on others (benchmarks/matching.py).
#
# A step of another length than planned, and by how much: e-fold for a quarter.
NOT_EXACT_PRICE = 1.5
LENGTH_SCALE = 0.25
# To the second, and to a hundredth of the distance, is exact.
EXACT_S, EXACT_FRAC, EXACT_M = 1.5, 0.01, 5.0
# More than this multiple of a step is not that step; without a length it lasts an hour
# at most.
LONGEST_RATIO = 2.5
MOST_LENGTH_PRICE = 4.0
# Among lap marks a stretch of exactly the planned length is hardly ever chance.
EXACT_LAP_PRICE = -3.0
LONGEST_OPEN_S = 3600.0
OPEN_PRICE = 1.0
# A step that is missing; recoveries often are: watches leave out the last one.
MISSING_PRICE = 8.0
MISSING_RECOVERY_PRICE = 1.0
# Who stops does not run what comes after, however much that is.
STOPPED_PRICE, STOPPED_STEP_PRICE = 6.0, 0.1
# A stretch that belongs to no step: before, between and after the steps.
UNUSED_PRICE, UNUSED_PRICE_PER_MIN = 3.0, 0.3
BEFORE_PRICE, BEFORE_PRICE_PER_MIN = 1.5, 0.15
AFTER_PRICE, AFTER_PRICE_PER_MIN = 2.0, 0.05
# So little after the last step is the way to the stop button.
SLACK_S = 20
# A step that begins or ends away from a lap mark, and a mark inside a step.
OFF_MARK_PRICE, INNER_MARK_PRICE = 1.5, 2.0
# Neighbouring seconds tell the same: so many count as one, and a step for no more than
# so many, for a day can be slow as a whole. No second counts for more than two.
SECONDS_AS_ONE, MOST_WEIGHT, MOST_MISFIT = 10.0, 2.0, 2.0
MOST_WEIGHT_PACE = 4.0
# How far a speed may lie from that of its kind, as a logarithm, by how it is known.
TARGET_SPREAD, FOUND_SPREAD, GUESSED_SPREAD = 0.12, 0.2, 0.4
# The run as a whole spreads at least so much.
WHOLE_SPREAD = 0.2
# Of a runner who keeps to the paces and not to the watch.
STRICT_SPREAD = 0.06
# So many steps of one kind show together that they are run off their pace.
FEWEST_ALIKE = 3
SLOWEST_MPS = 0.8
# What slower counts for in an easy step.
SLOW_SHARE = 0.2
SMOOTHING_S = 5
# Where the speed of a step without a pace lies among the speeds of the run.
RANKS = {
    Intensity.RECOVERY: 0.10,
    Intensity.WARMUP: 0.35,
    Intensity.COOLDOWN: 0.30,
    Intensity.WORK: 0.75,
}
EASY_RANK, FAST_RANK = 0.35, 0.95
_FAST = frozenset({Effort.STRIDES, Effort.SPRINT, Effort.MAX, Effort.FAST})
_SLOW = frozenset({Effort.EASY, Effort.JOG, Effort.WALK, Effort.REST, Effort.RECOVERY})
# Places on the grid at most; a step is looked at in at least so many.
MOST_PLACES, PARTS_OF_A_STEP = 1200, 6
# What a missing recovery, or a step after the last, counts for in the fit.
MISSING_RECOVERY_WEIGHT, AFTER_LAST_WEIGHT = 0.2, 0.6
# A long stop is not longer for the grid than this.
LONGEST_STOP_S = 900


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """A run by every second of the watch's time, standing included.

    Parameters
    ----------
    cell : array, shape (n + 1,)
        The first cell of the track at or after the start of each second.
    run_m : array, shape (n + 1,)
        Distance run by then. [m]
    effort : array, shape (n,)
        Logarithm of the grade-adjusted speed.
    elapsed_s, second : array, shape (m,)
        For each cell of the track when it begins, on the wall clock and on this one.
    """

    cell: Places
    run_m: Column
    effort: Column
    elapsed_s: Column
    second: Places

    @classmethod
    def of(cls, track: Track, pauses: Sequence[Pause]) -> Clock:
        """Return the clock of a run; a paused watch does not count."""
        elapsed_s = np.concatenate([[0.0], track.elapsed_s - 0.5])
        starts = elapsed_s.copy()
        for pause in pauses:
            paused = np.clip(elapsed_s - pause.start_s, 0, None)
            starts -= np.minimum(paused, pause.end_s - pause.start_s)
        steps = np.clip(np.diff(starts), 0.0, LONGEST_STOP_S)
        steps[1:] = np.maximum(steps[1:], 1.0)
        second = np.floor(np.cumsum(steps) + 0.01).astype(np.intp)
        count = int(second[-1]) + 1
        speed = np.zeros((2, count))
        speed[0, second], speed[1, second] = track.adjusted_mps, track.speed_mps
        run_m = np.concatenate([[0.0], np.cumsum(speed[1])])
        effort = np.log(np.maximum(smooth(speed[0], SMOOTHING_S), SLOWEST_MPS))
        cell = np.searchsorted(second, np.arange(count + 1))
        return cls(cell, run_m, effort, elapsed_s[1:], second)

    def at(self, elapsed_s: float) -> int:
        """Return the second of an instant of the wall clock."""
        place = int(np.searchsorted(self.elapsed_s, elapsed_s, "right")) - 1
        if place < 0:
            return 0
        since = min(elapsed_s - float(self.elapsed_s[place]), LONGEST_STOP_S)
        later = self.second[place + 1] if place + 1 < len(self.second) else len(self)
        return int(min(self.second[place] + round(since), later))

    def __len__(self) -> int:
        """Return the number of seconds."""
        return len(self.effort)


@dataclass(frozen=True, slots=True)
class Kind:
    """What the steps of one kind are run at: a band of log speed, and its spread."""

    low: float
    high: float
    spread: float
    is_easy: bool
    is_target: bool = False

    def misfit(self, effort: Column) -> Column:
        """Return for every second how badly it fits."""
        away = np.maximum(self.low - effort, 0) + np.maximum(effort - self.high, 0)
        # Slower than meant says little of an easy step: people walk and wait in it.
        if self.is_easy:
            away = np.where(effort < self.low, SLOW_SHARE * away, away)
        most = (
            MOST_MISFIT * TARGET_SPREAD / self.spread if self.is_target else MOST_MISFIT
        )
        price: Column = np.minimum(0.5 * (away / self.spread) ** 2, most)
        return price


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the steps were run, in seconds of the clock.

    Parameters
    ----------
    places : tuple of slice or None
        For each step.
    fit : float
        How well lengths and speeds agree, from 0 to 1.
    on_marks : float
        Share of the ends of steps that lie on a lap mark.
    exact : float
        Share of the steps with a length that were run from lap to lap, exactly so long.
    """

    places: tuple[slice | None, ...]
    fit: float
    on_marks: float
    exact: float


def align(
    clock: Clock,
    steps: Sequence[Step],
    marks: Places,
    spread: float = TARGET_SPREAD,
    places: Places | None = None,
) -> Alignment:
    """Lay steps on a run.

    Parameters
    ----------
    clock : Clock
        The run.
    steps : sequence of Step
        The plan, repeats written out.
    marks : array of int
        Seconds at which laps end that are not those of every kilometre.
    spread : float
        How far a speed may lie from its target, as a logarithm.
    places : array of int, optional
        Seconds at which alone steps may begin and end; any where there are none.
    """
    kinds = {_key(step): _expected(step, clock, steps, spread) for step in steps}
    first = _Layer(clock, tuple(steps), marks, kinds, places)
    seen = _seen(kinds, clock, steps, first.found())
    found = replace(first, kinds=seen).found()
    return Alignment(found, first.fit(found), first.on_marks(found), first.exact(found))


def fit_by_pace(clock: Clock, steps: Sequence[Step], found: Alignment) -> float:
    """Return how well an alignment fits a runner who keeps to the paces."""
    kinds = {_key(step): _expected(step, clock, steps, STRICT_SPREAD) for step in steps}
    layer = _Layer(clock, tuple(steps), np.zeros(0, dtype=np.intp), kinds)
    return layer.fit(found.places)


_Key = tuple[object, Intensity]


def _key(step: Step) -> _Key:
    return step.targets, step.purpose


def _expected(step: Step, clock: Clock, steps: Sequence[Step], spread: float) -> Kind:
    """Return at what speed a step is expected: its own, or one of the run's."""
    band = speed_band(step)
    is_easy = step.purpose.is_easy
    if band is not None:
        return Kind(log(band[0]), log(band[1]), spread, is_easy, is_target=True)
    moving = clock.effort[clock.effort > log(SLOWEST_MPS)]
    middle = float(np.quantile(moving, _rank(step, steps))) if len(moving) else 0.0
    return Kind(middle, middle, GUESSED_SPREAD, is_easy)


def _rank(step: Step, steps: Sequence[Step]) -> float:
    """Return where the speed of a step without a pace lies among the run's."""
    for target in step.targets:
        if isinstance(target, EffortTarget) and target.effort in _FAST:
            return FAST_RANK
        if isinstance(target, EffortTarget) and target.effort in _SLOW:
            return min(EASY_RANK, RANKS[step.purpose])
        if isinstance(target, HeartRateTarget):
            return _heart_rank(target, steps)
    return RANKS[step.purpose]


def _heart_rank(target: HeartRateTarget, steps: Sequence[Step]) -> float:
    """Return the rank of a heart-rate band among those of the plan."""
    tops = sorted(
        {
            other.high_bpm or inf
            for step in steps
            for other in step.targets
            if isinstance(other, HeartRateTarget)
        }
    )
    share = tops.index(target.high_bpm or inf) / max(len(tops) - 1, 1)
    return 0.2 + 0.6 * (share if len(tops) > 1 else 0.5)


def _seen(
    kinds: dict[_Key, Kind],
    clock: Clock,
    steps: Sequence[Step],
    places: Sequence[slice | None],
) -> dict[_Key, Kind]:
    """Return the kinds with the speeds at which their steps were run."""
    found = dict(kinds)
    for key, kind in kinds.items():
        run = [
            clock.effort[where]
            for step, where in zip(steps, places, strict=True)
            if where is not None and _key(step) == key
        ]
        if not run:
            continue
        efforts = np.concatenate(run)
        middle = float(np.median(efforts))
        if not kind.is_target:
            spread = max(float(efforts.std()), FOUND_SPREAD)
            found[key] = replace(kind, low=middle, high=middle, spread=spread)
        elif len(run) >= FEWEST_ALIKE:
            # Off pace, all of them: the band goes along.
            off = min(middle - kind.low, 0.0) + max(middle - kind.high, 0.0)
            found[key] = replace(kind, low=kind.low + off, high=kind.high + off)
    return found


@dataclass(frozen=True, eq=False)
class _Layer:
    """Steps to be laid on a run, and what that costs."""

    clock: Clock
    steps: tuple[Step, ...]
    marks: Places
    kinds: dict[_Key, Kind]
    places: Places | None = None

    def found(self) -> tuple[slice | None, ...]:
        """Return the cheapest places of the steps, to the second."""
        laid = self._laid()
        return laid if self.places is not None else self._refined(laid)

    @cached_property
    def grid(self) -> Places:
        """The places at which steps may begin and end, lap marks among them."""
        count = len(self.clock)
        if self.places is not None:
            return np.unique(np.concatenate([self.places, self.marks, [0, count]]))
        spacing = max(min(self._shortest_s() / PARTS_OF_A_STEP, 8.0), 1.0)
        spacing = max(round(spacing), -(-count // MOST_PLACES))
        places = np.concatenate([np.arange(0, count, spacing), self.marks, [0, count]])
        return np.unique(places[(places >= 0) & (places <= count)])

    @cached_property
    def spacing_s(self) -> float:
        """Seconds between neighbouring places; none where the places are exact."""
        return 0.0 if self.places is not None else float(np.diff(self.grid).max())

    def _shortest_s(self) -> float:
        lengths = [
            step.length.duration_s
            if isinstance(step.length, Time)
            else step.length.distance_m / 3.0
            for step in self.steps
            if not isinstance(step.length, UntilLap)
        ]
        return min(lengths, default=60.0)

    @cached_property
    def misfits(self) -> dict[_Key, Column]:
        """How badly the seconds up to a place fit each kind, less the whole run."""
        effort = self.clock.effort
        middle = float(np.median(effort))
        spread = max(float(effort.std()), WHOLE_SPREAD)
        whole = Kind(middle, middle, spread, is_easy=False).misfit(effort)
        return {
            key: np.concatenate([[0.0], np.cumsum(kind.misfit(effort) - whole)])
            for key, kind in self.kinds.items()
        }

    def price(self, step: Step, begin: Places, end: Places, near_s: float) -> Column:
        """Return what it costs to run a step between places.

        Parameters
        ----------
        step : Step
            Of the plan.
        begin, end : array of int
            Seconds; they are broadcast.
        near_s : float
            Within how many seconds a length is exact.
        """
        lasting = (end - begin).astype(float)
        price = self._length_price(step, begin, end, near_s)
        misfit = self.misfits[_key(step)]
        mean = (misfit[end] - misfit[begin]) / np.maximum(lasting, 1.0)
        has_pace = speed_band(step) is not None and not step.purpose.is_easy
        most = MOST_WEIGHT_PACE if has_pace else MOST_WEIGHT
        price = price + mean * np.minimum(lasting / SECONDS_AS_ONE, most)
        if len(self.marks):
            last = len(self.clock)
            for place in (begin, end):
                is_off = ~np.isin(place, self.marks) & (place > 0) & (place < last)
                price = price + OFF_MARK_PRICE * is_off
            inner = np.searchsorted(self.marks, end, "left") - np.searchsorted(
                self.marks, begin, "right"
            )
            price = price + INNER_MARK_PRICE * np.maximum(inner, 0)
        result: Column = np.where(lasting > 0, price, inf)
        return result

    def _length_price(
        self, step: Step, begin: Places, end: Places, near_s: float
    ) -> Column:
        match step.length:
            case Time(planned):
                done: Column = (end - begin).astype(float)
                near = near_s
            case Distance(planned):
                run_m = self.clock.run_m
                done = run_m[end] - run_m[begin]
                near = max(EXACT_FRAC * planned, EXACT_M, 3.0 * (near_s - EXACT_S))
            case UntilLap():
                open_price: Column = np.where(
                    end - begin > LONGEST_OPEN_S, inf, OPEN_PRICE
                )
                return open_price
        ratio = np.maximum(done, 0.1) / planned
        off = np.minimum(np.abs(np.log(ratio)) / LENGTH_SCALE, MOST_LENGTH_PRICE)
        exact = EXACT_LAP_PRICE * np.isin(end, self.marks)
        is_exact = np.abs(done - planned) <= near
        price = np.where(is_exact, exact, NOT_EXACT_PRICE + off)
        result: Column = np.where(ratio <= LONGEST_RATIO, price, inf)
        return result

    @cached_property
    def _priced(self) -> dict[Step, tuple[Column, Places]]:
        """For each different step its prices: row an end, column places before it."""
        priced = {}
        grid, count = self.grid, len(self.grid)
        for step in set(self.steps):
            width = self._width(step)
            back = np.arange(1, width + 1)
            starts = np.arange(count)[:, None] - back[None, :]
            begin = grid[np.maximum(starts, 0)]
            near_s = max(EXACT_S, 0.6 * self.spacing_s)
            price = self.price(step, begin, grid[:, None], near_s)
            priced[step] = np.where(starts >= 0, price, inf), back
        return priced

    def _width(self, step: Step) -> int:
        """Return how many places a step can span at most."""
        grid, longest = self.grid, LONGEST_RATIO
        match step.length:
            case Time(duration_s):
                last = np.searchsorted(grid, grid + longest * duration_s, "right")
            case Distance(distance_m):
                run_m = self.clock.run_m[grid]
                last = np.searchsorted(run_m, run_m + longest * distance_m, "right")
            case UntilLap():
                last = np.searchsorted(grid, grid + LONGEST_OPEN_S, "right")
        return int(np.clip((last - np.arange(len(grid))).max(), 1, len(grid) - 1 or 1))

    def _laid(self) -> tuple[slice | None, ...]:
        """Return the cheapest places of the steps on the grid."""
        count = len(self.grid)
        minutes, slack = self.grid / 60, SLACK_S / 60
        # Nothing run yet: what lies before is unused.
        best = np.where(self.grid > 0, BEFORE_PRICE, 0) + BEFORE_PRICE_PER_MIN * minutes
        begins = np.full((len(self.steps), count), -1)
        froms = np.empty((len(self.steps), count), dtype=np.intp)
        stopped, lasts = [float(best[-1]) + self._stop_price(0)], [count - 1]
        for number, step in enumerate(self.steps):
            price, back = self._priced[step]
            width = len(back)
            before = np.concatenate([np.full(width, inf), best[:-1]])
            total = sliding_window_view(before, width)[:, ::-1] + price
            chosen = np.argmin(total, axis=1)
            run = total[np.arange(count), chosen]
            missed = best + self._missing_price(step)
            is_run = run < missed
            begins[number] = np.where(is_run, np.arange(count) - back[chosen], -1)
            here = np.where(is_run, run, missed)
            best, froms[number] = _with_unused(here, minutes)
            left = minutes[-1] - minutes
            ended = here + AFTER_PRICE_PER_MIN * left + AFTER_PRICE * (left > slack)
            lasts.append(int(np.argmin(ended)))
            stopped.append(float(ended.min()) + self._stop_price(number + 1))
        run_steps = int(np.argmin(stopped))
        return self._traced(begins, froms, run_steps, lasts)

    def _stop_price(self, done: int) -> float:
        left = len(self.steps) - done
        return STOPPED_PRICE * (left > 0) + STOPPED_STEP_PRICE * left

    @staticmethod
    def _missing_price(step: Step) -> float:
        is_recovery = step.purpose is Intensity.RECOVERY
        return MISSING_RECOVERY_PRICE if is_recovery else MISSING_PRICE

    def _traced(
        self, begins: Places, froms: Places, run_steps: int, lasts: list[int]
    ) -> tuple[slice | None, ...]:
        places: list[slice | None] = [None] * len(self.steps)
        place = lasts[run_steps]
        for number in range(run_steps - 1, -1, -1):
            if number < run_steps - 1:
                place = int(froms[number, place])
            begin = int(begins[number, place])
            if begin >= 0:
                places[number] = slice(int(self.grid[begin]), int(self.grid[place]))
                place = begin
        return tuple(places)

    def _refined(self, places: tuple[slice | None, ...]) -> tuple[slice | None, ...]:
        """Return the places with each end on its best second."""
        reach = int(self.spacing_s)
        run = [number for number, where in enumerate(places) if where is not None]
        if reach <= 1 or not run:
            return places
        ends = self._ends(places, run)
        near = [self._candidates(end, reach) for end, _ in ends]
        best = np.zeros(len(near[0]))
        chosen: list[Places] = []
        for place, (_, number) in enumerate(ends[1:], start=1):
            begin, end = near[place - 1][:, None], near[place][None, :]
            if number is None:  # unused in between
                price = np.where(end >= begin, 0.0, inf)
            else:
                price = self.price(self.steps[number], begin, end, EXACT_S)
            total = best[:, None] + price
            chosen.append(np.argmin(total, axis=0))
            best = total.min(axis=0)
        at = [int(np.argmin(best))]
        for picks in reversed(chosen):
            at.append(int(picks[at[-1]]))
        seconds = [int(near[i][a]) for i, a in enumerate(reversed(at))]
        refined = list(places)
        for place, (_, number) in enumerate(ends):
            if number is not None and place:
                refined[number] = slice(seconds[place - 1], seconds[place])
        return tuple(refined)

    @staticmethod
    def _ends(
        places: tuple[slice | None, ...], run: list[int]
    ) -> list[tuple[int, int | None]]:
        """Return every end once, with the step that ends there."""
        ends: list[tuple[int, int | None]] = []
        for number in run:
            if (where := places[number]) is None:
                continue
            if not ends or ends[-1][0] != where.start:
                ends.append((where.start, None))
            ends.append((where.stop, number))
        return ends

    def _candidates(self, place: int, reach: int) -> Places:
        if place in (0, len(self.clock)) or np.isin(place, self.marks):
            return np.array([place], dtype=np.intp)
        near = np.arange(place - reach, place + reach + 1)
        return near[(near >= 0) & (near <= len(self.clock))]

    def fit(self, places: tuple[slice | None, ...]) -> float:
        """Return how well plan and run agree, from 0 to 1.

        A step that is missing counts as one that does not fit at all; a recovery, or
        what comes after the last step that was run, counts for less.
        """
        last = max((n for n, where in enumerate(places) if where), default=-1)
        fits, weights = [], []
        for number, (step, where) in enumerate(zip(self.steps, places, strict=True)):
            fits.append(0.0 if where is None else np.exp(-self._own_price(step, where)))
            weight = 1.0
            if where is None and step.purpose is Intensity.RECOVERY:
                weight = MISSING_RECOVERY_WEIGHT
            elif where is None and number > last:
                weight = AFTER_LAST_WEIGHT
            weights.append(weight)
        return float(np.average(fits, weights=weights))

    def _own_price(self, step: Step, where: slice) -> float:
        """Return what length and speed of one step cost, a second of it on average."""
        begin, end = np.array([where.start]), np.array([where.stop])
        length = max(float(self._length_price(step, begin, end, EXACT_S)[0]), 0.0)
        effort = self.kinds[_key(step)].misfit(self.clock.effort[where])
        return 0.3 * min(length, 5.0) + float(effort.mean())

    def exact(self, places: tuple[slice | None, ...]) -> float:
        """Return the share of steps from mark to mark of exactly their length."""
        known = np.concatenate([self.marks, [0, len(self.clock)]])
        exact = []
        for step, where in zip(self.steps, places, strict=True):
            if where is None or isinstance(step.length, UntilLap):
                continue
            begin, end = np.array([where.start]), np.array([where.stop])
            is_exact = self._length_price(step, begin, end, EXACT_S)[0] <= 0
            exact.append(is_exact and np.isin([begin[0], end[0]], known).all())
        return float(np.mean(exact)) if exact else 0.0

    def on_marks(self, places: tuple[slice | None, ...]) -> float:
        """Return the share of inner ends of steps that lie on lap marks."""
        ends = np.array([p for w in places if w is not None for p in (w.start, w.stop)])
        inner = ends[(ends > 0) & (ends < len(self.clock))] if len(ends) else ends
        return float(np.isin(inner, self.marks).mean()) if len(inner) else 0.0


def _with_unused(here: Column, minutes: Column) -> tuple[Column, Places]:
    """Let any place be reached from an earlier one by leaving a stretch unused."""
    level = here - UNUSED_PRICE_PER_MIN * minutes
    lowest = np.minimum.accumulate(level)
    places = np.arange(len(here))
    source = np.maximum.accumulate(np.where(level <= lowest, places, 0))
    carried = lowest + UNUSED_PRICE_PER_MIN * minutes + UNUSED_PRICE
    is_carried = carried < here
    return np.where(is_carried, carried, here), np.where(is_carried, source, places)


def speed_band(step: Step) -> tuple[float, float] | None:
    """Return the slow and fast end of what a step asks for, if it is a speed."""
    for target in step.targets:
        match target:
            case SpeedTarget(low_mps, high_mps):
                return low_mps, high_mps
            case SpeedRamp(start_mps, end_mps):
                return min(start_mps, end_mps), max(start_mps, end_mps)
            case _:
                continue
    return None
