"""What forms and sessions there are, where each comes from, and what was inferred."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from negsplit.errors import InputError
from negsplit.evidence.records import Source
from negsplit.evidence.sources import (
    BASE_ARTICLE,
    COUCH_TO_5K,
    GOAL_ARTICLE,
    HELGERUD,
    MILE_ARTICLE,
    PACE_ARTICLE,
    PRACTICE_ARTICLE,
)
from negsplit.units import DistanceUnit
from negsplit.workout import Distance, Time


class Kind(Enum):
    """Name of a form or session."""

    EIGHTY_TWENTY = "80-20"
    THIRDS = "thirds"
    FINAL_PUSH = "final-push"
    TENS = "tens"
    EACH_FASTER = "each-faster"
    FINAL_QUARTER = "final-quarter"
    SHORT = "short"
    LONG = "long"
    THRESHOLD = "threshold"
    VO2MAX = "vo2max"
    TEMPO_PROGRESSION = "tempo-progression"
    PROGRESSIVE_LONG_RUN = "progressive-long-run"
    LOOSE = "loose"
    BRIDGE = "bridge"
    FOUR_HUNDREDS = "400s"
    SIX_HUNDREDS = "600s"
    HILL_CLIMBS = "hill-climbs"
    TREADMILL_CLIMBS = "treadmill-climbs"
    HILL_SPRINTS = "hill-sprints"
    ONE_TO_ONE = "one-to-one"
    STRIDES = "strides"
    LADDER = "ladder"
    FARTLEK = "fartlek"
    TEMPO = "tempo"
    LONG_RUN = "long-run"
    EASY = "easy"
    JOG = "jog"
    FOUR_BY_FOUR = "4x4"
    WALK_RUN = "walk-run"


class Steering(Enum):
    """What a runner steers by."""

    PACE = "pace"
    HEART_RATE = "heart-rate"
    EFFORT = "effort"


@dataclass(frozen=True, slots=True)
class Form:
    """A progression form or a session.

    Parameters
    ----------
    kind : Kind
        Its name.
    summary : str
        One line for a list.
    source : Source
        Where it comes from.
    inferred : str
        What the source leaves open and was decided here; empty if nothing.
    usual_km, usual_mi : float
        The usual length in either unit; 0 where repetitions make the length.
    repetitions : tuple of int
        Least, usual and most; zeros where there are none.
    """

    kind: Kind
    summary: str
    source: Source
    inferred: str = ""
    usual_km: float = 0.0
    usual_mi: float = 0.0
    repetitions: tuple[int, int, int] = (0, 0, 0)

    @property
    def title(self) -> str:
        """The name as a title."""
        plain = {Kind.EIGHTY_TWENTY: "80/20", Kind.VO2MAX: "VO2max"}
        return plain.get(self.kind, self.kind.value.replace("-", " ").capitalize())

    @property
    def is_progression(self) -> bool:
        """Whether it is a progression form, not another session."""
        return self.kind in PROGRESSIONS

    def usual(self, unit: DistanceUnit) -> Distance | None:
        """Return the usual length, if the form has one."""
        number = self.usual_km if unit is DistanceUnit.KM else self.usual_mi
        return Distance(number * unit.metres) if number else None


@dataclass(frozen=True, slots=True)
class Recipe:
    """A form with its amounts: relative, until it is built for a runner.

    Parameters
    ----------
    kind : Kind
        The form.
    amount : Time or Distance, optional
        Length of the whole run; the form's usual one if not given.
    unit : DistanceUnit
        Unit of paces and of splits.
    steering : Steering
        What leads each step.
    hold : Time or Distance, optional
        How long the finish is held level, in the kind of ``amount``; of threshold,
        VO2max, short and long forms only.
    warm_up : Time or Distance, optional
        How long the easy first part is, in the kind of ``amount``; of threshold and
        VO2max forms only.
    repetitions : int, optional
        Number of repetitions of a session.
    repetition : Time or Distance, optional
        Length of one repetition.
    recovery_s : float, optional
        Rest between repetitions.
    """

    kind: Kind
    amount: Time | Distance | None = None
    unit: DistanceUnit = DistanceUnit.KM
    steering: Steering = Steering.PACE
    hold: Time | Distance | None = None
    warm_up: Time | Distance | None = None
    repetitions: int | None = None
    repetition: Time | Distance | None = None
    recovery_s: float | None = None

    @property
    def form(self) -> Form:
        """The form that the recipe is for."""
        return FORMS[self.kind]

    @property
    def total(self) -> Time | Distance:
        """The amount as given, else the form's usual one."""
        amount = self.amount or self.form.usual(self.unit)
        if amount is None:
            raise InputError(
                f"{self.kind.value} is counted in repetitions and has no length"
            )
        return amount


