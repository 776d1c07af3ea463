"""The steps of the plan that a run carried, each with what was run of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.analysis.feature_records import RunStep
from negsplit.analysis.match import match, speed_band
from negsplit.workout import Effort, EffortTarget, RaceTarget

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.analysis.heart import Trust
    from negsplit.recording import Recording
    from negsplit.workout import Step

# A workout of more steps is repetitions; the longest of them say what there is to say.
MOST_STEPS = 20
# Heart rate of a step is told from at least so many seconds.
FEWEST_HEART_S = 30


def steps_run(recording: Recording, track: Track, trust: Trust) -> tuple[RunStep, ...]:
    """Return the longest steps of the plan that a run carried, in order."""
    if recording.workout is None:
        return ()
    steps = tuple(recording.workout.flat())
    cells = match(recording, track, recording.workout).cells
    run = [
        (number, step, where)
        for number, (step, where) in enumerate(zip(steps, cells, strict=True))
        if where is not None
    ]
    run.sort(key=lambda found: found[2].start - found[2].stop)
    return tuple(
        _step(step, where, track, trust)
        for _, step, where in sorted(run[:MOST_STEPS], key=lambda found: found[0])
    )


def _step(step: Step, where: slice, track: Track, trust: Trust) -> RunStep:
    band = speed_band(step)
    heart = track.heart_rate_bpm[where][trust.usable[where]]
    return RunStep(
        effort=_word(step, band),
        low_mps=None if band is None else band[0],
        high_mps=None if band is None else band[1],
        moving_s=float(where.stop - where.start),
        adjusted_mps=float(track.adjusted_mps[where].mean()),
        heart_rate_bpm=float(heart.mean()) if len(heart) >= FEWEST_HEART_S else None,
    )


def _word(step: Step, band: tuple[float, float] | None) -> str:
    """Return the planned effort in words, where the plan has any.

    A warm-up, a cool-down or a recovery without a speed is meant to be easy.
    """
    for target in step.targets:
        match target:
            case EffortTarget(effort=effort):
                return effort.value
            case RaceTarget(slow=slow):
                return slow.value
            case _:
                continue
    return Effort.EASY.value if step.purpose.is_easy and band is None else ""
