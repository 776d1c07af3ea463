"""What a step is made of: how long it is and what to aim for.

A target is what the author wrote: some are absolute (a pace band), some are relative
to the runner (75 % of maximum heart rate, 10 km effort, "easy"). Turning the relative
ones into numbers needs an athlete and happens in :mod:`negsplit.resolve`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from negsplit.errors import InputError
from negsplit.units import (
    PLAUSIBLE_SPEED_MPS,
    RACE_DISTANCES_M,
    SpeedUnit,
    format_pace,
)

# Bounds that catch mistaken units: a step of more than a day or 250 km is a typing
# error; so is a step of under a second or a few metres.
MAX_DURATION_S = 24 * 3600.0
MAX_DISTANCE_M = 250_000.0


class Effort(Enum):
    """The words runners use for how hard to run."""

    WALK = "walk"
    REST = "rest"
    JOG = "jog"
    RECOVERY = "recovery"
    FLOAT = "float"
    EASY = "easy"
    STEADY = "steady"
    MODERATE = "moderate"
    MARATHON = "marathon"
    TEMPO = "tempo"
    THRESHOLD = "threshold"
    HARD = "hard"
    FAST = "fast"
    STRIDES = "strides"
    SPRINT = "sprint"
    MAX = "max"

    @property
    def is_recovery(self) -> bool:
        """Whether the word alone makes a step a recovery."""
        return self in _RECOVERY_EFFORTS


_RECOVERY_EFFORTS = frozenset(
    {Effort.WALK, Effort.REST, Effort.JOG, Effort.RECOVERY, Effort.FLOAT}
)


class RaceEffort(Enum):
    """The effort of racing a distance, or one of Daniels' training paces."""

    MILE = "mile"
    M1500 = "1500"
    K3 = "3k"
    K5 = "5k"
    K8 = "8k"
    K10 = "10k"
    K15 = "15k"
    MI10 = "10mi"
    HALF = "HM"
    MARATHON = "MP"
    LACTATE_THRESHOLD = "LT"
    CRITICAL_VELOCITY = "CV"
    EASY = "E"
    THRESHOLD = "T"
    INTERVAL = "I"
    REPETITION = "R"

    @property
    def distance_m(self) -> float | None:
        """The length of the race; training paces have none."""
        return _RACE_EFFORT_M.get(self)


_RACE_EFFORT_M = {
    RaceEffort.MILE: RACE_DISTANCES_M["mile"],
    RaceEffort.M1500: 1500.0,
    RaceEffort.K3: 3000.0,
    RaceEffort.K5: 5000.0,
    RaceEffort.K8: 8000.0,
    RaceEffort.K10: 10_000.0,
    RaceEffort.K15: 15_000.0,
    RaceEffort.MI10: 10 * RACE_DISTANCES_M["mile"],
    RaceEffort.HALF: RACE_DISTANCES_M["half"],
    RaceEffort.MARATHON: RACE_DISTANCES_M["marathon"],
}


class Reference(Enum):
    """What a fraction is a fraction of."""

    MAX_HR = "HRmax"
    HR_RESERVE = "HRR"
    THRESHOLD_HR = "LTHR"
    THRESHOLD_SPEED = "TP"


class ZoneKind(Enum):
    """What a zone number counts."""

    UNSTATED = ""
    HEART_RATE = "HR"
    PACE = "pace"


@dataclass(frozen=True, slots=True)
class Time:
    """A step that ends after a time."""

    duration_s: float

    def __post_init__(self) -> None:
        if not 1 <= self.duration_s <= MAX_DURATION_S:
            raise InputError(
                f"step of {self.duration_s:g} s must last between 1 s and 24 h"
            )


@dataclass(frozen=True, slots=True)
class Distance:
    """A step that ends after a distance."""

    distance_m: float

    def __post_init__(self) -> None:
        if not 10 <= self.distance_m <= MAX_DISTANCE_M:
            raise InputError(
                f"step of {self.distance_m:g} m must be between 10 m and 250 km"
            )


@dataclass(frozen=True, slots=True)
class UntilLap:
    """A step that ends when the runner presses the lap button."""


Length = Time | Distance | UntilLap


def _check_order(what: str, low: float | None, high: float | None, unit: str) -> None:
    if low is None and high is None:
        raise InputError(f"{what} has no bound; give at least one")
    for value in (low, high):
        if value is not None and not value > 0:
            raise InputError(f"{what} {value:g} {unit} must be more than zero")
    if low is not None and high is not None and low > high:
        raise InputError(f"{what} {low:g} to {high:g} {unit} is empty")


def _check_speed(speed_mps: float) -> None:
    low, high = PLAUSIBLE_SPEED_MPS
    if not low <= speed_mps <= high:
        pace = f", {format_pace(speed_mps)}" if speed_mps > 0 else ""
        raise InputError(
            f"{speed_mps:.3g} m/s is no running speed{pace}; it must lie between "
            f"{format_pace(low)} and {format_pace(high)}"
        )


