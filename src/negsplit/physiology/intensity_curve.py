"""What fraction of VDOT speeds take, tabulated for runs told second by second."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from negsplit.physiology.effort import INTENSITY_RANGE_FRAC
from negsplit.physiology.heart_rate import RESTING_UPTAKE_ML_KG_MIN
from negsplit.physiology.training_paces import Profile, speed_at

# Lines between steps of this are 0.1 mm/s off.
STEP_FRAC = 0.02
# Curves that are kept: a squad's, several times over.
KEPT = 128


@dataclass(frozen=True, slots=True)
class IntensityCurve:
    """Fractions of VDOT at rising speeds.

    Parameters
    ----------
    speeds_mps, fracs : tuple of float
        Points of the curve; no fraction is below that of rest, which standing still
        takes too.
    """

    speeds_mps: tuple[float, ...]
    fracs: tuple[float, ...]

    def at(self, speed_mps: float) -> float:
        """Return the fraction that a speed takes, level beyond the ends."""
        xs, ys = self.speeds_mps, self.fracs
        after = bisect_right(xs, speed_mps)
        if after in {0, len(xs)}:
            return ys[0] if after == 0 else ys[-1]
        share = (speed_mps - xs[after - 1]) / (xs[after] - xs[after - 1])
        return ys[after - 1] + share * (ys[after] - ys[after - 1])


@lru_cache(maxsize=KEPT)
def intensity_curve(vdot_ml_kg_min: float, profile: Profile) -> IntensityCurve:
    """Return the curve of a runner."""
    least = RESTING_UPTAKE_ML_KG_MIN / vdot_ml_kg_min
    _, most = INTENSITY_RANGE_FRAC
    grid = [STEP_FRAC * k for k in range(round(most / STEP_FRAC) + 1)]
    return IntensityCurve(
        tuple(speed_at(frac, vdot_ml_kg_min, profile) for frac in grid),
        tuple(max(frac, least) for frac in grid),
    )
