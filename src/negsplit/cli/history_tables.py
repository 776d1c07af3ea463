"""The tables of a history: forms, months and years, best efforts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.analysis.settings import SHAPE
from negsplit.cli.layout import table
from negsplit.history.awareness import Word
from negsplit.history.effort_minutes import EffortMinutes
from negsplit.reports.wording import UNKNOWN
from negsplit.units import (
    HALF_MARATHON_M,
    MARATHON_M,
    MILE_M,
    DistanceUnit,
    format_clock,
    format_distance,
    format_pace,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.table import Table

    from negsplit.history.bests import Best
    from negsplit.history.look_back import History, Month

# Distances that are told; the others are in --json. Under a kilometre the error of
# the satellites is as large as what is measured.
BOTH = (1500.0, MILE_M, 5000.0, 10_000.0, HALF_MARATHON_M, MARATHON_M)
TOLD = {
    DistanceUnit.KM: (1000.0, 3000.0, 15_000.0, 25_000.0, 30_000.0, 50_000.0, 1e5),
    DistanceUnit.MI: (2 * MILE_M, 5 * MILE_M, 10 * MILE_M, 50_000.0, 1e5),
}
# So many of the latest months are told, and before them years.
LATEST_MONTHS = 12
BAR_CELLS = 12
BAR = "░▒█"


def forms_table(history: History, unit: DistanceUnit) -> Table:
    """Return how often each form was run, and the best of it."""
    made = table("form", "plan", "none", "best", "", "from → to", "lift")
    for column in made.columns:
        column.no_wrap = True
    made.columns[3].justify = made.columns[5].justify = "left"
    for entry in history.forms:
        best = entry.best
        made.add_row(
            entry.form.value,
            f"{entry.planned:,}",
            f"{entry.unplanned:,}",
            f"{best.day:%Y-%m-%d}",
            format_distance(best.distance_m, unit),
            f"{_pace(best.start_mps, unit)} → {_pace(best.finish_mps, unit)}",
            f"{100 * best.lift_frac:.0f} %",
        )
    return made


def _pace(speed_mps: float, unit: DistanceUnit) -> str:
    return format_pace(speed_mps, unit).partition("/")[0]


@dataclass(frozen=True, slots=True)
class _Period:
    """Some months as one row."""

    name: str
    runs: int
    distance_m: float
    lifts: int
    negative_splits: int
    walls: int
    minutes: EffortMinutes


def periods_table(history: History, unit: DistanceUnit) -> Table:
    """Return years, and the latest months, and what was run in them."""
    made = table(
        "", "runs", unit.value, "lifts", "negative", "walls", "easy ░▒█ hard", ""
    )
    made.columns[6].justify = made.columns[7].justify = "left"
    for period in _periods(history.months):
        minutes = period.minutes
        made.add_row(
            period.name,
            f"{period.runs:,}",
            f"{period.distance_m / unit.metres:,.0f}",
            _number(period.lifts),
            _number(period.negative_splits),
            _number(period.walls),
            _bar(minutes),
            f"{100 * minutes.share(minutes.hard_s):.0f} % hard"
            if minutes.total_s
            else "",
        )
    return made


def _number(number: int) -> str:
    return f"{number:,}" if number else "·"


def _periods(months: tuple[Month, ...]) -> list[_Period]:
    latest = months[-LATEST_MONTHS:]
    years = sorted({month.month.year for month in months})
    rows = []
    if len(months) > LATEST_MONTHS:
        rows = [
            _joined(str(year), (m for m in months if m.month.year == year))
            for year in years
        ]
    rows += [_joined(f"{month.month:%b %Y}", [month]) for month in latest]
    return [*rows, _joined("all", months)] if len(months) > 1 else rows


def _joined(name: str, months: Iterable[Month]) -> _Period:
    group = list(months)
    return _Period(
        name,
        sum(m.runs for m in group),
        sum(m.distance_m for m in group),
        sum(m.planned_progressions + m.unplanned_progressions for m in group),
        sum(m.negative_splits for m in group),
        sum(m.walls for m in group),
        sum((m.minutes for m in group), EffortMinutes()),
    )


def _bar(minutes: EffortMinutes) -> str:
    """Return easy, moderate and hard time as a bar, its parts told by their shade."""
    if not minutes.total_s:
        return ""
    ends = [
        round(BAR_CELLS * minutes.share(seconds))
        for seconds in (minutes.easy_s, minutes.easy_s + minutes.moderate_s)
    ]
    parts = (ends[0], ends[1] - ends[0], BAR_CELLS - ends[1])
    return "".join(mark * cells for mark, cells in zip(BAR, parts, strict=True))


def awareness_table(history: History) -> Table:
    """Return intended, felt and actual effort, a row for each word."""
    made = table(
        "effort",
        "steps planned",
        "run so",
        "runs felt",
        "run so",
        "felt",
        "by pace",
        "",
    )
    meant = {entry.word: entry for entry in history.awareness.intended}
    said = {entry.word: entry for entry in history.awareness.felt}
    for word in Word:
        if word not in meant and word not in said:
            continue
        intended, felt = meant.get(word), said.get(word)
        planned = ("", "")
        if intended is not None:
            planned = f"{intended.steps:,}", f"{intended.as_intended:,}"
        told = ("", "", "", "", "")
        if felt is not None:
            told = (
                f"{felt.runs:,}",
                f"{felt.as_felt:,}",
                f"{felt.mean_felt_cr10:.1f}",
                f"{felt.mean_actual_cr10:.1f}",
                f"{100 * felt.mean_intensity_frac:.0f} % of VDOT",
            )
        made.add_row(word.value, *planned, *told)
    return made


def bests_table(history: History, unit: DistanceUnit) -> Table:
    """Return the fastest over each distance, ever and in the last twelve months."""
    made = table("", "ever", "", "day", "last 12 months", "", "day")
    current = {best.distance_m: best for best in history.bests.current}
    for best in history.bests.ever:
        if _is_told(best.distance_m, unit) and best.speed_mps >= SHAPE.walk_mps:
            late = current.get(best.distance_m)
            made.add_row(
                distance_name(best.distance_m, unit),
                *_cells(best, unit),
                *(_cells(late, unit) if late is not None else (UNKNOWN, "", "")),
            )
    return made


def _is_told(distance_m: float, unit: DistanceUnit) -> bool:
    """Return whether a distance is one of the unit's own, or of both."""
    return distance_m in BOTH or distance_m in TOLD[unit]


def distance_name(distance_m: float, unit: DistanceUnit) -> str:
    """Return a distance as runners call it, whatever their unit."""
    names = {HALF_MARATHON_M: "half", MARATHON_M: "marathon", MILE_M: "mile"}
    if distance_m in names:
        return names[distance_m]
    is_miles = abs(distance_m / MILE_M - round(distance_m / MILE_M)) < 1e-6
    return format_distance(distance_m, unit if is_miles else DistanceUnit.KM)


def _cells(best: Best, unit: DistanceUnit) -> tuple[str, str, str]:
    return (
        format_clock(best.duration_s),
        format_pace(best.speed_mps, unit),
        f"{best.day:%Y-%m-%d}{' race' if best.is_race else ''}",
    )
