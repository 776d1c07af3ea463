"""Maximum heart rate, critical speed and VDOT from ordinary runs."""

from __future__ import annotations

from dataclasses import replace
from itertools import starmap

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.analysis.heart import held_heart_rate
from negsplit.athlete import Athlete, Race
from negsplit.calibrate.calibration import calibrate
from negsplit.calibrate.efforts import (
    Effort,
    Settled,
    best_efforts,
    estimate_vdot,
    speed_limits,
    vdot_of_reserve,
)
from negsplit.calibrate.estimate import Basis, Estimate
from negsplit.calibrate.limits import (
    max_heart_rate,
    max_hr_seen,
    resting_heart_rate,
)
from negsplit.physiology.daniels import speed_of_cost
from negsplit.physiology.heart_rate import heart_rate_by_reserve
from synthetic_hearts import Heart, runs_of, track_of

REST, MAX = 50.0, 190.0
GIVEN_REST = Estimate(REST, None, 0, Basis.GIVEN)
GIVEN_MAX = Estimate(MAX, None, 0, Basis.GIVEN)
OF_VDOT = Estimate(50.0, 2.0, 5, Basis.MEASURED)
# A critical speed of 4 m/s and a D′ of 200 m: distance = 4 t + 200.
TRIALS_S = (120, 180, 300, 480, 720, 1200)


def efforts_of(off_m: float = 0.0, end_bpm: float = 185.0) -> list[tuple[Effort, ...]]:
    return [(Effort(t, 4.0 * t + 200 + off_m, end_bpm),) for t in TRIALS_S]


def test_a_heart_rate_counts_when_it_is_held() -> None:
    track = track_of([(900.0, 3.0)], Heart(drift_bpm_per_h=0.0))
    beats = np.full(len(track), 150.0)
    beats[300:313], beats[500:516] = 220.0, 180.0
    track = replace(track, heart_rate_bpm=beats)
    usable = np.ones(len(track), dtype=bool)
    assert held_heart_rate(track, usable) == 180.0
    usable[505:512] = False
    assert held_heart_rate(track, usable) == 150.0
    assert held_heart_rate(track, ~usable) is None


@pytest.mark.parametrize(
    ("held", "seen"),
    [
        ([186, 184, 170], 186),
        ([219, 186, 184], 186),
        ([219, 205, 190], 205),
        ([186, 184], None),
        ([219, 216, 186, 184, 183, *[170] * 5], 186),
        ([219, 216, 186, 184, 183, *[170] * 4], 219),
    ],
)
def test_what_one_run_alone_held_is_passed_over(
    held: list[float], seen: float | None
) -> None:
    assert max_hr_seen(held) == seen


@pytest.mark.parametrize(("age", "seen"), [(40.0, 188.0), (60.0, 178.0), (25.0, 170.0)])
def test_the_maximum_is_that_of_the_posterior_by_sampling(
    age: float, seen: float
) -> None:
    rng = np.random.default_rng(1)
    # Tanaka's line and the widest standard error that studies of it report; the
    # shortfall of what was seen is exponential with mean 6.
    maxima = rng.normal(208 - 0.7 * age, 11.0, 4_000_000)
    maxima = maxima[maxima > seen]
    weights = np.exp(-(maxima - seen) / 6.0)
    mean = np.average(maxima, weights=weights)
    spread = np.sqrt(np.average((maxima - mean) ** 2, weights=weights))
    found = max_heart_rate([seen, seen - 1, seen - 9], Athlete(age_years=age))
    assert found.value == pytest.approx(mean, abs=0.2)
    assert found.error == pytest.approx(spread, abs=0.2)
    assert found.basis is Basis.MEASURED


@given(seen=st.floats(120, 230), age=st.floats(18, 90))
def test_the_maximum_is_above_what_was_seen(seen: float, age: float) -> None:
    found = max_heart_rate([seen] * 3, Athlete(age_years=age))
    assert seen < found.value < max(seen, 208 - 0.7 * age) + 6
    assert found.error is not None
    assert 0 < found.error <= 11


def test_without_runs_the_maximum_is_that_of_the_age() -> None:
    assert max_heart_rate([], Athlete(age_years=40)) == Estimate(
        180.0, 11.0, 0, Basis.POPULATION
    )
    unknown = max_heart_rate([], Athlete())
    assert unknown.value == 180.0
    # 0.7 bpm a year over 12 years, with 11 bpm: by Pythagoras.
    assert unknown.error == pytest.approx(13.84, abs=0.01)


