"""A workout's profile: how long across, how fast up, how hard by colour and letter.

What is dragged in a page lies in a drawing of its own above the profile: a picture is
read as one thing, and handles have to be reached one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import ceil
from typing import TYPE_CHECKING

from negsplit.drawings.frame import FILE, Look, Setting, framed
from negsplit.drawings.step_words import length_words, pace_words
from negsplit.drawings.zones import Across, Zone
from negsplit.units import DistanceUnit, format_clock, format_pace, pace_s

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.drawings.sketch import Bar, Sketch
    from negsplit.drawings.zones import Point, Slice

# Of zones in their order: letters on them have a contrast of 7:1 and more on the day's
# colours, and 5:1 on the night's. Light to dark, for whoever sees no hues.
DAY_ZONES = ("#b5d7ee", "#bfe0a8", "#f7d774", "#f4a46c", "#e08fb8")
NIGHT_ZONES = ("#7fb2d9", "#93c47d", "#e3b94f", "#e58a4e", "#d27fb0")
EDGE, QUIET = "#1f4e79", "#55606b"
EDGE_DARK, QUIET_DARK = "#d9ecfb", "#aab4be"
DAY = (
    "text{font:12px system-ui,sans-serif;fill:#1c2733}"
    f".quiet{{fill:{QUIET}}}"
    f".grid{{stroke:{QUIET};stroke-opacity:.25}}"
    f".edge{{fill:none;stroke:{EDGE};stroke-width:2;stroke-linejoin:round}}"
    f".free{{stroke-dasharray:5 4}}"
    f".band{{fill:{EDGE};fill-opacity:.18}}"
    f".lap{{stroke:{EDGE};stroke-width:2;stroke-dasharray:2 3}}"
    f".group{{fill:none;stroke:{QUIET}}}"
    ".cut{stroke:#fff;stroke-width:1.5}"
    ".letter{font-weight:700;fill:#1c2733}"
    ".paper{fill:#fff}"
)
NIGHT = (
    f"text{{fill:#e6ebf0}}.quiet{{fill:{QUIET_DARK}}}.paper{{fill:#12171c}}"
    f".grid,.group{{stroke:{QUIET_DARK}}}.edge,.lap{{stroke:{EDGE_DARK}}}"
    f".band{{fill:{EDGE_DARK}}}.cut{{stroke:#12171c}}.letter{{fill:#10151a}}"
)


def _zone_style(colours: tuple[str, ...]) -> str:
    pairs = zip(Zone, colours, strict=True)
    return "".join(f".z{zone.value}{{fill:{colour}}}" for zone, colour in pairs)


PROFILE = Look(
    "profile", DAY + _zone_style(DAY_ZONES), NIGHT + _zone_style(NIGHT_ZONES)
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a picture, and of the margins around its axes, in user units."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def wide(self) -> float:
        """Width of the axes."""
        return self.width - self.left - self.right

    @property
    def high(self) -> float:
        """Height of the axes."""
        return self.height - self.top - self.bottom

    @property
    def floor(self) -> float:
        """Where the horizontal axis lies."""
        return self.height - self.bottom

    def x(self, shown: Sketch, at: float) -> float:
        """Return where a place of the horizontal axis lies."""
        return round(self.left + shown.share_across(at) * self.wide, 1)

    def y(self, shown: Sketch, speed_mps: float) -> float:
        """Return where a speed lies."""
        return round(self.floor - shown.share_up(speed_mps) * self.high, 1)


WIDE = Frame(720, 270, 46, 46, 30, 40)
NARROW = Frame(360, 240, 38, 38, 28, 38)
# Steps between the marks: of paces in s, of time in s, of distances in km or miles.
PACE_STEPS_S = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300)
TIME_STEPS_S = (60, 120, 300, 600, 900, 1200, 1800, 3600, 7200)
DISTANCE_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
PACE_MARKS, TIME_MARKS = 5, 8
# Room in user units that a letter, a length and a pace need; a bar that is narrower
# than a hair after another is left out.
LETTER_WIDE, LENGTH_WIDE, PACE_WIDE, HAIR = 14, 44, 84, 0.4


def frame_of(setting: Setting) -> Frame:
    """Return the size of a profile on a phone, or elsewhere."""
    return NARROW if setting.is_narrow else WIDE


def profile_svg(shown: Sketch, said: tuple[str, str], setting: Setting = FILE) -> str:
    """Return the profile as SVG.

    Parameters
    ----------
    shown : Sketch
        The workout as shapes.
    said : tuple of str
        Title and description, for those who hear it.
    setting : Setting
        Where it will stand.
    """
    frame = frame_of(setting)
    lines = [
        *_paces(shown, frame),
        *_ruler(shown, frame),
        *_bodies(shown, frame),
        *_words(shown, frame),
        *_groups(shown, frame),
    ]
    return framed(PROFILE, (frame.width, frame.height), said, lines, setting)


def ruler_marks(shown: Sketch) -> list[tuple[float, str]]:
    """Return places on the horizontal axis, and what stands below them."""
    if shown.across is Across.TIME:
        step = _step(TIME_STEPS_S, shown.span, TIME_MARKS)
        return [
            (mark * step, _minutes(mark * step))
            for mark in range(int(shown.span / step) + 1)
        ]
    metres = shown.unit.metres
    step = _step(DISTANCE_STEPS, shown.span / metres, TIME_MARKS)
    return [
        (mark * step * metres, f"{mark * step:g}")
        for mark in range(int(shown.span / metres / step) + 1)
    ]


def ruler_name(shown: Sketch) -> str:
    """Return what the horizontal axis counts."""
    return "min" if shown.across is Across.TIME else shown.unit.value


def text_at(
    x: float, y: float, text: str, kind: str = "", anchor: str = "start"
) -> str:
    """Return a text in a drawing."""
    named = f' class="{kind}"' if kind else ""
    return (
        f'<text x="{x:g}" y="{y:g}"{named} text-anchor="{anchor}">{escape(text)}</text>'
    )


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:g}" if seconds < 3600 else format_clock(seconds)[:-3]


def _step(steps: tuple[float, ...], span: float, most: int) -> float:
    return next((step for step in steps if span / step <= most), steps[-1])


def _paces(shown: Sketch, frame: Frame) -> Iterator[str]:
    other = DistanceUnit.MI if shown.unit is DistanceUnit.KM else DistanceUnit.KM
    left, right = frame.left, frame.width - frame.right
    for speed, text in pace_marks(shown, shown.unit):
        y = frame.y(shown, speed)
        yield f'<line class="grid" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>'
        yield text_at(left - 5, y + 4, text, "quiet", "end")
    for speed, text in pace_marks(shown, other):
        yield text_at(right + 5, frame.y(shown, speed) + 4, text, "quiet")
    yield text_at(2, 14, f"min/{shown.unit.value}, faster up", "quiet")
    yield text_at(frame.width - 2, 14, f"min/{other.value}", "quiet", "end")


def pace_marks(shown: Sketch, unit: DistanceUnit) -> list[tuple[float, str]]:
    """Return round paces on the vertical axis, and how they are written."""
    quick, slow = pace_s(shown.top_mps, unit), pace_s(shown.bottom_mps, unit)
    step = _step(PACE_STEPS_S, slow - quick, 2 * PACE_MARKS)
    speeds = [
        unit.metres / (mark * step)
        for mark in range(ceil(quick / step), int(slow / step) + 1)
    ]
    # Paces lie closer the slower they are: some of the slow ones would touch.
    kept: list[float] = []
    least = (shown.top_mps - shown.bottom_mps) / (2 * PACE_MARKS - 2)
    for speed in speeds:
        if not kept or kept[-1] - speed >= least:
            kept.append(speed)
    return [(speed, format_pace(speed, unit).partition("/")[0]) for speed in kept]


def _ruler(shown: Sketch, frame: Frame) -> Iterator[str]:
    y = frame.floor
    yield (
        f'<line class="grid" x1="{frame.left}" x2="{frame.width - frame.right}" '
        f'y1="{y:g}" y2="{y:g}"/>'
    )
    for at, text in ruler_marks(shown):
        yield text_at(frame.x(shown, at), frame.height - 6, text, "quiet", "middle")
    end = frame.width - frame.right + 5
    yield text_at(end, frame.height - 6, ruler_name(shown), "quiet")


def _bodies(shown: Sketch, frame: Frame) -> Iterator[str]:
    reached = -1.0
    for bar in shown.bars:
        left, right = frame.x(shown, bar.start), frame.x(shown, bar.end)
        if bar.start == bar.end:
            yield _lap(left, frame)
        elif right - max(left, reached) >= HAIR:
            reached = right
            yield from (_body(part, shown, frame) for part in bar.slices)
            if bar.band_mps is not None and bar.band_mps[0] != bar.band_mps[1]:
                yield _band(bar, shown, frame)
            yield _edge(bar, shown, frame)
            y = frame.y(shown, bar.end_mps)
            yield f'<path class="cut" d="M{right} {frame.floor:g}V{y}"/>'


def _lap(x: float, frame: Frame) -> str:
    return f'<path class="lap" d="M{x} {frame.floor:g}V{frame.top:g}"/>'


def _body(part: Slice, shown: Sketch, frame: Frame) -> str:
    first, last = (frame.x(shown, part.top[end].at) for end in (0, -1))
    points = _points(part.top, shown, frame)
    floor = f"{frame.floor:g}"
    return (
        f'<polygon class="z{part.zone.value}" '
        f'points="{first},{floor} {points} {last},{floor}"/>'
    )


def _band(bar: Bar, shown: Sketch, frame: Frame) -> str:
    slow, fast = bar.band_mps or (bar.start_mps, bar.start_mps)
    top, bottom = frame.y(shown, fast), frame.y(shown, slow)
    left, right = frame.x(shown, bar.start), frame.x(shown, bar.end)
    return (
        f'<rect class="band" x="{left}" y="{top}" width="{right - left:.1f}" '
        f'height="{bottom - top:.1f}"/>'
    )


def _edge(bar: Bar, shown: Sketch, frame: Frame) -> str:
    top = [bar.slices[0].top[0], *(p for part in bar.slices for p in part.top[1:])]
    kind = "edge free" if bar.is_free else "edge"
    return f'<polyline class="{kind}" points="{_points(top, shown, frame)}"/>'


def _points(
    places: tuple[Point, ...] | list[Point], shown: Sketch, frame: Frame
) -> str:
    return " ".join(
        f"{frame.x(shown, place.at)},{frame.y(shown, place.speed_mps)}"
        for place in places
    )


def _words(shown: Sketch, frame: Frame) -> Iterator[str]:
    for bar in shown.bars:
        left, right = frame.x(shown, bar.start), frame.x(shown, bar.end)
        for part in bar.slices:
            yield from _letter(part, bar, shown, frame)
        if right - left >= LENGTH_WIDE:
            length = length_words(bar.step, shown.unit)
            yield text_at((left + right) / 2, frame.floor + 14, length, "", "middle")
        if right - left >= PACE_WIDE:
            yield _pace(bar, shown, frame)


def _letter(part: Slice, bar: Bar, shown: Sketch, frame: Frame) -> Iterator[str]:
    left, right = (frame.x(shown, part.top[end].at) for end in (0, -1))
    low = max(frame.y(shown, part.top[end].speed_mps) for end in (0, -1))
    if right - left >= LETTER_WIDE and frame.floor - low >= LETTER_WIDE:
        letter = part.zone.value
        middle = (left + right) / 2
        yield text_at(middle, frame.floor - 7, letter, "letter", "middle")
    elif frame.floor == low and right - left >= 2 * LETTER_WIDE:
        yield text_at((left + right) / 2, frame.floor - 7, bar.word, "quiet", "middle")


def _pace(bar: Bar, shown: Sketch, frame: Frame) -> str:
    """Return the pace of a wide bar above its line; of a ramp, above its middle."""
    middle = (bar.start + bar.end) / 2
    fast = max(bar.start_mps, bar.end_mps, *(bar.band_mps or ()))
    top = fast if not bar.is_ramp else (bar.start_mps + bar.end_mps) / 2
    y = frame.y(shown, top) - (14 if bar.is_ramp else 11)
    return text_at(
        frame.x(shown, middle), max(y, 28), pace_words(bar, shown.unit), "", "middle"
    )


def _groups(shown: Sketch, frame: Frame) -> Iterator[str]:
    for group in shown.groups:
        left, right = frame.x(shown, group.start), frame.x(shown, group.end)
        y = frame.floor + 4
        yield f'<path class="group" d="M{left} {y:g}v4H{right}v-4"/>'
        yield text_at((left + right) / 2, y + 17, f"{group.times} ×", "", "middle")
