"""Whose diary opens first, and who else is in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.desk.people.demo_diary import DEMO_NAME
from negsplit.diary import Diary

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from negsplit.store.records import AthleteRow

NOBODY_YET = ""


def first_door(path: Path) -> int:
    """Return the athlete whose day is shown first: who has runs, else the demo runner.

    A diary is begun where there is none, and an athlete without a name in it.
    """
    with Diary.open(path, NOBODY_YET, begin=True, across_threads=True) as diary:
        everybody = diary.athletes()
        own = [one.id for one in everybody if one.name != DEMO_NAME and one.runs]
        demo = [one.id for one in everybody if one.name == DEMO_NAME]
        return (own or demo or [diary.athlete_id])[0]


def door_of(path: Path, ids: Collection[int]) -> int | None:
    """Return whose day is shown first to somebody who sees these athletes only."""
    if not ids:
        return None
    with Diary.of_athlete(path, min(ids), across_threads=True) as diary:
        seen = [one for one in diary.athletes() if one.id in ids]
    return max(seen, key=lambda one: one.runs).id


def everybody(path: Path) -> list[AthleteRow]:
    """Return all athletes of a diary; nobody where there is none yet."""
    if not path.exists():
        return []
    with Diary.open(path, NOBODY_YET, across_threads=True) as diary:
        return diary.athletes()


def own_door(path: Path) -> int:
    """Return the first athlete who is not made up."""
    with Diary.open(path, NOBODY_YET, begin=True, across_threads=True) as diary:
        own = [one for one in diary.athletes() if one.name != DEMO_NAME]
        return max(own, key=lambda one: one.runs).id


def is_new(path: Path) -> bool:
    """Return whether nobody has anything in the diary yet."""
    if not path.exists():
        return True
    with Diary.open(path, NOBODY_YET, across_threads=True) as diary:
        return not any(one.runs for one in diary.athletes()) and not diary.kept_plans()
