"""Steps a minute against speed."""

from __future__ import annotations

from typing import TypeVar

from negsplit.physiology.gradient import Arithmetic

Speed = TypeVar("Speed", bound=Arithmetic)

# A line through published counts: college runners with 175 steps a minute at 7:40 a
# mile and 196 at 4:58 (2008), and the leaders of a world championship over 100 km.
OFFSET_SPM = 136.4
SLOPE_SPM_PER_MPS = 11.04


def usual_cadence(speed_mps: Speed) -> Speed:
    """Return the steps of both feet a minute that runners take on average at a speed.

    Parameters
    ----------
    speed_mps : float or array
        Running speed. [m/s]

    Returns
    -------
    float or array
        Cadence. [steps/min]

    Notes
    -----
    Single runners lie 20 steps above or below (160 to 210 in one race) without being
    faster or slower for it [1]_: a description, never a target. Evidence: supported.

    References
    ----------
    .. [1] G. T. Burns et al., Step frequency patterns of elite ultramarathon runners
       during a 100-km road race. *J Appl Physiol* 126, 2019. As reproduced.

    Examples
    --------
    >>> round(usual_cadence(1000 / 240), 1)
    182.4
    """
    return speed_mps * SLOPE_SPM_PER_MPS + OFFSET_SPM
