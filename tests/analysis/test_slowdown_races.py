"""Walls in a marathon, against the published definition on its official splits."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from negsplit.analysis.clean import Track, clean
from negsplit.analysis.slowdown import slowdown_of
from synthetic_runs import run

RACE = Path(__file__).parents[3] / "shared" / "races" / "chicago_2023_sample2500.csv"
MATS = ("t5", "t10", "t15", "t20", "thalf", "t25", "t30", "t35", "t40", "tfinish")
MATS_M = (5e3, 10e3, 15e3, 20e3, 21_097.5, 25e3, 30e3, 35e3, 40e3, 42_195.0)
EVERY = 8


@pytest.fixture(scope="module")
def splits() -> list[list[float]]:
    if not RACE.exists():
        pytest.skip(f"no race splits at {RACE}")
    with RACE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[::EVERY]
    return [[float(r[mat]) for mat in MATS] for r in rows if all(r[m] for m in MATS)]


def track_of(times_s: list[float]) -> Track:
    """Return a run on the flat, even between every two mats."""
    seconds = np.arange(times_s[-1] + 1.0)
    metres = np.interp(seconds, [0.0, *times_s], [0.0, *MATS_M])
    speed = np.diff(metres)
    base = clean(run([(100, 3.0)], noise=0.0))
    return replace(
        base,
        elapsed_s=seconds[:-1] + 0.5,
        distance_m=metres[:-1],
        speed_mps=speed,
        adjusted_mps=speed,
    )


def hits_wall(times_s: list[float]) -> bool:
    """Return whether any 5 km after the 20th took a quarter longer than 5 to 20 km."""
    at = dict(zip(MATS, times_s, strict=True))
    base_s = (at["t20"] - at["t5"]) / 3
    late = [at[mat] for mat in ("t20", "t25", "t30", "t35", "t40")]
    return any(end - start >= 1.25 * base_s for start, end in pairwise(late))


def test_walls_are_those_of_the_published_definition(
    splits: list[list[float]],
) -> None:
    found = [slowdown_of(track_of(times)) is not None for times in splits]
    published = [hits_wall(times) for times in splits]
    # Mats lie 5 km apart; a wall between them is seen by us only.
    assert not any(p and not f for p, f in zip(published, found, strict=True))
    only_ours = sum(f and not p for p, f in zip(published, found, strict=True))
    assert only_ours <= 0.02 * len(splits)
    # Of all 46,600 finishers 23.8 % met it; of 311 give or take 2.4 %.
    assert np.mean(found) == pytest.approx(0.238, abs=2.5 * 0.024)
