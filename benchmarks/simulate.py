"""How long a simulation takes, as a multiple of passes of NumPy over its samples.

    .venv/bin/python benchmarks/simulate.py

The run lasts 90 minutes in cells of one second. A pass is what one model cannot do
without: one exponential and one cumulative sum over the same number of samples. The
figure is the least CPU time of many repeats, so that other load on the machine hardly
matters.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from negsplit import Athlete, Race, parse
from negsplit.course import Course, Weather
from negsplit.runner import Runner
from negsplit.simulate import Pacing, Settings, simulate
from negsplit.simulate.body import run_body
from negsplit.simulate.cells import planned_cells
from negsplit.simulate.members import drawn, likeliest
from negsplit.simulate.outcome import CELL_S
from negsplit.simulate.simulation import MEMBER_CELL_S, MEMBERS
from negsplit.simulate.terrain import run_on

# Uptake, slow component, heart rate, lactate, D′ balance and perceived effort.
MODELS = 6
REPEATS = 60
WORKOUT = parse("30min @5:50>5:00/km, 30min @5:00>4:40/km, 30min @4:40>4:15/km")
RUNNER = Runner.of(
    Athlete(races=(Race(21097.5, 5700.0),), max_hr_bpm=188, resting_hr_bpm=50)
)
FLAT = Course.level(0.0), Weather(), Pacing.EVEN_EFFORT
HILLS = Course(
    tuple(500.0 * i for i in range(41)), tuple(15.0 * (i % 2) for i in range(41))
)


def least_s(action: Callable[[], object]) -> float:
    """Return the least CPU time of an action."""
    found = []
    for _ in range(REPEATS):
        before = time.process_time_ns()
        action()
        found.append(time.process_time_ns() - before)
    return min(found) / 1e9


def one_pass(samples: np.ndarray) -> np.ndarray:
    """Do what one model cannot do without."""
    result: np.ndarray = np.exp(-samples).cumsum()
    return result


def single(course: Course) -> None:
    """Simulate the likeliest run alone, with all models."""
    ground = course, *FLAT[1:]
    stretch = run_on(planned_cells(WORKOUT, RUNNER, CELL_S), *ground)
    run_body(stretch, likeliest(RUNNER), RUNNER)


def ensemble() -> None:
    """Simulate the members alone, with all models."""
    stretch = run_on(planned_cells(WORKOUT, RUNNER, MEMBER_CELL_S), *FLAT)
    many = drawn(RUNNER, np.random.default_rng(1), MEMBERS)
    run_body(stretch, many, RUNNER)


def main() -> None:
    """Measure and print."""
    cells = planned_cells(WORKOUT, RUNNER, CELL_S)
    samples = np.linspace(0.0, 1.0, len(cells.duration_s))
    floor_s = MODELS * least_s(lambda: one_pass(samples))
    print(f"{len(samples)} samples; {MODELS} passes of NumPy {floor_s * 1e6:.0f} µs")
    flat_s = least_s(lambda: single(FLAT[0]))
    rows = {
        "one run, flat": flat_s,
        "one run, hills": least_s(lambda: single(HILLS)),
        f"{MEMBERS} members": least_s(ensemble),
        "simulate(), ranges and all": least_s(
            lambda: simulate(WORKOUT, RUNNER, settings=Settings())
        ),
    }
    for name, seconds in rows.items():
        print(
            f"{name:<28}{seconds * 1e3:8.2f} ms  {seconds / floor_s:7.1f} x passes  "
            f"{seconds / flat_s:6.1f} x one run"
        )


if __name__ == "__main__":
    main()
