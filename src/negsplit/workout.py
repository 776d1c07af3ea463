"""What is to be run: a workout is a tree of steps and repeats.

A step has a length and any number of targets, the leading one first; both are found
in :mod:`negsplit.targets` and can be imported from here as well.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from negsplit.errors import InputError
from negsplit.targets import (
    MAX_DISTANCE_M,
    MAX_DURATION_S,
    Distance,
    Effort,
    EffortTarget,
    FractionTarget,
    HeartRateRamp,
    HeartRateTarget,
    Length,
    RaceEffort,
    RaceTarget,
    Reference,
    RpeRamp,
    RpeTarget,
    SpeedRamp,
    SpeedTarget,
    Target,
    Time,
    UntilLap,
    ZoneKind,
    ZoneTarget,
)
from negsplit.units import DistanceUnit, SpeedUnit

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "MAX_DISTANCE_M",
    "MAX_DURATION_S",
    "MAX_INCLINE_FRAC",
    "MAX_NESTING",
    "MAX_REPEATS",
    "MAX_STEPS",
    "Cue",
    "Distance",
    "Effort",
    "EffortTarget",
    "FractionTarget",
    "Goal",
    "HeartRateRamp",
    "HeartRateTarget",
    "Intensity",
    "Item",
    "Length",
    "RaceEffort",
    "RaceTarget",
    "Reference",
    "Repeat",
    "RpeRamp",
    "RpeTarget",
    "SpeedRamp",
    "SpeedTarget",
    "Step",
    "Target",
    "Time",
    "UntilLap",
    "Workout",
    "ZoneKind",
    "ZoneTarget",
    "plain_text",
]

# More repetitions are a typing error.
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
