"""A goal on a date becomes a plan: blocks, weekly load, sessions on days."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from negsplit.evidence import planning as claims
from negsplit.forms import Kind
from negsplit.forms.sessions import WALK_AROUND_S
from negsplit.plan import Block, Plan, Role, Session, Week
from negsplit.planning.amounts import Draft, Pace, drafts
from negsplit.planning.cards import cards_of, with_strength
from negsplit.planning.caution_words import caution_words
from negsplit.planning.cautions import cautions_of
from negsplit.planning.menu import LESSONS, Load, Place, Slot, menu, race_week
from negsplit.planning.redraft import draft_of
from negsplit.planning.relax import place_what_fits
from negsplit.planning.request import (
    Request,
    breaks_in,
    first_day,
    long_runs_of,
    pace_of,
    weeks_for,
)
from negsplit.planning.schedule import WeekTask
from negsplit.planning.season import FEWEST_RUNS, FIRST_RUN_S
from negsplit.planning.trainee import WALK_RUN_MIN, Trainee, trainee_of

if TYPE_CHECKING:
    from collections.abc import Mapping


# Runs of a small week are so long at least; and a week whose sessions take more than
# this over what it is meant to have is too small for a hard one. Ours.
LEAST_RUN_S, MOST_OVER_TARGET = 18 * 60.0, 1.15
# The first run without walking is longer than what was run by turns by this at most.
FIRST_WITHOUT_WALK = 1.2


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
    weeks = weeks_for(request)
    kept = {s.day: draft_of(s) for s in old.sessions} if old else {}
    tasks = tasks_of(request, weeks, kept)
    first, last = first_day(request), request.aim.day
    placed, given_up = place_what_fits(tasks, request.availability, (first, last))
    filled = with_sessions(weeks, placed)
    notes = (*_notes(request, weeks), *_told(given_up), *_unused(request, filled))
    return Plan(request.aim, request.availability, filled, notes)


def _easier(slot: Slot) -> Slot:
    if slot.role is not Role.HARD:
        return slot
    return Slot(Role.EASY, Kind.EASY, reasons=(claims.EASY_FILLS,))


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


def tasks_of(
    request: Request,
    weeks: tuple[Week, ...],
    kept: Mapping[date, Draft],
) -> list[WeekTask]:
    """Return what has to be placed in every week."""
    trainee = trainee_of(request.athlete, request.recent)
    pace = pace_of(request)
    longest = long_runs_of(request, weeks)
    breaks = breaks_in(request)
    number: dict[Block, int] = defaultdict(int)
    if request.recent.block is not None:
        number[request.recent.block] = request.recent.block_weeks
    full = 0
    done, ran_s = 1.0, trainee.longest_s or 0.0
    tasks = []
    for index, week in enumerate(weeks):
        is_easy = any(one.is_easy(week.monday) for one in breaks)
        load = Load.EASY if is_easy else Load.LIGHT if week.is_light else Load.FULL
        run_s = week.target_s / request.availability.days
        place = Place(week.block, number[week.block], load, index, run_s)
        slots = _slots(request, week, place, trainee)
        turns = _turns(trainee, full)
        long_s = longest[index]
        if trainee.is_novice:
            long_s, ran_s = _of_novice(long_s, ran_s, turns)
        of_week = replace(pace, long_s=long_s, turns_min=turns)
        # The rotation goes on with the full weeks, so that no rhythm meets another.
        if load is Load.FULL or week.block in (Block.RECOVERY, Block.TAPER):
            number[week.block] += 1
        full += load is Load.FULL
        # Sessions have their limits: what is lighter is lighter than what was run.
        eased = (
            week if load is Load.FULL else replace(week, target_s=week.target_s * done)
        )
        task = _task(request, eased, slots, of_week, kept)
        is_whole = len(slots) == request.availability.days
        if load is Load.FULL and is_whole:
            done = min(sum(d.expected_s for d in task.drafts) / week.target_s, 1.0)
        tasks.append(replace(task, easy_between=2 if trainee.is_master else 1))
    return tasks


def _of_novice(
    long_s: float, ran_s: float, turns: tuple[float, float] | None
) -> tuple[float, float]:
    """Return a novice's long run, and for how long it is run and not walked.

    What was run by turns does not become as long a run without them in one step.
    """
    if turns is not None:
        run_min, walk_min = turns
        around_s = 2 * WALK_AROUND_S
        running_s = (long_s - around_s) * run_min / (run_min + walk_min)
        return long_s, max(ran_s, running_s)
    if ran_s:
        long_s = min(long_s, max(FIRST_WITHOUT_WALK * ran_s, FIRST_RUN_S))
    return long_s, max(ran_s, long_s)


def _turns(trainee: Trainee, full_weeks: int) -> tuple[float, float] | None:
    """Return minutes of running and walking, a stage further every two full weeks."""
    stage = trainee.walk_run_stage() + full_weeks // 2
    return None if stage >= len(WALK_RUN_MIN) else WALK_RUN_MIN[stage][1:]


def with_sessions(
    weeks: tuple[Week, ...], placed: Mapping[date, Draft]
) -> tuple[Week, ...]:
    """Return weeks with what was placed in them."""
    return with_strength(
        tuple(
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


def _slots(
    request: Request, week: Week, place: Place, trainee: Trainee
) -> tuple[Slot, ...]:
    """Return the sessions of a week, as many as its days allow."""
    aim, availability = request.aim, request.availability
    days = [week.monday + timedelta(days=k) for k in range(7)]
    first = first_day(request)
    free = [day for day in days if day >= first and availability.is_free(day)]
    if aim.is_race and aim.day in days:
        before = [day for day in free if day < aim.day]
        # Two days of the race's week rest at least, where a runner has so many.
        runs = 1 + min(max(availability.days - 2, 1), len(before))
        days_before = (aim.day - max(week.monday, first)).days
        return race_week(runs, days_before, trainee)
    if not aim.is_race:
        free = [day for day in free if day <= aim.day]
    whole = sum(day >= first for day in days)
    runs = min(round(availability.days * whole / 7), len(free))
    # A small week has few runs, and not as many short ones.
    runs = min(runs, max(int(week.target_s / LEAST_RUN_S), FEWEST_RUNS))
    if week.block is Block.RECOVERY:
        runs = min(runs, max(availability.days - 2, 2))
    return menu(place, aim, availability, trainee, runs)


def _task(
    request: Request,
    week: Week,
    slots: tuple[Slot, ...],
    pace: Pace,
    kept: Mapping[date, Draft],
) -> WeekTask:
    availability = request.availability
    share = 1.0
    if slots and week.block not in (Block.TAPER, Block.RECOVERY):
        # A week that begins or ends on the way has its share of the load.
        share = min(len(slots) / availability.days, 1.0)
    races = sum(slot.role is Role.RACE for slot in slots)
    pace = replace(pace, is_race_week=bool(races))
    target_s = week.target_s * share
    made = drafts(slots, target_s, availability, pace)
    running_s = sum(d.expected_s for d in made if d.slot.role is not Role.RACE)
    if running_s > MOST_OVER_TARGET * target_s:
        # A hard session with all around it does not fit into a small week.
        slots = tuple(_easier(slot) for slot in slots)
        made = drafts(slots, target_s, availability, pace)
    race = [draft for draft in made if draft.slot.role is Role.RACE]
    held = dict(zip([request.aim.day], race, strict=False))
    free = tuple(draft for draft in made if draft.slot.role is not Role.RACE)
    days = (week.monday + timedelta(days=k) for k in range(7))
    return WeekTask(
        week.monday,
        free,
        held,
        {day: kept[day] for day in days if day in kept},
    )


def _notes(request: Request, weeks: tuple[Week, ...]) -> list[str]:
    """Return what the runner should know of the whole."""
    found = cautions_of(request, weeks, long_runs_of(request, weeks))
    return [*(caution_words(caution) for caution in found)]
