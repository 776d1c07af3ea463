"""A goal becomes a workout, with what it reaches, what it saves, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negsplit.design.choice import check_hold, check_length, choose_form
from negsplit.design.dose import Dose, dose
from negsplit.design.outline import PlannedStep, outline
from negsplit.errors import InputError
from negsplit.evidence import training
from negsplit.forms import (
    FORMS,
    HARD_PART_FRAC,
    VO2MAX_FINISH_FRAC,
    Kind,
    Recipe,
    Steering,
    build,
)
from negsplit.physiology.training_paces import DEFAULT_PROFILE, THRESHOLD_FRAC, Profile
from negsplit.runner import Runner
from negsplit.units import (
    MILE_M,
    DistanceUnit,
    format_clock,
    format_pace,
)
from negsplit.workout import Goal, Workout

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.evidence.records import Claim
    from negsplit.workout import Distance, Time

# The session that a progression run replaces: the same running with a warm-up and a
# cool-down of its own. 15 and 10 min are what coaches commonly set; ours. Easy running
# at the start of this run counts as its warm-up, up to as much.
WARM_UP_S, COOL_DOWN_S = 900.0, 600.0
# The forms whose finish can be held, and the intensity that they finish at.
BUILD_FINISHES = {Kind.THRESHOLD: THRESHOLD_FRAC, Kind.VO2MAX: VO2MAX_FINISH_FRAC}
FINISHES = BUILD_FINISHES | dict.fromkeys((Kind.SHORT, Kind.LONG), HARD_PART_FRAC)
# Base training: one to two miles hard at most.
HARD_LIMIT_M = 2 * MILE_M
ROUNDING_M = 50.0  # steps end on round numbers
# Threshold pace is what can be raced for about an hour.
LONGEST_HARD_S = 3600.0
# An easy run beyond this is a long run, which itself needs recovery; ours.
LONGEST_REFRESHING_S = 5400.0
# How the session of the studies is asked for.
FOUR = "negsplit form 4x4"
# Under eight gentle minutes the body is not warm when it gets hard; ours.
LEAST_GENTLE_S = 480.0


@dataclass(frozen=True, slots=True)
class Design:
    """A workout designed for a goal, and everything the runner is told about it.

    Parameters
    ----------
    goal : Goal
        What it is for.
    recipe : Recipe
        The form and its amounts, relative.
    workout : Workout
        Absolute, for this runner.
    steps : tuple of PlannedStep
        Each step in pace, heart rate and effort, with distance and time.
    dose : Dose
        What it reaches and for how long.
    distance_m, duration_s : float
        Expected totals.
    saved_s : float
        Time saved against the same running with a warm-up of :data:`WARM_UP_S` and a
        cool-down of :data:`COOL_DOWN_S`; none where nothing is hard.
    claims : tuple of Claim
        Why it is so.
    advice, warnings : tuple of str
        What an honest coach would add, and what does not fit.
    """

    goal: Goal
    recipe: Recipe
    workout: Workout
    steps: tuple[PlannedStep, ...]
    dose: Dose
    distance_m: float
    duration_s: float
    saved_s: float
    claims: tuple[Claim, ...]
    advice: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """How a runner wants a design to be; the defaults leave it to the goal."""

    unit: DistanceUnit = DistanceUnit.KM
    steering: Steering = Steering.PACE
    form: Kind | None = None
    hold: Time | Distance | None = None
    warm_up: Time | Distance | None = None
    profile: Profile = DEFAULT_PROFILE


def design(
    goal: Goal,
    amount: Time | Distance,
    athlete: Athlete,
    wish: Wish | None = None,
) -> Design:
    """Return the workout for a goal over an amount, and what it comes to.

    Raises
    ------
    MissingInputError
        If neither a race nor a VDOT is known.
    InputError
        If the amount or the hold makes no sense for the goal.
    """
    wish = wish or Wish()
    runner = Runner.of(athlete, wish.profile)
    check_length(goal, amount, runner)
    recipe = _recipe(goal, amount, runner, wish)
    workout = replace(build(recipe, athlete, wish.profile), goal=goal)
    steps = outline(workout, runner)
    reached = dose(steps, runner)
    return Design(
        goal,
        recipe,
        workout,
        steps,
        reached,
        sum(step.distance_m or 0.0 for step in steps),
        sum(step.duration_s or 0.0 for step in steps),
        _saved(reached),
        (*CLAIMS_OF_GOALS[goal], training.OWN_WARM_UP, training.STOP_THE_BUILD),
        tuple(_advice(goal, recipe, reached, runner)),
        tuple(_warnings(goal, reached, sum(step.duration_s or 0.0 for step in steps))),
    )


def _saved(reached: Dose) -> float:
    """Return the seconds saved; an easy run needs no warm-up that could be."""
    if not reached.hard_s:
        return 0.0
    return min(reached.easy_s, WARM_UP_S) + COOL_DOWN_S


def _recipe(goal: Goal, amount: Time | Distance, runner: Runner, wish: Wish) -> Recipe:
    kind = wish.form or choose_form(goal, amount, runner)
    if not FORMS[kind].is_progression:
        raise InputError(
            f"{kind.value} is no progression run; negsplit form {kind.value} builds it"
        )
    recipe = Recipe(kind, amount, wish.unit, wish.steering)
    if wish.hold is None:
        return replace(recipe, warm_up=wish.warm_up)
    finish = FINISHES.get(kind)
    if finish is None:
        raise InputError(
            f"{kind.value} has no finish to hold; the forms threshold, vo2max, short "
            "and long have"
        )
    hold = check_hold(wish.hold, amount, finish, runner)
    return replace(recipe, hold=hold, warm_up=wish.warm_up)


def _advice(goal: Goal, recipe: Recipe, reached: Dose, runner: Runner) -> list[str]:
    lines = []
    if goal is Goal.VO2MAX:
        lines += [
            _intervals_advice(reached, runner),
            "The finish is 10K effort; 5K pace would be too fast to follow the build.",
        ]
    if goal is Goal.THRESHOLD:
        slow, fast = runner.threshold_band
        lines.append(
            f"From {format_pace(slow, recipe.unit)} to "
            f"{format_pace(fast, recipe.unit)} it counts as threshold."
        )
    if recipe.kind in BUILD_FINISHES and recipe.hold is None:
        lines.append(_hold_advice(goal, reached))
    lines.append(
        "On hills hold the effort, not the pace. If it feels off, stop building."
    )
    return lines


def _intervals_advice(reached: Dose, runner: Runner) -> str:
    """Return how four times four minutes compare, by the same model."""
    session = build(Recipe(Kind.FOUR_BY_FOUR), runner.athlete, runner.profile)
    theirs = dose(outline(session, runner), runner).near_vo2max_s
    said = f"Near VO2max, 4 x 4 min give {format_clock(theirs)} by the same model"
    if theirs <= reached.near_vo2max_s:
        return f"{said}, no more than this run."
    return (
        f"{said}, this run {format_clock(reached.near_vo2max_s)}. The session: {FOUR}"
    )


def _hold_advice(goal: Goal, reached: Dose) -> str:
    seconds = reached.near_vo2max_s if goal is Goal.VO2MAX else reached.threshold_s
    return (
        f"As drawn, about {format_clock(seconds)} is where this goal counts; the build "
        "gets there only at its end. A hold of 10 min keeps the finish level longer."
    )


def _warnings(goal: Goal, reached: Dose, duration_s: float) -> list[str]:
    lines = []
    if goal in (Goal.BRIDGE, Goal.RECOVERY) and duration_s > LONGEST_REFRESHING_S:
        lines.append(
            f"{format_clock(duration_s)} tires, however easy; to arrive rested run "
            f"{LONGEST_REFRESHING_S / 60:.0f} min at most"
        )
    if goal is Goal.BASE and reached.hard_m > HARD_LIMIT_M + ROUNDING_M:
        lines.append(
            f"{reached.hard_m / MILE_M:.1f} miles are hard; in base training keep it "
            "to one or two"
        )
    if reached.hard_s > LONGEST_HARD_S:
        lines.append(
            f"{format_clock(reached.hard_s)} beyond marathon effort is a race, not a "
            "training run; choose a shorter one"
        )
    if goal in (Goal.BRIDGE, Goal.RECOVERY) and reached.hard_s > 0:
        lines.append(
            "this gets hard; before a hard session or off season it should not"
        )
    if reached.hard_s > 0 and reached.gentle_s < LEAST_GENTLE_S:
        lines.append(
            f"only {format_clock(reached.gentle_s)} is gentle before it gets hard; "
            "warm up first, or choose a longer run"
        )
    return lines


# Why a run for a goal is as it is.
CLAIMS_OF_GOALS = {
    Goal.THRESHOLD: (
        training.THRESHOLD_TIME,
        training.REACH_THE_INTENSITY,
        training.HOLD_IS_OPEN,
    ),
    Goal.VO2MAX: (
        training.VO2MAX_ZONE,
        training.INTERVALS_REACH_FURTHER,
        training.REACH_THE_INTENSITY,
    ),
    Goal.BASE: (training.SHORT_HARD_PART,),
    Goal.RECOVERY: (training.NO_TARGET_TO_MISS,),
    Goal.BRIDGE: (training.EASY_DAYS_STAY_EASY,),
    Goal.REHEARSAL: (training.EVEN_PACE_FIRST,),
    Goal.AWARENESS: (training.EVEN_PACE_FIRST, training.FINISH_FASTER),
    Goal.TIME_EFFICIENT: (training.FINISH_FASTER,),
}
