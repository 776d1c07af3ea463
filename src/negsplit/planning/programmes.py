"""Named programmes: nine weeks to a faster mile, a base, and builds for five distances.

The nine weeks are those of the article on the five-minute mile, two sessions a week,
distance runs beside them. Its seventh week is missing; what stands for it is inferred
and says so. The builds are seasons as any, of a length that suits the distance.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from negsplit.evidence import planning as claims
from negsplit.forms import Kind
from negsplit.plan import Aim, AimKind, Block, Plan, Role, Week, monday_of
from negsplit.planning.amounts import Pace, drafts
from negsplit.planning.build import build_plan, with_sessions
from negsplit.planning.menu import Slot
from negsplit.planning.schedule import WeekTask, collision, place
from negsplit.planning.season import first_week
from negsplit.runner import Runner
from negsplit.units import HALF_MARATHON_M, MARATHON_M, MILE_M

if TYPE_CHECKING:
    from datetime import date

    from negsplit.plan import Availability, Session
    from negsplit.planning.request import Request


@dataclass(frozen=True, slots=True)
class Programme:
    """A named programme.

    Parameters
    ----------
    summary : str
        What it is.
    weeks : int
        How long it takes.
    distance_m : float, optional
        The race at its end. [m]
    """

    summary: str
    weeks: int
    distance_m: float | None = None


NINE_WEEKS = "nine-weeks-mile"
# How long a build takes is ours: base belongs twelve weeks away from a race, and longer
# races need longer long runs.
PROGRAMMES = {
    NINE_WEEKS: Programme(
        "nine weeks of intervals and hills to a fast mile", 9, MILE_M
    ),
    "base": Programme("twelve weeks of base: progressions, hills, fartlek", 12),
    "mile": Programme("a build for the mile", 12, MILE_M),
    "5k": Programme("a build for 5 km", 12, 5000.0),
    "10k": Programme("a build for 10 km", 14, 10_000.0),
    "half": Programme("a build for the half marathon", 16, HALF_MARATHON_M),
    "marathon": Programme("a build for the marathon", 20, MARATHON_M),
}
# The article's weeks: what is run twice in each, and how many times. The hills are
# three to five climbs there; three, then five, is ours.
MILE_WEEKS: tuple[tuple[Kind, int | None], ...] = (
    (Kind.FOUR_HUNDREDS, 6),
    (Kind.FOUR_HUNDREDS, 8),
    (Kind.HILL_CLIMBS, 3),
    (Kind.JOG, None),
    (Kind.SIX_HUNDREDS, 6),
    (Kind.SIX_HUNDREDS, 7),
    (Kind.SIX_HUNDREDS, 8),
    (Kind.HILL_CLIMBS, 5),
    (Kind.JOG, None),
)
INFERRED_WEEK = 7
MILE_TARGET_S = 300.0
TWICE = 2
_INFERRED = (
    "inferred: the seventh week is missing in the source, and its sixth has seven of "
    "'6 to 8'"
)


def programme_aim(name: str, start: date) -> Aim:
    """Return what a programme that starts in a week is for, and when it ends."""
    programme = PROGRAMMES[name]
    last = _first_monday(start) + timedelta(weeks=programme.weeks, days=-1)
    if name == NINE_WEEKS:
        # The ninth week is distance jogs; the mile is for the weekend after it.
        day = last + timedelta(days=6)
        return Aim(AimKind.RACE, day, MILE_M, MILE_TARGET_S)
    if programme.distance_m is None:
        return Aim(AimKind.BASE, last)
    return Aim(AimKind.FINISH, last, programme.distance_m)


def programme_plan(name: str, request: Request) -> Plan:
    """Return the plan of a programme, for a request with the programme's aim.

    Raises
    ------
    InputError
        If the availability makes no sense.
    CollisionError
        If two sessions do not fit the free days.
    MissingInputError
        If neither a race nor a VDOT is known.
    """
    if name == NINE_WEEKS:
        return _nine_weeks(request)
    made = build_plan(replace(request, start=_first_monday(request.start)))
    told = PROGRAMMES[name].summary
    return replace(made, notes=(f"{told[0].upper()}{told[1:]}.", *made.notes))


def _nine_weeks(request: Request) -> Plan:
    first = _first_monday(request.start)
    available = request.availability
    whole_s = float(round(first_week(available, request.recent)))
    speeds = Runner.of(request.athlete, request.profile).speeds
    pace = Pace((speeds.easy_slow_mps + speeds.easy_fast_mps) / 2)
    weeks, tasks = [], []
    for number, (kind, count) in enumerate(MILE_WEEKS):
        monday = first + timedelta(weeks=number)
        weeks.append(Week(monday, Block.PREPARATION, whole_s))
        made = drafts(_slots(kind, count, available), whole_s, available, pace)
        tasks.append(WeekTask(monday, made))
    season = first, first + timedelta(weeks=len(tasks), days=-1)
    placed = place(tasks, available, season)
    if placed is None:
        raise collision(tasks, available, season)
    filled = with_sessions(tuple(weeks), placed)
    notes = (
        claims.NINE_WEEKS.text,
        f"Week {INFERRED_WEEK} is missing in the source; 8 x 600 m is inferred.",
        "Run the mile on the weekend after the ninth week.",
    )
    return Plan(request.aim, available, _with_inferred(filled), notes)


def _slots(kind: Kind, count: int | None, available: Availability) -> tuple[Slot, ...]:
    """Return two sessions of a kind, and distance runs for the other days."""
    reasons = (claims.NINE_WEEKS, claims.HARD_DAYS_APART)
    is_on_road = available.has_hills and not available.treadmill_only
    if kind is Kind.HILL_CLIMBS and not is_on_road:
        kind = Kind.TREADMILL_CLIMBS
    role = Role.EASY if kind is Kind.JOG else Role.HARD
    session = Slot(role, kind, count, reasons[: 1 if kind is Kind.JOG else 2])
    beside = Slot(Role.EASY, Kind.EASY, reasons=(claims.NINE_WEEKS,))
    return (session,) * TWICE + (beside,) * (available.days - TWICE)


def _with_inferred(weeks: tuple[Week, ...]) -> tuple[Week, ...]:
    """Return the weeks, the sessions that the source does not have told as such."""
    place_of = INFERRED_WEEK - 1
    week = weeks[place_of]
    told = replace(week, sessions=tuple(_told(session) for session in week.sessions))
    return (*weeks[:place_of], told, *weeks[place_of + 1 :])


def _told(session: Session) -> Session:
    return replace(session, note=_INFERRED) if session.role is Role.HARD else session


def _first_monday(start: date) -> date:
    """Return the Monday that a programme begins on: today's, else the next."""
    monday = monday_of(start)
    return monday if monday == start else monday + timedelta(weeks=1)
