"""Lists of runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Any

from negsplit.analysis.classify import Form
from negsplit.analysis.shape import Answer
from negsplit.errors import NotFoundError
from negsplit.recording import Format, ZoneSource
from negsplit.store.records import EVERY_RUN, RunFilter, RunRow
from negsplit.workout import Goal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date

_IS_RACE = (
    "EXISTS (SELECT 1 FROM run_edit WHERE run_edit.run = run.id AND kind = 'race' "
    "AND undone_at IS NULL)"
)
_COLUMNS = (
    "run.id, started_ms, utc_offset_s, zone, zone_source, elapsed_s, name, sport, "
    "device, format, is_run, distance_m, moving_s, form, is_progression, felt_cr10, "
    "goal, plan IS NOT NULL, twin_of, stopped_because, " + _IS_RACE
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_MS = 86_400_000
# No clock on earth is further than this from UTC.
_FURTHEST_MS = 15 * 3_600_000


def runs(
    connection: sqlite3.Connection, athlete: int, wanted: RunFilter = EVERY_RUN
) -> list[RunRow]:
    """Return the runs that a filter lets through, oldest first unless told."""
    conditions, values = _conditions(wanted)
    order = "DESC" if wanted.newest_first else "ASC"
    limit = -1 if wanted.limit is None else wanted.limit
    # Only the text of this module is put together; values are bound.
    sql = (
        f"SELECT {_COLUMNS} FROM run WHERE athlete = ?"  # noqa: S608 - our own column names
        + "".join(f" AND {condition}" for condition in conditions)
        + f" ORDER BY started_ms {order}, id {order} LIMIT ? OFFSET ?"
    )
    found = connection.execute(sql, (athlete, *values, limit, wanted.skip))
    return [_row(values) for values in found]


def stamp(connection: sqlite3.Connection, athlete: int) -> tuple[object, ...]:
    """Return what changes whenever runs come, go, or are told something of.

    Two renamings that keep the length of all names together go unseen.
    """
    found: tuple[object, ...] = connection.execute(
        "SELECT count(*), max(id), total(length(name)), total(felt_cr10), "  # noqa: S608 - our own text
        "count(felt_cr10), count(goal), count(plan), count(stopped_because), "
        "total(length(stopped_because)), total(is_apart), "
        "total(utc_offset_s), total(started_ms), total(distance_m), total(moving_s), "
        f"total({_IS_RACE}) FROM run WHERE athlete = ?",
        (athlete,),
    ).fetchone()
    return found


def count(connection: sqlite3.Connection, athlete: int, wanted: RunFilter) -> int:
    """Return how many runs a filter lets through, whatever its page."""
    conditions, values = _conditions(wanted)
    also = "".join(f" AND {condition}" for condition in conditions)
    # Only the text of this module is put together; values are bound.
    sql = f"SELECT count(*) FROM run WHERE athlete = ?{also}"  # noqa: S608 - fixed words and ?
    return int(connection.execute(sql, (athlete, *values)).fetchone()[0])


def one(connection: sqlite3.Connection, athlete: int, run: int) -> RunRow:
    """Return one run.

    Raises
    ------
    NotFoundError
        If the athlete has no run of that number.
    """
    sql = f"SELECT {_COLUMNS} FROM run WHERE athlete = ? AND id = ?"  # noqa: S608 - our own column names
    found = connection.execute(sql, (athlete, run)).fetchone()
    if found is None:
        raise NotFoundError(f"the diary has no run {run}; it may have been deleted")
    return _row(found)


def bodies(
    connection: sqlite3.Connection, runs: list[int], code: int
) -> Iterator[tuple[int, bytes]]:
    """Yield the features of runs in the order given; none for those of other code."""
    sql = "SELECT body FROM features WHERE run = ? AND code = ?"
    for run in runs:
        found = connection.execute(sql, (run, code)).fetchone()
        if found is not None:
            yield run, found[0]


def _conditions(wanted: RunFilter) -> tuple[list[str], list[object]]:
    bounds: dict[str, object] = {
        "form = ?": wanted.form and wanted.form.value,
        "is_progression = ?": wanted.is_progression and wanted.is_progression.value,
        "goal = ?": wanted.goal and wanted.goal.value,
        "distance_m >= ?": wanted.least_m,
        "distance_m <= ?": wanted.most_m,
        "instr(casefold(name), ?)": wanted.text.casefold() or None,
    }
    if wanted.since is not None:
        first = _midnight_ms(wanted.since)
        # The bare column lets the index be used; the sum is exact.
        bounds["started_ms >= ?"] = first - _FURTHEST_MS
        bounds["started_ms + 1000 * utc_offset_s >= ?"] = first
    if wanted.until is not None:
        end = _midnight_ms(wanted.until) + _DAY_MS
        bounds["started_ms < ?"] = end + _FURTHEST_MS
        bounds["started_ms + 1000 * utc_offset_s < ?"] = end
    given = {text: value for text, value in bounds.items() if value is not None}
    conditions = list(given)
    if wanted.is_race:
        conditions.append(_IS_RACE)
    if not wanted.with_twins:
        conditions.append("twin_of IS NULL")
    if not wanted.with_other_sports:
        conditions.append("is_run")
    return conditions, list(given.values())


def _midnight_ms(day: date) -> int:
    return (day.toordinal() - _EPOCH.toordinal()) * _DAY_MS


def _row(values: Any) -> RunRow:
    (
        run, started_ms, offset_s, zone, zone_source, elapsed_s, name, sport, device,
        form_of_file, is_run, distance_m, moving_s, form, answer, felt, goal, has_plan,
        twin_of, stopped_because, is_race,
    ) = values  # fmt: skip
    return RunRow(
        id=run,
        started_at=instant(started_ms, offset_s),
        zone=zone,
        zone_source=ZoneSource(zone_source),
        elapsed_s=elapsed_s,
        name=name,
        sport=sport,
        device=device,
        format=Format(form_of_file),
        is_run=bool(is_run),
        distance_m=distance_m,
        moving_s=moving_s,
        form=None if form is None else Form(form),
        is_progression=None if answer is None else Answer(answer),
        felt_cr10=felt,
        goal=None if goal is None else Goal(goal),
        has_plan=bool(has_plan),
        twin_of=twin_of,
        stopped_because=stopped_because,
        is_race=bool(is_race),
    )


def instant(started_ms: int, offset_s: int) -> datetime:
    """Return an instant in the zone of a clock."""
    return _epoch_in(offset_s) + timedelta(milliseconds=started_ms)


@cache
def _epoch_in(offset_s: int) -> datetime:
    """Return the beginning of 1970 in a zone, of which a diary has but a few."""
    zone = timezone(timedelta(seconds=offset_s)) if offset_s else UTC
    return _EPOCH.astimezone(zone)
