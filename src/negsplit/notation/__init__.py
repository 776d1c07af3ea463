"""A workout as runners type it: ``wu 2km easy, 6x400m @4:00/km R 1min jog``.

:func:`parse` reads what people write; :func:`to_text` prints the canonical form.
Parsing the canonical form gives the same workout again, to the last bit.
"""

from __future__ import annotations

from negsplit.notation.printer import to_lines, to_text
from negsplit.notation.reader import hints, parse

__all__ = ["hints", "parse", "to_lines", "to_text"]
