"""What is to be run: a workout is a tree of steps and repeats.

A step has a length and any number of targets, the leading one first. Targets are
what the author wrote: some are absolute (a pace band), some are relative to the
runner (75 % of maximum heart rate, 10 km effort, "easy"). Turning the relative ones
into numbers needs an athlete and happens in :mod:`negsplit.physiology.effort`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from negsplit.errors import InputError
from negsplit.units import (
    PLAUSIBLE_SPEED_MPS,
    RACE_DISTANCES_M,
    DistanceUnit,
    SpeedUnit,
    format_pace,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# Bounds that catch mistaken units. A step of more than a day or 250 km, or a whole
# workout of that size, is a typing error; so is a step of under a second or a metre.
MAX_DURATION_S = 24 * 3600.0
MAX_DISTANCE_M = 250_000.0
MAX_REPEATS = 99
# Nobody runs a workout of more pieces or deeper nesting; without bounds a line of
# text could ask for more steps than a computer can count.
MAX_STEPS = 10_000
MAX_NESTING = 6
# The steepest treadmill that is sold climbs 40 %.
MAX_INCLINE_FRAC = 0.4


class Intensity(Enum):
    """What a step is for, as watches class it."""

    WARMUP = "warmup"
    WORK = "work"
    RECOVERY = "recovery"
    COOLDOWN = "cooldown"

    @property
    def is_easy(self) -> bool:
        """Whether a step of this kind is meant to be easy, so that faster is worse."""
        return self is not Intensity.WORK


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


class Goal(Enum):
    """What a progression run is for; the goal decides what must be reached."""

    THRESHOLD = "threshold"
    VO2MAX = "vo2max"
    BASE = "base"
    RECOVERY = "recovery"
    BRIDGE = "bridge"
    REHEARSAL = "rehearsal"
    AWARENESS = "awareness"
    TIME_EFFICIENT = "time-efficient"


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
        raise InputError(
            f"{speed_mps:g} m/s is no running speed; it must lie between "
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
    | RaceTarget
    | EffortTarget
)


def plain_text(text: str) -> str:
    """Return text as a record takes it: no control characters, no outer blanks."""
    return "".join(" " if _is_control(char) else char for char in text).strip()


def _is_control(char: str) -> bool:
    """Whether a character is a control, half of one, or none at all."""
    return unicodedata.category(char) in ("Cc", "Cs") or char in "\ufffe\uffff"


def _check_text(what: str, text: str) -> None:
    if any(_is_control(char) for char in text):
        raise InputError(f"{what} {text!r} has a control character; write plain text")


@dataclass(frozen=True, slots=True)
class Cue:
    """A text shown or spoken at a place inside a step."""

    at: Time | Distance
    text: str
    before_end: bool = False

    def __post_init__(self) -> None:
        _check_text("cue", self.text)


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of a workout.

    Parameters
    ----------
    length : Length
        What ends the step.
    targets : tuple of Target
        What to aim for, the leading target first; empty means as you like.
    intensity : Intensity, optional
        What the step is for, where the author said so.
    until_lap : bool
        Whether the lap button may end the step before its length does.
    incline_frac : float, optional
        Grade of a treadmill: rise over run.
    note : str
        Free text for the runner.
    cues : tuple of Cue
        Texts at places inside the step.
    """

    length: Length
    targets: tuple[Target, ...] = ()
    intensity: Intensity | None = None
    until_lap: bool = False
    incline_frac: float | None = None
    note: str = ""
    cues: tuple[Cue, ...] = ()

    def __post_init__(self) -> None:
        _check_text("note", self.note)
        incline = self.incline_frac
        if incline is not None and not abs(incline) <= MAX_INCLINE_FRAC:
            raise InputError(f"incline of {incline * 100:g} % must be within 40 %")
        if not isinstance(self.length, Distance) and any(
            isinstance(target, SpeedTarget) and target.unit is SpeedUnit.SPLIT
            for target in self.targets
        ):
            raise InputError("a split time needs a step with a distance")

    @property
    def target(self) -> Target | None:
        """The target to steer by: the first with numbers, else the first."""
        for target in self.targets:
            if not isinstance(target, EffortTarget):
                return target
        return self.targets[0] if self.targets else None

    @property
    def effort(self) -> Effort | None:
        """The effort word, if the author gave one."""
        for target in self.targets:
            if isinstance(target, EffortTarget):
                return target.effort
        return None

    @property
    def purpose(self) -> Intensity:
        """What the step is for: as said, else recovery by its word, else work."""
        if self.intensity is not None:
            return self.intensity
        effort = self.effort
        if effort is not None and effort.is_recovery:
            return Intensity.RECOVERY
        return Intensity.WORK