def test_the_resting_heart_rate_is_given_or_the_populations() -> None:
    assert resting_heart_rate(Athlete(resting_hr_bpm=48)).basis is Basis.GIVEN
    # 92 457 adults: 65 bpm.
    assert resting_heart_rate(Athlete()).value == 65.0


def test_critical_speed_is_found_from_hard_efforts() -> None:
    speed, reserve = speed_limits(efforts_of(), MAX, OF_VDOT)
    assert speed.value == pytest.approx(4.0)
    assert reserve.value == pytest.approx(200.0)
    assert (speed.basis, speed.runs) == (Basis.MEASURED, 6)
    assert speed.error == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize(
    ("efforts", "reserve_m"),
    [
        (efforts_of(end_bpm=0.935 * MAX), 200.0),
        (efforts_of()[:4], 200.0),
        (efforts_of(off_m=-155.0), 45.0),
        (efforts_of(off_m=290.0), 490.0),
        ([(replace(e, distance_m=0.92 * e.distance_m),) for (e,) in efforts_of()], 184),
    ],
    ids=["just hard", "just enough", "small D′", "great D′", "just fast enough"],
)
def test_efforts_just_good_enough_are_taken(
    efforts: list[tuple[Effort, ...]], reserve_m: float
) -> None:
    _, reserve = speed_limits(efforts, MAX, OF_VDOT)
    assert reserve.basis is Basis.MEASURED
    assert reserve.value == pytest.approx(reserve_m)


def test_only_the_best_effort_of_each_length_counts() -> None:
    both = [*efforts_of(), *efforts_of(off_m=-60.0)]
    assert speed_limits(both, MAX, OF_VDOT)[0].value == pytest.approx(4.0)
    assert speed_limits(both[::-1], MAX, OF_VDOT)[1].value == pytest.approx(200.0)


@pytest.mark.parametrize(
    "efforts",
    [
        efforts_of(end_bpm=0.92 * MAX),
        efforts_of()[:3],
        efforts_of(off_m=-170.0),
        efforts_of(off_m=310.0),
        [tuple(effort for (effort,) in efforts_of())] * 4,
        [(replace(e, distance_m=0.89 * e.distance_m),) for (e,) in efforts_of()],
        [(replace(e, distance_m=1.15 * e.distance_m),) for (e,) in efforts_of()],
        [],
    ],
    ids=[
        "easy",
        "few",
        "D′ too small",
        "D′ too great",
        "one run",
        "too slow",
        "too fast",
        "none",
    ],
)
def test_other_efforts_leave_critical_speed_to_vdot(
    efforts: list[tuple[Effort, ...]],
) -> None:
    speed, reserve = speed_limits(efforts, MAX, OF_VDOT)
    assert speed.basis is reserve.basis is Basis.POPULATION
    # By VDOT's own efforts of 4 to 20 min, 92 to 94 % of the speed at VDOT 50, which
    # is 4.33 m/s in the published equation.
    assert 0.90 < speed.value / speed_of_cost(50.0) < 0.96
    # 4 % of VDOT and 4 % of the relation: by Pythagoras; and 40 % of D′.
    assert speed.error == pytest.approx(0.0566 * speed.value, rel=0.01)
    assert reserve.error == pytest.approx(0.4 * reserve.value)


def test_the_fastest_stretch_is_found_with_its_heart_rate() -> None:
    pieces = [(600.0, 2.5), (300.0, 4.0), (600.0, 2.5)]
    track = track_of(pieces, Heart(), noise=0.0)
    found = {e.duration_s: e for e in best_efforts(track, np.ones(len(track), bool))}
    assert found[300].distance_m == pytest.approx(1200, rel=0.01)
    assert found[720].distance_m == pytest.approx(1200 + 420 * 2.5, rel=0.01)
    assert max(found) == 1500  # all of it
    # A heart of first order has reached 85 + 30 x 4 within a bpm or two by then.
    assert found[300].end_bpm == pytest.approx(205, abs=3)


def test_efforts_of_2_to_20_minutes_and_up_to_an_hour_are_looked_for() -> None:
    track = track_of([(3700.0, 3.0)], Heart())
    found = best_efforts(track, np.ones(len(track), bool))
    minutes = [e.duration_s / 60 for e in found]
    assert minutes == pytest.approx([2, 3, 5, 8, 12, 20, 30, 60, 3700 / 60])


@given(
    vdot=st.floats(30, 75),
    uptake=st.floats(0.6, 0.95),
    rest=st.floats(40, 75),
    highest=st.floats(160, 205),
)
def test_vdot_comes_back_from_its_own_heart_rate(
    vdot: float, uptake: float, rest: float, highest: float
) -> None:
    heart = heart_rate_by_reserve(uptake, vdot, rest, highest)
    speed = speed_of_cost(vdot * uptake)
    found = vdot_of_reserve(Settled(speed, heart), rest, highest)
    assert found == pytest.approx(vdot)


