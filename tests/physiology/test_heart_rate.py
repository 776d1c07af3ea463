from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.errors import OutOfRangeError
from negsplit.physiology import heart_rate


@pytest.mark.parametrize(
    ("uptake_frac", "bpm"),
    # Recomputed by independent code for maximal uptake 54, 50 to 190 bpm; 0.1 bpm.
    [(0.59, 128.6), (0.82, 163.1), (0.88, 172.0), (0.95, 182.5)],
)
def test_heart_rate_by_reserve_agrees_with_hand_calculation(
    uptake_frac: float, bpm: float
) -> None:
    ours = heart_rate.heart_rate_by_reserve(uptake_frac, 54, 50, 190)
    assert ours == pytest.approx(bpm, abs=0.06)


@pytest.mark.parametrize(
    ("low_frac", "high_frac", "low_percent", "high_percent"),
    # Daniels' own heart rates for E, M, T and I, in % of maximum.
    [(0.59, 0.74, 65, 79), (0.75, 0.84, 80, 90), (0.83, 0.88, 88, 92)],
)
def test_heart_rate_by_reserve_is_within_three_points_of_daniels(
    low_frac: float, high_frac: float, low_percent: float, high_percent: float
) -> None:
    for frac, percent in ((low_frac, low_percent), (high_frac, high_percent)):
        ours = heart_rate.heart_rate_by_reserve(frac, 54, 50, 190) / 190 * 100
        assert ours == pytest.approx(percent, abs=3.0)


@pytest.mark.parametrize(
    ("uptake", "low", "high"),
    # Daniels' Running Formula, ch. 4: E, M, T and I. His ends of M are 80 and 89 or 90.
    [
        (59, 65, 65),
        (74, 79, 79),
        (75, 80, 80),
        (84, 88.5, 90),
        (83, 88, 88),
        (88, 92, 92),
        (95, 98, 98),
        (100, 100, 100),
    ],
)
def test_without_a_resting_rate_heart_rates_are_those_of_daniels(
    uptake: float, low: float, high: float
) -> None:
    ours = heart_rate.max_hr_fraction(uptake / 100) * 100
    assert low - 1e-9 <= ours <= high + 1e-9
    assert heart_rate.uptake_of_max_hr_fraction(ours / 100) == pytest.approx(
        uptake / 100
    )


@given(st.floats(0.35, 1.0))
def test_a_resting_rate_changes_the_heart_rate_by_few_points(frac: float) -> None:
    # Daniels' pairs against the reserve of a runner of 54 ml/kg/min, 50 to 190 bpm;
    # Swain's line differed by up to 10 points.
    by_reserve = heart_rate.heart_rate_by_reserve(frac, 54, 50, 190) / 190
    assert heart_rate.max_hr_fraction(frac) == pytest.approx(by_reserve, abs=0.03)


@given(st.floats(0, 1.3), st.floats(0, 0.3))
def test_more_uptake_never_beats_slower(frac: float, more: float) -> None:
    top = min(frac + more, 1.3)
    assert heart_rate.max_hr_fraction(top) >= heart_rate.max_hr_fraction(frac)


def test_ninety_percent_of_maximum_is_87_percent_of_uptake_by_reserve() -> None:
    # Two runners, recomputed by independent code and printed to 0.1 %.
    first = heart_rate.uptake_by_reserve(171, 54, 50, 190)
    assert first == pytest.approx(0.873, abs=6e-4)
    second = heart_rate.uptake_by_reserve(162, 40, 60, 180)
    assert second == pytest.approx(0.863, abs=6e-4)


@given(st.floats(0.1, 1.0), st.floats(30, 85), st.floats(35, 80), st.floats(150, 210))
def test_uptake_by_reserve_inverts_heart_rate(
    frac: float, vo2max: float, rest: float, top: float
) -> None:
    frac = max(frac, 3.51 / vo2max)
    bpm = heart_rate.heart_rate_by_reserve(frac, vo2max, rest, top)
    bpm = min(bpm, top)  # one rounding above the maximum
    assert heart_rate.uptake_by_reserve(bpm, vo2max, rest, top) == pytest.approx(frac)


def test_the_heart_does_not_beat_faster_than_its_maximum() -> None:
    assert heart_rate.heart_rate_by_reserve(1.2, 54, 50, 190) == pytest.approx(190)
    assert heart_rate.max_hr_fraction(1.2) == 1.0


@pytest.mark.parametrize(("age", "bpm"), [(20, 194), (40, 180), (60, 166)])
def test_maximum_heart_rate_by_age_is_tanakas(age: float, bpm: float) -> None:
    assert heart_rate.max_hr_of_age(age) == pytest.approx(bpm)


def test_a_child_has_about_the_maximum_that_was_measured_in_children() -> None:
    # Mahon 2010: 201 beats on average in 52 children of 7 to 17 years; the means of
    # such groups differ by a few beats.
    assert heart_rate.max_hr_of_age(7) == pytest.approx(201, abs=5)
    assert heart_rate.max_hr_of_age(17) == pytest.approx(201, abs=5)


def test_the_error_of_an_age_estimate_spans_what_studies_report() -> None:
    assert heart_rate.MAX_HR_STANDARD_ERROR_BPM == (7, 11)


@pytest.mark.parametrize("age", [6.9, 90.1])
def test_ages_outside_the_studies_are_refused(age: float) -> None:
    with pytest.raises(OutOfRangeError, match=r"age .* between 7 and 90"):
        heart_rate.max_hr_of_age(age)


@pytest.mark.parametrize("bpm", [49.0, 191.0])
def test_a_heart_rate_outside_the_runners_range_is_refused(bpm: float) -> None:
    with pytest.raises(OutOfRangeError, match="heart rate"):
        heart_rate.uptake_by_reserve(bpm, 54, 50, 190)


def test_the_ends_of_the_ranges_are_inside() -> None:
    assert heart_rate.max_hr_fraction(0.0) == pytest.approx(0.35)
    assert heart_rate.uptake_of_max_hr_fraction(0.35) == pytest.approx(0.08)
    assert heart_rate.max_hr_of_age(90) == pytest.approx(145)


def test_uptakes_that_nobody_reaches_are_refused() -> None:
    for uptake_frac in (1.31, 0.06):
        with pytest.raises(OutOfRangeError):
            heart_rate.heart_rate_by_reserve(uptake_frac, 54, 50, 190)
    for uptake_frac in (1.31, -0.01):
        with pytest.raises(OutOfRangeError):
            heart_rate.max_hr_fraction(uptake_frac)
    for hr_frac in (0.34, 1.01):
        with pytest.raises(OutOfRangeError):
            heart_rate.uptake_of_max_hr_fraction(hr_frac)
