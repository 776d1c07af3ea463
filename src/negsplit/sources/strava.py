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
from typing import TYPE_CHECKING

from negsplit.sources.found import Hint, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

INDEX = "activities.csv"
_NAME, _TYPE = 2, 3
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
