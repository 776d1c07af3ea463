"""Where the tags of an XML document are, and what they are called.

Expat reads the bytes once, without handlers, to find out whether and up to where
they are sound; calling Python for each element would take three times as long as
that. In markup known to be sound every ``<`` that is not in a comment begins a tag,
so tags are then found and named with array operations.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

import numpy as np

from negsplit.errors import FormatError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.intp]

_BYTE_ORDER_MARKS_16 = (b"\xff\xfe", b"\xfe\xff")
_UNREAD = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_LESS, _GREATER, _SLASH, _BLANK = b"<>/ "
# Tags that are no elements begin like this: declarations and what expat passed over.
_NO_ELEMENT = b"!?"
# The longest name that may be followed by attributes; those we look for have eleven
# characters and a prefix.
_LONGEST_NAME = 16
# Odd 64-bit constants that spread the bits of a name's two words and its length
# (the fractional parts of the golden ratio, of the square roots of 2 and of 3).
_MIX = np.array(
    [0x9E3779B97F4A7C15, 0x6A09E667F3BCC909, 0xBB67AE8584CAA73B], dtype=np.uint64
)


def sound_part(data: bytes) -> tuple[bytes, int | None]:
    """Return the document as far as it is sound, and where it is not.

    What is returned has no comments, and ASCII in its encoding.

    Raises
    ------
    FormatError
        If the document has a document type, which could define entities.
    """
    data = _as_octets(data)
    parser = expat.ParserCreate(_encoding(data))
    parser.StartDoctypeDeclHandler = _refuse_doctype
    unread: list[object] = []
    parser.CommentHandler = unread.append
    parser.StartCdataSectionHandler = lambda: unread.append("")
    parser.ProcessingInstructionHandler = lambda *_: unread.append("")
    broken_at = None
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the argument has no name
    except expat.ExpatError:
        broken_at = parser.ErrorByteIndex
        data = _complete(data, broken_at)
    if unread:
        data = _UNREAD.sub(lambda found: _escaped(found[1] or b""), data)
    return data, broken_at


def _complete(data: bytes, broken_at: int) -> bytes:
    """Return what precedes the damage, without a text that it may have cut."""
    if data[broken_at : broken_at + 1] == b"<":
        return data[:broken_at]
    return data[: max(data.rfind(b"<", 0, broken_at), 0)]


def _encoding(data: bytes) -> str:
    """Return how to read a document, whatever it declares, which is often wrong.

    As Latin-1 anything can be read; all that matters to us is ASCII.
    """
    if data.isascii():
        return "utf-8"
    try:
        data.decode()
    except UnicodeDecodeError:
        return "iso-8859-1"
    return "utf-8"


def _as_octets(data: bytes) -> bytes:
    """Return a document in an encoding that has ASCII in it, from its first tag on."""
    if data.startswith(_BYTE_ORDER_MARKS_16):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data[max(data.find(b"<"), 0) :]


def _refuse_doctype(name: str, *_: object) -> None:
    raise FormatError(
        f"the file declares a document type '{name}', which no recording needs and "
        "which can be made to do harm; remove the line that begins with <!DOCTYPE"
    )


def _escaped(text: bytes) -> bytes:
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;")


def brackets(octets: NDArray[np.uint8]) -> tuple[Places, Places]:
    """Return where tags begin and end; one that does not end is left out."""
    starts = np.flatnonzero(octets == _LESS)
    stops = np.flatnonzero(octets == _GREATER)
    # A text may hold a bare ">", a tag never a "<".
    if len(stops) != len(starts) or (stops < starts).any():
        after = np.searchsorted(stops, starts)
        stops = stops[after[after < len(stops)]]
    return starts[: len(stops)], stops


def opening_tags(
    octets: NDArray[np.uint8], starts: Places, stops: Places
) -> tuple[Places, Places]:
    """Return the tags that open elements with content, and where their names end."""
    first, last = octets[starts + 1], octets[stops - 1]
    is_opening = (first != _SLASH) & (last != _SLASH)
    for other in _NO_ELEMENT:
        is_opening &= first != other
    tags = np.flatnonzero(is_opening)
    name_ends = stops[tags]
    # Behind a quote or a blank a tag is more than its name.
    longer = np.flatnonzero(last[tags] < _SLASH)
    if len(longer):
        begins = starts[tags[longer]] + 1
        reach = np.minimum(np.arange(_LONGEST_NAME) + begins[:, None], len(octets) - 1)
        is_over = octets[reach] <= _BLANK
        is_over[:, -1] = True
        found = begins + is_over.argmax(axis=1)
        name_ends[longer] = np.minimum(found, name_ends[longer])
    return tags, name_ends


def keys(data: bytes, begins: Places, ends: Places) -> NDArray[np.uint64]:
    """Return a number for each name: of its last sixteen bytes and its length.

    Names that end in the first sixteen bytes of the data, as that of the root may,
    have numbers of their own.
    """
    # Eight bytes from every byte on, overlapping.
    count = max(len(data) - 7, 0)
    words = np.ndarray((count,), np.dtype("<u8"), data, strides=(1,))
    lengths = ends - begins
    key: NDArray[np.uint64] = lengths.astype(np.uint64) * _MIX[2]
    if count:
        key ^= _word(words, ends - 8, lengths) * _MIX[0]
        long = np.flatnonzero(lengths > 8)
        key[long] ^= _word(words, ends[long] - 16, lengths[long] - 8) * _MIX[1]
    return key


def _word(
    words: NDArray[np.uint64], places: Places, lengths: Places
) -> NDArray[np.uint64]:
    """Return the words at places, of each only its last ``lengths`` bytes."""
    missing = np.maximum(8 - lengths, 0).astype(np.uint64)
    own: NDArray[np.uint64] = words[np.maximum(places, 0)] >> (missing << np.uint64(3))
    own ^= own >> np.uint64(29)
    return own
