"""A season as a picture: a bar a week as high as its running time, named blocks."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from negsplit.drawings.frame import FILE, Look, Setting, framed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

DAY = (
    "text{font:12px system-ui,sans-serif;fill:#1c2733}.quiet{fill:#55606b}"
    ".paper{fill:#fff}.past{fill:#a9c4de}.bar{fill:#5b86ad}.now{fill:#1f4e79}"
    ".grid{stroke:#55606b;stroke-opacity:.3}.span{stroke:#55606b}"
    ".light{fill:none;stroke:#1f4e79;stroke-dasharray:3 3}"
)
NIGHT = (
    "text{fill:#e6ebf0}.quiet{fill:#aab4be}.paper{fill:#12171c}.past{fill:#2f4f70}"
    ".bar{fill:#5b86ad}.now{fill:#8fc1ee}.grid,.span{stroke:#aab4be}"
    ".light{stroke:#8fc1ee}"
)
SEASON = Look("season", DAY, NIGHT)
# In user units: sizes of the picture, of its margins, and of letters on average.
HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 170, 34, 34, 34, 6
WIDE, NARROW, LETTER = 720, 360, 6.6
HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class WeekBar:
    """A week of the season: its Monday, block and running time in s; what it is."""

    monday: date
    block: str
    expected_s: float
    is_light: bool
    is_now: bool
    is_past: bool


def season_svg(
    weeks: Sequence[WeekBar], said: tuple[str, str], setting: Setting = FILE
) -> str:
    """Return a season as SVG.

    Parameters
    ----------
    weeks : sequence of WeekBar
        In order; at least one.
    said : tuple of str
        Title and description, for those who hear it.
    setting : Setting
        Where it will stand.
    """
    width = NARROW if setting.is_narrow else WIDE
    step = (width - LEFT - RIGHT) / len(weeks)
    most_s = max(HOUR_S, *(week.expected_s for week in weeks))
    lines = [
        *_levels(most_s, width),
        *_blocks(weeks, step),
        *(
            line
            for number, week in enumerate(weeks)
            for line in _bar(week, LEFT + number * step, step, most_s)
        ),
        *_months(weeks, step),
    ]
    return framed(SEASON, (width, HEIGHT), said, lines, setting)


def _levels(most_s: float, width: float) -> Iterator[str]:
    whole = int(most_s // HOUR_S)
    step = max(-(-whole // 4), 1)
    for count in range(0, whole + 1, step):
        y = _down(count * HOUR_S, most_s)
        yield (
            f'<line class="grid" x1="{LEFT}" x2="{width - RIGHT}" y1="{y:.1f}" '
            f'y2="{y:.1f}"/>'
        )
        yield _text(LEFT - 5, y + 4, f"{count} h", "quiet", "end")


def _down(seconds: float, most_s: float) -> float:
    return HEIGHT - BOTTOM - seconds / most_s * (HEIGHT - TOP - BOTTOM)


def _blocks(weeks: Sequence[WeekBar], step: float) -> Iterator[str]:
    """Yield the names of the blocks over their weeks, as far as they fit."""
    number = 0
    for block, group in groupby(weeks, key=lambda week: week.block):
        count = sum(1 for _ in group)
        left, right = LEFT + number * step, LEFT + (number + count) * step
        number += count
        word = block.removeprefix("race ")
        yield (
            f'<line class="span" x1="{left + 2:.1f}" x2="{right - 2:.1f}" y1="20" '
            'y2="20"/>'
        )
        if len(word) * LETTER <= right - left:
            yield _text((left + right) / 2, 14, word, "", "middle")


def _bar(week: WeekBar, left: float, step: float, most_s: float) -> Iterator[str]:
    top = _down(week.expected_s, most_s)
    kind = "now" if week.is_now else "past" if week.is_past else "bar"
    gap = min(3.0, step / 5)
    box = (
        f'x="{left + gap / 2:.1f}" y="{top:.1f}" width="{step - gap:.1f}" '
        f'height="{HEIGHT - BOTTOM - top:.1f}"'
    )
    yield f'<rect class="{kind}" {box}/>'
    if week.is_light:
        yield _text(left + step / 2, top - 3, "◦", "quiet", "middle")
    if week.is_now:
        yield _text(left + step / 2, HEIGHT - 20, "now", "", "middle")


def _months(weeks: Sequence[WeekBar], step: float) -> Iterator[str]:
    last = ""
    for number, week in enumerate(weeks):
        name = f"{week.monday:%b}"
        if name != last and step * (len(weeks) - number) > len(name) * LETTER:
            yield _text(LEFT + number * step, HEIGHT - 5, name, "quiet")
        last = name


def _text(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )
