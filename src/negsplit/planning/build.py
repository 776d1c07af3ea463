"""A goal on a date becomes a plan: blocks, weekly load, sessions on days."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from negsplit.evidence import planning as claims
from negsplit.physiology.training_paces import Profile
from negsplit.plan import AimKind, Block, Plan, Role, Session, Week
from negsplit.planning.amounts import Draft, Pace, drafts
from negsplit.planning.cards import cards_of
from negsplit.planning.menu import LESSONS, Slot, menu, race_week
from negsplit.planning.redraft import draft_of
from negsplit.planning.relax import place_what_fits
from negsplit.planning.schedule import WeekTask
from negsplit.planning.season import (
    RECOVERY_DAYS,
    Recent,
    by_distance,
    first_week,
    weeks_of,
)
from negsplit.runner import Runner

if TYPE_CHECKING:
    from collections.abc import Mapping

    from negsplit.athlete import Athlete
    from negsplit.plan import Aim, Availability

# The first half of the recovery from a race is without running; ours.
OFF_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Request:
    """What a plan is asked for.

    Parameters
    ----------
    aim : Aim
        What for.
    athlete : Athlete
        Who; a race or a VDOT is needed.
    availability : Availability
        When there is time.
    start : date
        The first day.
    recent : Recent
        What the runner has been doing.
    profile : Profile
        Whose training paces.
    """

    aim: Aim
    athlete: Athlete
    availability: Availability
    start: date
    recent: Recent = field(default_factory=Recent)
    profile: Profile = Profile.CALCULATOR


def build_plan(request: Request, old: Plan | None = None) -> Plan:
    """Return a plan; where there is an old one, as like it as the rules allow.

    Raises
    ------
    InputError
        If the day, the availability or the goal makes no sense.
    CollisionError
        If the rules cannot all hold.
    MissingInputError
        If neither a race nor a VDOT is known.
    """
    weeks = weeks_of(request.aim, request.start, request.availability, request.recent)
    kept = {s.day: draft_of(s) for s in old.sessions} if old else {}
    tasks = tasks_of(request, weeks, kept)
    first, last = first_day(request), request.aim.day
    placed, given_up = place_what_fits(tasks, request.availability, (first, last))
    filled = with_sessions(weeks, placed)
    notes = (*_notes(request, weeks), *_told(given_up), *_unused(request, filled))
    return Plan(request.aim, request.availability, filled, notes)


def _told(given_up: list[tuple[date, Draft]]) -> list[str]:
    """Return what the rules left no room for, in a sentence a role."""
    weeks: dict[Role, int] = defaultdict(int)
    for _, draft in given_up:
        weeks[draft.slot.role] += 1
    told = {r: "one week" if n == 1 else f"{n} weeks" for r, n in weeks.items()}
    return [
        f"In {when} your free days leave no room for the {role.value}, as hard days "
        "stay apart; another free day would make some."
        for role, when in told.items()
    ]


def _unused(request: Request, weeks: tuple[Week, ...]) -> list[str]:
    """Return which fixed days stay without their session, as no week has so many."""
    fixed = Counter(role for _, role in request.availability.fixed)
    most = {
        role: max(sum(s.role is role for s in week.sessions) for week in weeks)
        for role in fixed
    }
    return [
        f"You fixed {count} days a week for a {role.value}; no week has more than "
        f"{most[role]}, so {count - most[role]} of them stay free of it."
        for role, count in fixed.items()
        if count > most[role]
    ]


def first_day(request: Request) -> date:
    """Return the first day that is run on, after the rest from a race."""
    recent = request.recent
    if recent.race_day is None or recent.race_m is None:
        return request.start
    off = round(by_distance(RECOVERY_DAYS, recent.race_m) * OFF_SHARE)
    return max(request.start, recent.race_day + timedelta(days=off + 1))


def tasks_of(
    request: Request,
    weeks: tuple[Week, ...],
    kept: Mapping[date, Draft],
) -> list[WeekTask]:
    """Return what has to be placed in every week."""
    runner = Runner.of(request.athlete, request.profile)
    speeds = runner.speeds
    race_m = request.aim.distance_m or 0.0
    pace = Pace(
        (speeds.easy_slow_mps + speeds.easy_fast_mps) / 2,
        race_m / runner.race_speed(race_m) if race_m else 0.0,
        race_m,
    )
    number: dict[Block, int] = defaultdict(int)
    if request.recent.block is not None:
        number[request.recent.block] = request.recent.block_weeks
    tasks = []
    for week in weeks:
        slots = _slots(request, week, number[week.block])
        number[week.block] += 1
        tasks.append(_task(request, week, slots, pace, kept))
    return tasks


def with_sessions(
    weeks: tuple[Week, ...], placed: Mapping[date, Draft]
) -> tuple[Week, ...]:
    """Return weeks with what was placed in them."""
    return tuple(
        replace(
            week,
            sessions=tuple(
                session_of(day, draft, week)
                for day, draft in placed.items()
                if week.monday <= day < week.monday + timedelta(days=7)
            ),
        )
        for week in weeks
    )


def session_of(day: date, draft: Draft, week: Week) -> Session:
    """Return a session on its day, its time in whole seconds, as plans are told."""
    draft = replace(draft, expected_s=float(round(draft.expected_s)))
    slot = draft.slot
    return Session(
        day,
        slot.role,
        draft.recipe,
        draft.expected_s,
        draft.load_au,
        tuple(claim.key for claim in slot.reasons),
        note=f"teaches {LESSONS[slot.kind].value}" if slot.kind in LESSONS else "",
        cards=cards_of(slot, draft.expected_s, week.block),
        workout=draft.workout,
    )


def _slots(request: Request, week: Week, number: int) -> tuple[Slot, ...]:
    """Return the sessions of a week, as many as its days allow."""
    aim, availability = request.aim, request.availability
    days = [week.monday + timedelta(days=k) for k in range(7)]
    first = first_day(request)
    free = [day for day in days if day >= first and availability.is_free(day)]
    if aim.is_race and aim.day in days:
        before = [day for day in free if day < aim.day]
        # Two days of the race's week rest at least, where a runner has so many.
        return race_week(1 + min(max(availability.days - 2, 1), len(before)))
    if not aim.is_race:
        free = [day for day in free if day <= aim.day]
    whole = sum(day >= first for day in days)
    runs = min(round(availability.days * whole / 7), len(free))
    if week.block is Block.RECOVERY:
        runs = min(runs, max(availability.days - 2, 2))
    return menu(week.block, number, aim, availability, runs)


def _task(
    request: Request,
    week: Week,
    slots: tuple[Slot, ...],
    pace: Pace,
    kept: Mapping[date, Draft],
) -> WeekTask:
    availability = request.availability
    share = 1.0
    if slots and week.block is not Block.TAPER:
        # A week that begins or ends on the way has its share of the load.
        share = min(len(slots) / availability.days, 1.0)
    races = sum(slot.role is Role.RACE for slot in slots)
    is_base = week.block is Block.BASE
    pace = replace(pace, is_race_week=bool(races), is_base=is_base)
    made = drafts(slots, week.target_s * share, availability, pace)
    race = [draft for draft in made if draft.slot.role is Role.RACE]
    held = dict(zip([request.aim.day], race, strict=False))
    free = tuple(draft for draft in made if draft.slot.role is not Role.RACE)
    days = (week.monday + timedelta(days=k) for k in range(7))
    return WeekTask(
        week.monday, free, held, {day: kept[day] for day in days if day in kept}
    )


def _notes(request: Request, weeks: tuple[Week, ...]) -> list[str]:
    """Return what the runner should know of the whole."""
    notes = []
    blocks = {week.block for week in weeks}
    if request.aim.is_race and Block.BASE not in blocks:
        notes.append(
            f"{len(weeks)} weeks are too few for base training, which belongs twelve "
            "to sixteen weeks away from the race."
        )
    if request.recent.weekly_s is None:
        minutes = first_week(request.availability, request.recent) / 60
        notes.append(
            f"What you have been running is not known; the plan begins with "
            f"{minutes:.0f} min a week."
        )
    if request.aim.is_race and request.aim.day < first_day(request):
        notes.append(
            f"The race on {request.aim.day} falls into the rest from the last one; a "
            f"race from {first_day(request) + timedelta(days=7)} on would be wiser."
        )
    if request.aim.kind is AimKind.COME_BACK:
        notes.append(claims.REST_AFTER_RACE.text)
    return notes
