"""The shape of a run: whether it lifted, how smoothly, how much, where it broke.

Judged from the run alone, on grade-adjusted speed (see
:mod:`negsplit.analysis.profile`). :mod:`negsplit.analysis.lift` says with what
probability the run was a progression, :mod:`negsplit.analysis.classify` which form it
looks like; here both become one verdict with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.bouts import alternation_of, walks_of
from negsplit.analysis.classify import (
    Form,
    alternation_form,
    even_form,
    halves_ratio,
    is_fast_block,
    is_hilly,
    is_walk_run,
    progression_form,
)
from negsplit.analysis.lift import Trait, lift_of, never_falling
from negsplit.analysis.profile import SHORTEST_S, WALKING_MPS, profile_of
from negsplit.analysis.quantiles import median
from negsplit.recording import Severity
from negsplit.units import DistanceUnit, format_clock

if TYPE_CHECKING:
    from negsplit.analysis.clean import Track
    from negsplit.analysis.lift import Lift
    from negsplit.analysis.profile import SpeedProfile
    from negsplit.recording import Column

# Between these probabilities the answer is withheld. Inferred.
DOUBT = (0.30, 0.50)
# How likely a run that alternates, that was partly walked, or that was a fast block
# between a warm-up and a cool-down, is a progression all the same. Inferred.
ALTERNATING_FACTOR = 0.2
WALKED_FACTOR = 0.3
BLOCK_FACTOR = 0.2
# From easy running to all-out is less than this: 62 % of VDOT to 115 % (Daniels' easy
# pace, a 1500 m race) is a ratio of speeds of about 1.6.
LARGEST_LIFT_FRAC = 0.6
# Every split faster: at least so many, none slower by more than a GPS error, most of
# them faster, the last faster than the first by this; then the run is this likely a
# progression. A larger lift has to show in the traits: a warm-up has one too. Inferred.
FEWEST_SPLITS = 4
SAME_SPLIT_FRAC = 0.01
SPLITS_LIFT = (0.04, 0.10)
MOST_SPLITS = 0.6
SPLITS_PROBABILITY = 0.6
# A stretch this much slower than the one before it breaks the lift. Inferred.
BREAK_FRAC = 0.03


# What speaks against a progression that lacks a trait.
OBJECTIONS = {
    Trait.LIFTED: ", which is no lift",
    Trait.LATE: ", but the speed rose only early on, as in a warm-up, and then stayed",
    Trait.SMOOTH: ", but the speed went up and down rather than steadily up",
    Trait.KEPT: ", but most of what was gained was given back on the way",
}


class Answer(Enum):
    """An answer that may be withheld."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the lift broke: a stretch slower than the one before it.

    ``start_s`` counts from the recording's start, on the wall clock.
    """

    start_s: float
    slower_frac: float


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a run, with how sure it is and why.

    Parameters
    ----------
    is_progression : Answer
        Yes, no, or cannot tell.
    form : Form
        What the run looks like most.
    probability : float
        Probability that the run was a progression, from 0 to 1.
    reason : str
        Why, in a sentence.
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
        Where the lift broke.
    cooldown_s : float
        At the end of the run and no part of the core; 0 without one.
    """

    is_progression: Answer
    form: Form
    probability: float
    reason: str
    lift_frac: float | None = None
    late_lift_frac: float | None = None
    smoothness_frac: float | None = None
    halves_ratio: float | None = None
    start_mps: float | None = None
    finish_mps: float | None = None
    core_start_s: float | None = None
    core_end_s: float | None = None
    breaks: tuple[Break, ...] = ()
    cooldown_s: float = 0.0

    @property
    def confidence(self) -> float:
        """Probability that the answer is right; for "cannot tell", of a yes."""
        if self.is_progression is Answer.NO:
            return 1 - self.probability
        return self.probability


@dataclass(frozen=True, slots=True)
class _View:
    """Everything that the verdict weighs."""

    track: Track
    profile: SpeedProfile
    lift: Lift
    alternating: Form | None
    is_walked: bool
    splits_faster: bool
    is_block: bool

    @property
    def probability(self) -> float:
        probability = self.lift.probability
        if self.is_block:
            probability *= BLOCK_FACTOR
        if self.splits_faster:
            probability = max(probability, SPLITS_PROBABILITY)
        if self.alternating is not None:
            probability *= ALTERNATING_FACTOR
        return probability * WALKED_FACTOR if self.is_walked else probability


def shape_of(track: Track) -> Shape:
    """Return the shape of a run."""
    if len(track) < SHORTEST_S:
        return _unknown(
            f"only {format_clock(len(track))} of running were recorded; a shape "
            f"needs at least {SHORTEST_S // 60} min"
        )
    fault = next((f for f in track.findings if f.severity is Severity.ERROR), None)
    if fault is not None:
        return _unknown(fault.message)
    view = _view(track)
    if exp(view.lift.lift) - 1 > LARGEST_LIFT_FRAC:
        return _unknown(
            f"{_change(view.lift)}: no runner lifts like that, so the start was "
            "walked or the recording is at fault"
        )
    answer = _answer(view.probability)
    return _shape(view, answer, _form(view, answer))


def _unknown(reason: str) -> Shape:
    return Shape(Answer.CANNOT_TELL, Form.CANNOT_TELL, 0.5, reason)


