"""The terminal pages of a plan: the season, and a week of it."""

from __future__ import annotations

from datetime import timedelta
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from negsplit.cli.layout import PAGE_WIDTH, table
from negsplit.cli.workout_page import behind
from negsplit.evidence.registry import CLAIMS
from negsplit.plan import DAYS_A_WEEK, Role
from negsplit.planning.goal_words import aim_words
from negsplit.reports.session_words import LETTERS, hours, is_told_light, told_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from rich.table import Table

    from negsplit.plan import Plan, Session, Week

# The colour of each role; its letter is there without colour too.
STYLES = {
    Role.EASY: "",
    Role.BRIDGE: "cyan",
    Role.PROGRESSION: "bold green",
    Role.LONG: "bold blue",
    Role.HARD: "bold red",
    Role.RACE: "bold magenta",
}
REST = ("·", "dim")
LEGEND = (
    "e easy · b bridge · P progression · L long run · H hard session · R race\n"
    "* light week"
)
_TEXTS = {claim.key: claim.text for claim in CLAIMS}


def season_page(plan: Plan, today: date) -> Group:
    """Return the page of a whole season, with this week below it."""
    unit = plan.availability.unit
    words = aim_words(plan.aim, unit)
    runs = plan.availability.days
    text = Text(f"{words[:1].upper()}{words[1:]}", style="bold")
    text.append(f" · {len(plan.weeks)} weeks, {runs} runs a week", style="not bold")
    parts: list[RenderableType] = [text]
    parts += [Text(line, style="dim") for note in plan.notes for line in item(note)]
    parts += [_season_table(plan, today), Text(LEGEND, style="dim")]
    week = plan.week_of(today) or (plan.weeks[0] if plan.weeks else None)
    if week is not None:
        parts += [Text(), week_page(week)]
    parts.append(
        Text(
            "\nA week: negsplit plan --week DAY · a day: negsplit plan --why DAY\n"
            + behind("plan")
        )
    )
    return Group(*parts)


def _season_table(plan: Plan, today: date) -> Table:
    made = table("week of", "block", "time", "M T W T F S S", "beside easy running")
    made.columns[1].justify = made.columns[4].justify = "left"
    for column in made.columns[:4]:
        column.no_wrap = True
    for week in plan.weeks:
        is_now = week.monday <= today < week.monday + timedelta(days=DAYS_A_WEEK)
        made.add_row(
            f"{week.monday:%d %b}" + (" ←" if is_now else ""),
            _block(week) + (" *" if is_told_light(week) else ""),
            hours(week.expected_s),
            _days(week),
            ", ".join(_key_sessions(week)),
        )
    return made


def _block(week: Week) -> str:
    return week.block.value.removeprefix("race ")


def _days(week: Week) -> Text:
    by_day = {session.day: session.role for session in week.sessions}
    text = Text()
    for number in range(DAYS_A_WEEK):
        role = by_day.get(week.monday + timedelta(days=number))
        mark, style = REST if role is None else (LETTERS[role], STYLES[role])
        text.append(mark, style=style)
        text.append(" " if number < DAYS_A_WEEK - 1 else "")
    return text


def _key_sessions(week: Week) -> Iterator[str]:
    for session in week.sessions:
        if session.role is Role.LONG:
            kind = session.recipe.kind.value if session.recipe else session.title
            is_plain = kind == "long-run"
            # Time and word stay together where a cell is wrapped.
            word = "long" if is_plain else kind
            yield f"{word}\u00a0{hours(session.expected_s)}"
        elif session.role in (Role.PROGRESSION, Role.HARD):
            yield _short(session)
        elif session.role is Role.RACE:
            yield "the race"


def _short(session: Session) -> str:
    """Return a session in a word or two: what, and how many."""
    if session.recipe is None:
        return session.title
    count = session.recipe.repetitions
    kind = session.recipe.kind.value
    return kind if count is None else f"{count}x\u00a0{kind}"


def week_page(week: Week) -> Group:
    """Return the page of a week: every day, and why."""
    text = Text(f"Week of {week.monday:%d %B %Y}", style="bold")
    light = ", light" if is_told_light(week) else ""
    text.append(
        f" · {week.block.value}{light} · {hours(week.expected_s)} h, "
        f"load {sum(s.load_au for s in week.sessions):.0f}",
        style="not bold",
    )
    lines: list[RenderableType] = [text]
    by_day = {session.day: session for session in week.sessions}
    for number in range(DAYS_A_WEEK):
        day = week.monday + timedelta(days=number)
        lines += _day_lines(day, by_day.get(day))
    lines += [Text(f"  {line}") for line in _why_here(week)]
    return Group(*lines)


def _day_lines(day: date, session: Session | None) -> list[Text]:
    if session is None:
        return [Text(f"{day:%a %d %b}  rest", style="dim")]
    style = STYLES[session.role]
    text = Text(f"{day:%a %d %b}  ")
    text.append(session.title, style=style)
    text.append(f", {told_time(session)}")
    if not session.title.lower().startswith(session.role.value):
        text.append(f" · {session.role.value}", style="dim")
    if session.note:
        text.append(f" · {session.note}", style="dim")
    return [text]


def _why_here(week: Week) -> Iterator[str]:
    """Yield the rules that the week's days follow, each once."""
    yield ""
    keys = dict.fromkeys(key for s in week.sessions for key in s.reasons)
    for key in keys:
        if key in _TEXTS:
            yield from wrap(
                _TEXTS[key],
                PAGE_WIDTH - 4,
                initial_indent="- ",
                subsequent_indent="  ",
                break_on_hyphens=False,
            )


def item(text: str, mark: str = "• ") -> list[str]:
    """Return a text as a list item that fits the page."""
    return wrap(
        text,
        PAGE_WIDTH - 2,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_on_hyphens=False,
    )


def joined(lines: Iterable[str]) -> Text:
    """Return lines as one text."""
    return Text("\n".join(lines))
