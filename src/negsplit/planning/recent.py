"""What a runner has been doing of late, from the days and the times of runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from negsplit.planning.season import Recent

# A usual week is the mean of so many days; the article's "four to six weeks".
LOOKED_AT_DAYS = 42
SHORTEST_DAYS = 14
# Up to five days without a run are a gap in the week; more are days off, and what is
# usual is what was run before them (Daniels' Running Formula, ch. 9, as reproduced).
LONGEST_GAP_DAYS = 5
# Running of more than a year ago says nothing of today; ours.
REMEMBERED_DAYS = 365


def recent_of(runs: Iterable[tuple[date, float]], today: date) -> Recent:
    """Return the usual week and the longest run of six weeks, and the days off since.

    The six weeks end today, or with the last run where that is days ago.

    Parameters
    ----------
    runs : iterable of (date, float)
        Day and moving time of each run. [s]
    today : date
        Runs of today count, later ones do not.
    """
    past = [
        (day, seconds)
        for day, seconds in runs
        if 0 <= (today - day).days < REMEMBERED_DAYS
    ]
    if not past:
        return Recent()
    end, days_off = today, 0
    last = max(day for day, _ in past)
    if (today - last).days - 1 > LONGEST_GAP_DAYS:
        end, days_off = last, (today - last).days - 1
    late = [run for run in past if run[0] > end - timedelta(days=LOOKED_AT_DAYS)]
    # Who began two weeks ago has run for two weeks, not for six.
    days = max((end - min(day for day, _ in late)).days + 1, SHORTEST_DAYS)
    total = sum(seconds for _, seconds in late)
    longest_s = max(seconds for _, seconds in late)
    return Recent(7 * total / days, longest_s, days_off=days_off)
