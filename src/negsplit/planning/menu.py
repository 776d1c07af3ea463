"""What a week contains, before it is known on which days.

The progression forms rotate, so that any month of base or of race preparation teaches
pace sense, finishing and threshold. A light week has no hard session and a plain long
run; a week of coming back is easy throughout.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from negsplit.evidence import planning as claims
from negsplit.evidence import training
from negsplit.forms import Kind
from negsplit.plan import Block, Role
from negsplit.planning.trainee import Trainee
from negsplit.units import HALF_MARATHON_M

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.evidence.records import Claim
    from negsplit.plan import Aim, Availability


class Lesson(Enum):
    """What a progression form teaches."""

    PACE_SENSE = "pace sense"
    FINISHING = "finishing"
    THRESHOLD = "threshold"


# Ours, from what the articles say that each form is for.
LESSONS = {
    Kind.TENS: Lesson.PACE_SENSE,
    Kind.EACH_FASTER: Lesson.PACE_SENSE,
    Kind.EIGHTY_TWENTY: Lesson.FINISHING,
    Kind.FINAL_QUARTER: Lesson.FINISHING,
    Kind.FINAL_PUSH: Lesson.FINISHING,
    Kind.SHORT: Lesson.FINISHING,
    Kind.LONG: Lesson.FINISHING,
    Kind.THIRDS: Lesson.THRESHOLD,
    Kind.THRESHOLD: Lesson.THRESHOLD,
    Kind.TEMPO_PROGRESSION: Lesson.THRESHOLD,
    Kind.VO2MAX: Lesson.THRESHOLD,
    Kind.PROGRESSIVE_LONG_RUN: Lesson.FINISHING,
}
# No long tempo and no hard track work in base; what remains, in turn.
# Any three in a row have all lessons, or all but the one of the light week.
BASE_FIRST = (
    Kind.TENS,
    Kind.FINAL_QUARTER,
    Kind.THIRDS,
    Kind.EACH_FASTER,
    Kind.EIGHTY_TWENTY,
    Kind.THIRDS,
)
BASE_SECOND = (Kind.EIGHTY_TWENTY, Kind.THIRDS, Kind.SHORT, Kind.TENS)
BASE_STIMULUS = (Kind.FARTLEK, Kind.HILL_SPRINTS)
TRANSITION_FORMS = (Kind.THIRDS, Kind.TEMPO_PROGRESSION)
SHORT_RACE_FORMS = (
    Kind.VO2MAX,
    Kind.TENS,
    Kind.FINAL_PUSH,
    Kind.THRESHOLD,
    Kind.EACH_FASTER,
    Kind.EIGHTY_TWENTY,
)
# Every other week of a long race's preparation the long run teaches finishing.
# Pace sense comes with the light weeks.
LONG_RACE_FORMS = (Kind.THRESHOLD, Kind.TEMPO_PROGRESSION)
# Before a marathon two long runs of three end at its pace, as in Pfitzinger's and
# Daniels' plans.
MARATHON_PACE_WEEKS = 3
# Hard sessions by the longest race that they are in turn for; ours.
HARD_KINDS = (
    (
        3_000.0,
        (Kind.FOUR_HUNDREDS, Kind.SIX_HUNDREDS, Kind.HILL_CLIMBS, Kind.ONE_TO_ONE),
    ),
    (
        5_000.0,
        (Kind.FOUR_HUNDREDS, Kind.FOUR_BY_FOUR, Kind.HILL_CLIMBS, Kind.SIX_HUNDREDS),
    ),
    (10_000.0, (Kind.FOUR_BY_FOUR, Kind.TEMPO, Kind.SIX_HUNDREDS, Kind.LADDER)),
    (1e9, (Kind.TEMPO, Kind.FOUR_BY_FOUR)),
)
# What is run where there is no hill, and on a treadmill.
WITHOUT_HILLS = {Kind.HILL_SPRINTS: Kind.FARTLEK, Kind.HILL_CLIMBS: Kind.FOUR_BY_FOUR}
ON_TREADMILL = {
    Kind.HILL_SPRINTS: Kind.FARTLEK,
    Kind.HILL_CLIMBS: Kind.TREADMILL_CLIMBS,
}
# Repetitions grow through a block, within what the session knows.
REPETITIONS = {
    Kind.FOUR_HUNDREDS: (6, 8, 10),
    Kind.SIX_HUNDREDS: (6, 7, 8),
    Kind.HILL_CLIMBS: (3, 4, 5),
    Kind.TREADMILL_CLIMBS: (3, 4, 5),
    Kind.HILL_SPRINTS: (6, 8, 10),
    Kind.ONE_TO_ONE: (10, 12, 15),
    Kind.FOUR_BY_FOUR: (4, 4, 5),
}
# A second progression in base needs easy days around it.
TWO_PROGRESSIONS_FROM_DAYS = 6
STIMULUS_FROM_DAYS = 5
# A novice's first weeks are easy running, and the quick minutes after them are play.
NOVICE_EASY_WEEKS = 6
# Where runs are shorter than this, a session with its warm-up would be twice as long as
# any of them.
SHORTEST_QUICK_RUN_S = 25 * 60.0
FEWEST_RUNS = 3
# What keeps the taper quick: few repetitions at the race's own intensity (Bosquet 2007:
# less running, the same intensity); before the race itself fewer still. Ours.
TAPER_REPETITIONS = {
    Kind.FOUR_HUNDREDS: 5,
    Kind.SIX_HUNDREDS: 4,
    Kind.FOUR_BY_FOUR: 3,
    Kind.HILL_CLIMBS: 3,
    Kind.TREADMILL_CLIMBS: 3,
}
SHARPENING_REPETITIONS = 4
# Strides take half an hour, which is too much of three runs a week to give up. Ours.
STRIDES_AFTER_RUNS = 3
# A sharpening session needs two quiet days after it, and one before.
SHARPENING_FROM_DAYS = 4


class Load(Enum):
    """How much a week may ask."""

    FULL = "full"
    LIGHT = "light"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Slot:
    """A session without a day.

    Parameters
    ----------
    role : Role
        What it is in its week.
    kind : Kind, optional
        What is run; ``None`` for a race.
    repetitions : int, optional
        How many, where it is made of them.
    reasons : tuple of Claim
        Why this.
    """

    role: Role
    kind: Kind | None
    repetitions: int | None = None
    reasons: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its season a week is.

    Parameters
    ----------
    block : Block
        What the week is for.
    number : int
        Which of the full weeks of its block, from 0.
    load : Load
        How much it may ask.
    week : int
        Which week of the season, from 0.
    run_s : float, optional
        How long its runs are on the whole. [s]
    """

    block: Block
    number: int
    load: Load = Load.FULL
    week: int = 0
    run_s: float | None = None


