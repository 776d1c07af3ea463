"""What a calibration adds to what is known of a runner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from negsplit.athlete import Athlete, Errors
from negsplit.calibrate.estimate import Basis

if TYPE_CHECKING:
    from negsplit.calibrate.calibration import Calibration
    from negsplit.calibrate.estimate import Estimate


def known_athlete(athlete: Athlete, calibration: Calibration) -> Athlete:
    """Return an athlete with what their runs measured, where they do not say it.

    What a runner states goes first, a race before the VDOT of ordinary runs; values of
    the population are left out. Errors come along, so that ranges are as wide as the
    runs leave them.
    """
    has_speed = athlete.races or athlete.vdot_ml_kg_min is not None
    max_hr, max_hr_error = _filled(athlete.max_hr_bpm, calibration.max_hr_bpm)
    speed, speed_error = _filled(
        athlete.critical_speed_mps, calibration.critical_speed_mps
    )
    reserve, reserve_error = _filled(athlete.d_prime_m, calibration.d_prime_m)
    vdot, vdot_error = athlete.vdot_ml_kg_min, None
    if not has_speed:
        vdot, vdot_error = _filled(None, calibration.vdot_ml_kg_min)
    return replace(
        athlete,
        max_hr_bpm=max_hr,
        critical_speed_mps=speed,
        d_prime_m=reserve,
        vdot_ml_kg_min=vdot,
        errors=Errors(max_hr_error, speed_error, reserve_error, vdot_error),
    )


def _filled(stated: float | None, found: Estimate) -> tuple[float | None, float | None]:
    """Return a value and its error, as stated or else as measured."""
    if stated is not None or found.basis is not Basis.MEASURED:
        return stated, None
    return found.value, found.error
