from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.athlete import Athlete
from negsplit.errors import InputError
from negsplit.evidence.records import Source
from negsplit.faces import faces
from negsplit.forms import FORMS, Kind, Recipe, Steering, build
from negsplit.notation import parse, to_text
from negsplit.resolve import resolve
from negsplit.runner import Runner
from negsplit.units import MILE_M, DistanceUnit, pace_s
from negsplit.workout import (
    Distance,
    Effort,
    EffortTarget,
    FractionTarget,
    HeartRateRamp,
    HeartRateTarget,
    Intensity,
    Reference,
    Repeat,
    RpeRamp,
    RpeTarget,
    SpeedRamp,
    SpeedTarget,
    Step,
    Time,
    UntilLap,
    Workout,
)

KM, MI = DistanceUnit.KM, DistanceUnit.MI
# The runner of the source that gives paces.
SUB_THREE = Athlete(vdot_ml_kg_min=54, max_hr_bpm=190, resting_hr_bpm=50)
PROGRESSIONS = [kind for kind in Kind if FORMS[kind].is_progression]
# No pace to compare, or only some amounts possible: tested by themselves.
OPEN_OR_GRADED = (Kind.LOOSE, Kind.TENS, Kind.EACH_FASTER)
SESSIONS = [kind for kind in Kind if not FORMS[kind].is_progression]


def lengths(workout: Workout) -> list[float]:
    found = []
    for step in workout.flat():
        assert not isinstance(step.length, UntilLap)
        found.append(
            step.length.duration_s
            if isinstance(step.length, Time)
            else step.length.distance_m
        )
    return found


def paces(workout: Workout, unit: DistanceUnit = KM) -> list[tuple[int, int]]:
    found = []
    for step in workout.flat():
        match step.target:
            case SpeedTarget(start, end) | SpeedRamp(start, end):
                found.append((round(pace_s(start, unit)), round(pace_s(end, unit))))
            case other:
                pytest.fail(f"{other} has no pace")
    return found


def words(workout: Workout) -> list[str]:
    return [step.effort.value if step.effort else "" for step in workout.flat()]


def test_the_threshold_form_gives_its_own_runner_the_sources_paces() -> None:
    workout = build(Recipe(Kind.THRESHOLD, Distance(15_000)), SUB_THREE)
    assert lengths(workout) == [5000, 5000, 5000]
    ends = [end for _, end in paces(workout)]
    assert ends == [4 * 60 + 30, 4 * 60 + 15, 4 * 60]
    assert [start for start, _ in paces(workout)][1:] == [270, 255]


def test_the_vo2max_form_gives_its_own_runner_the_sources_paces() -> None:
    workout = build(Recipe(Kind.VO2MAX, Distance(12_000)), SUB_THREE)
    assert lengths(workout) == [5000, 3000, 2000, 2000]
    assert [end for _, end in paces(workout)] == [270, 255, 240, 230]
    # 10K effort, because 5 km pace of this runner is 3:44/km.
    assert words(workout)[-1] == "hard"
    assert "10K" in FORMS[Kind.VO2MAX].inferred


@pytest.mark.parametrize("vdot", [30.0, 40.0, 54.0, 70.0])
def test_the_threshold_form_ends_at_each_runners_threshold(vdot: float) -> None:
    workout = build(Recipe(Kind.THRESHOLD), Athlete(vdot_ml_kg_min=vdot))
    # The book's T for these, seconds per km; the calculator's is the same from 39 on.
    expected = {30: 384, 40: 306, 54: 240, 70: 194}[round(vdot)]
    assert paces(workout)[-1][1] == expected


def test_thirds_of_45_and_50_minutes_are_equal() -> None:
    for minutes in (45, 50):
        workout = build(Recipe(Kind.THIRDS, Time(60 * minutes)), SUB_THREE)
        assert lengths(workout) == [pytest.approx(20 * minutes)] * 3
    assert words(workout) == ["easy", "steady", "tempo"]


def test_eighty_twenty_is_four_fifths_easy() -> None:
    workout = build(Recipe(Kind.EIGHTY_TWENTY, Time(3000)), SUB_THREE)
    assert lengths(workout) == [2400, 600]
    assert "lost" in FORMS[Kind.EIGHTY_TWENTY].inferred


