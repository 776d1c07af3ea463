"""A workout run by a runner who is not fully known, before it is run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.course import Course, Weather
from negsplit.errors import InputError
from negsplit.physiology.cadence import usual_cadence
from negsplit.physiology.climate import (
    ColdRisk,
    HeatRisk,
    cold_risk,
    heat_risk,
    simplified_wbgt,
)
from negsplit.recording import Streams
from negsplit.runner import Runner
from negsplit.simulate.cells import left_to_the_runner, planned_cells
from negsplit.simulate.dose import ENDS_PERCENT, PredictedDose, predicted_dose
from negsplit.simulate.members import drawn, endurance_of
from negsplit.simulate.outcome import Ground, likely_outcome, outcome
from negsplit.simulate.terrain import Pacing

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.recording import Column
    from negsplit.simulate.body import Body
    from negsplit.simulate.members import Members
    from negsplit.simulate.terrain import Stretch
    from negsplit.workout import Workout

# The members are for their ranges, for which longer cells than those of the likeliest
# run do: the steps are exact, and only ramps become stairs.
MEMBER_CELL_S = 5.0
# More cells than this of a very long run would need gigabytes.
MEMBER_CELLS = 2000
MEMBERS = 200
MEMBERS_RANGE = (2, 10_000)
SEED = 20_260_101


@dataclass(frozen=True, slots=True)
class Settings:
    """How a simulation is made.

    Parameters
    ----------
    pacing : Pacing
        Whether effort or pace is kept where the course or the weather is hard.
    members : int
        How many runners the ranges come from.
    generator : numpy.random.Generator, optional
        Draws what is not known; without one, the same draws each time.
    """

    pacing: Pacing = Pacing.EVEN_EFFORT
    members: int = MEMBERS
    generator: np.random.Generator | None = None

    def __post_init__(self) -> None:
        low, high = MEMBERS_RANGE
        if not low <= self.members <= high:
            raise InputError(
                f"{self.members} members must lie between {low} and {high}"
            )


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedStreams:
    """The likeliest run, one row for each cell of about a second.

    Parameters
    ----------
    time_s, distance_m : array, shape (n,)
        At the end of each cell, from the start.
    duration_s, speed_mps, effort_mps, grade_frac, altitude_m : array, shape (n,)
        In each cell; the effort is the speed that costs the same on the flat in still,
        cool air.
    uptake_frac, heart_frac, heart_rate_bpm : array, shape (n,)
        Oxygen uptake and heart rate in fractions of their maxima; beats a minute, NaN
        where the maximum is unknown.
    lactate_mmol_l, d_prime_m, effort_cr10, cadence_spm : array, shape (n,)
        Blood lactate; what is left of D′; perceived effort; steps of both feet.
    """

    time_s: Column
    distance_m: Column
    duration_s: Column
    speed_mps: Column
    effort_mps: Column
    grade_frac: Column
    altitude_m: Column
    uptake_frac: Column
    heart_frac: Column
    heart_rate_bpm: Column
    lactate_mmol_l: Column
    d_prime_m: Column
    effort_cr10: Column
    cadence_spm: Column

    def as_recorded(self) -> Streams:
        """Return the streams as a watch would have recorded them."""
        return Streams.from_columns(
            self.time_s,
            distance_m=self.distance_m,
            speed_mps=self.speed_mps,
            altitude_m=self.altitude_m,
            heart_rate_bpm=self.heart_rate_bpm,
            cadence_spm=self.cadence_spm,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """Between which curves four members in five lie, over time.

    Parameters
    ----------
    time_s, distance_m : array, shape (n,)
        At the end of each cell, from the start.
    uptake_frac, heart_frac, d_prime_m : array, shape (2, n)
        The low and the high end.
    """

    time_s: Column
    distance_m: Column
    uptake_frac: Column
    heart_frac: Column
    d_prime_m: Column


@dataclass(frozen=True, slots=True, eq=False)
class Simulation:
    """A run before it is run.

    Parameters
    ----------
    streams, bands : SimulatedStreams, Bands
        The likeliest run, and how far the others are from it.
    dose : PredictedDose
        What it comes to, with ranges.
    duration_s, distance_m : float
        Of the whole run.
    critical_speed_mps, d_prime_m : float
        The likeliest values that were used.
    members : int
        How many runners the ranges come from.
    assumptions, heart_assumptions : tuple of str
        What was not known and how it was taken; of heart rate apart.
    heat_risk : HeatRisk
        How dangerous the heat is.
    cold_risk : ColdRisk
        What the cold does, at the run's mean speed against the wind.
    """

    streams: SimulatedStreams
    bands: Bands
    dose: PredictedDose
    duration_s: float
    distance_m: float
    critical_speed_mps: float
    d_prime_m: float
    members: int
    assumptions: tuple[str, ...]
    heart_assumptions: tuple[str, ...]
    heat_risk: HeatRisk = HeatRisk.NONE
    cold_risk: ColdRisk = ColdRisk.NONE


def _risk_of(weather: Weather) -> HeatRisk:
    """Return how dangerous the heat is; where it is too much, refuse.

    Raises
    ------
    InputError
        If no runner can get rid of the heat of running.
    """
    wbgt_degc = simplified_wbgt(weather.temperature_degc, weather.humidity_frac)
    risk = heat_risk(wbgt_degc)
    if risk is HeatRisk.CANCEL:
        raise InputError(
            f"{weather.temperature_degc:.0f} °C at {weather.humidity_frac:.0%} humidity"
            f" is a wet-bulb globe temperature of {wbgt_degc:.0f} °C in the sun: don't "
            "run in it; "
            f"above {HeatRisk.CANCEL.value:g} °C sports medicine cancels all exercise"
        )
    return risk


def simulate(
    workout: Workout,
    who: Runner | Athlete,
    *,
    course: Course | None = None,
    weather: Weather | None = None,
    settings: Settings | None = None,
) -> Simulation:
    """Return a workout as a runner would run it.

    Parameters
    ----------
    workout : Workout
        What is to be run.
    who : Runner or Athlete
        Who runs; a VDOT or a race is needed. An athlete runs by the calculator's paces.
    course, weather : Course, Weather, optional
        Where, and in what air; flat at sea level, cool and still.
    settings : Settings, optional
        How to run it, and how the ranges are made.

    Returns
    -------
    Simulation
        The likeliest run and ranges.

    Raises
    ------
    MissingInputError
        If what a target or a model needs is not known of the runner.
    InputError
        If the workout has no length, or nobody should run in such heat.
    """
    runner = who if isinstance(who, Runner) else Runner.of(who)
    risk = _risk_of(weather or Weather())
    manner = settings or Settings()
    ground = Ground(course or Course.level(0.0), weather or Weather(), manner.pacing)
    likely = likely_outcome(workout, runner, ground)
    generator = manner.generator or np.random.default_rng(SEED)
    members = drawn(runner, generator, manner.members)
    total_s = float(likely.stretch.duration_s.sum())
    cell_s = max(MEMBER_CELL_S, total_s / MEMBER_CELLS)
    coarse = planned_cells(workout, runner, cell_s)
    many = outcome(coarse, members, runner, ground)
    single = likely.members
    return Simulation(
        _streams(likely.stretch, likely.body, single),
        _bands(many.stretch, many.body),
        predicted_dose(likely, many, runner),
        total_s,
        float(likely.stretch.end_m[-1]),
        float(single.critical_speed_mps[0, 0]),
        float(single.d_prime_m[0, 0]),
        manner.members,
        (*left_to_the_runner(workout, runner), *_taken(runner)),
        _taken_of_the_heart(runner),
        risk,
        _cold_of(ground.weather, likely.stretch),
    )


def _cold_of(weather: Weather, stretch: Stretch) -> ColdRisk:
    mean_mps = float(stretch.end_m[-1] / stretch.duration_s.sum())
    air_mps = max(mean_mps + weather.headwind_mps, 0.0)
    return cold_risk(weather.temperature_degc, air_mps)


def _streams(stretch: Stretch, body: Body, single: Members) -> SimulatedStreams:
    return SimulatedStreams(
        time_s=np.cumsum(stretch.duration_s),
        distance_m=stretch.end_m,
        duration_s=stretch.duration_s,
        speed_mps=stretch.speed_mps,
        effort_mps=stretch.effort_mps,
        grade_frac=stretch.grade_frac,
        altitude_m=stretch.altitude_m,
        uptake_frac=body.uptake_frac[0],
        heart_frac=body.heart_frac[0],
        heart_rate_bpm=body.heart_frac[0] * single.max_hr_bpm[0, 0],
        lactate_mmol_l=body.lactate_mmol_l[0],
        d_prime_m=body.d_prime_m[0],
        effort_cr10=body.effort_cr10[0],
        cadence_spm=usual_cadence(stretch.speed_mps),
    )


def _bands(stretch: Stretch, bodies: Body) -> Bands:
    columns = (bodies.uptake_frac, bodies.heart_frac, bodies.d_prime_m)
    return Bands(
        np.cumsum(stretch.duration_s),
        stretch.end_m,
        *(np.percentile(column, ENDS_PERCENT, axis=0) for column in columns),
    )


def _taken(runner: Runner) -> tuple[str, ...]:
    """Return what was not known of a runner, and what stood in for it."""
    athlete = runner.athlete
    told = ["oxygen uptake follows that of other runners"]
    if athlete.critical_speed_mps is None or athlete.d_prime_m is None:
        _, is_own = endurance_of(runner)
        where = "races of 2 to 20 minutes" if is_own else "VDOT"
        told.append(f"critical speed and D′ come from {where}")
    return tuple(told)


def _taken_of_the_heart(runner: Runner) -> tuple[str, ...]:
    """Return what was not known of a runner's heart, and what stood in for it."""
    told = ["heart rate rises, falls and drifts as that of other runners"]
    if not runner.has_heart_rate:
        told.append("maximum heart rate is unknown; heart rate is shown in % of it")
    elif runner.max_hr_is_estimated:
        told.append("maximum heart rate is that of the age, which may be 11 bpm off")
    if not runner.uses_reserve:
        told.append(
            "resting heart rate is unknown, so heart rate follows Daniels' pairs"
        )
    return tuple(told)
