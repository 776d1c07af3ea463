"""The sessions that a VO2max run competes with, simulated for the same members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.forms import Kind, Recipe, build
from negsplit.solve.trial import trial
from negsplit.workout import (
    Effort,
    EffortTarget,
    Intensity,
    Repeat,
    SpeedTarget,
    Step,
    Time,
    Workout,
)

if TYPE_CHECKING:
    from negsplit.runner import Runner
    from negsplit.simulate.dose import Range
    from negsplit.simulate.members import Members
    from negsplit.solve.trial import Trial

# Millet 2003: 30 or 60 s at the speed of VO2max, 30 s at half of it. Twelve minutes of
# work, about what those runners could do in all.
WORK_S, RECOVERY_S, RECOVERY_FRAC = 720.0, 30.0, 0.5
WARM_UP_S = 900.0


@dataclass(frozen=True, slots=True)
class Protocol:
    """What a session comes to for the same runner."""

    name: str
    near_vo2max_s: Range
    high_hr_s: Range
    completion_frac: float


def compare(
    members: Members, runner: Runner, continuous: Trial
) -> tuple[Protocol, ...]:
    """Return the protocols of the interval studies beside the continuous run."""
    four = build(Recipe(Kind.FOUR_BY_FOUR), runner.athlete, runner.profile)
    sessions = {
        "30-30": alternating(30.0, runner),
        "60-30": alternating(60.0, runner),
        "4x4": four,
    }
    trials = {name: trial(run, members, runner) for name, run in sessions.items()}
    return tuple(
        Protocol(
            name,
            found.dose.near_vo2max_s,
            found.dose.high_hr_s,
            found.dose.completion_frac,
        )
        for name, found in (trials | {"continuous": continuous}).items()
    )


def alternating(work_s: float, runner: Runner) -> Workout:
    """Return a warm-up, then work at the speed of VO2max and recovery at half of it."""
    fast = runner.speed_at(1.0)
    easy = (EffortTarget(Effort.EASY),)
    pair = (
        _at(work_s, fast, Intensity.WORK),
        _at(RECOVERY_S, RECOVERY_FRAC * fast, Intensity.RECOVERY),
    )
    return Workout(
        (
            Step(Time(WARM_UP_S), easy, Intensity.WARMUP),
            Repeat(round(WORK_S / work_s), pair),
        )
    )


def _at(duration_s: float, speed_mps: float, intensity: Intensity) -> Step:
    return Step(Time(duration_s), (SpeedTarget(speed_mps, speed_mps),), intensity)
