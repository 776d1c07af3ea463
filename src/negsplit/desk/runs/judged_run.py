"""A run of the diary, read and judged: what every page about it begins with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from negsplit.course import weather_of
from negsplit.desk.at_hand import AtHand
from negsplit.desk.people.runner_values import runner_on
from negsplit.errors import InputError
from negsplit.runner import Runner
from negsplit.simulate import simulate
from negsplit.simulate.simulation import Settings
from negsplit.verify.verdict import Plan, judge

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.diary import Diary
    from negsplit.recording import Recording
    from negsplit.simulate import Simulation
    from negsplit.store.records import RunRow
    from negsplit.verify.verdict import Verdict
    from negsplit.workout import Workout

# The likeliest run is the same however many others are drawn for its range.
_LIKELIEST = Settings(members=2)
# A run of twelve hours takes some 8 MB.
_MOST_RUNS = 8


class PlanSource(Enum):
    """Who says what was planned for a run."""

    RUNNER = "as you said"
    FILE = "as the file of the run says"


@dataclass(frozen=True, slots=True, eq=False)
class JudgedRun:
    """A run and what is to be said of it.

    Parameters
    ----------
    row : RunRow
        The run in the diary.
    recording : Recording
        As it was recorded.
    verdict : Verdict
        Both verdicts.
    athlete : Athlete
        The runner as they were on the day of the run.
    workout : Workout, optional
        What was planned.
    source : PlanSource, optional
        Who says so.
    """

    row: RunRow
    recording: Recording
    verdict: Verdict
    athlete: Athlete
    workout: Workout | None
    source: PlanSource | None


_AT_HAND: AtHand[JudgedRun] = AtHand(_MOST_RUNS)


def judged_run(diary: Diary, number: int) -> JudgedRun:
    """Return a run, judged by the runner as of its day.

    Raises
    ------
    NotFoundError
        If the diary has no such run.
    InputError
        If nobody moves in it.
    """
    row = diary.run(number)
    said = diary.plan(number)
    athlete = runner_on(diary, row.started_at.date())
    # A recording is never rewritten; all else that a judgement rests on is in the key.
    typed_degc = diary.temperature(number)
    key = diary.path, diary.athlete_id, row, said, athlete, typed_degc
    return _AT_HAND.get(key, lambda: _judged(diary, row, said, athlete))


def _judged(
    diary: Diary, row: RunRow, said: Workout | None, athlete: Athlete
) -> JudgedRun:
    recording = diary.recording(row.id)
    plan = Plan(workout=said, goal=row.goal, stopped_because=row.stopped_because)
    verdict = judge(recording, plan, athlete, weather_of(diary.temperature(row.id)))
    if not len(verdict.track):
        raise InputError(f"run {row.id}: nobody moves in this recording")
    source = PlanSource.RUNNER if said else None
    if said is None and recording.workout is not None:
        source = PlanSource.FILE
    return JudgedRun(
        row, recording, verdict, athlete, said or recording.workout, source
    )


def foretold(run: JudgedRun) -> Simulation | None:
    """Return the plan as it would likely have been run, where that can be said."""
    if run.workout is None:
        return None
    try:
        return simulate(run.workout, Runner.of(run.athlete), settings=_LIKELIEST)
    except InputError:  # of this runner or of this plan too little is known
        return None
