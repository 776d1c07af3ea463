"""What heat, altitude and wind take from a runner's speed.

Heat and altitude as the share of speed that is lost at the same effort, wind as the
factor on effort. None of them ever gives: cold, low places and tailwinds beyond what a
formula was made for count as nothing.
"""

from __future__ import annotations

import math
from enum import Enum
from math import inf

from negsplit.physiology.daniels import check_range
from negsplit.physiology.gradient import FLAT_COST_J_KG_M

TEMPERATURE_RANGE_DEGC = (-40.0, 45.0)
ALTITUDE_RANGE_M = (-450.0, 4000.0)
HEADWIND_RANGE_MPS = (-15.0, 15.0)

# Mantzios 2022, 1,258 races: best between 7.5 and 15 °C of wet-bulb globe temperature,
# and slower by 0.3 to 0.4 % a degree beyond (the rate from memory); Ely 2007 has 1.8 %
# for 5 °C in the hundredth finisher, which is the same rate.
BEST_WBGT_DEGC = 15.0
HEAT_FRAC_PER_DEGC = 0.0035
# Ely 2007: 0.9 % for 5 °C in the fastest, 3.2 % in the 300th: about the mean by this
# share of it.
HEAT_SPREAD_FRAC = 0.4
# The official VDOT calculator: 0.004 % a metre less 3 %.
ALTITUDE_FRAC_PER_M = 0.00004
ALTITUDE_OFFSET_FRAC = 0.03
# Air at sea level and 20 °C; drag area per mass of runners, the middle of 0.0085 to
# 0.0105 in public code after di Prampero and Peronnet. [kg/m3], [m2/kg]
AIR_DENSITY_KG_M3 = 1.2
DRAG_AREA_M2_KG = 0.0095


def simplified_wbgt(temperature_degc: float, humidity_frac: float) -> float:
    r"""Return the simplified wet-bulb globe temperature of air.

    Parameters
    ----------
    temperature_degc : float
        Air temperature. [°C]
    humidity_frac : float
        Relative humidity, 0 to 1.

    Returns
    -------
    float
        Wet-bulb globe temperature in moderate sun and light wind. [°C]

    Raises
    ------
    OutOfRangeError
        If the temperature or the humidity is none of weather.

    Notes
    -----
    :math:`0.567\,T + 0.393\,e + 3.94` with the vapour pressure
    :math:`e = 6.105\,h\,\exp(17.27\,T / (237.7 + T))` in hPa [1]_. It leaves out sun
    and wind as they are. Evidence: established as an approximation.

    References
    ----------
    .. [1] Australian Bureau of Meteorology, approximation to the WBGT. As reproduced.

    Examples
    --------
    >>> round(simplified_wbgt(20, 0.50), 3)
    19.863
    """
    check_range("temperature in °C", temperature_degc, TEMPERATURE_RANGE_DEGC)
    check_range("relative humidity", humidity_frac, (0.0, 1.0))
    growth = math.exp(17.27 * temperature_degc / (237.7 + temperature_degc))
    return 0.567 * temperature_degc + 0.393 * humidity_frac * 6.105 * growth + 3.94


class HeatRisk(Enum):
    """What heat does to runners, and from how many °C of wet-bulb globe on."""

    NONE = -inf
    WATCHFUL = 27.9
    LIMIT = 30.1
    CANCEL = 32.2


def heat_risk(wbgt_degc: float) -> HeatRisk:
    """Return how dangerous heat is to a runner who is used to it.

    Notes
    -----
    The bands of the American College of Sports Medicine [1]_ for acclimated people;
    others are a band worse off. Beyond the last nobody can get rid of the heat of
    running. Evidence: established.

    References
    ----------
    .. [1] L. E. Armstrong et al., Exertional heat illness during training and
       competition. *Med Sci Sports Exerc* 39, 2007, 556-572. Its table as reproduced.

    Examples
    --------
    >>> heat_risk(25.0).name, heat_risk(31.0).name, heat_risk(40.0).name
    ('NONE', 'LIMIT', 'CANCEL')
    """
    return max(
        (risk for risk in HeatRisk if wbgt_degc >= risk.value),
        key=lambda risk: risk.value,
    )


def heat_loss(wbgt_degc: float) -> float:
    """Return the share of speed that heat takes at the same effort.

    Parameters
    ----------
    wbgt_degc : float
        Wet-bulb globe temperature. [°C]

    Returns
    -------
    float
        Share of speed; zero up to :data:`BEST_WBGT_DEGC`.

    Notes
    -----
    A line through race results of many runners [1]_ [2]_. Slow runners lose more,
    being out longer. Cold is left out. Evidence: supported; the rate is second-hand.

    References
    ----------
    .. [1] K. Mantzios et al., Effects of weather parameters on endurance running
       performance. *Med Sci Sports Exerc* 54, 2022. Abstract read.
    .. [2] M. R. Ely et al., Impact of weather on marathon-running performance. *Med
       Sci Sports Exerc* 39, 2007. As reproduced.

    Examples
    --------
    >>> round(heat_loss(25), 3), heat_loss(10)
    (0.035, 0.0)
    """
    return HEAT_FRAC_PER_DEGC * max(wbgt_degc - BEST_WBGT_DEGC, 0.0)


class ColdRisk(Enum):
    """What cold does to runners."""

    NONE = "none"
    TIRING = "tiring"
    FROSTBITE = "frostbite"


