"""Single runs: put in, taken out, changed, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import zstandard

from negsplit.errors import FormatError, NotFoundError
from negsplit.formats.container import MAX_UNPACKED_BYTES
from negsplit.store.records import Original

if TYPE_CHECKING:
    import sqlite3

    from negsplit.store.records import Measures, NewRun

_RUN_COLUMNS = (
    "athlete, digest, part, content_key, started_ms, utc_offset_s, zone, zone_source, "
    "elapsed_s, name, sport, "
    "is_run, device, format, felt_cr10, goal, plan, distance_m, moving_s, form, "
    "is_progression, stopped_because"
)
# Level 1 packs recorded originals within 3 % of level 3, in half the time.
_ZSTD_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Added:
    """Where a run is in the diary, and whether it has just been put there."""

    run: int
    is_new: bool


def pack(data: bytes) -> tuple[str, bytes]:
    """Return bytes packed, and how; plain where packing does not pay."""
    packed = zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(data)
    return ("zstd", packed) if len(packed) < len(data) else ("plain", data)


def unpack(packing: str, data: bytes) -> bytes:
    """Return bytes as they were before :func:`pack`.

    Raises
    ------
    FormatError
        If they are damaged.
    """
    if packing == "plain":
        return data
    try:
        # Damaged bytes may claim to be of any length, and would be given the memory.
        if not 0 <= zstandard.frame_content_size(data) <= MAX_UNPACKED_BYTES:
            raise FormatError("an original is too long when unpacked to be one")
        return zstandard.decompress(data)
    except (zstandard.ZstdError, MemoryError, TypeError) as error:
        raise FormatError(f"an original cannot be unpacked: {error}") from error


def add(connection: sqlite3.Connection, athlete: int, new: NewRun) -> Added:
    """Put a run in, unless its bytes or its samples are there already."""
    known = connection.execute(
        "SELECT id FROM run WHERE athlete = ? "
        "AND ((digest = ? AND part = ?) OR content_key = ?)",
        (athlete, new.digest, new.part, new.content_key),
    ).fetchone()
    if known is not None:
        _complete(connection, known[0], new)
        return Added(known[0], is_new=False)
    measures = new.measures
    values = (
        athlete, new.digest, new.part, new.content_key, new.started_ms,
        new.utc_offset_s, new.zone, new.zone_source, new.elapsed_s, new.name,
        new.sport, new.is_run, new.device, new.format, new.felt_cr10, new.goal,
        new.plan, measures.distance_m, measures.moving_s, measures.form,
        measures.is_progression, new.stopped_because,
    )  # fmt: skip
    marks = ", ".join("?" * len(values))
    sql = f"INSERT INTO run ({_RUN_COLUMNS}) VALUES ({marks})"  # noqa: S608 - our text
    run = int(connection.execute(sql, values).lastrowid or 0)
    if _holder(connection, run) is None:
        _put_original(connection, run, new.original)
    put_samples(connection, run, new.reader, new.marks, new.samples)
    _put_body(connection, run, measures)
    return Added(run, is_new=True)


def _complete(connection: sqlite3.Connection, run: int, new: NewRun) -> None:
    """Add what another source says of a run, where nothing was said before."""
    connection.execute(
        "UPDATE run SET name = iif(name = '', ?, name), "
        "felt_cr10 = coalesce(felt_cr10, ?), goal = coalesce(goal, ?), "
        "plan = coalesce(plan, ?), "
        "stopped_because = coalesce(stopped_because, ?) WHERE id = ?",
        (new.name, new.felt_cr10, new.goal, new.plan, new.stopped_because, run),
    )


def _holder(connection: sqlite3.Connection, run: int) -> int | None:
    """Return the run under which the bytes lie that a run came in."""
    found = connection.execute(
        "SELECT original.run FROM run JOIN run AS other ON other.athlete = run.athlete "
        "AND other.digest = run.digest JOIN original ON original.run = other.id "
        "WHERE run.id = ?",
        (run,),
    ).fetchone()
    return None if found is None else int(found[0])


def _put_original(connection: sqlite3.Connection, run: int, original: Original) -> None:
    connection.execute(
        "INSERT INTO original (run, place, packing, beside, bytes) "
        "VALUES (?, ?, ?, ?, ?)",
        (run, original.place, original.packing, original.beside, original.data),
    )


def put_samples(
    connection: sqlite3.Connection, run: int, reader: int, marks: str, samples: bytes
) -> None:
    """Set what was read from the original of a run."""
    connection.execute(
        "INSERT OR REPLACE INTO streams (run, reader, marks, samples) "
        "VALUES (?, ?, ?, ?)",
        (run, reader, marks, samples),
    )


def put_reading(connection: sqlite3.Connection, run: int, new: NewRun) -> None:
    """Set when a run began, as the present code reads it, and its name if it has none.

    A zone that the runner gave stays.
    """
    connection.execute(
        "UPDATE OR IGNORE run SET content_key = ?, started_ms = ?, elapsed_s = ?, "
        "name = iif(name = '', ?, name) WHERE id = ?",
        (new.content_key, new.started_ms, new.elapsed_s, new.name, run),
    )
    put_zone(connection, run, new.utc_offset_s, new.zone, new.zone_source)


def temperature(connection: sqlite3.Connection, run: int) -> float | None:
    """Return the temperature that the runner gave for a run, in °C."""
    found = connection.execute(
        "SELECT temperature_degc FROM run_weather WHERE run = ?", (run,)
    ).fetchone()
    return None if found is None else float(found[0])


def put_temperature(
    connection: sqlite3.Connection, run: int, temperature_degc: float | None
) -> None:
    """Set how warm it was on a run, as the runner says, in °C."""
    connection.execute("DELETE FROM run_weather WHERE run = ?", (run,))
    if temperature_degc is not None:
        connection.execute(
            "INSERT INTO run_weather (run, temperature_degc) VALUES (?, ?)",
            (run, temperature_degc),
        )


def put_time(
    connection: sqlite3.Connection, run: int, started_ms: int, elapsed_s: float
) -> None:
    """Set when a run began, and how long it lasted on the wall clock."""
    connection.execute(
        "UPDATE run SET started_ms = ?, elapsed_s = ? WHERE id = ?",
        (started_ms, elapsed_s, run),
    )


def put_zone(
    connection: sqlite3.Connection, run: int, offset_s: int, zone: str, source: str
) -> None:
    """Set the clock that a run began by."""
    connection.execute(
        "UPDATE run SET utc_offset_s = ?, zone = ?, zone_source = ? WHERE id = ?",
        (offset_s, zone, source, run),
    )


def part(connection: sqlite3.Connection, run: int) -> int:
    """Return which run of its file a run is."""
    found = connection.execute("SELECT part FROM run WHERE id = ?", (run,)).fetchone()
    return int(found[0])


def put_measures(connection: sqlite3.Connection, run: int, measures: Measures) -> None:
    """Set what was computed of a run."""
    connection.execute(
        "UPDATE run SET distance_m = ?, moving_s = ?, form = ?, is_progression = ? "
        "WHERE id = ?",
        (
            measures.distance_m,
            measures.moving_s,
            measures.form,
            measures.is_progression,
            run,
        ),
    )
    _put_body(connection, run, measures)


def _put_body(connection: sqlite3.Connection, run: int, measures: Measures) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO features (run, code, body) VALUES (?, ?, ?)",
        (run, measures.code, measures.body),
    )


def original(connection: sqlite3.Connection, run: int) -> Original:
    """Return the original of a run, its bytes unpacked."""
    found = connection.execute(
        "SELECT place, packing, bytes, beside FROM original WHERE run = ?",
        (_holder(connection, run),),
    ).fetchone()
    if found is None:
        raise NotFoundError(f"the diary has no original of run {run}")
    place, packing, data, beside = found
    return Original(place, "plain", unpack(packing, data), beside)


def samples(connection: sqlite3.Connection, run: int) -> tuple[int, str, bytes]:
    """Return the reader's version, the marks and the samples of a run."""
    found = connection.execute(
        "SELECT reader, marks, samples FROM streams WHERE run = ?", (run,)
    ).fetchone()
    if found is None:
        raise NotFoundError(f"the diary has no samples of run {run}")
    return int(found[0]), str(found[1]), bytes(found[2])


