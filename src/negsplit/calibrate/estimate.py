"""A number about a runner, how sure it is, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

# Nothing of a runner is concluded from fewer runs than this.
FEWEST_RUNS = 3


class Basis(Enum):
    """Where a number comes from."""

    MEASURED = "measured"
    GIVEN = "given"
    POPULATION = "population"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its standard error and the number of runs behind it.

    The unit is in the name of the field that holds it. ``error`` is ``None`` where
    nobody can say, as for a number that was given.
    """

    value: float
    error: float | None
    runs: int
    basis: Basis


def given(value: float) -> Estimate:
    """Return a number that the runner stated."""
    return Estimate(value, None, 0, Basis.GIVEN)


def of_population(value: float, spread: float) -> Estimate:
    """Return what holds for runners in general, with how much they differ."""
    return Estimate(value, spread, 0, Basis.POPULATION)
