"""What a Strava export says of its recordings: names, types, felt effort.

The export holds ``activities.csv`` beside a folder ``activities``. Its header is in the
language of the account and names some columns twice, so columns are found by what has
stayed in its place over the years (date, name and type are the second to the fourth
column), by what is in them (the file's name begins with ``activities/``), and only
where a name is needed by the English one.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from negsplit.formats.tcx_writer import write_totals
from negsplit.sources.found import Hint, MadeRun, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

INDEX = "activities.csv"
_DATE, _NAME, _TYPE = 1, 2, 3
# More metres or seconds than any run has.
_MOST = 1e6
_FOLDER = "activities/"
_FELT = "Perceived Exertion"
_GEAR = "Activity Gear"
# Strava's scale of perceived exertion goes from 1 to 10.
_FELT_RANGE = (1.0, 10.0)
# A line of the table has some hundred fields; descriptions may be long.
csv.field_size_limit(2**20)


def hints_of(data: bytes) -> dict[str, Hint]:
    """Return what is said of each file, by its path in the export."""
    text = data.decode("utf-8-sig", "replace").replace("\0", "")
    rows = csv.reader(io.StringIO(text, newline=""))
    hints: dict[str, Hint] = {}
    try:
        header = next(rows, [])
        for row in rows:
            file = next((cell for cell in row if cell.startswith(_FOLDER)), None)
            if file is not None and len(row) > _TYPE:
                hints[file] = _hint(header, row)
    except csv.Error:
        return hints  # what precedes the damage still names its runs
    return hints


def fileless(data: bytes) -> tuple[list[MadeRun], int]:
    """Return the runs that were typed in at Strava, and how many say too little.

    Their day, distance and time are found in English exports only.
    """
    text = data.decode("utf-8-sig", "replace").replace("\0", "")
    rows = csv.reader(io.StringIO(text, newline=""))
    made: list[MadeRun | None] = []
    try:
        header = next(rows, [])
        for row in rows:
            is_run = len(row) > _TYPE and "run" in row[_TYPE].lower()
            if is_run and not any(cell.startswith(_FOLDER) for cell in row):
                made.append(_made(header, row))
    except csv.Error:
        pass  # what precedes the damage still counts
    found = [one for one in made if one is not None]
    return found, len(made) - len(found)


def _made(header: Sequence[str], row: Sequence[str]) -> MadeRun | None:
    # Some titles stand there twice; the later column has plain metres and seconds.
    cells = dict(zip(header, row, strict=False))
    started_at = _instant(row[_DATE])
    metres = _positive(cells.get("Distance", ""))
    seconds = _positive(cells.get("Moving Time", "")) or _positive(
        cells.get("Elapsed Time", "")
    )
    if started_at is None or metres is None or seconds is None:
        return None
    hint = _hint(header, row)
    return MadeRun(write_totals(started_at, seconds, metres, None, hint.name), hint)


def _instant(text: str) -> datetime | None:
    """Return the moment of an activity, which English exports give in UTC."""
    for form in ("%b %d, %Y, %I:%M:%S %p", "%b %d, %Y"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _positive(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if 0 < number < _MOST else None


def _hint(header: Sequence[str], row: Sequence[str]) -> Hint:
    felt = next(
        (
            number
            for title, cell in zip(header, row, strict=False)
            if title == _FELT and (number := _felt(cell)) is not None
        ),
        None,
    )
    gear = next(
        (cell for title, cell in zip(header, row, strict=False) if title == _GEAR), ""
    )
    return Hint(
        name=shown(row[_NAME]),
        sport=shown(row[_TYPE]),
        felt_cr10=felt,
        shoe=shown(gear),
    )


def _felt(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    low, high = _FELT_RANGE
    return number if low <= number <= high else None
