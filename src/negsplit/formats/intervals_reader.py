"""Workout text as intervals.icu understands it, read."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from negsplit.errors import FormatError, InputError
from negsplit.formats.intervals import OPEN_STEP
from negsplit.notation.targets import fraction_of, pace_speed
from negsplit.units import MILE_M, YARD_M, SpeedUnit
from negsplit.workout import (
    Cue,
    Distance,
    Effort,
    EffortTarget,
    FractionTarget,
    Intensity,
    Item,
    Length,
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
    plain_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_FLAGS = re.ASCII | re.IGNORECASE
_NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,9})?"
_LENGTH = re.compile(
    rf"(?<!\S)(?:(?P<metres>{_NUMBER}) ?"
    r"(?P<unit>km|mtrs?|met(?:er|re)s?|mi|yds?|yards?)"
    rf"|(?:(?P<h>{_NUMBER})h)?(?:(?P<m>{_NUMBER})(?:m|'))?"
    rf"(?:(?P<s>{_NUMBER})(?:s|\")?)?)"
    r"(?!\S)",
    _FLAGS,
)
_METRES = {"km": 1000.0, "mi": MILE_M, "yd": YARD_M, "ya": YARD_M}
_REPEAT = re.compile(r"(?:.*\s)?([0-9]{1,6})x\s*", _FLAGS)
_SECTION = re.compile(r"(warm|cool)[ -]?(?:up|down)\b", _FLAGS)
_LAP = re.compile(r"\bpress lap\b", _FLAGS)
_TIMED = re.compile(r"([0-9]{1,6})\^([^<^]*?)(?=<!>|[0-9]{1,6}\^|$)")
_OPTION = re.compile(r"(?<!\S)(intensity|hr|power)=(\S+)", _FLAGS)
_TARGET = re.compile(
    r"(?P<ramp>ramp )?(?:"
    r"(?P<slow>[0-9]{1,2}:[0-9]{2})(?:-(?P<fast>[0-9]{1,2}:[0-9]{2}))?"
    r"/(?P<per>km|mi|100m|400m|500m) pace"
    rf"|(?P<low>{_NUMBER})(?:-(?P<high>{_NUMBER}))?% ?(?P<of>pace|hr|lthr)"
    r"|z(?P<zone>[0-9])(?:-z?(?P<last>[0-9]))? (?P<kind>pace|hr)"
    r"|(?P<word>freeride|maxeffort))(?!\S)",
    _FLAGS,
)
_INTENSITIES = {
    "warmup": Intensity.WARMUP,
    "active": Intensity.WORK,
    "interval": Intensity.WORK,
    "recovery": Intensity.RECOVERY,
    "rest": Intensity.RECOVERY,
    "cooldown": Intensity.COOLDOWN,
}
_REFERENCES = {
    "hr": Reference.MAX_HR,
    "lthr": Reference.THRESHOLD_HR,
    "pace": Reference.THRESHOLD_SPEED,
}
_PER = {"100m": 100, "400m": 400, "500m": 500}
_EFFORT = re.compile(
    rf"({'|'.join(effort.value for effort in Effort)})(?:, *|$)", _FLAGS
)
# The text means minutes, and runs of 90m are real; but from the shortest track
# repetition on, a bare number of m is more likely metres, so the writer is asked.
_LIKELY_METRES = 100


def read(data: bytes) -> Workout:
    """Return the workout of the text.

    Words that are no target stay as notes. The text has no title.

    Raises
    ------
    FormatError
        If no line is a step, or a step cannot be run; ``offset`` is its character.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError("the text is not UTF-8", offset=error.start) from error
    items = tuple(_blocks(text))
    if not items:
        raise FormatError("no line is a step; a step is a line such as - 10m Z2 HR")
    try:
        return Workout(items)
    except InputError as error:
        raise FormatError(str(error)) from error


def _blocks(text: str) -> Iterator[Item]:
    """Yield the items; a line that ends in Nx repeats the steps up to a blank line."""
    times, begun, inner = 0, 0, list[Step]()
    section: Intensity | None = None
    for at, line in _lines(text):
        if line.startswith("-"):
            step = _step(line, at, section)
            if times:
                inner.append(step)
            else:
                yield step
            continue
        if times:
            yield _repeat(times, inner, begun)
        found = _REPEAT.fullmatch(line)
        times, begun, inner = (int(found[1]) if found else 0), at, []
        if found and not times:
            raise FormatError("0 repetitions must be at least 1", offset=at)
        section = _section(line)
    if times:
        yield _repeat(times, inner, begun)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line.strip()
        at += len(line)


def _section(line: str) -> Intensity | None:
    found = _SECTION.match(line)
    if found is None:
        return None
    return Intensity.WARMUP if found[1].lower() == "warm" else Intensity.COOLDOWN


def _repeat(times: int, steps: list[Step], at: int) -> Repeat:
    if not steps:
        raise FormatError(
            f"{times}x has no steps; put them on the lines below it", offset=at
        )
    try:
        return Repeat(times, tuple(steps))
    except InputError as error:
        raise FormatError(str(error), offset=at) from error


