"""A workout as shapes: time or distance across, speed up, one bar for each step.

The shapes are numbers on two axes, not yet a picture, so that a page can put handles on
them and tell where on the axes a finger is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.design import outline
from negsplit.design.outline import run_speeds
from negsplit.drawings.zones import Across, Slice, ZoneEnds, slices
from negsplit.workout import Distance, Repeat, Step, UntilLap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from negsplit.design import PlannedStep
    from negsplit.runner import Runner
    from negsplit.units import DistanceUnit
    from negsplit.workout import Item, Workout

# Room to the right of the run, and above and below its paces, to drag into. Ours.
HEADROOM_FRAC = 0.05
ABOVE_FRAC, BELOW_FRAC, LOW_FRAC = 0.15, 0.35, 0.8
# Walking and standing lie on the floor: on their scale all running looks the same.
FLOOR_FRAC = 0.4


@dataclass(frozen=True, slots=True)
class Bar:
    """One step as it will be run.

    Parameters
    ----------
    path : tuple of int
        Where it is in the tree of the workout: its index, behind those of the repeats
        around it.
    turn : int
        How often the repeats around it have been run before.
    step : Step
        What was written.
    start, end : float
        On the horizontal axis, in s or m; equal where the lap button ends the step.
    start_mps, end_mps : float
        The speed at both ends; of a band, its middle.
    band_mps : tuple of float, optional
        Slow and fast end of a band.
    slices : tuple of Slice
        Its parts by zone.
    is_ramp : bool
        Whether it is to get faster or slower under way.
    is_free : bool
        Whether the pace is left to the runner, and drawn where it is likely.
    distance_m, duration_s : float
        How far it goes and how long it takes.
    word : str
        What it feels like at its end.
    """

    path: tuple[int, ...]
    turn: int
    step: Step
    start: float
    end: float
    start_mps: float
    end_mps: float
    band_mps: tuple[float, float] | None
    slices: tuple[Slice, ...]
    is_ramp: bool
    is_free: bool
    distance_m: float
    duration_s: float
    word: str


@dataclass(frozen=True, slots=True)
class Group:
    """Repetitions: how many, and from where to where."""

    times: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """All bars of a workout, and the axes that they stand on.

    Parameters
    ----------
    bars : tuple of Bar
        In order, repeats written out.
    groups : tuple of Group
        The repeats that are in no other.
    across : Across
        What the horizontal axis counts.
    unit : DistanceUnit
        Of paces and distances.
    span : float
        End of the horizontal axis, which begins at 0.
    bottom_mps, top_mps : float
        Ends of the vertical axis.
    total_m, total_s : float
        Of the whole run.
    """

    bars: tuple[Bar, ...]
    groups: tuple[Group, ...]
    across: Across
    unit: DistanceUnit
    span: float
    bottom_mps: float
    top_mps: float
    total_m: float
    total_s: float

    def share_across(self, at: float) -> float:
        """Return how far to the right a place is: 0 at the left, 1 at the right."""
        return at / self.span

    def share_up(self, speed_mps: float) -> float:
        """Return how high a speed is, from 0 to 1; what is beyond lies on the edge."""
        share = (speed_mps - self.bottom_mps) / (self.top_mps - self.bottom_mps)
        return min(max(share, 0.0), 1.0)

    def at(self, share: float) -> float:
        """Return the place at a share of the horizontal axis."""
        return share * self.span

    def speed_at(self, share: float) -> float:
        """Return the speed at a share of the vertical axis."""
        return self.bottom_mps + share * (self.top_mps - self.bottom_mps)

    def bar(self, path: tuple[int, ...]) -> Bar | None:
        """Return the first bar of a step of the tree."""
        return next((bar for bar in self.bars if bar.path == path), None)


def sketch(
    workout: Workout,
    runner: Runner,
    across: Across,
    unit: DistanceUnit,
    like: Sketch | None = None,
) -> Sketch:
    """Return a workout as shapes.

    Parameters
    ----------
    workout : Workout
        What is to be run.
    runner : Runner
        Who runs; a VDOT is needed where a step has no pace of its own.
    across : Across
        What the horizontal axis counts.
    unit : DistanceUnit
        Of paces and distances.
    like : Sketch, optional
        Whose axes to stand on, so that a picture stays where it is while it changes.

    Raises
    ------
    MissingInputError
        If a target needs what is not known of the runner.
    """
    bars = tuple(_bars(workout, runner, across))
    total = bars[-1].end
    bottom_mps, top_mps = _bounds(bars)
    span = max(total, 1.0) * (1 + HEADROOM_FRAC)
    if like is not None and like.across is across:
        span, bottom_mps, top_mps = like.span, like.bottom_mps, like.top_mps
    return Sketch(
        bars,
        tuple(_groups(workout, bars)),
        across,
        unit,
        span,
        bottom_mps,
        top_mps,
        sum(bar.distance_m for bar in bars),
        sum(bar.duration_s for bar in bars),
    )


def addresses(items: Sequence[Item]) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield the place in the tree of every step as it is run, and its turn."""
    for index, item in enumerate(items):
        if isinstance(item, Step):
            yield (index,), 0
            continue
        for turn in range(item.times):
            is_cut = item.skip_last_recovery and turn == item.times - 1
            inner = item.items[:-1] if is_cut else item.items
            for path, before in addresses(inner):
                yield (index, *path), turn + before


