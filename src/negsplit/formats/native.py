"""Our own JSON of a workout: lossless, versioned, units in the names."""

from __future__ import annotations

import json
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias, TypeVar

from negsplit.errors import FormatError, InputError
from negsplit.formats.device import Exported
from negsplit.units import DistanceUnit, SpeedUnit
from negsplit.workout import (
    MAX_NESTING,
    Cue,
    Distance,
    Effort,
    EffortTarget,
    FractionTarget,
    Goal,
    HeartRateRamp,
    HeartRateTarget,
    Intensity,
    RaceEffort,
    RaceTarget,
    Reference,
    Repeat,
    RpeRamp,
    RpeTarget,
    SpeedRamp,
    SpeedTarget,
    Step,
    Time,
    UntilLap,
    Workout,
    ZoneKind,
    ZoneTarget,
)

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = 1
MARK = "negsplit"
KIND = "workout"

_LENGTHS = {"time": Time, "distance": Distance, "until_lap": UntilLap}
_TARGETS = {
    "speed": SpeedTarget,
    "speed_ramp": SpeedRamp,
    "heart_rate": HeartRateTarget,
    "heart_rate_ramp": HeartRateRamp,
    "fraction": FractionTarget,
    "zone": ZoneTarget,
    "rpe": RpeTarget,
    "rpe_ramp": RpeRamp,
    "race": RaceTarget,
    "effort": EffortTarget,
}
_ITEMS = {"step": Step, "repeat": Repeat}
_NAMES: dict[type, str] = {
    record: name
    for table in (_LENGTHS, _TARGETS, _ITEMS)
    for name, record in table.items()
}


def write(workout: Workout) -> Exported:
    """Return the workout as JSON; nothing is lost."""
    text = json.dumps(as_data(workout), ensure_ascii=False, indent=1)
    return Exported(f"{text}\n".encode())


def as_data(workout: Workout) -> dict[str, Any]:
    """Return the workout as plain data, as it stands in the JSON."""
    return {MARK: KIND, "version": VERSION, **_plain_fields(workout)}


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case tuple():
            return [_plain(one) for one in value]
        case Cue():
            return _plain_fields(value)
        case _ if is_dataclass(value):
            return {"type": _NAMES[type(value)], **_plain_fields(value)}
        case _:
            return value


def _plain_fields(record: Any) -> dict[str, Any]:
    return {one.name: _plain(getattr(record, one.name)) for one in fields(record)}


