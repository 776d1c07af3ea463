"""Where a run goes and in what weather: climb over distance, heat, wind."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from negsplit.errors import InputError
from negsplit.physiology.climate import (
    ALTITUDE_RANGE_M,
    HEADWIND_RANGE_MPS,
    TEMPERATURE_RANGE_DEGC,
)
from negsplit.physiology.daniels import check_range
from negsplit.physiology.gradient import GAP_RANGE_FRAC


@dataclass(frozen=True, slots=True)
class Course:
    """Altitude over distance: straight slopes between points, level beyond the ends.

    Parameters
    ----------
    distances_m : tuple of float
        Distance of each point from the start, rising. [m]
    altitudes_m : tuple of float
        Height above the sea there. [m]
    """

    distances_m: tuple[float, ...]
    altitudes_m: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.distances_m or len(self.distances_m) != len(self.altitudes_m):
            raise InputError(
                f"course of {len(self.distances_m)} distances and "
                f"{len(self.altitudes_m)} altitudes; give one altitude a distance"
            )
        for altitude_m in self.altitudes_m:
            check_range("altitude in m", altitude_m, ALTITUDE_RANGE_M)
        points = list(zip(self.distances_m, self.altitudes_m, strict=True))
        for (start_m, low_m), (end_m, high_m) in pairwise(points):
            if not end_m > start_m:
                raise InputError(
                    f"course goes from {start_m:g} m to {end_m:g} m; distances must "
                    "rise"
                )
            grade = (high_m - low_m) / (end_m - start_m)
            check_range(f"grade at {start_m:g} m", grade, GAP_RANGE_FRAC)

    @classmethod
    def level(cls, altitude_m: float) -> Course:
        """Return a flat course at an altitude."""
        return cls((0.0,), (altitude_m,))


def weather_of(temperature_degc: float | None) -> Weather | None:
    """Return the weather of which only a temperature is known, or nothing."""
    return None if temperature_degc is None else Weather(temperature_degc)


@dataclass(frozen=True, slots=True)
class Weather:
    """The air: what is unknown is mild, half humid, and still.

    Parameters
    ----------
    temperature_degc : float
        Air temperature. [°C]
    humidity_frac : float
        Relative humidity, 0 to 1.
    headwind_mps : float
        Mean wind against the runner; negative from behind. [m/s]
    """

    temperature_degc: float = 10.0
    humidity_frac: float = 0.5
    headwind_mps: float = 0.0

    def __post_init__(self) -> None:
        check_range("temperature in °C", self.temperature_degc, TEMPERATURE_RANGE_DEGC)
        check_range("relative humidity", self.humidity_frac, (0.0, 1.0))
        check_range("headwind in m/s", self.headwind_mps, HEADWIND_RANGE_MPS)
