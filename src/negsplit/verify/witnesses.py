"""The measurements that a verdict on the dose rests on: pace, heart rate, or both.

What has to be reached follows from the goal:

* *threshold*: speeds from half-marathon to 10 km race pace, between which threshold
  pace lies; or, by heart rate, at least 88 % of the maximum, the lower end of
  Daniels' range for threshold running.
* *VO2max*: at least 90 % of maximum heart rate, the lower end of the zone of
  Helgerud et al. [1]_; without heart rate, at least 10 km race pace.
* any other goal, or none: the fastest steps of the plan at their own targets.

How long is long enough is what the plan says.

References
----------
.. [1] J. Helgerud et al., "Aerobic high-intensity intervals improve VO2max more than
   moderate training", Med. Sci. Sports Exerc. 39 (2007) 665-671.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.heart import LAG_S, seconds_at_or_above
from negsplit.analysis.match import Matching, speed_band
from negsplit.analysis.summary import VO2MAX_ZONE_FRAC
from negsplit.design.dose import dose
from negsplit.design.outline import outline
from negsplit.verify.steps import (
    GPS_ERROR_FRAC,
    Measured,
    StepResult,
    answer_of_share,
    asks_heart_rate,
    heart_bounds,
    planned_duration,
    speed_bounds,
)
from negsplit.workout import Goal, RaceTarget

if TYPE_CHECKING:
    from negsplit.analysis.match import Match
    from negsplit.analysis.shape import Answer
    from negsplit.runner import Runner
    from negsplit.workout import Step, Workout

# Daniels gives 88 to 92 % of maximum heart rate for threshold running.
THRESHOLD_HR_FRAC = 0.88
TEN_KM_M = 10_000.0
# A plan that asks for less than this does not ask for it; the goal still does, for
# the length that is taken without a plan. Inferred.
SHORTEST_PLAN_S = 60.0
# Without a plan nobody has said how long; these are taken, and said to be: about
# the hard part of the progressions that the source articles describe. Inferred.
UNPLANNED_S = {Goal.THRESHOLD: 15 * 60.0, Goal.VO2MAX: 4 * 60.0}
# Steps within this of the fastest planned speed are what the plan builds up to.
KEY_SPEED_FRAC = 0.03
# A planned step is looked at in so many places.
PLAN_SAMPLES = np.linspace(0.005, 0.995, 100)


class Measure(Enum):
    """What intensity is measured by."""

    PACE = "pace"
    HEART_RATE = "heart rate"


@dataclass(frozen=True, slots=True)
class Witness:
    """How long the intensity was reached by one measurement.

    Parameters
    ----------
    by : Measure
        What was measured.
    reached_s, planned_s : float
        Seconds at or above the bound, run and planned.
    at_least_mps, at_least_bpm : float, optional
        The bound: speed on equal ground, or heart rate. Neither where each step has
        its own.
    """

    by: Measure
    reached_s: float
    planned_s: float
    at_least_mps: float | None = None
    at_least_bpm: float | None = None

    @property
    def answer(self) -> Answer:
        """Whether the intensity was reached for as long as planned."""
        return answer_of_share(self.reached_s / self.planned_s)


@dataclass(frozen=True, slots=True)
class Intent:
    """What a run was meant to be: its goal, and its plan if there was one."""

    goal: Goal | None
    workout: Workout | None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the plan, as they were to be run."""
        return () if self.workout is None else tuple(self.workout.flat())


def witnesses_of(
    measured: Measured,
    intent: Intent,
    results: tuple[StepResult, ...],
    matched: Match,
    runner: Runner | None,
) -> tuple[Witness, ...]:
    """Return what the run and the plan have to say of the intensity."""
    by_pace: Witness | None
    if intent.goal in UNPLANNED_S and runner is not None:
        by_pace = _by_pace(measured, intent, runner)
        by_heart = _by_heart_rate(measured, intent, runner)
    else:
        by_pace = _by_key_steps(results, matched)
        by_heart = None if by_pace else _by_heart_steps(results, matched)
    if measured.is_distance_broken:
        by_pace = None
    return tuple(witness for witness in (by_pace, by_heart) if witness is not None)


