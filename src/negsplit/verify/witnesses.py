"""The measurements that a verdict on the dose rests on.

Each witness answers one question by one measurement:

* *the goal by pace*: threshold asks for half-marathon race pace or faster (the band of
  threshold pace lies from there to 10 km race pace), VO2max for 10 km race pace.
* *the goal by heart rate*: threshold asks for 88 % of the maximum, the lower end of
  Daniels' range; VO2max for 90 %, the lower end of the zone of Helgerud et al. [1]_.
  Where heart rate is known, pace can speak for VO2max but not against it.
* *the plan by pace*, *the plan by heart rate*: its hardest steps at their own targets.

How long is long enough is what the plan says, else an assumption. Time counts in bouts
(:mod:`negsplit.physiology.held_time`), and no pace is believed that starts 2 % faster
than the fastest kilometre of the run.

**To know more never turns yes into no.** No witness is dropped or asked something else
because another thing is known: what is added is another witness. The answer is yes only
if all say yes and no only if all say no, so a new witness can make a yes uncertain and
never a no. A plan that asks for longer than the assumption can turn yes into partly.

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

from negsplit.analysis.heart import LAG_S
from negsplit.analysis.held import KILOMETRE_M, heart_seconds_at, seconds_at
from negsplit.analysis.match import Matching, speed_band
from negsplit.analysis.shape import Answer
from negsplit.analysis.summary import VO2MAX_ZONE_FRAC
from negsplit.design.dose import dose, planned_seconds
from negsplit.design.outline import outline
from negsplit.errors import MissingInputError
from negsplit.verify.steps import (
    ALL_SHARE,
    FEWEST_HEART_S,
    Measured,
    StepResult,
    answer_of_share,
    asks_heart_rate,
    heart_bounds,
    is_easy,
    speed_bounds,
)
from negsplit.workout import Distance, Goal, Time

if TYPE_CHECKING:
    from negsplit.analysis.match import Match
    from negsplit.design.outline import PlannedStep
    from negsplit.runner import Runner
    from negsplit.workout import Step, Workout

# Daniels gives 88 to 92 % of maximum heart rate for threshold running.
THRESHOLD_HR_FRAC = 0.88
TEN_KM_M = 10_000.0
# Threshold pace is what can be raced for an hour (Daniels). Heart rate above it for
# longer, and for most of the run, says that the maximum is higher than was thought.
# That it has to be most of the run, so that no long race is meant, is inferred.
LONGEST_AT_THRESHOLD_S, MOST_OF_RUN = 3600.0, 0.8
# A plan that asks for less than this does not ask for it; the goal still does, for
# the length that is taken without a plan. Inferred.
SHORTEST_PLAN_S = 60.0
# Without a plan nobody has said how long; these are taken, and said to be: about
# the hard part of the progressions that the source articles describe. Inferred.
UNPLANNED_S = {Goal.THRESHOLD: 15 * 60.0, Goal.VO2MAX: 4 * 60.0}
# Steps within this of the fastest planned speed, or of the highest heart rate, are
# what the plan builds up to.
KEY_SPEED_FRAC = 0.03
# A band that starts so much faster than the fastest kilometre was not run: more than
# the error of satellites.
OUT_OF_REACH_FRAC = 0.02
# A bound gives way by this, so that no rounding of a sum makes it too low.
ROUNDING_FRAC = 1e-9


class Measure(Enum):
    """What intensity is measured by."""

    PACE = "pace"
    HEART_RATE = "heart rate"


class Question(Enum):
    """What a witness answers."""

    GOAL = "the goal"
    PLAN = "the plan's hardest steps"


@dataclass(frozen=True, slots=True)
class Witness:
    """How long an intensity was held by one measurement.

    Parameters
    ----------
    by : Measure
        What was measured.
    about : Question
        What it was to reach.
    reached_s, planned_s : float
        Seconds held at or above the bound, run and planned.
    at_least_mps, at_least_bpm : float, optional
        The bound: grade-adjusted speed, or heart rate. Neither where each step has
        its own.
    enough_s : float, optional
        What would do without a plan: who held that did not hold nothing.
    is_out_of_reach : bool
        Whether the bound is faster than the run's fastest kilometre.
    """

    by: Measure
    about: Question
    reached_s: float
    planned_s: float
    at_least_mps: float | None = None
    at_least_bpm: float | None = None
    enough_s: float | None = None
    is_out_of_reach: bool = False

    @property
    def answer(self) -> Answer:
        """Whether the intensity was held for as long as planned."""
        answer = answer_of_share(self.reached_s / self.planned_s)
        if self.is_out_of_reach and answer is Answer.YES:
            return Answer.PARTLY
        if answer is Answer.NO and self._is_enough():
            return Answer.PARTLY
        return answer

    def _is_enough(self) -> bool:
        return self.enough_s is not None and (
            self.reached_s >= ALL_SHARE * self.enough_s
        )


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
    """Return what the run, the goal and the plan have to say of the intensity."""
    found: list[Witness | None] = []
    if intent.goal in UNPLANNED_S and runner is not None:
        by_heart = _goal_by_heart_rate(measured, intent, runner)
        by_pace = _goal_by_pace(measured, intent, runner)
        if by_pace and by_heart and intent.goal is Goal.VO2MAX:
            # The goal is a heart rate; pace stands in for it and cannot deny it.
            by_pace = None if by_pace.answer is Answer.NO else by_pace
        found += [by_pace, by_heart]
    if matched.how is not Matching.NONE:
        found += [_plan_by_pace(measured, results), _plan_by_heart_rate(results)]
    return tuple(
        witness
        for witness in found
        if witness is not None
        and not (witness.by is Measure.PACE and measured.is_distance_broken)
    )


def _goal_by_pace(measured: Measured, intent: Intent, runner: Runner) -> Witness | None:
    if runner.vdot_ml_kg_min is None:
        return None
    is_vo2max = intent.goal is Goal.VO2MAX
    exact = runner.race_speed(TEN_KM_M) if is_vo2max else runner.threshold_band[0]
    in_heat = exact * (1 - measured.heat_frac)
    planned = _outlined(intent, runner)
    planned_s = 0.0 if planned is None else planned_seconds(planned, runner, exact)
    return Witness(
        Measure.PACE,
        Question.GOAL,
        reached_s=seconds_at(measured.track.adjusted_mps, in_heat),
        planned_s=_asked_s(intent, planned_s),
        at_least_mps=in_heat,
        enough_s=_unplanned_s(intent),
        is_out_of_reach=_is_out_of_reach(in_heat, measured),
    )


def _outlined(intent: Intent, runner: Runner) -> tuple[PlannedStep, ...] | None:
    """Return the plan in this runner's numbers, as far as they are known."""
    if intent.workout is None:
        return None
    try:
        return outline(intent.workout, runner)
    except MissingInputError:
        return None


