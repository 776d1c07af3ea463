from __future__ import annotations

import math

import numpy as np
import pytest

from negsplit import Athlete, Race
from negsplit.athlete import Errors
from negsplit.physiology.critical_speed import critical_speed, critical_speed_of_vdot
from negsplit.physiology.prediction import log_spread
from negsplit.runner import Runner
from negsplit.simulate.members import Members, ability_spread, drawn, likeliest

HALF = Race(21097.5, 5700.0)
MANY = 20_000


def runner(**known: object) -> Runner:
    return Runner.of(Athlete(**{"races": (HALF,), **known}))  # type: ignore[arg-type] # any field


def members_of(who: Runner) -> Members:
    return drawn(who, np.random.default_rng(3), MANY)


def spread(values: np.ndarray) -> float:
    """Return half the width of the middle two thirds: a robust standard deviation."""
    low, high = np.percentile(values, [15.866, 84.134])
    return float(high - low) / 2


def test_ability_spreads_as_the_race_predictions_of_10_km_and_half_marathon() -> None:
    races = (Race(5000, 1248.0), Race(10_000, 2600.0), HALF)
    several = runner(races=races)
    known = [(race.distance_m, race.duration_s) for race in several.athlete.races]
    widths = [log_spread(known, metres) for metres in (10_000.0, 21097.5)]
    assert ability_spread(several) == pytest.approx(sum(widths) / 2, rel=1e-3)
    found = spread(np.log(members_of(several).ability))
    assert found == pytest.approx(sum(widths) / 2, rel=0.05)


def test_less_is_known_of_a_runner_with_a_bare_vdot_than_of_one_with_races() -> None:
    bare = Runner.of(Athlete(vdot_ml_kg_min=50))
    known = runner(races=(Race(5000, 1200.0), Race(10_000, 2500.0)))
    assert ability_spread(bare) > ability_spread(runner()) > ability_spread(known)
    # One race of 5 km: of 797 runners the middle half lay within 0.066 in the exponent
    # to 10 km, which is 3.4 % of time; the half is further.
    assert 0.034 < ability_spread(bare) < 0.045


def test_traits_spread_as_their_sources_say() -> None:
    found = members_of(runner(max_hr_bpm=190, resting_hr_bpm=50))
    # Billat 2000: 28 (7) s, and 291 (153) ml/min.
    assert spread(np.log(found.uptake_tau_s)) == pytest.approx(7 / 28, rel=0.05)
    slow = found.slow_frac / np.median(found.slow_frac)
    assert spread(slow) == pytest.approx(153 / 291, rel=0.05)
    # Ely 2007: 0.9 to 3.2 % for 5 °C, about the 1.8 % that is used.
    assert spread(found.heat_share) == pytest.approx(0.4, rel=0.05)
    # From 100 to 300 m of D′ in most runners, about 200.
    assert spread(np.log(found.d_prime_m)) == pytest.approx(0.30, rel=0.05)
    # Runners drift by 4 bpm an hour, give or take about as much; one in six not at all.
    drift = found.drift_frac_per_s / np.median(found.drift_frac_per_s)
    assert spread(drift) == pytest.approx(1.0, rel=0.05)
    # Within three points of Daniels' heart rates by reserve; less sure without it.
    assert spread(found.heart_shift_frac) == pytest.approx(0.02, rel=0.05)
    by_pairs = members_of(runner(max_hr_bpm=190)).heart_shift_frac
    assert spread(by_pairs) == pytest.approx(0.03, rel=0.05)


def test_likeliest_member_has_the_published_values() -> None:
    found = likeliest(runner(max_hr_bpm=190))
    assert found.ability == 1
    assert found.slow_frac == 0.06
    assert found.drift_frac_per_s * 3600 * 155 == pytest.approx(4)
    assert 16 <= found.uptake_tau_s <= 28  # Millet 2003, Billat 2000
    assert found.max_hr_bpm == 190


def test_a_measured_maximum_heart_rate_is_surer_than_that_of_the_age() -> None:
    measured = members_of(runner(max_hr_bpm=190)).max_hr_bpm
    by_age = members_of(runner(age_years=26)).max_hr_bpm
    assert spread(measured) == pytest.approx(2, rel=0.05)
    # The widest standard error of such formulas: 11 beats.
    assert spread(by_age) == pytest.approx(11, rel=0.05)
    assert np.isnan(members_of(runner()).max_hr_bpm).all()


def test_no_draw_is_wild() -> None:
    found = members_of(runner(max_hr_bpm=190))
    # Three standard deviations of two beats.
    assert np.abs(found.max_hr_bpm - 190).max() == pytest.approx(6)
    for trait in (found.slow_frac, found.drift_frac_per_s, found.heat_share):
        assert trait.min() == 0
    for trait in (found.d_prime_m, found.critical_speed_mps, found.uptake_tau_s):
        assert trait.min() > 0


