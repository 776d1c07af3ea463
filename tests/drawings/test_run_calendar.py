"""The calendar of runs: a mark for every day, by shape and not by colour alone."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from negsplit.drawings.frame import Setting
from negsplit.drawings.run_calendar import Kind, calendar_svg, span_until

SVG = "{http://www.w3.org/2000/svg}"
LAST = date(2026, 11, 22)
ANY_DAY = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def drawn(
    days: dict[date, Kind], last: date, *, is_narrow: bool
) -> ElementTree.Element:
    text = calendar_svg(days, last, ("t", "d"), Setting(is_narrow=is_narrow))
    return ElementTree.fromstring(text)  # noqa: S314 - our own bytes


@given(last=ANY_DAY, is_narrow=st.booleans())
def test_there_is_a_mark_for_every_day_until_the_last(
    last: date, *, is_narrow: bool
) -> None:
    picture = drawn({}, last, is_narrow=is_narrow)
    span = span_until(last, is_narrow=is_narrow)
    marks = [one for one in picture.findall(f"{SVG}rect") if one.get("class") == "none"]
    assert len(marks) == (last - span.monday).days + 1


def test_a_lift_points_up_and_a_wall_points_down() -> None:
    days = {LAST: Kind.LIFTED, LAST - timedelta(days=1): Kind.WALL}
    picture = drawn(days, LAST, is_narrow=True)
    tips = {}
    for one in picture.findall(f"{SVG}polygon"):
        pairs = [pair.split(",") for pair in one.get("points", "").split()]
        downs = sorted(float(y) for _, y in pairs)
        tips[one.get("class")] = downs.count(downs[0])
    assert tips == {"lifted": 1, "wall": 2}


@given(last=ANY_DAY, is_narrow=st.booleans())
def test_nothing_lies_outside_the_picture(last: date, *, is_narrow: bool) -> None:
    picture = drawn({last: Kind.RUN}, last, is_narrow=is_narrow)
    _, _, width, height = map(float, picture.get("viewBox", "").split())
    for one in picture.findall(f"{SVG}rect")[1:]:
        right = float(one.get("x", "")) + float(one.get("width", ""))
        bottom = float(one.get("y", "")) + float(one.get("height", ""))
        assert right <= width
        assert bottom <= height