def _is_out_of_reach(speed_mps: float, measured: Measured) -> bool:
    """Return whether no kilometre was run at a speed, or near it."""
    fastest = measured.fastest_km_mps
    return fastest is None or fastest * (1 + OUT_OF_REACH_FRAC) <= speed_mps


def _asked_s(intent: Intent, planned_s: float) -> float:
    """Return for how long is asked: by the plan, if it asks for it at all."""
    return planned_s if planned_s >= SHORTEST_PLAN_S else _unplanned_s(intent)


def _unplanned_s(intent: Intent) -> float:
    return 0.0 if intent.goal is None else UNPLANNED_S.get(intent.goal, 0.0)


def _goal_by_heart_rate(
    measured: Measured, intent: Intent, runner: Runner
) -> Witness | None:
    reached = _above_goal(measured, intent, runner)
    if reached is None or _is_too_hot(reached[1], measured):
        return None
    bound, reached_s = reached
    return Witness(
        Measure.HEART_RATE,
        Question.GOAL,
        reached_s=reached_s,
        planned_s=_asked_at_heart_rate_s(intent, runner, bound),
        at_least_bpm=bound,
        enough_s=_unplanned_s(intent),
    )


def _above_goal(
    measured: Measured, intent: Intent, runner: Runner
) -> tuple[float, float] | None:
    """Return the heart rate that a goal asks for, and for how long it was reached."""
    if not runner.has_heart_rate or measured.trust.share_frac < 0.5:
        return None
    is_vo2max = intent.goal is Goal.VO2MAX
    bound = runner.max_hr * (VO2MAX_ZONE_FRAC if is_vo2max else THRESHOLD_HR_FRAC)
    heart = measured.track.heart_rate_bpm
    return bound, heart_seconds_at(heart, measured.trust.usable, bound)


