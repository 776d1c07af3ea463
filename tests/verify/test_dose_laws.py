"""What holds of every dose: bouts, the fastest kilometre, and knowing more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsplit import notation
from negsplit.analysis.clean import clean
from negsplit.analysis.held import fastest_mps, seconds_at
from negsplit.analysis.match import Match, Matching
from negsplit.analysis.shape import Answer
from negsplit.athlete import Athlete, Race
from negsplit.course import Weather
from negsplit.design.dose import dose as dose_of_plan
from negsplit.design.outline import outline
from negsplit.recording import Recording
from negsplit.runner import Runner
from negsplit.simulate import simulate
from negsplit.units import HALF_MARATHON_M
from negsplit.verify.dose import Missing, weighed
from negsplit.verify.steps import Measured, results_of
from negsplit.verify.verdict import Plan, judge
from negsplit.verify.witnesses import (
    Intent,
    Measure,
    Question,
    Witness,
    could_be_held,
    witnesses_of,
)
from negsplit.workout import Goal, Workout
from synthetic_hearts import heart_of
from synthetic_runs import Piece, laps_at, run

# Half marathon in 1:35:00: threshold pace begins at 4:30/km, 3.70 m/s.
RACE = Race(HALF_MARATHON_M, 95 * 60.0)
BAND_MPS = Runner.of(Athlete(races=(RACE,))).threshold_band[0]


def reached(
    recording: Recording,
    plan: Workout | None,
    goal: Goal | None,
    athlete: Athlete,
) -> Answer | None:
    found = judge(recording, Plan(plan, goal), athlete).dose
    return None if found is None else found.reached


@pytest.mark.parametrize(("bout_s", "counts"), [(50, False), (100, True)])
def test_only_bouts_of_a_minute_count(bout_s: int, *, counts: bool) -> None:
    speeds = np.concatenate([np.full(bout_s, 4.0), np.full(120, 2.5)] * 10)
    assert (seconds_at(speeds, 3.7) > 0) is counts


def test_a_dip_of_some_seconds_does_not_end_a_bout() -> None:
    speeds = np.full(600, 4.0)
    speeds[300:308] = 2.5
    assert seconds_at(speeds, 3.7) == pytest.approx(600, abs=5)


def test_a_sprint_does_not_lift_a_slow_minute() -> None:
    speeds = np.full(600, 3.0)
    speeds[290:310] = 6.0
    assert seconds_at(speeds, 3.7) == 0


@settings(max_examples=10, deadline=None)
@given(
    speeds=st.lists(st.floats(2.4, 4.2), min_size=3, max_size=8),
    noise=st.floats(0.0, 0.06),
    seed=st.integers(0, 99),
    goal=st.sampled_from([Goal.THRESHOLD, None]),
)
def test_no_yes_where_the_band_starts_beyond_the_fastest_kilometre(
    speeds: list[float], noise: float, seed: int, goal: Goal | None
) -> None:
    recording = run([(400, speed) for speed in speeds], noise=noise, seed=seed)
    fastest = fastest_mps(clean(recording).adjusted_mps)
    assert fastest is not None
    pace_s = 1000 / (fastest * 1.021)
    plan = notation.parse(
        f"10min easy, 15min @{int(pace_s // 60)}:{pace_s % 60:04.1f}/km"
    )
    assert reached(recording, plan, None, Athlete()) is not Answer.YES
    # A runner whose threshold begins 2.1 % faster than that kilometre.
    vdot = next(
        v
        for v in np.arange(20.0, 85.0, 0.1)
        if Runner.of(Athlete(vdot_ml_kg_min=float(v))).threshold_band[0]
        >= 1.021 * fastest
    )
    athlete = Athlete(vdot_ml_kg_min=float(vdot))
    assert reached(recording, None, Goal.THRESHOLD, athlete) is not Answer.YES
    assert reached(recording, plan, goal, athlete) is not Answer.YES


PLANS = (
    "10min easy, 20min @4:25-4:15/km, 5km easy",
    "wu 10min easy, 20min @T, cd 10min easy",
    "10min @<140bpm, 20min @160-175bpm, 10min @<150bpm",
    "wu 10min easy, 4x5min @4:10/km R 90s jog, cd 10min easy",
)
FULL = Athlete(races=(RACE,), max_hr_bpm=188.0, resting_hr_bpm=50.0)


@dataclass(frozen=True)
class Day:
    """A run with a middle part, and what it was meant to be."""

    middle_mps: float
    hold_s: int
    pulse: float
    plan: str
    goal: Goal
    seed: int

    def recording(self) -> Recording:
        pieces: list[Piece] = [(600, 2.8), (self.hold_s, self.middle_mps), (900, 2.6)]
        pulse = {2.8: 138.0, self.middle_mps: self.pulse, 2.6: 140.0}
        return run(
            pieces,
            noise=0.02,
            seed=self.seed,
            heart_rate_bpm=heart_of(pieces, pulse),
            laps=laps_at(0, 600, 600 + self.hold_s, 1500 + self.hold_s),
        )

    def answer(self, known: frozenset[str]) -> Answer | None:
        """The answer where only so much is known."""
        recording = self.recording()
        if "laps" not in known:
            recording = replace(recording, laps=())
        if "heart rate" not in known:
            gone = np.full_like(recording.streams.heart_rate_bpm, np.nan)
            streams = replace(recording.streams, heart_rate_bpm=gone)
            recording = replace(recording, streams=streams)
        athlete = Athlete(
            races=(RACE,) if "race" in known else (),
            max_hr_bpm=188.0 if "maximum" in known else None,
        )
        plan = notation.parse(self.plan) if "plan" in known else None
        return reached(recording, plan, self.goal if "goal" in known else None, athlete)


KNOWLEDGE = ("laps", "heart rate", "race", "maximum", "plan", "goal")
DAYS = st.builds(
    Day,
    middle_mps=st.sampled_from([3.2, 3.5, 3.65, 3.75, 3.9, 4.1]),
    hold_s=st.sampled_from([400, 800, 1000, 1300]),
    pulse=st.sampled_from([150.0, 164.0, 172.0, 180.0]),
    plan=st.sampled_from(PLANS),
    goal=st.sampled_from([Goal.THRESHOLD, Goal.VO2MAX]),
    seed=st.integers(0, 20),
)


@settings(max_examples=25, deadline=None)
@given(
    day=DAYS,
    fewer=st.frozensets(st.sampled_from(KNOWLEDGE)),
    added=st.frozensets(st.sampled_from(KNOWLEDGE), min_size=1),
)
def test_to_know_more_never_turns_yes_into_no(
    day: Day, fewer: frozenset[str], added: frozenset[str]
) -> None:
    if day.answer(fewer) is Answer.YES:
        assert day.answer(fewer | added) is not Answer.NO


WITNESSES = st.builds(
    Witness,
    by=st.sampled_from(Measure),
    about=st.sampled_from(Question),
    reached_s=st.floats(0, 2000),
    planned_s=st.floats(60, 2000),
    enough_s=st.sampled_from([None, 240.0, 900.0]),
    is_out_of_reach=st.booleans(),
)


@given(few=st.lists(WITNESSES, min_size=1), more=st.lists(WITNESSES))
def test_another_witness_never_turns_yes_into_no_or_no_into_yes(
    few: list[Witness], more: list[Witness]
) -> None:
    before, after = weighed(tuple(few)), weighed((*few, *more))
    assert (before, after) != (Answer.YES, Answer.NO)
    assert (before, after) != (Answer.NO, Answer.YES)


@given(reached_s=st.floats(0, 2000), longer_s=st.floats(900, 7200))
def test_a_plan_for_longer_never_turns_yes_into_no(
    reached_s: float, longer_s: float
) -> None:
    def answer(planned_s: float) -> Answer:
        return Witness(
            Measure.PACE, Question.GOAL, reached_s, planned_s, enough_s=900.0
        ).answer

    if answer(900.0) is Answer.YES:
        assert answer(longer_s) is not Answer.NO


def test_a_trailing_easy_step_is_not_what_the_run_was_for() -> None:
    pieces: list[Piece] = [(600, 2.8), (1200, 3.85), (1700, 2.9)]
    recording = run(pieces, noise=0.02, laps=laps_at(0, 600, 1800, 3500))
    plan = notation.parse("10min easy, 20min @4:25-4:15/km, 5km easy")
    found = judge(recording, Plan(plan), FULL).dose
    assert found is not None
    assert found.reached is Answer.YES
    assert found.steps[2].reached is Answer.YES


def test_a_slow_warm_up_and_cool_down_are_fine() -> None:
    pieces: list[Piece] = [(600, 2.2), (1200, 3.85), (600, 2.0)]
    recording = run(pieces, noise=0.02, laps=laps_at(0, 600, 1800, 2400))
    plan = notation.parse("wu 10min @5:50/km, 20min @4:25-4:15/km, cd 10min @5:50/km")
    found = judge(recording, Plan(plan), FULL).dose
    assert found is not None
    assert [step.reached for step in found.steps] == [Answer.YES] * 3


def test_sprints_of_ten_seconds_are_too_short_for_satellites() -> None:
    pieces: list[Piece] = [(600, 2.8), *[(10, 6.0), (120, 2.0)] * 8]
    marks = np.cumsum([0.0, *(seconds for seconds, _ in pieces)])
    recording = run(pieces, noise=0.02, laps=laps_at(*marks))
    plan = notation.parse("wu 10min easy, 8x10s @3:00-2:40/km R 2min jog")
    found = judge(recording, Plan(plan), Athlete()).dose
    assert found is not None
    assert found.reached is Answer.CANNOT_TELL
    assert found.missing is Missing.LONGER_STEPS


@pytest.mark.parametrize("with_laps", [True, False])
def test_ten_of_twenty_repetitions_are_counted_and_timed(*, with_laps: bool) -> None:
    pieces: list[Piece] = [(600, 2.7), *[(90, 4.4)] * 10]
    stops = tuple((600 + 90 * n, 60) for n in range(1, 10))
    laps = laps_at(*np.cumsum([0, 600, *[90, 60] * 9, 90]).tolist())
    recording = run(
        pieces, noise=0.02, stops=stops, laps=laps if with_laps else (), seed=3
    )
    plan = notation.parse("wu 10min easy, 20x400m @3:50-3:45/km R 1min rest")
    found = judge(recording, Plan(plan)).reps
    assert found is not None
    assert (len(found.run), found.planned) == (10, 20)
    for rep in found.run:
        assert rep.split.moving_s == pytest.approx(91, abs=8)
        assert rep.split.distance_m == pytest.approx(400, rel=0.08)
    recoveries = [rep.recovery_s for rep in found.run]
    assert recoveries[-1] is None
    assert [r for r in recoveries if r is not None] == pytest.approx([60] * 9, abs=12)


@pytest.mark.parametrize(
    "plan",
    [
        "5km easy, 5km @MP, 5km @T",
        "10km @5:30>4:15/km",
        "wu 10min easy, 3x8min @T R 2min jog, cd 10min easy",
        "20min easy, 20x30s @4:00/km R 30s jog",
    ],
)
def test_plan_simulation_and_run_count_the_same_time_at_threshold(plan: str) -> None:
    runner = Runner.of(FULL)
    workout = notation.parse(plan)
    planned_s = dose_of_plan(outline(workout, runner), runner).threshold_s
    simulated = simulate(workout, runner)
    assert simulated.dose.threshold_s.middle == pytest.approx(planned_s, abs=15)
    # The simulated run, recorded.
    streams = simulated.streams
    seconds = np.arange(0.5, simulated.duration_s)
    speeds = np.interp(seconds, streams.time_s, streams.speed_mps)
    recording = run([(1.0, float(speed)) for speed in speeds], noise=0)
    found = judge(recording, Plan(workout, Goal.THRESHOLD), FULL).dose
    assert found is not None
    witness = next(w for w in found.witnesses if w.by is Measure.PACE)
    if planned_s:
        assert witness.planned_s == pytest.approx(planned_s, abs=1)
    # The window of half a minute rounds off the ends of each bout.
    assert witness.reached_s == pytest.approx(planned_s, abs=90)


@settings(max_examples=40, deadline=None)
@given(
    speeds=st.lists(st.floats(2.4, 4.5), min_size=3, max_size=6),
    cuts=st.lists(st.integers(0, 1000), min_size=6, max_size=6, unique=True),
    text=st.sampled_from(
        [
            "3x(4min @{slow}-{fast}/km, 1min easy)",
            "10min easy, 2km @{slow}/km, 3min @{slow}>{fast}/km",
            "3x(3min @150-165bpm, 1min easy)",
            "8min @<140bpm, 90s @155-170bpm, 6min @152-160bpm",
        ]
    ),
    slow_s=st.integers(230, 400),
)
def test_wherever_a_plan_is_found_held_it_could_be_held(
    speeds: list[float], cuts: list[int], text: str, slow_s: int
) -> None:
    slow, fast = (f"{s // 60}:{s % 60:02}" for s in (slow_s, slow_s - 15))
    pieces = [(300.0, speed) for speed in speeds]
    pulse = heart_of(pieces, {speed: 90 + 18 * speed for speed in speeds})
    track = clean(run(pieces, noise=0.03, heart_rate_bpm=pulse))
    plan = notation.parse(text.format(slow=slow, fast=fast))
    steps = tuple(plan.flat())
    places = [cut * len(track) // 1000 for cut in sorted(cuts)]
    cells = [slice(one, other) for one, other in pairwise(places)]
    laid = (*cells, *[None] * len(steps))[: len(steps)]
    matched = Match(Matching.SPEED, laid, 1.0)
    measured = Measured.of(track)
    results = results_of(measured, steps, matched)
    found = witnesses_of(measured, Intent(None, plan), results, matched, None)
    if any(witness.answer is Answer.YES for witness in found):
        assert could_be_held(measured, results)


def test_what_the_whole_run_is_too_slow_for_could_not_be_held() -> None:
    # Twenty minutes at 5:33/km; 5 s and 1 % more than asked for is still believed.
    measured = Measured.of(clean(run([(1200, 3.0)])))
    for pace, is_possible in (("5:30", True), ("5:20", False)):
        steps = tuple(notation.parse(f"15min @{pace}/km").flat())
        nowhere = Match(Matching.NONE, (None,), 0.0)
        results = results_of(measured, steps, nowhere)
        assert could_be_held(measured, results) is is_possible


@settings(max_examples=15, deadline=None)
@given(
    speeds=st.lists(st.floats(2.8, 4.0), min_size=2, max_size=5),
    temperature_degc=st.floats(-10.0, 40.0),
    goal=st.sampled_from([Goal.THRESHOLD, Goal.VO2MAX, None]),
    has_plan=st.booleans(),
)
def test_to_know_the_heat_never_turns_yes_into_less(
    speeds: list[float],
    temperature_degc: float,
    goal: Goal | None,
    *,
    has_plan: bool,
) -> None:
    recording = run([(420.0, speed) for speed in speeds])
    plan = notation.parse("10min easy, 15min @4:30/km") if has_plan else None
    given_plan = Plan(plan, goal)
    athlete = Athlete(races=(RACE,))
    mild = judge(recording, given_plan, athlete).dose
    hot = judge(recording, given_plan, athlete, Weather(temperature_degc)).dose
    assert (mild is None) is (hot is None)
    if mild is not None and hot is not None and mild.reached is Answer.YES:
        assert hot.reached is Answer.YES


def test_four_percent_slower_holds_threshold_at_thirty_degrees() -> None:
    """At 30 °C and half humid WBGT is 29.1: 14 °C over the best, 0.35 % a degree."""
    tempo = run([(600, 2.8), (1500, BAND_MPS * 0.965), (600, 2.6)])
    goal = Plan(goal=Goal.THRESHOLD)
    athlete = Athlete(races=(RACE,))
    mild = judge(tempo, goal, athlete).dose
    hot = judge(tempo, goal, athlete, Weather(30.0)).dose
    assert mild is not None
    assert hot is not None
    assert mild.reached is Answer.NO
    assert hot.reached is Answer.YES
    assert hot.heat_frac == pytest.approx(0.05, abs=0.002)
