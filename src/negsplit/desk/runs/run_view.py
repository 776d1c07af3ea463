"""Everything that the page of one run shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.analysis.splits import fifths_of
from negsplit.analysis.summary import summarise
from negsplit.desk.design.workout_shelf import kept_names
from negsplit.desk.runs.conditions import conditions
from negsplit.desk.runs.judged_run import JudgedRun, judged_run
from negsplit.desk.runs.planned_for import plan_note, suggested_plan
from negsplit.desk.runs.run_edits import edit_lines, lent_columns
from negsplit.desk.runs.run_notes import notes_of
from negsplit.desk.runs.run_pictures import route_picture
from negsplit.desk.runs.run_tables import fifth_rows, lap_rows, split_table, stop_rows
from negsplit.drawings.frame import Setting
from negsplit.edits import lent_words
from negsplit.errors import InputError
from negsplit.recording import Severity
from negsplit.reports.dose_words import dose_words
from negsplit.reports.heart_words import intensity_lines
from negsplit.reports.recording_words import zone_words
from negsplit.reports.step_results import reps_lines, step_words
from negsplit.reports.verdict_words import shape_words
from negsplit.reports.wording import sentence
from negsplit.runner import Runner
from negsplit.units import DistanceUnit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from negsplit.analysis.summary import Summary
    from negsplit.desk.runs.conditions import Conditions
    from negsplit.desk.runs.planned_for import PlanNote
    from negsplit.desk.runs.run_edits import EditLine
    from negsplit.desk.runs.run_notes import Notes
    from negsplit.desk.runs.run_pictures import Picture
    from negsplit.desk.runs.run_tables import Row, Table
    from negsplit.diary import Diary
    from negsplit.recording import Finding
    from negsplit.reports.step_results import StepWords
    from negsplit.reports.verdict_words import Verdict
    from negsplit.store.records import RunRow

ROUTE = Setting(in_page="route")
_REMEDY = "Say below what was planned, or what the run was for."
_ADDRESS = re.compile(r"\s--\s|\(?https?://")
_MARKS = {
    Severity.NOTE: "Note",
    Severity.WARNING: "Doubt",
    Severity.ERROR: "Fault",
}


@dataclass(frozen=True, slots=True)
class Twin:
    """The other recording of what seems to be the same run."""

    number: int
    told: str


@dataclass(frozen=True, slots=True)
class Lender:
    """Another recording of the same run, and what could be taken from it, in words."""

    run: Twin
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunView:
    """What the page of a run shows.

    Parameters
    ----------
    run : RunRow
        The run in the diary.
    title : str
        Its name; of a run without one, its weekday.
    device : str
        What recorded it, without the address of its maker.
    zone : str
        In which time zone it began, and who says so.
    unit : DistanceUnit
        Of all texts.
    summary : Summary
        The numbers of the whole run.
    is_level : bool
        Whether grade-adjusted pace is the pace as run.
    shape, dose : Verdict
        Both verdicts in words.
    stopped : str
        Kind words for a build that was stopped; empty if it was not.
    intensity : tuple of str
        Time at threshold, and what the heart says.
    steps, reps : tuple of StepWords, tuple of str
        Planned beside run.
    splits : tuple of Table
        In the runner's unit, then in the other.
    fifths, laps, stops : tuple of Row
        Of the run.
    findings : tuple of (str, str)
        What is to be said of the data, and how grave it is.
    plan : PlanNote, optional
        What was planned.
    suggestion : PlanNote, optional
        What the season's plan had for that day, where nothing is known of a plan.
    notes : Notes
        What the runner said of the run.
    edits : tuple of EditLine
        What the runner corrected of it, undone corrections too.
    conditions : Conditions
        Its shoes and its weather.
    lenders : tuple of Lender
        Other recordings of the same run, and what they could lend.
    shelf : tuple of str
        The names of kept workouts, any of which may have been planned.
    twin : Twin, optional
        Where the same run is in the diary a second time.
    runner_as_of : date, optional
        From when the values are that the runner is judged by.
    route : Picture, optional
        Where it went, if that was recorded.
    """

    run: RunRow
    title: str
    device: str
    zone: str
    unit: DistanceUnit
    summary: Summary
    is_level: bool
    shape: Verdict
    dose: Verdict
    stopped: str
    intensity: tuple[str, ...]
    steps: tuple[StepWords, ...]
    reps: tuple[str, ...]
    splits: tuple[Table, ...]
    fifths: tuple[Row, ...]
    laps: tuple[Row, ...]
    stops: tuple[Row, ...]
    findings: tuple[tuple[str, str], ...]
    plan: PlanNote | None
    suggestion: PlanNote | None
    notes: Notes
    edits: tuple[EditLine, ...]
    conditions: Conditions
    lenders: tuple[Lender, ...]
    shelf: tuple[str, ...]
    twin: Twin | None
    runner_as_of: date | None
    route: Picture | None


def run_view(diary: Diary, number: int, unit: DistanceUnit) -> RunView:
    """Return what the page of a run shows.

    Raises
    ------
    NotFoundError
        If the diary has no such run.
    InputError
        If nobody moves in it.
    """
    return view_of(diary, judged_run(diary, number), unit)


def view_of(diary: Diary, run: JudgedRun, unit: DistanceUnit) -> RunView:
    """Return what the page of a run shows that has been judged."""
    verdict, track = run.verdict, run.verdict.track
    summary = summarise(track, Runner.of(run.athlete))
    if summary is None:
        raise InputError(f"run {run.row.id}: nobody moves in this recording")
    dose = verdict.dose
    other = DistanceUnit.MI if unit is DistanceUnit.KM else DistanceUnit.KM
    note = plan_note(run)
    return RunView(
        run=run.row,
        title=title_of(run.row),
        device=device_words(run.row.device),
        zone=zone_words(run.row.zone, run.row.zone_source),
        unit=unit,
        summary=summary,
        is_level=not track.is_graded,
        shape=shape_words(verdict.shape, unit, is_meant=verdict.is_meant),
        dose=dose_words(dose, unit, _REMEDY),
        stopped=_stopped(run),
        intensity=intensity_lines(verdict, summary),
        steps=tuple(step_words(step, unit) for step in (dose.steps if dose else ())),
        reps=reps_lines(verdict.reps, unit) if verdict.reps else (),
        splits=(split_table(track, unit), split_table(track, other)),
        fifths=fifth_rows(fifths_of(track), unit),
        laps=lap_rows(run.recording.laps, track, unit),
        stops=stop_rows(track, unit),
        findings=tuple(_told(finding) for finding in verdict.findings),
        plan=note,
        suggestion=None if note else suggested_plan(diary, run),
        notes=notes_of(run.row, note.notation if note and note.is_yours else ""),
        edits=edit_lines(diary, run.row.id, unit),
        conditions=conditions(diary, run.row.id),
        lenders=tuple(_lenders(diary, run.row)),
        shelf=kept_names(diary),
        twin=_twin(diary, run.row),
        runner_as_of=run.athlete.measured_on,
        route=route_picture(run, unit, ROUTE),
    )


def title_of(row: RunRow) -> str:
    """Return the name of a run; of one without a name, its weekday."""
    return " ".join(row.name.split()) or f"{row.started_at:%A} run"


def device_words(device: str) -> str:
    """Return the name of what recorded a run; libraries put their address behind it."""
    name = _ADDRESS.split(device, maxsplit=1)[0]
    return " ".join(name.split())


def _stopped(run: JudgedRun) -> str:
    """Return kind words for a build that was stopped, also where all was reached."""
    because = run.row.stopped_because
    if run.verdict.stopped:
        return sentence(run.verdict.stopped)
    if because is None:
        return ""
    why = f" because of '{because}'" if because else ""
    return (
        f"You stopped building{why}, and had reached what the run was for. "
        "Knowing when it is enough is good judgement."
    )


def _told(finding: Finding) -> tuple[str, str]:
    return _MARKS[finding.severity], sentence(finding.message)


def _lenders(diary: Diary, row: RunRow) -> Iterator[Lender]:
    others = [row.twin_of] if row.twin_of is not None else diary.twins_of(row.id)
    for number in others:
        columns = lent_words(lent_columns(diary, number))
        if columns:
            yield Lender(_named(diary, number), tuple(columns))


def _twin(diary: Diary, row: RunRow) -> Twin | None:
    return None if row.twin_of is None else _named(diary, row.twin_of)


def _named(diary: Diary, number: int) -> Twin:
    other = diary.run(number)
    name = device_words(other.device)
    device = f", {name}" if name else ""
    return Twin(other.id, f"run {other.id} ({other.format.value.upper()}{device})")
