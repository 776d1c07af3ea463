"""Which form serves a goal over an amount, and which requests make no sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.errors import InputError
from negsplit.forms import Kind, Recipe, build
from negsplit.physiology.possible_duration import possible_duration
from negsplit.units import format_clock, format_distance
from negsplit.workout import Distance, Effort, Goal, Time

if TYPE_CHECKING:
    from negsplit.runner import Runner

# Below these a run is over before it has warmed up and reached the goal: threshold
# needs ten easy minutes, five of build and five at its end; VO2max needs ten more,
# because the source has ten easier kilometres raise oxygen uptake first. Ours.
SHORTEST_S = {Goal.THRESHOLD: 1200.0, Goal.VO2MAX: 1800.0, Goal.REHEARSAL: 1800.0}
SHORTEST_ANY_S = 900.0
# Nobody trains longer in one run than the slowest race: ours.
LONGEST_S = 6 * 3600.0
# From here on the long form of base training, six miles easy and two hard, fits.
LONG_BASE_S = 3600.0
LONG_REHEARSAL_S = 3600.0
# A finish held level may take at most half as long as the same intensity can be raced:
# challenging but completable. Ours.
HOLD_SHARE_OF_RACE = 0.5

_FORMS = {
    Goal.THRESHOLD: Kind.THRESHOLD,
    Goal.VO2MAX: Kind.VO2MAX,
    Goal.RECOVERY: Kind.LOOSE,
    Goal.BRIDGE: Kind.BRIDGE,
    Goal.AWARENESS: Kind.TENS,
    Goal.TIME_EFFICIENT: Kind.THIRDS,
}


def expected_duration(amount: Time | Distance, runner: Runner) -> float:
    """Return about how long an amount takes: at the fast end of easy pace, in s."""
    if isinstance(amount, Time):
        return amount.duration_s
    return amount.distance_m / runner.speeds.easy_fast_mps


def choose_form(goal: Goal, amount: Time | Distance, runner: Runner) -> Kind:
    """Return the form that serves a goal."""
    seconds = expected_duration(amount, runner)
    if goal is Goal.BASE:
        return Kind.LONG if seconds >= LONG_BASE_S else Kind.SHORT
    if goal is Goal.REHEARSAL:
        is_long = seconds >= LONG_REHEARSAL_S
        return Kind.PROGRESSIVE_LONG_RUN if is_long else Kind.TEMPO_PROGRESSION
    if goal is Goal.AWARENESS and not _leaves_easy(Recipe(Kind.TENS, amount), runner):
        return Kind.EACH_FASTER
    return _FORMS[goal]


def check_length(goal: Goal, amount: Time | Distance, runner: Runner) -> None:
    """Raise unless the run is long enough to warm up and reach its goal, not longer."""
    least_s = SHORTEST_S.get(goal, SHORTEST_ANY_S)
    expected_s = expected_duration(amount, runner)
    if expected_s > LONGEST_S:
        raise InputError(
            f"{_text(amount)} is no training run; give {LONGEST_S / 3600:.0f} h or less"
        )
    if expected_s >= least_s:
        return
    instead = f"{least_s / 60:.0f} min"
    if isinstance(amount, Distance):
        metres = least_s * runner.speeds.easy_fast_mps
        instead = format_distance(-(-metres // 500) * 500)
    raise InputError(
        f"{_text(amount)} is too short to warm up and reach the goal {goal.value}; "
        f"give {instead} or more{_other_goal(goal)}"
    )


def check_hold(
    hold: Time | Distance | None,
    amount: Time | Distance,
    finish_frac: float,
    runner: Runner,
) -> Time | Distance | None:
    """Return the hold in the kind of the amount, having checked it can be run."""
    if hold is None:
        return None
    speed_mps = runner.speed_at(finish_frac)
    by_time = isinstance(hold, Time)
    seconds = hold.duration_s if isinstance(hold, Time) else hold.distance_m / speed_mps
    longest_s = HOLD_SHARE_OF_RACE * possible_duration(finish_frac)
    if seconds > longest_s:
        raise InputError(
            f"{_text(hold)} at {finish_frac * 100:.0f} % of VDOT is longer than half "
            f"a race at that effort; hold {longest_s // 60:.0f} min at most"
        )
    if isinstance(amount, Time) == by_time:
        return hold
    if by_time:
        return Distance(round(seconds * speed_mps / 10) * 10.0)
    return Time(float(round(seconds)))


def _leaves_easy(recipe: Recipe, runner: Runner) -> bool:
    """Return whether a form can be built and is felt to get harder."""
    try:
        *_, last = build(recipe, runner.athlete, runner.profile).flat()
    except InputError:
        return False
    return last.effort is not Effort.EASY


def _other_goal(goal: Goal) -> str:
    if goal is Goal.VO2MAX:
        return ", or choose the goal threshold"
    return ", or choose the goal time-efficient" if goal in SHORTEST_S else ""


def _text(amount: Time | Distance) -> str:
    if isinstance(amount, Time):
        return format_clock(amount.duration_s)
    return format_distance(amount.distance_m)
