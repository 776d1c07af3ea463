"""The runner's own heart on a day, as the runs before it in their diary show it.

Learned anew whenever a run has come in: a calibration that is not renewed gets old, as
fitness, season and sensor change. It never knows the run that is compared with it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from negsplit.analysis.clean import clean
from negsplit.calibrate.calibration import calibrate
from negsplit.calibrate.estimate import FEWEST_RUNS
from negsplit.calibrate.runs import usable_run
from negsplit.desk.at_hand import AtHand
from negsplit.errors import NegsplitError
from negsplit.store.records import RunFilter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from negsplit.analysis.clean import Track
    from negsplit.athlete import Athlete
    from negsplit.calibrate.calibration import Calibration
    from negsplit.diary import Diary
    from negsplit.store.records import RunRow

# A run weighs half as much as one five runs later: what came before the last twenty
# has a sixteenth of all weight.
_RUNS = 20
# So many are looked at for them: many may have no heart rate that can be used.
_LOOKED_AT = 60
_KEPT: AtHand[Calibration] = AtHand(64)


def own_heart(diary: Diary, before: datetime, athlete: Athlete) -> Calibration | None:
    """Return what the runs before a moment say of the heart, or None if too little.

    Parameters
    ----------
    diary : Diary
        Whose runs.
    before : datetime
        Only runs that began earlier count; with its zone.
    athlete : Athlete
        What is known of the runner by then.
    """
    newest = RunFilter(until=before.date(), newest_first=True, limit=_LOOKED_AT)
    rows = tuple(row for row in diary.runs(newest) if row.started_at < before)
    if len(rows) < FEWEST_RUNS:
        return None
    key = diary.path, athlete, rows
    found = _KEPT.get(key, lambda: _learned(diary, rows, athlete))
    return found if found.runs >= FEWEST_RUNS else None


def _learned(diary: Diary, rows: Sequence[RunRow], athlete: Athlete) -> Calibration:
    tracks = list(islice(_usable(diary, rows), _RUNS))
    return calibrate(
        tracks[::-1], athlete=athlete, measured_on=rows[0].started_at.date()
    )


def _usable(diary: Diary, rows: Sequence[RunRow]) -> Iterator[Track]:
    for row in rows:
        try:
            track = clean(diary.recording(row.id))
        except NegsplitError:
            continue  # its own page says what is wrong with it
        if usable_run(track) is not None:
            yield track
