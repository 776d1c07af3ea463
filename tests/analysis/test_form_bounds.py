"""Every bound that docs/verdicts.md names, with a run on either side of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negsplit.analysis.bouts import Alternation, Bout, alternation_of, walks_of
from negsplit.analysis.classify import (
    Form,
    alternation_form,
    even_form,
    halves_ratio,
    is_fast_block,
    is_hilly,
    is_walk_run,
    progression_form,
)
from negsplit.analysis.clean import Track, clean
from negsplit.analysis.lift import Lift, Trait
from negsplit.analysis.profile import SpeedProfile, profile_of
from negsplit.analysis.shape import Answer, shape_of
from negsplit.physiology.gradient import gap_factor
from synthetic_runs import Column, Piece, run

MIN = 60.0
# A logistic curve one width above its middle: 1 / (1 + 1/e).
ONE_WIDTH = 0.7311


def odds(trait: Trait, **values: float) -> float:
    certain = {"lift": 0.2, "late": 0.2, "smoothness_frac": 1.0, "setback": 0.0}
    lift = Lift(**(certain | values), error=0.0, start_mps=3.0, finish_mps=3.6)
    return lift.odds[trait]


@pytest.mark.parametrize(
    ("trait", "middle", "one_width"),
    [
        (Trait.LIFTED, {"lift": 0.036}, {"lift": 0.044}),
        (Trait.LATE, {"late": 0.012, "lift": 0.008}, {"late": 0.018, "lift": 0.008}),
        (Trait.LATE, {"late": 0.048}, {"late": 0.054}),
        (Trait.SMOOTH, {"smoothness_frac": 0.70}, {"smoothness_frac": 0.75}),
        (Trait.KEPT, {"setback": 0.132}, {"setback": 0.120}),
    ],
)
def test_each_trait_turns_where_it_is_documented_to(
    trait: Trait, middle: dict[str, float], one_width: dict[str, float]
) -> None:
    assert odds(trait, **middle) == pytest.approx(0.5, abs=0.005)
    assert odds(trait, **one_width) == pytest.approx(ONE_WIDTH, abs=0.005)


def track_of(pieces: list[Piece], *, noise: float = 0.004) -> Track:
    return clean(run(pieces, noise=noise))


def profile(pieces: list[Piece], *, noise: float = 0.004) -> SpeedProfile:
    return profile_of(track_of(pieces, noise=noise))


def minutes(*pieces: tuple[float, float]) -> list[Piece]:
    return [(length * MIN, speed) for length, speed in pieces]


@pytest.mark.parametrize(
    ("pieces", "end"),
    [
        # A cool-down of up to 35 % of the run, at least 7 % slower than the fastest
        # stretch and at most 8 % faster than the start.
        (minutes((33, 2.8), (33, 3.2), (34, 2.6)), 66),
        (minutes((31, 2.8), (31, 3.2), (38, 2.6)), 100),
        (minutes((40, 2.8), (40, 3.2), (20, 2.95)), 80),
        (minutes((40, 2.9), (40, 3.2), (20, 3.0)), 100),
        (minutes((40, 2.8), (40, 3.6), (20, 3.0)), 80),
        (minutes((40, 2.8), (40, 3.6), (20, 3.1)), 100),
        # Walked home: up to half of the run.
        (minutes((26, 2.8), (26, 3.2), (48, 1.4)), 52),
        (minutes((22, 2.8), (24, 3.2), (54, 1.4)), 100),
    ],
)
def test_what_comes_after_the_run_is_set_aside(pieces: list[Piece], end: int) -> None:
    assert profile(pieces).core.end == pytest.approx(end, abs=1)


@pytest.mark.parametrize(
    ("walk", "fast", "start"),
    [
        (1.9, 3.0, 10),  # below 2.0 m/s is a walk
        (2.1, 3.0, 0),
        (1.7, 2.4, 10),  # and so is less than three quarters of the running speed
        (1.9, 2.4, 0),
    ],
)
def test_a_walked_start_is_set_aside(walk: float, fast: float, start: int) -> None:
    pieces = minutes((10, walk), (90, fast))
    assert profile(pieces).core.start == pytest.approx(start, abs=1)


def test_one_wild_cell_changes_nothing() -> None:
    calm = profile([(100 * 30.0, 3.0)])
    wild = profile([(49 * 30.0, 3.0), (30.0, 4.0), (50 * 30.0, 3.0)])
    assert wild.speed_mps[49] == pytest.approx(calm.speed_mps[49], rel=0.02)


def test_a_change_counts_when_it_stands_out_of_the_noise() -> None:
    assert len(profile(minutes((50, 3.0), (50, 3.02)), noise=0.03).stretches) == 1
    assert len(profile(minutes((50, 3.0), (50, 3.20)), noise=0.03).stretches) == 2


@pytest.mark.parametrize(("seconds", "count"), [(8.0, 0), (18.0, 4)])
def test_a_fast_bout_lasts_a_quarter_of_a_minute(seconds: float, count: int) -> None:
    pieces = [(300.0, 2.8), *[(seconds, 4.5), (120.0, 2.8)] * 4]
    track = track_of(pieces)
    found = alternation_of(track, slice(0, len(track)))
    assert len(found.fast) == count


@pytest.mark.parametrize(("seconds", "count"), [(12.0, 0), (30.0, 4)])
def test_a_walk_lasts_a_third_of_a_minute(seconds: float, count: int) -> None:
    pieces = [(300.0, 2.8), *[(seconds, 1.2), (120.0, 2.8)] * 4]
    assert len(walks_of(track_of(pieces))) == count


def form_of(pieces: list[Piece]) -> Form | None:
    track = track_of(pieces, noise=0.01)
    return alternation_form(alternation_of(track, slice(0, len(track))), 0.2)


@pytest.mark.parametrize(
    ("fast", "form"), [(3.0 * 1.10, None), (3.0 * 1.20, Form.INTERVALS)]
)
def test_intervals_are_a_good_deal_faster_than_the_rest(
    fast: float, form: Form | None
) -> None:
    assert form_of([(300, 3.0), *[(120, fast), (120, 3.0)] * 5]) is form


@pytest.mark.parametrize(
    ("lengths", "form"),
    [
        ((150, 180, 210, 180), Form.INTERVALS),
        ((60, 240, 90, 300), Form.FARTLEK),
        ((180, 180), None),
    ],
)
def test_intervals_are_regular_and_at_least_three(
    lengths: tuple[float, ...], form: Form | None
) -> None:
    pieces: list[Piece] = [(300, 2.8)]
    for length in lengths:
        pieces += [(length, 4.0), (120, 2.5)]
    assert form_of([*pieces, (300, 2.8)]) is form


@pytest.mark.parametrize(("walk_s", "walks"), [(25.0, False), (60.0, True)])
def test_walk_run_is_walking_for_a_sixteenth_of_the_run(
    walk_s: float, *, walks: bool
) -> None:
    # Four walks: 100 s or 240 s of about 45 min, that is 4 % or 8 %.
    track = track_of([(600, 2.7), *[(walk_s, 1.3), (540, 2.7)] * 4], noise=0.01)
    whole = slice(0, len(track))
    found = is_walk_run(walks_of(track), alternation_of(track, whole), len(track))
    assert found is walks


@pytest.mark.parametrize(
    ("place", "form"),
    [
        (0.50, Form.NEGATIVE_SPLIT),
        (0.75, Form.EIGHTY_TWENTY),
        (0.80, Form.EIGHTY_TWENTY),
        (0.90, Form.FINAL_PUSH),
        (0.95, Form.FINAL_PUSH),
    ],
)
def test_the_place_of_the_step_names_the_form(place: float, form: Form) -> None:
    cells = np.where(np.arange(100) < 100 * place, 3.0, 3.5)
    assert progression_form(cells, 40 * MIN) is form


@pytest.mark.parametrize(
    ("duration_min", "form"),
    [(78, Form.EIGHTY_TWENTY), (82, Form.FAST_FINISH_LONG)],
)
def test_a_long_run_is_one_from_eighty_minutes_on(
    duration_min: float, form: Form
) -> None:
    cells: Column = np.where(np.arange(100) < 80, 3.0, 3.4)
    assert progression_form(cells, duration_min * MIN) is form


@pytest.mark.parametrize(
    ("ratio", "form"),
    [
        (0.975, Form.NEGATIVE_SPLIT),
        (0.985, Form.STEADY),
        (1.015, Form.STEADY),
        (1.025, Form.FADE),
    ],
)
def test_halves_within_two_percent_are_even(ratio: float, form: Form) -> None:
    assert even_form(ratio) is form


def test_halves_are_halves_of_the_distance() -> None:
    # 1,000 s at 3 m/s, then 1,000 s at 2 m/s: half of 5,000 m after 833 s.
    speeds = np.r_[np.full(1000, 3.0), np.full(1000, 2.0)]
    assert halves_ratio(speeds) == pytest.approx((2000 - 833.3) / 833.3, rel=0.002)


@pytest.mark.parametrize(("grade", "hilly"), [(0.01, False), (0.06, True)])
def test_hills_shape_a_run_when_they_are_steep_enough(
    grade: float, *, hilly: bool
) -> None:
    # A saw of 500 m up and 500 m down, run at even effort.
    flat = track_of([(2400, 3.0)], noise=0.0)
    slope = np.where((flat.distance_m // 500) % 2 == 0, grade, -grade)
    factor = gap_factor(slope)
    track = replace(flat, grade_frac=slope, speed_mps=flat.adjusted_mps / factor)
    assert is_hilly(track) is hilly


def kilometres(*paces_s: float) -> list[Piece]:
    return [(pace, 1000 / pace) for pace in paces_s]


@pytest.mark.parametrize(
    ("paces", "answer"),
    [
        # 5 km, every one a little faster: little lift, but the form's only rule holds.
        ((319, 312, 310, 308, 305.5), Answer.YES),
        ((319, 316, 314, 312, 310), Answer.NO),  # 2.9 % in all
        ((312, 319, 313, 308, 304.5), Answer.NO),  # the second was slower
    ],
)
def test_every_kilometre_faster_is_a_progression_by_that_rule_alone(
    paces: tuple[float, ...], answer: Answer
) -> None:
    # The first fifth of a kilometre is slow, as from a standing start.
    slow_start = [(72.0, 200 / 72), (paces[0] - 72, 800 / (paces[0] - 72))]
    pieces = [*slow_start, *kilometres(*paces[1:]), (30.0, 3.1)]
    verdict = shape_of(track_of(pieces, noise=0.0))
    assert verdict.is_progression is answer


def alternating(
    *,
    separation: float = 0.9,
    contrast: float = 0.4,
    lengths: tuple[int, ...] = (100, 100, 100, 100),
    slow: int = 3,
    around: float = 0.0,
) -> Alternation:
    """An alternation by its numbers alone."""
    return Alternation(
        fast=tuple(Bout(0, length, 4.0) for length in lengths),
        slow=tuple(Bout(0, 60, 2.5) for _ in range(slow)),
        contrast_frac=contrast,
        separation_frac=separation,
        fast_mps=4.0,
        around_mps=around,
    )


@pytest.mark.parametrize(
    ("found", "climb", "form"),
    [
        # Two speeds explain 67 % of the variance, and 20 % more than a climb does.
        (alternating(separation=0.66), 0.2, None),
        (alternating(separation=0.68), 0.2, Form.INTERVALS),
        (alternating(separation=0.75), 0.56, None),
        (alternating(separation=0.75), 0.54, Form.INTERVALS),
        # They lie 15 % apart.
        (alternating(contrast=0.14), 0.2, None),
        (alternating(contrast=0.16), 0.2, Form.INTERVALS),
        # At least three bouts, with two slow ones between.
        (alternating(lengths=(100, 100)), 0.2, None),
        (alternating(lengths=(100, 100, 100), slow=2), 0.2, Form.INTERVALS),
        (alternating(slow=1), 0.2, None),
        # The spread of lengths is 20 % of their median: 1.4826 times 13 or 14 of 100.
        (alternating(lengths=(87, 113, 87, 113)), 0.2, Form.INTERVALS),
        (alternating(lengths=(86, 114, 86, 114)), 0.2, Form.FARTLEK),
        # Bouts under a fifth of the longest are slips, and three have to be left.
        (alternating(lengths=(19, 19, 100, 100, 100)), 0.2, Form.INTERVALS),
        (alternating(lengths=(19, 19, 100, 100)), 0.2, Form.FARTLEK),
        (alternating(lengths=(21, 21, 21, 100, 100)), 0.2, Form.INTERVALS),
    ],
)
def test_alternation_by_its_documented_numbers(
    found: Alternation, climb: float, form: Form | None
) -> None:
    assert alternation_form(found, climb) is form


@pytest.mark.parametrize(
    ("walked_s", "count", "found", "walks"),
    [
        (55, 3, alternating(), False),  # 5.5 % of 1,000 s
        (65, 3, alternating(), True),
        (200, 2, alternating(), False),
        # Repetitions with walked recoveries are 15 % faster than the warm-up.
        (200, 4, alternating(around=4.0 / 1.14), True),
        (200, 4, alternating(around=4.0 / 1.16), False),
        (200, 4, alternating(around=1.9), True),
        (200, 4, alternating(around=3.0, separation=0.66), True),
    ],
)
def test_walk_run_by_its_documented_numbers(
    walked_s: int, count: int, found: Alternation, *, walks: bool
) -> None:
    bouts = tuple(Bout(0, walked_s // count + (i == 0), 1.3) for i in range(count))
    assert is_walk_run(bouts, found, 1000.0) is walks


@pytest.mark.parametrize(
    ("climb", "left", "hilly"),
    [
        (0.014, 0.1, False),
        (0.016, 0.1, True),
        (0.016, 0.62, False),  # grade explains 38 % of the variance
        (0.016, 0.58, True),
    ],
)
def test_hills_by_their_documented_numbers(
    climb: float, left: float, *, hilly: bool
) -> None:
    flat = track_of([(1000, 3.0)], noise=0.0)
    wave = np.sin(np.arange(len(flat)) / 30)
    speed = 3.0 + 0.3 * wave
    up = np.where(wave > 0, 1.0, 0.0)
    grade = up * climb * speed.sum() / (up * speed).sum()
    adjusted = 3.0 + 0.3 * wave * left**0.5
    track = replace(flat, speed_mps=speed, adjusted_mps=adjusted, grade_frac=grade)
    assert is_hilly(track) is hilly


@pytest.mark.parametrize(
    ("place", "form"),
    [
        (0.43, Form.NEGATIVE_SPLIT),
        (0.61, Form.NEGATIVE_SPLIT),
        (0.69, Form.EIGHTY_TWENTY),
        (0.85, Form.EIGHTY_TWENTY),
        (0.96, Form.FINAL_PUSH),
    ],
)
def test_a_step_near_the_edge_of_its_places_still_has_its_name(
    place: float, form: Form
) -> None:
    cells = np.where(np.arange(100) < round(100 * place), 3.0, 3.5)
    assert progression_form(cells, 40 * MIN) is form


@pytest.mark.parametrize(
    ("first", "second", "form"),
    [(33, 67, Form.THIRDS), (27, 59, Form.THIRDS), (41, 73, Form.THIRDS)],
)
def test_two_steps_near_the_thirds_are_thirds(
    first: int, second: int, form: Form
) -> None:
    cells = np.r_[
        np.full(first, 3.0), np.full(second - first, 3.3), np.full(100 - second, 3.6)
    ]
    assert progression_form(cells, 40 * MIN) is form


def test_an_even_climb_is_each_split_faster() -> None:
    cells: Column = np.linspace(3.0, 3.6, 100)
    assert progression_form(cells, 40 * MIN) is Form.EACH_SPLIT_FASTER


def two_parts(
    place: int, step: float, *, build: float = 0.0, easy_build: float = 0.0
) -> Column:
    """An easy part and a fast one, each building by a share from half to half."""
    easy, fast = np.full(place, 3.0), np.full(100 - place, 3.0 * (1 + step))
    easy[place // 2 :] *= 1 + easy_build
    fast[len(fast) // 2 :] *= 1 + build
    return np.concatenate([easy, fast])


@pytest.mark.parametrize(
    ("cells", "block"),
    [
        (two_parts(40, 0.18), True),
        (two_parts(40, 0.13), False),  # 15 % faster at least
        (two_parts(40, 0.18, build=0.05), True),
        (two_parts(40, 0.18, build=0.07), False),  # it builds
        (two_parts(40, 0.28, easy_build=0.05), True),
        (two_parts(40, 0.28, easy_build=0.07), False),
        (two_parts(22, 0.18), True),
        (two_parts(64, 0.18), True),
        (two_parts(80, 0.18), False),  # an 80/20
    ],
)
def test_a_fast_block_is_one_sharp_step_to_an_even_part(
    cells: Column, *, block: bool
) -> None:
    assert is_fast_block(cells) is block
