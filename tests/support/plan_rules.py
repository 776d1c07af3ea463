"""The rules of a plan, written down a second time, and a search that proves collisions.

Nothing here knows how the planner works: a plan is a list of days with sessions, and
what a session is follows from what is run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from negsplit.forms import Kind
from negsplit.plan import Block, Plan, Role, Session, Week, Weekday

DAY = timedelta(days=1)
TRACK_AND_TEMPO = {
    Kind.FOUR_HUNDREDS,
    Kind.SIX_HUNDREDS,
    Kind.ONE_TO_ONE,
    Kind.FOUR_BY_FOUR,
    Kind.TEMPO,
    Kind.LADDER,
}
HILLS = {Kind.HILL_CLIMBS, Kind.HILL_SPRINTS}
HARD = TRACK_AND_TEMPO | HILLS | {Kind.TREADMILL_CLIMBS, Kind.FARTLEK}
PACE_SENSE = {Kind.TENS, Kind.EACH_FASTER}
FINISHING = {
    Kind.EIGHTY_TWENTY,
    Kind.FINAL_QUARTER,
    Kind.FINAL_PUSH,
    Kind.SHORT,
    Kind.LONG,
    Kind.PROGRESSIVE_LONG_RUN,
}
THRESHOLD = {Kind.THIRDS, Kind.THRESHOLD, Kind.TEMPO_PROGRESSION, Kind.VO2MAX}
BUILDING = PACE_SENSE | FINISHING | THRESHOLD
LONG = {Kind.LONG_RUN, Kind.PROGRESSIVE_LONG_RUN}


def what(session: Session | None) -> str:
    """Return what a day is to the legs: rest, easy, build, long, hard or race."""
    if session is None:
        return "rest"
    if session.recipe is None:
        return "race"
    kind = session.recipe.kind
    if kind in LONG:
        return "long"
    if kind in HARD:
        return "hard"
    if kind in BUILDING:
        return "build"
    return "bridge" if kind in (Kind.BRIDGE, Kind.LOOSE) else "easy"


# Ordered pairs of days that must not follow each other.
TOGETHER = {
    frozenset(pair)
    for pair in (
        ("hard",),
        ("long",),
        ("build",),
        ("hard", "long"),
        ("hard", "build"),
        ("race", "hard"),
        ("race", "long"),
        ("race", "build"),
    )
}


def broken(plan: Plan, start: date) -> Iterator[str]:
    """Yield every rule that a plan breaks, with where."""
    days = {session.day: session for session in plan.sessions}
    if len(days) < sum(1 for _ in plan.sessions):
        yield "two sessions on one day"
    yield from _days(plan, days, start)
    yield from neighbours(days)
    for week in plan.weeks:
        yield from _week(week, plan, start)
    yield from _season(plan)
    yield from _month(plan, start)


def _days(plan: Plan, days: dict[date, Session], start: date) -> Iterator[str]:
    availability = plan.availability
    for day, session in days.items():
        told = any("falls into the rest" in note for note in plan.notes)
        if not start <= day <= plan.aim.day and not (told and day == plan.aim.day):
            yield f"{day} is outside the season"
        is_race = session.role is Role.RACE
        if not is_race and Weekday(day.weekday()) not in availability.free:
            yield f"{day} is not free"
        if not is_race and any(a <= day <= b for a, b in availability.away):
            yield f"{day} is away"
        cap = availability.longest_s
        has_amount = session.recipe is not None and session.recipe.amount is not None
        is_capped = has_amount and what(session) in ("easy", "build", "bridge")
        # Amounts are rounded to 5 min, or half a unit of distance.
        if cap and is_capped and session.expected_s > cap + 240:
            yield f"{day} takes {session.expected_s / 60:.0f} min"
        if not session.reasons:
            yield f"{day} has no reason"
    if plan.aim.is_race and what(days.get(plan.aim.day)) != "race":
        yield "no race on the race's day"


def neighbours(days: dict[date, Session]) -> Iterator[str]:
    for day, session in days.items():
        here, after = what(session), what(days.get(day + DAY))
        if frozenset({here, after}) in TOGETHER or (here, after) == ("long", "build"):
            yield f"{here} on {day}, {after} the day after"
        if session.recipe and session.recipe.kind is Kind.BRIDGE and after != "hard":
            yield f"the bridge on {day} leads to {after}"
        if here == "race":
            for before in (1, 2):
                found = what(days.get(day - before * DAY))
                if found not in ("rest", "easy"):
                    yield f"{found} {before} days before the race"


def _week(week: Week, plan: Plan, start: date) -> Iterator[str]:
    kinds = [s.recipe.kind for s in week.sessions if s.recipe]
    built = sum(kind in BUILDING for kind in kinds)
    hard = sum(kind in HARD for kind in kinds)
    where = f"week of {week.monday} ({week.block.value})"
    if week.block is Block.BASE:
        if TRACK_AND_TEMPO & set(kinds):
            yield f"{where}: track or tempo"
        if built > 2 or (not built and _is_missed(week, plan, start)):
            yield f"{where}: {built} progressions"
    if week.block is Block.PREPARATION:
        if built > 1 or (not built and _is_missed(week, plan, start)):
            yield f"{where}: {built} progressions"
        if hard > 1:
            yield f"{where}: {hard} hard sessions"
    if week.block is Block.RECOVERY and (hard or built):
        yield f"{where}: not recovery"
    if plan.availability.treadmill_only and HILLS & set(kinds):
        yield f"{where}: a hill on a treadmill"
    if not plan.availability.has_hills and HILLS & set(kinds):
        yield f"{where}: a hill where there is none"
    yield from _count(week, plan, start, where)
    yield from _fixed(week, plan, start, where)


def _is_whole(week: Week, plan: Plan, start: date) -> bool:
    """Return whether a runner has as many days in a week as they usually have."""
    days = [week.monday + k * DAY for k in range(7)]
    inside = start <= days[0] and days[6] < plan.aim.day - 2 * DAY
    free = sum(plan.availability.is_free(day) for day in days)
    return inside and free >= len(plan.availability.free)


def _is_missed(week: Week, plan: Plan, start: date) -> bool:
    """Return whether a progression is missing that the plan does not say is missing."""
    told = any("no room for the progression" in note for note in plan.notes)
    easy = ("new to running", "all of them are easy")
    is_new = any(word in note for note in plan.notes for word in easy)
    return _is_whole(week, plan, start) and not (told or is_new or _returns(week, plan))


def _returns(week: Week, plan: Plan) -> bool:
    """Return whether a week follows days off or a race, and is easy for that."""
    before = [other for other in plan.weeks if other.monday <= week.monday]
    if all(other.is_light for other in before):
        return True
    return any(
        (last - first).days >= 5 and last - 7 * DAY < week.monday <= last + 14 * DAY
        for first, last in plan.availability.away
    )


def _count(week: Week, plan: Plan, start: date, where: str) -> Iterator[str]:
    days = [week.monday + k * DAY for k in range(7)]
    if start > days[0] or plan.aim.day <= days[6] or week.block is Block.RECOVERY:
        return
    free = sum(plan.availability.is_free(day) for day in days)
    runs = min(plan.availability.days, free)
    # A small week has fewer runs, of 18 min at least.
    runs = min(runs, max(int(week.target_s / 1080), 3))
    if len(week.sessions) != runs:
        yield f"{where}: {len(week.sessions)} runs instead of {runs}"


def _fixed(week: Week, plan: Plan, start: date, where: str) -> Iterator[str]:
    left = Counter(session.role for session in week.sessions)
    for weekday, role in plan.availability.fixed:
        day = week.monday + int(weekday) * DAY
        # Near a race nothing is fixed.
        last = plan.aim.day - 3 * DAY if plan.aim.is_race else plan.aim.day
        usable = start <= day <= last
        usable = usable and plan.availability.is_free(day)
        if not usable or not left[role] or week.block is Block.TAPER:
            continue
        left[role] -= 1
        found = next((s for s in week.sessions if s.day == day), None)
        if found is None or found.role is not role:
            yield f"{where}: {role.value} is not on its day"


def _season(plan: Plan) -> Iterator[str]:
    """Yield what is wrong with blocks and load."""
    order = list(Block)
    for before, after in pairwise(plan.weeks):
        if order.index(after.block) < order.index(before.block):
            yield f"{after.block.value} after {before.block.value}"
    for number, week in enumerate(plan.weeks):
        near = len(plan.weeks) - number <= 12
        if plan.aim.is_race and week.block is Block.BASE and near:
            yield f"base in the week of {week.monday}, too near the race"
    yield from _load(plan)


def _load(plan: Plan) -> Iterator[str]:
    """Yield where load jumps, does not rest, or does not taper."""
    full, light_since = 0.0, 0
    for week in plan.weeks:
        if week.block in (Block.TAPER, Block.RECOVERY):
            continue
        # A week of hardly 20 min a run cannot be lighter.
        least = week.target_s <= 1260 * plan.availability.days
        light_since = 0 if week.is_light or least else light_since + 1
        if light_since > 4:
            yield f"no light week before {week.monday}"
        # No week has runs shorter than 20 min, which is what beginners do anyway.
        floor_s = 20 * 60 * plan.availability.days
        if week.is_light and full and week.target_s > max(0.8 * full, floor_s):
            yield f"the week of {week.monday} is not light"
        if week.is_light:
            continue
        if full and week.target_s > 1.1 * full:
            yield f"the load jumps in the week of {week.monday}"
        full = max(full, week.target_s)
    taper = [week.target_s for week in plan.weeks if week.block is Block.TAPER]
    falls = sorted(taper, reverse=True) == taper
    if taper and not (falls and (not full or taper[-1] <= 0.6 * full)):
        yield "the taper does not taper"


def _month(plan: Plan, start: date) -> Iterator[str]:
    """Yield four weeks of one block that do not teach all three lessons."""
    for block in (Block.BASE, Block.PREPARATION):
        weeks = [week for week in plan.weeks if week.block is block]
        for first in range(len(weeks) - 3):
            four = weeks[first : first + 4]
            kinds = {s.recipe.kind for week in four for s in week.sessions if s.recipe}
            # Three miles of a slow runner take 45 min; shorter days have no splits.
            cap = plan.availability.longest_s
            whole = all(_is_missed(week, plan, start) for week in four)
            whole = whole and (cap is None or cap >= 2700)
            if whole and not all(
                kinds & lesson for lesson in (PACE_SENSE, FINISHING, THRESHOLD)
            ):
                yield f"the month from {four[0].monday} does not teach everything"


# The oracle of collisions: every way to put each week's sessions on its days, and which
# of them can follow each other, walked through week by week.
@dataclass(frozen=True)
class WeekToPlace:
    """A week's Monday, what its sessions are, what is held, which days are open."""

    monday: date
    sessions: tuple[str, ...]
    held: dict[date, str]
    open_days: frozenset[date]


