"""``negsplit simulate``: a workout before it is run."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from negsplit.analysis.clean import clean
from negsplit.calibrate.own_heart import with_own_heart
from negsplit.cli.data import echo_json
from negsplit.cli.files import load_recording, load_workout, write_whole
from negsplit.cli.lactate_chart import chart_lines
from negsplit.cli.options import (
    HUMIDITY_OPTION,
    TEMP_OPTION,
    athlete_options,
    calibration_option,
    json_option,
    profile_option,
    unit_option,
)
from negsplit.cli.panel_lines import terminal_lines
from negsplit.cli.workout_page import WIDTH, behind, bullets
from negsplit.course import Course, Weather
from negsplit.drawings.lactate_picture import lactate_drawing
from negsplit.drawings.lactate_run import lactate_run
from negsplit.drawings.panel_picture import svg_of
from negsplit.drawings.panels import panels_of
from negsplit.errors import InputError
from negsplit.notation import to_text
from negsplit.physiology.climate import ColdRisk, HeatRisk
from negsplit.reports.solved_words import (
    AT_HIGH_HEART_RATE,
    AT_THRESHOLD,
    NEAR_VO2MAX,
    UNSURE,
    chance_words,
    is_unsure,
    range_words,
)
from negsplit.reports.wording import sentence
from negsplit.runner import Runner
from negsplit.simulate import Pacing, Settings, course_of
from negsplit.simulate import simulate as simulate_run
from negsplit.units import DistanceUnit, format_clock, format_distance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.athlete import Athlete
    from negsplit.calibrate.calibration import Calibration
    from negsplit.drawings.lactate_run import LactateRun
    from negsplit.physiology.training_paces import Profile
    from negsplit.simulate import Range, Simulation

# One sample in so many goes into --json.
JSON_EVERY = 10
JSON_STREAMS = (
    "time_s",
    "distance_m",
    "speed_mps",
    "effort_mps",
    "altitude_m",
    "heart_rate_bpm",
    "heart_frac",
    "uptake_frac",
    "lactate_mmol_l",
    "d_prime_m",
    "effort_cr10",
    "cadence_spm",
)


@click.command()
@click.argument("workout")
@TEMP_OPTION
@HUMIDITY_OPTION
@click.option(
    "--headwind",
    type=float,
    metavar="M/S",
    help="Wind against you; less than 0 behind.",
)
@click.option("--altitude", type=float, metavar="M", help="Height above the sea, in m.")
@click.option(
    "--course",
    type=click.Path(path_type=Path),
    metavar="RUN",
    help="A recorded run whose hills are run over again.",
)
@click.option(
    "--keep-pace", is_flag=True, help="Keep the pace where it is hard, not the effort."
)
@click.option("--svg", type=click.Path(path_type=Path), help="Draw into this file.")
@athlete_options
@calibration_option
@profile_option
@unit_option
@json_option
def simulate(
    *,
    workout: str,
    temp: float | None,
    humidity: float | None,
    headwind: float | None,
    altitude: float | None,
    course: Path | None,
    keep_pace: bool,
    svg: Path | None,
    athlete: Athlete,
    calibration: Calibration | None,
    profile: Profile,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Show a WORKOUT before it is run: heart rate, oxygen, what is left, how sure.

    WORKOUT is a notation, a workout file or a saved name.

    \b
        negsplit simulate '5km easy, 5km @MP, 5km @T' --race half=1:35:00
        negsplit simulate '20min easy, 20min @T' --vdot 50 --temp 28 --humidity 70
        negsplit simulate '10km @5:30>4:30/km' --race 10k=45:00 --svg run.svg
        negsplit simulate '12km @MP' --calibration me.json
        negsplit simulate '12km @MP' --race half=1:35:00 --course last-week.fit
    """
    planned = load_workout(workout, unit)
    found = simulate_run(
        planned,
        Runner.of(athlete, profile),
        course=_course(course, altitude),
        weather=_weather(temp, humidity, headwind),
        settings=Settings(Pacing.AS_PLANNED if keep_pace else Pacing.EVEN_EFFORT),
    )
    if calibration is not None:
        found = with_own_heart(found, calibration)
    shown = unit or planned.unit or DistanceUnit.KM
    on_curve = lactate_run(found, planned)
    if svg is not None:
        drawing = svg_of(
            panels_of(found, shown),
            _title(found, shown),
            _sure(found),
            shown,
            lactate_drawing(on_curve, shown),
        )
        write_whole(svg, drawing.encode())
    if as_json:
        echo_json({"notation": to_text(planned), **_data(found)})
        return
    click.echo("\n".join(_page(found, on_curve, shown)))


