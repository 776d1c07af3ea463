"""The terminal page of a goal."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from rich.text import Text

from negsplit.cli.layout import PAGE_WIDTH
from negsplit.cli.workout_page import behind
from negsplit.planning.goal_words import aim_words
from negsplit.planning.outlook import Verdict
from negsplit.planning.outlook_words import (
    chance_words,
    milestone_words,
    nearer_words,
    reasons,
)

if TYPE_CHECKING:
    from negsplit.athlete import Athlete
    from negsplit.planning.outlook import Outlook
    from negsplit.units import DistanceUnit

COLOURS = {
    Verdict.LIKELY: "green",
    Verdict.WITHIN_REACH: "green",
    Verdict.ENOUGH_TIME: "green",
    Verdict.AMBITIOUS: "yellow",
    Verdict.LONG_SHOT: "red",
    Verdict.OUT_OF_REACH: "red",
    Verdict.TOO_SOON: "red",
}


def goal_page(
    outlook: Outlook, athlete: Athlete, unit: DistanceUnit, *, is_saved: bool
) -> Text:
    """Return the page of a goal."""
    words = aim_words(outlook.aim, unit)
    text = Text(f"{words[:1].upper()}{words[1:]}", style="bold")
    text.append(f", in {outlook.weeks:.0f} weeks: ", style="not bold")
    text.append(outlook.verdict.value, style=COLOURS[outlook.verdict])
    if outlook.chance is not None:
        told = chance_words(outlook.chance.probability)
        text.append(f", {told}", style="not bold")
    page = Text("\n").join([text, *_paragraphs(outlook, athlete, unit)])
    page.append(f"\n\n{_next(outlook, unit, is_saved=is_saved)}\n{behind('goal')}")
    return page


def _paragraphs(outlook: Outlook, athlete: Athlete, unit: DistanceUnit) -> list[Text]:
    found = [Text()]
    found += [
        Text(line) for why in reasons(outlook, athlete, unit) for line in _item(why)
    ]
    nearer = nearer_words(outlook, unit)
    if nearer:
        found += [Text("\nNearer, as likely as not" if outlook.chance else "\nNearer")]
        found += [Text(f"  {words}", style="bold") for words in nearer]
    if outlook.milestones:
        heading = "\nOn the way"
        if nearer and outlook.chance is not None:
            heading += f" to {aim_words(outlook.reachable, unit)}"
        found.append(Text(heading))
        found += [
            Text(f"  {stone.day:%a %d %b %Y}  {milestone_words(stone, unit)}")
            for stone in outlook.milestones
        ]
    return found


def _item(text: str) -> list[str]:
    return wrap(
        text,
        PAGE_WIDTH - 2,
        initial_indent="• ",
        subsequent_indent="  ",
        break_on_hyphens=False,
    )


def _next(outlook: Outlook, unit: DistanceUnit, *, is_saved: bool) -> str:
    if is_saved:
        return "Kept. A plan for it: negsplit plan --make"
    return f"A plan for it: negsplit plan '{aim_words(outlook.reachable, unit)}'"
