from __future__ import annotations

import csv
from datetime import time as clock
from pathlib import Path

import pytest
import vdot_calculator
from hypothesis import given
from hypothesis import strategies as st

from negsplit.errors import OutOfRangeError
from negsplit.physiology import daniels
from negsplit.units import HALF_MARATHON_M, MARATHON_M

REFERENCE = Path(__file__).parents[1] / "reference"
SHARED = Path(__file__).parents[3] / "shared" / "reference"

VDOTS = st.floats(*daniels.VDOT_RANGE_ML_KG_MIN)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def published_races() -> list[tuple[float, float, float]]:
    return [
        (float(row["vdot"]), float(distance), float(seconds))
        for row in rows(REFERENCE / "vdot_book_races.csv")
        for distance, seconds in row.items()
        if distance != "vdot"
    ]


@pytest.mark.parametrize(("vdot", "distance_m", "duration_s"), published_races())
def test_race_times_agree_with_the_books_table(
    vdot: float, distance_m: float, duration_s: float
) -> None:
    # The table is printed in whole seconds and was made with three steps of the
    # calculator's iteration: that leaves 1 s up to 10 km, 2.3 s over the half and 5 s
    # over the marathon. The exact solution is up to 0.24 % away.
    assert daniels.calculator_race_time(distance_m, vdot) == pytest.approx(
        duration_s, abs={HALF_MARATHON_M: 2.3, MARATHON_M: 5.0}.get(distance_m, 1.5)
    )
    exact_s = daniels.race_time(distance_m, vdot)
    assert abs(exact_s - duration_s) < 0.0024 * duration_s + 0.5


@pytest.mark.parametrize(
    "row", rows(REFERENCE / "vdot_calculator.csv"), ids=lambda row: row["vdot"]
)
def test_the_calculators_race_times_agree_with_another_program(
    row: dict[str, str],
) -> None:
    # Printed to 1e-7 s; the same arithmetic in another order.
    for distance_m in (1500, 5000, 42195):
        ours_s = daniels.calculator_race_time(distance_m, float(row["vdot"]))
        assert ours_s == pytest.approx(float(row[str(distance_m)]), abs=2e-6)


@pytest.mark.parametrize(
    ("distance_m", "duration_s", "expected"),
    [
        # Recomputed by independent code, to the digits shown.
        (5000, 1200, 49.8062),
        (HALF_MARATHON_M, 4349, 65.43797085),
        (5000, 961, 64.50),
        (10000, 2024, 63.42),
        (MARATHON_M, 9615, 61.38),
        (5000, 1620, 34.96321966),
    ],
)
def test_vdot_of_a_race_agrees_with_hand_calculation(
    distance_m: float, duration_s: float, expected: float
) -> None:
    digits = len(str(expected).split(".")[1])
    assert daniels.vdot(distance_m, duration_s) == pytest.approx(
        expected, abs=0.51 * 10**-digits if digits > 2 else 0.006
    )


@pytest.mark.parametrize(
    ("metres", "at"),
    [
        (1500, clock(0, 4, 25)),
        (3000, clock(0, 9, 1)),
        (5000, clock(0, 28, 0)),
        (10000, clock(0, 33, 44)),
        (21097.5, clock(2, 45, 0)),
        (42195, clock(2, 40, 15)),
        (42195, clock(5, 50, 0)),
    ],
)
def test_vdot_of_a_race_agrees_with_another_program(metres: float, at: clock) -> None:
    seconds = at.hour * 3600 + at.minute * 60 + at.second
    assert daniels.vdot(metres, seconds) == pytest.approx(
        vdot_calculator.vdot_from_time_and_distance(at, metres), abs=1e-9
    )


@pytest.mark.parametrize(
    ("duration_s", "fraction"),
    # 10 km at VDOT 30, 40, 50, 60 and the marathon at 50, as fractions of VDOT,
    # recomputed by independent code and printed to three digits.
    [(3826.5, 0.884), (3005.0, 0.900), (2480.6, 0.912), (2122, 0.921), (11446, 0.816)],
)
def test_the_sustainable_fraction_falls_as_published(
    duration_s: float, fraction: float
) -> None:
    assert daniels.sustainable_fraction(duration_s) == pytest.approx(fraction, abs=1e-3)