def _view(track: Track) -> _View:
    profile = profile_of(track)
    cells = slice(
        round(profile.core.start * profile.cell_s),
        round(profile.core.end * profile.cell_s),
    )
    walks = tuple(
        walk
        for walk in walks_of(track)
        if walk.start >= cells.start and walk.end <= cells.stop
    )
    core = profile.core_mps
    spread = float(((core - core.mean()) ** 2).sum())
    climb_frac = 1 - float(((core - never_falling(core)) ** 2).sum()) / max(
        spread, 1e-9
    )
    alternation = alternation_of(track, cells)
    return _View(
        track=track,
        profile=profile,
        lift=lift_of(profile),
        alternating=alternation_form(alternation, climb_frac),
        splits_faster=any(
            _each_split_faster(track.adjusted_mps[cells], unit) for unit in DistanceUnit
        ),
        is_block=profile.cooldown_s > 0 and is_fast_block(core),
        is_walked=median(core) < WALKING_MPS
        or is_walk_run(walks, alternation, cells.stop - cells.start),
    )


def _each_split_faster(speed_mps: Column, unit: DistanceUnit) -> bool:
    """Return whether every whole kilometre or mile was faster than the one before.

    That is a form of its own, whose only rule this is.
    """
    run_m = np.cumsum(speed_mps)
    marks_m = np.arange(0.0, run_m[-1], unit.metres)
    split_s = np.diff(np.searchsorted(run_m, marks_m)).astype(float)
    if len(split_s) < FEWEST_SPLITS:
        return False
    gains = np.log(split_s[:-1] / split_s[1:])
    return bool(
        gains.min() >= -SAME_SPLIT_FRAC
        and SPLITS_LIFT[0] <= gains.sum() <= SPLITS_LIFT[1]
        and gains[1:].sum() >= SPLITS_LIFT[0] / 2  # not by a slow first split alone
        and (gains >= SAME_SPLIT_FRAC / 2).mean() >= MOST_SPLITS
    )


def _answer(probability: float) -> Answer:
    if probability >= DOUBT[1]:
        return Answer.YES
    return Answer.CANNOT_TELL if probability >= DOUBT[0] else Answer.NO


def _form(view: _View, answer: Answer) -> Form:
    if answer is Answer.YES:
        return progression_form(view.profile.core_mps, len(view.track))
    if view.is_walked:
        return Form.WALK_RUN
    if view.alternating is not None:
        return view.alternating
    if is_hilly(view.track):
        return Form.HILLS
    return even_form(halves_ratio(view.track.adjusted_mps))


def _shape(view: _View, answer: Answer, form: Form) -> Shape:
    track, profile, lift = view.track, view.profile, view.lift
    last = min(round(profile.core.end * profile.cell_s), len(track)) - 1
    return Shape(
        is_progression=answer,
        form=form,
        probability=view.probability,
        reason=_reason(view, answer),
        lift_frac=exp(lift.lift) - 1,
        late_lift_frac=exp(lift.late) - 1,
        smoothness_frac=lift.smoothness_frac,
        halves_ratio=halves_ratio(track.speed_mps),
        start_mps=lift.start_mps,
        finish_mps=lift.finish_mps,
        core_start_s=_clock(track, profile, profile.core.start),
        core_end_s=float(track.elapsed_s[last]) + 0.5,
        breaks=_breaks(track, profile),
        cooldown_s=profile.cooldown_s,
    )


def _clock(track: Track, profile: SpeedProfile, cell: int) -> float:
    """Return the wall clock at the start of a cell of the profile."""
    return float(track.elapsed_s[min(round(cell * profile.cell_s), len(track) - 1)])


def _breaks(track: Track, profile: SpeedProfile) -> tuple[Break, ...]:
    """Return the stretches of the core that are slower than the one before."""
    inside = [
        stretch
        for stretch in profile.stretches
        if profile.core.start <= stretch.start and stretch.end <= profile.core.end
    ]
    return tuple(
        Break(
            _clock(track, profile, after.start), 1 - after.speed_mps / before.speed_mps
        )
        for before, after in pairwise(inside)
        if after.speed_mps < (1 - BREAK_FRAC) * before.speed_mps
    )


def _reason(view: _View, answer: Answer) -> str:
    fact = _change(view.lift)
    if view.profile.cooldown_s > 0:
        cooldown = format_clock(view.profile.cooldown_s)
        fact += f", not counting a cool-down of {cooldown}"
    if answer is Answer.NO:
        return fact + _objection(view)
    if answer is Answer.YES and view.splits_faster:
        return (
            f"{fact}, and each kilometre or mile was faster than the one before, give "
            "or take a GPS error"
        )
    if answer is Answer.YES:
        return f"{fact}, and the speed rose without a lasting setback"
    return f"{fact}, but not so clearly that chance or terrain could not explain it"


def _change(lift: Lift) -> str:
    percent = round(100 * (exp(lift.lift) - 1))
    if percent == 0:
        return "the last quarter was as fast as the first"
    than = "faster" if percent > 0 else "slower"
    return f"the last quarter was {abs(percent)} % {than} than the first"


def _objection(view: _View) -> str:
    """Return what speaks most against a progression."""
    if view.is_walked:
        mostly = median(view.profile.core_mps) < WALKING_MPS
        took = "most of it was walked" if mostly else "walking and running took turns"
        return f"; {took}"
    if view.alternating is not None:
        return "; fast and slow stretches took turns"
    if view.is_block:
        return ", but as one even block after a warm-up"
    return OBJECTIONS[view.lift.weakest]
