"""The bounds of the verdict on a shape, as docs/verdicts.md gives them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negsplit.analysis import shape as shape_module
from negsplit.analysis.classify import Form
from negsplit.analysis.clean import clean
from negsplit.analysis.shape import Answer, shape_of
from negsplit.units import DistanceUnit
from synthetic_runs import Column, Piece, run


@pytest.mark.parametrize(
    ("probability", "answer"),
    [
        (0.51, Answer.YES),
        (0.49, Answer.CANNOT_TELL),
        (0.31, Answer.CANNOT_TELL),
        (0.29, Answer.NO),
    ],
)
def test_the_answer_is_withheld_between_three_and_five_tenths(
    probability: float, answer: Answer
) -> None:
    assert shape_module._answer(probability) is answer


def test_alternating_and_walking_make_a_progression_less_likely() -> None:
    view = shape_module._view(clean(run([(1500, 3.0), (1500, 3.4)])))
    plain = view.probability
    assert plain > 0.9
    alternating = replace(view, alternating=Form.INTERVALS)
    assert alternating.probability == pytest.approx(0.2 * plain)
    assert replace(view, is_walked=True).probability == pytest.approx(0.3 * plain)


def test_every_split_faster_makes_it_six_tenths_at_least() -> None:
    view = shape_module._view(clean(run([(3000, 3.0)])))
    assert view.probability < 0.1
    assert replace(view, splits_faster=True).probability == pytest.approx(0.6)


def splits(*paces_s: float) -> Column:
    """Speeds of every second of kilometres at the given paces, and a bit more."""
    pieces = [np.full(round(pace), 1000 / round(pace)) for pace in paces_s]
    return np.concatenate([*pieces, np.full(60, 3.0)])


@pytest.mark.parametrize(
    ("paces_s", "faster"),
    [
        ((600, 592, 584, 572), True),  # four splits, 4.8 % in all
        ((600, 588, 572), False),  # only three
        ((600, 594, 588, 578), False),  # 3.7 %
        ((600, 580, 560, 545), True),  # 9.6 %
        ((600, 575, 555, 540), False),  # 10.5 %: the traits have to show it
        ((600, 585, 590, 572), True),  # one is 0.85 % slower
        ((600, 583, 590, 572), False),  # one is 1.2 % slower
        ((600, 570, 569, 568), False),  # a slow first split
        ((600, 580, 578, 577, 568), False),  # two of four are faster by half a percent
        ((600, 592, 590, 582, 570), True),  # three of four are
    ],
)
def test_each_split_faster_by_its_documented_numbers(
    paces_s: tuple[float, ...], *, faster: bool
) -> None:
    found = shape_module._each_split_faster(splits(*paces_s), DistanceUnit.KM)
    assert found is faster


@pytest.mark.parametrize(("finish", "told"), [(3.5, True), (4.3, False)])
def test_nobody_lifts_by_more_than_six_tenths(finish: float, *, told: bool) -> None:
    # 2.25 m/s to 3.5 is 56 %, to 4.3 is 91 %.
    pieces: list[Piece] = [(1200, 2.25), (1200, finish)]
    verdict = shape_of(clean(run(pieces, noise=0.0)))
    assert (verdict.is_progression is Answer.YES) is told


@pytest.mark.parametrize(("slower", "breaks"), [(0.02, 0), (0.045, 1)])
def test_a_break_is_three_percent_or_more(slower: float, breaks: int) -> None:
    pieces: list[Piece] = [
        (1000, 2.8),
        (600, 3.2),
        (500, 3.2 * (1 - slower)),
        (900, 3.7),
    ]
    verdict = shape_of(clean(run(pieces, noise=0.002)))
    assert len(verdict.breaks) == breaks
