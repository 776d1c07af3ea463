"""What intensity a planned run reaches, and for how long.

A run has its effect only if it reaches what the goal asks for, so the plan is run
through the kinetics of oxygen uptake and heart rate once before anybody runs it.
Evidence: heuristic; it lacks heat, hills and the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.design.outline import PlannedStep, samples
from negsplit.physiology import effort, heart_rate, kinetics
from negsplit.physiology.held_time import held_seconds

if TYPE_CHECKING:
    from negsplit.runner import Runner

# "Near VO2max": nine tenths of it, as the interval studies count.
NEAR_VO2MAX_FRAC = 0.90
HIGH_HR_FRAC = 0.90
# A runner starts from a walk: a third of maximal uptake.
STARTING_FRAC = 0.33


@dataclass(frozen=True, slots=True)
class Dose:
    """Seconds that a plan spends where training counts.

    Parameters
    ----------
    easy_s : float
        Run at easy pace or slower.
    gentle_s : float
        Run below marathon effort.
    threshold_s : float
        Held at threshold pace or faster, in bouts of a minute or more.
    high_hr_s : float
        With heart rate at 90 % of maximum and over, by model.
    near_vo2max_s : float
        With oxygen uptake at 90 % of VDOT and over, by model.
    hard_s, hard_m : float
        Run beyond marathon effort.
    peak_frac : float
        Highest intensity asked for, as a fraction of VDOT.
    """

    easy_s: float
    gentle_s: float
    threshold_s: float
    high_hr_s: float
    near_vo2max_s: float
    hard_s: float
    hard_m: float
    peak_frac: float


def dose(planned: tuple[PlannedStep, ...], runner: Runner) -> Dose:
    """Return what a plan asks of a runner, on the flat in still, cool air.

    The same steps as a simulation of the likeliest runner takes, in the same pieces:
    both come to the same minutes.
    """
    tau_s = kinetics.UPTAKE_TAU_S
    uptake = kinetics.Uptake(STARTING_FRAC)
    pulse = kinetics.Pulse(_settled(runner, STARTING_FRAC))
    seconds = dict.fromkeys(("easy", "gentle", "pulse", "uptake", "hard"), 0.0)
    hard_m = peak = 0.0
    for sample in samples(planned, runner):
        lasting, frac = sample.duration_s, sample.intensity_frac
        uptake = kinetics.uptake_step(uptake, frac, lasting, tau_s)
        pulse = kinetics.pulse_step(pulse, _settled(runner, frac), lasting)
        is_hard = frac > effort.MARATHON.below_frac
        seconds["easy"] += lasting * (frac <= effort.EASY.below_frac)
        seconds["gentle"] += lasting * (frac <= effort.MODERATE.below_frac)
        seconds["pulse"] += lasting * (kinetics.drifted(pulse, 1.0) >= HIGH_HR_FRAC)
        seconds["uptake"] += lasting * (uptake.frac >= NEAR_VO2MAX_FRAC)
        seconds["hard"] += lasting * is_hard
        hard_m += lasting * sample.speed_mps * is_hard
        peak = max(peak, frac)
    return Dose(
        seconds["easy"],
        seconds["gentle"],
        planned_seconds(planned, runner, runner.threshold_band[0]),
        seconds["pulse"],
        seconds["uptake"],
        seconds["hard"],
        hard_m,
        peak,
    )


def planned_seconds(
    planned: tuple[PlannedStep, ...], runner: Runner, at_least_mps: float
) -> float:
    """Return for how long a plan holds at least a speed, in bouts that count."""
    return held_seconds(
        (sample.duration_s, sample.speed_mps >= at_least_mps)
        for sample in samples(planned, runner)
    )


def _settled(runner: Runner, intensity_frac: float) -> float:
    """Return steady heart rate as a fraction of the maximum."""
    if runner.has_heart_rate:
        return runner.heart_rate_at(intensity_frac) / runner.max_hr
    return heart_rate.max_hr_fraction(intensity_frac)
