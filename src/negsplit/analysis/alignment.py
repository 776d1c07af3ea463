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

from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf, log
from typing import TYPE_CHECKING, Any

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
    from negsplit.recording import Column, Mask, Pause
    from negsplit.workout import Length, Step

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


def align(ground: Ground, spread: float = TARGET_SPREAD) -> Alignment:
    """Lay a plan on a run.

    Parameters
    ----------
    ground : Ground
        The plan, the run, and where steps may begin and end.
    spread : float
        How far a speed may lie from its target, as a logarithm.
    """
    first = _Layer(ground, ground.kinds(spread))
    found = first.found()
    seen = _seen(first.kinds, ground, found)
    if seen != first.kinds:
        found = first.relaid(seen).found()
    return Alignment(
        found, first.fit(found), ground.on_marks(found), ground.exact(found)
    )


def fit_by_pace(ground: Ground, found: Alignment) -> float:
    """Return how well an alignment fits a runner who keeps to the paces."""
    return _Layer(ground, ground.kinds(STRICT_SPREAD)).fit(found.places)


_Key = tuple[object, Intensity]


def _key(step: Step) -> _Key:
    return step.targets, step.purpose


def _expected(step: Step, clock: Clock, steps: Sequence[Step]) -> Kind:
    """Return at what speed a step is expected: its own, or one of the run's."""
    band = speed_band(step)
    is_easy = step.purpose.is_easy
    if band is not None:
        low, high = log(band[0]), log(band[1])
        return Kind(low, high, TARGET_SPREAD, is_easy, is_target=True)
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
    kinds: dict[_Key, Kind], ground: Ground, places: Sequence[slice | None]
) -> dict[_Key, Kind]:
    """Return the kinds with the speeds at which their steps were run."""
    found = dict(kinds)
    for key, kind in kinds.items():
        run = [
            ground.clock.effort[where]
            for step, where in zip(ground.steps, places, strict=True)
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


@dataclass(frozen=True, slots=True, eq=False)
class _Spans:
    """Begins and ends that are looked at together, in a table.

    Parameters
    ----------
    begin, end : array of int
        Seconds; they are broadcast. With a width the begins are the ends themselves.
    width : int, optional
        Each end is paired with so many places before it, the nearest first.
    """

    begin: Places
    end: Places
    width: int = 0

    def of(self, column: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return what a column of seconds holds at the begins and at the ends."""
        if not self.width:
            return column[self.begin], column[self.end]
        values = column[self.end]
        return _before(values, self.width, values[0]), values[:, None]

    @property
    def lasting_s(self) -> Column:
        """How long each lasts; 0 where it ends before it begins."""
        lasting_s: Column
        if not self.width:
            lasting_s = np.maximum(self.end - self.begin, 0).astype(float)
            return lasting_s
        ends = self.end.astype(float)
        lasting_s = np.maximum(ends[:, None] - _before(ends, self.width, inf), 0.0)
        return lasting_s


def _before(values: NDArray[Any], width: int, first: float) -> NDArray[Any]:
    """Return in each row the values before one, the nearest first, without a copy."""
    padded = np.concatenate([np.full(width, first, dtype=values.dtype), values[:-1]])
    return sliding_window_view(padded, width)[:, ::-1]


@dataclass(frozen=True, slots=True, eq=False)
class _Lengths:
    """What it costs that a step of some length lies in each of some spans."""

    spans: _Spans
    lasting_s: Column
    price: Column


@dataclass(frozen=True, eq=False)
class Ground:
    """A plan and the run that it is laid on: all but the speeds.

    A plan is laid several times, at other speeds: what lengths and marks cost is then
    the same.

    Parameters
    ----------
    clock : Clock
        The run.
    steps : tuple of Step
        The plan, repeats written out.
    expected : dict
        The speeds that are expected of each kind of step.
    whole : array, shape (n,)
        How badly the seconds fit the run as a whole.
    marks : array of int
        Seconds at which laps end that are not those of every kilometre.
    places : array of int, optional
        Seconds at which alone steps may begin and end; any where there are none.
    """

    clock: Clock
    steps: tuple[Step, ...]
    expected: dict[_Key, Kind]
    whole: Column
    marks: Places
    places: Places | None = None

    @classmethod
    def of(cls, clock: Clock, steps: tuple[Step, ...]) -> Ground:
        """Return the ground of a plan on a run, without laps."""
        effort = clock.effort
        middle = float(np.median(effort))
        spread = max(float(effort.std()), WHOLE_SPREAD)
        whole = Kind(middle, middle, spread, is_easy=False).misfit(effort)
        expected: dict[_Key, Kind] = {}
        for step in steps:
            if (key := _key(step)) not in expected:
                expected[key] = _expected(step, clock, steps)
        return cls(clock, steps, expected, whole, np.zeros(0, dtype=np.intp))

    def at(self, marks: Places, places: Places | None = None) -> Ground:
        """Return the same ground with laps."""
        return replace(self, marks=marks, places=places)

    def kinds(self, spread: float) -> dict[_Key, Kind]:
        """Return the expected speeds, those of targets with this spread."""
        return {
            key: replace(kind, spread=spread) if kind.is_target else kind
            for key, kind in self.expected.items()
        }

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
    def is_mark(self) -> Mask:
        """For each second whether a lap ends there."""
        is_mark = np.zeros(len(self.clock) + 1, dtype=bool)
        is_mark[self.marks] = True
        return is_mark

    @cached_property
    def _off_mark(self) -> Column:
        """What it costs to begin or end at each second, away from a mark."""
        is_off = ~self.is_mark
        is_off[0] = is_off[-1] = False
        return np.where(is_off, OFF_MARK_PRICE, 0.0)

    @cached_property
    def _marks_by(self) -> Places:
        """For each second how many marks there are up to it."""
        return np.cumsum(self.is_mark)

    @cached_property
    def on_grid(self) -> dict[Length, _Lengths]:
        """What each length of the plan costs, from place to place of the grid."""
        near_s = max(EXACT_S, 0.6 * self.spacing_s)
        return {
            length: self.lengths(
                length, _Spans(self.grid, self.grid, self._width(length)), near_s
            )
            for length in {step.length for step in self.steps}
        }

    def lengths(self, length: Length, spans: _Spans, near_s: float) -> _Lengths:
        """Return what a step of a length costs in some spans, whatever its speed.

        Parameters
        ----------
        length : Length
            As planned.
        spans : _Spans
            Where it may be run.
        near_s : float
            Within how many seconds a length is exact.
        """
        lasting_s = spans.lasting_s
        price = self._length_price(length, spans, lasting_s, near_s)
        price[lasting_s <= 0] = inf
        return _Lengths(spans, np.maximum(lasting_s, 1.0), price)

    def _length_price(
        self, length: Length, spans: _Spans, lasting_s: Column, near_s: float
    ) -> Column:
        match length:
            case Time(planned):
                done, near = lasting_s, near_s
            case Distance(planned):
                run_m, end_m = spans.of(self.clock.run_m)
                done = end_m - run_m
                near = max(EXACT_FRAC * planned, EXACT_M, 3.0 * (near_s - EXACT_S))
            case UntilLap():
                return np.where(lasting_s > LONGEST_OPEN_S, inf, OPEN_PRICE)
        ratio = np.maximum(done, 0.1) / planned
        off = np.minimum(np.abs(np.log(ratio)) / LENGTH_SCALE, MOST_LENGTH_PRICE)
        exact = EXACT_LAP_PRICE * spans.of(self.is_mark)[1]
        is_exact = np.abs(done - planned) <= near
        price: Column = np.where(is_exact, exact, NOT_EXACT_PRICE + off)
        price[ratio > LONGEST_RATIO] = inf
        return price

    def _width(self, length: Length) -> int:
        """Return how many places a step can span at most."""
        grid, longest = self.grid, LONGEST_RATIO
        match length:
            case Time(duration_s):
                last = np.searchsorted(grid, grid + longest * duration_s, "right")
            case Distance(distance_m):
                run_m = self.clock.run_m[grid]
                last = np.searchsorted(run_m, run_m + longest * distance_m, "right")
            case UntilLap():
                last = np.searchsorted(grid, grid + LONGEST_OPEN_S, "right")
        return int(np.clip((last - np.arange(len(grid))).max(), 1, len(grid) - 1 or 1))

    def with_marks(self, price: Column, spans: _Spans) -> Column:
        """Return prices with what marks add that lie elsewhere than ends."""
        if not len(self.marks):
            return price
        for off in spans.of(self._off_mark):
            price += off
        by_begin, by_end = spans.of(self._marks_by)
        # A mark at the end itself is not inside.
        inner = by_end - spans.of(self.is_mark)[1] - by_begin
        price += INNER_MARK_PRICE * np.maximum(inner, 0)
        return price

    def length_price(self, step: Step, where: slice) -> float:
        """Return what the length of one stretch costs."""
        spans = _Spans(np.array([where.start]), np.array([where.stop]))
        price = self._length_price(step.length, spans, spans.lasting_s, EXACT_S)
        return float(price[0])

    def exact(self, places: tuple[slice | None, ...]) -> float:
        """Return the share of steps from mark to mark of exactly their length."""
        last = len(self.clock)
        exact = []
        for step, where in zip(self.steps, places, strict=True):
            if where is None or isinstance(step.length, UntilLap):
                continue
            is_known = all(
                place in (0, last) or self.is_mark[place]
                for place in (where.start, where.stop)
            )
            exact.append(is_known and self.length_price(step, where) <= 0)
        return float(np.mean(exact)) if exact else 0.0

    def on_marks(self, places: tuple[slice | None, ...]) -> float:
        """Return the share of inner ends of steps that lie on lap marks."""
        ends = np.array([p for w in places if w is not None for p in (w.start, w.stop)])
        inner = ends[(ends > 0) & (ends < len(self.clock))] if len(ends) else ends
        return float(self.is_mark[inner].mean()) if len(inner) else 0.0


@dataclass(frozen=True, eq=False)
class _Layer:
    """A plan to be laid on a run at some speeds, and what that costs."""

    ground: Ground
    kinds: dict[_Key, Kind]
    # What an earlier layer knows of kinds that are the same here.
    known: dict[Step, Column] = field(default_factory=dict)

    def relaid(self, kinds: dict[_Key, Kind]) -> _Layer:
        """Return the layer of the same plan at other speeds."""
        known = {
            step: price
            for step, price in self._priced.items()
            if kinds[_key(step)] == self.kinds[_key(step)]
        }
        return _Layer(self.ground, kinds, known)

    def found(self) -> tuple[slice | None, ...]:
        """Return the cheapest places of the steps, to the second."""
        laid = self._laid()
        return laid if self.ground.places is not None else self._refined(laid)

    @cached_property
    def misfits(self) -> dict[_Key, Column]:
        """How badly each second fits each kind."""
        effort = self.ground.clock.effort
        return {key: kind.misfit(effort) for key, kind in self.kinds.items()}

    @cached_property
    def misfits_by(self) -> dict[_Key, Column]:
        """How badly the seconds up to a place fit each kind, less the whole run."""
        return {
            key: np.concatenate([[0.0], np.cumsum(misfit - self.ground.whole)])
            for key, misfit in self.misfits.items()
        }

    def price(self, step: Step, lengths: _Lengths) -> Column:
        """Return what it costs to run a step in each of some spans."""
        has_pace = speed_band(step) is not None and not step.purpose.is_easy
        most = MOST_WEIGHT_PACE if has_pace else MOST_WEIGHT
        begin, end = lengths.spans.of(self.misfits_by[_key(step)])
        price: Column = end - begin
        price /= lengths.lasting_s
        weight = lengths.lasting_s / SECONDS_AS_ONE
        price *= np.minimum(weight, most, out=weight)
        price += lengths.price
        return self.ground.with_marks(price, lengths.spans)

    @cached_property
    def _priced(self) -> dict[Step, Column]:
        """For each different step its prices: row an end, column places before it."""
        on_grid = self.ground.on_grid
        return self.known | {
            step: self.price(step, on_grid[step.length])
            for step in set(self.ground.steps) - self.known.keys()
        }

    def _laid(self) -> tuple[slice | None, ...]:
        """Return the cheapest places of the steps on the grid."""
        grid, steps = self.ground.grid, self.ground.steps
        count = len(grid)
        minutes, slack = grid / 60, SLACK_S / 60
        # Nothing run yet: what lies before is unused.
        best = np.where(grid > 0, BEFORE_PRICE, 0) + BEFORE_PRICE_PER_MIN * minutes
        begins = np.full((len(steps), count), -1)
        froms = np.empty((len(steps), count), dtype=np.intp)
        stopped, lasts = [float(best[-1]) + self._stop_price(0)], [count - 1]
        rows = np.arange(count)
        for number, step in enumerate(steps):
            price = self._priced[step]
            total = _before(best, price.shape[1], inf) + price
            chosen = np.argmin(total, axis=1)
            run = total[rows, chosen]
            missed = best + self._missing_price(step)
            is_run = run < missed
            begins[number] = np.where(is_run, rows - 1 - chosen, -1)
            here = np.where(is_run, run, missed)
            best, froms[number] = _with_unused(here, minutes)
            left = minutes[-1] - minutes
            ended = here + AFTER_PRICE_PER_MIN * left + AFTER_PRICE * (left > slack)
            lasts.append(int(np.argmin(ended)))
            stopped.append(float(ended.min()) + self._stop_price(number + 1))
        run_steps = int(np.argmin(stopped))
        return self._traced(begins, froms, run_steps, lasts)

    def _stop_price(self, done: int) -> float:
        left = len(self.ground.steps) - done
        return STOPPED_PRICE * (left > 0) + STOPPED_STEP_PRICE * left

    @staticmethod
    def _missing_price(step: Step) -> float:
        is_recovery = step.purpose is Intensity.RECOVERY
        return MISSING_RECOVERY_PRICE if is_recovery else MISSING_PRICE

    def _traced(
        self, begins: Places, froms: Places, run_steps: int, lasts: list[int]
    ) -> tuple[slice | None, ...]:
        places: list[slice | None] = [None] * len(self.ground.steps)
        place = lasts[run_steps]
        for number in range(run_steps - 1, -1, -1):
            if number < run_steps - 1:
                place = int(froms[number, place])
            begin = int(begins[number, place])
            if begin >= 0:
                places[number] = slice(
                    int(self.ground.grid[begin]), int(self.ground.grid[place])
                )
                place = begin
        return tuple(places)

    def _refined(self, places: tuple[slice | None, ...]) -> tuple[slice | None, ...]:
        """Return the places with each end on its best second."""
        reach = int(self.ground.spacing_s)
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
                step = self.ground.steps[number]
                spans = _Spans(begin, end)
                price = self.price(
                    step, self.ground.lengths(step.length, spans, EXACT_S)
                )
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
        if place in (0, len(self.ground.clock)) or self.ground.is_mark[place]:
            return np.array([place], dtype=np.intp)
        near = np.arange(place - reach, place + reach + 1)
        return near[(near >= 0) & (near <= len(self.ground.clock))]

    def fit(self, places: tuple[slice | None, ...]) -> float:
        """Return how well plan and run agree, from 0 to 1.

        A step that is missing counts as one that does not fit at all; a recovery, or
        what comes after the last step that was run, counts for less.
        """
        last = max((n for n, where in enumerate(places) if where), default=-1)
        fits, weights = [], []
        for number, (step, where) in enumerate(
            zip(self.ground.steps, places, strict=True)
        ):
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
        length = max(self.ground.length_price(step, where), 0.0)
        misfit = self.misfits[_key(step)][where]
        return 0.3 * min(length, 5.0) + float(misfit.mean())


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
