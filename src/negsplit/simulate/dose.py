"""What a simulated run comes to, with a range for every figure.

Time at 90 % of maximum heart rate and time at 90 % of maximal uptake are kept apart:
by most models the first begins at 82 to 87 % of maximal uptake.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.masks import edges_of
from negsplit.design.dose import HIGH_HR_FRAC, NEAR_VO2MAX_FRAC
from negsplit.physiology.held_time import SHORTEST_BOUT_S

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negsplit.recording import Column
    from negsplit.runner import Runner
    from negsplit.simulate.fold import Table
    from negsplit.simulate.members import Members
    from negsplit.simulate.outcome import Outcome

ENDS_PERCENT = (10.0, 90.0)


@dataclass(frozen=True, slots=True)
class Range:
    """The value for the runner as they are thought to be, and how far others are off.

    The ends are the tenth and the ninetieth percentile of the runners that they could
    be, or the middle itself where that lies further out.
    """

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class PredictedDose:
    """What a run comes to for a runner who is not fully known.

    Parameters
    ----------
    threshold_s : Range
        Held at threshold effort or harder, in bouts of a minute or more.
    high_hr_s : Range
        With heart rate at 90 % of the runner's own maximum and over.
    near_vo2max_s : Range
        With oxygen uptake at 90 % of the maximal and over.
    d_prime_left_m, d_prime_lowest_m : Range
        What is left of D′ at the end, and at its lowest; below zero it cannot be run.
    end_effort_cr10, hardest_cr10 : Range
        Perceived effort where the last step that is not easy ends, and at its highest.
    completion_frac : float
        Share of the members whose D′ never reaches zero, and who could have gone on.
    """

    threshold_s: Range
    high_hr_s: Range
    near_vo2max_s: Range
    d_prime_left_m: Range
    d_prime_lowest_m: Range
    end_effort_cr10: Range
    hardest_cr10: Range
    completion_frac: float


def predicted_dose(likely: Outcome, many: Outcome, runner: Runner) -> PredictedDose:
    """Return the dose of the likeliest runner, with ranges and a chance from many.

    A run is completed if D′ never reaches zero, which decides efforts of up to about
    half an hour, and if it is over before the time for which its speeds can be kept up.
    Neither knows of heat stroke or sore legs. Evidence: heuristic.

    The middle is not the mean over the members: one workout then comes to the same
    minutes on every page, with members or without.
    """
    one, all_of_them = _figures(likely, runner), _figures(many, runner)
    ranges = {name: range_of(all_of_them[name], float(one[name][0])) for name in one}
    chance = completed(many.body.d_prime_m, many.body.spent_frac)
    return PredictedDose(**ranges, completion_frac=chance)


def _figures(found: Outcome, runner: Runner) -> dict[str, Column]:
    """Return the figures of each member, by their names in :class:`PredictedDose`."""
    body, lasting = found.body, found.stretch.duration_s
    return {
        "threshold_s": threshold_seconds(
            body.effort_mps, lasting, found.members, runner
        ),
        "high_hr_s": high_hr_seconds(body.heart_frac, lasting),
        "near_vo2max_s": near_vo2max_seconds(body.uptake_frac, lasting),
        "d_prime_left_m": body.d_prime_m[:, -1],
        "d_prime_lowest_m": body.d_prime_m.min(axis=1),
        "end_effort_cr10": body.effort_cr10[:, found.last_hard],
        "hardest_cr10": body.effort_cr10.max(axis=1),
    }


def completed(d_prime_m: Table, spent_frac: Table) -> float:
    """Return the share of the members who complete a run."""
    lasts = spent_frac[:, -1] <= 1.0
    return float(((d_prime_m.min(axis=1) > 0) & lasts).mean())


def threshold_seconds(
    effort_mps: Table, duration_s: Column, members: Members, runner: Runner
) -> Table:
    """Return every member's time at threshold effort or harder.

    The threshold of a member who is faster than thought is faster as well.
    """
    is_in = effort_mps / members.ability >= runner.threshold_band[0]
    return held_in_bouts(is_in, duration_s)


def held_in_bouts(is_in: NDArray[np.bool_], duration_s: Column) -> Table:
    """Return the time of every row in bouts that count.

    See :mod:`negsplit.physiology.held_time`, of which this is the form for tables.
    """
    rows, columns = is_in.shape
    # A column that is never in keeps the bouts of a row from running into the next.
    padded = np.zeros((rows, columns + 1), dtype=bool)
    padded[:, :-1] = is_in
    start, end = edges_of(padded.ravel())
    lasting = np.tile(np.append(duration_s, 0.0), rows)
    clock = np.concatenate([[0.0], np.cumsum(lasting)])
    bouts_s = clock[end] - clock[start]
    # The clock of all rows together is off by its rounding.
    counted = np.where(bouts_s >= SHORTEST_BOUT_S - 1e-6, bouts_s, 0.0)
    seconds: Table = np.bincount(
        start // (columns + 1), counted.astype(np.float64), minlength=rows
    ).astype(np.float64)
    return seconds


def near_vo2max_seconds(uptake_frac: Table, duration_s: Column) -> Table:
    """Return every member's time at 90 % of maximal oxygen uptake and over."""
    seconds: Table = (uptake_frac >= NEAR_VO2MAX_FRAC) @ duration_s
    return seconds


def high_hr_seconds(heart_frac: Table, duration_s: Column) -> Table:
    """Return every member's time at 90 % of maximum heart rate and over."""
    seconds: Table = (heart_frac >= HIGH_HR_FRAC) @ duration_s
    return seconds


def range_of(values: Table, middle: float) -> Range:
    """Return the range of a figure over the members, around the likeliest."""
    low, high = np.percentile(values, ENDS_PERCENT)
    return Range(min(float(low), middle), middle, max(float(high), middle))
