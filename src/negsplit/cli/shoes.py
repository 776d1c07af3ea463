"""``negsplit shoes``: how far each pair was run in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from negsplit.cli.data import echo_json
from negsplit.cli.days import one_day
from negsplit.cli.diary_options import diary_options
from negsplit.cli.options import json_option, unit_option
from negsplit.desk.runs import shoes as pairs
from negsplit.desk.runs.edit_form import distance_of
from negsplit.desk.runs.shoes import shoe_list
from negsplit.reports.shoe_words import wear_words
from negsplit.units import DistanceUnit, format_distance

if TYPE_CHECKING:
    from negsplit.desk.runs.shoes import Shoe
    from negsplit.diary import Diary


@click.command()
@click.argument("pair", required=False)
@click.option("--add", is_flag=True, help="It is a new pair.")
@click.option("--used", metavar="DISTANCE", help="Run in it before: 120km.")
@click.option("--limit", metavar="DISTANCE", help="When to be warned; else 805 km.")
@click.option("--default", "since", metavar="DAY", help="Runs from that day are in it.")
@click.option("--retire", metavar="DAY", help="The last day of the pair.")
@click.option("--run", "runs", type=int, multiple=True, help="This run was in it.")
@click.option("--delete", is_flag=True, help="Forget the pair.")
@diary_options(begin=True)
@unit_option
@json_option
def shoes(
    *,
    pair: str | None,
    add: bool,
    used: str | None,
    limit: str | None,
    since: str | None,
    retire: str | None,
    runs: tuple[int, ...],
    delete: bool,
    diary: Diary,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Show how far each pair of shoes was run in, or say which you wear.

    The usual limit is 500 miles: shoes keep 60 to 70 % of their cushioning by then. It
    is a rule of thumb, so set your own.

    \b
        negsplit shoes
        negsplit shoes 'Blue trainers' --add --used 120km --default 2026-10-01
        negsplit shoes 'Racers' --run 12 --run 15
        negsplit shoes 'Blue trainers' --retire 2026-11-30
    """
    unit = unit or diary.unit() or DistanceUnit.KM
    if pair is not None and add:
        used_m = distance_of(used, unit) if used else 0.0
        pairs.add_shoe(diary, pair, used_m, distance_of(limit, unit) if limit else None)
    if pair is not None:
        pairs.shoe_named(diary, pair)
        _change(diary, pair, since, retire, runs)
    if pair is not None and delete:
        pairs.drop_shoe(diary, pair)
    every = shoe_list(diary, _today())
    if as_json:
        echo_json({"shoes": every})
        return
    for one in every:
        click.echo(_line(one, unit))
    if not every:
        click.echo("No shoes yet: negsplit shoes 'Blue trainers' --add")


def _change(
    diary: Diary,
    pair: str,
    since: str | None,
    retire: str | None,
    runs: tuple[int, ...],
) -> None:
    if since:
        pairs.use_from(diary, pair, one_day(since))
    if retire:
        pairs.retire(diary, pair, one_day(retire))
    for run in runs:
        pairs.wear(diary, run, pair)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _line(shoe: Shoe, unit: DistanceUnit) -> str:
    far = format_distance(shoe.distance_m, unit)
    said = [f"{shoe.name}: {far} in {shoe.runs} run{'' if shoe.runs == 1 else 's'}"]
    if shoe.is_default:
        said.append("your usual pair")
    if shoe.retired_on is not None:
        said.append(f"retired {shoe.retired_on}")
    line = ", ".join(said) + "."
    if shoe.is_worn or shoe.is_near:
        words = wear_words(shoe.distance_m, shoe.limit_m, unit, is_worn=shoe.is_worn)
        line = f"{line} {words}"
    return line
