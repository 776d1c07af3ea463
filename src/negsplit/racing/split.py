r"""How much faster the second half should be, for who is not sure of their day.

Nobody knows at the start what they can do today. Who starts faster than that pays more
in the second half than who starts slower gives away, because endurance falls steeply
with speed: a speed :math:`q` times the one that can be held for the whole distance can
be held for :math:`q^{-p}` of the time, with :math:`p` from Riegel's exponent [1]_. By
half-way the runner has felt the day, and uses what is left evenly; who has used too
much runs at the pace of those who hit the wall [2]_. That first half is chosen for
which the *expected* finish is earliest.

Evidence: heuristic. The exponent and the wall are published; that the day is known at
half-way is ours, and kind: who notices later should start slower still.

References
----------
.. [1] P. S. Riegel, Athletic records and human endurance. *American Scientist* 69,
   1981, 285-290. As reproduced.
.. [2] B. Smyth, How recreational marathon runners hit the wall. *PLoS ONE* 16, 2021,
   e0251513. As reproduced.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import erfc, exp, log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from negsplit.errors import InputError
from negsplit.physiology.daniels import check_range

if TYPE_CHECKING:
    from negsplit.recording import Column

# Time grows with distance to this power, so that the time for which a speed can be held
# falls with it to the power of 17.7.
RIEGEL = 1.06
POWER = RIEGEL / (RIEGEL - 1)
# Who hits the wall runs the rest 37 (women) to 40 % (men) slower than before [2]_; from
# 25 % on it is called one.
WALL_SLOWER_FRAC, WALL_FROM_FRAC = 0.385, 0.25
# Splits that are tried: from even to a second half that takes 4 % less time, which is
# more than coaches set (inferred).
MOST_SPLIT_FRAC = 0.04
STEP_FRAC = 0.0005
# Surer, or less sure, no interval of races is known. Inferred.
CHANCES = (0.05, 0.95)
# Finishes are solved to this. [s]
CLOSE_S = 0.5
# Days over which a finish is averaged, out to four standard deviations.
DAYS = 161


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a plan comes to, over the days that may be.

    Parameters
    ----------
    split_frac : float
        How much less time the second half is planned to take than the first.
    expected_s : float
        Mean finish. [s]
    wall_frac : float
        How likely the second half is to be a quarter slower than the first, or more.
    """

    split_frac: float
    expected_s: float
    wall_frac: float


@dataclass(frozen=True, slots=True)
class Ability:
    """What a runner can do over a race, and how sure that is.

    Parameters
    ----------
    finish_s : float
        The likeliest finish at even effort, on this course and in this weather. [s]
    spread_log : float
        Standard deviation of its logarithm.
    half_share : float
        How much of the effort of the course lies before half-way: more than a half
        where the hills come early.
    """

    finish_s: float
    spread_log: float
    half_share: float = 0.5

    def __post_init__(self) -> None:
        if not (self.finish_s > 0 and 0 < self.spread_log < 0.5):
            raise InputError(
                f"a finish in {self.finish_s:g} s give or take {self.spread_log:.0%} "
                "cannot be planned"
            )
        if not 0.3 < self.half_share < 0.7:
            raise InputError(
                f"{self.half_share:.0%} of the effort of this course lie before "
                "half-way; check its altitude"
            )

    def outcome(self, split_frac: float, pace_frac: float = 1.0) -> Outcome:
        """Return what a plan comes to on the days that may be.

        Parameters
        ----------
        split_frac : float
            Its split.
        pace_frac : float
            Its finish over the likeliest one.
        """
        finishes_s, slower = self._days(split_frac, pace_frac)
        _, weights = _days()
        is_wall = (slower > WALL_FROM_FRAC).astype(float)
        return Outcome(
            split_frac, float(weights @ finishes_s), float(weights @ is_wall)
        )

    def chance_of(self, target_s: float, split_frac: float) -> float:
        """Return how likely a finish in a time is, planned for it and with a split."""
        finishes_s, _ = self._days(split_frac, target_s / self.finish_s)
        nodes, _ = _days()
        # On a better day the finish is earlier: the chance is that of the day that
        # just does, or a better one.
        if finishes_s[-1] > target_s:
            return 0.0
        falling = np.minimum.accumulate(finishes_s)
        needed = float(np.interp(-target_s, -falling, nodes))
        return 0.5 * erfc(needed / sqrt(2))

    def fair_finish(self) -> float:
        """Return the finish to expect of who plans for it, with its best split."""
        finish_s = self.finish_s
        while True:
            expected_s = best_split(self, finish_s / self.finish_s).expected_s
            if abs(expected_s - finish_s) < CLOSE_S:
                return expected_s
            finish_s = expected_s

    def time_for(self, chance: float) -> float:
        """Return the finish that is reached with a chance, by its own best split.

        Parameters
        ----------
        chance : float
            From 0.05 to 0.95.
        """
        check_range("chance", chance, CHANCES)
        low_s, high_s = (
            self.finish_s * exp(sign * 3 * self.spread_log) for sign in (-1, 1)
        )
        while high_s - low_s > CLOSE_S:
            middle_s = (low_s + high_s) / 2
            split = best_split(self, middle_s / self.finish_s).split_frac
            if self.chance_of(middle_s, split) < chance:
                low_s = middle_s
            else:
                high_s = middle_s
        return high_s

    def first_speed(self, split_frac: float, pace_frac: float = 1.0) -> float:
        """Return the speed of the first half, over that of even effort on a usual day.

        Both halves together take the planned time.
        """
        share = self.half_share
        # Times of the halves are as 1 to 1 - split where the course is even, and as
        # their efforts ask for where it is not.
        second = (1 - split_frac) * (1 - share) / share
        first_time = 1 / (1 + second)
        return share / (first_time * pace_frac)

    def _days(self, split_frac: float, pace_frac: float) -> tuple[Column, Column]:
        """Return the finish of each day, and how much slower the second half is."""
        able = np.exp(self.spread_log * _days()[0])
        first = self.first_speed(split_frac, pace_frac)
        share, power = self.half_share, POWER - 1
        used = share * (first / able) ** power
        left = np.maximum(1 - used, 0.0) / (1 - share)
        # Nobody is slower than at the wall; even a tired runner gets home.
        floor = first / (1 + WALL_SLOWER_FRAC)
        second = np.maximum(able * left ** (1 / power), floor)
        finishes_s = self.finish_s * (share / first + (1 - share) / second)
        return finishes_s, first / second - 1


def best_split(ability: Ability, pace_frac: float = 1.0) -> Outcome:
    """Return the split whose expected finish is earliest.

    Parameters
    ----------
    ability : Ability
        Of the runner, on the course.
    pace_frac : float
        The planned finish over the likeliest one; 1 where none is asked for.
    """
    count = round(MOST_SPLIT_FRAC / STEP_FRAC) + 1
    tried = np.linspace(0.0, MOST_SPLIT_FRAC, count).tolist()
    outcomes = [ability.outcome(frac, pace_frac) for frac in tried]
    return min(outcomes, key=lambda outcome: outcome.expected_s)


def spread_of(low_s: float, high_s: float) -> float:
    """Return the standard deviation of log time of an interval for four in five."""
    return log(high_s / low_s) / 2 / 1.2816


@cache
def _days() -> tuple[Column, Column]:
    """Return days in standard deviations of ability, and how likely each is.

    In equal steps: the wall is a kink, over which polynomials would not integrate well.
    """
    nodes = np.linspace(-4.0, 4.0, DAYS)
    weights = np.exp(-(nodes**2) / 2)
    return nodes, weights / weights.sum()
