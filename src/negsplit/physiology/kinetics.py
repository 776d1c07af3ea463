"""How oxygen uptake and heart rate follow a change of speed.

Both are first order: each second closes the same share of the gap. On top come what
long hard running adds: the slow component of uptake, and the drift of heart rate. All
steps are exact for a steady input, so a cut interval gives the same state. Evidence:
supported for one step of intensity, heuristic for a run.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

# Oxygen uptake. With the slow component below, 19 s reproduces the time near VO2max
# that Millet 2003 measured in triathletes over three interval protocols, each within
# one standard deviation (without a slow component, and with recoveries at half of the
# uptake instead of half of the speed, 16 to 17 s would). Billat 2000 measured 28 s
# after a hard warm-up, and 51 s after a light one. The same for everyone: training is
# known to shorten it, but no study of slow runners that was read says by how much.
UPTAKE_TAU_S = 19.0
# Heart rate: De Smet et al., rising and falling.
HEART_RATE_RISE_TAU_S = 24.0
HEART_RATE_FALL_TAU_S = 30.0
# Billat 2000: 28 s with a standard deviation of 7 s.
UPTAKE_TAU_SPREAD_FRAC = 0.25
# Slow component: 291 ml/min, standard deviation 153, at 91 % of the speed at VO2max
# (Billat 2000): 5 to 7 % of the maximal uptake there. It sets in where critical speed
# lies, above tempo, and is whole at 10 km effort, which is ours; its time constant is
# from memory, 200 to 300 s.
SLOW_FRAC = 0.06
SLOW_SPREAD_FRAC = 153 / 291
SLOW_TAU_S = 250.0
SLOW_FROM_FRAC = 0.88
SLOW_WHOLE_FRAC = 0.93
# Drift after ten minutes of running: 4 bpm an hour in 734 public recordings of five
# runners at some 155 bpm, with a spread of about as much; what calibration starts from.
# The 0.10 to 0.15 % a minute that coaches quote would bring a heart at marathon effort
# to its maximum within two hours.
DRIFT_FRAC_PER_S = 4.0 / 155 / 3600
DRIFT_SPREAD_FRAC = 1.0
DRIFT_AFTER_S = 600.0


@dataclass(frozen=True, slots=True)
class Uptake:
    """Oxygen uptake in fractions of the maximal: the fast and the slow component."""

    fast_frac: float
    slow_frac: float = 0.0

    @property
    def frac(self) -> float:
        """Uptake as measured: both components, at most the maximal."""
        return min(self.fast_frac + self.slow_frac, 1.0)


@dataclass(frozen=True, slots=True)
class Pulse:
    """Heart rate as it lags behind, and how long the heart has worked.

    ``lagging_bpm`` leaves the drift out; :func:`drifted` puts it on.
    """

    lagging_bpm: float
    worked_s: float = 0.0


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


def slow_goal(demand_frac: float, slow_frac: float = SLOW_FRAC) -> float:
    """Return the slow component that an intensity ends with.

    Parameters
    ----------
    demand_frac : float
        Steady uptake without it, as a fraction of the maximal.
    slow_frac : float
        The slow component of hard running.

    Returns
    -------
    float
        Fraction of maximal uptake; zero up to :data:`SLOW_FROM_FRAC`.

    Examples
    --------
    >>> slow_goal(0.88), round(slow_goal(0.91), 3), slow_goal(1.2)
    (0.0, 0.036, 0.06)
    """
    share = (demand_frac - SLOW_FROM_FRAC) / (SLOW_WHOLE_FRAC - SLOW_FROM_FRAC)
    return slow_frac * min(max(share, 0.0), 1.0)


def uptake_step(
    state: Uptake,
    demand_frac: float,
    duration_s: float,
    tau_s: float,
    slow_frac: float = SLOW_FRAC,
) -> Uptake:
    r"""Return oxygen uptake after a time at a steady intensity.

    Parameters
    ----------
    state : Uptake
        Before.
    demand_frac : float
        What the speed costs, as a fraction of maximal uptake.
    duration_s : float
        How long. [s]
    tau_s : float
        Time constant of the fast component. [s]
    slow_frac : float
        The slow component of hard running; 0 for none.

    Returns
    -------
    Uptake
        Then.

    Notes
    -----
    Two components, each :math:`x(t) = g + (x_0 - g)\,e^{-t/\tau}` [1]_. The published
    slow component starts after 100 to 180 s; here it starts at once and takes
    :data:`SLOW_TAU_S`, so that the state needs no memory. Evidence: supported.

    References
    ----------
    .. [1] V. L. Billat et al., Effect of a prior intermittent run at vVO2max on oxygen
       kinetics during an all-out severe run in humans. *J Sports Med Phys Fitness* 40,
       2000, 185-194. Abstract read.

    Examples
    --------
    >>> round(uptake_step(Uptake(0.5), 1.0, 20.0, 20.0, slow_frac=0.0).frac, 3)
    0.816
    """
    fast = approach(state.fast_frac, min(demand_frac, 1.0), duration_s, tau_s)
    goal = slow_goal(demand_frac, slow_frac)
    return Uptake(fast, approach(state.slow_frac, goal, duration_s, SLOW_TAU_S))


def pulse_step(state: Pulse, settled_bpm: float, duration_s: float) -> Pulse:
    """Return heart rate after a time at a steady intensity.

    Parameters
    ----------
    state : Pulse
        Before.
    settled_bpm : float
        Heart rate that the intensity settles at, drift left out. [beats/min]
    duration_s : float
        How long. [s]

    Returns
    -------
    Pulse
        Then.

    Notes
    -----
    :func:`heart_rate_approach`, and the time that has passed.

    Examples
    --------
    >>> pulse_step(Pulse(100.0), 100.0, 60.0)
    Pulse(lagging_bpm=100.0, worked_s=60.0)
    """
    lagging = heart_rate_approach(state.lagging_bpm, settled_bpm, duration_s)
    return Pulse(lagging, state.worked_s + duration_s)


def drifted(
    state: Pulse, max_hr_bpm: float, drift_frac_per_s: float = DRIFT_FRAC_PER_S
) -> float:
    r"""Return heart rate as a sensor shows it.

    Parameters
    ----------
    state : Pulse
        The heart.
    max_hr_bpm : float
        The runner's maximum, which drift does not pass. [beats/min]
    drift_frac_per_s : float
        The runner's drift; fitted to their own runs where there are any. [1/s]

    Returns
    -------
    float
        Heart rate. [beats/min]

    Notes
    -----
    :math:`x\,(1 + d\,(t - t_0))` from :math:`t_0 = 600` s on. Evidence: heuristic; the
    drift of one runner differs from day to day and doubles in heat.

    Examples
    --------
    >>> round(drifted(Pulse(155.0, 4200.0), 190.0), 1)
    159.0
    """
    drifting_s = max(state.worked_s - DRIFT_AFTER_S, 0.0)
    return min(state.lagging_bpm * (1 + drift_frac_per_s * drifting_s), max_hr_bpm)
