"""What an exported diary holds beside its recordings, brought back.

An archive is somebody's file, and may say anything: a row that the diary could not
have written itself is left out, so that no page stumbles over it later.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from negsplit import edits
from negsplit.diary import TEMPERATURE_RANGE_DEGC
from negsplit.errors import NegsplitError
from negsplit.formats import native
from negsplit.intake.measuring import measure_again
from negsplit.planning.plan_reader import read_plan
from negsplit.planning.runner_table import athlete_from
from negsplit.planning.table import load
from negsplit.sources.found import shown
from negsplit.store import run_edits
from negsplit.store.portable import TABLES, Merge
from negsplit.store.records import Outcome
from negsplit.units import DistanceUnit
from negsplit.workout import Goal
from negsplit.zones import zone_named

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from negsplit.diary import Diary
    from negsplit.sources.found import Backup
    from negsplit.store.portable import Difference, Row, Value

_FELT_RANGE = (0.0, 10.0)
# No shoe has gone round the earth.
_LONGEST_M = 4e7


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of an archive beside its recordings.

    Parameters
    ----------
    differences : tuple of Difference
        Where the diary has something else, and kept it.
    left_out : int
        How many rows were not understood.
    """

    differences: tuple[Difference, ...]
    left_out: int


def keep_own(_: Difference) -> bool:
    """Keep what the diary has, wherever an archive has something else."""
    return False


def restore(
    diary: Diary,
    backup: Backup,
    new_runs: Collection[int],
    take: Callable[[Difference], bool] = keep_own,
) -> Restored:
    """Bring back everything of an archive but its recordings, which are there.

    Parameters
    ----------
    diary : Diary
        For its athlete, whatever the archive calls them.
    backup : Backup
        What the archive holds.
    new_runs : collection of int
        Runs that came out of this archive just now.
    take : callable
        Says of a difference whether the archive's holds from now on.
    """
    rows: dict[str, list[Row]] = {}
    left_out = 0
    for table in TABLES:
        found = backup.rows.get(table.name, ())
        rows[table.name] = [row for row in found if _is_sound(table.name, row)]
        left_out += len(found) - len(rows[table.name])
    with diary.transaction() as connection:
        merge = Merge(connection, diary.athlete_id, new_runs, take)
        differences = merge.put(rows)
        for run in run_edits.edited_runs(connection, diary.athlete_id):
            measure_again(diary, connection, run)
    if rows["home"]:  # runs that came just before did not know it
        diary.set_home_zone(diary.home_zone())
    return Restored(tuple(differences), left_out)


def _is_sound(table: str, row: Row) -> bool:
    """Return whether the diary could have written a row itself."""
    try:
        part = row.get("part", 0)  # archives from before files of several runs lack it
        return isinstance(part, int) and all(
            is_sound(row[name]) for name, is_sound in _SOUND[table].items()
        )
    except (NegsplitError, KeyError, TypeError, ValueError, RecursionError):
        return False


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


def _is_whole(value: Value) -> bool:
    return isinstance(value, int)


def _is_flag(value: Value) -> bool:
    return value in {0, 1}


def _is_line(value: Value) -> bool:
    return isinstance(value, str) and shown(value) == value


def _is_instant(value: Value) -> bool:
    return datetime.fromisoformat(str(value)).tzinfo is not None


def _is_day(value: Value) -> bool:
    return date.fromisoformat(str(value)).isoformat() == value


def _is_zone(value: Value) -> bool:
    zone_named(str(value))
    return True


def _is_felt(value: Value) -> bool:
    low, high = _FELT_RANGE
    return isinstance(value, int | float) and low <= value <= high


def _is_length(value: Value) -> bool:
    return isinstance(value, int | float) and 0 <= value < _LONGEST_M


def _is_temperature(value: Value) -> bool:
    low, high = TEMPERATURE_RANGE_DEGC
    return isinstance(value, int | float) and low <= value <= high


def _is_workout(value: Value) -> bool:
    native.from_data(json.loads(str(value)))
    return True


def _is_plan(value: Value) -> bool:
    read_plan(str(value).encode())
    return True


def _is_runner(value: Value) -> bool:
    athlete_from(load(str(value).encode(), "runner"))
    return True


def _is_edit(row: Row) -> bool:
    edits.from_data(str(row["kind"]), json.loads(str(row["body"])))
    return True


def _one_of(values: Collection[Value]) -> Callable[[Value], bool]:
    return lambda value: value in values


def _or_none(is_sound: Callable[[Value], bool]) -> Callable[[Value], bool]:
    return lambda value: value is None or is_sound(value)


_SOUND: dict[str, dict[str, Callable[[Value], bool]]] = {
    "run": {
        "digest": _is_text,
        "name": _is_line,
        "felt_cr10": _or_none(_is_felt),
        "goal": _or_none(_one_of({goal.value for goal in Goal})),
        "plan": _or_none(_is_workout),
        "stopped_because": _or_none(_is_line),
        "is_apart": _is_flag,
        "twin_of": _or_none(_is_text),
        "place": _or_none(_is_text),
    },
    "run_edit": {
        "run": _is_text,
        "made_at": _is_instant,
        "kind": _is_text,
        "body": _is_text,
        "undone_at": _or_none(_is_instant),
    },
    "shoe": {
        "name": _is_line,
        "start_m": _is_length,
        "limit_m": _or_none(_is_length),
        "default_from": _or_none(_is_day),
        "retired_on": _or_none(_is_day),
    },
    "run_shoe": {"run": _is_text, "shoe": _is_text},
    "run_weather": {"run": _is_text, "temperature_degc": _is_temperature},
    "plan": {"made_at": _is_instant, "body": _is_plan, "is_current": _is_flag},
    "goal": {"made_at": _is_instant, "words": _is_text},
    "runner_values": {"day": _is_day, "body": _is_runner},
    "home": {"zone": _is_zone},
    "preference": {"unit": _one_of({unit.value for unit in DistanceUnit})},
    "workout": {"name": _is_line, "body": _is_workout, "made_at": _is_instant},
    "source": {
        "place": _is_text,
        "size": _is_whole,
        "stamp": _is_whole,
        "reader": _is_whole,
        "outcome": _one_of({outcome.value for outcome in Outcome}),
        "reason": _is_text,
        "run": _or_none(_is_text),
    },
}
