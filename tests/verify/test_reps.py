"""Repetitions: each faster, the last the fastest, the same spot on the hill."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

import numpy as np
import pytest

from negsplit import notation
from negsplit.analysis.shape import Answer
from negsplit.verify.reps import Reps
from negsplit.verify.verdict import Plan, judge
from synthetic_runs import Piece, laps_at, run

PLAN = notation.parse("wu 10min easy, 6x400m @4:00-3:20/km R 1min jog, cd 5min easy")


def reps_of(speeds: list[float]) -> Reps | None:
    """The repetitions of six times 400 m at the given speeds, with lap marks."""
    pieces: list[Piece] = [(600, 2.7)]
    for speed in speeds:
        pieces += [(400 / speed, speed), (60, 2.0)]
    pieces.append((300, 2.6))
    marks = accumulate((round(seconds) for seconds, _ in pieces), initial=0)
    recording = run(pieces, noise=0.005, laps=laps_at(*marks))
    return judge(recording, Plan(PLAN)).reps


@pytest.mark.parametrize(
    ("speeds", "each", "last"),
    [
        ([4.2, 4.3, 4.4, 4.5, 4.6, 4.9], Answer.YES, Answer.YES),
        ([4.4, 4.4, 4.4, 4.4, 4.4, 4.7], Answer.YES, Answer.YES),
        ([4.8, 4.3, 4.4, 4.5, 4.6, 4.7], Answer.PARTLY, Answer.NO),
        ([4.9, 4.8, 4.6, 4.5, 4.4, 4.2], Answer.NO, Answer.NO),
        ([4.7, 4.5, 4.6, 4.4, 4.3, 4.9], Answer.NO, Answer.YES),
    ],
)
def test_repetitions_are_compared_in_order(
    speeds: list[float], each: Answer, last: Answer
) -> None:
    reps = reps_of(speeds)
    assert reps is not None
    assert reps.speeds_mps == pytest.approx(speeds, rel=0.03)
    assert reps.each_faster is each
    assert reps.last_fastest is last
    assert reps.same_spot is None


def hill_reps(ends_m: list[float]) -> Reps | None:
    """Climbs of 3 min up a road to the north that end at the given places."""
    times, places, heights = [0.0], [0.0], [0.0]
    marks = [0.0]

    def move(to_m: float, seconds: int) -> None:
        start = places[-1]
        for i in range(1, seconds + 1):
            times.append(times[-1] + 1)
            places.append(start + (to_m - start) * i / seconds)
            heights.append(0.08 * places[-1])
        marks.append(times[-1])

    for end in ends_m:
        move(end, 180)
        move(0.0, 150)
    covered = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(places)))])
    recording = run([(len(times) - 1, 3.0)], laps=laps_at(*marks))
    streams = replace(
        recording.streams,
        time_s=np.array(times),
        distance_m=covered,
        altitude_m=np.array(heights),
        # A degree of latitude is 111,195 m on the mean sphere.
        latitude_deg=47 + np.array(places) / 111_195,
        longitude_deg=np.full(len(times), 8.0),
    )
    plan = notation.parse(f"{len(ends_m)}x3min hard R 150s jog")
    return judge(replace(recording, streams=streams), Plan(plan)).reps


def test_climbs_that_end_at_one_tree_reached_the_same_spot() -> None:
    reps = hill_reps([450.0, 455.0, 448.0, 452.0])
    assert reps is not None
    assert reps.same_spot is Answer.YES
    assert reps.spot_spread_m == pytest.approx(4, abs=3)


def test_a_climb_that_ends_early_did_not_reach_the_spot() -> None:
    reps = hill_reps([450.0, 450.0, 450.0, 400.0])
    assert reps is not None
    assert reps.same_spot is Answer.NO
    assert reps.spot_spread_m == pytest.approx(50, abs=4)


def test_a_progression_has_no_repetitions() -> None:
    plan = Plan(notation.parse("10min @5:33/km, 10min @5:00/km, 10min @4:35/km"))
    assert judge(run([(1800, 3.2)]), plan).reps is None
