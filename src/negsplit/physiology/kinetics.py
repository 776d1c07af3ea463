"""How oxygen uptake and heart rate follow a change of speed.

Both are taken as first order: each second closes the same share of the gap. Slow
components and drift are left out, so time near the maximum is a low estimate in long
hard stretches. Evidence: supported for one step of intensity, heuristic for a run.
"""

from __future__ import annotations

import math

# Oxygen uptake: 16 to 17 s reproduces the time near VO2max that Millet 2003 measured
# in trained runners over three interval protocols; 28 s after hard warm-up and 51 s
# after a light one in Billat 2002. Between them: trained and recreational runners.
TRAINED_UPTAKE_TAU_S = 20.0
RECREATIONAL_UPTAKE_TAU_S = 30.0
# Who counts as trained: ours, a 5 km under 20 min.
TRAINED_VDOT_ML_KG_MIN = 50.0
# Heart rate: De Smet et al., rising and falling.
HEART_RATE_RISE_TAU_S = 24.0
HEART_RATE_FALL_TAU_S = 30.0


def uptake_tau(vdot_ml_kg_min: float) -> float:
    """Return the time constant of oxygen uptake for a runner of a VDOT, in s."""
    trained = vdot_ml_kg_min >= TRAINED_VDOT_ML_KG_MIN
    return TRAINED_UPTAKE_TAU_S if trained else RECREATIONAL_UPTAKE_TAU_S


def approach(value: float, goal: float, duration_s: float, tau_s: float) -> float:
    r"""Return a value after it has moved towards a steady goal for a time.

    Parameters
    ----------
    value, goal : float
        Where it is and where it would settle, in any one unit.
    duration_s : float
        How long it moves. [s]
    tau_s : float
        Time constant. [s]

    Returns
    -------
    float
        The value then.

    Notes
    -----
    .. math:: x(t) = g + (x_0 - g)\,e^{-t/\tau}

    Exact, so a cut interval gives the same value.

    Examples
    --------
    >>> round(approach(0.0, 1.0, 20.0, 20.0), 3)
    0.632
    """
    return goal + (value - goal) * math.exp(-duration_s / tau_s)


def heart_rate_approach(value: float, goal: float, duration_s: float) -> float:
    """Return a heart rate after it has moved towards a steady one for a time.

    Parameters
    ----------
    value, goal : float
        Heart rate now and in the steady state, in any one unit.
    duration_s : float
        How long it moves. [s]

    Returns
    -------
    float
        Heart rate then.

    Examples
    --------
    >>> round(heart_rate_approach(100.0, 160.0, 24.0))
    138
    """
    tau_s = HEART_RATE_RISE_TAU_S if goal > value else HEART_RATE_FALL_TAU_S
    return approach(value, goal, duration_s, tau_s)