@pytest.mark.parametrize(
    ("amount", "push"),
    [
        (Distance(7 * MILE_M), 0.7 * MILE_M),
        (Time(30 * 60), 3 * 60),
        (Time(15 * 60), 2 * 60),
        (Time(120 * 60), 8 * 60),
        (Distance(20 * MILE_M), MILE_M),
        (Distance(3000), 500),
    ],
)
def test_the_final_push_is_a_tenth_two_minutes_to_a_mile(
    amount: Time | Distance, push: float
) -> None:
    workout = build(Recipe(Kind.FINAL_PUSH, amount, MI), SUB_THREE)
    # Miles end on twentieths: 3000 m is no round number of them.
    assert lengths(workout)[-1] == pytest.approx(push, abs=41)
    assert words(workout) == ["easy", "max"]


@pytest.mark.parametrize("unit", DistanceUnit)
def test_tens_are_ten_seconds_a_mile_faster_each(unit: DistanceUnit) -> None:
    workout = build(Recipe(Kind.TENS, Distance(8 * unit.metres), unit), SUB_THREE)
    found = [slow for slow, _ in paces(workout, unit)]
    steps = {a - b for a, b in pairwise(found)}
    assert len(found) == 8
    assert steps == ({10} if unit is MI else {6})  # 6.2 s/km is 10 s/mi


def test_tens_by_time_get_faster_every_ten_minutes() -> None:
    workout = build(Recipe(Kind.TENS, Time(3600), MI), SUB_THREE)
    assert lengths(workout) == [600] * 6
    found = [slow for slow, _ in paces(workout, MI)]
    assert found == list(range(found[0], found[0] - 60, -10))


def test_long_tens_start_slower_so_that_they_end_at_tempo() -> None:
    workout = build(Recipe(Kind.TENS, Distance(16_000)), SUB_THREE)
    assert paces(workout)[-1] == (240, 240)
    with pytest.raises(InputError, match="slower than a jog"):
        build(Recipe(Kind.TENS, Distance(42_000)), SUB_THREE)


def test_what_is_left_over_lengthens_the_first_step() -> None:
    workout = build(Recipe(Kind.EACH_FASTER, Distance(5500)), SUB_THREE)
    assert lengths(workout) == [1500, 1000, 1000, 1000, 1000]
    with pytest.raises(InputError, match="too short for 3 steps"):
        build(Recipe(Kind.EACH_FASTER, Distance(2500)), SUB_THREE)


@given(st.floats(30, 80), st.integers(3, 25), st.sampled_from(DistanceUnit))
def test_each_faster_is_faster_in_every_whole_second(
    vdot: float, count: int, unit: DistanceUnit
) -> None:
    recipe = Recipe(Kind.EACH_FASTER, Distance(count * unit.metres), unit)
    found = [
        slow for slow, _ in paces(build(recipe, Athlete(vdot_ml_kg_min=vdot)), unit)
    ]
    assert len(found) == count
    assert all(a > b for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("kind", "miles", "expected"),
    [
        (Kind.SHORT, 4, [3, 1]),
        (Kind.LONG, 8, [6, 2]),
        (Kind.LONG, 20, [18, 2]),
        (Kind.FINAL_QUARTER, 8, [6, 2]),
        (Kind.PROGRESSIVE_LONG_RUN, 13, [10, 3]),
    ],
)
def test_the_base_forms_have_the_sources_miles(
    kind: Kind, miles: float, expected: list[float]
) -> None:
    workout = build(Recipe(kind, Distance(miles * MILE_M), MI), SUB_THREE)
    assert [metres / MILE_M for metres in lengths(workout)] == pytest.approx(expected)


def test_the_tempo_progression_starts_15_seconds_a_mile_under_tempo() -> None:
    workout = build(Recipe(Kind.TEMPO_PROGRESSION, unit=MI), SUB_THREE)
    # T of VDOT 54 is 239.87 s/km, 386 s/mi.
    assert paces(workout, MI)[1] == (401, 386)


