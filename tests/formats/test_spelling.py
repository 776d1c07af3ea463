from __future__ import annotations

import pytest

from negsplit.formats.spelling import spelt


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "zero"),
        ("13", "thirteen"),
        ("19", "nineteen"),
        ("20", "twenty"),
        ("21", "twenty-one"),
        ("90", "ninety"),
        ("99", "ninety-nine"),
        ("100", "one hundred"),
        ("101", "one hundred one"),
        ("999", "nine hundred ninety-nine"),
        ("1000", "one thousand"),
        ("1001", "one thousand one"),
        ("9999", "nine thousand nine hundred ninety-nine"),
        ("12345", "one two three four five"),
        ("007", "zero zero seven"),
    ],
)
def test_a_number_with_a_unit_is_spelt_out(number: str, words: str) -> None:
    assert spelt(f"{number}km") == f"{words} km"


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("heart rate 150 to 160", "heart rate 150 to 160"),
        ("Z2", "Z two"),
        ("3x", "three x"),
        ("80%", "eighty%"),
        ("5 km", "five km"),
        ("ramp up", "rise up"),
        ("freeride or maxeffort", "free ride or max effort"),
        ("Press Lap now", "press the lap button now"),
        ("33^now <!>", "33 now"),
        ("two\nlines", "two lines"),
    ],
)
def test_what_looks_like_an_instruction_is_put_otherwise(
    text: str, harmless: str
) -> None:
    assert spelt(text) == harmless