def can_be_placed(weeks: Sequence[WeekToPlace]) -> bool:
    """Return whether any placement keeps the rules."""
    ends = {("rest", "rest")}
    for week in weeks:
        ends = {
            (days[5], days[6])
            for days in _ways(week)
            for end in ends
            if _follows(end, days)
        }
        if not ends:
            return False
    return True


def _ways(week: WeekToPlace) -> Iterator[tuple[str, ...]]:
    """Yield every week that keeps the rules within itself."""
    left = Counter(week.sessions)

    def walk(days: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if len(days) == 7:
            if not sum(left.values()):
                yield days
            return
        day = week.monday + len(days) * DAY
        choices = ["rest"]
        if day in week.held:
            choices = [week.held[day]]
        elif day in week.open_days:
            choices += [name for name, count in left.items() if count]
        for choice in choices:
            taken = int(day not in week.held and choice != "rest")
            if days and not _fits(days, choice):
                continue
            left[choice] -= taken
            yield from walk((*days, choice))
            left[choice] += taken

    yield from walk(())


def _fits(days: tuple[str, ...], after: str) -> bool:
    here = days[-1]
    if frozenset({here, after}) in TOGETHER or (here, after) == ("long", "build"):
        return False
    if here == "bridge!" and after != "hard":
        return False
    if after == "race":
        return all(day in ("rest", "easy") for day in days[-2:])
    return True


def _follows(end: tuple[str, str], days: tuple[str, ...]) -> bool:
    if not _fits(end, days[0]):
        return False
    quiet = {"rest", "easy"}
    return days[1] != "race" or {end[1], days[0]} <= quiet
