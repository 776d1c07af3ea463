"""A run to be handed on: as one page, as a picture, as the bytes it came in.

The page needs nothing else and loads nothing, so that it can be sent to a coach, and
still be read in ten years. Where a runner lives can be seen from a route: it is left
out unless it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from negsplit.desk.runs.judged_run import foretold, judged_run
from negsplit.desk.runs.own_heart import own_heart
from negsplit.desk.runs.run_pictures import overlay_file, overlay_in_page
from negsplit.desk.runs.run_view import title_of, view_of
from negsplit.reports.heart_words import cost_lines
from negsplit.runner import Runner
from negsplit.sources.found import INSIDE, shown
from negsplit.units import format_distance
from negsplit.verify.cost import heart_cost

if TYPE_CHECKING:
    from negsplit.desk.runs.run_pictures import Picture
    from negsplit.desk.runs.run_view import RunView
    from negsplit.diary import Diary
    from negsplit.units import DistanceUnit


@dataclass(frozen=True, slots=True)
class Handout:
    """A file to be handed out, and how to call it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class RunPage:
    """What a run's page to be sent shows.

    Parameters
    ----------
    name : str
        Of the file.
    view : RunView
        As on the run's page.
    chart : str
        Pace and heart rate, as a drawing.
    route : Picture, optional
        Where it went, if that was asked for and recorded.
    cost : tuple of str
        What it cost the heart, where that can be said.
    """

    name: str
    view: RunView
    chart: str
    route: Picture | None
    cost: tuple[str, ...]


def run_to_send(
    diary: Diary, number: int, unit: DistanceUnit, *, with_route: bool
) -> RunPage:
    """Return what a run's page to be sent shows."""
    run = judged_run(diary, number)
    view = view_of(diary, run, unit)
    own = own_heart(diary, run.row.started_at, run.athlete)
    cost = heart_cost(run.verdict.track, Runner.of(run.athlete), own)
    return RunPage(
        name=f"run {run.row.started_at:%Y-%m-%d}.html",
        view=view,
        chart=overlay_in_page(run, unit, foretold(run), cost),
        route=view.route if with_route else None,
        cost=() if cost is None else cost_lines(cost, "."),
    )


def picture_file(diary: Diary, number: int, unit: DistanceUnit) -> str:
    """Return pace and heart rate of a run, over its plan, as a drawing."""
    run = judged_run(diary, number)
    length = format_distance(run.verdict.track.total_m, unit)
    title = f"{title_of(run.row)}: {length}"
    return overlay_file(run, title, unit, foretold(run))


def original_file(diary: Diary, number: int) -> Handout:
    """Return the bytes that a run was imported from, called as they were."""
    kept = diary.original(number)
    last = PurePosixPath(kept.place.rpartition(INSIDE)[2] or kept.place).name
    return Handout(shown(last) or f"run-{number}", kept.data)
