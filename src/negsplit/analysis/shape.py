"""The verdict on the shape of a run: what it was, and whether it got faster to the end.

Judged from the run alone, on grade-adjusted speed where the altitude can be believed.
:mod:`negsplit.analysis.session` says what the run was and with what probability it was
a progression; :mod:`negsplit.analysis.classify` which form it looks like; here both
become one verdict with a reason. Reasons are kinds: their sentences are made in
:mod:`negsplit.reports.verdict_words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.classify import (
    SHORTEST_PACED_S,
    Form,
    halves_ratio,
    progression_form,
    split_speeds,
)
from negsplit.analysis.session import Kind, session_of
from negsplit.analysis.settings import SHAPE
from negsplit.analysis.smoothing import cell_means
from negsplit.analysis.trend import LEAST_S
from negsplit.recording import Severity
from negsplit.units import DistanceUnit

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.analysis.repetitions import Bout
    from negsplit.analysis.session import Session
    from negsplit.analysis.settings import ShapeSettings
    from negsplit.recording import Column

# A stretch this much slower than the one before it, for a minute, breaks a progression.
# Inferred.
BREAK_FRAC = 0.03
BREAK_S = 60
# Parts of the core that its form is read from.
FORM_CELLS = 100
# What a heart says that was measured: it rises with speed, by some 5 bpm for the least
# progression, and it does not fall while somebody runs faster, hills and heat aside.
# How much that adds to or takes from a probability is inferred.
HEART_RISES_BPM = 5.0
HEART_FALLS_BPM = -4.0
HEART_SETTLES_S = 180
# The highest heart rate of a repetition comes a little after its end.
HEART_LAGS_S = 5
AGREEING_DOUBT = 0.5
CONTRADICTING = 0.8
# Nothing that one curve shows is surer than this; with the heart agreeing, than that.
SUREST = 0.97
SUREST_WITH_HEART = 0.99
# Sessions that nobody takes for a progression, where they are this sure.
PLAIN = frozenset({Kind.INTERVALS, Kind.WALK_RUN, Kind.HILLS})
SURE_KIND = 0.75
# A watch that goes on while its runner stands leaves some seconds of it at both ends.
STARTING_S = 5
STARTING_SHARE = 0.6
# What is left of any probability where a machine wrote the speed.
DOUBT_OF_CONSTANT = 0.4


class Answer(Enum):
    """An answer that may be withheld."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    CANNOT_TELL = "cannot tell"


