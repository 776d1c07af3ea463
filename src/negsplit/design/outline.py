"""What a workout comes to for a runner: each step's faces, distance and time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.faces import Faces, faces
from negsplit.physiology import effort
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
    """A short piece of a planned run: how long, and at what speed and intensity."""

    duration_s: float
    speed_mps: float
    intensity_frac: float


def outline(workout: Workout, runner: Runner) -> tuple[PlannedStep, ...]:
    """Return every step of a workout, repeats written out, as it will be run."""
    return tuple(_planned(step, runner) for step in workout.flat())


def samples(
    planned: tuple[PlannedStep, ...], runner: Runner, cell_s: float = 1.0
) -> Iterator[Sample]:
    """Yield the plan in pieces of about a duration, in order, none across two steps.

    Steps that wait for the lap button have no length and are left out.

    Raises
    ------
    MissingInputError
        If neither a step nor a VDOT tells a pace.
    """
    for entry in planned:
        yield from pieces(entry, runner, cell_s)


def pieces(entry: PlannedStep, runner: Runner, cell_s: float = 1.0) -> list[Sample]:
    """Return a step cut into pieces of about a duration; see :func:`samples`."""
    if not has_length(entry):
        return []
    start, end = run_speeds(entry, runner)
    by_distance = isinstance(entry.step.length, Distance)
    metres = entry.distance_m or 0.0
    seconds = entry.duration_s or metres / start
    count = max(round(seconds / cell_s), 1)
    if start == end:
        speeds = [start] * count
    else:
        # Pace changes evenly: in distance where the step ends by it, else in time.
        shares = ((index + 0.5) / count for index in range(count))
        speeds = [_pace_mean((start, end), share) for share in shares]
    curve = runner.intensity_curve
    return [
        Sample(metres / count / v if by_distance else seconds / count, v, curve.at(v))
        for v in speeds
    ]


def has_length(entry: PlannedStep) -> bool:
    """Return whether a step ends by itself, not by the lap button."""
    return isinstance(entry.step.length, (Time, Distance))


def run_speeds(entry: PlannedStep, runner: Runner) -> tuple[float, float]:
    """Return the speeds that a step is run at, from its start to its end.

    A band is run at its middle, a sprint all-out, and any other step without a pace at
    easy pace.

    Raises
    ------
    MissingInputError
        If neither the step nor a VDOT tells a pace.
    """
    return planned_speeds(entry) or (_free_speed(entry, runner),) * 2


def planned_speeds(entry: PlannedStep) -> tuple[float, float] | None:
    """Return the speeds at both ends; nothing where none is planned."""
    speeds = entry.faces.speeds_mps
    if speeds is not None and entry.faces.is_ramp:
        return speeds
    if speeds is not None:
        return (_pace_mean(speeds, 0.5),) * 2
    if entry.distance_m is not None and entry.duration_s:
        return (entry.distance_m / entry.duration_s,) * 2
    return None


def _free_speed(entry: PlannedStep, runner: Runner) -> float:
    if entry.step.effort is Effort.SPRINT:
        return runner.speed_at(effort.ALL_OUT.high_frac)
    return runner.speed_at((effort.EASY.low_frac + effort.EASY.high_frac) / 2)


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
