"""The card as a PDF of its own, by typst, which is an optional extra."""

from __future__ import annotations

import json
from importlib import import_module, resources
from typing import TYPE_CHECKING

from negsplit.drawings.profile import profile_svg
from negsplit.drawings.step_words import told
from negsplit.errors import MissingInputError
from negsplit.reports.plain import plain

if TYPE_CHECKING:
    from negsplit.desk.design.cards import WorkoutCard

# What of a card the template prints beside the profile.
PRINTED = (
    "title",
    "total",
    "purpose",
    "why",
    "outlook",
    "rows",
    "more",
    "cues",
    "marks",
    "unit",
    "is_typical",
)
HOW = "pip install 'negsplit[pdf]'"


def has_pdf() -> bool:
    """Return whether PDF can be made here."""
    try:
        import_module("typst")
    except ImportError:
        return False
    return True


def card_pdf(card: WorkoutCard) -> bytes:
    """Return a card as PDF: the card itself, and a band to cut out.

    Raises
    ------
    MissingInputError
        If typst is not installed.
    """
    return compiled(card, "pdf")


def compiled(card: WorkoutCard, kind: str) -> bytes:
    """Return a card as PDF, or as a picture of its first page.

    Raises
    ------
    MissingInputError
        If typst is not installed.
    """
    try:
        typst = import_module("typst")
    except ImportError as error:
        raise MissingInputError(
            f"a PDF needs typst, which is not installed here; {HOW}, or print the page"
        ) from error
    picture = profile_svg(card.sketch, (card.title, told(card.sketch)))
    given = {name: plain(getattr(card, name)) for name in PRINTED}
    template = resources.files(__package__).joinpath("card.typ").read_bytes()
    inputs = {"card": json.dumps(given), "picture": picture}
    made: bytes = typst.compile(template, format=kind, sys_inputs=inputs)
    return made
