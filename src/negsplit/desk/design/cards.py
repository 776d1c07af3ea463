"""A workout on a card for the pocket, and its times as a band for the wrist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.design.design import CLAIMS_OF_GOALS
from negsplit.desk.design.forecast import dose_of, goal_check
from negsplit.desk.design.workout_asked import placed
from negsplit.drawings.sketch import sketch
from negsplit.drawings.zones import Across
from negsplit.errors import NegsplitError
from negsplit.physiology.training_paces import DEFAULT_PROFILE
from negsplit.reports.solved_words import chance_words
from negsplit.reports.step_table import step_table
from negsplit.runner import Runner
from negsplit.simulate.cells import planned_cells
from negsplit.units import format_clock, format_distance
from negsplit.workout import Distance, Goal, Time

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.drawings.sketch import Sketch
    from negsplit.reports.step_table import StepRow
    from negsplit.units import DistanceUnit
    from negsplit.workout import Cue, Workout

# Steps and marks that a card and a band of paper have room for.
MOST_ROWS, MOST_MARKS = 14, 42
MOST_CUES = 4
# The cue of every build, as the source articles have it.
ALWAYS = "If it feels off, stop building: it still counts."
# What a card says of its purpose, in the words of a runner.
PURPOSES = {
    Goal.THRESHOLD: "To spend time at threshold pace.",
    Goal.VO2MAX: "To spend time near VO2max.",
    Goal.BASE: "To build a base, with a short lift at the end.",
    Goal.RECOVERY: "To recover; there is no target to miss.",
    Goal.BRIDGE: "To stay fresh for a hard session.",
    Goal.REHEARSAL: "To rehearse a race that gets faster.",
    Goal.AWARENESS: "To learn how each pace feels.",
    Goal.TIME_EFFICIENT: "A moderate day in little time.",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A kilometre or mile of the run: which, and the clock when it is done."""

    at: str
    clock: str


@dataclass(frozen=True, slots=True)
class WorkoutCard:
    """A workout on a card.

    Parameters
    ----------
    title, total, purpose, why : str
        What it is, how long, what for, and the sentence behind that.
    outlook : str
        What it should come to, where enough is known of the runner.
    rows : tuple of StepRow
        Step by step.
    more : int
        Steps that the card has no room for.
    cues : tuple of str
        What to think of, and when.
    marks : tuple of Mark
        The clock at every kilometre or mile.
    unit : DistanceUnit
        Which of them.
    sketch : Sketch
        Its profile.
    is_typical : bool
        Whether no race was known, so that paces are a typical runner's.
    """

    title: str
    total: str
    purpose: str
    why: str
    outlook: str
    rows: tuple[StepRow, ...]
    more: int
    cues: tuple[str, ...]
    marks: tuple[Mark, ...]
    unit: DistanceUnit
    sketch: Sketch
    is_typical: bool


def workout_card(workout: Workout, athlete: Athlete, unit: DistanceUnit) -> WorkoutCard:
    """Return a workout on a card.

    Raises
    ------
    NegsplitError
        If it cannot be told in the runner's numbers.
    """
    unit = workout.unit or unit
    runner = placed(athlete)
    shown = sketch(workout, Runner.of(runner), Across.TIME, unit)
    rows = step_table(workout, runner, DEFAULT_PROFILE, unit)
    title = workout.name or "Workout"
    return WorkoutCard(
        title,
        f"{format_distance(shown.total_m, unit)}, about {format_clock(shown.total_s)}",
        PURPOSES[workout.goal] if workout.goal else "",
        CLAIMS_OF_GOALS[workout.goal][0].text if workout.goal else "",
        _outlook(workout, athlete, is_known=runner is athlete),
        rows[:MOST_ROWS],
        max(len(rows) - MOST_ROWS, 0),
        _cues(workout),
        _marks(workout, Runner.of(runner), unit),
        unit,
        shown,
        runner is not athlete,
    )


def _outlook(workout: Workout, athlete: Athlete, *, is_known: bool) -> str:
    """Return what a run should come to, where it can be predicted."""
    if not is_known:
        return ""
    try:
        dose = dose_of(workout, athlete)
    except NegsplitError:
        return ""
    chance = f"Chance of completing it: {chance_words(dose.completion_frac)}."
    check = goal_check(dose, workout.goal)
    return chance if check is None else f"{check.headline}. {chance}"


def _cues(workout: Workout) -> tuple[str, ...]:
    """Return the cues of all steps, those of a repeat once."""
    found = dict.fromkeys(_cue(cue) for step in workout.flat() for cue in step.cues)
    return (
        *tuple(found)[:MOST_CUES],
        "If it feels off, stop building: it still counts.",
    )


def _cue(cue: Cue) -> str:
    match cue.at:
        case Time(duration_s):
            place = format_clock(duration_s)
        case Distance(distance_m):
            place = format_distance(distance_m)
    return f"{place}{' before the end' if cue.before_end else ''}: {cue.text}"


def _marks(workout: Workout, runner: Runner, unit: DistanceUnit) -> tuple[Mark, ...]:
    """Return the clock at every kilometre or mile, and at the end."""
    cells = planned_cells(workout, runner, 1.0)
    marks: list[Mark] = []
    metres = seconds = 0.0
    for reach, lasting in zip(cells.distance_m, cells.duration_s, strict=True):
        while (len(marks) + 1) * unit.metres <= metres + reach + 1e-6:
            share = ((len(marks) + 1) * unit.metres - metres) / reach
            clock = format_clock(seconds + share * lasting)
            marks.append(Mark(str(len(marks) + 1), clock))
        metres, seconds = metres + reach, seconds + lasting
    if metres - len(marks) * unit.metres > 0.05 * unit.metres:
        end = format_distance(metres, unit).partition(" ")[0]
        marks.append(Mark(end, format_clock(seconds)))
    return tuple(marks[:MOST_MARKS])
