"""A synthetic runner and a synthetic run, for the demo and for nobody's records.

The run is made from the plan: it follows it as runners do, a little too fast at
first, with the unevenness of satellites, over a gentle hill, with a heart that lags
behind. Nothing of it was measured, and the file says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from math import cos, pi, radians, sin
from typing import TYPE_CHECKING

from negsplit.athlete import Athlete, Race
from negsplit.design.outline import PlannedStep, Sample, outline, pieces
from negsplit.physiology.gradient import gap_factor
from negsplit.physiology.kinetics import heart_rate_approach
from negsplit.runner import Runner
from negsplit.units import HALF_MARATHON_M
from negsplit.workout import Effort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.workout import Workout

NAME = "Demo Runner (synthetic)"
ATHLETE = Athlete(
    races=(Race(HALF_MARATHON_M, 95 * 60.0),),
    name=NAME,
    max_hr_bpm=188.0,
    resting_hr_bpm=50.0,
)
STARTED_AT = datetime(2026, 5, 16, 6, 30, tzinfo=UTC)
# The runner's habits: 2 % too fast for five minutes, wandering by about 2 %, and a
# heart that drifts up by 0.1 % a minute (all of them made up).
EAGER_FRAC, EAGER_S = 0.02, 300.0
WANDER_FRAC = 0.02
DRIFT_PER_S = 0.001 / 60
# What words without a pace come to, and at which share of VDOT: standing, a walk of
# 5 km/h, a sprint, and a jog back down the hill, for as long as that takes (made up).
JOG = (2.4, 0.5)
BY_WORD = {
    Effort.REST: (0.0, 0.35),
    Effort.WALK: (5 / 3.6, 0.4),
    Effort.STRIDES: (4.9, 1.05),
    Effort.SPRINT: (5.2, 1.1),
}
OPEN_S = 120.0
# No heart of the demo beats faster than its runner's maximum.
HIGHEST_FRAC = 0.99
# A hill of 12 m height every 4 km.
HILL_M, HILL_HEIGHT_M = 4000.0, 12.0
EARTH_RADIUS_M = 6_371_008.8
START_PLACE_DEG = (52.5, 13.4)
# Once round the park, made up.
LOOP_M, BEND_M = 5000.0, 420.0
STRAIGHT_M = LOOP_M / 2 - pi * BEND_M


@dataclass(frozen=True, slots=True)
class Day:
    """How the demo runner is on a day, and when they set out.

    Parameters
    ----------
    started_at : datetime
        When.
    pace_frac : float
        How much faster than planned the run is, as a share.
    fade_frac : float
        How much slower the end is than the plan, as a share: it grows all the way.
    heart_frac : float
        By how much the heart beats faster than usual, as a share: heat, a short night.
    every_s : int
        A sample in so many seconds, as watches write that save room. [s]
    """

    started_at: datetime = STARTED_AT
    pace_frac: float = 0.0
    fade_frac: float = 0.0
    heart_frac: float = 0.0
    every_s: int = 1


USUAL = Day()


@dataclass(frozen=True, slots=True)
class _Sample:
    step: int
    second: int
    distance_m: float
    altitude_m: float
    heart_rate_bpm: float


def recorded_run(workout: Workout, day: Day = USUAL) -> bytes:
    """Return a TCX file of the demo runner running a workout, a lap for each step.

    The same workout on the same day gives the same bytes.
    """
    points = _run(workout, Runner.of(ATHLETE), day)
    laps = [list(lap) for _, lap in groupby(points, key=lambda point: point.step)]
    ends = [lap[0] for lap in laps[1:]] + [laps[-1][-1]]
    body = "\n".join(_lap(lap, end, day) for lap, end in zip(laps, ends, strict=True))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase
 xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">
<Activities><Activity Sport="Running"><Id>{_stamp(0, day)}</Id>
{body}
<Notes>Synthetic: made by negsplit demo, measured by nobody.</Notes>
<Creator><Name>{NAME}</Name></Creator></Activity></Activities>
</TrainingCenterDatabase>
""".encode()


def _lap(points: list[_Sample], end: _Sample, day: Day) -> str:
    last = points[-1]
    track = "\n".join(
        _trackpoint(point, day)
        for point in points
        if point is last or point.second % day.every_s == 0
    )
    return f"""<Lap StartTime="{_stamp(points[0].second, day)}">
<TotalTimeSeconds>{end.second - points[0].second}</TotalTimeSeconds>
<DistanceMeters>{end.distance_m - points[0].distance_m:.1f}</DistanceMeters>
<Intensity>Active</Intensity><TriggerMethod>Distance</TriggerMethod>
<Track>
{track}
</Track></Lap>"""


