"""A workout as a FIT file for watches.

One message per step; a repeat is a message that jumps back. What a step of a watch
cannot hold, such as an effort word or a cue at a place, goes into its name and notes
in our own notation, where the runner can read it and we can read it back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from negsplit.errors import InputError
from negsplit.formats.device import Exported, Loss, numbered, prepare
from negsplit.formats.fit_encode import Frame, Value, encode
from negsplit.formats.fit_note import note_of, target_words
from negsplit.formats.fit_profile import (
    BPM_OFFSET,
    EPOCH_S,
    MESSAGE_INDEX,
    RUNNING,
    STRING,
    WORKOUT_FILE,
    Duration,
    FitIntensity,
    FitTarget,
    Message,
)
from negsplit.formats.ramps import has_ramp
from negsplit.workout import (
    Distance,
    FractionTarget,
    HeartRateTarget,
    Intensity,
    Item,
    Reference,
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
    from collections.abc import Iterable, Iterator
    from datetime import datetime

# Base types of fields, as the FIT protocol numbers them.
_ENUM, _UINT16, _UINT32, _UINT32Z = 0x00, 0x84, 0x86, 0x8C
# "Development", for makers without a number of their own.
_MANUFACTURER = 255
# The capability that every reader of workouts has.
_CAPABILITY_TCX = 32
# Practical lengths on watches; the format itself stops at 254 bytes.
NAME_CHARACTERS = 40
STEP_NAME_CHARACTERS = 24
NOTE_CHARACTERS = 120
_MOST_BYTES = 254
# Open ends of a heart-rate band, which a file must close: what nobody reaches.
_LOWEST_BPM, _HIGHEST_BPM = 30, 240
# Zones that a file can name.
_ZONES = range(1, 6)

_INTENSITIES = {
    Intensity.WARMUP: FitIntensity.WARMUP,
    Intensity.WORK: FitIntensity.ACTIVE,
    # Watches of all ages know "rest"; "recovery" came later.
    Intensity.RECOVERY: FitIntensity.REST,
    Intensity.COOLDOWN: FitIntensity.COOLDOWN,
}


def write(workout: Workout, *, serial: int, created: datetime) -> Exported:
    """Return the workout as a FIT file, and what the file cannot say.

    Parameters
    ----------
    workout : Workout
        What to write.
    serial : int
        Number of this workout, from 1 to 2³²−2: a watch takes a file with the number
        and date of another for the same workout.
    created : datetime
        Date of the file, with its zone.

    Raises
    ------
    InputError
        If the workout has more steps than watches hold, or the number or the date
        cannot be written.
    """
    prepared = prepare(workout)
    entries = list(_entries(prepared.workout.items, 0))
    name, cut = _cut(workout.name, NAME_CHARACTERS)
    losses = [*prepared.losses, *_losses(workout)]
    if cut:
        losses.append(Loss(f"the name is cut to {NAME_CHARACTERS} characters"))
    frames = [
        _file_id(serial, created),
        _workout(name, len(entries)),
        *(Frame(Message.WORKOUT_STEP, entry) for entry in entries),
    ]
    return Exported(encode(frames), tuple(losses))


def _file_id(serial: int, created: datetime) -> Frame:
    if not 1 <= serial < 2**32 - 1:
        raise InputError(f"serial number {serial} must lie between 1 and 2^32 - 2")
    if created.tzinfo is None:
        raise InputError("the date of a FIT file needs a time zone")
    stamp = round(created.timestamp()) - EPOCH_S
    if not 0 <= stamp < 2**32 - 1:
        raise InputError(f"date {created:%Y-%m-%d} must lie between 1990 and 2125")
    return Frame(
        Message.FILE_ID,
        (
            Value(0, _ENUM, WORKOUT_FILE),
            Value(1, _UINT16, _MANUFACTURER),
            Value(2, _UINT16, 0),
            Value(3, _UINT32Z, serial),
            Value(4, _UINT32, stamp),
        ),
    )


def _workout(name: str, count: int) -> Frame:
    return Frame(
        Message.WORKOUT,
        (
            Value(4, _ENUM, RUNNING),
            Value(5, _UINT32Z, _CAPABILITY_TCX),
            Value(6, _UINT16, count),
            Value(8, STRING, name),
        ),
    )


def _entries(items: Iterable[Item], index: int) -> Iterator[tuple[Value, ...]]:
    """Yield the fields of each step message, ``index`` being the first one's."""
    for item in items:
        first = index
        if isinstance(item, Step):
            yield _step(item, index)
            index += 1
            continue
        for entry in _entries(item.items, index):
            yield entry
            index += 1
        if item.times > 1:
            yield _repeat(index, first, item.times)
            index += 1


def _repeat(index: int, first: int, times: int) -> tuple[Value, ...]:
    return (
        Value(MESSAGE_INDEX, _UINT16, index),
        Value(1, _ENUM, Duration.REPEAT_STEPS),
        Value(2, _UINT32, first),
        Value(3, _ENUM, FitTarget.OPEN),
        Value(4, _UINT32, times),
    )


