"""Blood lactate against speed: two anchors, a curve, and what piles up beyond it.

The curve is for steady running up to critical speed. Above, there is no steady value:
lactate rises with the energy that oxygen does not cover. A runner who has never been
measured gets the anchors of many; read the result to the nearest millimole.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from negsplit.errors import InputError
from negsplit.physiology.daniels import check_range
from negsplit.physiology.kinetics import approach

# Hunter 2024: the first threshold lay at 82.3 % of critical speed (81.1 to 83.6).
FIRST_THRESHOLD_SHARE = 0.82
# The classical fixed values: 2 and 4 mmol/l at the two thresholds, from a resting 1.
BASELINE_MMOL_L = 1.0
FIRST_MMOL_L = 2.0
SECOND_MMOL_L = 4.0
# Di Prampero and Ferretti 1999 (as cited in later papers): a millimole of lactate per
# litre of blood stands for 3 ml of oxygen per kilogram.
OXYGEN_EQUIVALENT_ML_KG = 3.0
# How fast lactate follows: ours. Five minutes at 90 % of VO2max took ten men from 1.0
# to 3.9 mmol/l (Menzies 2010), which is most of the way to their steady value.
LACTATE_TAU_S = 300.0
MEASURABLE_RANGE_MMOL_L = (1.0, 30.0)


@dataclass(frozen=True, slots=True)
class LactateCurve:
    """Lactate of steady running: 1 mmol/l and an exponential above it.

    Parameters
    ----------
    first_mps : float
        Speed at 2 mmol/l. [m/s]
    second_mps : float
        Speed at 4 mmol/l, the faster. [m/s]
    """

    first_mps: float
    second_mps: float

    def __post_init__(self) -> None:
        if not 0 < self.first_mps < self.second_mps:
            raise InputError(
                f"lactate thresholds at {self.first_mps:g} and {self.second_mps:g} "
                "m/s: the second must be the faster"
            )

    @property
    def steepness_s_per_m(self) -> float:
        """The exponent: natural logarithm of 3 over the thresholds' distance."""
        rise = (SECOND_MMOL_L - BASELINE_MMOL_L) / (FIRST_MMOL_L - BASELINE_MMOL_L)
        return math.log(rise) / (self.second_mps - self.first_mps)


def curve_of(critical_speed_mps: float) -> LactateCurve:
    """Return the curve of a runner whose lactate was never measured.

    Parameters
    ----------
    critical_speed_mps : float
        Critical speed, taken for the second threshold. [m/s]

    Returns
    -------
    LactateCurve
        With the first threshold at :data:`FIRST_THRESHOLD_SHARE`.

    Notes
    -----
    Evidence: supported for the first threshold [1]_, heuristic for 4 mmol/l at
    critical speed.

    References
    ----------
    .. [1] B. Hunter et al., 2024, on the first threshold and critical speed. As
       reproduced.
    """
    return LactateCurve(FIRST_THRESHOLD_SHARE * critical_speed_mps, critical_speed_mps)


def steady_lactate(curve: LactateCurve, speed_mps: float) -> float:
    r"""Return the lactate that settles at a speed.

    Parameters
    ----------
    curve : LactateCurve
        The runner's.
    speed_mps : float
        Speed on level ground, up to critical speed. [m/s]

    Returns
    -------
    float
        Blood lactate. [mmol/l]

    Notes
    -----
    :math:`1 + e^{k (v - v_1)}`. Evidence: supported in shape.

    Examples
    --------
    >>> round(steady_lactate(LactateCurve(3.5417, 4.1667), 3.937), 2)
    3.0
    """
    exponent = curve.steepness_s_per_m * (speed_mps - curve.first_mps)
    return BASELINE_MMOL_L + math.exp(exponent)


def speed_of_lactate(curve: LactateCurve, lactate_mmol_l: float) -> float:
    """Return the speed whose steady lactate is a value: the inverse.

    Parameters
    ----------
    curve : LactateCurve
        The runner's.
    lactate_mmol_l : float
        Blood lactate, above resting. [mmol/l]

    Returns
    -------
    float
        Speed on level ground. [m/s]

    Raises
    ------
    OutOfRangeError
        If the lactate is not between 1 and 30 mmol/l.
    """
    check_range("lactate in mmol/l", lactate_mmol_l, MEASURABLE_RANGE_MMOL_L)
    rise = math.log(max(lactate_mmol_l - BASELINE_MMOL_L, 1e-9))
    return curve.first_mps + rise / curve.steepness_s_per_m


def lactate_step(
    lactate_mmol_l: float,
    speed_mps: float,
    uncovered_ml_kg_min: float,
    duration_s: float,
    curve: LactateCurve,
) -> float:
    r"""Return blood lactate after a time at a steady speed.

    Parameters
    ----------
    lactate_mmol_l : float
        Before. [mmol/l]
    speed_mps : float
        Speed on level ground. [m/s]
    uncovered_ml_kg_min : float
        Oxygen that the speed costs beyond critical speed; 0 below it. [ml/kg/min]
    duration_s : float
        How long. [s]
    curve : LactateCurve
        The runner's.

    Returns
    -------
    float
        Then. [mmol/l]

    Notes
    -----
    Lactate approaches the curve's value, above critical speed the 4 mmol/l there, and
    what oxygen does not cover adds :math:`u / 3` mmol/l a minute [1]_. Exact, so a cut
    interval gives the same. Evidence: heuristic; the oxygen equivalent is established,
    the time constant of :data:`LACTATE_TAU_S` is ours.

    References
    ----------
    .. [1] P. E. di Prampero and G. Ferretti, The energetics of anaerobic muscle
       metabolism. *Respir Physiol* 118, 1999. As reproduced.
    """
    settled = steady_lactate(curve, min(speed_mps, curve.second_mps))
    rise = accumulation(uncovered_ml_kg_min)
    return approach(
        lactate_mmol_l, settled + rise * LACTATE_TAU_S, duration_s, LACTATE_TAU_S
    )


def accumulation(uncovered_ml_kg_min: float) -> float:
    """Return how fast lactate rises on energy that oxygen does not cover.

    Parameters
    ----------
    uncovered_ml_kg_min : float
        Oxygen that is missing. [ml/kg/min]

    Returns
    -------
    float
        Rise of blood lactate. [mmol/l/s]

    Examples
    --------
    >>> accumulation(180.0)
    1.0
    """
    return uncovered_ml_kg_min / 60 / OXYGEN_EQUIVALENT_ML_KG
