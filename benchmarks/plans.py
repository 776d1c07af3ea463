"""How many random plans keep every rule, how long planning takes, what changes move.

    .venv/bin/python benchmarks/plans.py rules [COUNT] [FIRST_SEED]
    .venv/bin/python benchmarks/plans.py times
    .venv/bin/python benchmarks/plans.py changes

``rules`` plans for random runners and holds every plan against the second rule book of
the tests. ``times`` is CPU seconds, the least of three. ``changes`` counts the days
that each kind of disturbance moves, in its own weeks and beyond, as median and maximum
over days of one season.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from negsplit import Athlete
from negsplit.errors import InputError
from negsplit.plan import Aim, AimKind, Availability, Plan, Role, monday_of
from negsplit.planning.adapt import adapt
from negsplit.planning.build import build_plan
from negsplit.planning.happened import Happened
from negsplit.planning.request import Request, first_day
from negsplit.planning.schedule import CollisionError
from negsplit.planning.season import Recent
from plan_requests import random_request
from plan_rules import broken

START = date(2026, 11, 23)
DAY = timedelta(days=1)
LATER = START + timedelta(weeks=25, days=-1)
RUNNER = Athlete(vdot_ml_kg_min=48.0)


def rules(count: int, first: int) -> None:
    """Print how many plans there were, and what they broke."""
    found: Counter[str] = Counter()
    for seed in range(first, first + count):
        request = random_request(seed)
        try:
            plan = build_plan(request)
        except CollisionError as error:
            found[f"collision of {' and '.join(error.names)}"] += 1
            continue
        except InputError as error:
            found[f"refused: {error}"] += 1
            continue
        found["plans"] += 1
        for what in broken(plan, first_day(request)):
            found[f"BROKEN {seed}: {what}"] += 1
    for what, times in found.most_common():
        print(f"{times:7}  {what}")


def season(weeks: int, days: int = 5, vdot: float = 48.0) -> Plan:
    aim = Aim(AimKind.RACE, START + timedelta(weeks=weeks, days=-1), 10_000.0, 2700.0)
    athlete = Athlete(vdot_ml_kg_min=vdot)
    asked = Request(aim, athlete, Availability(days), START, Recent(14_400.0))
    return build_plan(asked)


def least_s(action: Callable[[], object], repeats: int = 3) -> float:
    found = []
    for _ in range(repeats):
        before = time.process_time_ns()
        action()
        found.append(time.process_time_ns() - before)
    return min(found) / 1e9


def times() -> None:
    """Print how long plans of several lengths and a squad take."""
    season(4)  # what loads once
    one = least_s(lambda: season(24))
    for weeks in (4, 12, 24, 36, 52):
        taken = least_s(lambda weeks=weeks: season(weeks))  # type: ignore[misc] # a default binds it
        print(f"{weeks:3} weeks: {taken:.3f} s, {taken / one:.2f} x 24 weeks")
    squad = least_s(
        lambda: [season(24, 3 + k % 5, 35 + 0.3 * k) for k in range(100)], repeats=1
    )
    print(f"100 runners, 24 weeks: {squad:.1f} s, {squad / one:.0f} x one runner")


KINDS: dict[str, Callable[[date], Happened]] = {
    "missed yesterday": lambda day: Happened(missed=(day - DAY,)),
    "stopped yesterday": lambda day: Happened(stopped=(day - DAY,)),
    "ill 3 days": lambda day: Happened(ill=((day, day + 2 * DAY),)),
    "ill 10 days": lambda day: Happened(ill=((day, day + 9 * DAY),)),
    "away 4 days": lambda day: Happened(away=((day, day + 3 * DAY),)),
    "race added in 12 days": lambda day: Happened(races=(day + 12 * DAY,)),
    "race a week later": lambda _: Happened(
        race_day=START + timedelta(weeks=25, days=-1)
    ),
}


def changes() -> None:
    """Print how many days each kind of disturbance moves."""
    plan = season(24)
    for name, happened in KINDS.items():
        inside, beyond = [], []
        for number in range(20, 120, 4):
            today = START + number * DAY
            found = adapt(plan, RUNNER, happened(today), today).changes
            own = {monday_of(today + k * DAY) for k in range(-7, 15)}
            near = sum(monday_of(change.day) in own for change in found)
            inside.append(near)
            beyond.append(len(found) - near)
        print(
            f"{name:24} in its weeks {median(inside):4.0f} days, at most "
            f"{max(inside):3}; beyond {median(beyond):4.0f}, at most {max(beyond):3}"
        )
    runs = sum(s.role is not Role.RACE for s in plan.sessions)
    print(f"of a plan with {runs} runs")


def main() -> None:
    """Measure what is asked for."""
    what, *numbers = sys.argv[1:] or ["times"]
    if what == "rules":
        count, first = [*map(int, numbers), *(1000, 0)[len(numbers) :]]
        rules(count, first)
    elif what == "changes":
        changes()
    else:
        times()


if __name__ == "__main__":
    main()
