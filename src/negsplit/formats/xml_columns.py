"""XML as columns: the text of all elements of a name, aligned with their owners.

Names are local: prefixes are dropped, declared or not, because exporters forget to
declare them.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import numpy as np

from negsplit.formats.iso_time import seconds_of
from negsplit.formats.short_decimals import short_decimals
from negsplit.formats.track import LARGEST
from negsplit.formats.xml_tags import brackets, keys, opening_tags, sound_part
from negsplit.recording import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from negsplit.formats.xml_tags import Places
    from negsplit.recording import Column

_SLASH = ord("/")


class Markup:
    """The tags of a document by local name, and the texts behind them.

    ``broken_at`` is the byte at which the document stops being sound, or None.
    Tags are counted from 0 in the order of the document.
    """

    def __init__(self, data: bytes) -> None:
        self.data, self.broken_at = sound_part(data)
        self._octets = octets = np.frombuffer(self.data, np.uint8)
        self._starts, self._stops = brackets(octets)
        # Where the text behind a tag ends: at the next tag, or with the document.
        self._text_ends = np.append(self._starts[1:], len(octets))
        # By local name, and there by the whole one.
        self._named: dict[str, dict[bytes, Places]] = {}
        self._name_tags(octets)

    @property
    def count(self) -> int:
        """How many tags there are."""
        return len(self._starts)

    def tags(self, name: str) -> Places:
        """Return the opening tags of elements with content of that local name."""
        found = list(self._named.get(name, {}).values())
        if len(found) > 1:
            return np.sort(np.concatenate(found))
        return found[0] if found else np.empty(0, np.intp)

    def tag_texts(self, tags: Places) -> list[bytes]:
        """Return what stands between the brackets of tags."""
        return self._slices(self._starts[tags] + 1, self._stops[tags])

    def attributes(self, tag: int) -> dict[str, str]:
        """Return the attributes of a tag by local name."""
        inside = self.tag_texts(np.array([tag]))[0]
        text = inside.decode("utf-8", "replace")
        pairs = re.findall(r"([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", text)
        return {n.rpartition(":")[2]: unescape(a or b) for n, a, b in pairs}

    def texts(self, tags: Places) -> list[bytes]:
        """Return what stands behind tags, up to the next tag."""
        return self._slices(self._stops[tags] + 1, self._text_ends[tags])

    def _slices(self, begins: Places, ends: Places) -> list[bytes]:
        data = self.data
        pairs = zip(begins.tolist(), ends.tolist(), strict=True)
        return [data[begin:end] for begin, end in pairs]

    def text(self, name: str, owner: int, end: int) -> str:
        """Return the text of the first element of a name between two tags."""
        tags = self.tags(name)
        at = np.searchsorted(tags, owner)
        if at >= len(tags) or tags[at] >= end:
            return ""
        found = self.texts(tags[at : at + 1])[0].decode("utf-8", "replace")
        return unescape(found).strip()

    @property
    def damage(self) -> list[Finding]:
        """Where the document breaks off, if it does."""
        if self.broken_at is None:
            return []
        message = (
            f"the file is damaged or cut at byte {self.broken_at}; "
            "what follows is missing"
        )
        return [Finding("file-damaged", Severity.WARNING, message)]

    def numbers(self, name: str, owners: Places, ends: Places) -> Column | None:
        """Return one number per owner, NaN without one; None if there are none."""
        rows, tags = self._owned(name, owners, ends)
        if not len(rows):
            return None
        column = np.full(len(owners), np.nan)
        begins, ends_of_texts = self._stops[tags] + 1, self._text_ends[tags]
        found = short_decimals(self._octets, begins, ends_of_texts)
        if found is None:
            found = numbers(self.texts(tags))
        column[rows[::-1]] = found[::-1]  # of several the first counts
        column[~(np.abs(column) < LARGEST)] = np.nan
        return column

    def times(self, name: str, owners: Places, ends: Places) -> Column:
        """Return one instant per owner, in Unix seconds, NaN without one."""
        rows, tags = self._owned(name, owners, ends)
        column = np.full(len(owners), np.nan)
        column[rows[::-1]] = seconds_of(self.texts(tags))[::-1]
        return column

    def ends(self, name: str, owners: Places) -> Places:
        """Return the closing tag of each owner, none of which nest."""
        closing = np.append(np.sort(self._closing_tags(name)), len(self._starts))
        return closing[np.searchsorted(closing[:-1], owners)]

    def _closing_tags(self, name: str) -> Places:
        octets = self._octets
        begins = self._starts + 2  # behind "</"
        lengths = self._stops - begins
        found = [np.empty(0, np.intp)]
        for full in self._named.get(name, {}):
            tags = np.flatnonzero(lengths == len(full))
            tags = tags[octets[self._starts[tags] + 1] == _SLASH]
            alone = b" " * 16 + full
            wanted = keys(alone, np.array([16]), np.array([len(alone)]))
            same = keys(self.data, begins[tags], self._stops[tags]) == wanted
            found.append(tags[same])
        return np.concatenate(found)

    def _owned(self, name: str, owners: Places, ends: Places) -> tuple[Places, Places]:
        """Return, for the elements of a name inside an owner, its row and the tag."""
        tags = self.tags(name)
        if not len(tags) or not len(owners):
            return np.empty(0, np.intp), np.empty(0, np.intp)
        rows = np.searchsorted(owners, tags, side="right") - 1
        inside = (rows >= 0) & (tags < ends[rows])
        return rows[inside], tags[inside]

    def _name_tags(self, octets: NDArray[np.uint8]) -> None:
        """Group the opening tags by name."""
        tags, name_ends = opening_tags(octets, self._starts, self._stops)
        if not len(tags):
            return
        found = keys(self.data, self._starts[tags] + 1, name_ends)
        order = np.argsort(found)
        changes = np.flatnonzero(np.diff(found[order])) + 1
        for group in np.split(order, changes):
            one = group[0]
            name = self.data[self._starts[tags[one]] + 1 : name_ends[one]]
            local = name.rpartition(b":")[2].decode("utf-8", "replace")
            self._named.setdefault(local, {})[name] = np.sort(tags[group])


def numbers(texts: Sequence[bytes]) -> Column:
    """Return the numbers in texts, NaN for one that is none."""
    try:
        return np.fromiter(map(float, texts), np.float64, len(texts))
    except ValueError:
        return np.array([number(text) for text in texts])


def number(text: bytes) -> float:
    """Return the number in a text, NaN if it is none."""
    try:
        return float(text)
    except ValueError:
        return np.nan