def _bars(workout: Workout, runner: Runner, across: Across) -> Iterator[Bar]:
    at, ends = 0.0, ZoneEnds.of(runner)
    entries = outline(workout, runner)
    for address, entry in zip(addresses(workout.items), entries, strict=True):
        bar = _bar(address, entry, run_speeds(entry, runner), (across, at, ends))
        yield bar
        at = bar.end


def _bar(
    address: tuple[tuple[int, ...], int],
    entry: PlannedStep,
    speeds: tuple[float, float],
    ground: tuple[Across, float, ZoneEnds],
) -> Bar:
    across, at, ends = ground
    metres, seconds = _extent(entry, speeds[0])
    length = metres if across is Across.DISTANCE else seconds
    by_distance = isinstance(entry.step.length, Distance)
    own = Across.DISTANCE if by_distance else Across.TIME
    level = entry.faces.level
    return Bar(
        *address,
        entry.step,
        at,
        at + length,
        *speeds,
        None if entry.faces.is_ramp else entry.faces.speeds_mps,
        tuple(slices(speeds, own, across, (at, length), ends)),
        entry.faces.is_ramp,
        entry.faces.speeds_mps is None,
        metres,
        seconds,
        _word(entry.step, None if level is None else level.word),
    )


def _extent(entry: PlannedStep, speed_mps: float) -> tuple[float, float]:
    """Return how far a step goes and how long it takes; nothing for a lap."""
    if isinstance(entry.step.length, UntilLap):
        return 0.0, 0.0
    metres, seconds = entry.distance_m, entry.duration_s
    if metres is None:
        metres = (seconds or 0.0) * speed_mps
    if seconds is None:
        seconds = metres / speed_mps if speed_mps else 0.0
    return metres, seconds


def _word(step: Step, level: str | None) -> str:
    return step.effort.value if step.effort is not None else level or ""


def _bounds(bars: Sequence[Bar]) -> tuple[float, float]:
    speeds = [
        speed
        for bar in bars
        for speed in (bar.start_mps, bar.end_mps, *(bar.band_mps or ()))
        if speed > 0
    ] or [1.0]
    low, high = min(speeds), max(speeds)
    bottom = min(LOW_FRAC * low, low - BELOW_FRAC * (high - low))
    top = high + ABOVE_FRAC * (high - low) + HEADROOM_FRAC * high
    return max(bottom, FLOOR_FRAC * high), top


def _groups(workout: Workout, bars: Sequence[Bar]) -> Iterator[Group]:
    for index, item in enumerate(workout.items):
        if isinstance(item, Repeat):
            inside = [bar for bar in bars if bar.path[0] == index]
            yield Group(item.times, inside[0].start, inside[-1].end)
