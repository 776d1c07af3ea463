"""The runners that a runner could be: what is known, and how unsure it is.

One member carries the likeliest value of everything; the others differ in what is not
known, each by the spread that the sources report. What was measured spreads little,
what was taken from a table much.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from negsplit.errors import InputError
from negsplit.physiology import kinetics
from negsplit.physiology.climate import HEAT_SPREAD_FRAC
from negsplit.physiology.critical_speed import (
    TRIAL_RANGE_S,
    CriticalSpeed,
    critical_speed,
    critical_speed_of_vdot,
)
from negsplit.physiology.daniels import calculator_race_time
from negsplit.physiology.heart_rate import MAX_HR_STANDARD_ERROR_BPM
from negsplit.physiology.possible_duration import DAY_TO_DAY_FRAC
from negsplit.physiology.prediction import log_spread
from negsplit.units import HALF_MARATHON_M

if TYPE_CHECKING:
    from negsplit.runner import Runner
    from negsplit.simulate.fold import Table

# Races between which threshold pace lies, where predictions are asked for their spread.
JUDGED_RACES_M = (10_000.0, HALF_MARATHON_M)
# A VDOT without a race is as unsure as one race of this length.
ASSUMED_RACE_M = 5000.0
# Critical speed from VDOT or from two efforts: regressions of the same efforts differ
# by 5 %, and its share of the speed at VDOT by 2 % from the measured one. Field tests
# repeat within 0.4 %, D′ within 13 % (Galbraith 2014); D′ from VDOT: most runners have
# 100 to 300 m, from memory.
SPEED_SPREAD_FRAC = 0.02
SPEED_LEAST_FRAC = 0.004
D_PRIME_SPREAD_FRAC = 0.30
D_PRIME_LEAST_FRAC = 0.13
# Races that give a critical speed further than this from VDOT's are not trusted; twice
# what regressions of the same efforts differ by, ours.
TRUSTED_FRAC = 0.10
# Steady heart rate around its line, in fractions of the maximum: by reserve and by
# Daniels' pairs agree within 3 points, and with most runners about as well, inferred;
# without a resting rate half as much again.
RESERVE_SPREAD_FRAC = 0.02
PAIRS_SPREAD_FRAC = 0.03
# A maximum that a runner has seen; inferred.
MEASURED_MAX_HR_SPREAD_BPM = 2.0
# What members differ in.
TRAITS = 10
# No spread may turn a value around: at most this many standard deviations.
WIDEST_Z = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """One column a trait, one row a member; shape (members, 1).

    Parameters
    ----------
    ability : array
        True speed over the speed that the runner's VDOT predicts.
    critical_speed_mps, d_prime_m, uptake_tau_s, slow_frac, drift_frac_per_s : array
        As the models take them.
    heart_shift_frac : array
        Steady heart rate above its line, in fractions of the maximum.
    max_hr_bpm : array
        NaN where unknown.
    heat_share : array
        What heat takes from the member over what it takes from most.
    lasting_share : array
        How long the member lasts that day over how long they usually do.
    """

    ability: Table
    critical_speed_mps: Table
    d_prime_m: Table
    uptake_tau_s: Table
    slow_frac: Table
    drift_frac_per_s: Table
    heart_shift_frac: Table
    max_hr_bpm: Table
    heat_share: Table
    lasting_share: Table


def likeliest(runner: Runner) -> Members:
    """Return one member with the likeliest value of everything."""
    return _members(runner, np.zeros((TRAITS, 1, 1)))


def drawn(runner: Runner, generator: np.random.Generator, members: int) -> Members:
    """Return members that differ in what is not known of a runner."""
    z = generator.standard_normal((TRAITS, members, 1))
    return _members(runner, np.clip(z, -WIDEST_Z, WIDEST_Z))


def endurance_of(runner: Runner) -> tuple[CriticalSpeed, bool]:
    """Return critical speed and D′, and whether they are the runner's own.

    From races of 2 to 20 minutes that agree with each other and with VDOT, else from
    VDOT: races of different years, or not run all-out, tell no critical speed.
    """
    low, high = TRIAL_RANGE_S
    races = [(race.distance_m, race.duration_s) for race in runner.athlete.races]
    trials = [trial for trial in races if low <= trial[1] <= high]
    by_vdot = critical_speed_of_vdot(runner.vdot)
    try:
        found = critical_speed(trials)
    except InputError:
        return by_vdot, False
    apart = found.critical_speed_mps / by_vdot.critical_speed_mps - 1
    return (by_vdot, False) if abs(apart) > TRUSTED_FRAC else (found, True)


def ability_spread(runner: Runner) -> float:
    """Return the standard deviation of true over predicted speed.

    From the error of a measured VDOT; else from the spread of race predictions, which
    is wider for one race than for several. That slower runners' races scatter more is
    left out: it is how differently they are prepared for each, and a workout is one.
    """
    error = runner.athlete.errors.vdot_ml_kg_min
    if error is not None:
        better = replace(runner, vdot_ml_kg_min=runner.vdot + error)
        gains = (better.race_speed(d) / runner.race_speed(d) for d in JUDGED_RACES_M)
        return sum(math.log(gain) for gain in gains) / len(JUDGED_RACES_M)
    races = [(race.distance_m, race.duration_s) for race in runner.athlete.races]
    if not races:
        metres = ASSUMED_RACE_M
        races = [(metres, calculator_race_time(metres, runner.vdot))]
    widths = [log_spread(races, metres) for metres in JUDGED_RACES_M]
    return sum(widths) / len(widths)


def _members(runner: Runner, z: Table) -> Members:
    """Return members from standard normal draws, one row of them a trait."""
    ability = np.exp(ability_spread(runner) * z[0])
    speed, d_prime = _endurance(runner, ability, z[1], z[2])
    shift = RESERVE_SPREAD_FRAC if runner.uses_reserve else PAIRS_SPREAD_FRAC
    return Members(
        ability=ability,
        critical_speed_mps=speed,
        d_prime_m=d_prime,
        uptake_tau_s=kinetics.UPTAKE_TAU_S
        * np.exp(kinetics.UPTAKE_TAU_SPREAD_FRAC * z[3]),
        slow_frac=kinetics.SLOW_FRAC
        * np.maximum(1 + kinetics.SLOW_SPREAD_FRAC * z[4], 0.0),
        drift_frac_per_s=kinetics.DRIFT_FRAC_PER_S
        * np.maximum(1 + kinetics.DRIFT_SPREAD_FRAC * z[5], 0.0),
        heart_shift_frac=shift * z[6],
        max_hr_bpm=_max_hr(runner, z[7]),
        heat_share=np.maximum(1 + HEAT_SPREAD_FRAC * z[8], 0.0),
        lasting_share=np.exp(DAY_TO_DAY_FRAC * z[9]),
    )


def _endurance(
    runner: Runner, ability: Table, speed_z: Table, d_prime_z: Table
) -> tuple[Table, Table]:
    """Return critical speed and D′ of the members."""
    athlete, errors = runner.athlete, runner.athlete.errors
    found, is_own = endurance_of(runner)
    speed, d_prime = found.critical_speed_mps, found.d_prime_m
    speed_spread, d_prime_spread = SPEED_SPREAD_FRAC, D_PRIME_SPREAD_FRAC
    if is_own:
        speed_se, d_prime_se = found.critical_speed_se_mps, found.d_prime_se_m
        if speed_se is not None and d_prime_se is not None:
            speed_spread = _spread(speed_se, speed, SPEED_LEAST_FRAC)
            d_prime_spread = _spread(d_prime_se, d_prime, D_PRIME_LEAST_FRAC)
    if athlete.critical_speed_mps is not None:
        speed, is_own = athlete.critical_speed_mps, True
        speed_spread = _spread(errors.critical_speed_mps, speed, SPEED_LEAST_FRAC)
    if athlete.d_prime_m is not None:
        d_prime = athlete.d_prime_m
        d_prime_spread = _spread(errors.d_prime_m, d_prime, D_PRIME_LEAST_FRAC)
    # What is the runner's own does not hang on the guess from their VDOT.
    scale = np.ones_like(ability) if is_own else ability
    return (
        speed * scale * np.exp(speed_spread * speed_z),
        d_prime * np.exp(d_prime_spread * d_prime_z),
    )


def _spread(error: float | None, value: float, least_frac: float) -> float:
    """Return the spread of a value as a fraction of it, as measured or the least."""
    return least_frac if error is None else max(error / value, least_frac)


def _max_hr(runner: Runner, z: Table) -> Table:
    if not runner.has_heart_rate:
        return np.full_like(z, np.nan)
    spread = runner.athlete.errors.max_hr_bpm or MEASURED_MAX_HR_SPREAD_BPM
    if runner.max_hr_is_estimated:
        spread = MAX_HR_STANDARD_ERROR_BPM[1]
    return runner.max_hr + spread * z
