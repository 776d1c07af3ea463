"""The shelf of a runner's own workouts, which is in the diary.

It is read without the rest of the diary, so that a form is printed at once.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from negsplit.cli.diary_options import VARIABLE, default_path
from negsplit.errors import InputError

if TYPE_CHECKING:
    from negsplit.workout import Workout

# What no shell needs quoted, and what is no notation.
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
# Letters of the longest name on the shelf; a longer text is a notation.
LONGEST = 60


def check_name(name: str) -> None:
    """Raise unless a name is one that can be typed without quotes.

    Raises
    ------
    InputError
        If it has other characters.
    """
    if not _NAME.fullmatch(name):
        raise InputError(
            f"'{name}' is no name for a workout; use lower-case letters, digits, "
            "- and _"
        )


def saved_names() -> list[str]:
    """Return the names of all workouts on the shelf, in order."""
    return list(_shelf())


def load_saved(name: str) -> Workout | None:
    """Return the workout of a name on the shelf, or nothing.

    Names that were given in the browser may have blanks and capitals.
    """
    if len(name) > LONGEST or "\n" in name:
        return None
    body = _shelf().get(name)
    if body is None:
        return None
    from negsplit.formats import native

    return native.from_data(json.loads(body))


def _shelf() -> dict[str, str]:
    """Return the bodies of all workouts on the shelf, by name."""
    path = Path(os.environ.get(VARIABLE) or default_path())
    if not path.is_file():
        return {}
    from negsplit.store import connection, workouts

    with connection.clearly(path), closing(connection.connect(path)) as opened:
        return dict(workouts.bodies_of_name(opened, ""))
