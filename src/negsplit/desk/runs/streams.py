"""What a run looked like along the way, ready for charts.

A chart asks for the stretch that it shows and for as many points as it has room for,
and asks again when it is zoomed. Paces, distances and grades come in the unit that the
runner counts in, so that a page draws what it gets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.settings import SHAPE
from negsplit.analysis.smoothing import smooth
from negsplit.desk.runs.judged_run import foretold
from negsplit.desk.runs.run_pictures import laid_out
from negsplit.desk.runs.stretch import Axis, Curve, Stretch, curve_of, rounded
from negsplit.verify.steps import progress_of, speed_bounds

if TYPE_CHECKING:
    from collections.abc import Callable

    from negsplit.desk.runs.judged_run import JudgedRun
    from negsplit.desk.runs.stretch import Wanted
    from negsplit.recording import Column
    from negsplit.simulate import Simulation
    from negsplit.units import DistanceUnit

# Slower than this share of all that is seen is cut off: a runner who all but stands
# would squeeze the rest of the axis.
SLOW_PERCENTILE = 2.0
# Room above and below a curve, as a share of its span, and the least span of an axis.
MARGIN_FRAC = 0.08
# Places for the mark on the route: nearer than the eye can follow it.
MOST_PLACES = 400
LEAST_SPAN = {"pace": 20.0, "heart": 20.0, "grade": 4.0, "cadence": 20.0}


@dataclass(frozen=True, slots=True)
class Channel:
    """One thing that was measured, along a run.

    Parameters
    ----------
    name, label, unit : str
        For programs, for people, and what its values count.
    low, high : float
        Ends of the axis; of a pace the fast end is the low one.
    curve : Curve
        As run.
    level : Curve, optional
        Of pace: grade-adjusted, where the run was not level.
    planned : Curve, optional
        As the plan was foretold.
    band : tuple of Curve, optional
        The slow and the fast end of what was to be held.
    """

    name: str
    label: str
    unit: str
    low: float
    high: float
    curve: Curve
    level: Curve | None = None
    planned: Curve | None = None
    band: tuple[Curve, Curve] | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A place along the run with a name: the end of a lap or of a step."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where on the picture of the route a runner was, along the axis of the charts."""

    along: list[float]
    x: list[float]
    y: list[float]


@dataclass(frozen=True, slots=True)
class RunStreams:
    """What charts show of a stretch of a run.

    Parameters
    ----------
    by, unit : Axis, DistanceUnit
        As asked for.
    start, end, whole_end : float
        The stretch, and where the whole run ends; it begins at 0.
    smoothed_s : int
        Over how long speed is smoothed here.
    channels : tuple of Channel
        What was recorded, pace first.
    marks, stops : tuple of Mark
        Ends of steps or laps, and where the runner stood.
    places : Places, optional
        On the picture of the route, where there is one.
    """

    by: Axis
    unit: DistanceUnit
    start: float
    end: float
    whole_end: float
    smoothed_s: int
    channels: tuple[Channel, ...]
    marks: tuple[Mark, ...]
    stops: tuple[Mark, ...]
    places: Places | None


def run_streams(run: JudgedRun, wanted: Wanted) -> RunStreams:
    """Return what charts show of a run.

    Raises
    ------
    InputError
        If the stretch lies beyond the run.
    """
    view = Stretch.of(run, wanted)
    return RunStreams(
        by=wanted.by,
        unit=wanted.unit,
        start=rounded(view.start),
        end=rounded(view.end),
        whole_end=rounded(view.whole_end),
        smoothed_s=view.width,
        channels=tuple(_channels(view, foretold(run))),
        marks=tuple(_marks(view)),
        stops=tuple(_stops(view)),
        places=_places(view),
    )


def _channels(view: Stretch, planned: Simulation | None) -> list[Channel]:
    track = view.track
    found = [_pace(view, planned)]
    if np.isfinite(track.heart_rate_bpm).any():
        found.append(_heart(view, planned))
    if track.has_altitude:
        grade = _plain(view, "grade", 100 * track.grade_frac, 2)
        found.append(replace(grade, label="Grade", unit="%"))
    if np.isfinite(track.cadence_spm).any():
        cadence = _plain(view, "cadence", track.cadence_spm, 0)
        found.append(replace(cadence, label="Cadence", unit="steps/min"))
    return found


def _plain(view: Stretch, name: str, values: Column, digits: int) -> Channel:
    low, high = _ends(name, values[view.seen])
    return Channel(name, name, "", low, high, view.curve(values, digits))


