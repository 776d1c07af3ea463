"""A plan written to files: its text, a calendar, or a folder of watch files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from negsplit.cli.files import write_whole
from negsplit.desk.plan.plan_files import as_calendar, as_text, as_workouts
from negsplit.errors import InputError

if TYPE_CHECKING:
    from negsplit.desk.plan.plan_files import PlanFiles, Wanted
    from negsplit.formats.workouts import WorkoutFormat


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what it cannot say.

    Parameters
    ----------
    paths : tuple of Path
        The files.
    losses : tuple of (str, int)
        What is lost, and in how many files.
    """

    paths: tuple[Path, ...]
    losses: tuple[tuple[str, int], ...] = ()


def write_plan(wanted: Wanted, out: str, target: WorkoutFormat) -> Written:
    """Write a plan: text for .toml, a calendar for .ics, else a folder of workouts.

    Raises
    ------
    InputError
        If the folder cannot be made, or no session is left to write.
    """
    path = Path(out)
    match path.suffix.lower():
        case ".toml":
            return _one(path, as_text(wanted))
        case ".ics":
            return _one(path, as_calendar(wanted))
        case "":
            return _folder(path, as_workouts(wanted, target))
        case other:
            raise InputError(
                f"a plan is not written as {other}; name a .toml or .ics file, or a "
                "folder for the files of a watch"
            )


def _one(path: Path, made: PlanFiles) -> Written:
    ((_, data),) = made.files
    write_whole(path, data)
    return Written((path,), made.losses)


def _folder(folder: Path, made: PlanFiles) -> Written:
    folder.mkdir(exist_ok=True)
    paths = []
    for name, data in made.files:
        write_whole(folder / name, data)
        paths.append(folder / name)
    return Written(tuple(paths), made.losses)
