"""A session of a plan as a page: what to run, why this, why here, what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from negsplit.cli.plan_page import STYLES, item
from negsplit.cli.workout_page import notation_lines, table
from negsplit.design import outline
from negsplit.evidence.registry import CLAIMS
from negsplit.plan import Role
from negsplit.planning.delivery import workout_of
from negsplit.reports.session_words import told_time
from negsplit.runner import Runner
from negsplit.units import format_clock, format_pace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from negsplit.athlete import Athlete
    from negsplit.physiology.training_paces import Profile
    from negsplit.plan import Plan, Session

_CLAIMS = {claim.key: claim for claim in CLAIMS}


def session_page(
    plan: Plan, session: Session, athlete: Athlete, profile: Profile
) -> Text:
    """Return the page of one session."""
    style = STYLES[session.role]
    text = Text(f"{session.day:%A %d %B %Y}: ", style="bold")
    text.append(session.title, style=style)
    text.append(f", {told_time(session)}\n", style="not bold")
    week = plan.week_of(session.day)
    block = "" if week is None else f"{week.block.value}, "
    text.append(f"{block}{session.role.value}, load {session.load_au:.0f}\n", "dim")
    lines = [
        *_steps(plan, session, athlete, profile),
        *_because(session),
        *_beside(session),
    ]
    return text.append("\n".join(lines), style="not bold")


def _steps(
    plan: Plan, session: Session, athlete: Athlete, profile: Profile
) -> Iterator[str]:
    yield ""
    workout = workout_of(session, athlete, profile)
    if workout is None:
        yield from _race(plan)
        return
    unit = plan.availability.unit
    yield from table(workout, outline(workout, Runner.of(athlete, profile)), unit)
    yield ""
    yield "Copy, change, export:"
    yield from notation_lines(workout)


def _race(plan: Plan) -> Iterator[str]:
    aim, unit = plan.aim, plan.availability.unit
    if aim.target_s is None or aim.distance_m is None:
        yield from item(
            "Start so easy that it feels too slow; in the last quarter give what is "
            "left. Finishing is the goal."
        )
        return
    pace = format_pace(aim.distance_m / aim.target_s, unit)
    yield from item(
        f"{format_clock(aim.target_s)} is {pace} on average. Run the first third no "
        "faster than that, the last third as you can: a second half no slower than "
        "the first."
    )


def _because(session: Session) -> Iterator[str]:
    """Yield why this, and why here, each with how well it is established."""
    found = [_CLAIMS[key] for key in session.reasons if key in _CLAIMS]
    if session.note:
        yield from [
            "",
            *item(f"It {session.note}." if session.recipe else session.note),
        ]
    if found:
        yield from ["", "Why this, why here"]
    for claim in found:
        yield from item(f"{claim.text} [{claim.grade.value}]")


def _beside(session: Session) -> Iterator[str]:
    if session.cards:
        yield from ["", "With it"]
    for card in session.cards:
        minutes = f", {card.minutes} min" if card.minutes else ""
        yield from item(f"{card.title}{minutes}: {card.how} {card.why}")


def day_page(plan: Plan, day: date, athlete: Athlete, profile: Profile) -> Text:
    """Return the page of a day: its session, or rest and what comes next."""
    session = plan.on(day)
    if session is not None:
        return session_page(plan, session, athlete, profile)
    text = Text(f"{day:%A %d %B %Y}: ", style="bold")
    text.append("rest", style="not bold")
    following = next((s for s in plan.sessions if s.day > day), None)
    if following is None:
        text.append(
            "\nThe plan has nothing after this day; negsplit plan GOAL makes the next.",
            style="not bold",
        )
        return text
    text.append(
        f"\nNext: {following.day:%A %d %B}, {following.title}, {told_time(following)}",
        style="not bold",
    )
    if following.role in (Role.HARD, Role.RACE):
        text.append("\nRest is part of it: arrive fresh.", style="not bold")
    return text
