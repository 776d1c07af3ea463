"""What the pace of a run cost the heart: the part of its page that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from negsplit.cli.layout import panel
from negsplit.cli.panel_lines import terminal_lines
from negsplit.drawings.overlay import heart_panel
from negsplit.reports.heart_words import COST_TITLE, cost_lines

if TYPE_CHECKING:
    from rich.console import RenderableType

    from negsplit.analysis.clean import Track
    from negsplit.units import DistanceUnit
    from negsplit.verify.cost import HeartCost


def heart_lines(
    track: Track, cost: HeartCost, unit: DistanceUnit
) -> list[RenderableType]:
    """Return what the pace cost the heart, in words and drawn."""
    drawing = terminal_lines(heart_panel(track, cost, None), unit, last=True)
    chart = Text("\n".join(drawing), no_wrap=True)
    chart.highlight_regex(r"[\u2801-\u28ff]+", "bold bright_cyan")
    chart.highlight_regex(r"░+", "dim")
    words = Text("\n".join(cost_lines(cost, ": negsplit calibrate --out.")))
    return [panel(COST_TITLE, words), chart]
