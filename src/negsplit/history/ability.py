"""VDOT and critical speed through the months, each with how unsure it is.

A month is judged by the runs of the last thirteen weeks, as calibration judges a folder
of runs: VDOT by heart rate at ordinary speeds, but at least what was run or raced.
Without heart rate nobody knows how hard the runs were: what was run in the last twelve
months is then all there is, and VDOT is *at least* that.

From month to month form changes little, while few runs scatter much. So what hearts say
is filtered: two numbers are kept, VDOT, which wanders, and by how much hearts see it
wrongly, which stays: economy and the maximum heart rate are the runner's own. A race
says how large that is, and the months after it are judged by it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from math import isfinite, sqrt
from typing import TYPE_CHECKING

from negsplit.analysis.feature_records import DISTANCES_M, EFFORTS_S
from negsplit.calibrate.efforts import (
    SHORTEST_LONG_S,
    Effort,
    HeartVdot,
    Settled,
    best_of_run,
    floor_of,
    speed_limits,
    vdot_of_hearts,
    vdot_of_time,
)
from negsplit.calibrate.estimate import FEWEST_RUNS, Basis, Estimate
from negsplit.calibrate.heart_line import DRIFT, POPULATION
from negsplit.calibrate.limits import max_heart_rate, max_hr_seen, resting_heart_rate
from negsplit.calibrate.runs import LEAST_TRUST_FRAC, SHORTEST_S, SLOWEST_MPS
from negsplit.errors import OutOfRangeError
from negsplit.history.doubts import GAINED_SHARE, gained_m
from negsplit.physiology.critical_speed import critical_speed_of_vdot
from negsplit.physiology.daniels import VDOT_RANGE_ML_KG_MIN

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
# A hard run that was no race may have been so far from all-out. Inferred.
EFFORT_ERROR_FRAC = 0.03
# Form wanders by about so much of VDOT in a month: training raised it by 7 % in eight
# weeks (Helgerud 2007). A run is seen by the three months that its weeks reach into,
# and no number of runs is surer than half a point. Inferred.
WANDER_ML_KG_MIN = 1.5
SEEN_MONTHS, LEAST_CHANCE_ML_KG_MIN = 3, 0.5
# A recorded race is of a distance that runners name if it is so near; the watch errs.
SAME_DISTANCE_FRAC = 0.02
SHORTEST_RACE_M = 3000.0
# Critical speed is held for half an hour to an hour, not longer.
HOUR_S = 3600


class Cause(Enum):
    """What a month's VDOT rests on."""

    RACE = "race"
    EFFORT = "effort"
    HEART_RATE = "heart rate"


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
    cause : Cause
        What it rests on: a race or a hard effort of the last thirteen weeks that is
        above what hearts say, else these.
    shown_on : date, optional
        The day of that race or effort.
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
    cause: Cause = Cause.HEART_RATE
    shown_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What one run says; VDOT by its best long effort, and as the race it was."""

    day: date
    settled: Settled | None
    efforts: tuple[Effort, ...]
    reached: float
    raced: float


@dataclass(frozen=True, slots=True)
class _Shown:
    """The highest VDOT that runs show without a heart at ordinary speeds."""

    value: float
    cause: Cause
    day: date | None


@dataclass(frozen=True, slots=True)
class _Filter:
    """VDOT and the error that hearts make about it, with their covariances."""

    vdot: float
    bias: float
    var_vdot: float
    covariance: float
    var_bias: float

    @classmethod
    def first(cls, seen: HeartVdot) -> _Filter:
        """Return what the first month says."""
        bias = seen.systematic**2
        return cls(seen.value, 0.0, bias + _chance(seen), -bias, bias)

    def later(self, months: int) -> _Filter:
        """Return the same some months later: VDOT has wandered."""
        wandered = self.var_vdot + WANDER_ML_KG_MIN**2 * months
        return replace(self, var_vdot=wandered)

    def by_hearts(self, seen: HeartVdot) -> _Filter:
        """Return what is known once hearts have shown VDOT and their error together."""
        both_vdot, both_bias = (
            self.var_vdot + self.covariance,
            self.covariance + self.var_bias,
        )
        return self._moved(
            seen.value - self.vdot - self.bias,
            both_vdot,
            both_bias,
            both_vdot + both_bias + _chance(seen),
        )

    def at_least(self, shown: _Shown) -> _Filter:
        """Return what is known once a VDOT was run: nothing new if it was below."""
        if shown.value <= self.vdot:
            return self
        is_race = shown.cause is Cause.RACE
        share = FLOOR_ERROR_FRAC if is_race else EFFORT_ERROR_FRAC
        off, total = shown.value - self.vdot, self.var_vdot + (share * shown.value) ** 2
        moved = self._moved(off, self.var_vdot, self.covariance, total)
        return replace(moved, vdot=shown.value)

    def _moved(
        self, off: float, with_vdot: float, with_bias: float, total: float
    ) -> _Filter:
        return _Filter(
            self.vdot + with_vdot / total * off,
            self.bias + with_bias / total * off,
            self.var_vdot - with_vdot**2 / total,
            self.covariance - with_vdot * with_bias / total,
            self.var_bias - with_bias**2 / total,
        )


def _chance(seen: HeartVdot) -> float:
    """Return the variance of a month by the scatter of its runs."""
    return SEEN_MONTHS * max(seen.chance, LEAST_CHANCE_ML_KG_MIN) ** 2


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
    place = EFFORTS_S.index(SHORTEST_LONG_S)
    efforts = (
        Effort(EFFORTS_S[place], float(run.features.efforts_m[place]), None)
        for run in runs
        if isfinite(run.features.efforts_m[place])
    )
    reached = sorted(value for e in efforts if (value := best_of_run([e])[0]) > 0)
    return reached[int(0.9 * (len(reached) - 1))] if reached else None


def abilities_of(
    runs: Sequence[PastRun],
    bursts: tuple[tuple[int, float], ...],
    limits: HeartLimits,
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
    """
    evidence = [_evidence(run, bursts) for run in runs]
    days = [found.day for found in evidence]
    months = sorted({run.month for run in runs})
    found = []
    known: _Filter | None = None
    judged: date | None = None
    for month in months:
        end = bisect_right(days, _last_day(month))
        latest = evidence[bisect_right(days, _last_day(month) - WINDOW) : end]
        year = evidence[bisect_right(days, _last_day(month) - LONG_WINDOW) : end]
        seen = vdot_of_hearts(_settled_of(latest), limits.resting_hr, limits.max_hr)
        if seen is None:
            ability = _at_least(month, year)
        else:
            shown = _shown(latest, limits.max_hr.value)
            if known is None or judged is None:
                known = _Filter.first(seen)
            else:
                known = known.later(_months_between(judged, month)).by_hearts(seen)
            known, judged = known.at_least(shown), month
            ability = _ability(month, latest, limits, known, shown, seen)
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


