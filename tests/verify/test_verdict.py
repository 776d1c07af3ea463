"""Dose verdicts on runs that reach, nearly reach and miss what was meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from negsplit import notation
from negsplit.analysis.match import Matching
from negsplit.analysis.shape import Answer
from negsplit.athlete import Athlete, Race
from negsplit.recording import Recording
from negsplit.reports.dose_words import dose_words
from negsplit.units import HALF_MARATHON_M, DistanceUnit
from negsplit.verify.dose import Dose, Missing
from negsplit.verify.verdict import Plan, Verdict, judge
from negsplit.verify.witnesses import Measure, Question
from negsplit.workout import Goal, Workout
from synthetic_hearts import heart_of
from synthetic_runs import Ground, Piece, laps_at, run

# Half marathon pace 4:30/km (3.70 m/s), so threshold pace lies just beyond.
ATHLETE = Athlete(
    races=(Race(HALF_MARATHON_M, 95 * 60.0),), max_hr_bpm=190, resting_hr_bpm=50
)
EASY, STEADY, THRESHOLD = 2.9, 3.3, 1000 / 263  # the last 4:23/km
PLAN = notation.parse("15min @5:45/km, 15min @5:03/km, 15min @4:23/km")
AS_PLANNED: list[Piece] = [(900, EASY), (900, STEADY), (900, THRESHOLD)]
LAPS = laps_at(0, 900, 1800, 2700)


PULSE = {EASY: 135.0, STEADY: 152.0, THRESHOLD: 171.0}


def verdict(
    pieces: Sequence[Piece],
    *,
    plan: Workout | None = PLAN,
    goal: Goal | None = Goal.THRESHOLD,
    pulse: dict[float, float] | None = None,
    athlete: Athlete | None = ATHLETE,
    stopped: str | None = None,
    recording: Recording | None = None,
) -> Verdict:
    beats = None if pulse is None else heart_of(pieces, pulse)
    made = recording or run(list(pieces), heart_rate_bpm=beats, laps=LAPS)
    return judge(made, Plan(plan, goal, stopped), athlete)


def dose_of(judged: Verdict) -> Dose:
    assert judged.dose is not None
    return judged.dose


def test_the_whole_plan_is_yes_by_both_witnesses() -> None:
    judged = verdict(AS_PLANNED, pulse=PULSE)
    dose = dose_of(judged)
    assert judged.shape.is_progression is Answer.YES
    assert dose.reached is Answer.YES
    assert [(w.about, w.by) for w in dose.witnesses] == [
        (Question.GOAL, Measure.PACE),
        (Question.GOAL, Measure.HEART_RATE),
        (Question.PLAN, Measure.PACE),
    ]
    assert dose.witnesses[0].reached_s == pytest.approx(900, abs=60)
    assert dose.witnesses[0].planned_s == pytest.approx(900, abs=10)
    alone = dose_of(verdict(AS_PLANNED, plan=None, goal=Goal.THRESHOLD))
    assert dose.confidence > alone.confidence


def test_half_of_the_hold_is_partly() -> None:
    pieces = [(900, EASY), (900, STEADY), (500, THRESHOLD), (400, EASY)]
    assert dose_of(verdict(pieces)).reached is Answer.PARTLY


def test_a_lift_that_never_gets_there_is_shape_yes_and_dose_no() -> None:
    judged = verdict([(900, 2.6), (900, EASY), (900, STEADY)])
    assert judged.shape.is_progression is Answer.YES
    assert dose_of(judged).reached is Answer.NO


def test_even_threshold_running_is_shape_no_and_dose_yes() -> None:
    judged = verdict([(2700, THRESHOLD)])
    assert judged.shape.is_progression is Answer.NO
    assert dose_of(judged).reached is Answer.YES


def test_witnesses_that_contradict_each_other_give_no_answer() -> None:
    tired = {EASY: 135.0, STEADY: 140.0, THRESHOLD: 150.0}
    dose = dose_of(verdict(AS_PLANNED, pulse=tired))
    assert dose.reached is Answer.CANNOT_TELL
    said = dose_words(dose, DistanceUnit.KM, "")
    assert "Pace and heart rate disagree. Heat, hills or tired legs do that." in (
        said.lines
    )


def test_uphill_the_same_effort_counts_the_same() -> None:
    hill = Ground(grade_from_m=6000, grade_to_m=9000, grade_frac=0.04)
    recording = run(AS_PLANNED, ground=hill, laps=LAPS)
    judged = verdict(AS_PLANNED, recording=recording)
    assert dose_of(judged).reached is Answer.YES


def test_for_vo2max_heart_rate_is_the_witness() -> None:
    pulse = PULSE | {THRESHOLD: 178.0}
    dose = dose_of(verdict(AS_PLANNED, plan=None, goal=Goal.VO2MAX, pulse=pulse))
    by_heart = [w for w in dose.witnesses if w.by is Measure.HEART_RATE]
    assert by_heart[0].at_least_bpm == pytest.approx(0.9 * 190)
    assert dose.reached is Answer.YES


def test_for_vo2max_without_heart_rate_ten_kilometre_pace_stands_in() -> None:
    even = run(AS_PLANNED, noise=0.005, laps=LAPS)
    dose = dose_of(verdict([], plan=None, goal=Goal.VO2MAX, recording=even))
    (witness,) = dose.witnesses
    assert witness.by is Measure.PACE
    assert dose.reached is Answer.NO


def test_a_plan_run_as_written_that_misses_its_goal_is_not_simply_missed() -> None:
    # 15 min at threshold were planned and run; the goal asks for 10 km race pace.
    even = run(AS_PLANNED, noise=0.005, laps=LAPS)
    dose = dose_of(verdict([], goal=Goal.VO2MAX, recording=even))
    assert dose.reached is Answer.CANNOT_TELL
    said = dose_words(dose, DistanceUnit.KM, "").lines
    assert "The plan and the goal ask for different things." in said


def test_without_plan_the_assumed_length_is_said_to_be_one() -> None:
    dose = dose_of(verdict([(1200, EASY), (1000, THRESHOLD)], plan=None))
    assert dose.reached is Answer.YES
    assert "There was no plan, so I assumed 15 min." in (
        dose_words(dose, DistanceUnit.KM, "").lines
    )


def test_without_plan_and_goal_there_is_no_dose() -> None:
    assert verdict(AS_PLANNED, plan=None, goal=None).dose is None


def test_without_a_goal_the_fastest_steps_count() -> None:
    dose = dose_of(verdict(AS_PLANNED, goal=None, athlete=None))
    assert dose.reached is Answer.YES
    assert dose.witnesses[0].planned_s == pytest.approx(900)


def test_a_plan_by_heart_rate_is_judged_by_its_last_step() -> None:
    plan = notation.parse("15min @<140bpm, 15min @145-155bpm, 15min @165-175bpm")
    dose = dose_of(verdict(AS_PLANNED, plan=plan, goal=None, pulse=PULSE))
    assert dose.reached is Answer.YES
    assert [step.reached for step in dose.steps] == [Answer.YES] * 3


def test_the_first_minute_of_a_step_is_the_hearts_own() -> None:
    plan = notation.parse("15min @<140bpm, 15min @145-155bpm, 15min @165-175bpm")
    dose = dose_of(verdict(AS_PLANNED, plan=plan, goal=None, pulse=PULSE))
    for step in dose.steps:
        assert step.heart_rate is not None
        assert step.heart_rate.total_s == 900 - 72


def test_seconds_below_in_and_above_are_counted() -> None:
    plan = notation.parse("15min @5:03/km")
    pieces = [(300, EASY), (300, STEADY), (300, THRESHOLD)]
    recording = run(list(pieces), noise=0.0, laps=laps_at(0, 900))
    dose = dose_of(verdict(pieces, plan=plan, goal=None, recording=recording))
    (step,) = dose.steps
    assert step.pace is not None
    parts = (step.pace.below_s, step.pace.in_s, step.pace.above_s)
    assert parts == pytest.approx((300, 300, 300), abs=20)


def test_an_easy_step_run_too_fast_is_not_reached() -> None:
    plan = notation.parse("wu 15min @5:45/km, 15min @5:03/km, 15min @4:23/km")
    pieces = [(900, STEADY), (900, STEADY), (900, THRESHOLD)]
    dose = dose_of(verdict(pieces, plan=plan))
    assert dose.steps[0].reached is Answer.NO
    assert dose.steps[2].reached is Answer.YES


def test_a_ramp_is_followed_along_the_distance() -> None:
    plan = notation.parse("9km @5:45>4:23/km")
    seconds = [345 - 82 * (i + 0.5) / 90 for i in range(90)]  # per 100 m
    pieces = [(s / 10, 1000 / s) for s in seconds]
    recording = run(pieces, noise=0.0, laps=laps_at(0, sum(s for s, _ in pieces)))
    dose = dose_of(verdict(pieces, plan=plan, goal=None, recording=recording))
    assert dose.steps[0].pace is not None
    assert dose.steps[0].pace.in_s >= 0.98 * dose.steps[0].pace.total_s


def test_stopping_the_build_is_told_kindly_and_as_what_it_was() -> None:
    pieces = [(900, EASY), (900, STEADY), (600, EASY)]
    judged = verdict(pieces, stopped="felt off")
    assert dose_of(judged).reached is Answer.NO
    assert dose_of(judged).built_steps == 2
    assert judged.stopped is not None
    assert "felt off" in judged.stopped
    assert "after 2 of 3 steps" in judged.stopped
    assert "good judgement" in judged.stopped


def test_nobody_who_finished_is_told_they_stopped() -> None:
    assert verdict(AS_PLANNED, stopped="felt off").stopped is None


def test_steps_that_cannot_be_found_cannot_be_judged() -> None:
    dose = dose_of(verdict([(700, 2.0)], goal=None))
    assert dose.matching is Matching.NONE
    assert dose.reached is Answer.CANNOT_TELL


def test_the_plan_inside_the_recording_is_used() -> None:
    recording = replace(
        run(AS_PLANNED, laps=LAPS), workout=replace(PLAN, goal=Goal.THRESHOLD)
    )
    judged = judge(recording, athlete=ATHLETE)
    assert dose_of(judged).goal is Goal.THRESHOLD
    assert dose_of(judged).reached is Answer.YES


BY_HEART = "15min @<140bpm, 15min @145-155bpm, 15min @165-175bpm"


def by_heart(plan: str, pieces: Sequence[Piece], *marks: float) -> Dose:
    made = run(
        list(pieces), heart_rate_bpm=heart_of(pieces, PULSE), laps=laps_at(*marks)
    )
    workout = notation.parse(plan)
    return dose_of(verdict(pieces, plan=workout, goal=None, recording=made))


def test_a_last_step_by_heart_rate_that_was_not_run_was_not_reached() -> None:
    dose = by_heart(BY_HEART, AS_PLANNED[:2], 0, 900, 1800)
    assert dose.reached is Answer.NO
    assert (dose.witnesses[0].reached_s, dose.witnesses[0].planned_s) == (0, 900 - 72)


def test_a_step_by_heart_rate_cut_short_was_reached_for_that_long() -> None:
    pieces = [*AS_PLANNED[:2], (500, THRESHOLD)]
    dose = by_heart(BY_HEART, pieces, 0, 900, 1800, 2300)
    assert dose.reached is Answer.PARTLY
    assert dose.witnesses[0].reached_s == pytest.approx(500 - 72, abs=40)


def test_a_cool_down_by_heart_rate_is_not_what_the_run_was_for() -> None:
    pieces = [(900, EASY), (900, STEADY), (600, EASY)]
    plan = "15min @<140bpm, 15min @165-175bpm, cd 10min @<145bpm"
    dose = by_heart(plan, pieces, 0, 900, 1800, 2400)
    assert dose.reached is Answer.NO
    assert dose.witnesses[0].at_least_bpm == 165


def test_a_ramp_by_distance_is_planned_to_take_its_mean_pace() -> None:
    # 10 km from 6:00 to 4:00 per km, even in pace over distance: 5:00 on average.
    plan = notation.parse("10km @6:00>4:00/km")
    dose = dose_of(verdict(AS_PLANNED, plan=plan, goal=None))
    assert dose.steps[0].planned_s == pytest.approx(3000)


def test_a_stop_is_told_kindly_without_plan_and_goal_too() -> None:
    judged = verdict(AS_PLANNED, plan=None, goal=None, stopped="heat")
    assert judged.stopped is not None
    assert "because of 'heat'" in judged.stopped


@pytest.mark.parametrize(
    ("plan", "goal", "wanted"),
    [
        (None, Goal.THRESHOLD, Missing.RACE_OR_MAX_HR),
        (None, Goal.BASE, Missing.PLAN),
        ("15min easy, 15min @MP, 15min @T", None, Missing.TARGETS),
        (BY_HEART, None, Missing.HEART_RATE),
    ],
)
def test_who_cannot_tell_says_what_is_missing(
    plan: str | None, goal: Goal | None, wanted: Missing
) -> None:
    workout = None if plan is None else notation.parse(plan)
    dose = dose_of(verdict(AS_PLANNED, plan=workout, goal=goal, athlete=Athlete()))
    assert dose.reached is Answer.CANNOT_TELL
    assert dose.missing is wanted
    assert len(dose_words(dose, DistanceUnit.KM, "").lines) >= 1


def test_the_pace_of_a_broken_recording_is_no_witness() -> None:
    pieces = [*AS_PLANNED, (300, 14.0)]
    made = run(pieces, noise=0.0)
    dose = dose_of(verdict(pieces, recording=made))
    assert dose.reached is Answer.CANNOT_TELL
    assert dose.missing is Missing.SOUND_DISTANCE


@pytest.mark.parametrize("seconds", [1, 2, 3])
def test_a_step_of_a_few_seconds_can_be_judged(seconds: int) -> None:
    plan = notation.parse("10min @5:33/km, 3s @5:33/km")
    made = run([(610, 3.0)], noise=0.0, laps=laps_at(0, 600, 600 + seconds))
    numbered = tuple(replace(lap, step_index=i) for i, lap in enumerate(made.laps))
    made = replace(made, laps=numbered, step_indices=(0, 1))
    judged = dose_of(verdict([], plan=plan, goal=None, recording=made))
    assert judged.steps[1].split is not None
    assert judged.steps[1].split.moving_s == seconds


def test_a_pace_beside_race_efforts_without_a_race_is_not_the_key() -> None:
    plan = notation.parse("15min easy, 15min @5:03/km, 15min @T")
    dose = dose_of(verdict(AS_PLANNED, plan=plan, goal=None, athlete=Athlete()))
    assert dose.reached is Answer.CANNOT_TELL
    assert dose.missing is Missing.TARGETS
    known = dose_of(verdict(AS_PLANNED, plan=plan, goal=None))
    assert known.reached is Answer.YES
    assert known.witnesses[0].planned_s == 900


def test_an_hour_and_more_above_threshold_says_that_the_maximum_is_higher() -> None:
    """85 min at 5:40/km, heart rate about 165 of 184: threshold is held an hour."""
    beats = 165 + 2 * np.sin(np.arange(85 * 60) / 40)
    easy = run([(85 * 60, 1000 / 340)], heart_rate_bpm=beats)
    verdict = judge(easy, Plan(goal=Goal.THRESHOLD), Athlete(max_hr_bpm=184))
    assert verdict.dose is not None
    assert verdict.dose.reached is Answer.CANNOT_TELL
    assert verdict.dose.missing is Missing.HIGHER_MAX_HR
    known = Athlete(max_hr_bpm=184, vdot_ml_kg_min=46.0)
    with_race = judge(easy, Plan(goal=Goal.THRESHOLD), known)
    assert with_race.dose is not None
    assert with_race.dose.reached is Answer.NO


def test_who_stopped_before_the_build_is_not_asked_what_else_was_run() -> None:
    plan = notation.parse("30min @6:00/km, 20min @4:30/km, 10min @4:00/km")
    jogged = run([(12 * 60, 2.2)])
    verdict = judge(jogged, Plan(plan, stopped_because="felt off"))
    assert verdict.dose is not None
    assert verdict.dose.missing is not Missing.STEPS
