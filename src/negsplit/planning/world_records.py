"""What nobody has run yet: a goal beyond the world records is a mistyped one."""

from __future__ import annotations

from bisect import bisect_left
from math import log

from negsplit.errors import InputError
from negsplit.units import (
    HALF_MARATHON_M,
    MARATHON_M,
    MILE_M,
    format_clock,
    format_distance,
)

# Men's outdoor records of World Athletics, from memory and from press reports, as of
# November 2026: 1500 m and mile H. El Guerrouj 1998 and 1999, 2000 m and 3000 m
# J. Ingebrigtsen 2023 and 2024, 5000 m and 10,000 m J. Cheptegei 2020, half marathon
# J. Kiplimo, Lisbon, 8 March 2026. The marathon and 50 km are bounds: the first is what
# E. Kipchoge ran in Vienna in 2019, faster than any record, the second is rounded down.
RECORDS = (
    (1500.0, 206.0),
    (MILE_M, 223.13),
    (2000.0, 283.13),
    (3000.0, 437.55),
    (5000.0, 755.36),
    (10_000.0, 1571.0),
    (HALF_MARATHON_M, 3440.0),
    (MARATHON_M, 7180.0),
    (50_000.0, 9400.0),
)
# Whole times that runners aim at are this much slower than the record, at least.
ROUND_S = 5.0


def fastest(distance_m: float) -> float:
    """Return the fastest time over a distance, in s.

    Between the distances of the records, speed goes down evenly with the logarithm of
    distance.

    Raises
    ------
    InputError
        If the distance is not between 1500 m and 50 km.
    """
    metres = [record[0] for record in RECORDS]
    if not metres[0] <= distance_m <= metres[-1]:
        raise InputError(
            f"a goal over {format_distance(distance_m)} is not judged here; choose one "
            "from 1500 m to 50 km"
        )
    place = bisect_left(metres, distance_m)
    if metres[place] == distance_m:
        return RECORDS[place][1]
    (before_m, before_s), (after_m, after_s) = RECORDS[place - 1 : place + 1]
    share = log(distance_m / before_m) / log(after_m / before_m)
    slower, faster = after_m / after_s, before_m / before_s
    return distance_m / (faster + share * (slower - faster))


def check_possible(distance_m: float, target_s: float, what: str) -> None:
    """Refuse a time that nobody has run.

    Raises
    ------
    InputError
        If the time is faster than the world record.
    """
    record_s = fastest(distance_m)
    if target_s < record_s:
        nearest_s = (record_s // ROUND_S + 1) * ROUND_S
        raise InputError(
            f"{what} in {format_clock(target_s)} is faster than anybody has run it "
            f"({format_clock(record_s)}); the nearest goal is {format_clock(nearest_s)}"
        )
