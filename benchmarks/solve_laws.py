"""Whether solved runs keep their laws, over many runners, goals and lengths.

    .venv/bin/python benchmarks/solve_laws.py

What is printed is what was solved, hold, warm-up and figures; and a runner a little
better holds about as much.
"""

from __future__ import annotations

import numpy as np

from negsplit.athlete import Athlete
from negsplit.errors import InputError
from negsplit.forms.pieces import size
from negsplit.notation import parse, to_text
from negsplit.runner import Runner
from negsplit.simulate.members import drawn
from negsplit.simulate.simulation import MEMBERS, SEED
from negsplit.solve import Solution, solve_hold
from negsplit.solve.question import CELL_S
from negsplit.solve.trial import trial
from negsplit.workout import Distance, Goal, Time

VDOTS = range(10, 91, 4)
GOALS = (Goal.THRESHOLD, Goal.VO2MAX, Goal.BASE)
AMOUNTS = (Distance(8000), Distance(10_000), Distance(14_000), Time(2700), Time(3600))
STEPS = {Distance: 250.0, Time: 60.0}


def is_printed(found: Solution, vdot: float) -> bool:
    """Return whether the design, typed in again, comes to what was solved."""
    runner = Runner.of(Athlete(vdot_ml_kg_min=vdot))
    members = drawn(runner, np.random.default_rng(SEED), MEMBERS)
    typed = parse(to_text(found.design.workout))
    goal = found.design.goal
    again = trial(typed, members, runner, CELL_S).reached(goal).middle
    return (
        found.design.recipe.hold == found.hold
        and found.design.recipe.warm_up == found.warm_up
        and abs(again - found.trial.reached(goal).middle) <= 2
    )


def main() -> None:
    """Measure and print."""
    for goal in GOALS:
        for amount in AMOUNTS:
            lengths: list[float] = []
            refused = unprinted = none = 0
            for vdot in VDOTS:
                try:
                    found = solve_hold(
                        goal, amount, Athlete(vdot_ml_kg_min=float(vdot))
                    )
                except InputError:
                    refused += 1
                    continue
                unprinted += not is_printed(found, float(vdot))
                none += found.hold is None
                lengths.append(0.0 if found.hold is None else size(found.hold))
            steps = np.abs(np.diff(lengths)) / STEPS[type(amount)]
            most = steps.max() if len(steps) else 0.0
            print(
                f"{goal.value:<10} {size(amount):6.0f}: {len(lengths):3} solved, "
                f"{refused:2} refused, {none:2} without a hold, {unprinted} printed "
                f"otherwise; at most {most:.0f} steps apart at 4 points of VDOT",
                flush=True,
            )


if __name__ == "__main__":
    main()
