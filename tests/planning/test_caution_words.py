"""Cautions as a runner reads them."""

from __future__ import annotations

import pytest

from negsplit.planning.caution_words import caution_words
from negsplit.planning.cautions import Caution, CautionKind


@pytest.mark.parametrize(
    ("reached_s", "needed_s", "words"),
    [
        (1800.0, 9000.0, "reaches 0:30 h, and this race needs one of 2:30 h"),
        (7200.0, 10_800.0, "reaches 2:00 h, and this race needs one of 3:00 h"),
    ],
)
def test_half_an_hour_is_not_thirty(
    reached_s: float, needed_s: float, words: str
) -> None:
    caution = Caution(CautionKind.TOO_SHORT, reached_s=reached_s, needed_s=needed_s)
    assert words in caution_words(caution)
