"""How much of each session a week has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.evidence.planning import WALK_BREAKS
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
    Kind.FOUR_HUNDREDS: (25.0, 2.6),
    Kind.SIX_HUNDREDS: (25.0, 4.5),
    Kind.HILL_CLIMBS: (25.0, 8.0),
    Kind.TREADMILL_CLIMBS: (25.0, 5.0),
    Kind.HILL_SPRINTS: (25.0, 1.9),
    Kind.ONE_TO_ONE: (25.0, 1.0),
    Kind.STRIDES: (15.0, 1.4),
    Kind.FOUR_BY_FOUR: (25.0, 7.0),
}
LADDER_MIN = 54.0
# How what the long run leaves of the week is shared out; ours.
WEIGHTS = {Role.EASY: 1.0, Role.BRIDGE: 0.9, Role.PROGRESSION: 1.1, Role.HARD: 1.1}
# Where nobody says how long the long run is, it is nearly two easy runs; ours.
LONG_WEIGHT = 1.7
# No run is shorter or longer than these, but where a runner allows more; ours.
SHORTEST_S, LONGEST_EASY_S = 15 * 60.0, 80 * 60.0
LONGEST_ALLOWED_S = 120 * 60.0
# No run is longer than the long one, but where that is shorter than this.
LEAST_LONG_S = 20 * 60.0
LONGEST_HARD_S, LONGEST_BEFORE_RACE_S = 60 * 60.0, 40 * 60.0
LONGEST_BRIDGE_S = 50 * 60.0
# Before short races a progression stays shorter too.
SHORT_RACE_M, LONGEST_SHORT_RACE_S = 5_000.0, 60 * 60.0
LONGEST_LONG_S = 120 * 60.0
# A progression has its hard minutes at the end, and more easy ones add little.
LONGEST_PROGRESSION_S = 75 * 60.0
# A novice's runs by turns of running and walking.
WALK_RUN_KINDS = frozenset({Kind.EASY, Kind.LONG_RUN})
# A build to threshold or VO2max needs room.
SHORTEST_OF = {
    Kind.FARTLEK: 30 * 60.0,
    Kind.TEMPO: 40 * 60.0,
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
    is_race_week : bool
        Whether the week is that of the race.
    long_s : float, optional
        How long the long run is, which no other run exceeds. [s]
    turns_min : tuple of float, optional
        Minutes of running and of walking by turns, for who cannot run as long yet.
    steering : Steering
        What recipes are steered by.
    """

    easy_mps: float
    race_s: float = 0.0
    race_m: float = 0.0
    is_race_week: bool = False
    long_s: float | None = None
    turns_min: tuple[float, float] | None = None
    steering: Steering = Steering.PACE


def drafts(
    slots: tuple[Slot, ...], target_s: float, availability: Availability, pace: Pace
) -> tuple[Draft, ...]:
    """Return the sessions of a week with their amounts."""
    slots = tuple(_fitting(slot, availability, pace) for slot in slots)
    given = {n: s for n, slot in enumerate(slots) if (s := _given_s(slot, pace))}
    shared = [slot for n, slot in enumerate(slots) if n not in given and slot.kind]
    weights = sum(_weight(slot) for slot in shared)
    unit_s = max(target_s - sum(given.values()), 0.0) / weights if weights else 0.0
    return tuple(_draft(slot, unit_s, availability, pace) for slot in slots)


def _given_s(slot: Slot, pace: Pace) -> float | None:
    """Return the time of a session that is not a share of the week."""
    if slot.role is Role.LONG and pace.long_s is not None:
        return pace.long_s
    return _counted_s(slot)


def _fitting(slot: Slot, availability: Availability, pace: Pace) -> Slot:
    """Return a session, or one that fits into the longest that a run may take."""
    longest_s = availability.longest_s
    if slot.kind is Kind.TENS and (
        availability.by_time
        or (longest_s is not None and _shortest(slot, availability, pace) > longest_s)
    ):
        slot = replace(slot, kind=Kind.EACH_FASTER)
    is_short = longest_s is not None and (
        _shortest(slot, availability, pace) > longest_s
    )
    # A hard session on a short day is a shorter one, and not another form.
    if not is_short or slot.role is Role.HARD:
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
    steering = pace.steering
    if counted is not None:
        recipe = Recipe(
            slot.kind,
            unit=availability.unit,
            steering=steering,
            repetitions=slot.repetitions,
        )
        return Draft(slot, recipe, counted)
    wanted_s = _given_s(slot, pace) or unit_s * _weight(slot)
    seconds = _within(slot, wanted_s, availability, pace)
    if pace.turns_min is not None and slot.kind in WALK_RUN_KINDS:
        return _by_turns(slot, seconds, availability, pace.turns_min)
    amount, seconds = _rounded(slot, seconds, availability, pace)
    return Draft(slot, Recipe(slot.kind, amount, availability.unit, steering), seconds)


def _by_turns(
    slot: Slot, seconds: float, availability: Availability, turns: tuple[float, float]
) -> Draft:
    """Return a run of about so long by turns of running and walking."""
    run_min, walk_min = turns
    whole_s = max(round(seconds / ROUND_S), 4) * ROUND_S
    recipe = Recipe(
        Kind.WALK_RUN,
        Time(whole_s),
        availability.unit,
        Steering.EFFORT,
        repetition=Time(60 * run_min),
        recovery_s=60 * walk_min,
    )
    reasons = (*slot.reasons, WALK_BREAKS)
    slot = replace(slot, kind=Kind.WALK_RUN, reasons=reasons)
    return Draft(slot, recipe, whole_s)


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


def _weight(slot: Slot) -> float:
    return LONG_WEIGHT if slot.role is Role.LONG else WEIGHTS[slot.role]


def _within(
    slot: Slot, seconds: float, availability: Availability, pace: Pace
) -> float:
    """Return a time that suits the session and the runner's day."""
    if slot.role is Role.LONG:
        most = pace.long_s or LONGEST_LONG_S
    else:
        most = _most_of_a_day(availability, pace)
    if slot.role is Role.HARD:
        most = min(most, LONGEST_HARD_S)
    if slot.role is Role.BRIDGE:
        most = min(most, LONGEST_BRIDGE_S)
    if slot.role is Role.PROGRESSION:
        is_short = 0 < pace.race_m <= SHORT_RACE_M
        most = min(most, LONGEST_SHORT_RACE_S if is_short else LONGEST_PROGRESSION_S)
    if pace.is_race_week:
        most = min(most, LONGEST_BEFORE_RACE_S)
    least = _shortest(slot, availability, pace)
    return min(max(seconds, min(least, most)), most)


def _most_of_a_day(availability: Availability, pace: Pace) -> float:
    """Return the longest that a run other than the long one may be, in s."""
    most = LONGEST_EASY_S
    if availability.longest_s is not None:
        most = min(availability.longest_s, LONGEST_ALLOWED_S)
    return most if pace.long_s is None else min(most, max(pace.long_s, LEAST_LONG_S))


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
