"""A plan cut into short cells of steady speed, none of them across two steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.design import outline
from negsplit.errors import InputError
from negsplit.physiology import effort
from negsplit.workout import Distance, Effort, Time

if TYPE_CHECKING:
    from negsplit.design import PlannedStep
    from negsplit.recording import Column, Mask
    from negsplit.runner import Runner
    from negsplit.workout import Workout


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The plan in order.

    Parameters
    ----------
    duration_s, distance_m : array, shape (n,)
        How long each cell takes and how far it goes at the planned speed.
    planned_mps : array, shape (n,)
        The planned speed: what the effort would run on the flat in still, cool air.
    by_distance : array, shape (n,)
        Whether the cell ends after its distance; else it ends after its duration.
    in_ramp : array, shape (n,)
        Whether the cell is of a step whose speed changes.
    last_hard : int
        The last cell of the last step that is not meant to be easy.
    """

    duration_s: Column
    distance_m: Column
    planned_mps: Column
    by_distance: Mask
    in_ramp: Mask
    last_hard: int


@dataclass(frozen=True, slots=True)
class _Leg:
    """A step with a length and two speeds, whatever it came from."""

    start_mps: float
    end_mps: float
    duration_s: float
    distance_m: float
    by_distance: bool
    is_easy: bool


def planned_cells(workout: Workout, runner: Runner, cell_s: float) -> Cells:
    """Return a workout cut into cells of about a duration.

    Raises
    ------
    MissingInputError
        If a target needs what is not known of the runner.
    InputError
        If no step has a length that a simulation could end it by.
    """
    legs = [leg for entry in outline(workout, runner) for leg in _legs(entry, runner)]
    if not legs:
        raise InputError(
            "every step of the workout waits for the lap button; give one a length"
        )
    parts = [_cut(leg, cell_s) for leg in legs]
    counts = [len(speeds) for _, speeds in parts]
    duration_s, speed = (
        np.concatenate(columns) for columns in zip(*parts, strict=True)
    )
    hard = [
        end for end, leg in zip(np.cumsum(counts), legs, strict=True) if not leg.is_easy
    ]
    return Cells(
        duration_s,
        duration_s * speed,
        speed,
        np.repeat([leg.by_distance for leg in legs], counts),
        np.repeat([leg.start_mps != leg.end_mps for leg in legs], counts),
        int(hard[-1] if hard else sum(counts)) - 1,
    )


def left_to_the_runner(workout: Workout, runner: Runner) -> tuple[str, ...]:
    """Return what a workout leaves open, and how it is taken here."""
    entries = outline(workout, runner)
    told = []
    laps = sum(not isinstance(e.step.length, (Time, Distance)) for e in entries)
    if laps:
        told.append(f"{laps} steps that wait for the lap button are left out")
    free = sum(_speeds(e) is None and _has_length(e) for e in entries)
    if free:
        told.append(
            f"{free} steps without a pace are run at easy pace, sprints all-out"
        )
    return tuple(told)


def run_speeds(entry: PlannedStep, runner: Runner) -> tuple[float, float]:
    """Return the speeds that a step is run at, from its start to its end.

    A band is run at its middle; a step that plans no pace is taken as
    :func:`left_to_the_runner` says.

    Raises
    ------
    MissingInputError
        If neither the step nor a VDOT tells a pace.
    """
    return _speeds(entry) or (_free_speed(entry, runner),) * 2


def _has_length(entry: PlannedStep) -> bool:
    return isinstance(entry.step.length, (Time, Distance))


def _speeds(entry: PlannedStep) -> tuple[float, float] | None:
    """Return the speeds at both ends; nothing where none is planned."""
    speeds = entry.faces.speeds_mps
    if speeds is not None and entry.faces.is_ramp:
        return speeds
    if speeds is not None:
        middle = 2 / (1 / speeds[0] + 1 / speeds[1])
        return middle, middle
    if entry.distance_m is not None and entry.duration_s:
        return (entry.distance_m / entry.duration_s,) * 2
    return None


def _legs(entry: PlannedStep, runner: Runner) -> list[_Leg]:
    start, end = run_speeds(entry, runner)
    is_easy = entry.step.purpose.is_easy
    match entry.step.length:
        case Time(duration_s):
            return [
                _Leg(start, end, duration_s, 0.0, by_distance=False, is_easy=is_easy)
            ]
        case Distance(distance_m):
            seconds = entry.duration_s or distance_m / start
            return [
                _Leg(start, end, seconds, distance_m, by_distance=True, is_easy=is_easy)
            ]
        case _:
            return []


def _free_speed(entry: PlannedStep, runner: Runner) -> float:
    if entry.step.effort is Effort.SPRINT:
        return runner.speed_at(effort.ALL_OUT.high_frac)
    return runner.speed_at((effort.EASY.low_frac + effort.EASY.high_frac) / 2)


def _cut(leg: _Leg, cell_s: float) -> tuple[Column, Column]:
    """Return the durations and speeds of a leg's cells."""
    count = max(round(leg.duration_s / cell_s), 1)
    if leg.start_mps == leg.end_mps:
        speed = np.full(count, leg.start_mps)
    else:
        # Pace changes evenly: in distance where the step ends by it, else in time.
        share = (np.arange(count) + 0.5) / count
        slow, fast = 1 / leg.start_mps, 1 / leg.end_mps
        speed = 1 / (slow + share * (fast - slow))
    if leg.by_distance:
        return leg.distance_m / count / speed, speed
    return np.full(count, leg.duration_s / count), speed
