"""What the diary shows of a plan by itself: what was missed, and how it felt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.plan import Plan

# What lies further back cannot be caught up; who has brought no run for so long keeps
# no diary at the moment, and has missed nothing that it could know of. Ours.
LOOKED_AT_DAYS, SILENT_DAYS = 7, 14
# A session run a day or two off its day was moved, not missed; ours.
MOVED_DAYS = 2


@dataclass(frozen=True, slots=True)
class DayRun:
    """A run, as far as an adaptation looks at it."""

    day: date
    felt_cr10: float | None = None


def noticed(
    plan: Plan, runs: Sequence[DayRun], today: date
) -> tuple[tuple[date, ...], tuple[tuple[date, float], ...]]:
    """Return the days that were missed, and how sessions felt.

    Parameters
    ----------
    plan : Plan
        What was to be run.
    runs : sequence of DayRun
        What was run.
    today : date
        Its own session may still be run.
    """
    ran = {run.day for run in runs}
    felt = {run.day: run.felt_cr10 for run in runs if run.felt_cr10 is not None}
    planned = [s.day for s in plan.sessions if s.day < today]
    told = tuple((day, felt[day]) for day in planned if day in felt)
    if not any(0 <= (today - day).days <= SILENT_DAYS for day in ran):
        return (), told
    first = today - timedelta(days=LOOKED_AT_DAYS)
    spare = sorted(ran - set(planned))
    missed = []
    for day in planned:
        if day < first or day in ran:
            continue
        near = [extra for extra in spare if abs((extra - day).days) <= MOVED_DAYS]
        if near:
            spare.remove(near[0])
        else:
            missed.append(day)
    return tuple(missed), told
