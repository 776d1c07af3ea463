"""``negsplit goal``: is it realistic, what is nearer, what is on the way."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from negsplit.cli.data import echo_json
from negsplit.cli.diary_options import DiaryPlace, diary_place_options
from negsplit.cli.layout import console
from negsplit.cli.options import athlete_options, json_option, unit_option
from negsplit.cli.season import kept, with_diary_values
from negsplit.cli.season_options import Given, on_option, season_options
from negsplit.desk.plan.season import own_trend
from negsplit.planning.goal_words import Wish, aim_words, wish_of, wish_words
from negsplit.planning.outlook import outlook_of
from negsplit.planning.outlook_words import nearer_words, reasons
from negsplit.planning.request import Request
from negsplit.planning.runner_table import with_known
from negsplit.units import DistanceUnit

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.planning.outlook import Outlook


@click.command()
@click.argument("goal")
@click.option("--save", is_flag=True, help="Keep it: negsplit plan then needs no goal.")
@on_option
@season_options
@diary_place_options
@athlete_options
@unit_option
@json_option
def goal(
    *,
    goal: str,
    save: bool,
    today: date,
    given: Given,
    place: DiaryPlace,
    athlete: Athlete,
    unit: DistanceUnit | None,
    as_json: bool,
) -> None:
    r"""Judge a GOAL with its day: how likely, why, what is nearer, what is on the way.

    What you run now is taken from the options, from the plan, and from the diary.

    \b
        negsplit goal '5K under 25:00 by 2027-04-18' --race 5k=28:10
        negsplit goal '30 s off the mile in 12 weeks' --race mile=6:40 --usual 3h
        negsplit goal 'first half on 2027-05-02' --vdot 38 --long-run 1h10
        negsplit goal '5 s/mile better each week for 12 weeks' --race 5k=24:00
    """
    unit = unit or DistanceUnit.KM
    known = kept(place)
    athlete = with_diary_values(place, athlete, today)
    athlete = with_known(athlete, None if known is None else known.athlete)
    wish = wish_of(goal, today, athlete)
    diary = place.open()
    with diary or nullcontext():
        recent = given.recent(diary, athlete, today)
        trend = None
        if diary is not None and wish.aim.target_s:
            trend = own_trend(diary, athlete, today)
    request = Request(wish.aim, athlete, given.availability(None, unit), today, recent)
    outlook = outlook_of(request, trend)
    if save:
        _save(wish, place, unit)
    if as_json:
        echo_json(_data(outlook, athlete, unit))
        return
    from negsplit.cli.goal_page import goal_page

    console().print(goal_page(outlook, athlete, unit, is_saved=save))


def _save(wish: Wish, place: DiaryPlace, unit: DistanceUnit) -> None:
    diary = place.open(begin=True)
    if diary is not None:
        with diary:
            now = datetime.now(UTC).astimezone()
            diary.keep_goal(wish_words(wish, unit), now)


def _data(outlook: Outlook, athlete: Athlete, unit: DistanceUnit) -> dict[str, object]:
    aim, chance = outlook.aim, outlook.chance
    known: dict[str, object] = {}
    if chance is not None:
        known = {
            "now_s": chance.now.duration_s,
            "now_low_s": chance.now.low_s,
            "now_high_s": chance.now.high_s,
            "ask_frac": chance.ask_frac,
            "gain_frac": chance.gain_frac,
            "gain_low_frac": chance.gain_low_frac,
            "gain_high_frac": chance.gain_high_frac,
            "then_s": chance.then_s,
            "then_low_s": chance.then_low_s,
            "then_high_s": chance.then_high_s,
            "probability": chance.probability,
        }
    return {
        "goal": aim_words(aim, unit),
        "kind": aim.kind,
        "day": aim.day,
        "distance_m": aim.distance_m,
        "target_s": aim.target_s,
        "weeks": outlook.weeks,
        "verdict": outlook.verdict,
        **known,
        "needed_s": outlook.needed_s,
        "longest_s": outlook.longest_s,
        "ready_weeks": outlook.ready_weeks,
        "nearer": nearer_words(outlook, unit),
        "reasons": reasons(outlook, athlete, unit),
        "milestones": outlook.milestones,
    }
