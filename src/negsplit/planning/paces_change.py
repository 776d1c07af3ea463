"""Paces never change silently: a new race proposes new ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.runner import Runner

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.physiology.training_paces import Profile
    from negsplit.plan import Plan

# Less than this is the luck of a day: the spread of one race is 1.65 %, which is about
# as much of VDOT.
LEAST_CHANGE_FRAC = 0.005


@dataclass(frozen=True, slots=True)
class PacesChange:
    """New paces as a proposal.

    Parameters
    ----------
    before_ml_kg_min, after_ml_kg_min : float
        VDOT. [ml/kg/min]
    before_threshold_mps, after_threshold_mps : float
        Threshold pace, for one. [m/s]
    """

    before_ml_kg_min: float
    after_ml_kg_min: float
    before_threshold_mps: float
    after_threshold_mps: float

    @property
    def key(self) -> str:
        """What the change is called, the same whenever it is proposed again."""
        return f"paces:{self.before_ml_kg_min:.1f}>{self.after_ml_kg_min:.1f}"


def paces_change(
    plan: Plan, before: Athlete | None, after: Athlete, profile: Profile
) -> PacesChange | None:
    """Return the change of paces, if there is one that was not refused already."""
    if before is None:
        return None
    old, new = Runner.of(before, profile), Runner.of(after, profile)
    if old.vdot_ml_kg_min is None:
        return None
    if abs(new.vdot / old.vdot - 1) < LEAST_CHANGE_FRAC:
        return None
    found = PacesChange(
        old.vdot, new.vdot, old.speeds.threshold_mps, new.speeds.threshold_mps
    )
    return None if found.key in plan.refused else found
