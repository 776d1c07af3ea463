"""A workout run to the second as it is drawn, in pieces that a recording is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.analysis.classify import Form
from negsplit.design.outline import outline, samples
from negsplit.forms import Kind
from negsplit.workout import Effort

if TYPE_CHECKING:
    from negsplit.runner import Runner
    from negsplit.workout import Workout
    from synthetic_runs import Piece

# A jog back down the hill takes as long as it takes: two minutes, at a slow jog.
OPEN_S, OPEN_MPS = 120.0, 2.2
# A sprint has no pace: half as fast again as the warm-up before it, and a bit.
SPRINT = 1.6
# A brisk walk, by convention.
WALK_MPS = 5 / 3.6
LATE = {Form.EIGHTY_TWENTY, Form.FAST_FINISH_LONG}
EVEN = {Form.GRADUAL, Form.EACH_SPLIT_FASTER}
REPS = {Form.INTERVALS}
# What a coach would call each form, run as drawn. Where two names fit, both do: ten
# seconds faster every mile is gradual, and step by step.
CALLED: dict[Kind, set[Form]] = {
    Kind.EIGHTY_TWENTY: LATE,
    # What their intensity allows is a small part of a long run, at its end.
    Kind.THIRDS: {Form.THIRDS, *EVEN, Form.FAST_FINISH_LONG},
    Kind.FINAL_PUSH: {Form.FINAL_PUSH, Form.FAST_FINISH_LONG},
    Kind.TENS: {Form.THIRDS, *EVEN},
    Kind.EACH_FASTER: {Form.THIRDS, *EVEN},
    Kind.FINAL_QUARTER: LATE,
    Kind.SHORT: LATE,
    Kind.LONG: LATE,
    Kind.THRESHOLD: {Form.THIRDS, *EVEN, *LATE},
    Kind.VO2MAX: {Form.THIRDS, *EVEN, *LATE},
    Kind.TEMPO_PROGRESSION: {Form.THIRDS, *EVEN, Form.FAST_FINISH_LONG},
    Kind.PROGRESSIVE_LONG_RUN: LATE,
    Kind.LOOSE: {*EVEN, *LATE},
    Kind.BRIDGE: {*EVEN, *LATE},
    Kind.FOUR_HUNDREDS: REPS,
    Kind.SIX_HUNDREDS: REPS,
    Kind.HILL_CLIMBS: {Form.INTERVALS, Form.FARTLEK},
    Kind.TREADMILL_CLIMBS: {Form.INTERVALS, Form.FARTLEK},
    Kind.HILL_SPRINTS: REPS,
    Kind.ONE_TO_ONE: REPS,
    Kind.STRIDES: REPS,
    Kind.LADDER: REPS,
    Kind.FARTLEK: {Form.INTERVALS, Form.FARTLEK},
    Kind.WALK_RUN: {Form.WALK_RUN, Form.INTERVALS, Form.FARTLEK},
    Kind.TEMPO: {Form.TEMPO_BLOCK},
    Kind.LONG_RUN: {Form.STEADY},
    Kind.EASY: {Form.STEADY},
    Kind.JOG: {Form.STEADY},
    Kind.FOUR_BY_FOUR: REPS,
}


def as_drawn(workout: Workout, runner: Runner) -> list[Piece]:
    """Return what is run in every second; standing is a speed of nothing."""
    pieces: list[Piece] = []
    for planned in outline(workout, runner):
        has_pace = planned.faces.speeds_mps is not None
        drawn = samples((planned,), runner) if has_pace else ()
        seconds = [(one.duration_s, one.speed_mps) for one in drawn]
        if not seconds:
            sprint_mps = SPRINT * (pieces[0][1] if pieces else OPEN_MPS)
            words = {
                Effort.REST: 0.0,
                Effort.WALK: WALK_MPS,
                Effort.SPRINT: sprint_mps,
                Effort.STRIDES: sprint_mps,
            }
            speed = words.get(planned.step.effort or Effort.JOG, OPEN_MPS)
            seconds = [(planned.duration_s or OPEN_S, speed)]
        whole_s = sum(duration for duration, _ in seconds)
        if len({speed for _, speed in seconds}) == 1:
            pieces.append((whole_s, seconds[0][1]))
        else:
            pieces += [(1.0, speed) for _, speed in seconds]
    return pieces
