"""Numbers in words, where digits with a unit would be taken for an instruction."""

from __future__ import annotations

import re

_ONES = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = (
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
)

# A number is harmless unless it touches a letter or a sign, or a unit follows.
_TOUCHED = re.compile(
    r"\d+(?=[^\W\d_]|[:%'\"′″^]|\s(?:km|mi|miles?|met(?:er|re)s|m|min|s|h|x|w|yds?)\b)"
    r"|(?<=[^\W\d_:])\d+"
)
# Words that are instructions wherever they stand.
_WORDS = re.compile(
    r"\b(ramp|freeride|maxeffort|press lap|intensity=)|<!>|\^", re.IGNORECASE
)
_INSTEAD = {
    "ramp": "rise",
    "freeride": "free ride",
    "maxeffort": "max effort",
    "press lap": "press the lap button",
    "intensity=": "intensity ",
}


def spelt(text: str) -> str:
    """Return a text without numbers that touch a letter or sign, and on one line.

    >>> spelt("400m at 4:30, heart rate 150 to 160.")
    'four hundred m at four:30, heart rate 150 to 160.'
    """
    plain = _WORDS.sub(lambda found: _INSTEAD.get(found[0].lower(), " "), text)
    return " ".join(_TOUCHED.sub(_spelt_number, plain).split())


def _spelt_number(found: re.Match[str]) -> str:
    before = " " if found.string[: found.start()][-1:].isalpha() else ""
    after = " " if found.string[found.end() :][:1].isalpha() else ""
    return before + _number(found[0]) + after


def _number(digits: str) -> str:
    value = int(digits) if len(digits) <= 4 else None
    if value is None or (digits.startswith("0") and value):
        return " ".join(_ONES[int(digit)] for digit in digits)
    return _words(value)


def _words(value: int) -> str:
    if value < 20:
        return _ONES[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    size, name = (100, "hundred") if value < 1000 else (1000, "thousand")
    front, rest = divmod(value, size)
    return f"{_words(front)} {name}" + (f" {_words(rest)}" if rest else "")