def _run(workout: Workout, runner: Runner, day: Day) -> Iterator[_Sample]:
    planned = outline(workout, runner)
    whole_s = sum(step.duration_s or OPEN_S for step in planned)
    distance_m, heart, second = 0.0, 0.5 * runner.max_hr, 0
    for number, step in enumerate(planned):
        has_pace = step.faces.speeds_mps is not None
        for sample in _by_pace(step, runner) if has_pace else _by_word(step):
            altitude_m = _altitude(distance_m)
            yield _Sample(number, second, distance_m, altitude_m, heart)
            fade = day.fade_frac * second / whole_s
            speed = sample.speed_mps * (1 + _wander(second) + day.pace_frac - fade)
            distance_m += speed / gap_factor(_grade(distance_m)) * sample.duration_s
            steady = runner.heart_rate_at(sample.intensity_frac)
            goal = steady * (1 + DRIFT_PER_S * second + day.heart_frac)
            heart = heart_rate_approach(heart, goal, sample.duration_s)
            heart = min(heart, HIGHEST_FRAC * runner.max_hr)
            second += 1


def _by_pace(step: PlannedStep, runner: Runner) -> Iterator[Sample]:
    """Yield the seconds of a step that has a pace; its pieces last about as long."""
    ended_s, second = 0.0, 0
    for piece in pieces(step, runner):
        ended_s += piece.duration_s
        while second + 0.5 < ended_s:
            yield replace(piece, duration_s=1.0)
            second += 1


def _by_word(step: PlannedStep) -> Iterator[Sample]:
    """Yield the seconds of a step that has no pace: a rest, a walk, a sprint, a jog."""
    speed_mps, intensity_frac = BY_WORD.get(step.step.effort or Effort.JOG, JOG)
    for _ in range(round(step.duration_s or OPEN_S)):
        yield Sample(1.0, speed_mps, intensity_frac)


def _wander(second: int) -> float:
    """Return by how much the runner is off the plan, as a share."""
    eager = EAGER_FRAC if second < EAGER_S else 0.0
    # Periods that share no divisor never repeat within a run.
    waves = sin(second / 11.3) + sin(second / 37.1 + 1) + sin(second / 97.7 + 2)
    return eager + WANDER_FRAC * waves / 3


def _altitude(distance_m: float) -> float:
    return 40 + HILL_HEIGHT_M / 2 * (1 - cos(2 * pi * distance_m / HILL_M))


def _grade(distance_m: float) -> float:
    return HILL_HEIGHT_M * pi / HILL_M * sin(2 * pi * distance_m / HILL_M)


def _stamp(second: int, day: Day) -> str:
    moment = day.started_at.astimezone(UTC) + timedelta(seconds=second)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _trackpoint(point: _Sample, day: Day) -> str:
    latitude, longitude = _place(point.distance_m)
    return (
        f"<Trackpoint><Time>{_stamp(point.second, day)}</Time>"
        f"<Position><LatitudeDegrees>{latitude:.7f}</LatitudeDegrees>"
        f"<LongitudeDegrees>{longitude:.7f}</LongitudeDegrees></Position>"
        f"<AltitudeMeters>{point.altitude_m:.1f}</AltitudeMeters>"
        f"<DistanceMeters>{point.distance_m:.2f}</DistanceMeters>"
        f"<HeartRateBpm><Value>{point.heart_rate_bpm:.0f}</Value></HeartRateBpm>"
        "</Trackpoint>"
    )


def _place(distance_m: float) -> tuple[float, float]:
    """Return where the runner is, round and round: two straights and two bends."""
    along_m = distance_m % LOOP_M
    side, along_m = divmod(along_m, LOOP_M / 2)
    if along_m < STRAIGHT_M:
        east_m, north_m = along_m - STRAIGHT_M / 2, -BEND_M
    else:
        turn = (along_m - STRAIGHT_M) / BEND_M
        east_m, north_m = STRAIGHT_M / 2 + BEND_M * sin(turn), -BEND_M * cos(turn)
    if side:
        east_m, north_m = -east_m, -north_m
    latitude, longitude = START_PLACE_DEG
    per_degree_m = radians(1) * EARTH_RADIUS_M
    return (
        latitude + north_m / per_degree_m,
        longitude + east_m / (per_degree_m * cos(radians(latitude))),
    )