def outdated(
    connection: sqlite3.Connection, athlete: int, reader: int, code: int
) -> list[int]:
    """Return the runs that were read or analysed by other code than the present."""
    found = connection.execute(
        "SELECT run.id FROM run LEFT JOIN streams ON streams.run = run.id "
        "LEFT JOIN features ON features.run = run.id WHERE athlete = ? AND "
        "(reader IS NOT ? OR code IS NOT ?) ORDER BY run.id",
        (athlete, reader, code),
    )
    return [row[0] for row in found]


# What a runner may change of a run.
_CHANGEABLE = frozenset({"felt_cr10", "goal", "plan", "name", "stopped_because"})


def change(
    connection: sqlite3.Connection, run: int, column: str, value: object
) -> None:
    """Set what the runner says of a run."""
    if column not in _CHANGEABLE:
        raise ValueError(column)
    sql = f"UPDATE run SET {column} = ? WHERE id = ?"  # noqa: S608 - from the set above
    connection.execute(sql, (value, run))


@dataclass(frozen=True, slots=True)
class Said:
    """All that a runner says of a run, as :class:`RunRow` has it; the plan as JSON."""

    name: str
    felt_cr10: float | None
    goal: str | None
    plan: str | None
    stopped_because: str | None


def say(connection: sqlite3.Connection, run: int, said: Said) -> None:
    """Set all that the runner says of a run."""
    connection.execute(
        "UPDATE run SET name = ?, felt_cr10 = ?, goal = ?, plan = ?, "
        "stopped_because = ? WHERE id = ?",
        (
            said.name,
            said.felt_cr10,
            said.goal,
            said.plan,
            said.stopped_because,
            run,
        ),
    )


def plan(connection: sqlite3.Connection, run: int) -> str | None:
    """Return what the runner says was planned, as JSON."""
    found = connection.execute("SELECT plan FROM run WHERE id = ?", (run,)).fetchone()
    return None if found is None else found[0]


def delete(connection: sqlite3.Connection, run: int) -> None:
    """Delete a run with everything that hangs on it, files seen included.

    The bytes of a file stay while another run of it is there.
    """
    connection.execute(
        "UPDATE original SET run = (SELECT other.id FROM run JOIN run AS other "
        "ON other.athlete = run.athlete AND other.digest = run.digest "
        "AND other.id <> run.id WHERE run.id = :run ORDER BY other.id LIMIT 1) "
        "WHERE run = :run AND EXISTS (SELECT 1 FROM run JOIN run AS other "
        "ON other.athlete = run.athlete AND other.digest = run.digest "
        "AND other.id <> run.id WHERE run.id = :run)",
        {"run": run},
    )
    connection.execute("DELETE FROM run WHERE id = ?", (run,))
