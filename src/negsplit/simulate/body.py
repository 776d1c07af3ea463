"""What happens inside the runners while they run a stretch.

The same steps as in :mod:`negsplit.physiology`, folded over all cells and all members
at once; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.design.dose import STARTING_FRAC
from negsplit.physiology import effort, heart_rate, kinetics, lactate
from negsplit.physiology.daniels import speed_of_cost
from negsplit.physiology.possible_duration import DAY_S, sustained_fraction
from negsplit.simulate.fold import fold, follow, follow_both_ways

if TYPE_CHECKING:
    from negsplit.runner import Runner
    from negsplit.simulate.fold import Table
    from negsplit.simulate.members import Members
    from negsplit.simulate.terrain import Stretch

# Durations between which the speeds that can be kept up are tabulated: from well above
# critical speed, where time stops counting, to a day. Lines between 64 of them are
# within 0.1 % of the curve.
POSSIBLE_S = np.geomspace(600.0, DAY_S, 64)


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """States at the end of each cell, one row a member.

    Parameters
    ----------
    effort_mps : array, shape (members, cells)
        The speed that costs the member the same on the flat in still, cool air.
    uptake_frac : array
        Oxygen uptake in fractions of the maximal.
    heart_frac : array
        Heart rate in fractions of the member's own maximum.
    lactate_mmol_l, d_prime_m, effort_cr10 : array
        Blood lactate; what is left of D′; perceived effort, 0 to 10.
    spent_frac : array
        Share of the time that the run could have gone on for; see :func:`spent_of`.
    """

    effort_mps: Table
    uptake_frac: Table
    heart_frac: Table
    lactate_mmol_l: Table
    d_prime_m: Table
    effort_cr10: Table
    spent_frac: Table


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """What a stretch asks of the members, one row a member.

    Parameters
    ----------
    duration_s : array, shape (1, cells)
        How long each cell lasts.
    effort_mps, intensity_frac : array, shape (members, cells)
        The speed that costs the same on the flat in cool, still air; that in fractions
        of the member's VDOT.
    missing_ml_kg_min : array, shape (members, cells)
        Oxygen beyond what critical speed takes.
    """

    duration_s: Table
    effort_mps: Table
    intensity_frac: Table
    missing_ml_kg_min: Table


def run_body(stretch: Stretch, members: Members, runner: Runner) -> Body:
    """Return what happens inside the members on a stretch."""
    work = work_of(stretch, members, runner)
    uptake = uptake_of(work, members)
    left = d_prime_of(work, members)
    spent = spent_of(work, members, runner)
    return Body(
        work.effort_mps,
        uptake,
        heart_of(work, members, runner),
        _lactate(work, members),
        left,
        _perceived(uptake, np.maximum(1 - left / members.d_prime_m, spent)),
        spent,
    )


def work_of(stretch: Stretch, members: Members, runner: Runner) -> Work:
    """Return what a stretch asks of the members."""
    heat = stretch.heat_loss_frac
    # The stretch has the heat of most; a member who suffers more works harder.
    speed = stretch.effort_mps * (1 - heat) / (1 - heat * members.heat_share)
    curve = runner.intensity_curve
    speeds, fracs = curve.speeds_mps, curve.fracs
    intensity = np.interp(speed / members.ability, speeds, fracs)
    covered = np.interp(members.critical_speed_mps / members.ability, speeds, fracs)
    missing = np.maximum(intensity - covered, 0.0) * runner.vdot
    return Work(stretch.duration_s[None, :], speed, intensity, missing)


def uptake_of(work: Work, members: Members) -> Table:
    """Return oxygen uptake in fractions of the maximal, shape (members, cells)."""
    demand, lasting = np.minimum(work.intensity_frac, 1.0), work.duration_s
    start = np.full_like(members.ability, STARTING_FRAC)
    fast = follow(demand, lasting, members.uptake_tau_s, start)
    width = kinetics.SLOW_WHOLE_FRAC - kinetics.SLOW_FROM_FRAC
    share = (demand - kinetics.SLOW_FROM_FRAC) / width
    goal = members.slow_frac * np.clip(share, 0.0, 1.0)
    slow_tau = np.full_like(members.ability, kinetics.SLOW_TAU_S)
    fast += follow(goal, lasting, slow_tau, np.zeros_like(start))
    return np.minimum(fast, 1.0)


def heart_of(work: Work, members: Members, runner: Runner) -> Table:
    """Return heart rate in fractions of the maximum, shape (members, cells)."""
    taus = kinetics.HEART_RATE_RISE_TAU_S, kinetics.HEART_RATE_FALL_TAU_S
    settled = _settled(work.intensity_frac, members, runner)
    start = _settled(np.full_like(members.ability, STARTING_FRAC), members, runner)
    lagging = follow_both_ways(settled, work.duration_s, taus, start)
    run_s = np.cumsum(work.duration_s, axis=1)
    drifting_s = np.maximum(run_s - kinetics.DRIFT_AFTER_S, 0.0)
    lagging *= 1 + members.drift_frac_per_s * drifting_s
    return np.minimum(lagging, 1.0)


def d_prime_of(work: Work, members: Members) -> Table:
    """Return what is left of D′, in metres, shape (members, cells)."""
    moved = (work.effort_mps - members.critical_speed_mps) * work.duration_s
    decay = np.exp(np.minimum(moved, 0.0) / members.d_prime_m)
    gain = (1 - decay) * members.d_prime_m - np.maximum(moved, 0.0)
    return fold(decay, gain, members.d_prime_m)


def spent_of(work: Work, members: Members, runner: Runner) -> Table:
    """Return the share of the possible time that has passed, shape (members, cells).

    Each cell spends its duration over the longest that its speed can be kept up for,
    which for the speed of a race is the time of that race. Above critical speed it
    spends no faster: what is beyond comes out of D′, and comes back.
    """
    speeds = [speed_of_cost(sustained_fraction(s) * runner.vdot) for s in POSSIBLE_S]
    kept = np.minimum(work.effort_mps, members.critical_speed_mps) / members.ability
    log_s = np.interp(kept, speeds[::-1], np.log(POSSIBLE_S[::-1]))
    spent: Table = np.cumsum(work.duration_s * np.exp(-log_s), axis=1)
    return spent / members.lasting_share


def _settled(intensity: Table, members: Members, runner: Runner) -> Table:
    """Return steady heart rate in fractions of the maximum."""
    demand = np.minimum(intensity, 1.0)
    if runner.uses_reserve and runner.has_heart_rate:
        resting = heart_rate.RESTING_UPTAKE_ML_KG_MIN / runner.vdot
        least = runner.resting_hr / members.max_hr_bpm
        line = least + (demand - resting) / (1 - resting) * (1 - least)
    else:
        uptakes, beats = zip(*heart_rate.MAX_HR_POINTS, strict=True)
        line = np.interp(demand, uptakes, beats)
    return np.minimum(line + members.heart_shift_frac, 1.0)


def _lactate(work: Work, members: Members) -> Table:
    critical = members.critical_speed_mps
    first = lactate.FIRST_THRESHOLD_SHARE * critical
    steepness = lactate.curve_of(1.0).steepness_s_per_m / critical
    settled = np.exp(steepness * (np.minimum(work.effort_mps, critical) - first))
    tau_s = lactate.LACTATE_TAU_S
    settled += lactate.BASELINE_MMOL_L
    settled += work.missing_ml_kg_min * (lactate.accumulation(1.0) * tau_s)
    start = np.full_like(critical, lactate.BASELINE_MMOL_L)
    return follow(settled, work.duration_s, np.full_like(critical, tau_s), start)


def _perceived(uptake_frac: Table, spent_frac: Table) -> Table:
    """Return perceived effort: that of the uptake, worn by what has been spent.

    The same as :func:`negsplit.physiology.possible_duration.worn_effort`. That D′ wears
    as time does is ours: at intensities that it decides on, they are the same.
    """
    scale = np.array(effort.CR10_ANCHORS)
    fresh: Table = np.interp(uptake_frac, scale[:, 1], scale[:, 0])
    return fresh + (10.0 - fresh) * np.clip(spent_frac, 0.0, 1.0)
