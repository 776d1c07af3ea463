"""``negsplit forms`` and ``negsplit form``: the forms and sessions, and one of them."""

from __future__ import annotations

import json
from difflib import get_close_matches
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from negsplit.cli.options import (
    athlete_options,
    json_option,
    profile_option,
    unit_option,
)
from negsplit.cli.shelf import load_saved, saved_names
from negsplit.cli.workout_page import (
    WIDTH,
    behind,
    bullets,
    notation_lines,
    step_data,
    table,
)
from negsplit.design import PlannedStep, outline
from negsplit.desk.design.amounts import parse_amount, unit_of
from negsplit.errors import InputError
from negsplit.forms import FORMS, Form, Kind, Recipe, Steering, build
from negsplit.notation import to_text
from negsplit.resolve import resolve
from negsplit.runner import Runner
from negsplit.units import DistanceUnit, format_clock, format_distance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.athlete import Athlete
    from negsplit.physiology.training_paces import Profile
    from negsplit.workout import Workout

_BUILT_IN = tuple(kind.value for kind in Kind)


@click.command()
@json_option
def forms(*, as_json: bool) -> None:
    r"""List the progression forms and the other sessions, with their sources.

    \b
        negsplit forms
    """
    if as_json:
        click.echo(json.dumps([_form_data(form) for form in FORMS.values()], indent=2))
        return
    click.echo("\n".join(_list()))


@click.command()
@click.argument("name")
@click.argument("amount", required=False)
@click.option("--times", type=int, help="How many repetitions.")
@click.option("--rep", metavar="AMOUNT", help="Length of one repetition.")
@click.option("--rest", type=float, metavar="S", help="Seconds between repetitions.")
@click.option("--hold", metavar="AMOUNT", help="How long to hold the finish level.")
@click.option(
    "--steer",
    type=click.Choice([steering.value for steering in Steering]),
    default=Steering.PACE.value,
    show_default=True,
    help="What leads each step.",
)
@athlete_options
@profile_option
@unit_option
@json_option
def form(
    *,
    name: str,
    amount: str | None,
    times: int | None,
    rep: str | None,
    rest: float | None,
    hold: str | None,
    steer: str,
    athlete: Athlete,
    profile: Profile,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Build the form or session NAME, over an AMOUNT of distance or time.

    Without a race or VDOT it stays in words and percentages.

    \b
        negsplit form thirds 50min --race 10k=45:00
        negsplit form final-push 7mi --vdot 46
        negsplit form 400s --times 8 --race mile=5:20
    """
    runner = Runner.of(athlete, profile)
    own = None if name in _BUILT_IN else load_saved(name)
    if own is not None:
        _show_own(name, own, runner, unit_of("", unit), as_json=as_json)
        return
    recipe = Recipe(
        _kind(name),
        None if amount is None else parse_amount(amount),
        unit_of(amount or "", unit),
        Steering(steer),
        None if hold is None else parse_amount(hold),
        repetitions=times,
        repetition=None if rep is None else parse_amount(rep),
        recovery_s=rest,
    )
    workout = build(recipe, athlete, profile)
    planned = outline(workout, runner) if runner.vdot_ml_kg_min is not None else ()
    if as_json:
        click.echo(json.dumps(_data(recipe, workout, planned), indent=2))
        return
    click.echo("\n".join(_page(recipe, workout, planned)))


def _kind(name: str) -> Kind:
    if name in _BUILT_IN:
        return Kind(name)
    near = get_close_matches(name, [*_BUILT_IN, *saved_names()], n=1)
    hint = f"did you mean {near[0]}?" if near else "negsplit forms lists them"
    raise InputError(f"there is no form, session or saved workout '{name}'; {hint}")


def _show_own(
    name: str, workout: Workout, runner: Runner, unit: DistanceUnit, *, as_json: bool
) -> None:
    """Print a saved workout as a built-in is printed."""
    resolved = workout
    planned: tuple[PlannedStep, ...] = ()
    if runner.vdot_ml_kg_min is not None:
        resolved = resolve(workout, runner.athlete, runner.profile)
        planned = outline(resolved, runner)
    if as_json:
        data = {
            "form": name,
            "notation": to_text(resolved),
            "steps": [step_data(entry) for entry in planned],
        }
        click.echo(json.dumps(data, indent=2))
        return
    click.echo(f"{workout.name or name}{_totals(planned, unit)}\n")
    if planned:
        click.echo("\n".join(table(resolved, planned, unit)) + "\n")
    click.echo("\n".join(["Copy, change, export:", *notation_lines(resolved)]))


def _list() -> Iterator[str]:
    for heading, wanted in (("Progression forms", True), ("Other sessions", False)):
        yield heading.upper()
        chosen = [form for form in FORMS.values() if form.is_progression is wanted]
        for source in dict.fromkeys(form.source for form in chosen):
            yield from wrap(source.citation, WIDTH, subsequent_indent="  ")
            for entry in chosen:
                if entry.source == source:
                    yield from _entry(entry)
        yield ""
    own = saved_names()
    if own:
        yield "YOUR OWN"
        yield from (f"  {name}" for name in own)
        yield ""
    yield "Build one: negsplit form thirds 50min --race 10k=45:00"


def _entry(entry: Form) -> Iterator[str]:
    yield from wrap(
        entry.summary,
        WIDTH,
        initial_indent=f"  {entry.kind.value:<21}",
        subsequent_indent=" " * 23,
    )


def _page(
    recipe: Recipe, workout: Workout, planned: tuple[PlannedStep, ...]
) -> Iterator[str]:
    yield f"{recipe.form.title}{_totals(planned, recipe.unit)}"
    own = (recipe.repetitions, recipe.repetition, recipe.recovery_s)
    as_written = all(number is None for number in own)
    yield recipe.form.summary if as_written else f"As written: {recipe.form.summary}"
    yield ""
    if planned:
        yield from table(workout, planned, recipe.unit)
        yield ""
    yield "Copy, change, export:"
    yield from notation_lines(workout)
    yield ""
    yield from bullets((f"Source: {recipe.form.source.citation}.",))
    if recipe.form.inferred:
        yield from bullets((f"Inferred: {recipe.form.inferred}.",))
    yield ""
    yield behind("form")


def _totals(planned: tuple[PlannedStep, ...], unit: DistanceUnit) -> str:
    if not planned or any(entry.duration_s is None for entry in planned):
        return ""
    seconds = sum(entry.duration_s or 0.0 for entry in planned)
    if any(entry.distance_m is None for entry in planned):
        return f": about {format_clock(seconds)}"
    metres = sum(entry.distance_m or 0.0 for entry in planned)
    return f": {format_distance(metres, unit)} in about {format_clock(seconds)}"


def _data(
    recipe: Recipe, workout: Workout, planned: tuple[PlannedStep, ...]
) -> dict[str, Any]:
    return {
        **_form_data(recipe.form),
        "steering": recipe.steering.value,
        "notation": to_text(workout),
        "steps": [step_data(entry) for entry in planned],
    }


def _form_data(entry: Form) -> dict[str, Any]:
    return {
        "form": entry.kind.value,
        "title": entry.title,
        "is_progression": entry.is_progression,
        "summary": entry.summary,
        "source": entry.source.citation,
        "inferred": entry.inferred,
        "usual_km": entry.usual_km or None,
        "usual_mi": entry.usual_mi or None,
    }
