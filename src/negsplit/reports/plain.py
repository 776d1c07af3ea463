"""Records as plain data: names carry their units, enums their words."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from math import isfinite

from negsplit.notation import to_text
from negsplit.workout import Step, Workout

# What is plain already: columns of thousands need no look at each of their numbers.
_SIMPLE = frozenset({int, float, str, bool, type(None)})


def plain(value: object) -> object:
    """Return a record as dicts, lists, numbers and text.

    A step of a workout becomes its notation, which loses nothing and can be read.
    Columns of samples are left out: they belong to files, not to a report.
    """
    result = value
    if isinstance(value, Step):
        result = to_text(Workout((value,)))
    elif isinstance(value, Enum):
        result = value.value
    elif isinstance(value, date):
        result = value.isoformat()
    elif is_dataclass(value) and not isinstance(value, type):
        items = {field.name: getattr(value, field.name) for field in fields(value)}
        result = plain({k: v for k, v in items.items() if not hasattr(v, "dtype")})
    elif isinstance(value, dict):
        result = {str(plain(key)): plain(item) for key, item in value.items()}
    elif isinstance(value, (list, tuple)):
        result = _listed(value)
    elif isinstance(value, float) and not isfinite(value):
        result = None
    return result


def _listed(values: list[object] | tuple[object, ...]) -> list[object]:
    if any(type(item) not in _SIMPLE for item in values):
        return [plain(item) for item in values]
    return [
        None if type(item) is float and not isfinite(item) else item for item in values
    ]
