from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from negsplit.physiology import kinetics
from negsplit.simulate.fold import LONGEST_BLOCK, fold, follow, follow_both_ways

LENGTHS = st.sampled_from(
    [1, 2, LONGEST_BLOCK - 1, LONGEST_BLOCK, 2 * LONGEST_BLOCK + 7]
)
SEEDS = st.integers(0, 10**6)


@given(LENGTHS, st.integers(1, 4), SEEDS, st.sampled_from([1e-100, 1e-3, 0.6, 0.99]))
def test_folding_in_blocks_is_walking_cell_by_cell(
    cells: int, members: int, seed: int, least: float
) -> None:
    draw = np.random.default_rng(seed)
    decay = draw.uniform(least, 1.0, (members, cells))
    decay[0, 0] = least
    gain = draw.uniform(-1, 1, (members, cells))
    state = draw.uniform(-1, 1, (members, 1))
    folded = fold(decay, gain, state)
    walked = state[:, 0]
    for cell in range(cells):
        walked = decay[:, cell] * walked + gain[:, cell]
        np.testing.assert_allclose(folded[:, cell], walked, atol=1e-9)


@given(LENGTHS, SEEDS)
def test_rising_and_falling_is_the_scalar_step_repeated(cells: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    goal = draw.uniform(80, 190, (2, cells))
    lasting = draw.uniform(0.5, 6, (1, cells))
    found = follow_both_ways(goal, lasting, (24.0, 30.0), np.full((2, 1), 100.0))
    for member in range(2):
        value = 100.0
        for cell in range(cells):
            value = kinetics.heart_rate_approach(
                value, goal[member, cell], lasting[0, cell]
            )
            assert found[member, cell] == pytest.approx(value)


@given(arrays(float, (1, 100), elements=st.floats(0, 1)))
def test_following_never_leaves_the_range_of_its_goals(goal: np.ndarray) -> None:
    found = follow(goal, np.ones((1, 100)), np.full((1, 1), 20.0), np.full((1, 1), 0.5))
    assert found.min() >= min(goal.min(), 0.5) - 1e-12
    assert found.max() <= max(goal.max(), 0.5) + 1e-12


def test_a_steady_goal_needs_no_correction_of_rounding() -> None:
    goal = np.full((3, 5000), 1 / 3)
    found = follow_both_ways(goal, np.ones((1, 5000)), (24, 30), np.full((3, 1), 0.1))
    assert found[:, -1] == pytest.approx(1 / 3)


def test_a_break_of_ninety_minutes_is_full_recovery() -> None:
    # After 5,400 s a value with a time constant of 10 s has arrived: e to the minus
    # 540 is 1e-235.
    duration = np.array([[60.0, 5400.0, 60.0]])
    goal = np.array([[1.0, 0.0, 1.0]])
    found = follow(goal, duration, np.full((1, 1), 10.0), np.full((1, 1), 0.0))
    assert found[0, 1] == pytest.approx(0.0, abs=1e-100)
    assert found[0, 2] == found[0, 0] == pytest.approx(1 - np.exp(-6))


@given(st.lists(st.floats(1e-3, 1e7), min_size=1, max_size=400))
def test_pauses_of_any_length_can_be_followed(durations: list[float]) -> None:
    duration = np.array([durations])
    goal = np.full(duration.shape, 0.7)
    found = follow(goal, duration, np.full((1, 1), 12.0), np.full((1, 1), 0.2))
    assert found.min() >= 0.2 - 1e-12
    assert found.max() <= 0.7 + 1e-12
