"""``negsplit design``: a goal and an amount become a workout."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from negsplit.cli.options import (
    athlete_options,
    calibration_option,
    json_option,
    profile_option,
    unit_option,
)
from negsplit.cli.solution_page import solution_data, solution_lines
from negsplit.cli.workout_page import (
    behind,
    bullets,
    notation_lines,
    step_data,
    table,
)
from negsplit.design import Design, Wish
from negsplit.design import design as design_run
from negsplit.desk.design.amounts import parse_amount, unit_of
from negsplit.forms import FORMS, Kind, Steering
from negsplit.notation import to_text
from negsplit.reports.plain import plain
from negsplit.reports.solved_words import (
    AT_HIGH_HEART_RATE,
    AT_THRESHOLD,
    NEAR_VO2MAX,
)
from negsplit.units import format_clock, format_distance
from negsplit.workout import Goal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.athlete import Athlete
    from negsplit.calibrate.calibration import Calibration
    from negsplit.physiology.training_paces import Profile
    from negsplit.solve import Solution
    from negsplit.units import DistanceUnit

BEST = "best"
_PROGRESSIONS = [kind.value for kind in Kind if FORMS[kind].is_progression]


@click.command()
@click.argument(
    "goal", metavar="GOAL", type=click.Choice([goal.value for goal in Goal])
)
@click.argument("amount")
@click.option(
    "--form",
    metavar="FORM",
    type=click.Choice(_PROGRESSIONS),
    help="Another form; negsplit forms lists them.",
)
@click.option(
    "--hold",
    metavar="AMOUNT|best",
    help="How long to hold the finish level; best is solved for you.",
)
@click.option(
    "--steer",
    type=click.Choice([steering.value for steering in Steering]),
    default=Steering.PACE.value,
    show_default=True,
    help="What leads each step.",
)
@athlete_options
@calibration_option
@profile_option
@unit_option
@json_option
def design(
    *,
    goal: str,
    amount: str,
    form: str | None,
    hold: str | None,
    steer: str,
    athlete: Athlete,
    calibration: Calibration | None,  # noqa: ARG001 - has filled in the athlete
    profile: Profile,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Design a progression run for a GOAL over an AMOUNT of distance or time.

    GOAL is threshold, vo2max, base, recovery, bridge, rehearsal, awareness or
    time-efficient.

    \b
        negsplit design threshold 15km --race half=1:28:00
        negsplit design time-efficient 45min --vdot 48 --steer heart-rate --age 38
        negsplit design vo2max 8mi --race 10k=38:40 --hold 5min
        negsplit design threshold 15km --race half=1:28:00 --hold best
    """
    wish = Wish(
        unit_of(amount, unit),
        Steering(steer),
        None if form is None else Kind(form),
        None if hold in (None, BEST) else parse_amount(hold),
        profile=profile,
    )
    solved = None
    if hold == BEST:
        # Only the solver needs NumPy and scipy.
        from negsplit.solve import solve_hold

        solved = solve_hold(Goal(goal), parse_amount(amount), athlete, wish=wish)
        made = solved.design
    else:
        made = design_run(Goal(goal), parse_amount(amount), athlete, wish)
    if as_json:
        click.echo(json.dumps(_data(made, solved), indent=2))
        return
    click.echo("\n".join(_page(made, solved)))


def _page(made: Design, solved: Solution | None) -> Iterator[str]:
    unit = made.recipe.unit
    form = made.recipe.form
    total = format_distance(made.distance_m, unit)
    yield f"{form.title}: {total} in about {format_clock(made.duration_s)}"
    yield f"{form.summary}"
    yield ""
    yield from table(made.workout, made.steps, unit)
    yield ""
    dose = list(_dose_lines(made))
    if dose:
        yield from (*dose, "")
    if solved is not None:
        yield from (*solution_lines(solved), "")
    yield "Copy, change, export:"
    yield from notation_lines(made.workout)
    yield ""
    for warning in made.warnings:
        yield from bullets((f"Careful: {warning}.",))
    yield from bullets(made.advice)
    yield ""
    yield "Why:"
    yield from bullets(
        tuple(f"{claim.text} ({claim.grade.value})" for claim in made.claims)
    )
    yield ""
    yield behind("design")


def _dose_lines(made: Design) -> Iterator[str]:
    dose = made.dose
    for seconds, text in (
        (dose.threshold_s, AT_THRESHOLD),
        (dose.high_hr_s, AT_HIGH_HEART_RATE),
        (dose.near_vo2max_s, NEAR_VO2MAX),
    ):
        if seconds:
            yield f"{format_clock(seconds):>9}  {text}"
    if not made.saved_s:
        return
    minutes = f"{made.saved_s / 60:.0f} min"
    yield f"{minutes:>9}  saved against a 15 min warm-up and 10 min cool-down apart"


def _data(made: Design, solved: Solution | None) -> dict[str, Any]:
    extra = {} if solved is None else {"solved": plain(solution_data(solved))}
    return {
        **extra,
        "goal": made.goal.value,
        "form": made.recipe.kind.value,
        "steering": made.recipe.steering.value,
        "notation": to_text(made.workout),
        "distance_m": made.distance_m,
        "duration_s": made.duration_s,
        "saved_s": made.saved_s,
        "easy_s": made.dose.easy_s,
        "threshold_s": made.dose.threshold_s,
        "high_hr_s": made.dose.high_hr_s,
        "near_vo2max_s": made.dose.near_vo2max_s,
        "hard_m": made.dose.hard_m,
        "steps": [step_data(entry) for entry in made.steps],
        "advice": list(made.advice),
        "warnings": list(made.warnings),
        "why": [
            {
                "key": claim.key,
                "text": claim.text,
                "evidence": claim.grade.value,
                "sources": [source.citation for source in claim.sources],
            }
            for claim in made.claims
        ],
    }