def _pace(view: Stretch, planned: Simulation | None) -> Channel:
    track = view.track
    run = view.paced(smooth(track.speed_mps, view.width))
    level = view.paced(smooth(track.adjusted_mps, view.width))
    slow, fast = (view.paced(ends) for ends in _band(view.run))
    told = _foretold(
        view, planned, lambda found: view.paced(_moving(found.streams.effort_mps))
    )
    axis = [_cut(run[view.seen]), slow[view.seen], fast[view.seen]]
    if told is not None:
        axis.append(np.array(told.y, dtype=float))
    low, high = _ends("pace", np.concatenate(axis))
    return Channel(
        name="pace",
        label="Pace",
        unit=f"/{view.wanted.unit.value}",
        low=low,
        high=high,
        curve=view.curve(run, 1),
        level=view.curve(level, 1) if track.has_altitude else None,
        planned=told,
        band=(view.curve(slow, 1), view.curve(fast, 1))
        if np.isfinite(slow).any()
        else None,
    )


def _moving(speed_mps: Column) -> Column:
    """Return speeds without standing, which has no pace and would stretch the axis."""
    return np.where(speed_mps >= SHAPE.floor_mps, speed_mps, np.nan)


def _cut(pace: Column) -> Column:
    """Return paces without the slowest few."""
    return np.minimum(pace, np.percentile(pace, 100 - SLOW_PERCENTILE))


def _heart(view: Stretch, planned: Simulation | None) -> Channel:
    heart = view.track.heart_rate_bpm
    told = _foretold(view, planned, lambda found: found.streams.heart_rate_bpm)
    axis = [heart[view.seen]]
    if told is not None:
        axis.append(np.array(told.y, dtype=float))
    low, high = _ends("heart", np.concatenate(axis))
    return Channel(
        name="heart",
        label="Heart rate",
        unit="bpm",
        low=low,
        high=high,
        curve=view.curve(heart, 0),
        planned=told,
    )


def _ends(name: str, values: Column) -> tuple[float, float]:
    """Return the ends of an axis: all values, some room, and no less than a span."""
    known = values[np.isfinite(values)]
    if not len(known):
        return 0.0, LEAST_SPAN[name]
    low, high = float(known.min()), float(known.max())
    margin = max(MARGIN_FRAC * (high - low), (LEAST_SPAN[name] - (high - low)) / 2)
    return round(low - margin, 1), round(high + margin, 1)


def _foretold(
    view: Stretch,
    planned: Simulation | None,
    column: Callable[[Simulation], Column],
) -> Curve | None:
    """Return what is seen of a simulated column, if there is any."""
    if planned is None:
        return None
    streams = planned.streams
    is_time = view.wanted.by is Axis.TIME
    x = streams.time_s if is_time else streams.distance_m / view.wanted.unit.metres
    y = column(planned)
    seen = (x >= view.start) & (x <= view.end)
    if not np.isfinite(y[seen]).any():
        return None
    return curve_of(x[seen], y[seen], view.wanted.points, 1)


def _band(run: JudgedRun) -> tuple[Column, Column]:
    """Return the planned speeds at every cell of the track."""
    track, dose = run.verdict.track, run.verdict.dose
    low = np.full(len(track), np.nan)
    high = low.copy()
    for result in () if dose is None else dose.steps:
        if result.split is None:
            continue
        cells = track.between(result.split.start_s, result.split.end_s)
        slow, fast = speed_bounds(result.step, progress_of(result.step, track, cells))
        if slow is not None and fast is not None:
            low[cells], high[cells] = slow, fast
    return low, high


def _marks(view: Stretch) -> list[Mark]:
    """Return the ends of the steps that were run, or of laps where no plan was."""
    dose = view.run.verdict.dose
    if dose is not None and any(result.split for result in dose.steps):
        ends = [
            (result.split.end_s, f"step {result.number}")
            for result in dose.steps
            if result.split is not None
        ]
    else:
        laps = view.run.recording.laps
        ends = [(lap.end_s, f"lap {i}") for i, lap in enumerate(laps, 1)]
    return [
        Mark(x, f"end of {text}")
        for end_s, text in ends
        if view.start < (x := _place(view, end_s)) < view.end
    ]


def _stops(view: Stretch) -> list[Mark]:
    return [
        Mark(x, f"stood for {stop.end_s - stop.start_s:.0f} s")
        for stop in view.track.stops
        if view.start <= (x := _place(view, stop.start_s)) <= view.end
    ]


def _place(view: Stretch, at_s: float) -> float:
    """Return where on the axis a moment is."""
    return rounded(float(np.interp(at_s, view.track.elapsed_s, view.x)))


def _places(view: Stretch) -> Places | None:
    route = laid_out(view.run)
    if route is None:
        return None
    inside = view.seen.indices(len(view.x))
    few = np.unique(np.linspace(inside[0], inside[1] - 1, MOST_PLACES).astype(int))
    return Places(
        np.round(view.x[few], 4).tolist(),
        np.round(route.x[few], 1).tolist(),
        np.round(route.y[few], 1).tolist(),
    )
