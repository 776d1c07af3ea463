"""XML as columns: the text of all elements of a name, aligned with their owners.

Expat reads the bytes once, without handlers, to find out whether and up to where
they are sound; calling Python for each element would take three times as long as
that. In markup known to be sound every ``<`` that is not in a comment begins a tag,
so tags are then found and named with array operations, and the few names that are
wanted give their texts by slicing. Names are local: prefixes are dropped, declared
or not, because exporters forget to declare them.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from xml.parsers import expat

import numpy as np

from negsplit.errors import FormatError
from negsplit.formats.iso_time import seconds_of
from negsplit.recording import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from negsplit.recording import Column

    Places = NDArray[np.intp]

_BYTE_ORDER_MARKS_16 = (b"\xff\xfe", b"\xfe\xff")
_BYTE_ORDER_MARK_8 = b"\xef\xbb\xbf"
_UNREAD = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_LESS, _GREATER, _SLASH = b"<>/"
# Odd 64-bit constants that spread the bits of a name's two words and its length
# (the fractional parts of the golden ratio, of the square roots of 2 and of 3).
_MIX = np.array(
    [0x9E3779B97F4A7C15, 0x6A09E667F3BCC909, 0xBB67AE8584CAA73B], dtype=np.uint64
)


class Markup:
    """The tags of a document by local name, and the texts behind them.

    ``broken_at`` is the byte at which the document stops being sound, or None.
    Tags are counted from 0 in the order of the document.
    """

    def __init__(self, data: bytes) -> None:
        self.data, self.broken_at = _sound(_as_octets(data))
        octets = np.frombuffer(self.data, np.uint8)
        self.starts = np.flatnonzero(octets == _LESS)
        self.stops = _stops(octets, self.starts)
        self.starts = self.starts[: len(self.stops)]
        self._named: dict[str, list[Places]] = {}
        if len(self.starts):
            self._name(octets)

    def tags(self, name: str) -> Places:
        """Return the tags of that local name; ``/name`` gives the closing ones."""
        found = self._named.get(name, [])
        if len(found) > 1:
            return np.sort(np.concatenate(found))
        return found[0] if found else np.empty(0, np.intp)

    def tag_text(self, tag: int) -> bytes:
        """Return what stands between the brackets of a tag."""
        return self.data[self.starts[tag] + 1 : self.stops[tag]]

    def attributes(self, tag: int) -> dict[str, str]:
        """Return the attributes of a tag by local name."""
        text = self.tag_text(tag).decode("utf-8", "replace")
        pairs = re.findall(r"([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", text)
        return {n.rpartition(":")[2]: unescape(a or b) for n, a, b in pairs}

    def texts(self, tags: Places) -> list[bytes]:
        """Return what stands behind tags, up to the next tag."""
        data = self.data
        begins = (self.stops[tags] + 1).tolist()
        ends = np.append(self.starts, len(data))[tags + 1].tolist()
        return [data[b:e] for b, e in zip(begins, ends, strict=True)]

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
        column[rows[::-1]] = _floats(self.texts(tags))[::-1]  # the first counts
        return column

    def times(self, name: str, owners: Places, ends: Places) -> Column:
        """Return one instant per owner, in Unix seconds, NaN without one."""
        rows, tags = self._owned(name, owners, ends)
        column = np.full(len(owners), np.nan)
        column[rows[::-1]] = seconds_of(self.texts(tags))[::-1]
        return column

    def ends(self, name: str, owners: Places) -> Places:
        """Return the closing tag of each owner, none of which nest."""
        closing = np.append(self.tags("/" + name), len(self.starts))
        return closing[np.searchsorted(closing[:-1], owners)]

    def _owned(self, name: str, owners: Places, ends: Places) -> tuple[Places, Places]:
        """Return, for the elements of a name inside an owner, its row and the tag."""
        tags = self.tags(name)
        if not len(tags) or not len(owners):
            return np.empty(0, np.intp), np.empty(0, np.intp)
        rows = np.searchsorted(owners, tags, side="right") - 1
        inside = (rows >= 0) & (tags < ends[rows])
        return rows[inside], tags[inside]

    def _name(self, octets: NDArray[np.uint8]) -> None:
        """Group the tags by local name."""
        # Behind a quote, a slash or a blank a tag is more than its name.
        is_plain = octets[self.stops - 1] > _SLASH
        plain = np.flatnonzero(is_plain)
        keys = _keys(self.data, self.starts[plain] + 1, self.stops[plain])
        order = np.argsort(keys)
        changes = np.flatnonzero(np.diff(keys[order])) + 1
        for group in np.split(plain[order], changes):
            if len(group):
                self._named.setdefault(self._name_of(int(group[0])), []).append(
                    np.sort(group)
                )
        others: dict[str, list[int]] = {}
        for tag in np.flatnonzero(~is_plain).tolist():
            others.setdefault(self._name_of(tag), []).append(tag)
        for name, tags in others.items():
            self._named.setdefault(name, []).append(np.array(tags))

    def _name_of(self, tag: int) -> str:
        inner = self.tag_text(tag)
        name = inner.split(None, 1)[0] if inner.strip() else b""
        is_closing, is_empty = name[:1] == b"/", inner[-1:] == b"/"
        local = name.strip(b"/").rpartition(b":")[2].decode("utf-8", "replace")
        # An element that is empty has no text and closes at once.
        if is_empty:
            return local + "/"
        return "/" + local if is_closing else local


def _as_octets(data: bytes) -> bytes:
    """Return a document in an encoding that has ASCII in it, from its first tag on."""
    if data.startswith(_BYTE_ORDER_MARKS_16):
        data = data.decode("utf-16", "replace").encode()
        # The declaration still names the encoding that it was.
        data = re.sub(rb"^\s*<\?xml.*?\?>", b"", data, count=1, flags=re.DOTALL)
    return data[max(data.find(b"<"), 0) :]


def _sound(data: bytes) -> tuple[bytes, int | None]:
    """Return the document as far as it is sound, and where it is not.

    Raises
    ------
    FormatError
        If the document defines entities or has a document type.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    broken_at = None
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the argument has no name
    except expat.ExpatError:
        broken_at = parser.ErrorByteIndex
        data = data[:broken_at]
    if b"<!" in data:
        data = _UNREAD.sub(lambda found: _escaped(found[1] or b""), data)
    return data, broken_at


