"""A runner's training paces, heart rates and race times in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.physiology import effort, heart_rate
from negsplit.physiology.daniels import RACE_DURATION_RANGE_S, calculator_race_time
from negsplit.physiology.effort import EffortLevel
from negsplit.physiology.prediction import Prediction, predict
from negsplit.units import HALF_MARATHON_M, MARATHON_M, MILE_M, format_distance

if TYPE_CHECKING:
    from negsplit.athlete import Race
    from negsplit.runner import Runner

RACES_M = (
    ("1500 m", 1500.0),
    ("mile", MILE_M),
    ("5 km", 5000.0),
    ("10 km", 10_000.0),
    ("half marathon", HALF_MARATHON_M),
    ("marathon", MARATHON_M),
)

# Exponents were learnt from 5 km up; below, only a race as short says anything.
SHORTEST_LEARNT_M = 5000.0


@dataclass(frozen=True, slots=True)
class PaceRow:
    """One training pace: its two ends in speed and heart rate, and its effort.

    ``heart_rates_bpm`` is ``None`` without a maximum heart rate; the fractions of the
    maximum are known in any case.
    """

    letter: str
    name: str
    speeds_mps: tuple[float, float]
    heart_rates_bpm: tuple[float, float] | None
    max_hr_fracs: tuple[float, float]
    level: EffortLevel


@dataclass(frozen=True, slots=True)
class RaceRow:
    """One race distance: the time of equal VDOT, and the predicted one."""

    name: str
    distance_m: float
    equal_vdot_s: float
    prediction: Prediction | None


def pace_rows(runner: Runner) -> tuple[PaceRow, ...]:
    """Return Daniels' five training paces of a runner."""
    speeds = runner.speeds
    easy = speeds.easy_slow_mps, speeds.easy_fast_mps
    # Five hours and more are run at an easier effort than the name says.
    marathon = effort.level_of(runner.intensity_of(speeds.marathon_mps))
    return (
        _row(runner, ("E", "easy"), easy, effort.EASY),
        _row(runner, ("M", "marathon"), (speeds.marathon_mps,) * 2, marathon),
        _row(runner, ("T", "threshold"), (speeds.threshold_mps,) * 2, effort.TEMPO),
        _row(runner, ("I", "interval"), (speeds.interval_mps,) * 2, effort.FIVE_K),
        _row(runner, ("R", "repetition"), (speeds.repetition_mps,) * 2, effort.ALL_OUT),
    )


def race_rows(runner: Runner) -> tuple[RaceRow, ...]:
    """Return race times of equal VDOT, and predictions where there is a race."""
    races = [(race.distance_m, race.duration_s) for race in _usable_races(runner)]
    return tuple(
        RaceRow(
            name,
            distance_m,
            calculator_race_time(distance_m, runner.vdot),
            _prediction(runner, races, distance_m),
        )
        for name, distance_m in RACES_M
    )


def race_name(distance_m: float) -> str:
    """Return what runners call a race of a distance."""
    names = {metres: name for name, metres in RACES_M}
    return names.get(distance_m) or format_distance(distance_m)


def _prediction(
    runner: Runner, races: list[tuple[float, float]], distance_m: float
) -> Prediction | None:
    shortest = min((run_m for run_m, _ in races), default=None)
    if shortest is None or (distance_m < shortest and distance_m < SHORTEST_LEARNT_M):
        return None
    return predict(races, distance_m, runner.athlete.weekly_distance_m)


def _usable_races(runner: Runner) -> list[Race]:
    low, high = RACE_DURATION_RANGE_S
    return [race for race in runner.athlete.races if low <= race.duration_s <= high]


def _row(
    runner: Runner,
    names: tuple[str, str],
    speeds_mps: tuple[float, float],
    level: EffortLevel,
) -> PaceRow:
    fractions = [runner.intensity_of(speed_mps) for speed_mps in speeds_mps]
    top = effort.INTENSITY_RANGE_FRAC[1]
    slow, fast = (min(frac, top) for frac in fractions)
    beats = None
    shares = heart_rate.max_hr_fraction(slow), heart_rate.max_hr_fraction(fast)
    if runner.has_heart_rate:
        beats = runner.heart_rate_at(slow), runner.heart_rate_at(fast)
        shares = beats[0] / runner.max_hr, beats[1] / runner.max_hr
    return PaceRow(*names, speeds_mps, beats, shares, level)
