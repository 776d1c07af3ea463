"""A FIT workout as a workout: the file for watches, or the plan inside a recording."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, TypeVar

from negsplit.errors import FormatError, InputError
from negsplit.formats.fit import parts
from negsplit.formats.fit_note import understood
from negsplit.formats.fit_profile import (
    BPM_OFFSET,
    FILE_TYPES,
    WATT_OFFSET,
    WORKOUT_FILE,
    Duration,
    FitIntensity,
    FitTarget,
    Message,
)
from negsplit.formats.fit_rows import rows
from negsplit.formats.tidy import tidy_distance, tidy_speeds
from negsplit.units import PLAUSIBLE_SPEED_MPS
from negsplit.workout import (
    MAX_STEPS,
    Distance,
    FractionTarget,
    HeartRateTarget,
    Intensity,
    Item,
    Length,
    Reference,
    Repeat,
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
    from collections.abc import Sequence

    from negsplit.formats.fit_rows import Row

_Choice = TypeVar("_Choice", bound=IntEnum)

_INTENSITIES: dict[FitIntensity | None, Intensity] = {
    FitIntensity.REST: Intensity.RECOVERY,
    FitIntensity.WARMUP: Intensity.WARMUP,
    FitIntensity.COOLDOWN: Intensity.COOLDOWN,
    FitIntensity.RECOVERY: Intensity.RECOVERY,
    FitIntensity.INTERVAL: Intensity.WORK,
}
# A step has up to two targets.
_PREFIXES = ("", "secondary_")
_LAP_TARGETS = {
    FitTarget.SPEED_LAP: FitTarget.SPEED,
    FitTarget.HEART_RATE_LAP: FitTarget.HEART_RATE,
}
# Repeats that end by something else than a count, which a Repeat cannot hold.
_REPEATS = {
    Duration.REPEAT_STEPS: "",
    Duration.REPEAT_TIME: "repeated for a time",
    Duration.REPEAT_DISTANCE: "repeated for a distance",
    Duration.REPEAT_CALORIES: "repeated for an energy",
    Duration.REPEAT_HEART_RATE_BELOW: "repeated until heart rate falls",
    Duration.REPEAT_HEART_RATE_ABOVE: "repeated until heart rate rises",
    Duration.REPEAT_POWER_BELOW: "repeated until power falls",
    Duration.REPEAT_POWER_ABOVE: "repeated until power rises",
}
# Speeds are stored in whole millimetres per second.
_SPEED_RESOLUTION_MPS = 0.001
# Ends of a band that stand for "open", as :mod:`negsplit.formats.fit_workout` writes.
_LOWEST_BPM, _HIGHEST_BPM = 30, 240
_LOWEST_PERCENT = 30
# Garmin's own suggested workouts write beats per minute plainly, not with the offset
# of 100 that the profile asks for. A workout is taken to be written so where the offset
# makes no sense: a band from a percentage to beats, one that ends below any moving
# heart, or nothing in the whole workout above 100 beats. Inferred from 66 public files.
_LOWEST_TOP_BPM, _LOWEST_HARDEST_BPM = 60, 100


def read(data: bytes) -> Workout:
    """Return the workout in a FIT workout file.

    Raises
    ------
    FormatError
        If the bytes are no such file, or hold what nobody can run.
    """
    part = parts(data)[0]
    kinds = [int(row["type"]) for row in rows(part, Message.FILE_ID) if "type" in row]
    if kinds[:1] != [WORKOUT_FILE]:
        kind = FILE_TYPES.get(kinds[0], "unknown") if kinds else "damaged"
        raise FormatError(f"this is a FIT file of kind '{kind}', not a workout")
    if part.damages or not part.checksum_is_right:
        raise FormatError("this FIT workout is damaged: its checksum is wrong")
    messages = rows(part, Message.WORKOUT), rows(part, Message.WORKOUT_STEP)
    return from_messages(*messages).workout


@dataclass(frozen=True, slots=True)
class FitPlan:
    """A workout as FIT messages hold it.

    Parameters
    ----------
    workout : Workout
        What is to be run.
    step_indices : tuple of int
        For each step as it is run the index of its message, which laps refer to.
    unread : tuple of str
        Targets that nobody can run and that were left out, with their step.
    """

    workout: Workout
    step_indices: tuple[int, ...]
    unread: tuple[str, ...] = ()


def from_messages(headers: Sequence[Row], steps: Sequence[Row]) -> FitPlan:
    """Return the workout that messages hold.

    A target that nobody can run is left out, and the step stays.

    Raises
    ------
    FormatError
        If there are no steps, or one of a length that nobody can run.
    """
    nodes: list[_Node] = []
    unread: list[str] = []
    for place, row in enumerate(_with_offset(steps)):
        index = int(row.get("message_index", place))
        try:
            unread += [f"step {index}: {why}" for why in _add(nodes, row, index)]
        except InputError as error:
            raise FormatError(f"FIT workout step {index}: {error}") from error
    if not nodes:
        raise FormatError("this FIT workout has no steps")
    name = plain_text(str(headers[0].get("wkt_name", ""))) if headers else ""
    try:
        workout = Workout(tuple(node.item for node in nodes), name)
    except InputError as error:
        raise FormatError(f"FIT workout: {error}") from error
    indices = tuple(index for node in nodes for index in node.indices)
    workout = tidy_speeds(workout, _SPEED_RESOLUTION_MPS)
    return FitPlan(workout, indices, tuple(unread))


def _with_offset(steps: Sequence[Row]) -> Sequence[Row]:
    """Return steps whose heart rates are written as the profile asks."""
    if not _are_plain(steps):
        return steps
    return [
        {
            name: value + BPM_OFFSET
            if name in _heart_fields(row) and isinstance(value, int) and value > 0
            else value
            for name, value in row.items()
        }
        for row in steps
    ]


def _are_plain(steps: Sequence[Row]) -> bool:
    """Return whether heart rates are written without the offset."""
    bands = [
        (min(ends), max(ends))
        for row in steps
        for prefix in _PREFIXES
        if len(ends := _heart_ends(row, prefix)) == 2
    ]
    tops = [high - BPM_OFFSET for _, high in bands if high > BPM_OFFSET]
    if not tops:
        return False  # percentages, or no heart rates at all
    mixed = any(0 < low <= BPM_OFFSET < high for low, high in bands)
    return mixed or min(tops) < _LOWEST_TOP_BPM or max(tops) < _LOWEST_HARDEST_BPM


def _heart_ends(row: Row, prefix: str) -> list[int]:
    names = [name for name in _heart_fields(row) if name.startswith(f"{prefix}custom")]
    return [value for name in names if isinstance(value := row.get(name), int)]


def _heart_fields(row: Row) -> set[str]:
    """Return the fields of a step that hold a heart rate."""
    named = set()
    for prefix in _PREFIXES:
        kind = _choice(FitTarget, row.get(f"{prefix}target_type"))
        if kind in (FitTarget.HEART_RATE, FitTarget.HEART_RATE_LAP):
            named |= {f"{prefix}custom_target_value_{end}" for end in ("low", "high")}
    ends = _choice(Duration, row.get("duration_type"))
    if ends in (Duration.HEART_RATE_BELOW, Duration.HEART_RATE_ABOVE):
        named.add("duration_value")
    return named


@dataclass(frozen=True, slots=True)
class _Node:
    """An item, the index of its first message, and that of each step as run."""

    item: Item
    first: int
    indices: tuple[int, ...]


def _add(nodes: list[_Node], row: Row, index: int) -> list[str]:
    """Append a step, or wrap the steps that a repeat goes back to.

    Returned is why targets were left out.
    """
    kind = _choice(Duration, row.get("duration_type"))
    if kind is None or kind not in _REPEATS:
        step, impossible = _step(row)
        nodes.append(_Node(step, index, (index,)))
        return impossible
    back_to = int(row.get("duration_value", index))
    place = next((i for i, n in enumerate(nodes) if n.first >= back_to), len(nodes))
    inner = [*nodes[place:-1], *map(_as_recovery, nodes[place:][-1:])]
    if not inner:
        raise InputError(f"a repeat goes back to step {back_to}, which does not exist")
    times = int(row.get("target_value", 0)) if kind == Duration.REPEAT_STEPS else 1
    items = tuple(node.item for node in inner)
    if kind != Duration.REPEAT_STEPS:
        items = (_marked(items[0], _REPEATS[kind]), *items[1:])
    repeat = Repeat(times, items)
    once = tuple(i for node in inner for i in node.indices)
    if len(once) * times > MAX_STEPS:
        raise InputError(f"more than {MAX_STEPS} steps when repeats are written out")
    nodes[place:] = [_Node(repeat, inner[0].first, once * times)]
    return []


def _as_recovery(node: _Node) -> _Node:
    """Return the last of a repeat, marked as recovery if its word says as much."""
    item = node.item
    if isinstance(item, Repeat) or item.purpose is not Intensity.RECOVERY:
        return node
    return replace(node, item=replace(item, intensity=Intensity.RECOVERY))


def _marked(item: Item, mark: str) -> Item:
    """Return an item whose first step's note says what could not be read."""
    if isinstance(item, Repeat):
        return replace(item, items=(_marked(item.items[0], mark), *item.items[1:]))
    return replace(item, note=_joined(item.note, f"({mark}: not supported)"))


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _step(row: Row) -> tuple[Step, list[str]]:
    """Return a step, and why targets of it that nobody can run were left out."""
    length, marks = _length(row)
    targets: list[Target] = []
    impossible: list[str] = []
    for prefix in _PREFIXES:
        try:
            target, mark = _target(row, prefix)
        except InputError as error:
            target, mark = None, str(error)
            impossible.append(mark)
        targets += [] if target is None else [target]
        marks += [mark] if mark else []
    step = _described(row, Step(length, tuple(targets)), marks)
    return step, impossible


