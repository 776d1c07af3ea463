"""Fit the constants of race prediction to what was published of 797 runners.

    .venv/bin/python benchmarks/prediction_fit.py

The runners' times themselves are not at hand. Published are quantiles of three of their
exponents, and the errors of five formulas for each distance in turn left out. Every
formula is linear in log times, so its errors follow from the means and covariances of
the four log times; these are what is sought. First all nine are fitted, which shows how
well any rule could do; then the three exponents and two spreads of the model, which
must do as well.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.optimize import least_squares
from scipy.stats import norm

from negsplit.physiology.prediction import RACE_SPREAD
from negsplit.physiology.race_formulas import cameron

Array = npt.NDArray[np.float64]
# A rule for one distance: weights of the four log times, a constant.
Rule = tuple[Array, float]

NAMES = ("5 km", "10 km", "half", "full")
METRES = np.array([5000.0, 10_000.0, 21_097.5, 42_195.0])
X = np.log(METRES)
NEAREST = (1, 0, 3, 2)
# Mean absolute errors in %, by distance left out, as published.
RIDGE_ERRORS = (3.01, 2.16, 2.96, 3.48)
POWER_ERRORS = (3.79, 2.15, 3.05, 4.54)
MEAN_108_ERRORS = (3.29, 2.32, 2.69, 3.96)
NEAREST_106_ERRORS = (3.10, 2.99, 5.28, 4.93)
CAMERON_ERRORS = (3.13, 3.01, 3.98, 3.79)
NEAREST_106_BIAS = -4.3  # of the marathon
# Tenth and ninetieth percentile of the first rule's errors.
RIDGE_ENDS = ((-5.3, 4.2), (-3.6, 3.5), (-1.4, 5.7), (-7.7, 3.0))
# Exponents at 5, 25, 50, 75 and 95 % of the runners.
EXPONENTS = {
    (0, 3): (1.050, 1.072, 1.090, 1.109, 1.140),
    (2, 3): (1.023, 1.087, 1.123, 1.166, 1.229),
    (0, 1): (1.006, 1.047, 1.079, 1.113, 1.182),
}
EXPONENT_Z = norm.ppf((0.05, 0.25, 0.5, 0.75, 0.95))
# Standard errors in a sample of 797: of a mean error of 3 %, of its tenth percentile
# and bias, and of a quantile in units of the spread.
MAE_SE, BIAS_SE, END_SE, QUANTILE_SE = 0.12, 0.2, 0.22, 0.06


def ridge(left: int, prior: float, penalty: float) -> Rule:
    """Return the line through the other three, its slope pulled to a prior."""
    others = [i for i in range(4) if i != left]
    middle = X[others].mean()
    reach = (X[left] - middle) / (((X[others] - middle) ** 2).sum() + penalty)
    weights = np.zeros(4)
    weights[others] = 1 / 3 + reach * (X[others] - middle)
    return weights, penalty * prior * reach


def mean_of_others(left: int, exponent: float) -> Rule:
    """Return the geometric mean of three predictions by one exponent."""
    weights = (np.arange(4) != left) / 3
    return weights, exponent * (X[left] - weights @ X)


def from_nearest(left: int, constant: Callable[[float, float], float]) -> Rule:
    """Return a prediction from the nearest distance alone."""
    near = NEAREST[left]
    return (np.arange(4) == near).astype(float), constant(METRES[near], METRES[left])


def by_106(from_m: float, to_m: float) -> float:
    """Return Riegel's step in log time."""
    return 1.06 * float(np.log(to_m / from_m))


def by_cameron(from_m: float, to_m: float) -> float:
    """Return Cameron's step in log time."""
    return float(np.log(cameron(from_m, 1.0, to_m)))


def errors_of(rule: Rule, left: int, mean: Array, spread: Array) -> tuple[float, float]:
    """Return the mean and the standard deviation of a rule's errors, in %."""
    difference = rule[0] - (np.arange(4) == left)
    bias = difference @ mean + rule[1]
    return 100 * float(bias), 100 * float(np.sqrt(difference @ spread @ difference))


def mean_absolute(bias: float, sd: float) -> float:
    """Return the mean absolute value of a normal distribution."""
    tail = sd * np.sqrt(2 / np.pi) * np.exp(-((bias / sd) ** 2) / 2)
    return float(tail + bias * (1 - 2 * norm.cdf(-bias / sd)))


