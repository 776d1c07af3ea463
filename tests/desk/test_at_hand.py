"""What is kept at hand is what would be made, and no more of it than was said."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from negsplit.desk.at_hand import AtHand


@given(keys=st.lists(st.integers(0, 9)), most=st.integers(1, 5))
def test_it_gives_what_would_be_made_and_keeps_the_latest(
    keys: list[int], most: int
) -> None:
    kept: AtHand[str] = AtHand(most)
    made: list[int] = []

    def make(key: int) -> str:
        made.append(key)
        return str(key)

    latest: list[int] = []
    for key in keys:
        before = len(made)
        assert kept.get(key, partial(make, key)) == str(key)
        assert (len(made) == before) == (key in latest)
        latest = [*(one for one in latest if one != key), key][-most:]
