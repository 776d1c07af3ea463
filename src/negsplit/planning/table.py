"""Tables of a TOML file, read key by key; whatever is wrong is said with its place."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from negsplit.errors import FormatError, InputError
from negsplit.units import parse_duration

if TYPE_CHECKING:
    from collections.abc import Callable

_Choice = TypeVar("_Choice", bound=Enum)
_Value = TypeVar("_Value", str, bool, int, date)
_Any = TypeVar("_Any")
_CALLED = {str: "text in quotes", bool: "true or false", int: "a whole number"}
_LONGEST_SHOWN = 60
# A file that a person writes is far shorter.
LARGEST_BYTES = 4_000_000


def load(data: bytes, what: str) -> Table:
    """Return the whole file as a table.

    Parameters
    ----------
    data : bytes
        The file.
    what : str
        What it should be, for the error.

    Raises
    ------
    FormatError
        If it is not TOML.
    """
    if len(data) > LARGEST_BYTES:
        raise FormatError(f"{len(data)} bytes are no {what}; those have a few thousand")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(
            f"not a {what}: the bytes are no text in UTF-8", offset=error.start
        ) from error
    try:
        return Table(tomllib.loads(text), what)
    except (ValueError, RecursionError) as error:
        said = " ".join(str(error).split())[:200]
        raise FormatError(f"not a {what}: {said}") from error


class Table:
    """A table, its place in the file, and what has not been read of it yet."""

    def __init__(self, values: dict[str, object], place: str):
        self.values = dict(values)
        self.place = place
        self.known: list[str] = []

    def _pop(self, key: str) -> object:
        self.known.append(key)
        return self.values.pop(key, None)

    def error(self, said: str) -> FormatError:
        """Return an error that begins with the place."""
        return FormatError(f"{self.place}: {said}")

    def wrong(self, key: str, value: object, right: str) -> FormatError:
        """Return an error that names place, key, value and what would be right."""
        shown = str(value) if isinstance(value, date) else repr(value)
        if len(shown) > _LONGEST_SHOWN:
            shown = f"{shown[:_LONGEST_SHOWN]}…"
        return self.error(f"{key} = {shown} is not {right}")

    def optional(self, key: str, kind: type[_Value]) -> _Value | None:
        """Return a value of a type, or nothing where the key is not there."""
        value = self._pop(key)
        if value is None:
            return None
        if type(value) is not kind:
            right = _CALLED.get(kind, "a day such as 2027-04-18, without quotes")
            raise self.wrong(key, value, right)
        return value

    def required(self, key: str, kind: type[_Value], example: str) -> _Value:
        """Return a value of a type that has to be there."""
        value = self.optional(key, kind)
        if value is None:
            raise self.error(f"{key} is missing; write {example}")
        return value

    def number(self, key: str) -> float | None:
        """Return a number, or nothing."""
        value = self._pop(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.wrong(key, value, "a number")
        return float(value)

    def duration(self, key: str) -> float | None:
        """Return a time in s, or nothing."""
        text = self.optional(key, str)
        if text is None:
            return None
        return self.asked(key, text, parse_duration)

    def choice(self, key: str, choices: type[_Choice], example: str) -> _Choice:
        """Return one of some words that has to be there."""
        return self.one_of(key, self.required(key, str, example), choices)

    def one_of(self, key: str, text: object, choices: type[_Choice]) -> _Choice:
        """Return the choice that a text names."""
        values = [str(choice.value) for choice in choices]
        if not isinstance(text, str) or text not in values:
            raise self.wrong(key, text, f"one of {', '.join(values)}")
        return choices(text)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty where the key is not there."""
        found = self.items(key)
        for value in found:
            if not isinstance(value, str):
                raise self.wrong(key, value, "a list of texts in quotes")
        return tuple(str(value) for value in found)

    def items(self, key: str) -> list[object]:
        """Return a list, empty where the key is not there."""
        value = self._pop(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.wrong(key, value, "a list in [ ]")
        return value

    def table(self, key: str) -> Table | None:
        """Return a table inside this one, or nothing."""
        value = self._pop(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(key, value, f"a table; write [{key}] and its lines below")
        return Table(value, f"[{key}]")

    def tables(self, key: str) -> list[Table]:
        """Return tables of one name."""
        found = []
        for number, value in enumerate(self.items(key), 1):
            if not isinstance(value, dict):
                raise self.wrong(key, value, f"a table; write [[{key}]]")
            found.append(Table(value, f"{key} {number}"))
        return found

    def asked(self, key: str, text: str, read: Callable[[str], _Any]) -> _Any:
        """Return what a function makes of a text; its error gets the place."""
        try:
            return read(text)
        except (InputError, FormatError) as error:
            raise self.error(f"{key}: {error}") from error

    def done(self) -> None:
        """Refuse whatever nobody has asked for: a misspelt key is not silently lost."""
        for key in self.values:
            near = get_close_matches(key, self.known, n=1)
            known = ", ".join(dict.fromkeys(self.known))
            hint = f"did you mean {near[0]}?" if near else f"there are {known}"
            shown = re.sub(r"\s+", " ", key)[:_LONGEST_SHOWN]
            raise self.error(f"'{shown}' is not known here; {hint}")
