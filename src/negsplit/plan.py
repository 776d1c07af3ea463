"""A season of training: what for, when there is time, and what is run on which day.

A plan stores recipes, which are relative: the day decides who the runner is by then.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

from negsplit.errors import InputError
from negsplit.units import DistanceUnit, format_distance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.forms import Recipe
    from negsplit.workout import Workout

DAYS_A_WEEK = 7
# Two runs a week keep little; eight do not fit.
RUN_DAYS_RANGE = (3, 7)
# A run a week longer than the longest day.
LONGEST_DAY_S = 6 * 3600.0


class Weekday(IntEnum):
    """Days of the week, Monday first, as ``date.weekday`` counts them."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class AimKind(Enum):
    """What a season is for."""

    RACE = "race"
    FINISH = "finish"
    BASE = "base"
    COME_BACK = "come back"


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal with a date.

    Parameters
    ----------
    kind : AimKind
        A race against a time, a race to be finished, a base, or a return after a race.
    day : date
        The race's day, or the last day of the season.
    distance_m : float, optional
        Of the race. [m]
    target_s : float, optional
        The time to reach, for a race against one. [s]
    """

    kind: AimKind
    day: date
    distance_m: float | None = None
    target_s: float | None = None

    def __post_init__(self) -> None:
        if self.is_race != (self.distance_m is not None):
            what = "needs" if self.is_race else "has no"
            raise InputError(f"the goal '{self.kind.value}' {what} distance of a race")
        if (self.target_s is not None) != (self.kind is AimKind.RACE):
            needs = self.kind is AimKind.RACE
            what = "needs a time to reach" if needs else "has no time to reach"
            raise InputError(f"the goal '{self.kind.value}' {what}")

    @property
    def is_race(self) -> bool:
        """Whether the season ends with a race."""
        return self.kind in (AimKind.RACE, AimKind.FINISH)


class Role(Enum):
    """What a session is in its week."""

    EASY = "easy"
    BRIDGE = "bridge"
    PROGRESSION = "progression"
    LONG = "long run"
    HARD = "hard session"
    RACE = "race"


# Roles that leave a runner tired; days of these do not follow each other.
STRESSING = frozenset({Role.PROGRESSION, Role.LONG, Role.HARD, Role.RACE})


@dataclass(frozen=True, slots=True)
class Availability:
    """When and how a runner can train.

    Parameters
    ----------
    days : int
        Runs a week.
    free : frozenset of Weekday
        Weekdays on which they can be.
    fixed : tuple of (Weekday, Role)
        What belongs on a day, such as the club's hard session on Tuesdays.
    longest_s : float, optional
        The longest that a run other than the long run may take. [s]
    by_time : bool
        Whether amounts are told as time.
    unit : DistanceUnit
        Else as distance in this unit.
    treadmill_only, has_hills : bool
        Where it is run.
    away : tuple of (date, date)
        First and last days of stretches without running.
    """

    days: int = 5
    free: frozenset[Weekday] = frozenset(Weekday)
    fixed: tuple[tuple[Weekday, Role], ...] = ()
    longest_s: float | None = None
    by_time: bool = True
    unit: DistanceUnit = DistanceUnit.KM
    treadmill_only: bool = False
    has_hills: bool = True
    away: tuple[tuple[date, date], ...] = ()

    def __post_init__(self) -> None:
        low, high = RUN_DAYS_RANGE
        if not low <= self.days <= high:
            nearest = low if self.days < low else high
            raise InputError(
                f"{self.days} runs a week are not planned here; choose {low} to "
                f"{high}, nearest is {nearest}"
            )
        if len(self.free) < self.days:
            raise InputError(
                f"{self.days} runs a week do not fit {len(self.free)} free days; free "
                f"{self.days - len(self.free)} more, or run {len(self.free)} times"
            )
        for day, role in self.fixed:
            if day not in self.free:
                raise InputError(
                    f"{role.value} is fixed on {day.name.title()}, which is not free; "
                    "free that day, or fix another"
                )
        days = [day for day, _ in self.fixed]
        if len(set(days)) < len(days):
            twice = next(day for day in days if days.count(day) > 1)
            raise InputError(
                f"{twice.name.title()} has two fixed sessions; keep one of them"
            )
        for first, last in self.away:
            if last < first:
                raise InputError(f"away from {first} to {last} ends before it begins")
        if self.longest_s is not None and not 900 <= self.longest_s <= LONGEST_DAY_S:
            raise InputError(
                f"{self.longest_s / 60:.0f} min at most a day is not plausible; give "
                "15 min to 6 h"
            )

    def is_away(self, day: date) -> bool:
        """Return whether a day lies in a stretch without running."""
        return any(first <= day <= last for first, last in self.away)

    def is_free(self, day: date) -> bool:
        """Return whether a day can be run on."""
        return Weekday(day.weekday()) in self.free and not self.is_away(day)


class Block(Enum):
    """A stretch of weeks of one aim."""

    RECOVERY = "recovery"
    BASE = "base"
    TRANSITION = "transition"
    PREPARATION = "race preparation"
    TAPER = "taper"


@dataclass(frozen=True, slots=True)
class Card:
    """Something beside running: what, how long, why."""

    title: str
    how: str
    why: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Session:
    """A workout set for a day.

    Parameters
    ----------
    day : date
        When.
    role : Role
        What it is in its week.
    recipe : Recipe, optional
        What is run, relative; ``None`` for a race and where there is a workout.
    expected_s : float
        About how long it takes. [s]
    load_au : float
        Expected session load: minutes times perceived effort (Foster).
    reasons : tuple of str
        Why this, and why here: keys of claims.
    note : str
        What a coach would say beside it.
    cards : tuple of Card
        What goes with it.
    workout : Workout, optional
        What a coach wrote out instead of a recipe.
    """

    day: date
    role: Role
    recipe: Recipe | None
    expected_s: float
    load_au: float
    reasons: tuple[str, ...] = ()
    note: str = ""
    cards: tuple[Card, ...] = ()
    workout: Workout | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        if self.workout is not None:
            return self.workout.name or "Workout"
        if self.recipe is None:
            return "Race"
        total = self.recipe.amount
        name = self.recipe.form.title
        if total is None or not hasattr(total, "distance_m"):
            return name
        return f"{name} {format_distance(total.distance_m, self.recipe.unit)}"


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday.

    Parameters
    ----------
    monday : date
        The first day.
    block : Block
        What the week is for.
    target_s : float
        Running time that the season asks for. [s]
    sessions : tuple of Session
        In order of days.
    is_light : bool
        Whether the week is meant to rest.
    """

    monday: date
    block: Block
    target_s: float
    sessions: tuple[Session, ...] = ()
    is_light: bool = False

    @property
    def expected_s(self) -> float:
        """Running time of the sessions in s, the race left out."""
        return sum(s.expected_s for s in self.sessions if s.role is not Role.RACE)


