"""What the page of a run says: verdicts, tables, plans, twins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

import kept_runs
import synthetic_runs
from negsplit.analysis.shape import Answer
from negsplit.athlete import Athlete, Race
from negsplit.desk.people.runner_values import keep_runner
from negsplit.desk.runs.run_file import original_file, picture_file, run_to_send
from negsplit.desk.runs.run_heart import heart_view
from negsplit.desk.runs.run_view import device_words, run_view
from negsplit.diary import Diary
from negsplit.errors import NotFoundError
from negsplit.notation import parse
from negsplit.plan import Availability
from negsplit.planning.build import build_plan
from negsplit.planning.goal_words import wish_of
from negsplit.planning.plan_text import plan_text
from negsplit.planning.request import Request
from negsplit.planning.season import Recent
from negsplit.units import DistanceUnit
from negsplit.workout import Goal

KM, MI = DistanceUnit.KM, DistanceUnit.MI
LIFT = [(1200.0, 2.5), (1200.0, 3.0), (1200.0, 4.0)]
HEART = np.linspace(130, 175, 3600)
RUNNER = Athlete(races=(Race(10_000, 2700),), max_hr_bpm=190, resting_hr_bpm=50)


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with kept_runs.opened(tmp_path) as made:
        keep_runner(made, RUNNER, synthetic_runs.START.date())
        yield made


def test_a_run_that_lifts_says_so_first(diary: Diary) -> None:
    # Faster by 43 %; more than 60 % no runner lifts, and the verdict doubts it.
    lift = [(1200.0, 2.8), (1200.0, 3.2), (1200.0, 4.0)]
    number = kept_runs.keep(diary, synthetic_runs.run(lift))
    view = run_view(diary, number, KM)
    assert view.shape.answer is Answer.YES
    assert view.shape.headline.startswith("Yes, you progressed")
    assert view.shape.sure == "Very sure"
    assert view.shape.title == "Did you progress?"


def test_without_plan_and_goal_there_is_nothing_to_reach(diary: Diary) -> None:
    number = kept_runs.keep(diary, synthetic_runs.run(LIFT))
    dose = run_view(diary, number, KM).dose
    assert dose.answer is None
    assert dose.lines[0].endswith(
        "Say below what was planned, or what the run was for."
    )


def test_a_goal_is_judged_by_the_runner_of_that_day(diary: Diary) -> None:
    number = kept_runs.keep(diary, synthetic_runs.run(LIFT))
    diary.set_goal(number, Goal.THRESHOLD)
    # A much faster runner from a week later on does not count for this run.
    later = synthetic_runs.START.date() + timedelta(days=7)
    keep_runner(diary, replace(RUNNER, races=(Race(10_000, 1800),)), later)
    view = run_view(diary, number, KM)
    # 45:00 over 10 km is about 4:34/km at threshold by the tables, and 4:10/km was run.
    assert view.dose.answer is Answer.YES
    assert view.runner_as_of == synthetic_runs.START.date()


def test_splits_come_in_both_units(diary: Diary) -> None:
    number = kept_runs.keep(diary, synthetic_runs.run(LIFT, noise=0.0))
    first, second = run_view(diary, number, MI).splits
    assert (first.unit, second.unit) == (MI, KM)
    # 3 km at 2.5 m/s are 6:40 each; in miles 10:44.
    assert second.rows[0].pace == "6:40"
    assert first.rows[0].pace == "10:44"
    assert [row.name for row in second.rows] == [*map(str, range(1, 12)), "11.40"]
    # The bar of the slowest is 35 of 100 at least.
    assert (second.rows[0].bar, second.rows[-1].bar) == (35, 100)


def test_an_even_run_has_even_bars(diary: Diary) -> None:
    number = kept_runs.keep(diary, synthetic_runs.run([(3600, 3.0)], noise=0.0))
    bars = [row.bar for row in run_view(diary, number, KM).splits[0].rows]
    assert min(bars) >= 95


def test_what_was_not_recorded_has_no_column(diary: Diary) -> None:
    bare = synthetic_runs.run(LIFT)
    flat = replace(bare.streams, altitude_m=np.full(len(bare.streams), np.nan))
    number = kept_runs.keep(diary, replace(bare, streams=flat))
    view = run_view(diary, number, KM)
    assert view.splits[0].columns == ("pace", "clock")
    assert view.is_level
    assert view.route is None


def test_laps_and_stops_are_listed(diary: Diary) -> None:
    laps = synthetic_runs.laps_at(0, 1200, 2400, 3600)
    made = synthetic_runs.run(LIFT, stops=((600, 59),), noise=0.0, laps=laps)
    view = run_view(diary, kept_runs.keep(diary, made), KM)
    assert [lap.name for lap in view.laps] == ["1", "2", "3"]
    assert [stop.length for stop in view.stops] == ["1:00"]
    # 600 s at 2.5 m/s.
    assert view.stops[0].name == "at 1.5 km"


def test_steps_say_what_was_planned_and_what_was_run(diary: Diary) -> None:
    number = kept_runs.keep(diary, synthetic_runs.run(LIFT, noise=0.01))
    diary.set_plan(number, parse("20min @6:40/km, 20min @5:33/km, 20min @4:10/km"))
    view = run_view(diary, number, KM)
    assert [step.planned for step in view.steps] == [
        "20:00 @6:40", "20:00 @5:33", "20:00 @4:10",
    ]  # fmt: skip
    assert {step.reached for step in view.steps} == {Answer.YES}
    assert view.plan is not None
    assert view.plan.is_yours


def test_a_stopped_build_gets_kind_words(diary: Diary) -> None:
    number = kept_runs.keep(diary, synthetic_runs.run(LIFT))
    diary.set_stopped(number, "heat")
    assert "good judgement" in run_view(diary, number, KM).stopped


def test_a_build_that_was_stopped_is_told_even_where_all_was_reached(
    diary: Diary,
) -> None:
    number = kept_runs.keep(diary, synthetic_runs.run(LIFT))
    diary.set_goal(number, Goal.THRESHOLD)
    diary.set_stopped(number, "thunder")
    view = run_view(diary, number, KM)
    assert view.dose.answer is Answer.YES
    assert "'thunder'" in view.stopped
    assert "good judgement" in view.stopped


@pytest.mark.parametrize(
    ("device", "told"),
    [
        ("gpx.py -- https://github.com/tkrajina/gpxpy", "gpx.py"),
        ("StravaGPX (https://www.strava.com)", "StravaGPX"),
        ("Garmin Forerunner 255", "Garmin Forerunner 255"),
        ("garmin-connect --- beta", "garmin-connect --- beta"),
        ("https://example.org/app", ""),
        ("", ""),
    ],
)
def test_what_recorded_a_run_is_named_without_its_address(
    device: str, told: str
) -> None:
    assert device_words(device) == told


@pytest.mark.parametrize("tail", [[], [(600.0, 2.3)]])
def test_the_clock_of_a_run_with_a_cool_down_is_said_to_hold_it(
    diary: Diary, tail: list[tuple[float, float]]
) -> None:
    lift = [(1200.0, 2.8), (1200.0, 3.2), (1200.0, 4.0)]
    number = kept_runs.keep(diary, synthetic_runs.run([*lift, *tail]))
    told = " ".join(run_view(diary, number, KM).shape.lines)
    assert ("The cool-down of 10:00 min at the end isn't counted" in told) == bool(tail)
    # By the clock it would slow the second half of a run that got faster.
    assert ("by the clock" in told) != bool(tail)


def test_a_run_without_a_name_is_called_by_its_weekday(diary: Diary) -> None:
    # The fourth of May 2024 was a Saturday.
    number = kept_runs.keep(diary, synthetic_runs.run(LIFT))
    assert run_view(diary, number, KM).title == "Saturday run"
    diary.set_name(number, "  Round the\nlake ")
    assert run_view(diary, number, KM).title == "Round the lake"


def test_the_plan_of_the_season_is_offered_for_its_day(diary: Diary) -> None:
    began = synthetic_runs.START.date()
    wish = wish_of(f"10K under 45:00 on {began + timedelta(weeks=8)}", began, RUNNER)
    request = Request(wish.aim, RUNNER, Availability(), began, Recent(12_000, 4000))
    plan = build_plan(request)
    diary.keep_plan(plan_text(plan, RUNNER), datetime(2024, 5, 4, tzinfo=UTC))
    session = next(s for s in plan.sessions if s.recipe is not None)
    started = synthetic_runs.START + (session.day - began)
    made = replace(synthetic_runs.run(LIFT), started_at=started)
    number = kept_runs.keep(diary, made)
    offered = run_view(diary, number, KM).suggestion
    assert offered is not None
    assert session.title in offered.told
    diary.set_plan(number, parse("1h easy"))
    assert run_view(diary, number, KM).suggestion is None


def test_the_other_recording_of_a_run_is_named(diary: Diary) -> None:
    first = kept_runs.keep(diary, synthetic_runs.run(LIFT))
    second = kept_runs.keep(diary, synthetic_runs.run(LIFT, seed=2))
    diary.connection.execute("UPDATE run SET twin_of = ? WHERE id = ?", (first, second))
    twin = run_view(diary, second, KM).twin
    assert twin is not None
    assert twin.number == first
    assert "FIT" in twin.told


def test_a_run_that_is_gone_is_not_found(diary: Diary) -> None:
    with pytest.raises(NotFoundError, match="no run 99"):
        run_view(diary, 99, KM)


def test_the_heart_is_compared_where_it_was_recorded(diary: Diary) -> None:
    beating = kept_runs.keep(diary, synthetic_runs.run(LIFT, heart_rate_bpm=HEART))
    view = heart_view(diary, beating, KM)
    assert "what this pace costs you" in view.cost[0]
    assert "hearts in general" in view.cost[1]
    assert view.lactate is not None
    assert any("lactate" in words for words in view.lactate.words)
    silent = kept_runs.keep(diary, synthetic_runs.run(LIFT, seed=3))
    assert "That takes a heart rate" in heart_view(diary, silent, KM).cost[0]


def test_the_heart_is_compared_with_the_runs_before(diary: Diary) -> None:
    days = [
        kept_runs.keep(
            diary,
            replace(
                synthetic_runs.run(LIFT, seed=seed, heart_rate_bpm=HEART + off),
                started_at=datetime(2024, 5, seed, 7, tzinfo=UTC),
            ),
        )
        for seed, off in enumerate((0.0, 0.0, 0.0, 0.0, 25.0, 0.0), start=1)
    ]
    assert "hearts in general" in heart_view(diary, days[2], KM).cost[1]
    usual = heart_view(diary, days[3], KM).cost
    assert usual[0].startswith("Heart rate was what this pace costs you")
    assert (
        usual[1] == "Compared with 3 earlier runs of your own, the last of 2024-05-03."
    )
    above = heart_view(diary, days[4], KM).cost
    assert "above what this pace costs you" in above[0]
    assert "from the first ten minutes on" in above[1]
    assert "4 earlier runs" in above[2]


def test_lactate_follows_the_minutes_of_a_run(diary: Diary) -> None:
    # Two minutes easy and two hard, ten times over, by 4:34/km at threshold.
    pieces = [(120.0, 2.6), (120.0, 4.2)] * 10
    number = kept_runs.keep(diary, synthetic_runs.run(pieces, noise=0.0))
    lactate = heart_view(diary, number, KM).lactate
    assert lactate is not None
    assert [words.split(",")[0] for words in lactate.words] == [
        "easy: 10 stretches", "hard: 10 stretches",
    ]  # fmt: skip


def test_the_lactate_of_a_very_long_run_is_still_a_small_picture(
    diary: Diary,
) -> None:
    pieces = [(120.0, 2.6), (120.0, 4.2)] * 180
    number = kept_runs.keep(diary, synthetic_runs.run(pieces))
    lactate = heart_view(diary, number, KM).lactate
    assert lactate is not None
    assert len(lactate.svg) < 100_000


def test_nobody_is_put_on_a_curve_without_a_race(tmp_path: Path) -> None:
    with kept_runs.opened(tmp_path) as empty:
        number = kept_runs.keep(empty, synthetic_runs.run(LIFT))
        assert heart_view(empty, number, KM).lactate is None


def test_a_page_to_be_sent_leaves_the_route_out_unless_asked(diary: Diary) -> None:
    made = kept_runs.around(synthetic_runs.run(LIFT, heart_rate_bpm=HEART))
    number = kept_runs.keep(diary, made)
    assert run_to_send(diary, number, KM, with_route=False).route is None
    assert run_to_send(diary, number, KM, with_route=True).route is not None


def test_the_original_is_handed_out_byte_for_byte_by_its_name(diary: Diary) -> None:
    number = kept_runs.keep(diary, synthetic_runs.run(LIFT))
    kept = original_file(diary, number)
    assert (kept.name, kept.data) == ("morning.fit", b"as recorded")


def test_the_picture_is_a_file_of_its_own(diary: Diary) -> None:
    number = kept_runs.keep(diary, synthetic_runs.run(LIFT, heart_rate_bpm=HEART))
    picture = picture_file(diary, number, MI)
    assert picture.startswith("<svg")
    assert "<style>" in picture
    assert "/mi" in picture
