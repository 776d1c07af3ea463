"""The two curves that are drawn through the stages of a lactate test.

A third-degree polynomial bends where the stages bend, and wobbles where they wobble; a
constant and an exponential can only rise. Thresholds from one and the other differ,
which is part of what is unknown about them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from negsplit.physiology.least_squares import line_fit, lowest, polynomial_fit

if TYPE_CHECKING:
    from collections.abc import Sequence

# E-folds of the exponential over the whole test: from nearly straight to a corner.
STEEPNESS_RANGE = (0.05, 30.0)
# Grid on which a crossing is sought, and halvings that follow it up.
CROSSING_POINTS = 200
HALVINGS = 60


class Curve(Protocol):
    """Lactate as a function of intensity, between the ends of a test."""

    @property
    def ends(self) -> tuple[float, float]:
        """The intensities of the first and the last stage."""
        ...

    def value(self, x: float) -> float:
        """Return the lactate at an intensity."""
        ...

    def intensity_of_slope(self, slope: float) -> float | None:
        """Return where the curve, getting steeper, has a slope."""
        ...


@dataclass(frozen=True, slots=True)
class Cubic:
    """A polynomial of third degree in intensity, scaled to -1 to 1 over the test."""

    coefficients: tuple[float, ...]
    ends: tuple[float, float]

    def value(self, x: float) -> float:
        """Return the lactate at an intensity."""
        u = self._scaled(x)
        c0, c1, c2, c3 = self.coefficients
        return c0 + u * (c1 + u * (c2 + u * c3))

    def intensity_of_slope(self, slope: float) -> float | None:
        """Return where the curve, getting steeper, has a slope; ``None`` for nowhere.

        A parabola has the slope at two places, and gets steeper at one of them.
        """
        _, c1, c2, c3 = self.coefficients
        half = (self.ends[1] - self.ends[0]) / 2
        under_root = c2 * c2 - 3 * c3 * (c1 - slope * half)
        if under_root < 0:
            return None
        # The form of the quadratic formula that also holds where c3 is zero.
        divisor = c2 + math.sqrt(under_root)
        if divisor == 0:
            return None
        u = (slope * half - c1) / divisor
        return None if abs(u) > 1 else sum(self.ends) / 2 + u * half

    def _scaled(self, x: float) -> float:
        first, last = self.ends
        return (2 * x - first - last) / (last - first)


@dataclass(frozen=True, slots=True)
class Exponential:
    """A constant and an exponential: ``floor + scale * exp(steepness * x)``."""

    floor: float
    scale: float
    steepness: float
    ends: tuple[float, float]

    def value(self, x: float) -> float:
        """Return the lactate at an intensity."""
        return self.floor + self.scale * math.exp(self.steepness * x)

    def intensity_of_slope(self, slope: float) -> float | None:
        """Return where the curve has a slope."""
        ratio = slope / (self.scale * self.steepness)
        x = math.log(ratio) / self.steepness
        return x if self.ends[0] <= x <= self.ends[1] else None


def cubic_fit(x: Sequence[float], y: Sequence[float]) -> Cubic:
    """Return the polynomial of least squares through four or more stages."""
    first, last = min(x), max(x)
    scaled = [(2 * a - first - last) / (last - first) for a in x]
    return Cubic(polynomial_fit(scaled, y, 3), (first, last))


def exponential_fit(x: Sequence[float], y: Sequence[float]) -> Exponential | None:
    """Return the exponential of least squares; ``None`` where nothing curves up.

    Once the steepness is fixed the curve is a straight line in the exponential, so
    only the steepness is searched.
    """
    first, last = min(x), max(x)
    span = last - first
    shares = [(a - first) / span for a in x]

    def grown(steepness: float) -> list[float]:
        return [math.exp(steepness * share) for share in shares]

    low, high = STEEPNESS_RANGE
    best = lowest(lambda steepness: line_fit(grown(steepness), y).squares, low, high)
    line = line_fit(grown(best), y)
    if line.slope <= 0 or best < 1.01 * low:
        return None
    steepness = best / span
    scale = line.slope * math.exp(-steepness * first)
    return Exponential(line.offset, scale, steepness, (first, last))


def intensity_of(curve: Curve, lactate_mmol_l: float) -> float | None:
    """Return where a curve last rises through a lactate; ``None`` for nowhere.

    A polynomial can dip first, and rise through the same value twice.
    """
    first, last = curve.ends
    width = (last - first) / CROSSING_POINTS
    for i in reversed(range(CROSSING_POINTS)):
        low, high = first + i * width, first + (i + 1) * width
        if curve.value(low) < lactate_mmol_l <= curve.value(high):
            return _crossing(curve, lactate_mmol_l, low, high)
    return None


def _crossing(curve: Curve, lactate_mmol_l: float, low: float, high: float) -> float:
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if curve.value(middle) < lactate_mmol_l:
            low = middle
        else:
            high = middle
    return (low + high) / 2
