"""Handles on a profile: what can be taken hold of, and what each says of itself.

The end of a step is pulled sideways to make it longer, its top up to make it faster.
A repeat has handles on its first repetition: they are the same steps each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from html import escape
from typing import TYPE_CHECKING

from negsplit.drawings.profile import frame_of
from negsplit.drawings.step_words import length_words
from negsplit.units import format_pace
from negsplit.workout import UntilLap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.drawings.frame import Setting
    from negsplit.drawings.profile import Frame
    from negsplit.drawings.sketch import Bar, Sketch

# Half the width of what a finger hits, in user units: 24 of them are the least that
# can be hit surely, and some bars are narrower.
REACH, LEAST_REACH = 12.0, 4.0
# Radius of what is seen.
GRIP = 6


class Edge(Enum):
    """What of a step is taken hold of."""

    LENGTH = "length"
    PACE = "pace"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Handle:
    """One handle.

    Parameters
    ----------
    path : tuple of int
        Of the step in the tree of the workout.
    edge : Edge
        What it moves.
    at, speed_mps : float
        Where it is on the axes.
    name, value : str
        What it is called, and where it stands, in words.
    """

    path: tuple[int, ...]
    edge: Edge
    at: float
    speed_mps: float
    name: str
    value: str


def handles(shown: Sketch) -> tuple[Handle, ...]:
    """Return all handles of a workout, step by step."""
    first = [bar for bar in shown.bars if bar.turn == 0]
    return tuple(
        handle
        for number, bar in enumerate(first, start=1)
        for handle in _of_bar(number, bar, shown)
    )


def handles_svg(shown: Sketch, setting: Setting) -> str:
    """Return the handles as a drawing to lie above the profile."""
    frame = frame_of(setting)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="handles" '
        f'viewBox="0 0 {frame.width:g} {frame.height:g}" '
        f'data-left="{frame.left:g}" data-wide="{frame.wide:g}" '
        f'data-top="{frame.top:g}" data-high="{frame.high:g}">',
        *(_drawn(handle, shown, frame) for handle in handles(shown)),
        "</svg>",
    ]
    return "\n".join(lines)


def _of_bar(number: int, bar: Bar, shown: Sketch) -> Iterator[Handle]:
    name = f"Step {number}"
    if not bar.is_free:
        for edge, at, speed in _tops(bar):
            value = format_pace(speed, shown.unit)
            yield Handle(bar.path, edge, at, speed, f"{name}, {_NAMES[edge]}", value)
    if not isinstance(bar.step.length, UntilLap):
        value = length_words(bar.step, shown.unit)
        middle = (max(bar.end_mps, shown.bottom_mps) + shown.bottom_mps) / 2
        yield Handle(bar.path, Edge.LENGTH, bar.end, middle, f"{name}, length", value)


_NAMES = {Edge.PACE: "pace", Edge.START: "first pace", Edge.END: "last pace"}


def _tops(bar: Bar) -> list[tuple[Edge, float, float]]:
    if not bar.is_ramp:
        return [(Edge.PACE, (bar.start + bar.end) / 2, bar.start_mps)]
    return [
        (Edge.START, bar.start, bar.start_mps),
        (Edge.END, bar.end, bar.end_mps),
    ]


def _drawn(handle: Handle, shown: Sketch, frame: Frame) -> str:
    bar = shown.bar(handle.path)
    x, y = frame.x(shown, handle.at), frame.y(shown, handle.speed_mps)
    share = (
        shown.share_across(handle.at)
        if handle.edge is Edge.LENGTH
        else shown.share_up(handle.speed_mps)
    )
    step = ".".join(str(index) for index in handle.path)
    return (
        f'<g class="handle {handle.edge.value}" role="slider" tabindex="0" '
        f'data-step="{step}" data-edge="{handle.edge.value}" '
        f'aria-label="{escape(handle.name)}" aria-valuetext="{escape(handle.value)}" '
        f'aria-valuemin="0" aria-valuemax="100" aria-valuenow="{share * 100:.0f}" '
        f'aria-orientation="{_WAYS[handle.edge is Edge.LENGTH]}">'
        f"{_target(handle, bar, shown, frame)}"
        f'<circle class="grip" cx="{x:g}" cy="{y:g}" r="{GRIP}"/></g>'
    )


_WAYS = {True: "horizontal", False: "vertical"}


def _target(handle: Handle, bar: Bar | None, shown: Sketch, frame: Frame) -> str:
    """Return what a finger hits: the top of a bar, half the top of a ramp, its end."""
    if bar is None:
        return ""
    left, right = frame.x(shown, bar.start), frame.x(shown, bar.end)
    top = min(frame.y(shown, bar.start_mps), frame.y(shown, bar.end_mps))
    middle, y = (left + right) / 2, frame.y(shown, handle.speed_mps)
    reach = min(REACH, max(LEAST_REACH, (right - left) / 3))
    match handle.edge:
        case Edge.LENGTH:
            return _hit(right - reach, right + reach, top + REACH, frame.floor + 10)
        case Edge.START:
            return _hit(left - reach, middle, y - REACH, y + REACH)
        case Edge.END:
            return _hit(middle, right + reach, y - REACH, y + REACH)
        case Edge.PACE:
            return _hit(left, right, y - REACH, y + REACH)


def _hit(left: float, right: float, top: float, bottom: float) -> str:
    high = max(bottom - top, 2 * LEAST_REACH)
    return (
        f'<rect class="hit" x="{left:.1f}" y="{top:.1f}" '
        f'width="{max(right - left, 2 * LEAST_REACH):.1f}" height="{high:.1f}"/>'
    )
