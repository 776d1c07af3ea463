"""Repetitions: whether each was faster, the last the fastest, the hill the same."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.shape import Answer
from negsplit.formats.track import distance_along
from negsplit.workout import Distance

if TYPE_CHECKING:
    from negsplit.recording import Streams
    from negsplit.verify.steps import StepResult

# Two times this close are the same: a hand on a lap button is no better. Inferred.
SAME_TIME_FRAC = 0.005
# Satellites place a runner within about this; inferred from repeated laps.
SAME_SPOT_M = 20.0
FEWEST_REPS = 3


@dataclass(frozen=True, slots=True)
class Reps:
    """How the repetitions of a session went.

    Parameters
    ----------
    speeds_mps : tuple of float
        Grade-adjusted speed of each repetition. [m/s]
    each_faster, last_fastest : Answer
        Whether each was faster than the one before, and the last the fastest.
        Even pace counts as kept, not as lost.
    spot_spread_m : float, optional
        For climbs, how far the ends of the repetitions lie apart. [m]
    same_spot : Answer, optional
        Whether each climb reached the same spot.
    """

    speeds_mps: tuple[float, ...]
    each_faster: Answer
    last_fastest: Answer
    spot_spread_m: float | None = None
    same_spot: Answer | None = None


def reps_of(results: tuple[StepResult, ...], streams: Streams) -> Reps | None:
    """Return how the repetitions went, or nothing if the plan has none.

    Repetitions are work steps of one length, at least three of them, with something
    easy between them.
    """
    before_easy = [True, *(result.step.purpose.is_easy for result in results)]
    work = [
        result
        for result, after_easy in zip(results, before_easy, strict=False)
        if after_easy and not result.step.purpose.is_easy
    ]
    lengths = {result.step.length for result in work}
    run = [result for result in work if result.split is not None]
    if len(lengths) != 1 or len(run) < FEWEST_REPS:
        return None
    speeds = tuple(result.split.adjusted_mps for result in run if result.split)
    spread = _spot_spread(run, streams) if _are_climbs(run) else None
    return Reps(
        speeds_mps=speeds,
        each_faster=_each_faster(speeds),
        last_fastest=_last_fastest(speeds),
        spot_spread_m=spread,
        same_spot=_same_spot(spread),
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
