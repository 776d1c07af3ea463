"""Options of every command that uses the diary: which one, and whose runs."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import platformdirs

if TYPE_CHECKING:
    from collections.abc import Callable

    from negsplit.diary import Diary

    Command = Callable[..., None]

FILE = "diary.sqlite3"
VARIABLE = "NEGSPLIT_DIARY"


def diary_options(*, begin: bool = False) -> Callable[[Command], Command]:
    """Add ``--diary`` and ``--runner``; pass the open diary on as ``diary``.

    Parameters
    ----------
    begin : bool
        Whether the command makes a diary where there is none.
    """

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def with_diary(*, diary: Path | None, runner: str, **values: Any) -> None:
            from negsplit.diary import Diary

            path = diary or default_path()
            with Diary.open(path, runner.strip(), begin=begin) as opened:
                command(diary=opened, **values)

        decorated: Command = with_diary
        for option in reversed(_OPTIONS):
            decorated = option(decorated)
        return decorated

    return decorate


@dataclass(frozen=True, slots=True)
class DiaryPlace:
    """Where the diary is, or would be, and whose runs are meant."""

    path: Path
    runner: str

    def open(self, *, begin: bool = False) -> Diary | None:
        """Open the diary; nothing where there is none and none is to be made."""
        from negsplit.diary import Diary

        if not begin and not self.path.exists():
            return None
        return Diary.open(self.path, self.runner, begin=begin)


def diary_place_options(command: Command) -> Command:
    """Add ``--diary`` and ``--runner`` to a command that can do without a diary."""

    @functools.wraps(command)
    def with_place(*, diary: Path | None, runner: str, **values: Any) -> None:
        place = DiaryPlace(diary or default_path(), runner.strip())
        command(place=place, **values)

    decorated: Command = with_place
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated


_OPTIONS = (
    click.option(
        "--diary",
        metavar="FILE",
        envvar=VARIABLE,
        type=click.Path(path_type=Path, dir_okay=False),
        help="The diary's file; also by the variable NEGSPLIT_DIARY.",
    ),
    click.option(
        "--runner",
        metavar="NAME",
        default="",
        help="Whose runs, where several keep one diary.",
    ),
)


def default_path() -> Path:
    """Return where the diary lives if nobody says otherwise."""
    home = os.environ.get("NEGSPLIT_HOME")
    folder = Path(home) if home else platformdirs.user_data_path("negsplit", False)  # noqa: FBT003 - no author
    return folder / FILE
