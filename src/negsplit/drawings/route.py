"""Where a run went, without a map below it: the line alone, faster drawn wider.

Places become metres east and north of the middle of the run, true to shape as long as
a run does not cross a continent. The line is cut wherever its speed changes from one
class to the next, and each piece loses the places that nobody would miss (Douglas and
Peucker, Cartographica 10, 1973: a place stays if the straight line between those kept
passes it by more than a tolerance).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from negsplit.analysis.smoothing import smooth
from negsplit.drawings.frame import FILE, Look, Setting, framed
from negsplit.drawings.route_marks import finish, scale_bar, start, unit_marks
from negsplit.units import format_pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from negsplit.recording import Column
    from negsplit.units import DistanceUnit

    Places = NDArray[np.intp]

# Mean radius of the earth (IUGG). [m]
EARTH_RADIUS_M = 6_371_008.8
# Sizes in user units. A run along a line would else be a strip or a tower.
WIDTH, MARGIN = 480.0, 26.0
LEAST_HEIGHT, MOST_HEIGHT = 200.0, 560.0
# Lines of the legend below the route.
ROW, LEGEND_ROWS = 22.0, 4
# A place is left out if the line passes it by no more than this, about what a screen
# shows; the tolerance grows until the places are few enough for a page.
TOLERANCE, MOST_PLACES, COARSER = 0.35, 1000, 1.5
# More cells than this are thinned evenly first: three a pixel.
MOST_CELLS = 1500
# Speed is smoothed over this share of the run, so that colours do not flicker.
SMOOTHED_SHARE, LEAST_SMOOTHED_S = 1 / 60, 31
# Edges of the four classes of speed, as shares of the run; speeds that differ by less
# than this share are one class.
EDGES_PERCENT = (25.0, 50.0, 75.0)
SAME_SPEED_FRAC = 0.02
# From slow to fast: darker on white, lighter on black, so that it can be told in grey;
# each at least 3:1 against its paper.
DAY = ("#7d8ea3", "#4f84b5", "#1f5f9e", "#0d2f5e")
NIGHT = ("#66788c", "#5b95cc", "#93c5f2", "#f1f8ff")
WIDTHS = (2.6, 3.6, 4.8, 6.2)
ROUTE = Look(
    "route",
    "text{font:12px system-ui,sans-serif;fill:#222}.quiet{fill:#555}.paper{fill:#fff}"
    ".way{fill:none;stroke-linejoin:round;stroke-linecap:round}"
    ".end,.here{stroke:#fff;stroke-width:2}.end{fill:#222}.here{fill:#a84300}"
    ".named{stroke:#fff;stroke-width:3;paint-order:stroke}"
    ".bar{fill:none;stroke:#555;stroke-width:1.5}.dot{fill:#fff;stroke:#222}"
    + "".join(f".w{n}{{stroke:{colour}}}" for n, colour in enumerate(DAY)),
    "text{fill:#e8e8e8}.quiet{fill:#b0b0b0}.paper{fill:#141414}"
    ".end,.here{stroke:#141414}.end{fill:#e8e8e8}.here{fill:#ff9c5b}"
    ".named{stroke:#141414}.bar{stroke:#b0b0b0}.dot{fill:#141414;stroke:#e8e8e8}"
    + "".join(f".w{n}{{stroke:{colour}}}" for n, colour in enumerate(NIGHT)),
)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Where a run was in every second of it, and how fast.

    Parameters
    ----------
    latitude_deg, longitude_deg : array, shape (n,)
        Known everywhere. [degrees]
    distance_m, adjusted_mps : array, shape (n,)
        As in a track.
    """

    latitude_deg: Column
    longitude_deg: Column
    distance_m: Column
    adjusted_mps: Column


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """A route laid out on paper.

    Parameters
    ----------
    x, y : array, shape (n,)
        Where each second of the run is, in user units.
    distance_m : array, shape (n,)
        How far the run had gone. [m]
    kind : array of int, shape (n,)
        The class of speed, from slow to fast.
    edges_mps : tuple of float
        Between the classes; fewer where the run was even. [m/s]
    height : float
        Of the paper without the legend.
    metre : float
        How long a metre is, in user units.
    """

    x: Column
    y: Column
    distance_m: Column
    kind: Places
    edges_mps: tuple[float, ...]
    height: float
    metre: float


def route_of(ground: Ground) -> Route:
    """Return a route as it lies on paper."""
    east, north = _metres(ground)
    wide, high = float(np.ptp(east)), float(np.ptp(north))
    inner = WIDTH - 2 * MARGIN
    # Somebody on a treadmill with satellites on is drawn on the spot.
    metre = min(inner / max(wide, 1.0), (MOST_HEIGHT - 2 * MARGIN) / max(high, 1.0))
    height = max(high * metre + 2 * MARGIN, LEAST_HEIGHT)
    kind, edges = _classes(ground.adjusted_mps)
    return Route(
        x=WIDTH / 2 + (east - (east.max() + east.min()) / 2) * metre,
        y=height / 2 - (north - (north.max() + north.min()) / 2) * metre,
        distance_m=np.maximum.accumulate(ground.distance_m),
        kind=kind,
        edges_mps=edges,
        height=height,
        metre=metre,
    )


def _metres(ground: Ground) -> tuple[Column, Column]:
    """Return metres east and north of the equator and of the first place."""
    latitude = np.radians(ground.latitude_deg)
    # Across the date line the longitude jumps by a whole turn.
    longitude = np.unwrap(np.radians(ground.longitude_deg))
    middle = (latitude.max() + latitude.min()) / 2
    east = (longitude - longitude[0]) * np.cos(middle)
    return EARTH_RADIUS_M * east, EARTH_RADIUS_M * latitude


