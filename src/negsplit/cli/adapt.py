"""``negsplit adapt``: what happened becomes a proposal, to be taken or refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from negsplit.cli.adapt_page import Answer, adapt_page
from negsplit.cli.data import echo_json
from negsplit.cli.days import one_day
from negsplit.cli.diary_options import DiaryPlace, diary_place_options
from negsplit.cli.options import athlete_options, json_option, profile_option
from negsplit.cli.season import needed, runner_of, with_diary_values
from negsplit.cli.season_options import on_option, parse_days
from negsplit.desk.plan.season import Proposal, propose, settle, with_diary
from negsplit.errors import InputError
from negsplit.planning.happened import Happened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from negsplit.athlete import Athlete
    from negsplit.physiology.training_paces import Profile
    from negsplit.plan import Plan

ALL, SPAN = "all", "DAY..DAY"


def _days_option(name: str, told: str, metavar: str = "DAY") -> Callable[..., Any]:
    """Return an option that may be given several times."""
    return click.option(name, multiple=True, metavar=metavar, help=told)


@click.command()
@_days_option("--missed", "A session that was not run; repeatable.")
@_days_option("--stopped", "A build stopped because it felt off.")
@click.option("--felt", multiple=True, metavar="DAY=0..10", help="How hard it felt.")
@_days_option("--ill", "Days of illness, over or expected.", SPAN)
@_days_option("--injured", "Days without running for an injury.", SPAN)
@_days_option("--away", "Days without time to run.", SPAN)
@click.option("--race-day", metavar="DAY", help="The goal race's new day.")
@_days_option("--other-race", "Another race that was added.")
@click.option("--accept", is_flag=True, help="Take the changes, but those refused.")
@click.option(
    "--refuse",
    multiple=True,
    metavar="NUMBER",
    help="Refuse a change by its number, or all; not proposed again.",
)
@on_option
@diary_place_options
@athlete_options
@profile_option
@json_option
def adapt(
    *,
    missed: tuple[str, ...],
    stopped: tuple[str, ...],
    felt: tuple[str, ...],
    ill: tuple[str, ...],
    injured: tuple[str, ...],
    away: tuple[str, ...],
    race_day: str | None,
    other_race: tuple[str, ...],
    accept: bool,
    refuse: tuple[str, ...],
    today: date,
    place: DiaryPlace,
    athlete: Athlete,
    profile: Profile,
    as_json: bool,
) -> None:
    r"""Propose changes of the plan for what happened; nothing changes until accepted.

    Missed days and felt efforts are also taken from the diary. A new race proposes new
    paces; they too have to be accepted.

    \b
        negsplit adapt
        negsplit adapt --ill 2026-12-01..2026-12-04
        negsplit adapt --missed 2026-12-01 --refuse 2 --accept
        negsplit adapt --race 5k=24:10 --accept
    """
    known = needed(place)
    said = Happened(
        missed=tuple(map(one_day, missed)),
        stopped=tuple(map(one_day, stopped)),
        felt=tuple(map(_felt, felt)),
        ill=tuple(map(parse_days, ill)),
        injured=tuple(map(parse_days, injured)),
        away=tuple(map(parse_days, away)),
        race_day=None if race_day is None else one_day(race_day),
        races=tuple(map(one_day, other_race)),
    )
    happened = _with_diary(known.plan, said, place, today)
    runner = runner_of(with_diary_values(place, athlete, today), known)
    proposal = propose(known, runner, happened, today, profile)
    answer = Answer(proposal, _keys(refuse, proposal), is_accepted=accept)
    if accept or answer.refused:
        _settle(answer, place)
    if as_json:
        echo_json(_data(answer))
        return
    from negsplit.cli.layout import console

    console().print(adapt_page(answer))


def _felt(text: str) -> tuple[date, float]:
    day, equals, effort = text.partition("=")
    try:
        return one_day(day), float(effort)
    except ValueError:
        what = "has no effort" if not equals else f"is no effort: {effort}"
        raise InputError(f"'{text}' {what}; write 2026-12-01=7") from None


def _with_diary(plan: Plan, said: Happened, place: DiaryPlace, today: date) -> Happened:
    """Return what happened, with what the diary shows where nothing was said."""
    diary = place.open()
    if diary is None:
        return said
    with diary:
        return with_diary(plan, said, diary, today)


def _keys(refused: Sequence[str], proposal: Proposal) -> frozenset[str]:
    """Return the keys of changes that are refused by their numbers."""
    keys = proposal.keys
    if ALL in refused:
        return frozenset(keys)
    numbers = {str(number): key for number, key in enumerate(keys, 1)}
    for number in refused:
        if number not in numbers:
            choice = f"1 to {len(keys)}, or all" if keys else "nothing is proposed"
            raise InputError(f"'{number}' is no change to refuse; {choice}")
    return frozenset(numbers[number] for number in refused)


def _settle(answer: Answer, place: DiaryPlace) -> None:
    diary = place.open(begin=True)
    if diary is not None:
        with diary:
            settle(
                diary,
                answer.proposal,
                answer.refused,
                datetime.now(UTC).astimezone(),
                is_accepted=answer.is_accepted,
            )


def _data(answer: Answer) -> dict[str, object]:
    found, refused = answer.proposal.found, answer.refused
    return {
        "changes": [
            {
                "number": number,
                "key": change.key,
                "day": change.day,
                "before": change.before and change.before.title,
                "before_s": change.before and change.before.expected_s,
                "after": change.after and change.after.title,
                "after_s": change.after and change.after.expected_s,
                "reason": change.reason,
                "is_refused": change.key in refused,
            }
            for number, change in enumerate(found.changes, 1)
        ],
        "paces": answer.proposal.paces,
        "notes": found.notes,
        "is_accepted": answer.is_accepted,
    }
