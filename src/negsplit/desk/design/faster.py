"""The pace of a step changed by hand: to a place in the picture, or by a little."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.drawings.handles import Edge
from negsplit.errors import InputError
from negsplit.forms.pieces import word_of
from negsplit.resolve import Absolute, absolute, told
from negsplit.units import PLAUSIBLE_SPEED_MPS, DistanceUnit, SpeedUnit
from negsplit.workout import (
    EffortTarget,
    HeartRateRamp,
    HeartRateTarget,
    SpeedRamp,
    SpeedTarget,
    Step,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from negsplit.runner import Runner
    from negsplit.workout import Target

# What is pulled lands on multiples of so many seconds per km or mile. Ours.
GRAIN_S = 5.0
# The fastest that a step is pulled to, within the effort scale, and a slow walk.
FASTEST_FRAC, SLOWEST_MPS = 1.25, 1.0
# The lowest heart rate that a step is pulled to, as a fraction of the maximum, and the
# intensity below which the models of the heart know nothing.
LOWEST_HR_FRAC, LEAST_FRAC = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class To:
    """To a speed, or what is sayable near it."""

    speed_mps: float


@dataclass(frozen=True, slots=True)
class By:
    """By so many seconds or beats; more is faster."""

    count: int


Change = To | By


def moved(
    step: Step, edge: Edge, change: Change, runner: Runner, unit: DistanceUnit
) -> tuple[Absolute, Absolute]:
    """Return what a step aims for in numbers, before and after a change.

    Raises
    ------
    InputError
        If it has no pace, or no such edge.
    """
    target = None if step.target is None else absolute(step.target, runner, unit)
    if not isinstance(target, Absolute):
        raise InputError("this step has no pace to change; give it one in the text")
    is_ramp = isinstance(target, SpeedRamp | HeartRateRamp)
    if is_ramp is (edge is Edge.PACE):
        raise InputError(f"this step has no {edge.value} to pull; load the page again")
    match target:
        case SpeedTarget() | SpeedRamp():
            return target, _quicker(target, edge, change, runner, unit)
        case _:
            return target, _higher(target, edge, change, runner)


def moved_step(step: Step, now: Absolute, runner: Runner) -> Step:
    """Return a step with what it steers by changed, and its word said anew."""
    lead = step.target
    is_word = isinstance(lead, EffortTarget)
    kept: list[Target] = [now] if is_word else []
    for target in step.targets:
        if isinstance(target, EffortTarget):
            kept.append(_word(target, now, runner))
        else:
            kept.append(now if target is lead else target)
    return replace(step, targets=tuple(kept))


def neighbours(
    edge: Edge, was: Absolute, now: Absolute
) -> Iterator[tuple[int, Callable[[Step], Step]]]:
    """Yield which steps beside a changed one follow it, and how.

    A ramp that began or ended where this step did, goes on doing so.
    """
    for aside, other, own in ((-1, Edge.END, Edge.START), (1, Edge.START, Edge.END)):
        before, after = _speed_at(was, own), _speed_at(now, own)
        if edge in (Edge.PACE, own) and before is not None and after is not None:
            yield aside, _follower(other, before, after)


def _follower(edge: Edge, before: float, after: float) -> Callable[[Step], Step]:
    def follow(step: Step) -> Step:
        lead = step.target
        if not isinstance(lead, SpeedRamp) or _speed_at(lead, edge) != before:
            return step
        new = (
            replace(lead, start_mps=after)
            if edge is Edge.START
            else replace(lead, end_mps=after)
        )
        targets = tuple(new if target is lead else target for target in step.targets)
        return replace(step, targets=targets)

    return follow


def _speed_at(target: Target, edge: Edge) -> float | None:
    """Return the speed at an end; none where it is a band, or a heart rate."""
    match target:
        case SpeedRamp(start, end):
            return start if edge is Edge.START else end
        case SpeedTarget(low, high) if low == high:
            return low
        case _:
            return None


def _quicker(
    target: SpeedTarget | SpeedRamp,
    edge: Edge,
    change: Change,
    runner: Runner,
    unit: DistanceUnit,
) -> Absolute:
    match target:
        case SpeedRamp(start, end):
            start_s, end_s = unit.metres / start, unit.metres / end
        case SpeedTarget(low, high):
            start_s, end_s = unit.metres / low, unit.metres / high
    taken = {Edge.START: (start_s,), Edge.END: (end_s,), Edge.PACE: (start_s, end_s)}
    held = taken[edge]
    shift = _shift(sum(held) / len(held), change, unit)
    if shift == 0:
        return target
    # A band keeps its width: it stops where the first of its ends does.
    slow_s, fast_s = (unit.metres / speed for speed in _bounds(runner))
    shift = _within(shift, fast_s - min(held), slow_s - max(held))
    start_s += 0.0 if edge is Edge.END else shift
    end_s += 0.0 if edge is Edge.START else shift
    ends, per = (unit.metres / start_s, unit.metres / end_s), SpeedUnit.per(unit)
    if isinstance(target, SpeedRamp):
        return told(SpeedRamp(*ends, per, target.chunk), unit)
    return told(SpeedTarget(*ends, per), unit)


def _within(shift: float, low: float, high: float) -> float:
    """Return a shift kept within bounds; what lies beyond them may stay there."""
    return min(max(shift, min(low, 0.0)), max(high, 0.0))


def _shift(pace: float, change: Change, unit: DistanceUnit) -> float:
    """Return by how many seconds a pace changes."""
    if isinstance(change, By):
        return -float(change.count)
    wanted = unit.metres / max(change.speed_mps, SLOWEST_MPS)
    landed = round(wanted / GRAIN_S) * GRAIN_S
    return 0.0 if abs(pace - wanted) <= abs(landed - wanted) else landed - pace


def _bounds(runner: Runner) -> tuple[float, float]:
    _, high = PLAUSIBLE_SPEED_MPS
    if runner.vdot_ml_kg_min is None:
        return SLOWEST_MPS, high
    return SLOWEST_MPS, min(high, runner.speed_at(FASTEST_FRAC))


def _higher(
    target: HeartRateTarget | HeartRateRamp, edge: Edge, change: Change, runner: Runner
) -> Absolute:
    low, high = round(LOWEST_HR_FRAC * runner.max_hr), round(runner.max_hr)
    if isinstance(target, HeartRateRamp):
        at = target.start_bpm if edge is Edge.START else target.end_bpm
        now = at + _within(_beats(at, change, runner), low - at, high - at)
        if edge is Edge.START:
            return HeartRateRamp(now, target.end_bpm)
        return HeartRateRamp(target.start_bpm, now)
    slow, fast = target.low_bpm, target.high_bpm
    slow = min(low, fast or low) if slow is None else slow
    fast = max(high, slow) if fast is None else fast
    shift = _beats((slow + fast) / 2, change, runner)
    shift = _within(shift, low - slow, high - fast)
    return HeartRateTarget(slow + shift, fast + shift) if shift else target


def _beats(at_bpm: float, change: Change, runner: Runner) -> float:
    """Return by how many beats a heart rate changes."""
    if isinstance(change, By):
        return float(change.count)
    frac = min(max(runner.intensity_of(change.speed_mps), LEAST_FRAC), FASTEST_FRAC)
    return float(round(runner.heart_rate_at(frac) - at_bpm))


def _word(word: EffortTarget, now: Absolute, runner: Runner) -> EffortTarget:
    """Return the word for what a step has become; a jog stays a jog."""
    if word.effort.is_recovery or runner.vdot_ml_kg_min is None:
        return word
    match now:
        case SpeedTarget(low, high):
            frac = runner.intensity_of(2 / (1 / low + 1 / high))
        case SpeedRamp(_, end):
            frac = runner.intensity_of(end)
        case _:
            return word
    return EffortTarget(word_of(min(frac, FASTEST_FRAC)))
