"""A year of running, a mark a day: a week a column, its days from Monday down.

What a day was is told by a shape, not by colour alone: a square for a run, a triangle
that points up for one that lifted, down for one that hit a wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from html import escape
from typing import TYPE_CHECKING

from negsplit.drawings.frame import FILE, Look, Setting, framed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

DAY = (
    "text{font:11px system-ui,sans-serif;fill:#1c2733}.quiet{fill:#55606b}"
    ".paper{fill:#fff}.none{fill:#e3e8ed}.run{fill:#6d9bc3}.lifted{fill:#a84300}"
    ".wall{fill:#1c2733}"
)
NIGHT = (
    "text{fill:#e6ebf0}.quiet{fill:#aab4be}.paper{fill:#12171c}.none{fill:#232c35}"
    ".run{fill:#4d7fab}.lifted{fill:#ff9c5b}.wall{fill:#e6ebf0}"
)
CALENDAR = Look("calendar", DAY, NIGHT)
# In user units: a day, the room for the names of weekdays and of months; and how many
# weeks are shown on a desk and on a phone.
CELL, LEFT, TOP, FOOT = 13.0, 26.0, 18.0, 4.0
WEEKS, PHONE_WEEKS = 53, 25
NAMES = ("Mon", "", "Wed", "", "Fri", "", "Sun")


class Kind(Enum):
    """What a day was."""

    RUN = "run"
    LIFTED = "lifted"
    WALL = "wall"


@dataclass(frozen=True, slots=True)
class Span:
    """The weeks of a calendar: their first Monday, and how many."""

    monday: date
    weeks: int


def span_until(last: date, *, is_narrow: bool) -> Span:
    """Return the weeks that end with the one of a day."""
    weeks = PHONE_WEEKS if is_narrow else WEEKS
    monday = last - timedelta(days=last.weekday())
    return Span(monday - timedelta(weeks=weeks - 1), weeks)


def calendar_svg(
    days: Mapping[date, Kind],
    last: date,
    said: tuple[str, str],
    setting: Setting = FILE,
) -> str:
    """Return the days until a last one.

    Parameters
    ----------
    days : mapping of date to Kind
        Days with a run.
    last : date
        The last day.
    said : tuple of str
        Title and description, for those who hear it.
    setting : Setting
        Where it will stand.
    """
    span = span_until(last, is_narrow=setting.is_narrow)
    size = LEFT + span.weeks * CELL, TOP + 7 * CELL + FOOT
    lines = [*_names(), *_months(span), *_days(days, span, last)]
    return framed(CALENDAR, size, said, lines, setting)


def _names() -> Iterator[str]:
    for number, name in enumerate(NAMES):
        if name:
            yield _text(LEFT - 4, TOP + number * CELL + 10, name, "end")


def _months(span: Span) -> Iterator[str]:
    shown, last_x = "", -CELL * 4
    for number in range(span.weeks):
        monday = span.monday + timedelta(weeks=number)
        name = f"{monday:%b}"
        x = LEFT + number * CELL
        if name != shown and x - last_x > CELL * 2.4:
            yield _text(x, TOP - 6, name, "start")
            last_x = x
        shown = name


def _days(days: Mapping[date, Kind], span: Span, last: date) -> Iterator[str]:
    for number in range(span.weeks * 7):
        day = span.monday + timedelta(days=number)
        if day > last:
            return
        column, row = divmod(number, 7)
        x, y = LEFT + column * CELL, TOP + row * CELL
        yield _mark(days.get(day), x + 1.5, y + 1.5, CELL - 3)


def _mark(kind: Kind | None, x: float, y: float, side: float) -> str:
    right, bottom, middle = x + side, y + side, x + side / 2
    match kind:
        case Kind.LIFTED:
            points = f"{x:g},{bottom:g} {middle:g},{y:g} {right:g},{bottom:g}"
        case Kind.WALL:
            points = f"{x:g},{y:g} {right:g},{y:g} {middle:g},{bottom:g}"
        case _:
            name = "none" if kind is None else kind.value
            return (
                f'<rect class="{name}" x="{x:g}" y="{y:g}" width="{side:g}" '
                f'height="{side:g}" rx="2"/>'
            )
    return f'<polygon class="{kind.value}" points="{points}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" class="quiet" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )
