"""What a page of a design is told: the workout, the forecast, and what was typed."""

from __future__ import annotations

import json

import pytest
from hypothesis import Phase, given, settings

from negsplit.analysis.shape import Answer
from negsplit.athlete import Athlete, Race
from negsplit.desk.design.design_view import DesignView, design_view
from negsplit.desk.design.dragging import nudge_of, nudged_view, pulled_view
from negsplit.desk.design.forecast import goal_check
from negsplit.desk.design.neighbours import neighbours
from negsplit.desk.design.reshaping import Nudge, Pull
from negsplit.desk.design.workout_asked import Asking
from negsplit.drawings.handles import Edge
from negsplit.drawings.zones import Across
from negsplit.errors import InputError
from negsplit.notation import parse, to_text
from negsplit.reports.plain import plain
from negsplit.reports.solved_words import chance_words
from negsplit.simulate import Range
from negsplit.simulate.dose import PredictedDose
from negsplit.units import HALF_MARATHON_M, DistanceUnit
from negsplit.workout import Goal, Workout
from workout_strategies import workouts

KM, MI = DistanceUnit.KM, DistanceUnit.MI
RUNNER = Athlete(
    races=(Race(HALF_MARATHON_M, 95 * 60.0),), max_hr_bpm=188, resting_hr_bpm=50
)
BUILD = "goal: threshold\n20min @5:50>4:41/km, 20min @4:24/km"


def asked(**fields: str) -> DesignView:
    return design_view(Asking(**fields), RUNNER)  # type: ignore[arg-type] # text fields


def dose(low: float, middle: float, high: float) -> PredictedDose:
    found, none = Range(low, middle, high), Range(0, 0, 0)
    return PredictedDose(found, none, none, none, none, none, none, 0.9)


def test_a_goal_becomes_a_workout_with_all_that_is_said_of_it() -> None:
    view = asked(goal="threshold", amount="15km")
    # The article's own build to threshold: three thirds of 15 km.
    assert view.notation.splitlines()[-3:] == [
        "5km @5:50>4:57/km moderate",
        "5km @4:57>4:41/km marathon",
        "5km @4:41>4:24/km threshold",
    ]
    assert view.total.startswith("15 km in about 1:")
    assert view.sketch is not None
    assert view.forecast is not None
    assert len(view.forecast.curves) == 3
    assert view.why
    assert view.slip is None
    assert [line.path for line in view.steps] == ["0", "1", "2"]
    assert view.steps[0].edges == (Edge.START, Edge.END, Edge.LENGTH)


def test_nothing_asked_for_is_answered_with_a_design_that_reaches_its_goal() -> None:
    view = asked()
    assert view.forecast is not None
    assert view.forecast.check is not None
    assert view.forecast.check.headline.startswith("Enough on average")


def test_every_form_can_be_chosen_and_says_where_it_comes_from() -> None:
    view = asked(form="4x4")
    assert view.notation.startswith("# 4x4")
    assert any(line.startswith("Source:") for line in view.advice)


def test_an_amount_in_miles_gives_a_run_in_miles() -> None:
    assert "units: mi" in asked(goal="base", amount="8mi").notation
    assert "units: km" in asked(goal="base", amount="50 min").notation
    view = design_view(Asking(goal="base", amount="50min", unit=MI), RUNNER)
    assert "units: mi" in view.notation


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"goal": "threshold", "amount": "x"}, "amount", "neither a distance nor"),
        ({"goal": "threshold", "amount": ""}, "amount", "how far or how long"),
        ({"goal": "threshold", "amount": "2km"}, "amount", "too short"),
        ({"goal": "fame", "amount": "9km"}, "goal", "'fame' is no goal"),
        ({"goal": "base", "amount": "9km", "form": "zz"}, "form", "is no form"),
        ({"goal": "base", "amount": "9km", "steer": "zz"}, "steer", "is no steer"),
        ({"goal": "base", "amount": "9km", "hold": "zz"}, "hold", "neither a"),
        (
            {"goal": "base", "amount": "9km", "form": "thirds", "hold": "1km"},
            "hold",
            "no finish to hold",
        ),
        ({"notation": "5km esy"}, "notation", "did you mean easy"),
    ],
)
def test_what_is_not_understood_is_said_at_its_field_and_kept(
    fields: dict[str, str], field: str, said: str
) -> None:
    view = asked(**fields)
    assert view.slip is not None
    assert view.slip.field == field
    assert said in view.slip.text.lower() or said in view.slip.text
    for name, typed in fields.items():
        assert getattr(view.asking, name) == typed
    assert view.notation == fields.get("notation", "")


def test_a_slip_in_the_notation_tells_its_place() -> None:
    view = asked(notation="5km easy, 3km esy")
    assert view.slip is not None
    assert view.slip.offset == len("5km easy, 3km ")


def test_a_runner_without_a_race_gets_a_workout_by_effort_and_no_forecast() -> None:
    view = design_view(Asking(goal="threshold", amount="45min"), Athlete())
    assert "@RPE" in view.notation
    assert "/km" not in view.notation
    assert view.sketch is not None
    assert view.forecast is None
    assert "No race of yours is known" in view.missing


def test_the_hold_is_solved_on_request_with_its_neighbours() -> None:
    view = asked(goal="vo2max", amount="12km", hold="best")
    assert view.solved is not None
    assert [one.name for one in view.solved.sessions] == [
        "30-30",
        "60-30",
        "4x4",
        "continuous",
    ]
    for one in view.solved.neighbours:
        assert parse(one.notation).goal is Goal.VO2MAX
    assert not any("negsplit form" in line for line in view.advice)


def test_a_view_can_be_told_to_programs() -> None:
    told = json.dumps(plain(asked(goal="threshold", amount="15km")), allow_nan=False)
    assert '"threshold_s"' in told
    assert '"span"' in told


def test_a_pull_is_answered_with_the_workout_as_it_is_then() -> None:
    asking = Asking(notation=BUILD)
    before = design_view(asking, RUNNER).sketch
    assert before is not None
    pull = Pull((1,), Edge.LENGTH, before.share_across(35 * 60), 0.5)
    draft = pulled_view(asking, pull, RUNNER, is_draft=True)
    assert draft.notation.endswith("15min @4:24/km")
    assert draft.sketch is not None
    assert (draft.sketch.span, draft.neighbours) == (before.span, ())
    final = pulled_view(asking, pull, RUNNER, is_draft=False)
    assert final.sketch is not None
    assert final.sketch.span < before.span
    assert final.neighbours
    assert final.forecast is not None
    assert draft.forecast is not None
    assert draft.forecast.members < final.forecast.members


def test_more_of_the_hard_part_is_more_of_what_counts() -> None:
    less, more = neighbours(parse(BUILD), RUNNER, KM)
    assert less.change.startswith("The hard part shorter, 18 min")
    assert more.change.startswith("The hard part longer, 22 min")
    assert less.effect.startswith("−")
    assert more.effect.startswith("+")
    assert parse(more.notation).goal is Goal.THRESHOLD


def test_of_repetitions_there_is_one_less_and_one_more() -> None:
    less, more = neighbours(parse("2km easy, 6x1km @T R 1min jog"), RUNNER, KM)
    assert "5x1km" in less.notation
    assert "7x1km" in more.notation
    assert neighbours(parse("40min easy"), RUNNER, KM) == ()


@pytest.mark.parametrize(
    ("found", "answer", "headline"),
    [
        ((960, 1000, 1100), Answer.YES, "Reaches the goal"),
        ((300, 900, 1000), Answer.PARTLY, "Enough on average, not for sure"),
        ((0, 899, 1000), Answer.PARTLY, "May fall short"),
        ((0, 300, 899), Answer.NO, "Falls short"),
    ],
)
def test_a_goal_is_held_against_what_four_in_five_come_to(
    found: tuple[float, float, float], answer: Answer, headline: str
) -> None:
    # Fifteen minutes at threshold are what a run without a plan is asked for.
    check = goal_check(dose(*found), Goal.THRESHOLD)
    assert check is not None
    assert (check.answer, check.headline) == (answer, headline)
    assert goal_check(dose(*found), Goal.RECOVERY) is None
    assert goal_check(dose(*found), None) is None


def test_no_chance_is_told_as_certain() -> None:
    assert chance_words(1.0) == "over 99 %"
    assert chance_words(0.0) == "under 1 %"
    assert chance_words(0.875) == "88 %"


def test_a_recovery_that_is_never_run_is_not_listed() -> None:
    view = asked(notation="1x400m @4:00/km R 1min jog between, 2km easy")
    assert [line.path for line in view.steps] == ["0.0", "1"]
    assert [line.row.length for line in view.steps] == ["400 m", "2 km"]


@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(workout=workouts())
def test_no_workout_breaks_the_page(workout: Workout) -> None:
    view = design_view(Asking(notation=to_text(workout)), RUNNER)
    assert view.slip is None
    assert view.missing or view.forecast is not None
    if view.sketch is not None:
        assert len(view.steps) <= len(view.sketch.bars)
        assert json.dumps(plain(view), allow_nan=False)


def test_a_button_says_what_it_changes() -> None:
    assert nudge_of("2.0 length -1") == Nudge((2, 0), Edge.LENGTH, -1)
    for text in ("", "x length 1", "0 depth 1", "0 length x", "0 length 999"):
        with pytest.raises(InputError):
            nudge_of(text)
    view = nudged_view(Asking(notation=BUILD), nudge_of("1 pace 4"), RUNNER)
    assert view.notation.endswith("20min @4:20/km")


@pytest.mark.parametrize("across", Across)
def test_the_forecast_stands_on_the_axis_that_was_chosen(across: Across) -> None:
    view = design_view(Asking(notation=BUILD, across=across), RUNNER)
    assert view.sketch is not None
    assert view.forecast is not None
    end = view.sketch.bars[-1].end
    assert view.forecast.curves[0].at[-1] == pytest.approx(end, rel=0.01)


def test_a_range_that_says_nothing_is_called_unsure_and_explained() -> None:
    asked = Asking(goal="vo2max", amount="10km")
    athlete = Athlete(races=(Race(10_000.0, 2700.0),))
    forecast = design_view(asked, athlete).forecast
    assert forecast is not None
    near = next(f for f in forecast.figures if f.name.startswith("Near VO2max"))
    assert near.between == "unsure"
    assert any("a few per cent of fitness" in line for line in forecast.assumptions)
