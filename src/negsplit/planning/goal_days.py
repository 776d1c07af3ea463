"""The day in a goal's words: ``by 2027-04-18``, ``in 12 weeks``, ``on 2 May 2027``."""

from __future__ import annotations

import re
from datetime import date, timedelta

from negsplit.errors import InputError

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december",
)  # fmt: skip
_NAMES = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS)
_LEAD = r"(?:by|on|until|till|before|at|to)"
_ISO = re.compile(rf"\s*\b{_LEAD}\s+(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})$")
_DAY_FIRST = re.compile(
    rf"\s*\b{_LEAD}\s+(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?"
    rf"({_NAMES})\.?,?\s+(\d{{4}})$"
)
_MONTH_FIRST = re.compile(
    rf"\s*\b{_LEAD}\s+({_NAMES})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})$"
)
_WEEKS = re.compile(r"\s*\b(?:in|within|for|over)\s+(\d{1,3})\s+(week|month)s?$")
_SLASHES = re.compile(rf"\s*\b{_LEAD}\s+(\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})$")
_MONTH_WEEKS = 52 / 12
_MOST_WEEKS = 520.0


def cut_day(plain: str, today: date) -> tuple[str, date | None]:
    """Return the words without their day, and the day, if there is one.

    Raises
    ------
    InputError
        If there is a day that is none, or that could be two.
    """
    if match := _SLASHES.search(plain):
        raise InputError(
            f"'{match[1]}' can be read as two days; write year-month-day, as in "
            "2027-04-18"
        )
    if match := _WEEKS.search(plain):
        weeks = int(match[1]) * (1.0 if match[2] == "week" else _MONTH_WEEKS)
        if weeks > _MOST_WEEKS:
            raise InputError(f"{match[1]} {match[2]}s are too far off; plan for a year")
        return plain[: match.start()], today + timedelta(days=round(7 * weeks))
    for pattern, order in (
        (_ISO, (0, 1, 2)),
        (_DAY_FIRST, (2, 1, 0)),
        (_MONTH_FIRST, (2, 0, 1)),
    ):
        if match := pattern.search(plain):
            parts = match.groups()
            year, month, day = (parts[place] for place in order)
            return plain[: match.start()], _date(year, month, day)
    return plain, None


def _date(year: str, month: str, day: str) -> date:
    number = (
        int(month)
        if month.isdigit()
        else next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
    )
    try:
        return date(int(year), number, int(day))
    except ValueError as error:
        raise InputError(
            f"'{year}-{month}-{day}' is no day of the calendar; write 2027-04-18"
        ) from error
