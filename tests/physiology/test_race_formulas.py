from __future__ import annotations

import pytest

from negsplit.errors import MissingInputError, OutOfRangeError
from negsplit.physiology import race_formulas
from negsplit.physiology.race_formulas import marathon_by_weekly_distance
from negsplit.units import HALF_MARATHON_M, MARATHON_M, MILE_M

TEN_K, HALF = (10000.0, 2024.0), (HALF_MARATHON_M, 4349.0)


def clock(text: str) -> float:
    seconds = 0.0
    for part in text.split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def test_riegel_agrees_with_his_published_exponent() -> None:
    # Recomputed by hand: 2024 s x 4.2195^1.06.
    found = race_formulas.riegel(10000, 2024, MARATHON_M)
    assert found == pytest.approx(9310.80, abs=0.1)


@pytest.mark.parametrize(
    ("distance_m", "duration_s", "target_m", "expected_s", "last_s"),
    # As other programs print them, to the last digit.
    [
        (5000, 1200, 10000, 2499.66, 0.01),
        (5000, 1200, 10000, 2499.661, 0.002),
        (HALF_MARATHON_M, 4349, MARATHON_M, 9241.7, 0.1),
        (MILE_M, 300, 5000, 1032.57, 0.01),
    ],
)
def test_cameron_agrees_with_other_programs(
    distance_m: float,
    duration_s: float,
    target_m: float,
    expected_s: float,
    last_s: float,
) -> None:
    ours_s = race_formulas.cameron(distance_m, duration_s, target_m)
    assert ours_s == pytest.approx(expected_s, abs=0.51 * last_s)


@pytest.mark.parametrize(
    ("races", "miles", "expected"),
    # Four independent programs print whole seconds.
    [
        ([HALF], 40, "2:45:13"),
        ([HALF], 60, "2:40:23"),
        ([HALF], 80, "2:35:49"),
        ([TEN_K, HALF], 40, "2:40:57"),
        ([TEN_K, HALF], 60, "2:37:50"),
        ([TEN_K, HALF], 80, "2:34:47"),
    ],
)
def test_the_marathon_by_weekly_distance_agrees_with_other_programs(
    races: list[tuple[float, float]], miles: float, expected: str
) -> None:
    ours_s = marathon_by_weekly_distance(races, miles * MILE_M)
    assert ours_s == pytest.approx(clock(expected), abs=0.51)


def test_weekly_distance_takes_the_two_longest_races_under_the_marathon() -> None:
    races = [(1500.0, 265.0), (5000.0, 961.0), TEN_K, HALF, (MARATHON_M, 9615.0)]
    found = marathon_by_weekly_distance(races, 60 * MILE_M)
    assert found == pytest.approx(clock("2:37:50"), abs=0.51)


def test_weekly_distance_needs_a_race_shorter_than_the_marathon() -> None:
    with pytest.raises(MissingInputError, match="shorter"):
        marathon_by_weekly_distance([(MARATHON_M, 9615)], 80_000)


@pytest.mark.parametrize("weekly_m", [7_999, 241_001])
def test_an_implausible_weekly_distance_is_refused(weekly_m: float) -> None:
    with pytest.raises(OutOfRangeError, match="weekly distance"):
        marathon_by_weekly_distance([HALF], weekly_m)


def test_weekly_distances_from_5_to_150_miles_are_taken() -> None:
    for weekly_m in (8_000, 241_000):
        assert marathon_by_weekly_distance([HALF], weekly_m) > 0
