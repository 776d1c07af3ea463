"""The shelf of a runner's own workouts, saved under names.

They are files of negsplit's own JSON, one a name, in the folder for application data
that the platform provides; NEGSPLIT_HOME names another.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negsplit.errors import InputError

if TYPE_CHECKING:
    from negsplit.workout import Workout

# What every file system takes, and no shell needs quoted.
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


def path_of(name: str) -> Path:
    """Return the file of a saved workout.

    Raises
    ------
    InputError
        If the name has other characters than a name may have.
    """
    if not _NAME.fullmatch(name):
        raise InputError(
            f"'{name}' is no name for a workout; use lower-case letters, digits, "
            "- and _"
        )
    return folder() / f"{name}.json"


def folder() -> Path:
    """Return the folder of saved workouts."""
    home = os.environ.get("NEGSPLIT_HOME") or click.get_app_dir("negsplit")
    return Path(home) / "workouts"


def saved_names() -> list[str]:
    """Return the names of all saved workouts, in order."""
    return sorted(path.stem for path in folder().glob("*.json"))


def load_saved(name: str) -> Workout | None:
    """Return the workout saved under a name, or nothing."""
    if not _NAME.fullmatch(name) or not path_of(name).is_file():
        return None
    from negsplit.formats import native

    return native.read(path_of(name).read_bytes())
