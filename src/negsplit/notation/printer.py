"""Printing the canonical form of the notation."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from negsplit.notation.quantities import clock, digits, miles, plain, quoted
from negsplit.notation.targets import fraction_of, pace_speed, shown_speed
from negsplit.units import MILE_M, SpeedUnit
from negsplit.workout import (
    Cue,
    Distance,
    EffortTarget,
    FractionTarget,
    HeartRateRamp,
    HeartRateTarget,
    Intensity,
    Item,
    Length,
    RaceTarget,
    Repeat,
    RpeRamp,
    RpeTarget,
    SpeedRamp,
    SpeedTarget,
    Step,
    Target,
    Time,
    UntilLap,
    Workout,
    ZoneTarget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABELS = {
    None: "",
    Intensity.WARMUP: "wu ",
    Intensity.WORK: "work ",
    Intensity.RECOVERY: "rec ",
    Intensity.COOLDOWN: "cd ",
}


def to_text(workout: Workout) -> str:
    """Return the canonical text of a workout.

    With a header there is one item per line, without one a single line.

    Examples
    --------
    >>> from negsplit.notation.reader import parse
    >>> to_text(parse("5 x 3' @T R 2' jog + 10 minutes easy"))
    '5x3min @T R 2min jog, 10min easy'
    """
    headers = list(_headers(workout))
    lines = [*headers, *(_item(item) for item in workout.items)]
    return ("\n" if headers else ", ").join(lines)


def to_lines(workout: Workout, width: int) -> list[str]:
    """Return the text in lines, the steps of a repeat apart where it is too wide.

    It reads back as the same workout.

    Examples
    --------
    >>> from negsplit.notation.reader import parse
    >>> to_lines(parse("5x(3min @T, 1min fast) R 2min jog"), 20)
    ['5x(', '  3min @T', '  1min fast', ') R 2min jog']
    """
    lines = list(_headers(workout))
    for item in workout.items:
        lines += _broken(item, width)
    return lines


def _broken(item: Item, width: int) -> Iterator[str]:
    text = _item(item)
    if isinstance(item, Step) or len(text) <= width:
        yield text
        return
    inside, recovery = _parted(item)
    yield f"{item.times}x("
    for part in inside:
        yield from (f"  {line}" for line in _broken(part, width - 2))
    yield f"){recovery}"


def _headers(workout: Workout) -> Iterator[str]:
    if workout.name:
        yield f"# {workout.name}"
    if workout.unit:
        yield f"units: {workout.unit.value}"
    if workout.goal:
        yield f"goal: {workout.goal.value}"


def _item(item: Item) -> str:
    return step_text(item) if isinstance(item, Step) else _repeat(item)


def _repeat(repeat: Repeat) -> str:
    inside, recovery = _parted(repeat)
    return f"{repeat.times}x{_body(inside)}{recovery}"


def _parted(repeat: Repeat) -> tuple[tuple[Item, ...], str]:
    """Return what stands inside a repeat, and the text of the recovery after it."""
    last = repeat.items[-1]
    between = " between" if repeat.skip_last_recovery else ""
    if (
        len(repeat.items) > 1
        and isinstance(last, Step)
        and last.intensity is Intensity.RECOVERY
    ):
        return repeat.items[:-1], f" R {_unlabelled(last)}{between}"
    return repeat.items, between


def _body(items: tuple[Item, ...]) -> str:
    alone = items[0]
    if len(items) == 1 and isinstance(alone, Step) and alone.intensity is None:
        return _unlabelled(alone)
    return f"({', '.join(_item(item) for item in items)})"


def step_text(step: Step) -> str:
    """Return the canonical text of one step."""
    return _LABELS[step.intensity] + _unlabelled(step)


def _unlabelled(step: Step) -> str:
    parts = [length_text(step.length)]
    parts += [target_text(target, step.length) for target in step.targets]
    if step.incline_frac is not None:
        percent = digits(
            step.incline_frac, Fraction(step.incline_frac) * 100, fraction_of
        )
        parts.append(f"incline {percent}%")
    if step.until_lap:
        parts.append("or lap")
    if step.note:
        parts.append(quoted(step.note))
    return " ".join([*parts, *(_cue(cue) for cue in step.cues)])


def _cue(cue: Cue) -> str:
    left = " left" if cue.before_end else ""
    return f"!{length_text(cue.at)}{left} {quoted(cue.text)}"


# Lengths


def length_text(length: Length) -> str:
    """Return the canonical text of a length."""
    match length:
        case UntilLap():
            return "lap"
        case Time(duration_s):
            return _duration(duration_s)
        case Distance(distance_m):
            return _distance(distance_m)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    if rest == 0 and minutes < 60:
        return f"{minutes:.0f}min"
    if rest == 0:
        hours, minutes = divmod(minutes, 60)
        return f"{hours:.0f}h{minutes:02.0f}min" if minutes else f"{hours:.0f}h"
    return f"{plain(seconds)}s" if seconds < 100 else clock(plain(seconds))


def _distance(metres: float) -> str:
    if metres % 1000 == 0:
        return f"{metres / 1000:.0f}km"
    if metres < 50:  # fewer metres are taken for minutes
        return f"{digits(metres, Fraction(metres) / 1000, _kilometres)}km"
    twentieths = Fraction(round(metres / MILE_M * 20), 20)
    if miles(twentieths) == metres and metres % 1:
        return f"{float(twentieths):g}mi"
    return f"{plain(metres)}m"


def _kilometres(amount: Fraction) -> float:
    return float(amount * 1000)


# Targets


def target_text(  # noqa: C901, PLR0911 -- one case for each kind of target
    target: Target, length: Length
) -> str:
    """Return the canonical text of a target of a step of some length."""
    match target:
        case SpeedTarget(low, high, SpeedUnit.SPLIT):
            return f"in {_span('-', *(_split(speed, length) for speed in (low, high)))}"
        case SpeedTarget(low, high, unit):
            texts = (_speed(speed, unit) for speed in (low, high))
            return f"@{_span('-', *texts)}{unit.value}"
        case SpeedRamp(start, end, unit, chunk):
            by = f" by {length_text(chunk)}" if chunk else ""
            return f"@{_speed(start, unit)}>{_speed(end, unit)}{unit.value}{by}"
        case HeartRateTarget(low_bpm, high_bpm):
            return f"@{_heart_rate(low_bpm, high_bpm)}bpm"
        case HeartRateRamp(start, end):
            return f"@{plain(start)}>{plain(end)}bpm"
        case FractionTarget(start, end, reference, ramp):
            texts = (digits(x, Fraction(x) * 100, fraction_of) for x in (start, end))
            shown = ">".join(texts) if ramp else _span("-", *texts)
            return f"@{shown}%{reference.value}"
        case ZoneTarget(low_zone, high_zone, kind):
            zones = _span("-", str(low_zone), str(high_zone))
            return f"@Z{zones} {kind.value}".rstrip()
        case RpeTarget(low, high):
            return f"@RPE {_span('-', plain(low), plain(high))}"
        case RpeRamp(start, end):
            return f"@RPE {plain(start)}>{plain(end)}"
        case RaceTarget():
            return f"@{_race(target)}"
        case EffortTarget(effort):
            return effort.value


def _span(joint: str, first: str, second: str) -> str:
    return first if first == second else f"{first}{joint}{second}"


def _speed(speed_mps: float, unit: SpeedUnit) -> str:
    if unit.is_pace:
        exact = Fraction(unit.metres) / Fraction(speed_mps)
        return clock(digits(speed_mps, exact, lambda s: pace_speed(s, unit)))
    exact = Fraction(speed_mps) * 3600 / Fraction(unit.metres)
    return digits(speed_mps, exact, lambda amount: shown_speed(amount, unit))


def _split(speed_mps: float, length: Length) -> str:
    metres = Fraction(length.distance_m if isinstance(length, Distance) else 0)
    exact = metres / Fraction(speed_mps)
    text = digits(speed_mps, exact, lambda seconds: float(metres / seconds))
    return f"{text}s" if exact < 100 else clock(text)


def _heart_rate(low_bpm: float | None, high_bpm: float | None) -> str:
    if low_bpm is None:
        return f"<{plain(high_bpm or 0)}"
    if high_bpm is None:
        return f">{plain(low_bpm)}"
    return _span("-", plain(low_bpm), plain(high_bpm))


def _race(target: RaceTarget) -> str:
    name = target.slow.value + (f"-{target.fast.value}" if target.fast else "")
    if target.offset_s == 0 and target.unit is SpeedUnit.PER_KM:
        return name
    sign = "-" if target.offset_s < 0 else "+"
    return f"{name}{sign}{plain(abs(target.offset_s))}s{target.unit.value}"
