"""Names of runs are evidence, and never the verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negsplit.analysis.clean import clean
from negsplit.analysis.session import Kind
from negsplit.analysis.shape import shape_of
from negsplit.analysis.title import (
    names_a_fartlek,
    names_a_race,
    names_a_tempo_run,
    names_an_easy_run,
    names_intervals,
)
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
        ("4k*2 broken tempo", True),
        ("Repetition400x10", True),
        ("Mp交替跑", True),
        ("Easy run", False),
        ("Long run 2026-10-11", False),
    ],
)
def test_a_name_says_that_it_was_repetitions(title: str, *, is_session: bool) -> None:
    assert names_intervals(title) is is_session


@pytest.mark.parametrize(
    ("title", "is_fartlek"),
    [
        ("Fartlek 10 km", True),
        ("Fahrtspiel im Wald", True),
        ("入门：法特莱克5KM", True),
        ("6x400", False),
        ("Farther than ever", False),
    ],
)
def test_a_name_says_that_it_was_fartlek(title: str, *, is_fartlek: bool) -> None:
    assert names_a_fartlek(title) is is_fartlek
    assert not is_fartlek or names_intervals(title)


@pytest.mark.parametrize(
    ("title", "is_easy"),
    [
        ("Easy run", True),
        ("Recovery jog", True),
        ("轻松跑", True),
        ("Easy + strides", False),
        ("Uneasy hills", False),
        ("Threshold", False),
    ],
)
def test_a_name_says_that_it_was_easy(title: str, *, is_easy: bool) -> None:
    assert names_an_easy_run(title) is is_easy


@pytest.mark.parametrize(
    ("title", "is_tempo"),
    [
        ("Threshold 5:10", True),
        ("Tempo Tuesday", True),
        ("26-Week1-节奏", True),
        ("Tempo progression", False),
        ("broken tempo 2x4k", False),
        ("LR w MP tempo", False),
        ("Easy run", False),
    ],
)
def test_a_name_says_that_it_was_a_tempo_run(title: str, *, is_tempo: bool) -> None:
    assert names_a_tempo_run(title) is is_tempo


def kind_of(pieces: list[Piece], title: str) -> Kind:
    return shape_of(clean(replace(run(pieces), title=title))).kind


def test_an_even_half_marathon_is_a_race_if_its_runner_says_so() -> None:
    even: list[Piece] = [(21_097 / 3.6, 3.6)]
    assert kind_of(even, "Half Marathon Lisbon") is Kind.RACE
    assert kind_of(even, "Sunday run") is Kind.STEADY


def test_a_run_marked_as_a_race_is_one_whatever_it_is_called() -> None:
    even = run([(21_097 / 3.6, 3.6)])
    marked = replace(even, title="Sunday run", is_race=True)
    assert shape_of(clean(marked)).kind is Kind.RACE


@pytest.mark.parametrize("title", ["Marathon", "12x400m"])
def test_a_name_does_not_overrule_the_curve(title: str) -> None:
    faded: list[Piece] = [(10 * MIN, 3.5 - 0.12 * number) for number in range(6)]
    assert kind_of(faded, title) is Kind.FADE
    assert kind_of([(50 * MIN, 2.8)], title) is not Kind.INTERVALS


def test_a_block_that_builds_is_a_tempo_run_if_its_runner_says_so() -> None:
    """Two kilometres easy, eight from 5:14 to 4:57, two easy again."""
    builds: list[Piece] = [
        (11 * MIN, 3.03),
        *[(8 * MIN, speed) for speed in (3.19, 3.25, 3.31, 3.38)],
        (11 * MIN, 2.95),
    ]
    assert kind_of(builds, "Threshold run") is Kind.TEMPO_BLOCK
    assert kind_of(builds, "Tempo progression") is not Kind.TEMPO_BLOCK


def test_two_equal_stretches_are_a_session_if_their_runner_says_so() -> None:
    """Four kilometres at 3:38, a jog of 400 m, four at 3:35: no warm-up recorded."""
    pair: list[Piece] = [(872, 4.59), (150, 2.3), (860, 4.65)]
    assert kind_of(pair, "4k*2 broken tempo") is Kind.INTERVALS


def test_a_name_counts_where_the_recoveries_were_walked() -> None:
    """Nine times 400 m at 4:22, walking for 110 s, and no easy kilometre around."""
    reps: list[Piece] = [(105, 3.8), (110, 1.25)] * 9
    assert kind_of(reps, "Repetition 400x9") is Kind.INTERVALS


def test_uneven_surges_are_fartlek_if_their_runner_says_so() -> None:
    surges: list[Piece] = [(8 * MIN, 2.8)]
    for fast_s, easy_s in ((60, 200), (150, 90), (40, 240), (100, 150)):
        surges += [(fast_s, 3.9), (easy_s, 2.7)]
    assert kind_of([*surges, (6 * MIN, 2.7)], "Fartlek by the river") is Kind.FARTLEK
    assert kind_of([(50 * MIN, 2.8)], "Fartlek by the river") is Kind.STEADY


def test_an_easy_run_that_gets_slower_has_not_faded() -> None:
    slower: list[Piece] = [(10 * MIN, 3.2 - 0.09 * number) for number in range(5)]
    assert kind_of(slower, "Morning run") is Kind.FADE
    assert kind_of(slower, "Easy run") is Kind.STEADY
    collapsed: list[Piece] = [(10 * MIN, 3.2 - 0.22 * number) for number in range(5)]
    assert kind_of(collapsed, "Easy run") is Kind.FADE