def _classes(adjusted_mps: Column) -> tuple[Places, tuple[float, ...]]:
    width = max(round(len(adjusted_mps) * SMOOTHED_SHARE), LEAST_SMOOTHED_S) | 1
    speed = smooth(adjusted_mps, width)
    edges: list[float] = []
    for edge in np.percentile(speed, EDGES_PERCENT):
        if not edges or edge > edges[-1] * (1 + SAME_SPEED_FRAC):
            edges.append(float(edge))
    low, high = np.percentile(speed, (5.0, 95.0))
    if high < low * (1 + 2 * SAME_SPEED_FRAC):
        edges = []
    return np.searchsorted(edges, speed, side="right").astype(np.intp), tuple(edges)


def route_svg(
    route: Route, told: str, unit: DistanceUnit, setting: Setting = FILE
) -> str:
    """Return a route as a drawing.

    Parameters
    ----------
    route : Route
        What to draw.
    told : str
        What it shows, for those who hear it.
    unit : DistanceUnit
        Of marks, legend and scale.
    setting : Setting
        Where it will stand.
    """
    rows = len(route.edges_mps) + 1
    size = WIDTH, route.height + 30 + ROW * rows
    return framed(ROUTE, size, ("Route", told), _lines(route, unit), setting)


def _lines(route: Route, unit: DistanceUnit) -> Iterator[str]:
    yield from _way(route)
    yield from unit_marks(route, unit)
    yield from finish(route)
    yield from start(route)
    # Moved by the page to where its charts are being looked at.
    yield '<circle class="here" r="7" cx="-20" cy="-20"/>'
    yield from scale_bar(route, WIDTH - MARGIN, route.height + 14, unit)
    yield from _legend(route, unit)


def _way(route: Route) -> Iterator[str]:
    tolerance = TOLERANCE
    pieces = _pieces(route)
    while True:
        kept = [_simpler(route, piece, tolerance) for piece in pieces]
        if sum(len(places) for places in kept) <= max(MOST_PLACES, 2 * len(pieces)):
            break
        tolerance *= COARSER
    # Wide first: where a run passes twice, both passes stay to be seen.
    for places in sorted(kept, key=lambda one: -int(route.kind[one[-1]])):
        kind = int(route.kind[places[-1]])
        points = _points(route, places)
        yield (
            f'<polyline class="way w{_shade(route, kind)}" '
            f'stroke-width="{WIDTHS[_shade(route, kind)]}" points="{points}"/>'
        )


def _shade(route: Route, kind: int) -> int:
    """Return which of the four shades a class has; the fastest has the last."""
    return len(DAY) - 1 - (len(route.edges_mps) - kind)


def _pieces(route: Route) -> list[Places]:
    """Return the cells of each piece of one class; it begins where the last ended."""
    count = len(route.x)
    few = np.unique(np.linspace(0, count - 1, min(count, MOST_CELLS)).astype(np.intp))
    turns = np.flatnonzero(np.diff(route.kind[few])) + 1
    edges = [0, *turns.tolist(), len(few)]
    return [few[max(low - 1, 0) : high] for low, high in pairwise(edges)]


def _simpler(route: Route, places: Places, tolerance: float) -> Places:
    """Return the places of a piece that have to stay."""
    x, y = route.x[places], route.y[places]
    keep = np.zeros(len(places), dtype=bool)
    keep[[0, -1]] = True
    open_ends = [(0, len(places) - 1)]
    while open_ends:
        low, high = open_ends.pop()
        if high - low < 2:
            continue
        off = _distances(x[low : high + 1], y[low : high + 1])
        far = int(off.argmax())
        if off[far] > tolerance:
            keep[low + far] = True
            open_ends += [(low, low + far), (low + far, high)]
    return places[keep]


def _distances(x: Column, y: Column) -> Column:
    """Return how far places lie from the stretch between the first and the last."""
    along_x, along_y = x[-1] - x[0], y[-1] - y[0]
    squared = along_x**2 + along_y**2
    over_x, over_y = x - x[0], y - y[0]
    share = np.zeros(len(x))
    if squared > 0:
        share = (over_x * along_x + over_y * along_y) / squared
        share = np.minimum(np.maximum(share, 0.0), 1.0)
    off: Column = np.hypot(over_x - share * along_x, over_y - share * along_y)
    return off


def _points(route: Route, places: Places) -> str:
    return " ".join(
        f"{x:.1f},{y:.1f}"
        for x, y in zip(route.x[places], route.y[places], strict=True)
    )


def _legend(route: Route, unit: DistanceUnit) -> Iterator[str]:
    y = route.height + 28
    for kind, words in enumerate(legend_words(route, unit)):
        shade = _shade(route, kind)
        row = y + kind * ROW
        yield (
            f'<line class="way w{shade}" stroke-width="{WIDTHS[shade]}" '
            f'x1="{MARGIN:g}" x2="{MARGIN + 34:g}" y1="{row:g}" y2="{row:g}"/>'
            f'<text x="{MARGIN + 46:g}" y="{row + 4:g}">{words}</text>'
        )


def legend_words(route: Route, unit: DistanceUnit) -> tuple[str, ...]:
    """Return what each class of speed means, slow first."""
    paces = [format_pace(edge, unit) for edge in route.edges_mps]
    if not paces:
        return ("even grade-adjusted pace throughout",)
    between = [f"{slow.partition('/')[0]} to {fast}" for slow, fast in pairwise(paces)]
    return (
        f"slower than {paces[0]} grade-adjusted",
        *between,
        f"faster than {paces[-1]}",
    )