def test_the_progressive_long_run_goes_from_easy_to_marathon_pace() -> None:
    # The source's 8:30 and 7:30 per mile, for a runner whose easy pace is the former:
    # VDOT 48.3 has marathon pace 7:29.
    workout = build(
        Recipe(Kind.PROGRESSIVE_LONG_RUN, unit=MI), Athlete(vdot_ml_kg_min=48.3)
    )
    (slow, fast), (late_slow, late_fast) = paces(workout, MI)
    assert slow > 8 * 60 + 30 >= fast
    assert late_slow > 7 * 60 + 30 > late_fast


@pytest.mark.parametrize(
    ("kind", "seconds"),
    # Shares of an hour as each form's line says them; base forms stop at 16 min hard,
    # and the build to tempo at half an hour, one and a half of Daniels' 20 min.
    [
        (Kind.TEMPO_PROGRESSION, [1800, 1350, 450]),
        (Kind.LOOSE, [1800, 1800]),
        (Kind.BRIDGE, [2160, 1440]),
        (Kind.FINAL_QUARTER, [2700, 900]),
        (Kind.SHORT, [2700, 900]),
        (Kind.FINAL_PUSH, [3240, 360]),
        (Kind.EACH_FASTER, [300] * 12),
    ],
)
def test_an_hour_is_shared_as_the_form_says(kind: Kind, seconds: list[float]) -> None:
    assert lengths(build(Recipe(kind, Time(3600)), SUB_THREE)) == seconds


@pytest.mark.parametrize(
    ("kind", "amount", "last"),
    [
        (Kind.LONG, Time(7200), 960),
        (Kind.FINAL_PUSH, Time(600), 120),
        (Kind.FINAL_PUSH, Time(7200), 480),
        (Kind.FINAL_PUSH, Distance(2000), 500),
    ],
)
def test_the_hard_end_keeps_within_its_limits(
    kind: Kind, amount: Time | Distance, last: float
) -> None:
    assert lengths(build(Recipe(kind, amount), SUB_THREE))[-1] == last


def test_the_loose_form_has_no_target_to_miss() -> None:
    *_, last = build(Recipe(Kind.LOOSE), SUB_THREE).flat()
    assert last.targets == (EffortTarget(Effort.STEADY),)


def test_the_bridge_never_gets_beyond_moderate() -> None:
    *_, last = build(Recipe(Kind.BRIDGE), SUB_THREE).flat()
    level = faces(last, Runner.of(SUB_THREE)).level
    assert level is not None
    assert level.word == "moderate"


@given(
    st.sampled_from([k for k in PROGRESSIONS if k not in OPEN_OR_GRADED]),
    st.sampled_from(DistanceUnit),
    st.floats(30, 80),
    st.integers(20, 120),
    st.booleans(),
)
def test_every_form_fills_its_amount_and_ends_faster_than_it_starts(
    kind: Kind, unit: DistanceUnit, vdot: float, minutes: int, by_time: bool
) -> None:
    amount = Time(60 * minutes) if by_time else Distance(200.0 * minutes)
    workout = build(Recipe(kind, amount, unit), Athlete(vdot_ml_kg_min=vdot))
    whole = amount.duration_s if isinstance(amount, Time) else amount.distance_m
    assert sum(lengths(workout)) == pytest.approx(whole)
    found = paces(workout, unit)
    first_s, last_s = sum(found[0]) / 2, sum(found[-1]) / 2
    assert last_s < first_s


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("steering", Steering)
@pytest.mark.parametrize("athlete", [SUB_THREE, None], ids=["runner", "nobody"])
def test_every_form_comes_back_from_its_own_notation(
    kind: Kind, steering: Steering, athlete: Athlete | None
) -> None:
    for unit in DistanceUnit:
        workout = build(Recipe(kind, unit=unit, steering=steering), athlete)
        assert parse(to_text(workout)) == workout


