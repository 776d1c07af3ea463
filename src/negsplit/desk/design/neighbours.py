"""The workouts next to one: what a little more or less of its hard part would do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from negsplit.desk.design.longer import length_at
from negsplit.desk.design.reshaping import with_step_length
from negsplit.drawings.sketch import sketch
from negsplit.drawings.step_words import length_words
from negsplit.drawings.zones import Across, Zone
from negsplit.errors import InputError
from negsplit.notation import to_text
from negsplit.reports.solved_words import chance_words
from negsplit.runner import Runner
from negsplit.simulate.members import drawn
from negsplit.simulate.simulation import SEED
from negsplit.solve.trial import trial
from negsplit.units import DistanceUnit, format_clock
from negsplit.workout import Distance, Goal, Repeat

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.drawings.sketch import Bar
    from negsplit.simulate.members import Members
    from negsplit.solve.trial import Trial
    from negsplit.workout import Workout

# So much longer or shorter a neighbour is, as near as it can be said. Ours.
STEP_S = 120.0
# Fewer runners than for the workout itself, in longer cells: differences between
# workouts that the same runners run need no more.
MEMBERS, CELL_S = 100, 15.0
# What counts for a goal, in the words of a comparison.
_COUNTS = {Goal.VO2MAX: "near VO2max", Goal.BASE: "beyond marathon effort"}
KEPT = 64


@dataclass(frozen=True, slots=True)
class NextWorkout:
    """A workout next to another: what is changed, what that does, and itself."""

    change: str
    effect: str
    notation: str


@lru_cache(maxsize=KEPT)
def neighbours(
    workout: Workout, athlete: Athlete, unit: DistanceUnit
) -> tuple[NextWorkout, ...]:
    """Return the workouts with a little less and more of the hard part.

    The hard part is the last of the fastest steps; of a repeat, the repetitions.
    Nothing is returned where all is easy.

    Raises
    ------
    MissingInputError
        If neither a race nor a VDOT is known.
    """
    runner = Runner.of(athlete)
    hard = _hard_part(workout, runner, unit)
    if hard is None:
        return ()
    members = drawn(runner, np.random.default_rng(SEED), MEMBERS)
    here = _tried(workout, members, runner)
    found = []
    for change, other in _changed(workout, hard, unit):
        there = _tried(other, members, runner)
        effect = difference(here, there, workout.goal)
        found.append(NextWorkout(change, effect, to_text(other)))
    return tuple(found)


def _hard_part(workout: Workout, runner: Runner, unit: DistanceUnit) -> Bar | None:
    shown = sketch(workout, runner, Across.TIME, unit)
    hard = [
        bar
        for bar in shown.bars
        if bar.slices[-1].zone not in (Zone.EASY, Zone.MARATHON) and bar.duration_s > 0
    ]
    if not hard:
        return None
    # Paces that are told as the same second are the same.
    fastest = max(round(bar.end_mps, 2) for bar in hard)
    return [bar for bar in hard if round(bar.end_mps, 2) >= fastest][-1]


def _changed(
    workout: Workout, hard: Bar, unit: DistanceUnit
) -> list[tuple[str, Workout]]:
    """Return what can be changed, in words, and the workouts that come of it."""
    around = workout.items[hard.path[0]]
    if isinstance(around, Repeat):
        return _repeated(workout, hard.path[0], around)
    found: list[tuple[str, Workout]] = []
    if hard.duration_s < 2 * STEP_S:  # one of several that are not written as a repeat
        return found
    for by in (-STEP_S, STEP_S):
        length = hard.step.length
        seconds = hard.duration_s + by
        own = seconds * hard.distance_m / hard.duration_s
        wanted = own if isinstance(length, Distance) else seconds
        other = length_at(length, wanted, unit)
        changed = with_step_length(workout, hard.path, other)
        name = length_words(replace(hard.step, length=other, cues=()), unit)
        longer = "longer" if by > 0 else "shorter"
        found.append((f"The hard part {longer}, {name}", changed))
    return found


def _repeated(
    workout: Workout, index: int, around: Repeat
) -> list[tuple[str, Workout]]:
    found = []
    for by, words in ((-1, "One repetition less"), (1, "One repetition more")):
        if around.times + by < 1:
            continue
        try:
            items = list(workout.items)
            items[index] = replace(around, times=around.times + by)
            found.append((words, replace(workout, items=tuple(items))))
        except InputError:  # more repetitions than a workout can have
            continue
    return found


def _tried(workout: Workout, members: Members, runner: Runner) -> Trial:
    return trial(workout, members, runner, CELL_S)


def _aim(here: Trial) -> Goal:
    """Return what a workout without a goal has more of."""
    near, at = here.dose.near_vo2max_s.middle, here.dose.threshold_s.middle
    return Goal.VO2MAX if near > at else Goal.THRESHOLD


def difference(here: Trial, there: Trial, goal: Goal | None) -> str:
    """Return what another workout comes to, against this one."""
    counts = goal or _aim(here)
    change = there.reached(counts).middle - here.reached(counts).middle
    sign = "−" if change < 0 else "+"
    words = _COUNTS.get(counts, "at threshold")
    # Fewer runners are tried here than for the forecast: so which way, not how much.
    before, after = here.dose.completion_frac, there.dose.completion_frac
    chance = "the same"
    if chance_words(before) != chance_words(after):
        chance = "higher" if after > before else "lower"
    told = f"chance of completing it {chance}"
    return f"{sign}{format_clock(abs(change))} {words}, {told}"
