"""Repetitions are found without being told, and only where somebody set them."""

from __future__ import annotations

import pytest

from negsplit.analysis.clean import clean
from negsplit.analysis.session import Kind
from negsplit.analysis.shape import Shape, shape_of
from negsplit.reports.kind_words import session_line
from negsplit.units import DistanceUnit
from synthetic_runs import Piece, run

MIN = 60.0
WARM_UP: Piece = (12 * MIN, 2.8)
COOL_DOWN: Piece = (8 * MIN, 2.7)
STANDING = 0.0
WALK, JOG = 1.5, 2.4


def shape(pieces: list[Piece], *, noise: float = 0.02, seed: int = 1) -> Shape:
    return shape_of(clean(run(pieces, noise=noise, seed=seed)))


def session(count: int, rep: Piece, recovery: Piece) -> list[Piece]:
    return [WARM_UP, *[rep, recovery] * (count - 1), rep, COOL_DOWN]


# Sessions as coaches write them: count, seconds and speed, recovery.
SESSIONS: dict[str, tuple[int, Piece, Piece]] = {
    "12 x 400 m, walked": (12, (98.0, 4.08), (60.0, WALK)),
    "6 x 400 m, standing": (6, (90.0, 4.44), (60.0, STANDING)),
    "8 x 600 m, standing": (8, (150.0, 4.0), (120.0, STANDING)),
    "10 x 20 s strides, walked": (10, (20.0, 4.8), (60.0, WALK)),
    "8 x 20 s strides, standing": (8, (20.0, 4.8), (45.0, STANDING)),
    "5 x 1 km, jogged": (5, (250.0, 4.0), (120.0, JOG)),
    "4 x 4 min, jogged": (4, (240.0, 3.8), (180.0, JOG)),
    "3 x 3 km, jogged": (3, (780.0, 3.85), (180.0, JOG)),
    "2 x 2 km, walked": (2, (500.0, 4.0), (120.0, WALK)),
    "8 x 300 m with a float": (8, (84.0, 3.57), (100.0, 3.0)),
    "20 x 30 s, jogged": (20, (30.0, 4.5), (30.0, 2.2)),
    "6 x 1 mile, standing": (6, (400.0, 4.02), (90.0, STANDING)),
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", SESSIONS)
def test_a_session_is_named_and_its_repetitions_counted(name: str, seed: int) -> None:
    count, rep, recovery = SESSIONS[name]
    found = shape(session(count, rep, recovery), seed=seed)
    assert found.kind is Kind.INTERVALS
    assert len(found.reps) == count
    for one in found.reps:
        assert one.duration_s == pytest.approx(rep[0], abs=max(8, 0.08 * rep[0]))
        # A watch that goes on standing slows down over some seconds around a sprint.
        assert one.speed_mps == pytest.approx(rep[1], rel=0.04 + 1.5 / rep[0])
    for one in found.reps[:-1]:
        assert one.recovery_s == pytest.approx(recovery[0], abs=14)
    assert found.reps[-1].recovery_s is None


def test_sets_of_two_lengths_are_one_session() -> None:
    sets: list[Piece] = [(280.0, 4.2), (90.0, WALK), (88.0, 4.5), (90.0, WALK)] * 3
    found = shape([WARM_UP, *sets, COOL_DOWN])
    assert found.kind is Kind.INTERVALS
    assert len(found.reps) == 6


def test_a_ladder_down_is_one_session() -> None:
    ladder: list[Piece] = []
    for minutes, rest in ((8, 4), (6, 3), (4, 2), (2, 1)):
        ladder += [(minutes * MIN, 3.8), (rest * MIN, JOG)]
    found = shape([WARM_UP, *ladder[:-1], COOL_DOWN])
    assert found.kind is Kind.INTERVALS
    assert len(found.reps) == 4


def test_alternating_kilometres_inside_a_block_are_repetitions() -> None:
    block: list[Piece] = [(296.0, 3.38), (267.0, 3.75)] * 4
    found = shape([WARM_UP, *block, COOL_DOWN])
    assert found.kind is Kind.INTERVALS
    assert len(found.reps) == 4


OTHERS: dict[str, list[Piece]] = {
    "a steady run with stops": [(7 * MIN, 3.0), (40.0, 0.0)] * 6,
    "run four minutes, walk one": [(4 * MIN, 2.7), (MIN, 1.4)] * 8,
    "a walk every ten minutes": [(10 * MIN, 2.8), (MIN, 1.5)] * 5,
    "two hills in a steady run": [
        (15 * MIN, 3.0),
        (3 * MIN, 2.6),
        (15 * MIN, 3.0),
        (4 * MIN, 2.6),
        (15 * MIN, 3.0),
    ],
    "a progression with a drink": [
        (15 * MIN, 2.8),
        (30.0, 1.0),
        (15 * MIN, 3.1),
        (30.0, 1.0),
        (15 * MIN, 3.4),
    ],
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", OTHERS)
def test_bouts_that_nobody_set_are_no_repetitions(name: str, seed: int) -> None:
    assert shape(OTHERS[name], seed=seed).kind is not Kind.INTERVALS


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("12 x 400 m, walked", "Intervals: 12 × 400 m"),
        ("5 x 1 km, jogged", "Intervals: 5 × 1 km in 4:1"),
        ("4 x 4 min, jogged", "Intervals: 4 × 4 min, 4:"),
        ("2 x 2 km, walked", "Intervals: 2 × 2 km in 8:2"),
        ("6 x 1 mile, standing", "Intervals: 6 × 1 mile"),
    ],
)
def test_a_session_is_written_as_a_coach_writes_it(name: str, line: str) -> None:
    found = shape(session(*SESSIONS[name]), noise=0.01)
    assert session_line(found, DistanceUnit.KM).startswith(line)
