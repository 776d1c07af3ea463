"""The three faces of a step: pace, heart rate and effort, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from negsplit.physiology import effort, heart_rate
from negsplit.physiology.effort import EffortLevel, level_of
from negsplit.resolve import absolute
from negsplit.runner import Runner
from negsplit.workout import (
    EffortTarget,
    HeartRateRamp,
    HeartRateTarget,
    RpeRamp,
    RpeTarget,
    SpeedRamp,
    SpeedTarget,
    Step,
)


@dataclass(frozen=True, slots=True)
class Faces:
    """What one step means in pace, heart rate and effort, side by side.

    The first of each pair is the slow end of a band or the start of a ramp, ``None``
    where the runner's data do not tell.
    """

    is_ramp: bool
    speeds_mps: tuple[float, float] | None = None
    heart_rates_bpm: tuple[float, float] | None = None
    fractions: tuple[float, float] | None = None

    @property
    def level(self) -> EffortLevel | None:
        """Row of the effort scale: of a ramp's end, of a band's middle."""
        if self.fractions is None:
            return None
        start, end = self.fractions
        return level_of(end if self.is_ramp else (start + end) / 2)


def faces(step: Step, runner: Runner) -> Faces:
    """Return the pace, heart rate and effort of a step, as far as they are known."""
    is_felt = isinstance(step.target, RpeTarget | RpeRamp | EffortTarget)
    # What is run by feel needs no pace, and has none where no race says how fast.
    if step.target is None or (is_felt and runner.vdot_ml_kg_min is None):
        return Faces(is_ramp=False)
    target = absolute(step.target, runner)
    match target:
        case SpeedTarget(low, high):
            return _by_speed(runner, (low, high), is_ramp=False)
        case SpeedRamp(start, end):
            return _by_speed(runner, (start, end), is_ramp=True)
        case HeartRateTarget(low_bpm, high_bpm):
            floor = runner.max_hr / 2 if low_bpm is None else low_bpm
            top = runner.max_hr if high_bpm is None else high_bpm
            return _by_heart_rate(runner, (floor, top), is_ramp=False)
        case HeartRateRamp(start_bpm, end_bpm):
            return _by_heart_rate(runner, (start_bpm, end_bpm), is_ramp=True)
        case _:
            return Faces(is_ramp=False)


def _by_speed(runner: Runner, pair: tuple[float, float], *, is_ramp: bool) -> Faces:
    if runner.vdot_ml_kg_min is None:
        return Faces(is_ramp, speeds_mps=pair)
    low, high = effort.INTENSITY_RANGE_FRAC
    start, end = (min(max(runner.intensity_of(v), low), high) for v in pair)
    bpm = _heart_rates(runner, (start, end))
    return Faces(is_ramp, pair, bpm, (start, end))


def _by_heart_rate(
    runner: Runner, pair: tuple[float, float], *, is_ramp: bool
) -> Faces:
    if not runner.has_heart_rate:
        return Faces(is_ramp, heart_rates_bpm=pair)
    low, high = _plausible_heart_rates(runner)
    start, end = (runner.intensity_at(min(max(bpm, low), high)) for bpm in pair)
    speeds = None
    if runner.vdot_ml_kg_min is not None:
        speeds = runner.speed_at(start), runner.speed_at(end)
    return Faces(is_ramp, speeds, pair, (start, end))


def _plausible_heart_rates(runner: Runner) -> tuple[float, float]:
    """Return the heart rates that the runner's model knows an intensity for."""
    if runner.uses_reserve:
        return runner.resting_hr, runner.max_hr
    return runner.max_hr * heart_rate.MAX_HR_POINTS[0][1], runner.max_hr


def _heart_rates(
    runner: Runner, fractions: tuple[float, float]
) -> tuple[float, float] | None:
    if not runner.has_heart_rate:
        return None
    # The models start at rest and end where nobody runs; a step may be slower.
    low = heart_rate.RESTING_UPTAKE_ML_KG_MIN / runner.vdot
    start, end = (max(frac, low) for frac in fractions)
    return runner.heart_rate_at(start), runner.heart_rate_at(end)
