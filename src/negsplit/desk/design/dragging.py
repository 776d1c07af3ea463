"""A workout whose picture was taken hold of: as it is now, with all that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.desk.design.design_view import shown
from negsplit.desk.design.reshaping import Nudge, nudged, path_of, pulled
from negsplit.desk.design.workout_asked import placed, written
from negsplit.drawings.handles import Edge
from negsplit.drawings.sketch import sketch
from negsplit.errors import InputError
from negsplit.notation import parse
from negsplit.runner import Runner

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.desk.design.design_view import DesignView
    from negsplit.desk.design.reshaping import Pull
    from negsplit.desk.design.workout_asked import Asking

# A button or key moves something by so much at most.
MOST_BY = 100


def pulled_view(
    asking: Asking, pull: Pull, athlete: Athlete, *, is_draft: bool
) -> DesignView:
    """Return a workout with one edge pulled to a place of its picture.

    Parameters
    ----------
    asking : Asking
        The workout as it was when the edge was taken hold of.
    pull : Pull
        Which edge, and where to.
    athlete : Athlete
        Who runs.
    is_draft : bool
        Whether it is still held: the picture keeps its axes, and is rougher.

    Raises
    ------
    FormatError
        If the notation cannot be read.
    InputError
        If there is nothing there that could be pulled.
    """
    workout = parse(asking.notation, default_unit=asking.unit)
    runner = Runner.of(placed(athlete))
    before = sketch(workout, runner, asking.across, asking.unit_of(workout))
    after = pulled(workout, pull, before, runner)
    like = before if is_draft else None
    return shown(written(asking, after), athlete, is_draft=is_draft, like=like)


def nudged_view(asking: Asking, nudge: Nudge, athlete: Athlete) -> DesignView:
    """Return a workout with one edge moved by some of its smallest steps.

    Raises
    ------
    FormatError
        If the notation cannot be read.
    InputError
        If there is nothing there that could be moved.
    """
    workout = parse(asking.notation, default_unit=asking.unit)
    runner, unit = Runner.of(placed(athlete)), asking.unit_of(workout)
    return shown(written(asking, nudged(workout, nudge, runner, unit)), athlete)


def nudge_of(text: str) -> Nudge:
    """Return what a button asks for, from text such as ``2.0 length +1``.

    Raises
    ------
    InputError
        If it is none.
    """
    path, _, rest = text.partition(" ")
    edge, _, by = rest.partition(" ")
    try:
        found = Nudge(path_of(path), Edge(edge), int(by))
    except ValueError as error:
        raise InputError(f"'{text[:40]}' is no change; load the page again") from error
    if abs(found.by) > MOST_BY:
        raise InputError(f"{found.by} is too much at once; at most {MOST_BY}")
    return found