def read(data: bytes) -> Workout:
    """Return the workout of the JSON.

    Raises
    ------
    FormatError
        If the bytes are not such JSON, name an unknown version, or hold a value that
        a workout cannot have. The message names the path to it.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise FormatError("JSON is not UTF-8", offset=error.start) from error
    except json.JSONDecodeError as error:
        raise FormatError(f"not JSON: {error.msg}", offset=error.pos) from error
    except (RecursionError, ValueError) as error:
        raise FormatError(f"not JSON that can be read: {error}") from error
    return from_data(found)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def from_data(found: object) -> Workout:
    """Return the workout of plain data, as :func:`as_data` makes it."""
    if not isinstance(found, dict) or found.get(MARK) != KIND:
        raise FormatError(f'not a negsplit workout; it begins {{"{MARK}": "{KIND}"}}')
    if found.get("version") != VERSION:
        raise FormatError(
            f"workout of version {str(found.get('version'))[:20]}; this negsplit "
            f"reads version {VERSION}"
        )
    body = {name: value for name, value in found.items() if name not in _HEAD}
    return _record(_Place(body, "workout"), Workout)


_HEAD = (MARK, "version")
_Record = TypeVar("_Record")
_Choice = TypeVar("_Choice", bound=Enum)


@dataclass(frozen=True, slots=True)
class _Place:
    """A value inside the data, and the path that leads to it."""

    value: Any
    path: str

    def fail(self, wanted: str) -> FormatError:
        return FormatError(
            f"{self.path} is {str(self.value)[:40]!r}; it must be {wanted}"
        )


_Reader: TypeAlias = "Callable[[_Place], object]"


def _record(place: _Place, record: type[_Record]) -> _Record:
    """Return a record whose fields are read one by one."""
    if not isinstance(place.value, dict):
        raise place.fail("an object")
    if place.path.count(".items[") > MAX_NESTING:
        raise FormatError(f"repeats are nested more than {MAX_NESTING - 1} deep")
    readers = _FIELDS[record]
    given = {name: one for name, one in place.value.items() if name != "type"}
    if unknown := sorted(str(name) for name in set(given) - set(readers)):
        raise FormatError(f"{place.path} has an unknown field '{unknown[0][:40]}'")
    for one in fields(record):  # type: ignore[arg-type]  # every key of _FIELDS is a dataclass
        if one.default is MISSING and one.name not in given:
            raise FormatError(f"{place.path} lacks the field '{one.name}'")
    values = {
        name: readers[name](_Place(value, f"{place.path}.{name}"))
        for name, value in given.items()
    }
    try:
        return record(**values)
    except InputError as error:
        raise FormatError(f"{place.path}: {error}") from error


def _one_of(table: dict[str, type]) -> _Reader:
    """Return a reader of records told apart by their field ``type``."""

    def reader(place: _Place) -> object:
        kind = place.value.get("type") if isinstance(place.value, dict) else None
        if not isinstance(kind, str) or kind not in table:
            raise place.fail(f"an object whose type is one of {', '.join(table)}")
        return _record(place, table[kind])

    return reader


def _list_of(reader: _Reader) -> _Reader:
    def read_list(place: _Place) -> object:
        if not isinstance(place.value, list):
            raise place.fail("a list")
        return tuple(
            reader(_Place(value, f"{place.path}[{index}]"))
            for index, value in enumerate(place.value)
        )

    return read_list


def _choice(choices: type[_Choice]) -> _Reader:
    def reader(place: _Place) -> object:
        for choice in choices:
            if choice.value == place.value:
                return choice
        raise place.fail(f"one of {', '.join(repr(one.value) for one in choices)}")

    return reader


def _maybe(reader: _Reader) -> _Reader:
    return lambda place: None if place.value is None else reader(place)


def _number(place: _Place) -> object:
    if isinstance(place.value, bool) or not isinstance(place.value, int | float):
        raise place.fail("a number")
    try:
        return float(place.value)
    except OverflowError:
        raise place.fail("a smaller number") from None


def _whole(place: _Place) -> object:
    if isinstance(place.value, bool) or not isinstance(place.value, int):
        raise place.fail("a whole number")
    return place.value


def _text(place: _Place) -> object:
    if not isinstance(place.value, str):
        raise place.fail("a text")
    return place.value


def _flag(place: _Place) -> object:
    if not isinstance(place.value, bool):
        raise place.fail("true or false")
    return place.value


_PLACES: dict[str, type] = {"time": Time, "distance": Distance}
_FIELDS: dict[type, dict[str, _Reader]] = {
    Time: {"duration_s": _number},
    Distance: {"distance_m": _number},
    UntilLap: {},
    SpeedTarget: {
        "low_mps": _number,
        "high_mps": _number,
        "unit": _choice(SpeedUnit),
    },
    SpeedRamp: {
        "start_mps": _number,
        "end_mps": _number,
        "unit": _choice(SpeedUnit),
        "chunk": _maybe(_one_of(_PLACES)),
    },
    HeartRateTarget: {"low_bpm": _maybe(_number), "high_bpm": _maybe(_number)},
    HeartRateRamp: {"start_bpm": _number, "end_bpm": _number},
    FractionTarget: {
        "start_frac": _number,
        "end_frac": _number,
        "reference": _choice(Reference),
        "ramp": _flag,
    },
    ZoneTarget: {"low": _whole, "high": _whole, "kind": _choice(ZoneKind)},
    RpeTarget: {"low": _number, "high": _number},
    RpeRamp: {"start": _number, "end": _number},
    RaceTarget: {
        "slow": _choice(RaceEffort),
        "fast": _maybe(_choice(RaceEffort)),
        "offset_s": _number,
        "unit": _choice(SpeedUnit),
    },
    EffortTarget: {"effort": _choice(Effort)},
    Cue: {"at": _one_of(_PLACES), "text": _text, "before_end": _flag},
    Step: {
        "length": _one_of(dict(_LENGTHS)),
        "targets": _list_of(_one_of(dict(_TARGETS))),
        "intensity": _maybe(_choice(Intensity)),
        "until_lap": _flag,
        "incline_frac": _maybe(_number),
        "note": _text,
        "cues": _list_of(lambda place: _record(place, Cue)),
    },
    Repeat: {
        "times": _whole,
        "items": _list_of(_one_of(dict(_ITEMS))),
        "skip_last_recovery": _flag,
    },
    Workout: {
        "items": _list_of(_one_of(dict(_ITEMS))),
        "name": _text,
        "unit": _maybe(_choice(DistanceUnit)),
        "goal": _maybe(_choice(Goal)),
    },
}
