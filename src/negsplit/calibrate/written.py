"""A calibration as JSON, so that what was learnt of a runner can be kept and used."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from math import isfinite
from typing import Any

from negsplit.calibrate.calibration import Calibration
from negsplit.calibrate.drive import Lag
from negsplit.calibrate.estimate import Basis, Estimate, of_population
from negsplit.calibrate.heart_line import CLIMBING, POPULATION_SPREAD, HeartLine
from negsplit.errors import FormatError

MARK, KIND, VERSION = "negsplit", "calibration", 2
READABLE = (1, VERSION)
# No beats, seconds or metres of a runner are more; a mistaken file may hold anything.
GREATEST = 1e6


def write(calibration: Calibration) -> bytes:
    """Return the calibration as JSON; nothing is lost."""
    data = {MARK: KIND, "version": VERSION, **_data(calibration)}
    return f"{json.dumps(data, indent=1)}\n".encode()


def read(data: bytes) -> Calibration:
    """Return the calibration that JSON holds.

    Raises
    ------
    FormatError
        If it is not a calibration of this version, or a value is missing or no number.
    """
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FormatError("not JSON, so not a calibration") from error
    if not isinstance(found, dict) or found.get(MARK) != KIND:
        raise FormatError("not a calibration; negsplit calibrate --out writes one")
    version = found.get("version")
    if version not in READABLE:
        raise FormatError(
            f"calibration of version {version!r}; this negsplit reads "
            f"versions {' and '.join(map(str, READABLE))}"
        )
    return _calibration(_with_climbing(found) if version == 1 else found)


def _with_climbing(found: dict[str, Any]) -> dict[str, Any]:
    """Return a calibration from before hills were learned: as the curve has them."""
    line = _part(found, "line") | {"climbing_bpm_per_mps": 0.0}
    climbing = of_population(0.0, POPULATION_SPREAD[CLIMBING])
    return found | {"line": line, "climbing_bpm_per_mps": _plain(climbing)}


def _data(record: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Basis():
            return value.value
        case Estimate() | HeartLine() | Lag():
            return _data(value)
        case _:
            return value


def _calibration(found: dict[str, Any]) -> Calibration:
    estimates = {
        field.name: _estimate(found, field.name)
        for field in fields(Calibration)
        if field.type == "Estimate"
    }
    return Calibration(
        measured_on=_day(found.get("measured_on")),
        runs=int(_number(found, "runs", low=0.0)),
        line=_line(_part(found, "line")),
        usual_mps=_number(found, "usual_mps", low=0.1),
        day_to_day_bpm=_number(found, "day_to_day_bpm", low=0.0),
        **estimates,
    )


def _line(found: dict[str, Any]) -> HeartLine:
    lag = _part(found, "lag")
    numbers = {
        field.name: _number(found, field.name)
        for field in fields(HeartLine)
        if field.name != "lag"
    }
    rise_s, fall_s = (_number(lag, name, low=1.0) for name in ("rise_s", "fall_s"))
    return HeartLine(**numbers, lag=Lag(rise_s, fall_s))


def _estimate(found: dict[str, Any], name: str) -> Estimate:
    part = _part(found, name)
    try:
        basis = Basis(part.get("basis"))
    except ValueError as error:
        raise FormatError(
            f"basis {part.get('basis')!r} of {name} is unknown"
        ) from error
    spread = None if part.get("error") is None else _number(part, "error", low=0.0)
    return Estimate(
        _number(part, "value"), spread, int(_number(part, "runs", low=0.0)), basis
    )


def _part(found: dict[str, Any], name: str) -> dict[str, Any]:
    part = found.get(name)
    if not isinstance(part, dict):
        raise FormatError(f"calibration without {name}")
    return part


def _number(found: dict[str, Any], name: str, low: float = -GREATEST) -> float:
    value = found.get(name)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = float(value)
        if isfinite(number) and low <= number <= GREATEST:
            return number
    raise FormatError(f"{name} {value!r} of a calibration is no usable number")


def _day(text: object) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise FormatError(
            f"measured_on {text!r} is no date; write 2026-11-22"
        ) from error
