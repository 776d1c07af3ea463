"""Pulling a step moves that step, and pulling it back brings the workout back."""

from __future__ import annotations

import re

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from negsplit.athlete import Athlete, Race
from negsplit.desk.design.reshaping import Nudge, Pull, nudged, path_of, pulled, step_at
from negsplit.drawings.handles import Edge, handles
from negsplit.drawings.sketch import Sketch, sketch
from negsplit.drawings.zones import Across
from negsplit.errors import InputError, NegsplitError
from negsplit.notation import parse, to_text
from negsplit.runner import Runner
from negsplit.units import HALF_MARATHON_M, DistanceUnit
from negsplit.workout import Repeat, Workout
from workout_strategies import workouts

KM, MI = DistanceUnit.KM, DistanceUnit.MI
RUNNER = Runner.of(
    Athlete(
        races=(Race(HALF_MARATHON_M, 95 * 60.0),), max_hr_bpm=188, resting_hr_bpm=50
    )
)
BUILD = (
    "5km @5:50>4:57/km easy, 5km @4:57>4:41/km marathon, 5km @4:41>4:24/km threshold"
)
REPS = "wu 2km easy, 6x400m @4:00/km R 1min jog, lap rest, cd 2km easy"


def drawn(
    workout: Workout, across: Across = Across.TIME, unit: DistanceUnit = KM
) -> Sketch:
    return sketch(workout, RUNNER, across, unit)


def nudge(text: str, path: str, edge: Edge, by: int, unit: DistanceUnit = KM) -> str:
    return to_text(nudged(parse(text), Nudge(path_of(path), edge, by), RUNNER, unit))


@pytest.mark.parametrize(
    ("text", "path", "by", "unit", "expected"),
    [
        ("10min easy", "0", 1, KM, "630s easy"),
        ("10min easy", "0", -2, KM, "9min easy"),
        ("90s easy", "0", 1, KM, "95s easy"),
        ("2min easy", "0", -1, KM, "115s easy"),
        ("5km easy", "0", 1, KM, "5100m easy"),
        ("400m easy", "0", 1, KM, "450m easy"),
        ("1km easy", "0", -1, KM, "950m easy"),
        ("3mi easy", "0", 1, MI, "3.1mi easy"),
        ("400m easy", "0", 2, MI, "500m easy"),
        ("0.5mi easy", "0", -1, MI, "0.45mi easy"),
        ("50m easy", "0", -1, KM, "50m easy"),
        ("5s easy", "0", -9, KM, "5s easy"),
    ],
)
def test_a_length_goes_from_one_that_runners_say_to_the_next(
    text: str, path: str, by: int, unit: DistanceUnit, expected: str
) -> None:
    wanted = to_text(parse(expected))
    assert nudge(text, path, Edge.LENGTH, by, unit) == wanted


@pytest.mark.parametrize(
    ("text", "edge", "by", "unit", "expected"),
    [
        ("5km @5:00/km", Edge.PACE, 3, KM, "5km @4:57/km"),
        ("5km @5:00-4:50/km", Edge.PACE, -5, KM, "5km @5:05-4:55/km"),
        ("3mi @8:00/mi", Edge.PACE, 1, MI, "3mi @7:59/mi"),
        ("5km @5:00>4:30/km", Edge.START, 5, KM, "5km @4:55>4:30/km"),
        ("5km @5:00>4:30/km", Edge.END, 5, KM, "5km @5:00>4:25/km"),
        ("5km @140-150bpm", Edge.PACE, 4, KM, "5km @144-154bpm"),
        ("5km @140>160bpm", Edge.END, -4, KM, "5km @140>156bpm"),
        ("5km @5:00/km easy", Edge.PACE, 36, KM, "5km @4:24/km threshold"),
        ("5km @4:24/km jog", Edge.PACE, 1, KM, "5km @4:23/km jog"),
    ],
)
def test_a_pace_moves_by_seconds_and_a_heart_rate_by_beats(
    text: str, edge: Edge, by: int, unit: DistanceUnit, expected: str
) -> None:
    assert nudge(text, "0", edge, by, unit) == expected


@pytest.mark.parametrize(
    ("text", "by", "expected"),
    [
        # 125 % of VDOT 47.9 is an uptake of 59.9, by Daniels and Gilbert 302 m/min.
        ("5km @3:30/km", 100, "5km @3:19/km"),
        # A slow walk of 1 m/s takes 1000 s for a kilometre.
        ("5km @16:00/km", -100, "5km @16:40/km"),
        ("5km @3:40-3:30/km", 100, "5km @3:29-3:19/km"),
        # Between half of the maximum, 188 bpm, and all of it.
        ("5km @140-150bpm", 100, "5km @178-188bpm"),
        ("5km @140-150bpm", -100, "5km @94-104bpm"),
    ],
)
def test_nothing_is_pulled_beyond_what_is_run(
    text: str, by: int, expected: str
) -> None:
    assert nudge(text, "0", Edge.PACE, by) == expected


def test_a_word_becomes_its_pace_when_it_is_moved() -> None:
    # Easy pace of this runner is 5:50 to 5:18/km, by the calculator for VDOT 48.
    assert nudge("5km easy", "0", Edge.PACE, 1) == "5km @5:49-5:17/km easy"


def test_ramps_that_meet_go_on_meeting() -> None:
    moved = nudge(BUILD, "1", Edge.START, 7)
    assert moved.startswith("5km @5:50>4:50/km easy, 5km @4:50>4:41/km marathon")
    moved = nudge("5km @5:50>4:24/km, 5km @4:24/km", "1", Edge.PACE, 4)
    assert moved == "5km @5:50>4:20/km, 5km @4:20/km"


