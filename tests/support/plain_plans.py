"""Plans of negsplit as the plain data that the rule book reads, and named requests."""

from __future__ import annotations

import random
from datetime import date, timedelta

from negsplit import Athlete
from negsplit.athlete import Race
from negsplit.design.outline import outline, samples
from negsplit.plan import Aim, AimKind, Availability, Plan, Role, Session
from negsplit.planning.build import build_plan
from negsplit.planning.delivery import workout_of
from negsplit.planning.form_today import form_today
from negsplit.planning.request import Request
from negsplit.planning.season import Recent
from negsplit.runner import Runner
from negsplit.units import HALF_MARATHON_M, MARATHON_M, MILE_M
from negsplit.workout import Effort
from training_rules import PlainDay, PlainPlan, Stretch

START = date(2026, 11, 23)  # a Monday
DAY = timedelta(days=1)
KINDS = {
    Role.EASY: "easy",
    Role.BRIDGE: "easy",
    Role.PROGRESSION: "progression",
    Role.LONG: "long",
    Role.HARD: "hard",
    Role.RACE: "race",
}
# Steps without numbers, by their word; a way down that ends with the lap button takes
# as long as the climb, three minutes and more.
WORDS = {
    Effort.REST: 0.0,
    Effort.WALK: 0.0,
    Effort.JOG: 0.6,
    Effort.EASY: 0.66,
    Effort.STEADY: 0.73,
    Effort.MODERATE: 0.77,
    Effort.MARATHON: 0.82,
    Effort.TEMPO: 0.86,
    Effort.THRESHOLD: 0.88,
    Effort.HARD: 0.91,
    Effort.FAST: 0.96,
    Effort.STRIDES: 1.05,
    Effort.SPRINT: 1.1,
    Effort.MAX: 1.1,
}
LAP_MIN = 4.0
# What the notes of a plan say, in the words of the rule book.
TOLD = {
    "too short": ("too short", "not enough", "too little time", "too soon"),
    "minor": ("growing",),
}


def plain(request: Request, plan: Plan) -> PlainPlan:
    """Return a plan as plain data."""
    aim, recent, athlete = request.aim, request.recent, request.athlete
    metres = aim.distance_m or 0.0
    runner = Runner.of(athlete, request.profile)
    text = " ".join(plan.notes)
    return PlainPlan(
        start=request.start,
        end=aim.day,
        days=tuple(
            plain_day(session, request, runner)
            for session in sorted(plan.sessions, key=lambda s: s.day)
        ),
        runs_a_week=request.availability.days,
        race_km=metres / 1000,
        race_min=form_today(athlete, metres).duration_s / 60 if metres else 0.0,
        has_target=aim.target_s is not None,
        age=athlete.age_years,
        vdot=runner.vdot,
        usual_min=None if recent.weekly_s is None else recent.weekly_s / 60,
        longest_min=None if recent.longest_s is None else recent.longest_s / 60,
        days_off=recent.days_off,
        raced_on=recent.race_day,
        raced_km=(recent.race_m or 0.0) / 1000,
        away=request.availability.away,
        most_min=_minutes(request.availability.longest_s),
        has_free_choice=len(request.availability.free) == 7
        and not request.availability.fixed
        and not request.availability.away,
        light=frozenset(week.monday for week in plan.weeks if week.is_light),
        told=frozenset(
            name for name, words in TOLD.items() if any(word in text for word in words)
        ),
    )


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 60


def plain_day(session: Session, request: Request, runner: Runner) -> PlainDay:
    """Return a session as plain data."""
    workout = workout_of(session, request.athlete, request.profile)
    has_strength = any(card.title == "Strength" for card in session.cards)
    kind = KINDS[session.role]
    if workout is None:
        return PlainDay(session.day, kind, session.expected_s / 60)
    stretches: list[Stretch] = []
    for entry in outline(workout, runner):
        if entry.faces.fractions is not None and entry.duration_s is not None:
            for sample in samples((entry,), runner):
                _add(stretches, sample.duration_s / 60, sample.intensity_frac)
            continue
        seconds = entry.duration_s or LAP_MIN * 60
        word = entry.step.effort
        _add(stretches, seconds / 60, 0.0 if word is None else WORDS[word])
    whole = sum(s.minutes for s in stretches)
    metres = sum((entry.distance_m or 0.0) for entry in outline(workout, runner))
    return PlainDay(
        session.day, kind, whole, metres / 1000, tuple(stretches), has_strength
    )


def _add(stretches: list[Stretch], minutes: float, frac: float) -> None:
    """Add some minutes, to the last stretch where it is as hard."""
    frac = round(frac, 3)
    if stretches and stretches[-1].frac == frac:
        minutes += stretches.pop().minutes
    stretches.append(Stretch(minutes, frac))


def _race(metres: float, seconds: float, day: int = 30) -> tuple[Race, ...]:
    return (Race(metres, seconds, START - day * DAY),)


