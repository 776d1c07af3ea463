"""The terminal pages of a run: what it was, and what is to be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group, RenderableType
from rich.text import Text

from negsplit.analysis.smoothing import smooth
from negsplit.analysis.splits import splits_of
from negsplit.cli.chart import Curve, draw
from negsplit.cli.dose_page import (
    dose_panel,
    reps_text,
    steps_table,
    verdict_text,
)
from negsplit.cli.heart_page import heart_lines
from negsplit.cli.layout import panel, table
from negsplit.cli.workout_page import behind
from negsplit.recording import Severity
from negsplit.reports.heart_words import intensity_lines
from negsplit.reports.recording_words import sport_words, zone_words
from negsplit.reports.verdict_words import shape_words
from negsplit.reports.wording import UNKNOWN, sentence, whole
from negsplit.sources.found import shown
from negsplit.units import (
    DistanceUnit,
    format_clock,
    format_distance,
    format_height,
    format_pace,
)
from negsplit.verify.steps import progress_of, speed_bounds

if TYPE_CHECKING:
    from rich.panel import Panel
    from rich.table import Table

    from negsplit.analysis.clean import Track
    from negsplit.analysis.splits import Split
    from negsplit.analysis.summary import Summary
    from negsplit.recording import Column, Finding, Recording
    from negsplit.verify.cost import HeartCost
    from negsplit.verify.verdict import Verdict

# The curve is smoothed over this share of the run, so that the trend can be seen.
CURVE_SHARE = 1 / 60
SHORTEST_CURVE_S = 21


def show_page(
    recording: Recording, verdict: Verdict, summary: Summary, unit: DistanceUnit
) -> Group:
    """Return the page of one run."""
    return Group(
        _heading(recording, summary, unit),
        _chart(verdict, unit),
        Text(),
        _splits(verdict.track, unit),
        *map(Text, intensity_lines(verdict, summary)),
        Text(),
        _shape_panel(verdict, unit),
        *_findings(verdict.findings),
        Text(f"\n{behind('show')}"),
    )


def verify_page(
    recording: Recording,
    verdict: Verdict,
    summary: Summary,
    cost: HeartCost | None,
    unit: DistanceUnit,
) -> Group:
    """Return the page of the two verdicts, and what the pace cost the heart."""
    parts: list[RenderableType] = [
        _heading(recording, summary, unit),
        _shape_panel(verdict, unit),
        dose_panel(verdict.dose, unit),
    ]
    if verdict.stopped:
        parts.append(panel("Stopped the build", Text(sentence(verdict.stopped))))
    parts.append(_chart(verdict, unit))
    if verdict.dose is not None and verdict.dose.steps:
        parts += [Text(), steps_table(verdict.dose, unit)]
    if verdict.reps is not None:
        parts.append(reps_text(verdict.reps, unit))
    if cost is not None:
        parts += [Text(), *heart_lines(verdict.track, cost, unit)]
    parts += [*_findings(verdict.findings), Text(f"\n{behind('verify')}")]
    return Group(*parts)


def _heading(recording: Recording, summary: Summary, unit: DistanceUnit) -> Text:
    started = recording.started_at
    text = Text()
    text.append(
        f"{format_distance(summary.distance_m, unit)} in "
        f"{format_clock(summary.moving_s)}",
        style="bold",
    )
    text.append(f" · {format_pace(summary.speed_mps, unit)}")
    adjusted = format_pace(summary.adjusted_mps, unit)
    if adjusted != format_pace(summary.speed_mps, unit):
        text.append(f" ({adjusted} grade-adjusted)")
    text.append(f"\n{started:%a %d %b %Y %H:%M %Z}")
    text.append(f" ({zone_words(recording.zone, recording.zone_source)})")
    if recording.title:
        text.append(f" · {shown(recording.title)}")
    if sport := sport_words(recording):
        text.append(f" · {sport}")
    if recording.device:
        text.append(f" · {recording.device}")
    text.append(
        f"\nelapsed {format_clock(summary.elapsed_s)} · timer "
        f"{format_clock(summary.timer_s)}"
    )
    if summary.ascent_m is not None:
        text.append(f" · climb {format_height(summary.ascent_m, unit)}")
    body = []
    if summary.heart_rate is not None:
        heart = summary.heart_rate
        body.append(f"heart {heart.mean_bpm:.0f} bpm (max {heart.max_bpm:.0f})")
    if summary.cadence_spm is not None:
        body.append(f"{summary.cadence_spm:.0f} steps/min")
    if body:
        text.append(f"\n{' · '.join(body)}")
    return text


def _chart(verdict: Verdict, unit: DistanceUnit) -> Text:
    track = verdict.track
    width = max(round(len(track) * CURVE_SHARE), SHORTEST_CURVE_S) | 1
    low, high = _band(verdict)
    curve = Curve(
        distance_m=np.maximum.accumulate(track.distance_m),
        speed_mps=smooth(track.adjusted_mps, width),
        altitude_m=track.altitude_m,
        low_mps=low,
        high_mps=high,
    )
    legend = "  grade-adjusted pace, faster up"
    if np.isfinite(low).any():
        legend += "; ░ what was planned"
    chart = Text("\n".join([*draw(curve, unit), legend]), no_wrap=True)
    chart.highlight_regex(r"[\u2801-\u28ff]+", "bold bright_cyan")
    chart.highlight_regex(r"░+", "dim")
    return chart


def _band(verdict: Verdict) -> tuple[Column, Column]:
    """Return the planned band at every cell of the track."""
    low = np.full(len(verdict.track), np.nan)
    high = low.copy()
    for result in verdict.dose.steps if verdict.dose else ():
        if result.split is None:
            continue
        cells = verdict.track.between(result.split.start_s, result.split.end_s)
        progress = progress_of(result.step, verdict.track, cells)
        slow, fast = speed_bounds(result.step, progress)
        if slow is not None and fast is not None:
            low[cells], high[cells] = slow, fast
    return low, high


def _splits(track: Track, unit: DistanceUnit) -> Table:
    """Return the splits; what was not recorded has no column."""
    splits = splits_of(track, unit)
    columns = {
        unit.value: _ends(splits, track, unit),
        "pace": [format_pace(split.speed_mps, unit) for split in splits],
        "grade-adjusted": [format_pace(split.adjusted_mps, unit) for split in splits],
        "heart": [whole(split.heart_rate_bpm) for split in splits],
        "cadence": [whole(split.cadence_spm) for split in splits],
        "climb": [format_height(split.ascent_m or 0.0, unit) for split in splits],
        "elapsed": [format_clock(split.end_s) for split in splits],
    }
    if not track.is_graded:
        del columns["grade-adjusted"], columns["climb"]
    shown = {name: cells for name, cells in columns.items() if set(cells) != {UNKNOWN}}
    made = table(*shown)
    for row in zip(*shown.values(), strict=True):
        made.add_row(*row)
    return made


def _ends(splits: tuple[Split, ...], track: Track, unit: DistanceUnit) -> list[str]:
    """Return where each split ends: whole units, and the last as far as it went."""
    ends = [str(number) for number in range(1, len(splits) + 1)]
    if len(splits) * unit.metres > track.total_m + 1:
        ends[-1] = f"{track.total_m / unit.metres:.2f}"
    return ends


def _shape_panel(verdict: Verdict, unit: DistanceUnit) -> Panel:
    words = shape_words(verdict.shape, unit, is_meant=verdict.is_meant)
    return panel(words.title, verdict_text(words))


def _findings(findings: tuple[Finding, ...]) -> list[Text]:
    marks = {Severity.NOTE: "·", Severity.WARNING: "!", Severity.ERROR: "!!"}
    lines = [
        Text(f"{marks[finding.severity]} {finding.message}", style="dim")
        for finding in findings
    ]
    return [Text("About the data:", style="dim"), *lines] if lines else []
