"""A route keeps its shape, tells speed by more than colour, and stays small."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsplit.drawings.frame import Setting
from negsplit.drawings.route import (
    DAY,
    NIGHT,
    WIDTH,
    Ground,
    Route,
    legend_words,
    route_of,
    route_svg,
)
from negsplit.units import DistanceUnit

SVG = "{http://www.w3.org/2000/svg}"
# A degree of latitude, and of longitude at 60 degrees north, where it is half of it.
DEGREE_M = 111_195.0


def ground(
    east_m: np.ndarray, north_m: np.ndarray, speed: np.ndarray | None = None
) -> Ground:
    """Return places near 60 degrees north, in metres from a corner."""
    count = len(east_m)
    steps = np.hypot(np.diff(east_m, prepend=east_m[0]), np.diff(north_m, prepend=0))
    return Ground(
        60 + north_m / DEGREE_M,
        10 + east_m / (DEGREE_M / 2),
        np.cumsum(steps),
        np.full(count, 3.0) if speed is None else speed,
    )


def rectangle(wide_m: float, high_m: float) -> Route:
    east = np.interp(np.arange(400), [0, 100, 200, 300, 399], [0, wide_m, wide_m, 0, 0])
    north = np.interp(
        np.arange(400), [0, 100, 200, 300, 399], [0, 0, high_m, high_m, 0]
    )
    return route_of(ground(east, north))


def test_north_is_up_and_east_is_right() -> None:
    route = route_of(ground(np.array([0.0, 500.0]), np.array([0.0, 700.0])))
    assert route.x[1] > route.x[0]
    assert route.y[1] < route.y[0]


@pytest.mark.parametrize(("wide", "high"), [(2000, 1000), (500, 4000), (300, 300)])
def test_shapes_are_true_also_far_north(wide: float, high: float) -> None:
    route = rectangle(wide, high)
    seen = np.ptp(route.x) / np.ptp(route.y)
    assert seen == pytest.approx(wide / high, rel=0.01)


def test_a_route_across_the_date_line_is_in_one_piece() -> None:
    turn = np.linspace(0, 1, 50)
    there = Ground(
        np.full(50, -17.0),
        (179.99 + 0.02 * turn + 180) % 360 - 180,
        2000 * turn,
        np.full(50, 3.0),
    )
    route = route_of(there)
    assert (np.diff(route.x) > 0).all()
    assert np.ptp(np.diff(route.x)) < 1


@settings(max_examples=25)
@given(
    count=st.integers(2, 3000),
    seed=st.integers(0, 99),
    scale=st.sampled_from([0.0, 1.0, 30.0, 3000.0]),
)
def test_every_route_lies_on_its_paper_and_is_sound_xml(
    count: int, seed: int, scale: float
) -> None:
    chance = np.random.default_rng(seed)
    east, north = np.cumsum(chance.normal(0, scale, (2, count)), axis=1)
    route = route_of(ground(east, north, chance.uniform(1.5, 5, count)))
    assert (route.x >= 0).all()
    assert (route.x <= WIDTH).all()
    assert (route.y >= 0).all()
    assert (route.y <= route.height + 1e-6).all()
    ET.fromstring(route_svg(route, "a walk", DistanceUnit.KM))  # noqa: S314 - our own


def test_twelve_hours_of_winding_paths_stay_below_forty_kilobytes() -> None:
    chance = np.random.default_rng(1)
    heading = np.cumsum(chance.normal(0, 0.15, 43_200))
    east, north = np.cumsum(3 * np.cos(heading)), np.cumsum(3 * np.sin(heading))
    speed = 3 + np.sin(np.arange(43_200) / 500)
    svg = route_svg(route_of(ground(east, north, speed)), "far", DistanceUnit.KM)
    assert len(svg.encode()) < 40_000


def test_no_place_that_is_left_out_lies_far_from_the_line() -> None:
    turn = np.linspace(0, 2 * np.pi, 2000)
    route = route_of(ground(800 * np.cos(turn), 500 * np.sin(turn)))
    root = ET.fromstring(route_svg(route, "an ellipse", DistanceUnit.KM))  # noqa: S314 - our own
    way = root.find(f"{SVG}polyline")
    assert way is not None
    corners = np.array([p.split(",") for p in way.attrib["points"].split()], float)
    places = np.column_stack([route.x, route.y])
    away = [
        np.hypot(*(corners - place).T).min() for place in places[:: len(places) // 50]
    ]
    assert len(corners) < 300
    # Half of the longest piece, whose bulge the tolerance limits to 0.35.
    assert max(away) < 40


def test_faster_is_wider_and_named_in_words() -> None:
    speed = np.repeat([2.5, 3.0, 3.5, 4.0], 500)
    route = route_of(ground(np.arange(2000) * 3.0, np.zeros(2000), speed))
    svg = route_svg(route, "a straight", DistanceUnit.KM)
    widths = [
        float(w)
        for w in re.findall(r'<line class="way w\d" stroke-width="([\d.]+)"', svg)
    ]
    words = legend_words(route, DistanceUnit.KM)
    assert widths == sorted(widths)
    assert len(set(widths)) == len(words) == 4
    assert words[0].startswith("slower than")
    assert words[-1].startswith("faster than")
    assert all(word in svg for word in words)


def test_an_even_run_has_one_class() -> None:
    route = rectangle(1000, 1000)
    assert legend_words(route, DistanceUnit.KM) == (
        "even grade-adjusted pace throughout",
    )


def test_marks_are_kilometres_or_miles() -> None:
    route = route_of(ground(np.arange(3000) * 3.0, np.zeros(3000)))
    marks = {
        unit: re.findall(r">(\d+)</text>", route_svg(route, "far", unit))
        for unit in DistanceUnit
    }
    assert marks[DistanceUnit.KM] == [str(n) for n in range(1, 9)]
    # 9 km are 5.6 miles.
    assert marks[DistanceUnit.MI] == [str(n) for n in range(1, 6)]


def test_the_scale_is_as_long_as_it_says() -> None:
    route = rectangle(1000, 1000)
    svg = route_svg(route, "square", DistanceUnit.KM)
    found = re.search(r"m0-4h([\d.]+)m0-4v8.*?>(\d+) m</text>", svg, re.DOTALL)
    assert found is not None
    wide, metres = float(found[1]), float(found[2])
    # The square is 1,000 m wide.
    assert wide / metres == pytest.approx(np.ptp(route.x) / 1000, rel=0.01)


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("colours", "paper"), [(DAY, "#ffffff"), (NIGHT, "#12171c")])
def test_colours_can_be_told_in_grey_and_from_the_paper(
    colours: tuple[str, ...], paper: str
) -> None:
    lights = [_luminance(colour) for colour in colours]
    ground_light = _luminance(paper)
    contrasts = [
        (max(light, ground_light) + 0.05) / (min(light, ground_light) + 0.05)
        for light in lights
    ]
    # WCAG 2.1, 1.4.11: graphics need 3:1 against what is beside them.
    assert min(contrasts) >= 3
    assert contrasts == sorted(contrasts)


def test_a_route_in_a_page_brings_no_style_of_its_own() -> None:
    inside = route_svg(rectangle(9, 9), "x", DistanceUnit.KM, Setting(in_page="route"))
    assert "<style" not in inside
    assert "style=" not in inside
    assert 'role="img"' in inside


def test_a_route_north_is_no_tower() -> None:
    route = route_of(ground(np.zeros(500), np.arange(500) * 40.0))
    assert route.height <= 560
    assert np.ptp(route.y) > 400


def test_a_winding_route_keeps_so_many_places_at_most() -> None:
    chance = np.random.default_rng(2)
    east, north = np.cumsum(chance.normal(0, 30, (2, 8000)), axis=1)
    svg = route_svg(route_of(ground(east, north)), "lost", DistanceUnit.KM)
    (way,) = re.findall(r'<polyline class="way[^>]*points="([^"]*)"', svg)
    assert 200 < way.count(",") <= 1000


def test_colours_do_not_flicker_with_single_seconds() -> None:
    jumpy = np.tile([2.5, 4.5], 300)
    route = route_of(ground(np.arange(600) * 3.5, np.zeros(600), jumpy))
    assert route.edges_mps == ()


def test_start_and_finish_are_named_apart_unless_they_are_one_place() -> None:
    line = route_of(ground(np.arange(300) * 5.0, np.zeros(300)))
    apart = route_svg(line, "a line", DistanceUnit.KM)
    assert ">start</text>" in apart
    assert ">finish</text>" in apart
    loop = route_svg(rectangle(900, 600), "a loop", DistanceUnit.KM)
    assert ">start and finish</text>" in loop
    assert ">finish</text>" not in loop


def test_what_is_told_is_escaped() -> None:
    svg = route_svg(rectangle(9, 9), "<script>&", DistanceUnit.KM)
    assert "<script>" not in svg
