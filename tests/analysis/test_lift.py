"""The quantities behind a shape, against their definitions and their laws."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from negsplit.analysis import profile as profile_module
from negsplit.analysis.clean import clean
from negsplit.analysis.lift import (
    LATE_HALFWAY,
    LIFT_HALFWAY,
    SETBACK_HALFWAY,
    SMOOTH_HALFWAY,
    Lift,
    Trait,
    lift_of,
    never_falling,
)
from negsplit.analysis.profile import (
    CELLS,
    SpeedProfile,
    Stretch,
    cell_means,
    partition,
    profile_of,
)
from synthetic_runs import run

MIN = 60.0
SPEEDS = arrays(float, st.integers(1, 40), elements=st.floats(0.5, 8.0))


def test_lift_is_the_logarithm_of_last_quarter_over_first() -> None:
    pieces = [(10 * MIN, 3.0), (20 * MIN, 3.2), (10 * MIN, 3.3)]
    lift = lift_of(profile_of(clean(run(pieces, noise=0.0))))
    assert lift.lift == pytest.approx(log(3.3 / 3.0))
    assert lift.late == pytest.approx(log(3.3 / 3.2))
    assert lift.smoothness_frac == pytest.approx(1.0)
    assert lift.setback == pytest.approx(0.0, abs=1e-9)


def test_a_setback_is_the_largest_fall_between_stretches() -> None:
    pieces = [(15 * MIN, 3.0), (15 * MIN, 3.4), (10 * MIN, 3.1), (10 * MIN, 3.6)]
    lift = lift_of(profile_of(clean(run(pieces, noise=0.005))))
    assert lift.setback == pytest.approx(log(3.4 / 3.1), abs=0.01)


def sure(**changes: float) -> Lift:
    """A lift beyond doubt but for what is changed."""
    values = {"lift": 0.15, "late": 0.10, "smoothness_frac": 0.98, "setback": 0.0}
    return Lift(**(values | changes), error=0.0, start_mps=3.0, finish_mps=3.5)


@pytest.mark.parametrize(
    ("trait", "changes"),
    [
        (Trait.LIFTED, {"lift": LIFT_HALFWAY, "late": LIFT_HALFWAY}),
        (Trait.LATE, {"lift": 0.03, "late": LATE_HALFWAY}),
        (Trait.SMOOTH, {"smoothness_frac": SMOOTH_HALFWAY}),
        (Trait.KEPT, {"setback": 0.15 * SETBACK_HALFWAY}),
    ],
)
def test_at_its_threshold_each_trait_is_even_odds(
    trait: Trait, changes: dict[str, float]
) -> None:
    assert sure().probability > 0.95
    odds = sure(**changes).odds[trait]
    # Late has two conditions; the second is nearly certain here.
    assert odds == pytest.approx(0.5, abs=0.05)


@given(
    lift=st.floats(0.01, 0.4),
    more=st.floats(0.0, 0.1),
    late_share=st.floats(0.0, 1.0),
    smoothness=st.floats(0.0, 1.0),
)
def test_more_of_everything_is_never_less_of_a_progression(
    lift: float, more: float, late_share: float, smoothness: float
) -> None:
    def probability(extra: float) -> float:
        return sure(
            lift=lift + extra,
            late=(lift + extra) * late_share,
            smoothness_frac=min(smoothness + extra, 1.0),
        ).probability

    assert probability(more) >= probability(0.0) - 1e-12


def test_without_a_lift_nothing_else_is_the_reason() -> None:
    assert sure(lift=0.0, late=-0.1, smoothness_frac=0.0).weakest is Trait.LIFTED
    assert sure(late=0.0).weakest is Trait.LATE
    assert sure(smoothness_frac=0.1).weakest is Trait.SMOOTH


@given(SPEEDS)
def test_the_never_falling_curve_keeps_the_mean_and_never_falls(
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> None:
    curve = never_falling(values)
    assert (np.diff(curve) >= 0).all()
    assert curve.mean() == pytest.approx(values.mean())
    assert never_falling(curve) == pytest.approx(curve)


def test_the_never_falling_curve_of_a_textbook_case() -> None:
    # Barlow et al., Statistical Inference under Order Restrictions (1972), the
    # method by hand: 1 3 2 4 pools 3 and 2 to 2.5.
    assert never_falling(np.array([1.0, 3.0, 2.0, 4.0])).tolist() == [1, 2.5, 2.5, 4]


@given(SPEEDS, st.integers(1, 8))
def test_means_of_parts_weigh_every_second_the_same(
    values: np.ndarray[tuple[int], np.dtype[np.float64]], count: int
) -> None:
    parts = min(count, len(values))
    repeated = np.repeat(values, parts)  # every part the same length
    assert cell_means(repeated, parts).mean() == pytest.approx(values.mean())


@settings(max_examples=50)
@given(
    first=st.integers(10, 40),
    second=st.integers(10, 40),
    low=st.floats(2.0, 3.0),
    step=st.floats(0.3, 1.5),
)
def test_the_partition_finds_a_clear_step_where_it_is(
    first: int, second: int, low: float, step: float
) -> None:
    jitter = 0.01 * (-1.0) ** np.arange(first + second)
    values = np.r_[np.full(first, low), np.full(second, low + step)] + jitter
    stretches = partition(values, noise=0.02)
    assert [(s.start, s.end) for s in stretches] == [
        (0, first),
        (first, first + second),
    ]


def test_a_partition_covers_everything_once() -> None:
    values = np.random.default_rng(3).normal(3, 0.3, CELLS)
    stretches = partition(values, noise=0.1)
    covered = [cell for s in stretches for cell in range(s.start, s.end)]
    assert covered == list(range(CELLS))


def profile_from(cells: list[float], noise: float = 0.01) -> SpeedProfile:
    """A profile of given cells, all of them core."""
    values = np.array(cells)
    return SpeedProfile(
        speed_mps=values,
        cell_s=30.0,
        noise_mps=noise,
        stretches=partition(values, noise),
        core=Stretch(0, len(values), float(values.mean())),
    )


def test_late_is_measured_from_the_middle_of_the_settled_part() -> None:
    cells = [3 + i / 100 for i in range(100)]
    # The median of cells 18 to 49 is 3.335, the mean of the last quarter 3.87.
    assert lift_of(profile_from(cells)).late == pytest.approx(log(3.87 / 3.335))


def test_smoothness_looks_at_tenths_of_the_run() -> None:
    # Up and down inside each tenth, and up from tenth to tenth.
    cells = [3 + 0.05 * (i // 10) + (0.3 if i % 10 < 5 else 0.0) for i in range(100)]
    smoothness = lift_of(profile_from(cells)).smoothness_frac
    assert smoothness == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize(("cells", "setback"), [(5, 0.0), (7, log(3.4 / 3.0))])
def test_a_short_dip_is_no_setback(cells: int, setback: float) -> None:
    values = [3.4] * 50 + [3.0] * cells + [3.6] * (50 - cells)
    found = lift_of(profile_from(values)).setback
    assert found == pytest.approx(setback, abs=1e-6)


def test_the_error_of_a_lift_is_half_of_what_independent_cells_would_have() -> None:
    # Two means of 25 cells with a standard deviation of a tenth of the speed.
    lift = lift_of(profile_from([3.0] * 100, noise=0.3))
    assert lift.error == pytest.approx(0.5 * 0.1 * (2 / 25) ** 0.5)


@pytest.mark.parametrize(("step", "count"), [(1.15, 1), (1.28, 2)])
def test_a_change_must_be_worth_eight_times_its_noise(step: float, count: int) -> None:
    # A step d between two halves of 100 cells explains 25 d², which has to exceed
    # 8 ln(100) = 36.8 variances: d > 1.21 standard deviations.
    values = np.r_[np.zeros(50), np.full(50, step)]
    assert len(partition(values, noise=1.0)) == count


@pytest.mark.parametrize(("width", "shortest"), [(4, 4), (3, 4)])
def test_no_stretch_is_shorter_than_four_cells(width: int, shortest: int) -> None:
    values = np.zeros(60)
    values[30 : 30 + width] = 5.0
    stretches = partition(values, noise=0.1)
    assert min(stretch.cells for stretch in stretches) == shortest


@pytest.mark.parametrize(("height", "kept"), [(4.5, True), (5.5, False)])
def test_a_cell_five_deviations_off_is_a_fault(height: float, *, kept: bool) -> None:
    values = np.zeros(20)
    values[7] = height
    assert bool(profile_module._without_spikes(values, 1.0)[7] == height) is kept
