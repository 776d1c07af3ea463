"""Time at an intensity: what counts is held, not touched.

Oxygen uptake follows a change of pace with a time constant of some 20 s (19 s reproduce
Millet et al. 2003, 28 and 51 s were measured by Billat et al. 2000), and heart rate
with 24 s. A minute is two to three of them: by then
nine tenths of the change have happened, and a surge that is over before never was at
the intensity of its pace. So only bouts of a minute and more count, and they count from
their first second.

Every figure of time at an intensity, planned, simulated and recorded, is counted so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Two to three time constants of oxygen uptake. Inferred from them; no study sets a
# shortest bout.
SHORTEST_BOUT_S = 60.0


def held_seconds(stretches: Iterable[tuple[float, bool]]) -> float:
    """Return the time in bouts that last long enough.

    Parameters
    ----------
    stretches : iterable of (float, bool)
        Duration [s] of each stretch, in order, and whether it is at the intensity.

    Examples
    --------
    >>> held_seconds([(30, True), (30, False), (30, True)])
    0.0
    >>> held_seconds([(40, True), (40, True), (30, False), (59, True)])
    80.0
    """
    total = bout = 0.0
    for duration_s, is_in in stretches:
        bout = bout + duration_s if is_in else 0.0
        if not is_in:
            continue
        if bout >= SHORTEST_BOUT_S:
            # The first time a bout is long enough all of it counts.
            total += bout if bout - duration_s < SHORTEST_BOUT_S else duration_s
    return float(total)