# Sandsund 2012: nine athletes in ski suits, in a wind of 5 m/s, could run on for longer
# at -4 and 1 °C than at -14 °C, and had slower thresholds at -9 than at -4 °C.
TIRING_BELOW_DEGC = -9.0
# American College of Sports Medicine 2006: watch runners closely below this wind chill.
FROSTBITE_WIND_CHILL_DEGC = -27.0
# Wind chill is for cold and for wind that is felt.
WIND_CHILL_BELOW_DEGC, WIND_CHILL_FROM_KMH = 10.0, 4.8


def wind_chill(temperature_degc: float, air_mps: float) -> float:
    r"""Return the temperature of still air that would chill bare skin as much.

    Parameters
    ----------
    temperature_degc : float
        Air temperature. [°C]
    air_mps : float
        Speed of the air past the runner: running speed and the wind against it. [m/s]

    Returns
    -------
    float
        Wind chill; the air temperature itself in warmth and in still air. [°C]

    Notes
    -----
    :math:`13.12 + 0.6215\,T - 11.37\,v^{0.16} + 0.3965\,T v^{0.16}` with :math:`v` in
    km/h [1]_, which is for the wind ten metres up; at face height it blows less, so
    the wind of one's own running chills a little more than this says. Evidence:
    established.

    References
    ----------
    .. [1] Environment Canada and US National Weather Service, wind chill temperature
       index, 2001. Chart and equation read.

    Examples
    --------
    >>> round(wind_chill(-20.0, 20 / 3.6)), wind_chill(15.0, 5.0)
    (-30, 15.0)
    """
    kmh = 3.6 * air_mps
    if temperature_degc > WIND_CHILL_BELOW_DEGC or kmh < WIND_CHILL_FROM_KMH:
        return temperature_degc
    power = math.pow(kmh, 0.16)
    felt = 13.12 + 0.6215 * temperature_degc
    return felt - 11.37 * power + 0.3965 * temperature_degc * power


def cold_risk(temperature_degc: float, air_mps: float) -> ColdRisk:
    """Return what cold does to a runner in air that passes at a speed.

    Notes
    -----
    Frostbite by wind chill [1]_; what cold takes from endurance by the air's
    temperature [2]_. No published rate says how much slower runners are in cold, so
    their pace is left as it is. Evidence: established, and supported by nine athletes.

    References
    ----------
    .. [1] J. W. Castellani et al., Prevention of cold injuries during exercise. *Med
       Sci Sports Exerc* 38, 2006. Summary read.
    .. [2] M. Sandsund et al., Effect of ambient temperature on endurance performance
       while wearing cross-country skiing clothing. *Eur J Appl Physiol* 112, 2012.
       Abstract read.

    Examples
    --------
    >>> cold_risk(0.0, 3.0).name, cold_risk(-12.0, 3.0).name, cold_risk(-20.0, 5.0).name
    ('NONE', 'TIRING', 'FROSTBITE')
    """
    if wind_chill(temperature_degc, air_mps) < FROSTBITE_WIND_CHILL_DEGC:
        return ColdRisk.FROSTBITE
    is_tiring = temperature_degc <= TIRING_BELOW_DEGC
    return ColdRisk.TIRING if is_tiring else ColdRisk.NONE


def altitude_loss(altitude_m: float) -> float:
    """Return the share of speed that thin air takes at the same effort.

    Parameters
    ----------
    altitude_m : float
        Height above the sea. [m]

    Returns
    -------
    float
        Share of speed; zero up to 750 m.

    Raises
    ------
    OutOfRangeError
        If nobody runs there.

    Notes
    -----
    The line of the official VDOT calculator [1]_, for runners who are used to the
    height. Evidence: supported; other tables differ by a fifth.

    References
    ----------
    .. [1] As reproduced in public code.

    Examples
    --------
    >>> round(altitude_loss(1524), 4)
    0.031
    """
    check_range("altitude in m", altitude_m, ALTITUDE_RANGE_M)
    return max(ALTITUDE_FRAC_PER_M * altitude_m - ALTITUDE_OFFSET_FRAC, 0.0)


def wind_factor(speed_mps: float, headwind_mps: float) -> float:
    r"""Return how many times the effort of still air a speed takes in a wind.

    Parameters
    ----------
    speed_mps : float
        Running speed. [m/s]
    headwind_mps : float
        Wind against the runner; negative from behind. [m/s]

    Returns
    -------
    float
        Energy for a metre over that in still air.

    Raises
    ------
    OutOfRangeError
        If nobody runs in that wind.

    Notes
    -----
    Energy for a metre is that of level running and of the air's drag,
    :math:`\tfrac12 \rho A |v + w| (v + w)`, per mass. Still air costs 2.5 to 5.7 % at
    4 to 6 m/s, where Pugh measured 2 to 8 % [1]_. Evidence: supported.

    References
    ----------
    .. [1] L. G. C. E. Pugh, The influence of wind resistance in running and walking.
       *J Physiol* 213, 1971. From memory.

    Examples
    --------
    >>> round(wind_factor(4.0, 4.0), 3), round(wind_factor(4.0, -4.0), 3)
    (1.074, 0.975)
    """
    check_range("headwind in m/s", headwind_mps, HEADWIND_RANGE_MPS)
    drag = 0.5 * AIR_DENSITY_KG_M3 * DRAG_AREA_M2_KG
    air_mps = speed_mps + headwind_mps
    still = FLAT_COST_J_KG_M + drag * speed_mps**2
    return (FLAT_COST_J_KG_M + drag * abs(air_mps) * air_mps) / still
