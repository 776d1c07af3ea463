"""What charts get: the stretch that is seen, in the runner's unit, with its gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kept_runs
import synthetic_runs
from negsplit.athlete import Athlete, Race
from negsplit.desk.people.runner_values import keep_runner
from negsplit.desk.runs.judged_run import JudgedRun, judged_run
from negsplit.desk.runs.streams import RunStreams, run_streams
from negsplit.desk.runs.stretch import MOST_POINTS, Axis, Wanted
from negsplit.diary import Diary
from negsplit.errors import InputError
from negsplit.notation import parse
from negsplit.units import DistanceUnit

HEART = np.linspace(120, 170, 3600)
# An hour at 2.5, 3 and 4 m/s, 11.4 km, in which the watch is silent for two minutes.
PIECES = [(1200.0, 2.5), (1200.0, 3.0), (1200.0, 4.0)]


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with kept_runs.opened(tmp_path) as made:
        yield made


@pytest.fixture
def run(diary: Diary) -> JudgedRun:
    made = synthetic_runs.run(
        PIECES, noise=0.0, stops=((1800, 119),), heart_rate_bpm=HEART
    )
    return judged_run(diary, kept_runs.keep(diary, kept_runs.around(made)))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> JudgedRun:
    """Return a run for laws, which need no fresh diary for every example."""
    made = synthetic_runs.run(PIECES, stops=((900, 60),), heart_rate_bpm=HEART)
    with kept_runs.opened(tmp_path_factory.mktemp("kept")) as diary:
        return judged_run(diary, kept_runs.keep(diary, made))


def channel(found: RunStreams, name: str) -> list[float]:
    curve = next(one.curve for one in found.channels if one.name == name)
    return [value for value in curve.y if value is not None]


def test_pace_is_seconds_per_kilometre(run: JudgedRun) -> None:
    pace = channel(run_streams(run, Wanted()), "pace")
    # 2.5 m/s is 6:40/km and 4 m/s is 4:10/km.
    assert pace[0] == pytest.approx(400, abs=0.5)
    assert pace[-1] == pytest.approx(250, abs=0.5)


def test_pace_and_distance_per_mile_are_those_of_a_mile(run: JudgedRun) -> None:
    km = run_streams(run, Wanted())
    mi = run_streams(run, Wanted(unit=DistanceUnit.MI))
    # The mile is 1.609344 km by definition.
    assert channel(mi, "pace")[0] == pytest.approx(400 * 1.609344, abs=1)
    assert km.whole_end / mi.whole_end == pytest.approx(1.609344, rel=1e-4)


def test_a_stop_is_a_gap_and_no_slow_pace(run: JudgedRun) -> None:
    found = run_streams(run, Wanted(by=Axis.TIME))
    curve = found.channels[0].curve
    gap = curve.x[curve.y.index(None)]
    assert 1800 < gap < 1920
    assert max(channel(found, "pace")) < 420
    assert [stop.text for stop in found.stops] == ["stood for 120 s"]


def test_time_runs_on_the_wall_clock(run: JudgedRun) -> None:
    assert run_streams(run, Wanted(by=Axis.TIME)).whole_end == pytest.approx(
        3719, abs=1
    )


def test_a_stretch_begins_and_ends_where_it_was_asked_to(run: JudgedRun) -> None:
    found = run_streams(run, Wanted(start=2.0, end=4.0))
    x = found.channels[0].curve.x
    assert (found.start, found.end) == (2.0, 4.0)
    # One second beyond either end, so that lines reach the edges.
    assert 1.99 < x[0] <= 2.0
    assert 4.0 <= x[-1] < 4.01


@given(
    cut=st.tuples(st.floats(0, 11), st.floats(0.05, 11)),
    points=st.integers(8, 300),
)
def test_no_curve_has_more_points_than_asked_for(
    kept: JudgedRun, cut: tuple[float, float], points: int
) -> None:
    start, length = cut
    wanted = Wanted(start=start, end=start + length, points=points)
    for one in run_streams(kept, wanted).channels:
        for curve in (one.curve, one.level, one.planned, *(one.band or ())):
            assert curve is None or len(curve.x) <= points
            assert curve is None or len(curve.x) == len(curve.y)


@given(points=st.integers(8, 300))
def test_places_along_a_curve_never_fall(kept: JudgedRun, points: int) -> None:
    for one in run_streams(kept, Wanted(points=points)).channels:
        assert (np.diff(one.curve.x) >= 0).all()


@pytest.mark.parametrize(
    ("start", "end"), [(4.0, 4.0), (5.0, 4.0), (float("nan"), 4.0), (0.0, float("inf"))]
)
def test_a_stretch_that_is_none_is_refused(start: float, end: float) -> None:
    with pytest.raises(InputError, match="it has to end after it began"):
        Wanted(start=start, end=end)


@pytest.mark.parametrize("points", [7, MOST_POINTS + 1])
def test_too_few_or_too_many_points_are_refused(points: int) -> None:
    with pytest.raises(InputError, match="ask for 8 to 1500"):
        Wanted(points=points)


def test_a_stretch_beyond_the_run_is_refused(run: JudgedRun) -> None:
    with pytest.raises(InputError, match=r"the run ends at 11\.39"):
        run_streams(run, Wanted(start=12.0))


def test_what_was_not_recorded_has_no_chart(diary: Diary) -> None:
    bare = synthetic_runs.run(PIECES)
    flat = replace(bare.streams, altitude_m=np.full(len(bare.streams), np.nan))
    number = kept_runs.keep(diary, replace(bare, streams=flat))
    found = run_streams(judged_run(diary, number), Wanted())
    assert [one.name for one in found.channels] == ["pace"]
    assert found.channels[0].level is None
    assert found.places is None


def test_a_plan_gives_a_band_and_a_foretold_curve(diary: Diary) -> None:
    made = synthetic_runs.run(PIECES, noise=0.0, heart_rate_bpm=HEART)
    number = kept_runs.keep(diary, made)
    raced = Athlete(races=(Race(10_000, 2700),), max_hr_bpm=190, resting_hr_bpm=50)
    keep_runner(diary, raced, made.started_at.date())
    diary.set_plan(number, parse("3km @6:40/km, 3.6km @5:33/km, 4.8km @4:10/km"))
    pace, heart, *_ = run_streams(judged_run(diary, number), Wanted()).channels
    assert pace.band is not None
    assert pace.planned is not None
    assert heart.planned is not None
    slow, fast = (curve.y[2] for curve in pace.band)
    assert slow is not None
    assert fast is not None
    # The narrowest band that can be held is 5 s/km to either side, and 1 % of GPS.
    assert fast == pytest.approx(391, abs=1)
    assert slow == pytest.approx(409, abs=1)
    assert pace.planned.y[0] == pytest.approx(400, abs=2)


def test_the_mark_on_the_route_follows_the_axis(run: JudgedRun) -> None:
    places = run_streams(run, Wanted()).places
    assert places is not None
    assert len(places.along) == len(places.x) == len(places.y) <= 400
    # Once round the circle is 2 pi times 300 m.
    round_at = int(np.argmin(np.abs(np.array(places.along) - 2 * np.pi * 0.3)))
    assert places.x[round_at] == pytest.approx(places.x[0], abs=15)
    assert places.y[round_at] == pytest.approx(places.y[0], abs=15)


def test_pace_is_smoothed_over_a_share_of_what_is_seen(run: JudgedRun) -> None:
    # An hour through 150 is 24 s; a tenth of the way is smoothed over the least.
    assert run_streams(run, Wanted()).smoothed_s == 25
    assert run_streams(run, Wanted(start=5.0, end=5.5)).smoothed_s == 5


def test_axes_have_room_and_no_less_than_a_span(diary: Diary) -> None:
    even = synthetic_runs.run([(3600.0, 3.0)], noise=0.0, heart_rate_bpm=HEART)
    number = kept_runs.keep(diary, even)
    pace, heart, grade = run_streams(judged_run(diary, number), Wanted()).channels
    # 3 m/s are 333.3 s/km: ten to either side, and grade two per cent.
    assert (pace.low, pace.high) == (323.3, 343.3)
    assert (grade.low, grade.high) == (-2.0, 2.0)
    # 120 to 170 bpm and 8 % of that span above and below.
    assert (heart.low, heart.high) == (116.0, 174.0)


def test_a_steady_heart_and_steady_feet_do_not_fill_their_axes(diary: Diary) -> None:
    beats = np.linspace(148.0, 152.0, 3600)
    made = synthetic_runs.run([(3600.0, 3.0)], noise=0.0, heart_rate_bpm=beats)
    streams = replace(made.streams, cadence_spm=np.full(len(made.streams), 176.0))
    number = kept_runs.keep(diary, replace(made, streams=streams))
    found = run_streams(judged_run(diary, number), Wanted()).channels
    ends = {one.name: (one.low, one.high) for one in found}
    # Twenty beats and twenty steps around the middle.
    assert ends["heart"] == pytest.approx((140.0, 160.0), abs=0.1)
    assert ends["cadence"] == (166.0, 186.0)


def test_a_crawl_does_not_squeeze_the_axis(diary: Diary) -> None:
    # Thirty seconds at walking speed are less than 2 % of the run.
    made = synthetic_runs.run([(1800.0, 3.0), (30.0, 0.8), (1770.0, 3.0)], noise=0.0)
    number = kept_runs.keep(diary, made)
    pace = run_streams(judged_run(diary, number), Wanted()).channels[0]
    assert max(value for value in pace.curve.y if value is not None) > 700
    assert pace.high < 400
