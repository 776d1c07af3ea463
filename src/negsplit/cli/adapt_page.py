"""The terminal page of an adaptation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from negsplit.cli.plan_page import item
from negsplit.cli.workout_page import behind
from negsplit.reports.session_words import told_time
from negsplit.reports.wording import sentence
from negsplit.units import DistanceUnit, format_pace

if TYPE_CHECKING:
    from negsplit.desk.plan.season import Proposal
    from negsplit.plan import Session
    from negsplit.planning.paces_change import PacesChange


@dataclass(frozen=True, slots=True)
class Answer:
    """What is proposed, and what the runner says to it."""

    proposal: Proposal
    refused: frozenset[str]
    is_accepted: bool


def adapt_page(answer: Answer) -> Text:
    """Return the page of what is proposed, or was taken."""
    found, paces = answer.proposal.found, answer.proposal.paces
    refused = answer.refused
    count = len(found.changes) + (paces is not None)
    lines = [line for note in found.notes for line in item(note)]
    if not count:
        lines.append("Nothing changes: the plan stands as it is.")
        return Text("\n".join([*lines, "", behind("adapt")]))
    text = Text("Taken" if answer.is_accepted else "Proposed", style="bold")
    text.append("\n")
    reason = ""
    for number, change in enumerate(found.changes, 1):
        if change.reason != reason:
            reason = change.reason
            lines += ["", *item(sentence(reason), "")]
        told = f"{number:>3}  {change.day:%a %d %b}  {_told(change.before)}"
        told += f" → {_told(change.after)}"
        lines.append(told + ("  (refused)" if change.key in refused else ""))
    if paces is not None:
        lines += ["", *_paces(paces, count)]
        lines[-1] += "  (refused)" if paces.key in refused else ""
    lines += ["", *_next(count, is_accepted=answer.is_accepted), behind("adapt")]
    return text.append("\n".join(lines), style="not bold")


def _told(session: Session | None) -> str:
    return "rest" if session is None else f"{session.title}, {told_time(session)}"


def _paces(paces: PacesChange, number: int) -> list[str]:
    pairs = [
        f"{format_pace(paces.before_threshold_mps, unit)} → "
        f"{format_pace(paces.after_threshold_mps, unit)}"
        for unit in DistanceUnit
    ]
    return [
        f"{number:>3}  Paces: VDOT {paces.before_ml_kg_min:.1f} → "
        f"{paces.after_ml_kg_min:.1f}, threshold {pairs[0]},",
        f"     {pairs[1]}",
    ]


def _next(count: int, *, is_accepted: bool) -> list[str]:
    if is_accepted:
        return ["The plan is changed; negsplit plan --week shows it."]
    what = "it" if count == 1 else "them"
    return [
        f"Take {what}: the same again with --accept. Refuse one: --refuse NUMBER.",
    ]
