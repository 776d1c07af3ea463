"""Planned against run, step by step: seconds in and out of target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.heart import LAG_S, trust_in_heart_rate
from negsplit.analysis.held import fastest_mps, seconds_at
from negsplit.analysis.match import Matching, speed_band
from negsplit.analysis.shape import Answer
from negsplit.analysis.smoothing import PACE_WINDOW_S, smooth
from negsplit.analysis.splits import split_of
from negsplit.course import Weather
from negsplit.physiology.climate import heat_loss, simplified_wbgt
from negsplit.physiology.held_time import SHORTEST_BOUT_S
from negsplit.recording import Severity
from negsplit.workout import (
    Distance,
    Effort,
    HeartRateRamp,
    HeartRateTarget,
    SpeedRamp,
    SpeedTarget,
    Step,
    Time,
    UntilLap,
)

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.analysis.heart import Trust
    from negsplit.analysis.match import Match
    from negsplit.analysis.splits import Split
    from negsplit.recording import Column

# The narrowest band that a runner can hold by GPS, 5 s/km to either side, and the
# error that a GPS distance has anyway.
NARROWEST_S_PER_KM = 5.0
GPS_ERROR_FRAC = 0.01
# Two positions that are 2 to 3 m off make the pace of so short a step wrong by 5 % and
# more: it cannot be judged by satellites. Inferred.
SHORTEST_PACED_S = 25.0
# A step this long can hold its pace for a part of it; a shorter one does or does not.
SHORTEST_PARTED_S = 2 * SHORTEST_BOUT_S
# Words that ask for easy running; faster is then the only way to miss.
EASY_WORDS = frozenset({Effort.EASY, Effort.JOG, Effort.WALK, Effort.REST})
# Inferred: of what was planned, this share is all of it, and this share is some.
ALL_SHARE = 0.80
SOME_SHARE = 0.40
# Less than this much usable heart rate cannot judge a step.
FEWEST_HEART_S = 30


class Side(Enum):
    """Where a value lies against a band."""

    BELOW = "below"
    IN = "in"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class InTarget:
    """Seconds below, in and above a target, and where the mean lies.

    Parameters
    ----------
    below_s, in_s, above_s : int
        Of single seconds, for the picture.
    mean : Side, optional
        Of a pace: where its mean lies.
    held_s : float, optional
        Of a pace: for how long at least the target was held. All of the step if its
        mean is there, else of a long step the bouts that are.
    """

    below_s: int
    in_s: int
    above_s: int
    mean: Side | None = None
    held_s: float | None = None

    @property
    def at_least_s(self) -> float:
        """Seconds in the target or above it; of a pace those that were held."""
        return self.in_s + self.above_s if self.held_s is None else self.held_s

    @property
    def at_most_s(self) -> float:
        """Seconds in the target or below it; of a pace all or none, by its mean."""
        if self.mean is None:
            return self.in_s + self.below_s
        return 0.0 if self.mean is Side.ABOVE else self.total_s

    @property
    def total_s(self) -> int:
        """All seconds that were judged."""
        return self.below_s + self.in_s + self.above_s


@dataclass(frozen=True, slots=True)
class StepResult:
    """One step of the plan, and what was run of it.

    Parameters
    ----------
    number : int
        Place in the plan, from 1.
    step : Step
        As planned.
    planned_s : float, optional
        How long it should take: its time, or its distance at its target.
    split : Split, optional
        What was run; ``None`` if the step was not run.
    pace, heart_rate : InTarget, optional
        Seconds against the target, where the step has that target and the run has
        that measurement. Pace is judged grade-adjusted; heart rate only after it
        has had time to follow.
    reached : Answer
        Whether the step reached its target for as long as planned. By pace its mean
        decides, because single seconds are noisy.
    """

    number: int
    step: Step
    planned_s: float | None
    split: Split | None
    pace: InTarget | None
    heart_rate: InTarget | None
    reached: Answer


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What there is to judge by.

    Parameters
    ----------
    track : Track
        The run.
    trust : Trust
        Where its heart rate can be used.
    fastest_km_mps : float, optional
        Grade-adjusted speed of the fastest kilometre; none in a shorter run. [m/s]
    heat_frac : float
        Share of speed that heat took at the same effort: so much slower still holds a
        target.
    """

    track: Track
    trust: Trust
    fastest_km_mps: float | None
    heat_frac: float = 0.0

    @classmethod
    def of(cls, track: Track, weather: Weather | None = None) -> Measured:
        """Return what a run offers for judgement, in weather that is known or mild."""
        air = weather or Weather()
        wbgt = simplified_wbgt(air.temperature_degc, air.humidity_frac)
        return cls(
            track,
            trust_in_heart_rate(track),
            fastest_mps(track.adjusted_mps),
            heat_loss(wbgt),
        )

    @property
    def is_distance_broken(self) -> bool:
        """Whether too much of the run is lost for its pace to be believed."""
        return any(found.severity is Severity.ERROR for found in self.track.findings)


