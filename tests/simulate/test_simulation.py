from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from negsplit import Athlete, Race, parse
from negsplit.course import Course, Weather
from negsplit.errors import InputError, MissingInputError
from negsplit.physiology import kinetics, lactate
from negsplit.physiology.climate import ColdRisk, HeatRisk
from negsplit.physiology.critical_speed import balance_step
from negsplit.physiology.daniels import oxygen_cost
from negsplit.physiology.effort import cr10_of_intensity
from negsplit.physiology.possible_duration import possible_duration, worn_effort
from negsplit.runner import Runner
from negsplit.simulate import Pacing, Range, Settings, Simulation, simulate
from negsplit.simulate.dose import range_of
from negsplit.workout import Distance, SpeedTarget, Step, Time, Workout
from workout_strategies import workouts

HALF = Race(21097.5, 5700.0)
KNOWN = Runner.of(Athlete(races=(HALF,), max_hr_bpm=190, resting_hr_bpm=50))
TRAINED = Runner.of(Athlete(vdot_ml_kg_min=54.0))
FEW = Settings(members=20)
KEPT = Settings(Pacing.AS_PLANNED, members=20)
PROGRESSION = parse("20min easy, 20min @MP, 15min @T")


def at(runner: Runner, *pieces: tuple[float, float]) -> Workout:
    """Return a workout of (minutes, fraction of VDOT)."""
    steps = []
    for minutes, frac in pieces:
        speed = runner.speed_at(frac)
        steps.append(Step(Time(minutes * 60), (SpeedTarget(speed, speed),)))
    return Workout(tuple(steps))


def test_streams_are_the_scalar_steps_repeated() -> None:
    workout = at(TRAINED, (12, 0.65), (3, 1.05), (2, 0.5), (6, 0.95), (5, 0.7))
    found = simulate(workout, TRAINED, settings=FEW)
    streams = found.streams
    critical, d_prime = found.critical_speed_mps, found.d_prime_m
    curve = lactate.curve_of(critical)
    uptake, left, blood, spent = kinetics.Uptake(0.33), d_prime, 1.0, 0.0
    tau_s = kinetics.UPTAKE_TAU_S
    covered = TRAINED.intensity_of(critical)
    for cell in range(len(streams.time_s)):
        lasting, speed = streams.duration_s[cell], streams.effort_mps[cell]
        frac = TRAINED.intensity_of(speed)
        uptake = kinetics.uptake_step(uptake, frac, lasting, tau_s)
        left = balance_step(left, speed, lasting, critical, d_prime)
        missing = max(frac - covered, 0) * 54.0
        blood = lactate.lactate_step(blood, speed, missing, lasting, curve)
        assert streams.uptake_frac[cell] == pytest.approx(uptake.frac, abs=1e-4)
        assert streams.d_prime_m[cell] == pytest.approx(left, abs=1e-6)
        assert streams.lactate_mmol_l[cell] == pytest.approx(blood, abs=5e-3)
        kept = oxygen_cost(min(speed, critical)) / 54.0
        spent += lasting / possible_duration(kept)
        worn = max(1 - left / d_prime, spent)
        felt = worn_effort(cr10_of_intensity(uptake.frac), worn)
        assert streams.effort_cr10[cell] == pytest.approx(felt, abs=5e-3)


def test_heart_rate_is_the_scalar_step_repeated() -> None:
    workout = at(KNOWN, (12, 0.65), (3, 1.05), (2, 0.5), (6, 0.95), (5, 0.7))
    streams = simulate(workout, KNOWN, settings=FEW).streams
    pulse = kinetics.Pulse(KNOWN.heart_rate_at(0.33))
    for cell in range(len(streams.time_s)):
        settled = KNOWN.heart_rate_at(KNOWN.intensity_of(streams.effort_mps[cell]))
        pulse = kinetics.pulse_step(pulse, settled, streams.duration_s[cell])
        expected = kinetics.drifted(pulse, 190)
        assert streams.heart_rate_bpm[cell] == pytest.approx(expected, abs=0.02)


