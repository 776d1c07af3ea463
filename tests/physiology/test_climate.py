from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.errors import OutOfRangeError
from negsplit.physiology import climate

FOOT_M = 0.3048


@pytest.mark.parametrize(
    ("temperature", "humidity", "wbgt"),
    # As the program thermofeel computes it.
    [(20, 0.5, 19.863), (25, 0.6, 25.562), (30, 0.7, 32.583)],
)
def test_simplified_wbgt_is_that_of_another_program(
    temperature: float, humidity: float, wbgt: float
) -> None:
    found = climate.simplified_wbgt(temperature, humidity)
    assert found == pytest.approx(wbgt, abs=0.001)


def test_heat_costs_what_races_showed() -> None:
    # Ely 2007: 1.8 % per 5 °C in the hundredth finisher, 0.9 and 3.2 % at the ends.
    assert climate.heat_loss(25) - climate.heat_loss(20) == pytest.approx(
        0.018, abs=0.0006
    )
    spread = climate.HEAT_SPREAD_FRAC * climate.heat_loss(20)
    assert climate.heat_loss(20) - 2 * spread < 0.009
    assert climate.heat_loss(20) + 2 * spread > 0.0312


def test_heat_costs_nothing_in_the_best_weather() -> None:
    # Mantzios 2022: best from 7.5 to 15 °C of wet-bulb globe temperature.
    assert climate.heat_loss(7.5) == climate.heat_loss(15) == 0
    assert climate.heat_loss(15.1) > 0


@pytest.mark.parametrize(
    ("feet", "percent"), [(3000, 0.66), (5000, 3.10), (7000, 5.53), (8000, 6.75)]
)
def test_altitude_costs_what_the_calculator_says(feet: float, percent: float) -> None:
    found = climate.altitude_loss(feet * FOOT_M)
    assert found * 100 == pytest.approx(percent, abs=0.006)


def test_still_air_costs_what_pugh_measured() -> None:
    # 2 to 8 % of the cost at 4 to 6 m/s; a wind from behind as fast as the runner
    # takes it all away.
    for speed in (4.0, 6.0):
        saved = 1 - climate.wind_factor(speed, -speed)
        assert 0.02 <= saved <= 0.08


def test_air_drags_as_its_density_and_the_runners_area_say() -> None:
    # By hand: half of 1.2 kg/m3 times 0.0095 m2/kg; 3.6 J/kg/m without air.
    drag = 0.5 * 1.2 * 0.0095 * 16
    assert climate.wind_factor(4, -4) == pytest.approx(3.6 / (3.6 + drag))


@pytest.mark.parametrize(
    ("call", "low", "high"),
    [
        (lambda degrees: climate.simplified_wbgt(degrees, 0.5), -40, 45),
        (lambda share: climate.simplified_wbgt(10, share), 0, 1),
        (climate.altitude_loss, -450, 4000),
        (lambda wind: climate.wind_factor(4, wind), -15, 15),
    ],
)
def test_the_ends_of_a_range_are_in_it_and_what_is_beyond_is_not(
    call: Callable[[float], float], low: float, high: float
) -> None:
    call(low)
    call(high)
    for beyond in (low - 0.1, high + 0.1):
        with pytest.raises(OutOfRangeError):
            call(beyond)


def test_a_headwind_costs_more_than_a_tailwind_gives() -> None:
    against = climate.wind_factor(4, 3) - 1
    behind = 1 - climate.wind_factor(4, -3)
    # About twice, coaches say.
    assert against / behind == pytest.approx(2, abs=0.5)


def test_a_wind_from_behind_faster_than_the_runner_pushes() -> None:
    assert climate.wind_factor(4, -8) < climate.wind_factor(4, -4)


@given(st.floats(-20, 45), st.floats(0, 25), st.floats(0, 1), st.floats(0, 1))
def test_more_heat_never_makes_a_pace_easier(
    temperature: float, warmer: float, humidity: float, damper: float
) -> None:
    before = climate.simplified_wbgt(temperature, humidity)
    hot = min(temperature + warmer, 45)
    after = climate.simplified_wbgt(hot, max(humidity, damper))
    assert climate.heat_loss(after) >= climate.heat_loss(before) >= 0


@given(st.floats(-450, 4000), st.floats(-450, 4000))
def test_more_altitude_never_makes_a_pace_easier(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert climate.altitude_loss(high) >= climate.altitude_loss(low) >= 0


@given(st.floats(1, 8), st.floats(-15, 15), st.floats(0, 15))
def test_more_headwind_never_makes_a_pace_easier(
    speed: float, wind: float, more: float
) -> None:
    stronger = min(wind + more, 15)
    assert (
        climate.wind_factor(speed, stronger) >= climate.wind_factor(speed, wind) - 1e-12
    )


def test_weather_of_no_place_is_refused() -> None:
    with pytest.raises(OutOfRangeError, match="temperature"):
        climate.simplified_wbgt(68, 0.5)
    with pytest.raises(OutOfRangeError, match="humidity"):
        climate.simplified_wbgt(20, 50)
    with pytest.raises(OutOfRangeError, match="altitude"):
        climate.altitude_loss(5280)
    with pytest.raises(OutOfRangeError, match="headwind"):
        climate.wind_factor(4, 40)


@pytest.mark.parametrize(
    ("temperature", "kmh", "felt"),
    # Environment Canada's printed table, whole degrees.
    [(-20, 20, -30), (-10, 30, -20), (0, 40, -7), (-30, 10, -39), (-15, 5, -19)],
)
def test_wind_chill_is_that_of_the_printed_table(
    temperature: float, kmh: float, felt: float
) -> None:
    assert climate.wind_chill(temperature, kmh / 3.6) == pytest.approx(felt, abs=0.6)


@given(st.floats(-40, 10), st.floats(0, 15), st.floats(0, 5))
def test_colder_and_windier_air_never_chills_less(
    temperature: float, air_mps: float, more: float
) -> None:
    felt = climate.wind_chill(temperature, air_mps)
    # The formula starts with a step of half a degree where wind is first felt.
    assert climate.wind_chill(temperature, air_mps + more) <= felt + 1.0
    assert climate.wind_chill(max(temperature - more, -40), air_mps) <= felt + 1e-9


def test_cold_warns_where_studies_saw_it() -> None:
    # Sandsund 2012: best at -4 and 1 °C, worse at -9 and -14; ACSM 2006: -27 °C of wind
    # chill.
    run = 3.3
    for mild in (10.0, 1.0, -4.0):
        assert climate.cold_risk(mild, run) is climate.ColdRisk.NONE
    for cold in (-9.0, -14.0):
        assert climate.cold_risk(cold, run) is climate.ColdRisk.TIRING
    assert climate.cold_risk(-20.0, run) is climate.ColdRisk.FROSTBITE
    assert climate.cold_risk(-16.0, run + 8) is climate.ColdRisk.FROSTBITE