PROGRESSIONS = frozenset(list(Kind)[: list(Kind).index(Kind.FOUR_HUNDREDS)])

_FORMS = (
    Form(
        Kind.EIGHTY_TWENTY,
        "first 80 % easy, last 20 % clearly harder",
        PRACTICE_ARTICLE,
        "the source's text under this heading is lost: the split is taken from its "
        "name, and clearly harder as half-marathon effort to tempo",
        10,
        6,
    ),
    Form(
        Kind.THIRDS,
        "equal thirds: easy, moderately easy, moderately hard",
        PRACTICE_ARTICLE,
        "moderately hard is half-marathon effort to tempo",
        9,
        6,
    ),
    Form(
        Kind.FINAL_PUSH,
        "90 % easy, the last 10 % all-out",
        PRACTICE_ARTICLE,
        "the push is kept between 2 min or 500 m and 8 min or one mile",
        8,
        5,
    ),
    Form(
        Kind.TENS,
        "10 s per mile faster every mile, or every 10 min",
        PRACTICE_ARTICLE,
        "in kilometres 6 s/km every kilometre; starts at easy pace and ends at tempo "
        "at most",
        10,
        6,
    ),
    Form(
        Kind.EACH_FASTER,
        "each kilometre or mile faster than the one before",
        PRACTICE_ARTICLE,
        "even steps from easy pace to tempo",
        8,
        5,
    ),
    Form(
        Kind.FINAL_QUARTER,
        "last quarter at marathon to 10K effort, by the day's feel",
        BASE_ARTICLE,
        "",
        8,
        5,
    ),
    Form(
        Kind.SHORT,
        "3 mi conversational, 1 mi moderately hard to hard",
        BASE_ARTICLE,
        "other lengths keep three to one, with 2 mi or 16 min hard at most",
        6.4,
        4,
    ),
    Form(
        Kind.LONG,
        "6 mi conversational, 2 mi moderately hard to hard",
        BASE_ARTICLE,
        "other lengths keep three to one, with 2 mi or 16 min hard at most",
        12.8,
        8,
    ),
    Form(
        Kind.THRESHOLD,
        "three equal builds: to moderate, to marathon effort, to threshold",
        GOAL_ARTICLE,
        "the source's 4:30, 4:15 and 4:00/km are scaled by VDOT from its runner, VDOT "
        "54; the start is the slow end of easy pace",
        15,
        9,
    ),
    Form(
        Kind.VO2MAX,
        "builds to moderate, marathon, threshold, then to 10K effort",
        GOAL_ARTICLE,
        "scaled as the threshold form; the source calls the last pace, 3:50/km, 5K "
        "pace, but for its runner it is 10K pace",
        12,
        7.5,
    ),
    Form(
        Kind.TEMPO_PROGRESSION,
        "from 15 s per mile slower than tempo to tempo, may end quicker",
        PRACTICE_ARTICLE,
        "the first fifth is an easy warm-up, the last fifth is held at tempo",
        10,
        6,
    ),
    Form(
        Kind.PROGRESSIVE_LONG_RUN,
        "a long easy run that ends at marathon effort: 10 mi, then 3 mi",
        PRACTICE_ARTICLE,
        "the source's 8:30 and 7:30 per mile are easy and marathon pace of one runner",
        21,
        13,
    ),
    Form(
        Kind.LOOSE,
        "build to wherever it is comfortable that day; no target to miss",
        GOAL_ARTICLE,
        "half of it easy first",
        8,
        5,
    ),
    Form(
        Kind.BRIDGE,
        "a moderate run days before a hard session, to arrive rested",
        PRACTICE_ARTICLE,
        "easy for three fifths, then up to moderate and no further",
        8,
        5,
    ),
    Form(
        Kind.FOUR_HUNDREDS,
        "6 x 400 m, 1 min rest; each faster, the last the fastest",
        MILE_ARTICLE,
        "each 1 s per 400 m faster than the last, the last at R pace; warm-up and "
        "cool-down",
        repetitions=(2, 6, 12),
    ),
    Form(
        Kind.SIX_HUNDREDS,
        "6 to 8 x 600 m, 2 min rest; each faster, the last the fastest",
        MILE_ARTICLE,
        "as the 400s; eight in the seventh week, which is missing in the source",
        repetitions=(2, 6, 8),
    ),
    Form(
        Kind.HILL_CLIMBS,
        "3 to 5 climbs of 3 to 5 min: jog 3/4, sprint 1/4, jog down",
        MILE_ARTICLE,
        "a climb of 4 min; the way down ends with the lap button",
        repetitions=(3, 4, 5),
    ),
    Form(
        Kind.TREADMILL_CLIMBS,
        "climbs of 3 min on a treadmill, the last minute sprinted",
        MILE_ARTICLE,
        "inclines of 2, 3 and 4 %; 2 min level between; 3 to 5 as on a hill",
        repetitions=(3, 4, 5),
    ),
    Form(
        Kind.HILL_SPRINTS,
        "5 to 10 sprints up a moderate incline, jog or walk down",
        PACE_ARTICLE,
        "20 s each, 90 s down",
        repetitions=(5, 8, 10),
    ),
    Form(
        Kind.ONE_TO_ONE,
        "30 s sprint, 30 s walk or jog, for 10 to 15 min",
        PACE_ARTICLE,
        "warm-up and cool-down",
        repetitions=(10, 12, 15),
    ),
    Form(
        Kind.STRIDES,
        "10 x 20 s strides",
        BASE_ARTICLE,
        "1 min walk between, 10 min easy before",
        repetitions=(4, 10, 12),
    ),
    Form(
        Kind.LADDER,
        "treadmill: hard 8 min, recover 4, hard 6, recover 3, on down",
        BASE_ARTICLE,
        "on down is 4 and 2, 2 and 1; hard is tempo to 10K effort",
    ),
    Form(
        Kind.FARTLEK,
        "speed play: quick and easy by turns",
        BASE_ARTICLE,
        "1 min quick, 2 min easy, between easy quarters",
        9,
        6,
    ),
    Form(
        Kind.TEMPO,
        "easy, a stretch at threshold pace, easy",
        PACE_ARTICLE,
        "half of it at threshold, 20 min or 5 km at most",
        10,
        6,
    ),
    Form(Kind.LONG_RUN, "a long run at easy pace", BASE_ARTICLE, "", 16, 10),
    Form(Kind.EASY, "an easy run", BASE_ARTICLE, "", 8, 5),
    Form(Kind.JOG, "a distance jog, slower than easy pace", MILE_ARTICLE, "", 5, 3),
    Form(
        Kind.FOUR_BY_FOUR,
        "4 x 4 min at 90 to 95 % of maximum heart rate, 3 min jog",
        HELGERUD,
        "15 min easy before and 10 min after",
        repetitions=(3, 4, 6),
    ),
    Form(
        Kind.WALK_RUN,
        "running and walking by turns, for who cannot run as long yet",
        COUCH_TO_5K,
        "2 min of running and 1 min of walking where nothing else is said; five "
        "minutes of walking before and after",
        4,
        2.5,
    ),
)
FORMS = {form.kind: form for form in _FORMS}
