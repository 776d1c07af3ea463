"""What the pages of a run are set in: width, colours, panels, tables."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from negsplit.analysis.shape import Answer

PAGE_WIDTH = 80
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
