"""Everything that the page of a design shows: asked, drawn, predicted, explained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.desk.design.forecast import FEW, MANY, forecast
from negsplit.desk.design.neighbours import neighbours
from negsplit.desk.design.workout_asked import Asking, Slip, SlipError, answered, placed
from negsplit.drawings.handles import handles
from negsplit.drawings.sketch import addresses, sketch
from negsplit.drawings.step_words import told
from negsplit.errors import FormatError, InputError, NegsplitError
from negsplit.notation import hints, to_lines
from negsplit.physiology.training_paces import DEFAULT_PROFILE
from negsplit.reports.step_table import step_table
from negsplit.reports.wording import sentence
from negsplit.runner import Runner
from negsplit.units import format_clock, format_distance

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.desk.design.forecast import Forecast
    from negsplit.desk.design.neighbours import NextWorkout
    from negsplit.desk.design.solving import Solved
    from negsplit.desk.design.workout_asked import Answered
    from negsplit.drawings.handles import Edge
    from negsplit.drawings.sketch import Sketch
    from negsplit.reports.step_table import StepRow
    from negsplit.units import DistanceUnit
    from negsplit.workout import Workout

NO_RACE = (
    "No race of yours is known, so this is drawn for a typical runner and is to be run "
    "by effort. With one race, paces and predictions are yours."
)
# Steps, repeats written out, that are predicted while a page is waited for.
MOST_FORETOLD = 1000
TOO_MANY = f"More than {MOST_FORETOLD} steps are drawn, but not predicted."
# Letters in a line of the notation field.
NOTATION_WIDTH = 44
# Steps that are listed; nobody reads more, and nobody runs them.
MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in the list, and what of it can be changed by buttons.

    Parameters
    ----------
    number : int
        Counted from 1, repeats once.
    path : str
        Where it is in the tree of the workout.
    row : StepRow
        Its length, paces, heart rate and effort.
    edges : tuple of Edge
        What can be made more or less.
    """

    number: int
    path: str
    row: StepRow
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class DesignView:
    """A workout with all that is said of it.

    Parameters
    ----------
    asking : Asking
        What was asked for, as it was typed.
    slip : Slip, optional
        What of it could not be understood.
    title, summary, total : str
        What it is.
    notation : str
        The workout as text, in lines; what was typed where it cannot be read.
    sketch : Sketch, optional
        Its profile.
    said : str
        The profile in a sentence.
    steps : tuple of StepLine
        Step by step.
    forecast : Forecast, optional
        What it would do; nothing where too little is known.
    missing : str
        Why there is no forecast.
    neighbours : tuple of NextWorkout
        What a little more or less would do.
    solved : Solved, optional
        How the hold was solved, if it was asked for.
    advice, warnings, hints : tuple of str
        What an honest coach would add; what does not fit; what may be meant otherwise.
    why : tuple of tuple of str
        Sentences that it rests on, and how well established each is.
    """

    asking: Asking
    slip: Slip | None = None
    title: str = ""
    summary: str = ""
    total: str = ""
    notation: str = ""
    sketch: Sketch | None = None
    said: str = ""
    steps: tuple[StepLine, ...] = ()
    forecast: Forecast | None = None
    missing: str = ""
    neighbours: tuple[NextWorkout, ...] = ()
    solved: Solved | None = None
    advice: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    why: tuple[tuple[str, str], ...] = ()


def design_view(asking: Asking, athlete: Athlete) -> DesignView:
    """Return what a runner asked for as a workout, with all that is said of it.

    Nothing is raised for what was typed: the view says what was not understood, and
    keeps the words.
    """
    try:
        found = answered(asking, athlete)
    except FormatError as error:
        slip = Slip("notation", sentence(str(error)), error.offset)
        return DesignView(asking, slip, notation=asking.notation)
    except InputError as error:
        slip = Slip(_field(error, asking), sentence(str(error)))
        return DesignView(asking, slip, notation=asking.notation)
    return shown(found, athlete)


def _field(error: InputError, asking: Asking) -> str:
    """Return at which field a refusal is said."""
    if isinstance(error, SlipError):
        return error.field
    return "hold" if asking.hold and "hold" in str(error) else "amount"


def shown(
    found: Answered,
    athlete: Athlete,
    *,
    is_draft: bool = False,
    like: Sketch | None = None,
) -> DesignView:
    """Return a workout with all that is said of it.

    Parameters
    ----------
    found : Answered
        The workout, and what was said when it was designed.
    athlete : Athlete
        Who runs.
    is_draft : bool
        Whether it is about to change again, so that a rougher answer does.
    like : Sketch, optional
        Whose axes the profile stands on.
    """
    asking, workout = found.asking, found.workout
    unit = asking.unit_of(workout)
    notation = "\n".join(to_lines(workout, NOTATION_WIDTH))
    view = DesignView(
        replace(
            asking,
            notation=notation,
            goal=workout.goal.value if workout.goal else asking.goal,
        ),
        title=found.title,
        summary=found.summary,
        notation=notation,
        solved=found.solved,
        advice=found.advice,
        warnings=found.warnings,
        hints=tuple(sentence(hint) for hint in hints(workout)),
        why=tuple((claim.text, claim.grade.value) for claim in found.claims),
    )
    runner = placed(athlete)
    try:
        drawn = sketch(workout, Runner.of(runner), asking.across, unit, like)
    except NegsplitError as error:
        return replace(view, missing=sentence(str(error)))
    view = replace(
        view,
        sketch=drawn,
        said=told(drawn),
        total=_total(drawn, unit),
        steps=_lines(workout, runner, drawn),
    )
    if runner is not athlete:
        return replace(view, missing=NO_RACE)
    if len(drawn.bars) > MOST_FORETOLD:
        return replace(view, missing=TOO_MANY)
    try:
        members = FEW if is_draft else MANY
        predicted = forecast(workout, athlete, asking.across, members)
        beside = () if is_draft or found.solved else neighbours(workout, athlete, unit)
    except NegsplitError as error:
        return replace(view, missing=sentence(str(error)))
    return replace(view, forecast=predicted, neighbours=beside)


def _total(drawn: Sketch, unit: DistanceUnit) -> str:
    return (
        f"{format_distance(drawn.total_m, unit)} in about {format_clock(drawn.total_s)}"
    )


def _lines(workout: Workout, athlete: Athlete, drawn: Sketch) -> tuple[StepLine, ...]:
    rows = step_table(workout, athlete, DEFAULT_PROFILE, drawn.unit)
    paths = dict.fromkeys(path for path, _ in addresses(workout.items))
    edges: dict[tuple[int, ...], list[Edge]] = {path: [] for path in paths}
    for handle in handles(drawn):
        edges[handle.path].append(handle.edge)
    return tuple(
        StepLine(number, ".".join(map(str, path)), row, tuple(edges[path]))
        for number, (row, path) in enumerate(zip(rows, paths, strict=False), start=1)
    )[:MOST_ROWS]
