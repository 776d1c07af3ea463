"""The part of a run's page that says what was reached, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from negsplit.cli.layout import COLOURS, panel, table
from negsplit.reports.dose_words import DOSE_TITLE, dose_words
from negsplit.reports.step_results import reps_lines, step_words

if TYPE_CHECKING:
    from rich.panel import Panel
    from rich.table import Table

    from negsplit.reports.verdict_words import Verdict
    from negsplit.units import DistanceUnit
    from negsplit.verify.dose import Dose
    from negsplit.verify.reps import Reps


def dose_panel(dose: Dose | None, unit: DistanceUnit) -> Panel:
    """Return the verdict on what was reached."""
    return panel(
        DOSE_TITLE, verdict_text(dose_words(dose, unit, "Add --workout or --goal."))
    )


def verdict_text(said: Verdict) -> Text:
    """Return a verdict, its answer coloured."""
    text = Text()
    if said.answer is not None:
        text.append(said.headline, style=f"bold {COLOURS[said.answer]}")
        text.append(f"  {said.sure}\n" if said.sure else "\n")
    return text.append("\n".join(said.lines))


def steps_table(dose: Dose, unit: DistanceUnit) -> Table:
    """Return the steps of the plan, and what was run of each."""
    made = table("step", "planned", "run", "pace", "heart", "in target", "reached")
    for result in dose.steps:
        step = step_words(result, unit)
        answer = Text(step.reached.value, style=COLOURS[step.reached])
        number = str(step.number)
        cells = (step.planned, step.run, step.pace, step.heart, step.in_target)
        made.add_row(number, *cells, answer)
    return made


def reps_text(reps: Reps, unit: DistanceUnit) -> Text:
    """Return how the repetitions went."""
    return Text("\n".join(reps_lines(reps, unit)))
