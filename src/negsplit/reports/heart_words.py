"""What the heart did in a run, and what the pace cost it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.analysis.classify import Form
from negsplit.analysis.heart import GOOD_DECOUPLING
from negsplit.analysis.splits import fifths_of
from negsplit.reports.wording import percent, sentence, whole
from negsplit.units import format_clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.analysis.summary import HeartSummary, Summary
    from negsplit.verify.cost import HeartCost
    from negsplit.verify.verdict import Verdict

COST_TITLE = "What this pace costs your heart"
# Inferred: in cooler air the heart rate of a pace varies more from day to day than with
# the temperature, and a watch on the wrist reads some degrees warm. [°C]
WARM_DEGC = 20.0
# Less is no more than how a heart settles. Inferred. [bpm]
LEAST_DAY_BPM = 3.0
_ZONES = ("<60", "60–70", "70–80", "80–90", "90+")


def intensity_lines(verdict: Verdict, summary: Summary) -> tuple[str, ...]:
    """Return time at threshold, and what heart rate says as far as it is known."""
    lines = []
    if summary.threshold_s is not None:
        lines.append(
            "At threshold or faster, in bouts of a minute and more: "
            f"{format_clock(summary.threshold_s)}"
        )
    if summary.heart_rate is not None:
        lines += _heart_lines(verdict, summary.heart_rate)
    return tuple(lines)


def _heart_lines(verdict: Verdict, heart: HeartSummary) -> Iterator[str]:
    fifths = "  ".join(
        whole(split.heart_rate_bpm) for split in fifths_of(verdict.track)
    )
    yield f"Heart rate by fifths of the run: {fifths} bpm"
    if heart.zones_s is not None and heart.zone_edges_bpm is not None:
        zones = "  ".join(
            f"{name} {format_clock(seconds)}"
            for name, seconds in zip(_ZONES, heart.zones_s, strict=True)
        )
        yield f"% of maximum: {zones}"
    is_even = verdict.shape.form is Form.STEADY
    if heart.decoupling_frac is not None and is_even:
        kind = "below" if heart.decoupling_frac < GOOD_DECOUPLING else "above"
        yield (
            f"Decoupling {percent(heart.decoupling_frac, 1)}: {kind} the 5 % that "
            "coaches take for well supported (a rule of thumb)"
        )


def cost_lines(
    cost: HeartCost, remedy: str, temperature_degc: float | None = None
) -> tuple[str, ...]:
    """Return what the pace cost, and what that is compared with.

    Parameters
    ----------
    cost : HeartCost
        Recorded beside expected.
    remedy : str
        How the comparison would become one with the runner's own runs here.
    temperature_degc : float, optional
        How warm it was, where that is known. [°C]
    """
    if cost.earlier_runs:
        until = f", the last of {cost.latest_run}" if cost.latest_run else ""
        basis = f"Compared with {cost.earlier_runs} earlier runs of your own{until}."
    else:
        basis = f"Compared with hearts in general; your own runs would say more{remedy}"
    heat = _heat_line(cost.above_bpm, temperature_degc)
    return (sentence(cost.reason), *_day_line(cost), *heat, basis)


def _day_line(cost: HeartCost) -> tuple[str, ...]:
    """Return how much of a difference was there from the start."""
    day = cost.day_bpm
    if day is None or abs(cost.above_bpm) <= cost.band_bpm or abs(day) < LEAST_DAY_BPM:
        return ()
    if (day > 0) != (cost.above_bpm > 0):
        return ()
    side = "above" if day > 0 else "below"
    return (
        f"It was {whole(abs(day))} bpm {side} from the first ten minutes on: that part "
        "is the day, or the sensor.",
    )


def _heat_line(above_bpm: float, temperature_degc: float | None) -> tuple[str, ...]:
    """Return the heart rate beside the heat, where it was warm enough to matter."""
    if temperature_degc is None or temperature_degc < WARM_DEGC:
        return ()
    degrees = f"at {whole(temperature_degc)} °C"
    if above_bpm >= 1:
        return (f"{whole(above_bpm)} bpm above usual {degrees}. Heat is part of that.",)
    return (f"Not above usual {degrees}, although heat raises heart rate.",)
