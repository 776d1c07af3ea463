"""A lactate test: its stages read, its thresholds as a page and as data."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from negsplit.analysis.heart import HUMAN_BPM
from negsplit.cli.workout_page import behind, bullets
from negsplit.errors import InputError
from negsplit.physiology.lactate_test import Reading, Threshold, thresholds
from negsplit.units import (
    DistanceUnit,
    format_pace,
    pace_s,
    parse_speed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KM, MI = DistanceUnit.KM, DistanceUnit.MI
TITLES = {
    Threshold.FIRST: "First threshold: lactate leaves its floor",
    Threshold.SECOND: "Second threshold: lactate begins to run away",
}
NOTES = (
    "Each rule is somebody's definition, none is the truth: train by the span. Rules "
    "read from the whole curve (Dmax) move with the speed at which the test begins and "
    "ends; fixed lactates move with food, heat and the meter.",
    "Stages of less than four minutes show lactate late, and thresholds too fast.",
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a test."""

    speed_mps: float
    lactate_mmol_l: float
    heart_rate_bpm: float | None


@dataclass(frozen=True, slots=True)
class LactateTest:
    """The stages of a test, and what every rule reads from them."""

    stages: tuple[Stage, ...]
    readings: tuple[Reading, ...]

    @classmethod
    def of(cls, stages: Sequence[Stage]) -> LactateTest:
        """Return a test and its thresholds."""
        found = thresholds(
            [stage.speed_mps for stage in stages],
            [stage.lactate_mmol_l for stage in stages],
        )
        return cls(tuple(stages), tuple(found))

    def of_threshold(self, threshold: Threshold) -> list[Reading]:
        """Return what the rules for one threshold say."""
        return [r for r in self.readings if r.rule.threshold is threshold]

    def span_mps(self, threshold: Threshold) -> tuple[float, float] | None:
        """Return the slowest and the fastest reading of a threshold."""
        found = [r.intensity for r in self.of_threshold(threshold) if r.intensity]
        return (min(found), max(found)) if found else None

    def heart_rate_at(self, speed_mps: float) -> float | None:
        """Return the heart rate of a speed, on a line between two stages."""
        for slow, fast in pairwise(self.stages):
            beats = slow.heart_rate_bpm, fast.heart_rate_bpm
            if slow.speed_mps <= speed_mps <= fast.speed_mps:
                if beats[0] is None or beats[1] is None:
                    return None
                way = (speed_mps - slow.speed_mps) / (fast.speed_mps - slow.speed_mps)
                return beats[0] + way * (beats[1] - beats[0])
        return None


def stage_of(text: str, unit: DistanceUnit | None) -> Stage:
    """Return a stage from text such as ``4:20/km=2.2`` or ``14km/h=1.7@158``.

    Raises
    ------
    InputError
        If it is not a speed, a lactate and perhaps a heart rate.
    """
    # 4:20/km:2.2 is taken as well: what follows the last colon is the lactate.
    speed, mark, rest = text.rpartition("=" if "=" in text else ":")
    lactate, at, beats = rest.partition("@")
    if not mark or not speed:
        raise InputError(
            f"stage '{text}' is not SPEED=LACTATE; write 4:20/km=2.2 or 14km/h=1.7"
        )
    bpm = _number(beats, text, "heart rate") if at else None
    low, high = HUMAN_BPM
    if bpm is not None and not low <= bpm <= high:
        raise InputError(
            f"heart rate {bpm:g} bpm in '{text}' is out of range {low:g} to {high:g}"
        )
    return Stage(parse_speed(speed, unit), _number(lactate, text, "lactate"), bpm)


def _number(part: str, text: str, name: str) -> float:
    try:
        return float(part.replace(",", "."))
    except ValueError:
        raise InputError(
            f"{name} '{part}' in '{text}' is not a number; write 4:20/km=2.2@165"
        ) from None


def page(
    test: LactateTest, vdot_threshold_mps: float | None, unit: DistanceUnit
) -> Iterator[str]:
    """Yield the lines of the page."""
    yield f"Lactate test of {len(test.stages)} stages"
    for threshold, title in TITLES.items():
        yield ""
        yield title
        for reading in test.of_threshold(threshold):
            yield _line(reading.rule.value, reading.intensity, test)
        yield from _span(test.span_mps(threshold), unit)
    if vdot_threshold_mps is not None:
        yield ""
        yield _line("T pace by VDOT", vdot_threshold_mps, test)
        place = _place(vdot_threshold_mps, test.span_mps(Threshold.SECOND))
        yield f"  {place}"
    yield ""
    yield from bullets(NOTES)
    yield ""
    yield behind("lactate")


def _line(name: str, speed_mps: float | None, test: LactateTest) -> str:
    if speed_mps is None:
        return f"  {name:<24}  not reached in this test"
    beats = test.heart_rate_at(speed_mps)
    heart = "" if beats is None else f"{beats:5.0f} bpm"
    per_km, per_mi = format_pace(speed_mps, KM), format_pace(speed_mps, MI)
    return f"  {name:<24}{per_km:>9}  {per_mi:>9}  {heart}".rstrip()


def _span(span_mps: tuple[float, float] | None, unit: DistanceUnit) -> Iterator[str]:
    if span_mps is None:
        return
    slow, fast = span_mps
    paces = (
        f"{format_pace(fast, each).split('/')[0]} to {format_pace(slow, each)}"
        for each in (unit, MI if unit is KM else KM)
    )
    apart = pace_s(slow, unit) - pace_s(fast, unit)
    yield f"  the span: {', '.join(paces)}; {apart:.0f} s/{unit.value} apart"


def _place(speed_mps: float, span_mps: tuple[float, float] | None) -> str:
    if span_mps is None:
        return "No rule finds a second threshold to compare it with."
    slow, fast = span_mps
    if speed_mps < slow:
        return "That is slower than every rule's second threshold."
    if speed_mps > fast:
        return "That is faster than every rule's second threshold."
    return "That is within the span of the second threshold."


def data(test: LactateTest, vdot_threshold_mps: float | None) -> dict[str, Any]:
    """Return the test as data, units in names."""
    spans = {each: test.span_mps(each) for each in Threshold}
    return {
        "stages": test.stages,
        "thresholds": [_threshold(reading, test) for reading in test.readings],
        "spans": [
            {"threshold": each, "slow_mps": span[0], "fast_mps": span[1]}
            for each, span in spans.items()
            if span is not None
        ],
        "vdot_threshold_mps": vdot_threshold_mps,
    }


def _threshold(reading: Reading, test: LactateTest) -> dict[str, Any]:
    speed = reading.intensity
    return {
        "threshold": reading.rule.threshold,
        "rule": reading.rule,
        "speed_mps": speed,
        "pace_s_per_km": None if speed is None else pace_s(speed, KM),
        "pace_s_per_mi": None if speed is None else pace_s(speed, MI),
        "heart_rate_bpm": None if speed is None else test.heart_rate_at(speed),
    }
