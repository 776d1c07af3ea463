"""The runs of a diary as a history looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsplit.history.past_run import PastRun
from negsplit.store.records import RunFilter

if TYPE_CHECKING:
    from datetime import date

    from negsplit.diary import Diary


def past_runs(diary: Diary, since: date | None, until: date | None) -> list[PastRun]:
    """Return the runs of some days, both included."""
    rows = diary.runs(RunFilter(since=since, until=until))
    return [
        PastRun(
            row.id,
            row.started_at,
            row.name,
            features,
            row.felt_cr10,
            row.goal,
            row.has_plan,
        )
        for row, features in diary.features(rows)
    ]
