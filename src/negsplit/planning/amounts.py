"""How much of each session a week has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.forms import Kind, Recipe, Steering
from negsplit.plan import Role
from negsplit.workout import Distance, Time

if TYPE_CHECKING:
    from negsplit.plan import Availability
    from negsplit.planning.menu import Slot
    from negsplit.workout import Workout

# Minutes of sessions that are counted: warm-up and cool-down, and each repetition with
# its rest; as the sessions are built for a runner of VDOT 45, rounded.
COUNTED_MIN = {
    Kind.FOUR_HUNDREDS: (15.0, 2.6),
    Kind.SIX_HUNDREDS: (15.0, 4.5),
    Kind.HILL_CLIMBS: (15.0, 8.0),
    Kind.TREADMILL_CLIMBS: (15.0, 5.0),
    Kind.HILL_SPRINTS: (15.0, 1.9),
    Kind.ONE_TO_ONE: (15.0, 1.0),
    Kind.STRIDES: (10.0, 1.4),
    Kind.FOUR_BY_FOUR: (15.0, 7.0),
}
LADDER_MIN = 45.0
# How the rest of the week is shared out: a long run is nearly two easy runs; ours.
WEIGHTS = {Role.EASY: 1.0, Role.BRIDGE: 0.9, Role.PROGRESSION: 1.1, Role.HARD: 1.1}
# The longer the race, the more of the week is its long run; ours.
LONG_WEIGHTS = ((15_000.0, 1.7), (30_000.0, 2.0), (1e9, 2.5))
# No run is shorter or longer than these; ours.
SHORTEST_S, LONGEST_EASY_S = 15 * 60.0, 80 * 60.0
LONGEST_HARD_S, LONGEST_BEFORE_RACE_S = 60 * 60.0, 40 * 60.0
LONGEST_BRIDGE_S = 50 * 60.0
# Before short races a progression stays shorter too.
SHORT_RACE_M, LONGEST_SHORT_RACE_S = 5_000.0, 60 * 60.0
# The longest long run by the race it is for, the first where there is none, and in base
# training: the longest belong to the marathon's own preparation. Ours; three hours is
# where marathoners' long runs are commonly stopped.
LONGEST_LONG_S = (
    (0.0, 120 * 60.0),
    (5_000.0, 90 * 60.0),
    (10_000.0, 120 * 60.0),
    (30_000.0, 150 * 60.0),
    (1e9, 180 * 60.0),
)
LONGEST_BASE_LONG_S = 150 * 60.0
# A build to threshold or VO2max needs room.
SHORTEST_OF = {
    Kind.THRESHOLD: 30 * 60.0,
    Kind.VO2MAX: 35 * 60.0,
}
# Forms of splits need some of them; whose days are too short runs another form. Ten
# seconds a mile have to add up to be seen, and every ten minutes they do not: by time,
# and on short days, each split is faster by more.
FEWEST_SPLITS = {Kind.TENS: 5, Kind.EACH_FASTER: 3}
ALWAYS_FITS = Kind.THIRDS
# Amounts end on numbers that a runner can count.
ROUND_S, ROUND_UNITS = 300.0, 0.5
# Perceived effort that a session's load is reckoned with: rows of the effort scale for
# what a session is on the whole; ours.
EFFORT_CR10 = {
    Role.EASY: 3.0,
    Role.BRIDGE: 3.5,
    Role.LONG: 4.0,
    Role.PROGRESSION: 5.0,
    Role.HARD: 7.0,
    Role.RACE: 9.0,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A session with its amount, without a day; a coach's own workout in its stead."""

    slot: Slot
    recipe: Recipe | None
    expected_s: float
    workout: Workout | None = None

    @property
    def load_au(self) -> float:
        """Minutes times perceived effort."""
        return self.expected_s / 60 * EFFORT_CR10[self.slot.role]


@dataclass(frozen=True, slots=True)
class Pace:
    """What amounts are reckoned with.

    Parameters
    ----------
    easy_mps : float
        The speed that turns time into distance. [m/s]
    race_s, race_m : float
        The race at the season's end; 0 without one. [s], [m]
    is_race_week, is_base : bool
        Whether the week is that of the race, or of base training.
    """

    easy_mps: float
    race_s: float = 0.0
    race_m: float = 0.0
    is_race_week: bool = False
    is_base: bool = False


def drafts(
    slots: tuple[Slot, ...], target_s: float, availability: Availability, pace: Pace
) -> tuple[Draft, ...]:
    """Return the sessions of a week with their amounts."""
    slots = tuple(_fitting(slot, availability, pace) for slot in slots)
    fixed_s = sum(_counted_s(slot) or 0.0 for slot in slots)
    shared = [slot for slot in slots if _counted_s(slot) is None]
    weights = sum(_weight(slot, pace) for slot in shared)
    unit_s = max(target_s - fixed_s, 0.0) / weights if weights else 0.0
    return tuple(_draft(slot, unit_s, availability, pace) for slot in slots)


def _fitting(slot: Slot, availability: Availability, pace: Pace) -> Slot:
    """Return a session, or one that fits into the longest that a run may take."""
    longest_s = availability.longest_s
    if slot.kind is Kind.TENS and (
        availability.by_time
        or (longest_s is not None and _shortest(slot, availability, pace) > longest_s)
    ):
        slot = replace(slot, kind=Kind.EACH_FASTER)
    if longest_s is None or _shortest(slot, availability, pace) <= longest_s:
        return slot
    return replace(slot, kind=ALWAYS_FITS)


def _shortest(slot: Slot, availability: Availability, pace: Pace) -> float:
    """Return the shortest that a session can be, in s."""
    if slot.kind is None:
        return SHORTEST_S
    least = SHORTEST_OF.get(slot.kind, SHORTEST_S)
    if availability.by_time or slot.kind not in FEWEST_SPLITS:
        return least
    metres = FEWEST_SPLITS[slot.kind] * availability.unit.metres
    return max(least, metres / pace.easy_mps)


def _draft(slot: Slot, unit_s: float, availability: Availability, pace: Pace) -> Draft:
    if slot.kind is None:
        return Draft(slot, None, pace.race_s)
    counted = _counted_s(slot)
    steering = Steering.PACE
    if counted is not None:
        recipe = Recipe(
            slot.kind,
            unit=availability.unit,
            steering=steering,
            repetitions=slot.repetitions,
        )
        return Draft(slot, recipe, counted)
    seconds = _within(slot, unit_s * _weight(slot, pace), availability, pace)
    amount, seconds = _rounded(slot, seconds, availability, pace)
    return Draft(slot, Recipe(slot.kind, amount, availability.unit, steering), seconds)


def _counted_s(slot: Slot) -> float | None:
    """Return the time of a session that is not made of an amount."""
    if slot.kind is None:
        return 0.0
    if slot.kind is Kind.LADDER:
        return LADDER_MIN * 60
    if slot.kind not in COUNTED_MIN:
        return None
    around, each = COUNTED_MIN[slot.kind]
    usual = 10 if slot.kind is Kind.STRIDES else 6
    return 60 * (around + each * (slot.repetitions or usual))


def _weight(slot: Slot, pace: Pace) -> float:
    if slot.role is Role.LONG:
        return next(weight for most, weight in LONG_WEIGHTS if pace.race_m <= most)
    return WEIGHTS[slot.role]


def _within(
    slot: Slot, seconds: float, availability: Availability, pace: Pace
) -> float:
    """Return a time that suits the session and the runner's day."""
    most = LONGEST_EASY_S
    if slot.role is Role.LONG:
        most = next(most for metres, most in LONGEST_LONG_S if pace.race_m <= metres)
        if pace.is_base:
            most = min(most, LONGEST_BASE_LONG_S)
    elif availability.longest_s is not None:
        most = min(most, availability.longest_s)
    if slot.role is Role.HARD:
        most = min(most, LONGEST_HARD_S)
    if slot.role is Role.BRIDGE:
        most = min(most, LONGEST_BRIDGE_S)
    if slot.role is Role.PROGRESSION and 0 < pace.race_m <= SHORT_RACE_M:
        most = min(most, LONGEST_SHORT_RACE_S)
    if pace.is_race_week:
        most = min(most, LONGEST_BEFORE_RACE_S)
    least = _shortest(slot, availability, pace)
    return min(max(seconds, min(least, most)), most)


def _rounded(
    slot: Slot, seconds: float, availability: Availability, pace: Pace
) -> tuple[Time | Distance, float]:
    """Return an amount that can be counted, and about how long it takes."""
    if availability.by_time:
        whole = max(round(seconds / ROUND_S), 3) * ROUND_S
        return Time(whole), whole
    metres = availability.unit.metres * ROUND_UNITS
    fewest = FEWEST_SPLITS.get(slot.kind, 2) if slot.kind else 2
    steps = max(round(seconds * pace.easy_mps / metres), round(fewest / ROUND_UNITS))
    return Distance(steps * metres), steps * metres / pace.easy_mps
