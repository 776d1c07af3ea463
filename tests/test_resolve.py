from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.athlete import Athlete, Race
from negsplit.errors import InputError, MissingInputError, OutOfRangeError
from negsplit.faces import Faces, faces
from negsplit.notation import parse
from negsplit.physiology.training_paces import Profile
from negsplit.resolve import (
    CRITICAL_VELOCITY_RACE_S,
    RACE_EFFORTS_M,
    absolute,
    resolve,
)
from negsplit.runner import Runner
from negsplit.units import DistanceUnit, SpeedUnit, pace_s
from negsplit.workout import (
    Distance,
    Effort,
    EffortTarget,
    FractionTarget,
    HeartRateRamp,
    HeartRateTarget,
    RaceEffort,
    RaceTarget,
    Reference,
    Repeat,
    RpeTarget,
    SpeedRamp,
    SpeedTarget,
    Step,
    Target,
    Workout,
    ZoneKind,
    ZoneTarget,
)

ATHLETE = Athlete(
    vdot_ml_kg_min=54.0,
    resting_hr_bpm=50,
    max_hr_bpm=190,
    threshold_hr_bpm=172,
)
RUNNER = Runner.of(ATHLETE)


def paces(target: Target | None) -> tuple[int, int]:
    assert isinstance(target, SpeedTarget | SpeedRamp)
    ends = (
        (target.low_mps, target.high_mps)
        if isinstance(target, SpeedTarget)
        else (target.start_mps, target.end_mps)
    )
    slow, fast = (pace_s(v, DistanceUnit.KM) for v in ends)
    assert slow == pytest.approx(round(slow), abs=1e-9)
    assert fast == pytest.approx(round(fast), abs=1e-9)
    return round(slow), round(fast)


@pytest.mark.parametrize(
    ("race", "seconds"),
    # The official calculator's output for VDOT 54, whole seconds: E 5:18 to 4:49,
    # M 4:14, T 4:00, I 3:41, R 3:26; 5 km in 18:40 and 10 km in 38:42.
    [
        (RaceEffort.EASY, (318, 289)),
        (RaceEffort.MARATHON, (254, 254)),
        (RaceEffort.THRESHOLD, (240, 240)),
        (RaceEffort.LACTATE_THRESHOLD, (240, 240)),
        (RaceEffort.INTERVAL, (221, 221)),
        (RaceEffort.REPETITION, (206, 206)),
        (RaceEffort.K5, (224, 224)),
        (RaceEffort.K10, (232, 232)),
    ],
)
def test_race_efforts_become_the_calculators_paces(
    race: RaceEffort, seconds: tuple[int, int]
) -> None:
    assert paces(absolute(RaceTarget(race), RUNNER)) == seconds


def test_every_race_effort_has_a_pace_and_longer_races_are_slower() -> None:
    order = ["1500", "mile", "3k", "5k", "8k", "10k", "15k", "10mi", "HM", "MP"]
    found = [paces(absolute(RaceTarget(RaceEffort(name)), RUNNER))[0] for name in order]
    assert found == sorted(found)
    for race in RaceEffort:
        assert absolute(RaceTarget(race), RUNNER) is not None


def test_race_efforts_are_raced_over_the_distance_in_their_name() -> None:
    metres = {race.value: metres for race, metres in RACE_EFFORTS_M.items()}
    assert metres == {
        "mile": 1609.344,
        "1500": 1500,
        "3k": 3000,
        "5k": 5000,
        "8k": 8000,
        "10k": 10_000,
        "15k": 15_000,
        "10mi": 16_093.44,
        "HM": 21_097.5,
        "MP": 42_195,
    }
    assert CRITICAL_VELOCITY_RACE_S == 30 * 60


def test_critical_velocity_is_the_runners_own_or_a_half_hour_races() -> None:
    own = Runner.of(Athlete(vdot_ml_kg_min=54, critical_speed_mps=1000 / 235))
    target = RaceTarget(RaceEffort.CRITICAL_VELOCITY)
    assert paces(absolute(target, own)) == (235, 235)
    # Between 5 km (18:40) and 10 km (38:42).
    assert 224 < paces(absolute(target, RUNNER))[0] < 232


def test_an_offset_is_added_to_the_pace_in_its_own_unit() -> None:
    per_km = RaceTarget(RaceEffort.MARATHON, offset_s=10)
    assert paces(absolute(per_km, RUNNER)) == (264, 264)
    per_mile = RaceTarget(RaceEffort.MARATHON, offset_s=16.09344, unit=SpeedUnit.PER_MI)
    assert paces(absolute(per_mile, RUNNER)) == (264, 264)


def test_a_range_of_race_efforts_is_a_band() -> None:
    target = RaceTarget(RaceEffort.K10, RaceEffort.K5)
    assert paces(absolute(target, RUNNER)) == (232, 224)


