"""A plan cut into short cells of steady speed, none of them across two steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.design.outline import has_length, outline, pieces, planned_speeds
from negsplit.errors import InputError
from negsplit.workout import Distance

if TYPE_CHECKING:
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


def planned_cells(workout: Workout, runner: Runner, cell_s: float) -> Cells:
    """Return a workout cut into cells of about a duration.

    Raises
    ------
    MissingInputError
        If a target needs what is not known of the runner.
    InputError
        If no step has a length that a simulation could end it by.
    """
    entries = [entry for entry in outline(workout, runner) if has_length(entry)]
    if not entries:
        raise InputError(
            "every step of the workout waits for the lap button; give one a length"
        )
    parts = [pieces(entry, runner, cell_s) for entry in entries]
    counts = [len(part) for part in parts]
    ends = np.cumsum(counts)
    hard = [
        end
        for end, entry in zip(ends, entries, strict=True)
        if not entry.step.purpose.is_easy
    ]
    duration_s = np.array([piece.duration_s for part in parts for piece in part])
    speed = np.array([piece.speed_mps for part in parts for piece in part])
    by_distance = [isinstance(entry.step.length, Distance) for entry in entries]
    in_ramp = [part[0].speed_mps != part[-1].speed_mps for part in parts]
    return Cells(
        duration_s,
        duration_s * speed,
        speed,
        np.repeat(by_distance, counts),
        np.repeat(in_ramp, counts),
        int(hard[-1] if hard else ends[-1]) - 1,
    )


def left_to_the_runner(workout: Workout, runner: Runner) -> tuple[str, ...]:
    """Return what a workout leaves open, and how it is taken here."""
    entries = outline(workout, runner)
    told = []
    laps = sum(not has_length(e) for e in entries)
    if laps:
        told.append(f"{laps} steps that wait for the lap button are left out")
    free = sum(planned_speeds(e) is None and has_length(e) for e in entries)
    if free:
        told.append(
            f"{free} steps without a pace are run at easy pace, sprints all-out"
        )
    return tuple(told)
