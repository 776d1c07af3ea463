"""Finding the steps of a plan in a recording, however the laps fell."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from negsplit import notation
from negsplit.analysis.clean import clean
from negsplit.analysis.match import Match, Matching, match
from negsplit.recording import Lap, Recording
from synthetic_runs import Piece, laps_at, run

PLAN = notation.parse("10min @5:33/km, 10min @5:00/km, 10min @4:35/km")
RUN: list[Piece] = [(600, 3.0), (600, 1000 / 300), (600, 1000 / 275)]


def found(recording: Recording, plan: str | None = None) -> Match:
    workout = PLAN if plan is None else notation.parse(plan)
    return match(recording, clean(recording), workout)


def edges(result: Match) -> list[tuple[int, int] | None]:
    return [None if c is None else (c.start, c.stop) for c in result.cells]


def test_laps_of_the_steps_are_the_steps() -> None:
    result = found(run(RUN, laps=laps_at(0, 600, 1200, 1800)))
    assert result.how is Matching.LAPS
    assert edges(result) == [(0, 600), (600, 1200), (1200, 1800)]


def test_an_extra_lap_inside_a_step_is_absorbed() -> None:
    result = found(run(RUN, laps=laps_at(0, 600, 900, 1200, 1800)))
    assert edges(result) == [(0, 600), (600, 1200), (1200, 1800)]


def test_automatic_laps_that_miss_the_steps_are_not_trusted() -> None:
    result = found(run(RUN, laps=laps_at(0, 500, 800, 1400, 1800)))
    assert result.how is Matching.SPEED
    for got, true in zip(
        edges(result), [(0, 600), (600, 1200), (1200, 1800)], strict=True
    ):
        assert got == pytest.approx(true, abs=25)


def test_a_missing_lap_press_costs_only_the_steps_beside_it() -> None:
    result = found(run(RUN, laps=laps_at(0, 600, 1800)))
    assert edges(result)[0] == pytest.approx((0, 600), abs=25)
    assert edges(result)[2] == pytest.approx((1200, 1800), abs=25)


@pytest.mark.parametrize("late", [120, 420])
def test_a_late_start_shifts_everything_and_loses_nothing(late: int) -> None:
    result = found(run([(late, 2.2), *RUN], seed=2))
    for number, got in enumerate(edges(result)):
        true = (late + 600 * number, late + 600 * (number + 1))
        assert got == pytest.approx(true, abs=30)


def test_a_cool_down_after_the_plan_belongs_to_no_step() -> None:
    result = found(run([*RUN, (500, 2.2)], laps=laps_at(0, 600, 1200, 1800, 2300)))
    assert edges(result) == [(0, 600), (600, 1200), (1200, 1800)]


def test_a_step_that_was_left_out_is_missing_and_the_others_stay() -> None:
    result = found(run([RUN[0], RUN[2]], laps=laps_at(0, 600, 1200)))
    assert edges(result) == [(0, 600), None, (600, 1200)]


def test_a_step_cut_short_is_that_step_all_the_same() -> None:
    result = found(run([*RUN[:2], (300, 1000 / 275)], laps=laps_at(0, 600, 1200, 1500)))
    assert edges(result) == [(0, 600), (600, 1200), (1200, 1500)]


def test_repetitions_are_found_by_speed_alone() -> None:
    pieces: list[Piece] = [(600, 2.8), *[(180, 4.2), (120, 2.2)] * 5, (400, 2.7)]
    plan = "10min @6:00-5:50/km, 5x3min @4:00-3:55/km R 2min jog, 7min easy"
    result = found(run(pieces, seed=3), plan)
    assert result.how is Matching.SPEED
    for number, cells in enumerate(edges(result)[1:11:2]):
        start = 600 + 300 * number
        assert cells == pytest.approx((start, start + 180), abs=20)


def test_another_run_is_not_forced_into_the_plan() -> None:
    assert found(run([(900, 2.2)])).how is Matching.NONE


def with_step_numbers(numbers: list[int | None], indices: tuple[int, ...]) -> Recording:
    marks = [600.0 * i for i in range(len(numbers) + 1)]
    laps = tuple(
        Lap(start, end, step_index=number)
        for (start, end), number in zip(pairwise(marks), numbers, strict=True)
    )
    pieces: list[Piece] = [(600, 3.0)] * len(numbers)
    return replace(run(pieces, laps=laps), step_indices=indices)


def test_the_watchs_own_step_numbers_decide() -> None:
    # All at one speed: nothing but the numbers tells the steps apart.
    result = found(with_step_numbers([0, 1, 2], (0, 1, 2)))
    assert result.how is Matching.STEP_INDEX
    assert edges(result) == [(0, 600), (600, 1200), (1200, 1800)]


def test_automatic_laps_inside_a_numbered_step_are_one_step() -> None:
    result = found(with_step_numbers([0, 1, 1, 2], (0, 1, 2)))
    assert edges(result) == [(0, 600), (600, 1800), (1800, 2400)]


def test_numbered_repeats_come_round_again() -> None:
    # 2 x (step 0, step 1): the plan is flat, the numbers repeat.
    result = found(
        with_step_numbers([0, 1, 0, 1], (0, 1, 0, 1)),
        "2x(10min @5:33/km, 10min @5:00/km)",
    )
    assert edges(result) == [(0, 600), (600, 1200), (1200, 1800), (1800, 2400)]


def test_a_skipped_numbered_step_is_missing() -> None:
    result = found(with_step_numbers([0, 2], (0, 1, 2)))
    assert edges(result) == [(0, 600), None, (600, 1200)]


def test_a_lap_outside_the_workout_is_left_out() -> None:
    result = found(with_step_numbers([None, 0, 1, 2, None], (0, 1, 2)))
    assert edges(result) == [(600, 1200), (1200, 1800), (1800, 2400)]


def test_a_numbered_lap_without_moving_keeps_its_place_in_the_order() -> None:
    # The runner stood through the second repetition.
    recording = with_step_numbers([0, 1, 0, 1], (0, 1, 0, 1))
    standing = recording.streams.distance_m.copy()
    standing[1200:1801] = standing[1200]
    standing[1801:] = standing[1200] + 3.0 * np.arange(1, len(standing) - 1800)
    streams = replace(recording.streams, distance_m=standing)
    result = found(
        replace(recording, streams=streams),
        "2x(10min @5:33/km, 10min @5:00/km)",
    )
    stood, after = result.cells[2], result.cells[3]
    assert stood is None or stood.stop - stood.start < 5
    assert after is not None
    assert after.stop - after.start == pytest.approx(600, abs=5)


def test_step_numbers_of_another_workout_say_nothing_of_this_one() -> None:
    # The watch ran three steps of its own; the plan that is asked about has three.
    carried = notation.parse("2min easy, 20min @5:33/km, 8min easy")
    laps = tuple(
        Lap(start, end, step_index=number)
        for number, (start, end) in enumerate([(0, 120), (120, 1320), (1320, 1800)])
    )
    recording = replace(run(RUN, laps=laps), step_indices=(0, 1, 2), workout=carried)
    result = found(recording)
    assert result.how is Matching.SPEED
    assert found(replace(recording, workout=PLAN)).how is Matching.STEP_INDEX


@pytest.mark.parametrize("laps", [(), laps_at(0, 600, 1200, 2200)])
def test_a_build_that_was_stopped_is_still_that_plan(laps: tuple[Lap, ...]) -> None:
    result = found(run([*RUN[:2], (1000, 2.6)], laps=laps))
    first, second, third = edges(result)
    assert first == pytest.approx((0, 600), abs=25)
    assert second == pytest.approx((600, 1200), abs=25)
    assert third is None


def test_a_plan_of_more_steps_than_the_run_has_places_is_another_plan() -> None:
    result = found(run(RUN), "99x(10x(5s @4:00/km, 5s @5:00/km))")
    assert (result.how, len(result.cells)) == (Matching.NONE, 1980)


def near(cells: tuple[int, int] | None, start: int, end: int) -> bool:
    """Whether two stretches overlap by 0.8 of what they cover together."""
    if cells is None:
        return False
    shared = min(cells[1], end) - max(cells[0], start)
    return shared >= 0.8 * (max(cells[1], end) - min(cells[0], start))


@pytest.mark.parametrize("speed", [3.6, 4.2, 4.7])
def test_repetitions_far_off_their_pace_are_found_without_laps(speed: float) -> None:
    pieces: list[Piece] = [(600, 2.8), *[(120, speed), (120, 2.2)] * 6, (300, 2.7)]
    result = found(
        run(pieces, seed=4), "wu 10min easy, 6x2min @3:58-3:52/km R 2min jog, cd 5min"
    )
    for number, cells in enumerate(edges(result)[1:12:2]):
        assert near(cells, 600 + 240 * number, 720 + 240 * number)


def test_repetitions_that_fade_are_found_without_laps() -> None:
    speeds = [4.5, 4.4, 4.2, 4.0, 3.8, 3.6]
    pieces: list[Piece] = [(600, 2.8)]
    for speed in speeds:
        pieces += [(120, speed), (120, 2.2)]
    result = found(
        run(pieces, seed=5), "wu 10min easy, 6x2min @3:45-3:40/km R 2min jog"
    )
    for number, cells in enumerate(edges(result)[1:12:2]):
        assert near(cells, 600 + 240 * number, 720 + 240 * number)


@pytest.mark.parametrize("with_laps", [True, False])
def test_standing_rests_are_recoveries(*, with_laps: bool) -> None:
    # The watch runs on while the runner stands for two minutes.
    pieces: list[Piece] = [(600, 2.8), *[(120, 4.2)] * 5]
    stops = tuple((600 + 120 * n, 120) for n in range(1, 5))
    marks = [0, 600, *(600 + 120 * n for n in range(1, 10))]
    recording = run(
        pieces, stops=stops, seed=6, laps=laps_at(*marks) if with_laps else ()
    )
    result = found(recording, "wu 10min easy, 5x2min @4:00-3:55/km R 2min jog")
    for number, cells in enumerate(edges(result)[1:10:2]):
        assert near(cells, 600 + 120 * number, 720 + 120 * number)


def test_only_some_repetitions_are_found_where_only_some_were_run() -> None:
    pieces: list[Piece] = [(600, 2.8), *[(120, 4.2), (120, 2.2)] * 4, (600, 2.7)]
    plan = "wu 10min easy, 10x2min @4:00-3:55/km R 2min jog, cd 10min easy"
    result = found(run(pieces, seed=7), plan)
    work = [cells for cells in edges(result)[1:20:2] if cells is not None]
    assert len(work) == 4


def test_two_steps_of_one_number_in_a_row_are_two_steps() -> None:
    # Strides without a recovery between them: the watch repeats one step.
    recording = with_step_numbers([0, 1, 1, 1], (0, 1, 1, 1))
    result = found(recording, "10min @5:33/km, 3x10min @5:00/km")
    assert edges(result) == [(0, 600), (600, 1200), (1200, 1800), (1800, 2400)]


def test_repetitions_with_longer_rests_and_two_missing_are_those_of_the_plan() -> None:
    """Twelve 400s with a minute of jogging planned; ten run, faster, with 100 s."""
    pieces: list[Piece] = [(770, 2.78), *[(102, 3.95), (100, 2.2)] * 10, (600, 2.9)]
    result = found(
        run(pieces, noise=0.02),
        "wu 2km @6:15-5:45/km, 12x400m @5:00-4:30/km R 1min @7:30-6:30/km, "
        "cd 1km @6:15-5:45/km",
    )
    reps = edges(result)[1:25:2]
    starts = [770 + 202 * number for number in range(10)]
    for got, start in zip(reps[:10], starts, strict=True):
        assert got == pytest.approx((start, start + 102), abs=6)
    assert reps[10:] == [None, None]