def menu(
    place: Place, aim: Aim, availability: Availability, trainee: Trainee, runs: int
) -> tuple[Slot, ...]:
    """Return the sessions of a week, the most important first.

    Parameters
    ----------
    place : Place
        Which week it is.
    aim : Aim
        What the season is for.
    availability : Availability
        Whose week.
    trainee : Trainee
        Who.
    runs : int
        How many runs fit into it, the race included.
    """
    slots = list(_named(place, aim, availability, trainee))[:runs]
    while len(slots) < runs:
        slots.append(_filler(slots, place, runs))
    return tuple(slots)


def _named(
    place: Place, aim: Aim, availability: Availability, trainee: Trainee
) -> Iterator[Slot]:
    is_new = trainee.is_novice and place.week < NOVICE_EASY_WEEKS
    is_short = place.run_s is not None and place.run_s < SHORTEST_QUICK_RUN_S
    if place.load is Load.EASY or is_new or is_short:
        if place.block is not Block.RECOVERY:
            yield _long()
        return
    slots = _of_block(place, aim, availability)
    if trainee.is_master:
        slots = _one_besides_the_long_run(slots, place)
    for slot in slots:
        if trainee.is_novice and slot.role is Role.HARD:
            yield Slot(Role.HARD, Kind.FARTLEK, reasons=slot.reasons)
        else:
            yield slot


