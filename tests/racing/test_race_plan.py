"""Marks of a race: sums, hills, halves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsplit.errors import InputError, OutOfRangeError
from negsplit.physiology.prediction import Prediction, PredictionModel
from negsplit.racing.race_course import RaceCourse, flat_course, race_course
from negsplit.racing.race_plan import Aim, race_plan
from negsplit.units import HALF_MARATHON_M, MARATHON_M, DistanceUnit

KM, MI = DistanceUnit.KM, DistanceUnit.MI


def said(duration_s: float, spread: float = 0.03) -> Prediction:
    return Prediction(
        duration_s,
        duration_s * (1 - spread),
        duration_s * (1 + spread),
        PredictionModel.PERSONAL_CURVE,
    )


def hilly(length_m: float, hills: tuple[float, ...]) -> RaceCourse:
    """Return a course over hills of so many metres, one after the other."""
    count = 2 * len(hills) + 1
    tops = np.zeros(count)
    tops[1::2] = hills
    places = np.linspace(0, length_m, count)
    points = np.linspace(0, length_m, round(length_m / 20))
    return race_course(points, np.interp(points, places, tops), length_m)


@settings(max_examples=400)
@given(
    st.floats(1500, 50_000),
    st.floats(2.2, 6.0),
    st.floats(0.97, 1.06),
    st.lists(st.floats(0, 40), max_size=4),
    st.sampled_from([KM, MI]),
)
def test_whole_seconds_add_up_to_the_finish(
    length_m: float, speed: float, share: float, hills: list[float], unit: DistanceUnit
) -> None:
    course = hilly(length_m, tuple(hills)) if hills else flat_course(length_m)
    likeliest_s = length_m / speed
    target_s = round(likeliest_s * share * float(course.effort_m[-1]) / length_m)
    plan = race_plan(said(likeliest_s), 0.02, course, Aim(target_s))
    splits = plan.splits(unit)
    assert sum(split.took_s for split in splits) == target_s == plan.finish_s
    assert splits[-1].clock_s == target_s
    assert splits[-1].end_m == pytest.approx(length_m)
    assert all(split.took_s >= 0 for split in splits)
    clocks = [split.clock_s for split in splits]
    assert clocks == sorted(clocks)


@pytest.mark.parametrize("unit", [KM, MI])
def test_the_band_of_a_marathon_has_every_mark(unit: DistanceUnit) -> None:
    plan = race_plan(said(12_000), 0.02, flat_course(MARATHON_M), Aim(12_000))
    ends = [split.end_m / unit.metres for split in plan.splits(unit)]
    whole = 42 if unit is KM else 26
    assert ends[:-1] == pytest.approx(range(1, whole + 1))
    assert plan.splits(unit)[-1].end_m == MARATHON_M


def test_on_the_flat_the_halves_differ_by_the_split() -> None:
    plan = race_plan(said(6000), 0.02, flat_course(HALF_MARATHON_M))
    first_s, second_s = plan.halves_s
    assert second_s / first_s == pytest.approx(1 - plan.chosen.split_frac, abs=1e-6)
    assert first_s > second_s
    speeds = [split.speed_mps for split in plan.splits(KM)]
    assert speeds == sorted(speeds)


def test_uphill_is_slower_at_the_same_effort_and_downhill_quicker() -> None:
    hills = hilly(10_000, (60.0,))
    plan = race_plan(said(2700, 0.0005), 0.0004, hills)
    up, down = plan.splits(KM)[1], plan.splits(KM)[7]
    assert up.speed_mps < down.speed_mps
    assert up.effort_mps == pytest.approx(down.effort_mps, rel=0.01)
    # A hill up and down again costs more than it gives.
    assert plan.likeliest_s > 2700
    assert hills.climb_m == pytest.approx(60.0, abs=4)


def test_hills_before_half_way_take_more_of_the_time() -> None:
    early = race_course(
        np.array([0.0, 2500.0, 5000.0, 10_000.0]), np.array([0.0, 90.0, 0.0, 0.0]), 1e4
    )
    assert early.half_share > 0.5
    first_s, second_s = race_plan(said(2700, 0.0005), 0.0004, early).halves_s
    assert first_s > second_s * 1.02


def test_a_course_is_stretched_to_its_official_length() -> None:
    points = np.linspace(0, 21_300, 2000)
    course = race_course(points, np.full(2000, 50.0), HALF_MARATHON_M)
    assert course.length_m == HALF_MARATHON_M
    assert course.effort_m[-1] == pytest.approx(HALF_MARATHON_M)
    with pytest.raises(InputError, match="course of this race"):
        race_course(points, np.full(2000, 50.0), 10_000)


def test_a_course_without_altitude_is_flat() -> None:
    points = np.linspace(0, 10_000, 500)
    course = race_course(points, np.full(500, np.nan), 10_000)
    assert (course.factors == 1).all()
    assert course.climb_m == 0


def test_heat_slows_the_plan_as_it_slows_runners() -> None:
    cool = race_plan(said(6000), 0.02, flat_course(HALF_MARATHON_M))
    hot = race_plan(said(6000), 0.02, flat_course(HALF_MARATHON_M), wbgt_degc=25.0)
    assert hot.likeliest_s / cool.likeliest_s == pytest.approx(1 / (1 - hot.heat_frac))
    # 0.35 % of speed for each of the ten degrees above 15 °C (Mantzios et al. 2022).
    assert hot.heat_frac == pytest.approx(0.035)


def test_a_target_out_of_reach_is_refused_in_one_line() -> None:
    with pytest.raises(InputError, match="faster than your races say"):
        race_plan(said(6000), 0.02, flat_course(HALF_MARATHON_M), Aim(5000))
    with pytest.raises(OutOfRangeError):
        race_plan(said(6000), 0.02, flat_course(HALF_MARATHON_M), Aim(chance=0.999))


def test_a_surer_finish_is_later() -> None:
    course = flat_course(HALF_MARATHON_M)
    sure, even = (
        race_plan(said(6000), 0.025, course, Aim(chance=chance))
        for chance in (0.8, 0.5)
    )
    assert sure.finish_s > even.finish_s
    assert sure.chance == pytest.approx(0.8, abs=0.02)
    assert even.chance == pytest.approx(0.5, abs=0.02)
