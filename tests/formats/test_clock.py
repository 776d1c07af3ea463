"""Clocks that were wrong by hours: what is dropped, closed, and left alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.formats.clock import clock_of

HOUR = 3600.0
RUN = np.arange(1000.0, 3000.0)


def repaired(stamps: np.ndarray, **said: object) -> np.ndarray:
    clock = clock_of(stamps, **said)  # type: ignore[arg-type]
    found: np.ndarray = (stamps + clock.shift_s)[clock.keep]
    return found


@pytest.mark.parametrize("off_h", [-5, 2, 24 * 365, -24 * 7300])
def test_a_few_stamps_hours_apart_are_dropped(off_h: float) -> None:
    stray = np.array([0.0, 1.0, 2.0]) + 1000 + off_h * HOUR
    for stamps in (
        np.r_[stray, RUN],
        np.r_[RUN, stray],
        np.r_[RUN[:9], stray, RUN[9:]],
    ):
        assert list(repaired(stamps)) == list(RUN)
    assert "hours from the run" in clock_of(np.r_[stray, RUN]).findings[0].message


@pytest.mark.parametrize("hours", [-9, -1, 26, 24 * 20])
def test_a_clock_that_is_set_during_a_run_is_closed(hours: float) -> None:
    # More samples come after it was set, so those are right.
    stamps = np.r_[RUN[:800] - hours * HOUR, RUN[800:]]
    assert repaired(stamps) == pytest.approx(RUN)
    stamps = np.r_[RUN[:1400], RUN[1400:] + hours * HOUR]
    assert repaired(stamps) == pytest.approx(RUN)


def test_a_few_points_between_two_rests_stay() -> None:
    # As a hiker's logger that sleeps: an hour, five points at a hut, the next day.
    hut = 3000 + 6 * HOUR + np.arange(5.0)
    stamps = np.r_[RUN, hut, RUN + 20 * HOUR]
    assert clock_of(stamps).keep.all()


def test_a_rest_of_hours_is_a_rest() -> None:
    stamps = np.r_[RUN[:1000], RUN[1000:] + 5 * HOUR]
    clock = clock_of(stamps)
    assert not clock.is_moved
    assert clock.keep.all()
    assert clock.findings == ()


def test_a_session_that_was_as_long_as_the_samples_shows_that_there_was_no_rest() -> (
    None
):
    stamps = np.r_[RUN[:1200], RUN[1200:] + 5 * HOUR]
    assert repaired(stamps, spans=[(1000.0, 3000.0)]) == pytest.approx(RUN)


def test_a_stop_of_the_watch_shows_that_there_was_a_rest() -> None:
    stamps = np.r_[RUN[:1200], RUN[1200:] + 5 * HOUR]
    stopped = [(2199.0, 2200.0 + 5 * HOUR)]
    found = clock_of(stamps, [(1000.0, 3000.0)], stopped)
    assert not found.is_moved


def test_the_session_says_which_of_two_clocks_is_right() -> None:
    stamps = np.r_[RUN[:400], RUN[400:] + 480 * HOUR]
    assert repaired(stamps, spans=[(1000.0, 3000.0)]) == pytest.approx(RUN)


@given(st.lists(st.floats(0, 2**31), min_size=1, max_size=60))
def test_whatever_the_stamps_some_are_kept_and_shifts_are_numbers(
    stamps: list[float],
) -> None:
    clock = clock_of(np.array(stamps))
    assert clock.keep.any()
    assert np.isfinite(clock.shift_s).all()