def _step(line: str, at: int, section: Intensity | None) -> Step:
    body = line[1:].strip()
    cues, body = _take_cues(body, at)
    found = _first_length(body)
    if found is None:
        raise FormatError(
            f"step '{body[:40]}' has no length; write 10m for minutes, 400mtr or 5km",
            offset=at,
        )
    before, after = body[: found.start()].strip(), body[found.end() :].strip()
    until_lap = _LAP.search(before) is not None
    try:
        return _made(_LAP.sub("", before), found, after, cues, section, until_lap)
    except InputError as error:
        raise FormatError(f"step '{body[:40]}': {error}", offset=at) from error


def _take_cues(body: str, at: int) -> tuple[tuple[Cue, ...], str]:
    """Return the timed cues of a step and the text without them."""
    head, closed, tail = body.rpartition("<!>")
    if not closed:
        return (), body
    first = _TIMED.search(head)
    if first is None:
        return (), f"{head} {tail}"
    try:
        cues = tuple(
            Cue(Time(max(int(second), 1)), plain_text(text))
            for second, text in _TIMED.findall(head)
        )
    except InputError as error:
        raise FormatError(f"cue: {error}", offset=at) from error
    return cues, f"{head[: first.start()]} {tail}"


def _first_length(body: str) -> re.Match[str] | None:
    for found in _LENGTH.finditer(body):
        if found["unit"] or found["h"] or found["m"]:
            return found
        if found["s"] and found[0][-1] in 'sS"':
            return found
    return None


def _made(  # noqa: PLR0913, PLR0917 -- the parts of one line
    cue: str,
    length: re.Match[str],
    after: str,
    cues: tuple[Cue, ...],
    section: Intensity | None,
    until_lap: bool,  # noqa: FBT001 -- a part of the line, too
) -> Step:
    options = {name.lower(): value.lower() for name, value in _OPTION.findall(after)}
    target, rest = _target(_OPTION.sub("", after).strip())
    effort, note = _effort(plain_text(cue))
    targets = (*effort, *((target,) if target else ()))
    is_open = until_lap and length[0].lower() == OPEN_STEP
    return Step(
        UntilLap() if is_open else _length(length),
        targets,
        _INTENSITIES.get(options.get("intensity", ""), section),
        until_lap and not is_open,
        note=" ".join(part for part in (note, plain_text(rest)) if part),
        cues=cues,
    )


def _effort(cue: str) -> tuple[tuple[EffortTarget, ...], str]:
    """Return the effort word that a cue begins with, and the rest of it."""
    found = _EFFORT.match(cue)
    if found is None:
        return (), cue
    return (EffortTarget(Effort(found[1].lower())),), cue[found.end() :]


def _length(found: re.Match[str]) -> Length:
    if found["unit"]:
        per = _METRES.get(found["unit"][:2].lower(), 1.0)
        return Distance(float(found["metres"]) * per)
    minutes = float(found["m"] or 0)
    bare = found[0][-1] in "mM" and not found["h"]
    if bare and minutes >= _LIKELY_METRES:
        raise InputError(
            f"{found[0]} means {minutes:g} minutes here; write {found['m']}mtr "
            f"for metres or {minutes // 60:.0f}h{minutes % 60:.0f}m for the time"
        )
    seconds = float(found["h"] or 0) * 3600 + minutes * 60 + float(found["s"] or 0)
    return Time(seconds)


def _target(text: str) -> tuple[Target | None, str]:
    """Return the target that a text begins with, and the rest of the text."""
    found = _TARGET.match(text)
    if found is None:
        return None, text
    rest = text[found.end() :].strip()
    if found["word"]:
        is_max = found["word"].lower() == "maxeffort"
        return EffortTarget(Effort.MAX) if is_max else None, rest
    if found["slow"]:
        return _pace(found), rest
    if found["zone"]:
        ends = sorted((int(found["zone"]), int(found["last"] or found["zone"])))
        is_pace = found["kind"].lower() == "pace"
        kind = ZoneKind.PACE if is_pace else ZoneKind.HEART_RATE
        return ZoneTarget(ends[0], ends[1], kind), rest
    return _share(found), rest


def _share(found: re.Match[str]) -> FractionTarget:
    low = fraction_of(Fraction(found["low"]))
    high = fraction_of(Fraction(found["high"] or found["low"]))
    reference = _REFERENCES[found["of"].lower()]
    if found["ramp"]:
        return FractionTarget(low, high, reference, ramp=True)
    return FractionTarget(min(low, high), max(low, high), reference)


def _pace(found: re.Match[str]) -> Target:
    per = found["per"].lower()
    unit = SpeedUnit.PER_MI if per == "mi" else SpeedUnit.PER_KM
    scale = Fraction(1000, _PER[per]) if per in _PER else Fraction(1)
    first = _speed(found["slow"], unit, scale)
    second = _speed(found["fast"] or found["slow"], unit, scale)
    if found["ramp"]:
        return SpeedRamp(first, second, unit)
    return SpeedTarget(min(first, second), max(first, second), unit)


def _speed(clock: str, unit: SpeedUnit, scale: Fraction) -> float:
    minutes, seconds = clock.split(":")
    pace_s = int(minutes) * 60 + int(seconds)
    if pace_s == 0 or int(seconds) > 59:
        raise InputError(f"'{clock}' is not a pace; seconds go from 00 to 59")
    return pace_speed(pace_s * scale, unit)
