"""What is known of a runner on a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.errors import InputError

if TYPE_CHECKING:
    from datetime import date

# Heart rates outside these are sensor faults or typing errors, not people.
RESTING_HR_RANGE_BPM = (25.0, 110.0)
MAX_HR_RANGE_BPM = (100.0, 240.0)
AGE_RANGE_YEARS = (5.0, 110.0)
# More than twice what the busiest marathon runners do is metres typed for kilometres.
WEEKLY_RANGE_KM = (0.0, 500.0)


@dataclass(frozen=True, slots=True)
class Race:
    """One race result: a distance run all-out, and its time.

    Parameters
    ----------
    distance_m : float
        Length of the race. [m]
    duration_s : float
        Official time. [s]
    day : date, optional
        When it was run.
    """

    distance_m: float
    duration_s: float
    day: date | None = None

    def __post_init__(self) -> None:
        if self.distance_m <= 0 or self.duration_s <= 0:
            raise InputError(
                f"race of {self.distance_m:g} m in {self.duration_s:g} s: "
                "both must be more than zero"
            )

    @property
    def speed_mps(self) -> float:
        """Mean speed, in m/s."""
        return self.distance_m / self.duration_s


@dataclass(frozen=True, slots=True)
class Errors:
    """Standard errors of values that were measured; ``None`` where nobody can say."""

    max_hr_bpm: float | None = None
    critical_speed_mps: float | None = None
    d_prime_m: float | None = None
    vdot_ml_kg_min: float | None = None


@dataclass(frozen=True, slots=True)
class Athlete:
    """A runner as known on one date; what is unknown is ``None``."""

    races: tuple[Race, ...] = ()
    measured_on: date | None = None
    name: str = ""
    age_years: float | None = None
    mass_kg: float | None = None
    resting_hr_bpm: float | None = None
    max_hr_bpm: float | None = None
    threshold_hr_bpm: float | None = None
    critical_speed_mps: float | None = None
    d_prime_m: float | None = None
    vdot_ml_kg_min: float | None = None
    weekly_distance_m: float | None = None
    errors: Errors = Errors()

    def __post_init__(self) -> None:
        _within("resting heart rate", self.resting_hr_bpm, RESTING_HR_RANGE_BPM, "bpm")
        _within("maximum heart rate", self.max_hr_bpm, MAX_HR_RANGE_BPM, "bpm")
        _within("age", self.age_years, AGE_RANGE_YEARS, "years")
        weekly_m = self.weekly_distance_m
        weekly_km = None if weekly_m is None else weekly_m / 1000
        _within("usual week", weekly_km, WEEKLY_RANGE_KM, "km")
        if (
            self.resting_hr_bpm is not None
            and self.max_hr_bpm is not None
            and self.resting_hr_bpm >= self.max_hr_bpm
        ):
            raise InputError(
                f"resting heart rate {self.resting_hr_bpm:g} bpm must be below the "
                f"maximum, {self.max_hr_bpm:g} bpm"
            )


def _within(
    what: str, value: float | None, bounds: tuple[float, float], unit: str
) -> None:
    low, high = bounds
    if value is not None and not low <= value <= high:
        raise InputError(
            f"{what} {value:g} {unit} is not plausible; it must lie between "
            f"{low:g} and {high:g} {unit}"
        )