@given(st.floats(20.1, 85), st.floats(1500, 42195))
def test_race_time_inverts_vdot(vdot: float, distance_m: float) -> None:
    duration_s = daniels.race_time(distance_m, vdot)
    # The time is bisected to 6 microseconds.
    assert daniels.vdot(distance_m, duration_s) == pytest.approx(vdot, abs=1e-5)


def test_the_range_of_durations_is_that_of_the_tables() -> None:
    # The table starts at 3:23.5, 1500 m at VDOT 85; at VDOT 90 it is 3:14.
    assert daniels.vdot(1500, 203) > 85
    assert daniels.race_time(1500, 90) == pytest.approx(194, abs=1)
    assert daniels.sustainable_fraction(191) > 1
    with pytest.raises(OutOfRangeError):
        daniels.sustainable_fraction(189)
    assert daniels.sustainable_fraction(11.99 * 3600) < 0.81
    with pytest.raises(OutOfRangeError):
        daniels.sustainable_fraction(12.01 * 3600)


@pytest.mark.parametrize("speed_mps", [0.79, 8.01])
def test_the_cost_of_walking_and_of_sprinting_is_refused(speed_mps: float) -> None:
    assert daniels.oxygen_cost(0.81) < daniels.oxygen_cost(7.99)
    with pytest.raises(OutOfRangeError, match="speed"):
        daniels.oxygen_cost(speed_mps)


@given(VDOTS, VDOTS)
def test_a_higher_vdot_is_a_faster_marathon(first: float, second: float) -> None:
    low, high = sorted((first, second))
    for race_time in (daniels.race_time, daniels.calculator_race_time):
        assert race_time(MARATHON_M, high) <= race_time(MARATHON_M, low)


@pytest.mark.parametrize(
    ("distance_m", "duration_s"),
    [(800, 120), (5000, 600), (5000, 5400), (100_000, 50_000)],
)
def test_a_race_outside_the_models_range_is_refused(
    distance_m: float, duration_s: float
) -> None:
    with pytest.raises(OutOfRangeError, match="must lie between"):
        daniels.vdot(distance_m, duration_s)


@pytest.mark.parametrize("vdot", [9.9, 90.1, float("nan")])
def test_a_vdot_outside_the_models_range_is_refused(vdot: float) -> None:
    for race_time in (daniels.race_time, daniels.calculator_race_time):
        with pytest.raises(OutOfRangeError, match="VDOT"):
            race_time(5000, vdot)


@pytest.mark.skipif(not SHARED.exists(), reason="the full tables are not beside us")
def test_race_times_agree_with_every_row_of_the_full_table() -> None:
    # Worst differences as found when the tables were transcribed; 8 km, 5 miles,
    # 25 km and 30 km are left out, because the table itself is off there by 0.3 %.
    worst = {"1500": 1.02, "3000": 0.72, "5000": 0.78, "10000": 1.46, "15000": 1.8}
    worst |= {"half": 2.3, "marathon": 5.0}
    for row in rows(SHARED / "vdot_races.csv"):
        event_m, vdot = float(row["event_m"]), float(row["vdot"])
        calculated = daniels.calculator_race_time(event_m, vdot)
        exact = daniels.race_time(event_m, vdot)
        assert calculated == pytest.approx(float(row["official_newton_s"]), abs=0.0051)
        assert exact == pytest.approx(float(row["formula_exact_s"]), abs=0.0051)
        if row["event"] in worst and row["consensus_s"]:
            printed = float(row["consensus_s"])
            assert calculated == pytest.approx(printed, abs=worst[row["event"]])


@pytest.mark.parametrize(
    ("distance_m", "vdot"),
    # 3:08 over 1450 m at VDOT 89.6, and 12:33 over 52 km at VDOT 10: just outside.
    [(1450, 89.6), (52_000, 10.0)],
)
def test_a_time_outside_the_range_is_refused(distance_m: float, vdot: float) -> None:
    for race_time in (daniels.race_time, daniels.calculator_race_time):
        with pytest.raises(OutOfRangeError, match="race time"):
            race_time(distance_m, vdot)
