"""Zwift workouts for runs, read."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from negsplit.errors import FormatError, InputError
from negsplit.formats import xml_tree
from negsplit.formats.ramps import LEAST_M, LEAST_S
from negsplit.units import MILE_M, SpeedUnit
from negsplit.workout import (
    Cue,
    Distance,
    Effort,
    EffortTarget,
    Intensity,
    Item,
    Length,
    Repeat,
    SpeedRamp,
    SpeedTarget,
    Step,
    Target,
    Time,
    Workout,
    plain_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.formats.xml_tree import Node

_REFERENCES = ("mile", "5k", "10k", "half marathon", "marathon")
_EFFORTS = {effort.value: effort for effort in Effort}
_RAMPS = {
    "Warmup": Intensity.WARMUP,
    "Ramp": None,
    "Cooldown": Intensity.COOLDOWN,
}
# Above this an incline cannot be a fraction and was written in percent.
_MOST_INCLINE_FRAC = 0.4


def read(data: bytes) -> Workout:
    """Return the workout of a ``.zwo`` file.

    Fractions become paces where the file says what they refer to; else they stay as
    a note, because the game's own reference is the runner's record.

    Raises
    ------
    FormatError
        If the bytes are not such a file, or it is not for running.
    """
    root = xml_tree.parse(data)
    if root.name != "workout_file":
        raise FormatError(f"XML <{root.name[:40]}> is not a Zwift workout")
    if (sport := root.text_of("sportType").lower()) != "run":
        raise FormatError(f"Zwift workout of sport '{sport[:20]}' is not for running")
    body = root.child("workout")
    if body is None:
        raise FormatError("Zwift workout has no <workout>")
    reader = _Reader(root)
    try:
        items = tuple(item for node in body.children for item in reader.items(node))
        return Workout(items, plain_text(root.text_of("name")))
    except InputError as error:
        raise FormatError(f"Zwift workout: {error}") from error


class _Reader:
    """What holds for every block of one file."""

    def __init__(self, root: Node) -> None:
        # Without a word about it the durations of runs are metres.
        self.in_seconds = root.text_of("durationType").lower() == "time"
        threshold_s = _float(root.text_of("thresholdSecPerKm"))
        self.reference_mps = 1000 / threshold_s if threshold_s else None

    def items(self, node: Node) -> Iterator[Item]:
        """Yield the item of a block; what has no duration is no block."""
        try:
            if node.name == "IntervalsT":
                yield self._intervals(node)
            elif "Duration" in node.attributes:
                yield self._step(node)
        except InputError as error:
            raise FormatError(
                f"<{node.name[:40]}>: {error}", offset=node.offset
            ) from error

    def _intervals(self, node: Node) -> Repeat:
        on, off = (self._half(node, part) for part in ("On", "Off"))
        times = _float(node.attributes.get("Repeat", ""))
        return Repeat(int(times or 0), (_noted(on, self._messages(node)[0]), off))

    def _half(self, node: Node, part: str) -> Step:
        target, note = self._steady(node, f"{part}Power")
        return Step(self._length(node, f"{part}Duration"), target, note=note)

    def _step(self, node: Node) -> Step:
        note, cues = self._messages(node)
        target, extra = self._target(node)
        step = Step(
            self._length(node, "Duration"),
            target,
            intensity=_RAMPS.get(node.name),
            incline_frac=_incline(node),
            note=extra,
            cues=cues,
        )
        return _noted(step, note)

    def _length(self, node: Node, name: str) -> Length:
        amount = _float(node.attributes.get(name, ""))
        if amount is None:
            raise InputError(f"{name} is missing or no number")
        return Time(amount) if self.in_seconds else Distance(amount)

    def _target(self, node: Node) -> tuple[tuple[Target, ...], str]:
        if node.name in _RAMPS:
            return self._ramp(node)
        if node.name == "SteadyState":
            return self._steady(node, "Power")
        if node.name == "MaxEffort":
            return (EffortTarget(Effort.MAX),), ""
        return (), "" if node.name == "FreeRide" else node.name[:40]

    def _steady(self, node: Node, name: str) -> tuple[tuple[Target, ...], str]:
        power = _float(node.attributes.get(name, ""))
        if not power:
            return (), ""
        if self.reference_mps is None:
            return (), f"{power * 100:g}% of {_reference(node)} speed"
        speed, unit = _tidy(self.reference_mps * power)
        return (SpeedTarget(speed, speed, unit),), ""

    def _ramp(self, node: Node) -> tuple[tuple[Target, ...], str]:
        ends = [_float(node.attributes.get(f"Power{end}", "")) for end in _ENDS]
        if not ends[0] or not ends[1]:
            return self._steady(node, "Power")
        if self.reference_mps is None:
            start, end = (f"{(power or 0) * 100:g}%" for power in ends)
            return (), f"{start} to {end} of {_reference(node)} speed"
        start_mps, unit = _tidy(self.reference_mps * ends[0])
        end_mps, _ = _tidy(self.reference_mps * ends[1])
        return (SpeedRamp(start_mps, end_mps, unit),), ""

    def _messages(self, node: Node) -> tuple[str, tuple[Cue, ...]]:
        """Return the text told at the start of a block, and the later cues."""
        note: list[str] = []
        cues: list[Cue] = []
        for event in node.children:
            if event.name.lower() != "textevent":
                continue
            text = plain_text(event.attributes.get("message", ""))
            place = _place(event)
            if place is None:
                note.append(text)
            else:
                cues.append(Cue(place, text))
        return "; ".join(note), tuple(cues)


_ENDS = ("Low", "High")


def _place(event: Node) -> Time | Distance | None:
    seconds = _float(event.attributes.get("timeoffset", ""))
    metres = _float(event.attributes.get("distoffset", ""))
    if metres and metres > 0:
        return Distance(max(metres, LEAST_M))
    if seconds and seconds > 0:
        return Time(max(seconds, LEAST_S))
    return None


def _noted(step: Step, told: str) -> Step:
    """Return the step with a message taken apart into effort words and a note."""
    parts = [part for part in told.split("; ") if part]
    efforts = tuple(EffortTarget(_EFFORTS[part]) for part in parts if part in _EFFORTS)
    notes = [step.note, *(part for part in parts if part not in _EFFORTS)]
    return Step(
        step.length,
        (*step.targets, *efforts),
        step.intensity,
        incline_frac=step.incline_frac,
        note="; ".join(note for note in notes if note),
        cues=step.cues,
    )


def _reference(node: Node) -> str:
    index = _float(node.attributes.get("pace", ""))
    if index is not None and index in range(len(_REFERENCES)):
        return _REFERENCES[int(index)]
    return "reference"


def _incline(node: Node) -> float | None:
    incline = _float(node.attributes.get("Incline", ""))
    if incline is None:
        return None
    return incline if abs(incline) <= _MOST_INCLINE_FRAC else incline / 100


def _tidy(speed_mps: float) -> tuple[float, SpeedUnit]:
    """Return a product without the dust of its rounding, and its likely unit."""
    if not speed_mps > 0:
        raise InputError(f"speed {speed_mps:g} m/s must be more than zero")
    per_km, per_mi = 1000 / speed_mps, MILE_M / speed_mps
    if abs(per_mi - round(per_mi)) < _DUST_S < abs(per_km - round(per_km)):
        return MILE_M / round(per_mi), SpeedUnit.PER_MI
    return 1000 / (round(per_km, 3) or per_km), SpeedUnit.PER_KM


# Nine digits of a fraction of a pace are good to far less than this.
_DUST_S = 0.001


def _float(text: str) -> float | None:
    """Return a finite number, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) and abs(value) < 1e9 else None
