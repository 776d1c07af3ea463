"""The pictures of a run: its route, and where it lay on the lactate curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.smoothing import cell_means
from negsplit.drawings.frame import Setting
from negsplit.drawings.lactate_picture import lactate_in_page
from negsplit.drawings.lactate_run import lactate_run, told
from negsplit.drawings.overlay import overlay_panels
from negsplit.drawings.panel_picture import panels_in_page, svg_of
from negsplit.drawings.route import Ground, legend_words, route_of, route_svg
from negsplit.errors import InputError
from negsplit.runner import Runner
from negsplit.simulate import simulate
from negsplit.simulate.simulation import Settings
from negsplit.targets import SpeedTarget, Time
from negsplit.units import PLAUSIBLE_SPEED_MPS, format_distance
from negsplit.workout import Step, Workout

if TYPE_CHECKING:
    from negsplit.desk.runs.judged_run import JudgedRun
    from negsplit.drawings.route import Route
    from negsplit.simulate import Simulation
    from negsplit.units import DistanceUnit
    from negsplit.verify.cost import HeartCost

# Lactate follows effort in minutes, so a run is told by its minutes, and a very long
# one by a hundred stretches, as more would only cross each other.
PIECE_S, MOST_PIECES = 60.0, 100
CHART = Setting(in_page="along")
_LIKELIEST = Settings(members=2)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, and what it shows in words."""

    svg: str
    words: tuple[str, ...]


def laid_out(run: JudgedRun) -> Route | None:
    """Return the route of a run as it lies on paper; nothing without places."""
    streams, track = run.recording.streams, run.verdict.track
    known = (
        np.isfinite(streams.latitude_deg)
        & np.isfinite(streams.longitude_deg)
        & np.isfinite(streams.time_s)
    )
    if known.sum() < 2:
        return None
    order = np.argsort(streams.time_s[known], kind="stable")
    time_s = streams.time_s[known][order]
    turns = np.unwrap(streams.longitude_deg[known][order], period=360)
    return route_of(
        Ground(
            np.interp(track.elapsed_s, time_s, streams.latitude_deg[known][order]),
            np.interp(track.elapsed_s, time_s, turns),
            track.distance_m,
            track.adjusted_mps,
        )
    )


def route_picture(
    run: JudgedRun, unit: DistanceUnit, setting: Setting
) -> Picture | None:
    """Return the route of a run; nothing where no places were recorded."""
    route = laid_out(run)
    if route is None:
        return None
    length = format_distance(run.verdict.track.total_m, unit)
    words = legend_words(route, unit)
    shown = f"The way of the run, {length}, wider and stronger where it was faster."
    return Picture(route_svg(route, shown, unit, setting), (shown, *words))


def lactate_picture(
    run: JudgedRun, unit: DistanceUnit, setting: Setting
) -> Picture | None:
    """Return where a run lay on the runner's lactate curve, by the models.

    Nothing where too little is known of the runner, or the run was too short.
    """
    track = run.verdict.track
    pieces = min(int(len(track) // PIECE_S), MOST_PIECES)
    if pieces < 2:
        return None
    piece_s = len(track) / pieces
    speeds = np.clip(cell_means(track.adjusted_mps, pieces), *PLAUSIBLE_SPEED_MPS)
    as_run = Workout(
        tuple(Step(Time(piece_s), (SpeedTarget(v, v),)) for v in speeds.tolist())
    )
    try:
        found = simulate(as_run, Runner.of(run.athlete), settings=_LIKELIEST)
    except InputError:  # nobody knows the thresholds of a runner without a race
        return None
    on_curve = lactate_run(found, as_run)
    words = tuple(told(on_curve, part, unit) for part in on_curve.parts)
    said = "This run on your lactate curve, by the models", "; ".join(words)
    return Picture(lactate_in_page(on_curve, said, unit, setting), words)


def overlay_file(
    run: JudgedRun, title: str, unit: DistanceUnit, planned: Simulation | None
) -> str:
    """Return pace and heart rate over the plan, as a file."""
    panels = overlay_panels(run.verdict.track, None, planned, unit)
    return svg_of(panels, title, "", unit)


def overlay_in_page(
    run: JudgedRun,
    unit: DistanceUnit,
    planned: Simulation | None,
    cost: HeartCost | None,
) -> str:
    """Return pace and heart rate over what was foretold, to stand in a page."""
    panels = overlay_panels(run.verdict.track, cost, planned, unit)
    said = "Pace and heart rate along the run", "; ".join(p.title for p in panels)
    return panels_in_page(panels, said, unit, CHART)