def test_two_fifths_of_the_reserve_are_enough() -> None:
    assert vdot_of_reserve(Settled(3.0, 50 + 0.41 * 140), REST, MAX) is not None


@pytest.mark.parametrize(
    "settled", [Settled(3.0, 50 + 0.39 * 140), Settled(1.2, 160.0)]
)
def test_a_low_heart_rate_and_a_walk_tell_no_vdot(settled: Settled) -> None:
    assert vdot_of_reserve(settled, REST, MAX) is None


def of_50(uptake: float) -> Settled:
    heart = heart_rate_by_reserve(uptake, 50.0, REST, MAX)
    return Settled(speed_of_cost(50.0 * uptake), heart)


def test_vdot_is_that_of_the_median_run_with_its_error() -> None:
    settled = [*map(of_50, (0.65, 0.7, 0.75, 0.8)), Settled(3.0, 189.0)]
    found = estimate_vdot(settled, [], GIVEN_REST, GIVEN_MAX, Athlete())
    assert found.value == pytest.approx(50.0)
    assert found.runs == 5
    # Economy alone leaves 5 % of 50; the odd run adds to it.
    assert found.error is not None
    assert found.error > 2.5


def test_an_unsure_maximum_makes_vdot_unsure() -> None:
    settled = [of_50(0.7)] * 4
    unsure = replace(GIVEN_MAX, error=10.0)
    found = estimate_vdot(settled, [], GIVEN_REST, unsure, Athlete())
    # With a maximum of 200 the same heart rate is a smaller share of the reserve, by
    # 150 / 140: (31.5 + 46.5 x 150 / 140) as hand calculation of the 70 % run.
    share = (0.7 * 50 - 3.5) / (50 - 3.5)
    higher = 3.5 + (0.7 * 50 - 3.5) / (share * 140 / 150)
    assert found.error == pytest.approx(np.hypot(2.5, higher - 50), rel=0.01)


def test_what_was_run_can_be_run() -> None:
    # 3600 s at 200 m/min cost 36.01 ml/kg/min, of which 88.80 % can be held for an
    # hour by the published equations: VDOT 40.55.
    long = [(Effort(3600, 12_000.0, 160.0),)] * 2
    easy = [Settled(2.5, 185.0)] * 4
    found = estimate_vdot(easy, long, GIVEN_REST, GIVEN_MAX, Athlete())
    below = estimate_vdot(easy, long[:1], GIVEN_REST, GIVEN_MAX, Athlete())
    assert found.value == pytest.approx(40.55, abs=0.01)
    assert below.value < 35
    absurd = [(Effort(3600, 40_000.0, 160.0),)] * 2
    same = estimate_vdot(easy, absurd, GIVEN_REST, GIVEN_MAX, Athlete())
    assert same.value == below.value


def test_a_race_is_a_floor_for_vdot() -> None:
    easy = [Settled(2.5, 185.0)] * 4
    # Daniels' table: 10 km in 41:21 is VDOT 50.
    raced = Athlete(races=(Race(10_000.0, 2481.0),))
    found = estimate_vdot(easy, [], GIVEN_REST, GIVEN_MAX, raced)
    assert found.value == pytest.approx(50, abs=0.1)
    # In the files: one run alone, if its heart came near the maximum of 190.
    for bpm, counts in ((172.0, True), (150.0, False)):
        run = (Effort(2481, 10_000.0, bpm),)
        alone = estimate_vdot(easy, [run], GIVEN_REST, GIVEN_MAX, Athlete())
        assert (alone.value > 49) is counts


def test_two_runs_tell_no_vdot() -> None:
    found = estimate_vdot([of_50(0.7)] * 2, [], GIVEN_REST, GIVEN_MAX, Athlete())
    assert found.basis is Basis.POPULATION


def test_what_the_runner_states_goes_first() -> None:
    stated = Athlete(
        vdot_ml_kg_min=55.0, critical_speed_mps=4.4, d_prime_m=180.0, resting_hr_bpm=45
    )
    found = calibrate(runs_of(Heart(), 3), athlete=stated)
    values = (
        found.vdot_ml_kg_min,
        found.critical_speed_mps,
        found.d_prime_m,
        found.resting_hr_bpm,
    )
    stated_values = starmap(
        Estimate, [(v, None, 0, Basis.GIVEN) for v in (55.0, 4.4, 180.0, 45)]
    )
    assert values == tuple(stated_values)
