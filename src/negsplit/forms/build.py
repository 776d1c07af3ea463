"""A recipe becomes a workout, for a runner or for nobody in particular."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from negsplit.errors import InputError
from negsplit.forms.catalogue import Kind, Recipe, Steering
from negsplit.forms.pieces import tidy
from negsplit.forms.progressions import progression_steps
from negsplit.forms.sessions import session_items
from negsplit.physiology.training_paces import DEFAULT_PROFILE, Profile
from negsplit.runner import Runner
from negsplit.workout import Item, Workout

if TYPE_CHECKING:
    from negsplit.athlete import Athlete

_BUILDS = frozenset({Kind.THRESHOLD, Kind.VO2MAX})
_HELD = _BUILDS | {Kind.SHORT, Kind.LONG}
# Sessions whose repetitions, and whose rests, can have another length.
_WITH_REST = frozenset(
    {
        Kind.FOUR_HUNDREDS,
        Kind.SIX_HUNDREDS,
        Kind.HILL_SPRINTS,
        Kind.ONE_TO_ONE,
        Kind.STRIDES,
        Kind.FOUR_BY_FOUR,
        Kind.WALK_RUN,
    }
)
_WITH_REPETITION = _WITH_REST | {Kind.HILL_CLIMBS}


def build(
    recipe: Recipe,
    athlete: Athlete | None = None,
    profile: Profile = DEFAULT_PROFILE,
) -> Workout:
    """Return the workout of a recipe.

    Without an athlete, or without what the steering needs of one, it stays relative:
    efforts in words and in fractions of threshold speed or maximum heart rate.

    Raises
    ------
    InputError
        If the amounts make no sense for the form.
    """
    _check(recipe)
    if recipe.amount is not None:
        recipe = replace(recipe, amount=tidy(recipe.amount, recipe.unit))
    runner = None if athlete is None else Runner.of(athlete, profile)
    if runner is not None and not _can_steer(runner, recipe.steering):
        runner = None
    items: list[Item] = (
        list(progression_steps(recipe, runner))
        if recipe.form.is_progression
        else session_items(recipe, runner)
    )
    return Workout(tuple(items), name=recipe.form.title, unit=recipe.unit)


def _check(recipe: Recipe) -> None:
    name = recipe.kind.value
    if recipe.hold is not None and recipe.kind not in _HELD:
        raise InputError(
            f"{name} has no finish to hold; threshold, vo2max, short and long have"
        )
    if recipe.warm_up is not None and recipe.kind not in _BUILDS:
        raise InputError(f"{name} has no warm-up to set; threshold and vo2max have")
    counted = recipe.form.repetitions[1] > 0
    if recipe.repetitions is not None and not counted:
        raise InputError(f"{name} is not made of repetitions; give its length instead")
    if recipe.repetition is not None and recipe.kind not in _WITH_REPETITION:
        raise InputError(f"{name} has no repetition whose length could be set")
    if recipe.recovery_s is not None and recipe.kind not in _WITH_REST:
        raise InputError(f"{name} has no rest whose length could be set")
    if recipe.amount is not None and counted:
        raise InputError(f"{name} is counted in repetitions; give those, not a length")


def _can_steer(runner: Runner, steering: Steering) -> bool:
    if steering is Steering.HEART_RATE:
        return runner.has_heart_rate
    return runner.vdot_ml_kg_min is not None
