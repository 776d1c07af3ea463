"""Repetitions: whether each was faster, the last the fastest, the hill the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.shape import Answer
from negsplit.formats.track import distance_along
from negsplit.verify.steps import is_easy
from negsplit.workout import Distance

if TYPE_CHECKING:
    from negsplit.analysis.splits import Split
    from negsplit.recording import Streams
    from negsplit.verify.steps import StepResult

# Two times this close are the same: a hand on a lap button is no better. Inferred.
SAME_TIME_FRAC = 0.005
# Satellites place a runner within about this; inferred from repeated laps.
SAME_SPOT_M = 20.0
FEWEST_REPS = 3


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition.

    Parameters
    ----------
    number : int
        Which of those that were planned, from 1.
    split : Split
        What was run: time, distance, pace, heart rate.
    recovery_s : float, optional
        From its end to the start of the next that was run, standing included; none
        after the last. [s]
    """

    number: int
    split: Split
    recovery_s: float | None


@dataclass(frozen=True, slots=True)
class Reps:
    """How the repetitions of a session went.

    Parameters
    ----------
    planned : int
        How many were planned.
    run : tuple of Rep
        Those that were run.
    each_faster, last_fastest : Answer, optional
        Whether each was faster than the one before, and the last the fastest; nothing
        where fewer than two were run. Even pace counts as kept, not as lost.
    spot_spread_m : float, optional
        For climbs, how far the ends of the repetitions lie apart. [m]
    same_spot : Answer, optional
        Whether each climb reached the same spot.
    """

    planned: int
    run: tuple[Rep, ...]
    each_faster: Answer | None
    last_fastest: Answer | None
    spot_spread_m: float | None = None
    same_spot: Answer | None = None

    @property
    def speeds_mps(self) -> tuple[float, ...]:
        """Grade-adjusted speed of each repetition that was run, in m/s."""
        return tuple(rep.split.adjusted_mps for rep in self.run)


def reps_of(results: tuple[StepResult, ...], streams: Streams) -> Reps | None:
    """Return how the repetitions went, or nothing if the plan has none.

    Repetitions are work steps of one length, at least three of them, with something
    easy between them. Where there are several lengths, they are those of most steps.
    """
    before_easy = [True, *(is_easy(result.step) for result in results)]
    work = [
        result
        for result, after_easy in zip(results, before_easy, strict=False)
        if after_easy and not is_easy(result.step)
    ]
    if not work:
        return None
    usual, _ = Counter(result.step.length for result in work).most_common(1)[0]
    # The first may follow a step that is not easy, as long as that is another.
    alike = [
        result
        for before, result in zip([None, *results], results, strict=False)
        if result.step.length == usual
        and not is_easy(result.step)
        and (before is None or before.step.length != usual or is_easy(before.step))
    ]
    if len(alike) < FEWEST_REPS:
        return None
    run = _with_recoveries(alike)
    speeds = tuple(rep.split.adjusted_mps for rep in run)
    climbs = [result for result in alike if result.split is not None]
    spread = _spot_spread(climbs, streams) if climbs and _are_climbs(climbs) else None
    several = len(speeds) > 1
    return Reps(
        planned=len(alike),
        run=run,
        each_faster=_each_faster(speeds) if several else None,
        last_fastest=_last_fastest(speeds) if several else None,
        spot_spread_m=spread,
        same_spot=_same_spot(spread),
    )


def _with_recoveries(alike: list[StepResult]) -> tuple[Rep, ...]:
    run = [
        (number, result.split)
        for number, result in enumerate(alike, start=1)
        if result.split is not None
    ]
    starts = [split.start_s for _, split in run[1:]]
    recoveries = [
        start - split.end_s for (_, split), start in zip(run, starts, strict=False)
    ]
    return tuple(
        Rep(number, split, recovery)
        for (number, split), recovery in zip(run, [*recoveries, None], strict=False)
    )


def _each_faster(speeds: tuple[float, ...]) -> Answer:
    kept = [
        after >= before * (1 - SAME_TIME_FRAC) for before, after in pairwise(speeds)
    ]
    if all(kept):
        return Answer.YES
    return Answer.PARTLY if sum(kept) * 2 >= len(kept) else Answer.NO


def _last_fastest(speeds: tuple[float, ...]) -> Answer:
    best = max(speeds[:-1])
    return Answer.YES if speeds[-1] >= best * (1 - SAME_TIME_FRAC) else Answer.NO


def _are_climbs(run: list[StepResult]) -> bool:
    """Return whether the repetitions went uphill: on average by 3 % or more."""
    climbed = sum(result.split.ascent_m or 0.0 for result in run if result.split)
    covered = sum(result.split.distance_m for result in run if result.split)
    timed = not isinstance(run[0].step.length, Distance)
    return timed and climbed >= 0.03 * covered


def _spot_spread(run: list[StepResult], streams: Streams) -> float | None:
    """Return the largest distance of an end of a repetition from their middle."""
    ends = [result.split.end_s for result in run if result.split]
    known = np.isfinite(streams.latitude_deg) & np.isfinite(streams.longitude_deg)
    if not known.any():
        return None
    times = streams.time_s[known]
    places = [int(np.argmin(np.abs(times - end))) for end in ends]
    latitudes = streams.latitude_deg[known][places]
    longitudes = streams.longitude_deg[known][places]
    middle = np.median(latitudes), np.median(longitudes)
    return max(
        float(distance_along(np.array([middle[0], lat]), np.array([middle[1], lon]))[1])
        for lat, lon in zip(latitudes, longitudes, strict=True)
    )


def _same_spot(spread_m: float | None) -> Answer | None:
    if spread_m is None:
        return None
    return Answer.YES if spread_m <= SAME_SPOT_M else Answer.NO