@dataclass(frozen=True, slots=True)
class Change:
    """One proposed change of a plan, with its reason.

    Parameters
    ----------
    day : date
        The day that changes.
    before, after : Session, optional
        What was there and what would be; ``None`` for rest.
    reason : str
        Why, to be read by the runner.
    """

    day: date
    before: Session | None
    after: Session | None
    reason: str

    @property
    def key(self) -> str:
        """What the change is called, the same whenever it is proposed again."""
        after = "rest" if self.after is None else _brief(self.after)
        before = "rest" if self.before is None else _brief(self.before)
        return f"{self.day.isoformat()}:{before}>{after}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A season.

    Parameters
    ----------
    aim : Aim
        What for.
    availability : Availability
        When there is time.
    weeks : tuple of Week
        In order.
    notes : tuple of str
        What the runner should know of the whole.
    refused : frozenset of str
        Keys of changes that the runner did not want.
    """

    aim: Aim
    availability: Availability
    weeks: tuple[Week, ...]
    notes: tuple[str, ...] = ()
    refused: frozenset[str] = field(default_factory=frozenset)

    @property
    def sessions(self) -> Iterator[Session]:
        """All sessions, in order."""
        for week in self.weeks:
            yield from week.sessions

    def on(self, day: date) -> Session | None:
        """Return the session of a day, if there is one."""
        return next((s for s in self.sessions if s.day == day), None)

    def week_of(self, day: date) -> Week | None:
        """Return the week that a day lies in."""
        monday = monday_of(day)
        return next((week for week in self.weeks if week.monday == monday), None)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _brief(session: Session) -> str:
    kind = session.title if session.recipe is None else session.recipe.kind.value
    return f"{kind}/{session.expected_s / 60:.0f}"
