"""A race planned: the split that a runner's own races suggest, on its course."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.analysis.clean import clean
from negsplit.errors import InputError, MissingInputError
from negsplit.formats import read
from negsplit.formats.container import Content, recognise, unpack
from negsplit.formats.gpx import read_route
from negsplit.physiology.climate import (
    HeatRisk,
    heat_risk,
    simplified_wbgt,
)
from negsplit.physiology.prediction import DISTANCE_RANGE_M, predict
from negsplit.racing.race_course import flat_course, race_course
from negsplit.racing.race_plan import FAIR, race_plan
from negsplit.racing.split import spread_of
from negsplit.targets import SpeedTarget
from negsplit.units import format_distance
from negsplit.workout import Distance, Goal, Step, Workout

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.course import Weather
    from negsplit.racing.race_course import RaceCourse
    from negsplit.racing.race_plan import Aim, RacePlan
    from negsplit.recording import Column
    from negsplit.units import DistanceUnit

# Targets of a watch's steps: what GPS leaves of a pace over a kilometre. Inferred.
BAND_FRAC = 0.02


@dataclass(frozen=True, slots=True)
class RaceDay:
    """A race: how long, where, and in what weather.

    Parameters
    ----------
    length_m : float
        Official length. [m]
    name : str
        What its plan is called.
    route : (distance_m, altitude_m), optional
        Points of the course; flat without them.
    weather : Weather, optional
        On the day.
    """

    length_m: float
    name: str = "Race"
    route: tuple[Column, Column] | None = None
    weather: Weather | None = None


@dataclass(frozen=True, slots=True)
class PlannedRace:
    """A race as it is to be run.

    Parameters
    ----------
    name : str
        Of the race.
    plan : RacePlan
        Its split and its marks.
    risk : HeatRisk
        How dangerous the heat is.
    """

    name: str
    plan: RacePlan
    risk: HeatRisk


def planned_race(athlete: Athlete, day: RaceDay, aim: Aim = FAIR) -> PlannedRace:
    """Return how a runner should run a race.

    Parameters
    ----------
    athlete : Athlete
        With race results.
    day : RaceDay
        The race.
    aim : Aim
        What the runner wants of it.

    Raises
    ------
    MissingInputError
        If no race result is known.
    InputError
        If the course is another's, the target out of reach, or the heat too dangerous.
    """
    races = [(race.distance_m, race.duration_s) for race in athlete.races]
    if not races:
        raise MissingInputError(
            "a race plan needs a race result; write for example --race 10k=45:00"
        )
    shortest_m, longest_m = DISTANCE_RANGE_M
    if not shortest_m <= day.length_m <= longest_m:
        raise InputError(
            f"races from {format_distance(shortest_m)} to {format_distance(longest_m)} "
            f"can be planned; this one is {format_distance(day.length_m)}"
        )
    found = predict(races, day.length_m, athlete.weekly_distance_m)
    wbgt_degc = None
    if day.weather is not None:
        air = day.weather
        wbgt_degc = simplified_wbgt(air.temperature_degc, air.humidity_frac)
    risk = HeatRisk.NONE if wbgt_degc is None else heat_risk(wbgt_degc)
    if risk is HeatRisk.CANCEL:
        raise InputError(
            f"at {wbgt_degc:.0f} °C of wet-bulb globe races are called off, for nobody "
            "can get rid of the heat of running; plan it for a cooler hour"
        )
    plan = race_plan(
        found,
        spread_of(found.low_s, found.high_s),
        _course(day),
        aim,
        wbgt_degc,
    )
    return PlannedRace(day.name, plan, risk)


def route_in(data: bytes) -> tuple[Column, Column]:
    """Return distance and altitude along a course.

    Parameters
    ----------
    data : bytes
        A GPX route, with times or without, or a run over the course.

    Raises
    ------
    FormatError
        If it is neither.
    """
    plain, _ = unpack(data)
    if recognise(plain) is Content.GPX:
        return read_route(plain)
    track = clean(read(data))
    return track.distance_m, track.altitude_m


def _course(day: RaceDay) -> RaceCourse:
    if day.route is None:
        return flat_course(day.length_m)
    return race_course(*day.route, day.length_m)


def race_workout(race: PlannedRace, unit: DistanceUnit) -> Workout:
    """Return the race for a watch: a step for each kilometre or mile."""
    steps = []
    start_m = 0.0
    for split in race.plan.splits(unit):
        low, high = (split.speed_mps * (1 + sign * BAND_FRAC) for sign in (-1, 1))
        steps.append(Step(Distance(split.end_m - start_m), (SpeedTarget(low, high),)))
        start_m = split.end_m
    return Workout(tuple(steps), race.name, unit, Goal.REHEARSAL)
