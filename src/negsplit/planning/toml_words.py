"""Values as TOML: tomllib reads them back, the standard library has no writer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

_Item: TypeAlias = Sequence[str] | Sequence[Sequence[date]] | Sequence[date]


def toml(value: str | bool | float | date | _Item) -> str:  # noqa: FBT001 - a value, not a switch
    """Return a value as TOML.

    >>> toml("a b"), toml(True), toml(["x", "y"])
    ('"a b"', 'true', '["x", "y"]')
    """
    match value:
        case str() if "\n" in value:
            lines = (_escaped(line) for line in value.split("\n"))
            return '"""\n' + "\n".join(lines) + '"""'
        case str():
            return f'"{_escaped(value)}"'
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case Sequence():
            return f"[{', '.join(toml(item) for item in value)}]"
        case _:
            return repr(value)


def _escaped(text: str) -> str:
    """Return text for a basic string: JSON escapes all that TOML does but DEL."""
    return json.dumps(text, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")
