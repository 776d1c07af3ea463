"""Who a plan is for, as far as it changes what a week may ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.planning.form_today import form_today

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.planning.season import Recent

# Half an hour without walking is where the NHS's Couch to 5K ends; who runs less than
# 90 min a week has hardly more behind them. Fast runners have, whatever they ran of
# late.
NOVICE_LONGEST_S, NOVICE_WEEK_S, NOVICE_5K_S = 30 * 60.0, 90 * 60.0, 23 * 60.0
# Who says nothing of their running and is as slow as this is treated as a novice.
UNKNOWN_NOVICE_5K_S = 34 * 60.0
# Friel (Fast After 50) has 48 to 72 hours between hard sessions from about fifty on.
MASTER_YEARS = 50.0
FIVE_K_M = 5000.0
# How a novice's running begins: up to how long the longest run was, minutes of running
# and of walking by turns. Couch to 5K's own steps, rounded.
WALK_RUN_MIN: tuple[tuple[float, float, float], ...] = (
    (8.0, 1.0, 1.5),
    (15.0, 2.0, 1.5),
    (22.0, 4.0, 1.0),
    (30.0, 8.0, 1.0),
)


@dataclass(frozen=True, slots=True)
class Trainee:
    """What a runner's age and past allow.

    Parameters
    ----------
    is_novice : bool
        Whether running is new: nothing fast at first.
    longest_s : float, optional
        The longest run lately. [s]
    is_master : bool
        Whether hard days need two easy ones between.
    knows_pace : bool
        Whether paces are known; else everything is by effort.
    """

    is_novice: bool = False
    longest_s: float | None = None
    is_master: bool = False
    knows_pace: bool = True

    def walk_run_stage(self) -> int:
        """Return the row of :data:`WALK_RUN_MIN` that running begins at."""
        if not self.is_novice:
            return len(WALK_RUN_MIN)
        longest_min = (self.longest_s or 0.0) / 60
        return sum(most <= longest_min for most, *_ in WALK_RUN_MIN)


def trainee_of(athlete: Athlete, recent: Recent) -> Trainee:
    """Return what a runner's age and past allow."""
    knows_pace = bool(athlete.races) or athlete.vdot_ml_kg_min is not None
    age = athlete.age_years
    return Trainee(
        _is_novice(athlete, recent, knows_pace=knows_pace),
        recent.longest_s,
        age is not None and age >= MASTER_YEARS,
        knows_pace,
    )


def _is_novice(athlete: Athlete, recent: Recent, *, knows_pace: bool) -> bool:
    now_s = form_today(athlete, FIVE_K_M).duration_s if knows_pace else None
    if recent.longest_s is None and recent.weekly_s is None:
        return now_s is None or now_s >= UNKNOWN_NOVICE_5K_S
    if now_s is not None and now_s < NOVICE_5K_S:
        return False
    is_short = recent.longest_s is not None and recent.longest_s < NOVICE_LONGEST_S
    is_little = recent.weekly_s is not None and recent.weekly_s < NOVICE_WEEK_S
    return is_short or is_little
