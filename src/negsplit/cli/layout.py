"""What the pages of a run are set in: width, colours, panels, tables, numbers."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from negsplit.analysis.shape import Answer
from negsplit.units import DistanceUnit, format_pace

PAGE_WIDTH = 80
UNKNOWN = "–"
COLOURS = {
    Answer.YES: "green",
    Answer.PARTLY: "yellow",
    Answer.NO: "red",
    Answer.CANNOT_TELL: "cyan",
}


def console(widest: int = PAGE_WIDTH) -> Console:
    """Return the console to print pages on, never wider than a page."""
    screen = Console(highlight=False)
    screen.width = min(screen.width, widest)
    return screen


def panel(title: str, text: Text) -> Panel:
    """Return a frame of the width of a page."""
    return Panel(text, title=title, title_align="left", width=PAGE_WIDTH)


def table(*columns: str) -> Table:
    """Return an empty table, its first column to the left."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for number, column in enumerate(columns):
        made.add_column(column, justify="left" if number == 0 else "right")
    return made


def sentence(text: str) -> str:
    """Return a clause as a sentence: a capital first and a full stop last."""
    return f"{text[:1].upper()}{text[1:]}."


def whole(value: float | None) -> str:
    """Return a number without decimals, or a dash where it is not known."""
    return UNKNOWN if value is None else f"{value:.0f}"


def percent(share: float, digits: int = 0) -> str:
    """Return a share in percent."""
    return f"{100 * share:.{digits}f} %"


def sure(confidence: float) -> str:
    """Return a confidence in words; nothing that is measured is certain."""
    return f"{percent(min(confidence, 0.99))} sure"


def pace(speed_mps: float, unit: DistanceUnit) -> str:
    """Return a pace without its unit, or a dash for somebody who stands."""
    return format_pace(speed_mps, unit).partition("/")[0] if speed_mps > 0 else UNKNOWN
