"""Ramps in pieces: a target that changes along a step becomes a staircase of bands."""

from __future__ import annotations

from dataclasses import replace

from negsplit.units import PLAUSIBLE_SPEED_MPS, DistanceUnit, SpeedUnit
from negsplit.workout import (
    Cue,
    Distance,
    FractionTarget,
    HeartRateRamp,
    HeartRateTarget,
    Length,
    SpeedRamp,
    SpeedTarget,
    Step,
    Target,
    Time,
    UntilLap,
)

# Position and so pace wander by a few seconds per kilometre; a narrower band makes
# the watch complain of a runner who is right.
HALF_BAND_S_PER_KM = 5.0
MOST_PIECES = 8
FEWEST_PIECES = 2
# The shortest pieces that a record takes.
LEAST_S = 1.0
LEAST_M = 10.0


def has_ramp(step: Step) -> bool:
    """Whether any target of a step changes along it."""
    return any(_is_ramp(target) for target in step.targets)


def _is_ramp(target: Target) -> bool:
    return isinstance(target, SpeedRamp | HeartRateRamp) or (
        isinstance(target, FractionTarget) and target.ramp
    )


def pieces(step: Step, most: int | None = None) -> int:
    """Return into how many steps a device cuts the ramp of a step.

    The author's own pieces win. Otherwise a piece is about 400 m of a ramp up to
    3.2 km, else 1 km or half a mile; 2 min of a ramp up to 16 min, else 5 min;
    and there are two to eight of them.
    """
    count = min(_asked(step) or _usual(step), _possible(step.length))
    return count if most is None else min(count, most)


def _possible(length: Length) -> int:
    match length:
        case UntilLap():
            return 1
        case Time(whole):
            return max(1, int(whole / LEAST_S))
        case Distance(whole):
            return max(1, int(whole / LEAST_M))


def _asked(step: Step) -> int | None:
    for target in step.targets:
        if isinstance(target, SpeedRamp):
            match step.length, target.chunk:
                case (Time(a), Time(b)) | (Distance(a), Distance(b)):
                    return max(1, round(a / b))
    return None


def _usual(step: Step) -> int:
    match step.length:
        case UntilLap():
            return 1
        case Time(whole):
            piece = 120.0 if whole <= 16 * 60 else 300.0
        case Distance(whole):
            piece = 400.0 if whole <= 3200 else _long_piece_m(step)
    return min(max(round(whole / piece), FEWEST_PIECES), MOST_PIECES)


def _long_piece_m(step: Step) -> float:
    unit = _step_unit(step)
    return 1000.0 if unit is DistanceUnit.KM else unit.metres / 2


def _step_unit(step: Step) -> DistanceUnit:
    for target in step.targets:
        if isinstance(target, SpeedRamp):
            return distance_unit(target.unit)
    return DistanceUnit.KM


def cut_ramp(step: Step, count: int) -> tuple[Step, ...]:
    """Return a step as ``count`` steps with bands, or alone if it has no ramp.

    Piece ``i`` spans the targets from ``i / count`` to ``(i + 1) / count``, evenly
    in seconds per unit, whole ones inside the ramp. Pieces are whole seconds, metres or
    hundredths of a mile; the last takes what remains.
    """
    if not has_ramp(step):
        return (replace(step, targets=tuple(_single(t) for t in step.targets)),)
    lengths = _equal_lengths(step, count)
    return tuple(
        replace(
            step,
            length=length,
            targets=tuple(
                _part(target, index / count, (index + 1) / count)
                for target in step.targets
            ),
            note=step.note if index == 0 else "",
            cues=_cues_of_piece(step, lengths, index),
        )
        for index, length in enumerate(lengths)
    )


