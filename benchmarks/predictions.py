"""How well races are predicted from each other: a real runner, and runners to order.

    .venv/bin/python benchmarks/predictions.py

One runner's bests over five distances: each is left out and predicted from the other
four by every model. Models of one race give the geometric mean of four predictions.
Nothing is fitted to this runner.

Then runners made to order, whose log times have the means and covariances that the
published exponents and errors of 797 runners imply (``prediction_fit.py``), with tails
as long as Student's with eight degrees of freedom: how often the 80 % interval holds,
from one, two and three other races.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
from prediction_fit import METRES, NAMES, Array, fitted, free

from negsplit.physiology.critical_speed import critical_speed
from negsplit.physiology.daniels import calculator_race_time, vdot
from negsplit.physiology.least_squares import line_fit
from negsplit.physiology.log_law import log_law, log_law_time
from negsplit.physiology.prediction import predict
from negsplit.physiology.race_formulas import (
    cameron,
    marathon_by_weekly_distance,
    riegel,
)
from negsplit.units import HALF_MARATHON_M, MARATHON_M, MILE_M

RaceTime = tuple[float, float]
Model = Callable[[Sequence[RaceTime], float], float]

BESTS: tuple[RaceTime, ...] = (
    (1500.0, 265.0),
    (5000.0, 961.0),
    (10_000.0, 2024.0),
    (HALF_MARATHON_M, 4349.0),
    (MARATHON_M, 9615.0),
)
# The distances that a line of distance over time describes.
LONGEST_TRIAL_M = 10_000.0
# What the study's runners ran, as the published comparison assumed.
WEEKLY_M = 45 * MILE_M
RUNNERS, FREEDOM, SEED = 20_000, 8, 20261122
# An intermediate runner; any other gives the same shares.
SPEED_5K_MPS = 4.2


def from_each(step: Callable[[float, float, float], float]) -> Model:
    """Return the geometric mean of predictions from each race."""

    def model(races: Sequence[RaceTime], target_m: float) -> float:
        logs = [math.log(step(d, t, target_m)) for d, t in races]
        return math.exp(sum(logs) / len(logs))

    return model


def by_exponent(exponent: float) -> Model:
    """Return Riegel's model with an exponent."""
    return from_each(lambda d, t, target_m: riegel(d, t, target_m, exponent))


def power_law(races: Sequence[RaceTime], target_m: float) -> float:
    """Return the time by a line through log times."""
    line = line_fit([math.log(d) for d, _ in races], [math.log(t) for _, t in races])
    return math.exp(line.offset + line.slope * math.log(target_m))


def ridge(races: Sequence[RaceTime], target_m: float) -> float:
    """Return the time by that line, its slope pulled to 1.09 by a penalty of 2."""
    x = [math.log(d) for d, _ in races]
    y = [math.log(t) for _, t in races]
    middle = sum(x) / len(x)
    sxx = sum((a - middle) ** 2 for a in x)
    sxy = sum((a - middle) * b for a, b in zip(x, y, strict=True))
    slope = (sxy + 2 * 1.09) / (sxx + 2)
    return math.exp(sum(y) / len(y) + slope * (math.log(target_m) - middle))


def by_critical_speed(races: Sequence[RaceTime], target_m: float) -> float:
    """Return the time by critical speed and D′ of the races up to 10 km."""
    found = critical_speed([race for race in races if race[0] <= LONGEST_TRIAL_M])
    return (target_m - found.d_prime_m) / found.critical_speed_mps


def by_weekly_distance(races: Sequence[RaceTime], target_m: float) -> float:
    """Return the time by weekly distance, which knows the marathon only."""
    if target_m != MARATHON_M:
        return math.nan
    return marathon_by_weekly_distance(races, WEEKLY_M)


MODELS: dict[str, Model] = {
    "this program": lambda races, target_m: predict(races, target_m).duration_s,
    "Riegel 1.06": by_exponent(1.06),
    "Riegel 1.07": by_exponent(1.07),
    "Riegel 1.08": by_exponent(1.08),
    "Cameron": from_each(cameron),
    "VDOT": from_each(
        lambda d, t, target_m: calculator_race_time(target_m, vdot(d, t))
    ),
    "logarithmic law": lambda races, target_m: log_law_time(log_law(races), target_m),
    "power law": power_law,
    "line to 1.09": ridge,
    "critical speed": by_critical_speed,
    "weekly 45 miles": by_weekly_distance,
}


def real_runner() -> None:
    """Print every model's errors for one runner."""
    heads = ("1500 m", *NAMES, "mean |.|")
    print(f"{'error in %':<16}" + "".join(f"{head:>9}" for head in heads))
    for name, model in MODELS.items():
        errors = []
        for distance_m, duration_s in BESTS:
            others = [race for race in BESTS if race[0] != distance_m]
            errors.append(100 * (model(others, distance_m) / duration_s - 1))
        known = [abs(error) for error in errors if not math.isnan(error)]
        cells = "".join("        -" if math.isnan(e) else f"{e:9.2f}" for e in errors)
        print(f"{name:<16}{cells}{sum(known) / len(known):9.2f}")


def made_to_order() -> Array:
    """Return log times of runners, one row each, over the four distances."""
    means, spread = free(fitted(free, [0.75, 1.55, 2.33, *([0.03] * 6)])[0])
    generator = np.random.default_rng(SEED)
    normal = generator.multivariate_normal(means[1:], spread[1:, 1:], RUNNERS)
    chi = generator.chisquare(FREEDOM, (RUNNERS, 1)) / (FREEDOM - 2)
    departures = (normal - means[1:]) / np.sqrt(chi)
    start = np.full((RUNNERS, 1), math.log(METRES[0] / SPEED_5K_MPS))
    return np.hstack([start, start + means[1:] + departures])


def shares_held(log_s: Array) -> None:
    """Print how often the interval holds, and the mean error, by races known."""
    for count in (1, 2, 3):
        print(f"{count} of the other races known: interval holds, mean error")
        for left, name in enumerate(NAMES):
            others = [i for i in range(len(NAMES)) if i != left]
            cells = []
            for known in combinations(others, count):
                held, error = judged(log_s, known, left)
                label = "+".join(NAMES[i] for i in known)
                cells.append(f"{label} {100 * held:.0f} % {error:.2f} %")
            print(f"  {name:<6}" + ";  ".join(cells))


def judged(log_s: Array, known: tuple[int, ...], left: int) -> tuple[float, float]:
    """Return the share within the interval, and the mean absolute error in %.

    A prediction is linear in log times, so that a few of them give all the rest.
    """
    base = log_s.mean(axis=0)

    def asked(shift: Sequence[float]) -> tuple[float, float]:
        races = [
            (float(METRES[i]), math.exp(base[i] + by))
            for i, by in zip(known, shift, strict=True)
        ]
        found = predict(races, float(METRES[left]))
        return math.log(found.duration_s), math.log(found.high_s / found.duration_s)

    middle, reach = asked([0.0] * len(known))
    slopes = [asked(row)[0] - middle for row in np.eye(len(known)).tolist()]
    predicted = middle + (log_s - base)[:, list(known)] @ np.array(slopes)
    missed = predicted - log_s[:, left]
    held = float(np.mean(np.abs(missed) <= reach))
    return held, 100 * float(np.mean(np.abs(np.expm1(missed))))


def main() -> None:
    """Measure and print."""
    real_runner()
    print()
    shares_held(made_to_order())


if __name__ == "__main__":
    main()
