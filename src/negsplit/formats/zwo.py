"""Zwift workouts for runs, written: speeds as fractions of a reference pace.

One file counts in seconds or in metres, never both. Every block is a SteadyState
that names its reference twice, as ``pace`` and as ``thresholdSecPerKm``, because
readers honour one or the other; repeats are written out and ramps cut in pieces.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from negsplit.errors import InputError
from negsplit.formats.device import Exported, Loss, expand_skips, numbered
from negsplit.formats.ramps import LEAST_M, LEAST_S, cut_ramp, has_ramp, pieces
from negsplit.notation.printer import length_text, target_text
from negsplit.units import format_pace
from negsplit.workout import (
    MAX_DISTANCE_M,
    MAX_DURATION_S,
    Cue,
    Distance,
    Intensity,
    SpeedRamp,
    SpeedTarget,
    Step,
    Time,
    UntilLap,
    Workout,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# The reference that a file names when none is given: 5:00/km, a pace that most
# runners know. Only the products with it matter.
DEFAULT_REFERENCE_MPS = 1000 / 300
# A step without a pace needs one to be put in metres or seconds: easy running.
DEFAULT_STEP_MPS = 1000 / 360
# A step that waits for the lap button, which the format does not know.
OPEN_STEP_S = 300.0
# The index of 10 km among mile, 5 km, 10 km, half and marathon.
PACE_INDEX = 2


class Count(Enum):
    """What the whole file counts in."""

    SECONDS = "time"
    METRES = "distance"


@dataclass(frozen=True, slots=True)
class _Block:
    duration: int
    speed_mps: float | None
    step: Step


def write(workout: Workout, *, reference_mps: float | None = None) -> Exported:
    """Return the workout as a ``.zwo`` file for runs.

    Parameters
    ----------
    workout : Workout
        What to write.
    reference_mps : float, optional
        The runner's 10 km speed, which the file's fractions refer to. [m/s]
    """
    fraction_of_mps = reference_mps or DEFAULT_REFERENCE_MPS
    count = _count(workout)
    blocks = _checked(list(_blocks(workout, count)), count)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<workout_file>",
        "  <author>negsplit</author>",
        f"  <name>{_escaped(workout.name or 'Run')}</name>",
        "  <description/>",
        "  <sportType>run</sportType>",
        f"  <durationType>{count.value}</durationType>",
        f"  <thresholdSecPerKm>{1000 / fraction_of_mps:.9g}</thresholdSecPerKm>",
        "  <tags/>",
        "  <workout>",
        *(line for block in blocks for line in _lines(block, count, fraction_of_mps)),
        "  </workout>",
        "</workout_file>",
        "",
    ]
    losses = list(_losses(workout, count))
    if reference_mps is None:
        losses.insert(0, _REFERENCE_LOSS)
    return Exported("\n".join(lines).encode(), tuple(losses))


_REFERENCE_LOSS = Loss(
    "speeds are fractions of 5:00/km, but Zwift may take them of your own 10 km pace; "
    "give a race result so that both are the same"
)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# Blocks


def _checked(blocks: list[_Block], count: Count) -> list[_Block]:
    most = MAX_DURATION_S if count is Count.SECONDS else MAX_DISTANCE_M
    if sum(block.duration for block in blocks) > most:
        raise InputError(
            "the file would be longer than 24 h or 250 km, its lap steps reckoned at "
            f"{OPEN_STEP_S:.0f} s each; shorten the workout"
        )
    return blocks


def _count(workout: Workout) -> Count:
    """Return what most of the workout counts in, by its time."""
    seconds = {Count.SECONDS: 0.0, Count.METRES: 0.0}
    for step in workout.flat():
        is_distance = isinstance(step.length, Distance)
        kind = Count.METRES if is_distance else Count.SECONDS
        seconds[kind] += _seconds(step)
    return max(seconds, key=lambda kind: seconds[kind])


def _seconds(step: Step) -> float:
    match step.length:
        case Time(duration_s):
            return duration_s
        case Distance(distance_m):
            return distance_m / (_speed(step) or DEFAULT_STEP_MPS)
        case UntilLap():
            return OPEN_STEP_S


def _metres(step: Step) -> float:
    if isinstance(step.length, Distance):
        return step.length.distance_m
    return _seconds(step) * (_speed(step) or DEFAULT_STEP_MPS)


def _speed(step: Step) -> float | None:
    """Return the one speed of a step: the middle of its pace band."""
    for target in step.targets:
        match target:
            case SpeedTarget(low, high) | SpeedRamp(low, high):
                # The middle in seconds, as runners reckon.
                return 2 / (1 / low + 1 / high)
    return None


def _blocks(workout: Workout, count: Count) -> Iterator[_Block]:
    for step in replace(workout, items=expand_skips(workout.items)).flat():
        parts = cut_ramp(step, pieces(step)) if has_ramp(step) else (step,)
        for part in parts:
            if count is Count.SECONDS:
                amount = max(_seconds(part), LEAST_S)
            else:
                amount = max(_metres(part), LEAST_M)
            yield _Block(round(amount), _speed(part), part)


def _lines(block: _Block, count: Count, reference_mps: float) -> Iterator[str]:
    if block.speed_mps is None:
        head = f'    <FreeRide Duration="{block.duration}" FlatRoad="1"'
    else:
        # Nine digits keep every whole second.
        power = block.speed_mps / reference_mps
        head = (
            f'    <SteadyState Duration="{block.duration}" Power="{power:.9g}" '
            f'pace="{PACE_INDEX}"'
        )
    if block.step.incline_frac is not None:
        head += f' Incline="{block.step.incline_frac:g}"'
    events = list(_events(block.step, count))
    if not events:
        yield f"{head}/>"
        return
    yield f"{head}>"
    yield from events
    name = "FreeRide" if block.speed_mps is None else "SteadyState"
    yield f"    </{name}>"


def _events(step: Step, count: Count) -> Iterator[str]:
    """Yield the messages of a step: what it cannot steer by, its note, its cues."""
    told = [*_untargeted(step), *([step.note] if step.note else [])]
    if told:
        yield _event(0, "; ".join(told), count)
    for cue in step.cues:
        yield _event(_offset(cue, step, count), cue.text, count)


def _event(offset: int, text: str, count: Count) -> str:
    name = "timeoffset" if count is Count.SECONDS else "distoffset"
    return f'      <textevent {name}="{offset}" message={quoteattr(text)}/>'


def _offset(cue: Cue, step: Step, count: Count) -> int:
    speed = _speed(step) or DEFAULT_STEP_MPS
    whole = _seconds(step) if count is Count.SECONDS else _metres(step)
    match cue.at, count:
        case (Time(at), Count.SECONDS) | (Distance(at), Count.METRES):
            amount = at
        case Time(at), _:
            amount = at * speed
        case Distance(at), _:
            amount = at / speed
    return round(min(max(whole - amount, 0) if cue.before_end else amount, whole))


def _untargeted(step: Step) -> Iterator[str]:
    """Yield the targets that become words, because the file steers by speed alone."""
    for target in step.targets:
        if not isinstance(target, SpeedTarget | SpeedRamp):
            yield target_text(target, step.length).lstrip("@")


# Losses


def _losses(workout: Workout, count: Count) -> Iterator[Loss]:
    if any(not isinstance(item, Step) for item in workout.items):
        yield Loss("repeats are written out")
    if not any(_speed(step) for step in workout.flat()):
        yield Loss("no step has a pace, so the file steers nothing; give a race result")
    for number, step in numbered(workout):
        for message in _step_losses(step, count):
            yield Loss(message, number)


def _step_losses(step: Step, count: Count) -> Iterator[str]:
    yield from _length_losses(step, count)
    for target in step.targets:
        text = target_text(target, step.length).lstrip("@")
        match target:
            case SpeedTarget(low, high) if low != high:
                yield f"{text} becomes the one pace {format_pace(_speed(step) or low)}"
            case SpeedRamp():
                yield f"the ramp becomes {pieces(step)} steps of one pace each"
            case SpeedTarget():
                pass
            case _:
                yield f"{text} becomes a message and is not steered by"
    if step.until_lap:
        yield "the lap button does not end the step"
    if step.intensity in (Intensity.WARMUP, Intensity.COOLDOWN):
        yield f"it is no longer marked as {step.intensity.value}"


def _length_losses(step: Step, count: Count) -> Iterator[str]:
    length = length_text(step.length)
    speed = format_pace(_speed(step) or DEFAULT_STEP_MPS)
    match step.length, count:
        case UntilLap(), _:
            clock = length_text(Time(OPEN_STEP_S))
            yield f"the lap button becomes {clock} by the clock"
        case Time(), Count.METRES:
            yield f"{length} becomes {_metres(step):.0f} m, reckoned at {speed}"
        case Distance(), Count.SECONDS:
            yield f"{length} becomes {_seconds(step):.0f} s, reckoned at {speed}"
        case (Time(amount), _) | (Distance(amount), _) if amount % 1:
            one = "second" if count is Count.SECONDS else "metre"
            yield f"{length} is rounded to the whole {one}"