def _step(step: Step, index: int) -> tuple[Value, ...]:
    kind, amount = _duration(step)
    written = [t for t in step.targets if _encoded(t) is not None][:2]
    target = _encoded(written[0]) if written else None
    name, note, _ = _texts(step, written)
    values = [Value(MESSAGE_INDEX, _UINT16, index)]
    values += [Value(0, STRING, name)] if name else []
    values += [Value(1, _ENUM, kind), Value(2, _UINT32, amount)]
    values += _target_values(target or (FitTarget.OPEN, 0, None, None), 3)
    values.append(Value(7, _ENUM, _INTENSITIES[step.purpose]))
    values += [Value(8, STRING, note)] if note else []
    second = _encoded(written[1]) if len(written) > 1 else None
    values += _target_values(second, 19) if second else []
    return tuple(values)


def _duration(step: Step) -> tuple[Duration, int | None]:
    match step.length:
        case Time(duration_s):
            return Duration.TIME, round(duration_s * 1000)
        case Distance(distance_m):
            return Duration.DISTANCE, round(distance_m * 100)
        case UntilLap():
            return Duration.OPEN, None


# Targets

_Encoded = tuple[FitTarget, int, int | None, int | None]


def _target_values(encoded: _Encoded, first: int) -> list[Value]:
    kind, value, low, high = encoded
    return [
        Value(first, _ENUM, kind),
        Value(first + 1, _UINT32, value),
        Value(first + 2, _UINT32, low),
        Value(first + 3, _UINT32, high),
    ]


def _encoded(target: Target) -> _Encoded | None:
    """Return type, zone, low and high of a target; None if FIT has no form for it."""
    match target:
        case SpeedTarget(slow, fast):
            return FitTarget.SPEED, 0, round(slow * 1000), round(fast * 1000)
        case HeartRateTarget(low_bpm, high_bpm):
            low = _LOWEST_BPM if low_bpm is None else round(low_bpm)
            high = _HIGHEST_BPM if high_bpm is None else round(high_bpm)
            return FitTarget.HEART_RATE, 0, low + BPM_OFFSET, high + BPM_OFFSET
        case FractionTarget(low_frac, high_frac, Reference.MAX_HR) if high_frac <= 1:
            low, high = round(low_frac * 100), round(high_frac * 100)
            return FitTarget.HEART_RATE, 0, low, high
        case ZoneTarget(zone, other, kind) if zone == other and zone in _ZONES:
            is_pace = kind is ZoneKind.PACE
            return (
                FitTarget.SPEED if is_pace else FitTarget.HEART_RATE,
                zone,
                None,
                None,
            )
        case _:
            return None


# Texts


def _texts(step: Step, written: list[Target]) -> tuple[str, str, list[str]]:
    """Return name and note of a step, and what of them was cut."""
    others = [target for target in step.targets if target not in written]
    words = target_words(others, step.length)
    name = words if len(words) <= STEP_NAME_CHARACTERS else ""
    kept = replace(step, targets=() if name else tuple(others))
    note, cut = _cut(note_of(kept), NOTE_CHARACTERS)
    return name, note, [f"the note is cut to {NOTE_CHARACTERS} characters"] * cut


def _cut(text: str, most: int) -> tuple[str, bool]:
    """Return a text of so many characters at most, on one line, and whether cut."""
    line = " ".join(text.replace("\0", " ").split())
    short = line[:most]
    while len(short.encode()) > _MOST_BYTES:
        short = short[:-1]
    return short.rstrip(), short != line


# What is lost


def _losses(workout: Workout) -> Iterator[Loss]:
    for number, step in numbered(workout):
        yield from (Loss(text, number) for text in _losses_of(step))


def _losses_of(step: Step) -> Iterator[str]:
    written = [t for t in step.targets if _encoded(t) is not None]
    for target in step.targets:
        if target in written:
            yield from _rounded(target)
        elif not has_ramp(replace(step, targets=(target,))):
            yield f"'{target_words([target], step.length)}' is written as text only"
    if len(written) > 1:
        yield "a watch may show only the first target"
    if len(written) > 2:
        yield "of the targets only the first two are written as such"
    if step.incline_frac is not None:
        yield f"the incline of {step.incline_frac * 100:g} % is written in the note"
    if step.until_lap:
        yield "'or lap' is written in the note; the lap button ends any step"
    if step.cues:
        yield "cues are written in the note, which shows when the step begins"
    yield from _texts(step, written[:2])[2]


def _rounded(target: Target) -> Iterator[str]:
    """Yield what the number of a written target does not say."""
    match target:
        case HeartRateTarget(None, _) | HeartRateTarget(_, None):
            yield (
                "the open end of the heart-rate band is written as "
                f"{_LOWEST_BPM} or {_HIGHEST_BPM} bpm"
            )
        case HeartRateTarget(low, high) if low != round(low or 0) or high != round(
            high or 0
        ):
            yield "heart rates are rounded to whole beats"
        case FractionTarget(low, high) if any(
            abs(round(x * 100) - x * 100) > 1e-9 for x in (low, high)
        ):
            yield "percentages of maximum heart rate are rounded to whole ones"
        case ZoneTarget(zone, _, ZoneKind.UNSTATED):
            yield f"zone {zone} is written as a heart-rate zone"
