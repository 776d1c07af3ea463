"""What a workout comes to for a runner: each step's faces, distance and time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.faces import Faces, faces
from negsplit.workout import Distance, Effort, Step, Time, Workout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.runner import Runner

# Where a word has no pace: standing, and a brisk walk (5 km/h, convention).
_WORD_SPEEDS_MPS = {Effort.REST: 0.0, Effort.WALK: 5 / 3.6}


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step as it will be run; what cannot be foreseen is ``None``."""

    step: Step
    faces: Faces
    distance_m: float | None
    duration_s: float | None


@dataclass(frozen=True, slots=True)
class Sample:
    """One instant of a planned run: how long it stands for, speed, and intensity."""

    duration_s: float
    speed_mps: float
    intensity_frac: float


def outline(workout: Workout, runner: Runner) -> tuple[PlannedStep, ...]:
    """Return every step of a workout, repeats written out, as it will be run."""
    return tuple(_planned(step, runner) for step in workout.flat())


def samples(planned: tuple[PlannedStep, ...]) -> Iterator[Sample]:
    """Yield the plan about once a second, in order."""
    for entry in planned:
        speeds, fractions = entry.faces.speeds_mps, entry.faces.fractions
        if entry.duration_s is None or speeds is None or fractions is None:
            continue
        count = max(round(entry.duration_s), 1)
        by_distance = isinstance(entry.step.length, Distance)
        for index in range(count):
            share = (index + 0.5) / count
            if entry.faces.is_ramp and by_distance:
                share = _distance_share(share, speeds)
            elif not entry.faces.is_ramp:
                share = 0.5
            frac = fractions[0] + share * (fractions[1] - fractions[0])
            yield Sample(entry.duration_s / count, _pace_mean(speeds, share), frac)


def _planned(step: Step, runner: Runner) -> PlannedStep:
    shown = faces(step, runner)
    speed_mps = _mean_speed(step, shown)
    match step.length:
        case Time(duration_s):
            metres = None if speed_mps is None else speed_mps * duration_s
            return PlannedStep(step, shown, metres, duration_s)
        case Distance(distance_m):
            seconds = distance_m / speed_mps if speed_mps else None
            return PlannedStep(step, shown, distance_m, seconds)
        case _:
            return PlannedStep(step, shown, None, None)


def _mean_speed(step: Step, shown: Faces) -> float | None:
    if shown.speeds_mps is None:
        return None if step.effort is None else _WORD_SPEEDS_MPS.get(step.effort)
    start, end = shown.speeds_mps
    if shown.is_ramp and isinstance(step.length, Time) and start != end:
        # Pace changes evenly in time, so distance is the integral of its inverse.
        slow, fast = 1 / start, 1 / end
        return math.log(fast / slow) / (fast - slow)
    return _pace_mean((start, end), 0.5)


def _pace_mean(speeds: tuple[float, float], share: float) -> float:
    """Return the speed whose pace lies at a share between two paces."""
    slow, fast = 1 / speeds[0], 1 / speeds[1]
    return 1 / (slow + share * (fast - slow))


def _distance_share(time_share: float, speeds: tuple[float, float]) -> float:
    """Return the share of the distance after a share of the time of an even ramp.

    Time over distance is the integral of a pace that is linear in distance.
    """
    slow, fast = 1 / speeds[0], 1 / speeds[1]
    if slow == fast:
        return time_share
    whole = (slow + fast) / 2
    root = math.sqrt(slow**2 + 2 * (fast - slow) * time_share * whole)
    return (root - slow) / (fast - slow)