def _described(row: Row, step: Step, marks: list[str]) -> Step:
    """Return a step with its intensity and texts, and what could not be read."""
    intensity = _INTENSITIES.get(_choice(FitIntensity, row.get("intensity")))
    step = replace(step, intensity=intensity)
    for text in (row.get("wkt_step_name"), row.get("notes")):
        step = _with_text(step, plain_text(str(text or "")))
    note = _joined(step.note, *(f"({mark}: not supported)" for mark in marks))
    step = replace(step, note=note)
    if step.effort is not None and step.effort.is_recovery:
        # The word alone makes it a recovery; saying so twice would not be tidy.
        is_said = step.intensity is Intensity.RECOVERY
        return replace(step, intensity=None) if is_said else step
    return step


def _with_text(step: Step, text: str) -> Step:
    """Return a step with what a text says, as notation if it is that."""
    said = understood(text) if text else None
    if said is None:
        return replace(step, note=_joined(step.note, text))
    added = tuple(target for target in said.targets if target not in step.targets)
    return replace(
        step,
        targets=step.targets + added,
        until_lap=step.until_lap or said.until_lap,
        incline_frac=step.incline_frac or said.incline_frac,
        note=_joined(step.note, said.note),
        cues=step.cues + said.cues,
    )


def _choice(choices: type[_Choice], value: object) -> _Choice | None:
    """Return the choice of that number, None if there is none."""
    return next((choice for choice in choices if choice == value), None)


