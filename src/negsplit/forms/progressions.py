"""The progression forms, as pieces from easy to fast."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from negsplit.errors import InputError
from negsplit.forms.catalogue import Kind, Recipe
from negsplit.forms.graded import graded_steps
from negsplit.forms.pieces import (
    SOURCE_VDOT,
    Piece,
    amount_text,
    band,
    like,
    size,
    source_intensity,
    steps,
    word_of,
)
from negsplit.physiology import effort
from negsplit.physiology.time_limits import longest_continuous_s
from negsplit.physiology.training_paces import THRESHOLD_FRAC, speed_at
from negsplit.runner import Runner
from negsplit.units import MILE_M
from negsplit.workout import Distance, Effort, Intensity, Step, Time

# Where the builds by physiological goal begin and end, at the paces of the source's own
# runner: easy, 4:30/km, 4:15, 4:00 which is his threshold, and 3:50.
VO2MAX_FINISH_FRAC = source_intensity(230)
BUILD_FRACS = (
    effort.EASY.low_frac,
    source_intensity(270),
    source_intensity(255),
    THRESHOLD_FRAC,
    VO2MAX_FINISH_FRAC,
)

# "Moderately hard" is half-marathon effort to tempo, "hard" reaches 10K effort.
MODERATELY_HARD = (effort.HALF_MARATHON.low_frac, effort.TEMPO.high_frac)
HARD_FRAC = effort.TEN_K.high_frac
# The hard part of the base forms is run between the two, on average in the middle.
HARD_PART_FRAC = (MODERATELY_HARD[0] + HARD_FRAC) / 2

# An all-out finish: at least two minutes and at most a mile. In metres and seconds
# where the run is counted in the other: 2 min at 4:00/km, and a mile in 8 min.
PUSH_RANGE_S = (120.0, 480.0)
PUSH_RANGE_M = (500.0, MILE_M)
# Base training: two miles hard at most, or as long as they take at 8:00/mi.
HARD_LIMIT_S, HARD_LIMIT_M = 960.0, 2 * MILE_M
# A finish between half-marathon effort and 10K effort is held as long as a tempo run; a
# build up to threshold from 15 s a mile slower, which is run for an hour by itself, is
# on the whole between the two.
HARD_FINISH_S = longest_continuous_s(THRESHOLD_FRAC)
RAMP_FACTOR = 1.5
# What is shortened ends on whole minutes and on hundreds of metres.
CAP_GRAIN_S, CAP_GRAIN_M = 60.0, 100.0
# A progression is its own warm-up: at least half of it builds.
LONGEST_HOLD_SHARE = 0.5
# Under this a run is over before it has built: ten minutes, or about as far.
SHORTEST_S, SHORTEST_M = 600.0, MILE_M


def progression_steps(recipe: Recipe, runner: Runner | None) -> list[Step]:
    """Return the steps of a progression form.

    Raises
    ------
    InputError
        If there is no room for a progression.
    """
    total = recipe.total
    least = SHORTEST_S if isinstance(total, Time) else SHORTEST_M
    if size(total) < least:
        raise InputError(
            f"{amount_text(total)} is too short for a progression run; it needs 10 min "
            "or a mile at least"
        )
    if recipe.kind in (Kind.TENS, Kind.EACH_FASTER):
        return graded_steps(recipe, runner)
    return steps(PIECES[recipe.kind](recipe, runner), recipe, runner)


def _easy(share: float) -> Piece:
    return band(share, effort.EASY, Effort.EASY)


def _moderately_hard(share: float) -> Piece:
    return Piece(share, *MODERATELY_HARD, Effort.TEMPO)


def _eighty_twenty(recipe: Recipe, runner: Runner | None) -> list[Piece]:
    hard = _capped(0.2, MODERATELY_HARD, HARD_FINISH_S, recipe, runner)
    return [_easy(1 - hard), _moderately_hard(hard)]


def _thirds(recipe: Recipe, runner: Runner | None) -> list[Piece]:
    hard = _capped(1 / 3, MODERATELY_HARD, HARD_FINISH_S, recipe, runner)
    first = (1 - hard) / 2
    steady = band(first, effort.MODERATELY_EASY, Effort.STEADY)
    return [_easy(first), steady, _moderately_hard(hard)]


def _final_push(recipe: Recipe, _: Runner | None) -> list[Piece]:
    share = _push_share(recipe.total)
    push = band(share, effort.ALL_OUT, Effort.MAX, Intensity.WORK)
    return [_easy(1 - share), push]


def _final_quarter(recipe: Recipe, runner: Runner | None) -> list[Piece]:
    note = "marathon to 10K effort, as the day allows"
    low = effort.MARATHON.low_frac
    hard = _capped(0.25, (low, HARD_FRAC), HARD_FINISH_S, recipe, runner)
    return [
        _easy(1 - hard),
        Piece(hard, low, HARD_FRAC, Effort.TEMPO, note=note),
    ]


def _short_or_long(recipe: Recipe, _: Runner | None) -> list[Piece]:
    share = _held_share(recipe) or _hard_share(recipe.total)
    hard = Piece(share, MODERATELY_HARD[0], HARD_FRAC, Effort.HARD)
    return [_easy(1 - share), hard]


def _threshold(recipe: Recipe, runner: Runner | None) -> list[Piece]:
    return _builds(recipe, (5, 5, 5), runner)


def _vo2max(recipe: Recipe, runner: Runner | None) -> list[Piece]:
    return _builds(recipe, (5, 3, 2, 2), runner)


def _tempo_progression(recipe: Recipe, runner: Runner | None) -> list[Piece]:
    # Fifteen seconds a mile on the source runner's threshold pace of 4:00/km.
    start = source_intensity(240 + 15 / MILE_M * 1000)
    note = "quicker if it is there"
    hard = _capped(
        0.8, (start, THRESHOLD_FRAC), RAMP_FACTOR * HARD_FINISH_S, recipe, runner
    )
    return [
        band(1 - hard, effort.EASY, Effort.EASY, Intensity.WARMUP),
        Piece(0.75 * hard, start, THRESHOLD_FRAC, Effort.TEMPO, is_ramp=True),
        band(0.25 * hard, effort.TEMPO, Effort.THRESHOLD, note=note),
    ]


def _progressive_long_run(_: Recipe, __: Runner | None) -> list[Piece]:
    return [_easy(10), band(3, effort.MARATHON, Effort.MARATHON)]


def _loose(_: Recipe, __: Runner | None) -> list[Piece]:
    low, high = effort.MODERATELY_EASY.low_frac, effort.MODERATE.high_frac
    note = "as quick as is comfortable today, and no quicker"
    return [_easy(1), Piece(1, low, high, Effort.STEADY, note=note, is_open=True)]


def _bridge(_: Recipe, __: Runner | None) -> list[Piece]:
    start, end = effort.EASY.high_frac, effort.MODERATE.high_frac
    return [_easy(3), Piece(2, start, end, Effort.MODERATE, is_ramp=True)]


def _builds(
    recipe: Recipe, shares: tuple[int, ...], runner: Runner | None
) -> list[Piece]:
    """Return the source's builds by physiological goal, and a level hold if asked.

    Every build lasts as long as its end is run without a break at most; what is over
    goes to the first, easiest one.
    """
    held = _held_share(recipe)
    free = 1 - held
    first = _warm_up_share(recipe, free) or free * shares[0] / sum(shares)
    rest = (free - first) / sum(shares[1:])
    builds = [
        _capped(
            share * rest,
            ends,
            RAMP_FACTOR * longest_continuous_s(ends[1]),
            recipe,
            runner,
        )
        for share, ends in zip(
            shares[1:], list(pairwise(BUILD_FRACS))[1:], strict=False
        )
    ]
    if recipe.warm_up is None:
        first = free - sum(builds)
    else:
        builds[0] += free - first - sum(builds)
    lengths = (first, *builds)
    pieces = [
        Piece(length, start, end, word_of(end), is_ramp=True)
        for length, (start, end) in zip(lengths, pairwise(BUILD_FRACS), strict=False)
    ]
    if held:
        finish = pieces[-1].end_frac
        pieces.append(Piece(held, finish, finish, word_of(finish)))
    return pieces


def _capped(
    share: float,
    fracs: tuple[float, float],
    longest_s: float,
    recipe: Recipe,
    runner: Runner | None,
) -> float:
    """Return a share of a run, or less where that would take longer than it may.

    A distance takes as long as the runner takes for it, else the source's own.
    """
    total = recipe.total
    whole_s = size(total)
    if isinstance(total, Distance):
        middle = sum(fracs) / 2
        if runner is None or runner.vdot_ml_kg_min is None:
            whole_s /= speed_at(middle, SOURCE_VDOT)
        else:
            whole_s /= runner.speed_at(middle)
    if share * whole_s <= longest_s:
        return share
    grain = CAP_GRAIN_S if isinstance(total, Time) else CAP_GRAIN_M
    most = size(total) * longest_s / whole_s
    return max(int(most / grain + 1e-6), 1) * grain / size(total)


def _push_share(total: Time | Distance) -> float:
    low, high = PUSH_RANGE_S if isinstance(total, Time) else PUSH_RANGE_M
    return min(max(0.1 * size(total), low), high) / size(total)


def _hard_share(total: Time | Distance) -> float:
    limit = HARD_LIMIT_S if isinstance(total, Time) else HARD_LIMIT_M
    return min(0.25 * size(total), limit) / size(total)


def _held_share(recipe: Recipe) -> float:
    """Return the held finish as a share of the whole run."""
    if recipe.hold is None:
        return 0.0
    if type(recipe.hold) is not type(recipe.total):
        raise InputError(
            f"a hold of {amount_text(recipe.hold)} does not fit a run of "
            f"{amount_text(recipe.total)}; give both as time or both as distance"
        )
    share = size(recipe.hold) / size(recipe.total)
    if share > LONGEST_HOLD_SHARE:
        raise InputError(
            f"a hold of {amount_text(recipe.hold)} leaves no room to build in "
            f"{amount_text(recipe.total)}; hold "
            f"{amount_text(like(recipe.total, size(recipe.total) / 2))} at most"
        )
    return share


def _warm_up_share(recipe: Recipe, free: float) -> float:
    """Return the warm-up as a share of the whole run; 0 if the form decides."""
    if recipe.warm_up is None:
        return 0.0
    if type(recipe.warm_up) is not type(recipe.total):
        raise InputError(
            f"a warm-up of {amount_text(recipe.warm_up)} does not fit a run of "
            f"{amount_text(recipe.total)}; give both as time or both as distance"
        )
    share = size(recipe.warm_up) / size(recipe.total)
    if share >= free:
        raise InputError(
            f"a warm-up of {amount_text(recipe.warm_up)} leaves no room to build in "
            f"{amount_text(recipe.total)}; give less"
        )
    return share


PIECES: dict[Kind, Callable[[Recipe, Runner | None], list[Piece]]] = {
    Kind.EIGHTY_TWENTY: _eighty_twenty,
    Kind.THIRDS: _thirds,
    Kind.FINAL_PUSH: _final_push,
    Kind.FINAL_QUARTER: _final_quarter,
    Kind.SHORT: _short_or_long,
    Kind.LONG: _short_or_long,
    Kind.THRESHOLD: _threshold,
    Kind.VO2MAX: _vo2max,
    Kind.TEMPO_PROGRESSION: _tempo_progression,
    Kind.PROGRESSIVE_LONG_RUN: _progressive_long_run,
    Kind.LOOSE: _loose,
    Kind.BRIDGE: _bridge,
}
