"""``negsplit calibrate``: what a runner's recordings say of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negsplit.analysis.clean import clean
from negsplit.calibrate import written
from negsplit.calibrate.calibration import Calibration
from negsplit.calibrate.calibration import calibrate as calibration_of
from negsplit.calibrate.estimate import FEWEST_RUNS, Estimate
from negsplit.cli.data import echo_json
from negsplit.cli.files import load_recording, write_whole
from negsplit.cli.options import athlete_options, json_option, unit_option
from negsplit.cli.workout_page import behind
from negsplit.errors import FormatError, MissingInputError
from negsplit.units import DistanceUnit, format_pace
from negsplit.verify.verdict import OTHER_SPORTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from negsplit.analysis.clean import Track
    from negsplit.athlete import Athlete

# Label, field of the calibration, unit, and decimals.
ROWS = (
    ("Maximum heart rate", "max_hr_bpm", "bpm", 0),
    ("Resting heart rate", "resting_hr_bpm", "bpm", 0),
    ("Rise, per m/s", "slope_bpm_per_mps", "bpm", 1),
    ("Uphill beyond the grade curve, per m/s", "climbing_bpm_per_mps", "bpm", 1),
    ("Drift, per hour", "drift_bpm_per_h", "bpm", 1),
    ("Lag, rising", "rise_s", "s", 0),
    ("Lag, falling", "fall_s", "s", 0),
    ("D′", "d_prime_m", "m", 0),
    ("VDOT", "vdot_ml_kg_min", "", 1),
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was not used, and why."""

    path: str
    reason: str


@click.command()
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keep it in this file, for --calibration of design, simulate and verify.",
)
@athlete_options
@unit_option
@json_option
def calibrate(
    *,
    runs: tuple[Path, ...],
    out: Path | None,
    athlete: Athlete,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Say what your runs say of you: each number, its error, and where it is from.

    RUNS are FIT, TCX or GPX files of one runner, in any order; three with heart rate
    are the least, ten are better. What the runs do not show is the population's, and
    marked so.

    \b
        negsplit calibrate runs/*.fit
        negsplit calibrate runs/*.gpx --hr-rest 52 --age 41 --json
        negsplit calibrate runs/*.fit --hr-rest 52 --out me.json
    """
    tracks, left_out = _read(runs)
    if not tracks:
        raise MissingInputError(f"{left_out[0].path}: {left_out[0].reason}")
    found = calibration_of(
        [track for _, track in tracks],
        athlete=athlete,
        measured_on=tracks[-1][0].date(),
    )
    if out is not None:
        write_whole(out, written.write(found))
    if as_json:
        echo_json(
            {"calibration": found, "band_bpm": found.band_bpm, "left_out": left_out}
        )
        return
    click.echo("\n".join(_page(found, left_out, len(runs), unit or DistanceUnit.KM)))


def _read(
    paths: tuple[Path, ...],
) -> tuple[list[tuple[datetime, Track]], list[LeftOut]]:
    """Return the runs, oldest first, and the files that hold none."""
    tracks: dict[str, tuple[datetime, Track]] = {}
    left_out = []
    for path in paths:
        try:
            recording = load_recording(path)
            if recording.sport in OTHER_SPORTS:
                left_out.append(LeftOut(path.name, f"is {recording.sport}"))
            else:
                tracks[recording.digest] = (recording.started_at, clean(recording))
        except (FormatError, MissingInputError) as error:
            reason = str(error).removeprefix(f"{path.name}: ")
            left_out.append(LeftOut(path.name, reason))
    return sorted(tracks.values(), key=lambda pair: pair[0]), left_out


def _page(
    found: Calibration, left_out: list[LeftOut], files: int, unit: DistanceUnit
) -> Iterator[str]:
    day = f", as of {found.measured_on}" if found.measured_on else ""
    yield f"{found.runs} of {files} files hold a run with a usable heart rate{day}"
    if found.runs < FEWEST_RUNS:
        yield f"Fewer than {FEWEST_RUNS}: these are values of the population."
    yield ""
    usual = f"Heart rate at {format_pace(found.usual_mps, unit)}"
    yield _row(usual, found.usual_hr_bpm, "bpm", 0)
    for label, field, symbol, digits in ROWS:
        yield _row(label, getattr(found, field), symbol, digits)
    yield _row_of_pace(found.critical_speed_mps, unit)
    yield ""
    yield "From day to day heart rate at the same pace differs: four runs in five"
    yield f"stay within {found.band_bpm:.0f} bpm."
    for item in left_out:
        yield f"Left out: {item.path}: {item.reason}"
    yield ""
    yield behind("calibrate")


def _row(label: str, estimate: Estimate, unit: str, digits: int) -> str:
    error = "" if estimate.error is None else f"± {estimate.error:.{digits}f}"
    return _line(label, f"{estimate.value:.{digits}f}", error, unit, estimate)


def _row_of_pace(estimate: Estimate, unit: DistanceUnit) -> str:
    pace = format_pace(estimate.value, unit).split("/")[0]
    error = ""
    if estimate.error is not None:
        seconds = unit.metres * estimate.error / estimate.value**2
        error = f"± {seconds:.0f} s"
    return _line("Critical speed", pace, error, f"/{unit.value}", estimate)


def _line(label: str, value: str, error: str, unit: str, estimate: Estimate) -> str:
    runs = f", {estimate.runs} runs" if estimate.runs else ""
    line = f"  {label:<26}{value:>6} {error:<8}{unit:<5}{estimate.basis.value}{runs}"
    return line.rstrip()
