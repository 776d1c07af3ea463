"""How long a full solve takes, as a multiple of single simulations.

    .venv/bin/python benchmarks/solve.py

A single simulation is the likeliest run of the solved workout in cells of one second,
with all models. The figures are the least CPU time of a few repeats.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from negsplit import Athlete, Race
from negsplit.course import Course, Weather
from negsplit.runner import Runner
from negsplit.simulate import Pacing
from negsplit.simulate.body import run_body
from negsplit.simulate.cells import planned_cells
from negsplit.simulate.members import likeliest
from negsplit.simulate.outcome import CELL_S
from negsplit.simulate.simulation import MEMBERS
from negsplit.simulate.terrain import run_on
from negsplit.solve import solve_hold
from negsplit.workout import Distance, Goal, Workout

ATHLETE = Athlete(races=(Race(21097.5, 4349.0),))
RUNNER = Runner.of(ATHLETE)
AMOUNTS = {Goal.THRESHOLD: Distance(15_000.0), Goal.VO2MAX: Distance(12_000.0)}
REPEATS, SINGLE_REPEATS = 3, 40


def least_s(action: Callable[[], object], repeats: int) -> float:
    """Return the least CPU time of an action."""
    found = []
    for _ in range(repeats):
        before = time.process_time_ns()
        action()
        found.append(time.process_time_ns() - before)
    return min(found) / 1e9


def single(workout: Workout) -> None:
    """Simulate the likeliest run alone, with all models."""
    cells = planned_cells(workout, RUNNER, CELL_S)
    stretch = run_on(cells, Course.level(0.0), Weather(), Pacing.EVEN_EFFORT)
    run_body(stretch, likeliest(RUNNER), RUNNER)


def main() -> None:
    """Measure and print."""
    for goal, amount in AMOUNTS.items():
        workout = solve_hold(goal, amount, ATHLETE).design.workout
        single_s = least_s(partial(single, workout), SINGLE_REPEATS)
        solve_s = least_s(partial(solve_hold, goal, amount, ATHLETE), REPEATS)
        print(
            f"{goal.value:<10} {MEMBERS} members: solve {solve_s:.2f} s, one run "
            f"{single_s * 1e3:.1f} ms, {solve_s / single_s:.0f} x one run"
        )


if __name__ == "__main__":
    main()