def _is_too_hot(reached_s: float, measured: Measured) -> bool:
    return reached_s > max(
        LONGEST_AT_THRESHOLD_S, MOST_OF_RUN * len(measured.track.heart_rate_bpm)
    )


def too_hot_for(
    measured: Measured, intent: Intent, runner: Runner | None
) -> float | None:
    """Return for how many seconds heart rate was above the goal's, if too many."""
    if intent.goal not in UNPLANNED_S or runner is None:
        return None
    reached = _above_goal(measured, intent, runner)
    is_hot = reached is not None and _is_too_hot(reached[1], measured)
    return reached[1] if reached is not None and is_hot else None


def _asked_at_heart_rate_s(intent: Intent, runner: Runner, bound: float) -> float:
    """Return for how long the plan should bring heart rate to a bound."""
    planned = _outlined(intent, runner)
    if planned is None or runner.vdot_ml_kg_min is None:
        return _unplanned_s(intent)
    if intent.goal is Goal.VO2MAX:
        return _asked_s(intent, dose(planned, runner).high_hr_s)
    pace = runner.speed_at(runner.intensity_at(bound))
    return _asked_s(intent, planned_seconds(planned, runner, pace) - LAG_S)


def _plan_by_pace(
    measured: Measured, results: tuple[StepResult, ...]
) -> Witness | None:
    """Judge the steps that the plan builds up to by their own targets.

    With an effort still in words nobody knows which steps are the fastest.
    """
    key = _fastest(results)
    planned_s = sum(result.planned_s or 0.0 for result in key)
    judged = [result.pace for result in key if result.pace is not None]
    was_run = [result for result in key if result.split is not None]
    if planned_s <= 0 or (was_run and not judged):
        return None  # open ends, or too short for satellites
    return Witness(
        Measure.PACE,
        Question.PLAN,
        reached_s=float(sum(pace.at_least_s for pace in judged)),
        planned_s=planned_s,
        is_out_of_reach=_are_out_of_reach(key, measured),
    )


def _fastest(results: tuple[StepResult, ...]) -> list[StepResult]:
    """Return the steps with the fastest targets; none where efforts are in words."""
    work = [result for result in results if not is_easy(result.step)]
    if any(_is_in_words(result.step) for result in work):
        return []
    bands = [(r, band[1]) for r in work if (band := speed_band(r.step))]
    fastest = max((high for _, high in bands), default=0.0)
    return [r for r, high in bands if high >= fastest * (1 - KEY_SPEED_FRAC)]


def _are_out_of_reach(key: list[StepResult], measured: Measured) -> bool:
    """Return whether a kilometre is asked for that was nowhere run."""
    slow = min(band[0] for result in key if (band := speed_band(result.step)))
    is_long = any(_length_m(result, slow) >= KILOMETRE_M for result in key)
    return is_long and _is_out_of_reach(slow * (1 - measured.heat_frac), measured)


def _is_in_words(step: Step) -> bool:
    """Return whether a step has a target, and none in numbers."""
    has_numbers = speed_band(step) is not None or heart_bounds(step) is not None
    return bool(step.targets) and not has_numbers


