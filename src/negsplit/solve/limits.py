"""What a solved run must respect, each limit under a name that the runner is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.design.design import HARD_LIMIT_M, WARM_UP_S
from negsplit.errors import InputError
from negsplit.workout import Goal

if TYPE_CHECKING:
    from negsplit.solve.trial import Drawing, Stamina

# Challenging but completable: nine members in ten complete it, and the middle one
# keeps a fifth of D′, for the hill or the wind that no plan knows. Both inferred.
LEAST_CHANCE_FRAC = 0.90
LEAST_D_PRIME_FRAC = 0.20
# Daniels keeps a steady tempo run to about 20 minutes.
LONGEST_THRESHOLD_S = 1200.0
# A controlled build: the article's own steepest stretch takes 15 s/km off 4:15 within
# two kilometres, 0.7 % a minute; twice that is taken for the most, inferred.
STEEPEST_PER_MIN = 0.014
# Base training: one to two miles hard at most, and a quarter of the run as in the
# article's own short and long form.
HARD_SHARE = 0.25
WARM_UP = "warm-up"


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds on a solved run; the defaults are negsplit's.

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
    steepest_per_min : float
        Most that the pace may gain in a minute of the build, as a fraction of it.
    hard_m, hard_share : float
        Longest hard part in base training; in metres, and as a share of the run.
    """

    chance_frac: float = LEAST_CHANCE_FRAC
    d_prime_frac: float = LEAST_D_PRIME_FRAC
    warm_up_s: float = WARM_UP_S
    threshold_s: float = LONGEST_THRESHOLD_S
    steepest_per_min: float = STEEPEST_PER_MIN
    hard_m: float = HARD_LIMIT_M
    hard_share: float = HARD_SHARE

    def __post_init__(self) -> None:
        for name, value in (
            ("chance of completing", self.chance_frac),
            ("share of D′", self.d_prime_frac),
            ("hard share", self.hard_share),
        ):
            if not 0 <= value <= 1:
                raise InputError(f"{name} {value:g} must lie between 0 and 1")

    def broken_by_plan(self, drawn: Drawing, goal: Goal) -> tuple[str, ...]:
        """Return the names of the limits that a plan does not keep, whoever runs it."""
        hard_m = min(self.hard_m, self.hard_share * drawn.distance_m)
        checks = {
            WARM_UP: drawn.gentle_s >= self.warm_up_s,
            "never slower": drawn.is_monotone,
            "controlled build": drawn.steepest_per_s * 60 <= self.steepest_per_min,
            "longest steady threshold running": (
                goal is not Goal.THRESHOLD or drawn.finish_s <= self.threshold_s
            ),
            # A metre is the rounding of the cells.
            "hard part in base training": (
                goal is not Goal.BASE or drawn.hard_m <= hard_m + 1
            ),
        }
        return tuple(name for name, kept in checks.items() if not kept)

    def broken_by_run(self, found: Stamina) -> tuple[str, ...]:
        """Return the names of the limits that the runners do not keep."""
        checks = {
            "chance of completing": found.completion_frac >= self.chance_frac,
            "D′ in reserve": found.d_prime_left_frac >= self.d_prime_frac,
        }
        return tuple(name for name, kept in checks.items() if not kept)
