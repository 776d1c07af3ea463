"""``negsplit today``: what is on today, in today's paces."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from negsplit.cli.data import echo_json
from negsplit.cli.diary_options import DiaryPlace, diary_place_options
from negsplit.cli.layout import console
from negsplit.cli.options import athlete_options, json_option, profile_option
from negsplit.cli.season import needed, runner_of
from negsplit.cli.season_options import on_option
from negsplit.cli.session_page import day_page
from negsplit.cli.workout_page import behind
from negsplit.reports.plan_data import session_data

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.physiology.training_paces import Profile


@click.command()
@on_option
@diary_place_options
@athlete_options
@profile_option
@json_option
def today(
    *,
    today: date,
    place: DiaryPlace,
    athlete: Athlete,
    profile: Profile,
    as_json: bool,
) -> None:
    r"""Show today's session of the plan: what, why this, why here, what goes with it.

    \b
        negsplit today
        negsplit today --on 2026-12-03 --hr-max 188
    """
    known = needed(place)
    runner = runner_of(athlete, known)
    if not as_json:
        console().print(day_page(known.plan, today, runner, profile))
        console().print(f"\n{behind('plan')}")
        return
    session = known.plan.on(today)
    following = next((s for s in known.plan.sessions if s.day > today), None)
    data = {
        "day": today,
        "session": session and session_data(known.plan, session, runner, profile),
        "next": following and session_data(known.plan, following, runner, profile),
    }
    echo_json(data)