def _of_block(place: Place, aim: Aim, availability: Availability) -> Iterator[Slot]:
    number = place.number
    match place.block:
        case Block.RECOVERY:
            if number:
                yield Slot(
                    Role.BRIDGE, Kind.LOOSE, reasons=(training.NO_TARGET_TO_MISS,)
                )
        case Block.TAPER:
            yield from _taper(aim, availability)
        case _ if place.load is Load.LIGHT:
            yield _long()
            is_long_race = (aim.distance_m or 0.0) >= HALF_MARATHON_M
            is_near = is_long_race and place.block is Block.PREPARATION
            kind = Kind.EACH_FASTER if is_near else Kind.THIRDS
            yield _progression((kind,), 0, claims.LIGHT_WEEKS)
        case Block.BASE:
            yield from _base(number, availability)
        case Block.TRANSITION:
            yield from _transition(number, availability)
        case Block.PREPARATION:
            yield from _preparation(number, aim, availability)


def _long() -> Slot:
    reasons = (claims.LONG_RUNS, claims.LONG_RUN_LIMITS)
    return Slot(Role.LONG, Kind.LONG_RUN, reasons=reasons)


def _one_besides_the_long_run(slots: Iterator[Slot], place: Place) -> Iterator[Slot]:
    """Yield one stressing session besides the long run: the two take turns."""
    found = list(slots)
    tiring = [s for s in found if s.role in (Role.PROGRESSION, Role.HARD)]
    kept = tiring[place.number % len(tiring)] if tiring else None
    yield from (slot for slot in found if slot not in tiring or slot is kept)