@pytest.mark.parametrize("kind", PROGRESSIONS)
def test_a_recipe_kept_for_nobody_becomes_nearly_the_same_on_the_day(
    kind: Kind,
) -> None:
    if kind is Kind.LOOSE:
        return  # its second half has no pace before it is resolved
    today = build(Recipe(kind), SUB_THREE)
    later = resolve(build(Recipe(kind)), SUB_THREE)
    # Fractions of threshold speed keep three digits: a second or so per kilometre.
    for a, b in zip(paces(today), paces(later), strict=True):
        assert a == pytest.approx(b, abs=3)
    if kind in (Kind.THRESHOLD, Kind.VO2MAX):
        assert paces(today) == paces(later)


@pytest.mark.parametrize(
    ("steering", "expected"),
    [
        (Steering.PACE, SpeedRamp),
        (Steering.HEART_RATE, HeartRateRamp),
        (Steering.EFFORT, RpeRamp),
    ],
)
def test_a_form_is_steered_by_pace_heart_rate_or_effort(
    steering: Steering, expected: type
) -> None:
    workout = build(Recipe(Kind.THRESHOLD, steering=steering), SUB_THREE)
    for step in workout.flat():
        assert isinstance(step.target, expected)
        assert step.effort is not None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.THIRDS, [(2, 3), (3, 3), (5, 7)]),
        (Kind.SHORT, [(2, 3), (5, 8)]),
        (Kind.FINAL_PUSH, [(2, 3), (10, 10)]),
    ],
)
def test_effort_steering_spans_the_rows_that_a_stretch_crosses(
    kind: Kind, expected: list[tuple[float, float]]
) -> None:
    # Rows of the effort scale: easy 2-3, moderately easy 3, moderate 3-4, marathon
    # 4-5, half marathon 5-6, tempo 6-7, 10K 7-8, all-out 10.
    found = []
    for step in build(Recipe(kind, steering=Steering.EFFORT)).flat():
        assert isinstance(step.target, RpeTarget)
        found.append((step.target.low, step.target.high))
    assert found == expected


def test_a_ramp_by_effort_goes_from_easy_to_the_row_of_threshold() -> None:
    steps = build(Recipe(Kind.THRESHOLD, steering=Steering.EFFORT)).flat()
    ramps = [step.target for step in steps if isinstance(step.target, RpeRamp)]
    # Easy begins at 2; T is tempo, 6 to 7; builds meet, marathon effort in the middle.
    assert ramps[0].start == 2
    assert ramps[-1].end == 6.5
    assert [ramp.end for ramp in ramps[:-1]] == [ramp.start for ramp in ramps[1:]]
    assert 4 <= ramps[1].end <= 5


def test_heart_rate_steering_ends_at_the_threshold_heart_rate() -> None:
    workout = build(Recipe(Kind.THRESHOLD, steering=Steering.HEART_RATE), SUB_THREE)
    *_, last = workout.flat()
    # 88 % of VDOT 54 by reserve, 50 to 190 bpm: 172.0.
    assert isinstance(last.target, HeartRateRamp)
    assert last.target.end_bpm == 172


def test_without_a_runner_heart_rates_are_fractions_of_the_maximum() -> None:
    workout = build(Recipe(Kind.THIRDS, steering=Steering.HEART_RATE))
    first, *_ = workout.flat()
    # Easy is 70 to 76 % of maximum for a runner of VDOT 54 with 50 to 190 bpm.
    assert isinstance(first.target, FractionTarget)
    assert first.target.start_frac == pytest.approx(0.70, abs=0.01)
    assert first.target.end_frac == pytest.approx(0.76, abs=0.01)


@pytest.mark.parametrize(
    ("kind", "metres", "count", "rest_s"),
    [(Kind.FOUR_HUNDREDS, 400, 6, 60), (Kind.SIX_HUNDREDS, 600, 6, 120)],
)
@pytest.mark.parametrize("unit", DistanceUnit)
def test_the_last_repetition_is_planned_fastest(
    kind: Kind, metres: float, count: int, rest_s: float, unit: DistanceUnit
) -> None:
    steps = list(build(Recipe(kind, unit=unit), SUB_THREE).flat())
    reps = [step for step in steps if step.length == Distance(metres)]
    rests = [step for step in steps if step.intensity is Intensity.RECOVERY]
    speeds = [rep.target.low_mps for rep in reps if isinstance(rep.target, SpeedTarget)]
    assert len(speeds) == count
    assert all(a < b for a, b in pairwise(speeds))
    assert [rest.length for rest in rests] == [Time(rest_s)] * (count - 1)
    # R of VDOT 54 is 205.66 s/km.
    assert 1000 / speeds[-1] == pytest.approx(205.66, abs=0.6)


