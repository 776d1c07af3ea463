from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negsplit.errors import FormatError
from negsplit.formats.track import distance_along, refuse_endless


# Lengths of a degree on WGS 84 as published (Wikipedia, "Geographic coordinate
# system", after the NGA's calculator): latitude, metres north, metres east.
@pytest.mark.parametrize(
    ("latitude", "north_m", "east_m"),
    [(0, 110_574, 111_320), (15, 110_649, 107_550), (30, 110_852, 96_486),
     (45, 111_132, 78_847), (60, 111_412, 55_800), (75, 111_618, 28_902)],
)  # fmt: skip
def test_degrees_have_their_published_lengths(
    latitude: float, north_m: float, east_m: float
) -> None:
    north = distance_along(np.array([latitude - 0.5, latitude + 0.5]), np.zeros(2))
    assert north[1] == pytest.approx(north_m, abs=1)
    # Along a parallel in small hops, as a chord would be shorter.
    along = np.linspace(0, 1, 1001)
    east = distance_along(np.full(1001, latitude, float), along)
    assert east[-1] == pytest.approx(east_m, abs=1)


POSITIONS = st.lists(
    st.tuples(st.floats(-80, 80), st.floats(-180, 180)), min_size=2, max_size=6
)


@given(POSITIONS)
def test_hops_agree_with_the_sphere_within_its_error(
    start: list[tuple[float, float]],
) -> None:
    # Hops of a few hundred metres. A sphere is wrong by up to 0.7 %.
    latitude = start[0][0] + np.array([lat for lat, _ in start]) / 1e5
    longitude = start[0][1] + np.array([lon for _, lon in start]) / 1e5
    sphere = sum(
        haversine(*a, *b)
        for a, b in zip(
            zip(latitude, longitude, strict=True),
            list(zip(latitude, longitude, strict=True))[1:],
            strict=False,
        )
    )
    assert distance_along(latitude, longitude)[-1] == pytest.approx(
        sphere, rel=0.008, abs=1e-3
    )


def haversine(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    a, b = radians(lat_a), radians(lat_b)
    half = sin((b - a) / 2) ** 2
    half += cos(a) * cos(b) * sin(radians(lon_b - lon_a) / 2) ** 2
    return 2 * 6_371_009 * asin(sqrt(half))


def test_the_date_line_is_no_way_around_the_world() -> None:
    distance = distance_along(np.zeros(3), np.array([179.9995, -179.9995, 179.9995]))
    assert list(distance) == pytest.approx([0, 111.32, 222.64], abs=0.01)


def test_a_gap_is_bridged_and_a_new_segment_is_not() -> None:
    latitude = np.array([0, np.nan, 2, 3, 4]) / 1e3
    longitude = np.full(5, 8.0)
    bridged = distance_along(latitude, longitude) / 110.574
    assert list(np.nan_to_num(bridged, nan=-1)) == pytest.approx(
        [0, -1, 2, 3, 4], abs=1e-3
    )
    paused = distance_along(latitude, longitude, [3]) / 110.574
    assert list(np.nan_to_num(paused, nan=-1)) == pytest.approx(
        [0, -1, 2, 2, 3], abs=1e-3
    )


def test_without_any_position_there_is_no_distance() -> None:
    assert np.isnan(distance_along(np.full(3, np.nan), np.full(3, np.nan))).all()


def test_more_samples_than_any_run_has_are_refused() -> None:
    refuse_endless(14 * 86_400)  # a fortnight at one a second
    with pytest.raises(FormatError, match="more than any run"):
        refuse_endless(10_000_000)