def _length_m(result: StepResult, speed_mps: float) -> float:
    match result.step.length:
        case Distance(distance_m):
            return distance_m
        case Time(duration_s):
            return duration_s * speed_mps
        case _:
            return 0.0


def _plan_by_heart_rate(results: tuple[StepResult, ...]) -> Witness | None:
    """Judge the steps that ask for the highest heart rate by their own targets."""
    asking = _hottest(results)
    reached_s = planned_s = 0.0
    for result, _ in asking:
        asked_s = _asked_heart_s(result)
        if result.heart_rate is not None:
            asked_s = asked_s or float(result.heart_rate.total_s)
            reached_s += min(result.heart_rate.at_least_s, asked_s)
        elif result.split is not None:
            continue  # run, and no heart rate to judge it by
        planned_s += asked_s
    if planned_s <= 0:
        return None
    return Witness(
        Measure.HEART_RATE,
        Question.PLAN,
        reached_s=reached_s,
        planned_s=planned_s,
        at_least_bpm=max(low for _, low in asking),
    )


def _hottest(results: tuple[StepResult, ...]) -> list[tuple[StepResult, float]]:
    """Return the steps that ask for the highest heart rate, with how high it is."""
    work = [result for result in results if not is_easy(result.step)]
    if any(_is_in_words(result.step) for result in work):
        return []
    lows = [
        (result, (heart_bounds(result.step) or (0.0, 0.0))[0])
        for result in work
        if asks_heart_rate(result.step)
    ]
    highest = max((low for _, low in lows), default=0.0)
    return [(r, low) for r, low in lows if low >= highest * (1 - KEY_SPEED_FRAC)]


def _asked_heart_s(result: StepResult) -> float:
    """Return for how long a step asks for its heart rate, once that has followed."""
    return max((result.planned_s or 0.0) - LAG_S, 0.0)


def could_be_held(measured: Measured, results: tuple[StepResult, ...]) -> bool:
    """Return whether the plan could be found held by any stretches of the run.

    As long as it says no, it spares a search for those stretches: a witness of the
    plan says yes nowhere. For whatever stretches are taken as its hardest steps, they
    are seconds of the run that together are fast enough, or with a heart rate that is
    high enough, and there are no more of those than in the run.
    """
    return _pace_could_be_held(measured, results) or _heart_could_be(measured, results)


def _pace_could_be_held(measured: Measured, results: tuple[StepResult, ...]) -> bool:
    key = _fastest(results)
    planned_s = sum(result.planned_s or 0.0 for result in key)
    if planned_s <= 0 or _are_out_of_reach(key, measured):
        return False
    ends = np.array([0.0, 1.0])
    lows = [low for r in key if (low := speed_bounds(r.step, ends)[0]) is not None]
    slowest_mps = min(float(low.min()) for low in lows) * (1 - ROUNDING_FRAC)
    slowest_mps *= 1 - measured.heat_frac
    # The most seconds with this mean are the fastest ones.
    fastest_m = np.cumsum(np.sort(measured.track.adjusted_mps)[::-1])
    seconds = np.arange(1, len(fastest_m) + 1)
    held_s = int((fastest_m >= slowest_mps * seconds).sum())
    return held_s >= ALL_SHARE * planned_s * (1 - ROUNDING_FRAC)


def _heart_could_be(measured: Measured, results: tuple[StepResult, ...]) -> bool:
    asking = _hottest(results)
    if not asking:
        return False
    lowest_bpm = min(low for _, low in asking)
    heart = measured.track.heart_rate_bpm[measured.trust.usable]
    held_s = int((heart >= lowest_bpm).sum())
    # Steps are left out of which no heart rate is known: one is left at least.
    asked_s = min(_asked_heart_s(result) or FEWEST_HEART_S for result, _ in asking)
    return held_s >= ALL_SHARE * asked_s * (1 - ROUNDING_FRAC)
