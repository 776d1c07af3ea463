"""The two verdicts on a run, kept apart: its shape and its dose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.analysis.clean import clean
from negsplit.analysis.match import Match, Matching, match
from negsplit.analysis.shape import Answer, shape_of
from negsplit.errors import MissingInputError
from negsplit.recording import Finding, Severity
from negsplit.resolve import resolve
from negsplit.runner import Runner
from negsplit.units import format_clock
from negsplit.verify.dose import Dose, Missing, dose_of
from negsplit.verify.reps import reps_of
from negsplit.verify.steps import Measured, results_of
from negsplit.verify.witnesses import Intent, Question, could_be_held

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.analysis.shape import Shape
    from negsplit.athlete import Athlete
    from negsplit.course import Weather
    from negsplit.recording import Recording
    from negsplit.verify.reps import Reps
    from negsplit.workout import Goal, Workout

# Sports of the FIT profile and of TCX in which speed says nothing about running.
OTHER_SPORTS = frozenset({"biking", "cycling", "e_biking", "rowing", "swimming"})


_BY_LAPS = frozenset({Matching.STEP_INDEX, Matching.LAPS})


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What can be said of a run.

    Parameters
    ----------
    track : Track
        The run, cleaned.
    shape : Shape
        Did it lift?
    dose : Dose, optional
        Did it reach what it was meant to reach? Without plan and goal there is
        nothing to reach.
    reps : Reps, optional
        How the repetitions went, if the plan has any.
    stopped : str, optional
        Kind words and what the run then was, if the build was stopped.
    findings : tuple of Finding
        Repairs, faults and doubts.
    is_meant : bool
        Whether a progression was planned.
    """

    track: Track
    shape: Shape
    dose: Dose | None
    reps: Reps | None
    stopped: str | None
    findings: tuple[Finding, ...]
    is_meant: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What was meant: a workout, a goal, or the goal of a workout.

    ``stopped_because`` is the runner's own reason for not finishing the build.
    """

    workout: Workout | None = None
    goal: Goal | None = None
    stopped_because: str | None = None


def judge(
    recording: Recording,
    plan: Plan | None = None,
    athlete: Athlete | None = None,
    weather: Weather | None = None,
) -> Verdict:
    """Return both verdicts on a run.

    Parameters
    ----------
    recording : Recording
        The run. A workout that it carries is the plan if no other is given.
    plan : Plan, optional
        What was meant.
    athlete : Athlete, optional
        Whose run it was; needed where targets are relative to the runner.
    weather : Weather, optional
        As the runner says. What a watch measures on a warm wrist is not taken: it
        would forgive too much.

    Raises
    ------
    MissingInputError
        If the recording holds no run.
    """
    plan = plan or Plan()
    track = clean(recording)
    measured = Measured.of(track, weather)
    workout = plan.workout or recording.workout
    shape = shape_of(track)
    findings = (
        *_sport_findings(recording.sport),
        *recording.findings,
        *track.findings,
        *measured.trust.findings,
    )
    goal = plan.goal or (workout.goal if workout else None)
    if workout is None and goal is None:
        stopped = _stopped(plan, None, track)
        return Verdict(track, shape, None, None, stopped, findings)
    runner = None if athlete is None else Runner.of(athlete)
    workout = _in_numbers(workout, athlete)
    steps = tuple(workout.flat()) if workout else ()
    intent = Intent(goal, workout)

    def judged(of: Recording) -> Dose:
        matched = Match(Matching.NONE, (None,) * len(steps), 0.0)
        if workout is not None:
            matched = match(of, track, workout)
        results = results_of(measured, steps, matched)
        return dose_of(measured, intent, results, matched, runner)

    dose = judged(recording)
    if _could_be_other_without_laps(dose, measured):
        # Laps say more than no laps, and to know more must not turn yes into no.
        unmarked = judged(replace(recording, laps=(), step_indices=()))
        if unmarked.reached is Answer.YES:
            dose = replace(dose, reached=Answer.CANNOT_TELL)
    if plan.stopped_because is not None and dose.missing is Missing.STEPS:
        dose = replace(dose, missing=Missing.BUILD)
    return Verdict(
        track=track,
        shape=shape,
        dose=dose,
        reps=reps_of(dose.steps, recording.streams),
        stopped=_stopped(plan, dose, track),
        findings=findings,
        is_meant=goal is not None,
    )


def _could_be_other_without_laps(dose: Dose, measured: Measured) -> bool:
    """Return whether a no that rests on laps might be a yes without them.

    Not where the goal says no as well: its witnesses ask no laps.
    """
    return (
        dose.reached is Answer.NO
        and dose.matching in _BY_LAPS
        and all(witness.about is Question.PLAN for witness in dose.witnesses)
        and could_be_held(measured, dose.steps)
    )


def _sport_findings(sport: str) -> tuple[Finding, ...]:
    if sport not in OTHER_SPORTS:
        return ()
    told = f"the file says {sport}: it is judged as if it were a run"
    return (Finding("sport", Severity.WARNING, told),)


def _in_numbers(workout: Workout | None, athlete: Athlete | None) -> Workout | None:
    """Return the workout with targets in numbers, as far as the athlete allows."""
    if workout is None or athlete is None:
        return workout
    try:
        return resolve(workout, athlete)
    except MissingInputError:
        return workout


def _stopped(plan: Plan, dose: Dose | None, track: Track) -> str | None:
    """Return what a run counts as whose build was stopped early."""
    if dose is not None and dose.reached is Answer.YES:
        return None
    built_steps = None if dose is None else dose.built_steps
    if plan.stopped_because is None and built_steps is None:
        return None
    because = f" because of '{plan.stopped_because}'" if plan.stopped_because else ""
    built = ""
    if dose is not None and built_steps:
        built = f" after {built_steps} of {len(dose.steps)} steps, run as planned"
    return (
        f"the build was stopped{because}{built}. Holding back on a day that does not "
        f"feel right is good judgement: count it as {format_clock(len(track))} of "
        "easy to moderate running, and build another day"
    )