def test_the_sixes_of_the_seventh_week_are_said_to_be_inferred() -> None:
    assert "missing" in FORMS[Kind.SIX_HUNDREDS].inferred
    workout = build(Recipe(Kind.SIX_HUNDREDS, repetitions=8), SUB_THREE)
    assert lengths(workout).count(600) == 8 + 1  # and ten minutes of warm-up


def test_advanced_repetitions_take_their_own_length_and_rest() -> None:
    recipe = Recipe(Kind.SIX_HUNDREDS, repetition=Distance(1000), recovery_s=180)
    found = lengths(build(recipe, SUB_THREE))
    assert found.count(1000) == 6
    assert found.count(180) == 5


def test_hill_climbs_are_jogged_three_quarters_and_sprinted_one() -> None:
    _, repeat, _ = build(Recipe(Kind.HILL_CLIMBS)).items
    assert isinstance(repeat, Repeat)
    jog, sprint, down = repeat.items
    assert isinstance(jog, Step)
    assert isinstance(sprint, Step)
    assert isinstance(down, Step)
    assert (jog.length, sprint.length) == (Time(180), Time(60))
    assert down.length == UntilLap()
    assert repeat.times == 4
    with pytest.raises(InputError, match="3 to 5 min"):
        build(Recipe(Kind.HILL_CLIMBS, repetition=Time(60)))


def test_the_treadmill_gets_steeper_every_minute() -> None:
    _, repeat, _ = build(Recipe(Kind.TREADMILL_CLIMBS)).items
    assert isinstance(repeat, Repeat)
    steps = [item for item in repeat.items if isinstance(item, Step)]
    assert [step.length for step in steps[:3]] == [Time(60)] * 3
    grades = [step.incline_frac or 0.0 for step in steps]
    assert grades[0] < grades[1] < grades[2]
    assert grades[3] == 0
    assert steps[2].effort is Effort.SPRINT


@pytest.mark.parametrize(
    ("kind", "work_s", "rest_s", "count"),
    [
        (Kind.HILL_SPRINTS, 20, 90, 8),
        (Kind.ONE_TO_ONE, 30, 30, 12),
        (Kind.STRIDES, 20, 60, 10),
        (Kind.FOUR_BY_FOUR, 240, 180, 4),
    ],
)
def test_the_short_sessions_repeat_what_their_sources_say(
    kind: Kind, work_s: float, rest_s: float, count: int
) -> None:
    repeat = build(Recipe(kind), SUB_THREE).items[1]
    assert isinstance(repeat, Repeat)
    assert repeat.times == count
    work, rest = repeat.items
    assert isinstance(work, Step)
    assert isinstance(rest, Step)
    assert (work.length, rest.length) == (Time(work_s), Time(rest_s))


def test_four_by_four_is_at_90_to_95_percent_of_maximum_heart_rate() -> None:
    for athlete, expected in (
        (SUB_THREE, HeartRateTarget(171, 180)),  # 171 and 180.5, half to even
        (None, FractionTarget(0.90, 0.95, Reference.MAX_HR)),
    ):
        repeat = build(Recipe(Kind.FOUR_BY_FOUR), athlete).items[1]
        assert isinstance(repeat, Repeat)
        assert isinstance(repeat.items[0], Step)
        assert repeat.items[0].target == expected


def test_the_ladder_steps_down_in_work_and_rest() -> None:
    found = lengths(build(Recipe(Kind.LADDER), SUB_THREE))
    assert [seconds / 60 for seconds in found[1:-1]] == [8, 4, 6, 3, 4, 2, 2]


@pytest.mark.parametrize("amount", [Time(2700), Distance(9000), Distance(5 * MILE_M)])
def test_the_plain_runs_fill_their_amount(amount: Time | Distance) -> None:
    whole = amount.duration_s if isinstance(amount, Time) else amount.distance_m
    for kind in (Kind.FARTLEK, Kind.TEMPO, Kind.LONG_RUN, Kind.EASY, Kind.JOG):
        workout = build(Recipe(kind, amount), SUB_THREE)
        # Miles told in kilometres end on ten metres.
        assert sum(lengths(workout)) == pytest.approx(whole, abs=5)


