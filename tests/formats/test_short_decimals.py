from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.formats.short_decimals import short_decimals


def column(texts: list[bytes]) -> list[float] | None:
    data = b"<" + b"<".join(texts) + b"<"
    lengths = np.array([len(text) for text in texts], dtype=np.intp)
    ends = np.cumsum(lengths + 1)
    found = short_decimals(np.frombuffer(data, np.uint8), ends - lengths, ends)
    return None if found is None else list(found)


DECIMALS = st.from_regex(
    rb"[0-9]{1,8}|[0-9]{0,3}\.[0-9]{1,4}|[0-9]{1,7}\.", fullmatch=True
)


@given(st.lists(DECIMALS, min_size=1, max_size=6))
def test_numbers_are_those_of_the_language_to_the_last_bit(texts: list[bytes]) -> None:
    assert column(texts) == [float(text) for text in texts]


@pytest.mark.parametrize(
    "odd", [b"", b".", b"1.2.3", b"-1", b"1e5", b" 7", b"7 ", b"+3", b"nan", b"x",
            b"123456789", b"12:30", b"1/2"],
)  # fmt: skip
def test_anything_else_is_left_to_others(odd: bytes) -> None:
    assert column([b"150", odd, b"3.5"]) is None
    assert column([odd]) is None


def test_nothing_is_left_to_others_too() -> None:
    nothing = np.empty(0, np.intp)
    assert short_decimals(np.zeros(5, np.uint8), nothing, nothing) is None
