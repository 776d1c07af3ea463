"""``negsplit plan``: make a plan, show its season, a week, a day; write it to files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from negsplit.cli.data import echo_json
from negsplit.cli.days import one_day
from negsplit.cli.diary_options import DiaryPlace, diary_place_options
from negsplit.cli.options import (
    athlete_options,
    json_option,
    profile_option,
    unit_option,
)
from negsplit.cli.plan_making import Asked, plan_of, week_of
from negsplit.cli.season import earlier, runner_of
from negsplit.cli.season_options import Given, on_option, season_options
from negsplit.formats.workouts import WorkoutFormat
from negsplit.planning.programmes import PROGRAMMES

if TYPE_CHECKING:
    from rich.console import RenderableType

    from negsplit.athlete import Athlete
    from negsplit.cli.plan_out import Written
    from negsplit.physiology.training_paces import Profile
    from negsplit.plan import Plan, Week
    from negsplit.units import DistanceUnit

THIS_WEEK = "this"


@dataclass(frozen=True, slots=True)
class View:
    """What of a plan is shown, and for whom."""

    plan: Plan
    athlete: Athlete
    profile: Profile
    today: date
    week: str | None
    why: str | None

    @property
    def week_day(self) -> date:
        """A day of the week that is shown."""
        if self.week is None or self.week == THIS_WEEK:
            return self.today
        return one_day(self.week)

    @property
    def weeks(self) -> list[Week]:
        """The weeks that are shown, all of them or one."""
        if self.why is not None:
            return [week_of(self.plan, one_day(self.why))]
        if self.week is not None:
            return [week_of(self.plan, self.week_day)]
        return list(self.plan.weeks)


@click.command()
@click.argument("goal", required=False)
@click.option(
    "--programme",
    type=click.Choice(list(PROGRAMMES)),
    help="A named programme instead of a goal.",
)
@click.option("--make", is_flag=True, help="Make it anew, for the kept goal.")
@click.option(
    "--from",
    "brought",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Bring back a plan file that was edited.",
)
@click.option(
    "--week",
    is_flag=False,
    flag_value=THIS_WEEK,
    metavar="[DAY]",
    help="Show the week of a day; this week.",
)
@click.option("--why", metavar="DAY", help="Show a day: what, why this, why here.")
@click.option(
    "--out",
    metavar="PATH",
    help="Write it: a .toml to edit, an .ics calendar, or a folder of watch files.",
)
@click.option(
    "--to",
    "target",
    type=click.Choice([target.value for target in WorkoutFormat]),
    default=WorkoutFormat.FIT.value,
    show_default=True,
    help="The format of files in a folder.",
)
@on_option
@season_options
@diary_place_options
@athlete_options
@profile_option
@unit_option
@json_option
def plan(
    *,
    goal: str | None,
    programme: str | None,
    make: bool,
    brought: Path | None,
    week: str | None,
    why: str | None,
    out: str | None,
    target: str,
    today: date,
    given: Given,
    place: DiaryPlace,
    athlete: Athlete,
    profile: Profile,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Make a plan for a GOAL, or show the one that the diary keeps.

    Sessions stay in words; their paces are those of the day. Paces come from the race
    that you give, and stay until you give another.

    \b
        negsplit plan '5K under 25:00 by 2027-04-18' --race 5k=28:10 --days 4
        negsplit plan 'marathon under 3:30 on 2027-04-18' --race half=1:42:00 \
            --free tue,wed,thu,sat,sun --fix tue=hard --by distance --unit mi
        negsplit plan --programme nine-weeks-mile --race mile=5:40
        negsplit plan --week
        negsplit plan --why 2026-12-03
        negsplit plan --out spring.toml
        negsplit plan --from spring.toml
        negsplit plan --out spring.ics
        negsplit plan --out watch-files
    """
    asked = Asked(
        goal, programme, make, brought, today, given, place, athlete, profile, unit
    )
    found = plan_of(asked)
    runner = runner_of(athlete, found)
    view = View(found.plan, runner, profile, today, week, why)
    written = None
    if out is not None:
        written = _write(asked, found.plan, runner, out, WorkoutFormat(target))
    if as_json:
        _echo(view, written)
    elif written is not None:
        _report(written)
    else:
        _show(view)


def _write(
    asked: Asked, plan: Plan, runner: Athlete, out: str, target: WorkoutFormat
) -> Written:
    from negsplit.cli.plan_out import write_plan
    from negsplit.desk.plan.plan_files import Wanted

    wanted = Wanted(
        plan,
        runner,
        asked.profile,
        asked.today,
        datetime.now(UTC),
        asked.place.runner,
        tuple(earlier(asked.place)),
    )
    return write_plan(wanted, out, target)


def _report(written: Written) -> None:
    from negsplit.cli.plan_page import item

    count = len(written.paths)
    where = written.paths[0] if count == 1 else written.paths[0].parent
    click.echo(f"{where}: {count} {'file' if count == 1 else 'files'}", err=True)
    for loss, times in written.losses:
        often = f" ({times} files)" if count > 1 else ""
        click.echo("\n".join(item(f"{loss}{often}", "- ")), err=True)


def _show(view: View) -> None:
    from negsplit.cli.layout import console
    from negsplit.cli.plan_page import season_page, week_page
    from negsplit.cli.session_page import day_page

    page: RenderableType
    if view.why is not None:
        page = day_page(view.plan, one_day(view.why), view.athlete, view.profile)
    elif view.week is not None:
        page = week_page(week_of(view.plan, view.week_day))
    else:
        page = season_page(view.plan, view.today)
    console().print(page)


def _echo(view: View, written: Written | None) -> None:
    from negsplit.reports.plan_data import plan_data, session_data

    data = plan_data(view.plan, view.athlete, view.profile, view.weeks)
    if view.why is not None:
        session = view.plan.on(one_day(view.why))
        data.pop("weeks")
        data["session"] = session and session_data(
            view.plan, session, view.athlete, view.profile
        )
    if written is not None:
        data["paths"] = [str(path) for path in written.paths]
        data["losses"] = [
            {"what": what, "count": count} for what, count in written.losses
        ]
    echo_json(data)