def ask(
    aim: Aim,
    athlete: Athlete,
    recent: Recent | None = None,
    **when: object,
) -> Request:
    available = Availability(**when)  # type: ignore[arg-type] # any field
    return Request(aim, athlete, available, START, recent or Recent())


def weeks(count: int) -> date:
    return START + timedelta(weeks=count, days=-1)


def race(metres: float, seconds: float, count: int) -> Aim:
    return Aim(AimKind.RACE, weeks(count), metres, seconds)


def finish(metres: float, count: int) -> Aim:
    return Aim(AimKind.FINISH, weeks(count), metres)


def away(first: int, days: int) -> tuple[tuple[date, date], ...]:
    return ((START + first * DAY, START + (first + days - 1) * DAY),)


def hours(weekly: float, longest_min: float | None = None, **more: object) -> Recent:
    longest = None if longest_min is None else longest_min * 60
    return Recent(weekly * 3600, longest, **more)  # type: ignore[arg-type]


def of_5k(minutes: float, **more: object) -> Athlete:
    return Athlete(races=_race(5000, 60 * minutes), **more)  # type: ignore[arg-type]


def of_vdot(vdot: float, **more: object) -> Athlete:
    return Athlete(vdot_ml_kg_min=vdot, **more)  # type: ignore[arg-type]


def named_requests() -> dict[str, Request]:
    """Return requests like those that runners bring."""
    marathon, half = MARATHON_M, HALF_MARATHON_M
    come_back = Aim(AimKind.COME_BACK, weeks(10))
    base = Aim(AimKind.BASE, weeks(12))
    raced = {"race_day": START - 3 * DAY, "race_m": marathon}
    return {
        "first marathon, 20 weeks, 2 h a week": ask(
            finish(marathon, 20), of_5k(30), hours(2, 45), days=4
        ),
        "first marathon, 16 weeks, 5 days": ask(
            finish(marathon, 16), of_5k(28), hours(3, 60), days=5
        ),
        "first marathon, 12 weeks, too short": ask(
            finish(marathon, 12), of_5k(32), hours(1.5, 40), days=4
        ),
        "first marathon, unknown past": ask(finish(marathon, 20), of_5k(31), days=4),
        "marathon 4:30, 18 weeks": ask(
            race(marathon, 16_200, 18), of_5k(28.5), hours(3.5, 90), days=4
        ),
        "marathon 3:30, 15 weeks, 3 days": ask(
            race(marathon, 12_600, 15), of_5k(21.8), hours(3.5, 90), days=3
        ),
        "sub-3, 16 weeks": ask(
            race(marathon, 10_740, 16), of_5k(18.6), hours(6, 110), days=6
        ),
        "2:45, 12 weeks": ask(
            race(marathon, 9_900, 12), of_5k(17), hours(9, 140), days=7
        ),
        "2:25, 16 weeks": ask(
            race(marathon, 8_700, 16), of_5k(15), hours(13, 150), days=7
        ),
        "marathon at 16": ask(
            finish(marathon, 24), of_5k(24, age_years=16), hours(3, 60), days=4
        ),
        "half at 15": ask(
            finish(half, 16), of_5k(24, age_years=15), hours(3, 60), days=4
        ),
        "marathon at 62": ask(
            race(marathon, 14_400, 18),
            of_5k(24.5, age_years=62),
            hours(5, 100),
            days=5,
        ),
        "10K at 55": ask(
            race(10_000, 2700, 14), of_5k(22, age_years=55), hours(4, 80), days=5
        ),
        "half in 12 weeks, 3 days, novice": ask(
            finish(half, 12), of_5k(34), hours(1.2, 30), days=3
        ),
        "half 1:45, 12 weeks": ask(
            race(half, 6300, 12), of_5k(22.9), hours(4, 80), days=4
        ),
        "half 1:20, 14 weeks": ask(
            race(half, 4800, 14), of_5k(17.6), hours(7, 105), days=6
        ),
        "10K under 50, 10 weeks": ask(
            race(10_000, 2990, 10), of_5k(25), hours(3, 70), days=4
        ),
        "10K under 40, 12 weeks": ask(
            race(10_000, 2395, 12), of_5k(19.6), hours(5, 90), days=5
        ),
        "5K under 30, 10 weeks, from 40:00": ask(
            race(5000, 1795, 10), of_5k(40), hours(1.25, 25), days=3
        ),
        "5K under 30, 12 weeks": ask(
            race(5000, 1795, 12), of_5k(32.5), hours(1.5, 35), days=3
        ),
        "5K under 20": ask(race(5000, 1195, 12), of_5k(20.8), hours(4, 75), days=5),
        "first 5K from nothing": ask(
            finish(5000, 10), of_vdot(24), hours(0, 0), days=3
        ),
        "first 5K, 15 min at a time": ask(
            finish(5000, 9), of_vdot(27), hours(0.5, 15), days=3
        ),
        "first 10K, 4 days": ask(finish(10_000, 12), of_5k(36), hours(1.4, 30), days=4),
        "mile in 5:00, 9 weeks": ask(
            race(MILE_M, 300, 9), of_5k(18.3), hours(4, 70), days=5
        ),
        "mile, 12 weeks, 6 days": ask(
            race(MILE_M, 285, 12), of_5k(17), hours(6, 80), days=6
        ),
        "base by time, 3 days": ask(base, of_5k(27), hours(2.5, 60), days=3),
        "base, 6 days": ask(base, of_5k(20), hours(6, 100), days=6),
        "base, 7 days, many hours": ask(base, of_5k(16.5), hours(11, 130), days=7),
        "come back after a marathon": ask(
            come_back, of_5k(22), hours(5, 150, **raced), days=5
        ),
        "come back after a half": ask(
            come_back,
            of_5k(22),
            hours(4, 100, race_day=START - 2 * DAY, race_m=half),
            days=4,
        ),
        "marathon nine days ago, next 10K": ask(
            race(10_000, 2600, 12),
            of_5k(21.5),
            hours(4, 150, race_day=START - 9 * DAY, race_m=marathon),
            days=5,
        ),
        "200 days without a run": ask(
            race(10_000, 2700, 16),
            of_5k(22),
            hours(0, None, days_off=200),
            days=4,
        ),
        "three weeks without a run": ask(
            race(half, 6000, 14), of_5k(22), hours(4, 90, days_off=21), days=4
        ),
        "three weeks away": ask(
            race(marathon, 12_000, 18),
            of_5k(20.8),
            hours(5, 110),
            days=5,
            away=away(42, 21),
        ),
        "ten days away": ask(
            race(marathon, 12_000, 18),
            of_5k(20.8),
            hours(5, 110),
            days=5,
            away=away(63, 10),
        ),
        "longest 1h45": ask(
            race(marathon, 10_800, 16),
            of_5k(18.9),
            hours(8, 120),
            days=6,
            longest_s=6300.0,
        ),
        "longest 45 min": ask(
            race(half, 6300, 12), of_5k(23), hours(3, 75), days=4, longest_s=2700.0
        ),
        "weekend and Wednesday only": ask(
            race(half, 6600, 14), of_5k(24), hours(3, 75), days=3
        ),
        "50 km": ask(finish(50_000, 20), of_5k(22), hours(6, 120), days=5),
        "by distance in km, 10K": ask(
            race(10_000, 2700, 12), of_5k(22), hours(4, 80), days=4, by_time=False
        ),
        "slow marathon, 5:30": ask(
            race(marathon, 19_800, 24), of_5k(36), hours(3, 75), days=4
        ),
    }