def results_of(
    measured: Measured, steps: tuple[Step, ...], matched: Match
) -> tuple[StepResult, ...]:
    """Return what was run of each step."""
    return tuple(
        _missing(number, step, matched)
        if cells is None or cells.stop <= cells.start
        else _result(number, step, measured, cells)
        for number, (step, cells) in enumerate(
            zip(steps, matched.cells, strict=True), start=1
        )
    )


def _missing(number: int, step: Step, matched: Match) -> StepResult:
    found_any = matched.how is not Matching.NONE
    answer = Answer.NO if found_any and not is_easy(step) else Answer.CANNOT_TELL
    return StepResult(number, step, planned_duration(step), None, None, None, answer)


def _result(number: int, step: Step, measured: Measured, cells: slice) -> StepResult:
    pace = _pace_in_target(step, measured, cells)
    heart = _heart_in_target(step, measured, cells)
    planned_s = planned_duration(step)
    if pace is not None and pace.total_s < SHORTEST_PACED_S:
        pace = None
    return StepResult(
        number=number,
        step=step,
        planned_s=planned_s,
        split=split_of(measured.track, cells),
        pace=pace,
        heart_rate=heart,
        reached=_reached(step, planned_s, pace, heart),
    )


def planned_duration(step: Step) -> float | None:
    """Return how long a step should take, in seconds, if that can be said."""
    match step.length:
        case Time(duration_s):
            return duration_s
        case Distance(distance_m):
            band = speed_band(step)
            if band is None:
                return None
            # The mean of the paces: a ramp is even in pace over distance.
            return distance_m * (1 / band[0] + 1 / band[1]) / 2
        case UntilLap():
            return None


def progress_of(step: Step, track: Track, cells: slice) -> Column:
    """Return how much of a step was done in each of its seconds, from 0 to 1."""
    seconds = cells.stop - cells.start
    done: Column
    match step.length:
        case Time(duration_s):
            done = (np.arange(seconds) + 0.5) / duration_s
        case Distance(distance_m):
            done = np.cumsum(track.speed_mps[cells]) / distance_m
        case UntilLap():
            done = (np.arange(seconds) + 0.5) / seconds
    return np.minimum(done, 1.0)


def speed_bounds(
    step: Step, progress: Column
) -> tuple[Column, Column] | tuple[None, None]:
    """Return the slowest and fastest speed that a step asks for.

    Parameters
    ----------
    step : Step
        With a target in numbers, else nothing is asked for.
    progress : array, shape (n,)
        How much of the step is done, from 0 to 1; a ramp follows it.
    """
    for target in step.targets:
        match target:
            case SpeedTarget(low_mps, high_mps):
                pace_s = np.full(len(progress), 500 / low_mps + 500 / high_mps)
                half_s = 500 / low_mps - 500 / high_mps
            case SpeedRamp(start_mps, end_mps):
                start_s, end_s = 1000 / start_mps, 1000 / end_mps
                pace_s = start_s + (end_s - start_s) * progress
                half_s = 0.0
            case _:
                continue
        half_s = max(half_s, NARROWEST_S_PER_KM)
        low = 1000 / (pace_s + half_s) * (1 - GPS_ERROR_FRAC)
        high = 1000 / (pace_s - half_s) * (1 + GPS_ERROR_FRAC)
        return low, high
    return None, None


