"""What a source, a claim and a disagreement are, and how well a claim can stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Grade(Enum):
    """How well a claim is established, strongest first."""

    MEASURED = "measured"
    ESTABLISHED = "established"
    SUPPORTED = "supported"
    CONTESTED = "contested"
    HEURISTIC = "heuristic"
    INFERRED = "inferred"


class Reading(Enum):
    """What of a source was read."""

    WHOLE = "read"
    ABSTRACT = "abstract read"
    REPRODUCED = "as reproduced elsewhere"
    OWN = "our own"


@dataclass(frozen=True, slots=True)
class Source:
    """Something that was written down."""

    citation: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that negsplit relies on, and what stands behind it."""

    key: str
    text: str
    grade: Grade
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where an article says one thing and the literature another.

    ``followed`` is what negsplit does.
    """

    key: str
    article: str
    literature: str
    followed: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one kind: how they are called, their fields, what they rest on."""

    told: str
    fields: tuple[str, ...]
    claims: tuple[Claim, ...]
