"""What a simulated run comes to, with a range for every figure.

Time at 90 % of maximum heart rate and time at 90 % of maximal uptake are kept apart:
by most models the first begins at 82 to 87 % of maximal uptake.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.design.dose import HIGH_HR_FRAC, NEAR_VO2MAX_FRAC

if TYPE_CHECKING:
    from negsplit.runner import Runner
    from negsplit.simulate.body import Body
    from negsplit.simulate.fold import Table
    from negsplit.simulate.members import Members
    from negsplit.simulate.terrain import Stretch

RANGE_PERCENT = (10.0, 50.0, 90.0)


@dataclass(frozen=True, slots=True)
class Range:
    """One member in ten lies below the low end, one in ten above the high end."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class PredictedDose:
    """What a run comes to for a runner who is not fully known.

    Parameters
    ----------
    threshold_s : Range
        At threshold effort, between half-marathon and 10 km race pace.
    high_hr_s : Range
        With heart rate at 90 % of the runner's own maximum and over.
    near_vo2max_s : Range
        With oxygen uptake at 90 % of the maximal and over.
    d_prime_left_m, d_prime_lowest_m : Range
        What is left of D′ at the end, and at its lowest; below zero it cannot be run.
    end_effort_cr10, hardest_cr10 : Range
        Perceived effort where the last step that is not easy ends, and at its highest.
    completion_frac : float
        Share of the members whose D′ never reaches zero.
    """

    threshold_s: Range
    high_hr_s: Range
    near_vo2max_s: Range
    d_prime_left_m: Range
    d_prime_lowest_m: Range
    end_effort_cr10: Range
    hardest_cr10: Range
    completion_frac: float


def predicted_dose(
    stretch: Stretch, body: Body, members: Members, runner: Runner, last_hard: int
) -> PredictedDose:
    """Return the dose of all members.

    That a run is completed if D′ never reaches zero holds for efforts that critical
    speed decides, of up to about half an hour. It knows nothing of fuel, heat stroke
    or sore legs, so in long runs the chance is an upper bound. Evidence: heuristic.
    """
    slow, fast = runner.threshold_band
    # The threshold of a member who is faster than thought is faster as well.
    relative = body.effort_mps / members.ability
    at_threshold = (relative >= slow) & (relative <= fast)
    lowest = body.d_prime_m.min(axis=1)
    lasting = stretch.duration_s
    return PredictedDose(
        threshold_s=range_of(at_threshold @ lasting),
        high_hr_s=range_of((body.heart_frac >= HIGH_HR_FRAC) @ lasting),
        near_vo2max_s=range_of((body.uptake_frac >= NEAR_VO2MAX_FRAC) @ lasting),
        d_prime_left_m=range_of(body.d_prime_m[:, -1]),
        d_prime_lowest_m=range_of(lowest),
        end_effort_cr10=range_of(body.effort_cr10[:, last_hard]),
        hardest_cr10=range_of(body.effort_cr10.max(axis=1)),
        completion_frac=float((lowest > 0).mean()),
    )


def range_of(values: Table) -> Range:
    """Return the range of a figure over the members."""
    return Range(*(float(v) for v in np.percentile(values, RANGE_PERCENT)))
