"""A simulated run on the runner's lactate curve: the picture that runners know.

Across lies the effort, as the speed that costs the same on the flat; upwards the blood
lactate. The curve is what steady running settles at; the run moves along it, a few
minutes late.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from negsplit.physiology.lactate import LactateCurve, curve_of, steady_lactate
from negsplit.units import format_distance
from negsplit.workout import Distance, Time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.recording import Column
    from negsplit.simulate import Simulation
    from negsplit.units import DistanceUnit
    from negsplit.workout import Workout

# Three phases of one run: the article's words.
WARM_UP, BUILD, TARGET = "warm-up", "build", "target"
# A step that is this much slower than the one before breaks the build.
SLACK_FRAC = 0.005
# Room beside the path and the thresholds, and above the highest lactate for names.
SIDE_FRAC, ABOVE_FRAC = 0.03, 1.2
# The path begins to count once a runner who stood has got going.
SLOW_PERCENTILE = 2.0
LEAST_TOP_MMOL_L = 5.0
CURVE_POINTS = 120


# A stretch of the run: cells from the first to before the second.
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """What has one name in a run: one stretch of it, or several."""

    name: str
    stretches: tuple[Stretch, ...]

    @property
    def middle(self) -> int:
        """The cell in the middle of the longest stretch, for a label."""
        start, end = max(self.stretches, key=lambda stretch: stretch[1] - stretch[0])
        return (start + end) // 2


@dataclass(frozen=True, slots=True, eq=False)
class LactateRun:
    """What the picture shows.

    Parameters
    ----------
    curve : LactateCurve
        Lactate of steady running; its two speeds are the thresholds.
    distance_m, effort_mps, lactate_mmol_l : array, shape (n,)
        The run.
    parts : tuple of Part
        What it consists of, in the order in which each begins.
    slow_mps, fast_mps, top_mmol_l : float
        Ends of the axes; lactate begins at zero.
    """

    curve: LactateCurve
    distance_m: Column
    effort_mps: Column
    lactate_mmol_l: Column
    parts: tuple[Part, ...]
    slow_mps: float
    fast_mps: float
    top_mmol_l: float

    def across(self, speed_mps: Column | float) -> Column:
        """Return how far across the picture speeds lie, 0 to 1."""
        share = (np.asarray(speed_mps) - self.slow_mps) / (
            self.fast_mps - self.slow_mps
        )
        return np.clip(share, 0.0, 1.0)

    def up(self, lactate_mmol_l: Column | float) -> Column:
        """Return how far up the picture lactates lie, 0 to 1."""
        return np.clip(np.asarray(lactate_mmol_l) / self.top_mmol_l, 0.0, 1.0)

    def curve_points(self) -> tuple[Column, Column]:
        """Return the curve as speeds and lactates, as far as the picture goes."""
        speeds = np.linspace(self.slow_mps, self.fast_mps, CURVE_POINTS)
        lactates = np.array([steady_lactate(self.curve, float(v)) for v in speeds])
        inside = lactates <= self.top_mmol_l
        return speeds[inside], lactates[inside]


def lactate_run(found: Simulation, workout: Workout) -> LactateRun:
    """Return the picture of a simulated workout."""
    streams = found.streams
    curve = curve_of(found.critical_speed_mps)
    effort, lactate = streams.effort_mps, streams.lactate_mmol_l
    slow = min(float(np.percentile(effort, SLOW_PERCENTILE)), curve.first_mps)
    fast = max(float(effort.max()), curve.second_mps)
    side = SIDE_FRAC * fast
    return LactateRun(
        curve,
        streams.distance_m,
        effort,
        lactate,
        _parts(found, workout, curve),
        slow - side,
        fast + side,
        max(ABOVE_FRAC * float(lactate.max()), LEAST_TOP_MMOL_L),
    )


def told(run: LactateRun, part: Part, unit: DistanceUnit) -> str:
    """Return where a part lies and what lactate does in it."""
    first, last = part.stretches[0], part.stretches[-1]
    start_m = float(run.distance_m[first[0] - 1]) if first[0] else 0.0
    end_m = float(run.distance_m[last[1] - 1])
    near, far = (format_distance(metres, unit) for metres in (start_m, end_m))
    count = len(part.stretches)
    times = "" if count == 1 else f"{count} stretches, "
    seen = np.concatenate([run.lactate_mmol_l[a:b] for a, b in part.stretches])
    ends = (seen[0], seen[-1]) if count == 1 else (seen.min(), seen.max())
    lactates = f"lactate {ends[0]:.1f} to {ends[1]:.1f} mmol/l"
    return f"{part.name}: {times}{near.split()[0]} to {far}, {lactates}"


def _parts(
    found: Simulation, workout: Workout, curve: LactateCurve
) -> tuple[Part, ...]:
    """Return the parts; of a run that builds by their order, else by their effort."""
    ends = _step_ends(found, workout)
    steps = [(a, b) for a, b in pairwise((0, *ends)) if b > a]
    efforts = [float(np.mean(found.streams.effort_mps[a:b])) for a, b in steps]
    builds = all(b >= a * (1 - SLACK_FRAC) for a, b in pairwise(efforts))
    if builds and len(steps) > 1:
        names = [WARM_UP, *([BUILD] * (len(steps) - 2)), TARGET]
    else:
        names = [_zone(effort, curve) for effort in efforts]
    parts: dict[str, list[Stretch]] = {}
    for name, group in groupby(zip(names, steps, strict=True), key=lambda row: row[0]):
        together = [step for _, step in group]
        parts.setdefault(name, []).append((together[0][0], together[-1][1]))
    return tuple(Part(name, tuple(found_at)) for name, found_at in parts.items())


def _zone(effort_mps: float, curve: LactateCurve) -> str:
    if effort_mps < curve.first_mps:
        return "easy"
    return "hard" if effort_mps >= curve.second_mps else "moderate"


def _step_ends(found: Simulation, workout: Workout) -> Iterator[int]:
    """Yield the cell after which each step of a known length ends."""
    time_s, distance_m = found.streams.time_s, found.streams.distance_m
    last = len(time_s)
    at = 0
    for step in workout.flat():
        before = at - 1
        match step.length:
            case Distance(length_m):
                start_m = float(distance_m[before]) if at else 0.0
                place = np.searchsorted(distance_m, start_m + length_m - 0.5)
            case Time(length_s):
                start_s = float(time_s[before]) if at else 0.0
                place = np.searchsorted(time_s, start_s + length_s - 0.5)
            case _:
                continue
        at = min(int(place) + 1, last)
        yield at
