"""A place in a text: patterns are taken from it, and errors point at it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from negsplit.errors import FormatError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Characters that mean the same as a plain one. One for one, so that a place in the
# translated text is the same place in the original, from which quotations are taken.
_SAME = str.maketrans(
    {
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\t": " ",
        "\u00d7": "x",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u2018": "'",
        "\u2019": "'",
        "\u2032": "'",
    }
)

_BLANKS = re.compile(r" *")
_NEXT_WORD = re.compile(r"[^\s,;()\"]+|\S")


def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern in any letter case, over the Latin alphabet alone."""
    return re.compile(text, re.ASCII | re.IGNORECASE)


def word(*words: str) -> re.Pattern[str]:
    """Compile a pattern of whole words, any one of those given."""
    return pattern(rf"(?:{'|'.join(words)})(?![a-z])")


class Cursor:
    """A place in a text."""

    def __init__(self, text: str) -> None:
        self.original = text
        # Some editors begin a file with a mark of its byte order.
        self.text = re.sub("^\ufeff", " ", text).translate(_SAME)
        self.at = 0

    def skip_blanks(self) -> int:
        """Move over blanks and return the place after them."""
        found = _BLANKS.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def peek(self, wanted: re.Pattern[str]) -> re.Match[str] | None:
        """Return the match of a pattern after blanks, without taking it."""
        return wanted.match(self.text, self.skip_blanks())

    def take(self, wanted: re.Pattern[str]) -> re.Match[str] | None:
        """Return the match of a pattern after blanks, and move over it."""
        found = self.peek(wanted)
        if found:
            self.at = found.end()
        return found

    def at_end(self) -> bool:
        """Whether nothing but blanks is left."""
        return self.skip_blanks() == len(self.text)

    def next_word(self) -> str:
        """Return what stands here, for an error message."""
        found = self.peek(_NEXT_WORD)
        return found[0][:30] if found else ""

    def fail(self, message: str, at: int | None = None) -> FormatError:
        """Return an error that points here, or at the place given."""
        return FormatError(message, offset=self.skip_blanks() if at is None else at)

    @contextmanager
    def blame(self, at: int) -> Iterator[None]:
        """Point at a place when a record refuses what was read there."""
        try:
            yield
        except InputError as error:
            raise FormatError(str(error), offset=at) from error
