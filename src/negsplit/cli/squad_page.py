"""The terminal page of a squad: a row a runner, a column a step."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from negsplit.cli.layout import table
from negsplit.reports.step_table import length_text
from negsplit.reports.wording import UNKNOWN
from negsplit.runner import Runner
from negsplit.units import format_clock, format_pace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from negsplit.design import PlannedStep
    from negsplit.planning.squad import Member
    from negsplit.units import DistanceUnit

# So many steps fit beside a name and a VDOT; the next ones make another table.
COLUMNS = 4
_LONGEST_NAME = 16


def squad_page(title: str, members: Sequence[Member], unit: DistanceUnit) -> Group:
    """Return the page of one session for all."""
    heading = Text(title, style="bold")
    heading.append(f" · {len(members)} runners, paces per {unit.value}", "not bold")
    parts: list[RenderableType] = [heading]
    columns = _columns(members[0].steps)
    parts += [
        _table(members, columns[start : start + COLUMNS], unit)
        for start in range(0, len(columns), COLUMNS)
    ]
    return Group(*parts)


def _columns(steps: Sequence[PlannedStep]) -> list[tuple[int, int]]:
    """Return the steps worth a column: first index and how many are alike in a row.

    Rests and walks have no pace; a repetition that comes again is told once.
    """
    found: dict[tuple[object, object], int] = {}
    order: list[tuple[int, int]] = []
    numbered = [(n, step) for n, step in enumerate(steps) if step.faces.speeds_mps]
    for key, group in groupby(numbered, lambda item: _key(item[1])):
        alike = list(group)
        if key in found:
            place = found[key]
            order[place] = (order[place][0], order[place][1] + len(alike))
        else:
            found[key] = len(order)
            order.append((alike[0][0], len(alike)))
    return order


def _key(step: PlannedStep) -> tuple[object, object]:
    return step.step.length, step.faces.speeds_mps


def _table(
    members: Sequence[Member], columns: Sequence[tuple[int, int]], unit: DistanceUnit
) -> Table:
    first = members[0].steps
    names = [_heading(first[index], times, unit) for index, times in columns]
    made = table("", "VDOT", *names, "about")
    for column in made.columns:
        column.no_wrap = True
    for member in members:
        vdot = Runner.of(member.athlete).vdot_ml_kg_min
        about = member.duration_s
        made.add_row(
            member.athlete.name[:_LONGEST_NAME],
            UNKNOWN if vdot is None else f"{vdot:.1f}",
            *(_pace(member.steps, index, unit) for index, _ in columns),
            UNKNOWN if about is None else format_clock(about),
        )
    return made


def _heading(step: PlannedStep, times: int, unit: DistanceUnit) -> str:
    length = length_text(step.step, unit)
    return length if times == 1 else f"{times}x {length}"


def _pace(steps: Sequence[PlannedStep], index: int, unit: DistanceUnit) -> str:
    speeds = steps[index].faces.speeds_mps if index < len(steps) else None
    if speeds is None:
        return UNKNOWN
    told = [format_pace(speed, unit).partition("/")[0] for speed in speeds]
    if told[0] == told[1]:
        return told[0]
    return (">" if steps[index].faces.is_ramp else "-").join(told)
