"""Critical speed, D′ and VDOT from what a runner ran, all-out or not.

The best stretches of ordinary runs are seldom all-out. So critical speed is taken only
from stretches that brought the heart near its maximum, and VDOT from heart rate at
ordinary speeds, with the best stretches and the whole runs as a floor: what was run can
be run.
"""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.feature_records import EFFORTS_S
from negsplit.analysis.intensity import best_moving_efforts
from negsplit.calibrate.estimate import (
    FEWEST_RUNS,
    Basis,
    Estimate,
    given,
    of_population,
)
from negsplit.errors import InputError, OutOfRangeError
from negsplit.physiology.critical_speed import (
    TRIAL_RANGE_S,
    critical_speed,
    critical_speed_of_vdot,
)
from negsplit.physiology.daniels import (
    VDOT_RANGE_ML_KG_MIN,
    oxygen_cost,
    vdot,
)
from negsplit.physiology.heart_rate import RESTING_UPTAKE_ML_KG_MIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from negsplit.analysis.clean import Track
    from negsplit.athlete import Athlete
    from negsplit.recording import Mask

# All-out efforts that critical speed is drawn through, and the shortest for VDOT.
TRIALS_S = (120, 180, 300, 480, 720, 1200)
SHORTEST_LONG_S = 720
# Inferred: an effort is near all-out if heart rate at its end passes this share of the
# maximum; at critical speed it settles above 90 %.
HARD_MAX_HR_FRAC = 0.93
# The second-best run counts as a floor, for the best may be the satellites' doing; the
# best itself counts where the heart bears it out, and a race that is marked always.
# At half-marathon effort hearts are at 89 to 91 % of the maximum. Inferred.
BORNE_OUT_MAX_HR_FRAC = 0.90
# Two efforts of one length range say little; D′ of runners lies in this range (field
# tests report 80 to 350 m).
FEWEST_TRIALS = 4
# What is slower was walked, what is faster nobody settles at. Inferred.
RUN_SPEED_RANGE_MPS = (1.5, 8.0)
D_PRIME_RANGE_M = (40.0, 500.0)
# Hard efforts that give a critical speed further than this from VDOT's were not
# all-out; twice what regressions of the same efforts differ by, ours.
AGREEING_FRAC = 0.10
# How much runners differ who are not known at all (inferred: recreational to club).
VDOT_OF_PEOPLE, VDOT_SPREAD = 42.0, 8.0
CRITICAL_SPEED_SPREAD_FRAC, D_PRIME_SPREAD_FRAC = 0.04, 0.4
# Runners at one speed differ by about this much in what it costs (inferred).
ECONOMY_SPREAD_FRAC = 0.05
# Below this share of the reserve heart rate says little about uptake.
LEAST_RESERVE_FRAC = 0.4


@dataclass(frozen=True, slots=True)
class Effort:
    """The fastest stretch of one length in a run; heart rate at its end if known."""

    duration_s: int
    distance_m: float
    end_bpm: float | None


@dataclass(frozen=True, slots=True)
class Settled:
    """Mean speed and heart rate of a run once it has settled, drift taken off."""

    speed_mps: float
    heart_rate_bpm: float


def best_efforts(track: Track, usable: Mask) -> tuple[Effort, ...]:
    """Return the fastest stretch of every length that the run has, and all of it."""
    farthest_m, end_bpm = best_moving_efforts(track, usable)
    found = [
        Effort(seconds, metres, bpm if math.isfinite(bpm) else None)
        for seconds, metres, bpm in zip(
            EFFORTS_S, farthest_m.tolist(), end_bpm.tolist(), strict=True
        )
        if math.isfinite(metres)
    ]
    if found and len(track) > SHORTEST_LONG_S:
        whole_m = float(np.nansum(track.adjusted_mps))
        found.append(Effort(len(track), whole_m, found[-1].end_bpm))
    return tuple(found)


