"""``negsplit why``: what is claimed, by whom, and how well it is established."""

from __future__ import annotations

from textwrap import shorten, wrap
from typing import TYPE_CHECKING

import click

from negsplit.cli.data import echo_json
from negsplit.cli.options import json_option
from negsplit.cli.workout_page import WIDTH
from negsplit.errors import NotFoundError
from negsplit.evidence.disagreements import DISAGREEMENTS
from negsplit.evidence.figures import FIGURES
from negsplit.evidence.records import Claim, Disagreement, Figures
from negsplit.evidence.registry import CLAIMS

if TYPE_CHECKING:
    from collections.abc import Iterator


# Letters of a claim that was told above: enough to find it again, on one line.
SEEN_BEFORE = 60


@click.command()
@click.argument("topic", nargs=-1)
@json_option
def why(*, topic: tuple[str, ...], as_json: bool) -> None:
    r"""Show what negsplit relies on for a TOPIC, or list all of it.

    A TOPIC is a word, an author, a command whose figures you saw, or a field of its
    --json. Where the source articles and the literature disagree, both are shown.

    \b
        negsplit why
        negsplit why vo2max
        negsplit why verify
        negsplit why completion_frac
    """
    word = " ".join(topic).lower()
    figures = _figures(word)
    if figures:
        if as_json:
            echo_json({"figures": figures})
            return
        click.echo("\n".join(_behind(figures)))
        return
    claims = [claim for claim in CLAIMS if word in _said(claim)]
    disputes = [dispute for dispute in DISAGREEMENTS if word in _said(dispute)]
    if not claims and not disputes:  # perhaps the name of an author
        claims = [claim for claim in CLAIMS if word in _cited(claim)]
        disputes = [dispute for dispute in DISAGREEMENTS if word in _cited(dispute)]
    if not claims and not disputes:
        raise NotFoundError(f"nothing is claimed about '{word}'; negsplit why lists it")
    if as_json:
        echo_json({"claims": claims, "disagreements": disputes})
        return
    lines = _details(claims, disputes) if word else _list(claims, disputes)
    click.echo("\n".join(lines))


def _figures(word: str) -> tuple[Figures, ...]:
    """Return the figures of a command, or those that a field belongs to."""
    if word in FIGURES:
        return FIGURES[word]
    every = (figures for output in FIGURES.values() for figures in output)
    return tuple(dict.fromkeys(figures for figures in every if word in figures.fields))


def _behind(figures: tuple[Figures, ...]) -> Iterator[str]:
    """Yield every kind of figure with its claims, each claim's sources once."""
    told: set[str] = set()
    for kind in figures:
        yield from _indented(f"{kind.told[0].upper()}{kind.told[1:]}")
        for claim in kind.claims:
            if claim.key in told:
                begins = shorten(claim.text, SEEN_BEFORE, placeholder=" …")
                yield from _indented(f"As above: {begins}", 2)
                continue
            told.add(claim.key)
            yield from _indented(f"{claim.text} ({claim.grade.value})", 2)
            for source in claim.sources:
                yield from _indented(f"{source.citation} ({source.reading.value})", 4)
        yield ""


def _said(entry: Claim | Disagreement) -> str:
    match entry:
        case Claim(key=key, text=text):
            return f"{key} {text}".lower()
        case Disagreement(key=key, article=article, literature=literature):
            return f"{key} {article} {literature}".lower()


def _cited(entry: Claim | Disagreement) -> str:
    return " ".join(source.citation for source in entry.sources).lower()


def _list(claims: list[Claim], disputes: list[Disagreement]) -> Iterator[str]:
    for claim in claims:
        yield from _indented(f"{claim.key} ({claim.grade.value}): {claim.text}")
    yield ""
    yield "Where the articles and the literature disagree:"
    for dispute in disputes:
        yield from _indented(f"{dispute.key}: {dispute.followed}")
    yield ""
    yield "More on one of them: negsplit why threshold"


def _details(claims: list[Claim], disputes: list[Disagreement]) -> Iterator[str]:
    for claim in claims:
        yield from _indented(f"{claim.text} ({claim.grade.value})")
        for source in claim.sources:
            yield from _indented(f"{source.citation} ({source.reading.value})", 2)
        yield ""
    for dispute in disputes:
        yield from _indented(f"The article: {dispute.article}")
        yield from _indented(f"The literature: {dispute.literature}", 2)
        yield from _indented(f"negsplit: {dispute.followed}", 2)
        for source in dispute.sources:
            yield from _indented(f"{source.citation} ({source.reading.value})", 2)
        yield ""


def _indented(text: str, depth: int = 0) -> list[str]:
    margin = " " * depth
    return wrap(
        text,
        WIDTH,
        initial_indent=margin,
        subsequent_indent=f"{margin}    ",
        break_on_hyphens=False,
    )
