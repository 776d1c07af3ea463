"""Workout text as intervals.icu understands it, written.

One line per step, ``- cue length target flags``; a repeat is a block under a line
``6x`` with blank lines around it. ``m`` is minutes there and ``mtr`` metres.
"""

from __future__ import annotations

import re
from math import ceil, floor
from typing import TYPE_CHECKING

from negsplit.formats.device import Exported, Loss, expand_skips, numbered
from negsplit.formats.spelling import spelt
from negsplit.notation.printer import target_text
from negsplit.units import MILE_M, PLAUSIBLE_SPEED_MPS, SpeedUnit, format_clock
from negsplit.workout import (
    Cue,
    Distance,
    Effort,
    EffortTarget,
    FractionTarget,
    HeartRateTarget,
    Intensity,
    Item,
    Length,
    RaceTarget,
    Reference,
    Repeat,
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

# A step that waits for the lap button must have a length all the same.
OPEN_STEP = "60m"

_REFERENCES = {
    Reference.MAX_HR: "HR",
    Reference.THRESHOLD_HR: "LTHR",
    Reference.THRESHOLD_SPEED: "Pace",
}
_FLAGS = {
    Intensity.WARMUP: "warmup",
    Intensity.WORK: "active",
    Intensity.RECOVERY: "recovery",
    Intensity.COOLDOWN: "cooldown",
}


def write(workout: Workout, *, max_hr_bpm: float | None = None) -> Exported:
    """Return the workout as the description of an intervals.icu event.

    Parameters
    ----------
    workout : Workout
        What to write.
    max_hr_bpm : float, optional
        The runner's maximum; with it heart rates become percentages, which is all
        that the format can hold. Without it they are told in words.
    """
    blocks: list[list[str]] = [[]]
    for item in expand_skips(workout.items):
        if isinstance(item, Step):
            blocks[-1].append(_line(item, max_hr_bpm))
        else:
            inner = [_line(step, max_hr_bpm) for step in _written_out(item.items)]
            blocks += [[f"{item.times}x", *inner], []]
    text = "\n\n".join("\n".join(block) for block in blocks if block)
    return Exported(f"{text}\n".encode(), tuple(_losses(workout, max_hr_bpm)))


def _written_out(items: tuple[Item, ...]) -> Iterator[Step]:
    for item in items:
        if isinstance(item, Step):
            yield item
        else:
            for _ in range(item.times):
                yield from _written_out(item.items)


def _line(step: Step, max_hr_bpm: float | None) -> str:
    shown = _shown(step, max_hr_bpm)
    parts = ["-", *_cue(step, shown)]
    if step.until_lap or isinstance(step.length, UntilLap):
        parts.append("Press lap")
    parts.append(_length(step.length))
    if shown is not None:
        parts.append(_target(shown, max_hr_bpm) or "")
    elif isinstance(step.length, UntilLap):
        parts.append("freeride")
    if step.intensity is not None:
        parts.append(f"intensity={_FLAGS[step.intensity]}")
    return " ".join(parts)


# Cues


def _cue(step: Step, shown: Target | None) -> Iterator[str]:
    """Yield the words before the length, so put that none looks like a length."""
    told = [
        spelt(_told(target, step.length))
        for target in step.targets
        if target is not shown
    ]
    told += [spelt(step.note)] if step.note else []
    told += [spelt(cue.text) for cue in step.cues if _cue_second(cue, step) is None]
    if told:
        yield ", ".join(told)
    timed = [
        (second, spelt(cue.text))
        for cue in step.cues
        if (second := _cue_second(cue, step)) is not None
    ]
    if timed:
        yield " ".join(f"{second}^{text}" for second, text in sorted(timed)) + " <!>"


def _told(target: Target, length: Length) -> str:
    """Return a target in words that no reader takes for an instruction."""
    match target:
        case HeartRateTarget(low_bpm, None):
            return f"heart rate over {low_bpm:g}"
        case HeartRateTarget(None, high_bpm):
            return f"heart rate under {high_bpm:g}"
        case HeartRateTarget(low_bpm, high_bpm):
            return f"heart rate {low_bpm:g} to {high_bpm:g}"
        case RaceTarget():
            return f"{target_text(target, length).lstrip('@')} effort"
        case _:
            return target_text(target, length).lstrip("@")


def _cue_second(cue: Cue, step: Step) -> int | None:
    """Return the second of a step at which a cue is due, if that is known."""
    match cue.at, step.length:
        case Time(at), Time(whole) if cue.before_end:
            return round(max(whole - at, 0))
        case Time(at), _ if not cue.before_end:
            return round(at)
        case _:
            return None


# Lengths


def _length(length: Length) -> str:
    match length:
        case UntilLap():
            return OPEN_STEP
        case Time(duration_s):
            return _duration(round(duration_s))
        case Distance(distance_m):
            return _distance(distance_m)


def _duration(seconds: int) -> str:
    minutes, secs = divmod(seconds, 60)
    hours, mins = divmod(minutes, 60)
    named = ((hours, "h"), (mins, "m"), (secs, "s"))
    return "".join(f"{number}{unit}" for number, unit in named if number)


def _distance(metres: float) -> str:
    if metres % 1000 == 0:
        return f"{metres / 1000:.0f}km"
    twentieths = round(metres / MILE_M * 20)
    if metres % 1 and abs(twentieths * MILE_M / 20 - metres) < 0.01:
        return f"{twentieths / 20:g}mi"
    return f"{metres:.0f}mtr"


# Targets


def _shown(step: Step, max_hr_bpm: float | None) -> Target | None:
    """Return the first target that the format has a form for."""
    for target in step.targets:
        if _target(target, max_hr_bpm) is not None:
            return target
    return None


def _target(  # noqa: PLR0911 -- one case for each form
    target: Target, max_hr_bpm: float | None
) -> str | None:
    match target:
        case SpeedTarget(low, high, unit):
            return _pace(low, high, unit)
        case SpeedRamp(start, end, unit):
            return f"ramp {_pace(start, end, unit)}"
        case FractionTarget(start, end, reference, ramp) if reference in _REFERENCES:
            percent = _span(f"{start * 100:.0f}", f"{end * 100:.0f}")
            return f"{'ramp ' if ramp else ''}{percent}% {_REFERENCES[reference]}"
        case HeartRateTarget(low_bpm, high_bpm) if max_hr_bpm and low_bpm and high_bpm:
            ends = (f"{bpm / max_hr_bpm * 100:.0f}" for bpm in (low_bpm, high_bpm))
            return f"{_span(*ends)}% HR"
        case ZoneTarget(low_zone, high_zone, kind):
            name = "Pace" if kind is ZoneKind.PACE else "HR"
            return f"{_span(f'Z{low_zone}', f'Z{high_zone}')} {name}"
        case EffortTarget(Effort.MAX):
            return "maxeffort"
        case _:
            return None


def _pace(first_mps: float, second_mps: float, unit: SpeedUnit) -> str:
    per = "mi" if unit in (SpeedUnit.PER_MI, SpeedUnit.MPH) else "km"
    clocks = (
        format_clock(_whole_pace_s(speed, unit)) for speed in (first_mps, second_mps)
    )
    return f"{_span(*clocks)}/{per} Pace"


def _whole_pace_s(speed_mps: float, unit: SpeedUnit) -> int:
    """Return the whole seconds of a pace; rounding makes none implausible."""
    slowest, fastest = PLAUSIBLE_SPEED_MPS
    least, most = ceil(unit.metres / fastest), floor(unit.metres / slowest)
    return min(max(round(unit.metres / speed_mps), least), most)


def _span(first: str, second: str) -> str:
    return first if first == second else f"{first}-{second}"


# Losses


def _losses(workout: Workout, max_hr_bpm: float | None) -> Iterator[Loss]:
    if workout.name:
        yield Loss("the name is not part of the text; give it to the event")
    if any(
        isinstance(inner, Repeat)
        for item in workout.items
        if isinstance(item, Repeat)
        for inner in item.items
    ):
        yield Loss("repeats inside repeats are written out")
    if expand_skips(workout.items) != workout.items:
        yield Loss("the last repetition, which has no recovery, is written out")
    for number, step in numbered(workout):
        for message in _step_losses(step, max_hr_bpm):
            yield Loss(message, number)


def _step_losses(step: Step, max_hr_bpm: float | None) -> Iterator[str]:
    yield from _length_losses(step.length)
    shown = _shown(step, max_hr_bpm)
    for target in step.targets:
        if target is shown:
            yield from _target_losses(target, step.length)
        else:
            text = target_text(target, step.length).lstrip("@")
            yield f"{text} is told in words and not steered by"
    if step.incline_frac is not None:
        yield "the incline is left out"
    if spelt(step.note) != step.note:
        yield "numbers in the note are spelt out, or they would be taken for steps"
    if any(_cue_second(cue, step) is None for cue in step.cues):
        yield "a cue at a distance is told at the start of the step"


def _length_losses(length: Length) -> Iterator[str]:
    match length:
        case UntilLap():
            yield "ends at the lap button, but after an hour at the latest"
        case Time(duration_s) if duration_s % 1:
            yield f"{duration_s:g} s is rounded to whole seconds"
        case Distance(distance_m) if re.search(r"mtr$", _distance(distance_m)):
            if distance_m % 1:
                yield f"{distance_m:g} m is rounded to whole metres"


def _target_losses(target: Target, length: Length) -> Iterator[str]:
    text = target_text(target, length).lstrip("@")
    match target:
        case SpeedTarget(low, high, unit):
            if not unit.is_pace or unit is SpeedUnit.SPLIT:
                yield f"{text} becomes the pace {_pace(low, high, unit)[:-5]}"
            elif "." in text:
                yield f"{text} is rounded to whole seconds"
        case SpeedRamp(chunk=Time() | Distance()):
            yield f"{text} changes evenly and not in the pieces asked for"
        case HeartRateTarget():
            yield f"{text} becomes a percentage of the maximum heart rate"
        case FractionTarget() if "." in text:
            yield f"{text} is rounded to whole percent"
        case ZoneTarget(kind=ZoneKind.UNSTATED):
            yield f"{text} does not say of what; zones of heart rate are assumed"
        case _:
            pass