def test_what_only_looks_alike_elsewhere_stays() -> None:
    assert nudge("5km @5:50>4:24/km, 5km @4:25/km", "1", Edge.PACE, 5) == (
        "5km @5:50>4:24/km, 5km @4:20/km"
    )


def test_a_repeat_stays_a_repeat_and_changes_in_all_its_repetitions() -> None:
    before = parse(REPS)
    after = nudged(before, Nudge((1, 0), Edge.LENGTH, 4), RUNNER, KM)
    assert isinstance(after.items[1], Repeat)
    assert after.items[1].times == 6
    assert drawn(after).total_m - drawn(before).total_m == pytest.approx(6 * 200)


def without_words(text: str) -> str:
    """Return a notation without effort words: a moved pace gets the word it has."""
    return re.sub(
        r"(?<= )(easy|steady|moderate|marathon|tempo|threshold|hard)", "", text
    )


MOVES = st.tuples(st.sampled_from(["0", "1", "2"]), st.integers(-12, 12))


@given(move=MOVES, edge=st.sampled_from([Edge.START, Edge.END, Edge.LENGTH]))
def test_a_nudge_and_the_nudge_back_change_nothing(
    move: tuple[str, int], edge: Edge
) -> None:
    path, by = move
    there = nudge(BUILD, path, edge, by)
    back = nudge(there, path, edge, -by)
    assert without_words(back) == without_words(BUILD)


@given(by=st.integers(-40, 40))
def test_the_whole_run_changes_by_what_was_moved(by: int) -> None:
    before = parse(BUILD)
    after = nudged(before, Nudge((1,), Edge.LENGTH, by), RUNNER, KM)
    assert drawn(after).total_m - drawn(before).total_m == pytest.approx(100 * by)


@given(share=st.floats(0, 1), across=st.sampled_from(Across))
def test_a_length_lands_on_a_round_number_near_the_finger(
    share: float, across: Across
) -> None:
    before = parse(BUILD)
    shown = drawn(before, across)
    after = pulled(before, Pull((1,), Edge.LENGTH, share, 0.5), shown, RUNNER)
    landed = drawn(after, across).bars[1]
    assert landed.distance_m % 50 == 0
    finger = max(shown.at(share), shown.bars[1].start)
    # Half a rung of 100 m takes at most 15 s here; the least length is 50 m.
    slack = 50.0 if across is Across.DISTANCE else 16.0
    assert landed.end == pytest.approx(finger, abs=slack)


@given(up=st.floats(0, 1))
def test_a_pace_lands_on_five_seconds_near_the_finger_or_stays(up: float) -> None:
    before = parse("5km @4:57/km, 5km @4:00/km")
    shown = drawn(before)
    after = pulled(before, Pull((0,), Edge.PACE, 0.5, up), shown, RUNNER)
    pace = 1000 / drawn(after).bars[0].start_mps
    assert round(pace) % 5 == 0 or round(pace) == 297
    assert pace == pytest.approx(1000 / shown.speed_at(up), abs=2.51)


# Without shrinking: a workout of thousands of steps takes minutes to be made smaller.
@settings(
    max_examples=60, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)
@given(workout=workouts(), data=st.data())
def test_a_pull_to_where_it_is_changes_nothing_and_any_other_can_be_read_again(
    workout: Workout, data: st.DataObject
) -> None:
    try:
        shown = drawn(workout)
    except NegsplitError:
        return
    found = handles(shown)
    if not found:
        return
    handle = data.draw(st.sampled_from(found))
    here = Pull(
        handle.path,
        handle.edge,
        shown.share_across(handle.at),
        (handle.speed_mps - shown.bottom_mps) / (shown.top_mps - shown.bottom_mps),
    )
    away = Pull(
        handle.path, handle.edge, data.draw(st.floats(0, 1)), data.draw(st.floats(0, 1))
    )
    if handle.edge is Edge.LENGTH:
        same = pulled(workout, here, shown, RUNNER)
        assert step_at(same, handle.path).length == step_at(workout, handle.path).length
    told: list[str] = []
    for pull in (here, away):
        try:
            moved = pulled(workout, pull, shown, RUNNER)
        except InputError as error:
            told.append(str(error))
            continue
        assert parse(to_text(moved)) == moved
    # A repeat can become longer than a day, which is said.
    assert all("longer than 24 h" in said for said in told)


def test_what_is_not_there_is_said_in_a_sentence() -> None:
    workout = parse(REPS)
    for path in ((9,), (1,), (1, 7), (0, 0)):
        with pytest.raises(InputError, match="changed elsewhere"):
            step_at(workout, path)
    with pytest.raises(InputError, match="is no step"):
        path_of("1.x")
    with pytest.raises(InputError, match="lap button"):
        nudged(workout, Nudge((2,), Edge.LENGTH, 1), RUNNER, KM)
    with pytest.raises(InputError, match="no pace to change"):
        nudge("2min rest", "0", Edge.PACE, 1)
    with pytest.raises(InputError, match="no start to pull"):
        nudge("5km @5:00/km", "0", Edge.START, 1)


def test_a_cue_beyond_the_new_end_goes_with_what_is_cut() -> None:
    moved = nudge('5km easy !1km "smile" !4900m "kick"', "0", Edge.LENGTH, -3)
    assert moved == '4700m easy !1km "smile"'
