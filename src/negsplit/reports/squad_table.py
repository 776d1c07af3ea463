"""One session for many runners as a table: a row a runner, a column a step."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from negsplit.reports.step_table import length_text
from negsplit.reports.wording import UNKNOWN
from negsplit.runner import Runner
from negsplit.units import format_clock, format_pace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.design import PlannedStep
    from negsplit.planning.squad import Member
    from negsplit.units import DistanceUnit


@dataclass(frozen=True, slots=True)
class SquadRow:
    """A runner: VDOT, the pace of every step, and about how long it takes."""

    name: str
    vdot: str
    paces: tuple[str, ...]
    about: str


@dataclass(frozen=True, slots=True)
class SquadTable:
    """The steps worth a column, and every runner's paces for them."""

    steps: tuple[str, ...]
    rows: tuple[SquadRow, ...]


def squad_table(members: Sequence[Member], unit: DistanceUnit) -> SquadTable:
    """Return a session in every runner's paces."""
    columns = _columns(members[0].steps)
    first = members[0].steps
    return SquadTable(
        tuple(_heading(first[index], times, unit) for index, times in columns),
        tuple(_row(member, columns, unit) for member in members),
    )


def _row(
    member: Member, columns: Sequence[tuple[int, int]], unit: DistanceUnit
) -> SquadRow:
    vdot, about = Runner.of(member.athlete).vdot_ml_kg_min, member.duration_s
    return SquadRow(
        member.athlete.name,
        UNKNOWN if vdot is None else f"{vdot:.1f}",
        tuple(_pace(member.steps, index, unit) for index, _ in columns),
        UNKNOWN if about is None else format_clock(about),
    )


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
