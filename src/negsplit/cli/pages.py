"""The terminal pages of a run: what it was, and what is to be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from negsplit.analysis.bouts import smooth
from negsplit.analysis.classify import Form
from negsplit.analysis.heart import GOOD_DECOUPLING
from negsplit.analysis.shape import Answer
from negsplit.analysis.splits import Split, fifths_of, splits_of
from negsplit.cli.chart import Curve, draw
from negsplit.recording import Severity
from negsplit.units import (
    DistanceUnit,
    format_clock,
    format_distance,
    format_pace,
)
from negsplit.verify.steps import progress_of, speed_bounds

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.analysis.shape import Shape
    from negsplit.analysis.summary import Summary
    from negsplit.recording import Column, Finding, Recording
    from negsplit.verify.dose import Dose
    from negsplit.verify.reps import Reps
    from negsplit.verify.steps import InTarget, StepResult
    from negsplit.verify.verdict import Verdict

PAGE_WIDTH = 80
COLOURS = {
    Answer.YES: "green",
    Answer.PARTLY: "yellow",
    Answer.NO: "red",
    Answer.CANNOT_TELL: "cyan",
}
# The curve is smoothed over this share of the run, so that the trend can be seen.
CURVE_SHARE = 1 / 60
SHORTEST_CURVE_S = 21


def console() -> Console:
    """Return the console to print pages on, never wider than a page."""
    screen = Console(highlight=False)
    screen.width = min(screen.width, PAGE_WIDTH)
    return screen


def show_page(
    recording: Recording, verdict: Verdict, summary: Summary, unit: DistanceUnit
) -> Group:
    """Return the page of one run."""
    return Group(
        _heading(recording, summary, unit),
        _chart(verdict, unit),
        Text(),
        _splits(verdict.track, unit),
        *_heart(verdict, summary),
        Text(),
        _shape_panel(verdict.shape, unit),
        *_findings(verdict.findings),
    )


def verify_page(
    recording: Recording, verdict: Verdict, summary: Summary, unit: DistanceUnit
) -> Group:
    """Return the page of the two verdicts."""
    parts: list[RenderableType] = [
        _heading(recording, summary, unit),
        _shape_panel(verdict.shape, unit),
        _dose_panel(verdict.dose),
    ]
    if verdict.stopped:
        parts.append(
            Panel(
                Text(f"{verdict.stopped[:1].upper()}{verdict.stopped[1:]}."),
                title="Stopped the build",
                title_align="left",
                width=PAGE_WIDTH,
            )
        )
    parts.append(_chart(verdict, unit))
    if verdict.dose is not None and verdict.dose.steps:
        parts += [Text(), _steps(verdict.dose, unit)]
    if verdict.reps is not None:
        parts.append(_reps(verdict.reps, unit))
    return Group(*parts, *_findings(verdict.findings))


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
        text.append(f" ({adjusted} on equal ground)")
    text.append(f"\n{started:%a %d %b %Y %H:%M %Z}")
    if recording.device:
        text.append(f" · {recording.device}")
    text.append(
        f"\nelapsed {format_clock(summary.elapsed_s)} · timer "
        f"{format_clock(summary.timer_s)} · climb {summary.ascent_m:.0f} m"
    )
    if summary.heart_rate is not None:
        heart = summary.heart_rate
        text.append(f" · heart {heart.mean_bpm:.0f} (max {heart.max_bpm:.0f})")
    if summary.cadence_spm is not None:
        text.append(f" · {summary.cadence_spm:.0f} steps/min")
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
    legend = "  pace on equal ground, faster up"
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


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right")
    return table


def _splits(track: Track, unit: DistanceUnit) -> Table:
    columns = [unit.value, "pace", "equal ground", "heart", "cadence", "climb"]
    table = _table(*columns, "elapsed")
    for number, split in enumerate(splits_of(track, unit), start=1):
        is_whole = (number * unit.metres) <= track.total_m + 1
        end = number if is_whole else round(track.total_m / unit.metres, 2)
        table.add_row(
            str(end),
            format_pace(split.speed_mps, unit),
            format_pace(split.adjusted_mps, unit),
            _whole(split.heart_rate_bpm),
            _whole(split.cadence_spm),
            f"{split.ascent_m:.0f} m",
            format_clock(split.end_s),
        )
    return table


def _whole(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def _heart(verdict: Verdict, summary: Summary) -> list[Text]:
    track, heart = verdict.track, summary.heart_rate
    if heart is None:
        return []
    fifths = "  ".join(_whole(split.heart_rate_bpm) for split in fifths_of(track))
    lines = [f"Heart rate by fifths of the run: {fifths} bpm"]
    if heart.zones_s is not None and heart.zone_edges_bpm is not None:
        names = ["<60", "60–70", "70–80", "80–90", "90+"]
        zones = "  ".join(
            f"{name} {format_clock(seconds)}"
            for name, seconds in zip(names, heart.zones_s, strict=True)
        )
        lines.append(f"% of maximum: {zones}")
    is_even = verdict.shape.form is Form.STEADY
    if heart.decoupling_frac is not None and is_even:
        kind = "below" if heart.decoupling_frac < GOOD_DECOUPLING else "above"
        lines.append(
            f"Decoupling {heart.decoupling_frac:.1%}: {kind} the 5 % that coaches "
            "take for well supported (a rule of thumb)"
        )
    return [Text(line) for line in lines]


def _percent(confidence: float) -> str:
    """Return a confidence in percent; nothing that is measured is sure."""
    return f"{min(round(confidence * 100), 99):d} %"


def _shape_panel(shape: Shape, unit: DistanceUnit) -> Panel:
    words = {
        Answer.YES: f"Yes, it lifted: {shape.form.value}.",
        Answer.NO: f"No progression: {shape.form.value}.",
        Answer.CANNOT_TELL: "Cannot tell.",
    }
    answer = shape.is_progression
    text = Text()
    text.append(words.get(answer, answer.value), style=f"bold {COLOURS[answer]}")
    if answer is not Answer.CANNOT_TELL:
        text.append(f"  {_percent(shape.confidence)} sure")
    text.append(f"\n{shape.reason[:1].upper()}{shape.reason[1:]}.")
    if shape.start_mps > 0:
        text.append(
            f"\n{format_pace(shape.start_mps, unit)} → "
            f"{format_pace(shape.finish_mps, unit)} on equal ground; second half "
            f"{abs(1 - shape.halves_ratio):.1%} "
            f"{'faster' if shape.halves_ratio < 1 else 'slower'} than the first."
        )
    if shape.breaks and answer is Answer.YES:
        places = ", ".join(
            f"{format_clock(item.start_s)} ({item.slower_frac:.0%} slower)"
            for item in shape.breaks[:3]
        )
        text.append(f"\nThe lift paused at {places}.")
    return Panel(
        text, title="Shape: did it lift?", title_align="left", width=PAGE_WIDTH
    )


def _dose_panel(dose: Dose | None) -> Panel:
    title = "Dose: the intended intensity, for long enough?"
    if dose is None:
        text = Text("No plan and no goal were given, so there is nothing to reach. ")
        text.append("Add --workout or --goal.")
        return Panel(text, title=title, title_align="left", width=PAGE_WIDTH)
    words = {
        Answer.YES: "Yes, reached.",
        Answer.PARTLY: "Partly.",
        Answer.NO: "Not reached.",
        Answer.CANNOT_TELL: "Cannot tell.",
    }
    text = Text()
    text.append(words[dose.reached], style=f"bold {COLOURS[dose.reached]}")
    if dose.reached is not Answer.CANNOT_TELL:
        text.append(f"  {_percent(dose.confidence)} sure")
    if dose.goal is not None:
        text.append(f"\nGoal: {dose.goal.value}.")
    text.append(f"\n{dose.reason[:1].upper()}{dose.reason[1:]}.")
    if dose.steps:
        text.append(f"\nSteps found by {dose.matching.value}.")
    return Panel(text, title=title, title_align="left", width=PAGE_WIDTH)


def _steps(dose: Dose, unit: DistanceUnit) -> Table:
    table = _table("step", "planned", "run", "pace", "heart", "in target", "reached")
    for result in dose.steps:
        table.add_row(*_step_row(result, unit))
    return table


def _step_row(result: StepResult, unit: DistanceUnit) -> list[str | Text]:
    planned = _aim(result, unit)
    answer = Text(result.reached.value, style=COLOURS[result.reached])
    if result.split is None:
        return [str(result.number), planned, "not run", "–", "–", "–", answer]
    return [
        str(result.number),
        planned,
        _amount(result.split, unit),
        format_pace(result.split.adjusted_mps, unit),
        _whole(result.split.heart_rate_bpm),
        _share(result.pace or result.heart_rate),
        answer,
    ]


def _aim(result: StepResult, unit: DistanceUnit) -> str:
    slow, fast = speed_bounds(result.step, np.array([0.0, 1.0]))
    if slow is None or fast is None or result.planned_s is None:
        effort = result.step.effort
        return "as you like" if effort is None else effort.value
    middle = [float(2 / (1 / a + 1 / b)) for a, b in zip(slow, fast, strict=True)]
    start, end = (format_pace(v, unit).split("/")[0] for v in middle)
    pace = start if start == end else f"{start}→{end}"
    return f"{format_clock(result.planned_s)} @{pace}"


def _amount(split: Split, unit: DistanceUnit) -> str:
    distance = format_distance(split.distance_m, unit)
    return f"{distance}, {format_clock(split.moving_s)}"


def _share(judged: InTarget | None) -> str:
    if judged is None:
        return "–"
    return f"{judged.in_s / max(judged.total_s, 1):.0%}"


def _reps(reps: Reps, unit: DistanceUnit) -> Text:
    paces = "  ".join(format_pace(v, unit).split("/")[0] for v in reps.speeds_mps)
    text = Text(f"Repetitions /{unit.value}: {paces}\n")
    text.append(f"Each faster than the one before: {reps.each_faster.value}. ")
    text.append(f"The last the fastest: {reps.last_fastest.value}.")
    if reps.same_spot is not None and reps.spot_spread_m is not None:
        text.append(
            f"\nThe same spot on the hill each time: {reps.same_spot.value} "
            f"(within {reps.spot_spread_m:.0f} m)."
        )
    return text


def _findings(findings: tuple[Finding, ...]) -> list[Text]:
    marks = {Severity.NOTE: "·", Severity.WARNING: "!", Severity.ERROR: "!!"}
    lines = [
        Text(f"{marks[finding.severity]} {finding.message}", style="dim")
        for finding in findings
    ]
    return [Text("About the data:", style="dim"), *lines] if lines else []
