"""Training programs of qdomyos-zwift, which drives treadmills over Bluetooth."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from negsplit.formats.device import Exported, Loss, expand_skips, numbered
from negsplit.formats.ramps import cut_ramp, has_ramp, pieces
from negsplit.notation.printer import length_text, target_text
from negsplit.workout import (
    Cue,
    Distance,
    HeartRateTarget,
    Intensity,
    Item,
    SpeedRamp,
    SpeedTarget,
    Step,
    Target,
    Time,
    UntilLap,
    Workout,
    ZoneKind,
    ZoneTarget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# Belts take steps of a tenth of a km/h.
_BELT_DIGITS = 1
# The clock text of a row ends before 24 h.
_LONGEST_ROW_S = 24 * 3600 - 1


def write(workout: Workout) -> Exported:
    """Return the workout as a training program for a treadmill."""
    rows = [
        line
        for item in expand_skips(workout.items)
        for line in _item(item, nested=False)
    ]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<rows device="treadmill">']
    text = "\n".join([*lines, *rows, "</rows>", ""])
    return Exported(text.encode(), tuple(_losses(workout)))


def _item(item: Item, *, nested: bool) -> Iterator[str]:
    if isinstance(item, Step):
        for part in _parts(item):
            yield from _row(part)
        return
    inner = [line for child in item.items for line in _item(child, nested=True)]
    if nested:  # a repeat inside a repeat is not known
        yield from inner * item.times
        return
    yield f'  <repeat times="{item.times}">'
    yield from inner
    yield "  </repeat>"


def _parts(step: Step) -> tuple[Step, ...]:
    """Return a step in pieces if it has a ramp.

    The program's own ramps stop a tenth of a km/h short of their end and hold no
    messages, so they are not used.
    """
    return cut_ramp(step, pieces(step)) if has_ramp(step) else (step,)


def _row(step: Step) -> Iterator[str]:
    attributes = [*_length(step), *_steering(step)]
    if step.incline_frac is not None:
        attributes.append(("inclination", f"{step.incline_frac * 100:g}"))
    head = "  <row " + " ".join(f'{name}="{value}"' for name, value in attributes)
    events = list(_events(step))
    if not events:
        yield f"{head}/>"
        return
    yield f"{head}>"
    yield from events
    yield "  </row>"


def _length(step: Step) -> Iterator[tuple[str, str]]:
    match step.length:
        case UntilLap():
            yield "lapbutton", "1"
        case Time(duration_s):
            yield "duration", _clock(min(round(duration_s), _LONGEST_ROW_S))
        case Distance(distance_m):
            yield "distance", f"{distance_m / 1000:.5f}".rstrip("0").rstrip(".")


def _clock(seconds: int) -> str:
    minutes, secs = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{secs:02d}"


def _steering(step: Step) -> Iterator[tuple[str, str]]:
    """Yield what drives the belt: one speed, or else the heart rate."""
    target = _steered(step)
    match target:
        case SpeedTarget():
            yield "speed", f"{_belt_kmh(target):.{_BELT_DIGITS}f}"
            yield "forcespeed", "1"
        case HeartRateTarget(low_bpm, high_bpm):
            if low_bpm is not None:
                yield "hrmin", f"{low_bpm:.0f}"
            if high_bpm is not None:
                yield "hrmax", f"{high_bpm:.0f}"
        case ZoneTarget(low_zone):
            yield "zonehr", str(low_zone)
        case _:
            pass


def _steered(step: Step) -> Target | None:
    """Return the target that the row steers by: a speed before a heart rate."""
    for kind in (SpeedTarget, HeartRateTarget, ZoneTarget):
        for target in step.targets:
            if isinstance(target, kind) and not _is_pace_zone(target):
                return target
    return None


def _is_pace_zone(target: Target) -> bool:
    return isinstance(target, ZoneTarget) and target.kind is ZoneKind.PACE


def _belt_kmh(target: SpeedTarget) -> float:
    """Return the middle of a band, in seconds as runners reckon, in km/h."""
    return 3.6 * 2 / (1 / target.low_mps + 1 / target.high_mps)


# Messages


def _events(step: Step) -> Iterator[str]:
    told = [
        target_text(target, step.length).lstrip("@")
        for target in step.targets
        if target is not _steered(step)
    ]
    told += [step.note] if step.note else []
    if told:
        yield _event(0, "; ".join(told))
    for cue in step.cues:
        second = _cue_second(cue, step)
        if second is not None:
            yield _event(round(second), cue.text)


def _event(second: int, text: str) -> str:
    return f'    <textevent timeoffset="{second}" message={quoteattr(text)}/>'


def _cue_second(cue: Cue, step: Step) -> float | None:
    """Return when a cue is due, reckoned from the belt's speed where need be."""
    steered = _steered(step)
    speed = _belt_kmh(steered) / 3.6 if isinstance(steered, SpeedTarget) else None
    at, whole = _seconds(cue.at, speed), _seconds(step.length, speed)
    if not cue.before_end:
        return at
    return None if at is None or whole is None else max(whole - at, 0.0)


def _seconds(length: Time | Distance | UntilLap, speed: float | None) -> float | None:
    match length:
        case Time(duration_s):
            return duration_s
        case Distance(distance_m) if speed:
            return distance_m / speed
        case _:
            return None


# Losses


def _losses(workout: Workout) -> Iterator[Loss]:
    if workout.name:
        yield Loss("the name is not part of the file; keep it as the file's name")
    if any(
        not isinstance(inner, Step)
        for item in workout.items
        if not isinstance(item, Step)
        for inner in item.items
    ):
        yield Loss("repeats inside repeats are written out")
    if expand_skips(workout.items) != workout.items:
        yield Loss("the last repetition, which has no recovery, is written out")
    for number, step in numbered(workout):
        for message in _step_losses(step):
            yield Loss(message, number)


def _step_losses(step: Step) -> Iterator[str]:
    if has_ramp(step):
        yield f"the ramp becomes {pieces(step)} steps of one speed each"
    steered = _steered(_parts(step)[0])
    for target in step.targets:
        text = target_text(target, step.length).lstrip("@")
        if isinstance(target, SpeedTarget) and target is steered:
            yield from _speed_losses(target, text)
        elif isinstance(target, ZoneTarget) and target is steered:
            yield from _zone_losses(target, text)
        elif target is not steered and not isinstance(target, SpeedRamp):
            yield f"{text} becomes a message and is not steered by"
    if isinstance(step.length, Time) and step.length.duration_s % 1:
        yield f"{length_text(step.length)} is rounded to the whole second"
    if step.until_lap:
        yield "the lap button does not end the step"
    if step.intensity in (Intensity.WARMUP, Intensity.COOLDOWN):
        yield f"it is no longer marked as {step.intensity.value}"
    if any(_cue_second(cue, step) is None for cue in step.cues):
        yield "a cue at a distance is left out, because the step has no pace"


def _speed_losses(target: SpeedTarget, text: str) -> Iterator[str]:
    kmh = _belt_kmh(target)
    if target.low_mps != target.high_mps or abs(kmh - round(kmh, _BELT_DIGITS)) > 1e-6:
        yield f"{text} becomes the belt speed {kmh:.{_BELT_DIGITS}f} km/h"


def _zone_losses(target: ZoneTarget, text: str) -> Iterator[str]:
    if target.kind is ZoneKind.UNSTATED:
        yield f"{text} does not say of what; zones of heart rate are assumed"
    if target.low != target.high:
        yield f"{text} becomes zone {target.low}"
