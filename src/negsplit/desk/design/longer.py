"""The length of a step changed by hand, from one that runners say to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.errors import InputError
from negsplit.targets import MAX_DISTANCE_M, MAX_DURATION_S
from negsplit.units import MILE_M, DistanceUnit
from negsplit.workout import Distance, Time

if TYPE_CHECKING:
    from negsplit.workout import Length, Step


@dataclass(frozen=True, slots=True)
class _Ladder:
    """Lengths that runners say: fine rungs below a bound, coarse ones above it.

    Everything counts in ``scale``: seconds, metres, or miles of so many metres.
    """

    scale: float
    bound: float
    fine: float
    coarse: float
    least: float
    most: float

    def rung(self, amount: float) -> float:
        """Return the distance of the rungs around an amount."""
        return self.fine if amount < self.bound else self.coarse

    def near(self, amount: float) -> float:
        """Return the rung nearest to an amount."""
        rung = self.rung(amount)
        return min(max(round(amount / rung) * rung, self.least), self.most)

    def next(self, amount: float, way: int) -> float:
        """Return an amount one rung longer or shorter; at an end, as it is."""
        # The rung below the bound is a fine one.
        rung = self.rung(amount if way > 0 else amount - self.fine / 2)
        moved = round(amount + way * rung, 6)
        return moved if self.least <= moved <= self.most else amount


# What is said of a repetition is finer than what is said of a run. All ours.
_SECONDS = _Ladder(1.0, 120.0, 5.0, 30.0, 5.0, MAX_DURATION_S)
_METRES = _Ladder(1.0, 1000.0, 50.0, 100.0, 50.0, MAX_DISTANCE_M)
_MILES = _Ladder(MILE_M, 0.5, 0.05, 0.1, 0.05, MAX_DISTANCE_M // MILE_M)
# Nobody presses a key more often than this at once.
_MOST_STEPS = 1000


def length_at(length: Length, wanted: float, unit: DistanceUnit) -> Length:
    """Return the sayable length nearest to one that is wanted, in s or m.

    Where the old length is nearer still, that stays.

    Raises
    ------
    InputError
        If the step waits for the lap button.
    """
    ladder, before = _ladder(length, unit)
    amount = wanted / ladder.scale
    landed = ladder.near(amount)
    if abs(before - amount) <= abs(landed - amount):
        return length
    return _like(length, landed, ladder)


def length_by(length: Length, by: int, unit: DistanceUnit) -> Length:
    """Return a length so many rungs longer, or shorter where it is less than zero.

    Raises
    ------
    InputError
        If the step waits for the lap button.
    """
    ladder, amount = _ladder(length, unit)
    for _ in range(min(abs(by), _MOST_STEPS)):
        amount = ladder.next(amount, 1 if by > 0 else -1)
    return _like(length, amount, ladder)


def with_length(step: Step, length: Length) -> Step:
    """Return a step with another length, without the cues that lie beyond it."""
    cues = tuple(cue for cue in step.cues if _lies_within(cue.at, length))
    return replace(step, length=length, cues=cues)


def _lies_within(at: Time | Distance, length: Length) -> bool:
    match at, length:
        case (Time(place), Time(whole)) | (Distance(place), Distance(whole)):
            return place <= whole
        case _:
            return True


def _ladder(length: Length, unit: DistanceUnit) -> tuple[_Ladder, float]:
    """Return the ladder of a length, and where it is on it."""
    match length:
        case Time(duration_s):
            return _SECONDS, duration_s
        case Distance(distance_m):
            # Repetitions on a track are metres for those who count in miles, too.
            is_of_a_track = distance_m <= _METRES.bound and distance_m % 50 == 0
            if unit is DistanceUnit.MI and not is_of_a_track:
                return _MILES, distance_m / MILE_M
            return _METRES, distance_m
        case _:
            raise InputError(
                "this step ends when the lap button is pressed; give it a length in "
                "the text"
            )


def _like(length: Length, amount: float, ladder: _Ladder) -> Length:
    if isinstance(length, Time):
        return Time(amount)
    # As a product of floats, which is how the notation reads miles.
    return Distance(round(amount, 6) * ladder.scale)
