"""Files and texts that commands are given: runs and workouts."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from negsplit.cli.shelf import load_saved
from negsplit.errors import FormatError, InputError

if TYPE_CHECKING:
    from negsplit.calibrate.calibration import Calibration
    from negsplit.recording import Recording
    from negsplit.units import DistanceUnit
    from negsplit.workout import Workout

# What is meant as a name: a word without digits, or a file with its ending.
_NAME = re.compile(
    r"[A-Za-z_/-]+|\S*\.(?:fit|zwo|xml|json|txt|ics|tcx|gpx)", re.IGNORECASE
)
# File systems refuse longer names; a longer text is a notation.
LONGEST_PATH = 255


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    InputError
        If the path is a folder; what the system refuses is raised as it is.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder; give one file")
    return path.read_bytes()


def load_recording(path: Path, part: int = 0, zone: str = "") -> Recording:
    """Return the run in a FIT, TCX or GPX file, on the clock where it was run.

    Parameters
    ----------
    path : Path
        The file.
    part : int
        Which of its runs, counted from 0.
    zone : str
        In which zone it was run, where the runner says so.

    Raises
    ------
    FormatError
        If the file holds no run; the message begins with the file.
    """
    from negsplit import formats
    from negsplit.zones import ZoneWish, localised

    try:
        return localised(formats.read(read_bytes(path), part), ZoneWish(zone))
    except FormatError as error:
        raise FormatError(f"{path.name}: {error}", offset=error.offset) from error


def load_calibration(path: Path) -> Calibration:
    """Return the calibration in a file that ``negsplit calibrate --out`` wrote.

    Raises
    ------
    FormatError
        If the file holds none; the message begins with the file.
    """
    from negsplit.calibrate import written

    try:
        return written.read(read_bytes(path))
    except FormatError as error:
        raise FormatError(f"{path.name}: {error}") from error


def load_workout(given: str, unit: DistanceUnit | None) -> Workout:
    """Return the workout in a notation, or in a file of any format that is read.

    Parameters
    ----------
    given : str
        A path to a workout file, a saved name, or the notation itself.
    unit : DistanceUnit, optional
        What a pace without a unit is per.
    """
    from negsplit import notation
    from negsplit.formats import workouts

    path = Path(given)
    if len(given) < LONGEST_PATH and "\n" not in given and path.is_file():
        return workouts.read(read_bytes(path), default_unit=unit)
    try:
        return load_saved(given) or notation.parse(given, default_unit=unit)
    except FormatError as error:
        if not _NAME.fullmatch(given):
            raise
        raise InputError(
            f"'{given}' is no file here and no saved workout; negsplit forms lists the "
            "saved ones, and negsplit form prints a form's notation"
        ) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    A reader never sees half of it, and what stood there stays until the new one is
    complete.

    Raises
    ------
    InputError
        If the folder is not there.
    """
    if not path.parent.is_dir():
        raise InputError(f"folder {path.parent} does not exist; make it first")
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