def _course(run: Path | None, altitude: float | None) -> Course | None:
    if run is not None and altitude is not None:
        raise InputError("a course has its own altitude; leave --altitude out")
    if run is not None:
        return course_of(clean(load_recording(run)))
    return None if altitude is None else Course.level(altitude)


def _weather(
    temp: float | None, humidity: float | None, headwind: float | None
) -> Weather:
    mild = Weather()
    return Weather(
        mild.temperature_degc if temp is None else temp,
        mild.humidity_frac if humidity is None else humidity / 100,
        mild.headwind_mps if headwind is None else headwind,
    )


HEAT_WORDS = {
    HeatRisk.WATCHFUL: (
        "Hot enough to be careful: go by effort, drink, and stop if you feel dizzy or "
        "stop sweating. The chance above knows nothing of heat stroke."
    ),
    HeatRisk.LIMIT: (
        "Dangerous heat: shorten it, slow down, or run early in the morning; leave it "
        "out if you aren't used to heat. The chance above knows nothing of heat stroke."
    ),
}


COLD_WORDS = {
    ColdRisk.TIRING: (
        "Cold enough to tire you sooner, from about -9 °C down: the paces are those of "
        "mild air, for no study says how much slower runners are. Warm up indoors, and "
        "cover hands and ears."
    ),
    ColdRisk.FROSTBITE: (
        "Bare skin can freeze: the wind chill as you run is below -27 °C, where sports "
        "medicine wants runners watched. Cover all skin, run near home, or inside."
    ),
}


def _title(found: Simulation, unit: DistanceUnit) -> str:
    total = format_distance(found.distance_m, unit)
    return f"{total} in about {format_clock(found.duration_s)}, simulated"


def _sure(found: Simulation) -> str:
    chance = chance_words(found.dose.completion_frac)
    return (
        f"Chance of completing it, by D′ and by duration: {chance}. Shaded: four in "
        f"five of {found.members} runners like you."
    )


def _page(found: Simulation, on_curve: LactateRun, unit: DistanceUnit) -> Iterator[str]:
    dose = found.dose
    yield _title(found, unit)
    yield ""
    panels = panels_of(found, unit)
    for number, panel in enumerate(panels, start=1):
        yield from terminal_lines(panel, unit, last=number == len(panels))
    yield ""
    yield from chart_lines(on_curve, unit)
    yield ""
    for figure, text in (
        (dose.threshold_s, AT_THRESHOLD),
        (dose.high_hr_s, AT_HIGH_HEART_RATE),
        (dose.near_vo2max_s, NEAR_VO2MAX),
    ):
        ends = range_words(figure)
        between = f"({ends})" if ends else ""
        yield f"{format_clock(figure.middle):>9}  {between:<20}  {text}"
    yield _row(dose.end_effort_cr10, "effort at the end, of 10", "{:.0f}".format)
    yield _row(dose.d_prime_lowest_m, "D′ left at its lowest", "{:.0f} m".format)
    yield ""
    yield from wrap(_sure(found), WIDTH)
    if any(map(is_unsure, (dose.threshold_s, dose.high_hr_s, dose.near_vo2max_s))):
        yield from wrap(sentence(UNSURE), WIDTH)
    if found.cold_risk in COLD_WORDS:
        yield from wrap(COLD_WORDS[found.cold_risk], WIDTH)
    if found.heat_risk in HEAT_WORDS:
        yield from wrap(HEAT_WORDS[found.heat_risk], WIDTH)
    yield ""
    yield "Taken for granted:"
    yield from bullets((*found.heart_assumptions, *found.assumptions))
    yield ""
    yield behind("simulate")


def _row(figure: Range, text: str, told: Any) -> str:
    """Return a figure, its range and what it is; negative D′ stays negative."""
    middle, low, high = (told(v) for v in (figure.middle, figure.low, figure.high))
    between = f"({low} to {high})"
    return f"{middle:>9}  {between:<20}  {text}"


def _data(found: Simulation) -> dict[str, Any]:
    streams = found.streams
    columns = {name: getattr(streams, name)[::JSON_EVERY] for name in JSON_STREAMS}
    return {
        "duration_s": found.duration_s,
        "distance_m": found.distance_m,
        "critical_speed_mps": found.critical_speed_mps,
        "d_prime_m": found.d_prime_m,
        "members": found.members,
        "heat_risk": found.heat_risk.name.lower(),
        "cold_risk": found.cold_risk.value,
        "predicted": found.dose,
        "assumptions": (*found.heart_assumptions, *found.assumptions),
        "samples": [
            {name: float(column[row]) for name, column in columns.items()}
            for row in range(len(columns["time_s"]))
        ],
    }
