"""A workout's profile keeps the laws of its axes: faster is higher, longer is wider."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsplit.athlete import Athlete, Race
from negsplit.drawings.frame import Setting
from negsplit.drawings.handles import Edge, handles, handles_svg
from negsplit.drawings.predicted import curves_of, predicted_svg
from negsplit.drawings.profile import (
    NARROW,
    WIDE,
    pace_marks,
    profile_svg,
    ruler_marks,
)
from negsplit.drawings.sketch import Sketch, addresses, sketch
from negsplit.drawings.step_words import length_words, told
from negsplit.drawings.zones import Across, Zone
from negsplit.errors import NegsplitError
from negsplit.notation import parse
from negsplit.runner import Runner
from negsplit.simulate import Settings, simulate
from negsplit.units import HALF_MARATHON_M, DistanceUnit, format_pace
from negsplit.workout import Workout
from workout_strategies import workouts

KM, MI = DistanceUnit.KM, DistanceUnit.MI
SVG = "{http://www.w3.org/2000/svg}"
RUNNER = Runner.of(
    Athlete(
        races=(Race(HALF_MARATHON_M, 95 * 60.0),), max_hr_bpm=188, resting_hr_bpm=50
    )
)
BUILD = "5km @5:50>4:57/km easy, 5km @4:57>4:41/km marathon, 5km @4:24/km threshold"
REPS = "wu 2km easy, 6x400m @5k R 1min jog, lap rest, cd 2km easy"


def drawn(text: str, across: Across = Across.TIME, unit: DistanceUnit = KM) -> Sketch:
    return sketch(parse(text), RUNNER, across, unit)


@given(
    paces=st.lists(st.integers(200, 480), min_size=1, max_size=6),
    minutes=st.integers(2, 30),
    across=st.sampled_from(Across),
)
def test_bars_fill_the_axis_without_gaps_and_faster_is_higher(
    paces: list[int], minutes: int, across: Across
) -> None:
    text = ", ".join(f"{minutes}min @{p // 60}:{p % 60:02d}/km" for p in paces)
    shown = drawn(text, across)
    assert shown.bars[0].start == 0
    assert all(a.end == b.start for a, b in pairwise(shown.bars))
    total = shown.total_s if across is Across.TIME else shown.total_m
    assert shown.bars[-1].end == pytest.approx(total)
    assert shown.total_s == 60 * minutes * len(paces)
    assert shown.total_m == pytest.approx(sum(60_000 * minutes / p for p in paces))
    heights = [shown.share_up(bar.start_mps) for bar in shown.bars]
    by_pace = sorted(zip(paces, heights, strict=True))
    assert all(h1 >= h2 for (_, h1), (_, h2) in pairwise(by_pace))
    assert all(WIDE.y(shown, b.start_mps) < WIDE.floor for b in shown.bars)


@given(share=st.floats(0, 1))
def test_a_place_on_the_axes_and_its_share_are_the_same_place(share: float) -> None:
    shown = drawn(BUILD)
    assert shown.share_across(shown.at(share)) == pytest.approx(share)
    assert shown.share_up(shown.speed_at(share)) == pytest.approx(share)


@pytest.mark.parametrize("across", Across)
@pytest.mark.parametrize("length", ["5km", "25min"])
def test_a_ramp_is_a_slope_from_its_first_pace_to_its_last(
    across: Across, length: str
) -> None:
    (bar,) = drawn(f"{length} @5:50>4:20/km", across).bars
    places = [bar.slices[0].top[0], *(p for part in bar.slices for p in part.top[1:])]
    assert bar.is_ramp
    assert places[0].speed_mps == pytest.approx(1000 / 350)
    assert places[-1].speed_mps == pytest.approx(1000 / 260)
    assert places[0].at == bar.start
    assert places[-1].at == pytest.approx(bar.end)
    assert all(a.at < b.at and a.speed_mps < b.speed_mps for a, b in pairwise(places))
    assert [part.zone for part in bar.slices] == [
        Zone.EASY,
        Zone.MARATHON,
        Zone.THRESHOLD,
        Zone.INTERVAL,
    ]


def test_the_area_under_a_ramp_over_time_is_its_distance() -> None:
    (bar,) = drawn("20min @6:00>4:00/km", Across.TIME).bars
    places = [bar.slices[0].top[0], *(p for part in bar.slices for p in part.top[1:])]
    area = sum(
        (b.at - a.at) * (a.speed_mps + b.speed_mps) / 2 for a, b in pairwise(places)
    )
    # A curve drawn in pieces has a little more area than the curve.
    assert area == pytest.approx(bar.distance_m, rel=0.002)


def test_a_ramp_over_distance_is_reached_halfway_in_pace_before_half_its_time() -> None:
    (bar,) = drawn("10km @6:00>4:00/km", Across.TIME).bars
    # The first half of the distance, at 5:30/km on average, takes 27.5 of 50 minutes.
    (half,) = (
        p.at for part in bar.slices for p in part.top if p.speed_mps == 1000 / 300
    )
    assert half == pytest.approx(27.5 * 60)


def test_repeats_are_written_out_and_bracketed() -> None:
    shown = drawn(REPS)
    assert [bar.path for bar in shown.bars[:4]] == [(0,), (1, 0), (1, 1), (1, 0)]
    assert [bar.turn for bar in shown.bars[:6]] == [0, 0, 0, 1, 1, 2]
    (group,) = shown.groups
    assert group.times == 6
    assert (group.start, group.end) == (shown.bars[1].start, shown.bars[12].end)
    assert "6 ×" in profile_svg(shown, ("t", "d"))


def test_a_step_until_the_lap_button_takes_no_room() -> None:
    shown = drawn(REPS)
    (lap,) = (bar for bar in shown.bars if bar.path == (2,))
    assert lap.start == lap.end
    assert 'class="lap"' in profile_svg(shown, ("t", "d"))


def test_walking_and_resting_lie_on_the_floor() -> None:
    shown = drawn("5min @4:00/km, 2min walk, 1min rest")
    assert [shown.share_up(bar.start_mps) for bar in shown.bars[1:]] == [0, 0]
    assert shown.share_up(shown.bars[0].start_mps) > 0.5


@settings(max_examples=60, deadline=None)
@given(workout=workouts())
def test_every_workout_that_is_not_refused_has_a_sound_picture(
    workout: Workout,
) -> None:
    try:
        shown = sketch(workout, RUNNER, Across.TIME, KM)
    except NegsplitError:
        return
    steps = list(workout.flat())
    assert [bar.step for bar in shown.bars] == steps
    assert len(list(addresses(workout.items))) == len(steps)
    for setting in (Setting(), Setting(is_narrow=True, in_page="p")):
        root = ET.fromstring(profile_svg(shown, ("<t>", told(shown)), setting))  # noqa: S314 - our own
        width = NARROW.width if setting.is_narrow else WIDE.width
        for shape in root.iter(f"{SVG}polygon"):
            xs = [float(pair.split(",")[0]) for pair in shape.attrib["points"].split()]
            assert all(0 <= x <= width for x in xs)


@pytest.mark.parametrize("unit", DistanceUnit)
def test_both_units_are_on_the_axes_and_the_own_one_leads(unit: DistanceUnit) -> None:
    shown = drawn(BUILD, unit=unit)
    picture = profile_svg(shown, ("t", "d"))
    assert f">min/{unit.value}, faster up<" in picture
    for each in DistanceUnit:
        marks = pace_marks(shown, each)
        assert len(marks) >= 3
        for speed, text in marks:
            assert format_pace(speed, each) == f"{text}/{each.value}"
            assert f">{text}<" in picture


def test_the_ruler_counts_what_lies_across() -> None:
    by_time = dict(ruler_marks(drawn(BUILD)))
    assert by_time[600] == "10"
    assert by_time[3600] == "1:00"
    at, text = ruler_marks(drawn(BUILD, Across.DISTANCE, MI))[1]
    assert at == pytest.approx(2 * 1609.344)
    assert text == "2"


def test_zones_have_letters_and_not_only_colours() -> None:
    picture = profile_svg(drawn("10min @6:00/km, 10min @T, 10min @4:12/km"), ("t", "d"))
    assert re.findall(r'class="letter"[^>]*>(\w)<', picture) == ["E", "T", "I"]


def test_a_picture_in_a_page_brings_no_style_of_its_own() -> None:
    shown = drawn(BUILD)
    inside = profile_svg(shown, ("t", "d"), Setting(in_page="p"))
    curves = curves_of(simulate(parse(BUILD), RUNNER), Across.TIME)
    inside += predicted_svg(curves, shown, ("t", "d"), Setting(in_page="q"))
    inside += handles_svg(shown, Setting(in_page="p"))
    assert "style" not in inside
    assert len(set(re.findall(r'id="([^"]+)"', inside))) == 4
    assert "<style>" in profile_svg(shown, ("t", "d"))


def test_the_words_of_a_runner_are_escaped() -> None:
    picture = profile_svg(drawn(BUILD), ("<script>", '"&'))
    assert "<script>" not in picture
    assert "&lt;script&gt;" in picture


def test_a_frozen_picture_keeps_its_axes_while_the_workout_changes() -> None:
    before = drawn("20min @5:00/km")
    after = sketch(parse("21min @4:50/km"), RUNNER, Across.TIME, KM, before)
    assert (after.span, after.top_mps) == (before.span, before.top_mps)
    assert after.share_across(after.bars[0].end) > before.share_across(1200)


def test_handles_are_on_what_can_be_moved_and_once_for_a_repeat() -> None:
    found = handles(drawn(REPS))
    edges = {(handle.path, handle.edge) for handle in found}
    assert edges == {
        ((0,), Edge.PACE),
        ((0,), Edge.LENGTH),
        ((1, 0), Edge.PACE),
        ((1, 0), Edge.LENGTH),
        ((1, 1), Edge.PACE),
        ((1, 1), Edge.LENGTH),
        ((3,), Edge.PACE),
        ((3,), Edge.LENGTH),
    }
    ramp = [handle.edge for handle in handles(drawn("5km @5:50>4:57/km"))]
    assert ramp == [Edge.START, Edge.END, Edge.LENGTH]


def test_a_handle_says_what_it_is_and_where_it_stands() -> None:
    picture = handles_svg(drawn(BUILD, unit=MI), Setting(in_page="p"))
    assert 'aria-label="Step 1, first pace" aria-valuetext="9:23/mi"' in picture
    assert 'aria-label="Step 3, length" aria-valuetext="3.11 mi"' in picture
    assert picture.count('role="slider" tabindex="0"') == 8


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("400m easy", MI, "400 m"),
        ("0.5mi easy", MI, "0.5 mi"),
        ("0.5mi easy", KM, "805 m"),
        ("90s easy", KM, "1:30"),
        ("12min easy", KM, "12 min"),
        ("lap easy", KM, "until lap"),
        ("2.4km easy", KM, "2.4 km"),
    ],
)
def test_lengths_are_told_as_runners_say_them(
    text: str, unit: DistanceUnit, said: str
) -> None:
    (step,) = parse(text).flat()
    assert length_words(step, unit) == said


def test_the_curves_stand_on_the_axis_of_the_profile() -> None:
    shown = drawn(BUILD)
    found = simulate(parse(BUILD), RUNNER, settings=Settings(members=40))
    for curve in curves_of(found, Across.TIME):
        assert curve.at[-1] == pytest.approx(shown.total_s, abs=2)
        assert all(low <= high for low, high in zip(curve.low, curve.high, strict=True))
    for curve in curves_of(found, Across.DISTANCE):
        assert curve.at[-1] == pytest.approx(15_000, abs=5)


def test_a_heart_whose_maximum_is_unknown_is_told_in_percent() -> None:
    runner = Runner.of(Athlete(vdot_ml_kg_min=50.0))
    heart, _, _ = curves_of(simulate(parse("5km @4:30/km"), runner), Across.TIME)
    assert heart.name == "Heart rate, % of maximum"
    assert (heart.bottom, heart.top, heart.mark) == (50, 100, 90)