DISTANCES_M = (MILE_M, 3000.0, 5000.0, 10_000.0, HALF_MARATHON_M, MARATHON_M)


def random_runner(seed: int) -> Request:
    """Return what some runner could ask for, with a past that fits them."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    vdot = rng.uniform(24, 68)
    kind = rng.choice((AimKind.RACE, AimKind.RACE, AimKind.FINISH, AimKind.BASE))
    metres = rng.choice(DISTANCES_M)
    athlete = Athlete(
        vdot_ml_kg_min=vdot, age_years=rng.choice((None, None, rng.uniform(14, 78)))
    )
    end = weeks(rng.randrange(4, 31))
    now_s = form_today(athlete, metres).duration_s
    target = now_s * rng.uniform(0.9, 1.0) if kind is AimKind.RACE else None
    aim = Aim(kind, end, metres if kind is not AimKind.BASE else None, target)
    weekly = max(rng.gauss((vdot - 22) / 6, 1.5), 0.0) * 3600
    longest = weekly * rng.uniform(0.28, 0.5)
    recent = Recent(
        rng.choice((weekly, weekly, weekly, None)),
        rng.choice((longest, longest, None)),
        **_past(rng),  # type: ignore[arg-type] # any field
    )
    when: dict[str, object] = {
        "days": rng.randrange(3, 8),
        "longest_s": rng.choice((None, None, None, rng.uniform(2700, 7200))),
        "by_time": rng.random() < 0.7,
        "has_hills": rng.random() < 0.7,
        "treadmill_only": rng.random() < 0.05,
    }
    if rng.random() < 0.15:
        when["away"] = away(rng.randrange(5, 60), rng.randrange(3, 24))
    return ask(aim, athlete, recent, **when)


def _past(rng: random.Random) -> dict[str, object]:
    kind = rng.random()
    if kind < 0.1:
        ago = rng.randrange(1, 20)
        return {"race_day": START - ago * DAY, "race_m": rng.choice(DISTANCES_M[2:])}
    if kind < 0.2:
        return {"days_off": rng.randrange(5, 120)}
    return {}


def plain_of(request: Request) -> PlainPlan:
    """Return the plan that a request gets, as plain data."""
    return plain(request, build_plan(request))