def speed_limits(
    runs: Sequence[Sequence[Effort]], max_hr_bpm: float, vdot_ml_kg_min: Estimate
) -> tuple[Estimate, Estimate]:
    """Return critical speed and D′, from hard efforts if there are enough of them.

    The efforts come from several runs, as pieces of one run were not each all-out, and
    they agree with VDOT, else they were not all-out either.
    """
    by_vdot = _limits_of_vdot(vdot_ml_kg_min)
    hard = {
        effort.duration_s: (number, effort)
        for number, effort in sorted(
            _hard_efforts(runs, max_hr_bpm), key=lambda pair: pair[1].distance_m
        )
    }
    if (
        len(hard) < FEWEST_TRIALS
        or len({number for number, _ in hard.values()}) < FEWEST_RUNS
    ):
        return by_vdot
    measured = _measured_limits([effort for _, effort in hard.values()], len(runs))
    if measured is None:
        return by_vdot
    apart = measured[0].value / by_vdot[0].value - 1
    return measured if abs(apart) <= AGREEING_FRAC else by_vdot


def _hard_efforts(
    runs: Sequence[Sequence[Effort]], max_hr_bpm: float
) -> Iterator[tuple[int, Effort]]:
    """Yield the number of the run and the effort, for every near all-out effort."""
    shortest_s, longest_s = TRIAL_RANGE_S
    for number, efforts in enumerate(runs):
        for effort in efforts:
            heart = effort.end_bpm
            if heart is None or heart < HARD_MAX_HR_FRAC * max_hr_bpm:
                continue
            if shortest_s <= effort.duration_s <= longest_s:
                yield number, effort


def _limits_of_vdot(vdot_ml_kg_min: Estimate) -> tuple[Estimate, Estimate]:
    """Return critical speed and D′ that VDOT implies, as unsure as VDOT is."""
    found = critical_speed_of_vdot(vdot_ml_kg_min.value)
    speed, reserve = found.critical_speed_mps, found.d_prime_m
    unsure = (vdot_ml_kg_min.error or 0.0) / vdot_ml_kg_min.value
    spread = math.hypot(CRITICAL_SPEED_SPREAD_FRAC, unsure)
    return (
        of_population(speed, speed * spread),
        of_population(reserve, reserve * D_PRIME_SPREAD_FRAC),
    )


def _measured_limits(
    efforts: list[Effort], runs: int
) -> tuple[Estimate, Estimate] | None:
    """Return critical speed and D′ of efforts; None where they make no sense."""
    try:
        found = critical_speed([(e.distance_m, float(e.duration_s)) for e in efforts])
    except InputError:
        return None
    low, high = D_PRIME_RANGE_M
    if not low <= found.d_prime_m <= high:
        return None
    speed, reserve = found.critical_speed_mps, found.d_prime_m
    return (
        Estimate(speed, found.critical_speed_se_mps, runs, Basis.MEASURED),
        Estimate(reserve, found.d_prime_se_m, runs, Basis.MEASURED),
    )


def vdot_of_reserve(
    settled: Settled, resting_hr_bpm: float, max_hr_bpm: float
) -> float | None:
    r"""Return the VDOT at which a speed takes a share of heart-rate reserve.

    Parameters
    ----------
    settled : Settled
        Steady speed and heart rate.
    resting_hr_bpm, max_hr_bpm : float
        The runner's. [beats/min]

    Returns
    -------
    float or None
        VDOT [ml/kg/min]; None where heart rate or speed is too low to tell.

    Notes
    -----
    With :math:`r` the share of reserve and :math:`c` the cost of the speed, the line
    of :func:`negsplit.physiology.heart_rate.heart_rate_by_reserve` drawn through the
    runner's own point reaches the maximum heart rate at

    .. math:: V = 3.5 + (c - 3.5) / r

    Evidence: established for a measured maximum; economy differs by runner.

    Examples
    --------
    >>> round(vdot_of_reserve(Settled(1000 / 240, 172.0), 50, 190))
    54
    """
    reserve = (settled.heart_rate_bpm - resting_hr_bpm) / (max_hr_bpm - resting_hr_bpm)
    low, high = RUN_SPEED_RANGE_MPS
    if reserve < LEAST_RESERVE_FRAC or not low <= settled.speed_mps <= high:
        return None
    cost = oxygen_cost(settled.speed_mps) - RESTING_UPTAKE_ML_KG_MIN
    return RESTING_UPTAKE_ML_KG_MIN + cost / reserve