def test_an_offset_beyond_running_is_refused() -> None:
    with pytest.raises(InputError, match="faster than anyone"):
        absolute(RaceTarget(RaceEffort.K5, offset_s=-200), RUNNER)


@pytest.mark.parametrize(
    ("word", "seconds"),
    # Fractions of VDOT 54 from the effort scale, turned into pace by the oxygen cost:
    # 4.60 + fraction * 54 = 0.182258 v + 0.000104 v^2. Whole seconds within one.
    [
        (Effort.STEADY, (289, 273)),
        (Effort.MODERATE, (273, 262)),
        (Effort.THRESHOLD, (242, 238)),
        (Effort.TEMPO, (242, 238)),
        (Effort.HARD, (240, 229)),
        (Effort.FAST, (229, 220)),
    ],
)
def test_effort_words_become_bands_of_the_effort_scale(
    word: Effort, seconds: tuple[int, int]
) -> None:
    slow, fast = paces(absolute(EffortTarget(word), RUNNER))
    assert (slow, fast) == pytest.approx(seconds, abs=1)


def test_easy_is_daniels_easy_and_marathon_effort_holds_marathon_pace() -> None:
    assert paces(absolute(EffortTarget(Effort.EASY), RUNNER)) == (318, 289)
    slow, fast = paces(absolute(EffortTarget(Effort.MARATHON), RUNNER))
    # By hand: 236.1 m/min, 1.08 ml/kg/min either way at 4.33 m/min for each.
    assert (slow, fast) == (259, 249)


def test_walking_and_resting_stay_words() -> None:
    workout = parse("10x1min hard R 1min walk")
    repeat = resolve(workout, ATHLETE).items[0]
    assert isinstance(repeat, Repeat)
    work, rest = repeat.items
    assert isinstance(work, Step)
    assert isinstance(rest, Step)
    assert rest.targets == (EffortTarget(Effort.WALK),)
    assert isinstance(work.targets[0], SpeedTarget)
    assert work.targets[1] == EffortTarget(Effort.HARD)


def test_a_sprint_stays_a_word_and_all_out_has_a_pace() -> None:
    assert absolute(EffortTarget(Effort.SPRINT), RUNNER) is None
    # 100 to 115 % of VDOT 54.
    assert isinstance(absolute(EffortTarget(Effort.MAX), RUNNER), SpeedTarget)


def test_the_threshold_band_reaches_from_half_marathon_to_10_km_pace() -> None:
    slow, fast = (1000 / speed for speed in RUNNER.threshold_band)
    # 5140 s and 2322 s are the book's half marathon and 10 km of VDOT 54.
    assert slow == pytest.approx(5140 / 21.0975, abs=0.2)
    assert fast == pytest.approx(232.2, abs=0.2)
    # The calculator's T of VDOT 30, 6:10, is faster than 10 km pace.
    slow_runner = Athlete(vdot_ml_kg_min=30)
    _, fast = Runner.of(slow_runner, Profile.CALCULATOR).threshold_band
    assert 1000 / fast < 369.5


@pytest.mark.parametrize("vdot", [20, 27, 40, 54, 70, 85])
@pytest.mark.parametrize("profile", Profile)
def test_threshold_pace_lies_in_its_band_and_marathon_pace_does_not(
    vdot: float, profile: Profile
) -> None:
    runner = Runner.of(Athlete(vdot_ml_kg_min=vdot), profile)
    slow, fast = runner.threshold_band
    assert 1.009 * slow <= runner.speeds.threshold_mps <= fast / 1.009
    assert runner.speeds.marathon_mps < slow
    # Within the pace of a half marathon at VDOT 40, 1:50:59 in the book, and T, 5:06.
    assert runner.speeds.threshold_mps / slow <= (6659 / 21.0975) / 306 + 0.002


@pytest.mark.parametrize(
    ("reference", "bpm"),
    # By hand for 50 to 190 bpm, threshold 172 bpm: 80 and 90 % of each.
    [
        (Reference.MAX_HR, (152, 171)),
        (Reference.HR_RESERVE, (162, 176)),
        (Reference.THRESHOLD_HR, (138, 155)),
    ],
)
def test_fractions_of_heart_rates_become_beats(
    reference: Reference, bpm: tuple[float, float]
) -> None:
    band = absolute(FractionTarget(0.8, 0.9, reference), RUNNER)
    assert band == HeartRateTarget(*bpm)
    ramp = absolute(FractionTarget(0.9, 0.8, reference, ramp=True), RUNNER)
    assert ramp == HeartRateRamp(bpm[1], bpm[0])


