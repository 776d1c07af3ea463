"""VDOT and critical speed through the months, each with how unsure it is.

A month is judged by the runs of the last thirteen weeks, as calibration judges a folder
of runs: VDOT by heart rate at ordinary speeds, but at least what was run. Without heart
rate nobody knows how hard the runs were: what was run in the last twelve months is then
all there is, and VDOT is *at least* that.
"""

from __future__ import annotations

from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from math import isfinite
from typing import TYPE_CHECKING

from negsplit.analysis.feature_records import EFFORTS_S
from negsplit.calibrate.efforts import (
    LONG_EFFORTS_S,
    Effort,
    Settled,
    estimate_vdot,
    speed_limits,
)
from negsplit.calibrate.estimate import FEWEST_RUNS, Basis, Estimate
from negsplit.calibrate.heart_line import DRIFT, POPULATION
from negsplit.calibrate.limits import max_heart_rate, max_hr_seen, resting_heart_rate
from negsplit.calibrate.runs import LEAST_TRUST_FRAC, SHORTEST_S, SLOWEST_MPS
from negsplit.errors import OutOfRangeError
from negsplit.history.doubts import GAINED_SHARE, gained_m
from negsplit.physiology.critical_speed import critical_speed_of_vdot
from negsplit.physiology.daniels import vdot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from negsplit.athlete import Athlete
    from negsplit.history.past_run import PastRun

