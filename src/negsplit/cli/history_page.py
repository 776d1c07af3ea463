"""The terminal page of a history: findings first, then tables and charts."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from negsplit.cli.history_tables import (
    awareness_table,
    bests_table,
    distance_name,
    forms_table,
    periods_table,
)
from negsplit.cli.layout import PAGE_WIDTH
from negsplit.cli.time_chart import time_lines
from negsplit.cli.workout_page import behind
from negsplit.drawings.history_curves import charts_of
from negsplit.history.sentences import count, day_text
from negsplit.units import format_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from negsplit.history.look_back import History
    from negsplit.history.sentences import Sentence
    from negsplit.units import DistanceUnit

# Of what is not believed, so many are named; --json names all.
MOST_DOUBTS = 5


def history_page(
    history: History, told: Sequence[Sentence], unit: DistanceUnit
) -> Group:
    """Return the page of a history."""
    parts: list[RenderableType] = [_heading(history, unit), Text(), _findings(told)]
    if history.forms:
        parts += [Text("\nProgressions", style="bold"), forms_table(history, unit)]
    parts += [Text("\nBy month and year", style="bold"), periods_table(history, unit)]
    parts += [
        Text("\nFastest inside your runs, by the clock", style="bold"),
        bests_table(history, unit),
    ]
    for curve in charts_of(history, unit):
        chart = Text("\n" + "\n".join(time_lines(curve)), no_wrap=True)
        chart.highlight_regex(r"[\u2801-\u28ff]+", "bold bright_cyan")
        chart.highlight_regex(r"░+", "dim")
        parts.append(chart)
    if history.bests.doubtful or history.set_aside:
        parts.append(Text("\nNot counted", style="bold"))
    parts += [
        Text("\n".join(_wrapped(line, "· ")), style="dim")
        for line in _doubts(history, unit)
    ]
    awareness = history.awareness
    if awareness.felt or awareness.intended:
        parts += [
            Text("\nPace awareness: meant, felt from 0 to 10, and run", style="bold"),
            awareness_table(history),
        ]
    if not awareness.felt:
        parts.append(
            Text(
                "\nSay how a run felt, from 0 to 10, and see how well you know your "
                "pace:\nnegsplit diary note RUN --felt 3"
            )
        )
    parts.append(Text(f"\n{behind('history')}"))
    return Group(*parts)


def _heading(history: History, unit: DistanceUnit) -> Text:
    hours = history.moving_s / 3600
    text = Text(
        f"{count(history.runs, 'run')}, {history.distance_m / unit.metres:,.0f} "
        f"{unit.value}, {hours:,.0f} h",
        style="bold",
    )
    text.append(f" · {_days(history)}", style="not bold")
    return text


def _days(history: History) -> str:
    first, last = day_text(history.first_day), day_text(history.last_day)
    return first if first == last else f"{first} to {last}"


def _findings(told: Sequence[Sentence]) -> Text:
    text = Text()
    for number, sentence in enumerate(told):
        text.append("\n" * (number > 0) + "\n".join(_wrapped(sentence.text, "• ")))
    return text


def _wrapped(text: str, mark: str) -> list[str]:
    """Return a text as a list item that fits the page."""
    return wrap(
        text,
        PAGE_WIDTH - 2,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_on_hyphens=False,
    )


def _doubts(history: History, unit: DistanceUnit) -> Iterator[str]:
    """Yield what was not counted, and why."""
    doubtful = history.bests.doubtful
    runs = {item.best.run: item for item in doubtful}
    for item in list(runs.values())[:MOST_DOUBTS]:
        best = item.best
        yield (
            f"{distance_name(best.distance_m, unit)} in "
            f"{format_clock(best.duration_s)} on {day_text(best.day)}, run {best.run}: "
            f"{item.why.value}"
        )
    for aside in history.set_aside[:MOST_DOUBTS]:
        yield f"run {aside.run} of {day_text(aside.day)}: {aside.reason}"
    more = len(history.set_aside) - MOST_DOUBTS
    if more > 0:
        yield f"and {count(more, 'more run')}; --json names all"