def _equal_lengths(step: Step, count: int) -> list[Length]:
    match step.length:
        case UntilLap():
            return [step.length] * count
        case Time(whole):
            piece = float(whole // count) or whole / count
            return [*[Time(piece)] * (count - 1), Time(whole - piece * (count - 1))]
        case Distance(whole):
            unit = _step_unit(step)
            grain = 1.0 if unit is DistanceUnit.KM else unit.metres / 100
            # The billionth keeps 2 mi, as floats have it, from becoming 1.99 mi.
            piece = int(whole / count / grain + 1e-9) * grain or whole / count
            return [
                *[Distance(piece)] * (count - 1),
                Distance(whole - piece * (count - 1)),
            ]


def _part(target: Target, start: float, end: float) -> Target:
    """Return the band of a target between two fractions of its step."""
    match target:
        case SpeedRamp(first, last, unit):
            a, b = unit.metres / first, unit.metres / last
            paces = sorted(_pace_between(a, b, share, unit) for share in (start, end))
            return widened(
                SpeedTarget(unit.metres / paces[1], unit.metres / paces[0], unit)
            )
        case HeartRateRamp(first, last):
            rise = last - first
            low, high = sorted((first + rise * start, first + rise * end))
            return HeartRateTarget(low, high)
        case FractionTarget(first, last, reference, ramp=True):
            rise = last - first
            low, high = sorted((first + rise * start, first + rise * end))
            return FractionTarget(low, high, reference)
        case _:
            return _single(target)


def _pace_between(a: float, b: float, share: float, unit: SpeedUnit) -> float:
    """Return the pace at a share of a ramp, in whole seconds inside it.

    Nobody runs to the tenth of a second, and a watch shows none.
    """
    pace_s = a + (b - a) * share
    return float(round(pace_s)) if unit.is_pace and 0 < share < 1 else pace_s


def _single(target: Target) -> Target:
    if isinstance(target, SpeedTarget) and target.low_mps == target.high_mps:
        return widened(target)
    return target


def widened(band: SpeedTarget) -> SpeedTarget:
    """Return a band of at least 5 s/km (8 s/mi) to either side of its middle."""
    metres = band.unit.metres
    half_s = float(round(HALF_BAND_S_PER_KM * metres / 1000))
    slow_s, fast_s = metres / band.low_mps, metres / band.high_mps
    if slow_s - fast_s >= 2 * half_s:
        return band
    # Without the dust of the divisions, whole seconds stay whole.
    middle_s = round((slow_s + fast_s) / 2, 6)
    slowest, fastest = PLAUSIBLE_SPEED_MPS
    return SpeedTarget(
        max(metres / (middle_s + half_s), slowest),
        min(metres / (middle_s - half_s), fastest),
        band.unit,
    )


# Cues


def _cues_of_piece(step: Step, lengths: list[Length], index: int) -> tuple[Cue, ...]:
    return tuple(
        moved
        for cue in step.cues
        for piece, moved in (_moved(cue, step, lengths),)
        if piece == index
    )


def _moved(cue: Cue, step: Step, lengths: list[Length]) -> tuple[int, Cue]:
    """Return the piece that a cue falls into, and the cue as counted there."""
    kind = type(cue.at)
    size, whole = _amount(lengths[0]), _amount(step.length)
    if not isinstance(step.length, kind) or not size:
        return (len(lengths) - 1 if cue.before_end else 0), cue
    at = max(0.0, whole - _amount(cue.at)) if cue.before_end else _amount(cue.at)
    piece = min(int(at / size), len(lengths) - 1)
    # A cue at the very start of a piece is told as soon as a place can be.
    least = LEAST_S if kind is Time else LEAST_M
    return piece, Cue(kind(max(at - piece * size, least)), cue.text)


def _amount(length: Length) -> float:
    match length:
        case Time(amount) | Distance(amount):
            return amount
        case UntilLap():
            return 0.0


def distance_unit(unit: SpeedUnit) -> DistanceUnit:
    """Return whether a speed unit counts in kilometres or in miles."""
    return (
        DistanceUnit.MI
        if unit in (SpeedUnit.PER_MI, SpeedUnit.MPH)
        else DistanceUnit.KM
    )