def test_critical_speed_from_vdot_hangs_on_it_and_one_from_races_does_not() -> None:
    by_vdot = members_of(runner())
    relative = np.log(by_vdot.critical_speed_mps / by_vdot.ability)
    assert spread(relative) == pytest.approx(0.02, rel=0.05)
    middle = critical_speed_of_vdot(runner().vdot).critical_speed_mps
    assert np.median(by_vdot.critical_speed_mps) == pytest.approx(middle, rel=0.01)
    own = members_of(runner(races=(Race(1500, 310.0), Race(3000, 660.0), HALF)))
    assert spread(np.log(own.critical_speed_mps)) == pytest.approx(0.02, rel=0.05)
    assert abs(np.corrcoef(own.ability.T, own.critical_speed_mps.T)[0, 1]) < 0.05


def test_more_efforts_make_critical_speed_surer_but_never_surer_than_a_field_test() -> (
    None
):
    trials = ((1500.0, 310.0), (2400.0, 515.0), (3000.0, 660.0))
    races = tuple(Race(*trial) for trial in trials)
    found = critical_speed(trials)
    assert found.critical_speed_se_mps is not None
    own = members_of(runner(races=races))
    expected = found.critical_speed_se_mps / found.critical_speed_mps
    assert spread(np.log(own.critical_speed_mps)) == pytest.approx(expected, rel=0.05)
    # Galbraith 2014: 0.4 % in critical speed, 13 % in D′, for what is known best.
    exact = [(4.4 * t + 190, t) for t in (180.0, 420.0, 900.0)]
    sure = members_of(runner(races=tuple(Race(*trial) for trial in exact)))
    given = members_of(runner(critical_speed_mps=4.4, d_prime_m=190.0))
    for one in (sure, given):
        assert spread(np.log(one.critical_speed_mps)) == pytest.approx(0.004, rel=0.05)
        assert spread(np.log(one.d_prime_m)) == pytest.approx(0.13, rel=0.05)


def test_only_efforts_of_2_to_20_minutes_tell_critical_speed() -> None:
    middle = critical_speed_of_vdot(runner().vdot).critical_speed_mps
    for short, long in ((119.0, 610.0), (310.0, 1201.0)):
        races = (Race(600, short), Race(5000, long), HALF)
        if long < 1200:
            races = (Race(600, short), Race(2500, long), HALF)
        who = Runner.of(Athlete(races=races, vdot_ml_kg_min=runner().vdot))
        assert likeliest(who).critical_speed_mps == pytest.approx(middle)
    edges = (Race(650, 120.0), Race(5000, 1200.0))
    own = Runner.of(Athlete(races=edges, vdot_ml_kg_min=50))
    assert likeliest(own).critical_speed_mps == pytest.approx(4350 / 1080)


@pytest.mark.parametrize(
    "races",
    [
        # The longer race at the higher speed; a 5 km jogged, a 1500 m raced.
        (Race(3000, 760.0), Race(5000, 1190.0)),
        (Race(1500, 290.0), Race(4000, 1190.0)),
    ],
)
def test_races_that_fit_no_critical_speed_are_passed_over(
    races: tuple[Race, ...],
) -> None:
    who = runner(races=races)
    by_vdot = critical_speed_of_vdot(who.vdot)
    assert likeliest(who).critical_speed_mps == by_vdot.critical_speed_mps


def test_races_are_trusted_up_to_a_tenth_away_from_vdot() -> None:
    middle = critical_speed_of_vdot(50).critical_speed_mps
    for share, trusted in ((0.91, True), (0.89, False), (1.09, True), (1.11, False)):
        races = tuple(Race(share * middle * t + 150, t) for t in (240.0, 720.0))
        who = runner(races=races, vdot_ml_kg_min=50.0)
        expected = share * middle if trusted else middle
        assert likeliest(who).critical_speed_mps == pytest.approx(expected)


def test_measured_values_spread_by_the_errors_they_were_measured_with() -> None:
    errors = Errors(
        max_hr_bpm=4.0, critical_speed_mps=0.2, d_prime_m=60.0, vdot_ml_kg_min=2.0
    )
    found = members_of(
        runner(
            races=(),
            vdot_ml_kg_min=50.0,
            max_hr_bpm=190,
            critical_speed_mps=4.0,
            d_prime_m=200.0,
            errors=errors,
        )
    )
    assert spread(found.max_hr_bpm) == pytest.approx(4.0, rel=0.05)
    assert spread(np.log(found.critical_speed_mps)) == pytest.approx(0.05, rel=0.05)
    assert spread(np.log(found.d_prime_m)) == pytest.approx(0.30, rel=0.05)
    # The published table from VDOT 50 to 52: 10 km and half marathon.
    by_table = (math.log(2481 / 2399) + math.log(5495 / 5311)) / 2
    assert spread(np.log(found.ability)) == pytest.approx(by_table, rel=0.05)