# What a month is judged by: form changes over a season, and thirteen weeks hold enough
# runs to see it. Inferred.
WINDOW = timedelta(weeks=13)
# Without heart rate only a hard run tells, and those are rare.
LONG_WINDOW = timedelta(days=365)
# Four values in five lie within so many standard errors.
BAND_SDS = 1.2816
# A GPS distance errs by about 1 %, which is 1.2 % of VDOT at ordinary speeds.
FLOOR_ERROR_FRAC = 0.012
# Critical speed is held for half an hour to an hour, not longer.
HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Ability:
    """What a runner could do, judged at the end of a month.

    Parameters
    ----------
    month : date
        Its first day.
    vdot_ml_kg_min, vdot_low_ml_kg_min, vdot_high_ml_kg_min : float
        VDOT and the ends that it lies between four times in five; no upper end where
        only what was run is known.
    critical_speed_mps, critical_speed_low_mps, critical_speed_high_mps : float
        The same for critical speed, as VDOT implies it, and at least what hard
        stretches and the best hour show. [m/s]
    runs : int
        How many runs VDOT rests on.
    is_at_least : bool
        Whether VDOT is only what was run, because no heart rate tells more.
    """

    month: date
    vdot_ml_kg_min: float
    vdot_low_ml_kg_min: float
    vdot_high_ml_kg_min: float | None
    critical_speed_mps: float
    critical_speed_low_mps: float
    critical_speed_high_mps: float | None
    runs: int
    is_at_least: bool


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What one run says; ``best`` is its best long effort, if any, of such a VDOT."""

    day: date
    settled: Settled | None
    efforts: tuple[Effort, ...]
    best: tuple[Effort, ...]
    reached: float


@dataclass(frozen=True, slots=True)
class HeartLimits:
    """Maximum and resting heart rate, of all runs and what the runner says."""

    max_hr: Estimate
    resting_hr: Estimate
    seen_bpm: float | None


def heart_limits(runs: Sequence[PastRun], athlete: Athlete) -> HeartLimits:
    """Return maximum and resting heart rate as the runs and the runner tell."""
    held = [
        run.features.held_hr_bpm
        for run in runs
        if run.features.held_hr_bpm is not None
        and run.features.hr_trust_frac >= LEAST_TRUST_FRAC
    ]
    return HeartLimits(
        max_heart_rate(held, athlete),
        resting_heart_rate(athlete),
        athlete.max_hr_bpm or max_hr_seen(held),
    )


def typical_vdot(runs: Sequence[PastRun]) -> float | None:
    """Return the VDOT that one in ten runs reaches, before any run is doubted.

    Over twelve minutes, the shortest effort that tells. Few runs can be at fault; which
    burst is beyond a runner is judged by this.
    """
    place = EFFORTS_S.index(LONG_EFFORTS_S[0])
    efforts = (
        Effort(EFFORTS_S[place], float(run.features.efforts_m[place]), None)
        for run in runs
        if isfinite(run.features.efforts_m[place])
    )
    reached = sorted(value for e in efforts if (value := _reached([e])[1]) > 0)
    return reached[int(0.9 * (len(reached) - 1))] if reached else None


def abilities_of(
    runs: Sequence[PastRun],
    bursts: tuple[tuple[int, float], ...],
    limits: HeartLimits,
    athlete: Athlete,
) -> tuple[Ability, ...]:
    """Return ability at the end of every month with a run, oldest first.

    Parameters
    ----------
    runs : sequence of PastRun
        Of one runner, oldest first.
    bursts : tuple of (seconds, speed)
        The fastest bursts that are believed. [s], [m/s]
    limits : HeartLimits
        Maximum and resting heart rate.
    athlete : Athlete
        What else is known; a VDOT that is given is for today and does not count here.
    """
    unjudged = replace(athlete, vdot_ml_kg_min=None)
    evidence = [_evidence(run, bursts) for run in runs]
    days = [found.day for found in evidence]
    months = sorted({run.month for run in runs})
    found = []
    for month in months:
        end = bisect_right(days, _last_day(month))
        latest = evidence[bisect_right(days, _last_day(month) - WINDOW) : end]
        year = evidence[bisect_right(days, _last_day(month) - LONG_WINDOW) : end]
        ability = _ability(month, latest, year, limits, unjudged)
        if ability is not None:
            found.append(ability)
    return tuple(found)


def at(abilities: Sequence[Ability], day: date) -> Ability | None:
    """Return the ability that held on a day: of its month, else of one before.

    Before the first, the first; further than a year away, nobody can say.
    """
    months = [ability.month for ability in abilities]
    place = max(bisect_right(months, day) - 1, 0)
    if not abilities or abs(day - months[place]) > LONG_WINDOW:
        return None
    return abilities[place]


def _last_day(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _evidence(run: PastRun, bursts: tuple[tuple[int, float], ...]) -> _Evidence:
    efforts = _efforts(run, gained_m(run, bursts))
    return _Evidence(run.day, _settled(run), efforts, *_reached(efforts))


def _efforts(run: PastRun, gained: float) -> tuple[Effort, ...]:
    """Return the efforts that no burst of the satellites could have made."""
    features = run.features
    rows = zip(EFFORTS_S, features.efforts_m, features.efforts_end_bpm, strict=True)
    return tuple(
        Effort(seconds, float(metres), float(bpm) if isfinite(bpm) else None)
        for seconds, metres, bpm in rows
        if isfinite(metres) and gained <= GAINED_SHARE * metres
    )


def _settled(run: PastRun) -> Settled | None:
    """Return what a run settles at, if its heart rate can be used."""
    features = run.features
    is_usable = (
        features.moving_s >= SHORTEST_S
        and features.speed_mps >= SLOWEST_MPS
        and features.hr_trust_frac >= LEAST_TRUST_FRAC
    )
    if not is_usable or features.late_mps is None or features.late_hr_bpm is None:
        return None
    drifted = POPULATION[DRIFT] * (features.late_hours or 0.0)
    return Settled(features.late_mps, features.late_hr_bpm - drifted)


def _reached(efforts: Sequence[Effort]) -> tuple[tuple[Effort, ...], float]:
    """Return the best long effort and its VDOT; none, and 0, if none tells."""
    best: tuple[Effort, ...] = ()
    most = 0.0
    for effort in efforts:
        if effort.duration_s in LONG_EFFORTS_S:
            with suppress(OutOfRangeError):
                value = vdot(effort.distance_m, float(effort.duration_s))
                if value > most:
                    best, most = (effort,), value
    return best, most


def _ability(
    month: date,
    latest: list[_Evidence],
    year: list[_Evidence],
    limits: HeartLimits,
    athlete: Athlete,
) -> Ability | None:
    settled = [found.settled for found in latest if found.settled is not None]
    estimate = estimate_vdot(
        settled,
        [found.best for found in latest],
        limits.resting_hr,
        limits.max_hr,
        athlete,
    )
    if estimate.basis is not Basis.MEASURED:
        return _at_least(month, year)
    efforts = [found.efforts for found in latest]
    implied, _ = speed_limits((), limits.max_hr.value, estimate)
    shown, _ = speed_limits(efforts, limits.max_hr.value, estimate)
    # Hard stretches of ordinary runs are seldom all-out: they are a floor.
    speed = max(implied.value, shown.value, _longest_hour(efforts))
    wide, apart = _band(estimate), _band(implied)
    return Ability(
        month,
        estimate.value,
        estimate.value - wide,
        estimate.value + wide,
        speed,
        max(speed - apart, _longest_hour(efforts)),
        speed + apart,
        estimate.runs,
        is_at_least=False,
    )


def _longest_hour(efforts: Sequence[Sequence[Effort]]) -> float:
    """Return the fastest mean speed of an hour: nobody holds more than critical."""
    hours = (e.distance_m for run in efforts for e in run if e.duration_s == HOUR_S)
    return max(hours, default=0.0) / HOUR_S


def _band(estimate: Estimate) -> float:
    return BAND_SDS * (estimate.error or 0.0)


def _at_least(month: date, year: list[_Evidence]) -> Ability | None:
    """Return what the second-best run of a year shows; the best may be an error."""
    reached = sorted((found.reached for found in year), reverse=True)
    if len(reached) < FEWEST_RUNS or reached[1] <= 0:
        return None
    value = reached[1]
    low = value * (1 - BAND_SDS * FLOOR_ERROR_FRAC)
    try:
        speed_mps = critical_speed_of_vdot(value).critical_speed_mps
        low_mps = critical_speed_of_vdot(low).critical_speed_mps
    except OutOfRangeError:
        return None
    return Ability(
        month,
        value,
        low,
        None,
        speed_mps,
        low_mps,
        None,
        runs=len(reached),
        is_at_least=True,
    )