def _pace_in_target(step: Step, measured: Measured, cells: slice) -> InTarget | None:
    low, high = speed_bounds(step, progress_of(step, measured.track, cells))
    if low is None or high is None:
        return None
    low = low * (1 - measured.heat_frac)
    speed_mps = measured.track.adjusted_mps[cells]
    # Smoothed inside the step alone: its neighbours have other targets.
    width = max(min(PACE_WINDOW_S, len(speed_mps) // 3), 1)
    counted = _count(smooth(speed_mps, width), low, high)
    mean = float(speed_mps.mean())
    if mean < float(low.mean()):
        is_long = len(speed_mps) >= SHORTEST_PARTED_S
        held_s = seconds_at(speed_mps / low, 1.0) if is_long else 0.0
        return replace(counted, mean=Side.BELOW, held_s=held_s)
    side = Side.ABOVE if mean > float(high.mean()) else Side.IN
    return replace(counted, mean=side, held_s=float(counted.total_s))


def _heart_in_target(step: Step, measured: Measured, cells: slice) -> InTarget | None:
    bounds = heart_bounds(step)
    if bounds is None:
        return None
    # The first minute belongs to the step before: the heart is still catching up.
    start = min(cells.start + LAG_S, cells.stop)
    usable = measured.trust.usable[start : cells.stop]
    heart = measured.track.heart_rate_bpm[start : cells.stop][usable]
    if len(heart) < FEWEST_HEART_S:
        return None
    full = np.ones_like(heart)
    return _count(heart, bounds[0] * full, bounds[1] * full)


def heart_bounds(step: Step) -> tuple[float, float] | None:
    """Return the lowest and highest heart rate that a step asks for, if it does.

    An open end is 0 or infinity.
    """
    for target in step.targets:
        match target:
            case HeartRateTarget(low_bpm, high_bpm):
                low = 0.0 if low_bpm is None else low_bpm
                return low, inf if high_bpm is None else high_bpm
            case HeartRateRamp(start_bpm, end_bpm):
                return min(start_bpm, end_bpm), max(start_bpm, end_bpm)
            case _:
                continue
    return None


def _count(values: Column, low: Column, high: Column) -> InTarget:
    below, above = int((values < low).sum()), int((values > high).sum())
    return InTarget(below, len(values) - below - above, above)


def _reached(
    step: Step,
    planned_s: float | None,
    pace: InTarget | None,
    heart: InTarget | None,
) -> Answer:
    judged = pace if pace is not None else heart
    if judged is None or judged.total_s == 0:
        return Answer.CANNOT_TELL
    wanted_s = judged.total_s if planned_s is None else planned_s
    if pace is None:
        wanted_s = min(wanted_s, judged.total_s)
    # A step that is meant to be easy is missed by running it too fast, and only so:
    # slower or shorter is as well.
    if is_easy(step):
        return answer_of_share(judged.at_most_s / judged.total_s)
    return answer_of_share(judged.at_least_s / wanted_s)


def is_easy(step: Step) -> bool:
    """Return whether a step is meant to be easy, so that only faster is a miss."""
    return step.purpose.is_easy or step.effort in EASY_WORDS or _is_ceiling(step)


def _is_ceiling(step: Step) -> bool:
    """Return whether a step only asks not to go over a heart rate."""
    bounds = heart_bounds(step)
    return bounds is not None and bounds[0] == 0


def asks_heart_rate(step: Step) -> bool:
    """Return whether a step is for reaching at least a heart rate."""
    return heart_bounds(step) is not None and not is_easy(step)


def answer_of_share(share: float) -> Answer:
    """Return yes, partly or no for a share of what was planned."""
    if share >= ALL_SHARE:
        return Answer.YES
    return Answer.PARTLY if share >= SOME_SHARE else Answer.NO
