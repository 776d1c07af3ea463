"""What of a history is drawn through time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.drawings.through_time import TimeCurve
from negsplit.units import DistanceUnit, format_pace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from negsplit.history.look_back import History

# A line needs this many months to be one.
FEWEST_MONTHS = 3
BAND = "░ four times in five"
# A month is drawn in its middle.
MIDDLE = 15


def charts_of(history: History, unit: DistanceUnit) -> tuple[TimeCurve, ...]:
    """Return VDOT, critical speed and heart rate through the months."""
    return (*_abilities(history, unit), *_pulse(history, unit))


def _abilities(history: History, unit: DistanceUnit) -> Iterator[TimeCurve]:
    found = history.abilities
    if len(found) < FEWEST_MONTHS:
        return
    days = [_middle(ability.month) for ability in found]
    least = all(ability.is_at_least for ability in found)
    band = "at least; no heart rate tells more" if least else BAND
    yield TimeCurve(
        f"VDOT by the runs of thirteen weeks, {band}",
        days,
        [ability.vdot_ml_kg_min for ability in found],
        [ability.vdot_low_ml_kg_min for ability in found],
        [a.vdot_high_ml_kg_min or a.vdot_ml_kg_min for a in found],
        lambda value: f"{value:.0f}",
    )
    yield TimeCurve(
        f"critical speed, faster up, {band}",
        days,
        [ability.critical_speed_mps for ability in found],
        [ability.critical_speed_low_mps for ability in found],
        [a.critical_speed_high_mps or a.critical_speed_mps for a in found],
        lambda value: format_pace(value, unit),
    )


def _pulse(history: History, unit: DistanceUnit) -> Iterator[TimeCurve]:
    trend = history.pulse
    if trend is None:
        return
    yield TimeCurve(
        f"heart rate at {format_pace(trend.speed_mps, unit)} grade-adjusted; {BAND}",
        [_middle(month.month) for month in trend.months],
        [month.heart_rate_bpm for month in trend.months],
        [month.low_bpm for month in trend.months],
        [month.high_bpm for month in trend.months],
        lambda value: f"{value:.0f}",
    )


def _middle(month: date) -> date:
    return month.replace(day=MIDDLE)
