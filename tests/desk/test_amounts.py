"""Amounts as they are typed: their unit is the unit of the page."""

from __future__ import annotations

import pytest

from negsplit.desk.design.amounts import unit_of
from negsplit.units import DistanceUnit


@pytest.mark.parametrize("text", ["6mi", "6 MI", "6 Miles"])
def test_an_amount_in_miles_asks_for_miles(text: str) -> None:
    assert unit_of(text, None) is DistanceUnit.MI


@pytest.mark.parametrize("text", ["10km", "45min", "45 MIN", "half"])
def test_any_other_amount_asks_for_kilometres(text: str) -> None:
    assert unit_of(text, None) is DistanceUnit.KM
