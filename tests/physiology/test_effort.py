from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.errors import OutOfRangeError
from negsplit.physiology import daniels, effort, heart_rate
from negsplit.physiology.training_paces import intensity_of, training_speeds
from negsplit.units import HALF_MARATHON_M, MARATHON_M


@pytest.mark.parametrize(
    ("word", "low", "high", "cr10", "rpe20"),
    # The scale as put together from the publications named in the module.
    [
        ("recovery", 0.50, 0.62, (1, 2), (7, 9)),
        ("easy", 0.62, 0.70, (2, 3), (9, 11)),
        ("moderately easy", 0.70, 0.75, (3, 3), (11, 12)),
        ("moderate", 0.75, 0.79, (3, 4), (12, 13)),
        ("marathon effort", 0.80, 0.84, (4, 5), (13, 14)),
        ("half-marathon effort", 0.83, 0.89, (5, 6), (14, 15)),
        ("tempo", 0.87, 0.89, (6, 7), (15, 16)),
        ("10K effort", 0.88, 0.93, (7, 8), (16, 17)),
        ("5K effort", 0.93, 0.98, (8, 9), (17, 18)),
        ("all-out", 1.00, 1.15, (10, 10), (19, 20)),
    ],
)
def test_the_scale_is_the_synthesis_of_its_sources(
    word: str, low: float, high: float, cr10: tuple[int, int], rpe20: tuple[int, int]
) -> None:
    row = next(level for level in effort.SCALE if level.word == word)
    assert (row.low_frac, row.high_frac) == (low, high)
    assert (row.cr10, row.rpe20) == (cr10, rpe20)


@pytest.mark.parametrize(
    ("low", "high", "low_percent", "high_percent"),
    # The table's heart rates for maximal uptake 54, 50 to 190 bpm; whole percents.
    [
        (0.62, 0.70, 70, 76),
        (0.70, 0.75, 76, 80),
        (0.80, 0.84, 84, 87),
        (0.83, 0.89, 87, 91),
        (0.88, 0.93, 91, 95),
        (0.93, 0.98, 95, 98),
    ],
)
def test_the_scales_heart_rates_are_those_of_the_reserve(
    low: float, high: float, low_percent: float, high_percent: float
) -> None:
    for frac, percent in ((low, low_percent), (high, high_percent)):
        ours = heart_rate.heart_rate_by_reserve(frac, 54, 50, 190) / 1.9
        assert ours == pytest.approx(percent, abs=0.6)


@pytest.mark.parametrize("vdot", [40.0, 50.0, 60.0, 70.0])
def test_each_race_falls_into_the_row_that_bears_its_name(vdot: float) -> None:
    for distance_m, level in (
        (MARATHON_M, effort.MARATHON),
        (HALF_MARATHON_M, effort.HALF_MARATHON),
        (10_000.0, effort.TEN_K),
        (5_000.0, effort.FIVE_K),
    ):
        speed_mps = distance_m / daniels.race_time(distance_m, vdot)
        frac = intensity_of(speed_mps, vdot)
        assert level.low_frac - 0.005 <= frac <= level.high_frac + 0.005


@pytest.mark.parametrize("vdot", [40.0, 55.0, 80.0])
def test_easy_and_threshold_pace_are_found_again_by_their_words(vdot: float) -> None:
    speeds = training_speeds(vdot)
    easy = (speeds.easy_slow_mps + speeds.easy_fast_mps) / 2
    assert effort.level_of(intensity_of(easy, vdot)) is effort.EASY
    threshold = intensity_of(speeds.threshold_mps, vdot)
    assert effort.level_of(threshold) is effort.TEMPO


@pytest.mark.parametrize(
    ("frac", "word"),
    [
        (0.0, "recovery"),
        (0.599, "recovery"),
        (0.601, "easy"),
        (0.699, "easy"),
        (0.701, "moderately easy"),
        (0.749, "moderately easy"),
        (0.751, "moderate"),
        (0.76, "moderate"),
        (0.794, "moderate"),
        (0.796, "marathon effort"),
        (0.834, "marathon effort"),
        (0.836, "half-marathon effort"),
        (0.869, "half-marathon effort"),
        (0.871, "tempo"),
        (0.889, "tempo"),
        (0.891, "10K effort"),
        (0.929, "10K effort"),
        (0.931, "5K effort"),
        (0.989, "5K effort"),
        (0.991, "all-out"),
        (1.3, "all-out"),
    ],
)
def test_a_look_up_changes_over_halfway_between_rows(frac: float, word: str) -> None:
    assert effort.level_of(frac).word == word


@given(st.floats(0, 9.9))
def test_more_perceived_effort_is_more_intensity(cr10: float) -> None:
    more = effort.intensity_of_cr10(cr10 + 0.1)
    assert more > effort.intensity_of_cr10(cr10)


@pytest.mark.parametrize("level", effort.SCALE, ids=lambda level: level.word)
def test_perceived_effort_lands_in_or_beside_its_own_row(
    level: effort.EffortLevel,
) -> None:
    for cr10, frac in zip(level.cr10, (level.low_frac, level.high_frac), strict=True):
        # The rows share their corners, so a corner may lie half a row outside.
        assert effort.intensity_of_cr10(cr10) == pytest.approx(frac, abs=0.15)


@pytest.mark.parametrize(
    ("cr10", "frac"),
    # The corners of the scale's rows: 6 to 7 is tempo, 7 to 8 is 10K effort, and so on.
    [
        (0, 0.30),
        (1, 0.46),
        (2, 0.62),
        (3, 0.725),
        (4, 0.795),
        (5, 0.835),
        (6, 0.87),
        (7, 0.89),
        (8, 0.93),
        (9, 0.98),
        (10, 1.15),
    ],
)
def test_perceived_effort_meets_the_corners_of_the_rows(
    cr10: float, frac: float
) -> None:
    assert effort.intensity_of_cr10(cr10) == pytest.approx(frac)


@pytest.mark.parametrize("frac", [-0.01, 1.31])
def test_an_intensity_off_the_scale_is_refused(frac: float) -> None:
    with pytest.raises(OutOfRangeError):
        effort.level_of(frac)


@pytest.mark.parametrize("cr10", [-0.01, 10.01])
def test_a_perceived_effort_off_the_scale_is_refused(cr10: float) -> None:
    with pytest.raises(OutOfRangeError, match="perceived effort"):
        effort.intensity_of_cr10(cr10)


@given(st.floats(0, 10))
def test_how_an_intensity_feels_is_the_inverse(cr10: float) -> None:
    assert effort.cr10_of_intensity(effort.intensity_of_cr10(cr10)) == pytest.approx(
        cr10
    )


def test_beyond_the_scale_an_effort_is_nothing_or_everything() -> None:
    assert effort.cr10_of_intensity(0.1) == 0
    assert effort.cr10_of_intensity(1.3) == 10
