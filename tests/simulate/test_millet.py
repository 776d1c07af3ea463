from __future__ import annotations

import pytest

from negsplit import Athlete
from negsplit.design.dose import dose
from negsplit.design.outline import outline
from negsplit.runner import Runner
from negsplit.simulate import Settings, simulate
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

# G. P. Millet et al. 2003, Can J Appl Physiol 28 (abstract): eight triathletes, time
# above 90 % of VO2max, mean and standard deviation, alternating the speed of VO2max and
# half of it for 708 s of work: three times the 236 s that they could run it for.
MILLET = {(30, 30): (149, 33), (60, 30): (531, 187), (118, 118): (487, 176)}


def session(work_s: float, rest_s: float, runner: Runner) -> Workout:
    fast = runner.speed_at(1.0)
    work, rest = SpeedTarget(fast, fast), SpeedTarget(fast / 2, fast / 2)
    pair = (
        Step(Time(work_s), (work,), Intensity.WORK),
        Step(Time(rest_s), (rest,), Intensity.RECOVERY),
    )
    warm_up = Step(Time(900), (EffortTarget(Effort.EASY),), Intensity.WARMUP)
    return Workout((warm_up, Repeat(round(708 / work_s), pair)))


@pytest.mark.parametrize("vdot", [45.0, 58.0, 71.0])
@pytest.mark.parametrize(("work_s", "rest_s"), MILLET)
def test_the_usual_settings_reproduce_the_minutes_that_were_measured(
    work_s: int, rest_s: int, vdot: float
) -> None:
    runner = Runner.of(Athlete(vdot_ml_kg_min=vdot))
    run = session(work_s, rest_s, runner)
    mean, deviation = MILLET[work_s, rest_s]
    found = simulate(run, runner, settings=Settings(members=5)).dose.near_vo2max_s
    assert abs(found.middle - mean) <= deviation
    assert dose(outline(run, runner), runner).near_vo2max_s == found.middle