def _months_between(first: date, last: date) -> int:
    return 12 * (last.year - first.year) + last.month - first.month


def _settled_of(evidence: Sequence[_Evidence]) -> list[Settled]:
    return [found.settled for found in evidence if found.settled is not None]


def _evidence(run: PastRun, bursts: tuple[tuple[int, float], ...]) -> _Evidence:
    gained = gained_m(run, bursts)
    efforts = _efforts(run, gained)
    reached, _ = best_of_run(efforts)
    raced = _raced(run, gained) if run.is_race else 0.0
    return _Evidence(run.day, _settled(run), efforts, reached, raced)


def _raced(run: PastRun, gained: float) -> float:
    """Return the VDOT of a run that the runner marked as a race.

    By the fastest of every distance that runners name, and of the whole run by the
    named distance that it nearly is.
    """
    features = run.features
    times = [
        (metres, seconds)
        for metres, seconds in zip(DISTANCES_M, features.best_s, strict=True)
        if isfinite(seconds) and gained <= GAINED_SHARE * metres
    ]
    times += [
        (metres, features.elapsed_s)
        for metres in DISTANCES_M
        if abs(features.distance_m / metres - 1) <= SAME_DISTANCE_FRAC
    ]
    found = (vdot_of_time(m, float(s)) for m, s in times if m >= SHORTEST_RACE_M)
    return max(found, default=0.0)