def test_cells_are_about_a_second_and_end_with_their_steps() -> None:
    found = simulate(parse("1km @4:00/km, 90s @3:30/km, 2km @5:00>4:00/km"), KNOWN)
    assert found.streams.duration_s == pytest.approx(1, abs=0.2)
    for end in (240.0, 330.0):
        assert np.abs(found.streams.time_s - end).min() < 1e-6
    assert found.distance_m == pytest.approx(3000 + 90 * 1000 / 210)
    assert found.duration_s == pytest.approx(330 + 2 * 270, abs=0.1)


def test_a_race_at_its_own_pace_uses_d_prime_up_about_when_it_ends() -> None:
    # VDOT says that this runner races 5 km at this pace: nothing is left at the end.
    seconds = 1120
    pace = Step(Time(seconds), (SpeedTarget(5000 / seconds, 5000 / seconds),))
    found = simulate(Workout((pace,)), TRAINED, settings=FEW)
    assert abs(found.streams.d_prime_m[-1]) < 0.15 * found.d_prime_m
    assert found.streams.effort_cr10[-1] > 9.5
    assert 8 < found.streams.lactate_mmol_l[-1] < 15


@pytest.mark.parametrize("vdot", [25.0, 38.0, 54.0, 75.0])
@pytest.mark.parametrize("distance_m", [3000.0, 10_000.0, 21_097.5, 42_195.0])
def test_a_race_ends_near_the_hardest_whatever_its_length(
    vdot: float, distance_m: float
) -> None:
    # Faulkner, Parfitt and Eston 2008: effort scales with the share of a race, and ends
    # near its maximum. Before, a raced marathon ended at 4.8 of 10.
    runner = Runner.of(Athlete(vdot_ml_kg_min=vdot))
    speed = runner.race_speed(distance_m)
    race = Workout((Step(Distance(distance_m), (SpeedTarget(speed, speed),)),))
    felt = simulate(race, runner, settings=FEW).streams.effort_cr10
    assert 9 <= felt[-1] <= 10
    assert felt[len(felt) // 2] < felt[-1]


def test_an_easy_hour_stays_low_and_a_long_one_wears() -> None:
    hour = simulate(parse("60min easy"), TRAINED, settings=FEW).streams.effort_cr10
    long = simulate(parse("150min easy"), TRAINED, settings=FEW).streams.effort_cr10
    # Easy running is 2 to 3 of 10.
    assert 2 < hour[-1] < 3.5
    assert hour[-1] < long[-1] < 5


def test_the_chance_of_completing_knows_how_long_a_pace_can_be_kept_up() -> None:
    # 64 of the 92 min that this half marathon takes, and D′ untouched: not 93 %.
    found = simulate(parse("16min easy, 64min @HM"), Athlete(vdot_ml_kg_min=50.0))
    assert found.dose.d_prime_lowest_m.middle > 100
    assert 0.5 < found.dose.completion_frac < 0.8
    whole = simulate(parse("21.0975km @HM"), Athlete(vdot_ml_kg_min=50.0))
    assert whole.dose.completion_frac == pytest.approx(0.5, abs=0.1)
    half = simulate(parse("40min @HM"), Athlete(vdot_ml_kg_min=50.0))
    assert half.dose.completion_frac > 0.85


def test_an_easy_run_is_sure_to_be_completed_and_an_impossible_one_to_fail() -> None:
    easy = simulate(parse("40min easy"), KNOWN).dose
    assert easy.completion_frac == 1
    assert easy.near_vo2max_s.high == easy.threshold_s.high == 0
    assert simulate(parse("30min @3:40/km"), KNOWN).dose.completion_frac == 0


def test_heart_rate_passes_90_percent_long_before_uptake_does() -> None:
    # By Daniels' pairs 90 % of maximum heart rate is 85.5 % of maximal uptake.
    found = simulate(at(TRAINED, (10, 0.7), (20, 0.86)), TRAINED).streams
    assert (found.heart_frac >= 0.9).sum() > 900
    assert (found.uptake_frac >= 0.9).sum() == 0


def test_a_runner_known_from_one_race_has_wider_ranges_than_from_several() -> None:
    races = (Race(5000, 1248.0), Race(10_000, 2585.0), HALF)
    several = Runner.of(Athlete(races=races, max_hr_bpm=190, resting_hr_bpm=50))
    assert several.vdot == KNOWN.vdot
    widths = []
    for runner in (several, KNOWN):
        found = simulate(at(runner, (20, 0.7), (20, 0.88)), runner)
        dose, bands = found.dose, found.bands
        widths.append(
            [
                dose.near_vo2max_s.high - dose.near_vo2max_s.low,
                dose.d_prime_lowest_m.high - dose.d_prime_lowest_m.low,
                dose.end_effort_cr10.high - dose.end_effort_cr10.low,
                np.diff(bands.uptake_frac, axis=0).mean(),
                np.diff(bands.heart_frac, axis=0).mean(),
            ]
        )
    assert all(one > many for many, one in zip(*widths, strict=True))


def test_an_estimated_maximum_heart_rate_widens_the_heart_rates() -> None:
    races = (HALF,)
    by_age = Runner.of(Athlete(races=races, age_years=26, resting_hr_bpm=50))
    widths = []
    for runner in (KNOWN, by_age):
        low, high = simulate(at(runner, (30, 0.75)), runner).bands.heart_frac
        widths.append((high - low)[-1])
    assert by_age.max_hr_bpm == pytest.approx(190, abs=1)
    assert widths[1] > widths[0]


def test_ranges_are_in_order_and_hold_the_likeliest_run() -> None:
    found = simulate(PROGRESSION, KNOWN)
    for name in ("threshold_s", "high_hr_s", "near_vo2max_s", "d_prime_left_m"):
        figure = getattr(found.dose, name)
        assert figure.low <= figure.middle <= figure.high
    low, high = found.bands.heart_frac
    inside = np.interp(
        found.bands.time_s, found.streams.time_s, found.streams.heart_frac
    )
    assert (low <= inside + 0.01).all()
    assert (inside <= high + 0.01).all()


def test_a_range_goes_from_one_in_ten_to_nine_in_ten() -> None:
    assert range_of(np.arange(101.0) ** 2, 2500.0) == Range(100.0, 2500.0, 8100.0)


def test_the_same_input_gives_the_same_answer_and_a_generator_another() -> None:
    once, twice = (simulate(PROGRESSION, KNOWN).dose for _ in range(2))
    assert once == twice
    other = Settings(generator=np.random.default_rng(7))
    assert simulate(PROGRESSION, KNOWN, settings=other).dose != once


def test_what_is_not_known_is_told() -> None:
    found = simulate(PROGRESSION, TRAINED, settings=FEW)
    assert "VDOT" in " ".join(found.assumptions)
    for word in ("maximum heart rate is unknown", "Daniels"):
        assert word in " ".join(found.heart_assumptions)
    assert np.isnan(simulate(PROGRESSION, TRAINED).streams.heart_rate_bpm).all()
    assert "Daniels" not in " ".join(simulate(PROGRESSION, KNOWN).heart_assumptions)


def test_steps_without_pace_or_length_are_told_and_run_all_the_same() -> None:
    found = simulate(parse("10min easy, lap easy, 5x20s sprint R 1min walk"), KNOWN)
    told = " ".join(found.assumptions)
    assert "wait for the lap button" in told
    assert "without a pace" in told
    assert found.streams.speed_mps.max() > KNOWN.speeds.interval_mps
    assert found.duration_s == pytest.approx(600 + 5 * 80, abs=61)


def test_a_workout_of_lap_buttons_alone_is_refused() -> None:
    with pytest.raises(InputError, match="lap button"):
        simulate(parse("lap easy"), KNOWN)


def test_a_runner_of_whom_nothing_is_known_is_refused() -> None:
    with pytest.raises(MissingInputError, match="race result"):
        simulate(parse("5km @4:00/km"), Runner.of(Athlete()))


def test_too_few_members_make_no_range() -> None:
    with pytest.raises(InputError, match="members"):
        Settings(members=1)


def test_critical_speed_comes_from_what_is_known_best() -> None:
    short = (Race(1500, 265.0), Race(3000, 570.0), HALF)
    by_races = simulate(PROGRESSION, Runner.of(Athlete(races=short)), settings=FEW)
    # By hand: 1500 m in 305 s more than the first 1500 m.
    assert by_races.critical_speed_mps == pytest.approx(1500 / 305)
    assert by_races.d_prime_m == pytest.approx(1500 - 1500 / 305 * 265)
    measured = Athlete(races=short, critical_speed_mps=4.4, d_prime_m=180.0)
    found = simulate(PROGRESSION, Runner.of(measured), settings=FEW)
    assert (found.critical_speed_mps, found.d_prime_m) == (4.4, 180.0)
    assert not any("critical speed" in told for told in found.assumptions)


def test_recorded_streams_are_what_a_watch_would_have_written() -> None:
    found = simulate(PROGRESSION, KNOWN, settings=FEW).streams
    recorded = found.as_recorded()
    assert recorded.distance_m[-1] == found.distance_m[-1]
    assert recorded.has(recorded.heart_rate_bpm)
    assert not recorded.has(recorded.power_w)


def end_state(found: Simulation) -> np.ndarray:
    streams = found.streams
    return np.array(
        [
            streams.uptake_frac[-1],
            streams.heart_frac[-1],
            streams.lactate_mmol_l[-1],
            -streams.d_prime_m[-1],
        ]
    )


FRACS = st.floats(0.5, 1.1)


@settings(max_examples=25)
@given(FRACS, FRACS, st.integers(2, 20), st.integers(1, 19))
def test_a_cut_interval_gives_the_same_state(
    first: float, second: float, minutes: int, cut: int
) -> None:
    cut = min(cut, minutes - 1)
    whole = at(KNOWN, (5, first), (minutes, second))
    parts = at(KNOWN, (5, first), (cut, second), (minutes - cut, second))
    ends = [end_state(simulate(plan, KNOWN, settings=FEW)) for plan in (whole, parts)]
    assert ends[0] == pytest.approx(ends[1], abs=1e-6)


@settings(max_examples=25)
@given(FRACS, FRACS, st.floats(0, 0.1), st.integers(1, 20))
def test_more_effort_never_costs_less(
    first: float, second: float, more: float, minutes: int
) -> None:
    less = at(KNOWN, (5, first), (minutes, second))
    harder = at(KNOWN, (5, first), (minutes, second + more))
    easy, hard = (simulate(plan, KNOWN, settings=FEW) for plan in (less, harder))
    assert (end_state(hard) >= end_state(easy) - 1e-9).all()
    assert hard.dose.completion_frac <= easy.dose.completion_frac
    assert (hard.streams.effort_cr10 >= easy.streams.effort_cr10 - 1e-9).all()


@settings(max_examples=20)
@given(st.floats(0, 0.1), st.floats(0, 3000), st.floats(10, 30), st.floats(0, 0.6))
def test_climb_altitude_and_heat_never_make_the_same_pace_easier(
    grade: float, altitude: float, temperature: float, humidity: float
) -> None:
    plan = parse("3km @5:00/km, 3km @4:20/km")
    course = Course((0, 6000), (altitude, altitude + 6000 * grade))
    weather = Weather(temperature, humidity)
    flat = simulate(plan, KNOWN, settings=KEPT)
    hard = simulate(plan, KNOWN, course=course, weather=weather, settings=KEPT)
    assert (end_state(hard) >= end_state(flat) - 1e-9).all()
    assert hard.dose.completion_frac <= flat.dose.completion_frac


@settings(max_examples=15)
@given(st.floats(41, 80), st.floats(41, 80), FRACS)
def test_a_faster_runners_dose_at_the_same_relative_intensity_is_the_same(
    one: float, other: float, frac: float
) -> None:
    ends = []
    for vdot in (one, other):
        runner = Runner.of(Athlete(vdot_ml_kg_min=vdot))
        plan = at(runner, (10, 0.7), (10, frac))
        streams = simulate(plan, runner, settings=FEW).streams
        ends.append(
            [
                (streams.uptake_frac >= 0.9).sum(),
                (streams.heart_frac >= 0.9).sum(),
                (streams.uptake_frac).sum(),
            ]
        )
    # A cell at each crossing may fall on either side of it.
    assert ends[0] == pytest.approx(ends[1], abs=2)


@settings(max_examples=15, suppress_health_check=[*HealthCheck])
@given(workouts(), st.sampled_from(Pacing))
def test_any_workout_gives_states_that_can_be(workout: Workout, pacing: Pacing) -> None:
    hills = Course((0, 500, 900), (0, 60, 10))
    manner = Settings(pacing, members=5)
    try:
        found = simulate(
            workout, KNOWN, course=hills, weather=Weather(30, 0.6, 6), settings=manner
        )
    except InputError:
        reject()
    streams = found.streams
    assert np.isfinite(streams.lactate_mmol_l).all()
    assert (streams.lactate_mmol_l >= 1).all()
    assert (streams.d_prime_m <= found.d_prime_m + 1e-9).all()
    for share in (streams.uptake_frac, streams.heart_frac, streams.effort_cr10 / 10):
        assert ((share >= 0) & (share <= 1 + 1e-9)).all()
    assert (np.diff(streams.distance_m) >= -1e-9).all()
    assert (np.diff(streams.time_s) > 0).all()
    planned = sum(
        step.length.duration_s
        for step in workout.flat()
        if isinstance(step.length, Time)
    )
    assert found.duration_s >= planned - 1e-6


def test_an_athlete_can_be_given_as_well_as_a_runner() -> None:
    one = simulate(PROGRESSION, KNOWN.athlete, settings=FEW)
    assert one.dose == simulate(PROGRESSION, KNOWN, settings=FEW).dose


def test_heat_warns_and_then_refuses() -> None:
    """ACSM's bands: from 27.9 °C WBGT on with care, above 32.2 °C not at all."""
    easy = parse("10km easy")
    runner = Athlete(vdot_ml_kg_min=50.0)
    assert simulate(easy, runner).heat_risk is HeatRisk.NONE
    warm = simulate(easy, runner, weather=Weather(30.0, 0.5))
    assert warm.heat_risk is HeatRisk.WATCHFUL
    hot = simulate(easy, runner, weather=Weather(31.0, 0.6))
    assert hot.heat_risk is HeatRisk.LIMIT
    with pytest.raises(InputError, match="don't run in"):
        simulate(easy, runner, weather=Weather(38.0, 0.9))


def test_cold_warns_and_leaves_the_pace() -> None:
    easy = parse("10km easy")
    runner = Athlete(vdot_ml_kg_min=50.0)
    mild = simulate(easy, runner)
    assert mild.cold_risk is ColdRisk.NONE
    cold = simulate(easy, runner, weather=Weather(-12.0))
    assert cold.cold_risk is ColdRisk.TIRING
    assert cold.duration_s == mild.duration_s
    bitter = simulate(easy, runner, weather=Weather(-20.0, 0.5, 5.0))
    assert bitter.cold_risk is ColdRisk.FROSTBITE
    behind = simulate(easy, runner, weather=Weather(-20.0, 0.5, -5.0))
    assert behind.cold_risk is ColdRisk.TIRING
