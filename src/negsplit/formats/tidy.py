"""The numbers that an author wrote, from the rounded ones that a file holds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from negsplit.units import MILE_M, PLAUSIBLE_SPEED_MPS, DistanceUnit, SpeedUnit
from negsplit.workout import Distance, Repeat, SpeedTarget, Step, Workout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from negsplit.workout import Item, Target

# How far a length in miles may be off what the file can hold: it counts in
# centimetres, and some writers cut instead of rounding.
_MILE_TOLERANCE_M = 0.02
_MILE_PARTS = 20
# Paces that are no whole seconds, such as pieces of a ramp, in ever finer ones.
_SECOND_PARTS = (1, 2, 5, 10, 20, 50, 100, 1000)


def tidy_distance(metres: float) -> float:
    """Return metres as written: a multiple of 0.05 mi if they are close to one.

    >>> tidy_distance(1609.34), tidy_distance(400.0)
    (1609.344, 400.0)
    """
    parts = round(metres / MILE_M * _MILE_PARTS)
    miles_m = parts / _MILE_PARTS * MILE_M
    is_near = parts > 0 and abs(miles_m - metres) <= _MILE_TOLERANCE_M
    return miles_m if is_near and metres % 1 else metres


def tidy_speeds(workout: Workout, resolution_mps: float) -> Workout:
    """Return the workout with speeds that are whole seconds per unit.

    A speed is moved only if the file could not have told the two apart. Whether
    paces are per kilometre or per mile is what more of them fit; where that leaves
    it open, lengths in miles decide, else it is kilometres.
    """
    targets = [t for step in _steps(workout.items) for t in step.targets]
    bands = [target for target in targets if isinstance(target, SpeedTarget)]
    if not bands:
        return workout
    per_km, per_mi = (
        sum(_tidy(band, unit, resolution_mps) is not None for band in bands)
        for unit in (SpeedUnit.PER_KM, SpeedUnit.PER_MI)
    )
    in_miles = per_mi > per_km or (per_mi == per_km and _has_miles(workout))
    first, second = SpeedUnit.PER_KM, SpeedUnit.PER_MI
    if in_miles:
        first, second = second, first

    def tidied(target: Target) -> Target:
        if not isinstance(target, SpeedTarget):
            return target
        return (
            _tidy(target, first, resolution_mps)
            or _tidy(target, second, resolution_mps)
            or _near(target, first, resolution_mps)
        )

    items = _mapped(workout.items, tidied)
    unit = DistanceUnit.MI if in_miles else DistanceUnit.KM
    return replace(workout, items=items, unit=unit)


def _tidy(
    band: SpeedTarget, unit: SpeedUnit, resolution_mps: float
) -> SpeedTarget | None:
    """Return the band in whole seconds per unit, None if it is not that."""
    snapped = []
    for speed in (band.low_mps, band.high_mps):
        whole = unit.metres / round(unit.metres / speed)
        if abs(whole - speed) > resolution_mps / 2 * (1 + 1e-6):
            return None
        if not _is_plausible(whole):
            return None
        snapped.append(whole)
    return SpeedTarget(snapped[0], snapped[1], unit)


def _near(band: SpeedTarget, unit: SpeedUnit, resolution_mps: float) -> SpeedTarget:
    """Return the band in the coarsest parts of a second that the file can mean."""

    def nearest(speed: float) -> float:
        pace_s = unit.metres / speed
        for part in _SECOND_PARTS:
            # Divided as one, so that the pace is found again to the last bit.
            near = float(Fraction(unit.metres) * part / round(pace_s * part))
            if abs(near - speed) <= resolution_mps / 2 and _is_plausible(near):
                return near
        return speed

    return SpeedTarget(nearest(band.low_mps), nearest(band.high_mps), unit)


def _is_plausible(speed_mps: float) -> bool:
    """Whether a record takes the speed; rounding must not lead out of its range."""
    slowest, fastest = PLAUSIBLE_SPEED_MPS
    return slowest <= speed_mps <= fastest


def _has_miles(workout: Workout) -> bool:
    return any(
        isinstance(step.length, Distance)
        and step.length.distance_m % 1 != 0
        and tidy_distance(round(step.length.distance_m, 2)) == step.length.distance_m
        for step in _steps(workout.items)
    )


def _steps(items: tuple[Item, ...]) -> Iterator[Step]:
    for item in items:
        if isinstance(item, Step):
            yield item
        else:
            yield from _steps(item.items)


def _mapped(
    items: tuple[Item, ...], change: Callable[[Target], Target]
) -> tuple[Item, ...]:
    return tuple(
        replace(item, items=_mapped(item.items, change))
        if isinstance(item, Repeat)
        else replace(item, targets=tuple(change(target) for target in item.targets))
        for item in items
    )
