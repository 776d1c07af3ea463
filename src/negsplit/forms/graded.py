"""Forms that get faster by one kilometre, one mile or a few minutes at a time."""

from __future__ import annotations

from negsplit.athlete import Athlete
from negsplit.errors import InputError
from negsplit.forms.catalogue import Kind, Recipe
from negsplit.forms.pieces import (
    SOURCE_VDOT,
    Piece,
    amount_text,
    like,
    rounded,
    size,
    step,
    word_of,
)
from negsplit.physiology import effort
from negsplit.physiology.training_paces import THRESHOLD_FRAC
from negsplit.runner import Runner
from negsplit.units import MILE_M, DistanceUnit, pace_s
from negsplit.workout import Distance, Step, Time

# Ten seconds a mile, in whole seconds of the runner's unit.
GAIN_S = {DistanceUnit.MI: 10, DistanceUnit.KM: round(10 / MILE_M * 1000)}
# By time the source counts ten minutes; where only "each faster" is asked, five.
STEP_S = {Kind.TENS: 600.0, Kind.EACH_FASTER: 300.0}
FEWEST_STEPS = 3
# Ten seconds a mile every ten minutes are 1.5 to 2 % a step: half an hour of them lifts
# by 2.6 % from the first quarter to the last, which two people who look at the curve
# would not agree on (they do from about 5 %, `analysis/settings.py`). Six steps show.
FEWEST_TENS_BY_TIME, FEWEST_TENS = 6, 5
# Slower than this is walking for most: the slow end of the effort scale.
SLOWEST_FRAC = effort.RECOVERY.low_frac


def graded_steps(recipe: Recipe, runner: Runner | None) -> list[Step]:
    """Return steps of one kilometre, mile or ten minutes, each faster than the last."""
    lengths = _unit_lengths(recipe)
    reference = runner or Runner.of(Athlete(vdot_ml_kg_min=SOURCE_VDOT))
    fractions = [
        reference.intensity_of(recipe.unit.metres / pace)
        for pace in _graded_paces(recipe, len(lengths), reference)
    ]
    return [
        step(length, Piece(1, frac, frac, word_of(frac)), recipe, runner)
        for length, frac in zip(lengths, fractions, strict=True)
    ]


def _unit_lengths(recipe: Recipe) -> list[Time | Distance]:
    """Return whole units; what is left over lengthens the first, easiest one."""
    total = recipe.total
    by_time = isinstance(total, Time)
    unit = STEP_S[recipe.kind] if by_time else recipe.unit.metres
    count = int(size(total) / unit + 1e-9)
    fewest_tens = FEWEST_TENS_BY_TIME if by_time else FEWEST_TENS
    if recipe.kind is Kind.TENS and count < fewest_tens:
        raise InputError(
            f"{recipe.kind.value} over {amount_text(total)} gets too little faster to "
            f"be seen; give {amount_text(like(total, fewest_tens * unit))} or more, or "
            f"choose {Kind.EACH_FASTER.value}"
        )
    if count < FEWEST_STEPS:
        raise InputError(
            f"{recipe.kind.value} over {amount_text(total)} is too short for "
            f"{FEWEST_STEPS} steps of {amount_text(like(total, unit))}"
        )
    first = size(total) - (count - 1) * unit
    if not by_time:
        first = rounded(total, first, recipe.unit)
    return [like(total, length) for length in [first, *[unit] * (count - 1)]]


def _graded_paces(recipe: Recipe, count: int, runner: Runner) -> list[int]:
    """Return whole seconds per unit, each less than the one before."""
    unit = recipe.unit
    easy = round(pace_s(runner.speed_at(effort.EASY.low_frac), unit))
    tempo = round(pace_s(runner.speed_at(THRESHOLD_FRAC), unit))
    if recipe.kind is Kind.TENS:
        gain = GAIN_S[unit]
        start = max(easy, tempo + gain * (count - 1))
        paces = [start - gain * i for i in range(count)]
    else:
        start = max(easy, tempo + count - 1)
        paces = [start - round((start - tempo) * i / (count - 1)) for i in range(count)]
    if paces[0] > pace_s(runner.speed_at(SLOWEST_FRAC), unit):
        raise InputError(
            f"{recipe.kind.value} over {amount_text(recipe.total)} would have to start "
            "slower than a jog to end at tempo; choose a shorter run"
        )
    return paces
