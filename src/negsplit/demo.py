"""A synthetic runner and a synthetic run, for the demo and for nobody's records.

The run is made from the plan: it follows it as runners do, a little too fast at
first, with the unevenness of satellites, over a gentle hill, with a heart that lags
behind. Nothing of it was measured, and the file says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import cos, degrees, pi, sin
from typing import TYPE_CHECKING

from negsplit.athlete import Athlete, Race
from negsplit.design.outline import outline, samples
from negsplit.physiology.gradient import gap_factor
from negsplit.physiology.kinetics import heart_rate_approach
from negsplit.runner import Runner
from negsplit.units import HALF_MARATHON_M

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
# A hill of 12 m height every 4 km.
HILL_M, HILL_HEIGHT_M = 4000.0, 12.0
EARTH_RADIUS_M = 6_371_008.8
START_PLACE_DEG = (52.5, 13.4)


@dataclass(frozen=True, slots=True)
class _Sample:
    step: int
    second: int
    distance_m: float
    altitude_m: float
    heart_rate_bpm: float


def recorded_run(workout: Workout) -> bytes:
    """Return a TCX file of the demo runner running a workout, a lap for each step.

    The same workout gives the same bytes.
    """
    laps: list[list[_Sample]] = []
    for point in _run(workout, Runner.of(ATHLETE)):
        if point.step == len(laps):
            laps.append([])
        laps[point.step].append(point)
    ends = [lap[0] for lap in laps[1:]] + [laps[-1][-1]]
    body = "\n".join(_lap(lap, end) for lap, end in zip(laps, ends, strict=True))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase
 xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">
<Activities><Activity Sport="Running"><Id>{_stamp(0)}</Id>
{body}
<Notes>Synthetic: made by negsplit demo, measured by nobody.</Notes>
<Creator><Name>{NAME}</Name></Creator></Activity></Activities>
</TrainingCenterDatabase>
""".encode()


def _lap(points: list[_Sample], end: _Sample) -> str:
    track = "\n".join(_trackpoint(point) for point in points)
    return f"""<Lap StartTime="{_stamp(points[0].second)}">
<TotalTimeSeconds>{end.second - points[0].second}</TotalTimeSeconds>
<DistanceMeters>{end.distance_m - points[0].distance_m:.1f}</DistanceMeters>
<Intensity>Active</Intensity><TriggerMethod>Distance</TriggerMethod>
<Track>
{track}
</Track></Lap>"""


def _run(workout: Workout, runner: Runner) -> Iterator[_Sample]:
    distance_m, heart, second = 0.0, 0.5 * runner.max_hr, 0
    for step, planned in enumerate(outline(workout, runner)):
        for sample in samples((planned,)):
            altitude_m = _altitude(distance_m)
            yield _Sample(step, second, distance_m, altitude_m, heart)
            speed = sample.speed_mps * (1 + _wander(second))
            distance_m += speed / gap_factor(_grade(distance_m)) * sample.duration_s
            steady = runner.heart_rate_at(sample.intensity_frac)
            goal = steady * (1 + DRIFT_PER_S * second)
            heart = heart_rate_approach(heart, goal, sample.duration_s)
            second += 1


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


def _stamp(second: int) -> str:
    return (STARTED_AT + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _trackpoint(point: _Sample) -> str:
    latitude = START_PLACE_DEG[0] + degrees(point.distance_m / EARTH_RADIUS_M)
    return (
        f"<Trackpoint><Time>{_stamp(point.second)}</Time>"
        f"<Position><LatitudeDegrees>{latitude:.7f}</LatitudeDegrees>"
        f"<LongitudeDegrees>{START_PLACE_DEG[1]}</LongitudeDegrees></Position>"
        f"<AltitudeMeters>{point.altitude_m:.1f}</AltitudeMeters>"
        f"<DistanceMeters>{point.distance_m:.2f}</DistanceMeters>"
        f"<HeartRateBpm><Value>{point.heart_rate_bpm:.0f}</Value></HeartRateBpm>"
        "</Trackpoint>"
    )
