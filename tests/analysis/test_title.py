"""Names of runs are evidence, and never the verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negsplit.analysis.clean import clean
from negsplit.analysis.session import Kind
from negsplit.analysis.shape import shape_of
from negsplit.analysis.title import names_a_race, names_intervals
from synthetic_runs import Piece, run

MIN = 60.0


@pytest.mark.parametrize(
    ("title", "is_race"),
    [
        ("Berlin Marathon", True),
        ("Half marathon, Saturday", True),
        ("parkrun #112", True),
        ("2024 深圳半程马拉松", True),
        ("Maratona di Roma", True),
        ("Race pace run", False),
        ("Marathon training, week 4", False),
        ("marathon prep long run", False),
        ("Morning run", False),
        ("trace of a run", False),
        ("", False),
    ],
)
def test_a_name_says_that_it_was_a_race(title: str, *, is_race: bool) -> None:
    assert names_a_race(title) is is_race


@pytest.mark.parametrize(
    ("title", "is_session"),
    [
        ("Intervals 12x400m", True),
        ("R400x12", True),
        ("6 × 800", True),
        ("Yasso repeats", True),
        ("基础间歇", True),
        ("Easy run", False),
        ("Long run 2026-10-11", False),
    ],
)
def test_a_name_says_that_it_was_repetitions(title: str, *, is_session: bool) -> None:
    assert names_intervals(title) is is_session


def kind_of(pieces: list[Piece], title: str) -> Kind:
    return shape_of(clean(replace(run(pieces), title=title))).kind


def test_an_even_half_marathon_is_a_race_if_its_runner_says_so() -> None:
    even: list[Piece] = [(21_097 / 3.6, 3.6)]
    assert kind_of(even, "Half Marathon Lisbon") is Kind.RACE
    assert kind_of(even, "Sunday run") is Kind.STEADY


@pytest.mark.parametrize("title", ["Marathon", "12x400m"])
def test_a_name_does_not_overrule_the_curve(title: str) -> None:
    faded: list[Piece] = [(10 * MIN, 3.5 - 0.12 * number) for number in range(6)]
    assert kind_of(faded, title) is Kind.FADE
    assert kind_of([(50 * MIN, 2.8)], title) is not Kind.INTERVALS