def test_fractions_of_threshold_speed_become_paces() -> None:
    band = absolute(FractionTarget(0.9, 1.0, Reference.THRESHOLD_SPEED), RUNNER)
    assert paces(band) == (267, 240)  # 239.87 / 0.9
    ramp = absolute(
        FractionTarget(0.9, 1.0, Reference.THRESHOLD_SPEED, ramp=True), RUNNER
    )
    assert isinstance(ramp, SpeedRamp)


@pytest.mark.parametrize(
    ("zone", "low", "high"),
    # Tenths of 190 bpm, from the half up.
    [(1, 95, 114), (2, 114, 133), (3, 133, 152), (4, 152, 171), (5, 171, 190)],
)
def test_heart_rate_zones_are_tenths_of_the_maximum(
    zone: int, low: float, high: float
) -> None:
    assert absolute(ZoneTarget(zone, zone), RUNNER) == HeartRateTarget(low, high)


def test_pace_zones_join_at_the_rows_of_the_effort_scale() -> None:
    ends = [
        paces(absolute(ZoneTarget(zone, zone, ZoneKind.PACE), RUNNER))
        for zone in range(1, 6)
    ]
    assert all(before[1] == after[0] for before, after in pairwise(ends))
    marks = [ends[0][0], *(fast for _, fast in ends)]
    rows = (0.50, 0.62, 0.75, 0.84, 0.93, 1.15)
    assert marks == [round(1000 / RUNNER.speed_at(frac)) for frac in rows]


def test_pace_zones_serve_runners_without_heart_rate() -> None:
    runner = Runner.of(Athlete(vdot_ml_kg_min=54))
    named = absolute(ZoneTarget(2, 2, ZoneKind.PACE), RUNNER)
    assert absolute(ZoneTarget(2, 2), runner) == named
    assert paces(named) == pytest.approx((318, 273), abs=1)


def test_a_sixth_zone_is_refused() -> None:
    with pytest.raises(InputError, match="zones 1 to 5"):
        absolute(ZoneTarget(5, 6), RUNNER)


def test_perceived_effort_becomes_a_band_around_its_words() -> None:
    # RPE 2 is the slow end of easy, 9 the fast end of 5K effort.
    assert paces(absolute(RpeTarget(2, 2), RUNNER)) == (318, 318)
    assert paces(absolute(RpeTarget(9, 9), RUNNER))[0] == pytest.approx(220, abs=1)


def test_absolute_targets_stay_as_they_are() -> None:
    for target in (
        SpeedTarget(3.7123, 3.8),
        SpeedRamp(3.7, 3.9123),
        HeartRateTarget(140.5, None),
        HeartRateRamp(140.5, 160),
    ):
        assert absolute(target, RUNNER) is target


def test_a_workout_in_miles_is_resolved_to_whole_seconds_per_mile() -> None:
    workout = Workout(
        (Step(Distance(5000), (EffortTarget(Effort.EASY),)),), unit=DistanceUnit.MI
    )
    (step,) = resolve(workout, ATHLETE).flat()
    assert isinstance(step.target, SpeedTarget)
    assert step.target.unit is SpeedUnit.PER_MI
    # 318.30 and 288.76 s/km are 512.3 and 464.7 s/mi.
    assert pace_s(step.target.low_mps, DistanceUnit.MI) == pytest.approx(512)
    assert pace_s(step.target.high_mps, DistanceUnit.MI) == pytest.approx(465)


def test_a_number_beside_a_word_leads_and_the_word_stays() -> None:
    (step,) = resolve(parse("20min @75-80%HRmax easy"), ATHLETE).flat()
    assert step.targets == (HeartRateTarget(142, 152), EffortTarget(Effort.EASY))


@pytest.mark.parametrize(
    ("text", "athlete", "missing"),
    [
        ("5km @10k", Athlete(), "race result or a VDOT"),
        ("5km easy", Athlete(max_hr_bpm=190), "race result or a VDOT"),
        ("5km @75-80%HRmax", Athlete(), "maximum heart rate"),
        ("5km @75-80%HRR", Athlete(max_hr_bpm=190), "resting heart rate"),
        ("5km @75-80%LTHR", Athlete(max_hr_bpm=190), "threshold heart rate"),
        ("5km @92-96%TP", Athlete(), "race result or a VDOT"),
        ("5km @Z4 HR", Athlete(vdot_ml_kg_min=50), "maximum heart rate"),
    ],
)
def test_what_is_missing_is_named(text: str, athlete: Athlete, missing: str) -> None:
    with pytest.raises(MissingInputError, match=missing):
        resolve(parse(text), athlete)


def test_heart_rate_targets_need_no_race() -> None:
    (step,) = resolve(parse("5km @75-80%HRmax"), Athlete(max_hr_bpm=200)).flat()
    assert step.target == HeartRateTarget(150, 160)


