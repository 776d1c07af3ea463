"""What a runner has been doing of late, from the days and the times of runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from negsplit.planning.season import Recent

# A usual week is the mean of so many days; the article's "four to six weeks".
LOOKED_AT_DAYS = 42
SHORTEST_DAYS = 14


def recent_of(runs: Iterable[tuple[date, float]], today: date) -> Recent:
    """Return the usual week and the longest run of the last six weeks.

    Parameters
    ----------
    runs : iterable of (date, float)
        Day and moving time of each run. [s]
    today : date
        Runs of today count, later ones do not.
    """
    late = [
        (day, seconds)
        for day, seconds in runs
        if 0 <= (today - day).days < LOOKED_AT_DAYS
    ]
    if not late:
        return Recent()
    # Who began two weeks ago has run for two weeks, not for six.
    days = max((today - min(day for day, _ in late)).days + 1, SHORTEST_DAYS)
    total = sum(seconds for _, seconds in late)
    return Recent(7 * total / days, max(seconds for _, seconds in late))
