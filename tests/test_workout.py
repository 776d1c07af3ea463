from __future__ import annotations

from collections.abc import Callable

import pytest

from negsplit.errors import InputError
from negsplit.units import SpeedUnit
from negsplit.workout import (
    Cue,
    Distance,
    Effort,
    EffortTarget,
    FractionTarget,
    HeartRateRamp,
    HeartRateTarget,
    Intensity,
    Item,
    RaceEffort,
    RaceTarget,
    Reference,
    Repeat,
    RpeTarget,
    SpeedRamp,
    SpeedTarget,
    Step,
    Time,
    UntilLap,
    Workout,
    ZoneTarget,
    plain_text,
)

LAP = Step(UntilLap())
KM = Step(Distance(1000))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Time(0.5), "0.5 s must last between 1 s and 24 h"),
        (lambda: Time(86_401), "between 1 s and 24 h"),
        (lambda: Time(float("nan")), "between 1 s and 24 h"),
        (lambda: Distance(9), "9 m must be between 10 m and 250 km"),
        (lambda: Distance(250_001), "between 10 m and 250 km"),
        (lambda: SpeedTarget(4, 3), "speed band 4 to 3 m/s is empty"),
        (lambda: SpeedTarget(0.49, 3), "0.49 m/s is no running speed"),
        (lambda: SpeedTarget(3, 8.51), "8.51 m/s is no running speed"),
        (lambda: SpeedTarget(3, float("inf")), "no running speed"),
        (lambda: SpeedRamp(3, 9), "9 m/s is no running speed"),
        (lambda: SpeedRamp(0.1, 3), "0.1 m/s is no running speed"),
        (lambda: SpeedRamp(3, 4, SpeedUnit.SPLIT), "no split time"),
        (lambda: HeartRateTarget(None, None), "no bound"),
        (lambda: HeartRateTarget(29, 150), "29 bpm must lie between 30 and 240"),
        (lambda: HeartRateTarget(150, 241), "241 bpm must lie between 30 and 240"),
        (lambda: HeartRateTarget(160, 150), "is empty"),
        (lambda: HeartRateRamp(29, 150), "29 bpm"),
        (lambda: HeartRateRamp(150, 241), "241 bpm"),
        (lambda: FractionTarget(0.2, 0.5, Reference.MAX_HR), "20 %HRmax"),
        (lambda: FractionTarget(0.9, 1.11, Reference.MAX_HR), "between 30 and 110 %"),
        (lambda: FractionTarget(0.9, 2.1, Reference.THRESHOLD_HR), "30 and 200 %"),
        (lambda: FractionTarget(0.9, 0.8, Reference.MAX_HR), "is empty"),
        (lambda: ZoneTarget(0, 2), "zone 0 to 2 must lie between 1 and 9"),
        (lambda: ZoneTarget(3, 2), "low first"),
        (lambda: ZoneTarget(1, 10), "between 1 and 9"),
        (lambda: RpeTarget(3, 11), "RPE 3-11 must lie between 0 and 10"),
        (lambda: RpeTarget(4, 3), "low first"),
        (
            lambda: RaceTarget(RaceEffort.K5, RaceEffort.K10),
            "5k is raced faster than 10k; give the longer race first",
        ),
        (lambda: RaceTarget(RaceEffort.K5, unit=SpeedUnit.KMH), "per km or mile"),
        (lambda: RaceTarget(RaceEffort.K5, offset_s=601), "between -600 and 600 s"),
        (lambda: Cue(Time(9), "a\nb"), "control character"),
        (lambda: Step(Time(9), note="a\x00"), "control character"),
        (lambda: Step(Time(9), incline_frac=0.5), "50 % must be within 40 %"),
        (
            lambda: Step(Time(9), (SpeedTarget(3, 4, SpeedUnit.SPLIT),)),
            "needs a step with a distance",
        ),
        (lambda: Repeat(0, (KM,)), "0 repetitions must lie between 1 and 99"),
        (lambda: Repeat(100, (KM,)), "100 repetitions"),
        (lambda: Repeat(2, ()), "at least one step"),
        (lambda: Repeat(2, (KM,), skip_last_recovery=True), "no last one to skip"),
        (lambda: Workout(()), "at least one step"),
        (lambda: Workout((KM,), name=" a"), "begins or ends with a blank"),
        (lambda: Workout((KM,), name="a\tb"), "control character"),
        (lambda: Workout((Step(Time(80_000)),) * 2), "44.4 h"),
        (lambda: Workout((Repeat(3, (Step(Distance(90_000)),)),)), "270.0 km"),
        (lambda: Workout((nested(6),)), "nested more than 5 deep"),
        (lambda: Workout((nested(3, 99),)), "workout of 970299 steps"),
    ],
)
def test_what_cannot_be_run_cannot_be_built(
    make: Callable[[], object], message: str
) -> None:
    with pytest.raises(InputError) as refused:
        make()
    assert message in str(refused.value)