@pytest.mark.parametrize("unit", DistanceUnit)
@pytest.mark.parametrize(
    "amount",
    [Distance(10_000 / 3), Distance(21_097.5), Distance(10 * MILE_M), Distance(12_345)],
)
def test_no_length_is_odder_than_the_amount_that_was_asked_for(
    amount: Distance, unit: DistanceUnit
) -> None:
    for kind in Kind:
        if FORMS[kind].repetitions[1] or kind in (Kind.TENS, Kind.EACH_FASTER):
            continue
        text = to_text(build(Recipe(kind, amount, unit), SUB_THREE))
        assert re.findall(r"\d+\.\d+m\b|\d\.\d{3,}", text) == []


@pytest.mark.parametrize("unit", DistanceUnit)
def test_a_first_kilometre_or_mile_takes_the_round_rest(unit: DistanceUnit) -> None:
    for amount in (Distance(8500.5), Distance(7.3 * MILE_M)):
        workout = build(Recipe(Kind.EACH_FASTER, amount, unit), SUB_THREE)
        assert re.findall(r"\d+\.\d+m\b", to_text(workout)) == []


def test_a_tempo_run_holds_threshold_for_twenty_minutes_at_most() -> None:
    assert max(lengths(build(Recipe(Kind.TEMPO, Time(3600)), SUB_THREE))[1:2]) == 1200
    # Half an hour keeps ten minutes, as the rest is to warm up and to cool down.
    before, tempo, after = lengths(build(Recipe(Kind.TEMPO, Time(1800)), SUB_THREE))
    assert (before, tempo, after) == (720, 600, 480)


def test_a_hold_is_run_level_at_the_end_of_the_build() -> None:
    recipe = Recipe(Kind.THRESHOLD, Distance(15_000), hold=Distance(3000))
    workout = build(recipe, SUB_THREE)
    assert lengths(workout) == [4000, 4000, 4000, 3000]
    assert paces(workout)[-2:] == [(255, 240), (240, 240)]


@pytest.mark.parametrize(
    ("recipe", "message"),
    [
        (Recipe(Kind.THIRDS, Time(540)), "too short"),
        (Recipe(Kind.THIRDS, Distance(1500)), "too short"),
        (Recipe(Kind.THIRDS, hold=Time(300)), "no finish to hold"),
        (Recipe(Kind.THRESHOLD, Time(3600), hold=Distance(1000)), "both as time"),
        (Recipe(Kind.THRESHOLD, Time(3600), hold=Time(1860)), "30 min at most"),
        (Recipe(Kind.FOUR_HUNDREDS, repetitions=40), "choose 2 to 12"),
        (Recipe(Kind.SIX_HUNDREDS, repetitions=1), "not enough"),
        (Recipe(Kind.FOUR_HUNDREDS, Distance(5000)), "counted in repetitions"),
        (Recipe(Kind.EASY, repetition=Time(60)), "no repetition"),
        (Recipe(Kind.THIRDS, recovery_s=60), "no rest"),
        (Recipe(Kind.HILL_CLIMBS, recovery_s=60), "no rest"),
        (Recipe(Kind.EASY, repetitions=4), "not made of repetitions"),
    ],
)
def test_amounts_without_sense_are_refused_with_a_sensible_one(
    recipe: Recipe, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        build(recipe, SUB_THREE)


@pytest.mark.parametrize("kind", Kind)
def test_every_form_has_a_source_and_a_line_for_the_list(kind: Kind) -> None:
    form = FORMS[kind]
    assert form.kind is kind
    assert isinstance(form.source, Source)
    assert 10 < len(form.summary) <= 66
    assert (form.usual(KM) is None) == (form.usual(MI) is None)


def test_there_are_fourteen_forms_and_fifteen_sessions() -> None:
    assert len(PROGRESSIONS) == 14
    assert len(SESSIONS) == 15
