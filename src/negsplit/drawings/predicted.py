"""What a body is predicted to do, below the profile and on the same axis.

The likeliest runner is a line, four runners in five like them the paler area around
it, and a value that means something a dashed line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from negsplit.design.dose import HIGH_HR_FRAC, NEAR_VO2MAX_FRAC
from negsplit.drawings.frame import FILE, Look, Setting, framed
from negsplit.drawings.profile import frame_of, ruler_marks, ruler_name, text_at
from negsplit.drawings.zones import Across

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from negsplit.drawings.profile import Frame
    from negsplit.drawings.sketch import Sketch
    from negsplit.recording import Column
    from negsplit.simulate import Simulation

LINE, AREA, QUIET, MARK = "#1f4e79", "#a9c4de", "#55606b", "#a84300"
LINE_DARK, AREA_DARK, QUIET_DARK, MARK_DARK = "#8fc1ee", "#2f4f70", "#aab4be", "#ff9c5b"
PREDICTED = Look(
    "predicted",
    "text{font:12px system-ui,sans-serif;fill:#1c2733}"
    f".quiet{{fill:{QUIET}}}"
    f".line{{fill:none;stroke:{LINE};stroke-width:1.8;stroke-linejoin:round}}"
    f".area{{fill:{AREA};fill-opacity:.6}}"
    f".frame{{fill:none;stroke:{QUIET};stroke-opacity:.5}}"
    f".mark{{stroke:{MARK};stroke-width:1.2;stroke-dasharray:5 4}}"
    ".paper{fill:#fff}",
    f"text{{fill:#e6ebf0}}.quiet{{fill:{QUIET_DARK}}}.paper{{fill:#12171c}}"
    f".line{{stroke:{LINE_DARK}}}.area{{fill:{AREA_DARK}}}"
    f".frame{{stroke:{QUIET_DARK}}}.mark{{stroke:{MARK_DARK}}}",
)
# Heights in user units: of one panel, of the title above it, of the ruler below all.
PANEL, GAP, RULER = 72, 26, 30
# Points of a curve: as many as can be seen on a phone.
POINTS = 150


@dataclass(frozen=True, slots=True)
class Curve:
    """One predicted value along a run.

    Parameters
    ----------
    name : str
        What it is.
    at, values : tuple of float
        Where on the horizontal axis, and the likeliest runner's value there.
    low, high : tuple of float
        Between which four runners in five are there.
    bottom, top : float
        Ends of the vertical axis.
    labels : tuple of str
        What stands at the bottom and at the top.
    mark : float
        The value that means something.
    mark_words : str
        What it means.
    """

    name: str
    at: tuple[float, ...]
    values: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    bottom: float
    top: float
    labels: tuple[str, str]
    mark: float
    mark_words: str


def curves_of(found: Simulation, across: Across) -> tuple[Curve, ...]:
    """Return heart rate, oxygen uptake and D′ along a simulated run."""
    heart = _heart(found, across)
    uptake = _curve(
        found,
        across,
        ("Oxygen uptake, % of maximum", found.streams.uptake_frac * 100),
        found.bands.uptake_frac * 100,
        (30.0, 100.0),
        ("30", "100"),
        (NEAR_VO2MAX_FRAC * 100, "90 %"),
    )
    most = float(max(found.bands.d_prime_m.max(), found.streams.d_prime_m.max()))
    least = min(0.0, float(found.streams.d_prime_m.min()))
    d_prime = _curve(
        found,
        across,
        ("D′ left, metres", found.streams.d_prime_m),
        found.bands.d_prime_m,
        (least, most),
        (f"{least:.0f}", f"{most:.0f}"),
        (0.0, "none left"),
    )
    return heart, uptake, d_prime


def _heart(found: Simulation, across: Across) -> Curve:
    """Return heart rate in beats where the maximum is known, else in percent of it."""
    streams = found.streams
    per_max = float(streams.heart_rate_bpm[0] / streams.heart_frac[0])
    scale, name = per_max, "Heart rate, bpm"
    if not np.isfinite(per_max):
        scale, name = 100.0, "Heart rate, % of maximum"
    return _curve(
        found,
        across,
        (name, streams.heart_frac * scale),
        found.bands.heart_frac * scale,
        (0.5 * scale, scale),
        (f"{0.5 * scale:.0f}", f"{scale:.0f}"),
        (HIGH_HR_FRAC * scale, "90 % of maximum"),
    )


def _curve(  # noqa: PLR0913, PLR0917 -- a curve, its band and its axis
    found: Simulation,
    across: Across,
    line: tuple[str, Column],
    band: Column,
    ends: tuple[float, float],
    labels: tuple[str, str],
    mark: tuple[float, str],
) -> Curve:
    name, values = line
    streams, bands = found.streams, found.bands
    is_time = across is Across.TIME
    fine = streams.time_s if is_time else streams.distance_m
    coarse = bands.time_s if is_time else bands.distance_m
    at = np.linspace(float(fine[0]), float(fine[-1]), POINTS)
    low, high = (np.interp(at, coarse, end) for end in band)
    return Curve(
        name,
        _plain(at),
        _plain(np.interp(at, fine, values)),
        _plain(low),
        _plain(high),
        *ends,
        labels,
        *mark,
    )


def _plain(column: Column) -> tuple[float, ...]:
    return tuple(round(float(value), 2) for value in column)


def predicted_svg(
    curves: Sequence[Curve],
    shown: Sketch,
    said: tuple[str, str],
    setting: Setting = FILE,
) -> str:
    """Return curves below each other, on the horizontal axis of a profile.

    Parameters
    ----------
    curves : sequence of Curve
        What to draw.
    shown : Sketch
        The profile above.
    said : tuple of str
        Title and description, for those who hear it.
    setting : Setting
        Where it will stand.
    """
    frame = frame_of(setting)
    height = len(curves) * (PANEL + GAP) + RULER
    lines = [
        line
        for number, curve in enumerate(curves)
        for line in _panel(curve, shown, frame, GAP + number * (PANEL + GAP))
    ]
    for at, text in ruler_marks(shown):
        x = frame.x(shown, at)
        lines.append(text_at(x, height - RULER + 18, text, "quiet", "middle"))
    end = frame.width - frame.right + 5
    lines.append(text_at(end, height - RULER + 18, ruler_name(shown), "quiet"))
    return framed(PREDICTED, (frame.width, height), said, lines, setting)


def _panel(curve: Curve, shown: Sketch, frame: Frame, top: float) -> Iterator[str]:
    left, right, bottom = frame.left, frame.width - frame.right, top + PANEL
    yield text_at(left, top - 8, curve.name)
    across = [f"{frame.x(shown, at):g}" for at in curve.at]
    there = _points(curve, across, curve.high, top)
    back = _points(curve, across, curve.low, top)[::-1]
    yield f'<polygon class="area" points="{" ".join(there + back)}"/>'
    y = _height(curve, curve.mark, top)
    yield f'<line class="mark" x1="{left:g}" x2="{right:g}" y1="{y:g}" y2="{y:g}"/>'
    yield text_at(right - 4, top - 8, f"┄ {curve.mark_words}", "quiet", "end")
    line = _points(curve, across, curve.values, top)
    yield f'<polyline class="line" points="{" ".join(line)}"/>'
    yield (
        f'<rect class="frame" x="{left:g}" y="{top:g}" width="{frame.wide:g}" '
        f'height="{PANEL}"/>'
    )
    low, high = curve.labels
    yield text_at(left - 5, top + 10, high, "quiet", "end")
    yield text_at(left - 5, bottom, low, "quiet", "end")


def _points(
    curve: Curve, across: Sequence[str], values: Sequence[float], top: float
) -> list[str]:
    return [
        f"{x},{_height(curve, value, top):g}"
        for x, value in zip(across, values, strict=True)
    ]


def _height(curve: Curve, value: float, top: float) -> float:
    share = (curve.top - value) / (curve.top - curve.bottom)
    return round(top + min(max(share, 0.0), 1.0) * PANEL, 1)
