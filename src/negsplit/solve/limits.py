"""What a hold must respect, each limit under a name that the runner is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.design.design import WARM_UP_S
from negsplit.errors import InputError
from negsplit.workout import Goal

if TYPE_CHECKING:
    from negsplit.solve.trial import Trial

# Challenging but completable: nine members in ten complete it, and the middle one
# keeps a fifth of D′, for the hill or the wind that no plan knows. Both inferred.
LEAST_CHANCE_FRAC = 0.90
LEAST_D_PRIME_FRAC = 0.20
# Daniels keeps a steady tempo run to about 20 minutes.
LONGEST_THRESHOLD_S = 1200.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds on a hold; the defaults are negsplit's.

    Parameters
    ----------
    chance_frac : float
        Least share of the members who complete the run.
    d_prime_frac : float
        Least share of D′ that the middle member has left at any time.
    warm_up_s : float
        Least time below marathon effort.
    threshold_s : float
        Longest hold at threshold pace.
    """

    chance_frac: float = LEAST_CHANCE_FRAC
    d_prime_frac: float = LEAST_D_PRIME_FRAC
    warm_up_s: float = WARM_UP_S
    threshold_s: float = LONGEST_THRESHOLD_S

    def __post_init__(self) -> None:
        for name, value in (
            ("chance of completing", self.chance_frac),
            ("share of D′", self.d_prime_frac),
        ):
            if not 0 <= value <= 1:
                raise InputError(f"{name} {value:g} must lie between 0 and 1")

    def broken(self, found: Trial, goal: Goal, hold_s: float) -> tuple[str, ...]:
        """Return the names of the limits that a trial does not keep."""
        checks = {
            "chance of completing": found.dose.completion_frac >= self.chance_frac,
            "D′ in reserve": found.d_prime_left_frac >= self.d_prime_frac,
            "warm-up": found.gentle_s >= self.warm_up_s,
            "longest steady threshold running": (
                goal is not Goal.THRESHOLD or hold_s <= self.threshold_s
            ),
        }
        return tuple(name for name, kept in checks.items() if not kept)
