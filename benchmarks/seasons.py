"""Three seasons, day by day, through planning, running and adapting.

    .venv/bin/python benchmarks/seasons.py [NAME]

A runner whose true VDOT the plan does not know runs what the plan says: sessions that
count are simulated with the true runner at the paces of the believed one, some days are
missed, and illness, travel and a moved race come as they come. Every change that is
proposed is printed with its reason and accepted. How the true VDOT grows with training
is a plain guess (it approaches a ceiling while the load is kept), there to have runners
who change, not to foretell any.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from negsplit import Athlete
from negsplit.forms import build
from negsplit.physiology.daniels import calculator_race_time
from negsplit.plan import Aim, AimKind, Availability, Plan, Role, Session, Weekday
from negsplit.planning.adapt import adapt
from negsplit.planning.build import build_plan
from negsplit.planning.happened import Happened
from negsplit.planning.request import Request
from negsplit.planning.season import Recent
from negsplit.runner import Runner
from negsplit.simulate import Settings, simulate
from negsplit.units import MARATHON_M, MILE_M, format_clock

START = date(2026, 11, 23)
DAY = timedelta(days=1)
COUNTS = (Role.HARD, Role.PROGRESSION)


@dataclass
class Life:
    """One runner: what is believed, what is true, and what happens to them."""

    name: str
    aim: Aim
    believed: float
    true: float
    ceiling: float
    availability: Availability
    recent: Recent
    surprises: dict[int, Happened] = field(default_factory=dict)
    missed_frac: float = 0.07


def days(first: int, count: int) -> tuple[tuple[date, date], ...]:
    start = START + first * DAY
    return ((start, start + (count - 1) * DAY),)


LIVES = (
    Life(
        "beginner to 5 km under 25:00",
        Aim(AimKind.RACE, START + timedelta(weeks=20, days=6), 5000.0, 1500.0),
        believed=33.0,
        true=34.0,
        ceiling=40.0,
        availability=Availability(4, has_hills=False),
        recent=Recent(2 * 3600.0),
        surprises={33: Happened(ill=days(33, 5)), 80: Happened(away=days(80, 7))},
        missed_frac=0.12,
    ),
    Life(
        "sub-3 marathoner",
        Aim(AimKind.RACE, START + timedelta(weeks=23, days=6), MARATHON_M, 10_799.0),
        believed=53.0,
        true=53.5,
        ceiling=56.0,
        availability=Availability(6, fixed=((Weekday.SUNDAY, Role.LONG),)),
        recent=Recent(7 * 3600.0),
        surprises={
            60: Happened(injured=days(60, 9)),
            100: Happened(races=(START + 118 * DAY,)),
        },
    ),
    Life(
        "5-minute miler",
        Aim(AimKind.RACE, START + timedelta(weeks=15, days=5), MILE_M, 299.0),
        believed=56.0,
        true=55.0,
        ceiling=59.0,
        availability=Availability(5, fixed=((Weekday.TUESDAY, Role.HARD),)),
        recent=Recent(5 * 3600.0),
        surprises={
            50: Happened(race_day=START + timedelta(weeks=17, days=5)),
            70: Happened(away=days(72, 4)),
        },
    ),
)


def told(session: Session | None) -> str:
    if session is None:
        return "rest"
    return f"{session.title} {session.expected_s / 60:.0f}"


def felt(session: Session, life: Life, rng: np.random.Generator) -> float:
    """Return how hard a session feels: as planned, and what the wrong paces add."""
    believed = Runner.of(Athlete(vdot_ml_kg_min=life.believed))
    true = Runner.of(Athlete(vdot_ml_kg_min=life.true))
    assert session.recipe is not None
    workout = build(session.recipe, believed.athlete)
    few = Settings(members=20)
    meant, found = (
        simulate(workout, who, settings=few).dose.end_effort_cr10.middle
        for who in (believed, true)
    )
    usual = session.load_au / (session.expected_s / 60)
    return float(np.clip(usual + found - meant + rng.normal(0, 1), 0, 10))


def season(life: Life) -> Iterator[str]:
    """Yield a season as a coach would read it."""
    rng = np.random.default_rng(3)
    athlete = Athlete(vdot_ml_kg_min=life.believed)
    plan = build_plan(Request(life.aim, athlete, life.availability, START, life.recent))
    first = plan
    yield f"# {life.name}: {len(plan.weeks)} weeks"
    yield from plan.notes
    happened, changed, ran_s = Happened(), 0, 0.0
    today = START
    while today <= plan.aim.day:
        if today.weekday() == 0:
            yield from week_lines(plan, today)
        number = (today - START).days
        news = life.surprises.get(number)
        if news is not None:
            happened = joined(happened, news)
        session = plan.on(today)
        if session is not None and session.role is not Role.RACE:
            if rng.random() < life.missed_frac:
                happened = replace(happened, missed=(*happened.missed, today))
                yield f"    {today:%a %d %b} missed: {told(session)}"
            else:
                ran_s += session.expected_s
                life.true += (life.ceiling - life.true) * session.load_au / 60_000
                happened = judged(session, life, happened, rng)
        if today < plan.aim.day:
            found = adapt(plan, athlete, happened, today + DAY)
            changed += len(found.changes)
            for change in found.changes[:8]:
                yield (
                    f"    {change.day:%a %d %b} {told(change.before)} -> "
                    f"{told(change.after)}: {change.reason}"
                )
            if len(found.changes) > 8:
                yield f"    and {len(found.changes) - 8} more"
            plan = found.plan
            happened = replace(happened, race_day=None, races=())
        today += DAY
    metres = plan.aim.distance_m or 0.0
    time_s = calculator_race_time(metres, life.true)
    planned_h = sum(s.expected_s for s in first.sessions) / 3600
    yield (
        f"ran {ran_s / 3600:.0f} h of {planned_h:.0f} planned, {changed} days changed; "
        f"VDOT {life.true:.1f}, which is {format_clock(time_s)} for a goal of "
        f"{format_clock(plan.aim.target_s or 0)}"
    )


def judged(
    session: Session, life: Life, happened: Happened, rng: np.random.Generator
) -> Happened:
    """Return what is told of a session that was run."""
    if session.role not in COUNTS or session.recipe is None:
        return happened
    effort = felt(session, life, rng)
    return replace(happened, felt=(*happened.felt, (session.day, effort)))


def week_lines(plan: Plan, monday: date) -> Iterator[str]:
    week = plan.week_of(monday)
    if week is not None:
        light = ", light" if week.is_light else ""
        runs = " | ".join(f"{s.day:%a} {told(s)}" for s in week.sessions)
        minutes = f"{week.expected_s / 60:.0f} min"
        yield f"{monday:%d %b} {week.block.value}{light}, {minutes}: {runs}"


def joined(one: Happened, other: Happened) -> Happened:
    return replace(
        one,
        ill=one.ill + other.ill,
        injured=one.injured + other.injured,
        away=one.away + other.away,
        races=other.races,
        race_day=other.race_day,
    )


def main() -> None:
    """Print the seasons."""
    for life in LIVES:
        if len(sys.argv) < 2 or sys.argv[1] in life.name:
            print("\n".join(season(life)), end="\n\n")


if __name__ == "__main__":
    main()