def misfits(mean: Array, spread: Array) -> list[float]:
    """Return how far every published figure is missed, in standard errors."""
    found = []
    for left in range(4):
        rows = (
            (ridge(left, 1.09, 2.0), RIDGE_ERRORS),
            (ridge(left, 0.0, 0.0), POWER_ERRORS),
            (mean_of_others(left, 1.08), MEAN_108_ERRORS),
            (from_nearest(left, by_106), NEAREST_106_ERRORS),
            (from_nearest(left, by_cameron), CAMERON_ERRORS),
        )
        for rule, published in rows:
            error = mean_absolute(*errors_of(rule, left, mean, spread))
            found.append((error - published[left]) / MAE_SE)
        bias, sd = errors_of(rows[0][0], left, mean, spread)
        for end, z in zip(RIDGE_ENDS[left], (-1.2816, 1.2816), strict=True):
            found.append((bias + z * sd - end) / END_SE)
    bias, _ = errors_of(from_nearest(3, by_106), 3, mean, spread)
    return [
        *found,
        (bias - NEAREST_106_BIAS) / BIAS_SE,
        *exponent_misfits(mean, spread),
    ]


def exponent_misfits(mean: Array, spread: Array) -> list[float]:
    """Return how far the quantiles of the exponents are missed."""
    found: list[float] = []
    for (a, b), quantiles in EXPONENTS.items():
        sd = np.sqrt(spread[a, a] + spread[b, b] - 2 * spread[a, b])
        reached = (mean[b] - mean[a] + EXPONENT_Z * sd) / (X[b] - X[a])
        unit = QUANTILE_SE * sd / (X[b] - X[a])
        found.extend((reached - np.array(quantiles)) / unit)
    return found


def free(parameters: Array) -> tuple[Array, Array]:
    """Return any mean and any covariance, both relative to 5 km."""
    lower = np.zeros((3, 3))
    lower[np.tril_indices(3)] = parameters[3:9]
    spread = np.zeros((4, 4))
    spread[1:, 1:] = lower @ lower.T
    return np.array([0.0, *parameters[:3]]), spread


def walking(parameters: Array) -> tuple[Array, Array]:
    """Return the mean and the covariance of a walk with the luck of each race."""
    near, far = np.exp(2 * parameters[3:5])
    way = near * (np.minimum(X, X[2]) - X[0]) + far * np.maximum(X - X[2], 0)
    spread = np.minimum.outer(way, way) + RACE_SPREAD**2 * np.eye(4)
    return np.array([0.0, *parameters[:3]]), spread


def fitted(
    shape: Callable[[Array], tuple[Array, Array]], start: list[float]
) -> tuple[Array, float]:
    """Return the parameters that miss the published figures least."""

    def missed(parameters: Array) -> list[float]:
        return misfits(*shape(parameters))

    found = least_squares(missed, start, loss="soft_l1")
    return found.x, float(found.cost)


def expected_errors(
    model: tuple[Array, Array], truth: tuple[Array, Array]
) -> list[tuple[float, float]]:
    """Return a model's errors in a population, and the share of its 80 % intervals."""
    found = []
    for left in range(4):
        others = [i for i in range(4) if i != left]
        flat = model[1] + 100.0  # any ability
        weights = np.zeros(4)
        weights[others] = np.linalg.solve(
            flat[np.ix_(others, others)], flat[others, left]
        )
        weights /= weights.sum()
        rule = weights, float(model[0][left] - weights @ model[0])
        _, claimed = errors_of(rule, left, *model)
        bias, sd = errors_of(rule, left, *truth)
        below, above = (norm.cdf((z * claimed - bias) / sd) for z in (-1.2816, 1.2816))
        found.append((mean_absolute(bias, sd), float(above - below)))
    return found


def main() -> None:
    """Fit and print."""
    steps = [0.75, 1.55, 2.33]
    anything, least = fitted(free, [*steps, *([0.03] * 6)])
    walk, cost = fitted(walking, [*steps, np.log(0.03), np.log(0.04)])
    print(f"misfit with nine free numbers {least:.1f}, with five {cost:.1f}")
    exponents = np.diff([0.0, *walk[:3]]) / np.diff(X)
    print("exponents", exponents.round(4), "walks", np.exp(walk[3:]).round(4))
    truth = free(anything)
    for name, shape, parameters in (("best", free, anything), ("ours", walking, walk)):
        print(f"expected of {name}:", end="")
        rows = expected_errors(shape(parameters), truth)
        for distance, (error, held) in zip(NAMES, rows, strict=True):
            print(f"  {distance} {error:.2f} % ({100 * held:.0f} % held)", end="")
        print()


if __name__ == "__main__":
    main()
