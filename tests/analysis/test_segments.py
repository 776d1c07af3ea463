"""A run is cut where its speed changes, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsplit.analysis.clean import Track, clean
from negsplit.analysis.segments import Segment, segments_of
from synthetic_runs import Piece, run


def cut(pieces: list[Piece], *, noise: float = 0.02, seed: int = 1) -> list[Segment]:
    track = clean(run(pieces, noise=noise, seed=seed))
    return list(segments_of(track, track.adjusted_mps)[0])


def track_of(pieces: list[Piece], *, noise: float = 0.02) -> Track:
    return clean(run(pieces, noise=noise))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(15, 900), st.sampled_from([1.4, 2.5, 3.0, 4.2])),
        min_size=1,
        max_size=12,
    ),
    st.floats(0.0, 0.06),
)
def test_segments_cover_every_second_once(
    pieces: list[tuple[int, float]], noise: float
) -> None:
    track = track_of([(float(s), v) for s, v in pieces], noise=noise)
    segments, _ = segments_of(track, track.adjusted_mps)
    assert segments[0].start == 0
    assert segments[-1].end == len(track)
    assert all(one.end == other.start for one, other in pairwise(segments))
    covered_m = sum(segment.distance_m for segment in segments)
    assert covered_m == pytest.approx(float(track.adjusted_mps.sum()), rel=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_an_even_run_is_one_segment(seed: int) -> None:
    assert len(cut([(3600, 3.0)], seed=seed)) == 1


@pytest.mark.parametrize("seed", range(3))
def test_strides_of_twenty_seconds_are_found_where_they_are(seed: int) -> None:
    pieces: list[Piece] = [(900, 2.8), *[(20, 4.5), (50, 2.0)] * 6, (600, 2.8)]
    fast = [s for s in cut(pieces, seed=seed) if s.speed_mps > 3.6]
    assert len(fast) == 6
    for number, stride in enumerate(fast):
        assert stride.start == pytest.approx(900 + 70 * number, abs=4)
        assert stride.duration_s == pytest.approx(20, abs=6)


@pytest.mark.parametrize("seed", range(3))
def test_kilometres_that_differ_by_eight_percent_are_told_apart(seed: int) -> None:
    # A coach alternates kilometres at marathon and threshold pace: 4:50 and 4:28.
    pieces: list[Piece] = [(290, 1000 / 290), (268, 1000 / 268)] * 4
    found = cut(pieces, seed=seed)
    assert len(found) == 8
    assert [s.duration_s for s in found] == pytest.approx([290, 268] * 4, abs=12)


def test_a_change_that_noise_could_make_is_no_change() -> None:
    assert len(cut([(900, 3.0), (900, 3.02)], noise=0.05)) == 1
    assert len(cut([(900, 3.0), (900, 3.30)], noise=0.05)) == 2


def test_a_standing_rest_separates_what_lies_beside_it() -> None:
    track = clean(run([(600, 3.0), (600, 3.0)], stops=((600, 90),)))
    before, after = segments_of(track, track.adjusted_mps)[0]
    assert before.rest_s == 0
    assert after.rest_s == pytest.approx(90, abs=3)


def test_a_crossing_is_not_worth_a_segment() -> None:
    assert len(cut([(900, 3.0), (15, 1.5), (900, 3.0)])) == 1
    assert len(cut([(900, 3.0), (60, 1.5), (900, 3.0)])) == 3


def test_time_grows_with_length_and_not_with_its_square() -> None:
    # Candidates are limited, so a run of a day has no more of them than one of hours.
    pieces: list[Piece] = [(60, 4.0), (60, 2.0)] * 700
    assert len(cut(pieces, noise=0.0)) <= 150