def test_the_best_race_gives_the_vdot_and_an_unusable_one_is_passed_over() -> None:
    half, short = Race(21097.5, 4349), Race(400, 60)
    runner = Runner.of(Athlete(races=(Race(5000, 961), short, half)))
    assert runner.race is half
    assert runner.vdot == pytest.approx(65.438, abs=1e-3)
    with pytest.raises(OutOfRangeError):
        Runner.of(Athlete(races=(short,)))


def test_a_given_vdot_is_kept_and_checked() -> None:
    assert Runner.of(Athlete(vdot_ml_kg_min=44.4, races=(Race(5000, 961),))).vdot == (
        44.4
    )
    with pytest.raises(OutOfRangeError, match="VDOT"):
        Runner.of(Athlete(vdot_ml_kg_min=9))


def test_age_stands_in_for_a_maximum_and_is_marked_so() -> None:
    runner = Runner.of(Athlete(age_years=40))
    assert runner.max_hr == 180  # 208 - 0.7 * 40
    assert runner.max_hr_is_estimated
    assert not RUNNER.max_hr_is_estimated


def test_heart_rate_goes_by_reserve_where_rest_is_known_else_by_daniels_pairs() -> None:
    assert RUNNER.heart_rate_at(0.88) == pytest.approx(172.0, abs=0.06)
    by_pairs = Runner.of(Athlete(vdot_ml_kg_min=54, max_hr_bpm=190))
    # Daniels: 88 % of uptake, the fast end of T, is at 92 % of the maximum.
    assert by_pairs.heart_rate_at(0.88) == pytest.approx(0.92 * 190, abs=0.02)
    assert not by_pairs.uses_reserve


@given(st.floats(0.3, 1.0))
def test_the_runners_heart_rate_is_inverted(frac: float) -> None:
    for runner in (RUNNER, Runner.of(Athlete(vdot_ml_kg_min=54, max_hr_bpm=190))):
        bpm = runner.heart_rate_at(frac)
        if bpm < runner.max_hr:
            assert runner.intensity_at(bpm) == pytest.approx(frac)


def test_a_step_shows_pace_heart_rate_and_effort_side_by_side() -> None:
    by_pace = faces(
        Step(Distance(5000), (SpeedTarget(1000 / 240, 1000 / 240),)), RUNNER
    )
    assert by_pace.heart_rates_bpm == pytest.approx((172, 172), abs=0.2)
    assert by_pace.level is not None
    assert by_pace.level.word == "tempo"
    by_heart = faces(Step(Distance(5000), (HeartRateTarget(172, 172),)), RUNNER)
    assert by_heart.speeds_mps == pytest.approx((1000 / 240, 1000 / 240), rel=2e-3)


@pytest.mark.parametrize(
    "target", [SpeedRamp(1000 / 318, 1000 / 240), HeartRateRamp(140, 172)]
)
def test_a_ramp_shows_where_it_ends(target: Target) -> None:
    shown = faces(Step(Distance(5000), (target,)), RUNNER)
    assert shown.is_ramp
    assert shown.level is not None
    assert shown.level.word == "tempo"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (SpeedTarget(3.5, 3.6), Faces(is_ramp=False, speeds_mps=(3.5, 3.6))),
        (HeartRateTarget(140, 150), Faces(is_ramp=False, heart_rates_bpm=(140, 150))),
        (EffortTarget(Effort.WALK), Faces(is_ramp=False)),
    ],
)
def test_faces_show_only_what_is_known(target: Target, expected: Faces) -> None:
    shown = faces(Step(Distance(5000), (target,)), Runner.of(Athlete()))
    assert shown == expected
    assert shown.level is None


def test_a_step_without_targets_has_no_faces() -> None:
    assert faces(Step(Distance(5000)), RUNNER) == Faces(is_ramp=False)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (HeartRateTarget(None, 145), (95, 145)),
        (HeartRateTarget(170, None), (170, 190)),
    ],
)
def test_an_open_heart_rate_band_is_closed_by_the_runners_own_range(
    target: Target, expected: tuple[float, float]
) -> None:
    assert faces(Step(Distance(5000), (target,)), RUNNER).heart_rates_bpm == expected


@pytest.mark.parametrize("profile", Profile)
def test_the_profile_decides_a_slow_runners_threshold(profile: Profile) -> None:
    slow = Athlete(vdot_ml_kg_min=30)
    (step,) = resolve(parse("5km @T"), slow, profile).flat()
    # The calculator shows 6:10, the book prints 6:24; 10 km race pace is 6:23.
    expected = {Profile.CALCULATOR: 370, Profile.BOOK: 384, Profile.SAFE: 384}[profile]
    assert paces(step.target) == (expected, expected)
