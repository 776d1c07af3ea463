"""How long the long run is, week by week.

The race says how long it should become, the week how long it may be, and the run before
by how much it can grow. One set of numbers, for plans and for what is said of goals.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from negsplit.plan import Block
from negsplit.units import HALF_MARATHON_M, MARATHON_M

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsplit.plan import Week

# Daniels stops long runs at 150 min (Running Formula, ch. 4), Pfitzinger at 22 miles.
LONGEST_S, LONGEST_M = 150 * 60.0, 35_000.0
# Four fifths of the race's time in one run are enough to finish it: Higdon's 20 and 10
# miles before a marathon and a half. Ours.
NEEDED_SHARE = 0.8
# What the longest run becomes where there is time, by the race: the share of its
# expected duration, the least and the most; short races are exceeded by far. Ours.
BY_RACE: tuple[tuple[float, float, float, float], ...] = (
    (0.0, 0.0, 105 * 60.0, 105 * 60.0),
    (3_500.0, 0.0, 75 * 60.0, 75 * 60.0),
    (6_000.0, 0.0, 80 * 60.0, 80 * 60.0),
    (12_000.0, 1.5, 85 * 60.0, 100 * 60.0),
    (HALF_MARATHON_M + 500, 1.0, 90 * 60.0, 130 * 60.0),
    (MARATHON_M + 500, 0.8, 135 * 60.0, LONGEST_S),
    (inf, 0.8, LONGEST_S, 180 * 60.0),
)
# Of the week, by runs a week: Daniels' 25 to 30 % hold for six and more runs; fewer
# runs have to be longer, and Higdon's lowest marathon plan reaches half. Ours between.
SHARE_OF_WEEK = {3: 0.47, 4: 0.43, 5: 0.39, 6: 0.35, 7: 0.32}
# A run over 10 % longer than the longest of the last 30 days brought 64 % more overuse
# injuries (Frandsen et al. 2025, 5205 runners); and five minutes are the grain.
RISE, RISE_S = 1.10, 300.0
# A light week's long run; the taper's by weeks before the race's, the last of them the
# week before. Pfitzinger: 20, 16 and 12 miles in the last weeks.
LIGHT_SHARE = 0.72
TAPER_SHARES = (0.6, 0.75, 0.85)
LONGEST_BEFORE_RACE_S = 100 * 60.0
# Where nothing is known the long run starts at so much of the week.
UNKNOWN_SHARE = 0.36
SHORTEST_S = 20 * 60.0


def needed_s(race_m: float, race_s: float, easy_mps: float) -> float:
    """Return how long the longest run before a race has to be at least, in s."""
    return min(NEEDED_SHARE * race_s, most_s(race_m, race_s, easy_mps))


def most_s(race_m: float, race_s: float, easy_mps: float) -> float:
    """Return how long the longest run before a race becomes at most, in s.

    Parameters
    ----------
    race_m, race_s : float
        The race and how long it is expected to take; 0 without one. [m], [s]
    easy_mps : float
        Easy speed, which turns the farthest into a time. [m/s]
    """
    _, share, least_s, top_s = next(row for row in BY_RACE if race_m <= row[0])
    return min(max(share * race_s, least_s), top_s, LONGEST_M / easy_mps)


def most_beside(runs_a_week: int, others_s: float) -> float:
    """Return the longest that the long run may be beside the other runs, in s.

    Parameters
    ----------
    runs_a_week : int
        How many runs share the week.
    others_s : float
        How long the others can be together. [s]
    """
    share = SHARE_OF_WEEK[runs_a_week]
    return share / (1 - share) * others_s


def long_runs(
    weeks: Sequence[Week],
    runs_a_week: int,
    top_s: float,
    longest_s: float | None,
    easing: Sequence[float | None],
) -> list[float]:
    """Return how long the long run of every week is, in s.

    Parameters
    ----------
    weeks : sequence of Week
        With their running time.
    runs_a_week : int
        How many runs share it.
    top_s : float
        The longest that a run becomes. [s]
    longest_s : float, optional
        The longest run of the last weeks before. [s]
    easing : sequence of float, optional
        For each week, the share of the usual load where it is one of coming back.
    """
    found: list[float] = []
    share = SHARE_OF_WEEK[runs_a_week]
    start_s = longest_s or UNKNOWN_SHARE * (weeks[0].target_s if weeks else 0.0)
    reached_s = full_s = max(min(start_s, top_s), SHORTEST_S)
    for number, week in enumerate(weeks):
        room_s = max(share * week.target_s, SHORTEST_S)
        eased = easing[number]
        if week.block is Block.TAPER:
            before = min(len(weeks) - number - 2, len(TAPER_SHARES) - 1)
            run_s = full_s * TAPER_SHARES[max(before, 0)]
            if before <= 0:
                run_s = min(run_s, LONGEST_BEFORE_RACE_S)
        elif eased is not None:
            # After a break the long run grows anew from its share.
            reached_s = min(full_s * eased, room_s)
            run_s = reached_s
        elif week.is_light:
            run_s = min(reached_s, full_s) * LIGHT_SHARE
        else:
            rise_s = max(reached_s * RISE, reached_s + RISE_S) if found else reached_s
            run_s = reached_s = min(rise_s, room_s, top_s)
            full_s = max(full_s, run_s) if found else run_s
        found.append(max(min(run_s, room_s, top_s), SHORTEST_S))
    return found