def _shown(latest: Sequence[_Evidence], max_hr_bpm: float) -> _Shown:
    """Return the highest VDOT that was raced, or run hard."""
    race = max(latest, key=lambda found: found.raced)
    value = floor_of([found.efforts for found in latest], max_hr_bpm)
    if race.raced >= value:
        return _Shown(race.raced, Cause.RACE, race.day)
    days = [found.day for found in latest if found.reached >= value]
    return _Shown(value, Cause.EFFORT, days[-1] if days else None)


def _efforts(run: PastRun, gained: float) -> tuple[Effort, ...]:
    """Return the efforts that no burst of the satellites could have made."""
    features = run.features
    rows = zip(EFFORTS_S, features.efforts_m, features.efforts_end_bpm, strict=True)
    known = [
        Effort(seconds, float(metres), float(bpm) if isfinite(bpm) else None)
        for seconds, metres, bpm in rows
        if isfinite(metres)
    ]
    if known and features.moving_s > SHORTEST_LONG_S:
        whole_m = features.adjusted_mps * features.moving_s
        known.append(Effort(int(features.moving_s), whole_m, known[-1].end_bpm))
    return tuple(e for e in known if gained <= GAINED_SHARE * e.distance_m)


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


def _ability(  # noqa: PLR0913, PLR0917 -- all that a month is judged by
    month: date,
    latest: Sequence[_Evidence],
    limits: HeartLimits,
    known: _Filter,
    shown: _Shown,
    seen: HeartVdot,
) -> Ability:
    low, high = VDOT_RANGE_ML_KG_MIN
    value = min(max(known.vdot, low), high)
    error = sqrt(max(known.var_vdot, 0.0))
    estimate = Estimate(value, error, seen.runs, Basis.MEASURED)
    efforts = [found.efforts for found in latest]
    implied, _ = speed_limits((), limits.max_hr.value, estimate)
    measured, _ = speed_limits(efforts, limits.max_hr.value, estimate)
    # Hard stretches of ordinary runs are seldom all-out: they are a floor.
    speed = max(implied.value, measured.value, _longest_hour(efforts))
    wide, apart = _band(estimate), _band(implied)
    rests_on_hearts = value > shown.value
    return Ability(
        month,
        value,
        value - wide,
        value + wide,
        speed,
        max(speed - apart, _longest_hour(efforts)),
        speed + apart,
        seen.runs,
        is_at_least=False,
        cause=Cause.HEART_RATE if rests_on_hearts else shown.cause,
        shown_on=None if rests_on_hearts else shown.day,
    )


def _longest_hour(efforts: Sequence[Sequence[Effort]]) -> float:
    """Return the fastest mean speed of an hour: nobody holds more than critical."""
    hours = (e.distance_m for run in efforts for e in run if e.duration_s == HOUR_S)
    return max(hours, default=0.0) / HOUR_S


def _band(estimate: Estimate) -> float:
    return BAND_SDS * (estimate.error or 0.0)


def _at_least(month: date, year: list[_Evidence]) -> Ability | None:
    """Return what the best race or the second-best run of a year shows.

    The best run may be an error of the watch; a race that is marked is none.
    """
    ordered = sorted(year, key=lambda found: found.reached)
    race = max(year, key=lambda found: found.raced)
    if len(ordered) < FEWEST_RUNS:
        return None
    second = ordered[-2]
    value = max(second.reached, race.raced)
    if value <= 0:
        return None
    low = value * (1 - BAND_SDS * FLOOR_ERROR_FRAC)
    try:
        speed_mps = critical_speed_of_vdot(value).critical_speed_mps
        low_mps = critical_speed_of_vdot(low).critical_speed_mps
    except OutOfRangeError:
        return None
    is_race = race.raced >= second.reached
    return Ability(
        month,
        value,
        low,
        None,
        speed_mps,
        low_mps,
        None,
        runs=len(ordered),
        is_at_least=True,
        cause=Cause.RACE if is_race else Cause.EFFORT,
        shown_on=race.day if is_race else second.day,
    )