def _refuse_doctype(name: str, *_: object) -> None:
    raise FormatError(
        f"the file declares a document type '{name}', which no recording needs and "
        "which can be made to do harm; remove the line that begins with <!DOCTYPE"
    )


def _escaped(text: bytes) -> bytes:
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;")


def _stops(octets: NDArray[np.uint8], starts: Places) -> Places:
    """Return where each tag ends; one that does not end is left out."""
    stops = np.flatnonzero(octets == _GREATER)
    # A text may hold a bare ">", a tag never a "<".
    if len(stops) != len(starts) or (stops < starts).any():
        after = np.searchsorted(stops, starts)
        stops = stops[after[after < len(stops)]]
    return stops


def _keys(data: bytes, begins: Places, ends: Places) -> NDArray[np.uint64]:
    """Return a number for each name: of its last sixteen bytes and its length."""
    # Eight bytes from every byte on, overlapping, padded so that all of them exist.
    padded = b"\0" * 16 + data
    words = np.ndarray((len(data) + 9,), np.dtype("<u8"), padded, strides=(1,))
    lengths = (ends - begins).astype(np.uint64)
    key: NDArray[np.uint64] = lengths * _MIX[2]
    for word, before in enumerate((8, 16)):
        # Of the word that ends there, the upper bytes that belong to the name.
        missing = np.clip(before - (ends - begins), 0, 8).astype(np.uint64) * 8
        own = words[ends + (16 - before)] >> np.minimum(missing, 63)
        own[missing == 64] = 0
        key ^= (own ^ own >> np.uint64(29)) * _MIX[word]
    return key


def _floats(texts: Sequence[bytes]) -> Column:
    try:
        return np.array(list(map(float, texts)))
    except ValueError:
        return np.array([number(text) for text in texts])


def number(text: bytes) -> float:
    """Return the number in a text, NaN if it is none."""
    try:
        return float(text)
    except ValueError:
        return np.nan