class Reason(Enum):
    """Why the answer is what it is."""

    GOT_FASTER = "got faster to the end"
    STEP_BY_STEP = "every split was faster"
    PUSHED = "pushed at the end"
    LEVEL = "level from start to finish"
    EARLY = "sped up only early on"
    UP_AND_DOWN = "up and down"
    GIVEN_BACK = "gave back what was gained"
    UNCLEAR = "too close to call"
    ALTERNATED = "fast and slow alternated"
    BLOCK = "one block at a faster pace"
    WALKED = "running and walking alternated"
    HILLS = "hills made the pace"
    FADED = "slowed down to the end"
    TOO_SHORT = "too short"
    FAULTY = "the recording is at fault"
    TOO_FAST = "faster than anyone runs"
    CONSTANT = "a speed that never changes"


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a progression broke: a stretch slower than the one before it.

    ``start_s`` counts from the recording's start, on the wall clock.
    """

    start_s: float
    slower_frac: float


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition, or one block, as it was run.

    Parameters
    ----------
    start_s : float
        Wall clock since the recording's start. [s]
    duration_s, distance_m, speed_mps : float
        As run. [s], [m], [m/s]
    heart_rate_bpm : float, optional
        Highest of the last seconds, where recorded. [bpm]
    recovery_s : float, optional
        Until the next one, standing included; nothing after the last. [s]
    """

    start_s: float
    duration_s: float
    distance_m: float
    speed_mps: float
    heart_rate_bpm: float | None
    recovery_s: float | None


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a run, with how sure it is and why.

    Parameters
    ----------
    is_progression : Answer
        Yes, no, or cannot tell.
    kind : Kind
        What the run was.
    form : Form
        The form of a progression; for other runs the same as the kind.
    probability : float
        Probability that the run was a progression, from 0 to 1.
    kind_probability : float
        Probability that ``kind`` is right.
    reason : Reason
        Why the answer is what it is.
    lift_frac, late_lift_frac : float, optional
        How much faster the last quarter of the core was than the first, and than
        the median of the part from 18 to 50 %.
    smoothness_frac : float, optional
        Share of the variance that a never-falling curve explains.
    halves_ratio : float, optional
        Time of the second half of the distance over the first; below 1 is a
        negative split.
    start_mps, finish_mps : float, optional
        Grade-adjusted speed of the first and last quarter of the core. [m/s]
    core_start_s, core_end_s : float, optional
        The judged stretch, in seconds of wall clock since the start.
    breaks : tuple of Break
        Where a progression broke.
    warmup_s, cooldown_s : float
        Moving time before repetitions or a block, and after the fast part; 0 without.
    reps : tuple of Rep
        Of intervals and surges.
    block : Rep, optional
        The fast part of a tempo block.
    fault : str
        What is wrong with a recording that cannot be judged.
    """

    is_progression: Answer
    kind: Kind
    form: Form
    probability: float
    kind_probability: float
    reason: Reason
    lift_frac: float | None = None
    late_lift_frac: float | None = None
    smoothness_frac: float | None = None
    halves_ratio: float | None = None
    start_mps: float | None = None
    finish_mps: float | None = None
    core_start_s: float | None = None
    core_end_s: float | None = None
    breaks: tuple[Break, ...] = ()
    warmup_s: float = 0.0
    cooldown_s: float = 0.0
    reps: tuple[Rep, ...] = ()
    block: Rep | None = None
    fault: str = ""

    @property
    def confidence(self) -> float:
        """Probability that the answer is right; for "cannot tell", of a yes."""
        if self.is_progression is Answer.NO:
            return 1 - self.probability
        return self.probability


def shape_of(track: Track, settings: ShapeSettings = SHAPE) -> Shape:
    """Return the shape of a run."""
    if len(track) < settings.shortest_s:
        return _unknown(Reason.TOO_SHORT)
    fault = next((f for f in track.findings if f.severity is Severity.ERROR), None)
    if fault is not None:
        return _unknown(Reason.FAULTY, fault.message)
    session = session_of(track, settings)
    if session.kind is Kind.CANNOT_TELL:
        return _unknown(Reason.TOO_FAST if session.is_too_fast else Reason.FAULTY)
    probability, surest = _with_heart(session.progression, track, session)
    answer = _answer(probability, session, settings)
    if answer is Answer.YES and len(track) < SHORTEST_PACED_S:
        answer = Answer.CANNOT_TELL
    if session.is_constant:
        answer, probability = Answer.CANNOT_TELL, DOUBT_OF_CONSTANT
    return _shape(track, session, answer, _between(probability, surest))


def _unknown(reason: Reason, fault: str = "") -> Shape:
    return Shape(
        Answer.CANNOT_TELL,
        Kind.CANNOT_TELL,
        Form.CANNOT_TELL,
        0.5,
        0.5,
        reason,
        fault=fault,
    )


def _answer(probability: float, session: Session, settings: ShapeSettings) -> Answer:
    low, high = settings.doubt
    if probability > high:
        return Answer.YES
    is_plain = session.kind in PLAIN and session.probability >= SURE_KIND
    if probability < low or is_plain:
        return Answer.NO
    return Answer.CANNOT_TELL


def _between(probability: float, surest: float) -> float:
    return min(max(probability, 1 - surest), surest)


def _with_heart(
    probability: float, track: Track, session: Session
) -> tuple[float, float]:
    """Return a probability after asking the heart, and how sure it can get."""
    start, end = session.core
    start = min(start + HEART_SETTLES_S, end)
    quarter = (end - start) // 4
    first = track.heart_rate_bpm[start : start + quarter]
    last = track.heart_rate_bpm[end - quarter : end]
    first, last = first[np.isfinite(first)], last[np.isfinite(last)]
    if min(len(first), len(last)) < 30:
        return probability, SUREST
    rise_bpm = float(last.mean() - first.mean())
    if probability > 0.5 and rise_bpm >= HEART_RISES_BPM:
        return 1 - AGREEING_DOUBT * (1 - probability), SUREST_WITH_HEART
    if probability > 0.5 and rise_bpm <= HEART_FALLS_BPM:
        return CONTRADICTING * probability, SUREST
    return probability, SUREST


def _shape(track: Track, session: Session, answer: Answer, probability: float) -> Shape:
    trend = session.trend
    start, end = session.core
    has_parts = session.kind in (Kind.INTERVALS, Kind.TEMPO_BLOCK)
    has_end = has_parts or session.kind is Kind.PROGRESSION
    work_start, work_end = session.work
    form = _form(track, session)
    return Shape(
        is_progression=answer,
        kind=session.kind,
        form=form,
        probability=probability,
        kind_probability=session.probability,
        reason=_reason(session, answer, form),
        lift_frac=exp(trend.lift) - 1,
        late_lift_frac=exp(trend.late) - 1,
        smoothness_frac=trend.rising_frac,
        halves_ratio=halves_ratio(track.speed_mps),
        start_mps=trend.start_mps,
        finish_mps=trend.finish_mps,
        core_start_s=_clock(track, start),
        core_end_s=float(track.elapsed_s[end - 1]) + 0.5,
        breaks=_breaks(track, session),
        warmup_s=float(work_start) if has_parts else 0.0,
        cooldown_s=float(len(track) - work_end) if has_end else 0.0,
        reps=_reps(track, session),
        block=None if session.block is None else _rep(track, session.block.bout, None),
    )


FORMS = {
    Kind.STEADY: Form.STEADY,
    Kind.TEMPO_BLOCK: Form.TEMPO_BLOCK,
    Kind.INTERVALS: Form.INTERVALS,
    Kind.FARTLEK: Form.FARTLEK,
    Kind.HILLS: Form.HILLS,
    Kind.WALK_RUN: Form.WALK_RUN,
    Kind.RACE: Form.RACE,
    Kind.FADE: Form.FADE,
    Kind.CANNOT_TELL: Form.CANNOT_TELL,
}


def _form(track: Track, session: Session) -> Form:
    if session.kind is not Kind.PROGRESSION:
        return FORMS[session.kind]
    if len(session.running_mps) < LEAST_S:
        return Form.GRADUAL
    start, end = session.core
    clock_mps = track.speed_mps[start:end]
    return progression_form(
        cell_means(session.running_mps, FORM_CELLS),
        tuple(split_speeds(clock_mps, unit) for unit in DistanceUnit),
        len(track),
    )


def _clock(track: Track, cell: int) -> float:
    """Return the wall clock at the start of a cell."""
    return float(track.elapsed_s[min(cell, len(track) - 1)])


def _breaks(track: Track, session: Session) -> tuple[Break, ...]:
    """Return the stretches of the core that are slower than the one before."""
    if session.kind is not Kind.PROGRESSION:
        return ()
    start, end = session.core
    inside = [
        segment
        for segment in session.segments
        if start <= segment.start and segment.end <= end
        if segment.duration_s >= BREAK_S
    ]
    return tuple(
        Break(_clock(track, after.start), 1 - after.speed_mps / before.speed_mps)
        for before, after in pairwise(inside)
        if after.speed_mps < (1 - BREAK_FRAC) * before.speed_mps
    )


def _reps(track: Track, session: Session) -> tuple[Rep, ...]:
    if session.repetitions is None:
        return ()
    recoveries = [*session.repetitions.recoveries, None]
    return tuple(
        _rep(track, bout, None if recovery is None else recovery.duration_s)
        for bout, recovery in zip(session.repetitions.bouts, recoveries, strict=True)
    )


def _rep(track: Track, bout: Bout, recovery_s: float | None) -> Rep:
    start, end = _moving(track.speed_mps, bout)
    speeds_mps = track.speed_mps[start:end]
    return Rep(
        start_s=_clock(track, start),
        duration_s=float(end - start),
        distance_m=float(speeds_mps.sum()),
        speed_mps=float(speeds_mps.mean()),
        heart_rate_bpm=_highest(
            track.heart_rate_bpm[bout.start : bout.end + HEART_LAGS_S]
        ),
        recovery_s=recovery_s,
    )


def _moving(speed_mps: Column, bout: Bout) -> tuple[int, int]:
    """Return the ends of a bout without the seconds of standing that cling to it."""
    least_mps = STARTING_SHARE * bout.speed_mps
    start, end = bout.start, bout.end
    while (
        start < min(bout.start + STARTING_S, end - 1) and speed_mps[start] < least_mps
    ):
        start += 1
    while (
        end > max(bout.end - STARTING_S, start + 1) and speed_mps[end - 1] < least_mps
    ):
        end -= 1
    return start, end


def _highest(heart_rate_bpm: Column) -> float | None:
    known = heart_rate_bpm[np.isfinite(heart_rate_bpm)]
    return float(known.max()) if len(known) else None


REASONS = {
    Kind.INTERVALS: Reason.ALTERNATED,
    Kind.FARTLEK: Reason.ALTERNATED,
    Kind.TEMPO_BLOCK: Reason.BLOCK,
    Kind.WALK_RUN: Reason.WALKED,
    Kind.HILLS: Reason.HILLS,
    Kind.FADE: Reason.FADED,
}


def _reason(session: Session, answer: Answer, form: Form) -> Reason:
    if session.is_constant:
        return Reason.CONSTANT
    if answer is Answer.CANNOT_TELL:
        is_short = session.segments[-1].end < SHORTEST_PACED_S
        return Reason.TOO_SHORT if is_short else Reason.UNCLEAR
    if answer is Answer.YES:
        if form is Form.EACH_SPLIT_FASTER:
            return Reason.STEP_BY_STEP
        return Reason.PUSHED if form is Form.FINAL_PUSH else Reason.GOT_FASTER
    if session.kind in REASONS:
        return REASONS[session.kind]
    return _objection(session)


def _objection(session: Session) -> Reason:
    """Return what speaks most against a progression of a steady run."""
    trend = session.trend
    lifted_log, _ = SHAPE.lift_log
    if trend.lift < lifted_log:
        return Reason.LEVEL
    if trend.late < SHAPE.late_log[0]:
        return Reason.EARLY if trend.late > -lifted_log else Reason.GIVEN_BACK
    return Reason.UP_AND_DOWN