def _base(number: int, availability: Availability) -> Iterator[Slot]:
    yield _long()
    yield _progression(BASE_FIRST, number, claims.BASE_PROGRESSIONS)
    if availability.days >= TWO_PROGRESSIONS_FROM_DAYS and number % 2:
        yield _progression(BASE_SECOND, number // 2, claims.BASE_PROGRESSIONS)
    elif availability.days >= STIMULUS_FROM_DAYS:
        kind = _where(BASE_STIMULUS[number // 2 % 2], availability)
        yield _repeated(Role.HARD, kind, number, claims.BASE_STIMULUS)


def _transition(number: int, availability: Availability) -> Iterator[Slot]:
    yield _long()
    yield _progression(TRANSITION_FORMS, number, claims.TRANSITION)
    if availability.days >= STIMULUS_FROM_DAYS:
        kind = _where(BASE_STIMULUS[1 - number % 2], availability)
        yield _repeated(Role.HARD, kind, number, claims.TRANSITION)


def _preparation(number: int, aim: Aim, availability: Availability) -> Iterator[Slot]:
    is_long_race = (aim.distance_m or 0.0) >= HALF_MARATHON_M
    is_marathon = (aim.distance_m or 0.0) > HALF_MARATHON_M + 500
    every = MARATHON_PACE_WEEKS if is_marathon else 2
    kinds = next(kinds for most, kinds in HARD_KINDS if (aim.distance_m or 0) <= most)
    kind = _where(kinds[number % len(kinds)], availability)
    hard = _repeated(Role.HARD, kind, number, claims.ONE_HARD_SESSION)
    if is_long_race and number % every:
        # The long run is the week's progression.
        twist = (claims.LONG_RUN_TWIST, claims.ONE_PROGRESSION)
        yield Slot(Role.LONG, Kind.PROGRESSIVE_LONG_RUN, reasons=twist)
        yield hard
    else:
        forms = LONG_RACE_FORMS if is_long_race else SHORT_RACE_FORMS
        turn = number // every if is_long_race else number
        yield _long()
        yield _progression(forms, turn, claims.ONE_PROGRESSION)
        yield hard


def _taper(aim: Aim, availability: Availability) -> Iterator[Slot]:
    if not aim.is_race:
        return
    yield Slot(Role.LONG, Kind.LONG_RUN, reasons=(claims.TAPER,))
    kinds = next(kinds for most, kinds in HARD_KINDS if (aim.distance_m or 0) <= most)
    kind = _where(kinds[0], availability)
    yield Slot(Role.HARD, kind, TAPER_REPETITIONS.get(kind), (claims.TAPER,))
    if availability.days >= STIMULUS_FROM_DAYS:
        yield Slot(Role.PROGRESSION, Kind.THIRDS, reasons=(claims.TAPER,))
        yield Slot(Role.EASY, Kind.STRIDES, reasons=(claims.TAPER,))


def race_week(runs: int, days_before: int, trainee: Trainee) -> tuple[Slot, ...]:
    """Return the sessions of the week of the race.

    Where there are days enough before it, some quick minutes keep what was built.
    """
    slots = [Slot(Role.RACE, None, reasons=(claims.TAPER,))]
    if days_before >= SHARPENING_FROM_DAYS and not trainee.is_novice:
        count = SHARPENING_REPETITIONS
        slots.append(Slot(Role.HARD, Kind.FOUR_HUNDREDS, count, (claims.TAPER,)))
    else:
        slots.append(Slot(Role.BRIDGE, Kind.LOOSE, reasons=(claims.REFRESHING,)))
    slots.append(Slot(Role.EASY, Kind.STRIDES, reasons=(claims.TAPER,)))
    slots = slots[:runs]
    while len(slots) < runs:
        slots.append(Slot(Role.EASY, Kind.EASY, reasons=(claims.EASY_FILLS,)))
    return tuple(slots)


def _filler(slots: list[Slot], place: Place, runs: int) -> Slot:
    """Return what fills a week: strides once in base, a bridge once, easy runs."""
    block = place.block
    # Of three runs none can be as short as strides are.
    is_full = place.load is Load.FULL and runs > FEWEST_RUNS
    kinds = {slot.kind for slot in slots}
    has_build = any(slot.role is Role.PROGRESSION for slot in slots)
    has_room = len(slots) >= STRIDES_AFTER_RUNS and has_build
    if block is Block.BASE and is_full and has_room and Kind.STRIDES not in kinds:
        return Slot(Role.EASY, Kind.STRIDES, reasons=(claims.BASE_STIMULUS,))
    has_hard = any(slot.role is Role.HARD for slot in slots)
    easy = sum(slot.role is Role.EASY for slot in slots)
    if block is Block.PREPARATION and has_hard and easy and Kind.BRIDGE not in kinds:
        return Slot(Role.BRIDGE, Kind.BRIDGE, reasons=(claims.BRIDGE_BEFORE_HARD,))
    return Slot(Role.EASY, Kind.EASY, reasons=(claims.EASY_FILLS,))


def _progression(forms: tuple[Kind, ...], number: int, why: Claim) -> Slot:
    kind = forms[number % len(forms)]
    return Slot(Role.PROGRESSION, kind, reasons=(why, claims.FORMS_ROTATE))


def _repeated(role: Role, kind: Kind, number: int, why: Claim) -> Slot:
    """Return a session whose repetitions grow with every third week."""
    counts = REPETITIONS.get(kind)
    count = None if counts is None else counts[min(number // 3, len(counts) - 1)]
    return Slot(role, kind, count, (why, claims.HARD_DAYS_APART))


def _where(kind: Kind, availability: Availability) -> Kind:
    """Return what stands for a session where there is no hill, or no road."""
    if availability.treadmill_only:
        return ON_TREADMILL.get(kind, kind)
    return kind if availability.has_hills else WITHOUT_HILLS.get(kind, kind)
