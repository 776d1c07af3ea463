"""The logarithmic law of running: speed falls evenly with the logarithm of time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.errors import InputError, MissingInputError
from negsplit.physiology.least_squares import line_fit

if TYPE_CHECKING:
    from collections.abc import Sequence

# How long the greatest aerobic speed is held: the paper's choice for all runners.
GREATEST_SPEED_TIME_S = 360.0
# A duration at which a runner still holds nine tenths of it: exp of this over g.
ENDURANCE_LOSS_FRAC = 0.1
# Newton's steps double the digits of a simple root; where it is double, at the furthest
# distance that the law reaches, each step only halves the error.
NEWTON_STEPS = 50


@dataclass(frozen=True, slots=True)
class LogLaw:
    """A runner by the law: the greatest aerobic speed, and how it is lost.

    Parameters
    ----------
    greatest_mps : float
        Speed that is held for six minutes. [m/s]
    loss_frac : float
        Share of it lost for each e-fold of the time.
    """

    greatest_mps: float
    loss_frac: float

    @property
    def endurance(self) -> float:
        """How many times six minutes nine tenths of the greatest speed are held."""
        return math.exp(ENDURANCE_LOSS_FRAC / self.loss_frac)


def log_law(races: Sequence[tuple[float, float]]) -> LogLaw:
    r"""Return the law of least squares through races.

    Parameters
    ----------
    races : sequence of (distance_m, duration_s)
        Race results of at least two durations.

    Returns
    -------
    LogLaw
        The runner's two numbers.

    Raises
    ------
    MissingInputError
        If there is only one duration.
    InputError
        If the longer races are not the slower.

    Notes
    -----
    :math:`v = v_m (1 - g \ln (t / t_c))` with :math:`t_c` of six minutes [1]_ [2]_,
    a straight line of speed over the logarithm of time. Evidence: supported; over
    the marathon of recreational runners too fast by 4 % in the mean.

    References
    ----------
    .. [1] M. Mulligan, G. Adam and T. Emig, A minimal power model for human running
       performance. *PLoS ONE* 13, 2018.
    .. [2] T. Emig and J. Peltonen, Human running performance from real-world big
       data. *Nature Communications* 11, 2020.
    """
    if len({duration_s for _, duration_s in races}) < 2:
        raise MissingInputError(
            f"the logarithmic law needs two races of different lengths; "
            f"{len(races)} given"
        )
    logs = [math.log(t / GREATEST_SPEED_TIME_S) for _, t in races]
    fit = line_fit(logs, [d / t for d, t in races])
    if fit.slope >= 0 or fit.offset <= 0:
        raise InputError(
            f"races give a speed that changes by {fit.slope:+.3f} m/s for each e-fold "
            "of time; the longer race must be the slower"
        )
    return LogLaw(fit.offset, -fit.slope / fit.offset)


def log_law_time(law: LogLaw, distance_m: float) -> float:
    r"""Return the time over a distance.

    Parameters
    ----------
    law : LogLaw
        The runner's.
    distance_m : float
        Distance. [m]

    Returns
    -------
    float
        Time. [s]

    Notes
    -----
    :math:`t = -\frac{d}{g v_m} / W_{-1}(-\frac{d}{g v_m t_c} e^{-1/g})`, with Lambert's
    function taken from the logarithm of its argument, which may be too small for a
    number.

    Examples
    --------
    >>> round(log_law_time(LogLaw(5.5547, 0.06009), 5000), 1)
    956.3
    """
    scale_s = distance_m / (law.loss_frac * law.greatest_mps)
    log_argument = math.log(scale_s / GREATEST_SPEED_TIME_S) - 1 / law.loss_frac
    if log_argument > -1:
        raise InputError(
            f"{distance_m:g} m is further than this runner's law reaches: speed would "
            "fall to nothing before it"
        )
    return scale_s / lower_lambert(log_argument)


def lower_lambert(log_argument: float) -> float:
    r"""Return :math:`-W_{-1}(-e^a)`, the root above 1 of :math:`y - \ln y = -a`.

    Parameters
    ----------
    log_argument : float
        The logarithm :math:`a` of the negated argument, at most -1.

    Returns
    -------
    float
        The negated lower branch of Lambert's function.

    Examples
    --------
    >>> round(lower_lambert(math.log(0.1)), 6)
    3.577152
    """
    # Chatzigeorgiou 2013: this is above the root, from where Newton's steps on a
    # convex curve fall without overshooting.
    root = -log_argument + math.sqrt(2 * max(-log_argument - 1, 0.0))
    for _ in range(NEWTON_STEPS):
        if root <= 1.0:
            return 1.0
        step = (root - math.log(root) + log_argument) * root / (root - 1)
        root -= step
        if abs(step) <= 1e-14 * root:
            break
    return root