def estimate_vdot(
    settled: Sequence[Settled],
    efforts: Sequence[Sequence[Effort]],
    resting_hr: Estimate,
    max_hr: Estimate,
    athlete: Athlete,
) -> Estimate:
    """Return VDOT from ordinary runs, at least that of what was run or raced."""
    if athlete.vdot_ml_kg_min is not None:
        return given(athlete.vdot_ml_kg_min)
    found = vdot_of_hearts(settled, resting_hr, max_hr)
    if found is None:
        return of_population(VDOT_OF_PEOPLE, VDOT_SPREAD)
    raced = [vdot_of_time(race.distance_m, race.duration_s) for race in athlete.races]
    low, high = VDOT_RANGE_ML_KG_MIN
    least = max([floor_of(efforts, max_hr.value), *raced])
    value = min(max(found.value, least, low), high)
    return Estimate(value, found.error, found.runs, Basis.MEASURED)


@dataclass(frozen=True, slots=True)
class HeartVdot:
    """VDOT by heart rate at ordinary speeds.

    Parameters
    ----------
    value : float
        The median run's.
    chance, systematic : float
        Standard errors: of the runs' scatter, and of what all of them share, economy
        and both heart rates.
    runs : int
        How many.
    """

    value: float
    chance: float
    systematic: float
    runs: int

    @property
    def error(self) -> float:
        """Standard error of both together."""
        return math.hypot(self.chance, self.systematic)


def vdot_of_hearts(
    settled: Sequence[Settled], resting_hr: Estimate, max_hr: Estimate
) -> HeartVdot | None:
    """Return VDOT by heart rate at ordinary speeds; None where too few runs tell."""

    def by_heart_rate(rest_bpm: float, max_bpm: float) -> list[float]:
        found = (vdot_of_reserve(s, rest_bpm, max_bpm) for s in settled)
        return [value for value in found if value is not None]

    values = by_heart_rate(resting_hr.value, max_hr.value)
    if len(values) < FEWEST_RUNS:
        return None
    middle = median(values)
    # What one standard error of either heart rate would change.
    shifted = (
        by_heart_rate(resting_hr.value + (resting_hr.error or 0.0), max_hr.value),
        by_heart_rate(resting_hr.value, max_hr.value + (max_hr.error or 0.0)),
    )
    doubts = [median(found) - middle for found in shifted if found]
    # The median of n normal values has a standard error of 1.2533 s / sqrt(n).
    chance = 1.2533 * float(np.std(values, ddof=1)) / math.sqrt(len(values))
    shared = math.hypot(ECONOMY_SPREAD_FRAC * middle, *doubts)
    return HeartVdot(middle, chance, shared, len(values))


def floor_of(runs: Sequence[Sequence[Effort]], max_hr_bpm: float) -> float:
    """Return the VDOT that runs show by their long efforts; 0 if none does.

    That of the second-best run; of the best where its heart bears it out.
    """
    ordered = sorted((best_of_run(efforts) for efforts in runs), key=_vdot_first)
    shown = ordered[-2][0] if len(ordered) > 1 else 0.0
    least_bpm = BORNE_OUT_MAX_HR_FRAC * max_hr_bpm
    borne_out = (
        value
        for value, effort in ordered
        if effort is not None
        and effort.end_bpm is not None
        and effort.end_bpm >= least_bpm
    )
    return max([shown, *borne_out])


def _vdot_first(pair: tuple[float, Effort | None]) -> float:
    return pair[0]


def best_of_run(efforts: Sequence[Effort]) -> tuple[float, Effort | None]:
    """Return the VDOT that the best long effort of a run shows, and it; 0 if none."""
    most: tuple[float, Effort | None] = (0.0, None)
    for effort in efforts:
        if effort.duration_s >= SHORTEST_LONG_S:
            value = vdot_of_time(effort.distance_m, float(effort.duration_s))
            most = max(most, (value, effort), key=_vdot_first)
    return most


def vdot_of_time(distance_m: float, duration_s: float) -> float:
    """Return the VDOT of a time over a distance; 0 where the equations do not reach."""
    with suppress(OutOfRangeError):
        return vdot(distance_m, duration_s)
    return 0.0
