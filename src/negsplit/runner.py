"""A runner ready for use: an athlete with all that the models derive from it.

What is missing is told when it is asked for, so a workout by heart rate needs no race
and a workout by pace no heart rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.errors import MissingInputError, OutOfRangeError
from negsplit.physiology import daniels, heart_rate
from negsplit.physiology.intensity_curve import IntensityCurve, intensity_curve
from negsplit.physiology.training_paces import (
    DEFAULT_PROFILE,
    Profile,
    TrainingSpeeds,
    intensity_of,
    speed_at,
    training_speeds,
)
from negsplit.units import (
    HALF_MARATHON_M,
    format_clock,
    format_distance,
    format_pace,
)

if TYPE_CHECKING:
    from negsplit.athlete import Athlete, Race

# Half-marathon pace as a fraction of T at VDOT 40, a half marathon of 1:51 in the book;
# slower runners race it at marathon effort. Ours.
THRESHOLD_SLOW_FRAC = 0.97


@dataclass(frozen=True, slots=True)
class Runner:
    """An athlete with VDOT and maximum heart rate worked out.

    Parameters
    ----------
    athlete : Athlete
        What is known.
    profile : Profile
        Whose training paces.
    vdot_ml_kg_min : float, optional
        As given, else of the best race.
    race : Race, optional
        The race that the VDOT comes from.
    max_hr_bpm : float, optional
        As measured, else by age.
    """

    athlete: Athlete
    profile: Profile
    vdot_ml_kg_min: float | None
    race: Race | None
    max_hr_bpm: float | None

    @classmethod
    def of(cls, athlete: Athlete, profile: Profile = DEFAULT_PROFILE) -> Runner:
        """Return the runner of an athlete.

        Raises
        ------
        OutOfRangeError
            If the VDOT given, or that of every race, is out of range.
        """
        vdot, race = _vdot(athlete)
        max_hr_bpm = athlete.max_hr_bpm
        if max_hr_bpm is None and athlete.age_years is not None:
            max_hr_bpm = heart_rate.max_hr_of_age(athlete.age_years)
        return cls(athlete, profile, vdot, race, max_hr_bpm)

    @property
    def vdot(self) -> float:
        """VDOT; raises MissingInputError where there is none."""
        if self.vdot_ml_kg_min is None:
            raise MissingInputError(
                "a pace for this runner needs a race result or a VDOT",
                options="give for example --race 10k=45:00, or run by effort without "
                "one: negsplit form thirds 45min --steer effort",
            )
        return self.vdot_ml_kg_min

    @property
    def speeds(self) -> TrainingSpeeds:
        """Daniels' training paces."""
        return training_speeds(self.vdot, self.profile)

    def speed_at(self, intensity_frac: float) -> float:
        """Return the speed at a fraction of VDOT."""
        return speed_at(intensity_frac, self.vdot, self.profile)

    def intensity_of(self, speed_mps: float) -> float:
        """Return the fraction of VDOT that a speed takes."""
        return intensity_of(speed_mps, self.vdot, self.profile)

    @property
    def intensity_curve(self) -> IntensityCurve:
        """Fractions of VDOT over speed, for whole runs second by second."""
        return intensity_curve(self.vdot, self.profile)

    def race_speed(self, distance_m: float) -> float:
        """Return the mean speed of a race over a distance, by VDOT."""
        return distance_m / daniels.calculator_race_time(distance_m, self.vdot)

    @property
    def threshold_band(self) -> tuple[float, float]:
        """Speeds that count as threshold pace, slow and fast end.

        From half-marathon to 10 km race pace, but T is always inside: the calculator
        gives slow runners a T faster than 10 km pace, and the best race a half
        marathon at T. Who races it for two hours and more does so below threshold, so
        the band begins at :data:`THRESHOLD_SLOW_FRAC` of T at the slowest.
        """
        slow, fast = self.race_speed(HALF_MARATHON_M), self.race_speed(10_000.0)
        exact = self.speeds.threshold_mps
        slow = min(max(slow, THRESHOLD_SLOW_FRAC * exact), 0.99 * exact)
        return slow, max(fast, 1.01 * exact)

    @property
    def has_heart_rate(self) -> bool:
        """Whether a maximum heart rate is known or estimated."""
        return self.max_hr_bpm is not None

    @property
    def max_hr_is_estimated(self) -> bool:
        """Whether the maximum heart rate is that of the age."""
        return self.has_heart_rate and self.athlete.max_hr_bpm is None

    @property
    def uses_reserve(self) -> bool:
        """Whether heart rates go by reserve, not by the maximum alone."""
        return self.athlete.resting_hr_bpm is not None and (
            self.vdot_ml_kg_min is not None
        )

    @property
    def max_hr(self) -> float:
        """Maximum heart rate; raises MissingInputError where there is none."""
        if self.max_hr_bpm is None:
            raise MissingInputError(
                "a heart rate for this runner needs the maximum heart rate or the age",
                options="give --hr-max or --age",
            )
        return self.max_hr_bpm

    @property
    def resting_hr(self) -> float:
        """Resting heart rate; raises MissingInputError where there is none."""
        if self.athlete.resting_hr_bpm is None:
            raise MissingInputError(
                "heart-rate reserve needs the resting heart rate",
                options="give --hr-rest",
            )
        return self.athlete.resting_hr_bpm

    @property
    def threshold_hr(self) -> float:
        """Threshold heart rate; raises MissingInputError where there is none."""
        if self.athlete.threshold_hr_bpm is None:
            raise MissingInputError(
                "a target in % of threshold heart rate needs that heart rate",
                options="give --hr-threshold",
            )
        return self.athlete.threshold_hr_bpm

    def heart_rate_at(self, intensity_frac: float) -> float:
        """Return the steady heart rate at a fraction of VDOT."""
        if self.uses_reserve:
            return heart_rate.heart_rate_by_reserve(
                intensity_frac, self.vdot, self.resting_hr, self.max_hr
            )
        return self.max_hr * heart_rate.max_hr_fraction(intensity_frac)

    def intensity_at(self, heart_rate_bpm: float) -> float:
        """Return the fraction of VDOT at a steady heart rate."""
        if self.uses_reserve:
            return heart_rate.uptake_by_reserve(
                heart_rate_bpm, self.vdot, self.resting_hr, self.max_hr
            )
        return heart_rate.uptake_of_max_hr_fraction(heart_rate_bpm / self.max_hr)


