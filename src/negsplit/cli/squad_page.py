"""The terminal page of a squad: a row a runner, a column a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from negsplit.cli.layout import table
from negsplit.reports.squad_table import squad_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from negsplit.planning.squad import Member
    from negsplit.reports.squad_table import SquadTable
    from negsplit.units import DistanceUnit

# So many steps fit beside a name and a VDOT; the next ones make another table.
COLUMNS = 4
_LONGEST_NAME = 16


def squad_page(title: str, members: Sequence[Member], unit: DistanceUnit) -> Group:
    """Return the page of one session for all."""
    heading = Text(title, style="bold")
    heading.append(f" · {len(members)} runners, paces per {unit.value}", "not bold")
    found = squad_table(members, unit)
    parts: list[RenderableType] = [heading]
    parts += [
        _table(found, slice(start, start + COLUMNS))
        for start in range(0, len(found.steps), COLUMNS)
    ]
    return Group(*parts)


def _table(found: SquadTable, columns: slice) -> Table:
    made = table("", "VDOT", *found.steps[columns], "about")
    for column in made.columns:
        column.no_wrap = True
    for row in found.rows:
        name = row.name[:_LONGEST_NAME]
        made.add_row(name, row.vdot, *row.paces[columns], row.about)
    return made
