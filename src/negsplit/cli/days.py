"""Days as typed on the command line: a day, or a month or a year of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from negsplit.errors import InputError

if TYPE_CHECKING:
    import click


def first_day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """Return a day, or the first of a month or a year."""
    return None if value is None else _range(value)[0]


def last_day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """Return a day, or the last of a month or a year."""
    return None if value is None else _range(value)[1]


def _range(text: str) -> tuple[date, date]:
    """Return the first and the last day of a day, a month or a year."""
    try:
        numbers = [int(part) for part in text.split("-")]
        match numbers:
            case [year]:
                return date(year, 1, 1), date(year, 12, 31)
            case [year, month]:
                first = date(year, month, 1)
                after = (first + timedelta(days=32)).replace(day=1)
                return first, after - timedelta(days=1)
            case [year, month, day]:
                return (only := date(year, month, day)), only
    except (ValueError, OverflowError):
        pass
    raise InputError(f"'{text}' is no day; write 2024-05-04, 2024-05 or 2024")


def one_day(text: str) -> date:
    """Return a day from text such as 2026-12-24.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"'{text}' is no day; write 2026-12-24") from None