def _by_pace(measured: Measured, intent: Intent, runner: Runner) -> Witness | None:
    if runner.vdot_ml_kg_min is None:
        return None
    is_vo2max = intent.goal is Goal.VO2MAX
    if is_vo2max and _heart_rate_bound(measured, intent, runner) is not None:
        return None  # the goal is a heart rate; pace only stands in for it
    exact = runner.race_speed(TEN_KM_M) if is_vo2max else runner.threshold_band[0]
    bound = exact * (1 - GPS_ERROR_FRAC)
    reached_s = float((measured.speed_mps >= bound).sum())
    planned_s = _planned_s(intent, bound)
    return Witness(Measure.PACE, reached_s, planned_s, at_least_mps=bound)


def _by_heart_rate(
    measured: Measured, intent: Intent, runner: Runner
) -> Witness | None:
    bound = _heart_rate_bound(measured, intent, runner)
    if bound is None:
        return None
    planned_s = _planned_at_heart_rate_s(intent, runner, bound)
    reached_s = float(seconds_at_or_above(measured.track, measured.trust, bound))
    return Witness(Measure.HEART_RATE, reached_s, planned_s, at_least_bpm=bound)


def _planned_at_heart_rate_s(intent: Intent, runner: Runner, bound: float) -> float:
    """Return for how long the plan should bring heart rate to a bound."""
    if intent.workout is None or runner.vdot_ml_kg_min is None:
        return _unplanned_s(intent)
    if intent.goal is Goal.VO2MAX:
        planned_s = dose(outline(intent.workout, runner), runner).high_hr_s
    else:
        pace = runner.speed_at(runner.intensity_at(bound))
        planned_s = _planned_s(intent, pace) - LAG_S
    return planned_s if planned_s >= SHORTEST_PLAN_S else _unplanned_s(intent)


def _unplanned_s(intent: Intent) -> float:
    return 0.0 if intent.goal is None else UNPLANNED_S.get(intent.goal, 0.0)


def _heart_rate_bound(
    measured: Measured, intent: Intent, runner: Runner
) -> float | None:
    if not runner.has_heart_rate or measured.trust.share_frac < 0.5:
        return None
    is_vo2max = intent.goal is Goal.VO2MAX
    return runner.max_hr * (VO2MAX_ZONE_FRAC if is_vo2max else THRESHOLD_HR_FRAC)


def _planned_s(intent: Intent, bound_mps: float) -> float:
    """Return for how long the plan asks for at least a speed."""
    if not intent.steps:
        return _unplanned_s(intent)
    planned_s = 0.0
    for step in intent.steps:
        duration_s = planned_duration(step) or 0.0
        low, high = speed_bounds(step, PLAN_SAMPLES)
        if low is not None and high is not None:
            middle = 2 / (1 / low + 1 / high)
            planned_s += duration_s * float((middle >= bound_mps).mean())
    return planned_s if planned_s >= SHORTEST_PLAN_S else _unplanned_s(intent)


def _by_key_steps(results: tuple[StepResult, ...], matched: Match) -> Witness | None:
    """Judge the steps that the plan builds up to by their own targets.

    With a race pace still in words nobody knows which steps are the fastest.
    """
    if any(isinstance(result.step.target, RaceTarget) for result in results):
        return None
    fastest = max((band[1] for r in results if (band := speed_band(r.step))), default=0)
    key = [
        result
        for result in results
        if not result.step.purpose.is_easy
        and (band := speed_band(result.step)) is not None
        and band[1] >= fastest * (1 - KEY_SPEED_FRAC)
    ]
    judged = [result.pace for result in key if result.pace is not None]
    planned_s = sum(result.planned_s or 0.0 for result in key)
    if planned_s <= 0 or matched.how is Matching.NONE:
        return None
    reached_s = float(sum(pace.at_least_s for pace in judged))
    return Witness(Measure.PACE, reached_s, planned_s)


def _by_heart_steps(results: tuple[StepResult, ...], matched: Match) -> Witness | None:
    """Judge a plan by heart rate by the last step that asks for at least so much."""
    asking = [result for result in results if asks_heart_rate(result.step)]
    if not asking or matched.how is Matching.NONE:
        return None
    key = asking[-1]
    planned_s = max((key.planned_s or 0.0) - LAG_S, 0.0)
    if key.heart_rate is not None:
        planned_s = planned_s or float(key.heart_rate.total_s)
        reached_s = float(key.heart_rate.at_least_s)
    elif key.split is None and planned_s:
        reached_s = 0.0
    else:
        return None
    return Witness(
        Measure.HEART_RATE,
        reached_s,
        planned_s,
        at_least_bpm=(heart_bounds(key.step) or (None,))[0],
    )
