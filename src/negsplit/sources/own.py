"""What an exported diary says of its originals."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from negsplit.errors import FormatError, InputError
from negsplit.formats import native
from negsplit.recording import ZoneSource
from negsplit.sources.found import NO_HINT, Hint, shown
from negsplit.workout import Goal
from negsplit.zones import zone_named

INDEX = "negsplit-diary.json"
# What else it holds, as rows of the diary's tables.
TABLES = "negsplit-tables.json"
# Where the originals lie beside it.
ORIGINALS = "originals/"
_GOALS = frozenset(goal.value for goal in Goal)
_FELT_RANGE = (0.0, 10.0)


def hints_of(data: bytes) -> dict[str, Hint]:
    """Return what is said of each original, by its path in the archive."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    lines = found.get("runs") if isinstance(found, dict) else None
    by_file: dict[str, dict[int, Hint]] = {}
    for line in lines or ():
        if isinstance(line, dict):
            part = line.get("part", 0)
            number = part if isinstance(part, int) else 0
            by_file.setdefault(str(line.get("file")), {})[number] = _hint(line)
    return {file: _of_file(parts) for file, parts in by_file.items()}


def _of_file(parts: dict[int, Hint]) -> Hint:
    """Return what is said of all runs in a file as what is said of the first."""
    first = parts.pop(0, NO_HINT)
    return replace(first, parts=tuple(parts.items())) if parts else first


def rows_of(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the tables of an exported diary."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        str(name): [row for row in rows if isinstance(row, dict)]
        for name, rows in found.items()
        if isinstance(rows, list)
    }


def _hint(line: dict[str, Any]) -> Hint:
    felt, goal = line.get("felt_cr10"), line.get("goal")
    low, high = _FELT_RANGE
    is_felt = isinstance(felt, int | float) and low <= felt <= high
    return Hint(
        name=shown(str(line.get("name") or "")),
        sport=shown(str(line.get("sport") or "")),
        felt_cr10=felt if is_felt else None,
        beside=_text(line.get("beside")),
        goal=goal if isinstance(goal, str) and goal in _GOALS else None,
        plan=_plan(line.get("plan")),
        stopped_because=_words(line.get("stopped_because")),
        zone=_zone(line),
    )


def _zone(line: dict[str, Any]) -> str:
    """Return the zone that the runner gave a run; any other is found again."""
    zone = line.get("zone")
    if line.get("zone_source") != ZoneSource.RUNNER.value or not isinstance(zone, str):
        return ""
    try:
        zone_named(zone)
    except InputError:
        return ""
    return zone


def _words(value: object) -> str | None:
    return shown(value) if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return json.dumps(value) if isinstance(value, dict) else None


def _plan(value: object) -> str | None:
    try:
        native.from_data(value)
    except FormatError:
        return None
    return _text(value)
