"""What a run was, by runs that a coach would name at a glance."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from negsplit.analysis.classify import (
    Form,
    halves_ratio,
    is_step_by_step,
    progression_form,
    split_speeds,
)
from negsplit.analysis.clean import clean
from negsplit.analysis.session import Kind, session_of
from negsplit.analysis.settings import SHAPE, ShapeSettings
from negsplit.analysis.shape import Answer, Reason, Shape, shape_of
from negsplit.reports.verdict_words import REASONS
from negsplit.units import DistanceUnit
from synthetic_runs import Column, Ground, Piece, run

MIN = 60.0
SEEDS = range(3)


def shape(pieces: list[Piece], *, noise: float = 0.02, seed: int = 1) -> Shape:
    return shape_of(clean(run(pieces, noise=noise, seed=seed)))


def climb(start: float, end: float, minutes: float) -> list[Piece]:
    return [
        (minutes * MIN / 60, start + (end - start) * step / 59) for step in range(60)
    ]


RUNS: dict[str, tuple[Kind, list[Piece]]] = {
    "an easy hour": (Kind.STEADY, [(60 * MIN, 2.8)]),
    "ten miles with a slow first one": (
        Kind.STEADY,
        [(10 * MIN, 2.68), (80 * MIN, 2.8)],
    ),
    "2 km easy, 8 km at threshold, 2 km easy": (
        Kind.TEMPO_BLOCK,
        [(12 * MIN, 2.8), (36 * MIN, 3.7), (12 * MIN, 2.8)],
    ),
    "20 min at threshold between easy running": (
        Kind.TEMPO_BLOCK,
        [(20 * MIN, 2.9), (20 * MIN, 3.6), (15 * MIN, 2.8)],
    ),
    "a time trial with a walk home": (
        Kind.TEMPO_BLOCK,
        [(15 * MIN, 2.8), (20 * MIN, 4.0), (12 * MIN, 1.5)],
    ),
    "a run that faded": (Kind.FADE, climb(3.5, 2.9, 50)),
    "a first kilometre far too fast": (
        Kind.FADE,
        [(4 * MIN, 4.2), (12 * MIN, 3.3), (14 * MIN, 3.1)],
    ),
    "run four, walk one": (Kind.WALK_RUN, [(4 * MIN, 2.7), (MIN, 1.4)] * 8),
    "surges at will": (
        Kind.FARTLEK,
        [
            (10 * MIN, 2.8),
            *[(45.0, 3.9), (230.0, 2.8), (170.0, 3.8), (90.0, 2.8), (80.0, 3.9)],
            *[(400.0, 2.8), (35.0, 4.0), (60.0, 2.8), (260.0, 3.7), (300.0, 2.8)],
            *[(60.0, 3.9), (150.0, 2.8), (110.0, 3.8), (8 * MIN, 2.8)],
        ],
    ),
    "a marathon at one pace": (Kind.RACE, [(42_195 / 3.2, 3.2)]),
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", RUNS)
def test_a_run_is_called_what_a_coach_would_call_it(name: str, seed: int) -> None:
    kind, pieces = RUNS[name]
    found = shape(pieces, seed=seed)
    assert found.kind is kind
    assert found.is_progression is not Answer.YES
    assert found.form.value == kind.value


def test_a_marathon_that_hit_the_wall_has_no_cool_down() -> None:
    # The last 10 km a third slower: that is the race, not an easy jog after it.
    wall = shape([(32_000 / 3.3, 3.3), (10_195 / 2.3, 2.3)])
    assert wall.kind is Kind.FADE
    assert wall.cooldown_s == 0
    assert wall.core_end_s == pytest.approx(32_000 / 3.3 + 10_195 / 2.3, abs=60)


def test_repetitions_are_not_cut_off_as_a_cool_down() -> None:
    reps: list[Piece] = [(98.0, 4.1), (60.0, 1.5)] * 12
    found = shape([(15 * MIN, 2.8), *reps, (3 * MIN, 2.7)])
    assert found.cooldown_s < 6 * MIN
    assert found.warmup_s == pytest.approx(15 * MIN, abs=20)


def test_a_surge_in_the_middle_is_no_fast_finish() -> None:
    surge: list[Piece] = [(40 * MIN, 2.8), (15 * MIN, 3.4), (45 * MIN, 2.8)]
    assert shape(surge).is_progression is Answer.NO


@pytest.mark.parametrize("seed", SEEDS)
def test_a_push_in_the_last_tenth_is_seen(seed: int) -> None:
    found = shape([(45 * MIN, 2.9), (4 * MIN, 3.7)], seed=seed)
    assert found.is_progression is Answer.YES
    assert found.form is Form.FINAL_PUSH


@pytest.mark.parametrize("kilometre", range(2, 9))
def test_one_slower_kilometre_keeps_a_run_from_being_step_by_step(
    kilometre: int,
) -> None:
    speeds = [2.8 + 0.09 * number for number in range(10)]
    speeds[kilometre] = speeds[kilometre - 1] * 0.95
    pieces = [(1000 / speed, speed) for speed in speeds]
    found = shape(pieces, noise=0.0)
    assert found.form is not Form.EACH_SPLIT_FASTER


@pytest.mark.parametrize("last_mps", [3.08, 3.6])
def test_where_every_kilometre_is_faster_it_is_step_by_step(last_mps: float) -> None:
    """However large one of the steps is: runners read their kilometres."""
    speeds = [2.7, 2.74, 2.79, 2.84, 2.9, 2.96, last_mps]
    found = shape([(1000 / speed, speed) for speed in speeds], noise=0.0)
    assert found.form is Form.EACH_SPLIT_FASTER


def test_a_treadmill_that_fills_in_its_speed_measures_nothing() -> None:
    found = shape([(40 * MIN, 3.0)], noise=0.0)
    assert found.kind is Kind.STEADY
    assert found.is_progression is Answer.CANNOT_TELL
    assert found.reason is Reason.CONSTANT


def test_a_bicycle_is_no_runner() -> None:
    found = shape([(30 * MIN, 6.4), (10 * MIN, 6.0)])
    assert found.kind is Kind.CANNOT_TELL
    assert found.reason is Reason.TOO_FAST


def test_under_twenty_minutes_a_progression_is_not_judged() -> None:
    short = shape([(9 * MIN, 2.8), (9 * MIN, 3.3)])
    assert short.is_progression is Answer.CANNOT_TELL
    assert short.reason is Reason.TOO_SHORT
    assert shape([(11 * MIN, 2.8), (11 * MIN, 3.3)]).is_progression is Answer.YES


@pytest.mark.parametrize(("rise_bpm", "surer"), [(15.0, True), (-10.0, False)])
def test_a_heart_that_agrees_makes_it_surer_and_one_that_does_not_less(
    rise_bpm: float, *, surer: bool
) -> None:
    pieces: list[Piece] = [(20 * MIN, 3.0), (20 * MIN, 3.17)]
    seconds = sum(int(length) for length, _ in pieces)
    heart = np.linspace(150 - rise_bpm / 2, 150 + rise_bpm / 2, seconds)
    alone = shape_of(clean(run(pieces)))
    beside = shape_of(clean(run(pieces, heart_rate_bpm=heart)))
    assert (beside.probability > alone.probability) is surer


def test_hills_that_set_the_pace_are_named() -> None:
    # Up at 12 % and down again, ten times, at an even effort.
    hills: list[Piece] = [(3 * MIN, 3.0)] * 20
    track = clean(run(hills, ground=_Saw(grade_frac=0.12, grade_to_m=1e6), noise=0.02))
    assert shape_of(track).kind is Kind.HILLS


class _Saw(Ground):
    """Up for 300 m, down for 300 m."""

    def at(self, place_m: float) -> float:
        return self.grade_frac if place_m // 300 % 2 == 0 else -self.grade_frac


@pytest.mark.parametrize(
    ("place", "form"),
    [
        (0.50, Form.GRADUAL),
        (0.75, Form.EIGHTY_TWENTY),
        (0.80, Form.EIGHTY_TWENTY),
        (0.90, Form.FINAL_PUSH),
        (0.95, Form.FINAL_PUSH),
    ],
)
def test_the_place_of_the_step_names_the_form(place: float, form: Form) -> None:
    cells = np.where(np.arange(100) < 100 * place, 3.0, 3.5)
    assert progression_form(cells, (), 40 * MIN) is form


@pytest.mark.parametrize(
    ("duration_min", "form"),
    [(78, Form.EIGHTY_TWENTY), (82, Form.FAST_FINISH_LONG)],
)
def test_a_long_run_is_one_from_eighty_minutes_on(
    duration_min: float, form: Form
) -> None:
    cells: Column = np.where(np.arange(100) < 80, 3.0, 3.4)
    assert progression_form(cells, (), duration_min * MIN) is form


@pytest.mark.parametrize(
    ("paces_s", "faster"),
    [
        ((340, 334, 328, 322, 316), True),
        ((340, 334, 328, 322), False),  # four splits are too few
        ((340, 334, 335, 324, 314), True),  # one is 0.3 % slower
        ((340, 326, 334, 322, 316), False),  # one is 2.5 % slower
        ((340, 340, 340, 318, 318), False),  # a change of gear
    ],
)
def test_step_by_step_by_its_documented_numbers(
    paces_s: tuple[float, ...], *, faster: bool
) -> None:
    assert is_step_by_step([1000 / np.array(paces_s)]) is faster


def test_splits_are_whole_kilometres_and_miles() -> None:
    speeds = np.full(1000, 3.3)  # 3300 m
    assert split_speeds(speeds, DistanceUnit.KM) == pytest.approx([3.3] * 3, rel=0.01)
    assert split_speeds(speeds, DistanceUnit.MI) == pytest.approx([3.3] * 2, rel=0.01)


def test_halves_are_halves_of_the_distance() -> None:
    # 1,000 s at 3 m/s, then 1,000 s at 2 m/s: half of 5,000 m after 833 s.
    speeds = np.r_[np.full(1000, 3.0), np.full(1000, 2.0)]
    assert halves_ratio(speeds) == pytest.approx((2000 - 833.3) / 833.3, rel=0.002)


@pytest.mark.parametrize("name", [field.name for field in fields(ShapeSettings)])
def test_the_version_of_the_settings_changes_with_every_bound(name: str) -> None:
    value: Any = getattr(SHAPE, name)
    changed: Any = (
        tuple(2 * bound for bound in value) if isinstance(value, tuple) else 2 * value
    )
    others: dict[str, Any] = {name: changed}
    assert replace(SHAPE, **others).version != SHAPE.version


def test_every_reason_has_a_sentence() -> None:
    assert set(REASONS) == set(Reason)


def test_sprints_between_long_rests_are_no_vehicle() -> None:
    """Ten times 200 m at 2:40/km, standing for 160 s: club runners do that."""
    sprints = run(
        [(33 * 10, 6.2)], stops=tuple((33 * number, 160) for number in range(1, 10))
    )
    session = session_of(clean(sprints))
    assert not session.is_too_fast
    assert session.kind is Kind.INTERVALS


def test_many_walks_late_in_a_run_are_walk_run() -> None:
    """From 5 km on a walk of 45 s after every 500 m, as somebody planned it."""
    session = session_of(
        clean(run([(30 * MIN, 2.6), *[(195.0, 2.6), (45.0, 1.2)] * 16]))
    )
    assert session.kind is Kind.WALK_RUN


def test_a_little_slower_to_the_end_is_no_fade() -> None:
    """5:48, 6:02, 6:00, 6:11, 6:14 with a level pulse: an easy run, to two coaches."""
    paces_s = (348, 362, 360, 371, 374)
    session = session_of(clean(run([(float(p), 1000 / p) for p in paces_s])))
    assert session.kind is Kind.STEADY
