"""Random runners, goals and times to train, from a seed."""

from __future__ import annotations

import random
from datetime import date, timedelta

from negsplit import Athlete
from negsplit.plan import Aim, AimKind, Availability, Role, Weekday
from negsplit.planning.request import Request
from negsplit.planning.season import Recent
from negsplit.units import DistanceUnit

START = date(2026, 11, 23)
DISTANCES_M = (1609.344, 3000.0, 5000.0, 10_000.0, 21_097.5, 42_195.0, 50_000.0)


def random_request(seed: int) -> Request:
    """Return what some runner could ask for."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    start = START + timedelta(days=rng.randrange(0, 7))
    return Request(
        _aim(rng, start),
        Athlete(vdot_ml_kg_min=rng.uniform(30, 75)),
        _availability(rng, start),
        start,
        _recent(rng, start),
    )


def _aim(rng: random.Random, start: date) -> Aim:
    day = start + timedelta(days=rng.randrange(1, 300))
    kind = rng.choice((AimKind.RACE, AimKind.RACE, *AimKind))
    if kind in (AimKind.RACE, AimKind.FINISH):
        metres = rng.choice(DISTANCES_M)
        target = metres / rng.uniform(2.5, 5.5) if kind is AimKind.RACE else None
        return Aim(kind, day, metres, target)
    return Aim(kind, day)


def _availability(rng: random.Random, start: date) -> Availability:
    days = rng.randrange(3, 8)
    free = rng.sample(list(Weekday), rng.randrange(days, 8))
    fixed = [
        (day, rng.choice((Role.LONG, Role.HARD, Role.PROGRESSION)))
        for day in rng.sample(free, rng.choice((0, 0, 1, 1, 2)))
    ]
    away = []
    for _ in range(rng.choice((0, 0, 1, 2))):
        first = start + timedelta(days=rng.randrange(0, 200))
        away.append((first, first + timedelta(days=rng.randrange(0, 15))))
    return Availability(
        days,
        frozenset(free),
        tuple(fixed),
        rng.choice((None, None, rng.uniform(1800, 7200))),
        by_time=rng.random() < 0.5,
        unit=rng.choice(list(DistanceUnit)),
        treadmill_only=rng.random() < 0.1,
        has_hills=rng.random() < 0.7,
        away=tuple(away),
    )


def _recent(rng: random.Random, start: date) -> Recent:
    weekly_s = rng.choice((None, rng.uniform(0, 12 * 3600)))
    if rng.random() < 0.8:
        return Recent(weekly_s)
    ago = timedelta(days=rng.randrange(0, 30))
    return Recent(weekly_s, race_day=start - ago, race_m=rng.choice(DISTANCES_M))