@dataclass(frozen=True, slots=True)
class SpeedTarget:
    """A speed band; equal bounds are a single pace."""

    low_mps: float
    high_mps: float
    unit: SpeedUnit = SpeedUnit.PER_KM

    def __post_init__(self) -> None:
        _check_order("speed band", self.low_mps, self.high_mps, "m/s")
        _check_speed(self.low_mps)
        _check_speed(self.high_mps)


@dataclass(frozen=True, slots=True)
class SpeedRamp:
    """A speed that changes evenly, in seconds per unit, from start to end.

    ``chunk`` is the length of the device steps that the author asked for.
    """

    start_mps: float
    end_mps: float
    unit: SpeedUnit = SpeedUnit.PER_KM
    chunk: Time | Distance | None = None

    def __post_init__(self) -> None:
        _check_speed(self.start_mps)
        _check_speed(self.end_mps)
        if self.unit is SpeedUnit.SPLIT:
            raise InputError("a speed ramp has no split time; give it a pace")


@dataclass(frozen=True, slots=True)
class HeartRateTarget:
    """A heart-rate band; one side may be open."""

    low_bpm: float | None
    high_bpm: float | None

    def __post_init__(self) -> None:
        _check_order("heart-rate band", self.low_bpm, self.high_bpm, "bpm")
        for value in (self.low_bpm, self.high_bpm):
            if value is not None and not 30 <= value <= 240:
                raise InputError(
                    f"heart rate {value:g} bpm must lie between 30 and 240 bpm"
                )


@dataclass(frozen=True, slots=True)
class HeartRateRamp:
    """A heart rate that changes evenly from start to end."""

    start_bpm: float
    end_bpm: float

    def __post_init__(self) -> None:
        for value in (self.start_bpm, self.end_bpm):
            if not 30 <= value <= 240:
                raise InputError(
                    f"heart rate {value:g} bpm must lie between 30 and 240 bpm"
                )


@dataclass(frozen=True, slots=True)
class FractionTarget:
    """A band, or with ``ramp`` a change, in fractions of a reference."""

    start_frac: float
    end_frac: float
    reference: Reference
    ramp: bool = False

    def __post_init__(self) -> None:
        if not self.ramp:
            _check_order("fraction band", self.start_frac, self.end_frac, "")
        # A heart can beat above an underestimated maximum, but not by much.
        most = 1.1 if self.reference is Reference.MAX_HR else 2.0
        for value in (self.start_frac, self.end_frac):
            if not 0.3 <= value <= most:
                raise InputError(
                    f"{value * 100:g} %{self.reference.value} is no training "
                    f"intensity; it must lie between 30 and {most * 100:.0f} %"
                )


@dataclass(frozen=True, slots=True)
class ZoneTarget:
    """One of the runner's zones, or a range of them."""

    low: int
    high: int
    kind: ZoneKind = ZoneKind.UNSTATED

    def __post_init__(self) -> None:
        if not 1 <= self.low <= self.high <= 9:
            raise InputError(
                f"zone {self.low} to {self.high} must lie between 1 and 9, low first"
            )


@dataclass(frozen=True, slots=True)
class RpeTarget:
    """Perceived effort on the scale from 0 to 10."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 10:
            raise InputError(
                f"RPE {self.low:g}-{self.high:g} must lie between 0 and 10, low first"
            )


@dataclass(frozen=True, slots=True)
class RpeRamp:
    """Perceived effort that changes evenly from the start to the end of a step.

    That is the effort at which the intensity starts to feel; it wears on by itself.
    """

    start: float
    end: float

    def __post_init__(self) -> None:
        for value in (self.start, self.end):
            if not 0 <= value <= 10:
                raise InputError(f"RPE {value:g} must lie between 0 and 10")


@dataclass(frozen=True, slots=True)
class RaceTarget:
    """The pace of racing a distance, or of a range of distances.

    ``offset_s`` is added to the pace, in seconds per ``unit``.
    """

    slow: RaceEffort
    fast: RaceEffort | None = None
    offset_s: float = 0.0
    unit: SpeedUnit = SpeedUnit.PER_KM

    def __post_init__(self) -> None:
        if self.unit not in (SpeedUnit.PER_KM, SpeedUnit.PER_MI):
            raise InputError(f"a pace offset is per km or mile, not {self.unit.value}")
        # One minute a kilometre already turns marathon pace into a jog; ten can
        # only be a typing error.
        if not -600 <= self.offset_s <= 600:
            raise InputError(
                f"pace offset of {self.offset_s:g} s must lie between -600 and 600 s"
            )
        slow_m = self.slow.distance_m
        fast_m = self.fast.distance_m if self.fast else None
        if slow_m is not None and fast_m is not None and slow_m < fast_m:
            raise InputError(
                f"{self.slow.value} is raced faster than "
                f"{self.fast.value if self.fast else ''}; give the longer race first"
            )


@dataclass(frozen=True, slots=True)
class EffortTarget:
    """An effort in one word."""

    effort: Effort


Target = (
    SpeedTarget
    | SpeedRamp
    | HeartRateTarget
    | HeartRateRamp
    | FractionTarget
    | ZoneTarget
    | RpeTarget
    | RpeRamp
    | RaceTarget
    | EffortTarget
)