@dataclass(frozen=True, slots=True)
class Repeat:
    """Steps run several times over.

    ``skip_last_recovery`` leaves out the last item of the last repetition.
    """

    times: int
    items: tuple[Item, ...]
    skip_last_recovery: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.times <= MAX_REPEATS:
            raise InputError(
                f"{self.times} repetitions must lie between 1 and {MAX_REPEATS}"
            )
        if not self.items:
            raise InputError("a repeat needs at least one step")
        if self.skip_last_recovery and len(self.items) < 2:
            raise InputError("a repeat without a recovery has no last one to skip")


Item = Step | Repeat


@dataclass(frozen=True, slots=True)
class Workout:
    """A whole workout.

    Parameters
    ----------
    items : tuple of Step or Repeat
        What to run, in order; not empty.
    name : str
        Title.
    unit : DistanceUnit, optional
        The unit that paces without one were written in.
    goal : Goal, optional
        What the workout is for.
    """

    items: tuple[Item, ...]
    name: str = ""
    unit: DistanceUnit | None = None
    goal: Goal | None = None

    def __post_init__(self) -> None:
        if not self.items:
            raise InputError("a workout needs at least one step")
        _check_text("name", self.name)
        if self.name != self.name.strip():
            raise InputError(f"name {self.name!r} begins or ends with a blank")
        total = sum((_measure(item, 1) for item in self.items), _Total())
        if total.steps > MAX_STEPS:
            raise InputError(f"workout of {total.steps} steps; at most {MAX_STEPS}")
        if total.duration_s > MAX_DURATION_S or total.distance_m > MAX_DISTANCE_M:
            raise InputError(
                f"workout of {total.duration_s / 3600:.1f} h and "
                f"{total.distance_m / 1000:.1f} km is longer than 24 h or 250 km"
            )

    def flat(self) -> Iterator[Step]:
        """Yield every step as it will be run, repeats written out."""
        for item in self.items:
            yield from _flat(item)


def _flat(item: Item) -> Iterator[Step]:
    if isinstance(item, Step):
        yield item
        return
    for repetition in range(item.times):
        is_last = repetition == item.times - 1
        inner = item.items[:-1] if is_last and item.skip_last_recovery else item.items
        for child in inner:
            yield from _flat(child)


@dataclass(frozen=True, slots=True)
class _Total:
    """What a part of a workout adds up to, without writing it out."""

    steps: int = 0
    duration_s: float = 0.0
    distance_m: float = 0.0

    def __add__(self, other: _Total) -> _Total:
        return self.plus(other, 1)

    def plus(self, other: _Total, times: int) -> _Total:
        return _Total(
            self.steps + times * other.steps,
            self.duration_s + times * other.duration_s,
            self.distance_m + times * other.distance_m,
        )


def _measure(item: Item, depth: int) -> _Total:
    if depth > MAX_NESTING:
        raise InputError(f"repeats are nested more than {MAX_NESTING - 1} deep")
    if isinstance(item, Repeat):
        body = [_measure(child, depth + 1) for child in item.items]
        whole = _Total().plus(sum(body, _Total()), item.times)
        return whole.plus(body[-1], -1) if item.skip_last_recovery else whole
    match item.length:
        case Time(duration_s):
            return _Total(1, duration_s, 0.0)
        case Distance(distance_m):
            return _Total(1, 0.0, distance_m)
        case UntilLap():
            return _Total(1)