def _length(row: Row) -> tuple[Length, list[str]]:
    """Return the length of a step, and what of it could not be read."""
    kind = _choice(Duration, row.get("duration_type"))
    value = row.get("duration_value")
    if not isinstance(value, int) or kind is Duration.OPEN:
        return UntilLap(), []
    match kind:
        case Duration.TIME:
            return Time(value / 1000), []
        case Duration.DISTANCE:
            return Distance(tidy_distance(value / 100)), []
        case Duration.HEART_RATE_BELOW | Duration.HEART_RATE_ABOVE:
            way = "falls to" if kind is Duration.HEART_RATE_BELOW else "rises to"
            return UntilLap(), [f"until heart rate {way} {_beats(value)}"]
        case Duration.CALORIES:
            return UntilLap(), [f"until {value} kcal"]
        case _:
            return UntilLap(), [f"ends by rule {int(row.get('duration_type', 0))}"]


def _beats(value: int) -> str:
    if value > BPM_OFFSET:
        return f"{value - BPM_OFFSET} bpm"
    return f"{value} % of maximum"


def _target(  # noqa: PLR0911 -- one case for each kind of target
    row: Row, prefix: str
) -> tuple[Target | None, str]:
    """Return a target of a step, and in words what could not be read of it."""
    number = row.get(f"{prefix}target_type")
    kind = _choice(FitTarget, number)
    kind = _LAP_TARGETS.get(kind, kind) if kind is not None else None
    if number is None or kind is FitTarget.OPEN:
        return None, ""
    custom = "custom_target_value" if not prefix else "secondary_custom_target_value"
    ends = [row.get(f"{custom}_{end}") for end in ("low", "high")]
    low, high = sorted(end for end in (*ends, 0, 0) if isinstance(end, int))[-2:]
    zone = int(row.get(f"{prefix}target_value", 0))
    match kind:
        case FitTarget.SPEED if high:
            return _speed((low or high) / 1000, high / 1000), ""
        case FitTarget.HEART_RATE if high:
            return _heart_rate(low, high), ""
        case FitTarget.SPEED if zone:
            return ZoneTarget(zone, zone, ZoneKind.PACE), ""
        case FitTarget.HEART_RATE if zone:
            return ZoneTarget(zone, zone, ZoneKind.HEART_RATE), ""
        case FitTarget.SPEED | FitTarget.HEART_RATE:
            return None, ""
        case FitTarget.POWER if low > WATT_OFFSET:
            return None, f"power {low - WATT_OFFSET} to {high - WATT_OFFSET} W"
        case FitTarget.CADENCE if high:
            return None, f"cadence {low} to {high} strides per minute"
        case _:
            name = kind.name.lower() if kind else f"target {number}"
            return None, f"{name} {zone}" if zone else name


def _speed(low_mps: float, high_mps: float) -> SpeedTarget:
    """Return a speed band.

    Raises
    ------
    InputError
        If nobody runs at those speeds: some writers are out by a factor of 1000.
    """
    slowest, fastest = PLAUSIBLE_SPEED_MPS
    if not slowest <= low_mps <= high_mps <= fastest:
        raise InputError(
            f"speed of {low_mps:g} to {high_mps:g} m/s must lie between {slowest:g} "
            f"and {fastest:g} m/s"
        )
    return SpeedTarget(low_mps, high_mps)


def _heart_rate(low: int, high: int) -> Target:
    """Return a band in beats per minute, or up to 100 in per cent of the maximum."""
    if high > BPM_OFFSET:
        lowest, highest = max(low - BPM_OFFSET, 0), high - BPM_OFFSET
        if lowest in (0, _LOWEST_BPM):  # at most one end can be open
            return HeartRateTarget(None, highest)
        return HeartRateTarget(lowest, None if highest == _HIGHEST_BPM else highest)
    return FractionTarget((low or _LOWEST_PERCENT) / 100, high / 100, Reference.MAX_HR)
