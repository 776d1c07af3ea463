"""Progressions, negative splits and walls among many runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negsplit.analysis.classify import SHORTEST_PACED_S, UNEVEN_HALVES, Form
from negsplit.errors import OutOfRangeError
from negsplit.history.ability import at
from negsplit.physiology.daniels import VDOT_RANGE_ML_KG_MIN, race_time
from negsplit.physiology.prediction import predict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from negsplit.history.ability import Ability
    from negsplit.history.past_run import PastRun

# Alternating runs and walks have no halves to speak of.
WITHOUT_HALVES = frozenset(
    {Form.INTERVALS, Form.FARTLEK, Form.WALK_RUN, Form.HILLS, Form.CANNOT_TELL}
)
# Slower than this share of the speed that form would have raced the distance at, a run
# is a hike, and its end no wall: easy pace is 77 to 83 % of half-marathon pace by the
# published training paces.
RACED_FRAC = 0.75
# The race that a VDOT is turned into before longer ones are predicted.
KNOWN_M = 10_000.0


@dataclass(frozen=True, slots=True)
class Lift:
    """A progression and how it lifted."""

    run: int
    day: date
    form: Form
    is_planned: bool
    distance_m: float
    lift_frac: float
    start_mps: float
    finish_mps: float
    probability: float
    moving_s: float

    @property
    def rank(self) -> float:
        """What makes one lift better than another: it is high, and sure."""
        return self.probability * self.lift_frac


@dataclass(frozen=True, slots=True)
class FormCount:
    """How often a form was run, planned and not, and the best of it."""

    form: Form
    planned: int
    unplanned: int
    best: Lift


@dataclass(frozen=True, slots=True)
class NegativeSplit:
    """A run whose second half was faster by the clock."""

    run: int
    day: date
    distance_m: float
    moving_s: float
    faster_frac: float


@dataclass(frozen=True, slots=True)
class Wall:
    """A long run that slowed down by a quarter or more for five kilometres or more.

    Parameters
    ----------
    run, day, distance_m
        Which run.
    start_m, length_m, slower_frac, cost_s
        Where it slowed down, by how much, and what that took. [m], [s]
    start_over_base_frac : float
        How much faster the first eighth was than what followed it.
    base_over_form_frac : float, optional
        How much faster it was run until the half than form would have raced the
        distance; below zero, it was run more slowly than that.
    even_saves_low_s, even_saves_s : float, optional
        What an even race of that form would have taken less, by the lower end of VDOT
        and by VDOT; what a start beyond one's form costs. [s]
    """

    run: int
    day: date
    distance_m: float
    start_m: float
    length_m: float
    slower_frac: float
    cost_s: float
    start_over_base_frac: float
    base_over_form_frac: float | None
    even_saves_low_s: float | None
    even_saves_s: float | None


def lift_of(run: PastRun) -> Lift | None:
    """Return how a run lifted, if it was a progression that was paced."""
    features = run.features
    if features.moving_s < SHORTEST_PACED_S:
        return None
    lift, start, finish = features.lift_frac, features.start_mps, features.finish_mps
    if not run.is_progression or lift is None or start is None or finish is None:
        return None
    return Lift(
        run.id,
        run.day,
        features.form,
        run.is_planned,
        features.distance_m,
        lift,
        start,
        finish,
        features.probability,
        features.moving_s,
    )


def forms_of(lifts: Sequence[Lift]) -> tuple[FormCount, ...]:
    """Return how often each form was run, the most frequent first.

    The best of a form is the one that lifted most, as far as it is sure.
    """
    counts = []
    for form in Form:
        of_form = [lift for lift in lifts if lift.form is form]
        if of_form:
            planned = sum(lift.is_planned for lift in of_form)
            best = max(of_form, key=lambda lift: lift.rank)
            counts.append(FormCount(form, planned, len(of_form) - planned, best))
    return tuple(sorted(counts, key=lambda c: -(c.planned + c.unplanned)))


def negative_splits_of(runs: Sequence[PastRun]) -> tuple[NegativeSplit, ...]:
    """Return the runs whose second half was clearly faster by the clock."""
    return tuple(
        NegativeSplit(
            run.id,
            run.day,
            run.features.distance_m,
            run.features.moving_s,
            1 - run.features.halves_ratio,
        )
        for run in runs
        if run.fault is None
        and run.features.form not in WITHOUT_HALVES
        and run.features.moving_s >= SHORTEST_PACED_S
        and run.features.halves_ratio < 1 - UNEVEN_HALVES
    )


def walls_of(runs: Sequence[PastRun], abilities: Sequence[Ability]) -> tuple[Wall, ...]:
    """Return the long runs that hit a wall, and what their start had to do with it."""
    walls = (_wall(run, at(abilities, run.day)) for run in runs if run.fault is None)
    return tuple(wall for wall in walls if wall is not None)


def _wall(run: PastRun, ability: Ability | None) -> Wall | None:
    features, slowdown = run.features, run.features.slowdown
    if slowdown is None or features.form is Form.WALK_RUN:
        return None
    least_mps, raced_mps = (
        _raced(features.distance_m, vdot)
        for vdot in (
            (None, None)
            if ability is None
            else (ability.vdot_low_ml_kg_min, ability.vdot_ml_kg_min)
        )
    )
    if raced_mps is not None and slowdown.base_mps < RACED_FRAC * raced_mps:
        return None
    return Wall(
        run.id,
        run.day,
        features.distance_m,
        slowdown.start_m,
        slowdown.length_m,
        slowdown.slower_frac,
        slowdown.cost_s,
        slowdown.early_mps / slowdown.base_mps - 1,
        None if raced_mps is None else slowdown.base_mps / raced_mps - 1,
        _saved(run, least_mps),
        _saved(run, raced_mps),
    )


def _saved(run: PastRun, even_mps: float | None) -> float | None:
    """Return what an even speed would have saved, grade-adjusted; at least nothing."""
    if even_mps is None:
        return None
    features = run.features
    return max(features.moving_s * (1 - features.adjusted_mps / even_mps), 0.0)


def _raced(distance_m: float, vdot_ml_kg_min: float | None) -> float | None:
    """Return the speed that form would have raced a distance at.

    VDOT speaks for ten kilometres, where it is taken from; to longer races it is too
    kind, so the rest of the way goes by how most runners slow down.
    """
    if vdot_ml_kg_min is None:
        return None
    low, high = VDOT_RANGE_ML_KG_MIN
    try:
        known_s = race_time(KNOWN_M, min(max(vdot_ml_kg_min, low), high))
        return distance_m / predict([(KNOWN_M, known_s)], distance_m).duration_s
    except OutOfRangeError:
        return None
