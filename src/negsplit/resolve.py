"""Relative targets made absolute for one runner.

Effort words, race efforts, zones, perceived effort and percentages become pace or
heart rate. An effort word stays beside the number that it became.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from negsplit.errors import InputError
from negsplit.physiology import effort
from negsplit.physiology.daniels import sustainable_fraction
from negsplit.physiology.effort import intensity_of_cr10
from negsplit.physiology.training_paces import DEFAULT_PROFILE, Profile
from negsplit.runner import Runner
from negsplit.units import (
    HALF_MARATHON_M,
    MARATHON_M,
    MILE_M,
    PLAUSIBLE_SPEED_MPS,
    DistanceUnit,
    SpeedUnit,
    pace_s,
)
from negsplit.workout import (
    Effort,
    EffortTarget,
    FractionTarget,
    HeartRateRamp,
    HeartRateTarget,
    Item,
    RaceEffort,
    RaceTarget,
    Reference,
    Repeat,
    RpeRamp,
    RpeTarget,
    SpeedRamp,
    SpeedTarget,
    Target,
    Workout,
    ZoneKind,
    ZoneTarget,
)

if TYPE_CHECKING:
    from negsplit.athlete import Athlete

Absolute = SpeedTarget | SpeedRamp | HeartRateTarget | HeartRateRamp
Relative = FractionTarget | ZoneTarget | RpeTarget | RpeRamp | RaceTarget | EffortTarget

# The words of a workout as rows of the effort scale. Walking and resting have no pace,
# and a sprint none that a race could tell.
WORD_LEVELS = {
    Effort.JOG: effort.RECOVERY,
    Effort.RECOVERY: effort.RECOVERY,
    Effort.FLOAT: effort.MODERATELY_EASY,
    Effort.EASY: effort.EASY,
    Effort.STEADY: effort.MODERATELY_EASY,
    Effort.MODERATE: effort.MODERATE,
    Effort.MARATHON: effort.MARATHON,
    Effort.TEMPO: effort.TEMPO,
    Effort.THRESHOLD: effort.TEMPO,
    Effort.HARD: effort.TEN_K,
    Effort.FAST: effort.FIVE_K,
    Effort.STRIDES: effort.ALL_OUT,
    Effort.MAX: effort.ALL_OUT,
}

RACE_EFFORTS_M = {
    RaceEffort.MILE: MILE_M,
    RaceEffort.M1500: 1500.0,
    RaceEffort.K3: 3000.0,
    RaceEffort.K5: 5000.0,
    RaceEffort.K8: 8000.0,
    RaceEffort.K10: 10_000.0,
    RaceEffort.K15: 15_000.0,
    RaceEffort.MI10: 10 * MILE_M,
    RaceEffort.HALF: HALF_MARATHON_M,
    RaceEffort.MARATHON: MARATHON_M,
}
# Coaches' critical velocity, where the runner's own is not known: the pace of a race
# of half an hour. A convention, not a measurement.
CRITICAL_VELOCITY_RACE_S = 1800.0

# Five zones: of heart rate by tenths of the maximum, as watches set them unless told
# otherwise; of pace by rows of the effort scale (ours: recovery, easy, steady,
# threshold, fast).
HEART_RATE_ZONES_FRAC = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
PACE_ZONES_FRAC = (0.50, 0.62, 0.75, 0.84, 0.93, 1.15)

# Half the width of marathon effort around the runner's own marathon pace, in fractions
# of VDOT: the width of its row of the effort scale.
MARATHON_HALF_WIDTH_FRAC = 0.02


def resolve(
    workout: Workout, athlete: Athlete, profile: Profile = DEFAULT_PROFILE
) -> Workout:
    """Return a workout in which every relative target is absolute for an athlete.

    Raises
    ------
    MissingInputError
        If a target needs what is not known of the athlete.
    """
    runner = Runner.of(athlete, profile)
    unit = workout.unit or DistanceUnit.KM
    items = tuple(_resolved_item(item, runner, unit) for item in workout.items)
    return replace(workout, items=items)


def absolute(
    target: Target, runner: Runner, unit: DistanceUnit = DistanceUnit.KM
) -> Target | None:
    """Return a target in numbers; nothing for words that have no pace.

    What was relative comes out as :func:`told`.

    Raises
    ------
    MissingInputError
        If it needs what is not known of the runner.
    InputError
        If a zone does not exist.
    """
    if isinstance(target, Absolute):
        return target
    found = _in_numbers(target, runner)
    return None if found is None else told(found, unit)


def told(target: Absolute, unit: DistanceUnit) -> Absolute:
    """Return a target as it is told to a runner: whole seconds per unit, whole beats.

    A watch, a notation and a coach's mouth hold no more, so a target is rounded when it
    is made and then stays the same everywhere.
    """
    per = SpeedUnit.per(unit)
    match target:
        case SpeedTarget(low, high):
            return SpeedTarget(_whole(low, unit), _whole(high, unit), per)
        case SpeedRamp(start, end):
            return SpeedRamp(_whole(start, unit), _whole(end, unit), per, target.chunk)
        case HeartRateTarget(low_bpm, high_bpm):
            return HeartRateTarget(
                None if low_bpm is None else float(round(low_bpm)),
                None if high_bpm is None else float(round(high_bpm)),
            )
        case HeartRateRamp(start_bpm, end_bpm):
            return HeartRateRamp(float(round(start_bpm)), float(round(end_bpm)))
    assert_never(target)


def _whole(speed_mps: float, unit: DistanceUnit) -> float:
    return unit.metres / round(pace_s(speed_mps, unit))


def _in_numbers(target: Relative, runner: Runner) -> Absolute | None:
    match target:
        case FractionTarget():
            return _of_fraction(target, runner)
        case ZoneTarget():
            return _of_zone(target, runner)
        case RpeTarget(low, high):
            return _band(runner, intensity_of_cr10(low), intensity_of_cr10(high))
        case RpeRamp(start, end):
            return SpeedRamp(
                runner.speed_at(intensity_of_cr10(start)),
                runner.speed_at(intensity_of_cr10(end)),
            )
        case RaceTarget():
            return _of_race(target, runner)
        case EffortTarget(word):
            return _of_word(word, runner)
    assert_never(target)


def _resolved_item(item: Item, runner: Runner, unit: DistanceUnit) -> Item:
    if isinstance(item, Repeat):
        inner = tuple(_resolved_item(child, runner, unit) for child in item.items)
        return replace(item, items=inner)
    numbers = [t for t in item.targets if not isinstance(t, EffortTarget)]
    words = [t for t in item.targets if isinstance(t, EffortTarget)]
    found = [absolute(target, runner, unit) for target in numbers or words[:1]]
    targets = [target for target in found if target is not None]
    return replace(item, targets=(*targets, *words))


def _band(runner: Runner, low_frac: float, high_frac: float) -> SpeedTarget:
    return SpeedTarget(runner.speed_at(low_frac), runner.speed_at(high_frac))


def _of_word(word: Effort, runner: Runner) -> SpeedTarget | None:
    if word is Effort.EASY:
        return SpeedTarget(runner.speeds.easy_slow_mps, runner.speeds.easy_fast_mps)
    if word is Effort.MARATHON:
        middle = runner.intensity_of(runner.speeds.marathon_mps)
        half = MARATHON_HALF_WIDTH_FRAC
        return _band(runner, middle - half, middle + half)
    level = WORD_LEVELS.get(word)
    return None if level is None else _band(runner, level.low_frac, level.high_frac)


def _of_fraction(target: FractionTarget, runner: Runner) -> Absolute:
    ends = (target.start_frac, target.end_frac)
    start, end = (_scaled(target, frac, runner) for frac in ends)
    if target.reference is Reference.THRESHOLD_SPEED:
        return SpeedRamp(start, end) if target.ramp else SpeedTarget(start, end)
    return HeartRateRamp(start, end) if target.ramp else HeartRateTarget(start, end)


def _scaled(target: FractionTarget, frac: float, runner: Runner) -> float:
    match target.reference:
        case Reference.MAX_HR:
            return frac * runner.max_hr
        case Reference.HR_RESERVE:
            reserve = runner.max_hr - runner.resting_hr
            return runner.resting_hr + frac * reserve
        case Reference.THRESHOLD_HR:
            return frac * runner.threshold_hr
        case Reference.THRESHOLD_SPEED:
            return frac * runner.speeds.threshold_mps
    assert_never(target.reference)


def _of_zone(target: ZoneTarget, runner: Runner) -> Absolute:
    if target.high >= len(PACE_ZONES_FRAC):
        raise InputError(f"zone {target.high} does not exist; there are zones 1 to 5")
    by_pace = target.kind is ZoneKind.PACE
    if by_pace or (target.kind is ZoneKind.UNSTATED and not runner.has_heart_rate):
        low, high = PACE_ZONES_FRAC[target.low - 1], PACE_ZONES_FRAC[target.high]
        return _band(runner, low, high)
    low = HEART_RATE_ZONES_FRAC[target.low - 1] * runner.max_hr
    return HeartRateTarget(low, HEART_RATE_ZONES_FRAC[target.high] * runner.max_hr)


def _of_race(target: RaceTarget, runner: Runner) -> SpeedTarget:
    speeds = [*race_speeds(target.slow, runner)]
    if target.fast is not None:
        speeds += race_speeds(target.fast, runner)
    metres = target.unit.metres
    shifted_s = [metres / speed + target.offset_s for speed in speeds]
    if min(shifted_s) < metres / PLAUSIBLE_SPEED_MPS[1]:
        raise InputError(
            f"{target.slow.value} {target.offset_s:+g} s is faster than anyone runs; "
            "take less off"
        )
    return SpeedTarget(metres / max(shifted_s), metres / min(shifted_s))


def race_speeds(race: RaceEffort, runner: Runner) -> tuple[float, ...]:
    """Return the speed of a race effort in m/s; the two ends for easy pace."""
    if race in RACE_EFFORTS_M:
        return (runner.race_speed(RACE_EFFORTS_M[race]),)
    match race:
        case RaceEffort.EASY:
            return runner.speeds.easy_slow_mps, runner.speeds.easy_fast_mps
        case RaceEffort.INTERVAL:
            return (runner.speeds.interval_mps,)
        case RaceEffort.REPETITION:
            return (runner.speeds.repetition_mps,)
        case RaceEffort.CRITICAL_VELOCITY:
            return (_critical_velocity(runner),)
        case _:
            return (runner.speeds.threshold_mps,)


def _critical_velocity(runner: Runner) -> float:
    if runner.athlete.critical_speed_mps is not None:
        return runner.athlete.critical_speed_mps
    return runner.speed_at(sustainable_fraction(CRITICAL_VELOCITY_RACE_S))