def nested(depth: int, times: int = 1) -> Item:
    item: Item = LAP
    for _ in range(depth):
        item = Repeat(times, (item,))
    return item


def most_of(step: Step) -> Repeat:
    """Return a repeat of as many steps as a workout may have."""
    return Repeat(50, (Repeat(50, (step,) * 4),))


@pytest.mark.parametrize("step", [LAP, Step(Time(1)), Step(Distance(10))])
def test_one_step_too_many_is_refused(step: Step) -> None:
    with pytest.raises(InputError, match="workout of 10001 steps; at most 10000"):
        Workout((most_of(step), step))


def test_a_race_pace_is_not_shifted_unless_said() -> None:
    assert RaceTarget(RaceEffort.K10).offset_s == 0


def test_the_bounds_themselves_can_be_built() -> None:
    extremes = (
        Time(1), Time(86_400), Distance(10), Distance(250_000),
        SpeedTarget(0.5, 8.5), SpeedRamp(8.5, 0.5), HeartRateTarget(30, 240),
        FractionTarget(0.3, 1.1, Reference.MAX_HR), ZoneTarget(1, 9),
        RpeTarget(0, 10), Repeat(99, (LAP,)), Step(Time(1), incline_frac=-0.4),
        RaceTarget(RaceEffort.K10, RaceEffort.K5, -600.0), Workout((nested(5),)),
        FractionTarget(0.9, 0.8, Reference.MAX_HR, ramp=True),
        HeartRateRamp(30, 240), RaceTarget(RaceEffort.MILE, offset_s=600),
        *(Workout((most_of(one),)) for one in (LAP, Step(Time(1)), Step(Distance(10)))),
        Workout((Step(Distance(10)), Step(Time(86_400)))),
        Workout((Step(Time(1)), Step(Distance(250_000)))),
    )  # fmt: skip
    assert len(set(extremes)) == len(extremes)


def test_repeats_are_run_in_order_and_the_last_recovery_may_be_left_out() -> None:
    jog = Step(Time(60))
    body = (KM, jog)
    assert list(Workout((Repeat(2, body), LAP)).flat()) == [KM, jog, KM, jog, LAP]
    short = Workout((Repeat(2, body, skip_last_recovery=True),))
    assert list(short.flat()) == [KM, jog, KM]


def test_a_left_out_recovery_does_not_count_towards_the_length() -> None:
    day = Step(Time(43_000))
    workout = Workout((Repeat(2, (day, Step(Time(300))), skip_last_recovery=True),))
    assert len(list(workout.flat())) == 3
    with pytest.raises(InputError, match="longer than 24 h"):
        Workout((Repeat(2, (day, Step(Time(300)))),))
    with pytest.raises(InputError, match=r"24\.1 h and 0\.0 km is longer than 24 h"):
        Workout((Repeat(2, (day, Step(Time(600))), skip_last_recovery=True),))


def test_the_target_with_numbers_leads() -> None:
    easy, band = EffortTarget(Effort.EASY), HeartRateTarget(None, 145)
    step = Step(Time(600), (easy, band))
    assert step.target == band
    assert step.effort is Effort.EASY
    assert Step(Time(600), (easy,)).target == easy
    assert Step(Time(600)).target is None
    assert Step(Time(600)).effort is None


@pytest.mark.parametrize("effort", Effort)
def test_walking_resting_jogging_recovering_and_floating_are_recoveries(
    effort: Effort,
) -> None:
    step = Step(Time(60), (EffortTarget(effort),))
    is_recovery = effort.value in {"walk", "rest", "jog", "recovery", "float"}
    assert (step.purpose is Intensity.RECOVERY) == is_recovery


def test_what_the_author_said_of_a_step_counts_before_its_words() -> None:
    step = Step(Time(60), (EffortTarget(Effort.JOG),), Intensity.WARMUP)
    assert step.purpose is Intensity.WARMUP
    assert KM.purpose is Intensity.WORK


def test_races_know_their_length_and_training_paces_have_none() -> None:
    metres = {race.value: race.distance_m for race in RaceEffort if race.distance_m}
    assert metres == {
        "mile": 1609.344, "1500": 1500, "3k": 3000, "5k": 5000, "8k": 8000,
        "10k": 10_000, "15k": 15_000, "10mi": 16_093.44, "HM": 21_097.5, "MP": 42_195,
    }  # fmt: skip


def test_text_from_elsewhere_is_made_plain() -> None:
    assert plain_text(" a\tb\x00\ud800\uffff\n") == "a b"
    assert plain_text("naïve → × 走る 🏃") == "naïve → × 走る 🏃"
