"""``negsplit runs``: the runs in the diary, found and shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from negsplit.analysis.classify import Form
from negsplit.analysis.shape import Answer
from negsplit.cli.data import echo_json
from negsplit.cli.days import first_day, last_day
from negsplit.cli.diary_options import diary_options
from negsplit.cli.options import athlete_options, json_option, unit_option
from negsplit.cli.program import mark_examples
from negsplit.cli.renewing import up_to_date
from negsplit.errors import InputError, NotFoundError
from negsplit.store.records import RunFilter
from negsplit.units import DistanceUnit, parse_distance
from negsplit.workout import Goal

if TYPE_CHECKING:
    from datetime import date

    from negsplit.athlete import Athlete
    from negsplit.diary import Diary

# A page of a list, newest first.
PAGE_RUNS = 20


def _length(_: click.Context, __: click.Parameter, value: str | None) -> float | None:
    return None if value is None else parse_distance(value)


class _WithActions(click.Command):
    """A command that lists, unless its first word names something to do."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Return the context of the action, if one is named."""
        action = args[0] if args else ""
        if action not in _ACTIONS:
            return super().make_context(info_name, args, parent, **extra)
        from negsplit.cli import run_edits

        command: click.Command = getattr(run_edits, _ACTIONS[action])
        mark_examples(command)
        name = f"{info_name} {action}"
        return command.make_context(name, args[1:], parent, **extra)


_ACTIONS = {"edit": "edit_run", "add": "add_run"}


@click.command(cls=_WithActions)
@click.argument("words", nargs=-1)
@click.option(
    "--form",
    metavar="FORM",
    type=click.Choice([form.value for form in Form]),
    help=f"Only these: {', '.join(form.value for form in Form)}.",
)
@click.option("--progressions", is_flag=True, help="Only progressions.")
@click.option(
    "--races", "only_races", is_flag=True, help="Only runs that you marked as a race."
)
@click.option(
    "--goal",
    metavar="GOAL",
    type=click.Choice([goal.value for goal in Goal]),
    help=f"Only these: {', '.join(goal.value for goal in Goal)}.",
)
@click.option(
    "--since", metavar="DAY", callback=first_day, help="2024, 2024-05 or a day."
)
@click.option("--until", metavar="DAY", callback=last_day, help="The same, included.")
@click.option("--least", metavar="LENGTH", callback=_length, help="At least 10km, 6mi.")
@click.option("--most", metavar="LENGTH", callback=_length, help="At most 10km, half.")
@click.option("--oldest", is_flag=True, help="Oldest first.")
@click.option("--page", type=click.IntRange(min=1), default=1, help="20 runs each.")
@click.option("--all", "is_all", is_flag=True, help="All of them on one page.")
@diary_options()
@athlete_options
@unit_option
@json_option
def runs(
    *,
    words: tuple[str, ...],
    form: str | None,
    progressions: bool,
    only_races: bool,
    goal: str | None,
    since: date | None,
    until: date | None,
    least: float | None,
    most: float | None,
    oldest: bool,
    page: int,
    is_all: bool,
    diary: Diary,
    athlete: Athlete,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""List the runs in the diary, newest first, or show one by its number.

    WORDS are looked for in the names of runs; a single number shows that run. How a
    run felt is noted by negsplit diary note. What a device got wrong is corrected by
    negsplit runs edit, and a run without a recording is typed in by negsplit runs add.

    \b
        negsplit runs
        negsplit runs --progressions --since 2024 --least 10km
        negsplit runs marathon --unit mi
        negsplit runs 12
    """
    up_to_date(diary)
    unit = unit or DistanceUnit.KM
    if len(words) == 1 and words[0].isdecimal():
        _show(diary, int(words[0]), athlete, unit, as_json=as_json)
        return
    wanted = RunFilter(
        form=None if form is None else Form(form),
        is_progression=Answer.YES if progressions else None,
        is_race=only_races,
        goal=None if goal is None else Goal(goal),
        since=since,
        until=until,
        least_m=least,
        most_m=most,
        text=" ".join(words),
        newest_first=not oldest,
    )
    _list(diary, wanted, None if is_all else page, unit, as_json=as_json)


def _list(
    diary: Diary,
    wanted: RunFilter,
    page: int | None,
    unit: DistanceUnit,
    *,
    as_json: bool,
) -> None:
    count = diary.count(wanted)
    if page is not None:
        wanted = replace(wanted, limit=PAGE_RUNS, skip=(page - 1) * PAGE_RUNS)
    rows = diary.runs(wanted)
    kept = {row.id: features for row, features in diary.features(rows)}
    if as_json:
        echo_json(
            {
                "count": count,
                "runs": [{"run": row, "features": kept.get(row.id)} for row in rows],
            }
        )
        return
    if not count and not diary.count(RunFilter()):
        raise NotFoundError(
            "the diary has no runs yet; negsplit import FOLDER brings yours"
        )
    from negsplit.cli.layout import console
    from negsplit.cli.runs_page import LIST_WIDTH, runs_page

    console(LIST_WIDTH).print(runs_page(rows, kept, count, page, unit))


def _show(
    diary: Diary, number: int, athlete: Athlete, unit: DistanceUnit, *, as_json: bool
) -> None:
    """Show one run as ``negsplit show`` does, with what the diary knows of it."""
    from negsplit.analysis.summary import summarise
    from negsplit.cli.layout import console
    from negsplit.cli.pages import show_page
    from negsplit.cli.runs_page import run_heading
    from negsplit.course import weather_of
    from negsplit.desk.people.runner_values import runner_on
    from negsplit.planning.runner_table import with_known
    from negsplit.reports.run_data import run_data
    from negsplit.runner import Runner
    from negsplit.verify.verdict import Plan, judge

    row = diary.run(number)
    athlete = with_known(athlete, runner_on(diary, row.started_at.date()))
    recording = diary.recording(number)
    plan = Plan(
        workout=diary.plan(number), goal=row.goal, stopped_because=row.stopped_because
    )
    weather = weather_of(diary.temperature(number))
    verdict = judge(recording, plan, athlete, weather)
    summary = summarise(verdict.track, Runner.of(athlete))
    if summary is None:
        raise InputError(f"run {number}: nobody moves in this recording")
    if as_json:
        echo_json({"run": row} | run_data(recording, verdict, summary))
        return
    page = console()
    page.print(run_heading(row))
    page.print(show_page(recording, verdict, summary, unit))