def _refused(race: Race, error: OutOfRangeError) -> OutOfRangeError:
    """Say why a race gives no VDOT, in the pace that a runner knows."""
    why = str(error)
    slow, fast = daniels.SPEED_RANGE_MPS
    speed_mps = race.distance_m / race.duration_s
    if not slow <= speed_mps <= fast:
        why = (
            f"{format_pace(speed_mps)} must lie between {format_pace(fast)} and "
            f"{format_pace(slow)}"
        )
    return OutOfRangeError(
        f"{format_distance(race.distance_m)} in {format_clock(race.duration_s)} "
        f"gives no VDOT: {why}"
    )


def _vdot(athlete: Athlete) -> tuple[float | None, Race | None]:
    """Return the VDOT as given, else the best of the races, and its race."""
    if athlete.vdot_ml_kg_min is not None:
        bounds = daniels.VDOT_RANGE_ML_KG_MIN
        daniels.check_range("VDOT", athlete.vdot_ml_kg_min, bounds)
        return athlete.vdot_ml_kg_min, None
    found: list[tuple[float, Race]] = []
    refused: OutOfRangeError | None = None
    for race in athlete.races:
        try:
            found.append((daniels.vdot(race.distance_m, race.duration_s), race))
        except OutOfRangeError as error:
            refused = _refused(race, error)
    if not found:
        if refused is not None:
            raise refused
        return None, None
    return max(found, key=lambda pair: pair[0])
