"""What stands along a route: start and finish, kilometres or miles, and a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from negsplit.units import DistanceUnit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from negsplit.drawings.route import Route

# Distances between marks, in kilometres or miles, and how many marks a route takes.
MARK_STEPS, MOST_MARKS = (1, 2, 5, 10, 20, 50), 12
# Marks that are nearer than this to another are left out, in user units.
NEAREST = 22.0
# Lengths that a scale may have, in kilometres or miles; the longest that fits.
SCALES = (100, 50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
LONGEST_SCALE = 150.0
# Start and finish of a loop lie over each other, nearer than this.
SAME_PLACE = 12.0


def start(route: Route) -> Iterator[str]:
    """Yield a triangle where the run began, the way it went."""
    x, y = float(route.x[0]), float(route.y[0])
    away = np.hypot(route.x - x, route.y - y) > SAME_PLACE
    ahead = int(np.argmax(away)) if away.any() else len(route.x) - 1
    turn = np.degrees(np.arctan2(route.y[ahead] - y, route.x[ahead] - x))
    yield (
        f'<path class="end" d="M-6-8L11 0L-6 8z" '
        f'transform="translate({x:.1f} {y:.1f}) rotate({turn:.0f})"/>'
    )
    is_loop = _gap(route) < SAME_PLACE
    yield _text(x, y - 14, "start and finish" if is_loop else "start")


def finish(route: Route) -> Iterator[str]:
    """Yield a square where the run ended."""
    x, y = float(route.x[-1]), float(route.y[-1])
    yield f'<rect class="end" x="{x - 7:.1f}" y="{y - 7:.1f}" width="14" height="14"/>'
    if _gap(route) >= SAME_PLACE:
        yield _text(x, y + 22, "finish")


def _gap(route: Route) -> float:
    return float(
        np.hypot(route.x[-1] - route.x[0], route.y[-1] - route.y[0]),
    )


def unit_marks(route: Route, unit: DistanceUnit) -> Iterator[str]:
    """Yield a dot and a number every so many kilometres or miles."""
    total = float(route.distance_m[-1]) / unit.metres
    step = next((s for s in MARK_STEPS if total / s <= MOST_MARKS), MARK_STEPS[-1])
    taken = [(float(route.x[i]), float(route.y[i])) for i in (0, -1)]
    for mark in range(step, int(total) + 1, step):
        at = int(np.searchsorted(route.distance_m, mark * unit.metres))
        if at >= len(route.x):
            break
        x, y = float(route.x[at]), float(route.y[at])
        if min(np.hypot(x - a, y - b) for a, b in taken) < NEAREST:
            continue
        taken.append((x, y))
        yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
        yield _text(x, y - 8, str(mark))


def scale_bar(
    route: Route, right: float, y: float, unit: DistanceUnit
) -> Iterator[str]:
    """Yield a bar of a round length that ends at a place."""
    long = next(
        (s for s in SCALES if s * unit.metres * route.metre <= LONGEST_SCALE),
        SCALES[-1],
    )
    wide = long * unit.metres * route.metre
    left = right - wide
    name = f"{long:g} {unit.value}"
    if unit is DistanceUnit.KM and long < 1:
        name = f"{1000 * long:g} m"
    ends = f"M{left:.1f} {y - 4:g}v8m0-4h{wide:.1f}m0-4v8"
    yield f'<path class="bar" d="{ends}"/>'
    yield (
        f'<text class="quiet" x="{left - 8:.1f}" y="{y + 4:g}" text-anchor="end">'
        f"{name}</text>"
    )


def _text(x: float, y: float, text: str) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}"'
    return f'<text class="named" {place} text-anchor="middle">{text}</text>'
