"""Easy, moderate and hard minutes, by what the runner could do at the time.

Easy is what conversation is possible at, below moderate effort; hard is tempo and
beyond, where a few words are possible at most. In between lies what is neither: from
moderate to half-marathon effort. The bounds are those of the scale of effort.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.feature_records import SPEED_EDGES_MPS
from negsplit.history.ability import at
from negsplit.physiology.daniels import VDOT_RANGE_ML_KG_MIN
from negsplit.physiology.effort import HALF_MARATHON, MODERATELY_EASY
from negsplit.physiology.training_paces import speed_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from negsplit.history.ability import Ability
    from negsplit.history.past_run import PastRun
    from negsplit.recording import Column

MODERATE_FROM_FRAC = MODERATELY_EASY.below_frac
HARD_FROM_FRAC = HALF_MARATHON.below_frac


@dataclass(frozen=True, slots=True)
class EffortMinutes:
    """Moving time at each effort, by grade-adjusted pace.

    Parameters
    ----------
    easy_s, moderate_s, hard_s : float
        Moving time. [s]
    hard_low_s, hard_high_s : float
        Hard time if VDOT were at the upper and the lower end of its band; where only
        a lower end is known, nobody can say how little of it was hard. [s]
    """

    easy_s: float = 0.0
    moderate_s: float = 0.0
    hard_s: float = 0.0
    hard_low_s: float = 0.0
    hard_high_s: float = 0.0

    @property
    def total_s(self) -> float:
        """All moving time that could be judged."""
        return self.easy_s + self.moderate_s + self.hard_s

    def share(self, seconds: float) -> float:
        """Return seconds as a share of all that could be judged."""
        return seconds / self.total_s if self.total_s else 0.0

    def __add__(self, other: EffortMinutes) -> EffortMinutes:
        return EffortMinutes(
            self.easy_s + other.easy_s,
            self.moderate_s + other.moderate_s,
            self.hard_s + other.hard_s,
            self.hard_low_s + other.hard_low_s,
            self.hard_high_s + other.hard_high_s,
        )


def of_run(run: PastRun, ability: Ability) -> EffortMinutes:
    """Return the minutes of one run, for a runner of an ability."""
    seconds = run.features.speed_seconds
    vdot = ability.vdot_ml_kg_min
    below_moderate = _below(seconds, _speed(MODERATE_FROM_FRAC, vdot))
    below_hard = _below(seconds, _speed(HARD_FROM_FRAC, vdot))
    total = float(seconds.sum())
    high = ability.vdot_high_ml_kg_min
    return EffortMinutes(
        below_moderate,
        below_hard - below_moderate,
        total - below_hard,
        0.0 if high is None else total - _below(seconds, _speed(HARD_FROM_FRAC, high)),
        total - _below(seconds, _speed(HARD_FROM_FRAC, ability.vdot_low_ml_kg_min)),
    )


def of_runs(runs: Iterable[PastRun], abilities: Sequence[Ability]) -> EffortMinutes:
    """Return the minutes of runs, each by the ability of its time."""
    minutes = EffortMinutes()
    for run in runs:
        ability = at(abilities, run.day)
        if ability is not None:
            minutes += of_run(run, ability)
    return minutes


def _speed(intensity_frac: float, vdot_ml_kg_min: float) -> float:
    low, high = VDOT_RANGE_ML_KG_MIN
    return speed_at(intensity_frac, min(max(vdot_ml_kg_min, low), high))


def _below(seconds: Column, speed_mps: float) -> float:
    """Return the seconds below a speed, evenly spread inside its cell."""
    gone = np.concatenate([[0.0], np.cumsum(seconds)])
    return float(np.interp(speed_mps, SPEED_EDGES_MPS, gone))
