"""A page of runs: each one line, with a small picture of its speed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group
from rich.text import Text

from negsplit.analysis.shape import Answer
from negsplit.cli.chart import BLOCKS
from negsplit.cli.layout import table
from negsplit.reports.wording import UNKNOWN, pace
from negsplit.units import format_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.analysis.feature_records import Features
    from negsplit.recording import Column
    from negsplit.store.records import RunRow
    from negsplit.units import DistanceUnit

# Names need more room than a page has.
LIST_WIDTH = 120
SPARK_CELLS = 8
# A picture of an even run is even: its scale spans this share of the mean at least.
LEAST_SPAN_FRAC = 0.25


def runs_page(
    rows: Sequence[RunRow],
    kept: dict[int, Features],
    count: int,
    page: int | None,
    unit: DistanceUnit,
) -> Group:
    """Return a page of a list of runs, and how many there are in all."""
    if not rows:
        return Group(Text(_nothing(count, page)))
    made = table(
        "run", "day", unit.value, "time", f"/{unit.value}", "speed", "form", "lift", ""
    )
    for column in made.columns:
        column.no_wrap = True
    for place in (5, 6, 8):
        made.columns[place].justify = "left"
    made.columns[0].justify = "right"
    for row in rows:
        made.add_row(*_cells(row, kept.get(row.id), unit))
    told = f"{count:,} run{'' if count == 1 else 's'}"
    if len(rows) < count:
        told += f", {len(rows)} of them here; --page {(page or 1) + 1} goes on"
    return Group(made, Text(f"{told}. One in full: negsplit runs {rows[0].id}"))


def _nothing(count: int, page: int | None) -> str:
    if count:
        return f"{count} runs, none of them on page {page}"
    return "No run like that in the diary; negsplit runs lists all"


def _cells(row: RunRow, features: Features | None, unit: DistanceUnit) -> list[str]:
    metres, seconds = row.distance_m, row.moving_s
    return [
        str(row.id),
        f"{row.started_at:%Y-%m-%d}",
        UNKNOWN if metres is None else f"{metres / unit.metres:.1f}",
        UNKNOWN if seconds is None else format_clock(seconds),
        pace(metres / seconds, unit) if metres and seconds else UNKNOWN,
        "" if features is None else spark(features.spark_mps),
        "" if row.form is None else row.form.value,
        _lift(row, features),
        _name(row),
    ]


def _lift(row: RunRow, features: Features | None) -> str:
    """Return by how much a progression lifted; nothing for other runs."""
    if row.is_progression is not Answer.YES or features is None:
        return ""
    return f"{100 * (features.lift_frac or 0.0):.0f} %"


def _name(row: RunRow) -> str:
    felt = "" if row.felt_cr10 is None else f"felt {row.felt_cr10:g} "
    race = "race " if row.is_race else ""
    return f"{race}{felt}{' '.join(row.name.split())}"


def run_heading(row: RunRow) -> Text:
    """Return what only the diary knows of a run."""
    known = [f"run {row.id}", " ".join(row.name.split())]
    if row.is_race:
        known.append("race")
    if row.goal is not None:
        known.append(f"for {row.goal.value}")
    if row.felt_cr10 is not None:
        known.append(f"felt {row.felt_cr10:g} of 10")
    if row.twin_of is not None:
        known.append(f"seems to be the same run as {row.twin_of}")
    return Text(" · ".join(text for text in known if text), style="dim")


def spark(speed_mps: Column) -> str:
    """Return speed as a row of blocks, faster higher."""
    parts = np.array([part.mean() for part in np.array_split(speed_mps, SPARK_CELLS)])
    low, high = float(parts.min()), float(parts.max())
    span = max(high - low, LEAST_SPAN_FRAC * float(parts.mean()), 1e-9)
    middle = (low + high) / 2
    share = np.clip((parts - middle) / span + 0.5, 0.0, 1.0)
    levels = np.rint(share * (len(BLOCKS) - 1)).astype(int)
    return "".join(BLOCKS[level] for level in levels)
